//! The one loop that every call goes through: one attempt after the other until an answer is good
//! or an error final.

use std::time::{Duration, SystemTime};

use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, sleep, timeout_at};

use crate::classify::classify;
use crate::connections::Connections;
use crate::error::{Error, Result};
use crate::error_kind::{ErrorKind, Outcome};
use crate::events;
use crate::gate::Pass;
use crate::limits::Limits;
use crate::operation::{Api, Class, Operation, OperationInfo};
use crate::policy::{Action, Failure, History, decide};
use crate::prepare::Prepared;
use crate::rate_limit::Seen;
use crate::transport::{self, Outgoing, Transport};
use crate::wire::Answer;

/// A call that is ready to be made.
pub(crate) struct Exchange<'a> {
    pub(crate) info: &'static OperationInfo,
    pub(crate) connections: &'a Connections,
    pub(crate) transport: Transport,
    pub(crate) prepared: Prepared<'a>,
    pub(crate) limits: Limits,
    pub(crate) on_behalf_of: bool,
}

impl Exchange<'_> {
    pub(crate) async fn run<O: Operation>(self, operation: &O) -> Result<O::Output> {
        let now = Instant::now();
        let mut history = History {
            attempts: 0,
            most: self.limits.max_attempts,
            maybe_applied: 0,
            most_unknown: self.limits.max_unknown_attempts,
            first_sent: now,
            deadline: now + self.limits.timeout,
            longest_wait: self.limits.longest_wait,
            backoff: self.limits.after_failures(),
        };
        let mut paid = 0;
        let mut last: Option<Error> = None;
        loop {
            let fresh = self.wants_fresh_connection(last.as_ref());
            let result = match self.attempt(operation, &mut history, fresh).await {
                Ok(output) => Ok(output),
                // The server's own refusal says more than that the call may not wait for its turn.
                Err(Stopped::Before(error)) => {
                    return Err(finish(self.info, last.unwrap_or(error), &history));
                }
                Err(Stopped::During(error)) => Err(error),
            };
            let mut error = match result {
                Ok(output) => {
                    self.connections.quota.succeed(paid);
                    return Ok(output);
                }
                Err(error) => judge(self.info, error),
            };
            history.maybe_applied += u32::from(error.outcome() == Outcome::Unknown);
            let Some(wait) = self.repeat(&mut error, &history, &mut paid) else {
                return Err(finish(self.info, error, &history));
            };
            events::retry(self.info, history.attempts, &error, wait);
            sleep(wait).await;
            last = Some(error);
        }
    }

    /// The wait before another attempt, paid for; none where the error is final.
    fn repeat(&self, error: &mut Error, history: &History, paid: &mut u32) -> Option<Duration> {
        let failure = Failure::from(&*error);
        let action = decide(self.info.class, &failure, history, Instant::now(), fastrand::f64());
        let Action::Repeat(wait) = action else { return None };
        let throttled = failure.kind == ErrorKind::RateLimit;
        let gate = self.connections.gate(self.info.api);
        if throttled && gate.check(history.deadline, self.limits.longest_wait).is_err() {
            return None;
        }
        let Some(cost) = self.connections.quota.pay(throttled) else {
            error.fields_mut().retry_quota_exhausted = true;
            events::quota_used_up(self.info);
            return None;
        };
        *paid += cost;
        Some(wait)
    }

    /// What is sent once must not meet a connection that is just closing. One whose request came
    /// too slowly (408) may have lost its step: a repeat is for another (RFC 9110, 15.5.9).
    fn wants_fresh_connection(&self, last: Option<&Error>) -> bool {
        self.info.class == Class::Once || last.and_then(Error::status) == Some(408)
    }

    async fn attempt<O: Operation>(
        &self,
        operation: &O,
        history: &mut History,
        fresh: bool,
    ) -> Result<O::Output, Stopped> {
        let deadline = history.deadline;
        // The connection is kept until the answer is heard: whoever gets it next looks at the gate.
        let (pass, _connection) = self.enter(deadline).await.map_err(Stopped::Before)?;
        let started = Instant::now();
        if history.attempts == 0 {
            history.first_sent = started;
        }
        history.attempts += 1;
        events::request(self.info, history.attempts, self.on_behalf_of);
        let answer = self.transport.send(self.outgoing(deadline, started, fresh)).await;
        let ours = SystemTime::now();
        let answer = answer.map_err(Stopped::During)?.at(pass.server_time(ours));
        events::answer(self.info, history.attempts, &answer, started.elapsed());
        let seen = Seen::of(&answer, ours);
        let result = classify(self.info, answer).and_then(|answer| decode(operation, &answer));
        pass.hear(&seen.judged(&result), self.limits.after_throttling());
        result.map_err(Stopped::During)
    }

    /// Waits for the gate, and then for a connection. By then the gate may have closed again.
    async fn enter(&self, deadline: Instant) -> Result<(Pass<'_>, SemaphorePermit<'_>)> {
        let gate = self.connections.gate(self.info.api);
        loop {
            let pass = gate.pass(deadline, self.limits.longest_wait).await?;
            let connection = timeout_at(deadline, self.connections.free.acquire()).await;
            let connection = connection.ok().and_then(Result::ok);
            let Some(connection) = connection else {
                return Err(gate.closed().unwrap_or_else(transport::timed_out_in_queue));
            };
            if pass.is_open() {
                return Ok((pass, connection));
            }
        }
    }

    fn outgoing(
        &self,
        deadline: Instant,
        started: Instant,
        fresh_connection: bool,
    ) -> Outgoing<'_> {
        Outgoing {
            method: self.info.method,
            request: &self.prepared,
            fresh_connection,
            deadline: deadline.min(started + self.limits.attempt_timeout),
            largest_body: self.limits.largest_body(self.info),
        }
    }
}

/// Where an attempt came to its end without an answer that an operation may decode.
enum Stopped {
    /// It was never made.
    Before(Error),
    During(Error),
}

fn decode<O: Operation>(operation: &O, answer: &Answer) -> Result<O::Output> {
    operation.decode(answer).map_err(|mut error| {
        error.fields_mut().status.get_or_insert(answer.status());
        error
    })
}

/// A 2xx of the customer API says nothing before its body is read: it may be a refusal.
fn judge(info: &OperationInfo, mut error: Error) -> Error {
    if info.api == Api::Customers && error.outcome() == Outcome::Applied {
        error.fields_mut().outcome = Outcome::Unknown;
    }
    error
}

/// A change that is lost on the way is not a failed connection: nobody knows what became of it.
fn finish(info: &OperationInfo, mut error: Error, history: &History) -> Error {
    let fields = error.fields_mut();
    fields.attempts = history.attempts;
    if info.class == Class::Read {
        return error;
    }
    // What an earlier attempt may have done is not undone by how the last one ended.
    if history.maybe_applied > 0 && matches!(fields.outcome, Outcome::NotSent | Outcome::Rejected) {
        fields.outcome = Outcome::Unknown;
    }
    let lost =
        matches!(fields.kind, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Connect);
    if lost && fields.outcome == Outcome::Unknown {
        fields.kind = ErrorKind::OutcomeUnknown;
        fields.message =
            format!("it is unknown whether the change was applied: {}", fields.message);
    }
    error
}
