//! The results of a bulk run, as a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::task::JoinSet;

use crate::bulk::{Bulk, BulkJob, BulkResult};
use crate::error::{Error, ErrorKind, Outcome, Result};

/// Results of the jobs of a stream, as they end. Calls go on between two polls; dropping this cancels those
/// in progress, whose outcome is then unknown. [`Bulk::stop`] ends the run without that.
pub struct BulkResults<S> {
    bulk: Bulk,
    jobs: Option<Pin<Box<S>>>,
    running: JoinSet<Result<BulkResult>>,
}

impl<S: Stream<Item = BulkJob>> BulkResults<S> {
    pub(super) fn new(bulk: Bulk, jobs: S) -> Self {
        Self { bulk, jobs: Some(Box::pin(jobs)), running: JoinSet::new() }
    }

    /// Begins jobs until as many run as may.
    fn begin(&mut self, context: &mut Context<'_>) {
        while self.running.len() < self.bulk.concurrency() {
            let Some(jobs) = self.jobs.as_mut().filter(|_| !self.bulk.is_stopped()) else { return };
            match jobs.as_mut().poll_next(context) {
                Poll::Ready(Some(job)) => {
                    let bulk = self.bulk.clone();
                    self.running.spawn(async move { bulk.execute(job).await });
                }
                Poll::Ready(None) => self.jobs = None,
                Poll::Pending => return,
            }
        }
    }

    /// The next result; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<BulkResult>> {
        std::future::poll_fn(|context| self.poll_result(context)).await
    }

    fn poll_result(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<BulkResult>>> {
        self.begin(context);
        match self.running.poll_join_next(context) {
            Poll::Ready(Some(Ok(result))) => Poll::Ready(Some(result)),
            Poll::Ready(Some(Err(_))) => Poll::Ready(Some(Err(Error::new(
                ErrorKind::Internal,
                Outcome::Unknown,
                "a job ended without a result: this is a bug in the library",
            )))),
            Poll::Ready(None) if self.jobs.is_none() || self.bulk.is_stopped() => Poll::Ready(None),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        }
    }
}

/// No field is pinned in place.
impl<S> Unpin for BulkResults<S> {}

impl<S: Stream<Item = BulkJob>> Stream for BulkResults<S> {
    type Item = Result<BulkResult>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_result(context)
    }
}

impl<S> fmt::Debug for BulkResults<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkResults").field("bulk", &self.bulk).finish_non_exhaustive()
    }
}
