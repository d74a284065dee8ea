//! Calls of one operation.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use sendgrid_accounts::{
    Client, Empty, Error, Idempotency, NamedCall, NamedResult, Outcome, Parameter, SentFlag,
};
use serde_json::Value;

use crate::failure::{FailedCall, Failure, Result};
use crate::interrupts::Interrupts;
use crate::key_file::KeyFile;
use crate::operations::{OperationCommand, is_irreversible};
use crate::output::{self, Format};
use crate::terminal::tell;
use crate::{list, parameters, prompt, settings};

const YES: &str = "yes";
const NO_RECONCILE: &str = "no-reconcile";
const KEY_FILE: &str = "key-file";

/// The clap command of an operation.
pub(crate) fn command(operation: &OperationCommand) -> Command {
    let (_, verb) = operation.path();
    let info = operation.info;
    let mut arguments = parameters::arguments(parameters_of(info.name));
    if NamedCall::has_pages(info.name) {
        arguments = arguments.into_iter().map(list::limit_argument).collect();
    }
    if operation.is_change() {
        arguments.push(no_reconcile_argument());
    }
    if is_irreversible(info.name) {
        arguments.push(yes_argument());
    }
    if info.returns_secret && info.name.starts_with("api_keys.") {
        arguments.push(
            Arg::new(KEY_FILE)
                .long(KEY_FILE)
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(
                    "Write the key to this new file, readable by its owner only, and do not print \
                     it",
                ),
        );
    }
    Command::new(verb)
        .about(operation.about)
        .after_help(format!("Operation: {}", info.name))
        .args(arguments)
}

/// The option that answers the question.
pub(crate) fn yes_argument() -> Arg {
    Arg::new(YES)
        .long(YES)
        .short('y')
        .action(ArgAction::SetTrue)
        .help("Do not ask: the change cannot be undone")
}

/// The option that keeps an unknown outcome as it is.
pub(crate) fn no_reconcile_argument() -> Arg {
    Arg::new(NO_RECONCILE)
        .long(NO_RECONCILE)
        .action(ArgAction::SetTrue)
        .help("Do not read back whether a change with an unknown outcome is applied")
}

fn parameters_of(operation: &str) -> &'static [Parameter] {
    NamedCall::parameters(operation).unwrap_or_default()
}

/// Makes the call and prints its result.
pub(crate) async fn run(
    operation: &OperationCommand,
    matches: &ArgMatches,
    interrupts: &mut Interrupts,
) -> Result {
    let name = operation.info.name;
    let client = settings::client(matches, Empty::Clear)?;
    let arguments = parameters::read(parameters_of(name), matches, interrupts).await?;
    if NamedCall::has_pages(name) {
        let arguments = list::page_arguments(arguments);
        if let Some(pages) = NamedCall::pages(name, &arguments, &client)? {
            return list::print(pages, matches, interrupts).await;
        }
        return Ok(());
    }
    let call = NamedCall::new(name, &arguments)?;
    call.check(Empty::Clear)?;
    if is_irreversible(name) && !matches.get_flag(YES) {
        let target = call.target().map(|target| format!(" {target:?}"));
        let target = target.unwrap_or_default();
        let warning = format!("{name}{target} cannot be undone");
        prompt::confirm(interrupts, &warning).await?;
    }
    let key_file = key_file(matches)?;
    let sent = SentFlag::default();
    let executed = interrupts.or(call.execute_watched(&client, &sent)).await;
    let idempotency = call.info().idempotency;
    match executed {
        Ok(Ok(result)) => {
            show(matches, result, key_file)
                .map_err(|failure| after_change(failure, idempotency))?;
            if operation.is_change() {
                tell(format_args!("done: {name}"));
            }
            Ok(())
        }
        Ok(Err(error)) => Err(failed(error, idempotency, &client, matches, interrupts).await),
        Err(code) => Err(interrupted(code, &sent, idempotency)),
    }
}

fn key_file(matches: &ArgMatches) -> Result<Option<KeyFile>> {
    let path = matches.try_get_one::<PathBuf>(KEY_FILE).ok().flatten();
    path.map(|path| KeyFile::create(path)).transpose()
}

/// Prints a result. A created key is printed by itself, or within the form that the user chose.
fn show(matches: &ArgMatches, result: NamedResult, key_file: Option<KeyFile>) -> Result {
    let NamedResult { mut value, api_key, .. } = result;
    match (api_key, key_file) {
        (Some(key), Some(mut file)) => file.write(key.reveal())?,
        (Some(key), None) => match (Format::chosen(matches), &mut value) {
            (Some(_), Value::Object(fields)) => {
                fields.insert("api_key".to_owned(), key.reveal().into());
            }
            _ => return output::line(key.reveal()),
        },
        (None, _) => {}
    }
    output::print(Format::of(matches), &value)
}

/// A failure of the output after a change, which is applied.
fn after_change(failure: Failure, idempotency: Idempotency) -> Failure {
    match failure {
        Failure::Io(message) if idempotency != Idempotency::Safe => {
            Failure::Io(format!("the change is applied, but {message}"))
        }
        other => other,
    }
}

/// The failure of a call; reads back a change whose outcome is unknown.
pub(crate) async fn failed(
    error: Error,
    idempotency: Idempotency,
    client: &Client,
    matches: &ArgMatches,
    interrupts: &mut Interrupts,
) -> Failure {
    let is_lost = error.outcome() == Outcome::Unknown && error.change().is_some();
    let reconciled = if is_lost && !matches.get_flag(NO_RECONCILE) {
        tell("the outcome is unknown: reading back whether the change is applied");
        interrupts.or(client.reconcile(&error)).await.ok()
    } else {
        None
    };
    Failure::Call(Box::new(FailedCall { error, idempotency, reconciled }))
}

/// The failure of a call that a signal ended: whether it was sent.
pub(crate) fn interrupted(code: u8, sent: &SentFlag, idempotency: Idempotency) -> Failure {
    let message = match (sent.cancel(), idempotency) {
        (false, _) => "interrupted: nothing was sent",
        (true, Idempotency::Safe) => "interrupted: the call only reads",
        (true, _) => {
            "interrupted: the request may have been sent, and the change may be applied: check \
             it before you repeat the command"
        }
    };
    Failure::Interrupted { code, message: message.to_owned() }
}
