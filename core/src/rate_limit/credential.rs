//! The state that all calls of one credential at one API share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tokio::time::Instant;

use crate::http::rate_limit_headers::RateLimitObservation;
use crate::rate_limit::lockout::Lockouts;
use crate::rate_limit::scope::Account;

/// A credential at one API of one host.
#[derive(Debug)]
pub(crate) struct Credential {
    /// Distinguishes the credentials of a process.
    pub(crate) number: u64,
    lockouts: Mutex<Lockouts>,
    clock: Mutex<ServerClock>,
}

impl Credential {
    pub(crate) fn new(number: u64) -> Self {
        Self { number, lockouts: Mutex::default(), clock: Mutex::default() }
    }

    pub(crate) fn lockouts(&self) -> MutexGuard<'_, Lockouts> {
        self.lockouts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clock(&self) -> MutexGuard<'_, ServerClock> {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server's time at a local time.
    pub(crate) fn server_time(&self, local_time: SystemTime) -> SystemTime {
        self.clock().time(local_time)
    }

    /// Records the response to a call for an account.
    pub(crate) fn observe(
        &self,
        account: &Account,
        observation: &RateLimitObservation,
        now: Instant,
    ) {
        self.clock().observe(observation);
        match observation.status {
            // A server may reject a call before it checks the credential.
            429 => {}
            401 => self.lockouts().refuse(account, now),
            _ if observation.success => self.lockouts().accept(),
            _ => self.lockouts().interrupt(account),
        }
    }
}

/// The server's clock and the local clock at the last response with a date.
#[derive(Debug, Default)]
struct ServerClock(Option<(SystemTime, SystemTime)>);

impl ServerClock {
    fn observe(&mut self, observation: &RateLimitObservation) {
        self.0 = observation.clocks.or(self.0);
    }

    /// The server's time at a local time: the local time itself if no response had a date.
    fn time(&self, local_time: SystemTime) -> SystemTime {
        let Some((server, local)) = self.0 else { return local_time };
        let time = match local_time.duration_since(local) {
            Ok(elapsed) => server.checked_add(elapsed),
            Err(earlier) => server.checked_sub(earlier.duration()),
        };
        time.unwrap_or(local_time)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_servers_time_is_extrapolated_from_its_last_date() {
        let (credential, second) = (Credential::new(1), Duration::from_secs);
        let local_time = SystemTime::UNIX_EPOCH + second(1_700_000_000);
        assert_eq!(credential.server_time(local_time), local_time);
        let clocks = Some((local_time - second(3600), local_time));
        let dated = RateLimitObservation { clocks, ..RateLimitObservation::default() };
        for observation in [dated, RateLimitObservation::default()] {
            credential.observe(&None, &observation, Instant::now());
        }
        let time = credential.server_time(local_time + second(5));
        assert_eq!(time, local_time - second(3595));
        let time = credential.server_time(local_time - second(5));
        assert_eq!(time, local_time - second(3605));
    }

    #[test]
    fn a_429_leaves_the_count_of_refusals_as_it_is() {
        let (credential, now) = (Credential::new(1), Instant::now());
        for status in [401, 429, 401, 429, 401] {
            let observation = RateLimitObservation { status, ..RateLimitObservation::default() };
            credential.observe(&None, &observation, now);
        }
        assert!(credential.lockouts().is_locked(&None, now));
    }

    #[test]
    fn an_error_interrupts_the_refusals_of_its_account_and_a_success_all_of_them() {
        for (status, success, locked) in
            [(404, false, true), (200, false, true), (200, true, false)]
        {
            let (credential, now) = (Credential::new(1), Instant::now());
            let other = Some(http::HeaderValue::from_static("other"));
            let refusal = RateLimitObservation { status: 401, ..RateLimitObservation::default() };
            credential.observe(&other, &refusal, now);
            for account in [&None, &other] {
                credential.observe(account, &refusal, now);
            }
            let response =
                RateLimitObservation { status, success, ..RateLimitObservation::default() };
            credential.observe(&None, &response, now);
            for account in [&None, &None, &other] {
                credential.observe(account, &refusal, now);
            }
            assert!(!credential.lockouts().is_locked(&None, now), "{status} {success}");
            assert_eq!(credential.lockouts().is_locked(&other, now), locked, "{status} {success}");
        }
    }
}
