//! Values of fields in partial updates, and the meaning of empty strings there.

use serde::{Serialize, Serializer};

/// New value of a field in a partial update, such as
/// [`UpdateProfile`](crate::user::UpdateProfile). Strings convert into it: `Some("Orange".into())`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldUpdate {
    /// Sets the field. An empty string clears it, unless [`Empty::Ignore`] applies.
    Set(String),
    /// Clears the field.
    Clear,
}

impl FieldUpdate {
    /// The value to send: empty for [`Clear`](Self::Clear).
    pub fn as_str(&self) -> &str {
        match self {
            Self::Set(value) => value,
            Self::Clear => "",
        }
    }
}

impl From<String> for FieldUpdate {
    fn from(value: String) -> Self {
        Self::Set(value)
    }
}

impl From<&str> for FieldUpdate {
    fn from(value: &str) -> Self {
        Self::Set(value.to_owned())
    }
}

impl Serialize for FieldUpdate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Meaning of an empty string in a partial update. [`FieldUpdate::Clear`] clears in either case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Empty {
    /// An empty string clears its field.
    #[default]
    Clear,
    /// An empty string leaves its field unchanged, for data in which empty means unknown, such as
    /// rows of a CSV file.
    Ignore,
}

impl Empty {
    /// Applies this meaning to a field. Afterwards no empty string remains.
    pub fn resolve(self, field: &mut Option<FieldUpdate>) {
        if field
            .as_ref()
            .is_some_and(|update| matches!(update, FieldUpdate::Set(value) if value.is_empty()))
        {
            *field = match self {
                Self::Clear => Some(FieldUpdate::Clear),
                Self::Ignore => None,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_string_depends_on_the_meaning_of_empty() {
        let set = |value: &str| Some(FieldUpdate::from(value));
        for (field, cleared, ignored) in [
            (None, None, None),
            (set(""), Some(FieldUpdate::Clear), None),
            (Some(FieldUpdate::Clear), Some(FieldUpdate::Clear), Some(FieldUpdate::Clear)),
            (set(" "), set(" "), set(" ")),
            (set("Orange"), set("Orange"), set("Orange")),
        ] {
            for (empty, expected) in [(Empty::Clear, cleared), (Empty::Ignore, ignored)] {
                let mut resolved = field.clone();
                empty.resolve(&mut resolved);
                assert_eq!(resolved, expected, "{field:?} {empty:?}");
            }
        }
    }
}
