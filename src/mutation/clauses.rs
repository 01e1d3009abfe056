//! Params, the header's rounding, and what counts as employed.

use super::numeral::{Change, Numeral};
use super::removal::swapped;
use super::texts::is_chinese;
use super::walk::Place;
use super::{Maker, Slip};
use crate::plan::ir::Param;
use crate::syntax::concrete::Kind;

/// Every way to round, in English and in Chinese.
const MODES: [(Kind, &str, &str); 4] = [
    (Kind::k_half_up, "half up", "四舍五入"),
    (Kind::k_half_even, "half even", "四舍六入五成双"),
    (Kind::k_round_up, "up", "进位"),
    (Kind::k_round_down, "down", "舍去"),
];

impl<'a> Maker<'a> {
    /// Its values, the days from which they are in force, and two that stand in each other's time.
    pub(super) fn param(&mut self, param: &'a Param) {
        for value in &param.values {
            self.all(vec![(&value.value, Place::Plain)]);
            if let Some(date) = self.texts.first(value.span, &[Kind::since]).and_then(|since| since.part(&[Kind::date_literal])) {
                self.date(Slip::Dated, date);
            }
        }
        for pair in param.values.windows(2) {
            let [one, other] = pair else { continue };
            self.slip(Slip::Dated, swapped(self.texts, one.value.span, other.value.span));
        }
    }

    pub(super) fn header(&mut self) {
        for rounding in self.plan.rounding.iter().chain(self.plan.foreign.iter().map(|foreign| &foreign.rounding)) {
            let words: Vec<Kind> = MODES.iter().map(|(kind, ..)| *kind).collect();
            if let Some(word) = self.texts.first(rounding.span, &words) {
                for (_, en, zh) in MODES {
                    self.slip(Slip::Rounding, word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts));
                }
            }
            let unit = self.texts.first(rounding.span, &[Kind::number_literal]).and_then(Numeral::read);
            self.slip(Slip::Rounding, unit.and_then(|unit| unit.changed(&Change::TenTimes)));
        }
        for credited in self.plan.tables.iter().filter_map(|table| table.credited.as_ref()) {
            self.credits(credited);
        }
        for employed in self.plan.tables.iter().filter_map(|table| table.employed.as_ref()) {
            let word = self.texts.first(employed.span, &[Kind::k_first_day, Kind::k_first_day_not]);
            let edit = word.and_then(|word| {
                word.opposite(
                    [(Kind::k_first_day, "first day counts", "首日计入"), (Kind::k_first_day_not, "first day does not count", "首日不计")],
                    self.texts,
                )
            });
            self.slip(Slip::Counting, edit);
        }
    }
}
