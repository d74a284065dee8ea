//! What comes out of a queue.

use std::ffi::c_char;

use sendgrid_accounts::customers::CustomerList;
use sendgrid_accounts::user::{Account, Credits, Email, Profile, Username};

use crate::ffi::error::FfiError;
use crate::ffi::objects::{Arena, ToC, take_back};
use crate::status::sga_status;
use crate::types::customer_list::sga_customer_list;
use crate::types::error::{guard, sga_error};
use crate::types::results::{sga_account, sga_credits, sga_email, sga_profile, sga_username};

/// A call that has ended: of the members from `error` on, the one that fits is set, and the others
/// are NULL. What they point to belongs to the completion. Freed by sga_completion_free().
#[repr(C)]
pub struct sga_completion {
    /// The tag that the call was submitted with.
    pub tag: u64,
    /// How the call went.
    pub status: sga_status,
    /// The operation, such as "user.get_profile".
    pub operation: *const c_char,
    /// Why the call failed, where it did.
    pub error: *const sga_error,
    /// The result of user.get_account.
    pub account: *const sga_account,
    /// The result of user.get_credits.
    pub credits: *const sga_credits,
    /// The result of user.get_email and user.update_email.
    pub email: *const sga_email,
    /// The result of user.get_profile and user.update_profile.
    pub profile: *const sga_profile,
    /// The result of user.get_username and user.update_username.
    pub username: *const sga_username,
    /// The result of customers.list.
    pub customers: *const sga_customer_list,
}

/// A call that has ended, before C asks for it.
pub(crate) struct Finished {
    pub(crate) tag: u64,
    pub(crate) operation: &'static str,
    pub(crate) result: Result<Box<dyn Value>, FfiError>,
}

/// The result of a call, which has a member of its own.
pub(crate) trait Value: Send + 'static {
    fn fill(&self, completion: &mut sga_completion, arena: &Arena);
}

impl Value for () {
    fn fill(&self, _: &mut sga_completion, _: &Arena) {}
}

macro_rules! values {
    ($($type:ident: $member:ident,)*) => {
        $(impl Value for $type {
            fn fill(&self, completion: &mut sga_completion, arena: &Arena) {
                completion.$member = arena.keep(self.to_c(arena));
            }
        })*
    };
}

values! {
    Account: account,
    Credits: credits,
    Email: email,
    Profile: profile,
    Username: username,
    CustomerList: customers,
}

impl ToC for Finished {
    type Object = sga_completion;
    const NAME: &'static str = "completion";

    fn to_c(&self, arena: &Arena) -> sga_completion {
        let mut completion = sga_completion {
            tag: self.tag,
            status: sga_status::SGA_OK,
            operation: arena.text(self.operation),
            error: std::ptr::null(),
            account: std::ptr::null(),
            credits: std::ptr::null(),
            email: std::ptr::null(),
            profile: std::ptr::null(),
            username: std::ptr::null(),
            customers: std::ptr::null(),
        };
        match &self.result {
            Err(failure) => {
                completion.status = failure.status();
                completion.error = arena.keep(failure.to_c(arena));
            }
            Ok(value) => value.fill(&mut completion, arena),
        }
        completion
    }
}

/// Frees a completion, with its result or error.
///
/// @param completion what sga_queue_next() gave; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_completion_free(completion: *mut sga_completion) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Finished>(completion))
}
