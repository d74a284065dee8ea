//! The headers of an answer, as they came: most of them nobody asks for.

use std::ops::Range;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;

/// Headers, by their places in the bytes that they came in.
#[derive(Clone, Default)]
pub(crate) struct Headers {
    bytes: Bytes,
    places: Vec<Place>,
}

/// Where the name and the value of a header lie.
pub(crate) type Place = (Range<usize>, Range<usize>);

impl Headers {
    pub(crate) fn new(bytes: Bytes, places: Vec<Place>) -> Self {
        Self { bytes, places }
    }

    /// The values of that name, in their order.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let is_named = move |place: &&Place| {
            place.0.len() == name.len() && self.text(&place.0).eq_ignore_ascii_case(name.as_bytes())
        };
        self.places.iter().filter(is_named).map(|place| self.text(&place.1))
    }

    fn text(&self, place: &Range<usize>) -> &[u8] {
        self.bytes.get(place.clone()).unwrap_or_default()
    }
}

impl From<HeaderMap> for Headers {
    fn from(map: HeaderMap) -> Self {
        let mut bytes = BytesMut::new();
        let mut put = |text: &[u8]| {
            let start = bytes.len();
            bytes.extend_from_slice(text);
            start..bytes.len()
        };
        let place = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (put(name.as_str().as_bytes()), put(value.as_bytes()))
        };
        let places = map.iter().map(place).collect();
        Self { bytes: bytes.freeze(), places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_values_keep_their_order() {
        let mut map = HeaderMap::new();
        map.append("x-one", "first".parse().unwrap());
        map.append("x-two", "other".parse().unwrap());
        map.append("x-one", "second".parse().unwrap());
        let headers = Headers::from(map);
        let values: Vec<&[u8]> = headers.all("X-One").collect();
        assert_eq!(values, [b"first".as_slice(), b"second"]);
        assert_eq!(headers.all("x-on").count() + headers.all("x-three").count(), 0);
    }
}
