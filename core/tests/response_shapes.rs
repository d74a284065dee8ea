//! Responses of a grammar, in JSON and XML, mean what a separate reference says of their shapes.
//!
//! `SENDGRID_ACCOUNTS_SEED` sets the first seed; a failure prints the one of its response.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics on unexpected results"
)]

mod shapes;
mod support;

use std::fmt::Debug;

use fastrand::Rng;
use http::HeaderMap;
use sendgrid_accounts::customers::{
    DeleteCustomer, DisableCustomer, ListCustomers, UpdateCustomerPassword,
};
use sendgrid_accounts::{Error, ErrorKind, Operation, Outcome, Response};
use serde_json::{Value, json};
use shapes::{Case, Meaning};
use support::dispatch::{Executor, dispatch};

const CONFIRMATIONS: u64 = 40_000;
const LISTS: u64 = 40_000;
const USERS: u64 = 20_000;

fn first_seed() -> u64 {
    std::env::var("SENDGRID_ACCOUNTS_SEED").map_or(1, |seed| seed.parse().unwrap())
}

fn decode<O: Operation>(operation: &O, case_status: u16, body: &[u8]) -> Result<O::Output, Error> {
    operation.decode(&Response::new(case_status, HeaderMap::new(), body.to_vec()))
}

/// Compares a result with its reference.
fn check<T: PartialEq + Debug>(seed: u64, case: &Case<T>, result: Result<T, Error>) {
    let body = String::from_utf8_lossy(&case.body);
    let at = format!("SENDGRID_ACCOUNTS_SEED={seed} HTTP {} {body:?}", case.status);
    let has_text = !body.trim_start_matches('\u{feff}').is_empty();
    match (&case.meaning, result) {
        (Meaning::Success(expected), Ok(actual)) => assert_eq!(&actual, expected, "{at}"),
        (Meaning::Refusal { certain }, Err(error)) => {
            let outcome = if *certain { Outcome::Rejected } else { Outcome::Unknown };
            assert_eq!(error.outcome(), outcome, "{at}: {error:?}");
            assert_ne!(error.kind(), ErrorKind::Response, "{at}: {error:?}");
            assert_eq!(error.body().is_some(), has_text, "{at}");
        }
        (Meaning::NotUnderstood, Err(error)) => {
            assert_eq!(error.kind(), ErrorKind::Response, "{at}: {error:?}");
            assert_eq!(error.outcome(), Outcome::Unknown, "{at}: {error:?}");
            assert_eq!(error.body().is_some(), has_text, "{at}");
        }
        (meaning, result) => panic!("{at}: {result:?} is not {meaning:?}"),
    }
}

/// Counts the meanings, each of which the grammar must have often.
#[derive(Default, Debug)]
struct Counts([u64; 3]);

impl Counts {
    fn add<T>(&mut self, meaning: &Meaning<T>) {
        let index = match meaning {
            Meaning::Success(_) => 0,
            Meaning::Refusal { .. } => 1,
            Meaning::NotUnderstood => 2,
        };
        self.0[index] += 1;
    }

    fn assert_varied(&self, total: u64) {
        assert_eq!(self.0.iter().sum::<u64>(), total);
        assert!(self.0.iter().all(|count| *count > total / 20), "{self:?}");
    }
}

#[test]
fn confirmations_mean_what_their_shape_says() {
    let mut counts = Counts::default();
    for seed in first_seed()..first_seed() + CONFIRMATIONS {
        let mut rng = Rng::with_seed(seed);
        let case = shapes::confirmations::random(&mut rng);
        let user = || "bob".to_owned();
        let result = match rng.u8(..3) {
            0 => decode(&DeleteCustomer { user: user() }, case.status, &case.body),
            1 => decode(&DisableCustomer { user: user() }, case.status, &case.body),
            _ => {
                let change = UpdateCustomerPassword { user: user(), password: "p".into() };
                decode(&change, case.status, &case.body)
            }
        };
        check(seed, &case, result);
        counts.add(&case.meaning);
    }
    counts.assert_varied(CONFIRMATIONS);
}

#[test]
fn lists_mean_what_their_shape_says() {
    let mut counts = Counts::default();
    for seed in first_seed()..first_seed() + LISTS {
        let mut rng = Rng::with_seed(seed);
        let case = shapes::lists::random(&mut rng);
        let result = decode(&ListCustomers::default(), case.status, &case.body);
        let rows = result.map(|list| {
            list.iter().map(|customer| serde_json::to_value(customer).unwrap()).collect()
        });
        check(seed, &case, rows);
        counts.add(&case.meaning);
    }
    counts.assert_varied(LISTS);
}

struct Decoder<'a>(u16, &'a [u8]);

impl Executor for Decoder<'_> {
    fn run<O: Operation>(&self, operation: O) -> Result<O::Output, Error> {
        decode(&operation, self.0, self.1)
    }
}

#[test]
fn responses_of_the_users_api_mean_what_their_shape_says() {
    let mut counts = Counts::default();
    for seed in first_seed()..first_seed() + USERS {
        let mut rng = Rng::with_seed(seed);
        let shape = *rng.choice(&shapes::users::SHAPES).unwrap();
        let case = shapes::users::random(shape, &mut rng);
        let call = json!({ "operation": shape.0, "arguments": {
            "email": "e@example.com", "old_password": "o", "new_password": "n",
        }});
        let result: Result<Value, Error> = dispatch(&Decoder(case.status, &case.body), &call);
        check(seed, &case, result);
        counts.add(&case.meaning);
    }
    counts.assert_varied(USERS);
}
