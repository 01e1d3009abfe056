//! The grade: its choice, worst first, its lines, the vetoes that strike it, the values beside it.

use super::band::Line;
use super::context::Ctx;
use super::planner::{Node, Planner, number};
use super::problems::{clauses, names};
use super::shapes;
use super::types::{Joint, Ty, Typed};
use crate::plan::ir::{self, ChoiceOrder, Kind};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, VetoEffect};
use crate::value::{ChoiceId, Number, Type};

impl<'a> Planner<'a> {
    /// The grades as a choice, worst first: by their ends where these are numbers, else as a list of bands is read.
    pub(super) fn grade_choice(&mut self, ast: &'a ast::Grade) -> ChoiceId {
        let mut lines: Vec<&ast::GradeLine> = ast.lines.iter().collect();
        if falls(&lines) {
            lines.reverse();
        }
        let mut options: Vec<ir::ChoiceOption> = Vec::with_capacity(lines.len());
        for (at, line) in ast.lines.iter().enumerate() {
            if let Some(before) = ast.lines.iter().take(at).find(|other| other.name.text == line.name.text) {
                self.report(names::twice(&line.name.text, before.name.span, line.name.span));
            }
        }
        for line in lines {
            if !options.iter().any(|option| option.name == line.name.text) {
                options.push(ir::ChoiceOption { name: line.name.text.clone(), also: Vec::new() });
            }
        }
        self.choices.push(ir::Choice { options, order: ChoiceOrder::Ordered, span: ast.span });
        ChoiceId(number(self.choices.len().saturating_sub(1)))
    }

    fn grade_index(&self, choice: ChoiceId, name: &str) -> Option<u32> {
        self.options(choice).iter().position(|option| option.name == name).map(number)
    }

    pub(super) fn lower_grade(&mut self, node: Node) -> Typed {
        let Some((ast, choice)) = self.grade.as_ref().map(|grade| (grade.ast, grade.choice)) else { return self.poison(Span::default()) };
        let ctx = Ctx::people(node);
        let lines: Vec<Line<'a>> = ast
            .lines
            .iter()
            .map(|line| Line { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span, label: line.name.text.clone() })
            .collect();
        let by = self.expr(&ast.by, &ctx, None);
        let known = by.ty != Ty::Unknown;
        let (by, ends, ty) = self.ends(by, &lines, &ctx);
        let vetoes = self.grade_vetoes(choice, node);
        let limits = self.grade_limits(choice, node);
        let Some(ty) = ty.filter(|_| !self.lost(ast.span)) else {
            return Typed { ty: Ty::Is(Type::Choice(choice)), ..self.poison(ast.span) };
        };
        let mut domain = if known { self.domain(&by) } else { super::band::open_domain() };
        if ast.whole.is_some() || ty == Type::Count {
            domain.integers = shapes::Integers::Yes;
        }
        let Some(filled) = self.fill(ty, &lines, ends, &domain, ast.span) else {
            return Typed { ty: Ty::Is(Type::Choice(choice)), ..self.poison(ast.span) };
        };
        let mut done = Vec::with_capacity(filled.len());
        for (line, (low, high)) in ast.lines.iter().zip(filled) {
            let option = self.grade_index(choice, &line.name.text).unwrap_or(0);
            done.push(ir::GradeLine { option, low, high, span: line.span });
        }
        if self.descends(&done.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect::<Vec<_>>()) {
            done.reverse();
        }
        self.typed(Kind::Grade(Box::new(ir::GradeRule { by, lines: done, vetoes, limits })), Ty::Is(Type::Choice(choice)), ast.span)
    }

    fn grade_vetoes(&mut self, choice: ChoiceId, node: Node) -> Vec<ir::GradeVeto> {
        let mut done = Vec::new();
        for at in 0..self.cards.len() {
            let Some((ast, covered)) = self.cards.get(at).map(|card| (card.ast, card.covered)) else { continue };
            self.need(Node::Def(covered));
            let region = self.cards.get(at).map_or_else(super::region::Region::everyone, |card| card.region.clone());
            let ctx = Ctx::people(node).region(region);
            let mut all: Vec<(&'a ast::Veto, Ctx)> = ast.vetoes.iter().map(|veto| (veto, ctx.clone())).collect();
            for kpi in &ast.kpis {
                let group = self.kpis.iter().position(|group| group.name == kpi.name.text);
                let inner = group.map_or(ctx.clone(), |group| ctx.clone().own(group, at));
                all.extend(kpi.vetoes.iter().map(|veto| (veto, inner.clone())));
            }
            for (veto, ctx) in all {
                let Some((name, most)) = grade_of(&veto.effect) else { continue };
                let Some(option) = self.grade_index(choice, &name.text) else {
                    if self.lost(self.grade.as_ref().map_or(ast.span, |grade| grade.ast.span)) {
                        continue;
                    }
                    let known: Vec<String> = self.options(choice).iter().map(|option| option.name.clone()).collect();
                    let guess = self.guess(&name.text, &known);
                    self.report(clauses::unknown_grade(&name.text, name.span, &known, guess));
                    continue;
                };
                let effect = match most {
                    AtMost::Yes => ir::GradeEffect::AtMost(option),
                    AtMost::No => ir::GradeEffect::To(option),
                };
                let veto = self.veto(veto, &ctx);
                self.note_read(node, Node::Def(covered), veto.span);
                done.push(ir::GradeVeto { covered, veto, effect });
            }
        }
        done
    }

    /// A veto on the grade needs grades.
    pub(super) fn check_grade_vetoes(&mut self) {
        if self.grade.is_some() || self.broken_grade {
            return;
        }
        let cards: Vec<&'a ast::Scorecard> = self.cards.iter().map(|card| card.ast).collect();
        let vetoes = cards.iter().flat_map(|card| card.vetoes.iter().chain(card.kpis.iter().flat_map(|kpi| &kpi.vetoes)));
        let lost: Vec<Span> = vetoes.filter(|veto| grade_of(&veto.effect).is_some()).map(|veto| veto.effect_span).collect();
        for span in lost {
            self.report(names::no_grade(span));
        }
    }

    /// The value beside the grade: one a grade, in the order of the choice.
    pub(super) fn lower_grade_column(&mut self, at: usize, node: Node) -> Typed {
        let Some((ast, def, choice)) = self.grade.as_ref().map(|grade| (grade.ast, grade.def, grade.choice)) else {
            return self.poison(Span::default());
        };
        let Some(first) = ast.lines.first() else { return self.poison(ast.span) };
        let names: Vec<&str> = first.columns.iter().map(|pair| pair.name.text.as_str()).collect();
        if at == 0 {
            for line in &ast.lines {
                self.check_pairs(&names, first.span, &line.columns, line.span);
            }
        }
        let Some(name) = names.get(at) else { return self.poison(ast.span) };
        let ctx = Ctx::people(node);
        let mut items = Vec::new();
        for option in self.options(choice).iter().map(|option| option.name.clone()).collect::<Vec<_>>() {
            let line = ast.lines.iter().find(|line| line.name.text == option);
            let pair = line.and_then(|line| line.columns.iter().find(|pair| pair.name.text == *name));
            let Some(pair) = pair else { return self.poison(ast.span) };
            items.push(self.expr(&pair.value, &ctx, None));
        }
        let (values, ty) = self.unify(items, None, Joint::Results);
        self.note_read(node, Node::Def(def), ast.span);
        self.typed(Kind::GradeColumn { grade: def, values }, ty, first.columns.get(at).map_or(ast.span, |pair| pair.name.span))
    }

    /// Lines beside the first that carry columns the first lacks.
    pub(super) fn check_grade_columns(&mut self) {
        let Some(ast) = self.grade.as_ref().map(|grade| grade.ast) else { return };
        let Some(first) = ast.lines.first() else {
            if !self.lost(ast.span) {
                self.report(clauses::grade_without_lines(ast.span));
            }
            return;
        };
        if first.columns.is_empty() {
            for line in ast.lines.iter().filter(|line| !line.columns.is_empty()) {
                self.check_pairs(&[], first.span, &line.columns, line.span);
            }
        }
    }
}

/// Whether a veto names the best grade that is left, or the grade itself.
#[derive(Clone, Copy)]
enum AtMost {
    Yes,
    No,
}

fn grade_of(effect: &VetoEffect) -> Option<(&ast::Name, AtMost)> {
    match effect {
        VetoEffect::Grade(name) => Some((name, AtMost::No)),
        VetoEffect::GradeAtMost(name) => Some((name, AtMost::Yes)),
        VetoEffect::ScoreZero | VetoEffect::KpiZero(_) => None,
    }
}

/// Whether the lines go from the best grade to the worst.
fn falls(lines: &[&ast::GradeLine]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    match (end_of(first), end_of(last)) {
        (Some(one), Some(two)) if one != two => one > two,
        (_, _) => (first.high.is_none() && first.low.is_some()) || (last.low.is_none() && last.high.is_some()),
    }
}

fn end_of(line: &ast::GradeLine) -> Option<Number> {
    let bound = line.low.as_ref().or(line.high.as_ref())?;
    match &bound.value.kind {
        ExprKind::Number(literal) => Some(literal.value.clone()),
        ExprKind::Neg(inner) => match &inner.kind {
            ExprKind::Number(literal) => Some(literal.value.neg()),
            _ => None,
        },
        _ => None,
    }
}
