//! Scripted faults: what a test orders to go wrong, once each.
//!
//! A request that meets one is answered by it: [`form`] says what can be ordered, [`queue`] which
//! request gets it, [`stand_in`] what is answered instead, and [`delivery`] how the bytes go out.

mod carry_out;
mod delivery;
mod echo;
mod form;
mod kind;
mod queue;
mod stand_in;

use serde::Serialize;

pub(crate) use self::carry_out::{carry_out, of_connection};
pub(crate) use self::form::read;
pub(crate) use self::queue::{Queue, Taken};

/// The operation of a fault that a connection meets as soon as it is accepted.
pub(crate) const ACCEPT: &str = "connection.accept";

/// The operation of a fault that a connection meets when its first bytes are there, none of which
/// was read yet.
pub(crate) const FIRST_BYTES: &str = "connection.first_bytes";

/// The scripted fault that a request met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct JournalFault {
    /// Its number, as the control API shows it.
    pub number: u64,
    /// What kind it is of, for example `reset`.
    pub kind: String,
}
