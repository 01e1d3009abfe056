//! Text with one character between its cells. Strict about quotation marks, as a forgotten one swallows the rest of a file. No more of the
//! file is held than a piece of it and one row.

use super::decoded::{Decoded, Fault, More};
use super::limits::Limits;
use super::sheet::{Form, Row, Shape};

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
    TooManyColumns(usize),
    CellTooLong(usize),
    /// JSON: something else should stand here.
    Json(Json),
    /// It is no longer the text that it was when it was first looked at.
    Changed,
    /// The system's own words.
    Unreadable(String),
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
    input: Decoded<'a>,
    /// The piece of the file that is being read.
    piece: String,
    at: usize,
    line: u64,
    separator: u8,
    limits: Limits,
}

impl<'a> Delimited<'a> {
    pub fn new(input: Decoded<'a>, separator: u8, limits: Limits) -> Delimited<'a> {
        Delimited { input, piece: String::new(), at: 0, line: 1, separator, limits }
    }

    /// Fills in the next line that has anything on it; false at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        row.clear();
        row.shape = Shape::Fine;
        while let Some(b'\n' | b'\r') = self.peek()? {
            self.line_end()?;
        }
        row.line = self.line;
        if self.peek()?.is_none() {
            return Ok(false);
        }
        loop {
            row.begin();
            if self.peek()? == Some(b'"') {
                self.quoted(row)?
            } else {
                self.plain(row)?
            }
            row.end(Form::Text);
            if row.len() > self.limits.columns {
                return Err(Broken { line: row.line, what: What::TooManyColumns(self.limits.columns) });
            }
            match self.peek()? {
                Some(byte) if byte == self.separator => self.at = self.at.saturating_add(1),
                Some(_) => {
                    self.line_end()?;
                    return Ok(true);
                }
                None => return Ok(true),
            }
        }
    }

    /// How much memory the piece takes that is being read.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.piece.capacity()
    }

    fn broken(&self, what: What) -> Broken {
        Broken { line: self.line, what }
    }

    /// The next byte, from the next piece of the file where one ends.
    fn peek(&mut self) -> Result<Option<u8>, Broken> {
        if let Some(byte) = self.piece.as_bytes().get(self.at) {
            return Ok(Some(*byte));
        }
        self.piece.clear();
        self.at = 0;
        match self.input.more(&mut self.piece) {
            Ok(More::Some) => Ok(self.piece.as_bytes().first().copied()),
            Ok(More::End) => Ok(None),
            Err(Fault::NoText) => Err(self.broken(What::Changed)),
            Err(Fault::Unreadable(error)) => Err(self.broken(What::Unreadable(error.to_string()))),
        }
    }

    /// Steps over `\n`, `\r\n` or `\r`.
    fn line_end(&mut self) -> Result<(), Broken> {
        let returned = self.peek()? == Some(b'\r');
        self.at = self.at.saturating_add(1);
        if returned && self.peek()? == Some(b'\n') {
            self.at = self.at.saturating_add(1);
        }
        self.line = self.line.saturating_add(1);
        Ok(())
    }

    /// Adds what stands before the next of some bytes to the cell; false where the file ends before.
    fn until(&mut self, row: &mut Row, ends: impl Fn(u8) -> bool) -> Result<bool, Broken> {
        while self.peek()?.is_some() {
            let rest = self.piece.get(self.at..).unwrap_or("");
            let length = rest.bytes().position(&ends);
            let part = rest.get(..length.unwrap_or(rest.len())).unwrap_or("");
            if row.cell_length().saturating_add(part.len()) > self.limits.cell {
                return Err(self.broken(What::CellTooLong(self.limits.cell)));
            }
            row.add(part);
            self.at = self.at.saturating_add(part.len());
            if length.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn plain(&mut self, row: &mut Row) -> Result<(), Broken> {
        let separator = self.separator;
        self.until(row, |byte| byte == separator || matches!(byte, b'\n' | b'\r')).map(|_| ())
    }

    /// A cell in quotation marks; two of them inside are one.
    fn quoted(&mut self, row: &mut Row) -> Result<(), Broken> {
        let opened = self.line;
        self.at = self.at.saturating_add(1);
        loop {
            let closed = self.until(row, |byte| byte == b'"').map_err(|fault| match fault.what {
                What::CellTooLong(_) => Broken { line: opened, ..fault },
                What::OpenQuote | What::AfterQuote | What::TooManyColumns(_) | What::Json(_) | What::Changed | What::Unreadable(_) => fault,
            })?;
            if !closed {
                return Err(Broken { line: opened, what: What::OpenQuote });
            }
            self.at = self.at.saturating_add(1);
            match self.peek()? {
                Some(b'"') => {
                    row.add("\"");
                    self.at = self.at.saturating_add(1);
                }
                Some(b'\n' | b'\r') | None => break,
                Some(byte) if byte == self.separator => break,
                Some(_) => {
                    self.line = self.line.saturating_add(line_ends(row.open_text()));
                    return Err(self.broken(What::AfterQuote));
                }
            }
        }
        self.line = self.line.saturating_add(line_ends(row.open_text()));
        Ok(())
    }
}

/// How many lines end inside a cell.
fn line_ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at.saturating_add(1)) != Some(&b'\n'),
        _ => false,
    });
    u64::try_from(ends.count()).unwrap_or(u64::MAX)
}
