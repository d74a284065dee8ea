//! The settings of calls: defaults and bounds.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::operation::{Empty, OperationInfo};
use crate::retry::backoff::Backoff;

/// A larger time limit is a mistake in the unit.
const MAX_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
const MAX_RETRIES: u32 = 100;
/// Maximum response size, in bytes: addressable on every platform.
const MAX_BYTES: usize = 0x7fff_ffff;

/// Declares the settings that single calls may override.
macro_rules! call_settings {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $default:expr,)*) => {
        /// The settings of a call.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Limits {
            $(pub(crate) $name: $type,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        /// Settings of single calls that override those of their client; see
        /// [`Client::with_options`](crate::Client::with_options).
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct CallOptions {
            $($(#[$doc])* pub $name: Option<$type>,)*
        }

        impl CallOptions {
            pub(crate) fn apply(&self, limits: Limits) -> Limits {
                Limits { $($name: self.$name.unwrap_or(limits.$name),)* }
            }
        }
    };
}

call_settings! {
    /// Time limit of a whole call, including all attempts and waits.
    timeout: Duration = Duration::from_secs(60),
    /// Time limit of one attempt.
    attempt_timeout: Duration = Duration::from_secs(15),
    /// Maximum number of retries of one call.
    max_retries: u32 = 2,
    /// Maximum number of retries of an idempotent change whose outcome is unknown.
    max_unknown_retries: u32 = 1,
    /// Maximum wait for a rate limit.
    max_rate_limit_wait: Duration = Duration::from_secs(120),
    /// Maximum wait before the first retry after a failure.
    backoff: Duration = Duration::from_millis(50),
    /// Maximum wait after the first HTTP 429 without a time.
    rate_limit_backoff: Duration = Duration::from_secs(1),
    /// Upper bound of `backoff` and `rate_limit_backoff`, which double.
    max_backoff: Duration = Duration::from_secs(20),
    /// Maximum size of a response body other than a list, in bytes.
    max_response_bytes: usize = 256 * 1024,
    /// Maximum size of the response body of a list, in bytes. 100,000 customers take 30 to 45 MB.
    max_list_bytes: usize = 256 * 1024 * 1024,
    /// Meaning of an empty string in a partial update.
    empty: Empty = Empty::Clear,
}

impl Limits {
    pub(crate) fn check(&self) -> Result<()> {
        check_time("timeout", self.timeout)?;
        check_time("attempt_timeout", self.attempt_timeout)?;
        check_time("max_rate_limit_wait", self.max_rate_limit_wait)?;
        check_time("backoff", self.backoff)?;
        check_time("rate_limit_backoff", self.rate_limit_backoff)?;
        check_time("max_backoff", self.max_backoff)?;
        check_range("max_response_bytes", self.max_response_bytes, 1..=MAX_BYTES)?;
        check_range("max_list_bytes", self.max_list_bytes, 1..=MAX_BYTES)?;
        check_range("max_retries", self.max_retries, 0..=MAX_RETRIES)?;
        check_range("max_unknown_retries", self.max_unknown_retries, 0..=MAX_RETRIES)
    }

    /// The waits after failures.
    pub(crate) fn failure_backoff(&self) -> Backoff {
        Backoff { first: self.backoff, max: self.max_backoff }
    }

    /// The waits after HTTP 429 without a time.
    pub(crate) fn rate_limit_backoff(&self) -> Backoff {
        Backoff { first: self.rate_limit_backoff, max: self.max_backoff }
    }

    /// The maximum size of the response to an operation, in bytes.
    pub(crate) fn max_body(&self, info: &OperationInfo) -> usize {
        if info.is_list { self.max_list_bytes } else { self.max_response_bytes }
    }
}

pub(crate) fn check_time(field: &'static str, limit: Duration) -> Result<()> {
    if limit < Duration::from_millis(1) || limit > MAX_TIMEOUT {
        return Err(Error::invalid_input(field, "is not between 1 ms and 24 h"));
    }
    Ok(())
}

pub(crate) fn check_range<T: Copy + PartialOrd + std::fmt::Display>(
    field: &'static str,
    value: T,
    range: RangeInclusive<T>,
) -> Result<()> {
    if range.contains(&value) {
        return Ok(());
    }
    let (min, max) = (range.start(), range.end());
    Err(Error::invalid_input(field, format_args!("is not between {min} and {max}")))
}
