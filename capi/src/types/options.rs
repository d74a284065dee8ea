//! Options of clients and calls.

use std::ffi::{c_char, c_int};
use std::time::Duration;

use sendgrid_accounts::{CallOptions, Client, ClientBuilder, OnBehalfOf, Region};

use crate::ffi::arguments::{Input, enum_value, optional_string, read};
use crate::ffi::error::FfiError;
use crate::ffi::handles;
use crate::status::sga_status;
use crate::types::choices::{CHOICES, EMPTIES};
use crate::types::handles::sga_shared_rate_limiter;
use crate::types::reseller::{credential, sga_reseller};

/// Region whose servers hold an account.
#[repr(C)]
pub enum sga_region {
    /// Global users and subusers: https://api.sendgrid.com.
    SGA_REGION_GLOBAL = 0,
    /// EU regional subusers: https://api.eu.sendgrid.com.
    SGA_REGION_EU = 1,
}

/// Name of a region, the same in every language, such as "eu"; else "unknown".
///
/// @param region one of sga_region
/// @return static string
#[unsafe(no_mangle)]
pub extern "C" fn sga_region_name(region: c_int) -> *const c_char {
    match region {
        0 => c"global",
        1 => c"eu",
        _ => c"unknown",
    }
    .as_ptr()
}

/// Zero, where 0 means unset: for `max_retries`, `max_unknown_retries` and `retry_budget`.
pub const SGA_NONE: u32 = u32::MAX;

/// Options of a client. Initialise it with SGA_CLIENT_OPTIONS_INIT; zero and NULL mean the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_client_options {
    /// sizeof(sga_client_options), set by SGA_CLIENT_OPTIONS_INIT.
    pub struct_size: usize,
    /// API key for both APIs. A text that cannot be a key, such as one with blanks or quotation marks,
    /// is refused; a key that does not begin with `SG.`, as SendGrid's keys do, is accepted.
    pub api_key: *const c_char,
    /// Dialect, format and, for old servers, username and password of the customer API. NULL: the
    /// API key, in the format JSON.
    pub reseller: *const sga_reseller,
    /// One of sga_region. Calls of the Subusers API and the customer API go to the host of the global
    /// region, which serves the accounts of both.
    pub region: c_int,
    /// URL of a server to call instead of the region's, such as a sandbox; `/v3` at its end is
    /// dropped.
    pub base_url: *const c_char,
    /// Subuser that every call acts for.
    pub on_behalf_of: *const c_char,
    /// Number of the customer account that every call acts for; not with `on_behalf_of`.
    pub account_id: *const c_char,
    /// Time limit of a whole call in milliseconds, with attempts and waits; default: 60,000.
    pub timeout_ms: u64,
    /// Time limit of one attempt in milliseconds; default: 15,000.
    pub attempt_timeout_ms: u64,
    /// Time limit of making a connection in milliseconds: name lookup, TCP and TLS; default: 5,000.
    pub connect_timeout_ms: u64,
    /// Maximum number of retries of one call, if it is retryable; default: 2; SGA_NONE: none.
    pub max_retries: u32,
    /// Maximum number of connections, and so of concurrent calls; further calls wait; default: 64.
    pub max_connections: u32,
    /// PEM file of the certificate authorities to trust instead of the machine's.
    pub ca_bundle: *const c_char,
    /// URL of a proxy for all calls: http, https, socks5 or socks5h, optionally with a username and
    /// password. Default: the proxies of the environment; see `trust_env`.
    pub proxy: *const c_char,
    /// 1 allows plain http to other machines, or by a proxy on one, which exposes keys and passwords.
    pub allow_insecure_transport: c_int,
    /// Maximum wait for a rate limit in milliseconds; longer waits fail at once; default: 120,000.
    pub max_rate_limit_wait_ms: u64,
    /// Tokens for retries, shared by all calls of the client: retries take some, and successes give
    /// them back; default: 500; SGA_NONE: no retries.
    pub retry_budget: u32,
    /// Maximum wait in milliseconds before the first retry after a failure; it doubles with each
    /// further retry, and each wait is random between zero and that; default: 50.
    pub backoff_ms: u64,
    /// Maximum wait in milliseconds after the first HTTP 429 without a time; it doubles with each
    /// further one, and each wait is random between half of that and all of it; default: 1,000.
    pub rate_limit_backoff_ms: u64,
    /// Upper bound in milliseconds of both backoffs as they double; default: 20,000.
    pub max_backoff_ms: u64,
    /// Time in milliseconds after which an idle connection is closed; default: 10,000.
    pub idle_timeout_ms: u64,
    /// Maximum size in bytes of a response about one account; default: 256 KiB.
    pub max_response_bytes: u64,
    /// Maximum size in bytes of a list; default: 256 MiB.
    pub max_list_bytes: u64,
    /// Shares its rate limiters with the other clients that use it; NULL: only with clients that
    /// are created from it.
    pub shared_rate_limiter: *const sga_shared_rate_limiter,
    /// Maximum number of headers of a response; default: 100.
    pub max_headers: u32,
    /// Maximum number of retries of an idempotent change with an unknown outcome, within ten
    /// seconds; a retry may overwrite a later change of another client; default: 1; SGA_NONE: none.
    pub max_unknown_retries: u32,
    /// Tokens that a retry after a failure takes from `retry_budget`, returned if the call then
    /// succeeds; default: 14.
    pub retry_cost: u32,
    /// Tokens that a retry after an HTTP 429 takes from `retry_budget`; default: 5.
    pub rate_limit_retry_cost: u32,
    /// Tokens that a call that succeeds without a retry adds to `retry_budget`; default: 1.
    pub retry_refund: u32,
    /// One of sga_choice: whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment
    /// apply; default: SGA_YES. They never apply to loopback addresses.
    pub trust_env: c_int,
    /// One of sga_empty: the meaning of an empty string in an update; default: SGA_EMPTY_CLEAR.
    pub empty: c_int,
}

/// Options of calls that differ from those of their client. Initialise it with
/// SGA_CALL_OPTIONS_INIT; a member that is zero keeps the client's value.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_call_options {
    /// sizeof(sga_call_options), set by SGA_CALL_OPTIONS_INIT.
    pub struct_size: usize,
    /// Time limit of a whole call in milliseconds, with all its attempts and waits.
    pub timeout_ms: u64,
    /// Time limit of one attempt in milliseconds.
    pub attempt_timeout_ms: u64,
    /// Maximum number of retries of one call, if it is retryable; SGA_NONE: none.
    pub max_retries: u32,
    /// Maximum wait for a rate limit in milliseconds.
    pub max_rate_limit_wait_ms: u64,
    /// Maximum wait in milliseconds before the first retry after a failure.
    pub backoff_ms: u64,
    /// Maximum wait in milliseconds after the first HTTP 429 without a time.
    pub rate_limit_backoff_ms: u64,
    /// Upper bound in milliseconds of both backoffs as they double.
    pub max_backoff_ms: u64,
    /// Maximum size in bytes of a response about one account.
    pub max_response_bytes: u64,
    /// Maximum size in bytes of a list.
    pub max_list_bytes: u64,
    /// Maximum number of retries of an idempotent change with an unknown outcome; SGA_NONE: none.
    pub max_unknown_retries: u32,
    /// One of sga_empty: the meaning of an empty string in an update.
    pub empty: c_int,
}

// SAFETY: strings may be NULL, and zero is a value of each enumeration.
unsafe impl Input for sga_call_options {
    const NAME: &'static str = "options";
}

// SAFETY: as above.
unsafe impl Input for sga_client_options {
    const NAME: &'static str = "options";
}

type Setter<T> = fn(ClientBuilder, T) -> ClientBuilder;

pub(crate) unsafe fn builder(
    options: *const sga_client_options,
) -> Result<ClientBuilder, FfiError> {
    let options = read(options)?;
    let mut builder = Client::builder().allow_insecure_transport(enum_value(
        "allow_insecure_transport",
        options.allow_insecure_transport,
        &[false, true],
    )?);
    if let Some(region) = enum_value("region", options.region, &[None, Some(Region::Eu)])? {
        builder = builder.region(region);
    }
    if let Some(trust) = enum_value("trust_env", options.trust_env, &CHOICES)? {
        builder = builder.trust_env(trust);
    }
    if let Some(empty) = enum_value("empty", options.empty, &EMPTIES)? {
        builder = builder.empty(empty);
    }
    if !options.reseller.is_null() {
        builder = builder.reseller(credential(options.reseller)?);
    }
    if !options.shared_rate_limiter.is_null() {
        builder = builder
            .shared_rate_limiter(handles::get(options.shared_rate_limiter)?.as_ref().clone());
    }
    if !options.on_behalf_of.is_null() && !options.account_id.is_null() {
        return Err(FfiError::misuse(
            sga_status::SGA_ERR_INVALID_INPUT,
            "account_id",
            "and on_behalf_of cannot both be set",
        ));
    }
    Ok(set_numbers(set_strings(builder, &options)?, &options))
}

unsafe fn set_strings(
    mut builder: ClientBuilder,
    options: &sga_client_options,
) -> Result<ClientBuilder, FfiError> {
    let strings: [(&'static str, *const c_char, Setter<String>); 6] = [
        ("api_key", options.api_key, ClientBuilder::api_key),
        ("base_url", options.base_url, ClientBuilder::base_url),
        ("on_behalf_of", options.on_behalf_of, |builder, name| {
            builder.on_behalf_of(OnBehalfOf::Subuser(name))
        }),
        ("account_id", options.account_id, |builder, id| {
            builder.on_behalf_of(OnBehalfOf::Account(id))
        }),
        ("ca_bundle", options.ca_bundle, ClientBuilder::ca_bundle),
        ("proxy", options.proxy, ClientBuilder::proxy),
    ];
    for (field, string, set) in strings {
        if let Some(string) = optional_string(field, string)? {
            builder = set(builder, string);
        }
    }
    Ok(builder)
}

fn set_numbers(mut builder: ClientBuilder, options: &sga_client_options) -> ClientBuilder {
    let times: [(u64, Setter<Duration>); 8] = [
        (options.timeout_ms, ClientBuilder::timeout),
        (options.attempt_timeout_ms, ClientBuilder::attempt_timeout),
        (options.connect_timeout_ms, ClientBuilder::connect_timeout),
        (options.max_rate_limit_wait_ms, ClientBuilder::max_rate_limit_wait),
        (options.backoff_ms, ClientBuilder::backoff),
        (options.rate_limit_backoff_ms, ClientBuilder::rate_limit_backoff),
        (options.max_backoff_ms, ClientBuilder::max_backoff),
        (options.idle_timeout_ms, ClientBuilder::idle_timeout),
    ];
    for (milliseconds, set) in times {
        if milliseconds != 0 {
            builder = set(builder, Duration::from_millis(milliseconds));
        }
    }
    let sizes: [(u64, Setter<usize>); 3] = [
        (options.max_response_bytes, ClientBuilder::max_response_bytes),
        (options.max_list_bytes, ClientBuilder::max_list_bytes),
        (u64::from(options.max_headers), ClientBuilder::max_headers),
    ];
    for (bytes, set) in sizes {
        if bytes != 0 {
            builder = set(builder, size(bytes));
        }
    }
    let counts: [(Option<u32>, Setter<u32>); 6] = [
        (count_or_none(options.max_retries), ClientBuilder::max_retries),
        (count_or_none(options.max_unknown_retries), ClientBuilder::max_unknown_retries),
        (count_or_none(options.retry_budget), ClientBuilder::retry_budget),
        (count(options.retry_cost), ClientBuilder::retry_cost),
        (count(options.rate_limit_retry_cost), ClientBuilder::rate_limit_retry_cost),
        (count(options.retry_refund), ClientBuilder::retry_refund),
    ];
    for (count, set) in counts {
        if let Some(count) = count {
            builder = set(builder, count);
        }
    }
    if options.max_connections != 0 {
        builder = builder.max_connections(options.max_connections as usize);
    }
    builder
}

/// A count whose minimum is 1: 0 leaves it unset.
fn count(number: u32) -> Option<u32> {
    Some(number).filter(|number| *number != 0)
}

/// A count whose minimum is 0: 0 leaves it unset, [`SGA_NONE`] is zero.
fn count_or_none(number: u32) -> Option<u32> {
    count(number).map(|number| if number == SGA_NONE { 0 } else { number })
}

/// A size that does not fit becomes the largest one, which exceeds every bound of the core.
fn size(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

pub(crate) unsafe fn call_options(
    options: *const sga_call_options,
) -> Result<CallOptions, FfiError> {
    let options = read(options)?;
    let time = |milliseconds: u64| (milliseconds != 0).then(|| Duration::from_millis(milliseconds));
    let bytes = |bytes: u64| (bytes != 0).then(|| size(bytes));
    Ok(CallOptions {
        timeout: time(options.timeout_ms),
        attempt_timeout: time(options.attempt_timeout_ms),
        max_retries: count_or_none(options.max_retries),
        max_unknown_retries: count_or_none(options.max_unknown_retries),
        max_rate_limit_wait: time(options.max_rate_limit_wait_ms),
        backoff: time(options.backoff_ms),
        rate_limit_backoff: time(options.rate_limit_backoff_ms),
        max_backoff: time(options.max_backoff_ms),
        max_response_bytes: bytes(options.max_response_bytes),
        max_list_bytes: bytes(options.max_list_bytes),
        empty: enum_value("empty", options.empty, &EMPTIES)?,
    })
}
