//! Why a function does not return `SGA_OK`.

use sendgrid_accounts::{Error, Outcome};

use crate::error::{Cause, sga_error};
use crate::status::sga_status;

/// A misuse of the interface, or an error of the core.
#[derive(Debug)]
pub(crate) enum Refusal {
    Misuse(Misuse),
    Core(Error),
}

/// What the core knows nothing of.
#[derive(Debug)]
pub(crate) struct Misuse {
    pub(crate) status: sga_status,
    pub(crate) operation: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
    pub(crate) outcome: Outcome,
    pub(crate) message: String,
}

impl Refusal {
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

    pub(crate) fn panicked() -> Self {
        Self::Misuse(Misuse {
            status: sga_status::SGA_ERR_INTERNAL,
            operation: None,
            field: None,
            outcome: Outcome::Unknown,
            message: "the library panicked: a fault of this library".to_owned(),
        })
    }

    pub(crate) fn cancelled(operation: &'static str, outcome: Outcome) -> Self {
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
            Self::Core(error) => error.kind().into(),
        }
    }

    pub(crate) fn into_c(self) -> *mut sga_error {
        crate::owned::hand_out(Cause(self))
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}
