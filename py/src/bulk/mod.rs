//! Bulk runs. The iterators of `_bulk.py` and `_bulk_async.py` pull jobs and give out results; a [`BulkRunner`] executes the
//! jobs on the worker.

mod ended;
pub(crate) mod file;
pub(crate) mod job;
pub(crate) mod ledger;
mod result;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use futures_util::FutureExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use sendgrid_accounts::{Bulk, BulkOptions, Client, runtime};

use crate::arguments::{Argument, Count, FilePath, Seconds, Str};
use crate::asyncio::coroutine_of;
use crate::blocking::tick;
use crate::bulk::ended::Ended;
use crate::errors::to_python;
use crate::logging::Log;

/// Executes the jobs of a bulk run. Jobs go on while nobody waits; dropping this stops the run: jobs in
/// progress end, none begins.
#[pyclass(frozen, module = "sendgrid_accounts")]
pub(crate) struct BulkRunner {
    run: Option<Run>,
    process: u32,
}

struct Run {
    bulk: Bulk,
    client: Client,
    ended: Arc<Ended>,
    log: Log,
}

impl BulkRunner {
    /// Begins a run, with the iterator of this name.
    pub(crate) fn iterate<'py>(
        client: &Client,
        (module, class): (&str, &str),
        jobs: &Bound<'py, PyAny>,
        settings: Settings<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = jobs.py();
        let Settings { concurrency, ledger, description, retry_rejected, .. } = settings;
        let Settings { max_per_minute, progress, .. } = settings;
        let mut options = BulkOptions::default();
        options.concurrency = concurrency.get(py, "concurrency")?;
        options.ledger = ledger.get(py, "ledger")?;
        options.description = description.get(py, "description")?;
        options.retry_rejected = retry_rejected;
        options.max_per_minute = max_per_minute.get(py, "max_per_minute")?;
        let class = py.import(module)?.getattr(class)?;
        // Opening a ledger reads and writes files.
        let bulk = py.detach(|| client.bulk(&options)).map_err(|error| to_python(py, &error))?;
        let (client, ended, log) = (client.clone(), Arc::default(), Log::start(py)?);
        let run = Some(Run { bulk, client, ended, log });
        class.call1((Self { run, process: std::process::id() }, jobs, progress))
    }

    fn run(&self) -> PyResult<&Run> {
        self.run.as_ref().filter(|_| self.is_own()).ok_or_else(|| {
            PyRuntimeError::new_err("a bulk run belongs to the process that began it")
        })
    }

    /// Whether this process began the run: a forked child has no worker that executes its jobs.
    fn is_own(&self) -> bool {
        self.process == std::process::id()
    }
}

/// The settings as they are passed.
pub(crate) struct Settings<'py> {
    pub(crate) concurrency: Count<usize>,
    pub(crate) ledger: Option<FilePath>,
    pub(crate) description: Option<Str>,
    pub(crate) retry_rejected: bool,
    pub(crate) max_per_minute: Option<Count<u32>>,
    pub(crate) progress: Option<Bound<'py, PyAny>>,
}

#[pymethods]
impl BulkRunner {
    /// Begins a `BulkJob`.
    fn begin(&self, job: &Bound<'_, PyAny>) -> PyResult<()> {
        let (py, Run { bulk, client, ended, log }) = (job.py(), self.run()?);
        let job = job::from_python(job)?;
        let account = job.account().cloned();
        let own = Arc::clone(ended);
        let (bulk, client, log) = (bulk.clone(), client.clone(), log.clone());
        ended.begin();
        let work = async move {
            let call = AssertUnwindSafe(log.listen(bulk.execute(job))).catch_unwind();
            let result = call.await.unwrap_or_else(|_| Err(runtime::lost()));
            let client = match account {
                Some(account) => client.on_behalf_of(&account).unwrap_or(client),
                None => client,
            };
            own.end(result, client);
        };
        match runtime::spawn(work) {
            Ok(_) => Ok(()),
            Err(error) => {
                ended.undo();
                Err(to_python(py, &error))
            }
        }
    }

    /// Takes the result of a job that ended; `None` if there is none. The error is that of the ledger.
    fn take(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let Run { ended, log, .. } = self.run()?;
        log.flush(py, None)?;
        let Some((result, client)) = ended.take() else { return Ok(None) };
        let result = result.map_err(|error| to_python(py, &error))?;
        result::into_python(py, result, &client).map(Some)
    }

    /// Waits for a result to take, with the interpreter detached, as long as any job is in progress and
    /// at most `timeout` seconds. A signal handler that raises ends the wait.
    #[pyo3(signature = (timeout=None))]
    fn wait(&self, py: Python<'_>, timeout: Option<Seconds>) -> PyResult<()> {
        let timeout = timeout.get(py, "timeout")?.unwrap_or(Duration::MAX);
        self.wait_until(py, timeout, Ended::wait_for_result)
    }

    /// Waits until no job is in progress, as `wait`.
    fn drain(&self, py: Python<'_>) -> PyResult<()> {
        if !self.is_own() {
            return Ok(());
        }
        self.wait_until(py, Duration::MAX, Ended::wait_for_all)
    }

    /// Waits for a result to take, as a coroutine.
    fn wait_async<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let ended = Arc::clone(&self.run()?.ended);
        coroutine_of(py, "bulk", async move {
            ended.result().await;
            Ok(())
        })
    }

    /// Waits until no job is in progress, as a coroutine.
    fn drain_async<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let ended = Arc::clone(&self.run()?.ended);
        coroutine_of(py, "bulk", async move {
            ended.all().await;
            Ok(())
        })
    }

    /// Stops the run: jobs in progress end, none begins.
    fn stop(&self) {
        if let Ok(run) = self.run() {
            run.bulk.stop();
        }
    }

    /// Whether the run was stopped.
    #[getter]
    fn is_stopped(&self) -> PyResult<bool> {
        Ok(self.run()?.bulk.is_stopped())
    }

    /// Whether another job may begin: fewer are in progress, or wait to be taken, than may be at once.
    #[getter]
    fn has_room(&self) -> PyResult<bool> {
        let Run { bulk, ended, .. } = self.run()?;
        Ok(ended.held() < bulk.concurrency() && !bulk.is_stopped())
    }

    /// Number of jobs in progress or with a result to take.
    #[getter]
    fn held(&self) -> usize {
        self.run().map_or(0, |run| run.ended.held())
    }

    /// Number of jobs in progress.
    #[getter]
    fn running(&self) -> usize {
        self.run().map_or(0, |run| run.ended.running())
    }

    /// Stops the run, and closes its ledger once no job is in progress.
    fn abandon(&self) {
        let Ok(Run { bulk, ended, .. }) = self.run() else { return };
        bulk.stop();
        let (bulk, ended) = (bulk.clone(), Arc::clone(ended));
        // Fails only if no job was begun: dropping the run closes the ledger then.
        let _ = runtime::spawn(async move {
            ended.all().await;
            bulk.close();
        });
    }

    /// Sets the number of all jobs, for the progress.
    fn set_total(&self, total: u64) -> PyResult<()> {
        self.run()?.bulk.set_total(total);
        Ok(())
    }

    /// The fields of a `BulkProgress`, in order.
    fn progress<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let progress = self.run()?.bulk.progress();
        let window = progress.window.map(|window| {
            let reset_at = window.reset_at.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            (window.limit, window.remaining, reset_at.map(|time| time.as_secs_f64()))
        });
        let jobs = (progress.total, progress.begun, progress.applied, progress.rejected);
        let (total, begun, applied, rejected) = jobs;
        let (not_sent, unknown) = (progress.not_sent, progress.unknown);
        let from_ledger = progress.from_ledger;
        let fields = (
            total,
            begun,
            applied,
            rejected,
            not_sent,
            unknown,
            from_ledger,
            progress.rate,
            window,
        );
        fields.into_pyobject(py)
    }

    /// Closes the ledger, so that another run can use it, and raises the error that ended the run early.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let Ok(run) = self.run() else { return Ok(()) };
        py.detach(|| run.bulk.close());
        run.bulk.failure().map_or(Ok(()), |error| Err(to_python(py, &error)))
    }
}

impl BulkRunner {
    fn wait_until(
        &self,
        py: Python<'_>,
        timeout: Duration,
        wait: impl Fn(&Ended, Duration) -> bool + Sync,
    ) -> PyResult<()> {
        let Run { ended, log, .. } = self.run()?;
        let (tick, mut left) = (tick(py), timeout);
        loop {
            let limit = tick.min(left);
            let is_over = py.detach(|| wait(ended, limit));
            log.flush(py, None)?;
            left = left.saturating_sub(limit);
            if is_over || left.is_zero() {
                return Ok(());
            }
            py.check_signals()?;
        }
    }
}

impl Drop for BulkRunner {
    fn drop(&mut self) {
        match self.run.take() {
            Some(run) if self.is_own() => run.bulk.stop(),
            // The connections, the ledger and its lock belong to the parent.
            inherited => std::mem::forget(inherited),
        }
    }
}
