//! Terminals, and messages on the standard error.

use std::io::{self, IsTerminal as _, Write as _};

use console::Style;

/// Whether the user can be asked.
pub(crate) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether results are shown on a terminal.
pub(crate) fn shows_results() -> bool {
    io::stdout().is_terminal()
}

/// Whether messages are shown on a terminal.
pub(crate) fn shows_messages() -> bool {
    io::stderr().is_terminal()
}

/// Prints a line to the standard error. A closed one is no reason to stop.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a line to the standard error if it is a terminal.
pub(crate) fn tell(line: impl std::fmt::Display) {
    if shows_messages() {
        say(line);
    }
}

/// Prints an error. The label is red on a terminal, unless `NO_COLOR` is set.
pub(crate) fn say_error(message: impl std::fmt::Display) {
    say(format_args!("{} {message}", Style::new().for_stderr().red().bold().apply_to("error:")));
}
