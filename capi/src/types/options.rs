//! How a client is set up.

use std::ffi::{c_char, c_int};
use std::time::Duration;

use sendgrid_accounts::{CallOptions, Client, ClientBuilder, OnBehalfOf, Region};

use crate::ffi::arguments::{Input, choice, given, read};
use crate::ffi::error::FfiError;
use crate::ffi::handles;
use crate::status::sga_status;
use crate::types::handles::sga_shared_rate_limiter;
use crate::types::inputs::CHOICES;
use crate::types::reseller::{credential, sga_reseller};

/// Whose servers are called (seed 001, `servers`).
#[repr(C)]
pub enum sga_region {
    /// Global users and subusers: https://api.sendgrid.com.
    SGA_REGION_GLOBAL = 0,
    /// EU regional subusers: https://api.eu.sendgrid.com.
    SGA_REGION_EU = 1,
}

/// Zero, for `max_retries`, `max_unknown_retries` and `retry_budget`, where 0 leaves a member unset.
pub const SGA_NONE: u32 = u32::MAX;

/// How a client is set up. Begin with SGA_CLIENT_OPTIONS_INIT; what is left zero or NULL has its
/// default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_client_options {
    /// sizeof(sga_client_options), as SGA_CLIENT_OPTIONS_INIT sets it.
    pub struct_size: usize,
    /// The API key for the Users API.
    pub api_key: *const c_char,
    /// The credential for the customer API; a client may have both.
    pub reseller: *const sga_reseller,
    /// One of sga_region.
    pub region: c_int,
    /// Another server than the region's, such as a sandbox.
    pub base_url: *const c_char,
    /// The subuser that every call acts for.
    pub on_behalf_of: *const c_char,
    /// The number of the customer account that every call acts for; not with `on_behalf_of`.
    pub account_id: *const c_char,
    /// Limit of a whole call in milliseconds, with all its attempts and waits; default: 60,000.
    pub timeout_ms: u64,
    /// Limit of one attempt in milliseconds; default: 15,000.
    pub attempt_timeout_ms: u64,
    /// Limit of making a connection in milliseconds; default: 5,000.
    pub connect_timeout_ms: u64,
    /// Maximum number of retries of one call, where it may be retried at all; default: 2; SGA_NONE: no
    /// retries.
    pub max_retries: u32,
    /// Most calls at a time; further ones wait; default: 64.
    pub max_connections: u32,
    /// A PEM file of the certificate authorities to trust instead of the machine's.
    pub ca_bundle: *const c_char,
    /// The URL of a proxy for all calls: http, https, socks5 or socks5h. Without it, the proxies of
    /// the environment apply: see `trust_env`.
    pub proxy: *const c_char,
    /// 1 allows plain http to other hosts than this machine: keys and passwords are then readable
    /// on the way.
    pub allow_insecure_transport: c_int,
    /// Longest wait for a rate limit in milliseconds; a call that would have to wait longer fails at
    /// once; default: 120,000.
    pub max_rate_limit_wait_ms: u64,
    /// How much may be repeated while calls fail, in tokens: repeats take from it, and successes
    /// give back; default: 500.
    pub retry_budget: u32,
    /// Longest wait in milliseconds before the first repeat after a failure; it doubles with each
    /// further one, and chance picks each wait between nothing and that; default: 50.
    pub backoff_ms: u64,
    /// Longest wait in milliseconds after the first refusal for the rate that names no time; it
    /// doubles with each further one in a row, and chance picks each wait between half of that and
    /// all; default: 1,000.
    pub rate_limit_backoff_ms: u64,
    /// What both double up to, in milliseconds; default: 20,000.
    pub max_backoff_ms: u64,
    /// How long in milliseconds a connection is kept that nobody uses; default: 10,000.
    pub idle_timeout_ms: u64,
    /// Most bytes of an answer about one account; a larger one is refused; default: 256 KiB.
    pub max_response_bytes: u64,
    /// Most bytes of a list; a larger one is refused; default: 256 MiB.
    pub max_list_bytes: u64,
    /// Shares what is known of rate limits with the other clients that have it; NULL: with those
    /// that are made of this one only.
    pub shared_rate_limiter: *const sga_shared_rate_limiter,
    /// Most headers of an answer; one with more is refused; default: 100.
    pub max_headers: u32,
    /// Maximum number of retries of an idempotent change whose outcome is unknown: it may have been
    /// applied, and a retry may overwrite a later change of somebody else; default: 1, within ten
    /// seconds; SGA_NONE: no retries.
    pub max_unknown_retries: u32,
    /// What a repeat after a failure takes from `retry_budget`, and gives back where the call
    /// succeeds; default: 14.
    pub retry_cost: u32,
    /// The same of a repeat after a refusal for the rate; default: 5.
    pub rate_limit_retry_cost: u32,
    /// What a call that succeeds at once gives to `retry_budget`; default: 1.
    pub retry_refund: u32,
    /// One of sga_choice: whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY of the environment
    /// apply; default: SGA_YES. They never apply to loopback addresses.
    pub trust_env: c_int,
}

/// Limits of single calls, where they differ from their client's. Begin with SGA_CALL_OPTIONS_INIT;
/// what is left zero stays as it is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct sga_call_options {
    /// sizeof(sga_call_options), as SGA_CALL_OPTIONS_INIT sets it.
    pub struct_size: usize,
    /// Limit of a whole call in milliseconds, with all its attempts and waits.
    pub timeout_ms: u64,
    /// Limit of one attempt in milliseconds.
    pub attempt_timeout_ms: u64,
    /// Maximum number of retries of one call, where it may be retried at all; SGA_NONE: no retries.
    pub max_retries: u32,
    /// Longest wait for a rate limit in milliseconds.
    pub max_rate_limit_wait_ms: u64,
    /// Longest wait in milliseconds before the first repeat after a failure.
    pub backoff_ms: u64,
    /// Longest wait in milliseconds after the first refusal for the rate that names no time.
    pub rate_limit_backoff_ms: u64,
    /// What both double up to, in milliseconds.
    pub max_backoff_ms: u64,
    /// Most bytes of an answer about one account.
    pub max_response_bytes: u64,
    /// Most bytes of a list.
    pub max_list_bytes: u64,
    /// Maximum number of retries of an idempotent change whose outcome is unknown; SGA_NONE: no
    /// retries.
    pub max_unknown_retries: u32,
}

// SAFETY: texts may be NULL, and zero is a number of each enumeration.
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
    let mut builder = Client::builder()
        .region(choice("region", options.region, &[Region::Global, Region::Eu])?)
        .allow_insecure_transport(choice(
            "allow_insecure_transport",
            options.allow_insecure_transport,
            &[false, true],
        )?);
    if let Some(trust) = choice("trust_env", options.trust_env, &CHOICES)? {
        builder = builder.trust_env(trust);
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
            "and on_behalf_of cannot both be given",
        ));
    }
    Ok(limits(texts(builder, &options)?, &options))
}

unsafe fn texts(
    mut builder: ClientBuilder,
    options: &sga_client_options,
) -> Result<ClientBuilder, FfiError> {
    let texts: [(&'static str, *const c_char, Setter<String>); 6] = [
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
    for (field, text, set) in texts {
        if let Some(text) = given(field, text)? {
            builder = set(builder, text);
        }
    }
    Ok(builder)
}

fn limits(mut builder: ClientBuilder, options: &sga_client_options) -> ClientBuilder {
    let limits: [(u64, Setter<Duration>); 8] = [
        (options.timeout_ms, ClientBuilder::timeout),
        (options.attempt_timeout_ms, ClientBuilder::attempt_timeout),
        (options.connect_timeout_ms, ClientBuilder::connect_timeout),
        (options.max_rate_limit_wait_ms, ClientBuilder::max_rate_limit_wait),
        (options.backoff_ms, ClientBuilder::backoff),
        (options.rate_limit_backoff_ms, ClientBuilder::rate_limit_backoff),
        (options.max_backoff_ms, ClientBuilder::max_backoff),
        (options.idle_timeout_ms, ClientBuilder::idle_timeout),
    ];
    for (limit, set) in limits {
        if limit != 0 {
            builder = set(builder, Duration::from_millis(limit));
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

/// What does not fit is beyond every bound that the core knows.
fn size(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

pub(crate) unsafe fn call_options(
    options: *const sga_call_options,
) -> Result<CallOptions, FfiError> {
    let options = read(options)?;
    let time = |limit: u64| (limit != 0).then(|| Duration::from_millis(limit));
    let bytes = |most: u64| (most != 0).then(|| size(most));
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
    })
}
