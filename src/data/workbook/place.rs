//! Places in a sheet as people say them: `B5`, `A2:A4`.

/// Rows and columns of the largest sheet there is.
pub(super) const MOST_LINES: u64 = 1_048_576;
pub(super) const MOST_LETTERS: usize = 16_384;

/// `B5` from row 5 and column 1, counted from 0.
pub(super) fn name(line: u64, column: usize) -> String {
    format!("{}{line}", letters(column))
}

/// `A`, `Z`, `AA`: the name of a column counted from 0.
pub(in crate::data) fn letters(column: usize) -> String {
    let mut written = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let digit = left.saturating_sub(1) % 26;
        written.push(char::from(b'A'.saturating_add(u8::try_from(digit).unwrap_or(0))));
        left = left.saturating_sub(1) / 26;
    }
    written.iter().rev().collect()
}

/// Row, counted from 1, and column, counted from 0; `None` for what no sheet has.
pub(super) fn parse(text: &str) -> Option<(u64, usize)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(digit))?.checked_add(1)?;
    }
    let line: u64 = digits.parse().ok()?;
    ((1..=MOST_LINES).contains(&line) && column <= MOST_LETTERS).then(|| (line, column.saturating_sub(1)))
}

/// Cells that are shown as one. Both ends belong to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::data) struct Merge {
    /// Rows of the sheet, counted from 1.
    pub lines: (u64, u64),
    /// Columns counted from 0.
    pub columns: (usize, usize),
}

impl Merge {
    /// `A2:B4`.
    pub fn parse(text: &str) -> Option<Merge> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (parse(first)?, parse(last)?);
        (first.0 <= last.0 && first.1 <= last.1).then_some(Merge { lines: (first.0, last.0), columns: (first.1, last.1) })
    }

    pub fn name(&self) -> String {
        format!("{}:{}", name(self.lines.0, self.columns.0), name(self.lines.1, self.columns.1))
    }

    pub fn is_wide(&self) -> bool {
        self.columns.0 < self.columns.1
    }

    pub fn is_tall(&self) -> bool {
        self.lines.0 < self.lines.1
    }
}
