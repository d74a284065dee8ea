//! Credential for the customer API.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::{ApiKey, Dialect, Format, Reseller};

use crate::ffi::arguments::{Input, enum_value, optional_string, read};
use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// Edition of the customer API. The two differ in their addresses only.
#[repr(C)]
pub enum sga_dialect {
    /// The later edition: https://api.sendgrid.com/apiv2/reseller.*.
    SGA_DIALECT_RESELLER = 0,
    /// The older edition: https://api.sendgrid.com/api/distributor.*.
    SGA_DIALECT_DISTRIBUTOR = 1,
}

/// Format of the responses. The results of the calls are the same in both.
#[repr(C)]
pub enum sga_format {
    /// JSON.
    SGA_FORMAT_JSON = 0,
    /// XML.
    SGA_FORMAT_XML = 1,
}

/// Credential of the customer API, and how it is sent. SendGrid ended username and password for its
/// APIs in 2020; other servers may need them. The username `apikey` with an API key as its password
/// is another form of that key.
#[repr(C)]
pub enum sga_auth {
    /// SGA_AUTH_PARAMS if username or password is set, else SGA_AUTH_API_KEY.
    SGA_AUTH_AUTOMATIC = 0,
    /// API key as a bearer token: `api_key`, or the client's if that is NULL.
    SGA_AUTH_API_KEY = 1,
    /// Username and password as the parameters `api_user` and `api_key`, for old servers.
    SGA_AUTH_PARAMS = 2,
    /// Username and password by HTTP Basic, for old servers.
    SGA_AUTH_BASIC = 3,
}

/// Name of a dialect, the same in every language, such as "distributor"; else "unknown".
///
/// @param dialect one of sga_dialect
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_dialect_name(dialect: c_int) -> *const c_char {
    match dialect {
        0 => c"reseller",
        1 => c"distributor",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Name of a format, the same in every language, such as "xml"; else "unknown".
///
/// @param format one of sga_format
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_format_name(format: c_int) -> *const c_char {
    match format {
        0 => c"json",
        1 => c"xml",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Name of a way to send the credential, the same in every language, such as "basic"; else "unknown".
///
/// @param auth one of sga_auth
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_auth_name(auth: c_int) -> *const c_char {
    match auth {
        0 => c"automatic",
        1 => c"api_key",
        2 => c"params",
        3 => c"basic",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Dialect, format and credential of the customer API. Initialise it with SGA_RESELLER_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_reseller {
    /// sizeof(sga_reseller), set by SGA_RESELLER_INIT.
    pub struct_size: usize,
    /// Username of the reseller; not with SGA_AUTH_API_KEY.
    pub username: *const c_char,
    /// Password of the reseller; not with SGA_AUTH_API_KEY.
    pub password: *const c_char,
    /// API key, if it is another one than the client's; not with username and password.
    pub api_key: *const c_char,
    /// One of sga_auth.
    pub auth: c_int,
    /// One of sga_dialect.
    pub dialect: c_int,
    /// One of sga_format.
    pub format: c_int,
    /// URL before the endpoint, such as `https://sendgrid.com/apiv2/`. NULL: `apiv2` or `api`, by
    /// the dialect, below the client's base URL or https://api.sendgrid.com.
    pub base_url: *const c_char,
}

// SAFETY: strings may be NULL, and zero is a value of each enumeration.
unsafe impl Input for sga_reseller {
    const NAME: &'static str = "reseller";
}

type WithPassword = fn(String, String) -> Reseller;

pub(crate) unsafe fn credential(reseller: *const sga_reseller) -> Result<Reseller, FfiError> {
    let reseller = read(reseller)?;
    let username = optional_string("reseller_username", reseller.username)?;
    let password = optional_string("reseller_password", reseller.password)?;
    let api_key = optional_string("api_key", reseller.api_key)?;
    let has_user = username.is_some() || password.is_some();
    let params = Some(Reseller::new as WithPassword);
    let auth: [Option<WithPassword>; 4] =
        [params.filter(|_| has_user), None, params, Some(Reseller::with_basic_auth)];
    let credential = if let Some(with_password) = enum_value("auth", reseller.auth, &auth)? {
        refuse_unused("api_key", api_key.as_ref())?;
        with_password(username.unwrap_or_default(), password.unwrap_or_default())
    } else {
        refuse_unused("reseller_username", username.as_ref())?;
        refuse_unused("reseller_password", password.as_ref())?;
        match api_key {
            Some(key) => Reseller::with_api_key(ApiKey::new(key)?),
            None => Reseller::default(),
        }
    };
    let dialects = [Dialect::Reseller, Dialect::Distributor];
    let credential = credential
        .dialect(enum_value("dialect", reseller.dialect, &dialects)?)
        .format(enum_value("format", reseller.format, &[Format::Json, Format::Xml])?);
    Ok(match optional_string("base_url", reseller.base_url)? {
        Some(url) => credential.base_url(url),
        None => credential,
    })
}

/// Refuses a member that the auth does not use.
fn refuse_unused(field: &'static str, value: Option<&String>) -> Result<(), FfiError> {
    match value {
        Some(_) => Err(FfiError::misuse(
            sga_status::SGA_ERR_INVALID_INPUT,
            field,
            "cannot be set with this auth",
        )),
        None => Ok(()),
    }
}
