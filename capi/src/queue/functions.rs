//! Functions of queues.

use std::ffi::c_int;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use sendgrid_accounts::{Client, Error, Operation};

use crate::ffi::arguments::output;
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle, new_handle, take_handle};
use crate::ffi::objects;
use crate::queue::Queue;
use crate::status::sga_status;
use crate::types::completion::{Value, sga_completion};
use crate::types::error::{guard, sga_error};
use crate::types::handles::{sga_change, sga_client};

/// Completion queue, for any number of threads. Freed by sga_queue_free().
pub struct sga_queue {
    _handle: (),
}

impl Handle for sga_queue {
    type Object = Queue;
    const NAME: &'static str = "queue";
}

/// Returns the queue of a handle, if this process created it.
pub(crate) fn queue_of(handle: *const sga_queue) -> Result<Arc<Queue>, FfiError> {
    let queue = handles::get(handle)?;
    queue.check_process()?;
    Ok(queue)
}

/// Submits a call to a queue.
pub(crate) unsafe fn submit<O: Operation>(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
    operation: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status
where
    O::Output: Value,
{
    guard(error, || {
        let queue = queue_of(queue)?;
        let client = handles::get(client)?;
        queue.submit(client, tag, operation()?)
    })
}

/// Submits a call that is several requests, all of them reads, to a queue.
pub(crate) unsafe fn submit_async<T, F>(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
    operation: &'static str,
    call: impl FnOnce(Client) -> Result<F, FfiError>,
) -> sga_status
where
    T: Value,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    guard(error, || {
        let queue = queue_of(queue)?;
        let call = call(Client::clone(&*handles::get(client)?))?;
        queue.start(tag, operation, async move |_| Ok(Box::new(call.await?) as Box<dyn Value>))
    })
}

/// Creates a queue.
///
/// @param[out] result queue, freed by sga_queue_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_INTERNAL if the process has no descriptor left
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_new(
    result: *mut *mut sga_queue,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let result = output("result", result)?;
        result.write(new_handle(Queue::new()?));
        Ok(())
    })
}

/// Returns the file descriptor to wait for with poll, epoll or an event loop. It is readable as
/// long as sga_queue_next() has a completion. Never read or close it. Windows has no such
/// descriptor: wait in sga_queue_next() there.
///
/// @param queue queue
/// @return descriptor; -1 for an invalid queue, after a fork, and on Windows
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_fd(queue: *const sga_queue) -> c_int {
    let mut descriptor = -1;
    guard(std::ptr::null_mut(), || {
        descriptor = queue_of(queue)?.descriptor();
        Ok(())
    });
    descriptor
}

/// Removes the oldest completion from a queue.
///
/// @param queue queue
/// @param timeout_ms maximum wait in milliseconds; 0: no wait; negative: no limit
/// @param[out] result completion, freed by sga_completion_free(); NULL after a timeout
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also without a completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_next(
    queue: *const sga_queue,
    timeout_ms: c_int,
    result: *mut *mut sga_completion,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        let result = output("result", result)?;
        let limit = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        let completion = queue.next(limit)?;
        result.write(completion.map_or(std::ptr::null_mut(), objects::new_object));
        Ok(())
    })
}

/// Submits the reading back of a change: sga_change_reconcile() without waiting. The completion has
/// the operation "reconcile", and the result in `reconciled`.
///
/// @param queue queue
/// @param change `change` of an error, which can be freed afterwards
/// @param tag tag of the completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if it is submitted
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_change_reconcile(
    queue: *const sga_queue,
    change: *const sga_change,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || queue_of(queue)?.submit_reconcile(handles::get(change)?, tag))
}

/// Returns the number of submitted calls whose completion is not removed from the queue yet.
///
/// @param queue queue
/// @param[out] result number of calls
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_pending(
    queue: *const sga_queue,
    result: *mut usize,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        output("result", result)?.write(queue.pending());
        Ok(())
    })
}

/// Cancels the calls in progress with a tag, and closes their connections. Each still has a
/// completion: SGA_ERR_CANCELLED with an outcome, or a result that arrived before.
///
/// @param queue queue
/// @param tag tag of the calls
/// @param[out] result number of calls that were cancelled
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also if no call has the tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_cancel(
    queue: *const sga_queue,
    tag: u64,
    result: *mut usize,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        output("result", result)?.write(queue.cancel(tag));
        Ok(())
    })
}

/// Frees a queue: cancels its calls and discards its completions.
///
/// @param queue queue to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_free(queue: *mut sga_queue) -> sga_status {
    guard(std::ptr::null_mut(), || {
        match take_handle(queue)? {
            Some(queue) if queue.check_process().is_ok() => queue.free(),
            // The descriptor and the calls of an inherited queue belong to the parent process.
            inherited => std::mem::forget(inherited),
        }
        Ok(())
    })
}
