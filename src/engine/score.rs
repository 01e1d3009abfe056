//! Scores of KPIs, what they bring with their weights, and the total.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, Part, as_number, blank, number, put};
use crate::engine::choose::all;
use crate::engine::logic::Truth;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::steps::Place;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{DefId, Expr, Gate, KpiScore, TableId, Total, Veto, Weighted};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, RoundMode};

/// What gates and vetoes do to a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub fault: Option<FaultId>,
    pub gates: Vec<u32>,
    pub vetoes: Vec<u32>,
}

impl Held {
    pub(super) fn is_free(&self) -> bool {
        self.fault.is_none() && self.gates.is_empty() && self.vetoes.is_empty()
    }
}

impl Run<'_> {
    /// Looks at every gate and every veto, in the order of the text: the first fault counts, else all that hold back or strike.
    pub(super) fn held(&mut self, gates: &[Gate], vetoes: &[Veto], table: TableId, rows: &[u32]) -> Vec<Held> {
        let mut held = vec![Held::default(); rows.len()];
        for (gate, index) in gates.iter().zip(0_u32..) {
            for (held, truth) in held.iter_mut().zip(self.condition(&gate.needs, table, rows)) {
                match truth {
                    Truth::Yes => {}
                    Truth::No => held.gates.push(index),
                    Truth::Fault(id) => held.fault = held.fault.or(Some(id)),
                }
            }
        }
        for (veto, index) in vetoes.iter().zip(0_u32..) {
            for (held, truth) in held.iter_mut().zip(self.condition(&veto.when, table, rows)) {
                match truth {
                    Truth::Yes => held.vetoes.push(index),
                    Truth::No => {}
                    Truth::Fault(id) => held.fault = held.fault.or(Some(id)),
                }
            }
        }
        held
    }

    /// Puts the outcome of what is held back in its place, and gives the rows that are free.
    pub(super) fn release(&mut self, expr: &Expr, part: &Part, held: Vec<Held>, table: TableId, out: &mut [Slot]) -> Part {
        let mut free = Part::default();
        for ((at, row), held) in part.at.iter().zip(&part.rows).zip(held) {
            match held.fault {
                Some(id) => put(out, *at, Slot::Fault(id)),
                None if held.is_free() => free.push(*at as usize, *row),
                None => {
                    put(out, *at, number(Number::ZERO));
                    self.detail(expr, table, *row, || Detail::Struck { gates: held.gates, vetoes: held.vetoes });
                }
            }
        }
        free
    }

    /// A missing measure is what `when missing` says, whatever gates and vetoes say; else a gate or a veto makes it 0, else the rule.
    pub(super) fn kpi_score(&mut self, expr: &Expr, rule: &KpiScore, table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut open = Part::default();
        for (at, row) in sel.iter().enumerate() {
            let slot = match (self.raw(rule.measure, *row), rule.when_missing) {
                (Slot::Value(_), _) => {
                    open.push(at, *row);
                    continue;
                }
                (slot @ Slot::Missing(_), WhenMissing::Reweight) => slot,
                (Slot::Missing(_), WhenMissing::Zero) => number(Number::ZERO),
                (Slot::Missing(cell), WhenMissing::Error) => {
                    let span = self.def(rule.measure).map_or(expr.span, |def| def.span);
                    Slot::Fault(self.fault(problems::KPI_MISSING, expr.span, (table, *row), |run| {
                        let problem = problems::kpi_missing(expr.span, span, &run.spoken(rule.measure), &run.name_of(cell.column));
                        problem.place(run.cell_place(cell))
                    }))
                }
                (slot @ (Slot::NotApplicable(_) | Slot::Fault(_)), _) => {
                    Slot::Fault(self.needed(Use::Score, expr.span, &slot, (table, *row)))
                }
            };
            put(&mut out, u32::try_from(at).unwrap_or(u32::MAX), slot);
        }
        let held = self.held(&rule.gates, &rule.vetoes, table, &open.rows);
        let free = self.release(expr, &open, held, table, &mut out);
        let scores = self.eval(&rule.score, table, &free.rows);
        for (position, (at, row)) in free.at.iter().zip(&free.rows).enumerate() {
            let slot = scores.get(position, *row);
            let slot = match as_number(slot) {
                Some(_) => slot.clone(),
                None => Slot::Fault(self.needed(Use::Score, rule.score.span, slot, (table, *row))),
            };
            put(&mut out, *at, slot);
        }
        Cells::Each(out)
    }

    /// score × weight ÷ the weights of the KPIs that are not missing, then rounded half up where the clause says so.
    pub(super) fn weighted(&mut self, expr: &Expr, rule: &Weighted, table: TableId, sel: &[u32]) -> Cells {
        let weight = self.eval(&rule.weight, table, sel);
        let weights: Vec<(DefId, &Expr, Cells)> =
            rule.all.iter().map(|(score, weight)| (*score, weight, self.eval(weight, table, sel))).collect();
        let unit = rule.round.as_ref().map(|unit| (unit, self.eval(unit, table, sel)));
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let place = Place { table, at, row: *row };
            let share = match self.share(expr, rule, (&rule.weight, &weight), &weights, place) {
                Ok((score, share)) => {
                    self.detail(expr, table, *row, || Detail::Weight(share.clone()));
                    self.settled(expr, score.mul(&share), table, *row)
                }
                Err(slot) => slot,
            };
            out.push(match (as_number(&share), &unit) {
                (Some(points), Some((unit, cells))) => match as_number(cells.get(at, *row)) {
                    Some(to) => {
                        let points = points.round_to(to, RoundMode::HalfUp);
                        match points {
                            Err(crate::value::NumberFault::DivisionByZero) => {
                                self.rounded(expr, &Number::ZERO, (to, unit), RoundMode::HalfUp, table, *row)
                            }
                            points => self.settled(expr, points, table, *row),
                        }
                    }
                    None => Slot::Fault(self.needed(Use::Score, unit.span, cells.get(at, *row), (table, *row))),
                },
                (Some(_), None) | (None, _) => share,
            });
        }
        Cells::Each(out)
    }

    /// The score and the weight that is left for it.
    fn share(
        &mut self,
        expr: &Expr,
        rule: &Weighted,
        (weight, cells): (&Expr, &Cells),
        weights: &[(DefId, &Expr, Cells)],
        place: Place,
    ) -> Result<(Number, Number), Slot> {
        let Place { table, at, row } = place;
        let own = self.raw(rule.score, row);
        if let Slot::Missing(_) = own {
            return Err(own);
        }
        let Some(score) = as_number(&own).cloned() else {
            return Err(Slot::Fault(self.needed(Use::Score, expr.span, &own, (table, row))));
        };
        let mut sum = Number::ZERO;
        for (other, weight, cells) in weights {
            match self.raw(*other, row) {
                Slot::Missing(_) => continue,
                Slot::Value(_) => {}
                slot @ (Slot::NotApplicable(_) | Slot::Fault(_)) => {
                    return Err(Slot::Fault(self.needed(Use::Score, expr.span, &slot, (table, row))));
                }
            }
            let Some(part) = as_number(cells.get(at, row)) else {
                return Err(Slot::Fault(self.needed(Use::Score, weight.span, cells.get(at, row), (table, row))));
            };
            sum = sum.add(part).map_err(|fault| self.settled(expr, Err(fault), table, row))?;
        }
        let Some(own) = as_number(cells.get(at, row)) else {
            return Err(Slot::Fault(self.needed(Use::Score, weight.span, cells.get(at, row), (table, row))));
        };
        // Every weight is above 0, which the check of the plan sees to.
        let share = own.div(&sum).map_err(|fault| self.settled(expr, Err(fault), table, row))?;
        Ok((score, share))
    }

    /// The sum of what the KPIs bring, then adjustments, caps, gates, vetoes. A part that is missing was given to the others.
    pub(super) fn total(&mut self, expr: &Expr, rule: &Total, table: TableId, sel: &[u32]) -> Cells {
        let caps = self.limits(&rule.caps, table, sel);
        let mut out = blank(sel);
        let mut sums: Vec<Option<Number>> = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let place = Place { table, at, row: *row };
            let sum = self.points(expr, rule, place).and_then(|sum| {
                let (after, bound) = self.capped(sum.clone(), &caps, place)?;
                if !bound.is_empty() {
                    self.detail(expr, table, *row, || Detail::Capped { before: sum, bound });
                }
                Ok(after)
            });
            sums.push(match sum {
                Ok(sum) => Some(sum),
                Err(slot) => {
                    put(&mut out, u32::try_from(at).unwrap_or(u32::MAX), slot);
                    None
                }
            });
        }
        let mut open = Part::default();
        for ((at, row), sum) in all(sel).at.iter().zip(sel).zip(&sums) {
            if sum.is_some() {
                open.push(*at as usize, *row);
            }
        }
        let held = self.held(&rule.gates, &rule.vetoes, table, &open.rows);
        let free = self.release(expr, &open, held, table, &mut out);
        for at in free.at {
            if let Some(Some(sum)) = sums.get_mut(at as usize).map(Option::take) {
                put(&mut out, at, number(sum));
            }
        }
        Cells::Each(out)
    }

    fn points(&mut self, expr: &Expr, rule: &Total, place: Place) -> Result<Number, Slot> {
        let Place { table, row, .. } = place;
        let mut sum = Number::ZERO;
        let mut there = 0_usize;
        for (def, kpi) in rule.parts.iter().map(|def| (*def, true)).chain(rule.adjusts.iter().map(|def| (*def, false))) {
            let slot = self.raw(def, row);
            if let (Slot::Missing(_), true) = (&slot, kpi) {
                continue;
            }
            let Some(value) = as_number(&slot) else {
                return Err(Slot::Fault(self.needed(Use::Score, expr.span, &slot, (table, row))));
            };
            there = there.saturating_add(usize::from(kpi));
            sum = sum.add(value).map_err(|fault| self.settled(expr, Err(fault), table, row))?;
        }
        if there == 0 {
            return Err(Slot::Fault(self.fault(problems::ALL_MISSING, expr.span, (table, row), |run| {
                let cells =
                    rule.parts.iter().filter_map(|def| if let Slot::Missing(cell) = run.raw(*def, row) { Some(cell) } else { None });
                cells.fold(problems::all_missing(expr.span), |problem, cell| problem.place(run.cell_place(cell)))
            })));
        }
        Ok(sum)
    }
}
