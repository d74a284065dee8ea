//! Arguments of the API keys API.
//!
//! The functions rely on their pointers as the conventions of the header require.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::api_keys::{CreateApiKey, DeleteApiKey, UpdateApiKey};

use crate::ffi::arguments::{Input, enum_value, read, string, strings};
use crate::ffi::error::FfiError;

/// Name and scopes of a new API key. Initialise it with SGA_NEW_API_KEY_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_new_api_key {
    /// sizeof(sga_new_api_key), set by SGA_NEW_API_KEY_INIT.
    pub struct_size: usize,
    /// Name of the key. A unique one makes `reconcile` conclusive.
    pub name: *const c_char,
    /// Scopes of the key, at least one: a key without any would have full access.
    pub scopes: *const *const c_char,
    /// Number of strings in `scopes`.
    pub scopes_count: usize,
}

/// New name and scopes of an API key. Initialise it with SGA_API_KEY_UPDATE_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_api_key_update {
    /// sizeof(sga_api_key_update), set by SGA_API_KEY_UPDATE_INIT.
    pub struct_size: usize,
    /// Id of the key.
    pub api_key_id: *const c_char,
    /// Name of the key, the old or a new one.
    pub name: *const c_char,
    /// All scopes of the key, at least one.
    pub scopes: *const *const c_char,
    /// Number of strings in `scopes`.
    pub scopes_count: usize,
    /// Permits the call if the key is the one that the client uses, which may lose the scope for the
    /// next call; default: the call is refused. 1 permits it, else 0.
    pub allow_own: c_int,
}

// SAFETY: strings may be NULL, counts may be 0, and zero is a value of `allow_own`.
unsafe impl Input for sga_new_api_key {
    const NAME: &'static str = "key";
}

// SAFETY: as above.
unsafe impl Input for sga_api_key_update {
    const NAME: &'static str = "update";
}

pub(crate) unsafe fn new_api_key(key: *const sga_new_api_key) -> Result<CreateApiKey, FfiError> {
    let key = read(key)?;
    Ok(CreateApiKey {
        name: string("name", key.name)?,
        scopes: strings("scopes", key.scopes, key.scopes_count)?,
    })
}

pub(crate) unsafe fn api_key_update(
    update: *const sga_api_key_update,
) -> Result<UpdateApiKey, FfiError> {
    let update = read(update)?;
    Ok(UpdateApiKey {
        api_key_id: string("api_key_id", update.api_key_id)?,
        name: string("name", update.name)?,
        scopes: strings("scopes", update.scopes, update.scopes_count)?,
        allow_own: allowance(update.allow_own)?,
    })
}

pub(crate) unsafe fn api_key_deletion(
    api_key_id: *const c_char,
    allow_own: c_int,
) -> Result<DeleteApiKey, FfiError> {
    let api_key_id = string("api_key_id", api_key_id)?;
    Ok(DeleteApiKey { api_key_id, allow_own: allowance(allow_own)? })
}

fn allowance(allow_own: c_int) -> Result<bool, FfiError> {
    enum_value("allow_own", allow_own, &[false, true])
}
