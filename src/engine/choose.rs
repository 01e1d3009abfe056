//! `if`, `otherwise`, and the case of the scorecard that covers the person.

use crate::engine::cells::{Cells, Part, blank, put};
use crate::engine::logic::Truth;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Case, Cases, DefId, Expr, NoCase, TableId};
use crate::value::{Type, Value};

impl Run<'_> {
    pub(super) fn branches(&mut self, expr: &Expr, branches: &[(Expr, Expr)], otherwise: &Expr, table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut open = all(sel);
        for ((condition, value), branch) in branches.iter().zip(0_u32..) {
            let truths = self.condition(condition, table, &open.rows);
            let (mut taken, mut left) = (Part::default(), Part::default());
            for ((at, row), truth) in open.at.iter().zip(&open.rows).zip(truths) {
                match truth {
                    Truth::Yes => {
                        self.detail(expr, table, *row, || Detail::Branch(branch));
                        taken.push(*at as usize, *row);
                    }
                    Truth::No => left.push(*at as usize, *row),
                    Truth::Fault(id) => put(&mut out, *at, Slot::Fault(id)),
                }
            }
            let values = self.eval(value, table, &taken.rows);
            taken.scatter(values, &mut out);
            open = left;
        }
        let last = u32::try_from(branches.len()).unwrap_or(u32::MAX);
        for row in &open.rows {
            self.detail(expr, table, *row, || Detail::Branch(last));
        }
        let values = self.eval(otherwise, table, &open.rows);
        open.scatter(values, &mut out);
        Cells::Each(out)
    }

    pub(super) fn otherwise(&mut self, expr: &Expr, parts: &[Expr], table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut open = all(sel);
        for (part, branch) in parts.iter().zip(0_u32..) {
            let cells = self.eval(part, table, &open.rows);
            let mut left = Part::default();
            for (position, (at, row)) in open.at.iter().zip(&open.rows).enumerate() {
                let slot = cells.get(position, *row);
                if let Slot::Missing(_) = slot {
                    left.push(*at as usize, *row);
                } else {
                    self.detail(expr, table, *row, || Detail::Branch(branch));
                }
                put(&mut out, *at, slot.clone());
            }
            open = left;
        }
        Cells::Each(out)
    }

    /// The value of the one scorecard that covers the person.
    pub(super) fn cases(&mut self, expr: &Expr, cases: &Cases, table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut parts: Vec<Part> = cases.cases.iter().map(|_| Part::default()).collect();
        for (at, row) in sel.iter().enumerate() {
            match self.covering(expr, &cases.cases, table, *row) {
                Ok(Some(case)) => {
                    self.detail(expr, table, *row, || Detail::Branch(u32::try_from(case).unwrap_or(u32::MAX)));
                    if let Some(part) = parts.get_mut(case) {
                        part.push(at, *row);
                    }
                }
                Ok(None) => {
                    let slot = match cases.none {
                        NoCase::NotApplicable => Slot::NotApplicable(self.current),
                        NoCase::NoScorecard => Slot::Fault(self.fault(problems::NO_SCORECARD, expr.span, (table, *row), |run| {
                            problems::no_scorecard(&run.scorecards()).place(run.row_place(table, *row))
                        })),
                    };
                    if let Some(place) = out.get_mut(at) {
                        *place = slot;
                    }
                }
                Err(slot) => {
                    if let Some(place) = out.get_mut(at) {
                        *place = slot;
                    }
                }
            }
        }
        for (case, part) in cases.cases.iter().zip(parts) {
            let values = self.eval(&case.value, table, &part.rows);
            part.scatter(values, &mut out);
        }
        Cells::Each(out)
    }

    /// Which case covers a row: every flag is looked at, since two that hold are an error.
    fn covering(&mut self, expr: &Expr, cases: &[Case], table: TableId, row: u32) -> Result<Option<usize>, Slot> {
        let mut found: Option<(usize, DefId)> = None;
        let mut second = None;
        for (at, case) in cases.iter().enumerate() {
            match self.raw(case.covered, row) {
                Slot::Value(Value::Flag(true)) => match found {
                    None => found = Some((at, case.covered)),
                    Some(_) => second = second.or(Some(case.covered)),
                },
                Slot::Value(Value::Flag(false)) => {}
                slot @ (Slot::Value(Value::Number(_) | Value::Text(_) | Value::Date(_))
                | Slot::Missing(_)
                | Slot::NotApplicable(_)
                | Slot::Fault(_)) => return Err(Slot::Fault(self.needed(Use::Condition, expr.span, &slot, (table, row)))),
            }
        }
        match (found, second) {
            (Some((_, one)), Some(two)) => {
                let cards: Vec<_> = self.scorecards().into_iter().filter(|card| card.0 == one || card.0 == two).collect();
                // The place is the scorecards', so that every KPI of a person under two of them has the one cause.
                let span = cards.last().map_or(expr.span, |card| card.2);
                Err(Slot::Fault(self.fault(problems::TWO_SCORECARDS, span, (table, row), |run| {
                    problems::two_scorecards(span, &cards).place(run.row_place(table, row))
                })))
            }
            (found, _) => Ok(found.map(|(at, _)| at)),
        }
    }

    /// Flag, name and place of every scorecard.
    fn scorecards(&self) -> Vec<(DefId, String, crate::source::Span)> {
        self.plan.scorecards.iter().map(|card| (card.covered, card.name.clone(), card.span)).collect()
    }

    /// The value beside the person's grade.
    pub(super) fn grade_column(&mut self, expr: &Expr, grade: DefId, values: &[Expr], table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut parts: Vec<Part> = values.iter().map(|_| Part::default()).collect();
        let choice = if let Some(Type::Choice(choice)) = self.def(grade).map(|def| def.ty) { Some(choice) } else { None };
        for (at, row) in sel.iter().enumerate() {
            let slot = self.raw(grade, *row);
            let option = match (&slot, choice) {
                (Slot::Value(Value::Text(name)), Some(choice)) => {
                    self.ranks.get(choice.0 as usize).and_then(|ranks| ranks.get(name.as_ref())).copied()
                }
                (Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_), _) => None,
            };
            match option.and_then(|option| parts.get_mut(option as usize).map(|part| (option, part))) {
                Some((option, part)) => {
                    part.push(at, *row);
                    self.detail(expr, table, *row, || Detail::Line(option));
                }
                None => {
                    let id = self.needed(Use::Grade, expr.span, &slot, (table, *row));
                    if let Some(place) = out.get_mut(at) {
                        *place = Slot::Fault(id);
                    }
                }
            }
        }
        for (value, part) in values.iter().zip(parts) {
            let cells = self.eval(value, table, &part.rows);
            part.scatter(cells, &mut out);
        }
        Cells::Each(out)
    }
}

/// Every row of a selection.
pub(super) fn all(sel: &[u32]) -> Part {
    Part { at: (0..u32::try_from(sel.len()).unwrap_or(u32::MAX)).collect(), rows: sel.to_vec() }
}
