//! The client against the sandbox, which shares no code with it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod support;

use std::collections::BTreeSet;

use sendgrid_accounts::api_keys::UpdateApiKey;
use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::user::{UpdatePassword, UpdateProfile};
use sendgrid_accounts::{
    ApiKey, Client, Dialect, ErrorKind, Format, OPERATIONS, OnBehalfOf, Outcome, Reseller,
};
use sendgrid_accounts_sandbox::{CUSTOMER_ROUTES, Fault, Options, ROUTES, Sandbox, Window};
use support::sandbox_calls::{customer_lifecycle, new_customer, start};

/// Operations of the sandbox that the library has no method for: subusers' IP addresses are read by
/// `subusers.get_ips`.
const WITHOUT_METHOD: [&str; 2] = ["ips.list", "ips.list_assigned"];

#[test]
fn operations_and_routes_are_the_same() {
    for name in &WITHOUT_METHOD {
        assert!(ROUTES.iter().any(|route| route.operation == *name), "{name}");
        assert!(OPERATIONS.iter().all(|info| info.name != *name), "{name}");
    }
    let routes = ROUTES.iter().filter(|route| !WITHOUT_METHOD.contains(&route.operation));
    // `customers.get` sends the request of the list.
    let operations: BTreeSet<_> = OPERATIONS
        .iter()
        .filter(|info| info.name != "customers.get")
        .map(|info| (info.name, info.method.as_str(), info.path, info.parameters))
        .collect();
    let users = routes.map(|route| (route.operation, route.method, route.path, &[][..]));
    let customers = CUSTOMER_ROUTES
        .iter()
        .map(|route| (route.operation, "POST", route.endpoint, route.parameters));
    assert_eq!(operations, users.chain(customers).collect());
}

#[tokio::test]
async fn all_operations_of_the_users_api_work() {
    let (sandbox, client) = start();
    let user = client.user();
    assert_eq!(user.get_account().await.unwrap().reputation, Some(100.0));
    assert_eq!(user.get_credits().await.unwrap().remain, Some(200));
    assert_eq!(user.get_email().await.unwrap().email.as_deref(), Some("test@example.com"));
    assert_eq!(
        user.update_email("example@example.com").await.unwrap().email.as_deref(),
        Some("example@example.com")
    );
    let change = UpdateProfile { city: Some("Denver, CO".into()), ..UpdateProfile::default() };
    let changed = user.update_profile(change).await.unwrap();
    assert_eq!(changed.city.as_deref(), Some("Denver, CO"));
    assert_eq!(user.get_profile().await.unwrap(), changed);
    let change = UpdatePassword {
        old_password: sandbox.reseller_password().into(),
        new_password: "new_password".into(),
    };
    user.update_password(change.clone()).await.unwrap();
    let error = user.update_password(change).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::BadRequest, Outcome::Rejected));
    assert_eq!(user.update_username("renamed").await.unwrap().user_id, None);
    let renamed = user.get_username().await.unwrap();
    assert_eq!((renamed.username.as_deref(), renamed.user_id), (Some("renamed"), Some(1)));
    assert_eq!(sandbox.journal().iter().filter(|entry| entry.applied).count(), 4);
}

#[tokio::test]
async fn api_keys_and_scopes_work_for_the_account_and_for_a_subuser() {
    let (sandbox, client) = start();
    let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into())).unwrap();
    for client in [&client, &subuser] {
        let keys = client.api_keys();
        let before = keys.list().await.unwrap();
        let created = keys.create("app", ["user.email.read", "api_keys.read"]).await.unwrap();
        let id = created.api_key_id.clone().unwrap();
        assert!(created.api_key.reveal().starts_with(&format!("SG.{id}.")));
        assert_eq!(keys.list().await.unwrap().len(), before.len() + 1);
        let found = keys.get(&*id).await.unwrap();
        assert_eq!((&found.name, &found.scopes), (&created.name, &created.scopes));

        // The created key authenticates within its scopes, for the account that has it.
        let own = Client::builder().base_url(sandbox.url()).api_key(created.api_key.reveal());
        let own = own.build().unwrap();
        assert!(own.scopes().list().await.unwrap().contains("user.email.read"));
        assert_eq!(own.user().get_email().await.unwrap(), client.user().get_email().await.unwrap());
        let error = own.user().get_profile().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
        assert_eq!(error.required_scope(), Some("user.profile.read"));
        assert_eq!(own.api_keys().delete(&*id).await.unwrap_err().kind(), ErrorKind::InvalidInput);

        assert_eq!(keys.update_name(&*id, "new").await.unwrap().name.as_deref(), Some("new"));
        let scopes = vec!["user.profile.read".to_owned()];
        let update = UpdateApiKey {
            api_key_id: id.clone(),
            name: "new".into(),
            scopes,
            ..UpdateApiKey::default()
        };
        keys.update(update).await.unwrap();
        own.user().get_profile().await.unwrap();
        keys.delete(&*id).await.unwrap();
        for error in [keys.delete(&*id).await.unwrap_err(), keys.get(&*id).await.unwrap_err()] {
            assert_eq!((error.kind(), error.outcome()), (ErrorKind::NotFound, Outcome::Rejected));
        }
        assert_eq!(own.user().get_profile().await.unwrap_err().kind(), ErrorKind::Authentication);
        let full = keys.create_full_access("all").await.unwrap();
        assert!(full.scopes.unwrap().contains(&"mail.send".to_owned()));
    }
    assert!(client.scopes().list().await.unwrap().contains("api_keys.create"));
    let journal = serde_json::to_string(&sandbox.journal()).unwrap();
    assert!(!journal.contains("SG."), "{journal}");
}

#[tokio::test]
async fn the_customer_api_works_in_both_dialects_and_formats_with_every_credential() {
    let mut results = Vec::new();
    for dialect in [Dialect::Reseller, Dialect::Distributor] {
        for format in [Format::Json, Format::Xml] {
            let sandbox = Sandbox::start(Options::default()).unwrap();
            let (name, password) = (sandbox.reseller_username(), sandbox.reseller_password());
            for credential in [
                Reseller::new(name, password),
                Reseller::with_basic_auth(name, password),
                Reseller::with_api_key(ApiKey::new(sandbox.api_key()).unwrap()),
            ] {
                sandbox.reset();
                let credential = credential.dialect(dialect).format(format);
                let builder = Client::builder().base_url(sandbox.url()).reseller(credential);
                results.push(customer_lifecycle(&sandbox, &builder.build().unwrap()).await);
            }
        }
    }
    let first = results[0].clone();
    assert!(results.iter().all(|result| *result == first));
    let [created, disabled, changed, renamed, deleted] = first.try_into().unwrap();
    let (created, disabled) = (created.unwrap(), disabled.unwrap());
    assert_eq!(created.last_name.as_deref(), Some("O'Neil & Söhne <東京>"));
    assert_eq!((created.active, created.website_access), (Some(true), Some(true)));
    assert_eq!((disabled.active, disabled.website_access), (Some(false), Some(false)));
    let (changed, renamed) = (changed.unwrap(), renamed.unwrap());
    assert_eq!((changed.active, changed.company.as_deref()), (Some(true), Some("A & B")));
    assert_eq!(changed.email.as_deref(), Some("other@example.com"));
    assert_eq!(renamed.username.as_deref(), Some("renamed@customer.example"));
    assert_eq!(deleted, None);
}

#[tokio::test]
async fn both_apis_share_one_state() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let reseller = Reseller::new(sandbox.reseller_username(), sandbox.reseller_password());
    let builder = Client::builder().base_url(sandbox.url()).api_key(sandbox.api_key());
    let client = builder.reseller(reseller).build().unwrap();
    client.customers().create(new_customer("both@example.com")).await.unwrap();
    let customer = client.on_behalf_of(&OnBehalfOf::Subuser("both@example.com".into())).unwrap();
    assert_eq!(customer.user().get_profile().await.unwrap().city.as_deref(), Some("Zürich"));
    let change = UpdatePassword {
        old_password: "first-password-1".into(),
        new_password: "third-password-3".into(),
    };
    customer.user().update_password(change).await.unwrap();
    let error = customer.customers().list(CustomerFilter::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
}

#[tokio::test]
async fn a_wrong_credential_is_an_authentication_error_despite_http_200() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    for format in [Format::Json, Format::Xml] {
        let reseller = Reseller::new(sandbox.reseller_username(), "wrong-canary").format(format);
        let client = Client::builder().base_url(sandbox.url()).reseller(reseller).build().unwrap();
        let error = client.customers().list(CustomerFilter::default()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, Some(401)));
        assert_eq!(error.outcome(), Outcome::Rejected);
    }
}

#[tokio::test]
async fn on_behalf_of_does_not_change_the_client() {
    let (_sandbox, client) = start();
    let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into())).unwrap();
    let account = client.on_behalf_of(&OnBehalfOf::Account("123".into())).unwrap();
    for (client, user_id) in [(&subuser, 2), (&account, 3), (&client, 1)] {
        assert_eq!(client.user().get_username().await.unwrap().user_id, Some(user_id));
    }
}

#[tokio::test]
async fn the_client_trusts_the_authority_of_a_sandbox_with_tls() {
    let sandbox = Sandbox::start(Options { tls: true, ..Options::default() }).unwrap();
    let builder = || Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url());
    let client = builder().ca_bundle(sandbox.ca_file().unwrap()).build().unwrap();
    assert_eq!(client.user().get_username().await.unwrap().user_id, Some(1));
    sandbox.fault("user.get_email", Fault::reset().after_bytes(20)).unwrap();
    let email = client.user().get_email().await.unwrap();
    assert_eq!(email.email.as_deref(), Some("test@example.com"));
    assert_eq!(sandbox.journal().len(), 3);
    let stranger = builder().max_retries(0).build().unwrap();
    let error = stranger.user().get_username().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("certificate"), "{error}");
}

#[tokio::test]
async fn the_client_waits_for_the_next_window_of_the_rate_limit() {
    let window = Window { limit: 1, seconds: 1 };
    let sandbox = Sandbox::start(Options { window, ..Options::default() }).unwrap();
    let client =
        Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build().unwrap();
    for _ in 0..2 {
        client.user().get_email().await.unwrap();
    }
    assert!(sandbox.journal().iter().all(|entry| entry.status == 200));
    let limits = client.rate_limits();
    assert_eq!(limits.len(), 1);
    assert_eq!((limits[0].limit, limits[0].remaining), (Some(1), Some(0)));
}
