//! Form bodies: parameters in order, percent-encoded once.

use std::borrow::Cow;

use bytes::Bytes;
use url::form_urlencoded;

/// Parameters of a request, in order. A value is encoded, so it cannot add or change another
/// parameter.
#[derive(Clone, Default)]
pub struct Form {
    parameters: Vec<(Cow<'static, str>, String)>,
}

impl Form {
    /// Creates a form with these parameters.
    pub fn new(parameters: &'static [(&'static str, &'static str)]) -> Self {
        let mut form = Self::default();
        for (name, value) in parameters {
            form.add(*name, *value);
        }
        form
    }

    /// Adds a parameter. A name may occur several times.
    pub fn add(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        self.parameters.push((name.into(), value.into()));
    }

    /// Adds a parameter if the value is `Some`.
    pub fn add_optional(&mut self, name: &'static str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    /// Encodes the form, with these parameters before its own.
    pub(crate) fn encode(&self, first: &[(&str, &str)]) -> Bytes {
        let mut serializer = form_urlencoded::Serializer::new(String::new());
        serializer.extend_pairs(first);
        serializer.extend_pairs(&self.parameters);
        Bytes::from(serializer.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_become_a_parameter() {
        let mut form = Form::new(&[("method", "disable")]);
        form.add("user", "a&method=delete&api_user=evil=+%26\r\nö");
        assert_eq!(
            form.encode(&[("api_user", "u")]),
            "api_user=u&method=disable&\
             user=a%26method%3Ddelete%26api_user%3Devil%3D%2B%2526%0D%0A%C3%B6"
        );
    }
}
