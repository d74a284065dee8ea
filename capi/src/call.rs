//! Calls that block until they have their response.

use sendgrid_accounts::runtime::{self, Pending};
use sendgrid_accounts::{Client, Operation};

use crate::ffi::arguments::place;
use crate::ffi::error::FfiError;
use crate::ffi::handles;
use crate::ffi::objects::{ToC, hand_out};
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_client;

fn run<O: Operation>(client: &Client, operation: O) -> Result<O::Output, FfiError> {
    let caller = client.clone();
    let call = async move { caller.execute(operation).await };
    let result = runtime::start_call(call).and_then(Pending::wait);
    result.map_err(|error| FfiError::of_call(error, client))
}

/// Makes a call that returns something.
pub(crate) unsafe fn call<O: Operation>(
    client: *const sga_client,
    result: *mut *mut <O::Output as ToC>::Object,
    error: *mut *mut sga_error,
    make: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status
where
    O::Output: ToC,
{
    let work = || {
        let client = handles::get(client)?;
        // SAFETY: the caller says so.
        let result = unsafe { place("result", result) }?;
        result.write(hand_out(run(&client, make()?)?));
        Ok(())
    };
    // SAFETY: the caller says so.
    unsafe { guard(error, work) }
}

/// Makes a call that returns nothing.
pub(crate) unsafe fn call_for_nothing<O: Operation<Output = ()>>(
    client: *const sga_client,
    error: *mut *mut sga_error,
    make: impl FnOnce() -> Result<O, FfiError>,
) -> sga_status {
    let work = || run(&*handles::get(client)?, make()?);
    // SAFETY: the caller says so.
    unsafe { guard(error, work) }
}
