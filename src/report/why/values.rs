//! Values as an explanation shows them: with every digit where they end, so that the parts add up; and formulas with values in them.

use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, truncate};
use crate::engine::table::Slot;
use crate::engine::trace::{At, Detail};
use crate::plan::ir::{Bound, Expr, Kind, PEOPLE, RunningSum, TableId};
use crate::source::Span;
use crate::syntax::ast::{Compare, Factor, Sign};
use crate::value::date::MissingDay;
use crate::value::show;
use crate::value::{Number, Type, Value};

use super::Teller;

/// A number that ends after more places than this is shown rounded, with its exact value behind it.
const MOST_PLACES: u32 = 8;
/// Places of a number that does not end.
const PLACES: u32 = 6;
/// A fraction longer than this says nothing to a reader; JSON has it.
const FRACTION: usize = 12;
/// Terms of a running sum that are written out.
const MOST_TERMS: usize = 10;
/// Columns of a quoted clause.
const CLAUSE: usize = 90;

/// The row an expression is read at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) table: TableId,
    pub(super) row: u32,
}

/// How tightly a formula holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Binding {
    Sum,
    Product,
    Atom,
}

impl Teller<'_> {
    /// What an expression came out as.
    pub(super) fn value(&self, expr: &Expr, at: Row) -> Option<Slot> {
        if let Kind::Literal(value) = &expr.kind {
            return Some(Slot::Value(value.clone()));
        }
        if let Kind::Ref(def) = &expr.kind {
            return self.report.slot(*def, at.row).cloned();
        }
        if let Kind::Parent(inner) = &expr.kind {
            return self.value(inner, self.parent(at)?);
        }
        self.report.results.trace.values.get(&At { expr: expr.id, table: at.table, row: at.row }).cloned()
    }

    pub(super) fn number(&self, expr: &Expr, at: Row) -> Option<Number> {
        match self.value(expr, at)? {
            Slot::Value(Value::Number(number)) => Some(number),
            Slot::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                None
            }
        }
    }

    pub(super) fn detail(&self, expr: &Expr, at: Row) -> Option<&Detail> {
        self.report.results.trace.details.get(&At { expr: expr.id, table: at.table, row: at.row })
    }

    /// The person a child row belongs to.
    pub(super) fn parent(&self, at: Row) -> Option<Row> {
        if at.table == PEOPLE {
            return Some(at);
        }
        let row = *self.report.results.tables.get(at.table.0 as usize)?.parents.get(at.row as usize)?;
        Some(Row { table: PEOPLE, row })
    }

    /// `$1,200.00`, `62.5%`, `≈107.142857 (750/7)`.
    pub(super) fn amount(&self, number: &Number, ty: Type) -> String {
        let short = number.places().is_some_and(|places| places <= MOST_PLACES);
        // The sign is the one that formulas use.
        let text = match ty {
            Type::Money => {
                let places = number.places().filter(|_| short).unwrap_or(PLACES).max(self.report.money_places());
                self.marked(number, show::money(number, &self.report.plan.currency, places), short)
            }
            Type::Percent => {
                let places = number.places().filter(|_| short).map_or(PLACES - 2, |places| places.saturating_sub(2));
                let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
                self.marked(number, format!("{}%", show::number(&hundred, places)), short)
            }
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                let places = number.places().filter(|_| short).unwrap_or(PLACES);
                let text = self.marked(number, show::number(number, places), short);
                if ty == Type::Days { self.days(number, &text) } else { text }
            }
        };
        text.replace('-', "−")
    }

    /// `1 day`, `30 days`, 30 天.
    fn days(&self, number: &Number, text: &str) -> String {
        let unit = if *number == Number::ONE { "day" } else { "days" };
        self.say(&format!("{text} {unit}"), &format!("{text} 天"))
    }

    fn marked(&self, number: &Number, text: String, whole: bool) -> String {
        if whole {
            return text;
        }
        let exact = number.exact_text();
        if exact.len() <= FRACTION && number.terminating_text().is_none() { format!("≈{text} ({exact})") } else { format!("≈{text}") }
    }

    /// The value of a line behind its name: ` = 98`, ` ≈ 106.74`.
    pub(super) fn equals(&self, value: &str) -> String {
        match value.strip_prefix('≈') {
            Some(value) => format!(" ≈ {value}"),
            None => format!(" = {value}"),
        }
    }

    pub(super) fn colon(&self) -> &'static str {
        match self.language {
            Language::English => ": ",
            Language::Chinese => "：",
        }
    }

    pub(super) fn slot_text(&self, slot: &Slot, ty: Type) -> String {
        match slot {
            Slot::Value(Value::Number(number)) => self.amount(number, ty),
            Slot::Value(value @ Value::Text(text)) => match ty {
                Type::Choice(_) => self.report.shown(value, ty, PLACES, self.language),
                Type::Money | Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag => {
                    format!("\"{}\"", sanitise(text))
                }
            },
            Slot::Value(value @ (Value::Date(_) | Value::Flag(_))) => self.report.shown(value, ty, PLACES, self.language),
            Slot::Missing(_) => self.say("missing", "缺失"),
            Slot::NotApplicable(_) => self.say("not applicable", "不适用"),
            Slot::Fault(_) => self.say("error", "错误"),
        }
    }

    /// An expression with its values in the place of its names: `$6,000.00 × 1.2 × 31 ÷ 90`.
    ///
    /// Nothing where it is no sum or product, or where a value is not known.
    pub(super) fn formula(&self, expr: &Expr, at: Row) -> Option<String> {
        // A cap, a gate or a rounding that changed something is told on a line of its own.
        let unchanged = |inner: &Expr| self.number(inner, at).is_some_and(|number| self.number(expr, at) == Some(number));
        match &expr.kind {
            Kind::Sum(_) | Kind::Product(_) | Kind::Neg(_) => Some(self.written(expr, at)?.0),
            Kind::Round { value, .. } => self.formula(value, at),
            Kind::Cases(_) => {
                let taken = self.taken(expr, at);
                if taken.id == expr.id { None } else { self.formula(taken, at) }
            }
            Kind::If { branches, otherwise } => {
                let Some(Detail::Branch(taken)) = self.detail(expr, at) else { return None };
                self.formula(branches.get(*taken as usize).map_or(otherwise, |(_, then)| then), at)
            }
            Kind::Steps(steps) => {
                let value = steps.value.as_ref().filter(|value| steps.steps.is_empty() && unchanged(value))?;
                self.formula(value, at)
            }
            Kind::DaysBetween { from, to } => Some(format!("{} − {}", self.said(to, at)?, self.said(from, at)?)),
            Kind::DateShift { date, days } => Some(self.shifted(&self.said(date, at)?, &self.number(days, at)?)),
            Kind::AddMonths { date, months, missing } => Some(self.months_on(&self.said(date, at)?, *months, *missing)),
            Kind::Compare { op, left, right } => {
                Some(format!("{} {} {}", self.written(left, at)?.0, sign(*op), self.written(right, at)?.0))
            }
            Kind::RunningSum(running) => self.ran(expr, running, at),
            Kind::InPoints(inner) => {
                let percent = self.slot_text(&self.value(inner, at)?, inner.ty);
                Some(self.say(&format!("{percent} in points"), &format!("{percent} 折成分")))
            }
            Kind::KpiScore(rule) if unchanged(&rule.score) => self.formula(&rule.score, at),
            Kind::Payout(rule) if unchanged(&rule.amount) => self.formula(&rule.amount, at),
            Kind::KpiScore(_)
            | Kind::Payout(_)
            | Kind::Literal(_)
            | Kind::Ref(_)
            | Kind::Param(_)
            | Kind::Parent(_)
            | Kind::Within { .. }
            | Kind::In { .. }
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::Otherwise(_)
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::Aggregate(_)
            | Kind::Employed(_)
            | Kind::Period(_)
            | Kind::Lookup { .. }
            | Kind::Bands(_)
            | Kind::Tiers(_)
            | Kind::Weighted(_)
            | Kind::Total(_)
            | Kind::Grade(_)
            | Kind::GradeColumn { .. }
            | Kind::PayoutTotal(_) => None,
        }
    }

    fn said(&self, expr: &Expr, at: Row) -> Option<String> {
        match self.value(expr, at)? {
            slot @ Slot::Value(_) => Some(self.slot_text(&slot, expr.ty)),
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        }
    }

    /// `2026-01-31 + 30 days`
    fn shifted(&self, date: &str, days: &Number) -> String {
        let sign = if days.is_negative() { "−" } else { "+" };
        format!("{date} {sign} {}", self.amount(&days.abs(), Type::Days))
    }

    /// `2026-01-31 + 1 month`, and which day it is where the month lacks that one.
    fn months_on(&self, date: &str, months: i64, missing: Option<MissingDay>) -> String {
        let (sign, count) = if months < 0 { ("−", months.unsigned_abs()) } else { ("+", months.unsigned_abs()) };
        let (day_en, day_zh) = match missing {
            Some(MissingDay::LastDay) => (", or the last day of that month", "（该月没有这一天则取月末）"),
            Some(MissingDay::NextDay) => (", or the day after that month", "（该月没有这一天则取次日）"),
            None => ("", ""),
        };
        let unit = if count == 1 { "month" } else { "months" };
        self.say(&format!("{date} {sign} {count} {unit}{day_en}"), &format!("{date} {sign} {count} 个月{day_zh}"))
    }

    /// `$100.00 + $50.00`: what a running sum has added up to here.
    fn ran(&self, expr: &Expr, running: &RunningSum, at: Row) -> Option<String> {
        let Some(Detail::Rows(rows)) = self.detail(expr, at) else { return None };
        let values = rows.iter().map(|row| self.number(&running.value, Row { table: at.table, row: *row }));
        let values: Vec<String> = values.collect::<Option<Vec<Number>>>()?.iter().map(|value| self.amount(value, expr.ty)).collect();
        (2..=MOST_TERMS).contains(&values.len()).then(|| values.join(" + "))
    }

    fn written(&self, expr: &Expr, at: Row) -> Option<(String, Binding)> {
        let part = |expr: &Expr, least: Binding| {
            let (text, binding) = self.written(expr, at)?;
            Some(if binding < least { format!("({text})") } else { text })
        };
        if let Kind::Sum(terms) = &expr.kind {
            let mut text = String::new();
            for (place, (sign, term)) in terms.iter().enumerate() {
                text.push_str(match (sign, place) {
                    (Sign::Plus, 0) => "",
                    (Sign::Minus, 0) => "−",
                    (Sign::Plus, _) => " + ",
                    (Sign::Minus, _) => " − ",
                });
                text.push_str(&part(term, Binding::Product)?);
            }
            return Some((text, Binding::Sum));
        }
        if let Kind::Product(factors) = &expr.kind {
            let mut text = String::new();
            for (place, (factor, term)) in factors.iter().enumerate() {
                text.push_str(match (factor, place) {
                    (Factor::Times, 0) => "",
                    (Factor::Over, 0) => "1 ÷ ",
                    (Factor::Times, _) => " × ",
                    (Factor::Over, _) => " ÷ ",
                });
                text.push_str(&part(term, Binding::Atom)?);
            }
            return Some((text, Binding::Product));
        }
        if let Kind::Neg(inner) = &expr.kind {
            return Some((format!("−{}", part(inner, Binding::Atom)?), Binding::Sum));
        }
        if let Kind::Parent(inner) = &expr.kind {
            return self.written(inner, self.parent(at)?);
        }
        match self.value(expr, at)? {
            slot @ Slot::Value(_) => Some((self.slot_text(&slot, expr.ty), Binding::Atom)),
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        }
    }

    /// The expression that gave the value: of a KPI that several scorecards have, the one of the person's scorecard.
    pub(super) fn taken<'e>(&self, expr: &'e Expr, at: Row) -> &'e Expr {
        let Kind::Cases(cases) = &expr.kind else { return expr };
        let case = if let Some(Detail::Branch(taken)) = self.detail(expr, at) {
            cases.cases.get(*taken as usize)
        } else {
            cases.cases.iter().find(|case| self.holds(case.covered, at))
        };
        case.map_or(expr, |case| &case.value)
    }

    /// The words of the policy, on one line.
    pub(super) fn clause(&self, span: Span) -> String {
        let words: Vec<&str> = self.report.sources.slice(span).split_whitespace().collect();
        truncate(&sanitise(&words.join(" ")), CLAUSE)
    }

    /// `plan.merit:12`
    pub(super) fn place(&self, span: Span) -> Option<String> {
        let file = self.report.sources.get(span.file)?;
        let (line, _) = file.line_column(span.start);
        Some(format!("{}:{line}", short_name(file.name())))
    }

    /// One end of a line of bands or tiers.
    pub(super) fn bound(&self, bound: &Bound, at: Row) -> Option<Number> {
        self.number(&bound.value, at)
    }

    /// How far it is from one number to another, in the words of their unit.
    pub(super) fn distance(&self, from: &Number, to: &Number, ty: Type) -> Option<String> {
        let far = to.sub(from).ok()?.abs();
        match ty {
            Type::Percent => {
                let points = far.mul(&Number::from_i64(100)).ok()?;
                let unit = if points == Number::ONE { "point" } else { "points" };
                let points = self.amount(&points, Type::Number);
                Some(self.say(&format!("{points} percentage {unit}"), &format!("{points} 个百分点")))
            }
            Type::Money | Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                Some(self.amount(&far, ty))
            }
        }
    }
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Equal => "=",
        Compare::NotEqual => "≠",
        Compare::Less => "<",
        Compare::AtMost => "≤",
        Compare::Greater => ">",
        Compare::AtLeast => "≥",
    }
}

/// The name of a file without its folders.
pub(super) fn short_name(name: &str) -> String {
    sanitise(name.rsplit(['/', '\\']).next().unwrap_or(name))
}
