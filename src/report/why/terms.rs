//! What a value was made of, each term told where it stands in the policy: a few labels instead of the whole tree.
//!
//! Of an expression these are its names with their values; of a rule that decides, what it judged and the line it took. What was not
//! taken is passed over.

mod rules;

use crate::diagnostic::{Language, Text};
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Body, DefId, Expr, Kind, PEOPLE};
use crate::report::model::Report;
use crate::source::Span;
use crate::value::Value;

use super::Teller;
use super::values::Row;

/// More labels than this are not looked through.
const MOST_TERMS: usize = 6;

/// A place in the policy, and what was found there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    pub span: Span,
    pub text: Text,
}

/// What is told at one place, in one language.
type Told = (Span, String);

/// The terms of a value of the person in this row, whom the run has watched; none of an input column.
pub fn terms(report: &Report<'_>, row: u32, id: DefId) -> Vec<Term> {
    let told = |language| {
        let at = Row { table: PEOPLE, row };
        Teller::new(report, language, at).terms_of(id, at)
    };
    let both = told(Language::English).into_iter().zip(told(Language::Chinese));
    both.map(|((span, en), (_, zh))| Term { span, text: Text::new(en, zh) }).collect()
}

impl<'a> Teller<'a> {
    fn terms_of(&self, id: DefId, at: Row) -> Vec<Told> {
        let Some(def) = self.report.def(id) else { return Vec::new() };
        let Body::Expr(body) = &def.body else { return Vec::new() };
        let taken = self.taken(body, at);
        let mut told = self.distinct(self.terms(taken, at));
        if told.is_empty() {
            // Nothing but fixed numbers: the clause itself is what there is to see.
            let slot = self.report.slot(id, at.row).map(|slot| self.slot_text(slot, def.ty));
            told.extend(slot.map(|text| (self.own_span(def, id, taken, at), text)));
        }
        told
    }

    /// What the value of an expression hangs on.
    pub(super) fn terms(&self, expr: &'a Expr, at: Row) -> Vec<Told> {
        let all = |items: &'a [Expr]| items.iter().flat_map(|item| self.terms(item, at)).collect();
        match &expr.kind {
            Kind::Literal(_) => Vec::new(),
            Kind::Ref(_)
            | Kind::Param(_)
            | Kind::ParamOn { .. }
            | Kind::Aggregate(_)
            | Kind::RunningSum(_)
            | Kind::Working(_)
            | Kind::Employed(_)
            | Kind::Period(_)
            | Kind::LastPeriod(_)
            | Kind::OverPeriods(_)
            | Kind::InARow { .. }
            | Kind::PaidToDate(_)
            | Kind::Released(_)
            | Kind::Clawback(_)
            | Kind::Standing(_)
            | Kind::Pool(_) => self.leaf(expr, at).into_iter().collect(),
            Kind::Parent(inner) => self.parent(at).map_or(Vec::new(), |parent| self.terms(inner, parent)),
            Kind::Neg(inner)
            | Kind::Not(inner)
            | Kind::Abs(inner)
            | Kind::Floor(inner)
            | Kind::Ceil(inner)
            | Kind::InPoints(inner)
            | Kind::AddMonths { date: inner, .. } => self.terms(inner, at),
            Kind::Sum(terms) => terms.iter().flat_map(|(_, term)| self.terms(term, at)).collect(),
            Kind::Product(factors) => factors.iter().flat_map(|(_, factor)| self.terms(factor, at)).collect(),
            Kind::DateShift { date: one, days: two }
            | Kind::DaysBetween { from: one, to: two }
            | Kind::Compare { left: one, right: two, .. }
            | Kind::Round { value: one, unit: two, .. } => [one, two].into_iter().flat_map(|part| self.terms(part, at)).collect(),
            Kind::Within { value, low, high } => {
                let ends = low.iter().chain(high).map(|bound| &*bound.value);
                [&**value].into_iter().chain(ends).flat_map(|part| self.terms(part, at)).collect()
            }
            Kind::In { value, .. } => self.terms(value, at),
            Kind::And(items) | Kind::Or(items) | Kind::Min(items) | Kind::Max(items) => all(items),
            Kind::If { branches, otherwise } => self.branch_terms(expr, branches, otherwise, at),
            Kind::Otherwise(items) => self.otherwise_terms(expr, items, at),
            Kind::Lookup { lookup, args } => self.lookup_terms(expr, *lookup, args, at),
            Kind::Bands(bands) => self.band_terms(expr, bands, at),
            Kind::Tiers(tiers) => self.tier_terms(expr, tiers, at),
            Kind::Steps(steps) => self.step_terms(expr, steps, at),
            Kind::Cases(_) => match self.taken(expr, at) {
                taken if taken.id == expr.id => Vec::new(),
                taken => self.terms(taken, at),
            },
            Kind::KpiScore(rule) => self.kpi_terms(expr, rule, at),
            Kind::Weighted(rule) => self.weighted_terms(expr, rule, at),
            Kind::Total(rule) => self.total_terms(expr, rule, at),
            Kind::Grade(rule) => self.grade_terms(expr, rule, at),
            Kind::GradeColumn { grade, values } => self.column_terms(expr, *grade, values, at),
            Kind::Payout(rule) => self.payout_terms(expr, rule, at),
            Kind::PayoutTotal(payouts) => payouts.iter().filter_map(|payout| self.def_term(*payout, at)).collect(),
        }
    }

    /// A name with its value; a sum over rows with the number of its rows.
    fn leaf(&self, expr: &Expr, at: Row) -> Option<Told> {
        let mut text = self.slot_text(&self.value(expr, at)?, expr.ty);
        let rows = if let Some(Detail::Means(means)) = self.detail(expr, at) {
            Some(means.iter().map(|mean| mean.rows.len()).sum())
        } else if let Some(Detail::Rows(rows)) = self.detail(expr, at) {
            Some(rows.len())
        } else {
            None
        };
        if let (Kind::Aggregate(aggregate), Some(rows)) = (&expr.kind, rows) {
            let (count, others) = (self.counted(aggregate.group, rows), self.left_out(aggregate, rows, at));
            text = format!("{count}{others}{}{text}", self.colon());
        }
        Some((expr.span, text))
    }

    /// A definition where it is declared, with its value.
    fn def_term(&self, id: DefId, at: Row) -> Option<Told> {
        let def = self.report.def(id)?;
        Some((def.place, self.slot_text(self.report.slot(id, at.row)?, def.ty)))
    }

    /// A condition, whether it holds, and on what values; `effect` is what that does.
    fn judged(&self, condition: &'a Expr, effect: &str, at: Row) -> Option<Told> {
        let Slot::Value(Value::Flag(holds)) = self.value(condition, at)? else { return None };
        let words = if holds { self.say("holds", "成立") } else { self.say("does not hold", "不成立") };
        let values = match self.compared(condition, at) {
            Some(compared) => compared + &self.hairbreadth(condition, at),
            None => self.terms(condition, at).into_iter().map(|(_, text)| text).collect::<Vec<String>>().join(&self.say(", ", "，")),
        };
        let values = if values.is_empty() { values } else { self.say(&format!(" ({values})"), &format!("（{values}）")) };
        Some((condition.span, format!("{words}{values}{effect}")))
    }

    /// How far two numbers are apart that look alike where they are shown rounded: `60% ≥ 60%` does not hold by so much.
    fn hairbreadth(&self, condition: &Expr, at: Row) -> String {
        let Kind::Compare { left, right, .. } = &condition.kind else { return String::new() };
        let (Some(one), Some(two)) = (self.number(left, at), self.number(right, at)) else { return String::new() };
        let shown = |number, ty| self.amount(number, ty).trim_start_matches('≈').to_string();
        if one == two || shown(&one, left.ty) != shown(&two, right.ty) {
            return String::new();
        }
        let far = self.distance(&two, &one, left.ty).unwrap_or_default();
        self.say(&format!(", {far} apart"), &format!("，相差 {far}"))
    }

    fn branch_terms(&self, expr: &Expr, branches: &'a [(Expr, Expr)], otherwise: &'a Expr, at: Row) -> Vec<Told> {
        let Some(Detail::Branch(taken)) = self.detail(expr, at) else { return Vec::new() };
        let taken = *taken as usize;
        let looked_at = branches.iter().take(taken.saturating_add(1));
        let mut told: Vec<Told> = looked_at.filter_map(|(condition, _)| self.judged(condition, "", at)).collect();
        told.extend(self.terms(branches.get(taken).map_or(otherwise, |(_, value)| value), at));
        told
    }

    fn otherwise_terms(&self, expr: &Expr, items: &'a [Expr], at: Row) -> Vec<Told> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) { *taken as usize } else { 0 };
        items.iter().take(taken.saturating_add(1)).flat_map(|item| self.terms(item, at)).collect()
    }

    /// Each place once and none inside another, no more of them than can be looked through.
    fn distinct(&self, told: Vec<Told>) -> Vec<Told> {
        let mut kept: Vec<Told> = Vec::new();
        let mut more = 0_usize;
        for (span, text) in told {
            let covers = |other: Span| span.file == other.file && span.start < other.end && other.start < span.end;
            if span.start == span.end || kept.iter().any(|(other, _)| covers(*other)) {
                continue;
            }
            if kept.len() < MOST_TERMS { kept.push((span, text)) } else { more = more.saturating_add(1) }
        }
        if let (Some((_, last)), 1..) = (kept.last_mut(), more) {
            last.push_str(&self.say(&format!(" … and {more} more"), &format!("……另有 {more} 处")));
        }
        kept
    }
}
