//! Feedback and consequences: whom they reach, and the values in their texts.

use std::collections::BTreeSet;

use super::context::Ctx;
use super::planner::{Node, Origin, Planner, Value as Named, text_of};
use super::problems::process as problems;
use super::region::Region;
use super::scope::Fresh;
use super::types::{Ty, Typed};
use crate::plan::ir::{self, Case, Cases, DefId, Kind, NoCase, PEOPLE, Role};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Type, Value};

/// A clause that tells people something.
#[derive(Clone, Copy)]
pub(super) enum Tells<'a> {
    Feedback(&'a ast::Feedback),
    Consequence(&'a ast::Consequence),
}

/// One on its way into the plan, with the definitions of the values in its texts, in the order of the text.
pub(super) struct TellsInfo<'a> {
    pub ast: Tells<'a>,
    pub told: DefId,
    pub values: Vec<DefId>,
    /// Whom it reaches.
    pub reached: Region,
}

impl<'a> Tells<'a> {
    fn name(self) -> &'a ast::Name {
        match self {
            Tells::Feedback(it) => &it.name,
            Tells::Consequence(it) => &it.name,
        }
    }

    fn title(self) -> Option<&'a ast::Quoted> {
        match self {
            Tells::Feedback(it) => it.title.as_ref(),
            Tells::Consequence(it) => it.title.as_ref(),
        }
    }

    fn because(self) -> Option<&'a ast::Quoted> {
        match self {
            Tells::Feedback(it) => it.because.as_ref(),
            Tells::Consequence(it) => it.because.as_ref(),
        }
    }

    fn span(self) -> Span {
        match self {
            Tells::Feedback(it) => it.span,
            Tells::Consequence(it) => it.span,
        }
    }

    /// For whom it is, and when.
    fn conditions(self) -> (Option<&'a ast::Expr>, Option<&'a ast::Expr>) {
        match self {
            Tells::Feedback(it) => (it.applies.as_ref(), it.when.as_ref()),
            Tells::Consequence(it) => (it.applies.as_ref(), it.when.as_ref()),
        }
    }

    /// Its texts, in the order in which they are read.
    fn texts(self) -> impl Iterator<Item = &'a ast::Template> {
        let (say, action) = match self {
            Tells::Feedback(it) => (it.say.as_ref(), it.action.as_ref().map(|action| &action.text)),
            Tells::Consequence(it) => (it.say.as_ref(), None),
        };
        say.into_iter().chain(action)
    }
}

impl<'a> Planner<'a> {
    pub(super) fn declare_tells(&mut self, ast: Tells<'a>) {
        let (name, span) = (ast.name(), ast.span());
        self.check_own_part(name);
        let at = self.tells.len();
        let fresh = |name: String, title: Option<String>, role: Role, origin: Origin<'a>, because: Option<String>, place: Span| Fresh {
            name,
            title,
            table: PEOPLE,
            role,
            because,
            span,
            place,
            origin,
        };
        let (title, because) = (text_of(ast.title()), text_of(ast.because()));
        let told = self.fresh(fresh(name.text.clone(), title, Role::Told, Origin::Told(at), because, name.span));
        self.declare_value(name, Named::Def(told));
        let exprs: Vec<&'a ast::Expr> = ast.texts().flat_map(|text| &text.pieces).filter_map(of_value).collect();
        let mut values = Vec::with_capacity(exprs.len());
        for (expr, number) in exprs.into_iter().zip(1..) {
            let own = format!("{}.{number}", name.text);
            values.push(self.fresh(fresh(own, None, Role::Said, Origin::Said(at, expr), None, expr.span)));
        }
        self.tells.push(TellsInfo { ast, told, values, reached: Region::everyone() });
    }

    /// Whether the person is told.
    pub(super) fn lower_told(&mut self, at: usize, node: Node) -> Typed {
        let Some(ast) = self.tells.get(at).map(|tells| tells.ast) else { return self.poison(Span::default()) };
        let (applies, when) = ast.conditions();
        let applies = applies.map(|applies| self.condition(applies, &Ctx::people(node)));
        let region = applies.as_ref().map_or_else(Region::everyone, |applies| self.region_of(applies));
        // What is said is said to those who are reached: the values in the texts are read with this region.
        let ctx = Ctx::people(node).region(region);
        let when = when.map(|when| self.condition(when, &ctx));
        let region = when.as_ref().map_or_else(|| ctx.region.clone(), |when| ctx.region.and(&self.region_of(when)));
        if let Some(tells) = self.tells.get_mut(at) {
            tells.reached = region;
        }
        let mut parts: Vec<ir::Expr> = applies.into_iter().chain(when).collect();
        let flag = Ty::Is(Type::Flag);
        match parts.pop() {
            // A single condition, too: what is missing is an error where it decides whether somebody is told.
            Some(last) => {
                let span = parts.first().map_or(last.span, |_| ast.span());
                parts.push(last);
                self.typed(Kind::And(parts), flag, span)
            }
            None => self.typed(Kind::Literal(Value::Flag(true)), flag, ast.span()),
        }
    }

    /// A value in a text: nobody's who is not told.
    pub(super) fn lower_said(&mut self, at: usize, expr: &'a ast::Expr, node: Node) -> Typed {
        let Some(told) = self.tells.get(at).map(|tells| tells.told) else { return self.poison(expr.span) };
        self.need(Node::Def(told));
        let reached = self.tells.get(at).map_or_else(Region::everyone, |tells| tells.reached.clone());
        let value = self.expr(expr, &Ctx::people(node).region(reached), None);
        let ty = value.ty.likely().map_or(value.ty, Ty::Is);
        let cases = Cases { cases: vec![Case { covered: told, value: value.expr }], none: NoCase::NotApplicable };
        self.typed(Kind::Cases(Box::new(cases)), ty, expr.span)
    }

    /// What the plan says to people. `order` keeps what people are paid by.
    pub(super) fn process(&mut self, order: &mut Vec<DefId>, paid: &BTreeSet<DefId>) -> ir::Process {
        let mut process = ir::Process::default();
        order.retain(|def| {
            let kept = paid.contains(def);
            if !kept {
                process.order.push(*def);
            }
            kept
        });
        for TellsInfo { ast, told, values, .. } in std::mem::take(&mut self.tells) {
            let mut values = values.into_iter();
            let mut said = |template: &ast::Template| {
                let piece = |piece: &ast::Piece| match piece {
                    ast::Piece::Text(text) => Some(ir::SaidPiece::Text(text.clone())),
                    ast::Piece::Value(_) => values.next().map(ir::SaidPiece::Value),
                };
                ir::Said { pieces: template.pieces.iter().filter_map(piece).collect() }
            };
            let (name, title, because, span) = (ast.name().text.clone(), text_of(ast.title()), text_of(ast.because()), ast.span());
            match ast {
                Tells::Feedback(it) => {
                    let say = it.say.as_ref().map(&mut said);
                    let action = it
                        .action
                        .as_ref()
                        .map(|action| ir::Action { text: said(&action.text), within: action.within.as_ref().map(within) });
                    process.feedback.push(ir::Feedback {
                        name,
                        title,
                        told,
                        timing: it.timing.map(|(timing, _)| timing),
                        through: it.through.iter().map(|channel| channel.kind.clone()).collect(),
                        to: it.to.iter().map(|to| to.kind.clone()).collect(),
                        say,
                        action,
                        because,
                        span,
                    });
                }
                Tells::Consequence(it) => process.consequences.push(ir::Consequence {
                    name,
                    title,
                    told,
                    then: it.then.iter().map(|follows| self::follows(&follows.kind)).collect(),
                    to: it.to.iter().map(|to| to.kind.clone()).collect(),
                    say: it.say.as_ref().map(&mut said),
                    because,
                    span,
                }),
            }
        }
        process
    }

    /// A feedback says something, a consequence has one, and a deadline in working days has a calendar.
    pub(super) fn check_tells(&mut self) {
        let (mut found, mut needing) = (Vec::new(), Vec::new());
        for tells in &self.tells {
            let name = tells.ast.name();
            match tells.ast {
                Tells::Feedback(it) if it.say.is_none() && it.action.is_none() && !self.lost(it.span) => {
                    found.push(problems::says_nothing(&name.text, name.span));
                }
                Tells::Consequence(it) if it.then.is_empty() && !self.lost(it.span) => {
                    found.push(problems::nothing_follows(&name.text, name.span));
                }
                Tells::Feedback(_) | Tells::Consequence(_) => {}
            }
            let working = tells.ast.lengths().find(|length| length.unit == ast::LengthUnit::WorkingDays);
            needing.extend(working.map(|length| length.count.span));
        }
        found.into_iter().for_each(|problem| self.report(problem));
        for span in needing {
            self.has_calendar(span);
        }
    }
}

impl<'a> Tells<'a> {
    fn lengths(self) -> impl Iterator<Item = &'a ast::Length> {
        let (action, then) = match self {
            Tells::Feedback(it) => (it.action.as_ref(), &[][..]),
            Tells::Consequence(it) => (None, it.then.as_slice()),
        };
        let plans =
            then.iter().filter_map(|follows| if let ast::FollowsKind::Improvement(length) = &follows.kind { Some(length) } else { None });
        action.and_then(|action| action.within.as_ref()).into_iter().chain(plans)
    }
}

fn of_value(piece: &ast::Piece) -> Option<&ast::Expr> {
    match piece {
        ast::Piece::Value(expr) => Some(expr),
        ast::Piece::Text(_) => None,
    }
}

pub(super) fn within(length: &ast::Length) -> ir::Within {
    let count = length.count.value.to_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or(u32::MAX);
    ir::Within { count, unit: length.unit }
}

fn follows(kind: &ast::FollowsKind) -> ir::Follows {
    match kind {
        ast::FollowsKind::Training(text) => ir::Follows::Training(text_of(text.as_ref())),
        ast::FollowsKind::Coaching(by) => ir::Follows::Coaching(by.as_ref().map(|by| by.kind.clone())),
        ast::FollowsKind::Improvement(length) => ir::Follows::Improvement(within(length)),
        ast::FollowsKind::Reward(text) => ir::Follows::Reward(text.text.clone()),
        ast::FollowsKind::Warning => ir::Follows::Warning,
        ast::FollowsKind::Transfer => ir::Follows::Transfer,
        ast::FollowsKind::Dismissal => ir::Follows::Dismissal,
        ast::FollowsKind::Other(text) => ir::Follows::Other(text.text.clone()),
    }
}
