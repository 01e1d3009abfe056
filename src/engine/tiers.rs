//! Tiers: slices of an amount at their own rates, or the whole at the rate reached.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, Part, as_number, blank, number, put};
use crate::engine::lines::{Ends, Scale};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::{Detail, Slice};
use crate::plan::ir::{Expr, Kind, Outcome, Rates, TableId, Tiers};
use crate::syntax::ast::{Sign, TierMode};
use crate::value::{Number, NumberFault, Value};

/// What an amount is at one row.
struct Amount {
    /// Position in the selection.
    at: u32,
    row: u32,
}

/// A part of an amount in one line.
struct Piece {
    /// Which of the amounts.
    amount: usize,
    part: Number,
}

impl Run<'_> {
    /// With a start s the amount lies from s to s + on; an amount below 0 goes back from s.
    pub(super) fn tiers(&mut self, expr: &Expr, tiers: &Tiers, table: TableId, sel: &[u32]) -> Cells {
        let on = self.eval(&tiers.on, table, sel);
        let mut out = blank(sel);
        let numbered = self.numbered((&tiers.on, Use::Line), &on, table, sel, &mut out);
        let starts = tiers.starting.as_ref().map(|starting| (starting, self.eval(starting, table, &numbered.rows)));
        let ends = tiers.lines.iter().map(|line| Ends { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span }).collect();
        let scale = self.scale(ends, table, &numbered);
        let mut amounts = Vec::new();
        let mut pieces: Vec<Vec<Piece>> = tiers.lines.iter().map(|_| Vec::new()).collect();
        for (inner, (at, row)) in numbered.at.iter().zip(&numbered.rows).enumerate() {
            let Some(on) = as_number(on.get(*at as usize, *row)) else { continue };
            let start = match &starts {
                None => Ok(Number::ZERO),
                Some((starting, cells)) => match as_number(cells.get(inner, *row)) {
                    Some(start) => Ok(start.clone()),
                    None => Err(Slot::Fault(self.needed(Use::Line, starting.span, cells.get(inner, *row), (table, *row)))),
                },
            };
            match start.and_then(|start| self.cut(expr, tiers, &scale, (on, start), (table, inner, *row))) {
                Ok(parts) => {
                    let amount = amounts.len();
                    amounts.push(Amount { at: *at, row: *row });
                    for (list, part) in pieces.iter_mut().zip(parts) {
                        if let Some(part) = part {
                            list.push(Piece { amount, part });
                        }
                    }
                }
                Err(slot) => put(&mut out, *at, slot),
            }
        }
        let falling = self.falling(expr, tiers, &amounts, &pieces, table);
        self.pay(expr, tiers, &amounts, pieces, table, &mut out);
        for (at, slot) in falling {
            // Where a rate cannot be read, that is said first.
            if let Some(Slot::Value(_)) = out.get(at as usize) {
                put(&mut out, at, slot);
            }
        }
        Cells::Each(out)
    }

    /// The amounts for which a line they reach has a lower rate than a line before it, where the plan does not say `decelerating`.
    ///
    /// Fixed rates were judged when the plan was checked; here it is rates that come from the data.
    fn falling(&mut self, expr: &Expr, tiers: &Tiers, amounts: &[Amount], pieces: &[Vec<Piece>], table: TableId) -> Vec<(u32, Slot)> {
        let fixed = tiers.lines.iter().all(|line| match &line.rate {
            Outcome::Value(rate) => is_fixed(rate),
            Outcome::Refuse { .. } => true,
        });
        if fixed || tiers.rates == Rates::Decelerating || tiers.only.is_some() {
            return Vec::new();
        }
        let mut reached: Vec<usize> = vec![0; amounts.len()];
        for (index, list) in pieces.iter().enumerate() {
            for piece in list {
                if let Some(reached) = reached.get_mut(piece.amount) {
                    *reached = index;
                }
            }
        }
        let mut highest: Vec<Option<(Number, &Expr)>> = vec![None; amounts.len()];
        let mut faults: Vec<(u32, Slot)> = Vec::new();
        for (index, line) in tiers.lines.iter().enumerate() {
            let Outcome::Value(rate) = &line.rate else { continue };
            let rows: Vec<(usize, &Amount)> =
                amounts.iter().enumerate().filter(|(amount, _)| reached.get(*amount).is_some_and(|reached| *reached >= index)).collect();
            let below_zero = line.high.as_ref().is_some_and(|high| is_at_most_zero(&high.value));
            if below_zero || rows.is_empty() {
                continue;
            }
            let cells = self.eval(rate, table, &rows.iter().map(|(_, amount)| amount.row).collect::<Vec<u32>>());
            for (position, (amount, place)) in rows.into_iter().enumerate() {
                let (Some(own), Some(before)) = (as_number(cells.get(position, place.row)), highest.get_mut(amount)) else { continue };
                match before {
                    Some((higher, earlier)) if own < higher => {
                        let said = (self.show_number(higher, earlier.ty), self.show_number(own, rate.ty));
                        let spans = (earlier.span, rate.span);
                        let fault = self.fault(problems::FALLING, expr.span, (table, place.row), |run| {
                            let problem = problems::falling((spans.0, &said.0), (spans.1, &said.1)).place(run.row_place(table, place.row));
                            run.with_cells(problem, rate, table, place.row)
                        });
                        faults.push((place.at, Slot::Fault(fault)));
                    }
                    Some(_) | None => *before = Some((own.clone(), rate)),
                }
            }
        }
        faults
    }

    /// Cuts one amount at the ends of the lines: the part in each line, none where the line is not reached.
    fn cut(
        &mut self,
        expr: &Expr,
        tiers: &Tiers,
        scale: &Scale<'_>,
        (on, start): (&Number, Number),
        (table, inner, row): (TableId, usize, u32),
    ) -> Result<Vec<Option<Number>>, Slot> {
        if let Some(slot) = self.broken_end(scale, table, inner, row) {
            return Err(slot);
        }
        let end = start.add(on).map_err(|fault| self.settled(expr, Err(fault), table, row))?;
        let spans = self.spans(expr, scale, (table, inner, row))?;
        let (least, most) = if start <= end { (&start, &end) } else { (&end, &start) };
        let lowest = spans.first().and_then(|(low, _)| low.as_ref());
        let highest = spans.last().and_then(|(_, high)| high.as_ref());
        let outside = if lowest.is_some_and(|lowest| least < lowest) {
            Some(least.clone())
        } else {
            highest.filter(|highest| most > highest).map(|_| most.clone())
        };
        if let Some(value) = outside {
            return Err(Slot::Fault(self.fault(problems::OUTSIDE_TIERS, expr.span, (table, row), |run| {
                let sign = if value.is_negative() { Sign::Minus } else { Sign::Plus };
                let value = run.show_number(&value, tiers.on.ty);
                let problem = problems::outside_tiers(expr.span, tiers.on.span, (&value, sign)).place(run.row_place(table, row));
                run.with_cells(problem, &tiers.on, table, row)
            })));
        }
        let sign = if on.is_negative() { Sign::Minus } else { Sign::Plus };
        let parts = match tiers.mode {
            TierMode::Marginal => spans.iter().map(|span| overlap(span, (least, most), sign)).collect::<Result<Vec<_>, _>>(),
            TierMode::Whole => {
                let reached = (0..spans.len()).find(|index| scale.holds(*index, &end, inner, row));
                // 0 lies in the first line that does not end at 0, whether its first end is said or not.
                let reached = reached.or_else(|| spans.iter().position(|(low, _)| low.as_ref() == Some(&end)));
                Ok((0..spans.len()).map(|index| (reached == Some(index)).then(|| on.clone())).collect())
            }
        };
        parts.map_err(|fault| self.settled(expr, Err(fault), table, row))
    }

    /// From where to where each line goes at a row; the ends must ascend.
    #[expect(clippy::type_complexity, reason = "two ends, each open or not")]
    fn spans(
        &mut self,
        expr: &Expr,
        scale: &Scale<'_>,
        (table, inner, row): (TableId, usize, u32),
    ) -> Result<Vec<(Option<Number>, Option<Number>)>, Slot> {
        let mut spans: Vec<(Option<Number>, Option<Number>)> = Vec::with_capacity(scale.lines.len());
        for index in 0..scale.lines.len() {
            let line = scale.line(index, inner, row);
            let (low, high) = (line.low.cloned(), line.high.cloned());
            let low = match (low, spans.last()) {
                (Some(low), _) => Some(low),
                (None, Some((_, before))) => before.clone(),
                (None, None) if high.as_ref().is_some_and(|high| high.is_zero()) => None,
                (None, None) => Some(Number::ZERO),
            };
            let after = spans.last().and_then(|(_, before)| before.as_ref());
            let falls = low.as_ref().zip(high.as_ref()).is_some_and(|(low, high)| low > high)
                || after.zip(low.as_ref()).is_some_and(|(before, low)| before > low);
            if falls {
                let place = scale.lines.get(index).map_or(expr.span, |line| line.span);
                let ty = scale.lines.iter().find_map(|line| line.low.or(line.high)).map_or(expr.ty, |bound| bound.value.ty);
                return Err(Slot::Fault(self.fault(problems::TIER_ENDS, place, (table, row), |run| {
                    let before = low.as_ref().or(after).map_or(String::new(), |end| run.show_number(end, ty));
                    let own = high.as_ref().map_or(String::new(), |end| run.show_number(end, ty));
                    problems::tier_ends(place, expr.span, &before, &own).place(run.row_place(table, row))
                })));
            }
            spans.push((low, high));
        }
        Ok(spans)
    }

    /// Each part times the rate of its line; a rate is looked at only where a part of the amount lies in its line.
    fn pay(&mut self, expr: &Expr, tiers: &Tiers, amounts: &[Amount], pieces: Vec<Vec<Piece>>, table: TableId, out: &mut [Slot]) {
        let mut totals: Vec<Slot> = amounts.iter().map(|_| number(Number::ZERO)).collect();
        let mut slices: Vec<Vec<Slice>> = amounts.iter().map(|_| Vec::new()).collect();
        for ((line, list), index) in tiers.lines.iter().zip(pieces).zip(0_u32..) {
            if tiers.only.is_some_and(|only| only != index) {
                continue;
            }
            let mut rows = Part::default();
            for piece in &list {
                rows.push(piece.amount, amounts.get(piece.amount).map_or(0, |amount| amount.row));
            }
            let rates = match &line.rate {
                Outcome::Value(rate) => Some((rate, self.eval(rate, table, &rows.rows))),
                Outcome::Refuse { .. } => None,
            };
            for (position, (piece, row)) in list.iter().zip(&rows.rows).enumerate() {
                let paid = match (&rates, &line.rate) {
                    (Some((rate, cells)), _) => match as_number(cells.get(position, *row)) {
                        Some(rate) => self.settled(expr, piece.part.mul(rate), table, *row),
                        None => Slot::Fault(self.needed(Use::Line, rate.span, cells.get(position, *row), (table, *row))),
                    },
                    (None, Outcome::Refuse { reason, span }) => Slot::Fault(self.refused(reason, *span, Some(&tiers.on), table, *row)),
                    (None, Outcome::Value(rate)) => Slot::Fault(self.unexpected(rate.span, table, *row)),
                };
                if let (Some(pays), Some(slices)) = (as_number(&paid), slices.get_mut(piece.amount))
                    && self.watcher.is_some()
                {
                    slices.push(Slice { line: index, amount: piece.part.clone(), pays: pays.clone() });
                }
                if let Some(total) = totals.get_mut(piece.amount) {
                    *total = match (as_number(total), as_number(&paid)) {
                        (Some(before), Some(pays)) => {
                            let sum = before.add(pays);
                            self.settled(expr, sum, table, *row)
                        }
                        (Some(_), None) => paid,
                        (None, _) => total.clone(),
                    };
                }
            }
        }
        for ((amount, total), slices) in amounts.iter().zip(totals).zip(slices) {
            self.detail(expr, table, amount.row, || Detail::Slices(slices));
            put(out, amount.at, total);
        }
    }
}

/// A rate that is written as a number is the same for everybody.
fn is_fixed(rate: &Expr) -> bool {
    matches!(rate.kind, Kind::Literal(_))
}

fn is_at_most_zero(end: &Expr) -> bool {
    match &end.kind {
        Kind::Literal(Value::Number(end)) => *end <= Number::ZERO,
        _ => false,
    }
}

/// What of the stretch from `least` to `most` lies in a line; none where nothing does. Below 0 for an amount below 0.
fn overlap(span: &(Option<Number>, Option<Number>), (least, most): (&Number, &Number), sign: Sign) -> Result<Option<Number>, NumberFault> {
    let low = span.0.as_ref().map_or(least, |low| low.max(least));
    let high = span.1.as_ref().map_or(most, |high| high.min(most));
    if high <= low {
        return Ok(None);
    }
    let part = high.sub(low)?;
    Ok(Some(match sign {
        Sign::Plus => part,
        Sign::Minus => part.neg(),
    }))
}
