//! Lists the subusers, creates one with an API key of its own, and disables it, against the sandbox.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;

use sendgrid_accounts::subusers::{NewSubuser, SubuserFilter};
use sendgrid_accounts::{Client, OnBehalfOf};
use sendgrid_accounts_sandbox::{Options, Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start(Options::default())?;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build()?;

    let subuser = NewSubuser {
        username: "app".into(),
        email: "app@example.com".into(),
        password: "sample-password-1".into(),
        ..NewSubuser::default()
    };
    client.subusers().create(subuser).await?;
    let mut rows = client.subusers().iter(SubuserFilter::default());
    while let Some(row) = rows.next().await {
        println!("{}", row?.username.unwrap_or_default());
    }

    let app = client.on_behalf_of(&OnBehalfOf::Subuser("app".into()))?;
    let created = app.api_keys().create("mail", ["mail.send"]).await?;
    // Store the key at once: no later call returns it.
    let app = Client::builder().api_key(created.reveal()).base_url(sandbox.url()).build()?;
    println!("app has {} scopes", app.scopes().list().await?.scopes.len());

    client.subusers().disable("app").await?;
    println!("disabled: {:?}", client.subusers().get("app").await?.disabled);
    Ok(())
}
