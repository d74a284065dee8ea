//! Bulk runs: jobs of a run, blocking or by a queue.

use std::sync::Arc;

use sendgrid_accounts::{Bulk, BulkJob, BulkProgress, Client};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

use crate::ffi::error::FfiError;
use crate::status::sga_status;
use crate::types::bulk_result::JobResult;

pub(crate) mod file;
pub(crate) mod functions;

/// A run, and the places for jobs in progress: as many as its concurrency.
pub(crate) struct Run {
    process: u32,
    client: Client,
    bulk: Bulk,
    permits: Arc<Semaphore>,
}

impl Run {
    fn new(client: Client, bulk: Bulk) -> Self {
        let permits = Arc::new(Semaphore::new(bulk.concurrency()));
        Self { process: std::process::id(), client, bulk, permits }
    }

    /// The ledger and the calls of an inherited run belong to the parent process.
    fn check_process(&self) -> Result<(), FfiError> {
        if self.process == std::process::id() {
            return Ok(());
        }
        Err(FfiError::misuse(
            sga_status::SGA_ERR_FORKED,
            "bulk",
            "was created before a fork: create a run in the child process",
        ))
    }

    /// A place for a job; waits until there is one.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, FfiError> {
        Arc::clone(&self.permits).acquire_owned().await.map_err(|_| stopped())
    }

    /// A place for a job, if there is one and the run has not ended.
    fn try_permit(&self) -> Result<OwnedSemaphorePermit, FfiError> {
        if let Some(failure) = self.bulk.failure() {
            return Err(failure.into());
        }
        Arc::clone(&self.permits).try_acquire_owned().map_err(|error| match error {
            TryAcquireError::Closed => stopped(),
            TryAcquireError::NoPermits => FfiError::misuse(
                sga_status::SGA_ERR_BUSY,
                "bulk",
                "has as many jobs in progress as its concurrency allows: remove a completion first",
            ),
        })
    }

    async fn execute(
        &self,
        job: BulkJob,
        permit: OwnedSemaphorePermit,
    ) -> Result<JobResult, FfiError> {
        let client = match job.account() {
            // An invalid account is the error of the job.
            Some(account) => self.client.on_behalf_of(account).ok(),
            None => None,
        };
        let mut result = self.bulk.execute(job).await?;
        let client = client.as_ref().unwrap_or(&self.client);
        let error = result.error.take().map(|error| FfiError::from_call(error, client));
        Ok(JobResult { result, error, _permit: permit })
    }

    fn stop(&self) {
        self.bulk.stop();
        self.permits.close();
    }

    fn progress(&self) -> BulkProgress {
        self.bulk.progress()
    }
}

fn stopped() -> FfiError {
    let problem = "was stopped: no further job begins";
    FfiError::misuse(sga_status::SGA_ERR_CLOSED, "bulk", problem)
}
