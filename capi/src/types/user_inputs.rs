//! Arguments of the Users API.
//!
//! The functions rely on their pointers as the conventions of the header require.

use std::ffi::c_char;

use sendgrid_accounts::user::{UpdatePassword, UpdateProfile};

use crate::ffi::arguments::{Input, read, string};
use crate::ffi::error::FfiError;
use crate::types::field_update::{convert, field_update};

/// Old and new password of the account. Initialise it with SGA_PASSWORD_CHANGE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_password_change {
    /// sizeof(sga_password_change), set by SGA_PASSWORD_CHANGE_INIT.
    pub struct_size: usize,
    /// Current password.
    pub old_password: *const c_char,
    /// New password.
    pub new_password: *const c_char,
}

/// Changes fields of the profile: NULL leaves a field unchanged, SGA_CLEAR clears it, and so does an
/// empty string, unless SGA_EMPTY_IGNORE applies. Initialise it with SGA_PROFILE_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_profile_update {
    /// sizeof(sga_profile_update), set by SGA_PROFILE_UPDATE_INIT.
    pub struct_size: usize,
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
}

// SAFETY: strings may be NULL.
unsafe impl Input for sga_password_change {
    const NAME: &'static str = "change";
}

// SAFETY: strings may be NULL.
unsafe impl Input for sga_profile_update {
    const NAME: &'static str = "update";
}

pub(crate) unsafe fn password_change(
    change: *const sga_password_change,
) -> Result<UpdatePassword, FfiError> {
    let change = read(change)?;
    Ok(UpdatePassword {
        old_password: string("old_password", change.old_password)?.into(),
        new_password: string("new_password", change.new_password)?.into(),
    })
}

pub(crate) unsafe fn profile_update(
    update: *const sga_profile_update,
) -> Result<UpdateProfile, FfiError> {
    let update = read(update)?;
    Ok(convert!(UpdateProfile from update {
        field_update: address address2 city company country first_name last_name phone state
            website zip;
    }))
}
