//! Means that leave out extremes, and means of several kinds of raters.

use super::{Builder, Pair};
use crate::syntax::ast::{Rated, RatedKind, Trim, WhenMissing};
use crate::syntax::parser::Rule;
use crate::value::Number;

impl Builder<'_> {
    /// `dropping 1 high, 1 low when at least 3`
    pub(super) fn trim(&self, pair: Pair<'_>) -> Trim {
        let mut trim = Trim { high: Number::ZERO, low: Number::ZERO, at_least: Number::ZERO, span: self.span(&pair) };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::trim_part => {
                    let is_high = part.clone().into_inner().any(|word| word.as_rule() == Rule::kw_high);
                    let Some(number) = part.into_inner().find(|number| number.as_rule() == Rule::number_literal) else { continue };
                    let number = self.literal(number).value;
                    let place = if is_high { &mut trim.high } else { &mut trim.low };
                    // Said twice is dropped twice.
                    *place = place.add(&number).unwrap_or(number);
                }
                Rule::number_literal => trim.at_least = self.literal(part).value,
                _ => {}
            }
        }
        trim
    }

    /// `rated by kind { "superior" : 60%; "peer" : 40% }, missing reweight`
    pub(super) fn rated(&self, pair: Pair<'_>) -> Option<Rated> {
        let span = self.span(&pair);
        let (mut by, mut kinds, mut missing) = (None, Vec::new(), WhenMissing::Error);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => by = Some(self.name(part)),
                Rule::rated_block => {
                    let lines = part.into_inner().filter(|line| line.as_rule() == Rule::rated_kind);
                    kinds.extend(lines.filter_map(|line| self.rated_kind(line)));
                }
                Rule::k_reweight => missing = WhenMissing::Reweight,
                Rule::k_zero => missing = WhenMissing::Zero,
                _ => {}
            }
        }
        Some(Rated { by: by?, kinds, missing, span })
    }

    fn rated_kind(&self, pair: Pair<'_>) -> Option<RatedKind> {
        let (mut option, mut weight) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::quoted => option = Some(self.quoted(part)),
                Rule::sum => weight = Some(self.sum(part)),
                _ => {}
            }
        }
        Some(RatedKind { option: option?, weight: weight? })
    }
}
