//! The command line: starts a server and prints its URL and credentials as one line of JSON.
//! A language binding offers the same program, with the same options, by calling [`run`].

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::time::Duration;

use clap::Parser;
use serde::Serialize;

use crate::error_bodies::ErrorBodies;
use crate::options::Options;
use crate::server::Sandbox;
use crate::window::Window;

const ABOUT: &str =
    "A stateful local stand-in for the SendGrid account management APIs, for demos and tests";

const LONG_ABOUT: &str = "A stateful local stand-in for the SendGrid account management APIs, for \
    demos and tests.\n\nPrints one line of JSON with url, api_key, reseller_username, \
    reseller_password and control_token when the server is listening. Serves until SIGINT or \
    SIGTERM.";

#[derive(Debug, Parser)]
#[command(version, about = ABOUT, long_about = LONG_ABOUT)]
struct Arguments {
    /// Loopback address to listen on
    #[arg(long, default_value = "127.0.0.1", value_parser = loopback)]
    host: IpAddr,

    /// Port to listen on; 0 selects a free port
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// Accept any non-empty credentials, and create unknown On-Behalf-Of accounts
    #[arg(long)]
    permissive: bool,

    /// Rate limit per credential, and in the Users API per operation
    #[arg(long, value_name = "LIMIT/SECONDS", default_value = "600/60")]
    window: Window,

    /// Delay before each API request is processed, in milliseconds
    #[arg(long, value_name = "N", default_value_t = 0)]
    latency_ms: u64,

    /// Error bodies of the customers API: from "Customer Management", or from its edition of 2014
    #[arg(long, value_name = "documented|2014", default_value_t = ErrorBodies::Documented)]
    errors: ErrorBodies,

    /// Number of generated customers, in addition to the two of the documents
    #[arg(long, value_name = "N", default_value_t = 0)]
    customers: usize,
}

#[derive(Serialize)]
struct Ready<'a> {
    url: &'a str,
    api_key: &'a str,
    reseller_username: &'a str,
    reseller_password: &'a str,
    control_token: &'a str,
}

fn loopback(value: &str) -> Result<IpAddr, String> {
    let host: IpAddr = value.parse().map_err(|_| "not an IP address".to_owned())?;
    if host.is_loopback() { Ok(host) } else { Err("not a loopback address".to_owned()) }
}

/// Runs the program until `wait_for_stop` returns. The first argument is the program name.
///
/// Returns the exit code: 0 after a normal stop, 1 if the server cannot start, 2 for invalid
/// arguments.
pub fn run<I, A>(arguments: I, wait_for_stop: impl FnOnce()) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let Arguments { host, port, permissive, window, latency_ms, errors, customers } = arguments;
    let latency = Duration::from_millis(latency_ms);
    let options = Options { host, port, permissive, window, latency, errors, customers };
    match serve(options, wait_for_stop) {
        Ok(()) => 0,
        Err(error) => {
            let _ = writeln!(io::stderr(), "sendgrid-accounts-sandbox: {error}");
            1
        }
    }
}

fn serve(options: Options, wait_for_stop: impl FnOnce()) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(options)?;
    print_ready(&sandbox)?;
    wait_for_stop();
    sandbox.stop();
    Ok(())
}

fn print_ready(sandbox: &Sandbox) -> io::Result<()> {
    let ready = Ready {
        url: sandbox.url(),
        api_key: sandbox.api_key(),
        reseller_username: sandbox.reseller_username(),
        reseller_password: sandbox.reseller_password(),
        control_token: sandbox.control_token(),
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &ready)?;
    writeln!(out)?;
    out.flush()
}
