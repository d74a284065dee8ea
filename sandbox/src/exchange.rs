//! One request, from its arrival to the answer and the journal: what both APIs do alike.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderName, Response, StatusCode};

use crate::answer::{self, Answer};
use crate::body::{self, Payload};
use crate::connection::Handle;
use crate::customers::{self, Place};
use crate::faults::{self, Taken};
use crate::journal::JournalEntry;
use crate::routes::Target;
use crate::script::{End, Script};
use crate::state::{Shared, State};
use crate::windows::{Bucket, Verdict};
use crate::{clock, host, secret, texts, user_request};

/// By this header a test tells the attempts of a client apart. None sends it by itself.
const ATTEMPT: HeaderName = HeaderName::from_static("x-attempt-id");

/// What a request was sent to, as far as its head says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Address {
    Users(Target),
    Customers(Place),
}

impl Address {
    /// What its answers usually are.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Address::Users(_) => answer::JSON,
            Address::Customers(place) => place.content_type(),
        }
    }
}

/// Where a request came from and when, for the journal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace {
    pub(crate) connection: u64,
    pub(crate) peer_port: u16,
    pub(crate) arrived_ms: u64,
}

impl Trace {
    pub(crate) fn new(shared: &Shared, handle: Option<&Handle>, arrived: Instant) -> Self {
        let since_start = arrived.duration_since(shared.started).as_millis();
        Self {
            connection: handle.map_or(0, |handle| handle.number),
            peer_port: handle.map_or(0, |handle| handle.peer_port),
            arrived_ms: u64::try_from(since_start).unwrap_or(u64::MAX),
        }
    }
}

/// A request that was read to its end.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) address: Address,
    pub(crate) head: Parts,
    pub(crate) payload: Payload,
    pub(crate) trace: Trace,
    met: Option<Met>,
}

/// What stands between a request and its answer.
#[derive(Debug)]
enum Met {
    /// Everything is down, and answers with this status.
    Down(StatusCode),
    Fault(Taken),
}

/// Reads a request to its end and has it answered.
pub(crate) async fn receive(
    shared: Arc<Shared>,
    request: Request,
    address: Address,
) -> Response<Body> {
    let arrived = Instant::now();
    let (mut head, body) = request.into_parts();
    let handle: Option<Handle> = head.extensions.remove();
    let trace = Trace::new(&shared, handle.as_ref(), arrived);
    let payload = body::read(body).await;
    let mut received = Received { address, head, payload, trace, met: None };
    if !shared.options.latency.is_zero() {
        tokio::time::sleep(shared.options.latency).await;
    }
    if shared.is_disturbed() {
        received.meet(&shared);
        let taken = received.fault().cloned();
        if let (Some(taken), Some(handle)) = (taken, handle) {
            // Apart from the connection, which may end before the request is carried out.
            let carried_out = tokio::spawn(faults::carry_out(shared, received, taken)).await;
            let script = carried_out.unwrap_or_else(|_| Script::end(End::Close));
            return handle.take_over(script).await;
        }
    }
    let now = shared.clock.now();
    received.answer(&shared, now).into_response(now)
}

impl Received {
    /// Looks what is there for this request, and takes it.
    fn meet(&mut self, shared: &Shared) {
        if !host::is_loopback(&self.head) {
            return;
        }
        let (operation, user) = self.aim();
        let mut state = shared.lock();
        self.met = match state.down {
            Some(status) => Some(Met::Down(status)),
            None => state.faults.take(operation, user.as_deref()).map(Met::Fault),
        };
        shared.notice(&state);
    }

    /// The operation and the user that it names, if it names any.
    fn aim(&self) -> (Option<&'static str>, Option<String>) {
        match self.address {
            Address::Users(target) => (target.operation(), user_request::user(&self.head)),
            Address::Customers(place) => customers::aim(place, self),
        }
    }

    /// Carries it out, as far as nothing stands in the way, and returns the answer.
    pub(crate) fn answer(&self, shared: &Shared, now: SystemTime) -> Answer {
        match self.address {
            Address::Users(target) => user_request::answer(target, shared, self, now),
            Address::Customers(place) => customers::answer(place, shared, self, now),
        }
    }

    /// What is answered without looking at it, if it is not to be looked at.
    fn withheld(&self, state: &State) -> Option<Answer> {
        match &self.met {
            Some(Met::Down(status)) => Some(Answer::error(*status, texts::DOWN)),
            Some(Met::Fault(taken)) => {
                let applies = taken.fault.applies() && state.faults.is_current(taken);
                (!applies).then(|| Answer::error(StatusCode::SERVICE_UNAVAILABLE, texts::SCRIPTED))
            }
            None => None,
        }
    }

    pub(crate) fn fault(&self) -> Option<&Taken> {
        match &self.met {
            Some(Met::Fault(taken)) => Some(taken),
            Some(Met::Down(_)) | None => None,
        }
    }

    /// What the client calls this attempt.
    pub(crate) fn attempt_id(&self) -> Option<String> {
        let value = self.head.headers.get(ATTEMPT)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }
}

/// Counts a request, if it belongs to a window, and says whether it gets as far as being looked at.
pub(crate) fn admit(
    state: &mut State,
    received: &Received,
    now: SystemTime,
    bucket: Option<Bucket>,
    credential: Option<&str>,
) -> (Result<(), Answer>, Option<Verdict>) {
    if !host::is_loopback(&received.head) {
        return (Err(Answer::error(StatusCode::FORBIDDEN, texts::NOT_LOOPBACK)), None);
    }
    if let Some(answer) = received.withheld(state) {
        return (Err(answer), None);
    }
    let seconds = clock::seconds(now);
    let take = |bucket| state.windows.take(seconds, bucket, credential.unwrap_or_default());
    let rate = bucket.map(take);
    if rate.is_some_and(|verdict| !verdict.allowed) {
        let refused = Answer::error(StatusCode::TOO_MANY_REQUESTS, texts::TOO_MANY_REQUESTS);
        return (Err(refused), rate);
    }
    (Ok(()), rate)
}

/// What became of a request that was not refused.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) applied: bool,
}

/// Completes the entry of a request, puts it into the journal, and returns the answer.
pub(crate) fn record(
    state: &mut State,
    received: &Received,
    mut entry: JournalEntry,
    body: Option<serde_json::Value>,
    outcome: Result<Done, Answer>,
) -> Answer {
    let Done { answer, applied } = outcome.unwrap_or_else(|answer| Done { answer, applied: false });
    entry.applied = applied;
    entry.body = body.map(|mut body| {
        secret::redact(&mut body);
        body
    });
    let Some(taken) = received.fault() else {
        entry.status = answer.status.as_u16();
        state.journal.push(entry, answer.body.clone());
        return answer;
    };
    let answer = taken.fault.answer(received, answer);
    if state.faults.is_current(taken) {
        let shown: Bytes;
        (entry.status, shown) = taken.fault.recorded(&answer);
        let number = state.journal.push(entry, shown);
        state.faults.recorded(taken, number);
    }
    answer
}
