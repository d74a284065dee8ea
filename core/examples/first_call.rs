//! The profile of the account whose API key is in the environment.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use sendgrid_accounts::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?; // reads SENDGRID_API_KEY
    let profile = client.user().get_profile().await?;
    println!(
        "{} lives in {}",
        profile.first_name.unwrap_or_default(),
        profile.city.unwrap_or_default()
    );
    Ok(())
}
