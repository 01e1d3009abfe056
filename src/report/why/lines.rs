//! Bands, tiers and tables: the line that was taken, the arithmetic inside it, and the next line that was not reached.

use crate::engine::trace::{Detail, Slice};
use crate::plan::ir::{
    BandLine, BandResult, Bands, Bound, Expr, Lookup, LookupBody, LookupCell, LookupId, LookupKeyKind, LookupRow, Neighbour, Outcome, Tiers,
};
use crate::source::Span;
use crate::syntax::ast::TierMode;
use crate::value::{Number, Type};

use super::Teller;
use super::formula::Binding;
use super::rules::dedupe;
use super::tree::Node;
use super::values::{PLACES, Row, short_name};

impl<'a> Teller<'a> {
    pub(super) fn lookup(&mut self, expr: &Expr, id: LookupId, args: &'a [Expr], at: Row) -> Vec<Node> {
        let Some(lookup) = self.plan().lookups.get(id.0 as usize) else { return Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let mut parts: Vec<Node> = args.iter().flat_map(|arg| self.parts(arg, at)).collect();
        let taken = self.detail(expr, at).cloned();
        if let (LookupBody::Rows(rows), Some(Detail::Line(line))) = (&lookup.body, &taken)
            && let Some(row) = rows.get(*line as usize)
        {
            parts.push(self.table_row(lookup, rows, row));
            if let Outcome::Value(result) = &row.result {
                parts.extend(self.parts(result, at));
            }
        }
        if let Some(Detail::FileRow { file, line }) = &taken {
            let (file, name) = (short_name(file), crate::diagnostic::text::sanitise(&lookup.name));
            let place = self.say(&format!("{file}, row {line}, \"{name}\""), &format!("{file} 第 {line} 行“{name}”"));
            parts.push(Node::new(self.say("row taken from the data", "取自数据文件")).at(Some(place)));
        }
        vec![Node::new(format!("{}{value}", self.clause(expr.span))).at(self.place(lookup.span)).with(parts)]
    }

    /// `row taken: "AE" : 1 | 2`, and of a grid the column as well.
    fn table_row(&self, lookup: &Lookup, rows: &[LookupRow], row: &LookupRow) -> Node {
        let clause = self.clause(row.span);
        // The cells of one line of a grid are rows of one place.
        let grid = rows.iter().filter(|other| other.span == row.span).count() > 1;
        let column = row.cells.last().zip(lookup.by.last()).filter(|_| grid).map(|(cell, key)| self.table_cell(cell, key.kind));
        let result = match &row.result {
            Outcome::Value(result) => self.clause(result.span),
            Outcome::Refuse { span, .. } => self.clause(*span),
        };
        let text = match column {
            Some(column) => self.say(
                &format!("row taken: {clause}, column {column}, which holds {result}"),
                &format!("取此行：{clause}，列 {column}，即 {result}"),
            ),
            None => self.say(&format!("row taken: {clause}"), &format!("取此行：{clause}")),
        };
        Node::new(text).at(self.place(row.span))
    }

    /// `"AE"`, `from 80%`
    fn table_cell(&self, cell: &LookupCell, kind: LookupKeyKind) -> String {
        let ty = match kind {
            LookupKeyKind::Typed(ty) => ty,
            LookupKeyKind::Period => Type::Text,
        };
        match cell {
            LookupCell::Any => self.say("any", "任意"),
            LookupCell::Values(values) => {
                let values: Vec<String> = values.iter().map(|value| self.report.shown(value, ty, PLACES, self.language)).collect();
                values.join(&self.say(", ", "、"))
            }
            LookupCell::Range { low, high } => {
                let low = low.as_ref().map(|low| (low.inclusive, self.clause(low.value.span)));
                let high = high.as_ref().map(|high| (high.inclusive, self.clause(high.value.span)));
                let low = low.map(|(inclusive, end)| {
                    if inclusive {
                        self.say(&format!("from {end}"), &format!("{end}以上"))
                    } else {
                        self.say(&format!("above {end}"), &format!("超过{end}"))
                    }
                });
                let high = high.map(|(inclusive, end)| {
                    if inclusive {
                        self.say(&format!("up to {end}"), &format!("不超过{end}"))
                    } else {
                        self.say(&format!("below {end}"), &format!("不满{end}"))
                    }
                });
                low.into_iter().chain(high).collect::<Vec<String>>().join(&self.say(" ", ""))
            }
        }
    }

    pub(super) fn bands(&mut self, expr: &Expr, bands: &'a Bands, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&bands.on, at);
        let Some(Detail::Line(taken)) = self.detail(expr, at) else { return nodes };
        let taken = *taken as usize;
        let Some(line) = bands.lines.get(taken) else { return nodes };
        let on = self.number(&bands.on, at);
        let shown = on.as_ref().map_or(String::new(), |on| self.amount(on, bands.on.ty));
        let clause = self.clause(line.span);
        let mut inside = self.ends([&line.low, &line.high], at);
        match &line.result {
            BandResult::Value(value) => inside.extend(self.parts(value, at)),
            BandResult::Linear { from, to } => {
                inside.extend(self.straight(expr, bands, line, at));
                inside.extend(self.both(from, to, at));
            }
            BandResult::Onward { along } => {
                let beside = match along {
                    Neighbour::Before => taken.checked_sub(1),
                    Neighbour::After => taken.checked_add(1),
                };
                if let Some(beside) = beside.and_then(|beside| bands.lines.get(beside)) {
                    let along = self.clause(beside.span);
                    let text = self.say(&format!("goes on along: {along}"), &format!("按此段的斜率延续：{along}"));
                    let straight = self.straight(expr, bands, beside, at);
                    inside.push(Node::new(text).at(self.place(beside.span)));
                    inside.extend(straight);
                }
            }
            BandResult::Refuse(_) => {}
        }
        let text = self.say(&format!("{shown} lies in: {clause}"), &format!("{shown} 落在：{clause}"));
        nodes.push(Node::new(text).at(self.place(line.span)).with(dedupe(inside)));
        let others = bands.lines.iter().enumerate().filter(|(number, _)| *number != taken);
        let lows = others.filter_map(|(_, line)| Some((line.low.as_ref()?, line.span)));
        nodes.extend(self.next_above(lows, on.as_ref(), bands.on.ty, at));
        nodes
    }

    /// What the ends of a line rest on, where they are more than numbers.
    fn ends(&mut self, ends: [&'a Option<Bound>; 2], at: Row) -> Vec<Node> {
        ends.into_iter().flatten().flat_map(|end| self.parts(&end.value, at)).collect()
    }

    /// `0 + (85% − 60%) ÷ (100% − 60%) × (100 − 0) = 62.5`
    fn straight(&self, expr: &Expr, bands: &Bands, line: &BandLine, at: Row) -> Option<Node> {
        let BandResult::Linear { from, to } = &line.result else { return None };
        let end = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| self.bound(bound, at));
        let (low, high, on) = (end(&line.low)?, end(&line.high)?, self.number(&bands.on, at)?);
        let (a, b) = (self.number(from, at)?, self.number(to, at)?);
        let value = self.equals(&self.number(expr, at)?, expr.ty);
        let ty = bands.on.ty;
        let (on, low, high) = (self.operand(&on, ty), self.operand(&low, ty), self.operand(&high, ty));
        let (a, b) = (self.operand(&a, expr.ty), self.operand(&b, expr.ty));
        Some(Node::new(format!("{a} + ({on} − {low}) ÷ ({high} − {low}) × ({b} − {a}){value}")))
    }

    /// Of the lines that begin above a number the nearest, whatever the order of the text.
    pub(super) fn next_above<'l>(
        &self,
        lows: impl Iterator<Item = (&'l Bound, Span)>,
        on: Option<&Number>,
        ty: Type,
        at: Row,
    ) -> Option<Node> {
        let on = on?;
        let above = lows.filter_map(|(low, span)| Some((self.bound(low, at).filter(|number| number >= on)?, span)));
        let (low, span) = above.min_by(|(one, _), (other, _)| one.cmp(other))?;
        self.not_reached(on, &low, ty, span)
    }

    /// The line above the one taken, and how far it is.
    fn not_reached(&self, on: &Number, low: &Number, ty: Type, span: Span) -> Option<Node> {
        let clause = self.clause(span);
        let text = if on == low {
            let low = self.amount(low, ty);
            self.say(&format!("not reached: {clause} (begins just above {low})"), &format!("未达到：{clause}（超过 {low} 才进入）"))
        } else {
            let far = self.distance(on, low, ty)?;
            self.say(&format!("not reached: {clause} (short by {far})"), &format!("未达到：{clause}（还差 {far}）"))
        };
        Some(Node::new(text).idle().at(self.place(span)))
    }

    pub(super) fn tiers(&mut self, expr: &Expr, tiers: &'a Tiers, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&tiers.on, at);
        nodes.extend(tiers.starting.iter().flat_map(|starting| self.parts(starting, at)));
        let slices: Vec<Slice> = if let Some(Detail::Slices(slices)) = self.detail(expr, at) { slices.clone() } else { return nodes };
        let on = self.number(&tiers.on, at);
        let end = match (&on, tiers.starting.as_ref().and_then(|starting| self.number(starting, at))) {
            (Some(on), Some(start)) => {
                let end = start.add(on).ok();
                let (from, to) =
                    (self.amount(&start, tiers.on.ty), end.as_ref().map_or(String::new(), |end| self.amount(end, tiers.on.ty)));
                nodes.push(Node::new(self.say(&format!("counted from {from} to {to}"), &format!("从 {from} 累计到 {to}"))));
                end
            }
            (_, None) => on,
            (None, Some(_)) => None,
        };
        let paying: Vec<&Slice> = slices.iter().filter(|slice| !slice.amount.is_zero()).collect();
        for slice in &paying {
            let Some(line) = tiers.lines.get(slice.line as usize) else { continue };
            let (amount, pays, clause) =
                (self.operand(&slice.amount, tiers.on.ty), self.equals(&slice.pays, expr.ty), self.clause(line.span));
            let mut inside = self.ends([&line.low, &line.high], at);
            let rate = match &line.rate {
                Outcome::Value(rate) => {
                    inside.extend(self.parts(rate, at));
                    self.written_part(rate, Binding::Atom, at)
                }
                Outcome::Refuse { .. } => None,
            };
            let rate = rate.map_or(String::new(), |rate| format!(" × {rate}"));
            let text = format!("{clause}{}{amount}{rate}{pays}", self.colon());
            nodes.push(Node::new(text).at(self.place(line.span)).with(dedupe(inside)));
        }
        let reached = paying.iter().map(|slice| slice.line).max().map_or(0, |line| line as usize + 1);
        let beyond = tiers.lines.get(reached..).unwrap_or_default().iter();
        nodes.extend(self.next_above(beyond.filter_map(|line| Some((line.low.as_ref()?, line.span))), end.as_ref(), tiers.on.ty, at));
        if paying.len() > 1 && tiers.mode == TierMode::Marginal {
            let parts: Vec<Number> = paying.iter().map(|slice| slice.pays.clone()).collect();
            nodes.extend(self.sum_line(&parts, expr.ty));
        }
        nodes
    }
}
