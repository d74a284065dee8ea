//! Completions for shells, and man pages.

use std::io::{self, Write as _};

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::failure::{Failure, Result};

/// The clap commands.
pub(crate) fn commands() -> [Command; 2] {
    [
        Command::new("completions")
            .about("Print the completions for a shell")
            .after_help("In bash: source <(sendgrid-accounts completions bash)")
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(Shell))
                    .help("The shell"),
            ),
        Command::new("man")
            .about("Print the man page of the program or of a command")
            .after_help("To read it: sendgrid-accounts man customers create | man -l -")
            .arg(
                Arg::new("command")
                    .value_name("COMMAND")
                    .num_args(0..)
                    .help("Words of the command"),
            ),
    ]
}

/// Prints the completions.
pub(crate) fn completions(matches: &ArgMatches, mut program: Command) -> Result {
    let mut text = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let name = program.get_name().to_owned();
        clap_complete::generate(*shell, &mut program, name, &mut text);
    }
    // clap_complete 4.6.12 spells the hyphen of the program's name in two ways in a script for bash, which
    // then completes no option of a command (clap issue 6421).
    let text =
        String::from_utf8_lossy(&text).replace("sendgrid__subcmd__accounts", "sendgrid__accounts");
    write(text.as_bytes())
}

/// Prints a man page.
pub(crate) fn man(matches: &ArgMatches, mut program: Command) -> Result {
    program.build();
    let mut command = &program;
    for word in matches.get_many::<String>("command").into_iter().flatten() {
        let found = command.find_subcommand(word);
        command = found.ok_or_else(|| {
            let parent = command.get_bin_name().unwrap_or_default();
            Failure::usage(format!("{word:?} is no command of `{parent}`"))
        })?;
    }
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    write(&page)
}

fn write(text: &[u8]) -> Result {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    Ok(out.flush()?)
}
