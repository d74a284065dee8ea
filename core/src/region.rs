//! Where the servers are.

use std::str::FromStr;

use crate::error::Error;

/// The region whose servers hold an account (seed 001, `servers`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// Global users and subusers: `https://api.sendgrid.com`.
    #[default]
    Global,
    /// EU regional subusers: `https://api.eu.sendgrid.com`.
    Eu,
}

impl Region {
    /// The base URL of the region.
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::Global => "https://api.sendgrid.com",
            Self::Eu => "https://api.eu.sendgrid.com",
        }
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "global" => Ok(Self::Global),
            "eu" => Ok(Self::Eu),
            _ => Err(Error::invalid_input("region", "is neither \"global\" nor \"eu\"")),
        }
    }
}
