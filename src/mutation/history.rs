//! Slips in what is read of earlier periods, in ratchets and in the terms of a payout.

use super::numeral::{Change, Numeral};
use super::operators::other_function;
use super::removal::{cut, removed};
use super::texts::{Piece, is_chinese};
use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::plan::ir::{Cap, Expr, OverPeriods, TermPart};
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::Type;

impl<'a> Maker<'a> {
    /// The value of this period for that of the one before.
    pub(super) fn last_period(&mut self, expr: &'a Expr) {
        // Chinese says it before the value, English behind it.
        let words = self.texts.inside(expr.span, &[Kind::last_period, Kind::kw_last_period_zh]);
        let own = match words.first() {
            Some(first) if first.node.kind == Kind::kw_last_period_zh => Some(first),
            Some(_) | None => words.last(),
        };
        self.slip(Slip::Dropped, own.map(|own| cut(self.texts, own.span())));
    }

    /// This period counted or not, one period more or less, another function.
    pub(super) fn over_periods(&mut self, expr: &'a Expr, over: &OverPeriods) {
        let functions = self.texts.inside(expr.span, &[Kind::aggregate_word, Kind::zh_aggregate]);
        let own = match functions.first() {
            Some(first) if first.node.kind == Kind::aggregate_word => Some(first),
            Some(_) | None => functions.last(),
        };
        let word = own.and_then(|word| word.parts().next());
        let edit = word.zip(other_function(over.function)).and_then(|(word, (en, zh))| {
            let text = if is_chinese(&word.node.text) { zh } else { en };
            word.instead(text, self.texts)
        });
        self.slip(Slip::Aggregate, edit);
        let windows = self.texts.inside(expr.span, &[Kind::last_periods, Kind::zh_window]);
        let window = match windows.first() {
            Some(first) if first.node.kind == Kind::zh_window => Some(*first),
            Some(_) | None => windows.last().copied(),
        };
        let Some(window) = window else { return };
        let other = window.part(&[Kind::this_in, Kind::this_out]).and_then(|word| {
            word.opposite([(Kind::this_in, "including this", "含本期"), (Kind::this_out, "before this", "不含本期")], self.texts)
        });
        self.slip(Slip::Inclusion, other);
        self.periods(window);
    }

    /// One period more or less, and what held once is enough.
    pub(super) fn in_a_row(&mut self, expr: &'a Expr) {
        let words = self.texts.inside(expr.span, &[Kind::in_a_row, Kind::zh_in_a_row]);
        let own = match words.first() {
            Some(first) if first.node.kind == Kind::zh_in_a_row => Some(*first),
            Some(_) | None => words.last().copied(),
        };
        let Some(own) = own else { return };
        self.slip(Slip::Dropped, [cut(self.texts, own.span())]);
        self.periods(own);
    }

    /// `never below` for `never above`, without its condition, gone.
    pub(super) fn ratchet(&mut self, (cap, when): (&'a Cap, Option<&'a Expr>), span: Span, open: &mut Open<'a>) {
        self.slip(Slip::Dropped, [removed(self.texts, span)]);
        let step = self.texts.first(span, &[Kind::ratchet_step]);
        let word = step.and_then(|step| step.part(&[Kind::k_never_above, Kind::k_never_below]));
        let other = word.and_then(|word| {
            word.opposite([(Kind::k_never_above, "never above", "不得高于"), (Kind::k_never_below, "never below", "不得低于")], self.texts)
        });
        self.slip(Slip::Bound, other);
        self.condition_of(step);
        open.extend([&cap.limit].into_iter().chain(when).map(|part| (part, Place::Plain)));
    }

    /// A line of a payout gone; a draw that is not taken back; a guarantee for everybody; a deferral over one period more or less.
    pub(super) fn term(&mut self, part: TermPart, span: Span) {
        let line = self.texts.first(span, &[Kind::draw_line, Kind::guarantee_line, Kind::defer_line]);
        match part {
            TermPart::Guaranteed => {
                self.slip(Slip::Dropped, [removed(self.texts, span)]);
                self.condition_of(line);
            }
            TermPart::Advanced => self.slip(Slip::Dropped, [removed(self.texts, span)]),
            TermPart::Recovered => {
                let back = line.and_then(|line| line.part(&[Kind::draw_back]));
                let edit = back.and_then(|back| {
                    let text = if back.part(&[Kind::k_later_surplus_zh]).is_some() { "不收回" } else { "not recoverable" };
                    back.instead(text, self.texts)
                });
                self.slip(Slip::Method, edit);
            }
            TermPart::Held => {
                self.slip(Slip::Dropped, [removed(self.texts, span)]);
                let periods = line.and_then(|line| line.parts().filter(|part| part.node.kind == Kind::number_literal).last());
                if let Some(periods) = periods {
                    self.numbers(periods.span(), Type::Count, Place::Edge);
                }
            }
            TermPart::Earned | TermPart::Balance | TermPart::Due | TermPart::Released | TermPart::Deferred => {}
        }
    }

    /// A month more or less in which a row may be lost; all taken back for the part of the months that remain, and the other way round.
    pub(super) fn clawback(&mut self, expr: &'a Expr) {
        let phrase = self.texts.inside(expr.span, &[Kind::clawback, Kind::zh_clawback]).first().copied();
        let months = phrase.and_then(|phrase| phrase.parts().filter(|part| part.node.kind == Kind::number_literal).last());
        if let Some(months) = months {
            self.numbers(months.span(), Type::Count, Place::Edge);
        }
        let share = self.texts.first(expr.span, &[Kind::by_remaining, Kind::in_full]).and_then(|word| {
            word.opposite([(Kind::by_remaining, "by remaining months", "按剩余月数"), (Kind::in_full, "in full", "全额")], self.texts)
        });
        self.slip(Slip::Method, share);
    }

    fn condition_of(&mut self, line: Option<Piece<'a>>) {
        let when = line.and_then(|line| line.part(&[Kind::ratchet_when]));
        self.slip(Slip::Dropped, when.map(|when| cut(self.texts, when.span())));
    }

    /// One period more and one less; where a least number of them is said, that too. Never none, and no more demanded than looked at.
    fn periods(&mut self, phrase: Piece<'a>) {
        let written: Vec<Numeral> = phrase.inside(&[Kind::number_literal]).into_iter().filter_map(Numeral::read).collect();
        let of = |at: usize| written.get(at).and_then(|numeral| numeral.written.to_i64());
        let (count, least) = (of(0).unwrap_or(i64::MAX), of(1).unwrap_or(1));
        for (numeral, between) in written.iter().zip([least..=i64::MAX, 1..=count]) {
            for (change, by) in [(Change::Up, 1), (Change::Down, -1)] {
                let moved = numeral.written.to_i64().map(|value| value.saturating_add(by));
                if moved.is_some_and(|moved| between.contains(&moved)) {
                    self.slip(Slip::Edge, numeral.changed(&change));
                }
            }
        }
    }
}
