//! Runs without a ledger: results, stop, failure and progress.

use std::time::{Duration, Instant};

use sendgrid_accounts::{BulkOptions, Error, ErrorKind, OnBehalfOf, Outcome};
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use serde_json::json;

use crate::{Jobs, all, builder, client, disable, inject, job, requests, run, sandbox};

#[tokio::test]
async fn each_job_has_its_result() {
    let sandbox = sandbox(0);
    let jobs = [
        job("customers.disable", &json!({ "user": "user1" })).at_line(1),
        job("customers.disable", &json!({ "user": "nobody" })).at_line(2).with_key("second"),
        job("customers.disable", &json!({})).at_line(3),
        job("user.get_username", &json!({}))
            .at_line(4)
            .on_behalf_of(OnBehalfOf::Subuser("test_subuser".into())),
        job("user.get_username", &json!({}))
            .at_line(5)
            .on_behalf_of(OnBehalfOf::Subuser("a\nb".into())),
    ];
    let results = run(&client(&sandbox), &BulkOptions::default(), jobs).await;
    let outcomes: Vec<_> =
        results.iter().map(|result| (result.key.as_str(), result.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            ("customers.disable user1", Outcome::Applied),
            ("second", Outcome::Rejected),
            ("customers.disable ", Outcome::NotSent),
            ("user.get_username@test_subuser ", Outcome::Applied),
            ("user.get_username@a\nb ", Outcome::NotSent),
        ]
    );
    let kinds: Vec<_> =
        results.iter().map(|result| result.error.as_ref().map(Error::kind)).collect();
    let invalid = Some(ErrorKind::InvalidInput);
    assert_eq!(kinds, [None, Some(ErrorKind::NotFound), invalid, None, invalid]);
    let value = &results[3].result.as_ref().unwrap().value;
    assert_eq!(value["username"], "test_subuser");
    assert!(results.iter().all(|result| !result.from_ledger && result.evidence.is_none()));
    assert_eq!(
        requests(&sandbox, "user.get_username")[0].on_behalf_of.as_deref(),
        Some("test_subuser")
    );
}

#[tokio::test]
async fn a_stopped_run_ends_what_is_in_progress_and_begins_no_more() {
    let sandbox = sandbox(100);
    let delay = json!([{ "operation": "customers.disable", "times": 4,
        "fault": { "kind": "delay", "before_response_ms": 300 } }]);
    inject(&sandbox, &delay);
    let mut options = BulkOptions::default();
    options.concurrency = 4;
    let bulk = client(&sandbox).bulk(&options).unwrap();
    let mut results = bulk.run(Jobs((1..=100).map(disable)));
    let stop = async {
        while bulk.progress().begun < 4 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        bulk.stop();
    };
    let results = async {
        let mut outcomes = Vec::new();
        while let Some(result) = results.next().await {
            outcomes.push(result.unwrap().outcome);
        }
        outcomes
    };
    let (outcomes, ()) = tokio::join!(results, stop);
    assert_eq!(outcomes, [Outcome::Applied; 4]);
    assert_eq!(requests(&sandbox, "customers.disable").len(), 4);
    assert!(bulk.is_stopped() && bulk.failure().is_none());
    let late = bulk.execute(disable(50)).await.unwrap();
    assert_eq!((late.outcome, late.error.unwrap().kind()), (Outcome::NotSent, ErrorKind::Closed));
}

/// A stream that never has a job.
struct Silent;

impl futures_core::Stream for Silent {
    type Item = sendgrid_accounts::BulkJob;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

#[tokio::test]
async fn a_run_that_waits_for_jobs_can_be_stopped() {
    let sandbox = sandbox(0);
    let bulk = client(&sandbox).bulk(&BulkOptions::default()).unwrap();
    let mut results = bulk.run(Silent);
    let stop = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        bulk.stop();
    };
    let (result, ()) = tokio::join!(
        async { tokio::time::timeout(Duration::from_secs(20), results.next()).await },
        stop
    );
    assert!(result.unwrap().is_none());
}

#[tokio::test]
async fn a_refused_credential_ends_the_run() {
    let sandbox = sandbox(0);
    let client = builder(&sandbox).api_key("SG.wrong").build().unwrap();
    let bulk = client.bulk(&BulkOptions::default()).unwrap();
    let mut results = bulk.run(Jobs((0..2_000).map(disable)));
    let (mut ended, mut failure) = (0, None);
    while let Some(result) = results.next().await {
        match result {
            Ok(result) => {
                assert_eq!(result.error.unwrap().kind(), ErrorKind::Authentication);
                ended += 1;
            }
            Err(error) => failure = Some(error),
        }
    }
    assert_eq!(failure.unwrap().kind(), ErrorKind::Authentication);
    assert!(ended <= 64, "{ended}");
    assert!(requests(&sandbox, "customers.disable").len() <= 20);
    assert_eq!(bulk.execute(disable(1)).await.unwrap_err().kind(), ErrorKind::Authentication);
}

#[tokio::test]
async fn a_closed_client_ends_the_run() {
    let sandbox = sandbox(10);
    let client = client(&sandbox);
    let bulk = client.bulk(&BulkOptions::default()).unwrap();
    client.close();
    let mut results = bulk.run(Jobs((0..2_000).map(disable)));
    let mut failures = Vec::new();
    while let Some(result) = results.next().await {
        failures.extend(result.err().map(|error| error.kind()));
    }
    assert_eq!(failures, [ErrorKind::Closed]);
    assert!(bulk.progress().begun <= 32);
    assert!(sandbox.journal().is_empty());
}

/// A subuser that the server refuses does not end the run for the others.
#[tokio::test]
async fn a_refused_account_does_not_end_the_run() {
    let sandbox = sandbox(50);
    let refuse = json!([{ "operation": "user.get_email", "times": 3, "fault": { "kind": "status", "status": 401 } }]);
    inject(&sandbox, &refuse);
    let mut options = BulkOptions::default();
    options.concurrency = 1;
    let account = || OnBehalfOf::Subuser("test_subuser".into());
    let refused = (0..20).map(|number| {
        job("user.get_email", &json!({})).with_key(format!("{number}")).on_behalf_of(account())
    });
    let bulk = client(&sandbox).bulk(&options).unwrap();
    let results = all(&bulk, refused.chain((1..=50).map(disable))).await;
    let applied = results.iter().filter(|result| result.outcome == Outcome::Applied).count();
    assert_eq!((results.len(), applied), (70, 50));
    assert_eq!(requests(&sandbox, "user.get_email").len(), 3);
}

#[tokio::test]
async fn progress_has_counts_rate_and_window() {
    let window = Window { limit: 1_000, seconds: 3_600 };
    let sandbox = Sandbox::start(Options { window, customers: 30, ..Options::default() }).unwrap();
    let bulk = client(&sandbox).bulk(&BulkOptions::default()).unwrap();
    bulk.set_total(100);
    assert_eq!((bulk.progress().window, bulk.progress().left()), (None, Some(100)));
    let started = Instant::now();
    all(&bulk, (1..=40).map(disable)).await;
    let progress = bulk.progress();
    assert_eq!((progress.begun, progress.applied, progress.rejected), (40, 30, 10));
    assert_eq!((progress.ended(), progress.left(), progress.from_ledger), (40, Some(60), 0));
    let fastest = 40.0 / started.elapsed().as_secs_f64().max(0.1);
    assert!(progress.rate > 0.0 && progress.rate <= fastest * 10.0, "{}", progress.rate);
    assert!(progress.time_left().unwrap() > Duration::ZERO);
    let window = progress.window.unwrap();
    assert_eq!((window.limit, window.remaining), (Some(1_000), Some(960)));
    assert!(window.reset_at.is_some());
}

#[tokio::test]
async fn settings_out_of_bounds_are_refused() {
    let sandbox = sandbox(0);
    for concurrency in [0, 1_001] {
        let mut options = BulkOptions::default();
        options.concurrency = concurrency;
        let error = client(&sandbox).bulk(&options).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidInput, Some("concurrency")));
    }
}
