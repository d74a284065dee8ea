//! Looking for a change whose answer was lost.

use sendgrid_accounts::runtime;

use crate::ffi::arguments::place;
use crate::ffi::handles;
use crate::ffi::objects::hand_out;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_change;
use crate::types::reconciled::sga_reconciled;

/// Looks whether a change was applied, by reading back what it would have set. It changes nothing,
/// and takes a second where the change is not found at first.
///
/// @param change the `change` of an error
/// @param[out] result what was found, freed by sga_reconciled_free()
/// @param[out] error why nothing was, freed by sga_error_free(); NULL if that is not wanted
/// @return SGA_OK, also where nothing can be said: the verdict is inconclusive then
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_change_reconcile(
    change: *const sga_change,
    result: *mut *mut sga_reconciled,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let lost = handles::get(change)?;
        let result = place("result", result)?;
        let reading = async move { Ok(lost.client.reconcile_change(&lost.change).await) };
        let found = runtime::start_call(reading)?.wait()?;
        result.write(hand_out(found));
        Ok(())
    })
}
