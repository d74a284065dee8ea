//! The results of a bulk run, as a stream.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::{AcquireError, OwnedSemaphorePermit};
use tokio::task::{Id, JoinSet};

use crate::bulk::job::JobName;
use crate::bulk::{Bulk, BulkJob, BulkResult};
use crate::error::Result;

/// Results of the jobs of a stream, as they end. Calls go on between two polls; dropping this cancels those
/// in progress, whose outcome is then unknown. [`Bulk::stop`] ends the run without that. A run that fails
/// ends with its error, after the results of the jobs in progress.
pub struct BulkResults<S> {
    bulk: Bulk,
    jobs: Option<Pin<Box<S>>>,
    running: JoinSet<Result<BulkResult>>,
    /// The permit of the next call, and the wait for it.
    permit: Option<OwnedSemaphorePermit>,
    acquiring: Acquiring,
    /// The jobs in progress, for the result of one that panics.
    names: HashMap<Id, JobName>,
    has_ended: bool,
    /// Wakes the task when the run is stopped.
    stopping: Pin<Box<dyn Future<Output = ()> + Send>>,
}

type Acquiring = Pin<Box<dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send>>;

fn acquire(bulk: &Bulk) -> Acquiring {
    Box::pin(Arc::clone(&bulk.0.calls).acquire_owned())
}

impl<S: Stream<Item = BulkJob>> BulkResults<S> {
    pub(super) fn new(bulk: Bulk, jobs: S) -> Self {
        let (running, names) = (JoinSet::new(), HashMap::new());
        let (acquiring, stopping) = (acquire(&bulk), Box::pin(bulk.stopping()));
        let (jobs, permit, has_ended) = (Some(Box::pin(jobs)), None, false);
        Self { bulk, jobs, running, permit, acquiring, names, has_ended, stopping }
    }

    /// Begins jobs until as many calls run as may. Jobs whose outcome is being recorded are as many again
    /// at most, so that the ledger bounds the memory, too.
    fn begin(&mut self, context: &mut Context<'_>) {
        while self.running.len() < self.bulk.concurrency().saturating_mul(2) {
            let Some(jobs) = self.jobs.as_mut().filter(|_| !self.bulk.is_stopped()) else { return };
            if self.permit.is_none() {
                let Poll::Ready(permit) = self.acquiring.as_mut().poll(context) else { return };
                (self.permit, self.acquiring) = (permit.ok(), acquire(&self.bulk));
            }
            match jobs.as_mut().poll_next(context) {
                Poll::Ready(Some(job)) => {
                    let (bulk, name) = (self.bulk.clone(), JobName::of(&job));
                    let permit = self.permit.take();
                    let task =
                        self.running.spawn(async move { bulk.execute_with(job, permit).await });
                    self.names.insert(task.id(), name);
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
        if !self.bulk.is_stopped() {
            let _ = self.stopping.as_mut().poll(context);
        }
        loop {
            self.begin(context);
            match self.running.poll_join_next_with_id(context) {
                Poll::Ready(Some(Ok((id, result)))) => {
                    self.names.remove(&id);
                    // The error of the ledger is that of the run.
                    if let Ok(result) = result {
                        return Poll::Ready(Some(Ok(result)));
                    }
                }
                Poll::Ready(Some(Err(panic))) => {
                    if let Some(name) = self.names.remove(&panic.id()) {
                        return Poll::Ready(Some(Ok(self.bulk.lost(name))));
                    }
                }
                Poll::Ready(None) if self.jobs.is_none() || self.bulk.is_stopped() => {
                    return Poll::Ready(self.end());
                }
                Poll::Ready(None) | Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn end(&mut self) -> Option<Result<BulkResult>> {
        let is_first = !std::mem::replace(&mut self.has_ended, true);
        self.bulk.failure().filter(|_| is_first).map(Err)
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
