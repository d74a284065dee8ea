//! Iteration over the customers, blocking or by a queue.

use crate::iteration::{begin, free, next_page, offset, sga_customers_iter, submit_next_page};
use crate::queue::functions::sga_queue;
use crate::status::sga_status;
use crate::types::customer_inputs::{customer_filter, sga_customer_filter};
use crate::types::customer_list::sga_customer_list;
use crate::types::error::sga_error;
use crate::types::handles::sga_client;

/// Begins an iteration over the customers that match a filter. It sends nothing: each page is read when
/// it is asked for. Without `limit`, one page has the whole list: the
/// older edition has no pages.
///
/// @param client client that makes the calls; it may be freed before the iteration
/// @param filter filter of the list, with the size of a page in `limit`; NULL lists all customers
/// @param[out] result iteration, freed by sga_customers_iter_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, or the status of the error
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_iter_new(
    client: *const sga_client,
    filter: *const sga_customer_filter,
    result: *mut *mut sga_customers_iter,
    error: *mut *mut sga_error,
) -> sga_status {
    begin(client, result, error, || customer_filter(filter))
}

/// Reads the next page of an iteration, without the rows of the pages before. After an error, another
/// call requests the same page again. Concurrent calls read one page after another.
///
/// @param iter iteration
/// @param[out] result page, freed by sga_customer_list_free(); NULL at the end of the list
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also at the end of the list; or the status of the error, whose `offset` is that of
///         the page
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_customers_iter_next_page(
    iter: *const sga_customers_iter,
    result: *mut *mut sga_customer_list,
    error: *mut *mut sga_error,
) -> sga_status {
    next_page(iter, result, error)
}

/// Submits sga_customers_iter_next_page() to a queue. The completion has the operation "customers.list" and
/// the page in `customers`, which is NULL at the end of the list.
///
/// @param queue queue that returns the completion
/// @param iter iteration; it may be freed before the call ends
/// @param tag identifies the call in its completion
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK if the call was submitted; otherwise it has no completion
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_submit_customers_iter_next_page(
    queue: *const sga_queue,
    iter: *const sga_customers_iter,
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
pub unsafe extern "C" fn sga_customers_iter_offset(
    iter: *const sga_customers_iter,
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
pub unsafe extern "C" fn sga_customers_iter_free(iter: *mut sga_customers_iter) -> sga_status {
    free(iter)
}
