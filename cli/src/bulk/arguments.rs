//! The arguments of the commands.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use sendgrid_accounts::{LedgerState, OPERATIONS};

use crate::call::yes_argument;

pub(super) const OPERATION: &str = "operation";
pub(super) const FROM: &str = "from";
pub(super) const LEDGER: &str = "ledger";
pub(super) const OUT: &str = "out";
pub(super) const DRY_RUN: &str = "dry-run";
pub(super) const CONCURRENCY: &str = "concurrency";
pub(super) const MAX_PER_MINUTE: &str = "max-per-minute";
pub(super) const EMPTY: &str = "empty";
pub(super) const DELIMITER: &str = "delimiter";
pub(super) const RETRY_REJECTED: &str = "retry-rejected";
pub(super) const JOBS: &str = "jobs";
pub(super) const STATE: &str = "state";

/// Adds the arguments of a run.
pub(super) fn run(command: Command) -> Command {
    let operations = OPERATIONS.iter().map(|info| info.name).chain(["request"]);
    let command = command
        .arg(
            Arg::new(OPERATION)
                .value_name("OPERATION")
                .required(true)
                .value_parser(PossibleValuesParser::new(operations))
                .hide_possible_values(true)
                .help("Name of the operation, such as customers.disable; the help of each command has \
                     its name"),
        )
        .arg(file(FROM, "CSV file of the jobs").required(true))
        .arg(file(LEDGER, "File that records what became of each job; an existing one is resumed"));
    shared(command).arg(
        Arg::new(DRY_RUN)
            .long(DRY_RUN)
            .action(ArgAction::SetTrue)
            .help("Check the file and send nothing"),
    )
}

/// Adds the arguments of a resumed run.
pub(super) fn resume(command: Command) -> Command {
    shared(
        command
            .arg(ledger())
            .arg(file(FROM, "CSV file of the jobs; default: the one that the ledger names")),
    )
}

/// Adds the arguments of a report.
pub(super) fn report(command: Command) -> Command {
    let states = LedgerState::ALL.iter().map(|state| state.as_str());
    command
        .arg(ledger())
        .arg(
            Arg::new(JOBS)
                .long(JOBS)
                .action(ArgAction::SetTrue)
                .help("Show the jobs, not their numbers"),
        )
        .arg(
            Arg::new(STATE)
                .long(STATE)
                .value_name("STATE")
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(states))
                .help("Show the jobs of this state; can be repeated"),
        )
}

fn shared(command: Command) -> Command {
    command
        .arg(file(
            OUT,
            "New file for the results as CSV, readable by its owner only; a resumed run appends to \
             it",
        ))
        .arg(
            Arg::new(CONCURRENCY)
                .long(CONCURRENCY)
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..=1000))
                .help("Number of calls at once, from 1 to 1000; default: 16"),
        )
        .arg(
            Arg::new(MAX_PER_MINUTE)
                .long(MAX_PER_MINUTE)
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=1_000_000))
                .help("Number of calls in a minute, at most; default: what the server allows"),
        )
        .arg(
            Arg::new(EMPTY)
                .long(EMPTY)
                .value_name("MEANING")
                .value_parser(PossibleValuesParser::new(["ignore", "clear"]))
                .help("Meaning of an empty cell of an update; without it, such a cell is refused"),
        )
        .arg(
            Arg::new(DELIMITER)
                .long(DELIMITER)
                .value_name("CHARACTER")
                .value_parser(delimiter)
                .help(
                    "Character between cells; default: comma, semicolon or tab, as the header has \
                     it",
                ),
        )
        .arg(
            Arg::new(RETRY_REJECTED)
                .long(RETRY_REJECTED)
                .action(ArgAction::SetTrue)
                .help("Make calls again that the server refused in an earlier run"),
        )
        .arg(yes_argument())
}

fn ledger() -> Arg {
    Arg::new(LEDGER)
        .value_name("LEDGER")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("Ledger of an earlier run")
}

fn file(id: &'static str, help: &'static str) -> Arg {
    Arg::new(id).long(id).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help)
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"\\t" | b"tab" => Ok(b'\t'),
        [byte] => Ok(*byte),
        _ => Err("not one character of ASCII, or \\t".to_owned()),
    }
}
