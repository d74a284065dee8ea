//! The descriptor that a program's own loop waits for.

#[cfg(not(unix))]
pub(crate) use of_others::Descriptor;
#[cfg(unix)]
pub(crate) use of_unix::Descriptor;

#[cfg(unix)]
mod of_unix {
    use std::ffi::c_int;
    use std::io::{Read, Result, Write};
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixStream;

    /// A socket pair: its reader is readable while a byte lies in it.
    pub(crate) struct Descriptor {
        reader: UnixStream,
        writer: UnixStream,
    }

    impl Descriptor {
        pub(crate) fn new() -> Result<Self> {
            let (writer, reader) = UnixStream::pair()?;
            writer.set_nonblocking(true)?;
            reader.set_nonblocking(true)?;
            Ok(Self { reader, writer })
        }

        pub(crate) fn number(&self) -> c_int {
            self.reader.as_raw_fd()
        }

        /// Makes it readable. It must not be readable yet.
        pub(crate) fn set(&self) {
            let _ = (&self.writer).write(&[1]);
        }

        /// Makes it not readable.
        pub(crate) fn clear(&self) {
            let _ = (&self.reader).read(&mut [0; 1]);
        }
    }
}

#[cfg(not(unix))]
mod of_others {
    use std::ffi::c_int;
    use std::io::Result;

    /// Elsewhere there is no such descriptor: programs wait in `sga_queue_next`.
    pub(crate) struct Descriptor;

    impl Descriptor {
        #[expect(clippy::unnecessary_wraps, reason = "as with a descriptor")]
        pub(crate) fn new() -> Result<Self> {
            Ok(Self)
        }

        #[expect(clippy::unused_self, reason = "as with a descriptor")]
        pub(crate) fn number(&self) -> c_int {
            -1
        }

        #[expect(clippy::unused_self, reason = "as with a descriptor")]
        pub(crate) fn set(&self) {}

        #[expect(clippy::unused_self, reason = "as with a descriptor")]
        pub(crate) fn clear(&self) {}
    }
}
