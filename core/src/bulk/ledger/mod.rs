//! The ledger: a `SQLite` file that records each job before its call is sent, and what became of it.

mod file;
mod lock;
mod record;
mod report;
mod store;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::bulk::ledger::lock::Lock;
use crate::bulk::ledger::store::Store;
use crate::bulk::ledger::writer::{Command, Reply, Writer};
use crate::error::{Error, ErrorKind, Outcome, Result, printable};
use crate::signals;

pub(super) use record::{Begun, End, Entry};
pub use record::{LedgerRow, LedgerState};
pub use report::{Ledger, LedgerReport, LedgerRows};

/// An error of a ledger, by its path and what is wrong.
pub(super) fn ledger_error(path: &Path, problem: impl std::fmt::Display) -> Error {
    let path = path.to_string_lossy();
    let message = format!("the ledger {} {problem}", printable(&path));
    Error::new(ErrorKind::Ledger, Outcome::NotSent, message)
}

/// An open ledger. Its file is written by a thread of its own, which commits what several jobs record at
/// the same time together.
#[derive(Debug)]
pub(super) struct OpenLedger {
    path: PathBuf,
    commands: Option<Sender<Command>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    process: u32,
    is_new: bool,
    executions: AtomicI64,
}

impl OpenLedger {
    /// Opens a ledger, or creates it.
    ///
    /// # Errors
    ///
    /// [`Ledger`](ErrorKind::Ledger) if another run uses it, if it is no ledger, or if it cannot be opened.
    pub(super) fn open(path: &Path, description: Option<&str>) -> Result<Self> {
        let path = file::resolve(path)?;
        let lock = Lock::acquire(&path)?;
        let (store, is_new) = Store::open(&path, description)?;
        let (writer, commands) = Writer::new(store, path.clone(), lock);
        let start = || {
            let _mask = signals::block();
            let name = "sendgrid-ledger".to_owned();
            thread::Builder::new().name(name).spawn(move || writer.run())
        };
        let thread = start().map_err(|error| {
            ledger_error(&path, format_args!("cannot be written: no thread: {error}"))
        })?;
        Ok(Self {
            path,
            commands: Some(commands),
            thread: Mutex::new(Some(thread)),
            process: std::process::id(),
            is_new,
            executions: AtomicI64::new(0),
        })
    }

    /// Whether no earlier run has used the ledger.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// A number for the execution of a job in this run.
    pub(super) fn next_execution(&self) -> i64 {
        self.executions.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn error(&self, problem: impl std::fmt::Display) -> Error {
        ledger_error(&self.path, problem)
    }

    /// The error of a second job with a key.
    pub(super) fn duplicate(&self, entry: &Entry) -> Error {
        self.error(format_args!(
            "has another job of this run with the key {:?}: give each job a key of its own",
            entry.key
        ))
    }

    /// What earlier runs recorded of a job.
    pub(super) async fn find(&self, entry: &Entry) -> Result<Option<LedgerRow>> {
        self.ask(|reply| Command::Find { key: entry.key.clone(), reply }).await
    }

    /// Records that the call of a job is about to be sent, and may be in progress for `attempt`. The
    /// record is durable when this returns.
    pub(super) async fn begin(&self, entry: &Arc<Entry>, attempt: Duration) -> Result<Begun> {
        self.ask(|reply| Command::Begin { entry: Arc::clone(entry), attempt, reply }).await
    }

    /// Records what became of a job. The record is durable when this returns.
    pub(super) async fn end(&self, entry: &Arc<Entry>, end: End) -> Result<()> {
        self.ask(|reply| Command::End { entry: Arc::clone(entry), end, reply }).await
    }

    /// Records that a call that was begun was not sent, without waiting for the record.
    pub(super) fn withdraw(&self, entry: &Arc<Entry>) {
        if let Ok(commands) = self.commands() {
            let _ = commands.send(Command::Withdraw { entry: Arc::clone(entry) });
        }
    }

    /// Writes everything and unlocks the file. Later commands fail.
    pub(super) fn close(&self) {
        let Ok(commands) = self.commands() else { return };
        let _ = commands.send(Command::Close);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }

    /// A forked child has neither the thread nor the lock.
    fn commands(&self) -> Result<&Sender<Command>> {
        let commands = self.commands.as_ref().filter(|_| self.process == std::process::id());
        commands.ok_or_else(|| {
            self.error("was opened before a fork: begin a run with another ledger in this process")
        })
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let sent = self.commands()?.send(command(reply)).is_ok();
        match answer.await {
            Ok(answer) if sent => answer,
            _ => Err(self.error("is closed")),
        }
    }
}

impl Drop for OpenLedger {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            self.close();
        } else {
            // The locks of the channel may be held by threads that do not exist here.
            std::mem::forget(self.commands.take());
        }
    }
}
