//! The local server, with its own options.

use clap::{ArgMatches, Command};
use sendgrid_accounts_sandbox as sandbox;
use tokio::runtime::Handle;

use crate::exit;
use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;

const PRINT: &str = "Form of the output: a text, json, or variables, which a shell (env: POSIX, fish, \
    powershell) and --env-file (env) read";

/// The clap command. It prints what the other commands read.
pub(crate) fn command() -> Command {
    sandbox::command()
        .name("sandbox")
        .mut_arg("print", |argument| argument.default_value("env").help(PRINT))
}

/// Serves until a signal.
pub(crate) fn run(matches: &ArgMatches, interrupts: &mut Interrupts) -> Result {
    let wait = || {
        tokio::task::block_in_place(|| Handle::current().block_on(interrupts.next()));
    };
    match sandbox::run_parsed(matches, wait) {
        exit::DONE => Ok(()),
        code => Err(Failure::Reported(code)),
    }
}
