//! The descriptor that a program's own loop waits for.

use std::ffi::c_int;
use std::io;
#[cfg(unix)]
use std::os::{fd::AsRawFd, unix::net::UnixStream};

/// Two ends of a socket: the first is readable while a byte lies in it. Windows has none.
pub(crate) struct Descriptor {
    #[cfg(unix)]
    ends: (UnixStream, UnixStream),
}

#[cfg(unix)]
impl Descriptor {
    pub(crate) fn new() -> io::Result<Self> {
        let ends = UnixStream::pair()?;
        ends.0.set_nonblocking(true)?;
        ends.1.set_nonblocking(true)?;
        Ok(Self { ends })
    }

    pub(crate) fn number(&self) -> c_int {
        self.ends.0.as_raw_fd()
    }

    /// Makes it readable, or not, if it was not so before.
    pub(crate) fn set_readable(&self, readable: bool) {
        use io::{Read, Write};
        let _ = if readable { (&self.ends.1).write(&[1]) } else { (&self.ends.0).read(&mut [0]) };
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on Unix")]
impl Descriptor {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    pub(crate) fn number(&self) -> c_int {
        -1
    }

    pub(crate) fn set_readable(&self, _: bool) {}
}
