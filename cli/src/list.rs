//! Lists of all pages.

use std::time::Duration;

use clap::{Arg, ArgMatches};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sendgrid_accounts::{Idempotency, NamedPages};
use serde_json::{Map, Value};

use crate::failure::{FailedCall, Failure, Result};
use crate::interrupts::Interrupts;
use crate::output::{Format, Rows};
use crate::terminal::{shows_messages, shows_results};

/// The parameter of a page size, and the option that limits the number of rows.
const LIMIT: &str = "limit";
/// Rows of a page at most, as the v3 APIs document it.
const PAGE: u64 = 500;
/// Time between two frames of the spinner.
const TICK: Duration = Duration::from_millis(100);

/// Describes the limit as that of all rows.
pub(crate) fn limit_argument(argument: Arg) -> Arg {
    if argument.get_id() == LIMIT {
        argument
            .help("Maximum number of rows; default: all")
            .value_parser(clap::value_parser!(i64).range(1..))
    } else {
        argument
    }
}

/// The arguments of a page: no more rows than are shown.
pub(crate) fn page_arguments(mut arguments: Map<String, Value>) -> Map<String, Value> {
    if let Some(limit) = arguments.get(LIMIT).and_then(Value::as_u64) {
        arguments.insert(LIMIT.to_owned(), limit.min(PAGE).into());
    }
    arguments
}

/// Prints the rows of all pages.
pub(crate) async fn print(
    mut pages: NamedPages,
    matches: &ArgMatches,
    interrupts: &mut Interrupts,
) -> Result {
    let limit = matches.get_one::<i64>(LIMIT).and_then(|limit| u64::try_from(*limit).ok());
    let format = Format::of(matches);
    let mut rows = Rows::new(format);
    let spinner = spinner(format);
    while limit.is_none_or(|limit| rows.count() < limit) {
        let row = match interrupts.or(pages.next()).await {
            Ok(Some(Ok(row))) => row,
            Ok(None) => break,
            Ok(Some(Err(error))) => {
                let idempotency = Idempotency::Safe;
                let call = FailedCall { error, idempotency, reconciled: None };
                return Err(Failure::Call(Box::new(call)));
            }
            Err(code) => {
                let message = "interrupted: the call only reads".to_owned();
                return Err(Failure::Interrupted { code, message });
            }
        };
        rows.push(row)?;
        spinner.set_position(rows.count());
    }
    spinner.finish_and_clear();
    rows.finish()
}

/// Shown where the rows are not: they come at the end, or go elsewhere.
fn spinner(format: Format) -> ProgressBar {
    let is_shown = shows_messages() && (format == Format::Table || !shows_results());
    let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let spinner = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} rows") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(TICK);
    spinner
}
