//! The input of any other call.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::{Idempotency, RawRequest};

use crate::ffi::arguments::{Input, enum_value, optional_string, read, string, strings};
use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// Effect of a retry after the first request may have arrived.
#[repr(C)]
pub enum sga_idempotency {
    /// Not set.
    SGA_IDEMPOTENCY_UNSET = 0,
    /// A read: a retry has no effect.
    SGA_IDEMPOTENCY_SAFE = 1,
    /// Sets an absolute state: a retry ends in the same state.
    SGA_IDEMPOTENCY_IDEMPOTENT = 2,
    /// Never retried: a retry fails, or undoes a later change.
    SGA_IDEMPOTENCY_ONCE = 3,
}

/// Values of `sga_idempotency`.
const IDEMPOTENCIES: [Option<Idempotency>; 4] =
    [None, Some(Idempotency::Safe), Some(Idempotency::Idempotent), Some(Idempotency::Once)];

/// A call for which the library has no function, such as `GET /v3/stats`. Initialise it with
/// SGA_REQUEST_INIT. `method` and `path` are mandatory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_request {
    /// sizeof(sga_request), set by SGA_REQUEST_INIT.
    pub struct_size: usize,
    /// HTTP method: "GET", "POST", "PUT", "PATCH" or "DELETE".
    pub method: *const c_char,
    /// Path below the base URL, percent-encoded, such as `/v3/stats`. Refused: scheme, host, query,
    /// fragment, and empty or relative segments, also encoded ones.
    pub path: *const c_char,
    /// One of sga_idempotency: the effect of a retry; mandatory for every method but GET, whose default is
    /// SGA_IDEMPOTENCY_SAFE.
    pub idempotency: c_int,
    /// Parameters of the query, in order: names and values in turn. A name may occur several times.
    pub params: *const *const c_char,
    /// Number of strings in `params`: twice that of the parameters.
    pub params_count: usize,
    /// JSON text of the body, sent unchanged; not with `form`. Errors redact its strings whose names
    /// contain `password`, `secret`, `token` or `api_key`.
    pub json: *const c_char,
    /// Parameters of a form as the body, names and values in turn; not with `json`. Not NULL with
    /// `form_count` 0: an empty form. Errors redact as for `json`.
    pub form: *const *const c_char,
    /// Number of strings in `form`: twice that of the parameters.
    pub form_count: usize,
    /// Further headers, names and values in turn; those that the client sets itself are refused.
    pub headers: *const *const c_char,
    /// Number of strings in `headers`: twice that of the headers.
    pub headers_count: usize,
}

// SAFETY: strings and arrays may be NULL, and zero is a value of the enumeration.
unsafe impl Input for sga_request {
    const NAME: &'static str = "request";
}

unsafe fn pairs(
    field: &'static str,
    items: *const *const c_char,
    count: usize,
) -> Result<Vec<(String, String)>, FfiError> {
    let items = strings(field, items, count)?;
    if items.len() % 2 != 0 {
        let problem = "has a name without a value: names and values stand in turn";
        return Err(FfiError::misuse(sga_status::SGA_ERR_INVALID_INPUT, field, problem));
    }
    let mut items = items.into_iter();
    Ok(std::iter::from_fn(|| items.next().zip(items.next())).collect())
}

pub(crate) unsafe fn raw_request(request: *const sga_request) -> Result<RawRequest, FfiError> {
    let request = read(request)?;
    let method = string("method", request.method)?.parse()?;
    let path = string("path", request.path)?;
    let form = pairs("form", request.form, request.form_count)?;
    Ok(RawRequest {
        idempotency: enum_value("idempotency", request.idempotency, &IDEMPOTENCIES)?,
        params: pairs("params", request.params, request.params_count)?,
        json: optional_string("json", request.json)?,
        form: (!request.form.is_null()).then_some(form),
        headers: pairs("headers", request.headers, request.headers_count)?,
        ..RawRequest::new(method, path)
    })
}
