//! The errors of the customers API and the shapes of their bodies. The shape depends on the
//! operation and on the edition of the documentation.

use super::bodies::{Body, Code};
use crate::error_bodies::ErrorBodies;
use crate::messages;

/// The reason why an operation was not executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CustomerError {
    /// The credentials are wrong, or belong to another account than the parent.
    Unauthorized(&'static str),
    /// No customer has the username in the parameter `user`.
    UserNotFound,
    /// Parameters are invalid, with one message for each.
    Invalid(Vec<String>),
}

/// The position of the message in the body.
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

/// The shapes of the errors of one operation, by edition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shapes {
    pub(crate) documented: Shape,
    pub(crate) docs_2014: Shape,
}

impl Shapes {
    /// The shapes for requests that select no operation.
    pub(crate) const DEFAULT: Self = Self { documented: Shape::Errors, docs_2014: Shape::Errors };

    fn of(self, edition: ErrorBodies) -> Shape {
        match edition {
            ErrorBodies::Documented => self.documented,
            ErrorBodies::Docs2014 => self.docs_2014,
        }
    }
}

impl CustomerError {
    pub(crate) fn body(self, shapes: Shapes, edition: ErrorBodies) -> Body {
        let code = |code, message| Code { code, message };
        let messages = match self {
            // Recorded for both editions: `OneHQ/sendgrid_webapi`, 2012 and 2014.
            CustomerError::Unauthorized(message) => {
                return Body::Code { error: code(401, message.to_owned()) };
            }
            CustomerError::UserNotFound => vec![user_not_found(edition).to_owned()],
            CustomerError::Invalid(messages) => messages,
        };
        let first = || messages.first().cloned().unwrap_or_default();
        match shapes.of(edition) {
            Shape::Errors => Body::errors(messages),
            Shape::Message => Body::Message { message: first() },
            Shape::Code => Body::Code { error: code(400, first()) },
            Shape::BareCode => Body::BareCode(code(400, first())),
        }
    }
}

fn user_not_found(edition: ErrorBodies) -> &'static str {
    match edition {
        ErrorBodies::Documented => messages::USER_NOT_FOUND,
        ErrorBodies::Docs2014 => messages::USER_DOES_NOT_EXIST,
    }
}
