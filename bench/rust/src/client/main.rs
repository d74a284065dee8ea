//! The contender of this library: the async client on one thread, the blocking client with
//! `--impl blocking`, and the decoders with `decode`.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed measurement must end")]

mod decoding;

use std::time::Instant;

use sendgrid_accounts::customers::CustomerFilter;
use sendgrid_accounts::subusers::{Subuser, SubuserFilter};
use sendgrid_accounts::{Client, Dialect, Reseller, blocking};
use sendgrid_accounts_bench::{
    API_KEY, Arguments, CUSTOMER, Kind, PASSWORD, SUBUSERS, USERNAME, run_async, run_threads,
};

const ALL_CUSTOMERS: usize = 100_000;

fn main() {
    if let Some((format, file, repetitions)) = Arguments::decoding() {
        return decoding::measure(&format, &file, repetitions);
    }
    let arguments = Arguments::of_process();
    if arguments.contender == "blocking" {
        return blocking_calls(&arguments);
    }
    // The contenders have one processor.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = Instant::now();
    let client = client(&arguments);
    let startup = started.elapsed();
    let (kind, rows) = (arguments.kind, arguments.rows);
    runtime
        .block_on(run_async(&arguments, startup, move || async_call(client.clone(), kind, rows)));
}

fn client(arguments: &Arguments) -> Client {
    let reseller = Reseller::new(USERNAME, PASSWORD).dialect(Dialect::Distributor);
    Client::builder()
        .api_key(API_KEY)
        .reseller(reseller)
        .base_url(&arguments.base)
        .ca_bundle(&arguments.bundle)
        .max_connections(arguments.at_once.max(64))
        .build()
        .unwrap()
}

/// Filter for a number of customers. Without a limit, the server lists all of them.
fn filter(rows: usize) -> CustomerFilter {
    let limit = (rows != ALL_CUSTOMERS).then(|| u64::try_from(rows).unwrap());
    CustomerFilter { limit, ..CustomerFilter::default() }
}

/// Filter for the last subusers.
fn last_subusers(rows: usize) -> SubuserFilter {
    let offset = u64::try_from(SUBUSERS - rows).unwrap();
    SubuserFilter { offset: Some(offset), ..SubuserFilter::default() }
}

fn is_named(subuser: &Subuser) -> bool {
    subuser.username.as_deref().is_some_and(|name| name.starts_with("subuser"))
}

async fn async_call(client: Client, kind: Kind, rows: usize) {
    match kind {
        Kind::Get => {
            let profile = client.user().get_profile().await.unwrap();
            assert_eq!(profile.city.as_deref(), Some("Orange"));
        }
        Kind::Disable => client.customers().disable(CUSTOMER).await.unwrap(),
        Kind::List => {
            assert_eq!(client.customers().list(filter(rows)).await.unwrap().len(), rows);
        }
        Kind::Iterate => {
            let mut subusers = client.subusers().iter(last_subusers(rows));
            let mut named = 0;
            while let Some(subuser) = subusers.next().await {
                named += usize::from(is_named(&subuser.unwrap()));
            }
            assert_eq!(named, rows);
        }
    }
}

fn blocking_calls(arguments: &Arguments) {
    let started = Instant::now();
    let client = blocking::Client::from(client(arguments));
    let startup = started.elapsed();
    let rows = arguments.rows;
    run_threads(arguments, startup, || match arguments.kind {
        Kind::Get => {
            let profile = client.user().get_profile().unwrap();
            assert_eq!(profile.city.as_deref(), Some("Orange"));
        }
        Kind::Disable => client.customers().disable(CUSTOMER).unwrap(),
        Kind::List => assert_eq!(client.customers().list(filter(rows)).unwrap().len(), rows),
        Kind::Iterate => {
            let subusers = client.subusers().iter(last_subusers(rows)).map(Result::unwrap);
            assert_eq!(subusers.filter(is_named).count(), rows);
        }
    });
}
