//! Cells of a row (RFC 4180). A row that could be read in two ways is a fault: crates for CSV accept every
//! sequence of bytes, and a quotation mark that is not closed would be the rest of the file in one cell. The
//! test `a_row_that_could_be_read_in_two_ways_is_a_fault` fails with the crate `csv`, which is the reference
//! for all other rows.

use std::str::from_utf8;

/// State behind a byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    #[default]
    Start,
    /// In a cell without quotation marks.
    Plain,
    /// In quotation marks.
    Quoted,
    /// Behind a quotation mark that closes the cell, or begins a doubled one.
    Closed,
}

/// Splits the lines of one row into cells.
#[derive(Debug, Default)]
pub(super) struct Tokenizer {
    state: State,
    text: Vec<u8>,
    /// The end of each cell in `text`, but for the last one.
    ends: Vec<usize>,
    fault: Option<&'static str>,
}

impl Tokenizer {
    /// Begins a row.
    pub(super) fn clear(&mut self) {
        (self.state, self.fault) = (State::Start, None);
        self.text.clear();
        self.ends.clear();
    }

    /// Reads a line with its end.
    pub(super) fn read_line(&mut self, line: &[u8], delimiter: u8) {
        for (position, &byte) in line.iter().enumerate() {
            let rest = line.get(position.saturating_add(1)..).unwrap_or_default();
            let ends_line = byte == b'\n' || (byte == b'\r' && matches!(rest, [] | [b'\n']));
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Closed,
                (State::Quoted, _) => self.push(byte, State::Quoted),
                (state, _) if ends_line => state,
                (State::Closed, b'"') => self.push(byte, State::Quoted),
                (_, delimiting) if delimiting == delimiter => {
                    self.ends.push(self.text.len());
                    State::Start
                }
                (State::Start, b'"') => State::Quoted,
                (State::Closed, _) => self.fail("has text behind the closing quotation mark of a cell"),
                (_, b'"') => self.fail(
                    "has a quotation mark in a cell without quotation marks: put the cell in quotation \
                     marks, and double those within",
                ),
                (_, b'\r') => {
                    self.fail("has a carriage return: lines must end in line feeds or both (LF, CRLF)")
                }
                _ => self.push(byte, State::Plain),
            };
        }
    }

    fn push(&mut self, byte: u8, state: State) -> State {
        self.text.push(byte);
        state
    }

    fn fail(&mut self, fault: &'static str) -> State {
        self.fault.get_or_insert(fault);
        State::Plain
    }

    /// Whether the row goes on in the next line.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// The cells of the row, after its last line; or its fault.
    pub(super) fn cells(&self) -> Result<Cells<'_>, String> {
        if let Some(fault) = self.fault {
            return Err(fault.to_owned());
        }
        if self.is_open() {
            return Err("has a quotation mark that is not closed".to_owned());
        }
        match from_utf8(&self.text) {
            Ok(text) => Ok(Cells { text, ends: &self.ends }),
            Err(error) => {
                let before = self.ends.iter().filter(|end| **end <= error.valid_up_to()).count();
                let cell = before.saturating_add(1);
                Err(format!("is not UTF-8 in cell {cell}: save the file as UTF-8"))
            }
        }
    }
}

/// The cells of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'a> {
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Cells<'a> {
    /// Number of cells, at least one.
    pub(super) fn len(self) -> usize {
        self.ends.len().saturating_add(1)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let ends = self.ends.iter().copied().chain([self.text.len()]);
        starts.zip(ends).map(|(start, end)| self.text.get(start..end).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use csv::{QuoteStyle, Terminator, WriterBuilder};
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn read(lines: &str) -> Result<Vec<String>, String> {
        let mut tokenizer = Tokenizer::default();
        for line in lines.split_inclusive('\n') {
            tokenizer.read_line(line.as_bytes(), b',');
        }
        let cells = tokenizer.cells()?;
        let all: Vec<String> = cells.iter().map(str::to_owned).collect();
        assert_eq!(all.len(), cells.len());
        Ok(all)
    }

    #[test]
    fn quotation_marks_hold_delimiters_line_ends_and_doubled_marks() {
        for (lines, cells) in [
            ("", vec![""]),
            ("a,b\n", vec!["a", "b"]),
            ("a,b\r\n", vec!["a", "b"]),
            ("a,b\r", vec!["a", "b"]),
            (",\n", vec!["", ""]),
            ("\"\",x\n", vec!["", "x"]),
            ("\"a,b\",c\r\n", vec!["a,b", "c"]),
            ("\"a\r\nb\",c\n", vec!["a\r\nb", "c"]),
            ("\"say \"\"hi\"\"\"\n", vec!["say \"hi\""]),
            ("\"\"\"\"", vec!["\""]),
            (" a , b \n", vec![" a ", " b "]),
            ("a;b\tc|d,e", vec!["a;b\tc|d", "e"]),
            ("東京,Åre\n", vec!["東京", "Åre"]),
        ] {
            assert_eq!(read(lines).unwrap(), cells, "{lines:?}");
        }
    }

    #[test]
    fn a_row_that_could_be_read_in_two_ways_is_a_fault() {
        for (lines, fault) in [
            ("\"a,b\n", "has a quotation mark that is not closed"),
            ("a,\"b\nc,d\n", "has a quotation mark that is not closed"),
            ("\"a\"b,c\n", "has text behind the closing quotation mark"),
            ("\"a\" ,c\n", "has text behind the closing quotation mark"),
            ("a \"b\",c\n", "has a quotation mark in a cell without quotation marks"),
            (" \"b\",c\n", "has a quotation mark in a cell without quotation marks"),
            ("a\rb\r", "has a carriage return"),
            ("\"a\"\rb", "has text behind the closing quotation mark"),
        ] {
            let found = read(lines).unwrap_err();
            assert!(found.starts_with(fault), "{lines:?}: {found}");
        }
        let mut tokenizer = Tokenizer::default();
        tokenizer.read_line(b"a,\"b\",\xc5re\xe9\n", b',');
        let fault = "is not UTF-8 in cell 3: save the file as UTF-8";
        assert_eq!(tokenizer.cells().unwrap_err(), fault);
    }

    fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
        let (mut tokenizer, mut rows) = (Tokenizer::default(), Vec::new());
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            tokenizer.read_line(line, delimiter);
            if !tokenizer.is_open() {
                rows.push(tokenizer.cells().unwrap().iter().map(str::to_owned).collect());
                tokenizer.clear();
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn the_rows_are_those_of_another_implementation(
            table in vec(vec("[a-c,;\t|\"\r\n \u{e9}]{0,6}", 1..4), 1..6),
            delimiter in prop::sample::select(&b",;\t"[..]),
            ends in prop::sample::select(vec![Terminator::CRLF, Terminator::Any(b'\n')]),
            style in prop::sample::select(vec![QuoteStyle::Necessary, QuoteStyle::Always]),
        ) {
            let mut writer = WriterBuilder::new();
            writer.delimiter(delimiter).terminator(ends).quote_style(style).flexible(true);
            let mut writer = writer.from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = writer.into_inner().unwrap();
            prop_assert_eq!(rows(&text, delimiter), table);
        }
    }
}
