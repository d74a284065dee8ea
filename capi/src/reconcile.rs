//! Looking for a change whose answer was lost.

use std::ffi::c_char;

use sendgrid_accounts::{Change, Reconciled, Verdict, runtime};

use crate::argument::place;
use crate::error::guard;
use crate::error::sga_error;
use crate::handles::{self, Handle};
use crate::owned::{Arena, Object, ToC, hand_out, take_back};
use crate::stack;
use crate::status::sga_status;

/// A change whose outcome is unknown, as an error has it.
pub struct sga_change {
    _handle: (),
}

impl Handle for sga_change {
    type Object = Change;
    const NAME: &'static str = "change";
}

/// What reading back has shown.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_verdict {
    /// The state is the one that the call was to bring about.
    SGA_VERDICT_APPLIED = 0,
    /// It is not, in two readings a second apart. A request that is still on its way may yet arrive.
    SGA_VERDICT_NOT_APPLIED_YET = 1,
    /// Nothing can be read back that would show it, or what was read fits neither.
    SGA_VERDICT_INCONCLUSIVE = 2,
}

/// What became of a change, and how that is known. Freed by sga_reconciled_free().
#[repr(C)]
pub struct sga_reconciled {
    /// What reading back has shown.
    pub verdict: sga_verdict,
    /// What was read, in one sentence. It names fields, and shows no values.
    pub evidence: *const c_char,
}

impl Object for sga_reconciled {
    const NAME: &'static str = "reconciled";
}

impl ToC for Reconciled {
    type Object = sga_reconciled;

    fn to_c(&self, arena: &Arena) -> sga_reconciled {
        let verdict = match self.verdict {
            Verdict::Applied => sga_verdict::SGA_VERDICT_APPLIED,
            Verdict::NotAppliedYet => sga_verdict::SGA_VERDICT_NOT_APPLIED_YET,
            _ => sga_verdict::SGA_VERDICT_INCONCLUSIVE,
        };
        sga_reconciled { verdict, evidence: arena.text(&self.evidence) }
    }
}

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
        let change = handles::get(change)?;
        let result = place("result", result)?;
        let reading = async move { Ok(change.reconcile().await) };
        let found = runtime::start_call_where(stack::has_room(), reading)?.wait()?;
        result.write(hand_out(found));
        Ok(())
    })
}

/// Frees what was found of a change.
///
/// @param reconciled what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_reconciled_free(reconciled: *mut sga_reconciled) -> sga_status {
    guard(std::ptr::null_mut(), || take_back(reconciled))
}
