//! Concurrent calls, a fifth of them with a fault: compares the result of each call with the journal
//! of the server. Runs 20 rounds of 1,000 calls, multiplied by `SENDGRID_ACCOUNTS_SOAK`.
//! `SENDGRID_ACCOUNTS_SEED` reproduces a failure.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at anything unexpected"
)]

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fastrand::Rng;
use sendgrid_accounts::customers::{CustomerFilter, NewCustomer, UpdateCustomerProfile};
use sendgrid_accounts::{Client, Error, Idempotency, OPERATIONS, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Fault, Options, Sandbox, Window};
use tokio::task::JoinSet;

/// Calls per round. Unused faults stay in the sandbox and slow it down, so that each round starts its
/// own.
const CALLS: usize = 1_000;
const ROUNDS: u64 = 20;
const CONCURRENCY: usize = 64;

/// The result of a call.
struct CallRecord {
    user: String,
    operation: &'static str,
    outcome: Result<(), (Outcome, String)>,
}

/// A random fault.
fn fault(rng: &mut Rng) -> Fault {
    let apply = rng.bool();
    let byte = rng.usize(1..250);
    match rng.u8(0..13) {
        0 => Fault::status(500).with("apply", apply),
        1 => Fault::status(503).with("apply", apply),
        2 => Fault::status(408).with("apply", apply),
        3 => Fault::status(501).with("apply", apply),
        4 => Fault::reset().with("apply", apply),
        5 => Fault::reset().after_bytes(byte),
        6 => Fault::close().with("apply", apply),
        7 => Fault::close().after_bytes(byte),
        8 => Fault::of_kind("raw").with("text", "no HTTP at all\r\n\r\n").with("apply", apply),
        9 => Fault::html().with("status", 200).with("apply", apply),
        10 => {
            Fault::of_kind("redirect").with("location", "http://127.0.0.9:9/").with("apply", apply)
        }
        11 => Fault::of_kind("truncate").with("at", rng.u64(0..12)),
        _ => Fault::delay(rng.u64(1..20)),
    }
}

fn new_customer(user: &str) -> NewCustomer {
    NewCustomer {
        username: user.into(),
        password: "soak-password".into(),
        email: "soak@example.com".into(),
        first_name: "First".into(),
        last_name: "Last".into(),
        address: "Street".into(),
        city: "City".into(),
        state: "ST".into(),
        zip: "12345".into(),
        country: "US".into(),
        phone: "555".into(),
        website: "example.com".into(),
        ..NewCustomer::default()
    }
}

/// Makes a random call about a customer that no other call concerns.
async fn call(client: &Client, number: usize, existing: &str, rng: &mut Rng) -> CallRecord {
    let customers = client.customers();
    let user = existing.to_owned();
    let (operation, result): (_, Result<(), Error>) = match rng.u8(0..10) {
        0 => {
            let user = format!("soak-{number}@example.com");
            let result = customers.create(new_customer(&user)).await;
            return record(user, "customers.create", result);
        }
        1 => ("customers.delete", customers.delete(&user).await),
        2 => ("customers.enable", customers.enable(&user).await),
        3 => ("customers.disable", customers.disable(&user).await),
        4 => ("customers.enable_website", customers.enable_website(&user).await),
        5 => ("customers.disable_website", customers.disable_website(&user).await),
        6 => ("customers.update_password", customers.update_password(&user, "new-word").await),
        7 => {
            let name = format!("renamed-{number}@example.com");
            ("customers.update_username", customers.update_username(&user, name).await)
        }
        8 => ("customers.update_email", customers.update_email(&user, "n@example.com").await),
        _ => {
            let city = Some(format!("City {number}").into());
            let update = UpdateCustomerProfile {
                user: user.clone(),
                city,
                ..UpdateCustomerProfile::default()
            };
            ("customers.update_profile", customers.update_profile(update).await)
        }
    };
    record(user, operation, result)
}

fn record(user: String, operation: &'static str, result: Result<(), Error>) -> CallRecord {
    CallRecord { user, operation, outcome: result.map_err(|e| (e.outcome(), format!("{e:?}"))) }
}

/// Compares a result with the number of times that the server applied the change.
fn audit(record: &CallRecord, applied: usize) -> Result<(), String> {
    let info = OPERATIONS.iter().find(|info| info.name == record.operation).unwrap();
    let max = if info.idempotency == Idempotency::Once { 1 } else { 2 };
    let consistent = match &record.outcome {
        Ok(()) | Err((Outcome::Applied, _)) => (1..=max).contains(&applied),
        Err((Outcome::NotSent | Outcome::Rejected, _)) => applied == 0,
        Err((Outcome::Unknown, _)) => applied <= max,
    };
    if consistent {
        return Ok(());
    }
    Err(format!(
        "{} of {}: applied {applied} times, result {:?}",
        record.operation, record.user, record.outcome
    ))
}

async fn round(seed: u64) {
    let window = Window { limit: 1_000_000, seconds: 3600 };
    let options = Options { customers: CALLS, window, ..Options::default() };
    let sandbox = Arc::new(Sandbox::start(options).unwrap());
    let client = Client::builder()
        .reseller(Reseller::new(sandbox.reseller_username(), sandbox.reseller_password()))
        .base_url(sandbox.url())
        .build()
        .unwrap();
    let all = client.customers().list(CustomerFilter::default()).await.unwrap();
    let names: Arc<Vec<String>> =
        Arc::new(all.into_iter().filter_map(|customer| customer.username).take(CALLS).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..CONCURRENCY {
        let (client, names, next) = (client.clone(), Arc::clone(&names), Arc::clone(&next));
        workers.spawn(work(client, names, next, Arc::clone(&sandbox), seed));
    }
    let records: Vec<CallRecord> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(records.len(), CALLS, "a call was lost (seed {seed})");
    let mut applied: HashMap<(String, &str), usize> = HashMap::new();
    for entry in sandbox.journal().into_iter().filter(|entry| entry.applied) {
        *applied.entry((entry.user.unwrap(), entry.operation.unwrap())).or_default() += 1;
    }
    let errors: Vec<String> = records
        .iter()
        .filter_map(|record| {
            let applied = applied.remove(&(record.user.clone(), record.operation)).unwrap_or(0);
            audit(record, applied).err()
        })
        .collect();
    assert!(errors.is_empty(), "seed {seed}: {} misreported: {:#?}", errors.len(), &errors[..1]);
    assert!(applied.is_empty(), "seed {seed}: {applied:?} without a call");
    let failed = records.iter().filter(|record| record.outcome.is_err()).count();
    assert!((CALLS / 50..CALLS / 5).contains(&failed), "seed {seed}: {failed} failed");
}

async fn work(
    client: Client,
    names: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
    sandbox: Arc<Sandbox>,
    seed: u64,
) -> Vec<CallRecord> {
    let mut records = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(existing) = names.get(number) else { return records };
        // Depends on the call alone, so that a seed reproduces the calls on any worker.
        let mut rng = Rng::with_seed(seed ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        if rng.u8(0..5) == 0 {
            let created = format!("soak-{number}@example.com");
            for _ in 0..rng.u8(1..4) {
                let fault = fault(&mut rng);
                for user in [existing.as_str(), &created] {
                    sandbox.fault("*", fault.clone().user(user)).unwrap();
                }
            }
        }
        records.push(call(&client, number, existing, &mut rng).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_duplicated_or_misreported() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seed = number("SENDGRID_ACCOUNTS_SEED").unwrap_or_else(|| fastrand::u64(..));
    for number in 0..ROUNDS * number("SENDGRID_ACCOUNTS_SOAK").unwrap_or(1) {
        round(seed.wrapping_add(number)).await;
    }
}
