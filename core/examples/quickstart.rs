//! A few calls to the sandbox, without an account.

use std::error::Error;

use sendgrid_accounts::user::UpdateProfile;
use sendgrid_accounts::{Client, ErrorKind, OnBehalfOf, Outcome};
use sendgrid_accounts_sandbox::{Options, Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start(Options::default())?;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build()?;

    let update = UpdateProfile { city: Some("Orange".into()), ..UpdateProfile::default() };
    let profile = client.user().update_profile(update).await?;
    assert_eq!(profile.city.as_deref(), Some("Orange"));

    let subuser = client.on_behalf_of(&OnBehalfOf::Subuser("test_subuser".into()))?;
    assert_eq!(subuser.user().get_username().await?.user_id, Some(2));

    match client.user().update_username("test_subuser").await {
        Err(error) if error.kind() == ErrorKind::BadRequest => {
            assert_eq!(error.outcome(), Outcome::Rejected);
            assert!(error.message().ends_with("username: username exists"));
        }
        other => return Err(format!("expected a refusal: {other:?}").into()),
    }
    Ok(())
}
