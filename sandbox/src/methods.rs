//! The control API as methods, for tests in the same process.

use std::{error, fmt};

use axum::http::StatusCode;
use serde_json::Value;

use crate::control::settings;
use crate::faults::{self, Fault, Faults};
use crate::journal::JournalEntry;
use crate::messages;
use crate::server::Sandbox;
use crate::window_rules::{WindowStates, Windows};

/// The reason why a fault, a rate limit or an outage is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlError(String);

impl Sandbox {
    /// Adds a fault to the next requests of an operation, for example `customers.disable`, or of any with
    /// `*`. Returns the numbers of the added faults, one per [`Fault::times`].
    ///
    /// # Errors
    /// Fails if there is no such operation, or the fault has an unknown or invalid field.
    pub fn fault(&self, operation: &str, fault: Fault) -> Result<Vec<u64>, ControlError> {
        let orders = faults::from_json(vec![fault.order(operation)]).map_err(ControlError::new)?;
        Ok(settings::add(&self.shared, orders))
    }

    /// The faults that no request has met yet, and those that were injected.
    pub fn faults(&self) -> Faults {
        self.shared.lock().faults.states()
    }

    /// Removes all faults. The numbers of faults are not reused.
    pub fn clear_faults(&self) {
        settings::clear(&self.shared);
    }

    /// Shifts the clock of the server, which is that of `Date` and of the rate windows, by this offset
    /// from the real time. It replaces an earlier offset.
    pub fn clock(&self, shift_seconds: i64) {
        self.shared.clock.shift(shift_seconds);
    }

    /// Sets rate limits, which resets their counts, and returns all limits with their windows. Without a
    /// limit it only returns them.
    ///
    /// # Errors
    /// Fails if there is no operation of a given name under `/v3/`.
    pub fn windows(&self, windows: &Windows) -> Result<WindowStates, ControlError> {
        settings::check(windows).map_err(ControlError::new)?;
        let mut state = self.shared.lock();
        state.rate_limits.set(windows);
        Ok(state.rate_limits.states())
    }

    /// Simulates an outage: every request except control requests gets this status, until `None` ends
    /// the outage.
    ///
    /// # Errors
    /// Fails if the status does not have three digits.
    pub fn down(&self, status: Option<u16>) -> Result<(), ControlError> {
        let status = status.map(StatusCode::from_u16).transpose();
        let status = status.map_err(|_| ControlError::new(messages::INVALID_STATUS))?;
        settings::set_down(&self.shared, status);
        Ok(())
    }

    /// The journal entries with a sequence number greater than `seq`, oldest first.
    pub fn journal_since(&self, seq: u64) -> Vec<JournalEntry> {
        let excerpt = self.shared.lock().journal.since(seq);
        excerpt.entries()
    }

    /// All accounts, API keys and IP addresses as JSON, with password hashes and without the keys
    /// themselves.
    pub fn state(&self) -> Value {
        self.shared.lock().accounts.snapshot()
    }
}

impl ControlError {
    fn new(message: impl AsRef<str>) -> Self {
        Self(message.as_ref().trim_start_matches("sandbox: ").to_owned())
    }
}

impl fmt::Display for ControlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl error::Error for ControlError {}
