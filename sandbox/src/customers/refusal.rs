//! Why nothing was done, and how that is said: each operation has a shape of its own for it, and
//! not the same one in each generation of the documents.

use super::bodies::{Body, Code};
use crate::errors::ErrorBodies;
use crate::texts;

/// Why an operation was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The credentials are wrong, or not those of the parent.
    Denied(&'static str),
    /// No customer has the name in the parameter `user`.
    NoSuchUser,
    /// The parameters at fault, one message for each.
    Invalid(Vec<String>),
}

/// Where a message stands in the body.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// `{"message":"error","errors":["..."]}`
    Errors,
    /// `{"message":"..."}`
    Message,
    /// `{"error":{"code":400,"message":"..."}}`
    Code,
    /// `{"code":400,"message":"..."}`; in XML the same as `Code`.
    BareCode,
}

/// The shapes of one operation's refusals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shapes {
    pub(crate) seeds: Shape,
    pub(crate) docs_2014: Shape,
}

impl Shapes {
    /// Of what is not known to be any operation.
    pub(crate) const DEFAULT: Self = Self { seeds: Shape::Errors, docs_2014: Shape::Errors };

    fn of(self, generation: ErrorBodies) -> Shape {
        match generation {
            ErrorBodies::Seeds => self.seeds,
            ErrorBodies::Docs2014 => self.docs_2014,
        }
    }
}

impl Refusal {
    pub(crate) fn body(self, shapes: Shapes, generation: ErrorBodies) -> Body {
        let code = |code, message| Code { code, message };
        let messages = match self {
            // Recorded of both generations: `OneHQ/sendgrid_webapi`, 2012 and 2014.
            Refusal::Denied(message) => return Body::Code { error: code(401, message.to_owned()) },
            Refusal::NoSuchUser => vec![no_such_user(generation).to_owned()],
            Refusal::Invalid(messages) => messages,
        };
        let first = || messages.first().cloned().unwrap_or_default();
        match shapes.of(generation) {
            Shape::Errors => Body::errors(messages),
            Shape::Message => Body::Message { message: first() },
            Shape::Code => Body::Code { error: code(400, first()) },
            Shape::BareCode => Body::BareCode(code(400, first())),
        }
    }
}

fn no_such_user(generation: ErrorBodies) -> &'static str {
    match generation {
        ErrorBodies::Seeds => texts::USER_NOT_FOUND,
        ErrorBodies::Docs2014 => texts::USER_DOES_NOT_EXIST,
    }
}
