//! A job that panics is a result like any other.

use std::fmt;

use sendgrid_accounts::{BulkOptions, ErrorKind, LedgerState, Outcome};
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::{Folder, all, client, disable, job, options, rows, sandbox};

/// Panics at the event of a request, right before it is sent.
struct Panicking;

struct Operation(bool);

impl Visit for Operation {
    fn record_str(&mut self, _: &Field, value: &str) {
        self.0 |= value == "user.get_credits";
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

impl Subscriber for Panicking {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut operation = Operation(false);
        event.record(&mut operation);
        assert!(!operation.0, "a log handler that panics");
    }

    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_job_that_panics_has_a_result_and_the_others_go_on() {
    let (sandbox, folder) = (sandbox(20), Folder::new());
    let _panicking = tracing::subscriber::set_default(Panicking);
    for settings in [BulkOptions::default(), options(&folder.ledger())] {
        let panics = job("user.get_credits", &json!({})).with_key("panics").at_line(7);
        let bulk = client(&sandbox).bulk(&settings).unwrap();
        let jobs = (1..=10).map(disable).chain([panics]).chain((11..=20).map(disable));
        let results = all(&bulk, jobs).await;
        let (lost, others): (Vec<_>, Vec<_>) =
            results.into_iter().partition(|result| result.key == "panics");
        assert!(others.iter().all(|result| result.outcome == Outcome::Applied));
        assert_eq!((others.len(), lost.len(), lost[0].line), (20, 1, Some(7)));
        let error = lost[0].error.as_ref().unwrap();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Internal, Outcome::Unknown));
    }
    let lost = rows(&folder.ledger()).into_iter().find(|row| row.key == "panics").unwrap();
    // Nothing was sent, and the ledger knows it.
    assert_eq!(lost.state, LedgerState::NotSent);
}
