//! The command line: starts a server and prints its URL and credentials.
//! A language binding offers the same program, with the same options, by calling [`run`].

mod print;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{ArgMatches, Command, CommandFactory as _, FromArgMatches as _, Parser};

use self::print::Print;
use crate::error::StartError;
use crate::error_bodies::ErrorBodies;
use crate::options::Options;
use crate::seed::{Seed, SeedError};
use crate::server::Sandbox;
use crate::window::Window;

const ABOUT: &str =
    "A stateful local stand-in for the SendGrid account management APIs, for demos and tests";

const LONG_ABOUT: &str = "A stateful local stand-in for the SendGrid account management APIs, for \
    demos and tests.\n\nWhen the server is listening, it prints a text on a terminal, and otherwise one \
    line of JSON with url, api_key, reseller_username, reseller_password, control_token, console_url \
    and, with --tls, ca_file. Key, password and token are random, unless --api-key and \
    --reseller-password set them. Refuses requests from web pages other than its console. Serves until \
    SIGINT or SIGTERM.";

#[derive(Parser)]
#[command(version, about = ABOUT, long_about = LONG_ABOUT)]
struct Arguments {
    /// Address to listen on; a loopback address unless --allow-remote is set
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,

    /// Port to listen on; 0 selects a free port
    #[arg(long, default_value_t = 0)]
    port: u16,

    /// Allow a --host that other computers can reach, for example 0.0.0.0 in a container. The header
    /// Host is checked as ever: it must name a loopback address, the --host or an --allowed-host
    #[arg(long)]
    allow_remote: bool,

    /// Serve HTTPS, with a certificate that is made at the start; the program prints the file of its
    /// certificate authority
    #[arg(long)]
    tls: bool,

    /// File for the certificate of the authority, in PEM, which is replaced; by default a new temporary
    /// file, which is removed at the end
    #[arg(long, value_name = "FILE", requires = "tls")]
    ca_file: Option<PathBuf>,

    /// Form of the output: text, json, or assignments of environment variables for a POSIX shell (env),
    /// fish or powershell; by default text on a terminal, and otherwise json
    #[arg(long, value_name = "FORM")]
    print: Option<Print>,

    /// Accounts and API keys that exist at the start: a file with the extension .json, .yaml or .yml
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,

    /// Full access key of the parent, of the form SG.ID.SECRET; random by default. Other users of this
    /// computer can see it in the list of processes: never use a real key
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,

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
}

/// The exit code for invalid arguments.
const INVALID_ARGUMENTS: u8 = 2;

/// Printed at the start of a permissive sandbox.
const PERMISSIVE_WARNING: &str = "--permissive accepts any API key and any username and password, \
    and creates the accounts that On-Behalf-Of names: every program that can connect can read and \
    change all accounts, the parent included";

impl TryFrom<Arguments> for Options {
    type Error = SeedError;

    /// Fails if the seed cannot be read.
    fn try_from(arguments: Arguments) -> Result<Self, SeedError> {
        Ok(Self {
            host: arguments.host,
            port: arguments.port,
            allow_remote: arguments.allow_remote,
            tls: arguments.tls,
            ca_file: arguments.ca_file,
            api_key: arguments.api_key,
            seed: arguments.seed.map(Seed::from_file).transpose()?,
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
        })
    }
}

fn default_request_timeout() -> u64 {
    u64::try_from(Options::default().request_timeout.as_millis()).unwrap_or(u64::MAX)
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
    let print = arguments.print.unwrap_or_default();
    let options = match Options::try_from(arguments) {
        Ok(options) => options,
        Err(error) => return refuse(format!("--seed {error}")),
    };
    if let Err(error) = options.check() {
        return refuse(error);
    }
    match serve(options, print, wait_for_stop) {
        Ok(()) => 0,
        Err(error) if is_invalid(&*error) => refuse(error),
        Err(error) => {
            report(&error.to_string());
            1
        }
    }
}

/// Whether the reason is a wrong seed, whose usernames and keys are compared when the server starts.
fn is_invalid(error: &(dyn std::error::Error + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(StartError::Seed(_)))
}

/// Prints an error about the arguments. Returns the exit code.
fn refuse(error: impl std::fmt::Display) -> u8 {
    let _ = Arguments::command().error(ErrorKind::ValueValidation, error).print();
    INVALID_ARGUMENTS
}

/// Prints a line to the standard error.
fn report(message: &str) {
    let _ = writeln!(io::stderr(), "sendgrid-accounts-sandbox: {message}");
}

fn serve(
    options: Options,
    print: Print,
    wait_for_stop: impl FnOnce(),
) -> Result<(), Box<dyn std::error::Error>> {
    let permissive = options.permissive;
    let remote = (!options.host.is_loopback()).then_some(options.host);
    let is_encrypted = options.tls;
    let sandbox = Sandbox::start(options)?;
    if permissive {
        report(PERMISSIVE_WARNING);
    }
    if let Some(host) = remote {
        report(&remote_warning(host, is_encrypted));
    }
    print.print(&sandbox)?;
    wait_for_stop();
    sandbox.stop();
    Ok(())
}

/// Printed if other computers can connect.
fn remote_warning(host: IpAddr, is_encrypted: bool) -> String {
    let reading = if is_encrypted {
        ""
    } else {
        ", and without --tls everyone on the way can read them and everything else"
    };
    format!(
        "--allow-remote lets other computers connect to {host}: only the API keys, the passwords and \
         the control token protect the accounts{reading}. The header Host must name a loopback \
         address, the --host or an --allowed-host"
    )
}
