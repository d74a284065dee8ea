//! What a ledger records, and who may use it.

use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use sendgrid_accounts::{ErrorKind, Ledger, LedgerReport, LedgerState, OnBehalfOf, Outcome};
use serde_json::json;

use crate::{
    Folder, all, client, create, disable, inject, job, options, requests, rows, run, sandbox,
};

#[tokio::test]
async fn a_ledger_has_every_job_and_its_end() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    let lost = json!([{ "operation": "customers.update_username",
        "fault": { "kind": "close", "apply": true } }]);
    inject(&sandbox, &lost);
    let started = SystemTime::now() - Duration::from_millis(2);
    let jobs = [
        disable(1).at_line(1),
        job("customers.disable", &json!({ "user": "nobody" })).at_line(2),
        job(
            "customers.update_username",
            &json!({ "user": "user1", "username": "renamed@example.com" }),
        )
        .at_line(3),
        job("customers.disable", &json!({ "name": "x" })).at_line(4).with_key("wrong"),
        job("user.get_email", &json!({}))
            .at_line(5)
            .on_behalf_of(OnBehalfOf::Subuser("test_subuser".into())),
    ];
    let mut settings = options(&folder.ledger());
    (settings.concurrency, settings.description) = (1, Some("a file".into()));
    run(&client(&sandbox), &settings, jobs).await;

    let ledger = Ledger::open_read_only(folder.ledger()).unwrap();
    assert_eq!(ledger.description().unwrap().as_deref(), Some("a file"));
    let mut counts = LedgerReport::default();
    (counts.applied, counts.rejected, counts.unknown, counts.not_sent) = (2, 1, 1, 1);
    assert_eq!((ledger.report().unwrap(), counts.total()), (counts, 5));
    let rows = rows(&folder.ledger());
    let seen: Vec<_> = rows.iter().map(|row| (row.key.as_str(), row.state, row.kind)).collect();
    assert_eq!(
        seen,
        [
            ("customers.disable customer1@example.com", LedgerState::Applied, None),
            ("customers.disable nobody", LedgerState::Rejected, Some(ErrorKind::NotFound)),
            (
                "customers.update_username user1",
                LedgerState::Unknown,
                Some(ErrorKind::OutcomeUnknown)
            ),
            ("wrong", LedgerState::NotSent, Some(ErrorKind::InvalidInput)),
            ("user.get_email@test_subuser ", LedgerState::Applied, None),
        ]
    );
    assert_eq!(rows[0].operation, "customers.disable");
    assert_eq!(rows[0].target.as_deref(), Some("customer1@example.com"));
    assert_eq!(rows[4].account.as_deref(), Some("test_subuser"));
    assert!(rows[1].message.as_deref().unwrap().contains("User not found"));
    for row in &rows {
        assert!(row.ended_at.unwrap() >= started);
        assert_eq!(row.begun_at.is_some(), row.key != "wrong");
    }
}

/// The server looks into the ledger when a request arrives, and the program when it has a result.
#[tokio::test]
async fn the_intent_is_recorded_before_the_request_and_the_outcome_before_the_result() {
    let (sandbox, folder) = (sandbox(20), Folder::new());
    let delay = json!([{ "operation": "customers.disable", "times": 20,
        "fault": { "kind": "delay", "before_response_ms": 60 } }]);
    inject(&sandbox, &delay);
    let mut settings = options(&folder.ledger());
    settings.concurrency = 3;
    let bulk = client(&sandbox).bulk(&settings).unwrap();
    let mut results = bulk.run(crate::Jobs((1..=20).map(disable)));
    let state = |key: &str| {
        rows(&folder.ledger()).into_iter().find(|row| row.key == key).map(|row| row.state)
    };
    let (mut ended, mut in_progress) = (0, 0);
    while ended < 20 {
        tokio::select! {
            result = results.next() => {
                let result = result.unwrap().unwrap();
                assert_eq!(state(&result.key), Some(LedgerState::Applied));
                ended += 1;
            }
            () = tokio::time::sleep(Duration::from_millis(7)) => {
                for entry in requests(&sandbox, "customers.disable") {
                    let key = format!("customers.disable {}", entry.user.unwrap());
                    let state = state(&key);
                    assert!(matches!(state, Some(LedgerState::Begun | LedgerState::Applied)), "{key}: {state:?}");
                    in_progress += usize::from(state == Some(LedgerState::Begun));
                }
            }
        }
    }
    assert!(in_progress > 0);
}

#[tokio::test]
async fn a_ledger_has_no_secret() {
    let (sandbox, folder) = (sandbox(0), Folder::new());
    let password = "first-password-1";
    let jobs = [
        create("new@example.com", password),
        job(
            "customers.update_password",
            &json!({ "user": "user1", "password": "other-password-2" }),
        ),
        job("api_keys.create", &json!({ "name": "app", "scopes": ["mail.send"] })),
        job(
            "request",
            &json!({ "method": "PUT", "path": "/v3/user/password", "idempotency": "once",
            "json": { "new_password": "third-password-3", "old_password": "x" },
            "headers": { "X-Key": "fourth-secret-4" } }),
        ),
        // The server repeats the request in its refusal.
        job(
            "customers.update_password",
            &json!({ "user": "user2", "password": "fifth-password-5" }),
        ),
    ];
    let echo = json!([{ "operation": "customers.update_password", "on": { "user": "user2" },
        "fault": { "kind": "echo" } }]);
    inject(&sandbox, &echo);
    let bulk = client(&sandbox).bulk(&options(&folder.ledger())).unwrap();
    let results = all(&bulk, jobs).await;
    let key = results.iter().find_map(|result| result.result.as_ref()?.api_key.clone()).unwrap();
    let files: Vec<u8> = fs::read_dir(&folder.0)
        .unwrap()
        .flat_map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect();
    let text = String::from_utf8_lossy(&files);
    assert!(text.contains("customers.create new@example.com"));
    let secret = key.reveal();
    for secret in [
        password,
        "other-password-2",
        secret,
        "third-password-3",
        "fourth-secret-4",
        "fifth-password-5",
        sandbox.api_key(),
    ] {
        assert!(!text.contains(secret));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_reads_a_ledger() {
    use std::os::unix::fs::PermissionsExt;

    let (sandbox, folder) = (sandbox(1), Folder::new());
    let bulk = client(&sandbox).bulk(&options(&folder.ledger())).unwrap();
    all(&bulk, [disable(1)]).await;
    let files: Vec<_> = fs::read_dir(&folder.0).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 4);
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn two_jobs_of_a_run_cannot_have_one_key() {
    let (sandbox, folder) = (sandbox(2), Folder::new());
    let client = client(&sandbox);
    let mut settings = options(&folder.ledger());
    settings.concurrency = 1;
    for new in [true, false] {
        let jobs = [
            disable(1).with_key("1").at_line(1),
            disable(2).with_key("1").at_line(2),
            disable(2).with_key("2").at_line(3),
        ];
        let results = run(&client, &settings, jobs).await;
        assert_eq!([&results[0], &results[2]].map(|result| result.outcome), [Outcome::Applied; 2]);
        let error = results[1].error.as_ref().unwrap();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Ledger, Outcome::NotSent));
        let problem = if new {
            "another job of this run with the key \"1\""
        } else {
            "another job with the key \"1\""
        };
        assert!(error.message().contains(problem), "{error}");
        assert_eq!(requests(&sandbox, "customers.disable").len(), 2);
    }
    assert_eq!(rows(&folder.ledger()).len(), 2);
}

#[tokio::test]
async fn jobs_of_one_key_at_the_same_time_are_one_call() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    let bulk = client(&sandbox).bulk(&options(&folder.ledger())).unwrap();
    let results = all(&bulk, (0..16).map(|_| disable(1))).await;
    let applied = results.iter().filter(|result| result.outcome == Outcome::Applied).count();
    assert_eq!((applied, results.len()), (1, 16));
    assert_eq!(requests(&sandbox, "customers.disable").len(), 1);
    assert_eq!(rows(&folder.ledger())[0].state, LedgerState::Applied);
}

/// A child has the descriptors of its parent until it executes its program.
#[tokio::test]
async fn a_ledger_can_be_opened_again_while_a_program_is_started() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    let (client, path) = (client(&sandbox), folder.ledger());
    let starting = std::thread::spawn(|| {
        for _ in 0..100 {
            let _ = Command::new("/does/not/exist").status();
            let _ = Command::new(std::env::current_exe().unwrap())
                .arg("--list")
                .stdout(std::process::Stdio::null())
                .status();
        }
    });
    while !starting.is_finished() {
        drop(client.bulk(&options(&path)).unwrap());
    }
    starting.join().unwrap();
}

/// Holds a ledger until it is killed; in a process of its own.
#[test]
#[ignore = "a process of another test"]
fn holder() {
    let client = sendgrid_accounts::Client::with_api_key("SG.key").unwrap();
    let path = std::path::PathBuf::from(std::env::var_os("BULK_LEDGER").unwrap());
    let _bulk = client.bulk(&options(&path)).unwrap();
    fs::write(path.with_extension("held"), "").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

#[tokio::test]
async fn one_run_at_a_time_uses_a_ledger() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    let (client, path) = (client(&sandbox), folder.ledger());
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "ledger::holder", "--ignored"])
        .env("BULK_LEDGER", &path)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !path.with_extension("held").exists() {
        assert!(holder.try_wait().unwrap().is_none());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let error = client.bulk(&options(&path)).unwrap_err();
    let expected =
        format!("the ledger {} is in use by the process {}", path.display(), holder.id());
    assert_eq!((error.kind(), error.message()), (ErrorKind::Ledger, expected.as_str()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    // The id of the killed process is still in the file.
    let text = fs::read_to_string(folder.0.join("job.db.lock")).unwrap();
    assert_eq!(text, holder.id().to_string());
    let bulk = client.bulk(&options(&path)).unwrap();
    let error = client.bulk(&options(&path)).unwrap_err();
    assert!(error.message().contains("another run of this process"), "{error}");
    #[cfg(unix)]
    {
        let link = folder.0.join("link.db");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(client.bulk(&options(&link)).unwrap_err().message().contains("is in use"));
    }
    bulk.close();
    assert_eq!(bulk.execute(disable(1)).await.unwrap().outcome, Outcome::NotSent);
    drop(client.bulk(&options(&path)).unwrap());
    assert_eq!(
        all(&client.bulk(&options(&path)).unwrap(), [disable(1)]).await[0].outcome,
        Outcome::Applied
    );
}
