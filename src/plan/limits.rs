//! Forced distribution: which grades a clause limits, for whom, and in which order the clauses work.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::planner::{Node, Planner};
use super::problems::{clauses, limits, ranks, units};
use crate::plan::ir::{self, LimitEnd, Seats};
use crate::source::Span;
use crate::syntax::ast::{self, LimitKind, Mark};
use crate::value::{ChoiceId, Number, Type};

impl<'a> Planner<'a> {
    /// Limits need grades.
    pub(super) fn check_limits(&mut self) {
        if self.grade.is_some() || self.broken_grade {
            return;
        }
        for limit in self.limits.clone() {
            self.report(limits::without_grades(limit.span));
        }
    }

    /// The limits in the order in which they work, which is that of the grades and never that of the text: from the best grade down to
    /// the one that takes the rest, then from the worst one up to it.
    pub(super) fn grade_limits(&mut self, choice: ChoiceId, node: Node) -> Vec<ir::Limit> {
        let mut limited: Vec<(&'a ast::Limit, u32, u32)> = Vec::new();
        let mut taken: Vec<(u32, Span)> = Vec::new();
        for limit in self.limits.clone() {
            let Some(options) = self.limited_grades(choice, limit, &mut taken) else { continue };
            if let (Some(worst), Some(best)) = (options.first(), options.last()) {
                limited.push((limit, *worst, *best));
            }
        }
        let known: BTreeSet<u32> = limited.iter().flat_map(|(_, worst, best)| *worst..=*best).collect();
        let grades = self.options(choice).len();
        if known.len() >= grades && !limited.is_empty() {
            let spans: Vec<Span> = limited.iter().map(|(limit, ..)| limit.span).collect();
            self.report(limits::every_grade(&spans));
            return Vec::new();
        }
        self.check_sum(&limited);
        // The first grade from the bottom that no clause limits.
        let rest = (0_u32..).find(|option| !known.contains(option)).unwrap_or(0);
        let mut built: Vec<ir::Limit> = Vec::new();
        for (limit, worst, best) in limited {
            let end = if best < rest { LimitEnd::Bottom } else { LimitEnd::Top };
            built.extend(self.limit(limit, (worst, best), end, node));
        }
        built.sort_by_key(|limit| match limit.end {
            LimitEnd::Top => (0, u32::MAX - limit.best),
            LimitEnd::Bottom => (1, limit.worst),
        });
        built
    }

    /// The grades a clause names, worst first: each known, each limited once, side by side.
    fn limited_grades(&mut self, choice: ChoiceId, limit: &'a ast::Limit, taken: &mut Vec<(u32, Span)>) -> Option<Vec<u32>> {
        let known: Vec<String> = self.options(choice).iter().map(|option| option.name.clone()).collect();
        let mut options = Vec::new();
        for name in &limit.grades {
            let Some(option) = (0_u32..).zip(&known).find(|(_, option)| **option == name.text).map(|(at, _)| at) else {
                let guess = self.guess(&name.text, &known);
                self.report(clauses::unknown_grade(&name.text, name.span, &known, guess));
                return None;
            };
            if let Some((_, before)) = taken.iter().find(|(other, _)| *other == option) {
                self.report(limits::limited_twice(&name.text, *before, name.span));
                return None;
            }
            taken.push((option, name.span));
            options.push(option);
        }
        options.sort_unstable();
        if options.windows(2).any(|pair| matches!(pair, [one, two] if one.saturating_add(1) != *two)) {
            self.report(limits::grades_apart(limit.span));
            return None;
        }
        Some(options)
    }

    /// Clauses that must be met to the head cannot ask for more than everybody.
    fn check_sum(&mut self, limited: &[(&'a ast::Limit, u32, u32)]) {
        let exact = |limit: &&ast::Limit| limit.kind == LimitKind::Exactly && limit.share.mark == Mark::Percent && limit.filter.is_none();
        let all: Vec<&ast::Limit> = limited.iter().map(|(limit, ..)| *limit).filter(exact).collect();
        let group = |limit: &ast::Limit| match &limit.over {
            ast::Over::Name(name) => name.text.clone(),
            ast::Over::Everyone(_) | ast::Over::Reports { .. } => String::new(),
        };
        for (at, first) in all.iter().enumerate() {
            let together: Vec<&&ast::Limit> = all.iter().filter(|other| group(other) == group(first)).collect();
            let begins = all.iter().position(|other| group(other) == group(first)) == Some(at);
            let sum = together.iter().try_fold(Number::ZERO, |sum, limit| sum.add(&limit.share.value));
            if begins && together.len() > 1 && sum.is_ok_and(|sum| sum > Number::ONE) {
                let spans: Vec<Span> = together.iter().map(|limit| limit.share.span).collect();
                self.report(limits::more_than_all(&spans));
            }
        }
    }

    fn limit(&mut self, ast: &'a ast::Limit, (worst, best): (u32, u32), end: LimitEnd, node: Node) -> Option<ir::Limit> {
        let ctx = Ctx::people(node);
        let seats = self.seats(ast);
        let smallest = match &ast.smallest {
            Some(smallest) => match whole(&smallest.value).filter(|heads| *heads > 0) {
                Some(heads) => heads,
                None => {
                    self.report(limits::not_heads(smallest.span));
                    return None;
                }
            },
            None => 0,
        };
        let members = self.members(&ast.over, ast.filter.as_ref(), &ctx, ast.span)?;
        let by = self.expr(&ast.by, &members.ctx, None);
        match by.ty.likely() {
            None | Some(Type::Date | Type::Number | Type::Count | Type::Money | Type::Foreign(_) | Type::Percent | Type::Days) => {}
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(ranks::nothing_to_rank(by.expr.span, &units::type_words(found)));
            }
        }
        let by = self.settle(by).0;
        let Some(ties) = ast.ties else {
            self.report(limits::ties_unsaid(ast.span));
            return None;
        };
        let (group, filter) = (members.group, members.filter);
        Some(ir::Limit { worst, best, kind: ast.kind, seats: seats?, group, filter, by, ties, smallest, end, span: ast.span })
    }

    /// How many may hold the grades: a part of the people, brought to whole heads, or so many heads.
    fn seats(&mut self, ast: &'a ast::Limit) -> Option<Seats> {
        let share = &ast.share;
        let part = match (share.mark, ast.heads) {
            (Mark::Unread, _) => return None,
            (Mark::Percent, Some((mode, _))) if !share.value.is_negative() && share.value <= Number::ONE => {
                return Some(Seats::Part(share.value.clone(), mode));
            }
            (Mark::Percent, None) => limits::heads_unsaid(ast.span),
            (Mark::Plain | Mark::Count, Some((_, place))) if whole(&share.value).is_some() => limits::nothing_to_round(share.span, place),
            (Mark::Plain | Mark::Count, _) => match whole(&share.value) {
                Some(heads) => return Some(Seats::Heads(heads)),
                None => limits::not_heads(share.span),
            },
            (Mark::Percent | Mark::Money | Mark::Points | Mark::Days, _) => limits::not_a_share(share.span),
        };
        self.report(part);
        None
    }
}

/// A number of people.
fn whole(value: &Number) -> Option<u32> {
    value.to_i64().and_then(|heads| u32::try_from(heads).ok())
}
