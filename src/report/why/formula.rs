//! Formulas with values in the place of names, and what they come to.
//!
//! Nothing is computed here: the text follows the expression, and every number in it is one the run has kept. So what stands behind
//! the sign of equality is always the value of exactly what stands before it.

use crate::diagnostic::text::sanitise;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{BandResult, Expr, Kind, Role};
use crate::syntax::ast::{Compare, Factor, Sign};
use crate::value::date::MissingDay;
use crate::value::{Number, Type, Value};

use super::Teller;
use super::values::Row;

/// How tightly a formula holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Binding {
    Sum,
    Product,
    Atom,
}

/// A formula, and the expression whose value it comes to: what it is rounded to afterwards is another value.
#[derive(Debug)]
struct Formula<'e> {
    text: String,
    of: &'e Expr,
    at: Row,
}

impl Teller<'_> {
    /// What stands behind a name: ` = $6,000.00 × 1.2 = $7,200.00`, ` = ¥10.00 ÷ 3 ≈ ¥3.333333 (10/3), rounded to ¥3.33`.
    pub(super) fn derived(&self, expr: &Expr, at: Row, slot: &Slot, ty: Type) -> String {
        let short = self.equals_slot(slot, ty);
        let Some(formula) = self.formula(expr, at) else { return short };
        let Some(own) = self.value(formula.of, formula.at) else { return short };
        if own != *slot {
            let (text, came, to) = (formula.text, self.equals_slot(&own, formula.of.ty), self.slot_text(slot, ty));
            return self.say(&format!(" = {text}{came}, rounded to {to}"), &format!(" = {text}{came}，舍入为 {to}"));
        }
        if formula.text == self.slot_text(slot, ty) { short } else { format!(" = {}{short}", formula.text) }
    }

    /// The same without the first sign of equality, for a line that has another: `$6,000.00 × 1.2 = $7,200.00`.
    pub(super) fn derived_bare(&self, expr: &Expr, at: Row) -> String {
        let Some(slot) = self.value(expr, at) else { return self.clause(expr.span) };
        let derived = self.derived(expr, at, &slot, expr.ty);
        match derived.strip_prefix(" ≈ ") {
            Some(about) => format!("≈{about}"),
            None => derived.strip_prefix(" = ").unwrap_or(&derived).to_string(),
        }
    }

    /// The formula of an expression. Nothing where it is no calculation of its own, or where a cap, a gate or a step changed it,
    /// each of which is told on a line of its own.
    fn formula<'e>(&self, expr: &'e Expr, at: Row) -> Option<Formula<'e>> {
        match &expr.kind {
            Kind::Sum(_) | Kind::Product(_) | Kind::Neg(_) => {
                let (text, _) = self.written(expr, at)?;
                Some(Formula { text, of: expr, at })
            }
            Kind::Min(_) | Kind::Max(_) | Kind::Abs(_) | Kind::Floor(_) | Kind::Ceil(_) | Kind::InPoints(_) => {
                let (text, _) = self.written(expr, at)?;
                Some(Formula { text, of: expr, at })
            }
            Kind::DaysBetween { .. } | Kind::DateShift { .. } | Kind::AddMonths { .. } => {
                let (text, _) = self.written(expr, at)?;
                Some(Formula { text, of: expr, at })
            }
            Kind::Parent(inner) => self.formula(inner, self.parent(at)?),
            Kind::Round { value, .. } => self.formula(value, at),
            Kind::Payout(rule) if matches!(self.detail(expr, at), Some(Detail::Rounded { .. })) => self.formula(&rule.amount, at),
            Kind::Payout(_)
            | Kind::KpiScore(_)
            | Kind::Steps(_)
            | Kind::If { .. }
            | Kind::Otherwise(_)
            | Kind::Cases(_)
            | Kind::Bands(_)
            | Kind::Literal(_)
            | Kind::Ref(_)
            | Kind::Param(_)
            | Kind::Compare { .. }
            | Kind::Within { .. }
            | Kind::In { .. }
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::Aggregate(_)
            | Kind::RunningSum(_)
            | Kind::Working(_)
            | Kind::ParamOn { .. }
            | Kind::LastPeriod(_)
            | Kind::OverPeriods(_)
            | Kind::InARow { .. }
            | Kind::PaidToDate(_)
            | Kind::Released(_)
            | Kind::Clawback(_)
            | Kind::Standing(_)
            | Kind::Pool(_)
            | Kind::Employed(_)
            | Kind::Period(_)
            | Kind::Lookup { .. }
            | Kind::Tiers(_)
            | Kind::Weighted(_)
            | Kind::Total(_)
            | Kind::Grade(_)
            | Kind::GradeColumn { .. }
            | Kind::PayoutTotal(_) => self.formula(self.source(expr, at)?, at),
        }
    }

    /// The part of an expression whose value it took over as it is.
    fn source<'e>(&self, expr: &'e Expr, at: Row) -> Option<&'e Expr> {
        let part = if let Kind::If { branches, otherwise } = &expr.kind {
            let Some(Detail::Branch(taken)) = self.detail(expr, at) else { return None };
            branches.get(*taken as usize).map_or(&**otherwise, |(_, then)| then)
        } else if let Kind::Otherwise(items) = &expr.kind {
            let Some(Detail::Branch(taken)) = self.detail(expr, at) else { return None };
            items.get(*taken as usize)?
        } else if let Kind::Bands(bands) = &expr.kind {
            let Some(Detail::Line(taken)) = self.detail(expr, at) else { return None };
            match &bands.lines.get(*taken as usize)?.result {
                BandResult::Value(value) => value,
                BandResult::Linear { .. } | BandResult::Onward { .. } | BandResult::Refuse(_) => return None,
            }
        } else if let Kind::Cases(_) = &expr.kind {
            self.taken(expr, at)
        } else if let Kind::Steps(steps) = &expr.kind {
            steps.value.as_ref()?
        } else if let Kind::KpiScore(rule) = &expr.kind {
            &rule.score
        } else if let Kind::Payout(rule) = &expr.kind {
            &rule.amount
        } else {
            return None;
        };
        let unchanged = part.id != expr.id && self.value(part, at).is_some_and(|value| self.value(expr, at) == Some(value));
        unchanged.then_some(part)
    }

    /// An expression in values, and how tightly that holds together.
    pub(super) fn written(&self, expr: &Expr, at: Row) -> Option<(String, Binding)> {
        if let Kind::Sum(terms) = &expr.kind {
            return self.written_sum(terms, at);
        }
        if let Kind::Product(factors) = &expr.kind {
            return self.written_product(factors, at);
        }
        if let Kind::Neg(inner) = &expr.kind {
            return Some((format!("−{}", self.written_part(inner, Binding::Atom, at)?), Binding::Sum));
        }
        if let Kind::Parent(inner) = &expr.kind {
            return self.written(inner, self.parent(at)?);
        }
        if let Kind::DaysBetween { from, to } = &expr.kind {
            let (to, from) = (self.written_part(to, Binding::Product, at)?, self.written_part(from, Binding::Product, at)?);
            return Some((format!("{to} − {from}"), Binding::Sum));
        }
        if let Kind::DateShift { date, days } = &expr.kind {
            let date = self.written_part(date, Binding::Sum, at)?;
            return Some(match self.number(days, at).filter(|days| days.is_negative()) {
                Some(back) => (format!("{date} − {}", self.amount(&back.abs(), Type::Days)), Binding::Sum),
                None => (format!("{date} + {}", self.written_part(days, Binding::Product, at)?), Binding::Sum),
            });
        }
        if let Kind::AddMonths { date, months, missing } = &expr.kind {
            let date = self.written_part(date, Binding::Sum, at)?;
            return Some((self.months_on(&date, *months, *missing), Binding::Sum));
        }
        if let Kind::InPoints(inner) = &expr.kind {
            let percent = self.written_part(inner, Binding::Product, at)?;
            return Some((self.say(&format!("{percent} in points"), &format!("{percent} 折成分")), Binding::Sum));
        }
        if let Kind::Round { value, unit, .. } = &expr.kind {
            let (value, unit) = (self.written(value, at)?.0, self.written(unit, at)?.0);
            return Some((self.say(&format!("round({value} to {unit})"), &format!("舍入({value} 到 {unit})")), Binding::Atom));
        }
        if let Some((name, items)) = self.function(expr) {
            let items = items.into_iter().map(|item| Some(self.written(item, at)?.0)).collect::<Option<Vec<String>>>()?;
            return Some((format!("{name}({})", items.join(&self.say(", ", "，"))), Binding::Atom));
        }
        if let Some(source) = self.source(expr, at) {
            return self.written(source, at);
        }
        match self.value(expr, at)? {
            slot @ Slot::Value(_) => {
                let negative = matches!(&slot, Slot::Value(Value::Number(number)) if number.is_negative());
                let text = self.slot_text(&slot, expr.ty);
                let text = self.called(expr).map_or(text.clone(), |name| format!("{name} {text}"));
                Some((text, if negative { Binding::Sum } else { Binding::Atom }))
            }
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        }
    }

    /// What a number of a formula is, where the author's words do not say it: a part of a payout's terms, now or in the period before.
    fn called(&self, expr: &Expr) -> Option<String> {
        let (id, before) = if let Kind::Ref(id) = &expr.kind {
            (*id, false)
        } else if let Kind::LastPeriod(last) = &expr.kind {
            (last.of, true)
        } else {
            return None;
        };
        let def = self.report.def(id).filter(|def| matches!(def.role, Role::Term(_)))?;
        let name = def.spoken(self.language);
        let name = sanitise(name.rsplit('.').next().unwrap_or_default());
        Some(if before { self.say(&format!("{name} last period"), &format!("上期{name}")) } else { name })
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

    /// A comparison in values: `$1,100.00 ≥ $1,000.00`.
    pub(super) fn compared(&self, expr: &Expr, at: Row) -> Option<String> {
        let Kind::Compare { op, left, right } = &expr.kind else { return None };
        let sign = match op {
            Compare::Equal => "=",
            Compare::NotEqual => "≠",
            Compare::Less => "<",
            Compare::AtMost => "≤",
            Compare::Greater => ">",
            Compare::AtLeast => "≥",
        };
        Some(format!("{} {sign} {}", self.written(left, at)?.0, self.written(right, at)?.0))
    }

    pub(super) fn written_part(&self, expr: &Expr, least: Binding, at: Row) -> Option<String> {
        let (text, binding) = self.written(expr, at)?;
        Some(if binding < least { format!("({text})") } else { text })
    }

    fn written_sum(&self, terms: &[(Sign, Expr)], at: Row) -> Option<(String, Binding)> {
        let mut text = String::new();
        for (place, (sign, term)) in terms.iter().enumerate() {
            let (before, least) = match (sign, place) {
                (Sign::Plus, 0) => ("", Binding::Sum),
                (Sign::Minus, 0) => ("−", Binding::Product),
                (Sign::Plus, _) => (" + ", Binding::Product),
                (Sign::Minus, _) => (" − ", Binding::Product),
            };
            text.push_str(before);
            text.push_str(&self.written_part(term, least, at)?);
        }
        Some((text, Binding::Sum))
    }

    fn written_product(&self, factors: &[(Factor, Expr)], at: Row) -> Option<(String, Binding)> {
        let mut text = String::new();
        for (place, (factor, term)) in factors.iter().enumerate() {
            let (before, least) = match (factor, place) {
                (Factor::Times, 0) => ("", Binding::Product),
                (Factor::Over, 0) => ("1 ÷ ", Binding::Atom),
                (Factor::Times, _) => (" × ", Binding::Atom),
                (Factor::Over, _) => (" ÷ ", Binding::Atom),
            };
            text.push_str(before);
            text.push_str(&self.written_part(term, least, at)?);
        }
        Some((text, Binding::Product))
    }

    /// The name and the arguments of a function of numbers.
    fn function<'e>(&self, expr: &'e Expr) -> Option<(String, Vec<&'e Expr>)> {
        if let Kind::Min(items) = &expr.kind {
            return Some((self.say("min", "最小"), items.iter().collect()));
        }
        if let Kind::Max(items) = &expr.kind {
            return Some((self.say("max", "最大"), items.iter().collect()));
        }
        if let Kind::Abs(inner) = &expr.kind {
            return Some((self.say("abs", "绝对值"), vec![inner]));
        }
        if let Kind::Floor(inner) = &expr.kind {
            return Some((self.say("floor", "向下取整"), vec![inner]));
        }
        if let Kind::Ceil(inner) = &expr.kind {
            return Some((self.say("ceil", "向上取整"), vec![inner]));
        }
        None
    }

    /// A number as a part of a longer formula: below 0 in parentheses.
    pub(super) fn operand(&self, number: &Number, ty: Type) -> String {
        let text = self.amount(number, ty);
        if number.is_negative() { format!("({text})") } else { text }
    }
}
