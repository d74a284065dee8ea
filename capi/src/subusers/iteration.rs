//! Iteration over the subusers, blocking or by a queue.

use crate::iteration::{begin, free, next_page, offset, sga_subusers_iter, submit_next_page};
use crate::queue::functions::sga_queue;
use crate::status::sga_status;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;
use crate::types::subuser_inputs::{sga_subuser_filter, subuser_filter};
use crate::types::subusers::sga_subuser_list;

/// Begins an iteration over the subusers that match a filter. It sends nothing: each page is read when
/// it is asked for.
///
/// @param client client that makes the calls; it may be freed before the iteration
/// @param filter filter of the list, with the size of a page in `limit`; NULL lists all subusers
/// @param[out] result iteration, freed by sga_subusers_iter_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_iter_new(
    client: *const sga_client,
    filter: *const sga_subuser_filter,
    result: *mut *mut sga_subusers_iter,
    error: *mut *mut sga_error,
) -> sga_status {
    begin(client, result, error, || subuser_filter(filter))
}

/// Reads the next page of an iteration, without the rows of the pages before. After an error, another
/// call requests the same page again. Concurrent calls read one page after another.
///
/// @param iter iteration
/// @param[out] result page, freed by sga_subuser_list_free(); NULL at the end of the list
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also at the end of the list; or the status of the error, whose `offset` is that of
///         the page
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_iter_next_page(
    iter: *const sga_subusers_iter,
    result: *mut *mut sga_subuser_list,
    error: *mut *mut sga_error,
) -> sga_status {
    next_page(iter, result, error)
}

/// Submits sga_subusers_iter_next_page() to a queue. The completion has the operation "subusers.list" and
/// the page in `subusers`, which is NULL at the end of the list.
///
/// @param queue queue that returns the completion
/// @param iter iteration; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_subusers_iter_next_page(
    queue: *const sga_queue,
    iter: *const sga_subusers_iter,
    tag: u64,
    error: *mut *mut sga_error,
) -> sga_status {
    submit_next_page(queue, iter, tag, error)
}

/// Returns the offset of the next page: the number of rows that the server returned so far, and those
/// that the filter skips. Another iteration can begin there.
///
/// @param iter iteration
/// @param[out] result offset
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_iter_offset(
    iter: *const sga_subusers_iter,
    result: *mut u64,
    error: *mut *mut sga_error,
) -> sga_status {
    offset(iter, result, error)
}

/// Frees an iteration. Pages that it returned stay valid; calls in progress continue.
///
/// @param iter iteration to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subusers_iter_free(iter: *mut sga_subusers_iter) -> sga_status {
    free(iter)
}
