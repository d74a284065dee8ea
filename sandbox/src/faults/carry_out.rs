//! What becomes of a request, and of a connection, that meets a fault.

use std::sync::Arc;
use std::time::Instant;

use super::Taken;
use super::delivery::{self, Genuine};
use super::kind::{Fault, Stall};
use crate::body::Payload;
use crate::connection::Handle;
use crate::exchange::{Received, Trace};
use crate::journal::JournalEntry;
use crate::script::{End, Script, Step};
use crate::state::Shared;

/// Answers a request that met a fault. Other than the rest it is also carried out where the client
/// has hung up in the meantime, as a slow server would do.
pub(crate) async fn carry_out(shared: Arc<Shared>, received: Received, taken: Taken) -> Script {
    tokio::time::sleep(taken.fault.before_applying()).await;
    let now = shared.clock.now();
    let answer = received.answer(&shared, now);
    let (head, body) = answer.into_parts(now);
    let is_complete = matches!(received.payload, Payload::Complete(_));
    let keep = is_complete && delivery::stays(&received.head);
    taken.fault.script(Genuine { head, body, keep })
}

/// What a connection meets that has got this far.
pub(crate) fn of_connection(
    shared: &Shared,
    handle: &Handle,
    operation: &'static str,
) -> Option<Script> {
    if !shared.is_disturbed() {
        return None;
    }
    let mut state = shared.lock();
    let taken = state.faults.take_of_connection(operation)?;
    let trace = Trace::new(shared, Some(handle), Instant::now());
    let entry = JournalEntry::of_connection(trace, operation, taken.shown.clone());
    let number = state.journal.push(entry, axum::body::Bytes::new());
    state.faults.recorded(&taken, number);
    shared.notice(&state);
    Some(instead_of_reading(&taken.fault))
}

/// The kinds that are not here are refused when they are ordered.
fn instead_of_reading(fault: &Fault) -> Script {
    match fault {
        Fault::Reset(_) => Script::end(End::Reset),
        Fault::Stall(Stall { ms, .. }) => {
            Script::end(End::Hold(ms.map(std::time::Duration::from_millis)))
        }
        Fault::Raw(raw) => {
            Script { steps: vec![Step::Send(raw.bytes.clone())], end: delivery::then(raw.then) }
        }
        Fault::Delay { .. } => {
            Script { steps: vec![Step::Pause(fault.before_applying())], end: End::Keep }
        }
        _ => Script::end(End::Close),
    }
}
