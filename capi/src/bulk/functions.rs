//! Functions of bulk runs.

use std::sync::Arc;

use sendgrid_accounts::Client;

use crate::bulk::Run;
use crate::call::wait_for;
use crate::ffi::arguments::output;
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle, new_handle, take_handle};
use crate::ffi::objects::new_object;
use crate::log::with_log;
use crate::queue::functions::{queue_of, sga_queue};
use crate::status::sga_status;
use crate::types::bulk::{begin, bulk_job, sga_bulk_job, sga_bulk_options};
use crate::types::bulk_result::{sga_bulk_progress, sga_bulk_result};
use crate::types::completion::Value;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;

/// Operation of the completion of a job.
pub(super) const OPERATION: &str = "bulk";

/// Run of many jobs, paced by the rate limits, with a ledger from which another run resumes. A run
/// belongs to the process that created it. Freed by sga_bulk_free().
pub struct sga_bulk {
    _handle: (),
}

impl Handle for sga_bulk {
    type Object = Run;
    const NAME: &'static str = "bulk";
}

/// Returns the run of a handle, if this process created it.
pub(super) fn run_of(handle: *const sga_bulk) -> Result<Arc<Run>, FfiError> {
    let run = handles::get(handle)?;
    run.check_process()?;
    Ok(run)
}

/// Begins a bulk run, and opens or creates its ledger. It sends nothing: jobs are executed by
/// sga_bulk_execute(), or without waiting by sga_submit_bulk_execute().
///
/// @param client client that makes the calls; it may be freed before the run
/// @param options settings of the run; NULL sets none
/// @param[out] result run, freed by sga_bulk_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INVALID_INPUT for a value out of its bounds; SGA_ERR_LEDGER if the ledger
///         cannot be opened, or another run uses it: the message has the id of its process
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_new(
    client: *const sga_client,
    options: *const sga_bulk_options,
    result: *mut *mut sga_bulk,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let client = handles::get(client)?;
        let result = output("result", result)?;
        let bulk = with_log(|| begin(&client, options))?;
        result.write(new_handle(Run::new(Client::clone(&client), bulk)));
        Ok(())
    })
}

/// Executes a job. It waits while `concurrency` jobs are in progress, and for rate limits as long as
/// they last, and repeats what they refused. With a ledger, it records the intent before the call and
/// the outcome after it, and does not repeat what an earlier run did.
///
/// @param bulk run
/// @param job job; it can be freed or changed afterwards
/// @param[out] result result with the outcome and, if the call failed, its error; freed by
///        sga_bulk_result_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, whatever became of the call. Otherwise the job was not begun, nor will any other be:
///         SGA_ERR_CLOSED if the run was stopped, SGA_ERR_LEDGER if the ledger failed, or the status of
///         the error that ended the run, as when the server refuses the credential ten times in a row
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_execute(
    bulk: *const sga_bulk,
    job: *const sga_bulk_job,
    result: *mut *mut sga_bulk_result,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let run = run_of(bulk)?;
        let result = output("result", result)?;
        let job = bulk_job(job)?;
        let work = async move {
            let permit = run.permit().await?;
            run.execute(job, permit).await
        };
        result.write(new_object(wait_for(work)?));
        Ok(())
    })
}

/// Submits sga_bulk_execute() to a queue. The completion has the operation "bulk", the status that
/// sga_bulk_execute() returns, and the result of the job in `bulk_result`. Submit at most `concurrency`
/// jobs, and another one for each completion that you remove: so the memory of a run is constant.
/// sga_queue_cancel() cancels the job: its outcome is SGA_OUTCOME_UNKNOWN, and another run with the same
/// ledger finds it out.
///
/// @param queue queue that returns the completion
/// @param bulk run; it may be freed before the job ends
/// @param tag identifies the job in its completion
/// @param job job; it can be freed or changed afterwards
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the job was submitted; otherwise it has no completion: SGA_ERR_BUSY while
///         `concurrency` jobs are in progress or have a completion in the queue; or as
///         sga_bulk_execute() if the run has ended
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_bulk_execute(
    queue: *const sga_queue,
    bulk: *const sga_bulk,
    tag: u64,
    job: *const sga_bulk_job,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        let run = run_of(bulk)?;
        // A program may submit until there is no place, without the cost of the job.
        let permit = run.try_permit()?;
        let job = bulk_job(job)?;
        queue.start_job(tag, OPERATION, async move || {
            Ok(Box::new(run.execute(job, permit).await?) as Box<dyn Value>)
        })
    })
}

/// Stops a run, for any thread: jobs in progress end, and those that wait for a rate limit, or that were
/// submitted and have not begun, end with SGA_OUTCOME_NOT_SENT; no further job begins.
///
/// @param bulk run
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also if the run was stopped before
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_stop(
    bulk: *const sga_bulk,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        run_of(bulk)?.stop();
        Ok(())
    })
}

/// Returns the number of jobs of a run by their effect.
///
/// @param bulk run
/// @param[out] result progress, freed by sga_bulk_progress_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_get_progress(
    bulk: *const sga_bulk,
    result: *mut *mut sga_bulk_progress,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let run = run_of(bulk)?;
        output("result", result)?.write(new_object(run.progress()));
        Ok(())
    })
}

/// Frees a run: stops it as sga_bulk_stop() does. Jobs in progress end, and their completions arrive
/// in their queue; the ledger is closed before the last of them arrives.
///
/// @param bulk run to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_bulk_free(bulk: *mut sga_bulk) -> sga_status {
    guard(std::ptr::null_mut(), || {
        match take_handle(bulk)? {
            Some(run) if run.check_process().is_ok() => run.stop(),
            inherited => std::mem::forget(inherited),
        }
        Ok(())
    })
}
