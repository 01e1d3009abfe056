//! What an expression rests on: the parts of formulas, and the lines of bands, tiers, tables and steps that were taken or not.

use std::cmp::Ordering;

use crate::engine::table::Slot;
use crate::engine::trace::{Detail, Slice, StepTrace};
use crate::plan::ir::{
    BandResult, Bands, Bound, Cap, Change, Each, Expr, Kind, LookupBody, LookupId, Neighbour, Outcome, Step, StepUnit, Steps, Tiers,
};
use crate::syntax::ast::{CapKind, PeriodPart, TierMode};
use crate::value::{Number, RoundMode, Type, Value};

use super::Teller;
use super::tree::Node;
use super::values::Row;

impl<'a> Teller<'a> {
    /// What an expression rests on, each part once.
    pub(super) fn parts(&mut self, expr: &'a Expr, at: Row) -> Vec<Node> {
        let nodes = self.all_parts(expr, at);
        dedupe(nodes)
    }

    fn all_parts(&mut self, expr: &'a Expr, at: Row) -> Vec<Node> {
        match &expr.kind {
            Kind::Literal(_) => Vec::new(),
            Kind::Period(part) => self.period_part(expr, *part, at).into_iter().collect(),
            Kind::Ref(def) => vec![self.def(*def, at)],
            Kind::Param(param) => self.param(expr, *param, at).into_iter().collect(),
            Kind::Parent(inner) => self.parent(at).map_or(Vec::new(), |parent| self.parts(inner, parent)),
            Kind::Neg(inner) | Kind::Not(inner) | Kind::Abs(inner) | Kind::Floor(inner) | Kind::Ceil(inner) => self.parts(inner, at),
            Kind::InPoints(inner) => self.parts(inner, at),
            Kind::Sum(terms) => terms.iter().flat_map(|(_, term)| self.parts(term, at)).collect(),
            Kind::Product(factors) => factors.iter().flat_map(|(_, factor)| self.parts(factor, at)).collect(),
            Kind::Min(items) | Kind::Max(items) | Kind::And(items) | Kind::Or(items) => {
                items.iter().flat_map(|item| self.parts(item, at)).collect()
            }
            Kind::DateShift { date, days } => self.both(date, days, at),
            Kind::AddMonths { date, .. } => self.parts(date, at),
            Kind::DaysBetween { from, to } => self.both(from, to, at),
            Kind::Compare { left, right, .. } => self.both(left, right, at),
            Kind::Within { value, low, high } => {
                let ends = low.iter().chain(high).flat_map(|bound| self.parts(&bound.value, at)).collect::<Vec<Node>>();
                self.parts(value, at).into_iter().chain(ends).collect()
            }
            Kind::In { value, .. } => self.parts(value, at),
            Kind::If { branches, otherwise } => self.branches(expr, branches, otherwise, at),
            Kind::Otherwise(items) => self.otherwise(expr, items, at),
            Kind::Round { value, unit, mode } => self.rounded(expr, value, (unit, *mode), at),
            Kind::Aggregate(aggregate) => vec![self.aggregate(expr, aggregate, at)],
            Kind::RunningSum(running) => vec![self.running(expr, running, at)],
            Kind::Employed(_) => self.employed(expr, at),
            Kind::Lookup { lookup, args } => self.lookup(expr, *lookup, args, at),
            Kind::Bands(bands) => self.bands(expr, bands, at),
            Kind::Tiers(tiers) => self.tiers(expr, tiers, at),
            Kind::Steps(steps) => self.steps(expr, steps, at),
            Kind::Cases(cases) => self.cases(expr, cases, at),
            Kind::KpiScore(rule) => self.kpi_score(expr, rule, at),
            Kind::Weighted(rule) => self.weighted(expr, rule, at),
            Kind::Total(rule) => self.total(expr, rule, at),
            Kind::Grade(rule) => self.grade(expr, rule, at),
            Kind::GradeColumn { grade, .. } => vec![self.def(*grade, at)],
            Kind::Payout(rule) => self.payout(expr, rule, at),
            Kind::PayoutTotal(parts) => {
                let paid: Vec<Number> = parts.iter().filter_map(|part| self.report.number(*part, at.row).cloned()).collect();
                let nodes: Vec<Node> = parts.iter().map(|part| self.def(*part, at)).collect();
                nodes.into_iter().chain(self.sum_line(&paid, Type::Money).filter(|_| paid.len() > 1)).collect()
            }
        }
    }

    fn both(&mut self, left: &'a Expr, right: &'a Expr, at: Row) -> Vec<Node> {
        self.parts(left, at).into_iter().chain(self.parts(right, at)).collect()
    }

    fn branches(&mut self, expr: &Expr, branches: &'a [(Expr, Expr)], otherwise: &'a Expr, at: Row) -> Vec<Node> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) {
            *taken as usize
        } else {
            return branches.iter().flat_map(|(condition, _)| self.parts(condition, at)).collect();
        };
        let mut nodes = Vec::new();
        for (condition, _) in branches.iter().take(taken) {
            let clause = self.clause(condition.span);
            let words = self.say(&format!("not so: {clause}"), &format!("不成立：{clause}"));
            nodes.push(self.condition(&words, condition, condition.span, at));
        }
        if let Some((condition, _)) = branches.get(taken) {
            let clause = self.clause(condition.span);
            let words = self.say(&format!("holds: {clause}"), &format!("成立：{clause}"));
            nodes.push(self.condition(&words, condition, condition.span, at));
        }
        let result = branches.get(taken).map_or(otherwise, |(_, result)| result);
        nodes.extend(self.parts(result, at));
        nodes
    }

    fn otherwise(&mut self, expr: &Expr, items: &'a [Expr], at: Row) -> Vec<Node> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) { *taken as usize } else { 0 };
        let mut nodes: Vec<Node> = items.iter().take(taken).flat_map(|item| self.parts(item, at)).collect();
        if let Some(item) = items.get(taken) {
            if taken > 0 {
                let clause = self.clause(item.span);
                nodes.push(Node::new(self.say(&format!("so instead {clause}"), &format!("因此取 {clause}"))).at(self.place(item.span)));
            }
            nodes.extend(self.parts(item, at));
        }
        nodes
    }

    /// A part of the period that a formula reads: `period end = 2026-03-31`.
    fn period_part(&self, expr: &Expr, part: PeriodPart, at: Row) -> Option<Node> {
        let (en, zh) = match part {
            PeriodPart::Start => ("period start", "期初"),
            PeriodPart::End => ("period end", "期末"),
            PeriodPart::Days => ("days in period", "期内天数"),
        };
        let value = self.value(expr, at).map(|slot| self.slot_text(&slot, expr.ty))?;
        let mut node = Node::new(format!("{}{}", self.say(en, zh), self.equals(&value)));
        node.name = Some(en.to_string());
        Some(node)
    }

    fn rounded(&mut self, expr: &Expr, value: &'a Expr, (unit, mode): (&Expr, RoundMode), at: Row) -> Vec<Node> {
        let mut nodes = self.parts(value, at);
        if let (Some(before), Some(after)) = (self.number(value, at), self.number(expr, at)) {
            let unit = self.number(unit, at).map_or(String::new(), |size| {
                // A bare unit of money is said as the policy says it.
                self.amount(&size, if expr.ty == Type::Percent { Type::Percent } else { Type::Number })
            });
            nodes.extend(self.rounding((&before, &after), expr.ty, &unit, mode));
        }
        nodes
    }

    /// `rounded half up to 0.01: 1,234.567 → 1,234.57 (+0.003)`; nothing where it changed nothing.
    pub(super) fn rounding(&self, (before, after): (&Number, &Number), ty: Type, unit: &str, mode: RoundMode) -> Option<Node> {
        if before == after {
            return None;
        }
        let change = after.sub(before).ok()?;
        let sign = if change.is_negative() { "−" } else { "+" };
        let (from, to, change) = (self.amount(before, ty), self.amount(after, ty), self.distance(before, after, ty)?);
        let change = match change.strip_prefix('≈') {
            // The exact change says no more than the exact value before it.
            Some(change) => format!("≈{sign}{}", change.split(" (").next().unwrap_or(change)),
            None => format!("{sign}{change}"),
        };
        let (en, zh) = match mode {
            RoundMode::HalfUp => ("half up ", "四舍五入"),
            RoundMode::HalfEven => ("half even ", "四舍六入五成双"),
            RoundMode::Up => ("up ", "进位"),
            RoundMode::Down => ("down ", "舍去"),
        };
        let words = self.say(&format!("rounded {en}to {unit}"), &format!("{zh}到 {unit}"));
        Some(Node::new(format!("{words}{}{from} → {to} ({change})", self.colon())))
    }

    fn employed(&mut self, expr: &Expr, at: Row) -> Vec<Node> {
        let Some(employed) = self.plan().tables.first().and_then(|people| people.employed.as_ref()) else { return Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        let cells = [Some(employed.from), employed.to].into_iter().flatten().map(|def| self.def(def, at)).collect();
        vec![Node::new(format!("{}{}", self.clause(expr.span), self.equals(&value))).at(self.place(employed.span)).with(cells)]
    }

    fn lookup(&mut self, expr: &Expr, id: LookupId, args: &'a [Expr], at: Row) -> Vec<Node> {
        let Some(lookup) = self.plan().lookups.get(id.0 as usize) else { return Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        let mut parts: Vec<Node> = args.iter().flat_map(|arg| self.parts(arg, at)).collect();
        let line = if let Some(Detail::Line(line)) = self.detail(expr, at) { Some(*line) } else { None };
        match (&lookup.body, line) {
            (LookupBody::Rows(rows), Some(line)) => {
                if let Some(row) = rows.get(line as usize) {
                    let clause = self.clause(row.span);
                    let (mut en, mut zh) = (format!("row taken: {clause}"), format!("取此行：{clause}"));
                    // A row of a grid has several results; which of them is the person's follows from the place across.
                    let in_row = rows.iter().filter(|other| other.span == row.span).count();
                    let across = rows.iter().take(line as usize).filter(|other| other.span == row.span).count().saturating_add(1);
                    if in_row > 1 {
                        en.push_str(&format!(", column {across}"));
                        zh.push_str(&format!("，第 {across} 列"));
                    }
                    parts.push(Node::new(self.say(&en, &zh)).at(self.place(row.span)));
                    if let Outcome::Value(result) = &row.result {
                        parts.extend(self.parts(result, at));
                    }
                }
            }
            (LookupBody::Data, Some(line)) => {
                let file = self.report.plan.lookups.get(id.0 as usize).map_or("", |lookup| lookup.name.as_str());
                parts.push(Node::new(self.say(&format!("{file}, row {line} of its file"), &format!("{file} 数据文件第 {line} 行"))));
            }
            (LookupBody::Rows(_) | LookupBody::Data, None) => {}
        }
        vec![Node::new(format!("{}{}", self.clause(expr.span), self.equals(&value))).at(self.place(lookup.span)).with(parts)]
    }

    fn bands(&mut self, expr: &Expr, bands: &'a Bands, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&bands.on, at);
        let Some(Detail::Line(taken)) = self.detail(expr, at) else { return nodes };
        let taken = *taken as usize;
        let Some(line) = bands.lines.get(taken) else { return nodes };
        let on = self.number(&bands.on, at);
        let shown = on.as_ref().map_or(String::new(), |on| self.amount(on, bands.on.ty));
        let clause = self.clause(line.span);
        let mut inside = Vec::new();
        match &line.result {
            BandResult::Value(value) => inside.extend(self.parts(value, at)),
            BandResult::Linear { from, to } => {
                let ends = [line.low.as_ref(), line.high.as_ref()].map(|bound| bound.and_then(|bound| self.bound(bound, at)));
                if let ([Some(low), Some(high)], Some(on), Some(a), Some(b)) = (ends, &on, self.number(from, at), self.number(to, at)) {
                    inside.push(self.interpolated(on, (&low, &high), bands.on.ty, (&a, &b), expr, at));
                }
                inside.extend(self.both(from, to, at));
            }
            BandResult::Onward { along } => inside.extend(self.onward(expr, bands, taken, *along, at)),
            BandResult::Refuse(_) => {}
        }
        inside.extend(self.ends(line.low.as_ref(), line.high.as_ref(), at));
        let inside = dedupe(inside);
        let text = self.say(&format!("{shown} lies in: {clause}"), &format!("{shown} 落在：{clause}"));
        nodes.push(Node::new(text).at(self.place(line.span)).with(inside));
        let next = bands.lines.get(taken + 1).map(|next| (next.low.as_ref(), next.span));
        nodes.extend(next.and_then(|(low, span)| self.next_line(on.as_ref(), low?, bands.on.ty, span, at)));
        nodes
    }

    /// What computed ends of a line rest on.
    fn ends(&mut self, low: Option<&'a Bound>, high: Option<&'a Bound>, at: Row) -> Vec<Node> {
        low.into_iter().chain(high).flat_map(|bound| self.parts(&bound.value, at)).collect()
    }

    /// The straight line of the piece beside, gone on.
    fn onward(&mut self, expr: &Expr, bands: &'a Bands, taken: usize, along: Neighbour, at: Row) -> Vec<Node> {
        let beside = match along {
            Neighbour::Before => taken.checked_sub(1),
            Neighbour::After => taken.checked_add(1),
        };
        let Some(line) = beside.and_then(|beside| bands.lines.get(beside)) else { return Vec::new() };
        let BandResult::Linear { from, to } = &line.result else { return Vec::new() };
        let ends = [line.low.as_ref(), line.high.as_ref()].map(|bound| bound.and_then(|bound| self.bound(bound, at)));
        let mut nodes = Vec::new();
        if let ([Some(low), Some(high)], Some(on), Some(a), Some(b)) =
            (ends, self.number(&bands.on, at), self.number(from, at), self.number(to, at))
        {
            nodes.push(self.interpolated(&on, (&low, &high), bands.on.ty, (&a, &b), expr, at));
        }
        nodes.extend(self.both(from, to, at));
        nodes.extend(self.ends(line.low.as_ref(), line.high.as_ref(), at));
        nodes
    }

    /// `0 + (85% − 60%) ÷ (100% − 60%) × (100 − 0) = 62.5`
    fn interpolated(
        &self,
        on: &Number,
        (low, high): (&Number, &Number),
        ty: Type,
        (a, b): (&Number, &Number),
        expr: &Expr,
        at: Row,
    ) -> Node {
        let value = self.number(expr, at).map_or(String::new(), |value| self.amount(&value, expr.ty));
        let (on, low, high) = (self.amount(on, ty), self.amount(low, ty), self.amount(high, ty));
        let (a, b) = (self.amount(a, expr.ty), self.amount(b, expr.ty));
        Node::new(format!("{a} + ({on} − {low}) ÷ ({high} − {low}) × ({b} − {a}){}", self.equals(&value)))
    }

    /// The line above the one taken, and how far it is.
    pub(super) fn next_line(&self, on: Option<&Number>, low: &Bound, ty: Type, span: crate::source::Span, at: Row) -> Option<Node> {
        let (on, inclusive, low) = (on?, low.inclusive, self.bound(low, at)?);
        let clause = self.clause(span);
        let text = if *on == low && inclusive {
            // A slice that begins exactly here has nothing in it yet.
            self.say(&format!("begins here, with nothing in it: {clause}"), &format!("从此处开始，尚无金额：{clause}"))
        } else if *on == low {
            let edge = self.amount(on, ty);
            self.say(&format!("not reached: {clause} ({edge} itself is not in)"), &format!("未达到：{clause}（不含 {edge} 本身）"))
        } else {
            let far = self.distance(on, &low, ty)?;
            self.say(&format!("not reached: {clause} (short by {far})"), &format!("未达到：{clause}（还差 {far}）"))
        };
        Some(Node::new(text).at(self.place(span)))
    }

    fn tiers(&mut self, expr: &Expr, tiers: &'a Tiers, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&tiers.on, at);
        nodes.extend(tiers.starting.iter().flat_map(|starting| self.parts(starting, at)));
        let slices: Vec<Slice> = if let Some(Detail::Slices(slices)) = self.detail(expr, at) { slices.clone() } else { return nodes };
        let paying: Vec<&Slice> = slices.iter().filter(|slice| !slice.amount.is_zero()).collect();
        for slice in &paying {
            let Some(line) = tiers.lines.get(slice.line as usize) else { continue };
            let (amount, pays, clause) =
                (self.amount(&slice.amount, tiers.on.ty), self.amount(&slice.pays, expr.ty), self.clause(line.span));
            let rate = match &line.rate {
                Outcome::Value(rate) => self.number(rate, at).map(|value| self.amount(&value, rate.ty)),
                Outcome::Refuse { .. } => None,
            };
            let rate = rate.map_or(String::new(), |rate| format!(" × {rate}"));
            let mut rests = self.ends(line.low.as_ref(), line.high.as_ref(), at);
            if let Outcome::Value(rate) = &line.rate {
                rests.extend(self.parts(rate, at));
            }
            let text = format!("{clause}{}{amount}{rate}{}", self.colon(), self.equals(&pays));
            nodes.push(Node::new(text).at(self.place(line.span)).with(dedupe(rests)));
        }
        let reached = paying.iter().map(|slice| slice.line).max().map_or(0, |line| line as usize + 1);
        let on = match (self.number(&tiers.on, at), tiers.starting.as_ref().and_then(|starting| self.number(starting, at))) {
            (Some(on), Some(starting)) => starting.add(&on).ok(),
            (on, None) => on,
            (None, Some(_)) => None,
        };
        if let Some(line) = tiers.lines.get(reached)
            && let Some(low) = &line.low
        {
            nodes.extend(self.next_line(on.as_ref(), low, tiers.on.ty, line.span, at));
        }
        if paying.len() > 1 && tiers.mode == TierMode::Marginal {
            let parts: Vec<Number> = paying.iter().map(|slice| slice.pays.clone()).collect();
            nodes.extend(self.sum_line(&parts, expr.ty));
        }
        nodes
    }

    /// `3,000 + 2,500 = 5,500`, where the parts have every digit.
    pub(super) fn sum_line(&self, parts: &[Number], ty: Type) -> Option<Node> {
        let mut total = Number::ZERO;
        let mut text = String::new();
        for (place, part) in parts.iter().enumerate() {
            total = total.add(part).ok()?;
            let sign = match (place, part.is_negative()) {
                (0, false) => "",
                (0, true) => "−",
                (_, false) => " + ",
                (_, true) => " − ",
            };
            text.push_str(&format!("{sign}{}", self.amount(&part.abs(), ty)));
        }
        Some(Node::new(format!("{text}{}", self.equals(&self.amount(&total, ty)))))
    }

    fn steps(&mut self, expr: &Expr, steps: &'a Steps, at: Row) -> Vec<Node> {
        let mut nodes: Vec<Node> = steps.value.iter().flat_map(|value| self.parts(value, at)).collect();
        let traced: Vec<StepTrace> = if let Some(Detail::Steps(traced)) = self.detail(expr, at) { traced.clone() } else { return nodes };
        let Some(first) = traced.first() else { return nodes };
        // What the steps measure stands once before them.
        for step in &steps.steps {
            if let Step::Change(Change { each: Some(each), .. }) = step {
                nodes.extend(self.both(&each.value, &each.against, at));
            }
        }
        let (mut idle, mut did) = (Vec::new(), Vec::new());
        let start = steps.value.as_ref().and_then(|value| self.number(value, at));
        for cap in &steps.caps {
            let bound = self.number(&cap.limit, at).is_some_and(|limit| limit == first.after) && start.as_ref() != Some(&first.after);
            let node = self.cap(cap, start.as_ref().filter(|_| bound).map(|start| (start, &first.after)), expr.ty, at);
            if bound { nodes.push(node) } else { idle.push(node) }
        }
        let mut before = first.after.clone();
        for (step, trace) in steps.steps.iter().zip(traced.iter().skip(1)) {
            let changed = trace.after != before;
            let node = match step {
                Step::Change(change) => self.change(change, trace, expr.ty, at),
                Step::Cap(cap) => self.cap(cap, changed.then_some((&before, &trace.after)), expr.ty, at),
                Step::Prorate { factor, span } => {
                    let formula = self.formula(factor, at).or_else(|| self.value(factor, at).map(|slot| self.slot_text(&slot, factor.ty)));
                    let (clause, after) = (self.clause(*span), self.amount(&trace.after, expr.ty));
                    let parts = self.parts(factor, at);
                    let text = format!("{clause}{}× {} → {after}", self.colon(), formula.unwrap_or_default());
                    Node::new(text).at(self.place(*span)).with(parts)
                }
            };
            if changed || matches!(step, Step::Prorate { .. }) {
                did.push(node)
            } else {
                idle.push(node)
            }
            before = trace.after.clone();
        }
        if !did.is_empty() && steps.value.is_some() {
            let start = self.amount(&first.after, expr.ty);
            nodes.push(Node::new(self.say(&format!("begins at {start}"), &format!("起始 {start}"))));
        }
        nodes.extend(did);
        nodes.extend(self.not_applied(idle));
        nodes
    }

    pub(super) fn not_applied(&self, idle: Vec<Node>) -> Option<Node> {
        (!idle.is_empty()).then(|| Node::new(self.say("not applied", "未适用")).with(idle))
    }

    pub(super) fn cap(&mut self, cap: &'a Cap, change: Option<(&Number, &Number)>, ty: Type, at: Row) -> Node {
        let words = match cap.kind {
            CapKind::AtMost => self.say("at most", "封顶"),
            CapKind::AtLeast => self.say("at least", "保底"),
        };
        let limit = self.value(&cap.limit, at).map_or_else(|| self.clause(cap.limit.span), |slot| self.slot_text(&slot, cap.limit.ty));
        let change = change
            .map_or(String::new(), |(before, after)| format!("{}{} → {}", self.colon(), self.amount(before, ty), self.amount(after, ty)));
        let parts = self.parts(&cap.limit, at);
        Node::new(format!("{words} {limit}{change}")).at(self.place(cap.span)).with(parts)
    }

    /// `less 5 for each full 0.1 below target: 4.3 is 0.2 below 4.5, 2 steps, −10 → 90`
    fn change(&mut self, change: &'a Change, trace: &StepTrace, ty: Type, at: Row) -> Node {
        let sign = |number: &Number| if number.is_negative() { "−" } else { "+" };
        let did = trace.change.clone().unwrap_or(Number::ZERO);
        let mut said: Vec<String> = change.each.iter().filter_map(|each| self.away(each, at)).collect();
        if let Some(units) = &trace.units {
            let shown = self.amount(units, Type::Number);
            let en = if *units == Number::ONE { "step" } else { "steps" };
            match change.each.as_ref().filter(|_| !units.is_zero()).and_then(|each| self.size(each, at)) {
                Some(size) => said.push(self.say(&format!("{shown} {en} of {size}"), &format!("每步 {size}，共 {shown} 步"))),
                None => said.push(self.say(&format!("{shown} {en}"), &format!("{shown} 步"))),
            }
        }
        if let Some(uncapped) = trace.uncapped.as_ref().filter(|uncapped| uncapped.abs() != did.abs()) {
            let uncapped = format!("{}{}", sign(&did), self.amount(&uncapped.abs(), ty));
            said.push(self.say(&format!("{uncapped} before its own bound"), &format!("限制前 {uncapped}")));
        }
        if !did.is_zero() {
            said.push(format!("{}{} → {}", sign(&did), self.amount(&did.abs(), ty), self.amount(&trace.after, ty)));
        }
        let comma = self.say(", ", "，");
        let text = format!("{}{}{}", self.clause(change.span), self.colon(), said.join(&comma));
        let parts = self.parts(&change.amount, at);
        Node::new(text).at(self.place(change.span)).with(parts)
    }

    /// `4.3 is 0.2 below 4.5`
    fn away(&self, each: &Each, at: Row) -> Option<String> {
        let (value, against) = (self.number(&each.value, at)?, self.number(&each.against, at)?);
        let far = self.distance(&against, &value, each.value.ty)?;
        let (from, to) = (self.amount(&value, each.value.ty), self.amount(&against, each.against.ty));
        Some(match value.cmp(&against) {
            Ordering::Less => self.say(&format!("{from} is {far} below {to}"), &format!("{from} 比 {to} 低 {far}")),
            Ordering::Greater => self.say(&format!("{from} is {far} above {to}"), &format!("{from} 比 {to} 高 {far}")),
            Ordering::Equal => self.say(&format!("{from} is exactly {to}"), &format!("{from} 正好等于 {to}")),
        })
    }

    /// How large one step is: `$1,000.00`, `0.5 percentage points`.
    fn size(&self, each: &Each, at: Row) -> Option<String> {
        let step = self.number(&each.step, at)?;
        match each.unit {
            StepUnit::OfAgainst => Some(self.amount(&step.mul(&self.number(&each.against, at)?).ok()?, each.against.ty)),
            StepUnit::Difference => self.distance(&Number::ZERO, &step, each.step.ty),
        }
    }

    /// Whether a flag definition holds for the person.
    pub(super) fn holds(&self, def: crate::plan::ir::DefId, at: Row) -> bool {
        matches!(self.report.slot(def, at.row), Some(Slot::Value(Value::Flag(true))))
    }
}

fn dedupe(nodes: Vec<Node>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if node.name.is_none() || !kept.iter().any(|other| other.name == node.name) {
            kept.push(node);
        }
    }
    kept
}
