//! A run of bulk jobs.

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use futures_util::stream;
use sendgrid_accounts::{
    Bulk, BulkFile, BulkOptions, BulkProgress, BulkResult, Empty, Error, ErrorKind, NamedCall,
    Outcome,
};
use serde_json::json;
use tokio::time::timeout;

use super::arguments::{CONCURRENCY, DRY_RUN, MAX_PER_MINUTE, OUT, RETRY_REJECTED};
use super::plan::Plan;
use super::progress::Bar;
use super::results::{ResultsFile, creates_key};
use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;
use crate::operations::is_irreversible;
use crate::output::{self, Format};
use crate::terminal::say;
use crate::{exit, prompt, settings};

/// Time between two updates of the progress bar.
const TICK: Duration = Duration::from_millis(200);
/// Number of failed jobs that are shown.
const SHOWN: u64 = 20;

/// Checks the file, makes the calls, and prints the numbers of jobs by outcome.
pub(super) async fn run(plan: &Plan, matches: &ArgMatches, interrupts: &mut Interrupts) -> Result {
    let jobs = plan.jobs()?;
    let out = matches.get_one::<PathBuf>(OUT);
    let info = NamedCall::operation(&plan.operation)?;
    if creates_key(&info) && out.is_none() {
        return Err(Failure::usage(
            "the jobs create API keys: --out names the file that takes them",
        ));
    }
    if matches.try_get_one::<bool>(DRY_RUN).is_ok_and(|is_set| is_set == Some(&true)) {
        let value = json!({ "operation": plan.operation, "jobs": jobs.len(), "sent": 0 });
        return output::print(Format::of(matches), &value);
    }
    let client = settings::client(matches, Empty::Clear)?;
    let is_delete = is_irreversible(&plan.operation);
    if is_delete && !matches.get_flag("yes") && !jobs.is_empty() {
        let warning = format!("{} of {} rows cannot be undone", plan.operation, jobs.len());
        prompt::confirm(interrupts, &warning).await?;
    }
    let is_resumed = plan.is_resumed();
    if let Some(path) = out.filter(|path| !is_resumed && path.exists()) {
        let problem = "exists: only a run that resumes a ledger extends a file of results";
        return Err(Failure::usage(format!("--out {} {problem}", path.display())));
    }
    let bulk = client.bulk(&options(plan, matches))?;
    let out = out.map(|path| ResultsFile::open(path, &plan.operation, is_resumed)).transpose()?;
    let mut run = Run::new(bulk, jobs.len(), out);
    run.execute(jobs, interrupts).await?;
    run.finish(plan, matches)
}

fn options(plan: &Plan, matches: &ArgMatches) -> BulkOptions {
    let mut options = BulkOptions::default();
    if let Some(concurrency) = matches.get_one::<u16>(CONCURRENCY) {
        options.concurrency = usize::from(*concurrency);
    }
    options.max_per_minute = matches.get_one::<u32>(MAX_PER_MINUTE).copied();
    options.retry_rejected = matches.get_flag(RETRY_REJECTED);
    options.ledger.clone_from(&plan.ledger);
    options.description = Some(plan.description());
    options
}

struct Run {
    bulk: Bulk,
    bar: Bar,
    out: Option<ResultsFile>,
    total: u64,
    failed: u64,
    /// The error that ended the run, or the first one of the output.
    failure: Option<Failure>,
    interrupted: Option<u8>,
}

impl Run {
    fn new(bulk: Bulk, total: u64, out: Option<ResultsFile>) -> Self {
        bulk.set_total(total);
        Self { bulk, bar: Bar::new(total), out, total, failed: 0, failure: None, interrupted: None }
    }

    async fn execute(&mut self, jobs: BulkFile, interrupts: &mut Interrupts) -> Result {
        let mut results = self.bulk.run(stream::iter(jobs));
        loop {
            match interrupts.or(timeout(TICK, results.next())).await {
                Ok(Ok(None)) => break,
                Ok(Ok(Some(Ok(result)))) => self.take(&result),
                Ok(Ok(Some(Err(error)))) => self.failure = Some(ended(error)),
                Ok(Err(_)) => {}
                Err(code) if self.interrupted.is_some() => {
                    self.bar.clear();
                    let message =
                        "ended at once: the outcome of the calls in progress is unknown".to_owned();
                    return Err(Failure::Interrupted { code, message });
                }
                Err(code) => {
                    self.interrupted = Some(code);
                    self.bulk.stop();
                    self.bar.say("\nstopping: calls in progress end, no other begins; Ctrl-C again ends at once");
                }
            }
            self.bar.show(&self.bulk);
        }
        self.bar.clear();
        Ok(())
    }

    fn take(&mut self, result: &BulkResult) {
        if result.outcome == Outcome::NotSent && self.bulk.is_stopped() {
            // It stays for a resumed run.
            return;
        }
        let written = self.out.as_mut().map_or(Ok(()), |out| out.write(result));
        if let Err(failure) = written {
            self.failure.get_or_insert(failure);
            self.bulk.stop();
        }
        let Some(error) = &result.error else { return };
        self.failed += 1;
        if self.failed <= SHOWN {
            self.bar.say(&failure_line(result, error));
        }
        // The file was changed after it was checked: the rows behind this one are missing.
        if error.kind() == ErrorKind::InvalidInput && error.field() == Some("file") {
            self.failure.get_or_insert(Failure::usage(error.message()));
        }
    }

    fn finish(mut self, plan: &Plan, matches: &ArgMatches) -> Result {
        if let Some(Err(failure)) = self.out.as_mut().map(ResultsFile::flush) {
            self.failure.get_or_insert(failure);
        }
        let progress = self.bulk.progress();
        self.bulk.close();
        if self.failed > SHOWN {
            say(format_args!("... and {} further jobs that failed", self.failed - SHOWN));
        }
        let left = self.total.saturating_sub(progress.ended() - progress.not_sent);
        let printed = output::print(Format::of(matches), &counts(&progress, self.total));
        if let (Some(ledger), true) = (&plan.ledger, left + progress.unknown > 0) {
            say(format_args!("to go on: sendgrid-accounts bulk resume {}", ledger.display()));
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if let Some(code) = self.interrupted {
            let message = format!("stopped: {left} of {} jobs were not sent", self.total);
            return Err(Failure::Interrupted { code, message });
        }
        match exit_code(&progress) {
            exit::DONE => printed,
            code => Err(Failure::Reported(code)),
        }
    }
}

/// The error that ended a run. A ledger that fails during a run does not mean that nothing was sent.
fn ended(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::Ledger => Failure::Io(error.to_string()),
        _ => Failure::Library(error),
    }
}

fn failure_line(result: &BulkResult, error: &Error) -> String {
    let line = result.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let key = sendgrid_accounts::printable(&result.key);
    format!("{line}{key}: {}: {}", result.outcome, error.message())
}

fn counts(progress: &BulkProgress, total: u64) -> serde_json::Value {
    let ended = progress.applied + progress.rejected + progress.unknown;
    json!({
        "applied": progress.applied,
        "from_ledger": progress.from_ledger,
        "not_sent": total.saturating_sub(ended),
        "rejected": progress.rejected,
        "total": total,
        "unknown": progress.unknown,
    })
}

/// The worst outcome decides.
fn exit_code(progress: &BulkProgress) -> u8 {
    let BulkProgress { unknown, rejected, not_sent, .. } = *progress;
    match (unknown, rejected, not_sent) {
        (0, 0, 0) => exit::DONE,
        (0, 0, _) => exit::NOT_SENT,
        (0, _, _) => exit::REFUSED,
        _ => exit::UNKNOWN,
    }
}
