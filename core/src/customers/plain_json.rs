//! The lists of customers that nearly every server writes, in JSON: rows of texts, their fields in
//! one order.
//!
//! Here speed counts. Whatever is not plain is left to `serde_json`: a value to its own parser, and
//! a whole list, with the place of what is wrong, to [`json_list`](crate::customers::json_list).

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::{Deserializer, Value, de::StrRead};

use crate::customers::cursor::Cursor;
use crate::customers::customer::{FIELDS, field_named};
use crate::customers::customer_list::Builder;
use crate::customers::field_order::FieldOrder;
use crate::customers::json_list::Text;

/// Reads an array of objects; none where it is not plain, or not right.
pub(crate) fn read(text: &str) -> Option<Builder<'_>> {
    let mut list =
        List { cursor: Cursor::new(text), builder: Builder::new(text), order: FieldOrder::new() };
    list.read()?;
    list.cursor.skip_space();
    list.cursor.peek().is_none().then_some(list.builder)
}

struct List<'a> {
    cursor: Cursor<'a>,
    builder: Builder<'a>,
    order: FieldOrder,
}

impl<'a> List<'a> {
    fn read(&mut self) -> Option<()> {
        self.cursor.skip_space();
        self.cursor.eat("[")?;
        self.cursor.skip_space();
        if self.cursor.eat("]").is_some() {
            return Some(());
        }
        loop {
            self.row()?;
            if self.more(b']')? {
                self.cursor.skip_space();
            } else {
                return Some(());
            }
        }
    }

    fn row(&mut self) -> Option<()> {
        self.cursor.eat("{")?;
        self.builder.begin_row();
        self.cursor.skip_space();
        if self.cursor.eat("}").is_some() {
            return Some(());
        }
        for place in 0.. {
            self.field(place)?;
            if !self.more(b'}')? {
                break;
            }
            self.cursor.skip_space();
        }
        Some(())
    }

    /// Goes past a comma, which tells of more, or past the end.
    fn more(&mut self, end: u8) -> Option<bool> {
        self.cursor.skip_space();
        let byte = self.cursor.peek()?;
        self.cursor.advance(1);
        if byte == b',' { Some(true) } else { (byte == end).then_some(false) }
    }

    fn field(&mut self, place: usize) -> Option<()> {
        let guess = self.order.guess(place);
        let here = self.cursor;
        if self.cursor.eat(FIELDS.get(guess)?.json_key).is_some() {
            let start = self.cursor.position();
            if let Some(length) = self.text_length() {
                return self.builder.set_range(guess, start..start + length).ok();
            }
            self.cursor = here;
        }
        let name = self.name()?;
        match field_named(name) {
            Some(field) => {
                self.order.learn(place, field);
                self.value(field)
            }
            None => self.extra(name),
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        self.cursor.eat("\"")?;
        let ahead = self.cursor;
        let name = ahead.rest()?.get(..self.text_length()?)?;
        self.cursor.skip_space();
        self.cursor.eat(":")?;
        Some(name)
    }

    /// Goes past a text and its end; none where it is written differently from what it means.
    fn text_length(&mut self) -> Option<usize> {
        let start = self.cursor.position();
        let stop = self
            .cursor
            .find(|word| word.equal_to(b'"').or(word.equal_to(b'\\')).or(word.below(b' ')))?;
        let length = self.cursor.position() - start;
        self.cursor.advance(1);
        (stop == b'"').then_some(length)
    }

    /// Takes a text, or what a lenient server writes in its place.
    fn value(&mut self, field: usize) -> Option<()> {
        self.cursor.skip_space();
        let mut rest = Deserializer::from_str(self.cursor.rest()?);
        Text { builder: &mut self.builder, field }.deserialize(&mut rest).ok()?;
        self.past(rest);
        Some(())
    }

    /// Keeps a field that this version does not know.
    fn extra(&mut self, name: &str) -> Option<()> {
        let mut rest = Deserializer::from_str(self.cursor.rest()?);
        let value = Value::deserialize(&mut rest).ok()?;
        self.builder.set_extra(name.to_owned(), value);
        self.past(rest);
        Some(())
    }

    /// Goes past the value that was read.
    fn past(&mut self, rest: Deserializer<StrRead<'_>>) {
        self.cursor.advance(rest.into_iter::<IgnoredAny>().byte_offset());
    }
}
