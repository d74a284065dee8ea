//! Result of reconciling a change.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::{Reconciled, Verdict};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;

/// Result of reading back a change.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum sga_verdict {
    /// The state is the one that the call requests.
    SGA_VERDICT_APPLIED = 0,
    /// The state is another one, in two reads one second apart. The request may still arrive.
    SGA_VERDICT_NOT_APPLIED_YET = 1,
    /// The state cannot be read back, or does not show whether the change was applied, as where it
    /// differs from the requested one by letter case or outer blanks alone.
    SGA_VERDICT_INCONCLUSIVE = 2,
}

/// Name of a verdict, the same in every language, such as "inconclusive"; else "unknown".
///
/// @param verdict `verdict` of a result
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_verdict_name(verdict: c_int) -> *const c_char {
    match verdict {
        0 => c"applied",
        1 => c"not_applied_yet",
        2 => c"inconclusive",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Verdict on a change, and its evidence. Freed by sga_reconciled_free(), unless it belongs to a
/// completion.
#[repr(C)]
pub struct sga_reconciled {
    /// Verdict.
    pub verdict: sga_verdict,
    /// Evidence in one sentence. It names fields; it contains values only where they differ by letter
    /// case or outer blanks alone, ids and scopes of API keys, and the numbers of credits.
    pub evidence: *const c_char,
}

impl ToC for Reconciled {
    type Object = sga_reconciled;
    const NAME: &'static str = "reconciled";

    fn to_c(&self, arena: &Arena) -> sga_reconciled {
        let verdict = match self.verdict {
            Verdict::Applied => sga_verdict::SGA_VERDICT_APPLIED,
            Verdict::NotAppliedYet => sga_verdict::SGA_VERDICT_NOT_APPLIED_YET,
            _ => sga_verdict::SGA_VERDICT_INCONCLUSIVE,
        };
        sga_reconciled { verdict, evidence: arena.string(&self.evidence) }
    }
}

/// Frees the result of sga_change_reconcile().
///
/// @param reconciled result to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_reconciled_free(reconciled: *mut sga_reconciled) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Reconciled>(reconciled))
}
