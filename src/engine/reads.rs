//! Which cells a number came from, and how values are written in messages.

use crate::diagnostic::{Diagnostic, Text};
use crate::engine::run::Run;
use crate::engine::table::CellRef;
use crate::plan::ir::{BandResult, Body, Bound, Cap, Expr, Kind, Outcome, PEOPLE, Step, TableId, Tiers};
use crate::value::{Number, Type, Value, show};

/// A message names no more cells than this.
const MOST_CELLS: usize = 4;
/// Definitions looked through for cells.
const MOST_DEFS: usize = 64;

impl Run<'_> {
    /// The message with the cells the expression reads at a row, the first few.
    pub(super) fn with_cells(&self, mut problem: Diagnostic, expr: &Expr, table: TableId, row: u32) -> Diagnostic {
        let cells = self.cells(expr, table, row);
        // A cell says the row too.
        if let Some(cell) = cells.first()
            && problem.places.last() == Some(&self.row_place(cell.table, cell.row))
        {
            problem.places.pop();
        }
        for cell in cells {
            let place = self.cell_place(cell);
            if !problem.places.contains(&place) {
                problem = problem.place(place);
            }
        }
        problem
    }

    /// The cells an expression rests on at a row; those of other rows, which an aggregate reads, are left out.
    fn cells(&self, expr: &Expr, table: TableId, row: u32) -> Vec<CellRef> {
        let mut found: Vec<CellRef> = Vec::new();
        let mut seen = 0_usize;
        let mut open = vec![(expr, table, row)];
        while let Some((expr, table, row)) = open.pop() {
            if let Kind::Ref(def) = &expr.kind {
                match self.def(*def).map(|def| &def.body) {
                    Some(Body::Column(_)) => {
                        let cell = CellRef { table, row, column: *def };
                        if !found.contains(&cell) {
                            found.push(cell);
                        }
                    }
                    Some(Body::Expr(body)) if seen < MOST_DEFS => {
                        seen = seen.saturating_add(1);
                        open.push((body, table, row));
                    }
                    Some(Body::Expr(_)) | None => {}
                }
            } else if let Kind::Parent(inner) = &expr.kind {
                open.extend(self.person_of(table, row).map(|person| (inner.as_ref(), PEOPLE, person)));
            } else {
                open.extend(children(expr).into_iter().rev().map(|part| (part, table, row)));
            }
            if found.len() >= MOST_CELLS {
                break;
            }
        }
        found
    }

    /// The name of what an expression reads, where it is one name.
    pub(super) fn label_of(&self, expr: &Expr) -> Option<Text> {
        if let Kind::Ref(def) = &expr.kind {
            return Some(self.spoken(*def));
        }
        if let Kind::Param(param) = &expr.kind {
            return self.plan.params.get(param.0 as usize).map(|param| Text::same(param.name.clone()));
        }
        if let Kind::Parent(inner) = &expr.kind { self.label_of(inner) } else { None }
    }

    /// A value as a person writes it.
    pub(super) fn show(&self, value: &Value, ty: Type) -> String {
        match value {
            Value::Number(number) => self.show_number(number, ty),
            Value::Text(text) => crate::diagnostic::text::sanitise(text),
            Value::Date(date) => show::date(*date),
            Value::Flag(true) => "yes".to_string(),
            Value::Flag(false) => "no".to_string(),
        }
    }

    pub(super) fn show_number(&self, value: &Number, ty: Type) -> String {
        match ty {
            Type::Money | Type::Foreign(_) => {
                let places = self.plan.places_of(ty);
                // What a rounding would hide is what a message is about.
                let own = value.places().unwrap_or(places).min(places.saturating_add(6));
                self.plan.show_money(value, ty, places.max(own))
            }
            Type::Percent => match value.mul(&Number::from_i64(100)) {
                Ok(points) => format!("{}%", show::exact(&points)),
                Err(_) => show::percent(value),
            },
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => show::exact(value),
        }
    }
}

/// Whether any part of an expression, itself included, is one that `wanted` is after.
pub(super) fn find<'e, T>(expr: &'e Expr, wanted: &impl Fn(&'e Expr) -> Option<T>) -> Option<T> {
    wanted(expr).or_else(|| children(expr).into_iter().find_map(|part| find(part, wanted)))
}

/// The parts of an expression that are evaluated for the same row, from the left; of an aggregate its own rows' parts too.
pub(super) fn children(expr: &Expr) -> Vec<&Expr> {
    let mut parts: Vec<&Expr> = Vec::new();
    match &expr.kind {
        Kind::Literal(_) | Kind::Ref(_) | Kind::Param(_) | Kind::Employed(_) | Kind::Period(_) | Kind::PayoutTotal(_) => {}
        Kind::Parent(inner)
        | Kind::Neg(inner)
        | Kind::Not(inner)
        | Kind::Abs(inner)
        | Kind::Floor(inner)
        | Kind::Ceil(inner)
        | Kind::InPoints(inner)
        | Kind::AddMonths { date: inner, .. } => parts.push(inner),
        Kind::Sum(terms) => parts.extend(terms.iter().map(|(_, term)| term)),
        Kind::Product(factors) => parts.extend(factors.iter().map(|(_, factor)| factor)),
        Kind::Working(working) => parts.extend(working.parts()),
        Kind::ParamOn { on, .. } => parts.push(on),
        Kind::DateShift { date: one, days: two }
        | Kind::DaysBetween { from: one, to: two }
        | Kind::Compare { left: one, right: two, .. }
        | Kind::Round { value: one, unit: two, .. } => parts.extend([one.as_ref(), two.as_ref()]),
        Kind::Within { value, low, high } => {
            parts.push(value);
            parts.extend(ends(low.as_ref(), high.as_ref()));
        }
        Kind::In { value, options } => parts.extend([value.as_ref()].into_iter().chain(options)),
        Kind::And(items) | Kind::Or(items) | Kind::Otherwise(items) | Kind::Min(items) | Kind::Max(items) => parts.extend(items),
        Kind::If { branches, otherwise } => {
            parts.extend(branches.iter().flat_map(|(condition, value)| [condition, value]));
            parts.push(otherwise);
        }
        // The cells of the other rows are not this row's.
        Kind::Aggregate(_)
        | Kind::RunningSum(_)
        | Kind::LastPeriod(_)
        | Kind::OverPeriods(_)
        | Kind::InARow { .. }
        | Kind::PaidToDate(_)
        | Kind::Released(_)
        | Kind::Clawback(_)
        | Kind::Standing(_)
        | Kind::Pool(_) => {}
        Kind::Lookup { args, .. } => parts.extend(args),
        Kind::Bands(bands) => {
            parts.push(&bands.on);
            for line in &bands.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
                match &line.result {
                    BandResult::Value(value) => parts.push(value),
                    BandResult::Linear { from, to } => parts.extend([from, to]),
                    BandResult::Onward { .. } | BandResult::Refuse(_) => {}
                }
            }
        }
        Kind::Tiers(tiers) => of_tiers(tiers, &mut parts),
        Kind::Steps(steps) => {
            parts.extend(&steps.value);
            parts.extend(limits(&steps.caps));
            parts.extend(steps.steps.iter().flat_map(of_step));
        }
        Kind::Cases(cases) => parts.extend(cases.cases.iter().map(|case| &case.value)),
        Kind::KpiScore(rule) => parts.push(&rule.score),
        Kind::Weighted(rule) => parts.push(&rule.weight),
        Kind::Total(rule) => parts.extend(limits(&rule.caps)),
        Kind::Grade(rule) => parts.push(&rule.by),
        Kind::GradeColumn { values, .. } => parts.extend(values),
        Kind::Payout(rule) => parts.push(&rule.amount),
    }
    parts
}

fn of_tiers<'e>(tiers: &'e Tiers, parts: &mut Vec<&'e Expr>) {
    parts.push(&tiers.on);
    parts.extend(&tiers.starting);
    for line in &tiers.lines {
        parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
        match &line.rate {
            Outcome::Value(rate) => parts.push(rate),
            Outcome::Refuse { .. } => {}
        }
    }
}

fn ends<'e>(low: Option<&'e Bound>, high: Option<&'e Bound>) -> impl Iterator<Item = &'e Expr> {
    low.into_iter().chain(high).map(|bound| bound.value.as_ref())
}

fn limits(caps: &[Cap]) -> impl Iterator<Item = &Expr> {
    caps.iter().map(|cap| &cap.limit)
}

fn of_step(step: &Step) -> Vec<&Expr> {
    match step {
        Step::Change(change) => {
            let mut parts = vec![&change.amount];
            if let Some(each) = &change.each {
                parts.extend([&each.value, &each.against, &each.step]);
            }
            parts.extend(limits(&change.caps));
            parts
        }
        Step::Cap(cap) => vec![&cap.limit],
        Step::Prorate { factor, .. } => vec![factor],
        Step::Ratchet { cap, when, .. } => [&cap.limit].into_iter().chain(when).collect(),
    }
}
