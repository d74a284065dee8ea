//! The thread that runs a callback.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use sendgrid_accounts::runtime;

use crate::ffi::error::FfiError;
use crate::ffi::objects::Arena;
use crate::log::callback::Callback;
use crate::log::record::{Record, TARGET};
use crate::status::sga_status;
use crate::types::log::{sga_log_field, sga_log_level, sga_log_record};

/// Maximum number of records that wait for the callback.
const CAPACITY: usize = 1024;

thread_local! {
    /// The address of the state whose callback this thread runs, or 0.
    static DELIVERS: Cell<usize> = const { Cell::new(0) };
}

/// Whether this thread runs a callback.
pub(super) fn is_delivering() -> bool {
    delivers() != 0
}

fn delivers() -> usize {
    DELIVERS.try_with(Cell::get).unwrap_or(0)
}

/// The thread of a process that runs a callback, and the records that wait for it. The thread ends by
/// [`stop`](Self::stop), or when this is dropped.
pub(super) struct Delivery {
    /// `None` ends the thread.
    records: SyncSender<Option<Record>>,
    state: Arc<State>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct State {
    /// No further record may reach the callback.
    stopped: AtomicBool,
    /// Number of records that did not fit.
    lost: AtomicU64,
}

impl Delivery {
    pub(super) fn start(callback: Callback) -> Result<Self, FfiError> {
        let (records, queue) = mpsc::sync_channel(CAPACITY);
        let (sender, started) = mpsc::channel();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        // The worker starts the thread, which inherits its signal mask.
        runtime::spawn(async move {
            let thread = thread::Builder::new().name("sendgrid-log".to_owned());
            let _ = sender.send(thread.spawn(move || run(callback, &queue, &shared)));
        })?;
        let thread = started.recv().map_err(|_| runtime::lost())?.map_err(|error| {
            let problem = format!("cannot start a thread: {error}");
            FfiError::misuse(sga_status::SGA_ERR_CONNECT, "callback", &problem)
        })?;
        Ok(Self { records, state, thread: Mutex::new(Some(thread)) })
    }

    /// Passes a record to the thread, without waiting. A record that does not fit is counted.
    pub(super) fn deliver(&self, record: Record) {
        if self.records.try_send(Some(record)).is_err() {
            self.state.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Ends the thread. Returns when it has ended, except on this thread: then no further record
    /// reaches the callback.
    pub(super) fn stop(&self) {
        if delivers() == Arc::as_ptr(&self.state).addr() {
            self.state.stopped.store(true, Ordering::Release);
            let _ = self.records.try_send(None);
            return;
        }
        // Fails if the thread has ended.
        let _ = self.records.send(None);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

fn run(callback: Callback, queue: &Receiver<Option<Record>>, state: &Arc<State>) {
    DELIVERS.set(Arc::as_ptr(state).addr());
    while let Ok(Some(record)) = queue.recv() {
        let lost = state.lost.swap(0, Ordering::Relaxed);
        let lost = (lost > 0).then(|| lost_records(lost));
        for record in std::iter::once(record).chain(lost) {
            if state.stopped.load(Ordering::Acquire) {
                return;
            }
            let _ = catch_unwind(AssertUnwindSafe(|| call(callback, &record)));
        }
    }
}

fn lost_records(count: u64) -> Record {
    Record {
        level: sga_log_level::SGA_LOG_WARN,
        operation: None,
        message: "log records lost".to_owned(),
        fields: vec![("count", count.to_string())],
    }
}

fn call(callback: Callback, record: &Record) {
    let arena = Arena::default();
    let fields = record.fields.iter().map(|(name, value)| sga_log_field {
        name: arena.string(name),
        value: arena.string(value),
    });
    let record = sga_log_record {
        level: record.level,
        target: arena.string(TARGET),
        operation: arena.optional_string(record.operation.as_deref()),
        message: arena.string(&record.message),
        field_count: record.fields.len(),
        fields: arena.rows(fields),
    };
    // SAFETY: the program guarantees that it can be called with this pointer until it is replaced.
    unsafe { (callback.function)(&raw const record, callback.user_data) };
}
