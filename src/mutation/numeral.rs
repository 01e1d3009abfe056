//! A number as it is written, and the same place with another number in the same writing.

use super::texts::{Piece, narrow};
use crate::plan::edited::Edit;
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::Number;

/// Words behind a number and the power of ten they mean.
const SCALES: [(&str, i128); 10] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("k", 1_000),
    ("K", 1_000),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];
/// Digits before the point from which a number without its scale is parted into thousands.
const LONG: usize = 5;

/// A number literal: its digits, what they are scaled by, and whether a `%` follows.
pub(super) struct Numeral {
    digits: Span,
    /// The digits and the scale behind them.
    scaled: Span,
    pub(super) written: Number,
    places: u32,
    scale: Number,
    pub(super) share: Share,
    grouped: bool,
}

/// Whether a number is written as a share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Share {
    Yes,
    No,
}

/// What becomes of a number.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// One more, or one less, in its last written place.
    Up,
    Down,
    Double,
    TenTimes,
    /// Its value and this.
    By(Number),
}

impl Numeral {
    /// Reads a `number_literal`; nothing where it is not written as numbers are.
    pub(super) fn read(literal: Piece<'_>) -> Option<Numeral> {
        let digits = literal.part(&[Kind::digits])?;
        let text = narrow(&digits.node.text);
        let plain: String = text.chars().filter(|c| *c != '_').collect();
        let places = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
        let word = literal.part(&[Kind::scale_attached, Kind::scale_word]);
        let scale = word.and_then(|word| SCALES.iter().find(|(scale, _)| *scale == narrow(&word.node.text)).map(|scale| (word, scale.1)));
        Some(Numeral {
            digits: digits.span(),
            scaled: scale.map_or(digits.span(), |(word, _)| digits.span().join(word.span())),
            written: Number::parse(&plain).ok()?,
            places: u32::try_from(places).ok()?,
            scale: scale.map_or(Number::ONE, |(_, scale)| Number::from_parts(scale, 0)),
            share: if literal.part(&[Kind::share_sign]).is_some() { Share::Yes } else { Share::No },
            grouped: text.contains('_'),
        })
    }

    /// Whether both write the same number.
    pub(super) fn is_alike(&self, other: &Numeral) -> bool {
        self.share == other.share && self.written.mul(&self.scale).ok() == other.written.mul(&other.scale).ok()
    }

    /// The unit of the last written place: 1 of `60%`, 0.1 of `2.5`, 1 of `10万`.
    pub(super) fn last_place(&self) -> Number {
        Number::from_parts(1, self.places)
    }

    /// The same place with another number; nothing where it would be the same number, or none that can be written.
    pub(super) fn changed(&self, change: &Change) -> Option<Edit> {
        let times = |factor: i64| self.written.mul(&Number::from_i64(factor)).ok();
        let number = match change {
            Change::Up => self.written.add(&self.last_place()).ok()?,
            Change::Down => self.written.sub(&self.last_place()).ok()?,
            Change::Double => times(2)?,
            Change::TenTimes => times(10)?,
            Change::By(more) => {
                let value = self.written.mul(&self.scale).and_then(|value| value.add(more)).ok()?;
                return self.edit(value, if self.scale == Number::ONE { self.digits } else { self.scaled });
            }
        };
        (number != self.written).then(|| self.edit(number, self.digits)).flatten()
    }

    fn edit(&self, number: Number, span: Span) -> Option<Edit> {
        let kept = if span == self.digits { self.places } else { 0 };
        let text = number.fixed_text(number.places()?.max(kept));
        let (minus, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
        let (whole, behind) = digits.split_once('.').map_or((digits, None), |(whole, behind)| (whole, Some(behind)));
        let whole = if self.grouped || (span != self.digits && whole.len() >= LONG) { grouped(whole) } else { whole.to_string() };
        Some(Edit { span, text: behind.map_or(format!("{minus}{whole}"), |behind| format!("{minus}{whole}.{behind}")) })
    }
}

/// Digits with `_` between the thousands.
fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::texts::Texts;
    use super::*;
    use crate::source::{FileId, SourceFile, Sources};

    /// A literal after a change, as it would be written.
    fn changed(literal: &str, change: &Change) -> String {
        let text = format!("param x = {literal}\n");
        let mut sources = Sources::new();
        sources.add(SourceFile::new("sample.merit", text.as_str()));
        let texts = Texts::new(&sources);
        let piece = texts.first(Span::new(FileId(0), 0, text.len()), &[Kind::number_literal]).unwrap();
        let edit = Numeral::read(piece).unwrap().changed(change).unwrap();
        let made = crate::plan::edited::written(&text, std::iter::once(&edit));
        made.trim_start_matches("param x = ").trim_end().to_string()
    }

    #[test]
    fn numbers_keep_their_writing() {
        assert_eq!(changed("60%", &Change::Up), "61%");
        assert_eq!(changed("2.5%", &Change::Down), "2.4%");
        assert_eq!(changed("1.0", &Change::Double), "2.0");
        assert_eq!(changed("150_000", &Change::Up), "150_001");
        assert_eq!(changed("10万", &Change::Up), "11万");
        assert_eq!(changed("1.5亿元", &Change::Double), "3.0亿元");
        assert_eq!(changed("40分", &Change::TenTimes), "400分");
        let cent = Change::By(Number::from_parts(1, 2));
        assert_eq!(changed("150_000", &cent), "150_000.01");
        assert_eq!(changed("10万元", &cent), "100_000.01元");
        assert_eq!(changed("1.2 million", &cent), "1_200_000.01");
        assert_eq!(changed("0", &Change::By(Number::from_parts(-1, 2))), "-0.01");
    }
}
