//! The sandbox as a program.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(sendgrid_accounts_sandbox::run(std::env::args_os()))
}
