//! The loop of one call: one attempt after the other until there is a result or a final error.

use std::time::{Duration, SystemTime};

use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, sleep, timeout_at};

use crate::auth::redact::Redactor;
use crate::client::call_error::{CallFacts, complete, draft};
use crate::client::config::Limits;
use crate::client::connections::Connections;
use crate::client::trace;
use crate::error::{Error, Result};
use crate::error::{ErrorKind, Outcome};
use crate::http::attempt_error::queue_timeout;
use crate::http::client::{Attempt, HttpClient};
use crate::http::rate_limit_headers::RateLimitObservation;
use crate::http::request::PreparedRequest;
use crate::http::sent_flag::SentFlag;
use crate::http::status::classify;
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::rate_limit::limiter::Permit;
use crate::retry::policy::{Action, Failure, History, decide};

/// A call that is ready to be made.
pub(crate) struct Call<'a> {
    pub(crate) info: &'static OperationInfo,
    pub(crate) connections: &'a Connections,
    pub(crate) http: HttpClient,
    pub(crate) prepared: PreparedRequest,
    pub(crate) limits: Limits,
    pub(crate) on_behalf_of: bool,
    /// Set once bytes of any attempt may have left.
    pub(crate) sent: &'a SentFlag,
}

impl Call<'_> {
    /// Makes the call. `redactor` knows its secrets.
    pub(crate) async fn run<O: Operation>(
        self,
        operation: &O,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<O::Output> {
        let mut history = self.history();
        self.attempts(operation, &mut history).await.map_err(|error| {
            let History { attempts, maybe_applied, .. } = history;
            complete(error, &CallFacts { info: self.info, attempts, maybe_applied }, redactor)
        })
    }

    fn history(&self) -> History {
        let now = Instant::now();
        History {
            attempts: 0,
            max_retries: self.limits.max_retries,
            maybe_applied: 0,
            max_unknown_retries: self.limits.max_unknown_retries,
            first_sent: now,
            deadline: now + self.limits.timeout,
            max_rate_limit_wait: self.limits.max_rate_limit_wait,
            backoff: self.limits.after_failures(),
        }
    }

    async fn attempts<O: Operation>(
        &self,
        operation: &O,
        history: &mut History,
    ) -> Result<O::Output> {
        let mut paid = 0;
        let mut last: Option<Error> = None;
        loop {
            let (permit, connection) = match self.enter(history.deadline).await {
                Ok(entered) => entered,
                // The server's own refusal says more than that the call may not wait any longer.
                Err(error) => return Err(last.unwrap_or(error)),
            };
            let fresh = self.wants_fresh_connection(last.as_ref());
            let mut error = match self.attempt(operation, &permit, history, fresh).await {
                Ok(output) => {
                    self.connections.retry_budget.deposit(paid);
                    return Ok(output);
                }
                Err(error) => error,
            };
            drop((permit, connection));
            history.maybe_applied += u32::from(error.outcome() == Outcome::Unknown);
            let Some(wait) = self.retry(&mut error, history, &mut paid) else {
                return Err(error);
            };
            trace::retry(self.info, history.attempts, &error, wait);
            sleep(wait).await;
            last = Some(error);
        }
    }

    /// The wait before another attempt, paid for; none where the error is final.
    fn retry(&self, error: &mut Error, history: &History, paid: &mut u32) -> Option<Duration> {
        let failure = Failure::from(&*error);
        let action =
            decide(self.info.idempotency, &failure, history, Instant::now(), fastrand::f64());
        let Action::Retry(wait) = action else { return None };
        let rate_limited = failure.kind == ErrorKind::RateLimit;
        let limiter = self.connections.limiter(self.info.api);
        if rate_limited && limiter.check(history.deadline, self.limits.max_rate_limit_wait).is_err()
        {
            return None;
        }
        let Some(cost) = self.connections.retry_budget.withdraw(rate_limited) else {
            error.fields_mut().retry_budget_exhausted = true;
            trace::retry_budget_exhausted(self.info);
            return None;
        };
        *paid += cost;
        Some(wait)
    }

    /// What is sent once must not meet a connection that is just closing. One whose request came
    /// too slowly (408) may have lost its step: a retry is for another (RFC 9110, 15.5.9).
    fn wants_fresh_connection(&self, last: Option<&Error>) -> bool {
        self.info.idempotency == Idempotency::Once || last.and_then(Error::status) == Some(408)
    }

    async fn attempt<O: Operation>(
        &self,
        operation: &O,
        permit: &Permit<'_>,
        history: &mut History,
        fresh_connection: bool,
    ) -> Result<O::Output> {
        let started = Instant::now();
        if history.attempts == 0 {
            history.first_sent = started;
        }
        history.attempts += 1;
        trace::request(self.info, history.attempts, self.on_behalf_of);
        let attempt = Attempt {
            request: self.prepared.request(),
            body: self.prepared.body.clone(),
            fresh_connection,
            deadline: history.deadline.min(started + self.limits.attempt_timeout),
            max_body: self.limits.max_body(self.info),
        };
        let response = self.http.send(attempt, self.sent).await;
        let ours = SystemTime::now();
        let response = response.map_err(|error| draft(error, self.info))?;
        let response = response.at(permit.server_time(ours));
        trace::answer(self.info, history.attempts, &response, started.elapsed());
        let seen = RateLimitObservation::of(&response, ours);
        let status = response.status();
        let result = classify(self.info, response)
            .and_then(|response| operation.decode(&response))
            .map_err(|error| draft(error.or_status(status), self.info));
        permit.observe(&seen.judged(&result), self.limits.after_rate_limit());
        result
    }

    /// Waits for the rate limiter, and then for a connection. By then it may have closed again.
    async fn enter(&self, deadline: Instant) -> Result<(Permit<'_>, SemaphorePermit<'_>)> {
        let limiter = self.connections.limiter(self.info.api);
        loop {
            let pass = limiter.acquire(deadline, self.limits.max_rate_limit_wait).await?;
            let connection = timeout_at(deadline, self.connections.free.acquire()).await;
            let connection = connection.ok().and_then(Result::ok);
            let Some(connection) = connection else {
                return Err(limiter.closed().unwrap_or_else(queue_timeout));
            };
            if pass.is_open() {
                return Ok((pass, connection));
            }
        }
    }
}
