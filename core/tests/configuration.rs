//! Credentials of a client, and the settings that cannot be right.

#![allow(clippy::unwrap_used, reason = "a test stops at anything unexpected")]

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::{ApiKey, Client, ClientBuilder, Dialect, ErrorKind, Format, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox};

#[test]
fn a_client_without_a_credential_cannot_be_built() {
    let builder = || Client::builder().base_url("http://127.0.0.1:9");
    for builder in [
        Client::builder(),
        builder(),
        builder().reseller(Reseller::default()),
        builder().reseller(Reseller::default().dialect(Dialect::Distributor).format(Format::Xml)),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().starts_with("the client has no credential"), "{error}");
    }
    assert!(builder().api_key("SG.key").build().is_ok());
    assert!(builder().reseller(Reseller::new("parent", "word")).build().is_ok());
}

async fn customers(builder: ClientBuilder) -> Result<usize, ErrorKind> {
    let client = builder.build().unwrap();
    let listed = client.customers().list(CustomerFilter::default()).await;
    listed.map(|customers| customers.into_iter().count()).map_err(|error| error.kind())
}

#[tokio::test]
async fn the_api_key_is_the_credential_of_the_customer_api() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let builder = || Client::builder().base_url(sandbox.url());
    let with_key = || builder().api_key(sandbox.api_key());
    assert_eq!(customers(with_key()).await, Ok(2));
    let dialect = || Reseller::default().dialect(Dialect::Distributor).format(Format::Xml);
    assert_eq!(customers(with_key().reseller(dialect())).await, Ok(2));
    assert_eq!(sandbox.journal().last().unwrap().path, "/api/distributor.manage.xml");
    for own in [
        Reseller::with_api_key(ApiKey::new(sandbox.api_key()).unwrap()),
        Reseller::new("apikey", sandbox.api_key()),
        Reseller::with_basic_auth("apikey", sandbox.api_key()),
        Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()),
        Reseller::with_basic_auth(sandbox.reseller_username(), sandbox.reseller_password()),
    ] {
        assert_eq!(customers(builder().reseller(own.clone())).await, Ok(2));
        // Its own credential wins.
        assert_eq!(customers(builder().api_key("SG.wrong").reseller(own)).await, Ok(2));
    }
    for refused in [
        builder().api_key("SG.wrong"),
        builder().api_key("SG.wrong").reseller(dialect()),
        with_key().reseller(Reseller::new("apikey", "SG.wrong")),
    ] {
        assert_eq!(customers(refused).await, Err(ErrorKind::Authentication));
    }
}

#[test]
fn the_password_of_the_user_apikey_must_be_a_key() {
    let build = |reseller| Client::builder().base_url("http://[::1]").reseller(reseller).build();
    for (password, problem) in [
        ("\"SG.canary\"", "contains a quotation mark at position 0: pass the key alone"),
        ("Bearer SG.canary", "begins with \"Bearer\": pass the key alone"),
        ("undefined", "is the name of a missing value, not a key"),
    ] {
        for reseller in
            [Reseller::new("apikey", password), Reseller::with_basic_auth("apikey", password)]
        {
            let error = build(reseller).unwrap_err();
            assert_eq!(error.message(), format!("reseller_password {problem}"));
        }
    }
    assert!(build(Reseller::new("parent", "\"undefined\"")).is_ok(), "any password is possible");
}

#[test]
fn names_of_values_have_any_case() {
    assert_eq!("Distributor".parse::<Dialect>().unwrap(), Dialect::Distributor);
    assert_eq!(" XML".parse::<Format>().unwrap(), Format::Xml);
}
