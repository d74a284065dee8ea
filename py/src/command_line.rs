//! The program `sendgrid-accounts`, for the console script.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command line with these arguments, of which the first one is the name of the program. Takes
/// over the signals SIGINT and SIGTERM of the process. Returns the exit status.
#[pyfunction]
pub(crate) fn run_command_line(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| sendgrid_accounts_cli::main(arguments))
}
