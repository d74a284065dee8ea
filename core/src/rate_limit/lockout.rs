//! The lockout of a credential that the server refuses. Pure: the time is an argument.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::rate_limit::scope::Account;

/// Number of consecutive HTTP 401 that lock an account out.
pub(crate) const THRESHOLD: u32 = 3;
/// Duration of a lockout: a server may lock the account of a client that goes on.
pub(crate) const LOCKOUT: Duration = Duration::from_secs(30);
/// Maximum number of refused accounts: beyond it, the one that was refused first is forgotten.
const MAX_ACCOUNTS: usize = 1000;

/// The refusals of one credential, by the account acted for. A refusal may concern the account alone,
/// such as that of an IP address; a success for any account shows that the credential is valid.
#[derive(Debug, Default)]
pub(crate) struct Lockouts {
    refused: HashMap<Account, Refusals>,
}

#[derive(Debug)]
struct Refusals {
    consecutive: u32,
    last: Instant,
    locked_until: Option<Instant>,
    /// Whether a request is in flight that tries the credential after a lockout.
    probing: bool,
}

impl Lockouts {
    /// Admits a request, or returns the end of the lockout. Whether the request is a probe, which
    /// [`end_probe`](Self::end_probe) ends: after a lockout, a single request tries the credential.
    pub(crate) fn admit(&mut self, account: &Account, now: Instant) -> Result<bool, Instant> {
        let Some(refusals) = self.refused.get_mut(account) else { return Ok(false) };
        let Some(until) = refusals.locked_until else { return Ok(false) };
        if now < until || refusals.probing {
            return Err(until.max(now));
        }
        refusals.probing = true;
        Ok(true)
    }

    /// Ends a probe, with or without a response.
    pub(crate) fn end_probe(&mut self, account: &Account) {
        if let Some(refusals) = self.refused.get_mut(account) {
            refusals.probing = false;
        }
    }

    pub(crate) fn is_locked(&self, account: &Account, now: Instant) -> bool {
        let until = self.refused.get(account).and_then(|refusals| refusals.locked_until);
        until.is_some_and(|until| now < until)
    }

    /// Records an HTTP 401.
    pub(crate) fn refuse(&mut self, account: &Account, now: Instant) {
        if self.refused.len() >= MAX_ACCOUNTS && !self.refused.contains_key(account) {
            self.forget_oldest();
        }
        let new = Refusals { consecutive: 0, last: now, locked_until: None, probing: false };
        let refusals = self.refused.entry(account.clone()).or_insert(new);
        refusals.consecutive = refusals.consecutive.saturating_add(1);
        refusals.last = now;
        if refusals.consecutive >= THRESHOLD {
            refusals.locked_until = now.checked_add(LOCKOUT);
        }
    }

    /// Records another response for an account: its refusals are no longer consecutive.
    pub(crate) fn interrupt(&mut self, account: &Account) {
        self.refused.remove(account);
    }

    /// Records a success, which shows that the credential is valid.
    pub(crate) fn accept(&mut self) {
        self.refused.clear();
    }

    fn forget_oldest(&mut self) {
        let oldest = self.refused.iter().min_by_key(|(_, refusals)| refusals.last);
        if let Some(account) = oldest.map(|(account, _)| account.clone()) {
            self.refused.remove(&account);
        }
    }
}

#[cfg(test)]
mod tests;
