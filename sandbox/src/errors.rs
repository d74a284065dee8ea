//! Which generation of the customers API's error bodies is answered.

use std::str::FromStr;
use std::{error, fmt};

/// The documents whose error bodies the customers API answers with. The last ones known differ from
/// those that the seeds show, and no one knows which of them the real servers send.
///
/// ```
/// use sendgrid_accounts_sandbox::ErrorBodies;
///
/// assert_eq!("2014".parse(), Ok(ErrorBodies::Docs2014));
/// assert_eq!(ErrorBodies::default(), ErrorBodies::Seeds);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ErrorBodies {
    /// As seeds 003 and 004 show them, for example `{"message":"User not found"}`.
    #[default]
    Seeds,
    /// As the documentation showed them from February to July 2014, for example
    /// `{"error":{"code":400,"message":"User does not exist"}}`.
    Docs2014,
}

impl FromStr for ErrorBodies {
    type Err = ParseErrorBodiesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "seeds" => Ok(Self::Seeds),
            "2014" => Ok(Self::Docs2014),
            _ => Err(ParseErrorBodiesError),
        }
    }
}

impl fmt::Display for ErrorBodies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Seeds => "seeds",
            Self::Docs2014 => "2014",
        })
    }
}

/// The text that should name error bodies was neither `seeds` nor `2014`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseErrorBodiesError;

impl fmt::Display for ParseErrorBodiesError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("expected seeds or 2014")
    }
}

impl error::Error for ParseErrorBodiesError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_names_are_read_as_they_are_written() {
        for bodies in [ErrorBodies::Seeds, ErrorBodies::Docs2014] {
            assert_eq!(bodies.to_string().parse(), Ok(bodies));
        }
        for text in ["", "Seeds", "2015", "docs2014"] {
            assert_eq!(text.parse::<ErrorBodies>(), Err(ParseErrorBodiesError), "{text}");
        }
    }
}
