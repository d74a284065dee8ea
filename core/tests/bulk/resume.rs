//! What a resumed run makes of the jobs of the earlier one.

use std::path::Path;
use std::time::{Duration, Instant};

use sendgrid_accounts::{BulkJob, BulkResult, Client, ErrorKind, LedgerState, Outcome};
use sendgrid_accounts_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{
    Folder, Jobs, builder, client, create, disable, inject, job, options, requests, rows, run,
    sandbox,
};

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(3);

/// A client whose lost requests are soon old enough.
fn quick(sandbox: &Sandbox) -> Client {
    builder(sandbox).attempt_timeout(ATTEMPT_TIMEOUT).build().unwrap()
}

/// Begins a job, and drops the run when its request has arrived: to the ledger this is a crash.
async fn crash(sandbox: &Sandbox, ledger: &Path, job: BulkJob, fault: &Value) {
    let operation = job.operation().to_owned();
    let fault = json!([{ "operation": operation, "fault": fault }]);
    inject(sandbox, &fault);
    let before = requests(sandbox, &operation).len();
    let bulk = quick(sandbox).bulk(&options(ledger)).unwrap();
    let mut results = bulk.run(Jobs([job].into_iter()));
    while requests(sandbox, &operation).len() == before {
        let next = tokio::time::timeout(Duration::from_millis(5), results.next());
        assert!(next.await.is_err());
    }
    drop(results);
    tokio::time::sleep(Duration::from_millis(20)).await;
    bulk.close();
    assert_eq!(rows(ledger)[0].state, LedgerState::Begun);
}

/// The result of the job in a resumed run.
async fn resume(sandbox: &Sandbox, ledger: &Path, job: BulkJob) -> BulkResult {
    let [result] = <[_; 1]>::try_from(run(&quick(sandbox), &options(ledger), [job]).await).unwrap();
    let row = &rows(ledger)[0];
    let state = match result.outcome {
        Outcome::Applied => LedgerState::Applied,
        Outcome::Rejected => LedgerState::Rejected,
        Outcome::NotSent => LedgerState::NotSent,
        Outcome::Unknown => LedgerState::Unknown,
    };
    assert_eq!((row.state, &row.key), (state, &result.key));
    result
}

fn applied(sandbox: &Sandbox, operation: &str) -> usize {
    requests(sandbox, operation).iter().filter(|entry| entry.applied).count()
}

fn stalled(apply: bool) -> Value {
    json!({ "kind": "stall", "apply": apply })
}

#[tokio::test]
async fn what_ended_is_not_called_again() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    let jobs = || {
        let rejected = job("customers.disable", &json!({ "user": "nobody" })).at_line(2);
        let invalid = job("customers.disable", &json!({})).with_key("3").at_line(3);
        [disable(1).at_line(1), rejected, invalid]
    };
    let client = client(&sandbox);
    let first = run(&client, &options(&folder.ledger()), jobs()).await;
    let again = run(&client, &options(&folder.ledger()), jobs()).await;
    assert_eq!(requests(&sandbox, "customers.disable").len(), 2);
    let outcomes =
        |results: &[BulkResult]| results.iter().map(|result| result.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(&first), outcomes(&again));
    assert_eq!(
        again.iter().map(|result| result.from_ledger).collect::<Vec<_>>(),
        [true, true, false]
    );
    let (old, new) = (first[1].error.as_ref().unwrap(), again[1].error.as_ref().unwrap());
    assert_eq!((old.kind(), old.message()), (new.kind(), new.message()));
    assert_eq!((old.status(), old.operation()), (new.status(), new.operation()));
    assert!(again[0].result.is_none() && again[0].error.is_none());
}

#[tokio::test]
async fn a_refused_job_is_made_again_if_it_was_corrected_or_if_that_is_asked_for() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let wrong = || job("customers.disable", &json!({ "user": "nobody" })).with_key("1");
    let result = resume(&sandbox, &folder.ledger(), wrong()).await;
    assert_eq!(result.outcome, Outcome::Rejected);
    let mut settings = options(&folder.ledger());
    settings.retry_rejected = true;
    let again = run(&client(&sandbox), &settings, [wrong()]).await;
    assert_eq!((again[0].outcome, again[0].from_ledger), (Outcome::Rejected, false));
    assert_eq!(requests(&sandbox, "customers.disable").len(), 2);
    let corrected = || job("customers.disable", &json!({ "user": "user1" })).with_key("1");
    let result = resume(&sandbox, &folder.ledger(), corrected()).await;
    assert_eq!((result.outcome, result.from_ledger), (Outcome::Applied, false));
    // What was applied is another matter.
    let bulk = client(&sandbox).bulk(&options(&folder.ledger())).unwrap();
    let error = bulk.execute(wrong()).await.unwrap().error.unwrap();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Ledger, Outcome::NotSent));
    assert!(error.message().contains("has another job with the key \"1\""), "{error}");
    assert_eq!(rows(&folder.ledger())[0].state, LedgerState::Applied);
    assert_eq!(requests(&sandbox, "customers.disable").len(), 3);
}

#[tokio::test]
async fn a_password_is_no_difference() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    for password in ["first-password-1", "second-password-2"] {
        let result = resume(&sandbox, &folder.ledger(), create("new@example.com", password)).await;
        assert_eq!(result.outcome, Outcome::Applied);
    }
    assert_eq!(requests(&sandbox, "customers.create").len(), 1);
    let other =
        create("new@example.com", "first-password-1").with_key("customers.create new@example.com");
    assert!(resume(&sandbox, &folder.ledger(), other).await.from_ledger);
}

#[tokio::test]
async fn refusals_of_the_credential_and_the_server_are_repeated() {
    for status in [401, 503] {
        let (sandbox, folder) = (sandbox(1), Folder::new());
        let refuse = json!([{ "operation": "customers.disable", "times": 3,
            "fault": { "kind": "status", "status": status } }]);
        inject(&sandbox, &refuse);
        let client = builder(&sandbox).max_retries(0).build().unwrap();
        run(&client, &options(&folder.ledger()), [disable(1)]).await;
        assert_ne!(rows(&folder.ledger())[0].state, LedgerState::Applied);
        sandbox.reset();
        assert_eq!(resume(&sandbox, &folder.ledger(), disable(1)).await.outcome, Outcome::Applied);
    }
}

#[tokio::test]
async fn an_idempotent_call_is_made_again() {
    for apply in [true, false] {
        let (sandbox, folder) = (sandbox(1), Folder::new());
        crash(&sandbox, &folder.ledger(), disable(1), &stalled(apply)).await;
        let result = resume(&sandbox, &folder.ledger(), disable(1)).await;
        assert_eq!((result.outcome, result.from_ledger), (Outcome::Applied, false));
        assert_eq!(requests(&sandbox, "customers.disable").len(), 2);
    }
}

/// The second request finds nothing to delete, because the first one was applied.
#[tokio::test]
async fn a_refusal_after_a_lost_request_is_not_taken_for_its_result() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let key = client(&sandbox)
        .api_keys()
        .create("app", None::<Vec<String>>.unwrap_or(vec!["mail.send".into()]))
        .await
        .unwrap();
    let id = key.api_key_id.unwrap();
    let delete = || job("api_keys.delete", &json!({ "api_key_id": id }));
    crash(&sandbox, &folder.ledger(), delete(), &stalled(true)).await;
    assert_eq!(resume(&sandbox, &folder.ledger(), delete()).await.outcome, Outcome::Applied);
    // A subuser that never existed: the refusal stays one.
    let folder = Folder::new();
    let unknown = || job("customers.disable", &json!({ "user": "nobody" }));
    crash(&sandbox, &folder.ledger(), unknown(), &stalled(false)).await;
    let result = resume(&sandbox, &folder.ledger(), unknown()).await;
    assert_eq!(result.error.unwrap().kind(), ErrorKind::OutcomeUnknown);
}

#[tokio::test]
async fn a_creation_that_was_applied_is_not_repeated() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let job = || create("new@example.com", "first-password-1");
    crash(&sandbox, &folder.ledger(), job(), &stalled(true)).await;
    let result = resume(&sandbox, &folder.ledger(), job()).await;
    assert_eq!((result.outcome, result.from_ledger), (Outcome::Applied, true));
    assert_eq!(result.evidence.as_deref(), Some("a customer with the requested values exists"));
    assert_eq!(requests(&sandbox, "customers.create").len(), 1);
}

#[tokio::test]
async fn a_creation_with_a_unique_name_is_sent_at_once_if_nothing_is_there() {
    for operation in ["customers.create", "subusers.create"] {
        let (sandbox, folder) = (sandbox(0), Folder::new());
        let subuser = json!({ "username": "app", "email": "app@example.com", "password": "sample-password-1" });
        let job = || match operation {
            "customers.create" => create("new@example.com", "first-password-1"),
            _ => job("subusers.create", &subuser),
        };
        crash(&sandbox, &folder.ledger(), job(), &stalled(false)).await;
        let started = Instant::now();
        assert_eq!(resume(&sandbox, &folder.ledger(), job()).await.outcome, Outcome::Applied);
        assert!(started.elapsed() < ATTEMPT_TIMEOUT);
        assert_eq!((requests(&sandbox, operation).len(), applied(&sandbox, operation)), (2, 1));
    }
}

/// The first request is executed after the second one was sent.
#[tokio::test]
async fn a_refused_creation_may_be_that_of_the_earlier_request() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let job = || create("new@example.com", "first-password-1");
    // Without a journal entry until it is executed.
    let delayed = json!([{ "operation": "customers.create", "fault": { "kind": "delay", "before_applying_ms": 2_500 } },
        { "operation": "customers.create", "fault": { "kind": "delay", "before_applying_ms": 4_000 } }]);
    inject(&sandbox, &delayed);
    let client = builder(&sandbox).attempt_timeout(Duration::from_secs(9)).build().unwrap();
    let bulk = client.bulk(&options(&folder.ledger())).unwrap();
    let mut results = bulk.run(Jobs([job()].into_iter()));
    assert!(tokio::time::timeout(Duration::from_millis(300), results.next()).await.is_err());
    drop(results);
    bulk.close();
    let results = run(&client, &options(&folder.ledger()), [job()]).await;
    assert_eq!(results[0].outcome, Outcome::Applied, "{:?}", results[0].error);
    assert!(results[0].from_ledger && results[0].evidence.is_some());
    let statuses = requests(&sandbox, "customers.create");
    assert_eq!((statuses.len(), applied(&sandbox, "customers.create")), (2, 1));
}

#[tokio::test]
async fn a_key_is_never_created_twice() {
    let job = || job("api_keys.create", &json!({ "name": "app", "scopes": ["mail.send"] }));
    let (one, folder) = (sandbox(0), Folder::new());
    crash(&one, &folder.ledger(), job(), &stalled(true)).await;
    let result = resume(&one, &folder.ledger(), job()).await;
    assert_eq!((result.outcome, result.from_ledger), (Outcome::Applied, true));
    assert!(result.result.is_none() && result.evidence.unwrap().contains("its secret is lost"));
    assert_eq!(requests(&one, "api_keys.create").len(), 1);

    // Names are not unique: the earlier request may still arrive for as long as an attempt takes.
    let (other, folder) = (sandbox(0), Folder::new());
    let started = Instant::now();
    crash(&other, &folder.ledger(), job(), &stalled(false)).await;
    let result = resume(&other, &folder.ledger(), job()).await;
    assert_eq!(result.outcome, Outcome::Applied);
    assert!(result.result.unwrap().api_key.is_some());
    assert!(started.elapsed() >= ATTEMPT_TIMEOUT);
    assert_eq!(
        (requests(&other, "api_keys.create").len(), applied(&other, "api_keys.create")),
        (2, 1)
    );
}

#[tokio::test]
async fn what_cannot_be_read_back_is_reported_and_never_sent_again() {
    let jobs: [fn() -> BulkJob; 2] = [
        || {
            job(
                "customers.update_password",
                &json!({ "user": "user1", "password": "other-password-2" }),
            )
        },
        || job("subusers.adjust_credits", &json!({ "username": "test_subuser", "by": -10 })),
    ];
    for job in jobs {
        for apply in [true, false] {
            let (sandbox, folder) = (sandbox(0), Folder::new());
            crash(&sandbox, &folder.ledger(), job(), &stalled(apply)).await;
            for _ in 0..2 {
                let result = resume(&sandbox, &folder.ledger(), job()).await;
                assert_eq!((result.outcome, result.from_ledger), (Outcome::Unknown, true));
                let error = result.error.unwrap();
                assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
                assert!(
                    error.change().is_some() && error.message().contains("an earlier run"),
                    "{error}"
                );
                assert_eq!(requests(&sandbox, job().operation()).len(), 1);
            }
        }
    }
}

#[tokio::test]
async fn a_read_back_that_fails_leaves_the_job_for_the_next_run() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let job = || create("new@example.com", "first-password-1");
    crash(&sandbox, &folder.ledger(), job(), &stalled(true)).await;
    sandbox.down(Some(500)).unwrap();
    let result = resume(&sandbox, &folder.ledger(), job()).await;
    assert_eq!(result.outcome, Outcome::Unknown);
    assert!(result.error.unwrap().message().contains("reading back failed"));
    sandbox.down(None).unwrap();
    assert_eq!(resume(&sandbox, &folder.ledger(), job()).await.outcome, Outcome::Applied);
    assert_eq!(applied(&sandbox, "customers.create"), 1);
}

#[tokio::test]
async fn a_read_back_waits_for_its_rate_limit() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let job = || create("new@example.com", "first-password-1");
    crash(&sandbox, &folder.ledger(), job(), &stalled(true)).await;
    let limited = json!([{ "operation": "customers.list", "times": 5,
        "fault": { "kind": "status", "status": 429, "headers": { "Retry-After": "1" } } }]);
    inject(&sandbox, &limited);
    assert_eq!(resume(&sandbox, &folder.ledger(), job()).await.outcome, Outcome::Applied);
    assert_eq!(requests(&sandbox, "customers.list").len(), 6);
}

/// A lost response within a run.
#[tokio::test]
async fn a_change_of_unknown_outcome_is_read_back_by_the_next_run() {
    for (fault, applied_before) in [
        (json!({ "kind": "close", "apply": true }), true),
        (json!({ "kind": "reset", "after_bytes": 20 }), true),
        (json!({ "kind": "reset" }), false),
    ] {
        let (sandbox, folder) = (sandbox(0), Folder::new());
        let lost = json!([{ "operation": "customers.create", "fault": fault }]);
        inject(&sandbox, &lost);
        let job = || create("new@example.com", "first-password-1");
        assert_eq!(resume(&sandbox, &folder.ledger(), job()).await.outcome, Outcome::Unknown);
        let result = resume(&sandbox, &folder.ledger(), job()).await;
        assert_eq!((result.outcome, result.from_ledger), (Outcome::Applied, applied_before));
        assert_eq!(applied(&sandbox, "customers.create"), 1);
    }
}

#[tokio::test]
async fn a_call_that_was_dropped_before_it_was_sent_is_not_begun() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let job = || job("subusers.adjust_credits", &json!({ "username": "test_subuser", "by": -10 }));
    // Nobody listens there, and nobody refuses.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", silent.local_addr().unwrap());
    let client = Client::builder().api_key("SG.key").base_url(url).build().unwrap();
    let bulk = client.bulk(&options(&folder.ledger())).unwrap();
    let mut results = bulk.run(Jobs([job()].into_iter()));
    assert!(tokio::time::timeout(Duration::from_millis(300), results.next()).await.is_err());
    assert_eq!(rows(&folder.ledger())[0].state, LedgerState::Begun);
    drop(results);
    tokio::time::sleep(Duration::from_millis(20)).await;
    bulk.close();
    assert_eq!(rows(&folder.ledger())[0].state, LedgerState::NotSent);
    assert_eq!(resume(&sandbox, &folder.ledger(), job()).await.outcome, Outcome::Applied);
}
