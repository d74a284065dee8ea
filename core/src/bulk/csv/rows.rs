//! Rows of a file, in constant memory.

use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::time::SystemTime;

use ring::digest::{Context, SHA256};

use crate::bulk::csv::tokenizer::{Cells, Tokenizer};

/// Maximum size of a row in bytes.
const MAX_ROW: u64 = 1024 * 1024;
/// Size of a read in bytes.
const BUFFER: usize = 64 * 1024;
/// Byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// SHA-256 of a file.
pub(super) type Digest = [u8; 32];

/// A problem that ends the reading.
#[derive(Debug)]
pub(super) enum Stop {
    /// Of a line.
    Line(u64, String),
    /// Of the file.
    File(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::File(format!("cannot be read: {error}"))
    }
}

/// A file that is hashed as it is read, and must not change until the end.
struct Watched {
    file: File,
    /// Size and time of the last change when it was opened.
    state: (u64, Option<SystemTime>),
    hash: Context,
}

fn state(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        if state(&self.file.metadata()?) == self.state {
            Ok(read)
        } else {
            Err(io::Error::other("it was changed while it was read"))
        }
    }
}

/// Reads a file row by row.
pub(super) struct Rows {
    file: BufReader<Watched>,
    tokenizer: Tokenizer,
    buffer: Vec<u8>,
    /// Number of lines that were read.
    line: u64,
}

impl Rows {
    pub(super) fn open(path: &Path) -> Result<Self, Stop> {
        let cannot_open = |error: io::Error| Stop::File(format!("cannot be opened: {error}"));
        let file = File::open(path).map_err(cannot_open)?;
        let metadata = file.metadata().map_err(cannot_open)?;
        if !metadata.is_file() {
            let problem =
                "is not a regular file: it is read twice, and cannot be a pipe or a folder";
            return Err(Stop::File(problem.to_owned()));
        }
        let file = Watched { file, state: state(&metadata), hash: Context::new(&SHA256) };
        let (tokenizer, buffer) = (Tokenizer::default(), Vec::new());
        let mut rows =
            Self { file: BufReader::with_capacity(BUFFER, file), tokenizer, buffer, line: 0 };
        rows.skip_mark()?;
        Ok(rows)
    }

    /// Begins again at the start of the file.
    pub(super) fn rewind(&mut self) -> Result<(), Stop> {
        self.file.get_mut().file.rewind()?;
        self.file.get_mut().hash = Context::new(&SHA256);
        // Discards what is buffered.
        self.file.consume(self.file.buffer().len());
        self.line = 0;
        self.skip_mark()
    }

    fn skip_mark(&mut self) -> Result<(), Stop> {
        let start = self.file.fill_buf()?;
        let is_utf16 = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        if is_utf16 || start.iter().take(4).any(|byte| *byte == 0) {
            return Err(Stop::File("is UTF-16 or no text: save the file as UTF-8".to_owned()));
        }
        let mark = if start.starts_with(BOM) { BOM.len() } else { 0 };
        self.file.consume(mark);
        Ok(())
    }

    /// The number of the next line that is not empty, and the line; it is of the header. `None` at the end.
    pub(super) fn header(&mut self) -> Result<Option<(u64, Vec<u8>)>, Stop> {
        self.buffer.clear();
        Ok(self.read_first_line()?.then(|| (self.line, self.buffer.clone())))
    }

    /// The line of the next row, and its cells or its fault; `None` at the end.
    #[expect(clippy::type_complexity, reason = "a row and the three ways to have none")]
    pub(super) fn next(
        &mut self,
        delimiter: u8,
    ) -> Result<Option<(u64, Result<Cells<'_>, String>)>, Stop> {
        self.buffer.clear();
        self.tokenizer.clear();
        if !self.read_first_line()? {
            return Ok(None);
        }
        let (first, mut start) = (self.line, 0);
        loop {
            let line = self.buffer.get(start..).unwrap_or_default();
            self.tokenizer.read_line(line, delimiter);
            start = self.buffer.len();
            if !self.tokenizer.is_open() || !self.read_line(first)? {
                return Ok(Some((first, self.tokenizer.cells())));
            }
        }
    }

    /// Reads lines until one that is not empty; false at the end.
    fn read_first_line(&mut self) -> Result<bool, Stop> {
        loop {
            let next = self.line.saturating_add(1);
            if !self.read_line(next)? {
                return Ok(false);
            }
            if !matches!(self.buffer.as_slice(), b"\n" | b"\r\n" | b"\r") {
                return Ok(true);
            }
            self.buffer.clear();
        }
    }

    /// Appends a line of the row that begins at line `first`; false at the end.
    fn read_line(&mut self, first: u64) -> Result<bool, Stop> {
        let left = MAX_ROW.saturating_sub(self.buffer.len() as u64);
        let read = (&mut self.file).take(left).read_until(b'\n', &mut self.buffer)?;
        if left == 0 || (read as u64 == left && self.buffer.last() != Some(&b'\n')) {
            let problem = "begins a row of more than 1 MiB: is a quotation mark not closed?";
            return Err(Stop::Line(first, problem.to_owned()));
        }
        self.line = self.line.saturating_add(u64::from(read > 0));
        Ok(read > 0)
    }

    /// Number of lines that were read.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// SHA-256 of the bytes that were read since the start.
    pub(super) fn digest(&self) -> Digest {
        let mut digest = Digest::default();
        let hash = self.file.get_ref().hash.clone().finish();
        digest.copy_from_slice(hash.as_ref());
        digest
    }
}
