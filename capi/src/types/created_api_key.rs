//! Result of the creation of an API key.

use std::ffi::c_char;
use std::sync::Arc;

use sendgrid_accounts::ApiKeySecret;
use sendgrid_accounts::api_keys::CreatedApiKey;

use crate::ffi::arguments::output;
use crate::ffi::handles;
use crate::ffi::objects::{Arena, ToC, free_object};
use crate::ffi::secret::with_nul;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_api_key_secret;
use crate::types::results::extra;

/// A created API key with its secret. Freed by sga_created_api_key_free(), which overwrites the secret.
#[repr(C)]
pub struct sga_created_api_key {
    /// The key itself, shown by `reveal()`. No later call returns it. See sga_api_key_secret_reveal().
    pub api_key: *const sga_api_key_secret,
    /// Id of the key, by which other calls name it; or NULL.
    pub api_key_id: *const c_char,
    /// Name of the key, or NULL.
    pub name: *const c_char,
    /// Scopes of the key. Servers add some by themselves, such as `2fa_required`. NULL if absent.
    pub scopes: *const *const c_char,
    /// Number of strings in `scopes`.
    pub scopes_count: usize,
    /// Unknown fields of the response, and values that do not fit, as a JSON object; NULL if none.
    pub extra: *const c_char,
}

impl ToC for CreatedApiKey {
    type Object = sga_created_api_key;
    const NAME: &'static str = "key";

    fn to_c(&self, arena: &Arena) -> sga_created_api_key {
        sga_created_api_key {
            api_key: secret_to_c(&self.api_key, arena),
            api_key_id: arena.optional_string(self.api_key_id.as_deref()),
            name: arena.optional_string(self.name.as_deref()),
            scopes: arena.optional_strings(self.scopes.as_deref()),
            scopes_count: self.scopes.as_ref().map_or(0, Vec::len),
            extra: extra(&self.extra, arena),
        }
    }
}

/// A handle of a copy of the secret, which is overwritten with the arena.
pub(crate) fn secret_to_c(secret: &ApiKeySecret, arena: &Arena) -> *const sga_api_key_secret {
    arena.handle(Arc::new(ApiKeySecret::new(with_nul(secret.reveal()))))
}

/// Returns a created API key. Store it at once: no later call returns it.
///
/// @param secret `api_key` of a created key or of the result of a bulk job
/// @param[out] result the API key; it lives until the created key, the result or its completion is
///        freed, which overwrites it
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_STALE_HANDLE if the created key was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_api_key_secret_reveal(
    secret: *const sga_api_key_secret,
    result: *mut *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let secret = handles::get(secret)?;
        let result = output("result", result)?;
        result.write(secret.reveal().as_ptr().cast());
        Ok(())
    })
}

/// Frees a created API key and the data that it points to, and overwrites the secret.
///
/// @param key created key to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_created_api_key_free(key: *mut sga_created_api_key) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<CreatedApiKey>(key))
}
