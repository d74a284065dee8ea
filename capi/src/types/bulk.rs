//! Inputs of bulk runs: options, jobs and files.

use std::ffi::{c_char, c_int};
use std::path::PathBuf;

use sendgrid_accounts::{Bulk, BulkJob, BulkOptions, Client, CsvOptions, OnBehalfOf};
use serde_json::Map;

use crate::ffi::arguments::{Input, enum_value, optional_string, read, string};
use crate::ffi::error::FfiError;
use crate::status::sga_status;
use crate::types::bulk_arguments::json_object;
use crate::types::choices::EMPTIES;

/// Settings of a bulk run. Initialise it with SGA_BULK_OPTIONS_INIT; zero and NULL mean the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_bulk_options {
    /// sizeof(sga_bulk_options), set by SGA_BULK_OPTIONS_INIT.
    pub struct_size: usize,
    /// Number of jobs at once, from 1 to 1,000; default: 16.
    pub concurrency: u32,
    /// Maximum number of calls that the run begins in a minute, evenly spaced, from 1 to 1,000,000: the
    /// part of a rate limit that this run may use, where others use it at the same time. Retries within a
    /// call are not counted. Default: only the server limits the rate.
    pub max_per_minute: u32,
    /// File that records what became of each job, so that another run can resume this one. Default: no
    /// file.
    pub ledger: *const c_char,
    /// Text that the ledger keeps for the program, such as the name of the file that the jobs come from.
    /// It must not have secrets.
    pub description: *const c_char,
    /// 1 permits to repeat calls that the server refused in an earlier run. Default: only those that it
    /// refused for the rate, the credential or a fault of its own, or whose arguments have changed.
    pub retry_rejected: c_int,
    /// Number of all jobs, for the progress; default: not known.
    pub total: u64,
}

// SAFETY: the strings may be NULL.
unsafe impl Input for sga_bulk_options {
    const NAME: &'static str = "options";
}

/// Begins a run with options, which may be NULL.
pub(crate) unsafe fn begin(
    client: &Client,
    options: *const sga_bulk_options,
) -> Result<Bulk, FfiError> {
    let mut settings = BulkOptions::default();
    if options.is_null() {
        return Ok(client.bulk(&settings)?);
    }
    let options = read(options)?;
    if options.concurrency != 0 {
        settings.concurrency = usize::try_from(options.concurrency).unwrap_or(usize::MAX);
    }
    settings.max_per_minute = (options.max_per_minute != 0).then_some(options.max_per_minute);
    settings.ledger = optional_string("ledger", options.ledger)?.map(PathBuf::from);
    settings.description = optional_string("description", options.description)?;
    settings.retry_rejected = enum_value("retry_rejected", options.retry_rejected, &[false, true])?;
    let bulk = client.bulk(&settings)?;
    if options.total != 0 {
        bulk.set_total(options.total);
    }
    Ok(bulk)
}

/// A call to make by its name. Initialise it with SGA_BULK_JOB_INIT. `operation` is mandatory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_bulk_job {
    /// sizeof(sga_bulk_job), set by SGA_BULK_JOB_INIT.
    pub struct_size: usize,
    /// Operation, such as "customers.disable".
    pub operation: *const c_char,
    /// Arguments of the operation as a JSON object, such as `{"user": "reader"}`; a null is a missing
    /// argument. Default: none.
    pub arguments: *const c_char,
    /// Key that identifies the job in the ledger. Default: the operation, the account acted for, and
    /// the target of the call.
    pub key: *const c_char,
    /// Subuser that the job acts for; not with `account_id`.
    pub on_behalf_of: *const c_char,
    /// Number of the customer account that the job acts for.
    pub account_id: *const c_char,
    /// Line of the file that the job comes from, for its result; 0: none.
    pub line: u64,
}

// SAFETY: the strings may be NULL.
unsafe impl Input for sga_bulk_job {
    const NAME: &'static str = "job";
}

pub(crate) unsafe fn bulk_job(job: *const sga_bulk_job) -> Result<BulkJob, FfiError> {
    let job = read(job)?;
    let operation = string("operation", job.operation)?;
    let arguments = match optional_string("arguments", job.arguments)? {
        Some(arguments) => json_object(&arguments)?,
        None => Map::new(),
    };
    let key = optional_string("key", job.key)?;
    let subuser = optional_string("on_behalf_of", job.on_behalf_of)?.map(OnBehalfOf::Subuser);
    let account = optional_string("account_id", job.account_id)?.map(OnBehalfOf::Account);
    if subuser.is_some() && account.is_some() {
        let problem = "is set, and so is account_id: a job acts for one account";
        return Err(invalid("on_behalf_of", problem));
    }
    let mut bulk_job = BulkJob::new(operation, &arguments);
    if let Some(key) = key {
        bulk_job = bulk_job.with_key(key);
    }
    if let Some(account) = subuser.or(account) {
        bulk_job = bulk_job.on_behalf_of(account);
    }
    Ok(if job.line == 0 { bulk_job } else { bulk_job.at_line(job.line) })
}

/// How a file of jobs is read. Initialise it with SGA_BULK_FILE_OPTIONS_INIT; zero and NULL mean the
/// default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_bulk_file_options {
    /// sizeof(sga_bulk_file_options), set by SGA_BULK_FILE_OPTIONS_INIT.
    pub struct_size: usize,
    /// One of sga_empty: meaning of an empty cell in a column of an update, such as the city of
    /// customers.update_profile. Default: none, and the file is refused if it has such a cell.
    pub empty: c_int,
    /// Character between cells: a punctuation character of ASCII or a tab. Default: the one of `,`, `;`
    /// and tab that the header has.
    pub delimiter: *const c_char,
}

// SAFETY: the string may be NULL, and zero is a value of the enumeration.
unsafe impl Input for sga_bulk_file_options {
    const NAME: &'static str = "options";
}

pub(crate) unsafe fn csv_options(
    options: *const sga_bulk_file_options,
) -> Result<CsvOptions, FfiError> {
    if options.is_null() {
        return Ok(CsvOptions::default());
    }
    let options = read(options)?;
    let delimiter = match optional_string("delimiter", options.delimiter)?.as_deref() {
        None => None,
        Some(delimiter) => match delimiter.as_bytes() {
            [delimiter] => Some(*delimiter),
            _ => return Err(invalid("delimiter", "is not one character of ASCII")),
        },
    };
    Ok(CsvOptions { empty: enum_value("empty", options.empty, &EMPTIES)?, delimiter })
}

fn invalid(field: &'static str, problem: &str) -> FfiError {
    FfiError::misuse(sga_status::SGA_ERR_INVALID_INPUT, field, problem)
}
