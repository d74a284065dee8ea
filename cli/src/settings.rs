//! Options of every command, and the client that they describe.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use sendgrid_accounts::{Client, Empty, OnBehalfOf, Region};

use crate::env_file::EnvFile;
use crate::failure::{Failure, Result};
use crate::trace;

const HEADING: &str = "Connection";

/// The options of the connection.
pub(crate) fn arguments() -> Vec<Arg> {
    let option = |id: &'static str, value: &'static str, help: &'static str| {
        Arg::new(id).long(id).value_name(value).help(help).global(true).help_heading(HEADING)
    };
    vec![
        option(
            "env-file",
            "FILE",
            "File of lines NAME=value with the SENDGRID_* variables; replaces those of the \
             environment",
        )
        .value_parser(value_parser!(PathBuf)),
        option("on-behalf-of", "USERNAME", "Subuser that the calls act for"),
        option("account-id", "ID", "Customer account that the calls act for")
            .conflicts_with("on-behalf-of"),
        option("region", "global|eu", "Region of the account")
            .value_parser(PossibleValuesParser::new(["global", "eu"]))
            .hide_possible_values(true),
        option("base-url", "URL", "URL of the server, such as that of a sandbox"),
        option(
            "timeout",
            "SECONDS",
            "Time limit of one call, with all attempts and \
             waits; default: 60",
        )
        .allow_negative_numbers(true)
        .value_parser(seconds),
        Arg::new("verbose")
            .short('v')
            .long("verbose")
            .action(ArgAction::Count)
            .help("Show retries and waits; -vv: requests and responses, without their contents")
            .global(true)
            .help_heading(HEADING),
    ]
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| "not a positive number of seconds".to_owned())
}

/// Builds the client.
pub(crate) fn client(matches: &ArgMatches, empty: Empty) -> Result<Client> {
    trace::install(matches.get_count("verbose"));
    let string = |id: &str| matches.get_one::<String>(id).cloned();
    let mut builder = Client::builder().binding("cli").empty(empty);
    if let Some(region) = string("region") {
        builder = builder.region(region.parse::<Region>()?);
    }
    if let Some(url) = string("base-url") {
        builder = builder.base_url(url);
    }
    if let Some(limit) = matches.get_one::<Duration>("timeout") {
        builder = builder.timeout(*limit);
    }
    let account = string("on-behalf-of").map(OnBehalfOf::Subuser);
    if let Some(account) = account.or_else(|| string("account-id").map(OnBehalfOf::Account)) {
        builder = builder.on_behalf_of(account);
    }
    let builder = match matches.get_one::<PathBuf>("env-file") {
        Some(path) => {
            let file = EnvFile::read(path)?;
            builder.from_variables(|name| file.get(name))?
        }
        None => builder.from_env()?,
    };
    builder.build().map_err(Failure::from)
}
