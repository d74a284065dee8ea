//! Results of the Subusers API, except a created subuser.

use std::ffi::c_char;

use sendgrid_accounts::subusers::{CreditType, Reputation, Subuser, SubuserCredits, SubuserRegion};
use sendgrid_accounts::user::ResetFrequency;

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::results::extra;

/// A subuser. Freed by sga_subuser_free(), unless it belongs to a list.
#[repr(C)]
pub struct sga_subuser {
    /// Whether `id` is set.
    pub has_id: bool,
    /// Number of the subuser.
    pub id: i64,
    /// Username, which identifies the subuser in other calls; or NULL.
    pub username: *const c_char,
    /// E-mail address, or NULL.
    pub email: *const c_char,
    /// Whether `disabled` is set.
    pub has_disabled: bool,
    /// Whether the subuser is disabled.
    pub disabled: bool,
    /// Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is asked
    /// for; otherwise NULL.
    pub region: *const c_char,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// List of subusers in the server's order: one page. Freed by sga_subuser_list_free().
#[repr(C)]
pub struct sga_subuser_list {
    /// Number of subusers.
    pub count: usize,
    /// Subusers, `subusers[0]` to `subusers[count - 1]`; NULL if there are none.
    pub subusers: *const *const sga_subuser,
}

/// Credits of a subuser: the number of messages that it may send. A subuser without a limit has no
/// numbers. Freed by sga_subuser_credits_free().
#[repr(C)]
pub struct sga_subuser_credits {
    /// How the credits are reset: `unlimited`, `recurring` or `nonrecurring`; or NULL.
    pub r#type: *const c_char,
    /// Interval of the resets, of recurring credits only; or NULL.
    pub reset_frequency: *const c_char,
    /// Whether `remain` is set.
    pub has_remain: bool,
    /// Remaining credits.
    pub remain: i64,
    /// Whether `total` is set.
    pub has_total: bool,
    /// Credits after a reset.
    pub total: i64,
    /// Whether `used` is set.
    pub has_used: bool,
    /// Used credits.
    pub used: i64,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// Sender reputation of a subuser. For subusers of the EU region, servers return wrong values. It
/// belongs to its list.
#[repr(C)]
pub struct sga_reputation {
    /// Username of the subuser, or NULL.
    pub username: *const c_char,
    /// Whether `reputation` is set.
    pub has_reputation: bool,
    /// Sender reputation, 0 to 100.
    pub reputation: f64,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// List of sender reputations in the server's order. Freed by sga_reputation_list_free().
#[repr(C)]
pub struct sga_reputation_list {
    /// Number of reputations.
    pub count: usize,
    /// Reputations, `reputations[0]` to `reputations[count - 1]`; NULL if there are none.
    pub reputations: *const *const sga_reputation,
}

/// List of IP addresses in the server's order: one page. Freed by sga_ip_list_free().
#[repr(C)]
pub struct sga_ip_list {
    /// Number of addresses.
    pub count: usize,
    /// Addresses, `ips[0]` to `ips[count - 1]`; `ips[count]` is NULL.
    pub ips: *const *const c_char,
}

impl ToC for Subuser {
    type Object = sga_subuser;
    const NAME: &'static str = "subuser";

    fn to_c(&self, arena: &Arena) -> sga_subuser {
        sga_subuser {
            has_id: self.id.is_some(),
            id: self.id.unwrap_or_default(),
            username: arena.optional_string(self.username.as_deref()),
            email: arena.optional_string(self.email.as_deref()),
            has_disabled: self.disabled.is_some(),
            disabled: self.disabled.unwrap_or_default(),
            region: arena.optional_string(self.region.as_ref().map(SubuserRegion::as_str)),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Vec<Subuser> {
    type Object = sga_subuser_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_subuser_list {
        let subusers = arena.rows(self.iter().map(|subuser| subuser.to_c(arena)));
        sga_subuser_list { count: self.len(), subusers }
    }
}

impl ToC for SubuserCredits {
    type Object = sga_subuser_credits;
    const NAME: &'static str = "credits";

    fn to_c(&self, arena: &Arena) -> sga_subuser_credits {
        let frequency = self.reset_frequency.as_ref().map(ResetFrequency::as_str);
        sga_subuser_credits {
            r#type: arena.optional_string(self.credit_type.as_ref().map(CreditType::as_str)),
            reset_frequency: arena.optional_string(frequency),
            has_remain: self.remain.is_some(),
            remain: self.remain.unwrap_or_default(),
            has_total: self.total.is_some(),
            total: self.total.unwrap_or_default(),
            has_used: self.used.is_some(),
            used: self.used.unwrap_or_default(),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Vec<Reputation> {
    type Object = sga_reputation_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_reputation_list {
        let reputations = arena.rows(self.iter().map(|row| reputation_to_c(row, arena)));
        sga_reputation_list { count: self.len(), reputations }
    }
}

fn reputation_to_c(row: &Reputation, arena: &Arena) -> sga_reputation {
    sga_reputation {
        username: arena.optional_string(row.username.as_deref()),
        has_reputation: row.reputation.is_some(),
        reputation: row.reputation.unwrap_or_default(),
        extra: extra(&row.extra, arena),
    }
}

/// IP addresses.
impl ToC for Vec<String> {
    type Object = sga_ip_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_ip_list {
        sga_ip_list { count: self.len(), ips: arena.optional_strings(Some(self)) }
    }
}

/// Frees a subuser and the data that it points to.
///
/// @param subuser subuser to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subuser_free(subuser: *mut sga_subuser) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Subuser>(subuser))
}

/// Frees a list with its subusers.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subuser_list_free(list: *mut sga_subuser_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Vec<Subuser>>(list))
}

/// Frees the credits of a subuser and the data that they point to.
///
/// @param credits credits to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_subuser_credits_free(credits: *mut sga_subuser_credits) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<SubuserCredits>(credits))
}

/// Frees a list with its sender reputations.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_reputation_list_free(list: *mut sga_reputation_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Vec<Reputation>>(list))
}

/// Frees a list of IP addresses.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_ip_list_free(list: *mut sga_ip_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Vec<String>>(list))
}
