//! Descriptor that an event loop waits for.

use std::ffi::c_int;
use std::io;
#[cfg(unix)]
use std::os::{fd::AsRawFd, unix::net::UnixStream};

/// A socket pair; its first end is readable while it holds a byte. Windows has no such descriptor.
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

    /// Sets whether the descriptor is readable. It must have been the opposite before.
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
