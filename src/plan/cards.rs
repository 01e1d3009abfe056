//! What holds between scorecards: weights that sum to the whole, nobody under two of them, no clause that reads what its people lack.

use super::context::Ctx;
use super::declare::MOST_KPIS;
use super::planner::{Node, Planner};
use super::problems::scorecards::{self, Off, Shared};
use super::region::{Exact, Region};
use super::spoken;
use crate::diagnostic::Text;
use crate::plan::ir::{DefId, Role};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Date, Number, Type, show};

impl<'a> Planner<'a> {
    pub(super) fn check_cards(&mut self) {
        for at in 0..self.cards.len() {
            if let Some(ast) = self.cards.get(at).map(|card| card.ast) {
                self.check_weights(ast);
                self.check_goals(ast);
            }
        }
        self.check_overlaps();
        self.check_audience();
    }

    /// The weights of a scorecard sum to 100%, at every date a param in them changes.
    fn check_weights(&mut self, ast: &'a ast::Scorecard) {
        if ast.kpis.is_empty() || ast.kpis.len() > MOST_KPIS || self.lost(ast.span) || ast.kpis.iter().any(|kpi| kpi.weight.is_none()) {
            return;
        }
        let said = self.problems.len();
        let ctx = Ctx::constant(Node::Clause);
        let mut weights = Vec::with_capacity(ast.kpis.len());
        for kpi in &ast.kpis {
            let Some(weight) = &kpi.weight else { return };
            let expr = self.expect(weight, &ctx, Type::Percent, &super::problems::units::weight());
            weights.push((kpi.name.text.clone(), expr));
        }
        let wrong = self.problems.len() > said;
        self.problems.truncate(said);
        if wrong {
            return;
        }
        let mut dates: Vec<Date> = self.params.iter().flat_map(|param| &param.values).filter_map(|value| value.from).collect();
        dates.extend(self.header.and_then(|header| header.effective.as_ref()).map(|effective| effective.from));
        self.during.keep(&mut dates);
        let moments: Vec<Option<Date>> = if dates.is_empty() { vec![None] } else { dates.into_iter().map(Some).collect() };
        for at in moments {
            let values: Option<Vec<Number>> = weights.iter().map(|(_, expr)| self.constant_number(expr, at)).collect();
            let Some(values) = values else { continue };
            if let Some(((name, expr), value)) = weights.iter().zip(&values).find(|(_, value)| value.is_negative() || value.is_zero()) {
                let problem = scorecards::weight_sign(name, expr.span, &percent(value));
                self.report(problem);
                return;
            }
            let sum = values.iter().try_fold(Number::ZERO, |sum, value| sum.add(value).ok());
            let Some(sum) = sum.filter(|sum| *sum != Number::ONE) else { continue };
            let parts: Vec<(String, Span, String)> =
                weights.iter().zip(&values).map(|((name, expr), value)| (name.clone(), expr.span, percent(value))).collect();
            let off = Number::ONE.sub(&sum).unwrap_or(Number::ZERO);
            let side = if off.is_negative() { Off::TooMuch } else { Off::TooLittle };
            let card = (ast.name.text.as_str(), ast.name.span);
            let problem = scorecards::weights(card, &parts, &percent(&sum), (&percent(&off.abs()), side), at);
            self.report(problem);
            return;
        }
    }

    fn check_goals(&mut self, ast: &'a ast::Scorecard) {
        for goal in ast.kpis.iter().filter_map(|kpi| kpi.goal.as_ref()) {
            if !self.goals.iter().any(|known| known.ast.name.text == goal.text) && !self.lost_name_of(&["goal"], &goal.text) {
                let known: Vec<String> = self.goals.iter().map(|goal| goal.ast.name.text.clone()).collect();
                let guess = self.guess(&goal.text, &known);
                self.report(super::problems::names::unknown_goal(&goal.text, goal.span, guess));
            }
        }
    }

    /// Nobody may be under two scorecards, as far as choices say it.
    fn check_overlaps(&mut self) {
        for second in 0..self.cards.len() {
            for first in 0..second {
                let (Some(one), Some(two)) = (self.cards.get(first), self.cards.get(second)) else { continue };
                if !(self.is_done(one.covered) && self.is_done(two.covered)) {
                    continue;
                }
                let both = one.region.and(&two.region);
                let open = one.ast.applies.is_none() || two.ast.applies.is_none();
                if both.is_empty() || (both.exact == Exact::No && !open) {
                    continue;
                }
                let who = match self.uncovered(&both, &[]) {
                    Some(_) | None if open => Shared::Everybody,
                    Some(found) => Shared::People(self.write_region(&found)),
                    None => Shared::Some,
                };
                let place = |card: &ast::Scorecard| card.applies.as_ref().map_or(card.name.span, |applies| applies.span);
                let problem = scorecards::overlap((&one.ast.name.text, place(one.ast)), (&two.ast.name.text, place(two.ast)), who);
                self.report(problem);
            }
        }
    }

    /// A clause may read a KPI or a payout only for people who have it.
    fn check_audience(&mut self) {
        let reads = std::mem::take(&mut self.audience);
        if self.broken_cards {
            return;
        }
        for (def, region, span) in reads {
            let Some((name, role, place)) = self.def(def).map(|def| (def.name.clone(), def.role, def.place)) else { continue };
            if region.is_empty() {
                continue;
            }
            let found = match role {
                Role::Payout => self.payout_gap(def, &region),
                _ => self.card_gap(def, role, &region),
            };
            if let Some((who, other)) = found {
                let problem = scorecards::not_for_everyone(
                    (&name, &spoken::chinese(&name, role).unwrap_or_else(|| name.clone())),
                    span,
                    place,
                    &who,
                    other,
                );
                self.report(problem);
            }
        }
    }

    /// People the clause is for, who are under a scorecard without this KPI or adjustment: who they are, and that scorecard.
    fn card_gap(&self, def: DefId, role: Role, region: &Region) -> Option<(Text, Option<Span>)> {
        let members: Vec<usize> = match role {
            Role::Adjust => self.adjusts.iter().find(|group| group.def == def)?.members.iter().map(|(card, _)| *card).collect(),
            _ => {
                let group = self.kpis.iter().find(|group| {
                    [Some(group.measure), group.target, group.attainment, Some(group.score), Some(group.weighted)].contains(&Some(def))
                })?;
                let needs_target = matches!(role, Role::KpiTarget | Role::KpiAttainment);
                group.members.iter().filter(|(_, kpi)| !needs_target || kpi.target.is_some()).map(|(card, _)| *card).collect()
            }
        };
        let covers: Vec<&Region> = members.iter().filter_map(|at| self.cards.get(*at)).map(|card| &card.region).collect();
        // None of the people the clause is for has it.
        if !covers.is_empty() && covers.iter().all(|cover| cover.and(region).is_empty()) {
            let all = Region { exact: Exact::Yes, ..region.clone() };
            let who = self.uncovered(&all, &covers).map_or_else(Text::default, |found| self.write_region(&found));
            return Some((who, None));
        }
        for (at, card) in self.cards.iter().enumerate() {
            if members.contains(&at) {
                continue;
            }
            let both = card.region.and(region);
            if let Some(found) = self.uncovered(&both, &covers) {
                return Some((self.write_region(&found), Some(card.ast.name.span)));
            }
        }
        None
    }

    /// People the clause is for, whom the payout is not for.
    fn payout_gap(&self, def: DefId, region: &Region) -> Option<(Text, Option<Span>)> {
        let (_, cover) = self.payout_regions.iter().find(|(payout, _)| *payout == def)?;
        if cover.and(region).is_empty() {
            let all = Region { exact: Exact::Yes, ..region.clone() };
            return Some((self.uncovered(&all, &[cover]).map_or_else(Text::default, |found| self.write_region(&found)), None));
        }
        self.uncovered(region, &[cover]).map(|found| (self.write_region(&found), None))
    }
}

/// A percent with every digit.
fn percent(value: &Number) -> String {
    value.mul(&Number::from_i64(100)).map_or_else(|_| show::exact(value), |points| format!("{}%", show::exact(&points)))
}
