//! A list of customers in XML, read as it stands.
//!
//! Nearly every list is plain and read by [`plain_xml`]. What this reader says counts: it takes
//! over whatever is not plain, and names the place of what is wrong.

use std::borrow::Cow;

use bytestring::ByteString;
use quick_xml::events::Event;

use crate::codec::xml::{Malformed, Markup};
use crate::customers::customer::{NoTruthValue, field_named};
use crate::customers::customer_list::{Builder, CustomerList};
use crate::customers::plain_xml;

/// Depths of the elements: `users`, `user`, and a field of a user.
const ROOT: usize = 1;
const ROW: usize = 2;
const FIELD: usize = 3;

/// Reads a `users` document; none where its root is another one.
pub(crate) fn read(text: &ByteString) -> Result<Option<CustomerList>, Malformed> {
    let builder = match plain_xml::read(text) {
        Some(builder) => Some(builder),
        None => read_with_care(text)?,
    };
    Ok(builder.map(|builder| builder.finish(text.clone())))
}

pub(crate) fn read_with_care(text: &str) -> Result<Option<Builder<'_>>, Malformed> {
    let mut markup = Markup::new(text);
    match markup.next()? {
        Some(Event::Start(root)) if root.name().as_ref() == b"users" => {}
        _ => return Ok(None),
    }
    let mut builder = Builder::new(text);
    let mut field = Field::default();
    while let Some(event) = markup.next()? {
        match (&event, markup.depth()) {
            (Event::Start(_), ROW) => builder.begin_row(),
            (Event::Start(start), FIELD) => field.begin(start.name().as_ref()),
            (Event::End(_), ROW) => field
                .end(&mut builder)
                .map_err(|NoTruthValue| markup.malformed("has a truth value that is none"))?,
            (Event::Start(_) | Event::End(_), _) | (_, ROOT | ROW) => {}
            _ => {
                if let Some(piece) = markup.text(&event)? {
                    field.add(piece);
                }
            }
        }
    }
    Ok(Some(builder))
}

/// The field whose element is open.
#[derive(Default)]
struct Field<'a> {
    known: Option<usize>,
    unknown: String,
    /// The only piece so far, which stands in the body as it is.
    whole: Option<&'a str>,
    /// All pieces, where there are several or one that is written differently from what it means.
    pieces: String,
}

impl<'a> Field<'a> {
    fn begin(&mut self, name: &[u8]) {
        self.known = std::str::from_utf8(name).ok().and_then(field_named);
        self.unknown.clear();
        if self.known.is_none() {
            self.unknown.push_str(&String::from_utf8_lossy(name));
        }
        self.whole = None;
        self.pieces.clear();
    }

    fn add(&mut self, piece: Cow<'a, str>) {
        match piece {
            Cow::Borrowed(text) if self.whole.is_none() && self.pieces.is_empty() => {
                self.whole = Some(text);
            }
            piece => {
                if let Some(whole) = self.whole.take() {
                    self.pieces.push_str(whole);
                }
                self.pieces.push_str(&piece);
            }
        }
    }

    fn end(&mut self, builder: &mut Builder<'a>) -> Result<(), NoTruthValue> {
        match (self.known, self.whole) {
            (Some(field), Some(whole)) => builder.set_borrowed(field, whole),
            (Some(field), None) => builder.set_beside(field, &self.pieces),
            (None, whole) => {
                let text = whole.unwrap_or(&self.pieces);
                builder.set_extra(self.unknown.clone(), text.into());
                Ok(())
            }
        }
    }
}
