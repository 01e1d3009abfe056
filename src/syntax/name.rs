//! Names, paths and quoted texts.

use unicode_normalization::UnicodeNormalization;

use super::ast::{Name, Path, Quoted};
use super::expression::{Builder, Pair};
use super::parser::Rule;
use crate::value::Code;

impl Builder<'_> {
    /// A name, in its normal form: NFC, full-width letters and digits as their plain twins.
    pub(super) fn name(&self, pair: Pair<'_>) -> Name {
        let span = self.span(&pair);
        let written = pair.as_str();
        match written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            Some(inner) => Name { text: inner.trim().nfc().collect(), ticked: true, span },
            None => Name { text: written.chars().map(narrow).nfc().collect(), ticked: false, span },
        }
    }

    /// `kpi-count`
    pub(super) fn lint_name(&self, pair: Pair<'_>) -> Name {
        Name { text: pair.as_str().chars().map(narrow).nfc().collect(), ticked: false, span: self.span(&pair) }
    }

    /// `USD`, 美元: the code of a currency, however it is written.
    pub(super) fn currency_name(&self, pair: Pair<'_>) -> Name {
        let written: String = pair.as_str().trim().chars().map(narrow).collect();
        let code = Code::named(&written).map_or(written, |code| code.as_str().to_owned());
        Name { text: code, ticked: false, span: self.span(&pair) }
    }

    /// `sales.attainment`
    pub(super) fn path(&self, pair: Pair<'_>) -> Path {
        let span = self.span(&pair);
        let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::name).map(|part| self.name(part)).collect();
        Path { parts, span }
    }

    /// A quoted text without its marks, NFC.
    pub(super) fn quoted(&self, pair: Pair<'_>) -> Quoted {
        let mut inner = pair.as_str().chars();
        inner.next();
        inner.next_back();
        Quoted { text: inner.as_str().nfc().collect(), span: self.span(&pair) }
    }
}

/// The plain twin of a full-width character; every other one as it is.
pub(super) fn narrow(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character),
        '\u{2212}' => '-',
        other => other,
    }
}
