//! The delivery of records to the callback, in each process.

use sendgrid_accounts::runtime::PerProcess;

use crate::ffi::error::FfiError;
use crate::log::callback::Callback;
use crate::log::delivery::Delivery;

/// A callback, and the thread of each process that runs it.
pub(super) struct Logger {
    pub(super) callback: Callback,
    pub(super) delivery: PerProcess<Delivery>,
}

impl Logger {
    /// Starts the delivery of this process unless it runs; a forked child has one of its own.
    pub(super) fn start(&self) -> Result<&Delivery, FfiError> {
        self.delivery.get_or_try_init(|| Delivery::start(self.callback), drop)
    }

    /// The delivery of this process, if it has started.
    pub(super) fn delivery(&self) -> Option<&Delivery> {
        self.delivery.get_or_try_init(|| Err(()), drop).ok()
    }
}
