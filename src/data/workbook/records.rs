//! The stream of an XLS workbook: records, each of a kind and some bytes, continued in further records where they are long.

use super::compound::u16_at;

/// A record that continues the one before it.
const CONTINUE: u16 = 0x3C;

/// One record with those that continue it.
pub(super) struct Record<'s> {
    pub kind: u16,
    pub data: &'s [u8],
    more: Vec<&'s [u8]>,
}

/// Reads record after record; ends at the end or where one is cut off.
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

impl<'s> Records<'s> {
    pub fn new(stream: &'s [u8]) -> Records<'s> {
        Records { rest: stream }
    }

    fn one(&mut self) -> Option<(u16, &'s [u8])> {
        let (kind, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let end = length.checked_add(4)?;
        let data = self.rest.get(4..end)?;
        self.rest = self.rest.get(end..)?;
        Some((kind, data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.one()?;
        let mut record = Record { kind, data, more: Vec::new() };
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            record.more.push(self.one()?.1);
        }
        Some(record)
    }
}

/// Whether each character of a text takes one byte or two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    One,
    Two,
}

impl Width {
    fn of(flags: u8) -> Width {
        if flags & 1 == 0 { Width::One } else { Width::Two }
    }
}

/// Reads on in a record and over the edges to those that continue it.
pub(super) struct Pieces<'r> {
    now: &'r [u8],
    then: std::slice::Iter<'r, &'r [u8]>,
}

impl<'r> Pieces<'r> {
    pub fn new(record: &'r Record<'_>, from: usize) -> Option<Pieces<'r>> {
        Some(Pieces { now: record.data.get(from..)?, then: record.more.iter() })
    }

    fn byte(&mut self) -> Option<u8> {
        while self.now.is_empty() {
            self.now = self.then.next()?;
        }
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count = count.saturating_sub(self.now.len());
            self.now = self.then.next()?;
        }
        self.now = self.now.get(count..)?;
        Some(())
    }

    /// A text with its length in two bytes.
    pub fn text(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extra = if flags & 4 == 0 { 0 } else { usize::from(self.u16()?) | usize::from(self.u16()?) << 16 };
        let text = self.characters(length, flags)?;
        self.skip(runs.checked_mul(4)?)?;
        self.skip(extra)?;
        Some(text)
    }

    /// A text with its length in one byte.
    pub fn short_text(&mut self) -> Option<String> {
        let length = usize::from(self.byte()?);
        let flags = self.byte()?;
        self.characters(length, flags)
    }

    /// So many characters. Where a text goes on in the next record, that begins with its width.
    fn characters(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut width = Width::of(flags);
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            if self.now.is_empty() {
                self.now = self.then.next()?;
                width = Width::of(self.byte()?);
                continue;
            }
            let unit = match width {
                Width::One => u16::from(self.byte()?),
                Width::Two => self.u16()?,
            };
            units.push(unit);
        }
        Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}
