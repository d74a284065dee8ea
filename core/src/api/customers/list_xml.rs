//! Reader for a list of customers in XML.

use std::borrow::Cow;

use bytestring::ByteString;
use quick_xml::events::Event;

use crate::api::customers::customer::{InvalidBoolean, check, column_of};
use crate::api::customers::customer_list::CustomerList;
use crate::api::customers::table::Builder;
use crate::codec::xml::{Malformed, Markup};

/// Depths of the elements: `users`, `user`, and a field of a user.
const ROOT: usize = 1;
const ROW: usize = 2;
const FIELD: usize = 3;

/// Reads a `users` document; `None` if it has another root.
pub(crate) fn read(document: &ByteString) -> Result<Option<CustomerList>, Malformed> {
    let mut markup = Markup::new(document);
    match markup.next()? {
        Some(Event::Start(root)) if root.name().as_ref() == b"users" => {}
        _ => return Ok(None),
    }
    let mut builder = Builder::new(document);
    let mut field = Field::default();
    while let Some(event) = markup.next()? {
        match (&event, markup.depth()) {
            (Event::Start(_), ROW) => builder.begin_row(),
            (Event::Start(start), FIELD) => field.begin(markup.name(start)),
            (Event::End(_), ROW) => field
                .end(&mut builder)
                .map_err(|InvalidBoolean| markup.malformed("has an invalid boolean"))?,
            (Event::Start(_) | Event::End(_), _) | (_, ROOT | ROW) => {}
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
    /// All pieces, if there are several or one is not a part of the body.
    pieces: String,
}

impl<'a> Field<'a> {
    fn begin(&mut self, name: &'a str) {
        self.name = name;
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

    fn end(&mut self, builder: &mut Builder<'a>) -> Result<(), InvalidBoolean> {
        let string = self.whole.unwrap_or(&self.pieces);
        let Some(column) = self.column else {
            builder.set_extra(self.name.to_owned(), string.into());
            return Ok(());
        };
        check(column, string)?;
        match self.whole {
            Some(whole) => builder.set_borrowed(column, whole),
            None => builder.set_beside(column, string),
        }
        Ok(())
    }
}
