//! The tree of commands.

use clap::{ArgMatches, Command};

use crate::failure::Result;
use crate::interrupts::Interrupts;
use crate::operations::{self, GROUPS};
use crate::{bulk, call, documentation, exit, output, request, sandbox, settings};

const ABOUT: &str = "Manage SendGrid accounts: your own, subusers, customers and API keys";

const LONG_ABOUT: &str = "Manage SendGrid accounts: your own, subusers, customers and API keys.\n\n\
    Credentials are read from the environment (SENDGRID_API_KEY, SENDGRID_REGION, SENDGRID_BASE_URL, \
    SENDGRID_ON_BEHALF_OF) or from a file named by --env-file, and never from arguments. \
    `sendgrid-accounts sandbox` starts a local server to try the commands with.";

/// Columns of the help, at most.
const HELP_WIDTH: usize = 100;

/// All commands.
pub(crate) fn program() -> Command {
    let groups = GROUPS.iter().map(|(name, about)| {
        let operations = operations::all().filter(|operation| operation.path().0 == *name);
        let commands = operations.map(|operation| call::command(&operation));
        with_client(Command::new(*name).about(*about).subcommand_required(true))
            .arg_required_else_help(true)
            .subcommands(commands)
    });
    Command::new("sendgrid-accounts")
        .version(sendgrid_accounts::VERSION)
        .about(ABOUT)
        .long_about(LONG_ABOUT)
        .after_help(exit::HELP)
        .max_term_width(HELP_WIDTH)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(groups)
        .subcommand(with_client(request::command()))
        .subcommand(with_client(bulk::command()))
        .subcommand(sandbox::command())
        .subcommands(documentation::commands())
}

/// Adds the options of the client and of the output, for the command and those below it.
fn with_client(command: Command) -> Command {
    command.args(settings::arguments()).arg(output::argument())
}

/// Runs the command that the arguments name.
pub(crate) async fn run(matches: &ArgMatches, interrupts: &mut Interrupts) -> Result {
    let Some((group, matches)) = matches.subcommand() else { return Ok(()) };
    match group {
        "request" => request::run(matches, interrupts).await,
        "bulk" => bulk::run(matches, interrupts).await,
        "sandbox" => sandbox::run(matches, interrupts),
        "completions" => documentation::completions(matches, program()),
        "man" => documentation::man(matches, program()),
        _ => {
            let Some((verb, matches)) = matches.subcommand() else { return Ok(()) };
            match operations::find(group, verb) {
                Some(operation) => call::run(&operation, matches, interrupts).await,
                None => Ok(()),
            }
        }
    }
}
