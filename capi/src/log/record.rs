//! An event of the core as a record, before its conversion for C.

use std::fmt::{Debug, Write as _};

use tracing::field::{Field, Visit};

use crate::types::log::sga_log_level;

/// The target of the core's events.
pub(super) const TARGET: &str = "sendgrid_accounts";

/// An event, before its conversion for C.
pub(super) struct Record {
    pub(super) level: sga_log_level,
    pub(super) operation: Option<String>,
    pub(super) message: String,
    pub(super) fields: Vec<(&'static str, String)>,
}

impl Visit for Record {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = write!(text, "{value:?}");
        match field.name() {
            "message" => self.message = text,
            "operation" => self.operation = Some(text),
            name => self.fields.push((name, text)),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}
