//! Executes requests and connections that have an assigned fault.

use std::sync::Arc;
use std::time::Instant;

use super::Assignment;
use super::delivery::{self, NormalResponse};
use super::kind::{Fault, Stall};
use crate::body::Payload;
use crate::connection::ConnectionHandle;
use crate::exchange::{IncomingRequest, Origin};
use crate::journal::JournalEntry;
use crate::script::{End, Script, Step};
use crate::state::Shared;

/// Executes a request with an assigned fault. Unlike other requests it is executed even if the
/// client has disconnected, as on a slow server.
pub(crate) async fn execute(
    shared: Arc<Shared>,
    request: IncomingRequest,
    assignment: Assignment,
) -> Script {
    tokio::time::sleep(assignment.fault.before_applying()).await;
    let now = shared.clock.now();
    let response = request.respond(&shared, now);
    let (head, body) = response.into_parts(now);
    let is_complete = matches!(request.payload, Payload::Complete(_));
    let keep_alive = is_complete && delivery::is_persistent(&request.head);
    assignment.fault.script(NormalResponse { head, body, keep_alive })
}

/// Takes the next fault for a connection and returns its script.
pub(crate) fn of_connection(
    shared: &Shared,
    handle: &ConnectionHandle,
    operation: &'static str,
) -> Option<Script> {
    if !shared.has_faults() {
        return None;
    }
    let mut state = shared.lock();
    let assignment = state.faults.take_for_connection(operation)?;
    let origin = Origin::new(shared, Some(handle), Instant::now());
    let entry = JournalEntry::of_connection(origin, operation, assignment.journal_fault.clone());
    let seq = state.journal.push(entry, axum::body::Bytes::new());
    state.faults.set_journal_seq(&assignment, seq);
    shared.update_fault_flag(&state);
    Some(connection_script(&assignment.fault))
}

/// The script of a connection fault. Registration rejects all other kinds.
fn connection_script(fault: &Fault) -> Script {
    match fault {
        Fault::Reset(_) => Script::end(End::Reset),
        Fault::Stall(Stall { ms, .. }) => {
            Script::end(End::Hold(ms.map(std::time::Duration::from_millis)))
        }
        Fault::Raw(raw) => Script {
            steps: vec![Step::Send(raw.bytes.clone())],
            end: delivery::end_after(raw.then),
        },
        Fault::Delay { .. } => {
            Script { steps: vec![Step::Pause(fault.before_applying())], end: End::Keep }
        }
        _ => Script::end(End::Close),
    }
}
