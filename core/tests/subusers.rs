//! Subusers: secrets of a new one, and changes read back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use http::HeaderMap;
use sendgrid_accounts::subusers::{
    AdjustSubuserCredits, CreateSubuser, CreditType, DeleteSubuser, DisableSubuser,
    DisableSubuserWebsite, EnableSubuser, NewSubuser, SubuserFilter, UpdateSubuserCredits,
    UpdateSubuserIps,
};
use sendgrid_accounts::user::ResetFrequency;
use sendgrid_accounts::{
    Client, ErrorKind, OnBehalfOf, Operation, Outcome, Reconciled, Response, Verdict,
};
use support::sandbox_calls::start;
use support::scripted_server::ScriptedServer;

const NAME: &str = "app";

fn new_subuser() -> NewSubuser {
    NewSubuser {
        username: NAME.into(),
        email: "app@example.com".into(),
        password: "a-password-of-16".into(),
        ..NewSubuser::default()
    }
}

fn create() -> CreateSubuser {
    CreateSubuser { subuser: new_subuser() }
}

#[test]
fn tokens_are_shown_by_reveal_only() {
    let body = r#"{"user_id":1,"authorization_token":"canary-1","signup_session_token":["canary-2"],
        "Refresh_Token":"canary-3","password":"canary-4","api_key":"canary-5","secret":"canary-6"}"#;
    let created = create().decode(&Response::new(200, HeaderMap::new(), body)).unwrap();
    assert_eq!(created.authorization_token.as_ref().unwrap().reveal(), "canary-1");
    assert_eq!(created.signup_session_token.as_ref().unwrap().reveal(), "[\"canary-2\"]");
    assert!(created.extra.is_empty());
    let shown = format!("{created:?} {created:#?} {}", serde_json::to_string(&created).unwrap());
    assert!(!shown.contains("canary"), "{shown}");
}

#[tokio::test]
async fn no_error_shows_the_body_of_a_creation() {
    for (status, body) in [
        ("200 OK", r#"{"user_id":1,"authorization_token":"canary","errors":["refused"]}"#),
        ("200 OK", r#"{"authorization_token":"canary","error":{"code":400}}"#),
        ("200 OK", r#"{"authorization_token":"canary","authorization_token":"canary"}"#),
        ("201 Created", r#"{"authorization_token":"canary""#),
        ("200 OK", r#"["canary"]"#),
        ("200 OK", "canary"),
        ("200 OK\nContent-Encoding: gzip", r#"{"authorization_token":"canary"}"#),
        ("302 Found", r#"{"authorization_token":"canary"}"#),
    ] {
        let response = format!("{status}\n\n{body}");
        let server = ScriptedServer::start(move |_| response.clone()).await;
        let builder = Client::builder().api_key("SG.key.secret").base_url(&server.url);
        let error = builder.build().unwrap().execute(create()).await.unwrap_err();
        assert_eq!((error.body(), server.requests()), (None, 1), "{body}: {error:?}");
        assert!(!format!("{error} {error:?} {error:#?}").contains("canary"), "{error:?}");
    }
}

/// Reads back an operation whose response is not usable, from these responses.
async fn read_back<O: Operation>(operation: O, responses: &'static [&'static str]) -> Reconciled {
    let server = ScriptedServer::start(move |request| match request {
        // An ambiguous end of the body: the response is not used.
        1 => "200 OK\nTransfer-Encoding: gzip\n\n".to_owned(),
        number => responses[(number - 2) % responses.len()].to_owned(),
    })
    .await;
    let builder = Client::builder().api_key("SG.key.secret").base_url(&server.url);
    let client = builder.max_retries(0).build().unwrap();
    let Err(error) = client.execute(operation).await else { panic!("the call succeeded") };
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
    assert_eq!(error.change().unwrap().target(), Some(NAME));
    // A view reads back for the account of the call.
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("other".into())).unwrap();
    view.reconcile(&error).await
}

async fn check<O: Operation>(
    make: impl Fn() -> O,
    cases: &[(&'static [&'static str], Verdict, &str)],
) {
    for (responses, verdict, evidence) in cases {
        let reconciled = read_back(make(), responses).await;
        assert_eq!(reconciled.verdict, *verdict, "{responses:?}: {reconciled:?}");
        assert!(reconciled.evidence.contains(evidence), "{responses:?}: {reconciled:?}");
    }
}

use Verdict::{Applied, Inconclusive, NotAppliedYet};

const MISSING: &str = "404 Not Found";
const EMPTY: &str = "200 OK\n\n[]";
const REFUSED: &str = "403 Forbidden\n\n{\"errors\":[{\"message\":\"access forbidden\"}]}";

#[tokio::test]
async fn a_creation_needs_name_and_email() {
    check(
        create,
        &[
            (
                &["200 OK\n\n{\"username\":\"app\",\"email\":\"app@example.com\"}"],
                Applied,
                "e-mail",
            ),
            (&[MISSING, EMPTY], NotAppliedYet, "no subuser has this username"),
            // The list has other names that begin in the same way, and the retrieval is undocumented.
            (
                &[MISSING, "200 OK\n\n[{\"id\":1,\"username\":\"app2\"}]", EMPTY],
                NotAppliedYet,
                "no",
            ),
            (
                &[MISSING, "200 OK\n\n[{\"username\":\"app\",\"email\":\"app@example.com\"}]"],
                Applied,
                "e-mail",
            ),
            (&[MISSING, "200 OK\n\n[{\"id\":1}]", EMPTY], Inconclusive, "could not be understood"),
            (&[MISSING, "200 OK\n\n[{\"username\":\"APP\"}]", EMPTY], Inconclusive, "\"APP\""),
            (&[MISSING, REFUSED], Inconclusive, "reading back failed"),
            (&[REFUSED], Inconclusive, "reading back failed"),
            (&["200 OK\n\n{\"username\":\"app\",\"email\":\"x@y.z\"}"], Inconclusive, "email"),
            (&["200 OK\n\n{\"username\":\"app\"}"], Inconclusive, "does not return"),
            (&["200 OK\n\n{\"username\":\"app\",\"email\":1.5e99}"], Inconclusive, "email"),
            (&["200 OK\n\n{\"username\":\"App\"}"], Inconclusive, "letter case"),
            (&["200 OK\n\n{\"email\":\"app@example.com\"}"], Inconclusive, "another username"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_deletion_is_never_concluded_from_the_list_alone() {
    let delete = || DeleteSubuser { username: NAME.into() };
    check(
        delete,
        &[
            (&[MISSING, EMPTY], Applied, "no longer exists"),
            (&["200 OK\n\n{\"username\":\"app\"}"], NotAppliedYet, "still exists"),
            (&[MISSING, "200 OK\n\n[{\"username\":\"app\"}]"], Inconclusive, "the list has it"),
            (&[MISSING, REFUSED], Inconclusive, "reading back failed"),
            (&[REFUSED, EMPTY], Inconclusive, "reading back failed"),
            (&["200 OK\n\n[]", EMPTY], Inconclusive, "reading back failed"),
            (&["400 Bad Request\n\n{}", EMPTY], Inconclusive, "reading back failed"),
        ],
    )
    .await;
}

#[tokio::test]
async fn states_addresses_and_credits_are_read_back() {
    let disable = || DisableSubuser { username: NAME.into() };
    check(
        disable,
        &[
            (&["200 OK\n\n{\"username\":\"app\",\"disabled\":true}"], Applied, "requested"),
            (&["200 OK\n\n{\"username\":\"app\",\"disabled\":false}"], NotAppliedYet, "disabled"),
            (&["200 OK\n\n{\"username\":\"app\"}"], Inconclusive, "disabled"),
            (&["200 OK\n\n{\"username\":\"app\",\"disabled\":[]}"], Inconclusive, "disabled"),
            (&[MISSING], Inconclusive, "no subuser has this username"),
        ],
    )
    .await;
    let enable = || EnableSubuser { username: NAME.into() };
    check(enable, &[(&["200 OK\n\n{\"username\":\"app\",\"disabled\":false}"], Applied, "")]).await;
    let website = || DisableSubuserWebsite { username: NAME.into() };
    check(website, &[(&[MISSING], Inconclusive, "the access to the website")]).await;
    let ips = || UpdateSubuserIps {
        username: NAME.into(),
        ips: vec!["1.1.1.1".into(), "2001:DB8:0::1".into()],
        clear: false,
    };
    check(
        ips,
        &[
            (&["200 OK\n\n[{\"ip\":\"2001:db8::1\"},{\"ip\":\"1.1.1.1\"}]"], Applied, "requested"),
            (&["200 OK\n\n[{\"ip\":\"1.1.1.1\"}]"], NotAppliedYet, "other"),
            (&[EMPTY], NotAppliedYet, "other"),
            (&["200 OK\n\n[{\"ip\":\"none\"}]"], Inconclusive, "could not be understood"),
            (&[REFUSED], Inconclusive, "ips.read"),
        ],
    )
    .await;
    let adjust = || AdjustSubuserCredits { username: NAME.into(), by: 5 };
    check(
        adjust,
        &[(
            &["200 OK\n\n{\"type\":\"nonrecurring\",\"remain\":7,\"total\":9,\"used\":null}"],
            Inconclusive,
            "remain: 7, total: 9, used: none",
        )],
    )
    .await;
}

#[tokio::test]
async fn credits_are_read_back() {
    let recurring = || UpdateSubuserCredits {
        username: NAME.into(),
        credit_type: CreditType::Recurring,
        reset_frequency: Some(ResetFrequency::Weekly),
        total: Some(9),
    };
    check(
        recurring,
        &[
            (
                &["200 OK\n\n{\"type\":\"recurring\",\"reset_frequency\":\"weekly\",\"total\":9}"],
                Applied,
                "",
            ),
            (
                &["200 OK\n\n{\"type\":\"recurring\",\"reset_frequency\":\"daily\",\"total\":8}"],
                NotAppliedYet,
                "reset_frequency, total",
            ),
            (&["200 OK\n\n{\"type\":\"unlimited\"}"], NotAppliedYet, "type"),
            (&["200 OK\n\n{}"], Inconclusive, "type"),
            (&["400 Bad Request"], Inconclusive, "reading back failed"),
        ],
    )
    .await;
    let unlimited = || UpdateSubuserCredits {
        username: NAME.into(),
        credit_type: CreditType::Unlimited,
        reset_frequency: None,
        total: None,
    };
    check(
        unlimited,
        &[
            (&["200 OK\n\n{\"type\":\"unlimited\"}"], Inconclusive, "before"),
            (&["200 OK\n\n{\"type\":\"recurring\",\"total\":9}"], NotAppliedYet, "type"),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_subuser_lives_in_the_sandbox() {
    let (sandbox, client) = start();
    let subusers = client.subusers();
    let before = subusers.list(SubuserFilter::default()).await.unwrap().len();
    let created = subusers.create(new_subuser()).await.unwrap();
    let found = subusers.get(NAME).await.unwrap();
    assert!(created.id.is_some());
    assert_eq!((found.id, found.disabled), (created.id, Some(false)));
    assert_eq!(subusers.list(SubuserFilter::default()).await.unwrap().len(), before + 1);

    subusers.disable(NAME).await.unwrap();
    assert_eq!(subusers.get(NAME).await.unwrap().disabled, Some(true));
    subusers.enable(NAME).await.unwrap();
    subusers.disable_website(NAME).await.unwrap();
    subusers.enable_website(NAME).await.unwrap();

    let update = UpdateSubuserCredits {
        username: NAME.into(),
        credit_type: CreditType::Nonrecurring,
        reset_frequency: None,
        total: Some(100),
    };
    assert_eq!(subusers.update_credits(update).await.unwrap().remain, Some(100));
    assert_eq!(subusers.adjust_credits(NAME, -30).await.unwrap().remain, Some(70));
    assert_eq!(subusers.get_credits(NAME).await.unwrap().remain, Some(70));
    let reputations = subusers.get_reputations(vec![NAME.into()]).await.unwrap();
    assert_eq!(reputations[0].username.as_deref(), Some(NAME));

    let clear = UpdateSubuserIps { username: NAME.into(), ips: Vec::new(), clear: true };
    subusers.update_ips(clear).await.unwrap();
    assert_eq!(subusers.get_ips(NAME).await.unwrap(), Vec::<String>::new());

    let view = client.on_behalf_of(&OnBehalfOf::Subuser(NAME.into())).unwrap();
    assert_eq!(view.user().get_username().await.unwrap().username.as_deref(), Some(NAME));
    let requests = sandbox.journal().len();
    let error = view.subusers().get(NAME).await.unwrap_err();
    assert_eq!((error.kind(), sandbox.journal().len()), (ErrorKind::Config, requests));

    subusers.delete(NAME).await.unwrap();
    assert_eq!(subusers.get(NAME).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(subusers.delete(NAME).await.unwrap_err().outcome(), Outcome::Rejected);
}
