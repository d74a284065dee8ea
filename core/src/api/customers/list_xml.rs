//! Reader for a list of customers in XML.

use std::borrow::Cow;

use bytes::Bytes;
use quick_xml::events::Event;

use crate::api::customers::customer::{column_of, fits};
use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::table::{Builder, RowError};
use crate::codec::budget::Budget;
use crate::codec::xml::{Malformed, Markup, to_utf8};

/// Depths of the elements: `users`, `user`, and a field of a user.
const ROOT: usize = 1;
const ROW: usize = 2;
const FIELD: usize = 3;

/// Reads a `users` document; `None` if it has another root.
pub(crate) fn read(text: &Bytes) -> Result<Option<CustomerList>, Malformed> {
    let budget = Budget::of(text.len());
    let document = &to_utf8(text, &budget);
    let mut markup = Markup::new(document);
    match markup.next()? {
        Some(Event::Start(root)) if root.name().as_ref() == b"users" => {}
        _ => return Ok(None),
    }
    let mut builder = Builder::new(document, &budget);
    let mut field = Field::default();
    while let Some(event) = markup.next()? {
        let failed = |error: RowError| markup.misplaced(error.as_str());
        match (&event, markup.depth()) {
            (Event::Start(start), ROW) if start.name().as_ref() == b"user" => {}
            (Event::Start(_), ROW) => {
                return Err(markup.misplaced("has an element that is no user"));
            }
            (Event::Start(start), FIELD) => field.begin(markup.name(start), markup.position()),
            (Event::Start(_), _) => field.nested = true,
            (Event::End(_), ROW) => {
                if field.nested {
                    markup.inner(field.start).clone_into(&mut field.pieces);
                }
                field.end(&mut builder).map_err(failed)?;
            }
            (Event::End(_), ROOT) => builder.end_row().map_err(failed)?,
            (Event::End(_), _) => {}
            (_, ROOT | ROW) => {
                let text = markup.text(&event)?.unwrap_or_default();
                if !text.trim_ascii().is_empty() {
                    return Err(markup.misplaced("has text outside its fields"));
                }
            }
            _ => {
                if let Some(piece) = markup.text(&event)? {
                    field.add(piece);
                }
            }
        }
    }
    Ok(Some(CustomerList::new(builder.finish(document.clone()))))
}

/// Field whose element is open.
#[derive(Default)]
struct Field<'a> {
    name: &'a str,
    column: Option<usize>,
    /// The only piece, if it is a part of the body.
    whole: Option<&'a str>,
    /// All pieces, if there are several or one is not a part of the body; the inner markup of a field
    /// with elements.
    pieces: String,
    /// Whether there are elements in the field, which its value cannot be.
    nested: bool,
    /// Position after its start tag.
    start: usize,
}

impl<'a> Field<'a> {
    fn begin(&mut self, name: &'a str, start: usize) {
        (self.name, self.start, self.nested) = (name, start, false);
        self.column = column_of(name);
        self.whole = None;
        self.pieces.clear();
    }

    fn add(&mut self, piece: Cow<'a, str>) {
        match piece {
            Cow::Borrowed(string) if self.whole.is_none() && self.pieces.is_empty() => {
                self.whole = Some(string);
            }
            piece => {
                if let Some(whole) = self.whole.take() {
                    self.pieces.push_str(whole);
                }
                self.pieces.push_str(&piece);
            }
        }
    }

    fn end(&mut self, builder: &mut Builder<'a>) -> Result<(), RowError> {
        let string = if self.nested { None } else { self.whole }.unwrap_or(&self.pieces);
        let Some(column) = self.column else {
            return builder.append_extra(self.name, string);
        };
        builder.mark(column)?;
        match self.whole {
            _ if self.nested || !fits(column, string) => builder.append_extra(self.name, string),
            Some(whole) => builder.set_borrowed(column, whole),
            None => builder.set_beside(column, string),
        }
    }
}
