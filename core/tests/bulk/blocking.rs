//! The blocking form of a run.

use std::time::Duration;

use sendgrid_accounts::{BulkOptions, ErrorKind, Outcome, blocking};
use serde_json::json;

use crate::{Folder, client, disable, inject, job, options, requests, rows, sandbox};

#[test]
fn a_blocking_run_has_the_same_results() {
    let (sandbox, folder) = (sandbox(50), Folder::new());
    let client = blocking::Client::from(client(&sandbox));
    let bulk = client.bulk(&options(&folder.ledger())).unwrap();
    bulk.set_total(51);
    let nobody = job("customers.disable", &json!({ "user": "nobody" })).at_line(9);
    let results: Vec<_> =
        bulk.run((1..=50).map(disable).chain([nobody])).map(Result::unwrap).collect();
    let applied = results.iter().filter(|result| result.outcome == Outcome::Applied).count();
    assert_eq!((results.len(), applied), (51, 50));
    let refused = results.iter().find(|result| result.line == Some(9)).unwrap();
    assert_eq!(refused.error.as_ref().unwrap().kind(), ErrorKind::NotFound);
    assert_eq!((bulk.progress().ended(), bulk.progress().left()), (51, Some(0)));
    assert_eq!(bulk.execute(disable(1)).unwrap().error.unwrap().kind(), ErrorKind::Ledger);
    drop(bulk);
    let bulk = client.bulk(&options(&folder.ledger())).unwrap();
    assert!(bulk.execute(disable(1)).unwrap().from_ledger);
    assert_eq!(rows(&folder.ledger()).len(), 51);
}

/// The iterator of jobs is read as jobs end, by the thread that reads the results.
#[test]
fn a_blocking_run_is_lazy_and_can_be_stopped() {
    let sandbox = sandbox(100);
    let mut settings = BulkOptions::default();
    settings.concurrency = 4;
    let bulk = blocking::Client::from(client(&sandbox)).bulk(&settings).unwrap();
    let mut taken = 0;
    let mut results = bulk.run((1..=100).map(disable).inspect(|_| taken += 1));
    for _ in 0..10 {
        assert!(results.next().unwrap().unwrap().error.is_none());
    }
    bulk.stop();
    let rest = results.by_ref().count();
    assert!(results.next().is_none());
    drop(results);
    assert!(taken <= 14 && rest == taken - 10, "{taken}, {rest}");
    assert!(bulk.is_stopped() && bulk.failure().is_none());
}

#[test]
fn a_blocking_run_ends_with_its_error_and_a_dropped_one_cancels_its_calls() {
    let sandbox = sandbox(10);
    let client = blocking::Client::from(client(&sandbox));
    let closed = client.clone();
    let bulk = client.bulk(&BulkOptions::default()).unwrap();
    let stall = json!([{ "operation": "customers.disable", "fault": { "kind": "stall" } }]);
    inject(&sandbox, &stall);
    let mut results = bulk.run((1..=2).map(disable));
    assert_eq!(results.next().unwrap().unwrap().outcome, Outcome::Applied);
    drop(results);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(requests(&sandbox, "customers.disable").len(), 2);
    closed.close();
    let bulk = client.bulk(&BulkOptions::default()).unwrap();
    let kinds: Vec<_> = bulk
        .run((1..=100).map(disable))
        .filter_map(|result| result.err().map(|error| error.kind()))
        .collect();
    assert_eq!(kinds, [ErrorKind::Closed]);
}
