//! Which process this is.
//!
//! Only the system knows: whoever remembers it is wrong after a fork. But it need not be asked more
//! than once for what is done in one go.

use std::cell::Cell;

#[cfg(feature = "blocking")]
use crate::during::during;

thread_local! {
    static KNOWN: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The process that this is.
pub(crate) fn id() -> u32 {
    KNOWN.get().unwrap_or_else(std::process::id)
}

/// Does some work that does not fork, where it is known which process this is.
#[cfg(feature = "blocking")]
pub(crate) fn known<R>(process: u32, work: impl FnOnce() -> R) -> R {
    during(&KNOWN, Some(process), work)
}

/// Says it once for a thread that never forks.
#[cfg(feature = "blocking")]
pub(crate) fn know() {
    KNOWN.set(Some(std::process::id()));
}

#[cfg(all(test, feature = "blocking"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_forgotten_afterwards() {
        assert_eq!(known(7, || (id(), known(8, id), id())), (7, 8, 7));
        assert_eq!(id(), std::process::id());
    }
}
