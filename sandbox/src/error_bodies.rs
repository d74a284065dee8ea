//! The option that selects the edition of the error bodies in the customers API.

use std::str::FromStr;
use std::{error, fmt};

/// The edition of the documentation that defines the error bodies of the customers API. The two
/// editions differ, and no public source shows which one the real servers follow.
///
/// ```
/// use sendgrid_accounts_sandbox::ErrorBodies;
///
/// assert_eq!("2014".parse(), Ok(ErrorBodies::Docs2014));
/// assert_eq!(ErrorBodies::default(), ErrorBodies::Documented);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ErrorBodies {
    /// The two editions of "Customer Management", for example `{"message":"User not found"}`.
    #[default]
    Documented,
    /// The documentation from February to July 2014, for example
    /// `{"error":{"code":400,"message":"User does not exist"}}`.
    Docs2014,
}

impl FromStr for ErrorBodies {
    type Err = ParseErrorBodiesError;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        match value {
            "documented" => Ok(Self::Documented),
            "2014" => Ok(Self::Docs2014),
            _ => Err(ParseErrorBodiesError),
        }
    }
}

impl fmt::Display for ErrorBodies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Documented => "documented",
            Self::Docs2014 => "2014",
        })
    }
}

/// The error for a name that is neither `documented` nor `2014`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseErrorBodiesError;

impl fmt::Display for ParseErrorBodiesError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("expected documented or 2014")
    }
}

impl error::Error for ParseErrorBodiesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_two_displayed_names_only() {
        for bodies in [ErrorBodies::Documented, ErrorBodies::Docs2014] {
            assert_eq!(bodies.to_string().parse(), Ok(bodies));
        }
        for value in ["", "Documented", "2015", "docs2014"] {
            assert_eq!(value.parse::<ErrorBodies>(), Err(ParseErrorBodiesError), "{value}");
        }
    }
}
