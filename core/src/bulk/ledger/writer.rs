//! The thread that writes a ledger.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, SystemTime};

use tokio::sync::oneshot;

use crate::bulk::ledger::ledger_error;
use crate::bulk::ledger::lock::Lock;
use crate::bulk::ledger::record::{Begun, End, Entry, LedgerRow};
use crate::bulk::ledger::store::{Store, sqlite_error};
use crate::error::{Error, Result};

/// Maximum number of commands in one transaction.
const MAX_BATCH: usize = 1_000;

pub(super) type Reply<T> = oneshot::Sender<Result<T>>;

/// A command to the thread.
#[derive(Debug)]
pub(super) enum Command {
    Find { key: String, reply: Reply<Option<LedgerRow>> },
    Begin { entry: Arc<Entry>, attempt: Duration, reply: Reply<Begun> },
    End { entry: Arc<Entry>, end: End, reply: Reply<()> },
    Withdraw { entry: Arc<Entry> },
    Close,
}

/// Result of a command.
enum Done {
    Found(Option<Box<LedgerRow>>),
    Begun(Begun),
    Recorded,
}

pub(super) struct Writer {
    store: Store,
    path: PathBuf,
    commands: Receiver<Command>,
    /// After the first failure nothing is begun, but what is in progress is recorded if possible.
    failure: Option<Error>,
    /// Dropped last.
    _lock: Lock,
}

impl Writer {
    pub(super) fn new(store: Store, path: PathBuf, lock: Lock) -> (Self, Sender<Command>) {
        let (sender, commands) = mpsc::channel();
        (Self { store, path, commands, failure: None, _lock: lock }, sender)
    }

    /// Executes commands until the ledger is closed.
    pub(super) fn run(mut self) {
        let mut is_open = true;
        while is_open {
            let Ok(first) = self.commands.recv() else { return };
            let mut batch = vec![first];
            // What was queued during the last commit shares the next one.
            while batch.len() < MAX_BATCH {
                let Ok(next) = self.commands.try_recv() else { break };
                batch.push(next);
            }
            is_open = !batch.iter().any(|command| matches!(command, Command::Close));
            self.execute(batch);
        }
    }

    fn execute(&mut self, batch: Vec<Command>) {
        let begins =
            |command: &Command| matches!(command, Command::Find { .. } | Command::Begin { .. });
        let has_failed = self.failure.is_some();
        let (refused, batch): (Vec<_>, Vec<_>) =
            batch.into_iter().partition(|command| has_failed && begins(command));
        match self.transaction(&batch) {
            Ok(done) => {
                batch.into_iter().zip(done).for_each(|(command, done)| command.answer(done));
            }
            Err(error) => {
                for command in batch {
                    command.refuse(&error);
                }
                self.failure.get_or_insert(error);
            }
        }
        if let Some(failure) = &self.failure {
            for command in refused {
                command.refuse(failure);
            }
        }
    }

    fn transaction(&mut self, batch: &[Command]) -> Result<Vec<Done>> {
        let path = &self.path;
        // Before as well: a commit may copy the log into the file.
        self.store.check().map_err(|problem| ledger_error(path, problem))?;
        let done = self.commit(batch).map_err(|error| {
            self.store.roll_back();
            sqlite_error(path, "written", &error)
        })?;
        self.store.check().map_err(|problem| ledger_error(path, problem))?;
        Ok(done)
    }

    fn commit(&self, batch: &[Command]) -> rusqlite::Result<Vec<Done>> {
        let reads = |command: &Command| matches!(command, Command::Find { .. } | Command::Close);
        if batch.iter().all(reads) {
            return batch.iter().map(|command| self.apply(command)).collect();
        }
        self.store.begin_transaction()?;
        let done = batch.iter().map(|command| self.apply(command)).collect::<Result<_, _>>()?;
        self.store.commit()?;
        Ok(done)
    }

    fn apply(&self, command: &Command) -> rusqlite::Result<Done> {
        let (store, now) = (&self.store, SystemTime::now());
        Ok(match command {
            Command::Find { key, .. } => Done::Found(store.find(key)?.map(Box::new)),
            Command::Begin { entry, attempt, .. } => {
                Done::Begun(store.begin(entry, *attempt, now)?)
            }
            Command::End { entry, end, .. } => {
                store.end(entry, end, now)?;
                Done::Recorded
            }
            Command::Withdraw { entry } => {
                store.withdraw(entry, now)?;
                Done::Recorded
            }
            Command::Close => Done::Recorded,
        })
    }
}

impl Command {
    /// Answers a command, whose caller may have gone.
    fn answer(self, done: Done) {
        match (self, done) {
            (Self::Find { reply, .. }, Done::Found(row)) => {
                drop(reply.send(Ok(row.map(|row| *row))));
            }
            (Self::Begin { reply, .. }, Done::Begun(begun)) => drop(reply.send(Ok(begun))),
            (Self::End { reply, .. }, Done::Recorded) => drop(reply.send(Ok(()))),
            _ => {}
        }
    }

    fn refuse(self, error: &Error) {
        match self {
            Self::Find { reply, .. } => drop(reply.send(Err(error.copy()))),
            Self::Begin { reply, .. } => drop(reply.send(Err(error.copy()))),
            Self::End { reply, .. } => drop(reply.send(Err(error.copy()))),
            Self::Withdraw { .. } | Self::Close => {}
        }
    }
}
