//! The program `sendgrid-accounts`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(sendgrid_accounts_cli::main(std::env::args_os()))
}
