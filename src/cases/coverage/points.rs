//! Everything in a plan that an example can touch, each with the question by which it is known whether one did.

use super::{Kind as What, Side};
use crate::plan::ir::{
    Aggregate, Bands, Body, Bound, Cap, Change, Def, DefId, Expr, ExprId, Gate, GradeRule, Kind, KpiScore, Lookup, LookupBody, LookupCell,
    LookupRow, Outcome, ParamId, ParamValue, PayoutRule, Plan, Role, Step, Steps, TermPart, TierLine, Tiers, Total, UntilZero, Veto, walk,
};
use crate::source::Span;
use crate::syntax::ast::CapKind;
use crate::value::Value;

/// Two sites of one key are one point: the plan has copied its clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    pub span: Span,
    pub kind: What,
    pub side: Side,
}

/// A place of the plan where a point may be touched.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub key: Key,
    /// The clause it stands in.
    pub clause: Span,
    pub test: Test,
}

/// What the trace of an example must say.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Line(ExprId, u32),
    Branch(ExprId, u32),
    Version(ExprId, u32),
    Grade(ExprId, u32),
    Slice(ExprId, u32),
    /// A limit on the grades, by number, moved the grade, or left it.
    Limited {
        expr: ExprId,
        index: u32,
        moved: bool,
    },
    Refused(Span),
    Condition {
        expr: ExprId,
        holds: bool,
    },
    Covers {
        def: DefId,
        holds: bool,
    },
    /// A part of a payout comes to something, or to nothing.
    Paid {
        def: DefId,
        paid: bool,
    },
    Capped {
        expr: ExprId,
        place: CapPlace,
        cap: u32,
        bound: bool,
    },
    TotalCapped {
        expr: ExprId,
        cap: u32,
        bound: bool,
    },
    /// What is left after the step of this entry would be below 0, or not.
    Emptied {
        expr: ExprId,
        step: usize,
        bound: bool,
    },
    /// A mean left out its extremes, or had too few rows for that.
    Trimmed {
        expr: ExprId,
        dropped: bool,
    },
    /// Every kind of rater has rows, or one has none.
    Rated {
        expr: ExprId,
        all: bool,
    },
    Counted {
        expr: ExprId,
        step: usize,
        counts: bool,
    },
    /// The value judged equals one of these ends.
    Edge {
        on: ExprId,
        starting: Option<ExprId>,
        ends: Vec<ExprId>,
    },
}

/// Whose caps are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CapPlace {
    /// Those of the value the steps begin with.
    Value,
    /// Those of a step, from 0.
    Step(usize),
}

/// Lists the places of a plan. What the header says of money pays nothing, so its copies of the plan's shapes are no use of them.
pub(super) fn sites(plan: &Plan) -> Vec<Site> {
    let mut list = List { plan, sites: Vec::new() };
    // No example can expect who may appeal, or that a plan calls for an adjustment.
    let process = &plan.process;
    let told: Vec<DefId> = process.feedback.iter().map(|it| it.told).chain(process.consequences.iter().map(|it| it.told)).collect();
    let is_site =
        |def: &Def, at: u32| !matches!(def.role, Role::Figure(_) | Role::Said) && (def.role != Role::Told || told.contains(&DefId(at)));
    for (def, at) in plan.defs.iter().zip(0_u32..).filter(|(def, at)| is_site(def, *at)) {
        list.def(def);
        if let Role::Term(part) = def.role {
            list.term(part, def.span, DefId(at));
        }
    }
    for value in plan.params.iter().flat_map(|param| &param.values) {
        list.expr(&value.value);
    }
    for lookup in &plan.lookups {
        let LookupBody::Rows(rows) = &lookup.body else { continue };
        for row in rows {
            if let Outcome::Value(value) = &row.result {
                list.expr(value);
            }
        }
    }
    for card in &plan.scorecards {
        let Some(Body::Expr(applies)) = plan.defs.get(card.covered.0 as usize).map(|def| &def.body) else { continue };
        // A scorecard for everybody says nothing that could fail to apply.
        if !matches!(applies.kind, Kind::Literal(_)) {
            list.both(What::Audience, applies.span, applies.span, |holds| Test::Covers { def: card.covered, holds });
        }
    }
    list.sites
}

struct List<'p> {
    plan: &'p Plan,
    sites: Vec<Site>,
}

/// The two ends of a line.
type Ends<'p> = (Option<&'p Bound>, Option<&'p Bound>, Span);

impl<'p> List<'p> {
    fn add(&mut self, kind: What, side: Side, (span, clause): (Span, Span), test: Test) {
        self.sites.push(Site { key: Key { span, kind, side }, clause, test });
    }

    fn reached(&mut self, kind: What, (span, clause): (Span, Span), test: Test) {
        self.add(kind, Side::Reached, (span, clause), test);
    }

    fn both(&mut self, kind: What, span: Span, clause: Span, test: impl Fn(bool) -> Test) {
        self.add(kind, Side::Yes, (span, clause), test(true));
        self.add(kind, Side::No, (span, clause), test(false));
    }

    fn def(&mut self, def: &'p Def) {
        match &def.body {
            Body::Column(_) => {}
            Body::Expr(body) => self.expr(body),
        }
    }

    /// Of a payout's terms whether anything is added or taken back; what is deferred follows from what is due.
    fn term(&mut self, part: TermPart, span: Span, def: DefId) {
        let kind = match part {
            TermPart::Guaranteed => What::Guarantee,
            TermPart::Advanced => What::Draw,
            TermPart::Recovered => What::Recovery,
            TermPart::Earned | TermPart::Balance | TermPart::Due | TermPart::Held | TermPart::Released | TermPart::Deferred => return,
        };
        self.both(kind, span, span, |paid| Test::Paid { def, paid });
    }

    fn expr(&mut self, expr: &'p Expr) {
        for part in walk::all(expr) {
            self.one(part);
        }
    }

    fn one(&mut self, expr: &'p Expr) {
        match &expr.kind {
            Kind::Bands(bands) => self.bands(expr, bands),
            Kind::Tiers(tiers) => self.tiers(expr, tiers),
            Kind::Grade(rule) => self.grade(expr, rule),
            Kind::Lookup { lookup, args } => {
                if let Some(lookup) = self.plan.lookups.get(lookup.0 as usize) {
                    self.lookup(expr, lookup, args);
                }
            }
            Kind::If { branches, otherwise } => {
                for ((condition, _), branch) in branches.iter().zip(0_u32..) {
                    self.add(What::Branch, Side::Yes, (condition.span, expr.span), Test::Branch(expr.id, branch));
                }
                let last = u32::try_from(branches.len()).unwrap_or(u32::MAX);
                self.add(What::Branch, Side::No, (otherwise.span, expr.span), Test::Branch(expr.id, last));
            }
            Kind::Otherwise(parts) => {
                for (part, branch) in parts.iter().zip(0_u32..) {
                    self.reached(What::Fallback, (part.span, expr.span), Test::Branch(expr.id, branch));
                }
            }
            Kind::Aggregate(aggregate) => self.means(expr, aggregate),
            Kind::Steps(steps) => self.steps(expr, steps),
            Kind::KpiScore(rule) => self.kpi_score(rule),
            Kind::Total(rule) => self.total(expr, rule),
            Kind::Payout(rule) => self.payout(rule),
            Kind::Param(param) => self.param(expr, *param),
            Kind::ParamOn { param, .. } => self.param_on(expr, *param),
            // The scorecards are listed by themselves, and what stands beside a grade goes with its line.
            Kind::Cases(_) | Kind::GradeColumn { .. } => {}
            Kind::Literal(_)
            | Kind::Ref(_)
            | Kind::Parent(_)
            | Kind::Neg(_)
            | Kind::Sum(_)
            | Kind::Product(_)
            | Kind::DateShift { .. }
            | Kind::AddMonths { .. }
            | Kind::DaysBetween { .. }
            | Kind::Working(_)
            | Kind::Compare { .. }
            | Kind::Within { .. }
            | Kind::In { .. }
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::Round { .. }
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::InPoints(_)
            | Kind::RunningSum(_)
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
            | Kind::Weighted(_)
            | Kind::PayoutTotal(_) => {}
        }
    }

    fn means(&mut self, expr: &'p Expr, aggregate: &'p Aggregate) {
        if let Some(trim) = &aggregate.trim {
            self.both(What::Trim, trim.span, expr.span, |dropped| Test::Trimmed { expr: expr.id, dropped });
        }
        if let Some(rated) = &aggregate.rated {
            self.both(What::Raters, rated.span, expr.span, |all| Test::Rated { expr: expr.id, all });
        }
    }

    fn bands(&mut self, expr: &'p Expr, bands: &'p Bands) {
        for (line, index) in bands.lines.iter().zip(0_u32..) {
            self.reached(What::Band, (line.span, line.span), Test::Line(expr.id, index));
        }
        let lines: Vec<Ends<'p>> = bands.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref(), line.span)).collect();
        self.edges(&bands.on, None, &lines);
    }

    fn tiers(&mut self, expr: &'p Expr, tiers: &'p Tiers) {
        for (line, index) in tiers.lines.iter().zip(0_u32..) {
            let TierLine { rate, span, .. } = line;
            let test = match rate {
                Outcome::Value(_) => Test::Slice(expr.id, index),
                Outcome::Refuse { span, .. } => Test::Refused(*span),
            };
            self.reached(What::Tier, (*span, *span), test);
        }
        let lines: Vec<Ends<'p>> = tiers.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref(), line.span)).collect();
        self.edges(&tiers.on, tiers.starting.as_ref(), &lines);
    }

    fn grade(&mut self, expr: &'p Expr, rule: &'p GradeRule) {
        for (line, index) in rule.lines.iter().zip(0_u32..) {
            self.reached(What::Grade, (line.span, line.span), Test::Grade(expr.id, index));
        }
        let lines: Vec<Ends<'p>> = rule.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref(), line.span)).collect();
        self.edges(&rule.by, None, &lines);
        self.vetoes(rule.vetoes.iter().map(|veto| &veto.veto));
        for (limit, index) in rule.limits.iter().zip(0_u32..) {
            self.both(What::Limit, limit.span, limit.span, |moved| Test::Limited { expr: expr.id, index, moved });
        }
    }

    /// One edge between every two lines, whichever of them writes it. Beyond the outer ends no other line begins.
    fn edges(&mut self, on: &'p Expr, starting: Option<&'p Expr>, lines: &[Ends<'p>]) {
        for pair in lines.windows(2) {
            let [(_, high, before), (low, _, after)] = pair else { continue };
            let ends: Vec<&Expr> = high.iter().chain(low).map(|bound| bound.value.as_ref()).collect();
            let Some(span) = ends.iter().map(|end| end.span).min() else { continue };
            let clause = [*before, *after].into_iter().find(|line| holds(*line, span)).unwrap_or(*before);
            let ends = ends.iter().map(|end| end.id).collect();
            self.reached(What::Edge, (span, clause), Test::Edge { on: on.id, starting: starting.map(|start| start.id), ends });
        }
    }

    fn lookup(&mut self, expr: &'p Expr, lookup: &'p Lookup, args: &'p [Expr]) {
        let LookupBody::Rows(rows) = &lookup.body else { return };
        for (row, index) in rows.iter().zip(0_u32..) {
            // The cells of one line of a grid are rows of their own.
            let alone = rows.iter().filter(|other| other.span == row.span).count() == 1;
            let span = match &row.result {
                Outcome::Value(value) if !alone => value.span,
                Outcome::Refuse { span, .. } if !alone => *span,
                Outcome::Value(_) | Outcome::Refuse { .. } => row.span,
            };
            self.reached(What::Row, (span, row.span), Test::Line(expr.id, index));
        }
        for (key, arg) in args.iter().enumerate() {
            for end in table_edges(self.plan, lookup, rows, key) {
                let test = Test::Edge { on: arg.id, starting: None, ends: end.exprs };
                self.reached(What::Edge, (end.span, end.clause), test);
            }
        }
    }

    fn steps(&mut self, expr: &'p Expr, steps: &'p Steps) {
        self.caps(expr, CapPlace::Value, &steps.caps);
        for (index, step) in steps.steps.iter().enumerate() {
            let place = CapPlace::Step(index);
            match step {
                Step::Change(change) => self.change(expr, index, change),
                Step::Cap(cap) => self.caps(expr, place, std::slice::from_ref(cap)),
                Step::Ratchet { cap, .. } => self.caps(expr, place, std::slice::from_ref(cap)),
                Step::Prorate { .. } => {}
            }
        }
    }

    fn change(&mut self, expr: &'p Expr, index: usize, change: &'p Change) {
        let Change { each, caps, until_zero, span, .. } = change;
        let step = index.saturating_add(1);
        if each.is_some() {
            self.both(What::Step, *span, *span, |counts| Test::Counted { expr: expr.id, step, counts });
        }
        self.caps(expr, CapPlace::Step(index), caps);
        match until_zero {
            UntilZero::Yes => self.both(What::UntilZero, *span, *span, |bound| Test::Emptied { expr: expr.id, step, bound }),
            UntilZero::No => {}
        }
    }

    fn caps(&mut self, expr: &'p Expr, place: CapPlace, caps: &'p [Cap]) {
        for (cap, number) in caps.iter().zip(0_u32..) {
            self.both(of_cap(cap), cap.span, cap.span, |bound| Test::Capped { expr: expr.id, place, cap: number, bound });
        }
    }

    fn kpi_score(&mut self, rule: &'p KpiScore) {
        self.gates(&rule.gates);
        self.vetoes(rule.vetoes.iter());
    }

    fn total(&mut self, expr: &'p Expr, rule: &'p Total) {
        for (cap, number) in rule.caps.iter().zip(0_u32..) {
            self.both(of_cap(cap), cap.span, cap.span, |bound| Test::TotalCapped { expr: expr.id, cap: number, bound });
        }
        self.gates(&rule.gates);
        self.vetoes(rule.vetoes.iter());
    }

    fn payout(&mut self, rule: &'p PayoutRule) {
        if let Some(applies) = &rule.applies {
            self.both(What::Audience, applies.span, applies.span, |holds| Test::Condition { expr: applies.id, holds });
        }
        self.gates(&rule.gates);
    }

    fn gates(&mut self, gates: &'p [Gate]) {
        for gate in gates {
            self.both(What::Gate, gate.span, gate.span, |holds| Test::Condition { expr: gate.needs.id, holds });
        }
    }

    fn vetoes(&mut self, vetoes: impl Iterator<Item = &'p Veto>) {
        for veto in vetoes {
            self.both(What::Veto, veto.span, veto.span, |holds| Test::Condition { expr: veto.when.id, holds });
        }
    }

    /// Which of several dated values is in force is a matter of the example's period.
    fn param(&mut self, expr: &'p Expr, id: ParamId) {
        self.versions(expr, self.plan.params.get(id.0 as usize).map_or(&[][..], |param| &param.values));
    }

    fn param_on(&mut self, expr: &'p Expr, id: ParamId) {
        self.versions(expr, self.plan.params.get(id.0 as usize).map_or(&[][..], |param| param.at_all_times()));
    }

    fn versions(&mut self, expr: &'p Expr, values: &'p [ParamValue]) {
        for (value, version) in values.iter().zip(0_u32..).filter(|_| values.len() > 1) {
            self.reached(What::Dated, (value.span, value.span), Test::Version(expr.id, version));
        }
    }
}

fn of_cap(cap: &Cap) -> What {
    match cap.kind {
        CapKind::AtMost => What::Cap,
        CapKind::AtLeast => What::Floor,
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// An edge of a table: one value of one key, wherever the rows write it.
struct TableEdge {
    value: Value,
    span: Span,
    clause: Span,
    exprs: Vec<ExprId>,
}

/// The values at which the ranges of a key begin and end, but for the ends that its column has anyway.
fn table_edges(plan: &Plan, lookup: &Lookup, rows: &[LookupRow], key: usize) -> Vec<TableEdge> {
    let outer = lookup.by.get(key).and_then(|key| plan.defs.iter().find(|def| def.name == key.name)).map_or(Vec::new(), column_ends);
    let mut found: Vec<TableEdge> = Vec::new();
    for row in rows {
        let Some(LookupCell::Range { low, high }) = row.cells.get(key) else { continue };
        for end in low.iter().chain(high).map(|bound| bound.value.as_ref()) {
            let Kind::Literal(value) = &end.kind else { continue };
            if outer.contains(&value) {
                continue;
            }
            let clause = if holds(row.span, end.span) { row.span } else { end.span };
            match found.iter_mut().find(|edge| edge.value == *value) {
                Some(edge) => {
                    edge.exprs.push(end.id);
                    (edge.span, edge.clause) = (edge.span, edge.clause).min((end.span, clause));
                }
                None => found.push(TableEdge { value: value.clone(), span: end.span, clause, exprs: vec![end.id] }),
            }
        }
    }
    found
}

fn column_ends(def: &Def) -> Vec<&Value> {
    match &def.body {
        Body::Column(column) => column.low.iter().chain(&column.high).map(|bound| &bound.value).collect(),
        Body::Expr(_) => Vec::new(),
    }
}
