//! Blocking calls.

use std::future::Future;

use sendgrid_accounts::runtime::{self, Pending};
use sendgrid_accounts::{Client, Error, Operation};

use crate::ffi::arguments::output;
use crate::ffi::error::FfiError;
use crate::ffi::handles;
use crate::ffi::objects::{ToC, new_object};
use crate::log::logged;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::{Caller, sga_client};

fn run<O: Operation>(client: &Caller, operation: O) -> Result<O::Output, FfiError> {
    if let Some(mut last) = client.last_response() {
        last.take();
    } else {
        return execute(client, operation);
    }
    let (output, response) =
        execute(client, Client::with_raw_response(client, operation))?.into_parts();
    if let Some(mut last) = client.last_response() {
        *last = Some(response);
    }
    Ok(output)
}

fn execute<O: Operation>(client: &Client, operation: O) -> Result<O::Output, FfiError> {
    let cloned = client.clone();
    let call = async move { cloned.execute(operation).await };
    let result = runtime::start_call(logged(call)).and_then(Pending::wait);
    result.map_err(|error| FfiError::from_call(error, client))
}

/// Makes a call and writes its result.
pub(crate) unsafe fn call<O: Operation>(
    client: *const sga_client,
    result: *mut *mut <O::Output as ToC>::Object,
    error: *mut *mut sga_error,
    operation: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status
where
    O::Output: ToC,
{
    let work = || {
        let client = handles::get(client)?;
        // SAFETY: the caller guarantees it.
        let result = unsafe { output("result", result) }?;
        result.write(new_object(run(&client, operation()?)?));
        Ok(())
    };
    // SAFETY: the caller guarantees it.
    unsafe { guard(error, work) }
}

/// Makes a call that has no result.
pub(crate) unsafe fn call_without_result<O: Operation<Output = ()>>(
    client: *const sga_client,
    error: *mut *mut sga_error,
    operation: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status {
    let work = || run(&*handles::get(client)?, operation()?);
    // SAFETY: the caller guarantees it.
    unsafe { guard(error, work) }
}

/// Runs work on the worker of the process and waits for its end.
pub(crate) fn wait_for<T: Send + 'static>(
    work: impl Future<Output = Result<T, FfiError>> + Send + 'static,
) -> Result<T, FfiError> {
    runtime::start_call(logged(async { Ok(work.await) })).and_then(Pending::wait)?
}

/// Makes a call that is several requests, all of them reads, and writes its result.
pub(crate) unsafe fn call_async<T, F>(
    client: *const sga_client,
    result: *mut *mut T::Object,
    error: *mut *mut sga_error,
    call: impl FnOnce(Client) -> Result<F, FfiError>,
) -> sga_status
where
    T: ToC + Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let work = || {
        let client = handles::get(client)?;
        // SAFETY: the caller guarantees it.
        let result = unsafe { output("result", result) }?;
        let call = call(Client::clone(&client))?;
        // The call may be several requests, none of which is its response.
        if let Some(mut last) = client.last_response() {
            last.take();
        }
        result.write(new_object(runtime::start_call(logged(call)).and_then(Pending::wait)?));
        Ok(())
    };
    // SAFETY: the caller guarantees it.
    unsafe { guard(error, work) }
}
