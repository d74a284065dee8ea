//! Completions of a queue.

use std::ffi::c_char;

use sendgrid_accounts::Reconciled;
use sendgrid_accounts::api_keys::{ApiKeyInfo, CreatedApiKey};
use sendgrid_accounts::customers::{Customer, CustomerList, ListedCustomer};
use sendgrid_accounts::scopes::ScopeList;
use sendgrid_accounts::subusers::{CreatedSubuser, Reputation, Subuser, SubuserCredits};
use sendgrid_accounts::user::{Account, Credits, Email, Profile, Username};
use sendgrid_accounts::{RawResponse, Response};

use crate::ffi::error::FfiError;
use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::api_keys::{sga_api_key_info, sga_api_key_list, sga_scope_list};
use crate::types::bulk_result::{JobResult, sga_bulk_result};
use crate::types::created_api_key::sga_created_api_key;
use crate::types::created_subuser::sga_created_subuser;
use crate::types::customer_list::{sga_customer, sga_customer_list};
use crate::types::error::{guard, sga_error};
use crate::types::handles::Head;
use crate::types::reconciled::sga_reconciled;
use crate::types::response::sga_response;
use crate::types::results::{sga_account, sga_credits, sga_email, sga_profile, sga_username};
use crate::types::subusers::{
    sga_ip_list, sga_reputation_list, sga_subuser, sga_subuser_credits, sga_subuser_list,
};

/// Result or error of a call from a queue: at most one of the members from `error` to `customers` is
/// set, the others are NULL. Its objects belong to the completion. Freed by sga_completion_free().
#[repr(C)]
pub struct sga_completion {
    /// Tag of the call.
    pub tag: u64,
    /// Status of the call.
    pub status: sga_status,
    /// Operation, such as "user.get_profile"; "reconcile" for sga_submit_change_reconcile(); "bulk" for
    /// a job of a bulk run.
    pub operation: *const c_char,
    /// Error of the call, if it failed.
    pub error: *const sga_error,
    /// Result of user.get_account.
    pub account: *const sga_account,
    /// Result of user.get_credits.
    pub credits: *const sga_credits,
    /// Result of user.get_email and user.update_email.
    pub email: *const sga_email,
    /// Result of user.get_profile and user.update_profile.
    pub profile: *const sga_profile,
    /// Result of user.get_username and user.update_username.
    pub username: *const sga_username,
    /// Result of customers.list, and of sga_submit_customers_iter_next_page().
    pub customers: *const sga_customer_list,
    /// Result of sga_submit_change_reconcile().
    pub reconciled: *const sga_reconciled,
    /// Response of sga_submit_client_request(), and of any call of a client of
    /// sga_client_with_raw_response(); NULL with an error.
    pub response: *const sga_response,
    /// Result of customers.get.
    pub customer: *const sga_customer,
    /// Result of subusers.list, and of sga_submit_subusers_iter_next_page().
    pub subusers: *const sga_subuser_list,
    /// Result of subusers.get.
    pub subuser: *const sga_subuser,
    /// Result of subusers.create.
    pub created_subuser: *const sga_created_subuser,
    /// Result of subusers.get_ips.
    pub ips: *const sga_ip_list,
    /// Result of subusers.get_credits, subusers.update_credits and subusers.adjust_credits.
    pub subuser_credits: *const sga_subuser_credits,
    /// Result of subusers.get_reputations.
    pub reputations: *const sga_reputation_list,
    /// Result of api_keys.list.
    pub api_keys: *const sga_api_key_list,
    /// Result of api_keys.get, api_keys.update and api_keys.update_name.
    pub api_key: *const sga_api_key_info,
    /// Result of api_keys.create and api_keys.create_full_access.
    pub created_api_key: *const sga_created_api_key,
    /// Result of scopes.list.
    pub scopes: *const sga_scope_list,
    /// Result of sga_submit_bulk_execute() and sga_submit_bulk_execute_next(), with the error of the job.
    pub bulk_result: *const sga_bulk_result,
}

/// A completion in the queue.
pub(crate) struct Completion {
    pub(crate) tag: u64,
    pub(crate) operation: &'static str,
    pub(crate) result: Result<Box<dyn Value>, FfiError>,
}

/// Result of a call, which sets its member of the completion.
pub(crate) trait Value: Send + 'static {
    fn fill(&self, completion: &mut sga_completion, arena: &Arena);
}

impl Value for () {
    fn fill(&self, _: &mut sga_completion, _: &Arena) {}
}

/// A result and the response that it comes from.
impl<V: Value> Value for (V, Head) {
    fn fill(&self, completion: &mut sga_completion, arena: &Arena) {
        completion.response = arena.store(self.1.to_c(arena));
        self.0.fill(completion, arena);
    }
}

macro_rules! values {
    ($($type:ty: $member:ident,)*) => {
        $(impl Value for $type {
            fn fill(&self, completion: &mut sga_completion, arena: &Arena) {
                completion.$member = arena.store(self.to_c(arena));
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
    Reconciled: reconciled,
    RawResponse<Response>: response,
    Vec<ListedCustomer>: customers,
    Customer: customer,
    Vec<Subuser>: subusers,
    Subuser: subuser,
    CreatedSubuser: created_subuser,
    Vec<String>: ips,
    SubuserCredits: subuser_credits,
    Vec<Reputation>: reputations,
    Vec<ApiKeyInfo>: api_keys,
    ApiKeyInfo: api_key,
    CreatedApiKey: created_api_key,
    ScopeList: scopes,
    JobResult: bulk_result,
}

/// The next page of a list; none at the end.
impl<T: Value> Value for Option<T> {
    fn fill(&self, completion: &mut sga_completion, arena: &Arena) {
        if let Some(page) = self {
            page.fill(completion, arena);
        }
    }
}

impl ToC for Completion {
    type Object = sga_completion;
    const NAME: &'static str = "completion";

    fn to_c(&self, arena: &Arena) -> sga_completion {
        let mut completion = sga_completion {
            tag: self.tag,
            status: sga_status::SGA_OK,
            operation: arena.string(self.operation),
            error: std::ptr::null(),
            account: std::ptr::null(),
            credits: std::ptr::null(),
            email: std::ptr::null(),
            profile: std::ptr::null(),
            username: std::ptr::null(),
            customers: std::ptr::null(),
            reconciled: std::ptr::null(),
            response: std::ptr::null(),
            customer: std::ptr::null(),
            subusers: std::ptr::null(),
            subuser: std::ptr::null(),
            created_subuser: std::ptr::null(),
            ips: std::ptr::null(),
            subuser_credits: std::ptr::null(),
            reputations: std::ptr::null(),
            api_keys: std::ptr::null(),
            api_key: std::ptr::null(),
            created_api_key: std::ptr::null(),
            scopes: std::ptr::null(),
            bulk_result: std::ptr::null(),
        };
        match &self.result {
            Err(error) => {
                completion.status = error.status();
                completion.error = arena.store(error.to_c(arena));
            }
            Ok(value) => value.fill(&mut completion, arena),
        }
        completion
    }
}

/// Frees a completion with its result or error.
///
/// @param completion completion to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_completion_free(completion: *mut sga_completion) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Completion>(completion))
}
