//! Measures the decoders of customer lists, from memory.

use std::path::Path;
use std::time::Instant;

use bytes::Bytes;
use http::HeaderMap;
use sendgrid_accounts::customers::{Customer, ListCustomers};
use sendgrid_accounts::{Operation, Response};
use sendgrid_accounts_bench::{peak_memory, print_decoding};

/// Decodes a list several times, and then reads every field of every customer. The operation
/// detects the format, as for the response of a server.
pub(crate) fn measure(format: &str, file: &Path, repetitions: usize) {
    assert!(matches!(format, "json" | "xml"), "unknown format {format}: expected json or xml");
    let data = Bytes::from(std::fs::read(file).unwrap());
    let base = peak_memory();
    let (mut walls, mut full, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..repetitions {
        let started = Instant::now();
        let response = Response::new(200, HeaderMap::new(), data.clone());
        let list = ListCustomers::default().decode(&response).unwrap();
        let decoded = started.elapsed();
        let length: usize = list.iter().map(|customer| read(&customer)).sum();
        full.push(started.elapsed().as_secs_f64());
        assert!(length > 0);
        rows = list.len();
        let freeing = Instant::now();
        drop((list, response));
        walls.push((decoded + freeing.elapsed()).as_secs_f64());
    }
    print_decoding(rows, data.len(), walls, full, base);
}

fn read(customer: &Customer) -> usize {
    let fields = [
        &customer.username,
        &customer.email,
        &customer.first_name,
        &customer.last_name,
        &customer.address,
        &customer.city,
        &customer.state,
        &customer.zip,
        &customer.country,
        &customer.phone,
        &customer.website,
    ];
    let active = usize::from(customer.active.is_some());
    fields.into_iter().flatten().map(String::len).sum::<usize>() + active
}
