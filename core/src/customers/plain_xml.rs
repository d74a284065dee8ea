//! The lists of customers that nearly every server writes, in XML: rows of texts, their fields in
//! one order, without attributes, comments and the like.
//!
//! Here speed counts. A list that is not plain, or not right, is left as a whole to
//! [`xml_list`](crate::customers::xml_list).

use crate::codec::xml::character;
use crate::customers::cursor::Cursor;
use crate::customers::customer::{FIELDS, field_named};
use crate::customers::customer_list::Builder;
use crate::customers::field_order::FieldOrder;

/// Reads a `users` document; none where it is not plain, or not right.
pub(crate) fn read(text: &str) -> Option<Builder<'_>> {
    let mut list =
        List { cursor: Cursor::new(text), builder: Builder::new(text), order: FieldOrder::new() };
    list.declaration()?;
    list.rows()?;
    list.cursor.skip_space();
    list.cursor.peek().is_none().then_some(list.builder)
}

struct List<'a> {
    cursor: Cursor<'a>,
    builder: Builder<'a>,
    order: FieldOrder,
}

/// The text of a field.
enum Text {
    /// It stands in the body as it is, so long.
    Whole(usize),
    /// It is written differently from what it means.
    Resolved(String),
}

impl<'a> List<'a> {
    fn declaration(&mut self) -> Option<()> {
        self.cursor.skip_space();
        if self.cursor.eat("<?xml ").is_some() {
            let rest = self.cursor.rest()?;
            self.cursor.advance(rest.find("?>")?);
            self.cursor.eat("?>")?;
            self.cursor.skip_space();
        }
        Some(())
    }

    fn rows(&mut self) -> Option<()> {
        self.cursor.eat("<users>")?;
        loop {
            self.cursor.skip_space();
            if self.cursor.eat("<user>").is_some() {
                self.row()?;
            } else {
                return self.cursor.eat("</users>");
            }
        }
    }

    fn row(&mut self) -> Option<()> {
        self.builder.begin_row();
        for place in 0.. {
            self.cursor.skip_space();
            if self.cursor.eat("</user>").is_some() {
                break;
            }
            self.field(place)?;
        }
        Some(())
    }

    fn field(&mut self, place: usize) -> Option<()> {
        let guess = self.order.guess(place);
        if self.cursor.eat(FIELDS.get(guess)?.start_tag).is_some() {
            return self.known(guess);
        }
        self.cursor.eat("<")?;
        let name = self.name()?;
        if let Some(field) = field_named(name) {
            self.order.learn(place, field);
            if self.cursor.eat("/>").is_some() {
                return self.builder.set_beside(field, "").ok();
            }
            self.cursor.eat(">")?;
            return self.known(field);
        }
        self.unknown(name)
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.cursor.rest()?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let length = rest.bytes().take_while(|byte| is_plain(*byte)).count();
        self.cursor.advance(length);
        rest.get(..length).filter(|name| !name.is_empty())
    }

    fn known(&mut self, field: usize) -> Option<()> {
        let start = self.cursor.position();
        let text = self.text()?;
        self.cursor.eat(FIELDS.get(field)?.end_tag)?;
        match text {
            Text::Whole(length) => self.builder.set_range(field, start..start + length).ok(),
            Text::Resolved(text) => self.builder.set_beside(field, &text).ok(),
        }
    }

    /// Keeps a field that this version does not know.
    fn unknown(&mut self, name: &str) -> Option<()> {
        let value = if self.cursor.eat("/>").is_some() {
            String::new()
        } else {
            self.cursor.eat(">")?;
            let rest = self.cursor.rest()?;
            let text = match self.text()? {
                Text::Whole(length) => rest.get(..length)?.to_owned(),
                Text::Resolved(text) => text,
            };
            self.cursor.eat("</")?;
            self.cursor.eat(name)?;
            self.cursor.eat(">")?;
            text
        };
        self.builder.set_extra(name.to_owned(), value.into());
        Some(())
    }

    /// Goes past a text, to the tag behind it. The end of a line of another system is not plain.
    fn text(&mut self) -> Option<Text> {
        let start = self.cursor;
        let first = self.stop()?;
        let length = self.cursor.position() - start.position();
        if first == b'<' {
            return Some(Text::Whole(length));
        }
        let mut text = start.rest()?.get(..length)?.to_owned();
        loop {
            text.push(self.reference()?);
            let piece = self.cursor.rest()?;
            let before = self.cursor.position();
            let stop = self.stop()?;
            text.push_str(piece.get(..self.cursor.position() - before)?);
            if stop == b'<' {
                return Some(Text::Resolved(text));
            }
        }
    }

    fn stop(&mut self) -> Option<u8> {
        self.cursor
            .find(|word| word.equal_to(b'<').or(word.equal_to(b'&')).or(word.equal_to(b'\r')))
    }

    fn reference(&mut self) -> Option<char> {
        self.cursor.eat("&")?;
        let rest = self.cursor.rest()?;
        let length = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
        self.cursor.advance(length + 1);
        character(rest.get(..length)?)
    }
}

/// Bytes of `#x10FFFF;`, the longest reference that is plain.
const LONGEST_REFERENCE: usize = 9;
