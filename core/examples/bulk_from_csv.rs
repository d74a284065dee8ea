//! Changes customers by the rows of a CSV file, against the sandbox.

#![allow(clippy::print_stdout, reason = "an example shows its results")]

use std::error::Error;

use sendgrid_accounts::{BulkFile, BulkOptions, Client, CsvOptions, Empty, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox};

/// As a spreadsheet saves it. The customer of line 4 does not exist.
const CUSTOMERS: &str = "\u{feff}user;city;phone\r\n\
                         user1;Orange;\r\n\
                         user2;\"Paris; Texas\";555-0100\r\n\
                         nobody;Rome;\r\n";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start(Options::default())?;
    let reseller = Reseller::new(sandbox.reseller_username(), sandbox.reseller_password());
    let client = Client::builder().reseller(reseller).base_url(sandbox.url()).build()?;
    let path = std::env::temp_dir().join(format!("customers-{}.csv", std::process::id()));
    std::fs::write(&path, CUSTOMERS)?;

    // An empty cell does not clear what the server has.
    let options = CsvOptions { empty: Some(Empty::Ignore), ..CsvOptions::default() };
    let jobs = BulkFile::open(&path, "customers.update_profile", &options)?;
    println!("{} customers", jobs.len());
    let mut results = client.bulk(&BulkOptions::default())?.run(jobs.into_stream());
    let mut outcomes = Vec::new();
    while let Some(result) = results.next().await {
        let result = result?;
        outcomes.push((result.line, result.outcome));
        if let Some(error) = result.error {
            println!("line {}: {error}", result.line.unwrap_or_default());
        }
    }
    std::fs::remove_file(&path)?;

    outcomes.sort_unstable_by_key(|(line, _)| *line);
    let expected = [Outcome::Applied, Outcome::Applied, Outcome::Rejected];
    assert!(outcomes.into_iter().eq((2..).map(Some).zip(expected)));
    Ok(())
}
