//! The rate of a run that shares the server's limit with other runs.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::client::config::check_range;
use crate::error::{Error, ErrorKind, Outcome, Result};

const MINUTE: Duration = Duration::from_secs(60);

/// Slots for calls, evenly spaced. A slot that no call takes is lost: there are no bursts.
#[derive(Debug)]
pub(super) struct Rate {
    interval: Duration,
    next: Mutex<Option<Instant>>,
}

impl Rate {
    pub(super) fn new(per_minute: u32) -> Result<Self> {
        check_range("max_per_minute", per_minute, 1..=1_000_000)?;
        let interval = MINUTE.checked_div(per_minute).unwrap_or(MINUTE);
        Ok(Self { interval, next: Mutex::default() })
    }

    /// Takes the next slot.
    fn take(&self, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = next.map_or(now, |next| next.max(now));
        *next = slot.checked_add(self.interval);
        slot
    }

    /// Waits for the next slot.
    ///
    /// # Errors
    ///
    /// [`RateLimit`](ErrorKind::RateLimit) if the run is stopped before.
    pub(super) async fn wait(&self, mut stopped: watch::Receiver<bool>) -> Result<()> {
        let slot = self.take(Instant::now());
        match timeout_at(slot, stopped.wait_for(|stopped| *stopped)).await {
            Ok(Ok(_)) if slot > Instant::now() => Err(Error::new(
                ErrorKind::RateLimit,
                Outcome::NotSent,
                "the call was not sent: the run was stopped while the call waited for its rate",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_evenly_spaced_and_do_not_add_up() {
        let rate = Rate::new(600).unwrap();
        let start = Instant::now();
        let slots = [0, 0, 0, 250, 1_000, 1_000].map(|at| {
            let slot = rate.take(start + Duration::from_millis(at));
            slot.duration_since(start).as_millis()
        });
        assert_eq!(slots, [0, 100, 200, 300, 1_000, 1_100]);
    }

    #[test]
    fn a_rate_of_nothing_is_refused() {
        for wrong in [0, 1_000_001] {
            let error = Rate::new(wrong).unwrap_err();
            assert_eq!(error.field(), Some("max_per_minute"));
        }
        assert_eq!(Rate::new(1).unwrap().interval, MINUTE);
    }

    #[tokio::test]
    async fn a_stopped_run_waits_for_no_slot() {
        let rate = Rate::new(1).unwrap();
        let stopped = watch::Sender::new(false);
        rate.wait(stopped.subscribe()).await.unwrap();
        let started = Instant::now();
        let stop = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            stopped.send_replace(true);
        };
        let (waited, ()) = tokio::join!(rate.wait(stopped.subscribe()), stop);
        assert_eq!(waited.unwrap_err().outcome(), Outcome::NotSent);
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}
