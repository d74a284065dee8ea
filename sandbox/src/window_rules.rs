//! Rate limits that change while the server runs.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::window::Window;

/// A rate limit, and the headers of a response 429.
///
/// ```
/// use sendgrid_accounts_sandbox::{Window, WindowRule};
///
/// assert!(WindowRule::from(Window { limit: 2, seconds: 60 }).headers);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WindowRule {
    /// The number of requests per window; 0 rejects all requests.
    pub limit: u32,
    /// The length of a window in seconds.
    pub window_seconds: NonZeroU32,
    /// Whether a response 429 has the headers `X-RateLimit-*`; true by default.
    #[serde(default = "enabled")]
    pub headers: bool,
    /// The header `Retry-After` of a response 429; none by default.
    #[serde(default)]
    pub retry_after: RetryAfter,
}

/// The header `Retry-After` of a response 429.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// The response does not have the header.
    #[default]
    None,
    /// The number of seconds until the next window.
    Seconds,
    /// The date at which the next window begins.
    Date,
}

/// New rate limits for [`Sandbox::windows`](crate::Sandbox::windows): for one API or both, or for single
/// operations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// The limit under `/v3/`, per API key and operation. It replaces those of single operations.
    pub v3: Option<WindowRule>,
    /// The limit of the customers API, per credential.
    pub customers: Option<WindowRule>,
    /// The limits of single operations under `/v3/`, by their names.
    #[serde(default)]
    pub operations: BTreeMap<String, WindowRule>,
}

/// All rate limits with their windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WindowStates {
    /// The limit under `/v3/`.
    pub v3: WindowState,
    /// The limit of the customers API.
    pub customers: WindowState,
    /// The limits of single operations under `/v3/`, by their names.
    pub operations: BTreeMap<String, WindowState>,
}

/// A rate limit with its windows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WindowState {
    /// The limit.
    #[serde(flatten)]
    pub rule: WindowRule,
    /// The windows with requests, oldest first; of many the last thousand.
    pub windows: Vec<WindowTotal>,
}

/// The requests of one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WindowTotal {
    /// The start of the window in seconds since the Unix epoch, by the clock of the server.
    pub start: u64,
    /// The number of admitted requests.
    pub admitted: u64,
    /// The number of rejected requests, which got status 429.
    pub rejected: u64,
}

impl From<Window> for WindowRule {
    /// The limit with the headers of the real servers. A length of 0 seconds becomes 1 second.
    fn from(Window { limit, seconds }: Window) -> Self {
        let window_seconds = NonZeroU32::new(seconds).unwrap_or(NonZeroU32::MIN);
        Self { limit, window_seconds, headers: true, retry_after: RetryAfter::None }
    }
}

fn enabled() -> bool {
    true
}
