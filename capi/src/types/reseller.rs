//! The credential for the customer API.

use std::ffi::{c_char, c_int};

use sendgrid_accounts::{ApiKey, Dialect, Format, Reseller};

use crate::ffi::arguments::{Input, choice, given, read};
use crate::ffi::error::FfiError;
use crate::status::sga_status;

/// Under which names the customer API is called.
#[repr(C)]
pub enum sga_dialect {
    /// apiv2/reseller.* (seed 004).
    SGA_DIALECT_RESELLER = 0,
    /// api/distributor.* (seed 003).
    SGA_DIALECT_DISTRIBUTOR = 1,
}

/// In which form the customer API answers.
#[repr(C)]
pub enum sga_format {
    /// JSON.
    SGA_FORMAT_JSON = 0,
    /// XML.
    SGA_FORMAT_XML = 1,
}

/// How a reseller is told to the customer API.
#[repr(C)]
pub enum sga_auth {
    /// Username and password in the body (seeds 003 and 004).
    SGA_AUTH_PARAMS = 0,
    /// The same username and password by HTTP Basic.
    SGA_AUTH_BASIC = 1,
    /// An API key as Bearer.
    SGA_AUTH_API_KEY = 2,
}

/// The credential for the customer API. Begin with SGA_RESELLER_INIT.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_reseller {
    /// sizeof(sga_reseller), as SGA_RESELLER_INIT sets it.
    pub struct_size: usize,
    /// The username of the reseller; not with SGA_AUTH_API_KEY.
    pub username: *const c_char,
    /// The password of the reseller; not with SGA_AUTH_API_KEY.
    pub password: *const c_char,
    /// The API key, with SGA_AUTH_API_KEY only.
    pub api_key: *const c_char,
    /// One of sga_auth.
    pub auth: c_int,
    /// One of sga_dialect.
    pub dialect: c_int,
    /// One of sga_format.
    pub format: c_int,
    /// Another address than the dialect's on the client's server, with the folder that the calls
    /// are in; or NULL.
    pub base_url: *const c_char,
}

// SAFETY: texts may be NULL, and zero is a number of each enumeration.
unsafe impl Input for sga_reseller {
    const NAME: &'static str = "reseller";
}

type WithPassword = fn(String, String) -> Reseller;
pub(crate) unsafe fn credential(reseller: *const sga_reseller) -> Result<Reseller, FfiError> {
    let reseller = read(reseller)?;
    let username = given("reseller_username", reseller.username)?;
    let password = given("reseller_password", reseller.password)?;
    let api_key = given("api_key", reseller.api_key)?;
    let auth: [Option<WithPassword>; 3] =
        [Some(Reseller::new), Some(Reseller::with_basic_auth), None];
    let credential = if let Some(with_password) = choice("auth", reseller.auth, &auth)? {
        unwanted("api_key", api_key.as_ref())?;
        with_password(username.unwrap_or_default(), password.unwrap_or_default())
    } else {
        unwanted("reseller_username", username.as_ref())?;
        unwanted("reseller_password", password.as_ref())?;
        Reseller::with_api_key(ApiKey::new(api_key.unwrap_or_default())?)
    };
    let dialects = [Dialect::Reseller, Dialect::Distributor];
    let credential = credential
        .dialect(choice("dialect", reseller.dialect, &dialects)?)
        .format(choice("format", reseller.format, &[Format::Json, Format::Xml])?);
    Ok(match given("base_url", reseller.base_url)? {
        Some(url) => credential.base_url(url),
        None => credential,
    })
}

/// What would be passed over is a mistake.
fn unwanted(field: &'static str, value: Option<&String>) -> Result<(), FfiError> {
    match value {
        Some(_) => Err(FfiError::misuse(
            sga_status::SGA_ERR_INVALID_INPUT,
            field,
            "does not go with this auth",
        )),
        None => Ok(()),
    }
}
