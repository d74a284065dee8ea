//! Bulk runs of programs without an async runtime.

use std::fmt;
use std::sync::mpsc::{self, Receiver, Sender};

use crate::bulk::job::JobName;
use crate::bulk::{Bulk, BulkJob, BulkOptions, BulkProgress, BulkResult};
use crate::client::runtime;
use crate::error::{Error, ErrorKind, Outcome, Result};

impl crate::client::blocking::Client {
    /// Begins a bulk run; see [`Client::bulk`](crate::Client::bulk).
    ///
    /// # Errors
    ///
    /// As [`Client::bulk`](crate::Client::bulk).
    pub fn bulk(&self, options: &BulkOptions) -> Result<BlockingBulk> {
        self.core().bulk(options).map(|bulk| BlockingBulk { bulk })
    }
}

/// A bulk run whose calls run on the worker of this process; see [`Bulk`]. A clone is the same run.
#[derive(Clone, Debug)]
pub struct BlockingBulk {
    bulk: Bulk,
}

impl BlockingBulk {
    /// Executes jobs, as many at once as the settings say, and returns each result as it ends. Jobs are taken
    /// from the iterator by [`next`](Iterator::next), as others end.
    pub fn run<I: IntoIterator<Item = BulkJob>>(
        &self,
        jobs: I,
    ) -> BlockingBulkResults<I::IntoIter> {
        let (sender, ended) = mpsc::channel();
        BlockingBulkResults {
            bulk: self.bulk.clone(),
            jobs: Some(jobs.into_iter()),
            running: Vec::new(),
            next: 0,
            sender,
            ended,
            has_ended: false,
        }
    }

    /// Executes one job; see [`Bulk::execute`].
    ///
    /// # Errors
    ///
    /// As [`Bulk::execute`], and [`Connect`](ErrorKind::Connect) if no thread or descriptor is left.
    pub fn execute(&self, job: BulkJob) -> Result<BulkResult> {
        let bulk = self.bulk.clone();
        runtime::start_call(async move { bulk.execute(job).await })?.wait()
    }

    /// Stops the run, from any thread; see [`Bulk::stop`].
    pub fn stop(&self) {
        self.bulk.stop();
    }

    /// Whether the run was stopped, or ended early.
    pub fn is_stopped(&self) -> bool {
        self.bulk.is_stopped()
    }

    /// The error that ended the run early; see [`Bulk::failure`].
    pub fn failure(&self) -> Option<Error> {
        self.bulk.failure()
    }

    /// Stops the run and closes its ledger; see [`Bulk::close`].
    pub fn close(&self) {
        self.bulk.close();
    }

    /// Sets the number of all jobs, for the progress.
    pub fn set_total(&self, total: u64) {
        self.bulk.set_total(total);
    }

    /// Number of jobs by what became of them.
    pub fn progress(&self) -> BulkProgress {
        self.bulk.progress()
    }
}

/// A job in progress. Dropping the task cancels it.
#[derive(Debug)]
struct Running {
    number: u64,
    name: JobName,
    task: runtime::Task,
}

/// Results of the jobs of an iterator, as they end; see [`BulkResults`](crate::BulkResults).
pub struct BlockingBulkResults<I> {
    bulk: Bulk,
    jobs: Option<I>,
    running: Vec<Running>,
    next: u64,
    sender: Sender<(u64, Option<Result<BulkResult>>)>,
    ended: Receiver<(u64, Option<Result<BulkResult>>)>,
    has_ended: bool,
}

/// Reports the end of a job, also that of one that panics or is cancelled.
struct Report {
    number: u64,
    result: Option<Result<BulkResult>>,
    sender: Sender<(u64, Option<Result<BulkResult>>)>,
}

impl Report {
    fn set(&mut self, result: Result<BulkResult>) {
        self.result = Some(result);
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        // Fails if the results were dropped.
        let _ = self.sender.send((self.number, self.result.take()));
    }
}

impl<I: Iterator<Item = BulkJob>> BlockingBulkResults<I> {
    fn begin(&mut self) -> Result<()> {
        while self.running.len() < self.bulk.concurrency() && !self.bulk.is_stopped() {
            let Some(job) = self.jobs.as_mut().and_then(Iterator::next) else {
                self.jobs = None;
                return Ok(());
            };
            let (bulk, name) = (self.bulk.clone(), JobName::of(&job));
            let number = self.next;
            let mut report = Report { number, result: None, sender: self.sender.clone() };
            let task = runtime::start_task(async move {
                let result = bulk.execute(job).await;
                report.set(result);
            })?;
            self.next = self.next.wrapping_add(1);
            self.running.push(Running { number, name, task });
        }
        Ok(())
    }

    fn end(&mut self) -> Option<Result<BulkResult>> {
        let is_first = !std::mem::replace(&mut self.has_ended, true);
        self.bulk.failure().filter(|_| is_first).map(Err)
    }

    fn forked() -> Error {
        let message = "the run was begun before a fork: begin another one in this process";
        Error::new(ErrorKind::Internal, Outcome::Unknown, message)
    }
}

impl<I: Iterator<Item = BulkJob>> Iterator for BlockingBulkResults<I> {
    type Item = Result<BulkResult>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.running.iter().any(|running| running.task.is_inherited()) {
            self.running.clear();
            self.has_ended = true;
            self.bulk.stop();
            return Some(Err(Self::forked()));
        }
        loop {
            if let Err(error) = self.begin() {
                self.bulk.stop();
                return Some(Err(error));
            }
            if self.running.is_empty() {
                return self.end();
            }
            let Ok((number, result)) = self.ended.recv() else { return self.end() };
            let index = self.running.iter().position(|running| running.number == number)?;
            let Running { name, .. } = self.running.swap_remove(index);
            match result {
                Some(Ok(result)) => return Some(Ok(result)),
                // The error of the ledger is that of the run.
                Some(Err(_)) => {}
                None => return Some(Ok(self.bulk.lost(name))),
            }
        }
    }
}

impl<I> fmt::Debug for BlockingBulkResults<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BulkResults").field("bulk", &self.bulk).finish_non_exhaustive()
    }
}
