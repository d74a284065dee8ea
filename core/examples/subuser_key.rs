//! A key for a new subuser, against the sandbox.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use sendgrid_accounts::subusers::NewSubuser;
use sendgrid_accounts::{Client, ErrorKind, OnBehalfOf, Verdict};
use sendgrid_accounts_sandbox::{Options, Sandbox};

/// Creates a subuser; after a lost response, looks whether it exists.
async fn create(client: &Client, username: &str) -> Result<(), Box<dyn Error>> {
    let subuser = NewSubuser {
        username: username.to_owned(),
        email: format!("{username}@example.com"),
        password: "a-password-of-16".into(),
        ..NewSubuser::default()
    };
    let Err(error) = client.subusers().create(subuser).await else { return Ok(()) };
    match client.reconcile(&error).await.verdict {
        Verdict::Applied => Ok(()),
        _ => Err(error.into()),
    }
}

/// A client that acts for a subuser, once the server allows it: a success of `create` is no proof.
async fn acting_for(client: &Client, username: &str) -> Result<Client, Box<dyn Error>> {
    let subuser = client.on_behalf_of(&OnBehalfOf::Subuser(username.to_owned()))?;
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let Err(error) = subuser.user().get_username().await else { return Ok(subuser) };
        let is_not_yet = matches!(
            error.kind(),
            ErrorKind::Authentication | ErrorKind::NotFound | ErrorKind::PermissionDenied
        );
        if !is_not_yet || Instant::now() > end {
            return Err(error.into());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start(Options::default())?;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build()?;

    create(&client, "shop").await?;
    let subuser = acting_for(&client, "shop").await?;
    let created = subuser.api_keys().create("mail of shop", ["mail.send"]).await?;

    // No later call returns the key. A real program sets the permissions of the file.
    let file = std::env::temp_dir().join(format!("shop-{}.key", std::process::id()));
    fs::write(&file, created.reveal())?;
    let key = fs::read_to_string(&file)?;
    fs::remove_file(&file)?;

    let mailer = Client::builder().api_key(key).base_url(sandbox.url()).build()?;
    let scopes = mailer.scopes().list().await?.scopes;
    assert!(scopes.iter().any(|scope| scope == "mail.send"));
    println!("shop: the key \"mail of shop\" has mail.send");
    Ok(())
}
