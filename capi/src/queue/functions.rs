//! Queues, for programs that wait in a loop of their own.

use std::ffi::c_int;
use std::sync::Arc;
use std::time::Duration;

use sendgrid_accounts::Operation;

use crate::ffi::arguments::place;
use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle, hand_out, take_back};
use crate::ffi::objects;
use crate::queue::Queue;
use crate::status::sga_status;
use crate::types::completion::{Value, sga_completion};
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;

/// Where submitted calls end. Any number of threads may submit to it and take from it. Freed by
/// sga_queue_free().
pub struct sga_queue {
    _handle: (),
}

impl Handle for sga_queue {
    type Object = Queue;
    const NAME: &'static str = "queue";
}

/// The queue of a handle, if this process made it.
fn queue_of(handle: *const sga_queue) -> Result<Arc<Queue>, FfiError> {
    let queue = handles::get(handle)?;
    queue.belongs_here()?;
    Ok(queue)
}

/// Submits a call to a queue.
pub(crate) unsafe fn submit<O: Operation>(
    queue: *const sga_queue,
    client: *const sga_client,
    tag: u64,
    error: *mut *mut sga_error,
    make: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status
where
    O::Output: Value,
{
    guard(error, || {
        let queue = queue_of(queue)?;
        let client = handles::get(client)?;
        queue.submit(client.as_ref().clone(), tag, make()?)
    })
}

/// Makes a queue.
///
/// @param[out] result the queue, freed by sga_queue_free()
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK; SGA_ERR_INTERNAL where the process can have no more descriptors
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_new(
    result: *mut *mut sga_queue,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let result = place("result", result)?;
        result.write(hand_out(Queue::new()?));
        Ok(())
    })
}

/// The file descriptor to wait for with poll, epoll, or the loop that a program has: it is readable
/// as long as sga_queue_next() has something to give. Only wait for it; never read it or close it.
/// Windows has no such descriptor: wait in sga_queue_next() there.
///
/// @param queue the queue
/// @return the descriptor; -1 if the queue does not belong to this process, and on Windows
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_fd(queue: *const sga_queue) -> c_int {
    let mut descriptor = -1;
    guard(std::ptr::null_mut(), || {
        descriptor = queue_of(queue)?.descriptor();
        Ok(())
    });
    descriptor
}

/// Takes the call that ended first out of the queue.
///
/// @param queue the queue
/// @param timeout_ms how long to wait for one, in milliseconds; 0 does not wait, a negative number
///        waits as long as it takes
/// @param[out] result the call, freed by sga_completion_free(); NULL where none has ended in time
/// @param[out] error why nothing can be taken, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, also where no call has ended
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_next(
    queue: *const sga_queue,
    timeout_ms: c_int,
    result: *mut *mut sga_completion,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        let result = place("result", result)?;
        let limit = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        let finished = queue.next(limit)?;
        result.write(finished.map_or(std::ptr::null_mut(), objects::hand_out));
        Ok(())
    })
}

/// How many calls were submitted to a queue and have not been taken out of it.
///
/// @param queue the queue
/// @param[out] result the number
/// @param[out] error why there is none, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_pending(
    queue: *const sga_queue,
    result: *mut usize,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        place("result", result)?.write(queue.pending());
        Ok(())
    })
}

/// Cancels the calls of a queue that have a tag and have not ended: their connections are closed.
/// Each still comes out of the queue, with SGA_ERR_CANCELLED, and with the outcome in its error; or
/// with its result, where that was there first.
///
/// @param queue the queue
/// @param tag the tag
/// @param[out] result how many calls that were
/// @param[out] error why none was, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, also where no call has the tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_cancel(
    queue: *const sga_queue,
    tag: u64,
    result: *mut usize,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let queue = queue_of(queue)?;
        place("result", result)?.write(queue.cancel(tag));
        Ok(())
    })
}

/// Frees a queue. Its calls are cancelled, and what has not been taken out is gone.
///
/// @param queue the queue; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_queue_free(queue: *mut sga_queue) -> sga_status {
    guard(std::ptr::null_mut(), || {
        match take_back(queue)? {
            Some(queue) if queue.belongs_here().is_ok() => queue.free(),
            // An inherited queue is left alone: its descriptor and its calls are the parent's.
            other => std::mem::forget(other),
        }
        Ok(())
    })
}
