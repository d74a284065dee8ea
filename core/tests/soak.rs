//! Many calls at once, a fifth of them with a fault: what each caller was told against what the
//! server has done. Twenty rounds of 1,000 calls, or as many times twenty as
//! `SENDGRID_ACCOUNTS_SOAK` says; a seed that has failed is played again by
//! `SENDGRID_ACCOUNTS_SEED`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected must stop"
)]

mod control;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use control::Control;
use fastrand::Rng;
use sendgrid_accounts::customers::{CustomerFilter, NewCustomer, UpdateCustomerProfile};
use sendgrid_accounts::{Client, Error, Idempotency, OPERATIONS, Outcome, Reseller};
use sendgrid_accounts_sandbox::{Options, Sandbox, Window};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// Of one round: faults that nobody met stay with the sandbox and make it slow.
const CALLS: usize = 1_000;
const ROUNDS: u64 = 20;
const AT_ONCE: usize = 64;

/// What a caller was told of a call.
struct Told {
    user: String,
    operation: &'static str,
    outcome: Result<(), (Outcome, String)>,
}

/// What may go wrong with a request.
fn fault(rng: &mut Rng) -> Value {
    let apply = rng.bool();
    let byte = rng.u64(1..250);
    match rng.u8(0..13) {
        0 => json!({ "kind": "status", "status": 500, "apply": apply }),
        1 => json!({ "kind": "status", "status": 503, "apply": apply }),
        2 => json!({ "kind": "status", "status": 408, "apply": apply }),
        3 => json!({ "kind": "status", "status": 501, "apply": apply }),
        4 => json!({ "kind": "reset", "apply": apply }),
        5 => json!({ "kind": "reset", "after_bytes": byte }),
        6 => json!({ "kind": "close", "apply": apply }),
        7 => json!({ "kind": "close", "after_bytes": byte }),
        8 => json!({ "kind": "raw", "text": "no HTTP at all\r\n\r\n", "apply": apply }),
        9 => json!({ "kind": "html", "status": 200, "apply": apply }),
        10 => json!({ "kind": "redirect", "location": "http://127.0.0.9:9/", "apply": apply }),
        11 => json!({ "kind": "truncate", "at": rng.u64(0..12) }),
        _ => json!({ "kind": "delay", "before_answer_ms": rng.u64(1..20) }),
    }
}

fn newcomer(user: &str) -> NewCustomer {
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

/// Makes one call about a customer whom no other call is about.
async fn call(client: &Client, number: usize, existing: &str, rng: &mut Rng) -> Told {
    let customers = client.customers();
    let user = existing.to_owned();
    let (operation, result): (_, Result<(), Error>) = match rng.u8(0..10) {
        0 => {
            let user = format!("soak-{number}@example.com");
            let result = customers.create(newcomer(&user)).await;
            return told(user, "customers.create", result);
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
            let city = Some(format!("City {number}"));
            let update = UpdateCustomerProfile {
                user: user.clone(),
                city,
                ..UpdateCustomerProfile::default()
            };
            ("customers.update_profile", customers.update_profile(update).await)
        }
    };
    told(user, operation, result)
}

fn told(user: String, operation: &'static str, result: Result<(), Error>) -> Told {
    Told { user, operation, outcome: result.map_err(|e| (e.outcome(), format!("{e:?}"))) }
}

/// Checks one call; the text says what is wrong.
fn audit(told: &Told, applied: usize) -> Result<(), String> {
    let info = OPERATIONS.iter().find(|info| info.name == told.operation).unwrap();
    let most = if info.idempotency == Idempotency::Once { 1 } else { 2 };
    let fits = match &told.outcome {
        Ok(()) | Err((Outcome::Applied, _)) => (1..=most).contains(&applied),
        Err((Outcome::NotSent | Outcome::Rejected, _)) => applied == 0,
        Err((Outcome::Unknown, _)) => applied <= most,
    };
    if fits {
        return Ok(());
    }
    Err(format!(
        "{} of {}: applied {applied} times, told {:?}",
        told.operation, told.user, told.outcome
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
    for _ in 0..AT_ONCE {
        let (client, names, next) = (client.clone(), Arc::clone(&names), Arc::clone(&next));
        let control = Control::of(&sandbox);
        workers.spawn(work(client, names, next, control, seed));
    }
    let ledger: Vec<Told> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(ledger.len(), CALLS, "a call was lost (seed {seed})");
    let mut applied: HashMap<(String, &str), usize> = HashMap::new();
    for entry in sandbox.journal().into_iter().filter(|entry| entry.applied) {
        *applied.entry((entry.user.unwrap(), entry.operation.unwrap())).or_default() += 1;
    }
    let wrong: Vec<String> = ledger
        .iter()
        .filter_map(|told| {
            let applied = applied.remove(&(told.user.clone(), told.operation)).unwrap_or(0);
            audit(told, applied).err()
        })
        .collect();
    assert!(wrong.is_empty(), "seed {seed}: {} misreported: {:#?}", wrong.len(), &wrong[..1]);
    assert!(applied.is_empty(), "seed {seed}: {applied:?} was asked for by nobody");
    let failed = ledger.iter().filter(|told| told.outcome.is_err()).count();
    assert!((CALLS / 50..CALLS / 5).contains(&failed), "seed {seed}: {failed} have failed");
}

async fn work(
    client: Client,
    names: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
    mut control: Control,
    seed: u64,
) -> Vec<Told> {
    let mut ledger = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(existing) = names.get(number) else { return ledger };
        // Of the call alone, whichever worker makes it: so a seed plays the same calls again.
        let mut rng = Rng::with_seed(seed ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        if rng.u8(0..5) == 0 {
            let created = format!("soak-{number}@example.com");
            let mut faults = Vec::new();
            for _ in 0..rng.u8(1..4) {
                let fault = fault(&mut rng);
                for user in [existing.as_str(), &created] {
                    faults
                        .push(json!({ "operation": "*", "on": { "user": user }, "fault": fault }));
                }
            }
            control.post("/__sandbox/faults", &Value::from(faults)).await;
        }
        ledger.push(call(&client, number, existing, &mut rng).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_duplicated_or_misreported() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("SENDGRID_ACCOUNTS_SEED").unwrap_or_else(|| fastrand::u64(..));
    for played in 0..ROUNDS * number("SENDGRID_ACCOUNTS_SOAK").unwrap_or(1) {
        round(seed.wrapping_add(played)).await;
    }
}
