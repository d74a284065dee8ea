//! Runs that are killed at random moments, and resumed until every job has ended.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sendgrid_accounts::{BulkJob, BulkResult, Client, LedgerState, Outcome};
use sendgrid_accounts_sandbox::{JournalEntry, Options, Sandbox};
use serde_json::{Value, json};

use crate::{Folder, Jobs, UNLIMITED, create, disable, inject, job, options, rows, run};

/// The server allows an account 100 keys.
const MAX_KEYS: usize = 80;
const OPERATIONS: [&str; 5] = [
    "customers.create",
    "customers.disable",
    "subusers.create",
    "api_keys.create",
    "subusers.adjust_credits",
];

/// A job by its number, and what it names.
fn numbered(number: usize, jobs: usize) -> (BulkJob, &'static str, String) {
    let operation = match number % 4 {
        3 if number % 20 == 3 && number / 20 < MAX_KEYS => "api_keys.create",
        3 => "subusers.adjust_credits",
        kind => OPERATIONS[kind],
    };
    let (job, target) = match operation {
        "customers.create" => {
            let name = format!("new{number}@example.com");
            (create(&name, "first-password-1"), name)
        }
        "customers.disable" => {
            let customer = number % jobs + 1;
            (disable(customer), format!("customer{customer}@example.com"))
        }
        "subusers.create" => {
            let name = format!("app{number}");
            let arguments = json!({ "username": name, "email": format!("{name}@example.com"), "password": "sample-password-1" });
            (job("subusers.create", &arguments), name)
        }
        "api_keys.create" => {
            let name = format!("key{number}");
            (job("api_keys.create", &json!({ "name": name, "scopes": ["mail.send"] })), name)
        }
        _ => {
            let name = format!("subuser{}@example.com", number + 1);
            (job("subusers.adjust_credits", &json!({ "username": name, "by": 1 })), name)
        }
    };
    (job.at_line(u64::try_from(number).unwrap()), operation, target)
}

fn client(url: &str, key: &str) -> Client {
    let timeout = Duration::from_millis(1_500);
    Client::builder().api_key(key).base_url(url).attempt_timeout(timeout).build().unwrap()
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap()
}

/// The process that is killed. It appends each result to a file.
#[tokio::test]
#[ignore = "a process of another test"]
async fn victim() {
    let (folder, jobs) =
        (PathBuf::from(variable("BULK_FOLDER")), variable("BULK_JOBS").parse().unwrap());
    let bulk = client(&variable("BULK_URL"), &variable("BULK_KEY"))
        .bulk(&options(&folder.join("job.db")))
        .unwrap();
    let mut file =
        OpenOptions::new().append(true).create(true).open(folder.join("results")).unwrap();
    let mut results = bulk.run(Jobs((0..jobs).map(|number| numbered(number, jobs).0)));
    while let Some(result) = results.next().await {
        let result = result.unwrap();
        file.write_all(format!("{}\t{}\n", result.key, result.outcome).as_bytes()).unwrap();
    }
}

fn start(sandbox: &Sandbox, folder: &Path, jobs: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::victim", "--ignored"])
        .env("BULK_URL", sandbox.url())
        .env("BULK_KEY", sandbox.api_key())
        .env("BULK_FOLDER", folder)
        .env("BULK_JOBS", jobs.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Responses that are lost, before and after the request is executed.
fn lose_responses(sandbox: &Sandbox) {
    let mut faults = Vec::new();
    for operation in OPERATIONS {
        for (nth, fault) in [
            (3, json!({ "kind": "close", "apply": true })),
            (9, json!({ "kind": "reset" })),
            (15, json!({ "kind": "close", "after_bytes": 20 })),
            (21, json!({ "kind": "reset", "apply": true })),
        ] {
            faults.push(json!({ "operation": operation, "fault": fault, "on": { "nth": nth } }));
        }
    }
    inject(sandbox, &Value::from(faults));
}

/// How often each change was applied, by operation and what it names.
fn changes(journal: &[JournalEntry]) -> BTreeMap<(&'static str, String), usize> {
    let mut changes = BTreeMap::new();
    for entry in journal.iter().filter(|entry| entry.applied) {
        let operation = entry.operation.unwrap();
        let name = |field: &str| {
            entry.body.as_ref().and_then(|body| body[field].as_str()).map(str::to_owned)
        };
        let target = match operation {
            "api_keys.create" => name("name"),
            "customers.create" | "subusers.create" => name("username"),
            _ => entry.user.clone(),
        };
        *changes.entry((operation, target.unwrap())).or_default() += 1;
    }
    changes
}

async fn killed(kills: u64, jobs: usize, up_to_ms: u64) {
    let settings = Options {
        window: UNLIMITED,
        customers: jobs,
        subusers: jobs,
        latency: Duration::from_millis(20),
        ..Options::default()
    };
    let (sandbox, folder) = (Sandbox::start(settings).unwrap(), Folder::new());
    lose_responses(&sandbox);
    // The same moments in every run of the test.
    let mut random: u64 = 0x5eed;
    let (mut in_progress, mut ended_early) = (0, 0);
    for _ in 0..kills {
        let mut child = start(&sandbox, &folder.0, jobs);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis((random >> 33) % up_to_ms)).await;
        ended_early += usize::from(child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        if folder.ledger().exists() {
            in_progress +=
                rows(&folder.ledger()).iter().filter(|row| row.state == LedgerState::Begun).count();
        }
    }
    // What is lost in one run is read back by the next one.
    let client = client(sandbox.url(), sandbox.api_key());
    let mut results = Vec::new();
    for _ in 0..=4 * OPERATIONS.len() {
        let all = (0..jobs).map(|number| numbered(number, jobs).0);
        results = run(&client, &options(&folder.ledger()), all).await;
        let is_open = |result: &BulkResult| {
            matches!(result.outcome, Outcome::Unknown | Outcome::NotSent)
                && result.operation != "subusers.adjust_credits"
        };
        if !results.iter().any(is_open) {
            break;
        }
    }
    println!(
        "{kills} kills, {jobs} jobs: {in_progress} were in progress; {ended_early} runs had ended"
    );
    assert!(in_progress > 0 && results.len() == jobs);

    let rows: BTreeMap<_, _> =
        rows(&folder.ledger()).into_iter().map(|row| (row.key.clone(), row)).collect();
    let (journal, mut unknown) = (sandbox.journal(), 0);
    let mut changes = changes(&journal);
    for (number, result) in results.iter().enumerate() {
        let (job, operation, target) = numbered(number, jobs);
        let key = job.key();
        let times = changes.remove(&(operation, target)).unwrap_or(0);
        assert_eq!((&result.key, LedgerState::from(result.outcome)), (&key, rows[&key].state));
        match (operation, result.outcome) {
            ("customers.disable", Outcome::Applied) => assert!(times >= 1, "{key}"),
            (_, Outcome::Applied) => assert_eq!(times, 1, "{key}"),
            ("subusers.adjust_credits", Outcome::Rejected) => assert_eq!(times, 0, "{key}"),
            // It cannot be read back.
            ("subusers.adjust_credits", Outcome::Unknown) => unknown += 1,
            (_, outcome) => panic!("{key}: {outcome}: {:?}", result.error),
        }
        assert!(times <= 1 || operation == "customers.disable", "{key}");
    }
    assert!(changes.is_empty(), "{changes:?}");
    println!("{unknown} changes of credits are unknown");
    assert!(unknown < jobs / 20);
    check_results(&fs::read_to_string(folder.0.join("results")).unwrap(), &rows);
}

/// What a run gave out before it was killed is what the ledger has, unless a later run found out more.
fn check_results(results: &str, rows: &BTreeMap<String, sendgrid_accounts::LedgerRow>) {
    let mut keys = BTreeSet::new();
    for line in results.lines().filter(|line| line.contains('\t')) {
        let (key, outcome) = line.split_once('\t').unwrap();
        let state = rows[key].state.as_str();
        assert!(
            state == outcome || ["unknown", "not_sent"].contains(&outcome),
            "{key}: {outcome}, {state}"
        );
        keys.insert(key);
    }
    assert!(!keys.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_kills_lose_and_repeat_nothing() {
    killed(10, 400, 600).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn two_hundred_kills_lose_and_repeat_nothing() {
    killed(200, 8_000, 600).await;
}
