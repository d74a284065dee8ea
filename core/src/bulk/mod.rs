//! Many calls in one run: paced by the rate limits, a fixed number at once.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod csv;
mod ended;
mod execution;
mod intent;
mod job;
mod ledger;
mod progress;
mod rate;
mod results;
mod run;

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError};

use futures_core::Stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::bulk::ended::Ended;
use crate::bulk::job::JobName;
use crate::bulk::ledger::OpenLedger;
use crate::bulk::progress::Counters;
use crate::bulk::rate::Rate;
use crate::bulk::run::{Shared, stopped};
use crate::client::Client;
use crate::client::config::check_range;
use crate::error::{Error, ErrorKind, Outcome, Result};

pub use csv::{BulkFile, CsvOptions};
pub use job::{BulkJob, BulkResult};
pub use ledger::{Ledger, LedgerReport, LedgerRow, LedgerRows, LedgerState};
pub use progress::{BulkProgress, BulkWindow};
pub use results::BulkResults;

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
    /// Whether calls that the server refused in an earlier run are made again. Default: only those that it
    /// refused for the rate, the credential or a fault of its own, or whose arguments have changed.
    pub retry_rejected: bool,
    /// Text that the ledger keeps for the program, such as the name of the file that the jobs come from;
    /// see [`Ledger::description`]. It must not have secrets.
    pub description: Option<String>,
}

impl Default for BulkOptions {
    fn default() -> Self {
        Self {
            concurrency: 16,
            ledger: None,
            max_per_minute: None,
            retry_rejected: false,
            description: None,
        }
    }
}

/// A bulk run. A clone is the same run. The last one that is dropped closes the ledger.
#[derive(Clone)]
pub struct Bulk(Arc<Shared>);

impl Client {
    /// Begins a bulk run.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) for a setting out of bounds, and
    /// [`Ledger`](ErrorKind::Ledger) if the ledger cannot be opened, or if another run uses it.
    pub fn bulk(&self, options: &BulkOptions) -> Result<Bulk> {
        check_range("concurrency", options.concurrency, 1..=1_000)?;
        let rate = options.max_per_minute.map(Rate::new).transpose()?;
        let description = options.description.as_deref();
        let open = |path: &PathBuf| OpenLedger::open(path, description).map(Arc::new);
        Ok(Bulk(Arc::new(Shared {
            client: self.clone(),
            concurrency: options.concurrency,
            calls: Arc::new(Semaphore::new(options.concurrency)),
            rate,
            retry_rejected: options.retry_rejected,
            ledger: options.ledger.as_ref().map(open).transpose()?,
            counters: Counters::default(),
            stopped: watch::Sender::new(false),
            failure: Mutex::default(),
            refusals: AtomicU32::new(0),
        })))
    }
}

impl Bulk {
    /// Executes jobs, as many at once as the settings say, and returns each result as it ends. Jobs are taken
    /// from the stream as they begin, so that any number takes the same memory. With a ledger, as many jobs again
    /// may wait for the record of their outcome.
    pub fn run<S: Stream<Item = BulkJob>>(&self, jobs: S) -> BulkResults<S> {
        BulkResults::new(self.clone(), jobs)
    }

    /// Executes one job. It waits for rate limits as long as they last, and repeats what they refused.
    /// Dropping the future cancels the job.
    ///
    /// # Errors
    ///
    /// The job was not begun: the ledger failed, or an earlier job ended the run; see
    /// [`failure`](Self::failure). The error of the call is in the result.
    pub async fn execute(&self, job: BulkJob) -> Result<BulkResult> {
        self.execute_with(job, None).await
    }

    /// As [`execute`](Self::execute). `permit` is given back when the call has ended, before its outcome is
    /// recorded: the ledger records it together with the beginning of the next job.
    async fn execute_with(
        &self,
        job: BulkJob,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Result<BulkResult> {
        if let Some(failure) = self.failure() {
            return Err(failure);
        }
        let (name, call, account) = job.into_parts();
        self.0.counters.begin();
        let ended = if self.is_stopped() {
            Ok(Ended::unrecorded(stopped()))
        } else {
            self.0.execute(&name, call, account.as_ref(), permit).await
        };
        match ended {
            Ok(ended) => {
                self.0.check(&ended, account.is_some());
                Ok(self.end(name, ended))
            }
            Err(error) => {
                self.0.counters.withdraw();
                self.0.fail(error.copy());
                Err(error)
            }
        }
    }

    fn end(&self, name: JobName, ended: Ended) -> BulkResult {
        let result = BulkResult::new(name, ended);
        self.0.counters.end(result.outcome, result.from_ledger);
        result
    }

    /// The result of a job whose task panicked.
    fn lost(&self, name: JobName) -> BulkResult {
        let message = "the job ended without a result: this is a bug in the library";
        let error = Error::new(ErrorKind::Internal, Outcome::Unknown, message);
        self.end(name, Ended::unrecorded(error))
    }

    /// The error that ended the run early: that of the ledger, that of a closed client, or that of calls
    /// which are withheld because the server refuses the credential. Jobs in progress still end.
    pub fn failure(&self) -> Option<Error> {
        self.0.failure.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Error::copy)
    }

    /// Stops the run: jobs in progress end, no other begins. A job that waits for a rate limit ends without
    /// being sent.
    pub fn stop(&self) {
        self.0.stopped.send_replace(true);
    }

    /// Completes when the run is stopped.
    fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stopped = self.0.stopped.subscribe();
        async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        }
    }

    /// Stops the run and closes its ledger, as dropping it does, so that another run can use the ledger.
    /// Outcomes of jobs in progress are not recorded: a resumed run finds them out.
    pub fn close(&self) {
        self.stop();
        if let Some(ledger) = &self.0.ledger {
            ledger.close();
        }
    }

    /// Whether the run was stopped, or ended early.
    pub fn is_stopped(&self) -> bool {
        self.0.is_stopped()
    }

    /// Sets the number of all jobs, for the progress.
    pub fn set_total(&self, total: u64) {
        self.0.counters.set_total(total);
    }

    /// Number of jobs at once.
    pub fn concurrency(&self) -> usize {
        self.0.concurrency
    }

    /// Number of jobs by what became of them.
    pub fn progress(&self) -> BulkProgress {
        self.0.counters.progress(&self.0.client)
    }
}

impl fmt::Debug for Bulk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { client, concurrency, counters, .. } = &*self.0;
        let mut bulk = f.debug_struct("Bulk");
        bulk.field("client", client).field("concurrency", concurrency);
        bulk.field("progress", &counters.progress(client)).finish_non_exhaustive()
    }
}
