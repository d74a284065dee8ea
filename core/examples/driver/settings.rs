//! The client that a line asks for.

use std::time::Duration;

use sendgrid_accounts::{ApiKey, Client, ClientBuilder, Error, OnBehalfOf, Reseller};

use crate::fields::Fields;

type SetCount = fn(ClientBuilder, u32) -> ClientBuilder;

pub(crate) fn client(fields: &Fields) -> Result<Client, Error> {
    let mut builder = limited(fields, Client::builder());
    if let Some(key) = fields.get("api_key") {
        builder = builder.api_key(key);
    }
    if let Some(url) = fields.get("base_url") {
        builder = builder.base_url(url);
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
    builder.build()
}

fn limited(fields: &Fields, mut builder: ClientBuilder) -> ClientBuilder {
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
    if let Some(limit) = time("longest_wait_ms") {
        builder = builder.longest_wait(limit);
    }
    if let Some(most) = fields.number("max_connections") {
        builder = builder.max_connections(most);
    }
    let counts: [(&str, SetCount); 6] = [
        ("max_attempts", ClientBuilder::max_attempts),
        ("max_unknown_attempts", ClientBuilder::max_unknown_attempts),
        ("retry_quota", ClientBuilder::retry_quota),
        ("retry_cost", ClientBuilder::retry_cost),
        ("throttle_retry_cost", ClientBuilder::throttle_retry_cost),
        ("retry_gain", ClientBuilder::retry_gain),
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
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let (username, password) = (text("reseller_username"), text("reseller_password"));
    Ok(match text("auth") {
        "api_key" => Reseller::with_api_key(ApiKey::new(text("reseller_api_key"))?),
        "basic" => Reseller::with_basic_auth(username, password),
        _ => Reseller::new(username, password),
    })
}
