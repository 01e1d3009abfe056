//! Bands, tiers, tables and the steps under an amount, on a stretch.

use std::cmp::Ordering;

use super::arithmetic::Whole;
use super::function::{Function, Unsure};
use super::machine::{Found, Halt, Machine, Sym};
use crate::plan::ir::{
    BandLine, BandResult, Bands, Bound, Cap, Change, Each, Expr, Kind, LookupBody, LookupCell, LookupId, LookupKeyKind, LookupRow,
    Neighbour, Outcome, Rates, Step, StepUnit, Steps, TableId, TierLine, Tiers, UntilZero,
};
use crate::syntax::ast::{CapKind, Counting, Direction, Sign, TierMode};
use crate::value::{Number, Type, Value};

/// Both ends of a tier, either of which may be open.
type Span = (Option<Function>, Option<Function>);

impl Machine<'_> {
    // ---- bands ---------------------------------------------------------------------------------------------------------

    pub(super) fn bands(&mut self, bands: &Bands, table: TableId, row: u32) -> Found<Sym> {
        let on = self.needed(&bands.on, table, row)?;
        let ends = bands.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref()));
        let at = self.line(&on, ends, table, row)?;
        let Some(line) = bands.lines.get(at) else { return Ok(Sym::Unknown) };
        match &line.result {
            BandResult::Value(value) => self.eval(value, table, row),
            BandResult::Refuse(_) => Ok(Sym::Fault),
            BandResult::Linear { .. } => self.straight(line, &on, table, row),
            BandResult::Onward { along } => {
                let beside = match along {
                    Neighbour::Before => at.checked_sub(1),
                    Neighbour::After => at.checked_add(1),
                };
                match beside.and_then(|at| bands.lines.get(at)) {
                    Some(line) => self.straight(line, &on, table, row),
                    None => Ok(Sym::Unknown),
                }
            }
        }
    }

    /// The one line a number lies in; none or two are an error on the person.
    pub(super) fn line<'e>(
        &mut self,
        on: &Function,
        ends: impl Iterator<Item = (Option<&'e Bound>, Option<&'e Bound>)>,
        table: TableId,
        row: u32,
    ) -> Found<usize> {
        // An end without a value is an error wherever the number lies, so all are looked at first.
        let mut lines = Vec::new();
        for (low, high) in ends {
            let mut end = |bound: Option<&Bound>| -> Found<Option<(bool, Function)>> {
                bound.map(|bound| Ok((bound.inclusive, self.needed(&bound.value, table, row)?))).transpose()
            };
            lines.push([(end(low)?, Ordering::Greater), (end(high)?, Ordering::Less)]);
        }
        let mut cuts = Vec::new();
        let mut found = None;
        for (at, line) in lines.into_iter().enumerate() {
            let mut inside = true;
            for (end, wanted) in line {
                let Some((inclusive, end)) = end else { continue };
                match self.order(on, &end) {
                    Ok(order) => inside &= order == wanted || (inclusive && order.is_eq()),
                    Err(Halt::Unsure(Unsure::Cut(more))) => cuts.extend(more),
                    Err(halt) => return Err(halt),
                }
            }
            if inside && cuts.is_empty() && found.replace(at).is_some() {
                return Err(Halt::Gives(Sym::Fault));
            }
        }
        if !cuts.is_empty() {
            return Err(Halt::Unsure(Unsure::Cut(cuts)));
        }
        found.ok_or(Halt::Gives(Sym::Fault))
    }

    /// The straight line through the two ends of a band.
    fn straight(&mut self, line: &BandLine, on: &Function, table: TableId, row: u32) -> Found<Sym> {
        let (BandResult::Linear { from, to }, Some(low), Some(high)) = (&line.result, &line.low, &line.high) else {
            return Ok(Sym::Unknown);
        };
        let values = self.numbers([from, to], table, row)?;
        let (low, high) = (self.needed(&low.value, table, row)?, self.needed(&high.value, table, row)?);
        let [from, to] = values.as_slice() else { return Ok(Sym::Unknown) };
        let share = self.over(&on.sub(&low)?, &high.sub(&low)?)?;
        let rise = self.times(&share, &to.sub(from)?)?;
        Ok(Sym::Number(from.add(&rise)?))
    }

    // ---- tiers ---------------------------------------------------------------------------------------------------------

    pub(super) fn tiers(&mut self, tiers: &Tiers, table: TableId, row: u32) -> Found<Sym> {
        let on = self.needed(&tiers.on, table, row)?;
        let start = match &tiers.starting {
            Some(starting) => self.needed(starting, table, row)?,
            None => Function::constant(Number::ZERO),
        };
        let end = start.add(&on)?;
        let spans = self.tier_spans(tiers, table, row)?;
        let backward = self.sign(&on)? == Ordering::Less;
        let (least, most) = if backward { (&end, &start) } else { (&start, &end) };
        if let Some((Some(lowest), _)) = spans.first()
            && self.order(least, lowest)?.is_lt()
        {
            return Ok(Sym::Fault);
        }
        if let Some((_, Some(highest))) = spans.last()
            && self.order(most, highest)?.is_gt()
        {
            return Ok(Sym::Fault);
        }
        let parts = match tiers.mode {
            TierMode::Marginal => {
                let mut parts = Vec::with_capacity(spans.len());
                for span in &spans {
                    parts.push(self.overlap(span, least, most)?.map(|part| if backward { part.neg() } else { part }));
                }
                parts
            }
            TierMode::Whole => {
                let reached = self.reached(tiers, &spans, &end, table, row)?;
                (0..spans.len()).map(|at| (reached == Some(at)).then(|| on.clone())).collect()
            }
        };
        self.falling(tiers, &parts, table, row)?;
        let mut total = Function::constant(Number::ZERO);
        for ((at, line), part) in tiers.lines.iter().enumerate().zip(parts) {
            let Some(part) = part.filter(|_| tiers.only.is_none_or(|only| only as usize == at)) else { continue };
            let Outcome::Value(rate) = &line.rate else { return Ok(Sym::Fault) };
            let rate = self.needed(rate, table, row)?;
            total = total.add(&self.times(&part, &rate)?)?;
        }
        Ok(Sym::Number(total))
    }

    /// From where to where each line goes; the ends must ascend.
    fn tier_spans(&mut self, tiers: &Tiers, table: TableId, row: u32) -> Found<Vec<Span>> {
        let mut spans: Vec<Span> = Vec::with_capacity(tiers.lines.len());
        for line in &tiers.lines {
            let low = line.low.as_ref().map(|bound| self.needed(&bound.value, table, row)).transpose()?;
            let high = line.high.as_ref().map(|bound| self.needed(&bound.value, table, row)).transpose()?;
            let before = spans.last().map(|(_, before)| before.clone());
            let low = match (low, &before) {
                (Some(low), _) => Some(low),
                (None, Some(before)) => before.clone(),
                (None, None) => match &high {
                    Some(high) if self.sign(high)?.is_eq() => None,
                    Some(_) | None => Some(Function::constant(Number::ZERO)),
                },
            };
            for (one, two) in [(low.as_ref(), high.as_ref()), (before.as_ref().and_then(Option::as_ref), low.as_ref())] {
                if let (Some(one), Some(two)) = (one, two)
                    && self.order(one, two)?.is_gt()
                {
                    return Err(Halt::Gives(Sym::Fault));
                }
            }
            spans.push((low, high));
        }
        Ok(spans)
    }

    /// The line whose rate the whole amount gets.
    fn reached(&mut self, tiers: &Tiers, spans: &[Span], end: &Function, table: TableId, row: u32) -> Found<Option<usize>> {
        for (at, line) in tiers.lines.iter().enumerate() {
            if self.within(end, (line.low.as_ref(), line.high.as_ref()), table, row)? {
                return Ok(Some(at));
            }
        }
        for (at, (low, _)) in spans.iter().enumerate() {
            if let Some(low) = low
                && self.order(low, end)?.is_eq()
            {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    fn overlap(&self, (low, high): &Span, least: &Function, most: &Function) -> Found<Option<Function>> {
        let low = match low {
            Some(low) if self.order(low, least)?.is_gt() => low,
            Some(_) | None => least,
        };
        let high = match high {
            Some(high) if self.order(high, most)?.is_lt() => high,
            Some(_) | None => most,
        };
        if self.order(high, low)?.is_le() { Ok(None) } else { Ok(Some(high.sub(low)?)) }
    }

    /// Rates from the data that fall, up to the line that is reached, where the plan does not say `decelerating`.
    fn falling(&mut self, tiers: &Tiers, parts: &[Option<Function>], table: TableId, row: u32) -> Found<()> {
        let fixed = |line: &TierLine| match &line.rate {
            Outcome::Value(rate) => matches!(rate.kind, Kind::Literal(_)),
            Outcome::Refuse { .. } => true,
        };
        if tiers.lines.iter().all(fixed) || tiers.rates == Rates::Decelerating || tiers.only.is_some() {
            return Ok(());
        }
        let reached = parts.iter().rposition(Option::is_some).unwrap_or(0);
        let mut highest: Option<Function> = None;
        for line in tiers.lines.iter().take(reached.saturating_add(1)) {
            let Outcome::Value(rate) = &line.rate else { continue };
            let below_zero = line.high.as_ref().is_some_and(|high| match &high.value.kind {
                Kind::Literal(Value::Number(end)) => *end <= Number::ZERO,
                _ => false,
            });
            if below_zero {
                continue;
            }
            let rate = self.needed(rate, table, row)?;
            match &highest {
                Some(before) if self.order(&rate, before)?.is_lt() => return Err(Halt::Gives(Sym::Fault)),
                Some(_) | None => highest = Some(rate),
            }
        }
        Ok(())
    }

    // ---- tables --------------------------------------------------------------------------------------------------------

    pub(super) fn lookup(&mut self, id: LookupId, args: &[Expr], table: TableId, row: u32) -> Found<Sym> {
        let plan = self.plan;
        let Some(lookup) = plan.lookups.get(id.0 as usize) else { return Ok(Sym::Unknown) };
        let mut keys = Vec::with_capacity(args.len());
        for arg in args {
            match self.eval(arg, table, row)? {
                key @ (Sym::Number(_) | Sym::Plain(_)) => keys.push(key),
                Sym::Unknown => return Ok(Sym::Unknown),
                Sym::Missing | Sym::NotApplicable | Sym::Fault => return Ok(Sym::Fault),
            }
        }
        let types: Vec<Type> =
            lookup.by.iter().filter_map(|key| if let LookupKeyKind::Typed(ty) = key.kind { Some(ty) } else { None }).collect();
        match &lookup.body {
            LookupBody::Rows(rows) => {
                for line in rows {
                    if self.matches(line, &keys, &types, table, row)? {
                        return match &line.result {
                            Outcome::Value(value) => self.eval(value, table, row),
                            Outcome::Refuse { .. } => Ok(Sym::Fault),
                        };
                    }
                }
                Ok(Sym::Fault)
            }
            LookupBody::Data => self.in_file(id, &keys, &types),
        }
    }

    fn matches(&mut self, line: &LookupRow, keys: &[Sym], types: &[Type], table: TableId, row: u32) -> Found<bool> {
        for ((cell, key), ty) in line.cells.iter().zip(keys).zip(types) {
            let fits = match (cell, key) {
                (LookupCell::Any, _) => true,
                (LookupCell::Values(values), key) => {
                    let mut fits = false;
                    for value in values {
                        fits = fits || self.is(key, value, *ty)?;
                    }
                    fits
                }
                (LookupCell::Range { low, high }, Sym::Number(key)) => self.within(key, (low.as_ref(), high.as_ref()), table, row)?,
                (LookupCell::Range { low, high }, key) => self.lies(key, (low.as_ref(), high.as_ref()), *ty, table, row)?,
            };
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is(&self, key: &Sym, value: &Value, ty: Type) -> Found<bool> {
        let value = match value {
            Value::Number(number) => Sym::Number(Function::constant(number.clone())),
            value @ (Value::Text(_) | Value::Date(_) | Value::Flag(_)) => Sym::Plain(value.clone()),
        };
        Ok(self.order_of(ty, key, &value)?.is_some_and(Ordering::is_eq))
    }

    /// A date or an option between two ends.
    fn lies(&mut self, key: &Sym, (low, high): (Option<&Bound>, Option<&Bound>), ty: Type, table: TableId, row: u32) -> Found<bool> {
        for (bound, inside) in [(low, Ordering::Greater), (high, Ordering::Less)] {
            let Some(bound) = bound else { continue };
            let end = self.eval(&bound.value, table, row)?;
            let order = self.order_of(ty, key, &end)?;
            if !order.is_some_and(|order| order == inside || (bound.inclusive && order.is_eq())) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn in_file(&mut self, id: LookupId, keys: &[Sym], types: &[Type]) -> Found<Sym> {
        let rows = self.data.lookups.get(id.0 as usize).and_then(Option::as_ref).map_or(&[][..], |data| &data.rows);
        for line in rows {
            let mut fits = line.keys.len() == keys.len();
            for ((own, key), ty) in line.keys.iter().zip(keys).zip(types) {
                fits = fits && self.is(key, own, *ty)?;
            }
            if fits {
                return Ok(super::machine::of_slot(Some(&line.value)));
            }
        }
        Ok(Sym::Fault)
    }

    // ---- steps ---------------------------------------------------------------------------------------------------------

    pub(super) fn steps(&mut self, steps: &Steps, table: TableId, row: u32) -> Found<Sym> {
        let start = match &steps.value {
            None => Function::constant(Number::ZERO),
            Some(value) => match self.eval(value, table, row)? {
                Sym::Missing => return Ok(Sym::Missing),
                found => super::machine::needed(found)?,
            },
        };
        let mut total = self.capped(start, &steps.caps, table, row)?;
        for step in &steps.steps {
            total = match step {
                Step::Change(change) => self.change(total, change, table, row)?,
                Step::Cap(cap) => self.capped(total, std::slice::from_ref(cap), table, row)?,
                // What an earlier period had is not known on the curve: it is drawn as if there were none.
                Step::Ratchet { cap, when, .. } => self.ratcheted(total, (cap, when.as_ref()), table, row)?,
                Step::Prorate { factor, .. } => {
                    let factor = self.needed(factor, table, row)?;
                    self.times(&total, &factor)?
                }
            };
        }
        Ok(Sym::Number(total))
    }

    fn change(&mut self, total: Function, change: &Change, table: TableId, row: u32) -> Found<Function> {
        let mut amount = self.needed(&change.amount, table, row)?;
        if let Some(each) = &change.each {
            let enough = self.enough(&amount, &change.caps, table, row)?;
            let units = self.units((each, enough), table, row)?;
            amount = self.times(&amount, &units)?;
        }
        let amount = self.capped(amount, &change.caps, table, row)?;
        let after = match change.sign {
            Sign::Plus => total.add(&amount)?,
            Sign::Minus => total.sub(&amount)?,
        };
        match change.until_zero {
            UntilZero::Yes if self.sign(&after)?.is_lt() => Ok(Function::constant(Number::ZERO)),
            UntilZero::Yes | UntilZero::No => Ok(after),
        }
    }

    pub(super) fn capped(&mut self, amount: Function, caps: &[Cap], table: TableId, row: u32) -> Found<Function> {
        let mut amount = amount;
        for cap in caps {
            let limit = self.needed(&cap.limit, table, row)?;
            let beyond = match cap.kind {
                CapKind::AtMost => Ordering::Greater,
                CapKind::AtLeast => Ordering::Less,
            };
            if self.order(&amount, &limit)? == beyond {
                amount = limit;
            }
        }
        Ok(amount)
    }

    /// As many steps as a cap lets count: more of them need not be told apart.
    fn enough(&mut self, amount: &Function, caps: &[Cap], table: TableId, row: u32) -> Found<Option<Function>> {
        let Some(cap) = caps.iter().find(|cap| cap.kind == CapKind::AtMost) else { return Ok(None) };
        let limit = self.needed(&cap.limit, table, row)?;
        let (Some(amount), Some(limit)) = (amount.as_constant(), limit.as_constant()) else { return Ok(None) };
        if amount <= Number::ZERO || limit.is_negative() {
            return Ok(None);
        }
        Ok(limit.div(&amount).ok().map(|steps| Function::constant(steps.ceil())))
    }

    /// How many steps the value lies above or below what it is held against.
    fn units(&mut self, (each, enough): (&Each, Option<Function>), table: TableId, row: u32) -> Found<Function> {
        let (value, against) = (self.eval(&each.value, table, row)?, self.eval(&each.against, table, row)?);
        let step = self.needed(&each.step, table, row)?;
        let (difference, size) = match (&value, &against) {
            (Sym::Plain(Value::Date(value)), Sym::Plain(Value::Date(against))) => {
                (Function::constant(Number::from_i64(against.days_until(*value))), step)
            }
            (Sym::Number(value), Sym::Number(against)) => {
                let size = match each.unit {
                    StepUnit::Difference => step,
                    StepUnit::OfAgainst => self.times(&step, against)?,
                };
                (value.sub(against)?, size)
            }
            (Sym::Unknown, _) | (_, Sym::Unknown) => return Err(Halt::Gives(Sym::Unknown)),
            (Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault, _) => return Err(Halt::Gives(Sym::Fault)),
        };
        if self.sign(&size)?.is_le() {
            return Err(Halt::Gives(Sym::Fault));
        }
        let far = match each.direction {
            Direction::Above => difference,
            Direction::Below => difference.neg(),
        };
        if self.sign(&far)?.is_le() {
            return Ok(Function::constant(Number::ZERO));
        }
        let exact = self.over(&far, &size)?;
        if let Some(enough) = enough
            && each.counting != Counting::ProRata
            && self.order(&exact, &enough)?.is_ge()
        {
            return Ok(enough);
        }
        match each.counting {
            Counting::Full => self.to_whole(&exact, &Number::ONE, Whole::Floor),
            Counting::Started => self.to_whole(&exact, &Number::ONE, Whole::Ceil),
            Counting::ProRata => Ok(exact),
        }
    }
}
