//! Reads back changes with an unknown outcome.

use sendgrid_accounts::runtime;

use crate::ffi::arguments::output;
use crate::ffi::handles;
use crate::ffi::objects::new_object;
use crate::log::logged;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_change;
use crate::types::reconciled::sga_reconciled;

/// Reads back whether a change was applied. It only reads. A second read follows after a second if
/// the first one does not show it.
///
/// @param change `change` of an error
/// @param[out] result verdict and evidence, freed by sga_reconciled_free()
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK, also for an inconclusive verdict
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_change_reconcile(
    change: *const sga_change,
    result: *mut *mut sga_reconciled,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let lost_change = handles::get(change)?;
        let result = output("result", result)?;
        let call =
            async move { Ok(lost_change.client.reconcile_change(&lost_change.change).await) };
        result.write(new_object(runtime::start_call(logged(call))?.wait()?));
        Ok(())
    })
}
