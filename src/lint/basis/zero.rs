//! Whether a value may be 0 by what its inputs declare, and which of them lets it.

use std::cell::Cell;

use super::look;
use crate::diagnostic::Text;
use crate::plan::interval::{Interval, interval};
use crate::plan::ir::{Aggregate, Body, Column, Def, DefId, Expr, Kind, LookupBody, Outcome, Plan, walk};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, Factor, PeriodPart, WhenMissing};
use crate::value::{Number, Type};

/// Names are followed no deeper than this.
const DEEPEST: u32 = 16;

/// No more expressions than this are looked at for one answer.
const MOST_LOOKS: u32 = 2_000;

/// Why a value may be 0, where that is declared, and what to write instead.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Cause {
    pub span: Span,
    pub why: Text,
    pub cure: Text,
}

/// The question, asked where certain conditions hold.
#[derive(Clone, Copy, Debug)]
struct Zero<'p> {
    plan: &'p Plan,
    /// The value as the author wrote it, for what a condition before it would say.
    written: &'p str,
    /// Conditions that have been looked at before: whichever way they went, the author has thought of the case.
    known: &'p [&'p Expr],
    /// The scorecard the value is read in.
    card: Option<DefId>,
    /// How many expressions may still be looked at.
    left: &'p Cell<u32>,
}

/// Why an expression may be 0 where these conditions have been looked at, in this scorecard.
///
/// Nothing where the value cannot be 0, where a condition has looked at it, or where nothing is known of it.
pub(in crate::lint) fn cause(plan: &Plan, (expr, written): (&Expr, &str), known: &[&Expr], card: Option<DefId>) -> Option<Cause> {
    Zero { plan, written, known, card, left: &Cell::new(MOST_LOOKS) }.of(expr, DEEPEST)
}

impl Zero<'_> {
    /// A comparison of the value, or of what it is computed from, stands before it.
    fn is_guarded(&self, expr: &Expr) -> bool {
        // Of a product each factor has to be looked at.
        let names = if let Kind::Product(_) = expr.kind { Vec::new() } else { look::mentioned(expr) };
        let compared = self.known.iter().flat_map(|condition| walk::all(condition)).filter(|part| match &part.kind {
            Kind::Compare { left, .. } => left.ty.is_numeric(),
            Kind::Within { value, .. } => value.ty.is_numeric(),
            _ => false,
        });
        let mut compared = compared.flat_map(walk::all);
        compared.any(|part| look::same(part, expr) || walk::defs_of(part).iter().any(|def| names.contains(def)))
    }

    fn of(&self, expr: &Expr, deep: u32) -> Option<Cause> {
        let deep = deep.checked_sub(1)?;
        self.left.set(self.left.get().checked_sub(1)?);
        if self.is_guarded(expr) {
            return None;
        }
        match &expr.kind {
            Kind::Ref(def) => self.of_def(*def, deep),
            Kind::Parent(inner) | Kind::Neg(inner) | Kind::Abs(inner) | Kind::InPoints(inner) => self.of(inner, deep),
            Kind::Product(factors) => {
                factors.iter().filter(|(factor, _)| *factor == Factor::Times).find_map(|(_, part)| self.of(part, deep))
            }
            Kind::Otherwise(parts) | Kind::Min(parts) | Kind::GradeColumn { values: parts, .. } => {
                parts.iter().find_map(|part| self.of(part, deep))
            }
            Kind::Max(parts) => parts.iter().map(|part| self.of(part, deep)).collect::<Option<Vec<_>>>()?.into_iter().next(),
            Kind::If { branches, otherwise } => {
                let mut known = self.known.to_vec();
                known.extend(branches.iter().map(|(condition, _)| condition));
                let inside = Zero { known: &known, ..*self };
                branches.iter().map(|(_, value)| value).chain([otherwise.as_ref()]).find_map(|value| inside.of(value, deep))
            }
            Kind::Cases(cases) => {
                let own = cases.cases.iter().find(|case| Some(case.covered) == self.card);
                match own {
                    Some(case) => self.of(&case.value, deep),
                    None => cases.cases.iter().find_map(|case| self.of(&case.value, deep)),
                }
            }
            Kind::Lookup { lookup, .. } => match &self.plan.lookups.get(lookup.0 as usize)?.body {
                LookupBody::Rows(rows) => rows.iter().find_map(|row| match &row.result {
                    Outcome::Value(value) => self.of(value, deep),
                    Outcome::Refuse { .. } => None,
                }),
                LookupBody::Data => None,
            },
            Kind::Param(id) | Kind::ParamOn { param: id, .. } => {
                self.plan.params.get(id.0 as usize)?.values.iter().find_map(|value| self.of(&value.value, deep))
            }
            Kind::Aggregate(aggregate) => self.of_aggregate(expr, aggregate, deep),
            // A period without any working day is none that a plan is made for.
            Kind::Period(PeriodPart::Days | PeriodPart::WorkingDays) => None,
            Kind::Employed(_) => Some(value(expr.span, Text::new("0 for who was not there in the period", "期内不在职的人为 0"))),
            _ => match interval(self.plan, expr) {
                // Nothing is known of it: no bound allows 0, and none forbids it.
                Interval { low: None, high: None } => match expr.kind {
                    Kind::Sum(_) | Kind::DaysBetween { .. } | Kind::Working(_) => {
                        Some(value(expr.span, Text::new("nothing forbids 0", "没有规定它不为 0")))
                    }
                    _ => None,
                },
                found => holds_zero(&found).then(|| value(expr.span, Text::new("may be 0", "可能为 0"))),
            },
        }
    }

    fn of_def(&self, id: DefId, deep: u32) -> Option<Cause> {
        let def = look::def(self.plan, id)?;
        match &def.body {
            Body::Expr(body) => self.of(body, deep),
            Body::Column(column) => {
                let end = |bound: &Option<crate::plan::ir::ColumnBound>| {
                    bound.as_ref().and_then(|bound| match &bound.value {
                        crate::value::Value::Number(number) => Some((bound.inclusive, number.clone())),
                        crate::value::Value::Text(_) | crate::value::Value::Date(_) | crate::value::Value::Flag(_) => None,
                    })
                };
                let mut declared = Interval { low: end(&column.low), high: end(&column.high) };
                if def.ty == Type::Count && declared.low.is_none() {
                    declared.low = Some((true, Number::ZERO));
                }
                let blank = look::default_number(&column.presence).is_some_and(Number::is_zero);
                (blank || holds_zero(&declared)).then(|| of_column(def, column, self.written))
            }
        }
    }

    fn of_aggregate(&self, expr: &Expr, aggregate: &Aggregate, deep: u32) -> Option<Cause> {
        let empty = look::may_be_empty(aggregate.group, aggregate.filter.as_ref(), self.known);
        let none = || value(expr.span, Text::new("0 where there are no such rows", "没有符合条件的行时为 0"));
        if aggregate.rated.as_ref().is_some_and(|rated| rated.missing == WhenMissing::Zero) {
            return Some(none());
        }
        match aggregate.function {
            AggregateFunction::Count => empty.then(none),
            AggregateFunction::Sum if empty => Some(none()),
            AggregateFunction::Sum
            | AggregateFunction::Average
            | AggregateFunction::Min
            | AggregateFunction::Max
            | AggregateFunction::Median => self.of(aggregate.value.as_ref()?, deep),
        }
    }
}

fn holds_zero(interval: &Interval) -> bool {
    let from_below = match &interval.low {
        Some((true, low)) => *low <= Number::ZERO,
        Some((false, low)) => *low < Number::ZERO,
        None => true,
    };
    let from_above = match &interval.high {
        Some((true, high)) => *high >= Number::ZERO,
        Some((false, high)) => *high > Number::ZERO,
        None => true,
    };
    from_below && from_above
}

/// A value of the plan that may be 0: a condition before it is the cure.
fn value(span: Span, why: Text) -> Cause {
    let cure =
        Text::new("say what holds then, as `if … = 0 then 0% else … / …`", "请写明为 0 时怎么算，例如 `如果 … = 0 那么 0% 否则 … ÷ …`");
    Cause { span, why, cure }
}

fn of_column(def: &Def, column: &Column, written: &str) -> Cause {
    let name = def.name.rsplit('.').next().unwrap_or(&def.name);
    let blank = look::default_number(&column.presence).is_some_and(Number::is_zero);
    let why = if blank {
        Text::new("a blank cell counts as 0", "空白单元格按 0 算")
    } else if column.low.is_some() || def.ty == Type::Count {
        Text::new("declared so that 0 is allowed", "这样规定时允许填 0")
    } else {
        Text::new("declared without a lower bound, so 0 is allowed", "没有规定下限，允许填 0")
    };
    let (above, above_zh) = match def.ty {
        Type::Count => ("at least 1", "不低于1"),
        Type::Percent => ("above 0%", "超过0%"),
        Type::Money | Type::Foreign(_) | Type::Number | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
            ("above 0", "超过0")
        }
    };
    let cure = if blank {
        Text::new(
            format!(
                "write `{above} optional` instead of `default 0` in the column `{name}`: who has none is then named as missing; or say what holds at 0, as `if {written} = 0 then …`"
            ),
            format!(
                "请把列 `{name}` 的 `默认 0` 改为 `{above_zh} 可空`，没有填的人会作为缺失指出；或写明为 0 时怎么算，例如 `如果 {written} = 0 那么 …`"
            ),
        )
    } else {
        Text::new(
            format!("write `{above}` in the column `{name}`; if 0 does occur, say what holds then, as `if {written} = 0 then …`"),
            format!("请在列 `{name}` 写 `{above_zh}`；如果确实会出现 0，请写明这时怎么算，例如 `如果 {written} = 0 那么 …`"),
        )
    };
    Cause { span: def.place, why, cure }
}
