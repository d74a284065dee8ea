//! Parameters of operations as arguments of the command line, and back.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use sendgrid_accounts::{Parameter, ParameterType};
use serde_json::{Map, Value};

use crate::failure::{Failure, Result};
use crate::interrupts::Interrupts;
use crate::operations::kebab;
use crate::prompt;

/// The option that clears fields.
const CLEAR: &str = "clear";
/// The option that reads passwords from the standard input.
const PASSWORD_STDIN: &str = "password-stdin";
/// The arguments for the parameters of an operation.
pub(crate) fn arguments(parameters: &'static [Parameter]) -> Vec<Arg> {
    let mut arguments: Vec<_> = parameters
        .iter()
        .filter(|parameter| parameter.parameter_type != ParameterType::Secret)
        .map(|parameter| argument(parameter, is_positional(parameters, parameter)))
        .collect();
    let updates = names_of(parameters, ParameterType::Update);
    if !updates.is_empty() {
        arguments.push(
            Arg::new(CLEAR)
                .long(CLEAR)
                .value_name("FIELD")
                .help("Clear a field; can be repeated")
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(updates.into_iter().map(kebab))),
        );
    }
    let secrets = names_of(parameters, ParameterType::Secret);
    if !secrets.is_empty() {
        let lines = secrets.into_iter().map(kebab).collect::<Vec<_>>().join(", then ");
        let help = format!("Read from the standard input, one line each: {lines}");
        arguments.push(
            Arg::new(PASSWORD_STDIN).long(PASSWORD_STDIN).help(help).action(ArgAction::SetTrue),
        );
    }
    arguments
}

fn names_of(parameters: &[Parameter], parameter_type: ParameterType) -> Vec<&'static str> {
    let parameters = parameters.iter().filter(|it| it.parameter_type == parameter_type);
    parameters.map(|parameter| parameter.name).collect()
}

/// Whether a parameter is a positional argument: the first one if it is mandatory, or a list that is the
/// only one.
fn is_positional(parameters: &[Parameter], parameter: &Parameter) -> bool {
    let is_first = parameters.first().is_some_and(|first| first.name == parameter.name);
    let is_only_list = parameters.len() == 1 && parameter.parameter_type == ParameterType::Strings;
    is_first && (parameter.required || is_only_list)
}

fn argument(parameter: &Parameter, is_positional: bool) -> Arg {
    let name = kebab(parameter.name);
    let about = match parameter.parameter_type {
        ParameterType::Strings if !is_positional => format!("{}; can be repeated", parameter.about),
        _ => parameter.about.to_owned(),
    };
    let argument = Arg::new(parameter.name).help(about).value_name(name.to_uppercase());
    let argument = match parameter.parameter_type {
        ParameterType::Integer => {
            argument.value_parser(value_parser!(i64)).allow_negative_numbers(true)
        }
        ParameterType::Boolean => argument
            .value_parser(value_parser!(bool))
            .value_name("true|false")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        ParameterType::Strings if is_positional => argument.num_args(1..),
        ParameterType::Strings => argument.action(ArgAction::Append),
        _ => argument,
    };
    if is_positional {
        argument.required(true)
    } else {
        argument.long(option(parameter)).required(parameter.required)
    }
}

/// The name of the option of a parameter. `--region` chooses the server.
fn option(parameter: &Parameter) -> String {
    match parameter.name {
        "region" => "subuser-region".to_owned(),
        name => kebab(name),
    }
}

/// Reads the arguments of a call; asks for the secrets.
pub(crate) async fn read(
    parameters: &'static [Parameter],
    matches: &ArgMatches,
    interrupts: &mut Interrupts,
) -> Result<Map<String, Value>> {
    let mut arguments = Map::new();
    for parameter in parameters {
        if let Some(value) = value(parameter, matches) {
            arguments.insert(parameter.name.to_owned(), value);
        }
    }
    for (name, parameter) in cleared(parameters, matches) {
        if arguments.insert(parameter.name.to_owned(), clear()).is_some() {
            return Err(Failure::usage(format!(
                "--{name} and --clear {name} contradict each other"
            )));
        }
    }
    let secrets = parameters.iter().filter(|it| it.parameter_type == ParameterType::Secret);
    let secrets: Vec<_> = secrets.collect();
    if !secrets.is_empty() && matches.get_flag(PASSWORD_STDIN) {
        let lines = prompt::lines_of_input(secrets.len())?;
        for (parameter, line) in secrets.iter().zip(lines) {
            arguments.insert(parameter.name.to_owned(), line.into());
        }
    } else {
        for parameter in secrets {
            let is_new = !parameter.name.starts_with("old");
            let secret = prompt::secret(interrupts, parameter.about, is_new).await?;
            arguments.insert(parameter.name.to_owned(), secret.into());
        }
    }
    Ok(arguments)
}

fn value(parameter: &Parameter, matches: &ArgMatches) -> Option<Value> {
    match parameter.parameter_type {
        ParameterType::Secret => None,
        ParameterType::Integer => matches.get_one::<i64>(parameter.name).map(|it| (*it).into()),
        ParameterType::Boolean => matches.get_one::<bool>(parameter.name).map(|it| (*it).into()),
        ParameterType::Strings => {
            let strings = matches.get_many::<String>(parameter.name);
            strings.map(|strings| strings.map(String::as_str).collect())
        }
        _ => matches.get_one::<String>(parameter.name).map(|it| it.as_str().into()),
    }
}

/// The fields to clear, with their names on the command line.
fn cleared<'a>(
    parameters: &'static [Parameter],
    matches: &'a ArgMatches,
) -> impl Iterator<Item = (&'a String, &'static Parameter)> {
    let names = matches.try_get_many::<String>(CLEAR).ok().flatten().into_iter().flatten();
    names.filter_map(|name| {
        parameters.iter().find(|it| kebab(it.name) == *name).map(|parameter| (name, parameter))
    })
}

fn clear() -> Value {
    serde_json::json!({ "clear": true })
}
