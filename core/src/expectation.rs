//! Expected effect of a change, in terms of what can be read back. Pure data.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

/// Effect of an operation that can be read back, for [`Client::reconcile`](crate::Client::reconcile).
#[derive(Clone, Debug, Default)]
pub struct Expectation(pub(crate) Expected);

/// Names of fields and their values.
pub(crate) type Fields = Vec<(&'static str, String)>;

#[derive(Clone, Debug, Default)]
pub(crate) enum Expected {
    /// No read operation returns the effect.
    #[default]
    NotReadable,
    /// No read operation returns the effect on this customer.
    CustomerNotReadable {
        user: String,
    },
    Email(String),
    Username(String),
    Profile(Fields),
    /// A customer who did not exist before.
    Created {
        user: String,
        fields: Fields,
    },
    Deleted {
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
    Subuser {
        username: String,
        effect: SubuserEffect,
    },
    /// An API key that did not exist before, with these scopes if they are limited.
    KeyCreated {
        name: String,
        scopes: Option<Vec<String>>,
    },
    /// Name of an API key, and its scopes if they change.
    Key {
        id: String,
        name: String,
        scopes: Option<Vec<String>>,
    },
    KeyDeleted {
        id: String,
    },
}

/// Effect of a change of a subuser.
#[derive(Clone, Debug)]
pub(crate) enum SubuserEffect {
    /// The subuser did not exist before.
    Created {
        email: String,
    },
    Deleted,
    /// Whether it is disabled.
    Disabled(bool),
    /// All its IP addresses.
    Ips(Vec<String>),
    Credits(Fields),
    /// An amount was added to the credits.
    CreditsAdjusted,
    /// No read operation returns this.
    NotReadable(&'static str),
}

impl Expectation {
    /// No read operation returns the effect.
    pub fn not_readable() -> Self {
        Self::default()
    }

    pub(crate) fn target(&self) -> Option<&str> {
        match &self.0 {
            Expected::NotReadable
            | Expected::Email(_)
            | Expected::Username(_)
            | Expected::Profile(_) => None,
            Expected::CustomerNotReadable { user }
            | Expected::Created { user, .. }
            | Expected::Deleted { user }
            | Expected::Renamed { from: user, .. }
            | Expected::Customer { user, .. }
            | Expected::Subuser { username: user, .. } => Some(user),
            Expected::KeyCreated { name, .. } => Some(name),
            Expected::Key { id, .. } | Expected::KeyDeleted { id } => Some(id),
        }
    }
}

#[cfg(feature = "bulk")]
impl Expectation {
    /// Whether the call renames the account that it acts for.
    pub(crate) fn is_new_username(&self) -> bool {
        matches!(self.0, Expected::Username(_))
    }

    /// Whether the call creates an account whose name the server keeps unique, so that a second request
    /// is refused.
    pub(crate) fn is_unique_creation(&self) -> bool {
        matches!(
            self.0,
            Expected::Created { .. }
                | Expected::Subuser { effect: SubuserEffect::Created { .. }, .. }
        )
    }
}

impl From<Expected> for Expectation {
    fn from(expected: Expected) -> Self {
        Self(expected)
    }
}

pub(crate) fn owned<'a>(fields: impl Iterator<Item = (&'static str, &'a str)>) -> Fields {
    fields.map(|(field, value)| (field, value.to_owned())).collect()
}

/// A change whose outcome is unknown: its expected effect, and the account it was made for.
#[derive(Clone)]
pub struct Change(pub(crate) Arc<LostChange>);

/// Content of a [`Change`].
pub(crate) struct LostChange {
    pub(crate) expectation: Expectation,
    /// The header `On-Behalf-Of` of the call.
    pub(crate) account: Option<HeaderValue>,
}

impl Change {
    pub(crate) fn new(expectation: Expectation, account: Option<HeaderValue>) -> Self {
        Self(Arc::new(LostChange { expectation, account }))
    }

    /// Username of the customer or subuser that the change names, id of the API key, or name of a new
    /// API key; `None` if it names none.
    pub fn target(&self) -> Option<&str> {
        self.0.expectation.target()
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("target", &self.target()).finish_non_exhaustive()
    }
}
