//! What a run does: the operation, and the file of its jobs.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use sendgrid_accounts::{BulkFile, CsvOptions, Empty, Ledger};
use serde_json::{Value, json};

use super::arguments::{DELIMITER, EMPTY, FROM, LEDGER, OPERATION};
use crate::failure::{Failure, Result};

/// The operation, the file of the jobs, and the ledger.
pub(super) struct Plan {
    pub(super) operation: String,
    pub(super) from: PathBuf,
    pub(super) ledger: Option<PathBuf>,
    csv: CsvOptions,
}

impl Plan {
    /// The plan of `bulk OPERATION --from FILE`.
    pub(super) fn of_arguments(matches: &ArgMatches) -> Self {
        let from = path(matches, FROM).unwrap_or_default();
        Self {
            operation: matches.get_one::<String>(OPERATION).cloned().unwrap_or_default(),
            from,
            ledger: path(matches, LEDGER),
            csv: options(matches, None, None),
        }
    }

    /// The plan of `bulk resume LEDGER`, which the ledger holds.
    pub(super) fn of_ledger(matches: &ArgMatches) -> Result<Self> {
        let ledger = path(matches, LEDGER).unwrap_or_default();
        let description = Ledger::open_read_only(&ledger)?.description()?;
        let plan: Value =
            description.and_then(|plan| serde_json::from_str(&plan).ok()).unwrap_or_default();
        let text = |name: &str| plan.get(name).and_then(Value::as_str);
        let Some(operation) = text("operation") else {
            return Err(Failure::usage(format!(
                "the ledger {} does not say which operation it belongs to: pass it to `bulk \
                 OPERATION --from FILE --ledger {}`",
                ledger.display(),
                ledger.display()
            )));
        };
        let from = path(matches, FROM).or_else(|| text("from").map(PathBuf::from));
        let Some(from) = from else {
            return Err(Failure::usage(
                "the ledger does not say which file the jobs come from: --from is needed",
            ));
        };
        let delimiter = plan.get("delimiter").and_then(Value::as_u64);
        Ok(Self {
            operation: operation.to_owned(),
            from,
            csv: options(matches, text("empty"), delimiter.and_then(|it| u8::try_from(it).ok())),
            ledger: Some(ledger),
        })
    }

    /// The jobs, after a check of the whole file.
    pub(super) fn jobs(&self) -> Result<BulkFile> {
        Ok(BulkFile::open(&self.from, &self.operation, &self.csv)?)
    }

    /// Description in the ledger, from which `bulk resume` reads the operation, the file and its options. The path is
    /// absolute, so that a resume works in any folder.
    pub(super) fn description(&self) -> String {
        let from = std::path::absolute(&self.from).unwrap_or_else(|_| self.from.clone());
        let empty = self.csv.empty.map(|empty| match empty {
            Empty::Clear => "clear",
            Empty::Ignore => "ignore",
        });
        json!({
            "operation": self.operation,
            "from": from.to_string_lossy(),
            "empty": empty,
            "delimiter": self.csv.delimiter,
        })
        .to_string()
    }

    /// Whether an earlier run has used the ledger.
    pub(super) fn is_resumed(&self) -> bool {
        self.ledger.as_deref().is_some_and(Path::exists)
    }
}

fn options(matches: &ArgMatches, empty: Option<&str>, delimiter: Option<u8>) -> CsvOptions {
    let empty = matches.get_one::<String>(EMPTY).map(String::as_str).or(empty);
    CsvOptions {
        empty: empty.map(|empty| if empty == "clear" { Empty::Clear } else { Empty::Ignore }),
        delimiter: matches.get_one::<u8>(DELIMITER).copied().or(delimiter),
    }
}

fn path(matches: &ArgMatches, id: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(id).cloned()
}
