//! Values as an explanation shows them: with every digit where they end, so that the parts add up.

use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, truncate};
use crate::engine::table::Slot;
use crate::engine::trace::{At, Detail};
use crate::plan::ir::{Bound, Expr, Kind, PEOPLE, TableId};
use crate::source::Span;
use crate::value::show;
use crate::value::{Number, Type, Value};

use super::Teller;

/// A number that ends after more places than this is shown rounded, with its exact value behind it.
const MOST_PLACES: u32 = 8;
/// Places of a number that does not end.
pub(super) const PLACES: u32 = 6;
/// A fraction longer than this says nothing to a reader; JSON has it.
const FRACTION: usize = 12;
/// Columns of a quoted clause.
const CLAUSE: usize = 160;

/// The row an expression is read at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) table: TableId,
    pub(super) row: u32,
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

    /// `$1,200.00`, `62.5%`, `−3`, `76 days`; `≈107.142857` where it does not end within a few places.
    ///
    /// One convention holds everywhere: what is shown rounded bears `≈`, and behind the sign of an equation it makes that sign `≈`.
    pub(super) fn amount(&self, number: &Number, ty: Type) -> String {
        let short = number.places().is_some_and(|places| places <= MOST_PLACES);
        let places = number.places().filter(|_| short);
        let text = match ty {
            Type::Money | Type::Foreign(_) => {
                let plan = self.report.plan;
                plan.show_money(number, ty, places.unwrap_or(PLACES).max(plan.places_of(ty)))
            }
            Type::Percent => {
                let places = places.map_or(PLACES - 2, |places| places.saturating_sub(2));
                let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
                format!("{}%", show::number(&hundred, places))
            }
            Type::Days => {
                let text = show::number(number, places.unwrap_or(PLACES));
                let days = if *number == Number::ONE { "day" } else { "days" };
                self.say(&format!("{text} {days}"), &format!("{text} 天"))
            }
            Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                show::number(number, places.unwrap_or(PLACES))
            }
        };
        let text = minus(&text);
        if short { text } else { format!("≈{text}") }
    }

    /// What a line comes to: ` = 98`, ` ≈ 116.666667 (350/3)` with the exact fraction where that is short.
    pub(super) fn equals(&self, number: &Number, ty: Type) -> String {
        let text = self.amount(number, ty);
        let Some(about) = text.strip_prefix('≈') else { return format!(" = {text}") };
        let exact = number.exact_text();
        if exact.len() > FRACTION || number.terminating_text().is_some() {
            return format!(" ≈ {about}");
        }
        let exact = minus(&exact);
        self.say(&format!(" ≈ {about} ({exact})"), &format!(" ≈ {about}（{exact}）"))
    }

    pub(super) fn equals_slot(&self, slot: &Slot, ty: Type) -> String {
        match slot {
            Slot::Value(Value::Number(number)) => self.equals(number, ty),
            Slot::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                format!(" = {}", self.slot_text(slot, ty))
            }
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
                Type::Money
                | Type::Foreign(_)
                | Type::Percent
                | Type::Number
                | Type::Count
                | Type::Date
                | Type::Days
                | Type::Text
                | Type::Flag => {
                    format!("\"{}\"", sanitise(text))
                }
            },
            Slot::Value(value @ (Value::Date(_) | Value::Flag(_))) => self.report.shown(value, ty, PLACES, self.language),
            Slot::Missing(_) => self.say("missing", "缺失"),
            Slot::NotApplicable(_) => self.say("not applicable", "不适用"),
            Slot::Fault(_) => self.say("error", "错误"),
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
        self.touch(span);
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
                let points = self.amount(&points, Type::Number);
                Some(self.say(&format!("{points} percentage points"), &format!("{points} 个百分点")))
            }
            Type::Money
            | Type::Foreign(_)
            | Type::Number
            | Type::Count
            | Type::Days
            | Type::Date
            | Type::Text
            | Type::Flag
            | Type::Choice(_) => Some(self.amount(&far, ty)),
        }
    }
}

/// A minus sign as long as a plus sign, the one that formulas use.
fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => text.to_string(),
    }
}

/// The name of a file without its folders.
pub(super) fn short_name(name: &str) -> String {
    sanitise(name.rsplit(['/', '\\']).next().unwrap_or(name))
}
