//! What reconciling a change returns.

use std::ffi::c_char;

use sendgrid_accounts::{Reconciled, Verdict};

use crate::ffi::objects::{Arena, ToC, take_back};
use crate::status::sga_status;
use crate::types::error::guard;

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

impl ToC for Reconciled {
    type Object = sga_reconciled;
    const NAME: &'static str = "reconciled";

    fn to_c(&self, arena: &Arena) -> sga_reconciled {
        let verdict = match self.verdict {
            Verdict::Applied => sga_verdict::SGA_VERDICT_APPLIED,
            Verdict::NotAppliedYet => sga_verdict::SGA_VERDICT_NOT_APPLIED_YET,
            _ => sga_verdict::SGA_VERDICT_INCONCLUSIVE,
        };
        sga_reconciled { verdict, evidence: arena.text(&self.evidence) }
    }
}

/// Frees what was found of a change.
///
/// @param reconciled what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_reconciled_free(reconciled: *mut sga_reconciled) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Reconciled>(reconciled))
}
