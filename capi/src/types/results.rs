//! What the calls of the Users API return.

use std::ffi::c_char;

use sendgrid_accounts::Extra;
use sendgrid_accounts::user::{
    Account, AccountType, Credits, Email, Profile, ResetFrequency, Username,
};

use crate::ffi::objects::{Arena, ToC, take_back};
use crate::status::sga_status;
use crate::types::error::guard;

/// Kind and reputation of an account. Freed by sga_account_free().
#[repr(C)]
pub struct sga_account {
    /// The kind of the account, "free" or "paid" or what a server may add; NULL where not told.
    pub r#type: *const c_char,
    /// Whether the server told the reputation.
    pub has_reputation: bool,
    /// The sender reputation, 0 to 100.
    pub reputation: f64,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// The credit balance of an account: how many messages it may send. Accounts without a limit may
/// leave numbers out. Freed by sga_credits_free().
#[repr(C)]
pub struct sga_credits {
    /// Whether the server told the credits that remain.
    pub has_remain: bool,
    /// Credits that remain.
    pub remain: i64,
    /// Whether the server told the credits assigned.
    pub has_total: bool,
    /// Credits assigned to the account.
    pub total: i64,
    /// Whether the server told the credits overdrawn.
    pub has_overage: bool,
    /// Credits overdrawn.
    pub overage: i64,
    /// Whether the server told the credits used.
    pub has_used: bool,
    /// Credits used.
    pub used: i64,
    /// Date of the last reset, YYYY-MM-DD; of a lapsed plan it stays in the past. NULL where not
    /// told.
    pub last_reset: *const c_char,
    /// Date of the next reset, YYYY-MM-DD, or NULL.
    pub next_reset: *const c_char,
    /// How often the balance is reset, "monthly", "weekly" or "daily" or what a server may add;
    /// NULL where not told.
    pub reset_frequency: *const c_char,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// The e-mail address of an account. Freed by sga_email_free().
#[repr(C)]
pub struct sga_email {
    /// The address on file, or NULL.
    pub email: *const c_char,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// The profile of an account. Servers leave out or null what is not set: it is NULL here. Freed by
/// sga_profile_free().
#[repr(C)]
pub struct sga_profile {
    /// The street address.
    pub address: *const c_char,
    /// The second line of the street address. Not every server tells it.
    pub address2: *const c_char,
    /// The city.
    pub city: *const c_char,
    /// The name of the company.
    pub company: *const c_char,
    /// The country.
    pub country: *const c_char,
    /// The first name.
    pub first_name: *const c_char,
    /// The last name.
    pub last_name: *const c_char,
    /// The phone number.
    pub phone: *const c_char,
    /// The state.
    pub state: *const c_char,
    /// The address of the website.
    pub website: *const c_char,
    /// The zip code.
    pub zip: *const c_char,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// The username of an account. Freed by sga_username_free().
#[repr(C)]
pub struct sga_username {
    /// The username, or NULL.
    pub username: *const c_char,
    /// Whether the server told the number of the account.
    pub has_user_id: bool,
    /// The number of the account; an update does not tell it.
    pub user_id: i64,
    /// Fields that this version does not know, as a JSON object; NULL where there is none.
    pub extra: *const c_char,
}

/// Fields that this version does not know, as JSON.
pub(crate) fn extra(fields: &Extra, arena: &Arena) -> *const c_char {
    let text = (!fields.is_empty()).then(|| serde_json::to_string(fields).unwrap_or_default());
    arena.optional(text.as_deref())
}

impl ToC for Account {
    type Object = sga_account;
    const NAME: &'static str = "account";

    fn to_c(&self, arena: &Arena) -> sga_account {
        sga_account {
            r#type: arena.optional(self.account_type.as_ref().map(AccountType::as_str)),
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
            last_reset: arena.optional(self.last_reset.as_deref()),
            next_reset: arena.optional(self.next_reset.as_deref()),
            reset_frequency: arena
                .optional(self.reset_frequency.as_ref().map(ResetFrequency::as_str)),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Email {
    type Object = sga_email;
    const NAME: &'static str = "email";

    fn to_c(&self, arena: &Arena) -> sga_email {
        sga_email { email: arena.optional(self.email.as_deref()), extra: extra(&self.extra, arena) }
    }
}

impl ToC for Profile {
    type Object = sga_profile;
    const NAME: &'static str = "profile";

    fn to_c(&self, arena: &Arena) -> sga_profile {
        sga_profile {
            address: arena.optional(self.address.as_deref()),
            address2: arena.optional(self.address2.as_deref()),
            city: arena.optional(self.city.as_deref()),
            company: arena.optional(self.company.as_deref()),
            country: arena.optional(self.country.as_deref()),
            first_name: arena.optional(self.first_name.as_deref()),
            last_name: arena.optional(self.last_name.as_deref()),
            phone: arena.optional(self.phone.as_deref()),
            state: arena.optional(self.state.as_deref()),
            website: arena.optional(self.website.as_deref()),
            zip: arena.optional(self.zip.as_deref()),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Username {
    type Object = sga_username;
    const NAME: &'static str = "username";

    fn to_c(&self, arena: &Arena) -> sga_username {
        sga_username {
            username: arena.optional(self.username.as_deref()),
            has_user_id: self.user_id.is_some(),
            user_id: self.user_id.unwrap_or_default(),
            extra: extra(&self.extra, arena),
        }
    }
}

/// Frees an account, and all that it points to.
///
/// @param account what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_account_free(account: *mut sga_account) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Account>(account))
}

/// Frees a credit balance, and all that it points to.
///
/// @param credits what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_credits_free(credits: *mut sga_credits) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Credits>(credits))
}

/// Frees an e-mail address, and all that it points to.
///
/// @param email what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_email_free(email: *mut sga_email) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Email>(email))
}

/// Frees a profile, and all that it points to.
///
/// @param profile what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_profile_free(profile: *mut sga_profile) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Profile>(profile))
}

/// Frees a username, and all that it points to.
///
/// @param username what a call returned; NULL is none
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE where nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_username_free(username: *mut sga_username) -> sga_status {
    guard(std::ptr::null_mut(), || take_back::<Username>(username))
}
