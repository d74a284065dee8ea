//! Results of the API keys and scopes APIs, except a created key.

use std::ffi::c_char;

use sendgrid_accounts::api_keys::ApiKeyInfo;
use sendgrid_accounts::scopes::ScopeList;

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::results::extra;

/// An API key: its id, name and scopes. It does not contain the key itself. Freed by
/// sga_api_key_info_free(), unless it belongs to a list.
#[repr(C)]
pub struct sga_api_key_info {
    /// Id of the key: the middle part of `SG.<id>.<secret>`; or NULL.
    pub api_key_id: *const c_char,
    /// Name of the key; several keys may have the same one. Or NULL.
    pub name: *const c_char,
    /// Scopes of the key. The list of keys and the response to a new name do not contain them.
    /// Servers add some by themselves, such as `2fa_required`. NULL if absent.
    pub scopes: *const *const c_char,
    /// Number of strings in `scopes`.
    pub scopes_count: usize,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

/// List of API keys in the server's order. Freed by sga_api_key_list_free().
#[repr(C)]
pub struct sga_api_key_list {
    /// Number of keys.
    pub count: usize,
    /// Keys, `keys[0]` to `keys[count - 1]`; NULL if there are none.
    pub keys: *const *const sga_api_key_info,
}

/// Scopes of an API key. Their names are open: servers add scopes at any time. Freed by
/// sga_scope_list_free().
#[repr(C)]
pub struct sga_scope_list {
    /// Names of the scopes, such as `mail.send`, in the server's order.
    pub scopes: *const *const c_char,
    /// Number of strings in `scopes`.
    pub scopes_count: usize,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

impl ToC for ApiKeyInfo {
    type Object = sga_api_key_info;
    const NAME: &'static str = "key";

    fn to_c(&self, arena: &Arena) -> sga_api_key_info {
        sga_api_key_info {
            api_key_id: arena.optional_string(self.api_key_id.as_deref()),
            name: arena.optional_string(self.name.as_deref()),
            scopes: arena.optional_strings(self.scopes.as_deref()),
            scopes_count: self.scopes.as_ref().map_or(0, Vec::len),
            extra: extra(&self.extra, arena),
        }
    }
}

impl ToC for Vec<ApiKeyInfo> {
    type Object = sga_api_key_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_api_key_list {
        let keys = arena.rows(self.iter().map(|key| key.to_c(arena)));
        sga_api_key_list { count: self.len(), keys }
    }
}

impl ToC for ScopeList {
    type Object = sga_scope_list;
    const NAME: &'static str = "list";

    fn to_c(&self, arena: &Arena) -> sga_scope_list {
        sga_scope_list {
            scopes: arena.optional_strings(Some(&self.scopes)),
            scopes_count: self.scopes.len(),
            extra: extra(&self.extra, arena),
        }
    }
}

/// Frees the description of an API key and the data that it points to.
///
/// @param key description to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_key_info_free(key: *mut sga_api_key_info) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<ApiKeyInfo>(key))
}

/// Frees a list with its API keys.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_key_list_free(list: *mut sga_api_key_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Vec<ApiKeyInfo>>(list))
}

/// Frees a list of scopes.
///
/// @param list list to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_scope_list_free(list: *mut sga_scope_list) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<ScopeList>(list))
}
