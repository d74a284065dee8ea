//! Responses of the server.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::{RawResponse, Response};

use crate::ffi::objects::{Arena, ToC, free_object};
use crate::status::sga_status;
use crate::types::error::guard;
use crate::types::handles::Head;
use crate::types::rate_limits::{rate_limit_to_c, sga_rate_limit};

/// Header of a response. It belongs to its sga_response.
#[repr(C)]
pub struct sga_header {
    /// Name in lower case. Several lines of one header have the same name.
    pub name: *const c_char,
    /// Value. U+FFFD replaces bytes that are not UTF-8.
    pub value: *const c_char,
}

/// Response with a status of 2xx: of sga_client_request(), or of any call of a client of
/// sga_client_with_raw_response(). Freed by sga_response_free(), unless it belongs to a completion.
#[repr(C)]
pub struct sga_response {
    /// HTTP status, 200 to 299.
    pub status: c_int,
    /// Identifier of the call at the server, for its support, or NULL.
    pub request_id: *const c_char,
    /// Number of headers.
    pub header_count: usize,
    /// Headers, `headers[0]` to `headers[header_count - 1]`; NULL if there are none.
    pub headers: *const *const sga_header,
    /// Rate limit that the response reports, or NULL.
    pub rate_limit: *const sga_rate_limit,
    /// Body of a response to sga_client_request(), unchanged, and a NUL after it; else NULL. It may
    /// contain NUL.
    pub body: *const c_char,
    /// Number of bytes of the body, without the NUL after it.
    pub body_size: usize,
}

fn head_to_c<T>(response: &RawResponse<T>, arena: &Arena) -> sga_response {
    let headers: Vec<_> = response.headers().iter().collect();
    let headers = headers.into_iter().map(|(name, value)| sga_header {
        name: arena.string(name.as_str()),
        value: arena.string(&String::from_utf8_lossy(value.as_bytes())),
    });
    let rate_limit = response.rate_limit().map(|limit| arena.store(rate_limit_to_c(limit, arena)));
    sga_response {
        status: c_int::from(response.status()),
        request_id: arena.optional_string(response.request_id()),
        header_count: headers.len(),
        headers: arena.rows(headers),
        rate_limit: rate_limit.unwrap_or(std::ptr::null()),
        body: std::ptr::null(),
        body_size: 0,
    }
}

impl ToC for Head {
    type Object = sga_response;
    const NAME: &'static str = "response";

    fn to_c(&self, arena: &Arena) -> sga_response {
        head_to_c(self, arena)
    }
}

impl ToC for RawResponse<Response> {
    type Object = sga_response;
    const NAME: &'static str = "response";

    fn to_c(&self, arena: &Arena) -> sga_response {
        let body = self.parsed().body();
        let head = head_to_c(self, arena);
        sga_response { body: arena.bytes(body), body_size: body.len(), ..head }
    }
}

/// Frees a response and the data that it points to.
///
/// @param response response to free; NULL is a no-op
/// @return SGA_OK; SGA_ERR_STALE_HANDLE or SGA_ERR_WRONG_HANDLE if nothing was freed
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sga_response_free(response: *mut sga_response) -> sga_status {
    guard(std::ptr::null_mut(), || free_object::<Head>(response))
}
