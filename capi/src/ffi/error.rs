//! Errors of the exported functions.

use std::sync::Arc;

use sendgrid_accounts::{Change, Client, Error, Outcome};

use crate::status::sga_status;

/// Misuse of the interface, or an error of the core.
#[derive(Debug)]
pub(crate) enum FfiError {
    Misuse(Misuse),
    Core { error: Error, lost_change: Option<Arc<LostChange>> },
}

/// An error that only the C interface has.
#[derive(Debug)]
pub(crate) struct Misuse {
    pub(crate) status: sga_status,
    pub(crate) operation: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
    pub(crate) outcome: Outcome,
    pub(crate) message: String,
}

/// A change with an unknown outcome, and the client that can read it back.
#[derive(Debug)]
pub(crate) struct LostChange {
    pub(crate) client: Client,
    pub(crate) change: Change,
}

impl FfiError {
    /// The message begins with the name of the parameter.
    pub(crate) fn misuse(status: sga_status, field: &'static str, problem: &str) -> Self {
        Self::Misuse(Misuse {
            status,
            operation: None,
            field: Some(field),
            outcome: Outcome::NotSent,
            message: format!("{field} {problem}"),
        })
    }

    pub(crate) fn null(field: &'static str) -> Self {
        Self::misuse(sga_status::SGA_ERR_NULL, field, "is NULL")
    }

    /// The object was freed, or the pointer is invalid.
    pub(crate) fn stale_handle(field: &'static str) -> Self {
        let problem = "is not an object of this library, or was freed already";
        Self::misuse(sga_status::SGA_ERR_STALE_HANDLE, field, problem)
    }

    /// The object is of another type.
    pub(crate) fn wrong_handle(field: &'static str) -> Self {
        Self::misuse(sga_status::SGA_ERR_WRONG_HANDLE, field, "is an object of another type")
    }

    /// An error of a call.
    pub(crate) fn from_call(error: Error, client: &Client) -> Self {
        let lost_change =
            error.change().cloned().map(|change| LostChange { client: client.clone(), change });
        Self::Core { error, lost_change: lost_change.map(Arc::new) }
    }

    pub(crate) fn panic() -> Self {
        Self::Misuse(Misuse {
            status: sga_status::SGA_ERR_INTERNAL,
            operation: None,
            field: None,
            outcome: Outcome::Unknown,
            message: "the library panicked: a fault of this library".to_owned(),
        })
    }

    pub(crate) fn cancellation(operation: &'static str, outcome: Outcome) -> Self {
        Self::Misuse(Misuse {
            status: sga_status::SGA_ERR_CANCELLED,
            operation: Some(operation),
            field: None,
            outcome,
            message: format!("the call was cancelled; its outcome is {outcome}"),
        })
    }

    pub(crate) fn status(&self) -> sga_status {
        match self {
            Self::Misuse(misuse) => misuse.status,
            Self::Core { error, .. } => error.kind().into(),
        }
    }
}

impl From<Error> for FfiError {
    fn from(error: Error) -> Self {
        Self::Core { error, lost_change: None }
    }
}
