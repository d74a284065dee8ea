//! How a result is read from JSON: its fields one by one, and what is not among them kept.
//!
//! serde can derive this by flattening, and then takes twice as long: it keeps every unknown field in
//! a form of its own first.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// Reads a struct whose fields are optional and whose `extra` takes all others. It names every field:
/// one that is left out does not compile.
macro_rules! model {
    ($model:ident { $($field:ident as $name:expr),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $model;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$model, A::Error> {
                        $(let mut $field = None;)*
                        let mut extra = crate::json::Extra::new();
                        while let Some(name) = map.next_key::<crate::model::Name<'_>>()? {
                            match name.as_str() {
                                $(text if text == $name => {
                                    if $field.replace(map.next_value()?).is_some() {
                                        return Err(serde::de::Error::duplicate_field($name));
                                    }
                                })*
                                _ => {
                                    extra.insert(name.into_owned(), map.next_value()?);
                                }
                            }
                        }
                        Ok($model { $($field: $field.unwrap_or_default(),)* extra })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    };
}

pub(crate) use model;

/// The name of a field, where it stands in the text if it can.
pub(crate) enum Name<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Name<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(name) => name,
            Self::Owned(name) => name,
        }
    }

    pub(crate) fn into_owned(self) -> String {
        match self {
            Self::Borrowed(name) => name.to_owned(),
            Self::Owned(name) => name,
        }
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyName)
    }
}

struct AnyName;

impl<'de> Visitor<'de> for AnyName {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name::Owned(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::user::{Account, Profile};

    #[test]
    fn unknown_fields_are_kept_and_known_ones_may_be_missing_or_null() {
        let text = r#"{"ci\u0074y":"Orange","zip":null,"new":{"a":[1]},"o\u0074her":2}"#;
        let profile: Profile = serde_json::from_str(text).unwrap();
        assert_eq!(profile.city.as_deref(), Some("Orange"));
        assert_eq!((profile.zip, profile.address), (None, None));
        assert_eq!(serde_json::Value::from(profile.extra), json!({"new": {"a": [1]}, "other": 2}));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"type":"free","reputation":99.7,"new":true}"#;
        let account: Account = serde_json::from_str(text).unwrap();
        assert_eq!(account.reputation, Some(99.7));
        assert_eq!(serde_json::to_string(&account).unwrap(), text);
    }

    #[test]
    fn a_field_that_comes_twice_is_refused() {
        assert!(serde_json::from_str::<Profile>(r#"{"city":"a","city":"b"}"#).is_err());
    }
}
