//! Bulk jobs: one call for each row of a file.

mod arguments;
mod plan;
mod progress;
mod report;
mod results;
mod run;

use clap::{ArgMatches, Command};

use crate::failure::Result;
use crate::interrupts::Interrupts;

/// The clap command.
pub(crate) fn command() -> Command {
    arguments::run(Command::new("bulk"))
        .about("Make a call for each row of a CSV file, paced by the rate limits")
        .long_about(
            "Make a call for each row of a CSV file, paced by the rate limits.\n\nThe first line of the \
             file names the parameters of the operation, and optionally key, on_behalf_of and \
             account_id. The whole file is checked before anything is sent. With --ledger each job is \
             recorded before it is sent and after it ended, so that a run that was stopped or killed can \
             be resumed.",
        )
        .after_help("Exit codes: 4 if an outcome is unknown, else 3 if a job was refused, else 5 if one \
             was not sent")
        .args_conflicts_with_subcommands(true)
        .subcommand_negates_reqs(true)
        .arg_required_else_help(true)
        .subcommand(
            arguments::resume(Command::new("resume"))
                .about("Go on with the jobs of a ledger: what was applied is not sent again"),
        )
        .subcommand(
            arguments::report(Command::new("report"))
                .about("Show what became of the jobs of a ledger"),
        )
}

/// Runs the command.
pub(crate) async fn run(matches: &ArgMatches, interrupts: &mut Interrupts) -> Result {
    match matches.subcommand() {
        Some(("report", matches)) => report::run(matches),
        Some((_, matches)) => run::run(&plan::Plan::of_ledger(matches)?, matches, interrupts).await,
        None => run::run(&plan::Plan::of_arguments(matches), matches, interrupts).await,
    }
}
