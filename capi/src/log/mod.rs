//! Log records for a callback of the program.
//!
//! The events of a call go to a `tracing` dispatcher that is set only while that call is polled, so
//! that a program that links this library and has a subscriber of its own keeps it. A thread of its own
//! runs the callback: the worker never waits for it.

mod callback;
mod delivery;
pub(crate) mod functions;
mod logger;
mod record;
mod subscriber;

use std::ffi::c_void;
use std::future::Future;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use sendgrid_accounts::runtime::PerProcess;
use tracing::Dispatch;
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

use crate::ffi::error::FfiError;
use crate::ffi::handles::{self, Handle};
use crate::log::callback::Callback;
use crate::log::delivery::is_delivering;
use crate::log::logger::Logger;
use crate::log::subscriber::CoreEvents;
use crate::types::log::{sga_log_callback, sga_log_level};

/// The logger, and the dispatcher of its events.
struct Log {
    logger: Arc<Logger>,
    dispatch: Dispatch,
}

/// A handle that no program gets: the registry keeps its lock usable in a forked child.
struct LogHandle;

impl Handle for LogHandle {
    type Object = Log;
    const NAME: &'static str = "callback";
}

/// The handle of the log, or 0.
static CURRENT: AtomicUsize = AtomicUsize::new(0);

/// A second dispatcher, without effect. With a single one, `tracing` asks the dispatcher of the thread
/// that reaches an event first, and ignores the event for ever if that thread has none.
static SECOND: OnceLock<Dispatch> = OnceLock::new();

fn handle(number: usize) -> *const LogHandle {
    ptr::without_provenance(number)
}

/// Replaces the callback. Returns when the previous one has ended, unless it calls this function.
fn set(
    callback: sga_log_callback,
    user_data: *mut c_void,
    max_level: sga_log_level,
) -> Result<(), FfiError> {
    let number = match callback {
        None => 0,
        Some(function) => {
            let callback = Callback { function, user_data };
            let logger = Arc::new(Logger { callback, delivery: PerProcess::new() });
            logger.start()?;
            SECOND.get_or_init(|| Dispatch::new(NoSubscriber::new()));
            let dispatch = Dispatch::new(CoreEvents::new(&logger, max_level));
            handles::new_handle::<LogHandle>(Log { logger, dispatch }).addr()
        }
    };
    let previous = CURRENT.swap(number, Ordering::AcqRel);
    if let Some(previous) = handles::take_handle(handle(previous))? {
        if let Some(delivery) = previous.logger.delivery() {
            delivery.stop();
        }
        drop(previous);
        tracing::callsite::rebuild_interest_cache();
    }
    Ok(())
}

/// The dispatcher for a call of this thread.
fn current() -> Option<Dispatch> {
    let number = CURRENT.load(Ordering::Acquire);
    if number == 0 || is_delivering() {
        return None;
    }
    // Fails if another thread replaces the callback.
    let log = handles::get(handle(number)).ok()?;
    log.logger.start().ok()?;
    Some(log.dispatch.clone())
}

/// A call whose events are logged, unless the callback makes it.
pub(crate) fn logged<F: Future>(call: F) -> impl Future<Output = F::Output> {
    let dispatch = current();
    async move {
        match dispatch {
            Some(dispatch) => call.with_subscriber(dispatch).await,
            None => call.await,
        }
    }
}

/// Runs work of the calling thread whose events are logged.
pub(crate) fn with_log<T>(work: impl FnOnce() -> T) -> T {
    match current() {
        Some(dispatch) => tracing::dispatcher::with_default(&dispatch, work),
        None => work(),
    }
}
