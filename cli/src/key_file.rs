//! Files that hold the secrets of created keys, for their owner only.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// A file for the secret of a key. It is created before the key, and removed if no key was written.
pub(crate) struct KeyFile {
    path: PathBuf,
    file: File,
    is_written: bool,
}

impl KeyFile {
    /// Creates the file, with mode 0600; an existing file is refused.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let file = private(OpenOptions::new().write(true).create_new(true)).open(path);
        let file = file.map_err(|error| {
            Failure::usage(format!("--key-file {} cannot be created: {error}", path.display()))
        })?;
        Ok(Self { path: path.to_owned(), file, is_written: false })
    }

    /// Writes the secret and a line end.
    pub(crate) fn write(&mut self, secret: &str) -> Result {
        // A file that is written in part is not deleted: it may hold the only copy of the key.
        self.is_written = true;
        let written = writeln!(self.file, "{secret}").and_then(|()| self.file.sync_all());
        written.map_err(|error| Failure::file(&self.path, "written", &error))
    }
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        if !self.is_written {
            // The empty file is a nuisance, but no error of the command.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Options with which a new file can be read by its owner only.
#[cfg(unix)]
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;

    options.mode(0o600)
}

/// Other systems give a new file the access rights of its folder.
#[cfg(not(unix))]
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
