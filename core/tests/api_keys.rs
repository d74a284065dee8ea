//! API keys: the secret of a created one, the key of the client itself, and reconciliation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use sendgrid_accounts::api_keys::{
    CreateApiKey, CreateFullAccessApiKey, DeleteApiKey, UpdateApiKey, UpdateApiKeyName,
};
use sendgrid_accounts::{
    ApiKey, ApiKeySecret, Client, ClientBuilder, ErrorKind, OnBehalfOf, Operation, Outcome,
    Reconciled, Reseller, Verdict,
};
use support::scripted_server::ScriptedServer;

const LOST: &str = "200 OK\nTransfer-Encoding: gzip\n\n";
const ABSENT: &str = "404 Not Found\n\n{\"errors\":[{\"message\":\"not found\"}]}";

fn builder(url: &str) -> ClientBuilder {
    Client::builder().api_key("SG.own.secret").base_url(url).max_retries(0)
}

#[tokio::test]
async fn a_created_key_is_shown_by_reveal_only() {
    let body = r#"{"api_key":"SG.new-id.canary","api_key_id":"new-id","name":"app","later":1}"#;
    let server = ScriptedServer::start(move |_| format!("201 Created\n\n{body}")).await;
    let client = builder(&server.url).build().unwrap();
    let created = client.api_keys().create("app", ["mail.send"]).await.unwrap();
    assert_eq!(
        (created.api_key.reveal(), created.reveal()),
        ("SG.new-id.canary", "SG.new-id.canary")
    );
    assert_eq!(created.api_key_id.as_deref(), Some("new-id"));
    assert_eq!(created.extra, serde_json::from_str(r#"{"later":1}"#).unwrap());
    let json = serde_json::to_string(&created).unwrap();
    assert_eq!(json, r#"{"api_key_id":"new-id","name":"app","scopes":null,"later":1}"#);
    for shown in [format!("{created:?}"), format!("{created:#?}"), json] {
        assert!(!shown.contains("canary"), "{shown}");
    }
    assert_ne!(created.api_key, ApiKeySecret::new("SG.new-id.other"));
    let full = client.api_keys().create_full_access("app").await.unwrap();
    assert_eq!(full, created);
}

#[tokio::test]
async fn the_keys_that_the_client_uses_are_neither_deleted_nor_limited_by_mistake() {
    let server = ScriptedServer::start(|_| "200 OK\n\n{\"name\":\"n\"}".to_owned()).await;
    let of_reseller = Reseller::with_api_key(ApiKey::new("SG.of-reseller.secret").unwrap());
    let client = builder(&server.url).reseller(of_reseller).build().unwrap();
    let update = |id: &str, allow_own| UpdateApiKey {
        api_key_id: id.into(),
        name: "n".into(),
        scopes: vec!["mail.send".into()],
        allow_own,
    };
    let view = client.on_behalf_of(&OnBehalfOf::Subuser("sub".into())).unwrap();
    for client in [&client, &view] {
        for id in ["own", "of-reseller"] {
            for error in [
                client.api_keys().delete(id).await.unwrap_err(),
                client.api_keys().update(update(id, false)).await.unwrap_err(),
            ] {
                assert_eq!(
                    (error.kind(), error.field()),
                    (ErrorKind::InvalidInput, Some("api_key_id"))
                );
                assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
            }
        }
    }
    assert_eq!((server.requests(), server.connections()), (0, 0));
    for id in ["own", "of-reseller"] {
        client
            .api_keys()
            .delete(DeleteApiKey { api_key_id: id.into(), allow_own: true })
            .await
            .unwrap();
        client.api_keys().update(update(id, true)).await.unwrap();
        client.api_keys().update_name(id, "n").await.unwrap();
    }
    for id in ["OWN", "ow", "owner", "secret"] {
        client.api_keys().delete(id).await.unwrap();
    }
    assert_eq!(server.requests(), 10);
}

/// The verdict on an operation whose response is lost and whose state is read from these responses.
async fn read_back<O: Operation>(operation: O, responses: &[&str]) -> Reconciled {
    let responses: Vec<String> = responses.iter().map(|&response| response.to_owned()).collect();
    let server = ScriptedServer::start(move |request| match request {
        1 => LOST.to_owned(),
        number => responses[(number - 2).min(responses.len() - 1)].clone(),
    })
    .await;
    let client = builder(&server.url).build().unwrap();
    let Err(error) = client.execute(operation).await else { panic!("the call succeeded") };
    assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
    client.reconcile(&error).await
}

fn ok(body: &str) -> String {
    format!("200 OK\n\n{body}")
}

fn create(scopes: &[&str]) -> CreateApiKey {
    CreateApiKey { name: "app".into(), scopes: scopes.iter().map(|&it| it.to_owned()).collect() }
}

#[tokio::test]
async fn a_lost_creation_is_found_by_its_name_and_scopes() {
    let list = ok(r#"{"result":[{"api_key_id":"1","name":"a"},{"api_key_id":"2","name":"app"}]}"#);
    let key = |scopes: &str| ok(&format!(r#"{{"api_key_id":"2","name":"app","scopes":{scopes}}}"#));
    let evidence = "an API key with this name exists, with the id \"2\"; its secret is lost: delete this \
                key and create another";
    for scopes in [
        r#"["mail.send"]"#,
        r#"["2fa_required","mail.send","sender_verification_eligible"]"#,
        r#"["sender_verification_legacy","sender_verification_exempt","mail.send"]"#,
    ] {
        let found = read_back(create(&["mail.send"]), &[&list, &key(scopes)]).await;
        assert_eq!(
            (found.verdict, found.evidence.as_str()),
            (Verdict::Applied, evidence),
            "{scopes}"
        );
    }
    let full = read_back(CreateFullAccessApiKey { name: "app".into() }, &[&list]).await;
    assert_eq!((full.verdict, full.evidence.as_str()), (Verdict::Applied, evidence));
    // Another key of the same name.
    for (scopes, problem) in [
        (
            r#"["alerts.read"]"#,
            "the API key lacks these scopes: \"mail.send\"; and it also has these: \"alerts.read\"",
        ),
        ("[]", "the API key lacks these scopes: \"mail.send\""),
        (r#"["mail.send","a\u001b"]"#, "the API key also has these scopes: \"a\\u{1b}\""),
        ("null", "the server does not return the scopes of the API key"),
    ] {
        let found = read_back(create(&["mail.send"]), &[&list, &key(scopes)]).await;
        assert_eq!(found.verdict, Verdict::Inconclusive, "{scopes}");
        let expected = format!("an API key with this name exists, with the id \"2\": {problem}");
        assert_eq!(found.evidence, expected);
    }
}

#[tokio::test]
async fn a_list_shows_no_creation_that_it_does_not_show_clearly() {
    for (list, verdict, evidence) in [
        (r#"{"result":[]}"#, Verdict::NotAppliedYet, "no API key has this name"),
        (
            r#"{"result":[{"api_key_id":"1","name":"other"}]}"#,
            Verdict::NotAppliedYet,
            "no API key has this name",
        ),
        (
            r#"{"result":[{"api_key_id":"1","name":"app"},{"api_key_id":"2","name":"app"}]}"#,
            Verdict::Inconclusive,
            "several API keys have this name",
        ),
        (
            r#"{"result":[{"api_key_id":"1","name":" App"}]}"#,
            Verdict::Inconclusive,
            "names differ by letter case or outer blanks alone: an API key has \" App\" instead of \"app\"",
        ),
        (
            r#"{"result":[{"api_key_id":"1","name":null}]}"#,
            Verdict::Inconclusive,
            "an API key in the list could not be understood",
        ),
        (
            r#"{"result":[{"name":"app"}]}"#,
            Verdict::Inconclusive,
            "an API key in the list could not be understood",
        ),
        (
            r#"{"result":[{"api_key_id":"1","name":"ap\ud83d"}]}"#,
            Verdict::Inconclusive,
            "an API key in the list could not be understood",
        ),
    ] {
        let found = read_back(create(&["mail.send"]), &[&ok(list)]).await;
        assert_eq!((found.verdict, found.evidence.as_str()), (verdict, evidence), "{list}");
    }
    let found = read_back(create(&["mail.send"]), &["403 Forbidden\n\n{}"]).await;
    assert_eq!(found.verdict, Verdict::Inconclusive, "{}", found.evidence);
}

#[tokio::test]
async fn a_lost_change_of_a_key_is_read_back() {
    let name = || UpdateApiKeyName { api_key_id: "id".into(), name: "new".into() };
    let scopes = || UpdateApiKey {
        api_key_id: "id".into(),
        name: "new".into(),
        scopes: vec!["mail.send".into(), "alerts.read".into()],
        allow_own: false,
    };
    let key = |rest: &str| ok(&format!(r#"{{"api_key_id":"id",{rest}}}"#));
    let named = key(r#""name":"new","scopes":["a"]"#);
    assert_eq!(read_back(name(), &[&named]).await.verdict, Verdict::Applied);
    let both = key(r#""name":"new","scopes":["alerts.read","mail.send","2fa_required"]"#);
    assert_eq!(read_back(scopes(), &[&both]).await.verdict, Verdict::Applied);
    let old = key(r#""name":"old","scopes":["mail.send","alerts.read"]"#);
    assert_eq!(read_back(name(), &[&old]).await.verdict, Verdict::NotAppliedYet);
    assert_eq!(read_back(scopes(), &[&old]).await.verdict, Verdict::NotAppliedYet);
    for response in [
        key(r#""name":"NEW","scopes":["mail.send","alerts.read"]"#),
        key(r#""name":"new","scopes":["mail.send"]"#),
        key(r#""name":"new","scopes":["mail.send","alerts.read","x"]"#),
        key(r#""name":"new","scopes":["mail.send","alerts.read",7.5e300]"#),
        key(r#""name":"new""#),
        key(r#""scopes":["mail.send","alerts.read"]"#),
        key(r#""name":["new"],"scopes":["mail.send","alerts.read"]"#),
        ok(r#"{"api_key_id":"other","name":"new","scopes":["mail.send","alerts.read"]}"#),
        ok(r#"{"name":"new","scopes":["mail.send","alerts.read"]}"#),
        ABSENT.to_owned(),
        "404 Not Found\n\n<html></html>".to_owned(),
        "500 Server Error\n\n{}".to_owned(),
    ] {
        let found = read_back(scopes(), &[&response]).await;
        assert_eq!(found.verdict, Verdict::Inconclusive, "{response}: {}", found.evidence);
    }
}

#[tokio::test]
async fn a_lost_deletion_is_read_back_by_the_id() {
    let delete = || DeleteApiKey::from("id");
    let exists = ok(r#"{"api_key_id":"id","name":"n"}"#);
    for (response, verdict) in [
        (ABSENT, Verdict::Applied),
        ("404 Not Found\n\n", Verdict::Applied),
        (&exists, Verdict::NotAppliedYet),
        ("404 Not Found\n\n<html></html>", Verdict::Inconclusive),
        ("200 OK\n\n{\"api_key_id\":\"other\"}", Verdict::Inconclusive),
        ("200 OK\n\n{}", Verdict::Inconclusive),
        ("401 Unauthorized\n\n{}", Verdict::Inconclusive),
    ] {
        let found = read_back(delete(), &[response]).await;
        assert_eq!(found.verdict, verdict, "{response}: {}", found.evidence);
    }
    // The first read is too early.
    let found = read_back(delete(), &[&exists, ABSENT]).await;
    assert_eq!(found.verdict, Verdict::Applied);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_has_the_same_methods() {
    use sendgrid_accounts::blocking;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let body = r#"{"api_key":"SG.a.b","api_key_id":"id","name":"n","scopes":["s"],"result":[]}"#;
    let server = runtime.block_on(ScriptedServer::start(move |_| ok(body)));
    let client = blocking::Client::from(builder(&server.url).build().unwrap());
    let keys = client.api_keys();
    assert_eq!(keys.list().unwrap(), []);
    assert_eq!(keys.get("id").unwrap().scopes.unwrap(), ["s"]);
    assert_eq!(keys.create("n", vec!["s"]).unwrap(), keys.create_full_access("n").unwrap());
    assert_eq!(keys.update_name("id", "n").unwrap().name.as_deref(), Some("n"));
    keys.delete("id").unwrap();
    let scopes = client.scopes().list().unwrap();
    assert!(scopes.contains("s") && !scopes.contains("mail.send"));
}
