//! Words and signs inside expressions, and what people write in their place.

use super::bounds::other_inclusion;
use super::removal::cut;
use super::texts::{Piece, holds, is_chinese};
use super::walk::Place;
use super::{Maker, Slip};
use crate::plan::edited::Edit;
use crate::plan::ir::{Expr, Group, Working};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, EmployedUnit, PeriodPart, Reach, Sign};
use crate::syntax::concrete::Kind;
use crate::value::Type;

/// Every way to round, in English and in Chinese.
const MODES: [(&str, &str); 4] = [("half up", "四舍五入"), ("half even", "四舍六入五成双"), ("up", "进位"), ("down", "舍去")];

impl<'a> Maker<'a> {
    /// An end that is in where it was out. `values` are the places that write it, on one line or on both lines it parts.
    pub(super) fn inclusion(&mut self, values: &[Span]) {
        let edits: Vec<Edit> = values.iter().filter_map(|value| other_inclusion(self.texts, *value)).collect();
        self.slip(Slip::Inclusion, edits);
    }

    /// `+` for `-` before a term. The plan makes some sums itself, whose terms stand in clauses of their own.
    pub(super) fn signs(&mut self, expr: &'a Expr, terms: &[(Sign, Expr)]) {
        for pair in terms.windows(2) {
            let [(_, before), (_, term)] = pair else { continue };
            let Some(row) = self.texts.around(before.span.join(term.span), &[Kind::sum]) else { continue };
            if !holds(expr.span, row.span()) {
                continue;
            }
            let between = |sign: &Piece<'_>| sign.span().start >= before.span.end && sign.span().end <= term.span.start;
            let signs = row.parts().filter(between).filter_map(|sign| sign.part(&[Kind::plus, Kind::minus]));
            let edit =
                signs.last().map(|sign| Edit { span: sign.span(), text: if sign.node.kind == Kind::plus { "-" } else { "+" }.to_string() });
            self.slip(Slip::Sign, edit);
        }
    }

    /// `and` as `or`, or `or` as `and`: all of a row, since the two side by side are refused.
    pub(super) fn logic(&mut self, expr: &'a Expr, parts: &'a [Expr]) {
        let mut edits = Vec::new();
        for pair in parts.windows(2) {
            let [before, part] = pair else { continue };
            let between = Span { start: before.span.end, end: part.span.start.max(before.span.end), ..expr.span };
            let Some(word) = self.texts.inside(between, &[Kind::kw_and, Kind::kw_or]).pop() else { continue };
            edits.extend(word.opposite([(Kind::kw_and, "and", "且"), (Kind::kw_or, "or", "或")], self.texts));
        }
        self.slip(Slip::Logic, edits);
    }

    /// `min` for `max`.
    pub(super) fn extreme(&mut self, expr: &'a Expr) {
        let Some(call) = self.texts.around(expr.span, &[Kind::call]) else { return };
        let edit = call.part(&[Kind::name]).and_then(|name| {
            let text = match name.node.text.as_str() {
                "min" => "max",
                "max" => "min",
                "最小" => "最大",
                "最大" => "最小",
                "最小值" => "最大值",
                "最大值" => "最小值",
                "取小" => "取大",
                "取大" => "取小",
                _ => return None,
            };
            name.instead(text, self.texts)
        });
        self.slip(Slip::Bound, edit);
    }

    pub(super) fn aggregate(&mut self, expr: &'a Expr, function: AggregateFunction, value: Option<&'a Expr>, filter: Option<&'a Expr>) {
        self.filter(expr, filter);
        let (Some((en, zh)), Some(value)) = (other_function(function), value) else { return };
        let holder = self.texts.around(expr.span.join(value.span), &[Kind::aggregate, Kind::group, Kind::operand]);
        let word = holder.and_then(|holder| {
            // The words of an aggregate inside its value are that one's.
            let own = |word: &Piece<'_>| !holds(value.span, word.span()) && holds(expr.span, word.span());
            let words = holder.inside(&[Kind::aggregate_word, Kind::zh_aggregate]).into_iter().filter(own);
            words.filter_map(|word| word.parts().next()).next_back()
        });
        let edit = word.and_then(|word| word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts));
        self.slip(Slip::Aggregate, edit);
    }

    /// `all reports` for `reports`, and the other way round.
    pub(super) fn reach(&mut self, expr: &'a Expr, group: Group) {
        let (Group::Reports { reach, .. }, Some(holder)) = (group, self.texts.around(expr.span, &[Kind::aggregate, Kind::group])) else {
            return;
        };
        let words = holder.inside(&[Kind::kw_reports, Kind::kw_all_reports]);
        let edit = words.into_iter().find(|word| holds(expr.span, word.span())).and_then(|word| {
            let chinese = is_chinese(&word.node.text);
            let text = match reach {
                Reach::Direct if chinese => "全部下属",
                Reach::Direct => "all reports",
                Reach::All if chinese => "下属",
                Reach::All => "reports",
            };
            word.instead(text, self.texts)
        });
        self.slip(Slip::Aggregate, edit);
    }

    /// The rows an aggregate takes, without their condition.
    pub(super) fn filter(&mut self, expr: &'a Expr, filter: Option<&'a Expr>) {
        let Some(filter) = filter else { return };
        let holders = [Kind::aggregate, Kind::running_sum, Kind::group, Kind::standing, Kind::zh_standing, Kind::pool, Kind::zh_pool];
        let Some(holder) = self.texts.around(filter.span, &holders).filter(|holder| holds(expr.span, holder.span())) else { return };
        let phrase = match (holder.part(&[Kind::kw_where]), holder.part(&[Kind::where_condition]), holder.part(&[Kind::filter])) {
            (Some(word), Some(condition), _) => word.span().join(condition.span()),
            (_, _, Some(filter)) => filter.span(),
            (_, _, None) => return,
        };
        let mut edit = cut(self.texts, phrase);
        // Between a name and a Chinese word stands a blank.
        if holder.part(&[Kind::filter]).is_some() {
            edit.text = " ".to_string();
        }
        self.slip(Slip::Dropped, [edit]);
    }

    /// Every other way to round a value.
    pub(super) fn round(&mut self, expr: &'a Expr, unit: &'a Expr) {
        let Some(round) = self.texts.around(unit.span, &[Kind::round, Kind::zh_round]).filter(|round| holds(expr.span, round.span()))
        else {
            return;
        };
        let mode = round.part(&[Kind::mode_word, Kind::zh_mode]).and_then(|mode| mode.parts().next());
        for (en, zh) in MODES {
            let edit = match mode {
                Some(mode) if is_chinese(&mode.node.text) => mode.instead(format!("{zh}到"), self.texts),
                Some(mode) => mode.instead(en, self.texts),
                // Without a word it is half up.
                None if en == "half up" => None,
                None => Some(Edit { span: Span { start: round.span().end, ..round.span() }, text: format!(" {en}") }),
            };
            self.slip(Slip::Rounding, edit);
        }
    }

    /// The months added to a date, one more.
    pub(super) fn months(&mut self, expr: &'a Expr, date: &'a Expr) {
        for literal in self.texts.inside(expr.span, &[Kind::number_literal]) {
            if !holds(date.span, literal.span()) {
                self.numbers(literal.span(), Type::Count, Place::Edge);
            }
        }
    }

    /// `days in period` for `working days in period`.
    pub(super) fn period_part(&mut self, expr: &'a Expr, part: PeriodPart) {
        match part {
            PeriodPart::WorkingDays => self.other_days(expr, Kind::period_working, ("days in period", "期内天数")),
            PeriodPart::Start | PeriodPart::End | PeriodPart::Days => {}
        }
    }

    /// Days for working days, one working day more, a day that does not roll.
    pub(super) fn working(&mut self, expr: &'a Expr, working: &'a Working) {
        match working {
            Working::Between { .. } => {
                self.other_days(expr, Kind::kw_working_from, ("days from", ""));
                self.other_days(expr, Kind::kw_working_of, ("", "的天数"));
            }
            Working::After { date, .. } => self.months(expr, date),
            Working::Rolling(_) => {
                let rolling = self.texts.inside(expr.span, &[Kind::rolling]).pop();
                self.slip(Slip::Dropped, rolling.map(|rolling| cut(self.texts, rolling.span())));
            }
        }
    }

    fn other_days(&mut self, expr: &'a Expr, word: Kind, (en, zh): (&'static str, &'static str)) {
        let word = self.texts.first(expr.span, &[word]);
        let edit = word.and_then(|word| word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts));
        self.slip(Slip::Counting, edit);
    }

    /// `full months employed` for `started months employed`.
    pub(super) fn employed_unit(&mut self, expr: &'a Expr, unit: EmployedUnit) {
        let (en, zh) = match unit {
            EmployedUnit::FullMonths => ("started months employed in period", "期内在职起计月数"),
            EmployedUnit::StartedMonths => ("full months employed in period", "期内在职满月数"),
            EmployedUnit::WorkingDays => ("days employed in period", "期内在职天数"),
            EmployedUnit::Days => return,
        };
        let word = self.texts.first(expr.span, &[Kind::employed_full, Kind::employed_started, Kind::employed_working]);
        let edit = word.and_then(|word| word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts));
        self.slip(Slip::Counting, edit);
    }
}

/// What is written for another function, in English and in Chinese.
pub(super) fn other_function(function: AggregateFunction) -> Option<(&'static str, &'static str)> {
    match function {
        AggregateFunction::Sum => Some(("average of", "平均")),
        AggregateFunction::Average | AggregateFunction::Median => Some(("sum of", "合计")),
        AggregateFunction::Min => Some(("max of", "最大")),
        AggregateFunction::Max => Some(("min of", "最小")),
        AggregateFunction::Count => None,
    }
}
