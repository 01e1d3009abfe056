//! JSON: an array of flat objects, or one object a line. Numbers keep their digits, keys may not repeat, nothing nests.

use std::borrow::Cow;

use indexmap::IndexSet;
use rustc_hash::FxHashMap;

use super::delimited::{Broken, Json, What};
use super::limits::Limits;
use super::sheet::{Form, Row, Shape, normal, trim};

/// How the records stand in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// `[{…}, {…}]`; a row's number is that of the record.
    Array,
    /// One object a line; a row's number is that of the line.
    Lines,
}

/// Reads record after record.
pub(super) struct Records<'a> {
    scan: Scan<'a>,
    layout: Layout,
    columns: FxHashMap<&'a str, usize>,
    record: u64,
    /// The row in which each column was last filled, by which a repeated key is found.
    filled: Vec<u64>,
}

/// One value of a record.
struct Piece<'a> {
    text: Cow<'a, str>,
    form: Form,
}

/// Goes through the whole text once for the keys, which become the headers in the order they first appear.
///
/// # Errors
/// The text is no such JSON.
pub(super) fn headers(text: &str, layout: Layout, limits: Limits) -> Result<Vec<String>, Broken> {
    let mut records = Records::new(text, layout, &[], limits);
    let mut headers: IndexSet<String> = IndexSet::new();
    while records.begin()? {
        let line = records.scan.line;
        records.scan.object(|key, _| {
            headers.insert(normal(trim(&key)).into_owned());
        })?;
        if headers.len() > limits.columns {
            return Err(Broken { line, what: What::TooManyColumns(limits.columns) });
        }
    }
    Ok(headers.into_iter().collect())
}

impl<'a> Records<'a> {
    /// Of a text that [`headers`] has gone through.
    pub fn new(text: &'a str, layout: Layout, headers: &'a [String], limits: Limits) -> Records<'a> {
        let columns = headers.iter().zip(0..).map(|(header, at)| (header.as_str(), at)).collect();
        Records { scan: Scan { text, at: 0, line: 1, most: limits.cell }, layout, columns, record: 0, filled: vec![0; headers.len()] }
    }

    /// Fills in the next record; false at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        row.shape = Shape::Fine;
        if !self.begin()? {
            return Ok(false);
        }
        row.line = match self.layout {
            Layout::Array => self.record,
            Layout::Lines => self.scan.line,
        };
        row.blank(self.filled.len());
        let (columns, filled, record) = (&self.columns, &mut self.filled, self.record);
        self.scan.object(|key, piece| {
            let key = normal(trim(&key));
            let Some(at) = columns.get(key.as_ref()).copied() else { return };
            let Some(last) = filled.get_mut(at) else { return };
            if *last == record {
                row.shape = Shape::Twice(key.into_owned());
            }
            *last = record;
            row.set(at, &piece.text, piece.form);
        })?;
        Ok(true)
    }

    /// Steps to the next object; false at the end of the file.
    fn begin(&mut self) -> Result<bool, Broken> {
        let first = self.record == 0;
        self.record = self.record.saturating_add(1);
        self.scan.blanks();
        match self.layout {
            Layout::Lines => match self.scan.peek() {
                None => Ok(false),
                Some(b'{') => Ok(true),
                Some(_) => Err(self.scan.broken(Json::NoObject)),
            },
            Layout::Array => self.begin_element(first),
        }
    }

    fn begin_element(&mut self, first: bool) -> Result<bool, Broken> {
        if first {
            self.scan.expect(b'[', Json::NoArray)?;
            self.scan.blanks();
        }
        match self.scan.peek() {
            Some(b']') => {
                self.scan.step();
                self.scan.blanks();
                if self.scan.peek().is_some() { Err(self.scan.broken(Json::After)) } else { Ok(false) }
            }
            Some(b',') if !first => {
                self.scan.step();
                self.scan.blanks();
                self.element()
            }
            Some(_) if first => self.element(),
            Some(_) => Err(self.scan.broken(Json::Grammar)),
            None => Err(self.scan.broken(Json::Ends)),
        }
    }

    fn element(&self) -> Result<bool, Broken> {
        match self.scan.peek() {
            Some(b'{') => Ok(true),
            Some(b']') => Err(self.scan.broken(Json::Grammar)),
            Some(_) => Err(self.scan.broken(Json::NoObject)),
            None => Err(self.scan.broken(Json::Ends)),
        }
    }
}

/// A place in the text.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    /// Bytes of a cell.
    most: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn broken(&self, what: Json) -> Broken {
        let what = if self.at >= self.text.len() && what == Json::Grammar { Json::Ends } else { what };
        Broken { line: self.line, what: What::Json(what) }
    }

    fn blanks(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.line = self.line.saturating_add(u64::from(byte == b'\n'));
            self.step();
        }
    }

    fn expect(&mut self, byte: u8, what: Json) -> Result<(), Broken> {
        if self.peek() != Some(byte) {
            return Err(self.broken(what));
        }
        self.step();
        Ok(())
    }

    /// Hands every key and value of the object that begins here to `take`.
    fn object(&mut self, mut take: impl FnMut(Cow<'a, str>, Piece<'a>)) -> Result<(), Broken> {
        self.expect(b'{', Json::NoObject)?;
        self.blanks();
        if self.peek() == Some(b'}') {
            self.step();
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.blanks();
            self.expect(b':', Json::Grammar)?;
            self.blanks();
            let cell = self.value()?;
            take(key, cell);
            self.blanks();
            match self.peek() {
                Some(b',') => {
                    self.step();
                    self.blanks();
                }
                Some(b'}') => {
                    self.step();
                    return Ok(());
                }
                Some(_) | None => return Err(self.broken(Json::Grammar)),
            }
        }
    }

    fn value(&mut self) -> Result<Piece<'a>, Broken> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => Ok(Piece { text: self.string()?, form: Form::Text }),
            Some(b'{' | b'[') => self.nested(),
            Some(b'-' | b'0'..=b'9') => {
                while let Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') = self.peek() {
                    self.step();
                }
                let text = self.text.get(start..self.at).unwrap_or("");
                if text.len() > self.most {
                    return Err(Broken { line: self.line, what: What::CellTooLong(self.most) });
                }
                if !is_number(text) {
                    return Err(self.broken(Json::Grammar));
                }
                Ok(Piece { text: Cow::Borrowed(text), form: Form::Number })
            }
            Some(b'a'..=b'z') => {
                while let Some(b'a'..=b'z') = self.peek() {
                    self.step();
                }
                match self.text.get(start..self.at) {
                    Some("null") => Ok(Piece { text: Cow::Borrowed(""), form: Form::Text }),
                    Some(text @ ("true" | "false")) => Ok(Piece { text: Cow::Borrowed(text), form: Form::Flag }),
                    Some(_) | None => Err(self.broken(Json::Grammar)),
                }
            }
            Some(_) | None => Err(self.broken(Json::Grammar)),
        }
    }

    /// A list or an object inside a record: stepped over, without a limit to its depth.
    fn nested(&mut self) -> Result<Piece<'a>, Broken> {
        let start = self.at;
        let mut depth = 0_u64;
        loop {
            match self.peek() {
                Some(b'{' | b'[') => depth = depth.saturating_add(1),
                Some(b'}' | b']') => depth = depth.saturating_sub(1),
                Some(b'"') => {
                    self.string()?;
                    continue;
                }
                Some(b'\n') => self.line = self.line.saturating_add(1),
                Some(_) => {}
                None => return Err(self.broken(Json::Ends)),
            }
            self.step();
            if depth == 0 {
                let text = self.text.get(start..self.at).unwrap_or("");
                let shown: String = text.chars().take(60).collect();
                return Ok(Piece { text: Cow::Owned(shown), form: Form::Nested });
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
        self.expect(b'"', Json::Grammar)?;
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let end = rest.bytes().take(self.most.saturating_add(1)).position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\');
            let Some(length) = end else {
                let too_long = Broken { line: self.line, what: What::CellTooLong(self.most) };
                self.at = self.text.len();
                return Err(if rest.len() > self.most { too_long } else { self.broken(Json::Ends) });
            };
            let part = rest.get(..length).unwrap_or("");
            text = if text.is_empty() { Cow::Borrowed(part) } else { text + part };
            if text.len() > self.most {
                return Err(Broken { line: self.line, what: What::CellTooLong(self.most) });
            }
            self.at = self.at.saturating_add(length);
            match self.peek() {
                Some(b'"') => {
                    self.step();
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.step();
                    text.to_mut().push(self.escape()?);
                }
                Some(_) | None => return Err(self.broken(Json::Grammar)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Broken> {
        let byte = self.peek();
        self.step();
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            Some(_) | None => return Err(self.broken(Json::Grammar)),
        })
    }

    /// `\u4e2d`, or two of them that make one character.
    fn unicode(&mut self) -> Result<char, Broken> {
        let unit = self.hex()?;
        if let Some(c) = char::from_u32(unit) {
            return Ok(c);
        }
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
            self.at = self.at.saturating_add(2);
            let second = self.hex()?;
            let pair = [unit, second].map(|unit| u16::try_from(unit).unwrap_or(0));
            if let Some(Ok(c)) = char::decode_utf16(pair).next() {
                return Ok(c);
            }
        }
        Err(self.broken(Json::Grammar))
    }

    fn hex(&mut self) -> Result<u32, Broken> {
        let digits = self.text.get(self.at..self.at.saturating_add(4)).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let value = digits.and_then(|text| u32::from_str_radix(text, 16).ok()).ok_or_else(|| self.broken(Json::Grammar))?;
        self.at = self.at.saturating_add(4);
        Ok(value)
    }
}

/// Whether a text begins like an object, as pages of CRM systems do, and no list of rows.
pub(super) fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// JSON's own grammar: no leading zeros, digits on both sides of the point.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
