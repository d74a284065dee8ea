//! The attempts of one call, until a result or a final error.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;
use tokio::sync::SemaphorePermit;
use tokio::time::{Instant, sleep, timeout_at};

use crate::auth::redact::Redactor;
use crate::client::call_error::{CallFacts, attempt_error, complete};
use crate::client::config::Limits;
use crate::client::connections::Connections;
use crate::client::trace;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::http::attempt_error::queue_timeout;
use crate::http::client::{Attempt, HttpClient};
use crate::http::rate_limit_headers::RateLimitObservation;
use crate::http::request::PreparedRequest;
use crate::http::sent_flag::SentFlag;
use crate::http::status::{classify, undecoded, with_head};
use crate::operation::{Idempotency, Operation, OperationInfo};
use crate::rate_limit::limiter::{Permit, RateLimiter};
use crate::retry::policy::{Action, Failure, History, decide};

/// A call, ready to run.
pub(crate) struct Call<'a> {
    pub(crate) info: OperationInfo,
    pub(crate) connections: &'a Connections,
    pub(crate) limiter: Arc<RateLimiter>,
    pub(crate) http: HttpClient,
    pub(crate) prepared: PreparedRequest,
    pub(crate) limits: Limits,
    pub(crate) idempotency: Idempotency,
    /// The account that the call acts for, if not that of the credential.
    pub(crate) account: Option<&'a str>,
    /// Set when any attempt may have been sent.
    pub(crate) sent: &'a SentFlag,
    /// The runtime of its connections, unless they run on that of the call.
    pub(crate) runtime: Option<Handle>,
}

impl Call<'_> {
    /// Runs the call. `redactor` removes its secrets from an error.
    pub(crate) async fn run<O: Operation>(
        self,
        operation: &O,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<O::Output> {
        let mut history = self.history();
        self.attempts(operation, &mut history).await.map_err(|error| {
            let History { attempts, maybe_applied, .. } = history;
            let Call { info, idempotency, account, .. } = self;
            let facts = CallFacts { info: &info, idempotency, account, attempts, maybe_applied };
            complete(error, &facts, redactor)
        })
    }

    fn history(&self) -> History {
        let now = Instant::now();
        let sent_before = u32::from(self.sent.is_sent_before());
        History {
            attempts: 0,
            max_retries: self.limits.max_retries,
            maybe_applied: sent_before,
            max_unknown_retries: self.limits.max_unknown_retries.saturating_add(sent_before),
            first_sent: now,
            deadline: now + self.limits.timeout,
            max_rate_limit_wait: self.limits.max_rate_limit_wait,
            backoff: self.limits.failure_backoff(),
        }
    }

    async fn attempts<O: Operation>(
        &self,
        operation: &O,
        history: &mut History,
    ) -> Result<O::Output> {
        let mut tokens = 0;
        let mut last: Option<Error> = None;
        loop {
            let (permit, connection) = match self.acquire_permits(history.deadline).await {
                Ok(permits) => permits,
                // The error of the server is more specific than that of the wait.
                Err(error) => return Err(last.unwrap_or(error)),
            };
            self.sent.before_attempt().await?;
            let fresh = self.needs_fresh_connection(last.as_ref());
            let mut error = match self.attempt(operation, &permit, history, fresh).await {
                Ok(output) => {
                    self.connections.retry_budget.deposit(tokens);
                    return Ok(output);
                }
                Err(error) => error,
            };
            drop((permit, connection));
            let applied =
                (history.maybe_applied > 0).then(|| operation.applied_before(&error)).flatten();
            if let Some(output) = applied {
                self.connections.retry_budget.deposit(tokens);
                return Ok(output);
            }
            history.maybe_applied += u32::from(error.outcome() == Outcome::Unknown);
            let Some(wait) = self.retry(&mut error, history, &mut tokens) else {
                return Err(error);
            };
            trace::retry(&self.info, history.attempts, &error, wait);
            sleep(wait).await;
            last = Some(error);
        }
    }

    /// The wait before a retry, after taking its tokens from the budget; `None` if the error is final.
    fn retry(&self, error: &mut Error, history: &History, tokens: &mut u32) -> Option<Duration> {
        let failure = Failure::from(&*error);
        let action = decide(self.idempotency, &failure, history, Instant::now(), fastrand::f64());
        let Action::Retry(wait) = action else { return None };
        let rate_limited = failure.kind == ErrorKind::RateLimit;
        let max_wait = self.limits.max_rate_limit_wait;
        if rate_limited && self.limiter.check_wait(history.deadline, max_wait).is_err() {
            return None;
        }
        let Some(cost) = self.connections.retry_budget.withdraw(rate_limited) else {
            error.fields_mut().retry_budget_exhausted = true;
            trace::retry_budget_exhausted(&self.info);
            return None;
        };
        *tokens += cost;
        Some(wait)
    }

    /// The server may be closing an idle connection, which would leave the outcome of a non-idempotent
    /// call unknown; after HTTP 408 a retry needs another connection (RFC 9110, section 15.5.9).
    fn needs_fresh_connection(&self, last: Option<&Error>) -> bool {
        self.idempotency == Idempotency::Once || last.and_then(Error::status) == Some(408)
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
        trace::request(&self.info, history.attempts, self.account.is_some());
        let attempt = Attempt {
            request: self.prepared.request(),
            body: self.prepared.body.clone(),
            fresh_connection,
            deadline: history.deadline.min(started + self.limits.attempt_timeout),
            max_body: self.limits.max_body(&self.info),
        };
        let response = self.http.send(attempt, self.sent, self.runtime.as_ref()).await;
        let local_time = SystemTime::now();
        let server_time = permit.server_time(local_time);
        let response = response.map_err(|error| {
            let error = attempt_error(error.at(&self.prepared.url, server_time), &self.info);
            let status = error.status();
            self.without_secrets(error, status)
        })?;
        let response = response.at(server_time);
        trace::response(&self.info, history.attempts, &response, started.elapsed());
        let observation = RateLimitObservation::new(&response, local_time);
        let result = classify(&self.info, &response)
            .and_then(|()| operation.decode(&response).map_err(|error| undecoded(error, &response)))
            .map_err(|error| attempt_error(with_head(error, &response), &self.info))
            .map_err(|error| self.without_secrets(error, Some(response.status())));
        permit.observe(&observation.with_result(&result), self.limits.rate_limit_backoff());
        result
    }

    /// Removes the body of a response that may hold secrets that the call does not know. A response with
    /// the HTTP status of a refusal has none; an error code in the body says nothing about that.
    fn without_secrets(&self, error: Error, status: Option<u16>) -> Error {
        if self.info.returns_secret && status.is_none_or(|status| status < 400) {
            return error.without_body();
        }
        error
    }

    /// Waits for a permit of the rate limiter, then for one of the connection pool. Starts again if the
    /// first has become invalid meanwhile.
    async fn acquire_permits(
        &self,
        deadline: Instant,
    ) -> Result<(Permit<'_>, SemaphorePermit<'_>)> {
        let (limiter, max_wait) = (&self.limiter, self.limits.max_rate_limit_wait);
        let report = |wait| trace::rate_limit_wait(&self.info, wait);
        loop {
            let permit = limiter.acquire(deadline, max_wait, report).await?;
            let connection = timeout_at(deadline, self.connections.permits.acquire()).await;
            let connection = connection.ok().and_then(Result::ok);
            let Some(connection) = connection else {
                return Err(limiter.closed_error().unwrap_or_else(queue_timeout));
            };
            if permit.is_valid() {
                return Ok((permit, connection));
            }
        }
    }
}
