//! Figures of release builds: `make bulk-soak`.

use std::time::{Duration, Instant};

use sendgrid_accounts::{BulkOptions, Outcome};

use crate::{Folder, Jobs, client, disable, options, sandbox};

const JOBS: usize = 5_000;

/// Time of so many disables, 64 at once.
async fn time(folder: Option<&Folder>) -> Duration {
    let sandbox = sandbox(JOBS);
    let mut options = folder.map_or_else(BulkOptions::default, |folder| options(&folder.ledger()));
    options.concurrency = 64;
    let client = client(&sandbox);
    let started = Instant::now();
    let bulk = client.bulk(&options).unwrap();
    let mut results = bulk.run(Jobs((1..=JOBS).map(disable)));
    let mut applied = 0;
    while let Some(result) = results.next().await {
        applied += usize::from(result.unwrap().outcome == Outcome::Applied);
    }
    bulk.close();
    assert_eq!(applied, JOBS);
    started.elapsed()
}

/// The best of three runs each: other programs only add to a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures"]
async fn a_ledger_takes_at_most_half_the_time_of_the_calls() {
    let (mut without, mut with) = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        without = without.min(time(None).await);
        with = with.min(time(Some(&Folder::new())).await);
    }
    let ratio = with.as_secs_f64() / without.as_secs_f64();
    println!(
        "{JOBS} disables, 64 at once: {without:?} without a ledger, {with:?} with one: {ratio:.2}"
    );
    assert!(ratio <= 1.5, "{ratio}");
}
