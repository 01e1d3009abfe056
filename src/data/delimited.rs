//! Comma-separated and tab-separated text. Strict about quotation marks, as a forgotten one swallows the rest of a file.

use std::borrow::Cow;

use super::limits::{MOST_CELL, MOST_COLUMNS};
use super::sheet::{Cell, Form, Row, Shape};

/// Why a file cannot be read on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Broken {
    /// Line in the file; of a JSON file too.
    pub line: u64,
    pub what: What,
}

/// What is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// The quotation mark opened on the line is never closed.
    OpenQuote,
    /// Something stands between a closing quotation mark and the separator.
    AfterQuote,
    TooManyColumns,
    CellTooLong,
    /// JSON: something else should stand here.
    Json(Json),
}

/// What a JSON file has wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Json {
    /// The file does not begin with `[`.
    NoArray,
    /// A record is no object.
    NoObject,
    /// The file ends inside a record or the array.
    Ends,
    /// Any other fault of JSON's grammar.
    Grammar,
    /// There is text after the array.
    After,
}

/// Reads row after row.
pub(super) struct Delimited<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    separator: u8,
}

impl<'a> Delimited<'a> {
    pub fn new(text: &'a str, separator: u8) -> Delimited<'a> {
        Delimited { text, at: 0, line: 1, separator }
    }

    /// Fills in the next line that has anything on it; false at the end.
    pub fn next(&mut self, row: &mut Row<'a>) -> Result<bool, Broken> {
        row.cells.clear();
        row.shape = Shape::Fine;
        self.skip_line_ends();
        row.line = self.line;
        if self.at >= self.text.len() {
            return Ok(false);
        }
        loop {
            let cell = self.cell()?;
            row.cells.push(cell);
            if row.cells.len() > MOST_COLUMNS {
                return Err(Broken { line: row.line, what: What::TooManyColumns });
            }
            match self.peek() {
                Some(byte) if byte == self.separator => self.at = self.at.saturating_add(1),
                Some(_) => {
                    self.line_end();
                    return Ok(true);
                }
                None => return Ok(true),
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_line_ends(&mut self) {
        while let Some(b'\n' | b'\r') = self.peek() {
            self.line_end();
        }
    }

    /// Steps over `\n`, `\r\n` or `\r`.
    fn line_end(&mut self) {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\r\n")) {
            self.at = self.at.saturating_add(1);
        }
        self.at = self.at.saturating_add(1);
        self.line = self.line.saturating_add(1);
    }

    fn cell(&mut self) -> Result<Cell<'a>, Broken> {
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or(&[]);
        let separator = self.separator;
        let length = rest.iter().take(MOST_CELL.saturating_add(1)).position(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'));
        let length = match length {
            Some(length) => length,
            None if rest.len() <= MOST_CELL => rest.len(),
            None => return Err(Broken { line: self.line, what: What::CellTooLong }),
        };
        self.at = start.saturating_add(length);
        Ok(Cell { text: Cow::Borrowed(self.text.get(start..self.at).unwrap_or("")), form: Form::Text })
    }

    /// A cell in quotation marks; two of them inside are one.
    fn quoted(&mut self) -> Result<Cell<'a>, Broken> {
        let opened = self.line;
        self.at = self.at.saturating_add(1);
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let Some(length) = rest.bytes().take(MOST_CELL.saturating_add(1)).position(|byte| byte == b'"') else {
                let what = if rest.len() > MOST_CELL { What::CellTooLong } else { What::OpenQuote };
                return Err(Broken { line: opened, what });
            };
            let part = rest.get(..length).unwrap_or("");
            self.count_lines(part);
            self.at = self.at.saturating_add(length).saturating_add(1);
            text = if text.is_empty() { Cow::Borrowed(part) } else { text + part };
            if text.len() > MOST_CELL {
                return Err(Broken { line: opened, what: What::CellTooLong });
            }
            match self.peek() {
                Some(b'"') => {
                    text += "\"";
                    self.at = self.at.saturating_add(1);
                }
                Some(b'\n' | b'\r') | None => break,
                Some(byte) if byte == self.separator => break,
                Some(_) => return Err(Broken { line: self.line, what: What::AfterQuote }),
            }
        }
        Ok(Cell { text, form: Form::Text })
    }

    fn count_lines(&mut self, part: &str) {
        let bytes = part.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at.saturating_add(1)) != Some(&b'\n'),
            _ => false,
        });
        self.line = self.line.saturating_add(u64::try_from(ends.count()).unwrap_or(u64::MAX));
    }
}
