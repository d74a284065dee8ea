//! The command line: starts a server and prints its URL and credentials as one line of JSON.
//! A language binding offers the same program, with the same options, by calling [`run`].

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{ArgMatches, Command, CommandFactory as _, FromArgMatches as _, Parser, ValueEnum};
use serde::Serialize;

use crate::error_bodies::ErrorBodies;
use crate::options::Options;
use crate::server::Sandbox;
use crate::window::Window;

const ABOUT: &str =
    "A stateful local stand-in for the SendGrid account management APIs, for demos and tests";

const LONG_ABOUT: &str = "A stateful local stand-in for the SendGrid account management APIs, for \
    demos and tests.\n\nPrints its URL and credentials when it is listening: with --print json one line \
    of JSON with url, api_key, reseller_username, reseller_password and control_token, with --print env \
    lines that a shell can execute. The key, the token and, without --reseller-password, the password \
    are random. Refuses requests from web pages. Serves \
    until SIGINT or SIGTERM.";

#[derive(Parser)]
#[command(version, about = ABOUT, long_about = LONG_ABOUT)]
struct Arguments {
    /// Loopback address to listen on
    #[arg(long, default_value = "127.0.0.1", value_parser = loopback)]
    host: IpAddr,

    /// Port to listen on; 0 selects a free port
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// Accept any non-empty API key and any non-empty username and password, and create the
    /// accounts that On-Behalf-Of names: every program that can connect can read and change all
    /// accounts, the parent included
    #[arg(long)]
    permissive: bool,

    /// Password of the parent, with which a reseller authenticates; random by default
    #[arg(long, value_name = "PASSWORD")]
    reseller_password: Option<String>,

    /// Name or address, without a port, that the header Host may have besides loopback addresses and
    /// localhost; can be repeated
    #[arg(long, value_name = "HOST")]
    allowed_host: Vec<String>,

    /// Rate limit per credential, and under /v3/ per operation
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

    /// Number of generated subusers, in addition to the three of the documents
    #[arg(long, value_name = "N", default_value_t = 0)]
    subusers: usize,

    /// Maximum size of the journal in bytes; the oldest entries are dropped
    #[arg(long, value_name = "N", default_value_t = Options::default().journal_bytes)]
    journal_bytes: usize,

    /// Time in which the head of a request must arrive, then its body, and in which a client must
    /// read a part of the response, in milliseconds; an idle connection is closed after it
    #[arg(long, value_name = "N", default_value_t = default_request_timeout())]
    request_timeout_ms: u64,

    /// Maximum number of open connections; further ones get status 503
    #[arg(long, value_name = "N", default_value_t = Options::default().max_connections)]
    max_connections: usize,

    /// Form of the output: one line of JSON, or lines that export the environment variables of the client
    #[arg(long, value_name = "FORM", default_value = "json")]
    print: Form,
}

/// Form of the output.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Json,
    Env,
}

/// The exit code for invalid arguments.
const INVALID_ARGUMENTS: u8 = 2;

/// Printed at the start of a permissive sandbox.
const PERMISSIVE_WARNING: &str = "--permissive accepts any API key and any username and password, \
    and creates the accounts that On-Behalf-Of names: every program that can connect can read and \
    change all accounts, the parent included";

#[derive(Serialize)]
struct Ready<'a> {
    url: &'a str,
    api_key: &'a str,
    reseller_username: &'a str,
    reseller_password: &'a str,
    control_token: &'a str,
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        Self {
            host: arguments.host,
            port: arguments.port,
            permissive: arguments.permissive,
            reseller_password: arguments.reseller_password,
            allowed_hosts: arguments.allowed_host,
            window: arguments.window,
            latency: Duration::from_millis(arguments.latency_ms),
            errors: arguments.errors,
            customers: arguments.customers,
            subusers: arguments.subusers,
            journal_bytes: arguments.journal_bytes,
            request_timeout: Duration::from_millis(arguments.request_timeout_ms),
            max_connections: arguments.max_connections,
        }
    }
}

fn default_request_timeout() -> u64 {
    u64::try_from(Options::default().request_timeout.as_millis()).unwrap_or(u64::MAX)
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
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => run_with(arguments, wait_for_stop),
        Err(error) => {
            let _ = error.print();
            u8::try_from(error.exit_code()).unwrap_or(INVALID_ARGUMENTS)
        }
    }
}

/// The command, for a program that has it among its own commands.
pub fn command() -> Command {
    Arguments::command()
}

/// As [`run`], with arguments that [`command`] parsed.
pub fn run_parsed(matches: &ArgMatches, wait_for_stop: impl FnOnce()) -> u8 {
    match Arguments::from_arg_matches(matches) {
        Ok(arguments) => run_with(arguments, wait_for_stop),
        Err(error) => {
            let _ = error.print();
            INVALID_ARGUMENTS
        }
    }
}

fn run_with(arguments: Arguments, wait_for_stop: impl FnOnce()) -> u8 {
    let form = arguments.print;
    let options = Options::from(arguments);
    if let Err(error) = options.check() {
        let error = Arguments::command().error(ErrorKind::ValueValidation, error);
        let _ = error.print();
        return INVALID_ARGUMENTS;
    }
    match serve(options, form, wait_for_stop) {
        Ok(()) => 0,
        Err(error) => {
            report(&error.to_string());
            1
        }
    }
}

/// Prints a line to the standard error.
fn report(message: &str) {
    let _ = writeln!(io::stderr(), "sendgrid-accounts-sandbox: {message}");
}

fn serve(
    options: Options,
    form: Form,
    wait_for_stop: impl FnOnce(),
) -> Result<(), Box<dyn std::error::Error>> {
    let permissive = options.permissive;
    let sandbox = Sandbox::start(options)?;
    if permissive {
        report(PERMISSIVE_WARNING);
    }
    match form {
        Form::Json => print_ready(&sandbox)?,
        Form::Env => print_variables(&sandbox)?,
    }
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

/// None of the values has a character that a shell interprets.
fn print_variables(sandbox: &Sandbox) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "export SENDGRID_BASE_URL={}", sandbox.url())?;
    writeln!(out, "export SENDGRID_API_KEY={}", sandbox.api_key())?;
    out.flush()
}
