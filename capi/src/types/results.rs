//! Results of the Users API.

use std::ffi::c_char;

use sendgrid_accounts::Extra;
use sendgrid_accounts::user::{
    Account, AccountType, Credits, Email, Profile, ResetFrequency, Username,
};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;

/// Kind and reputation of an account. Freed by sga_account_free().
#[repr(C)]
pub struct sga_account {
    /// Kind of the account: "free", "paid" or another value of the server; NULL if absent.
    pub r#type: *const c_char,
    /// Whether `reputation` is set.
    pub has_reputation: bool,
    /// Sender reputation, 0 to 100.
    pub reputation: f64,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// Credit balance of an account: the number of messages that it may send. An unlimited account may
/// lack some numbers. Freed by sga_credits_free().
#[repr(C)]
pub struct sga_credits {
    /// Whether `remain` is set.
    pub has_remain: bool,
    /// Remaining credits.
    pub remain: i64,
    /// Whether `total` is set.
    pub has_total: bool,
    /// Assigned credits.
    pub total: i64,
    /// Whether `overage` is set.
    pub has_overage: bool,
    /// Overdrawn credits.
    pub overage: i64,
    /// Whether `used` is set.
    pub has_used: bool,
    /// Used credits.
    pub used: i64,
    /// Date of the last reset, YYYY-MM-DD, or NULL.
    pub last_reset: *const c_char,
    /// Date of the next reset, YYYY-MM-DD, or NULL.
    pub next_reset: *const c_char,
    /// Interval of the resets: "monthly", "weekly", "daily" or another string, or NULL.
    pub reset_frequency: *const c_char,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// E-mail address of an account. Freed by sga_email_free().
#[repr(C)]
pub struct sga_email {
    /// Current address, or NULL.
    pub email: *const c_char,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// Profile of an account. A field that is not set is NULL. Freed by sga_profile_free().
#[repr(C)]
pub struct sga_profile {
    /// Street address.
    pub address: *const c_char,
    /// Second line of the street address. Some servers do not return it.
    pub address2: *const c_char,
    /// City.
    pub city: *const c_char,
    /// Name of the company.
    pub company: *const c_char,
    /// Country.
    pub country: *const c_char,
    /// First name.
    pub first_name: *const c_char,
    /// Last name.
    pub last_name: *const c_char,
    /// Phone number.
    pub phone: *const c_char,
    /// State.
    pub state: *const c_char,
    /// URL of the website.
    pub website: *const c_char,
    /// Zip code.
    pub zip: *const c_char,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// Username of an account. Freed by sga_username_free().
#[repr(C)]
pub struct sga_username {
    /// Username, or NULL.
    pub username: *const c_char,
    /// Whether `user_id` is set.
    pub has_user_id: bool,
    /// Number of the account; the response to an update does not contain it.
    pub user_id: i64,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// Converts the unknown fields of a response to JSON.
pub(crate) fn extra(fields: &Extra, arena: &Arena) -> *const c_char {
    let json = (!fields.is_empty()).then(|| serde_json::to_string(fields).unwrap_or_default());
    arena.optional_string(json.as_deref())
}

impl ToC for Account {
    type Object = sga_account;
    const NAME: &'static str = "account";

    fn to_c(&self, arena: &Arena) -> sga_account {
        sga_account {
            r#type: arena.optional_string(self.account_type.as_ref().map(AccountType::as_str)),
            has_reputation: self.reputation.is_some(),
            reputation: self.reputation.unwrap_or_default(),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Credits {
    type Object = sga_credits;
    const NAME: &'static str = "credits";

    fn to_c(&self, arena: &Arena) -> sga_credits {
        sga_credits {
            has_remain: self.remain.is_some(),
            remain: self.remain.unwrap_or_default(),
            has_total: self.total.is_some(),
            total: self.total.unwrap_or_default(),
            has_overage: self.overage.is_some(),
            overage: self.overage.unwrap_or_default(),
            has_used: self.used.is_some(),
            used: self.used.unwrap_or_default(),
            last_reset: arena.optional_string(self.last_reset.as_deref()),
            next_reset: arena.optional_string(self.next_reset.as_deref()),
            reset_frequency: arena
                .optional_string(self.reset_frequency.as_ref().map(ResetFrequency::as_str)),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Email {
    type Object = sga_email;
    const NAME: &'static str = "email";

    fn to_c(&self, arena: &Arena) -> sga_email {
        sga_email {
            email: arena.optional_string(self.email.as_deref()),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Profile {
    type Object = sga_profile;
    const NAME: &'static str = "profile";

    fn to_c(&self, arena: &Arena) -> sga_profile {
        sga_profile {
            address: arena.optional_string(self.address.as_deref()),
            address2: arena.optional_string(self.address2.as_deref()),
            city: arena.optional_string(self.city.as_deref()),
            company: arena.optional_string(self.company.as_deref()),
            country: arena.optional_string(self.country.as_deref()),
            first_name: arena.optional_string(self.first_name.as_deref()),
            last_name: arena.optional_string(self.last_name.as_deref()),
            phone: arena.optional_string(self.phone.as_deref()),
            state: arena.optional_string(self.state.as_deref()),
            website: arena.optional_string(self.website.as_deref()),
            zip: arena.optional_string(self.zip.as_deref()),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Username {
    type Object = sga_username;
    const NAME: &'static str = "username";

    fn to_c(&self, arena: &Arena) -> sga_username {
        sga_username {
            username: arena.optional_string(self.username.as_deref()),
            has_user_id: self.user_id.is_some(),
            user_id: self.user_id.unwrap_or_default(),
            extra: extra(&self.extra, arena),
        }
    }
}

/// Frees an account and the data that it points to.
///
/// @param account account to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_account_free(account: *mut sga_account) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Account>(account))
}

/// Frees a credit balance and the data that it points to.
///
/// @param credits credit balance to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_credits_free(credits: *mut sga_credits) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Credits>(credits))
}

/// Frees an e-mail address and the data that it points to.
///
/// @param email e-mail address to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_email_free(email: *mut sga_email) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Email>(email))
}

/// Frees a profile and the data that it points to.
///
/// @param profile profile to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_profile_free(profile: *mut sga_profile) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Profile>(profile))
}

/// Frees a username and the data that it points to.
///
/// @param username username to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_username_free(username: *mut sga_username) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Username>(username))
}
