//! The bounds that clauses state with a number of their own, and what each text about them is.

use super::clauses::items;
use super::texts::rubric;
use super::wording::t;
use crate::diagnostic::Text;
use crate::source::Span;
use crate::syntax::ast::walk::{children, of_amount};
use crate::syntax::ast::{
    BandLine, BandResult, Bands, Bound, Compare, Expr, ExprKind, Factor, File, Gate, Goal, Grade, GradeLine, Item, Kpi, Mark, Quoted,
    Scorecard, Side, TierMode, Tiers, Veto,
};
use crate::value::Number;

/// `>= 60%`, `from 60%`: a bound of a clause.
#[derive(Clone)]
pub(in crate::lint) struct Stated {
    pub value: Number,
    pub percent: bool,
    pub side: Side,
    pub inclusive: bool,
    pub span: Span,
}

/// How a text relates to the bound it speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Manner {
    /// It may describe this side of the bound or the other.
    EitherSide,
    /// It says what is needed.
    Needed,
    /// It says from where on a goal is met.
    Met,
}

/// Texts about one clause, and the bounds of the clause.
pub(in crate::lint) struct Clause<'a> {
    pub texts: Vec<(&'a Quoted, Text)>,
    pub stated: Vec<Stated>,
    pub manner: Manner,
}

impl<'a> Clause<'a> {
    fn new(stated: Vec<Stated>) -> Clause<'a> {
        Clause { texts: Vec::new(), stated, manner: Manner::EitherSide }
    }

    fn title(mut self, text: Option<&'a Quoted>) -> Clause<'a> {
        self.texts.extend(text.map(|text| (text, t("the title", "标题"))));
        self
    }

    fn because(mut self, text: Option<&'a Quoted>) -> Clause<'a> {
        self.texts.extend(text.map(|text| (text, t("the reason", "理由"))));
        self
    }
}

/// Every clause that has a text and a bound.
pub(in crate::lint) fn clauses(files: &[File]) -> Vec<Clause<'_>> {
    let mut found = Vec::new();
    for item in items(files) {
        match item {
            Item::Goal(goal) => found.push(of_goal(goal)),
            Item::Scorecard(card) => of_card(card, &mut found),
            Item::Grade(grade) => of_grade(grade, &mut found),
            Item::Gate(gate) => found.push(of_gate(gate)),
            Item::Payout(payout) => {
                let exprs = payout.pay.iter().flat_map(of_amount).chain(&payout.applies);
                found.push(Clause::new(of_exprs(exprs.clone())).title(payout.title.as_ref()).because(payout.because.as_ref()));
                exprs.for_each(|expr| of_shapes(expr, &mut found));
                found.extend(payout.gates.iter().map(of_gate));
            }
            Item::Let(named) => {
                let exprs = of_amount(&named.amount);
                found.push(Clause::new(of_exprs(exprs.iter().copied())).title(named.title.as_ref()).because(named.because.as_ref()));
                exprs.into_iter().for_each(|expr| of_shapes(expr, &mut found));
            }
            Item::Carry(carry) => {
                let exprs = of_amount(&carry.amount);
                found.push(Clause::new(of_exprs(exprs.iter().copied())).title(carry.title.as_ref()).because(carry.because.as_ref()));
                exprs.into_iter().for_each(|expr| of_shapes(expr, &mut found));
            }
            Item::Bands(named) => {
                found.push(Clause::new(of_bands(&named.bands)).because(named.because.as_ref()));
                of_band_lines(&named.bands, &mut found);
            }
            Item::Tiers(named) => {
                found.push(Clause::new(of_tiers(&named.tiers)).because(named.because.as_ref()));
                of_tier_lines(&named.tiers, &mut found);
            }
            Item::Input(input) => {
                for column in &input.columns {
                    let bounds = column.bounds.iter().filter_map(|bound| end(bound.side, &bound.bound)).collect();
                    found.push(Clause::new(bounds).title(column.title.as_ref()).because(column.because.as_ref()));
                }
                let rules = input.rules.iter();
                found.extend(rules.map(|rule| Clause::new(of_exprs([&rule.condition])).because(rule.because.as_ref())));
            }
            Item::Policy(_)
            | Item::Limit(_)
            | Item::Param(_)
            | Item::Table(_)
            | Item::Example(_)
            | Item::Calendar(_)
            | Item::Amend(_)
            | Item::Exception(_)
            | Item::Feedback(_)
            | Item::Consequence(_)
            | Item::Appeal(_)
            | Item::Review(_)
            | Item::Rollout(_)
            | Item::Support(_)
            | Item::Exchange(_)
            | Item::Use(_) => {}
        }
    }
    found.retain(|clause| !clause.texts.is_empty() && !clause.stated.is_empty());
    found
}

/// A goal is met from its target on.
fn of_goal(goal: &Goal) -> Clause<'_> {
    let side = if goal.lower_is_better.is_some() { Side::High } else { Side::Low };
    let target = goal.target.as_ref().and_then(|target| Some((literal(target)?, target.span)));
    let stated = target.map(|((value, percent), span)| Stated { value, percent, side, inclusive: true, span });
    let clause = Clause::new(stated.into_iter().collect()).title(goal.title.as_ref()).because(goal.because.as_ref());
    Clause { manner: Manner::Met, ..clause }
}

fn of_card<'a>(card: &'a Scorecard, found: &mut Vec<Clause<'a>>) {
    found.push(Clause::new(of_exprs(&card.applies)).title(card.title.as_ref()).because(card.because.as_ref()));
    for kpi in &card.kpis {
        of_kpi(kpi, found);
    }
    for adjust in &card.adjusts {
        let exprs = of_amount(&adjust.amount);
        found.push(Clause::new(of_exprs(exprs)).title(adjust.title.as_ref()).because(adjust.because.as_ref()));
    }
    found.extend(card.vetoes.iter().map(of_veto));
    found.extend(card.gates.iter().map(of_gate));
}

fn of_kpi<'a>(kpi: &'a Kpi, found: &mut Vec<Clause<'a>>) {
    let exprs: Vec<&Expr> = kpi.measure.iter().chain(kpi.score.iter().flat_map(of_amount)).collect();
    let mut clause = Clause::new(of_exprs(exprs.iter().copied())).title(kpi.title.as_ref()).because(kpi.because.as_ref());
    clause.texts.extend(rubric(kpi).map(|line| (line.quoted, t("the rubric", "评分细则"))));
    found.push(clause);
    exprs.into_iter().for_each(|expr| of_shapes(expr, found));
    found.extend(kpi.gates.iter().map(of_gate));
    found.extend(kpi.vetoes.iter().map(of_veto));
}

fn of_gate(gate: &Gate) -> Clause<'_> {
    let clause = Clause::new(of_exprs([&gate.needs])).title(Some(&gate.title)).because(gate.because.as_ref());
    Clause { manner: Manner::Needed, ..clause }
}

fn of_veto(veto: &Veto) -> Clause<'_> {
    Clause::new(of_exprs([&veto.when])).title(veto.title.as_ref()).because(veto.because.as_ref())
}

fn of_grade<'a>(grade: &'a Grade, found: &mut Vec<Clause<'a>>) {
    let ends = |line: &'a GradeLine| of_ends(line.low.as_ref(), line.high.as_ref());
    let all = grade.lines.iter().flat_map(ends).collect();
    found.push(Clause::new(all).because(grade.because.as_ref()));
    found.extend(grade.lines.iter().map(|line| Clause::new(ends(line)).because(line.because.as_ref())));
}

/// The lines of the bands and tiers inside an expression, each with its own reason.
fn of_shapes<'a>(expr: &'a Expr, found: &mut Vec<Clause<'a>>) {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if let ExprKind::Bands(bands) = &expr.kind {
            of_band_lines(bands, found);
        } else if let ExprKind::Tiers(tiers) = &expr.kind {
            of_tier_lines(tiers, found);
        }
        open.extend(children(expr));
    }
}

fn of_band_lines<'a>(bands: &'a Bands, found: &mut Vec<Clause<'a>>) {
    for (at, line) in bands.lines.iter().enumerate() {
        let ends = if is_step(bands, at) { of_ends(line.low.as_ref(), line.high.as_ref()) } else { Vec::new() };
        found.push(Clause::new(ends).because(line.because.as_ref()));
    }
}

fn of_tier_lines<'a>(tiers: &'a Tiers, found: &mut Vec<Clause<'a>>) {
    if tiers.mode == TierMode::Whole {
        found.extend(
            tiers.lines.iter().map(|line| Clause::new(of_ends(line.low.as_ref(), line.high.as_ref())).because(line.because.as_ref())),
        );
    }
}

/// The bounds in some expressions.
fn of_exprs<'e>(exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<Stated> {
    let mut found = Vec::new();
    let mut open: Vec<(&Expr, Holds)> = exprs.into_iter().map(|expr| (expr, Holds::AsWritten)).collect();
    open.reverse();
    while let Some((expr, holds)) = open.pop() {
        let inner = if let ExprKind::Not(_) = &expr.kind { holds.turned() } else { holds };
        if let ExprKind::Compare { op, left, right } = &expr.kind {
            found.extend(compared(*op, left, right).map(|stated| holds.of(stated, expr.span)));
        } else if let ExprKind::Within { low, high, .. } = &expr.kind {
            found.extend(of_ends(low.as_deref(), high.as_deref()).into_iter().map(|end| holds.of(end.clone(), end.span)));
        } else if let ExprKind::Bands(bands) = &expr.kind {
            found.extend(of_bands(bands));
        } else if let ExprKind::Tiers(tiers) = &expr.kind {
            found.extend(of_tiers(tiers));
        }
        open.extend(children(expr).into_iter().rev().map(|part| (part, inner)));
    }
    found
}

/// Whether a condition stands under `not`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    AsWritten,
    Turned,
}

impl Holds {
    fn turned(self) -> Holds {
        match self {
            Holds::AsWritten => Holds::Turned,
            Holds::Turned => Holds::AsWritten,
        }
    }

    fn of(self, stated: Stated, span: Span) -> Stated {
        match self {
            Holds::AsWritten => Stated { span, ..stated },
            Holds::Turned => Stated { side: other(stated.side), inclusive: !stated.inclusive, span, ..stated },
        }
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Low => Side::High,
        Side::High => Side::Low,
    }
}

fn compared(op: Compare, left: &Expr, right: &Expr) -> Option<Stated> {
    let (side, inclusive) = match op {
        Compare::Equal | Compare::NotEqual => return None,
        Compare::Less => (Side::High, false),
        Compare::AtMost => (Side::High, true),
        Compare::Greater => (Side::Low, false),
        Compare::AtLeast => (Side::Low, true),
    };
    let (side, (value, percent)) = match (literal(left), literal(right)) {
        (None, Some(found)) => (side, found),
        (Some(found), None) => (other(side), found),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some(Stated { value, percent, side, inclusive, span: right.span })
}

fn of_bands(bands: &Bands) -> Vec<Stated> {
    let steps = bands.lines.iter().enumerate().filter(|(at, _)| is_step(bands, *at));
    steps.flat_map(|(_, line)| of_ends(line.low.as_ref(), line.high.as_ref())).collect()
}

/// Whether the value jumps at the ends of a line as far as can be said: at the end of a straight line it may go on where it was,
/// and then it does not matter on which side the end lies.
fn is_step(bands: &Bands, at: usize) -> bool {
    let straight = |line: &BandLine| match line.result {
        BandResult::Linear { .. } | BandResult::LinearOnward => true,
        BandResult::Value(_) | BandResult::Refuse(_) | BandResult::Columns(_) => false,
    };
    let around = at.saturating_sub(1)..at.saturating_add(2).min(bands.lines.len());
    !bands.lines.get(around).unwrap_or_default().iter().any(straight)
}

/// Marginal tiers pay the same on both sides of an end.
fn of_tiers(tiers: &Tiers) -> Vec<Stated> {
    match tiers.mode {
        TierMode::Marginal => Vec::new(),
        TierMode::Whole => tiers.lines.iter().flat_map(|line| of_ends(line.low.as_ref(), line.high.as_ref())).collect(),
    }
}

fn of_ends<'b>(low: impl Into<Option<&'b Bound>>, high: impl Into<Option<&'b Bound>>) -> Vec<Stated> {
    let low = low.into().and_then(|bound| end(Side::Low, bound));
    low.into_iter().chain(high.into().and_then(|bound| end(Side::High, bound))).collect()
}

fn end(side: Side, bound: &Bound) -> Option<Stated> {
    let (value, percent) = literal(&bound.value)?;
    Some(Stated { value, percent, side, inclusive: bound.inclusive, span: bound.span })
}

/// The number of `60%`, `60% of quota` or `60% * quota`, and whether it is a percent.
fn literal(expr: &Expr) -> Option<(Number, bool)> {
    if let ExprKind::Number(number) = &expr.kind {
        return (number.mark != Mark::Unread).then(|| (number.value.clone(), number.mark == Mark::Percent));
    }
    if let ExprKind::Of(share, _) = &expr.kind {
        return literal(share);
    }
    let ExprKind::Product(factors) = &expr.kind else { return None };
    let [(_, one), (Factor::Times, two)] = factors.as_slice() else { return None };
    literal(one).or_else(|| literal(two))
}
