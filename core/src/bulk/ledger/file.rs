//! The files of a ledger: where they are, and whether they still are what was opened.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::bulk::ledger::ledger_error;
use crate::error::Result;

/// The same path for all symbolic links to a ledger.
pub(super) fn resolve(path: &Path) -> Result<PathBuf> {
    let cannot = |error: io::Error| ledger_error(path, format_args!("cannot be opened: {error}"));
    match fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        resolved => return resolved.map_err(cannot),
    }
    let Some(name) = path.file_name() else {
        return Err(ledger_error(path, "cannot be opened: its path names no file"));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).map_err(cannot)?;
    Ok(folder.join(name))
}

/// A path with a suffix.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Opens or creates a file that only its owner reads: it has names of customers.
pub(super) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a new or renamed file in a folder durable.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and the file system does it.
    if cfg!(unix) {
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// A file that `SQLite` has open. `SQLite` goes on after it was deleted, replaced or truncated, and what it
/// writes is lost.
#[derive(Debug)]
struct Watched {
    path: PathBuf,
    identity: Option<(u64, u64)>,
    length: u64,
}

/// The database and its write-ahead log.
#[derive(Debug)]
pub(super) struct Files {
    database: Watched,
    log: Option<Watched>,
}

impl Files {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        Ok(Self { database: Watched::new(path.to_owned())?, log: None })
    }

    /// Checks that what was written is where another run finds it.
    pub(super) fn check(&mut self) -> Result<(), &'static str> {
        self.database.check()?;
        if let Some(log) = &mut self.log {
            return log.check();
        }
        // Created by the first write.
        self.log = Watched::new(beside(&self.database.path, "-wal")).ok();
        Ok(())
    }
}

impl Watched {
    fn new(path: PathBuf) -> io::Result<Self> {
        let metadata = fs::metadata(&path)?;
        Ok(Self { path, identity: identity(&metadata), length: metadata.len() })
    }

    fn check(&mut self) -> Result<(), &'static str> {
        let metadata = fs::metadata(&self.path).map_err(|_| "was deleted during the run")?;
        if identity(&metadata) != self.identity {
            return Err("was replaced during the run");
        }
        if metadata.len() < self.length {
            return Err("was truncated during the run");
        }
        self.length = metadata.len();
        Ok(())
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other platforms have none")]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

/// An open file cannot be deleted or replaced there.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}
