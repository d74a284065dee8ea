//! Result of the creation of a subuser.

use std::ffi::c_char;
use std::sync::Arc;

use sendgrid_accounts::SecretToken;
use sendgrid_accounts::subusers::{CreatedSubuser, CreditType, SubuserRegion};

use crate::ffi::arguments::output;
use crate::ffi::handles;
use crate::ffi::objects::{Arena, ToC, free_object};
use crate::ffi::secret::with_nul;
use crate::status::sga_status;
use crate::types::error::{guard, sga_error};
use crate::types::handles::sga_secret_token;
use crate::types::results::extra;

/// A new subuser, as the response to its creation describes it. Freed by sga_created_subuser_free(),
/// which overwrites its tokens.
#[repr(C)]
pub struct sga_created_subuser {
    /// Whether `id` is set.
    pub has_id: bool,
    /// Number of the subuser. The server calls it `user_id` here and `id` in the list.
    pub id: i64,
    /// Username, which identifies the subuser in other calls; or NULL.
    pub username: *const c_char,
    /// E-mail address, or NULL.
    pub email: *const c_char,
    /// How the credits of the subuser are reset; or NULL.
    pub credit_type: *const c_char,
    /// Region of the subuser's data, if the call set one; or NULL.
    pub region: *const c_char,
    /// Token for calls of the subuser; newer servers return none: NULL. sga_secret_token_reveal()
    /// shows it.
    pub authorization_token: *const sga_secret_token,
    /// Token of the sign-up; newer servers return none: NULL. sga_secret_token_reveal() shows it.
    pub signup_session_token: *const sga_secret_token,
    /// Unknown fields of the response, and values that do not fit, as a JSON object without fields
    /// that hold secrets; NULL if none.
    pub extra: *const c_char,
}

impl ToC for CreatedSubuser {
    type Object = sga_created_subuser;
    const NAME: &'static str = "subuser";

    fn to_c(&self, arena: &Arena) -> sga_created_subuser {
        sga_created_subuser {
            has_id: self.id.is_some(),
            id: self.id.unwrap_or_default(),
            username: arena.optional_string(self.username.as_deref()),
            email: arena.optional_string(self.email.as_deref()),
            credit_type: arena.optional_string(self.credit_type.as_ref().map(CreditType::as_str)),
            region: arena.optional_string(self.region.as_ref().map(SubuserRegion::as_str)),
            authorization_token: token(self.authorization_token.as_ref(), arena),
            signup_session_token: token(self.signup_session_token.as_ref(), arena),
            extra: extra(&self.extra, arena),
        }
    }
}

fn token(token: Option<&SecretToken>, arena: &Arena) -> *const sga_secret_token {
    let copy = |token: &SecretToken| Arc::new(SecretToken::new(with_nul(token.reveal())));
    token.map_or(std::ptr::null(), |token| arena.handle(copy(token)))
}

/// Returns a token of a created subuser.
///
/// @param token token of a created subuser
/// @param[out] result the token; it lives until the created subuser or its completion is freed, which
///        overwrites it
/// @param[out] error error object, freed by sga_error_free(); NULL discards it
/// @return SGA_OK; SGA_ERR_STALE_HANDLE if the created subuser was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_secret_token_reveal(
    token: *const sga_secret_token,
    result: *mut *const c_char,
    error: *mut *mut sga_error,
) -> sga_status {
    guard(error, || {
        let token = handles::get(token)?;
        let result = output("result", result)?;
        result.write(token.reveal().as_ptr().cast());
        Ok(())
    })
}

/// Frees a created subuser and the data that it points to, and overwrites its tokens.
///
/// @param subuser created subuser to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_created_subuser_free(subuser: *mut sga_created_subuser) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<CreatedSubuser>(subuser))
}
