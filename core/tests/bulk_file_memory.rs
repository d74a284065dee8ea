//! Memory of a long file of jobs. In a process of its own, because other tests would count too.
//!
//! `SENDGRID_ACCOUNTS_CSV_ROWS` sets the number of rows.

#![cfg(feature = "bulk")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test shows its figures")]

mod support;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::time::Instant;

use peak_alloc::PeakAlloc;
use sendgrid_accounts::{BulkFile, CsvOptions, Empty};
use support::temporary_file::TemporaryFile;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What a reading takes whatever the number of rows, in bytes.
const CONSTANT: usize = 128 * 1024;

/// The result of some work, and the memory that it took at its peak, in bytes.
fn measure<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let result = work();
    (result, ALLOCATOR.peak_usage().saturating_sub(before))
}

#[test]
fn a_check_takes_16_bytes_a_row_and_the_jobs_take_none() {
    let rows = std::env::var("SENDGRID_ACCOUNTS_CSV_ROWS").unwrap_or("50000".to_owned());
    let rows: usize = rows.parse().unwrap();
    let file = TemporaryFile::new("jobs.csv", "");
    let mut writer = BufWriter::new(File::create(file.path()).unwrap());
    writeln!(writer, "user,city,address").unwrap();
    for row in 0..rows {
        writeln!(writer, "user-{row},Orange,\"Street {row}, 2nd floor\"").unwrap();
    }
    drop(writer.into_inner().unwrap());

    let options = CsvOptions { empty: Some(Empty::Ignore), ..CsvOptions::default() };
    let open = || BulkFile::open(file.path(), "customers.update_profile", &options).unwrap();
    let start = Instant::now();
    let (mut jobs, checking) = measure(open);
    let checked = start.elapsed();
    let (count, reading) = measure(|| jobs.by_ref().count());
    eprintln!("{rows} rows: {checking} bytes and {checked:?} to check, {reading} bytes to read");
    assert_eq!((count, jobs.len()), (rows, rows as u64));
    assert!(!jobs.is_changed());
    // The capacity of the keys grows by an eighth.
    assert!(checking <= rows * 18 + 2 * CONSTANT, "{checking}");
    assert!(reading <= CONSTANT, "{reading}");
}
