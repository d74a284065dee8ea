//! Client of a line.

use std::time::Duration;

use sendgrid_accounts::{ApiKey, Client, ClientBuilder, Error, OnBehalfOf, Reseller};

use crate::fields::Fields;

type SetCount = fn(ClientBuilder, u32) -> ClientBuilder;

pub(crate) fn client(fields: &Fields) -> Result<Client, Error> {
    let mut builder = with_limits(fields, Client::builder());
    if let Some(key) = fields.get("api_key") {
        builder = builder.api_key(key);
    }
    if let Some(url) = fields.get("base_url") {
        builder = builder.base_url(url);
    }
    if let Some(region) = fields.get("region") {
        builder = builder.region(region.parse()?);
    }
    if let Some(path) = fields.get("ca_bundle") {
        builder = builder.ca_bundle(path);
    }
    if let Some(url) = fields.get("proxy") {
        builder = builder.proxy(url);
    }
    if let Some(account) = fields.get("on_behalf_of") {
        builder = builder.on_behalf_of(OnBehalfOf::Subuser(account.into()));
    }
    if let Some(account) = fields.get("account_id") {
        builder = builder.on_behalf_of(OnBehalfOf::Account(account.into()));
    }
    if let Some(dialect) = fields.get("dialect") {
        let reseller = reseller(fields)?
            .dialect(dialect.parse().unwrap())
            .format(fields.get("format").unwrap_or("json").parse().unwrap());
        builder = builder.reseller(reseller);
    }
    if fields.get("from_env") == Some("true") {
        builder = builder.from_env()?;
    }
    builder.build()
}

/// The client of the calls of a series with an odd number.
pub(crate) fn view_of_odd(client: &Client, fields: &Fields) -> Client {
    let Some(account) = fields.get("odd_on_behalf_of") else { return client.clone() };
    client.on_behalf_of(&OnBehalfOf::Subuser(account.into())).unwrap()
}

fn with_limits(fields: &Fields, mut builder: ClientBuilder) -> ClientBuilder {
    let time = |name: &str| fields.number(name).map(Duration::from_millis);
    if let Some(limit) = time("timeout_ms") {
        builder = builder.timeout(limit);
    }
    if let Some(limit) = time("attempt_timeout_ms") {
        builder = builder.attempt_timeout(limit);
    }
    if let Some(limit) = time("connect_timeout_ms") {
        builder = builder.connect_timeout(limit);
    }
    if let Some(limit) = time("max_rate_limit_wait_ms") {
        builder = builder.max_rate_limit_wait(limit);
    }
    if let Some(count) = fields.number("max_connections") {
        builder = builder.max_connections(count);
    }
    let counts: [(&str, SetCount); 6] = [
        ("max_retries", ClientBuilder::max_retries),
        ("max_unknown_retries", ClientBuilder::max_unknown_retries),
        ("retry_budget", ClientBuilder::retry_budget),
        ("retry_cost", ClientBuilder::retry_cost),
        ("rate_limit_retry_cost", ClientBuilder::rate_limit_retry_cost),
        ("retry_refund", ClientBuilder::retry_refund),
    ];
    for (name, set) in counts {
        if let Some(count) = fields.number(name) {
            builder = set(builder, count);
        }
    }
    if let Some(trust) = fields.get("trust_env") {
        builder = builder.trust_env(trust == "true");
    }
    builder.allow_insecure_transport(fields.get("allow_insecure_transport") == Some("true"))
}

fn reseller(fields: &Fields) -> Result<Reseller, Error> {
    let field = |name: &str| fields.get(name).unwrap_or_default();
    let (username, password) = (field("reseller_username"), field("reseller_password"));
    Ok(match field("auth") {
        "client_key" => Reseller::default(),
        "api_key" => Reseller::with_api_key(ApiKey::new(field("reseller_api_key"))?),
        "basic" => Reseller::with_basic_auth(username, password),
        _ => Reseller::new(username, password),
    })
}
