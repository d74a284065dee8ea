//! What a change is to bring about, in terms of what can be read. Pure data.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

/// What can be read back of a change; an operation says it of itself.
#[derive(Clone, Debug, Default)]
pub struct Expectation(pub(crate) Expected);

pub(crate) type Fields = Vec<(&'static str, String)>;

#[derive(Clone, Debug, Default)]
pub(crate) enum Expected {
    /// Nothing that can be read shows it.
    #[default]
    Hidden,
    /// As the first, of a customer.
    HiddenOf {
        user: String,
    },
    Email(String),
    Username(String),
    Profile(Fields),
    /// There is a customer who was not there before.
    New {
        user: String,
        fields: Fields,
    },
    Gone {
        user: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    Customer {
        user: String,
        fields: Fields,
    },
}

impl Expectation {
    /// Of a change that nothing shows.
    pub fn hidden() -> Self {
        Self::default()
    }

    pub(crate) fn target(&self) -> Option<&str> {
        match &self.0 {
            Expected::Hidden
            | Expected::Email(_)
            | Expected::Username(_)
            | Expected::Profile(_) => None,
            Expected::HiddenOf { user }
            | Expected::New { user, .. }
            | Expected::Gone { user }
            | Expected::Renamed { from: user, .. }
            | Expected::Customer { user, .. } => Some(user),
        }
    }
}

impl From<Expected> for Expectation {
    fn from(expected: Expected) -> Self {
        Self(expected)
    }
}

/// The fields that are given, as they are to be.
pub(crate) fn fields<'a>(given: impl Iterator<Item = (&'static str, &'a str)>) -> Fields {
    given.map(|(field, value)| (field, value.to_owned())).collect()
}

/// A change whose outcome is unknown: what to read back, and for which account.
#[derive(Clone)]
pub struct Change(pub(crate) Arc<LostChange>);

/// What a [`Change`] holds.
pub(crate) struct LostChange {
    pub(crate) expectation: Expectation,
    /// The header `On-Behalf-Of` of the call.
    pub(crate) account: Option<HeaderValue>,
}

impl Change {
    pub(crate) fn new(expectation: Expectation, account: Option<HeaderValue>) -> Self {
        Self(Arc::new(LostChange { expectation, account }))
    }

    /// The username that the change names, if it names one.
    pub fn target(&self) -> Option<&str> {
        self.0.expectation.target()
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("target", &self.target()).finish_non_exhaustive()
    }
}
