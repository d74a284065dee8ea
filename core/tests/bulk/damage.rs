//! Ledgers that cannot be used: what is wrong is said, and nothing is sent.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use sendgrid_accounts::{Error, ErrorKind, Ledger, LedgerState, Outcome};
use serde_json::json;

use crate::{
    Folder, Jobs, all, client, create, disable, inject, options, requests, rows, run, sandbox,
};

fn refused(path: &Path) -> Error {
    let sandbox = sandbox(1);
    let error = client(&sandbox).bulk(&options(path)).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Ledger, Outcome::NotSent));
    assert!(error.message().starts_with(&format!("the ledger {}", path.display())), "{error}");
    if path.is_file() {
        assert_eq!(Ledger::open_read_only(path).unwrap_err().kind(), ErrorKind::Ledger);
    }
    assert!(sandbox.journal().is_empty());
    error
}

#[test]
fn a_file_that_is_no_ledger_is_refused() {
    let folder = Folder::new();
    let path = folder.ledger();
    fs::write(&path, "username,city\nuser1,Denver\n".repeat(100)).unwrap();
    assert!(refused(&path).message().ends_with("is not a SQLite file"));
    fs::write(&path, "").unwrap();
    assert!(refused(&path).message().contains("is empty"));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(refused(&path).message().ends_with("is a SQLite file, but not a ledger"));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(refused(&path).message().contains("cannot be opened"));
}

#[test]
fn a_folder_that_is_missing_or_read_only_is_refused() {
    let folder = Folder::new();
    let missing = refused(&folder.0.join("missing/job.db"));
    assert!(missing.message().contains("cannot be opened: No such file"), "{missing}");
    if cfg!(target_os = "linux") {
        // Nobody creates a file there, not even root.
        let read_only = refused(Path::new("/proc/job.db"));
        assert!(read_only.message().contains("cannot be locked"), "{read_only}");
    }
    let none = refused(Path::new("missing/.."));
    assert!(none.message().contains("cannot be opened"), "{none}");
}

#[tokio::test]
async fn a_ledger_of_a_later_version_is_refused() {
    let (sandbox, folder) = (sandbox(1), Folder::new());
    run(&client(&sandbox), &options(&folder.ledger()), [disable(1)]).await;
    let connection = Connection::open(folder.ledger()).unwrap();
    connection.execute("UPDATE meta SET value = 2 WHERE name = 'schema'", []).unwrap();
    drop(connection);
    let error = refused(&folder.ledger());
    assert!(error.message().contains("has schema 2, of a later version"), "{error}");
}

/// What a damaged ledger does to a run: results of the jobs in progress, then the error.
async fn damaged_under_way(damage: impl FnOnce(&Path)) -> (Folder, Vec<Outcome>, Error, usize) {
    let (sandbox, folder) = (sandbox(400), Folder::new());
    let delay = json!([{ "operation": "customers.disable", "times": 400,
        "fault": { "kind": "delay", "before_response_ms": 20 } }]);
    inject(&sandbox, &delay);
    let mut settings = options(&folder.ledger());
    settings.concurrency = 4;
    let bulk = client(&sandbox).bulk(&settings).unwrap();
    let mut results = bulk.run(Jobs((1..=400).map(disable)));
    let (mut outcomes, mut failure, mut damage) = (Vec::new(), None, Some(damage));
    while let Some(result) = results.next().await {
        match result {
            Ok(result) => outcomes.push(result.outcome),
            Err(error) => failure = Some(error),
        }
        if let Some(damage) = damage.take_if(|_| outcomes.len() == 20) {
            damage(&folder.ledger());
        }
    }
    let failure = failure.unwrap();
    assert_eq!(failure.kind(), ErrorKind::Ledger);
    assert_eq!(bulk.execute(disable(1)).await.unwrap_err().message(), failure.message());
    // Of what was sent, everything has a result.
    let sent = requests(&sandbox, "customers.disable").len();
    assert_eq!(outcomes, vec![Outcome::Applied; sent]);
    assert!(sent < 60, "{sent}");
    (folder, outcomes, failure, sent)
}

#[tokio::test]
async fn a_ledger_that_is_deleted_ends_the_run() {
    let (_folder, _, error, _) = damaged_under_way(|path| fs::remove_file(path).unwrap()).await;
    assert!(error.message().ends_with("was deleted during the run"), "{error}");
    let log = |path: &Path| fs::remove_file(path.with_extension("db-wal")).unwrap();
    let (_folder, _, error, _) = damaged_under_way(log).await;
    assert!(error.message().ends_with("was deleted during the run"), "{error}");
}

#[tokio::test]
async fn a_ledger_that_is_truncated_ends_the_run_and_is_not_taken_for_a_new_one() {
    let truncate =
        |path: &Path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap();
    let (folder, _, error, _) = damaged_under_way(truncate).await;
    assert!(error.message().contains("was truncated during the run"), "{error}");
    assert!(refused(&folder.ledger()).message().contains("is empty"));
}

#[tokio::test]
async fn a_ledger_that_is_replaced_ends_the_run() {
    let replace = |path: &Path| {
        fs::write(path.with_extension("other"), "x").unwrap();
        fs::rename(path.with_extension("other"), path).unwrap();
    };
    let (_folder, _, error, _) = damaged_under_way(replace).await;
    assert!(error.message().ends_with("was replaced during the run"), "{error}");
}

/// A file system of its own, which is full after 40 pages or so.
#[cfg(target_os = "linux")]
mod full_disk {
    use std::process::Command;

    use super::*;

    struct SmallDisk(Folder);

    impl SmallDisk {
        /// `None` without the right to mount.
        fn new() -> Option<Self> {
            let folder = Folder::new();
            let mount = Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"])
                .arg(&folder.0)
                .stderr(std::process::Stdio::null())
                .status();
            mount.ok()?.success().then_some(Self(folder))
        }
    }

    impl Drop for SmallDisk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(&self.0.0).status();
        }
    }

    #[tokio::test]
    async fn a_full_disk_ends_the_run_and_a_resumed_one_loses_nothing() {
        let Some(disk) = SmallDisk::new() else {
            eprintln!("skipped: no right to mount a file system");
            return;
        };
        let sandbox = sandbox(0);
        let name = |number: usize| format!("new{number}@example.com");
        let jobs = || (0..150).map(|number| create(&name(number), "first-password-1"));
        let mut settings = options(&disk.0.ledger());
        settings.concurrency = 8;
        let mut builder = crate::builder(&sandbox);
        builder = builder.attempt_timeout(Duration::from_secs(2));
        let client = builder.build().unwrap();
        fs::write(disk.0.0.join("filler"), vec![0; 8_000_000]).unwrap();
        let bulk = client.bulk(&settings).unwrap();
        let mut results = bulk.run(Jobs(jobs()));
        let (mut ended, mut failure) = (0, None);
        while let Some(result) = results.next().await {
            match result {
                Ok(result) => {
                    assert_eq!(result.outcome, Outcome::Applied, "{:?}", result.error);
                    ended += 1;
                }
                Err(error) => failure = Some(error),
            }
        }
        drop((results, bulk));
        let error = failure.unwrap();
        assert!(error.message().contains("the disk is full"), "{error}");
        let sent = requests(&sandbox, "customers.create").len();
        assert_eq!(sent, ended);
        assert!((1..150).contains(&sent), "{sent}");

        // Still full: a run that cannot go on says so, and loses nothing.
        let before = rows(&disk.0.ledger()).len();
        let failed = match client.bulk(&settings) {
            Err(error) => Some(error),
            Ok(bulk) => {
                let (mut results, mut failed) = (bulk.run(Jobs(jobs())), None);
                while let Some(result) = results.next().await {
                    failed = result.err().or(failed);
                }
                failed
            }
        };
        assert_eq!(failed.unwrap().kind(), ErrorKind::Ledger);
        assert!(rows(&disk.0.ledger()).len() >= before);

        fs::remove_file(disk.0.0.join("filler")).unwrap();
        let results = all(&client.bulk(&settings).unwrap(), jobs()).await;
        assert!(results.iter().all(|result| result.outcome == Outcome::Applied));
        assert!(rows(&disk.0.ledger()).iter().all(|row| row.state == LedgerState::Applied));
        let applied: Vec<_> = requests(&sandbox, "customers.create")
            .into_iter()
            .filter(|entry| entry.applied)
            .collect();
        assert_eq!((applied.len(), results.len()), (150, 150));
    }
}
