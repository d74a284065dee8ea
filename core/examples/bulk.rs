//! A bulk run with a ledger, and its resume, against the sandbox, which drops a response.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::fs;

use sendgrid_accounts::{BulkJob, BulkOptions, Client, Ledger, blocking};
use sendgrid_accounts_sandbox::{Fault, Options, Sandbox};
use serde_json::json;

/// The jobs, with passwords: the ledger has none.
fn jobs() -> impl Iterator<Item = BulkJob> {
    ["ada@example.com", "grace@example.com", "user1"].into_iter().map(|username| {
        let arguments = json!({
            "username": username, "password": "sample-password-1", "email": "new@example.com",
            "first_name": "First", "last_name": "Last", "address": "1 Street", "city": "City",
            "state": "CA", "zip": "91234", "country": "US", "phone": "555", "website": "example.com",
        });
        BulkJob::new("customers.create", arguments.as_object().unwrap_or(&serde_json::Map::new()))
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start(Options::default())?;
    // The sandbox creates the first customer and then closes the connection.
    sandbox.fault("customers.create", Fault::reset().apply())?;
    let client = Client::builder().api_key(sandbox.api_key()).base_url(sandbox.url()).build()?;
    let client = blocking::Client::from(client);
    let path = std::env::temp_dir().join(format!("bulk-{}.db", std::process::id()));
    let mut options = BulkOptions::default();
    (options.concurrency, options.ledger) = (1, Some(path.clone()));

    for run in ["first run", "resumed run"] {
        println!("{run}:");
        let bulk = client.bulk(&options)?;
        for result in bulk.run(jobs()) {
            // An error here is that of the run, such as a full disk: nothing more is sent.
            let result = result?;
            let source = if result.from_ledger { "earlier" } else { "now" };
            println!("  {}: {} ({source})", result.key, result.outcome);
            if let Some(evidence) = result.evidence {
                println!("    {evidence}");
            }
        }
    }
    let report = Ledger::open_read_only(&path)?.report()?;
    println!(
        "{} applied, {} rejected, {} unknown",
        report.applied, report.rejected, report.unknown
    );
    assert_eq!((report.applied, report.rejected, report.unknown), (2, 1, 0));

    fs::remove_file(&path)?;
    fs::remove_file(path.with_extension("db.lock"))?;
    Ok(())
}
