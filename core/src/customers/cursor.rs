//! A place in a text that moves forward, eight bytes at a time where it can.

/// What is left of a text.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, rest: text.as_bytes() }
    }

    /// How many bytes lie behind.
    pub(crate) fn position(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// What lies ahead; none inside of a character.
    pub(crate) fn rest(&self) -> Option<&'a str> {
        self.text.get(self.position()..)
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// Goes past a text that stands here; none where another one does.
    pub(crate) fn eat(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text.as_bytes())?;
        Some(())
    }

    /// Goes past the white space of JSON and XML, which is the same.
    pub(crate) fn skip_space(&mut self) {
        while let [b' ' | b'\n' | b'\t' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Goes to the first byte that a search finds, and tells it; none where there is no such byte.
    #[inline]
    pub(crate) fn find(&mut self, search: impl Fn(Word) -> Found) -> Option<u8> {
        while let Some((bytes, rest)) = self.rest.split_first_chunk::<8>() {
            let found = search(Word(u64::from_le_bytes(*bytes)));
            if found.0 != 0 {
                self.advance(found.0.trailing_zeros() as usize / 8);
                return self.peek();
            }
            self.rest = rest;
        }
        while let Some((byte, rest)) = self.rest.split_first() {
            let found = search(Word(EACH * u64::from(*byte)));
            if found.0 != 0 {
                return Some(*byte);
            }
            self.rest = rest;
        }
        None
    }
}

const EACH: u64 = u64::from_le_bytes([1; 8]);
const HIGHEST: u64 = u64::from_le_bytes([0x80; 8]);

/// Eight bytes, the first one lowest.
#[derive(Clone, Copy)]
pub(crate) struct Word(u64);

/// The highest bit of each byte that was found. A byte after the first one may be marked wrongly:
/// a subtraction borrows from it.
#[derive(Clone, Copy)]
pub(crate) struct Found(u64);

impl Word {
    #[inline]
    pub(crate) fn equal_to(self, byte: u8) -> Found {
        Self(self.0 ^ (EACH * u64::from(byte))).below(1)
    }

    /// Bytes less than one that is at most 0x80.
    #[inline]
    pub(crate) fn below(self, byte: u8) -> Found {
        Found(self.0.wrapping_sub(EACH * u64::from(byte)) & !self.0 & HIGHEST)
    }
}

impl Found {
    #[inline]
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_is_found_wherever_it_lies() {
        for before in 0..40 {
            for (stop, other) in [('"', '\\'), ('\u{1f}', '"'), ('\0', '\u{1}')] {
                let text = format!("{}{stop}{other}{stop}", "!é ~\u{7f}#[]".repeat(5));
                let Some(text) = text.get(text.len().saturating_sub(3 + before)..) else {
                    continue;
                };
                let mut cursor = Cursor::new(text);
                let found = cursor
                    .find(|word| word.equal_to(b'"').or(word.equal_to(b'\\')).or(word.below(0x20)));
                assert_eq!(found, Some(stop as u8), "{text:?}");
                assert_eq!(cursor.position(), text.len() - 3);
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let mut cursor = Cursor::new("no quote in 23 bytes: é");
        assert_eq!(cursor.find(|word| word.equal_to(b'"')), None);
        assert_eq!((cursor.position(), cursor.peek()), (24, None));
    }
}
