//! The lock of a ledger: one run at a time.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use fs4::{FileExt, TryLockError};

use crate::bulk::ledger::file::{beside, open_private};
use crate::bulk::ledger::problem::ledger_error;
use crate::error::Result;

/// Time in which the owner of a lock writes its process id.
const WRITTEN_WITHIN: Duration = Duration::from_millis(50);

/// A locked file beside the ledger, with the process id of the owner. The system unlocks it when the process
/// ends, in whatever way, so that the id in an unlocked file means nothing. The file stays: its deletion
/// could let two processes lock two files.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

/// A child that a thread is starting has a copy of the descriptor until it executes its program, which would
/// keep the lock.
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = FileExt::unlock(&self.file);
    }
}

impl Lock {
    /// # Errors
    ///
    /// [`Ledger`](crate::ErrorKind::Ledger) with the process id of the owner, or if the lock cannot be
    /// created.
    pub(super) fn acquire(ledger: &Path) -> Result<Self> {
        let cannot =
            |error: std::io::Error| ledger_error(ledger, format_args!("cannot be locked: {error}"));
        let mut file = open_private(&beside(ledger, ".lock")).map_err(cannot)?;
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
            Err(TryLockError::WouldBlock) => {
                return Err(ledger_error(
                    ledger,
                    format_args!("is in use by {}", owner(&mut file)),
                ));
            }
        }
        let write = |file: &mut File| {
            file.set_len(0)?;
            write!(file, "{}", std::process::id())
        };
        write(&mut file).map_err(cannot)?;
        Ok(Self { file })
    }
}

fn owner(file: &mut File) -> String {
    thread::sleep(WRITTEN_WITHIN);
    let mut process = String::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut process));
    match process.parse::<u32>() {
        Ok(process) if read.is_ok() && process == std::process::id() => {
            format!("another run of this process ({process})")
        }
        Ok(process) if read.is_ok() => format!("the process {process}"),
        _ => "another process".to_owned(),
    }
}
