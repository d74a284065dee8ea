//! The command line of sendgrid-accounts, for its own program and for the console script of the Python
//! package.

#![forbid(unsafe_code)]

mod bulk;
mod call;
mod commands;
mod documentation;
mod env_file;
mod exit;
mod failure;
mod interrupts;
mod key_file;
mod list;
mod operations;
mod output;
mod parameters;
mod prompt;
mod request;
mod sandbox;
mod secrets;
mod settings;
mod terminal;
mod trace;

use std::ffi::OsString;

use clap::ArgMatches;
use tokio::runtime::Builder;

use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;

/// Runs the program with these arguments, of which the first one is its name, and returns its exit code.
///
/// It takes over the signals SIGINT and SIGTERM of the process.
pub fn main<I, A>(arguments: I) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    match parse(arguments).and_then(|matches| run(&matches)) {
        Ok(()) => exit::DONE,
        Err(failure) => failure.report(),
    }
}

fn parse(arguments: Vec<OsString>) -> Result<ArgMatches> {
    secrets::refuse(&arguments)?;
    commands::program().try_get_matches_from(arguments).map_err(|error| {
        // The reader of the help may be gone.
        let _ = error.print();
        Failure::Reported(u8::try_from(error.exit_code()).unwrap_or(exit::USAGE))
    })
}

fn run(matches: &ArgMatches) -> Result {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Io(format!("no thread is left: {error}")))?;
    let result = runtime.block_on(async {
        let interrupts = Interrupts::install();
        let mut interrupts = interrupts
            .map_err(|error| Failure::Io(format!("signals cannot be handled: {error}")))?;
        commands::run(matches, &mut interrupts).await
    });
    // A thread may wait for an answer that nobody gives.
    runtime.shutdown_background();
    result
}
