//! Fault injection: a test registers faults over the control API, and each is injected once.
//!
//! [`order`] parses a registered fault, [`queue`] assigns it to a request or a connection, and
//! [`delivery`] converts the response to the bytes on the connection.

mod delivery;
mod fault;
mod kind;
mod order;
mod queue;

use serde::Serialize;

pub(crate) use self::delivery::{NormalResponse, is_persistent};
pub use self::fault::Fault;
pub(crate) use self::kind::FaultKind;
pub(crate) use self::order::{Order, from_json, operations, read};
pub(crate) use self::queue::{Assignment, Queue};
pub use self::queue::{FaultState, Faults};

/// The operation name of faults that are injected as soon as a connection is accepted.
pub(crate) const ACCEPT: &str = "connection.accept";

/// The operation name of faults that are injected when the first bytes of a connection arrive,
/// before the server reads them.
pub(crate) const FIRST_BYTES: &str = "connection.first_bytes";

/// The injected fault of a journal entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct JournalFault {
    /// The number that the control API assigned to the fault.
    pub number: u64,
    /// The kind of the fault, for example `reset`.
    pub kind: String,
}
