//! Files of jobs.

use std::ffi::c_char;
use std::sync::{Arc, Mutex, PoisonError};

use sendgrid_accounts::{BulkFile, BulkJob};

use crate::bulk::functions::{OPERATION, run_of, sga_bulk};
use crate::call::wait_for;
use crate::ffi::arguments::{output, string};
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle, new_handle, take_handle};
use crate::ffi::objects::new_object;
use crate::log::with_log;
use crate::queue::functions::{queue_of, sga_queue};
use crate::status::sga_status;
use crate::types::bulk::{csv_options, sga_bulk_file_options};
use crate::types::bulk_result::sga_bulk_result;
use crate::types::completion::Value;
use crate::types::error::{guard, sga_error};

/// Jobs of a CSV file, one for each row, which are read one by one. It belongs to the process that opened
/// it. Freed by sga_bulk_file_free().
pub struct sga_bulk_file {
    _handle: (),
}

impl Handle for sga_bulk_file {
    type Object = JobFile;
    const NAME: &'static str = "file";
}

/// A file, and its position.
pub(crate) struct JobFile {
    process: u32,
    count: u64,
    jobs: Mutex<BulkFile>,
}

impl JobFile {
    fn next(&self) -> Option<BulkJob> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}

/// Returns the file of a handle, if this process opened it: another one shares its position.
fn file_of(handle: *const sga_bulk_file) -> Result<Arc<JobFile>, FfiError> {
    let file = handles::get(handle)?;
    if file.process == std::process::id() {
        return Ok(file);
    }
    Err(FfiError::misuse(
        sga_status::SGA_ERR_FORKED,
        "file",
        "was opened before a fork: open it in the child process",
    ))
}

/// Opens a file of jobs of one operation, and checks all of it; it sends nothing. The first line names the
/// columns: parameters of the operation, and optionally `key`, `on_behalf_of` and `account_id`. The file is
/// UTF-8. Items of a list are separated by `|`; booleans are `true` or `false`, `yes` or `no`, `1` or `0`.
/// An empty cell of an optional parameter is a missing argument; for updates see `empty`.
///
/// @param path path of the file
/// @param operation operation of all rows, such as "customers.disable"
/// @param options how the file is read; NULL sets none
/// @param[out] result file, freed by sga_bulk_file_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT with the `field` "file" if it cannot be read or has problems: the
///         message has the first 20 of them with their lines, and no secret
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_file_open(
    path: *const c_char,
    operation: *const c_char,
    options: *const sga_bulk_file_options,
    result: *mut *mut sga_bulk_file,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let result = output("result", result)?;
        let path = string("path", path)?;
        let operation = string("operation", operation)?;
        let options = csv_options(options)?;
        let file = with_log(|| BulkFile::open(path, &operation, &options))?;
        let (process, count) = (std::process::id(), file.len());
        result.write(new_handle(JobFile { process, count, jobs: Mutex::new(file) }));
        Ok(())
    })
}

/// Returns the number of jobs of a file, also of those that were executed, for the `total` of a run.
///
/// @param file file
/// @param[out] result number of jobs
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_file_count(
    file: *const sga_bulk_file,
    result: *mut u64,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let file = file_of(file)?;
        output("result", result)?.write(file.count);
        Ok(())
    })
}

/// Executes the next job of a file: see sga_bulk_execute(). Threads may share a file. If the file changes
/// while it is read, the last result has that error, and the jobs behind it are missing.
///
/// @param bulk run
/// @param file file
/// @param[out] result result, freed by sga_bulk_result_free(); NULL at the end of the file
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return as sga_bulk_execute(); SGA_OK also at the end of the file
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_execute_next(
    bulk: *const sga_bulk,
    file: *const sga_bulk_file,
    result: *mut *mut sga_bulk_result,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let run = run_of(bulk)?;
        let file = file_of(file)?;
        let result = output("result", result)?;
        let work = async move {
            let permit = run.permit().await?;
            match file.next() {
                Some(job) => run.execute(job, permit).await.map(Some),
                None => Ok(None),
            }
        };
        result.write(wait_for(work)?.map_or(std::ptr::null_mut(), new_object));
        Ok(())
    })
}

/// Submits the next job of a file to a queue: see sga_submit_bulk_execute().
///
/// @param queue queue that returns the completion
/// @param bulk run; it may be freed before the job ends
/// @param tag identifies the job in its completion
/// @param file file
/// @param[out] result number of submitted jobs: 1, or 0 at the end of the file
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return as sga_submit_bulk_execute(); SGA_OK also at the end of the file. After SGA_ERR_BUSY the job is
///         still the next one
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_bulk_execute_next(
    queue: *const sga_queue,
    bulk: *const sga_bulk,
    tag: u64,
    file: *const sga_bulk_file,
    result: *mut usize,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        let run = run_of(bulk)?;
        let file = file_of(file)?;
        let result = output("result", result)?;
        let permit = run.try_permit()?;
        let Some(job) = file.next() else {
            result.write(0);
            return Ok(());
        };
        queue.start_job(tag, OPERATION, async move || {
            Ok(Box::new(run.execute(job, permit).await?) as Box<dyn Value>)
        })?;
        result.write(1);
        Ok(())
    })
}

/// Frees a file. Jobs in progress continue.
///
/// @param file file to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_file_free(file: *mut sga_bulk_file) -> sga_status {
    guard(std::ptr::null_mut(), || take_handle(file).map(drop))
}
