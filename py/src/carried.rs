//! A call that its loop carries on, on the loop's own thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Poll, Wake, Waker};

use pyo3::prelude::*;

use crate::bridge::Slot;
use crate::log::Log;

/// Goes on as far as it can without waiting; makes the result where that is the end.
pub(crate) type Step = Box<dyn FnMut(Python<'_>, &Waker, u32) -> Poll<PyResult<Py<PyAny>>> + Send>;

/// A call, and who wakes it.
pub(crate) struct Carried {
    step: Step,
    log: Log,
    alarm: Arc<Alarm>,
    waker: Waker,
}

impl Carried {
    pub(crate) fn new(step: Step, log: Log, slot: Arc<Slot>, number: u64) -> Self {
        let alarm = Arc::new(Alarm { slot, number, state: AtomicU8::new(ASLEEP) });
        let waker = Waker::from(Arc::clone(&alarm));
        Self { step, log, alarm, waker }
    }

    pub(crate) fn number(&self) -> u64 {
        self.alarm.number
    }

    /// Lets it go on in the loop's next turn.
    pub(crate) fn ring(&self) -> Poll<PyResult<Py<PyAny>>> {
        self.waker.wake_by_ref();
        Poll::Pending
    }

    /// Goes on as far as it can without waiting; `process` is the process that this is.
    pub(crate) fn step(&mut self, py: Python<'_>, process: u32) -> Poll<PyResult<Py<PyAny>>> {
        loop {
            self.alarm.state.store(GOING_ON, Ordering::Release);
            if let Poll::Ready(result) = (self.step)(py, &self.waker, process) {
                return Poll::Ready(result);
            }
            if self.alarm.falls_asleep() {
                return Poll::Pending;
            }
        }
    }

    /// Hands what the call has to say to `logging`.
    pub(crate) fn flush(&self, py: Python<'_>) -> PyResult<()> {
        self.log.flush(py)
    }
}

/// It waits, and its waker rings the bell.
const ASLEEP: u8 = 0;
/// Its number lies in the mailbox.
const RUNG: u8 = 1;
/// It is at work: there is no need to ring for it.
const GOING_ON: u8 = 2;
/// It was woken while it was at work.
const WOKEN: u8 = 3;

/// Rings the loop's bell for one call, once for however often it is woken.
struct Alarm {
    slot: Arc<Slot>,
    number: u64,
    state: AtomicU8,
}

impl Alarm {
    /// Whether there is nothing more to do for now.
    fn falls_asleep(&self) -> bool {
        let changed =
            self.state.compare_exchange(GOING_ON, ASLEEP, Ordering::AcqRel, Ordering::Acquire);
        changed.is_ok()
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let change = |state: u8| match state {
            ASLEEP => Some(RUNG),
            GOING_ON => Some(WOKEN),
            _ => None,
        };
        let before = self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, change);
        if before == Ok(ASLEEP) {
            self.slot.wake(self.number);
        }
    }
}
