//! `bulk report`: what a ledger says.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::ArgMatches;
use sendgrid_accounts::{ErrorKind, Ledger, LedgerReport, LedgerRow};
use serde_json::{Value, json};

use super::arguments::{JOBS, LEDGER, STATE};
use crate::failure::Result;
use crate::output::{Format, Rows, print};

/// Prints the report.
pub(super) fn run(matches: &ArgMatches) -> Result {
    let path = matches.get_one::<std::path::PathBuf>(LEDGER).cloned().unwrap_or_default();
    let ledger = Ledger::open_read_only(path)?;
    let states: Vec<&String> = matches.get_many(STATE).into_iter().flatten().collect();
    let format = Format::of(matches);
    if states.is_empty() && !matches.get_flag(JOBS) {
        return print(format, &counts(&ledger.report()?));
    }
    let mut rows = Rows::new(format);
    for row in ledger.rows() {
        let row = row?;
        if states.is_empty() || states.iter().any(|state| *state == row.state.as_str()) {
            rows.push(job(&row))?;
        }
    }
    rows.finish()
}

fn counts(report: &LedgerReport) -> Value {
    let LedgerReport { begun, applied, rejected, not_sent, unknown, .. } = *report;
    json!({
        "applied": applied,
        "begun": begun,
        "not_sent": not_sent,
        "rejected": rejected,
        "total": report.total(),
        "unknown": unknown,
    })
}

fn job(row: &LedgerRow) -> Value {
    json!({
        "key": row.key,
        "operation": row.operation,
        "account": row.account,
        "target": row.target,
        "state": row.state.as_str(),
        "kind": row.kind.map(ErrorKind::as_str),
        "status": row.status,
        "request_id": row.request_id,
        "message": row.message,
        "begun_at": seconds(row.begun_at),
        "ended_at": seconds(row.ended_at),
    })
}

/// Seconds since 1970.
fn seconds(time: Option<SystemTime>) -> Option<u64> {
    Some(time?.duration_since(UNIX_EPOCH).ok()?.as_secs())
}
