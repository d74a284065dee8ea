//! Reconciliation of changes whose response, or whose request, is lost.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use sendgrid_accounts::customers::{
    CreateCustomer, CustomerFilter, DeleteCustomer, DisableCustomer, DisableWebsite, NewCustomer,
    UpdateCustomerEmail, UpdateCustomerPassword, UpdateCustomerProfile, UpdateCustomerUsername,
};
use sendgrid_accounts::user::{UpdateEmail, UpdatePassword, UpdateProfile, UpdateUsername};
use sendgrid_accounts::{
    Client, Empty, ErrorKind, FieldUpdate, OnBehalfOf, Operation, Outcome, Reconciled, Reseller,
    Verdict,
};
use sendgrid_accounts_sandbox::{Options, Sandbox};
use support::lossy_proxy::{Loss, LossyProxy};
use support::scripted_server::ScriptedServer;

/// The password of the account.
const PASSWORD: &str = "first-password-1";

/// Loses the response or the request of one call, and reconciles it.
async fn reconcile_lost<O: Operation>(operation: O, loss: Loss) -> (Reconciled, Option<String>) {
    let options = Options { reseller_password: Some(PASSWORD.to_owned()), ..Options::default() };
    let sandbox = Sandbox::start(options).unwrap();
    let proxy = LossyProxy::start(sandbox.url()).await;
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .reseller(Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()))
        .base_url(&proxy.url)
        .max_retries(0)
        .build()
        .unwrap();
    proxy.lose(loss);
    let Err(error) = client.execute(operation).await else { panic!("the call succeeded") };
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::OutcomeUnknown, Outcome::Unknown));
    assert!(!error.safe_to_retry());
    let change = error.change().unwrap();
    let applied = sandbox.journal().iter().filter(|entry| entry.applied).count();
    assert_eq!(applied, usize::from(loss == Loss::Response));
    let target = change.target().map(str::to_owned);
    (client.reconcile(&error).await, target)
}

#[tokio::test]
async fn an_ignored_empty_string_is_not_expected() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let proxy = LossyProxy::start(sandbox.url()).await;
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .base_url(&proxy.url)
        .max_retries(0)
        .empty(Empty::Ignore)
        .build()
        .unwrap();
    proxy.lose(Loss::Response);
    let update = UpdateProfile {
        city: Some("Lost City".into()),
        zip: Some("".into()),
        ..UpdateProfile::default()
    };
    let error = client.user().update_profile(update).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(client.reconcile(&error).await.verdict, Verdict::Applied);
    assert_eq!(client.user().get_profile().await.unwrap().zip.as_deref(), Some("92868"));
}

/// The verdicts if the response is lost, and if the request is lost.
async fn verdicts<O: Operation>(make: impl Fn() -> O, target: Option<&str>) -> [Verdict; 2] {
    let (applied, name) = reconcile_lost(make(), Loss::Response).await;
    let (not_applied, _) = reconcile_lost(make(), Loss::Request).await;
    assert_eq!(name.as_deref(), target, "{applied:?}");
    [applied.verdict, not_applied.verdict]
}

const READABLE: [Verdict; 2] = [Verdict::Applied, Verdict::NotAppliedYet];
const NOT_READABLE: [Verdict; 2] = [Verdict::Inconclusive; 2];

#[tokio::test]
async fn changes_of_ones_own_account_are_read_back() {
    let email = || UpdateEmail { email: "lost@example.com".into() };
    assert_eq!(verdicts(email, None).await, READABLE);
    let username = || UpdateUsername { username: "lost_name".into() };
    assert_eq!(verdicts(username, None).await, READABLE);
    let profile = || UpdateProfile {
        city: Some("Lost City".into()),
        phone: Some(FieldUpdate::Clear),
        ..UpdateProfile::default()
    };
    assert_eq!(verdicts(profile, None).await, READABLE);
    let password =
        || UpdatePassword { old_password: PASSWORD.into(), new_password: "new_password".into() };
    assert_eq!(verdicts(password, None).await, NOT_READABLE);
}

fn new_customer() -> NewCustomer {
    NewCustomer {
        username: "lost@example.com".into(),
        password: "lost-password".into(),
        email: "mail@example.com".into(),
        first_name: "First".into(),
        last_name: "Last".into(),
        address: "Street 1".into(),
        city: "City".into(),
        state: "ST".into(),
        zip: "12345".into(),
        country: "US".into(),
        phone: "555-1234".into(),
        website: "example.com".into(),
        ..NewCustomer::default()
    }
}

#[tokio::test]
async fn creation_deletion_and_renaming_of_customers_are_read_back() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = active_customer(&sandbox).await;
    let create = || CreateCustomer { customer: new_customer() };
    assert_eq!(verdicts(create, Some("lost@example.com")).await, READABLE);
    let delete = || DeleteCustomer { user: user.clone() };
    assert_eq!(verdicts(delete, Some(&user)).await, READABLE);
    let rename =
        || UpdateCustomerUsername { user: user.clone(), username: "new@example.com".into() };
    assert_eq!(verdicts(rename, Some(&user)).await, READABLE);
}

#[tokio::test]
async fn other_changes_of_customers_are_read_back_if_they_are_readable() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = active_customer(&sandbox).await;
    let disable = || DisableCustomer { user: user.clone() };
    assert_eq!(verdicts(disable, Some(&user)).await, READABLE);
    let email = || UpdateCustomerEmail { user: user.clone(), email: "lost@example.com".into() };
    assert_eq!(verdicts(email, Some(&user)).await, READABLE);
    let profile = || UpdateCustomerProfile {
        user: user.clone(),
        city: Some("Lost City".into()),
        ..UpdateCustomerProfile::default()
    };
    assert_eq!(verdicts(profile, Some(&user)).await, READABLE);
    let password = || UpdateCustomerPassword { user: user.clone(), password: "lost-word".into() };
    assert_eq!(verdicts(password, Some(&user)).await, NOT_READABLE);
    let [applied, _] = verdicts(|| DisableWebsite { user: user.clone() }, Some(&user)).await;
    assert_ne!(applied, Verdict::NotAppliedYet);
}

/// Username of a customer who may send mail. Every sandbox starts with the same customers.
async fn active_customer(sandbox: &Sandbox) -> String {
    let client = Client::builder()
        .reseller(Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let customers = client.customers().list(CustomerFilter::default()).await.unwrap();
    let active = customers.into_iter().find(|customer| customer.active == Some(true));
    active.unwrap().username.unwrap()
}

#[tokio::test]
async fn another_customer_with_the_same_username_is_inconclusive() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let user = active_customer(&sandbox).await;
    let create = move || CreateCustomer {
        customer: NewCustomer { username: user.clone(), ..new_customer() },
    };
    let (reconciled, _) = reconcile_lost(create(), Loss::Request).await;
    assert_eq!(reconciled.verdict, Verdict::Inconclusive);
    assert!(reconciled.evidence.contains("differs in: email"), "{}", reconciled.evidence);
    assert!(!reconciled.evidence.contains("mail@example.com"), "{}", reconciled.evidence);
}

/// Loses the response or the request of the renaming of a subuser, whom the username addresses.
async fn reconcile_renaming(to: &str, loss: Loss) -> Reconciled {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let proxy = LossyProxy::start(sandbox.url()).await;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(&proxy.url).build().unwrap();
    let client = client.on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into())).unwrap();
    proxy.lose(loss);
    let error = client.user().update_username(to).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::OutcomeUnknown, Outcome::Unknown));
    assert_eq!(
        (error.attempts(), sandbox.journal().len()),
        (1, usize::from(loss == Loss::Response))
    );
    client.reconcile(&error).await
}

#[tokio::test]
async fn a_renaming_of_the_address_is_read_back_under_both_usernames() {
    let applied = reconcile_renaming("new_name", Loss::Response).await;
    assert_eq!(applied.verdict, Verdict::Applied, "{applied:?}");
    let missing = reconcile_renaming("new_name", Loss::Request).await;
    assert_eq!(missing.verdict, Verdict::NotAppliedYet, "{missing:?}");
    // The name of another account: it exists, but not because of the change.
    let taken = reconcile_renaming("user1", Loss::Request).await;
    assert_eq!(taken.verdict, Verdict::Inconclusive, "{taken:?}");
}

#[tokio::test]
async fn a_refused_change_has_no_change_to_reconcile() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let client =
        Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build().unwrap();
    let error = client.user().update_username("test_subuser").await.unwrap_err();
    assert!(error.change().is_none());
    assert_eq!(client.reconcile(&error).await.verdict, Verdict::Inconclusive);
}

/// The outcome of an operation whose first response is lost and whose state is read from these bodies.
async fn read_back<O: Operation>(operation: O, bodies: &'static [&'static str]) -> Reconciled {
    let server = ScriptedServer::start(move |request| match request {
        // An ambiguous end of the body: the response is not used.
        1 => "200 OK\nTransfer-Encoding: gzip\n\n".to_owned(),
        number => format!("200 OK\n\n{}", bodies[(number - 2).min(bodies.len() - 1)]),
    })
    .await;
    let client = Client::builder()
        .api_key("SG.key.secret")
        .reseller(Reseller::new("reseller", "password"))
        .base_url(&server.url)
        .max_retries(0)
        .build()
        .unwrap();
    let Err(error) = client.execute(operation).await else { panic!("the call succeeded") };
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
    client.reconcile(&error).await
}

#[tokio::test]
async fn a_list_that_is_not_understood_shows_no_absence() {
    for bodies in [
        ["{}"],
        ["[{}]"],
        [r#"[{"Username":"bob"}]"#],
        [r#"[{"username":"alice"},{"Username":"bob"}]"#],
        [r#"[{"username":"alice"},{"username":null}]"#],
        [r#"[{"username":"alice","username":"bob"}]"#],
        [r#"[{"username":"b\ud83db"}]"#],
        [r#"{"users":[],"total":1}"#],
        ["<users><user><username>b&ouml;b</username></user></users>"],
        ["<users><customer><username>bob</username></customer></users>"],
        ["<users><user><Username>bob</Username></user></users>"],
        ["<result><users/></result>"],
        ["<users>\u{1}</users>"],
        ["<users>&#x1;</users>"],
        ["<users p:a=''/>"],
        ["<users a='' a=''/>"],
        ["<?xml version='1.0'?><?xml version='1.0'?><users/>"],
        ["<users/><![CDATA[<user><username>bob</username></user>]]>"],
    ] {
        let bodies: &'static [&'static str] = Box::leak(Box::new(bodies));
        let user = || "bob".to_owned();
        let found = read_back(DeleteCustomer { user: user() }, bodies).await;
        assert_eq!(found.verdict, Verdict::Inconclusive, "{bodies:?}: {}", found.evidence);
        let customer = NewCustomer { username: user(), ..new_customer() };
        let found = read_back(CreateCustomer { customer }, bodies).await;
        assert_eq!(found.verdict, Verdict::Inconclusive, "{bodies:?}: {}", found.evidence);
    }
    for bodies in
        [&["[]"][..], &["<users/>"], &[r#"{"users":[{"username":"alice","active":"Y"}]}"#]]
    {
        let found = read_back(DeleteCustomer { user: "bob".into() }, bodies).await;
        assert_eq!(found.verdict, Verdict::Applied, "{bodies:?}: {}", found.evidence);
    }
}

#[tokio::test]
async fn a_value_that_is_not_understood_shows_no_other_state() {
    let disable = || DisableCustomer { user: "bob".into() };
    let found = read_back(disable(), &[r#"[{"username":"bob","active":"Y"}]"#]).await;
    let evidence = "these fields of the customer could not be understood: active";
    assert_eq!((found.verdict, found.evidence.as_str()), (Verdict::Inconclusive, evidence));
    let found = read_back(disable(), &[r#"[{"username":"bob","active":0}]"#]).await;
    assert_eq!(found.verdict, Verdict::Applied);

    let profile = || UpdateProfile { city: Some("Zürich".into()), ..UpdateProfile::default() };
    for body in
        [r#"{"city":"Z\ud83drich"}"#, r#"{"city":{"name":"Zürich"}}"#, r#"{"errors":["x"]}"#]
    {
        let found = read_back(profile(), Box::leak(Box::new([body]))).await;
        assert_eq!(found.verdict, Verdict::Inconclusive, "{body}: {}", found.evidence);
    }
    let found = read_back(UpdateUsername { username: "7".into() }, &[r#"{"username":7}"#]).await;
    assert_eq!(found.verdict, Verdict::Applied);
}
