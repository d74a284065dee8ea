//! Any other call: `request METHOD PATH`.

use std::io::{self, Read as _, Write as _};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use sendgrid_accounts::{
    Empty, Idempotency, Method, Operation as _, RawRequest, Response, SentFlag, printable,
};

use crate::call::{failed, interrupted, no_reconcile_argument, yes_argument};
use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;
use crate::output::{self, Format};
use crate::terminal::shows_results;
use crate::{prompt, settings};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The clap command.
pub(crate) fn command() -> Command {
    let pairs = |id: &'static str, form: &'static str, help: &'static str| {
        Arg::new(id).long(id).value_name(form).help(help).action(ArgAction::Append)
    };
    Command::new("request")
        .about("Make any other call below /v3 and print the body of its response")
        .after_help("Operation: request")
        .arg(
            Arg::new("method")
                .value_name("METHOD")
                .required(true)
                .ignore_case(true)
                .value_parser(PossibleValuesParser::new(METHODS))
                .help("HTTP method"),
        )
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .required(true)
                .help("Path below the base URL, such as /v3/stats"),
        )
        .arg(pairs("param", "NAME=VALUE", "Parameter of the query; can be repeated"))
        .arg(Arg::new("json").long("json").value_name("TEXT|@FILE|-").conflicts_with("form").help(
            "JSON of the body: the text, a file, or the standard input; others can see the text",
        ))
        .arg(pairs("form", "NAME=VALUE", "Parameter of a form as the body; can be repeated"))
        .arg(pairs("header", "NAME:VALUE", "Further header; can be repeated"))
        .arg(
            Arg::new("idempotency")
                .long("idempotency")
                .value_name("EFFECT")
                .value_parser(PossibleValuesParser::new(["safe", "idempotent", "once"]))
                .help("Effect of a retry; default: safe for GET, else once"),
        )
        .arg(no_reconcile_argument())
        .arg(yes_argument().help("Do not ask before a DELETE"))
}

/// Makes the call and prints the body of the response.
pub(crate) async fn run(matches: &ArgMatches, interrupts: &mut Interrupts) -> Result {
    let client = settings::client(matches, Empty::Clear)?;
    let request = request(matches)?;
    request.request()?;
    if request.method == Method::Delete && !matches.get_flag("yes") {
        let warning = format!("DELETE {} may not be undone.", printable(&request.path));
        prompt::confirm(interrupts, &warning).await?;
    }
    let idempotency = request.info().idempotency;
    let sent = SentFlag::default();
    match interrupts.or(client.execute_watched(request, &sent)).await {
        Ok(Ok(response)) => print(&response, matches),
        Ok(Err(error)) => Err(failed(error, idempotency, &client, matches, interrupts).await),
        Err(code) => Err(interrupted(code, &sent, idempotency)),
    }
}

fn request(matches: &ArgMatches) -> Result<RawRequest> {
    let string = |id| matches.get_one::<String>(id).map(String::as_str).unwrap_or_default();
    let method: Method = string("method").to_uppercase().parse()?;
    let idempotency = match matches.get_one::<String>("idempotency") {
        Some(name) => Some(name.parse()?),
        None if method == Method::Get => None,
        None => Some(Idempotency::Once),
    };
    let form = pairs(matches, "form", '=')?;
    Ok(RawRequest {
        idempotency,
        params: pairs(matches, "param", '=')?,
        json: matches.get_one::<String>("json").map(|source| body(source)).transpose()?,
        form: Some(form).filter(|form| !form.is_empty()),
        headers: pairs(matches, "header", ':')?,
        ..RawRequest::new(method, string("path"))
    })
}

fn pairs(matches: &ArgMatches, id: &str, between: char) -> Result<Vec<(String, String)>> {
    let pairs = matches.get_many::<String>(id).into_iter().flatten();
    let pair = |pair: &String| match pair.split_once(between) {
        Some((name, value)) => Ok((name.to_owned(), value.trim_start_matches(' ').to_owned())),
        None => Err(Failure::usage(format!("--{id} is not NAME{between}VALUE"))),
    };
    pairs.map(pair).collect()
}

fn body(source: &str) -> Result<String> {
    let read = match source.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(path),
        None if source == "-" => {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text).map(|_| text)
        }
        None => return Ok(source.to_owned()),
    };
    read.map_err(|error| Failure::usage(format!("--json {source}: cannot be read: {error}")))
}

/// JSON in the chosen form; anything else as it is, without what changes a terminal.
fn print(response: &Response, matches: &ArgMatches) -> Result {
    if let Ok(value) = response.json() {
        return output::print(Format::chosen(matches).unwrap_or(Format::Json), &value);
    }
    let mut out = io::stdout().lock();
    if shows_results() {
        for line in String::from_utf8_lossy(response.body()).lines() {
            writeln!(out, "{}", printable(line))?;
        }
    } else {
        out.write_all(response.body())?;
    }
    Ok(out.flush()?)
}
