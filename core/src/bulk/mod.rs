//! Many calls in one run: paced by the rate limits, a fixed number at once.

mod job;
mod progress;
mod rate;
mod results;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::bulk::progress::Counters;
use crate::bulk::rate::Rate;
use crate::client::Client;
use crate::client::config::check_range;
use crate::error::{Error, ErrorKind, Outcome, Result};
use crate::named_call::{NamedCall, NamedResult};

pub use job::{BulkJob, BulkResult};
pub use progress::BulkProgress;
pub use results::BulkResults;

/// Wait for a rate limit whose end is not known.
const UNKNOWN_WAIT: Duration = Duration::from_secs(1);

/// Settings of a bulk run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BulkOptions {
    /// Number of jobs at once, from 1 to 1,000. Default: 16.
    pub concurrency: usize,
    /// File that records what became of each job, so that another run can resume this one.
    pub ledger: Option<PathBuf>,
    /// Maximum number of calls that the run begins in a minute, evenly spaced, from 1 to 1,000,000: the
    /// part of a rate limit that this run may use, where others use it at the same time. Retries within a
    /// call are not counted. Default: only the server limits the rate.
    pub max_per_minute: Option<u32>,
}

impl Default for BulkOptions {
    fn default() -> Self {
        Self { concurrency: 16, ledger: None, max_per_minute: None }
    }
}

struct Shared {
    client: Client,
    concurrency: usize,
    rate: Option<Rate>,
    counters: Counters,
    stopped: watch::Sender<bool>,
}

/// A bulk run. A clone is the same run.
#[derive(Clone)]
pub struct Bulk(Arc<Shared>);

impl Client {
    /// Begins a bulk run.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a setting out of bounds.
    pub fn bulk(&self, options: &BulkOptions) -> Result<Bulk> {
        check_range("concurrency", options.concurrency, 1..=1_000)?;
        let rate = options.max_per_minute.map(Rate::new).transpose()?;
        Ok(Bulk(Arc::new(Shared {
            client: self.clone(),
            concurrency: options.concurrency,
            rate,
            counters: Counters::default(),
            stopped: watch::Sender::new(false),
        })))
    }
}

impl Bulk {
    /// Executes jobs, as many at once as the settings say, and returns each result as it ends.
    pub fn run<S: Stream<Item = BulkJob>>(&self, jobs: S) -> BulkResults<S> {
        BulkResults::new(self.clone(), jobs)
    }

    /// Executes one job. It waits for rate limits as long as they last, and repeats what they refused.
    ///
    /// # Errors
    ///
    /// Those of the ledger. The error of the call is in the result.
    pub async fn execute(&self, job: BulkJob) -> Result<BulkResult> {
        self.0.counters.begin();
        let key = job.key();
        let BulkJob { operation, call, account, line, .. } = job;
        let result = match (call, account) {
            (Ok(call), None) => self.call(&self.0.client, &call).await,
            (Ok(call), Some(account)) => match self.0.client.on_behalf_of(&account) {
                Ok(client) => self.call(&client, &call).await,
                Err(error) => Err(error),
            },
            (Err(error), _) => Err(error),
        };
        let result = BulkResult::of_call(key, operation, line, result);
        self.0.counters.end(result.outcome);
        Ok(result)
    }

    async fn call(&self, client: &Client, call: &NamedCall) -> Result<NamedResult> {
        loop {
            if let Some(rate) = &self.0.rate {
                rate.wait(self.0.stopped.subscribe()).await?;
            }
            match call.execute(client).await {
                Err(error) if is_paced(&error) && !self.is_stopped() => {
                    let wait = error.retry_after().unwrap_or(UNKNOWN_WAIT);
                    let mut stopped = self.0.stopped.subscribe();
                    let _ = timeout(wait, stopped.wait_for(|stopped| *stopped)).await;
                }
                result => return result,
            }
        }
    }

    /// Stops the run: jobs in progress end, no other begins.
    pub fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    /// Whether the run was stopped.
    pub fn is_stopped(&self) -> bool {
        *self.0.stopped.borrow()
    }

    /// Number of jobs at once.
    pub fn concurrency(&self) -> usize {
        self.0.concurrency
    }

    /// Number of jobs by what became of them.
    pub fn progress(&self) -> BulkProgress {
        self.0.counters.progress()
    }
}

/// Whether a rate limit kept a call from being made.
fn is_paced(error: &Error) -> bool {
    error.kind() == ErrorKind::RateLimit
        && matches!(error.outcome(), Outcome::NotSent | Outcome::Rejected)
}

impl fmt::Debug for Bulk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { client, concurrency, counters, .. } = &*self.0;
        let mut bulk = f.debug_struct("Bulk");
        bulk.field("client", client).field("concurrency", concurrency);
        bulk.field("progress", &counters.progress()).finish_non_exhaustive()
    }
}
