//! Scorecards: KPIs of one name over several scorecards become shared definitions with one case each.

use super::context::Ctx;
use super::declare::MOST_KPIS;
use super::planner::{Node, Planner, State, text_of};
use super::problems::{clauses, units};
use super::region::Region;
use super::types::{Ty, Typed, alike};
use crate::plan::ir::{self, Case, Cases, DefId, Kind, NoCase, Role};
use crate::source::Span;
use crate::syntax::ast::{self, Factor, Reverse, Sign, VetoEffect, WhenMissing};
use crate::value::{Number, Type, Value};

impl<'a> Planner<'a> {
    /// Whom a scorecard is for.
    pub(super) fn lower_covered(&mut self, card: usize, node: Node) -> Typed {
        let Some((ast, span)) = self.cards.get(card).map(|card| (card.ast, card.ast.span)) else { return self.poison(Span::default()) };
        match &ast.applies {
            Some(condition) => {
                let said = self.problems.len();
                let expr = self.condition(condition, &Ctx::people(node));
                // Whom a faulty condition means is not known: nobody is said to lack the scorecard.
                let region = if self.problems.len() == said { self.region_of(&expr) } else { Region::unknown() };
                if let Some(card) = self.cards.get_mut(card) {
                    card.region = region;
                }
                Typed { expr, ty: Ty::Is(Type::Flag) }
            }
            None => self.typed(Kind::Literal(Value::Flag(true)), Ty::Is(Type::Flag), span),
        }
    }

    /// An expression inside a scorecard: it is for the people the scorecard covers.
    fn card_ctx(&mut self, card: usize, node: Node) -> Ctx {
        if let Some(covered) = self.cards.get(card).map(|card| card.covered) {
            self.need(Node::Def(covered));
        }
        let region = self.cards.get(card).map_or_else(Region::everyone, |card| card.region.clone());
        Ctx::people(node).region(region)
    }

    /// One part of a KPI: a case for every scorecard that has it.
    pub(super) fn lower_kpi(&mut self, group: usize, role: Role, node: Node) -> Typed {
        let Some(members) = self.kpis.get(group).map(|group| group.members.clone()) else { return self.poison(Span::default()) };
        let span = members.first().map_or(Span::default(), |(_, kpi)| kpi.span);
        let mut cases = Vec::new();
        let mut ty: Option<(Ty, Span)> = None;
        for (card, kpi) in members {
            let ctx = self.card_ctx(card, node).own(group, card);
            let part = match role {
                Role::KpiMeasure => self.kpi_value(kpi, kpi.measure.as_ref(), "measure", &ctx),
                Role::KpiTarget => kpi.target.as_ref().map(|target| self.kpi_target(group, target, &ctx)),
                Role::KpiAttainment => kpi.target.as_ref().map(|_| self.kpi_attainment(group, kpi, &ctx)),
                Role::KpiScore => Some(self.kpi_score(group, card, kpi, &ctx)),
                Role::KpiWeighted => Some(self.kpi_weighted(card, kpi, node)),
                Role::Column
                | Role::Credit
                | Role::Let
                | Role::Carry
                | Role::Term(_)
                | Role::Earlier
                | Role::Slice
                | Role::GoalMet
                | Role::GoalAttainment
                | Role::GoalGap
                | Role::GoalAchievable
                | Role::Covered
                | Role::Told
                | Role::Said
                | Role::Adjust
                | Role::Score
                | Role::Grade
                | Role::GradeColumn
                | Role::Payout
                | Role::PayoutTotal
                | Role::Figure(_) => None,
            };
            let Some(part) = part else { continue };
            ty = Some(self.same_type(ty, &part, kpi, role));
            let covered = self.cards.get(card).map(|card| card.covered);
            if let Some(covered) = covered {
                self.note_read(node, Node::Def(covered), span);
                cases.push((Case { covered, value: part.expr }, part.ty));
            }
        }
        let ty = ty.map_or(Ty::Unknown, |(ty, _)| ty);
        let mut done = Vec::with_capacity(cases.len());
        for (case, part) in cases {
            // A part without a type of its own takes the one the other scorecards give it.
            let value = self.settle(Typed { expr: case.value, ty: part }).0;
            done.push(Case { value, ..case });
        }
        let ty = match ty {
            Ty::Flexible(ty) => Ty::Is(ty),
            Ty::Is(_) | Ty::Unknown | Ty::Quote => ty,
        };
        self.typed(Kind::Cases(Box::new(Cases { cases: done, none: NoCase::NotApplicable })), ty, span)
    }

    /// One name has one type, in whatever scorecard.
    fn same_type(&mut self, before: Option<(Ty, Span)>, part: &Typed, kpi: &ast::Kpi, role: Role) -> (Ty, Span) {
        let own = (part.ty, part.expr.span);
        let Some((ty, span)) = before else { return own };
        match (ty.likely(), part.ty.likely()) {
            (Some(one), Some(two)) if !alike(one, two) && role == Role::KpiMeasure => {
                let problem = super::problems::scorecards::kpi_types(
                    &kpi.name.text,
                    (span, &units::type_words(one)),
                    (own.1, &units::type_words(two)),
                );
                self.report(problem);
                (Ty::Unknown, span)
            }
            (Some(Type::Count), Some(Type::Number)) => (Ty::Is(Type::Number), span),
            (_, None) => own,
            (None | Some(_), Some(_)) => (ty, span),
        }
    }

    fn kpi_value(&mut self, kpi: &'a ast::Kpi, line: Option<&'a ast::Expr>, name: &str, ctx: &Ctx) -> Option<Typed> {
        let Some(line) = line else {
            if !self.lost(kpi.span) {
                self.report(clauses::kpi_lacks(&kpi.name.text, name, kpi.name.span));
            }
            return Some(self.poison(kpi.span));
        };
        let typed = self.expr(line, ctx, None);
        match typed.ty.likely() {
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_) | Type::Date)) => {
                self.report(units::not_a_number(line.span, &units::type_words(found)));
                Some(self.poison(line.span))
            }
            Some(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days) | None => Some(typed),
        }
    }

    /// A target has the type of the measure.
    fn kpi_target(&mut self, group: usize, target: &'a ast::Expr, ctx: &Ctx) -> Typed {
        let measure = self.kpis.get(group).map(|group| Node::Def(group.measure));
        if let Some(measure) = measure {
            self.need(measure);
        }
        let want = measure.and_then(|measure| self.type_of(measure).likely());
        let typed = self.expr(target, ctx, want);
        match want {
            Some(want) => {
                let ty = if typed.ty == Ty::Unknown { Ty::Unknown } else { Ty::Is(want) };
                if typed.ty == Ty::Is(Type::Number) && want == Type::Count {
                    return typed;
                }
                if want == Type::Count && matches!(typed.ty, Ty::Flexible(Type::Number)) && !self.whole_constant(&typed.expr) {
                    let (expr, _) = self.settle(typed);
                    return Typed { expr, ty: Ty::Is(Type::Number) };
                }
                Typed { expr: self.coerce(typed, want, &units::target()), ty }
            }
            None => typed,
        }
    }

    /// measure / target; for lower is better target / measure, or 2 − measure / target.
    fn kpi_attainment(&mut self, group: usize, kpi: &'a ast::Kpi, ctx: &Ctx) -> Typed {
        let span = kpi.span;
        let Some((measure, Some(target))) = self.kpis.get(group).map(|group| (group.measure, group.target)) else {
            return self.poison(span);
        };
        // Each side stands where its line is written, so that a message can point at it.
        let measure = self.plain_ref(measure, kpi.measure.as_ref().map_or(span, |measure| measure.span), ctx.node);
        let target = self.plain_ref(target, kpi.target.as_ref().map_or(span, |target| target.span), ctx.node);
        let expr = self.ratio(measure, target, kpi.lower_is_better, span);
        Typed { expr, ty: Ty::Is(Type::Percent) }
    }

    pub(super) fn ratio(&mut self, measure: ir::Expr, target: ir::Expr, reverse: Option<(Reverse, Span)>, span: Span) -> ir::Expr {
        match reverse {
            None => self.make(Kind::Product(vec![(Factor::Times, measure), (Factor::Over, target)]), Type::Percent, span),
            Some((Reverse::Ratio, _)) => {
                self.make(Kind::Product(vec![(Factor::Times, target), (Factor::Over, measure)]), Type::Percent, span)
            }
            Some((Reverse::Mirror, span)) => {
                let ratio = self.make(Kind::Product(vec![(Factor::Times, measure), (Factor::Over, target)]), Type::Percent, span);
                let two = self.make(Kind::Literal(Value::Number(Number::from_i64(2))), Type::Percent, span);
                self.make(Kind::Sum(vec![(Sign::Plus, two), (Sign::Minus, ratio)]), Type::Percent, span)
            }
        }
    }

    /// Reads a definition of the same table that the clause has by right.
    fn plain_ref(&mut self, def: DefId, span: Span, node: Node) -> ir::Expr {
        self.note_read(node, Node::Def(def), span);
        self.need(Node::Def(def));
        let ty = self.type_of(Node::Def(def)).likely().unwrap_or(Type::Number);
        self.make(Kind::Ref(def), ty, span)
    }

    fn kpi_score(&mut self, group: usize, card: usize, kpi: &'a ast::Kpi, ctx: &Ctx) -> Typed {
        let Some(measure) = self.kpis.get(group).map(|group| group.measure) else { return self.poison(kpi.span) };
        self.note_read(ctx.node, Node::Def(measure), kpi.span);
        if let (Some((_, span)), None) = (kpi.lower_is_better, &kpi.target)
            && !self.lost(kpi.span)
        {
            self.report(super::problems::names::no_target(&kpi.name.text, span, kpi.name.span));
        }
        let Some(score) = &kpi.score else {
            if !self.lost(kpi.span) {
                self.report(clauses::kpi_lacks(&kpi.name.text, "score", kpi.name.span));
            }
            return self.poison(kpi.span);
        };
        let typed = self.amount(score, ctx, Some(Type::Number));
        let score = self.coerce(typed, Type::Number, &units::score());
        let gates = self.gates_of(kpi.gates.iter(), ctx);
        let mut vetoes = self.vetoes_of(&kpi.vetoes, Struck::Kpi(None), ctx);
        if let Some(ast) = self.cards.get(card).map(|card| card.ast) {
            let outer = Ctx { own: None, ..ctx.clone() };
            vetoes.extend(self.vetoes_of(&ast.vetoes, Struck::Kpi(Some(&kpi.name.text)), &outer));
        }
        let when_missing = kpi.when_missing.map_or(WhenMissing::Error, |(when, _)| when);
        let rule = ir::KpiScore { measure, when_missing, gates, vetoes, score };
        let typed = self.typed(Kind::KpiScore(Box::new(rule)), Ty::Is(Type::Number), kpi.span);
        if self.lost(kpi.span) {
            // A line that could not be read may have changed what the score can be.
            self.poisoned.insert(typed.expr.id);
        }
        typed
    }

    pub(super) fn gates_of(&mut self, gates: impl Iterator<Item = &'a ast::Gate>, ctx: &Ctx) -> Vec<ir::Gate> {
        let mut done = Vec::new();
        for gate in gates {
            let needs = self.condition(&gate.needs, ctx);
            done.push(ir::Gate { title: gate.title.text.clone(), needs, span: gate.span });
        }
        done
    }

    /// The vetoes that strike a certain thing.
    fn vetoes_of(&mut self, vetoes: &'a [ast::Veto], struck: Struck<'_>, ctx: &Ctx) -> Vec<ir::Veto> {
        let mut done = Vec::new();
        for veto in vetoes {
            if struck.is_by(&veto.effect) {
                done.push(self.veto(veto, ctx));
            }
        }
        done
    }

    pub(super) fn veto(&mut self, veto: &'a ast::Veto, ctx: &Ctx) -> ir::Veto {
        let when = self.condition(&veto.when, ctx);
        ir::Veto { name: veto.name.text.clone(), title: text_of(veto.title.as_ref()), when, span: veto.span }
    }

    fn weight(&mut self, kpi: &'a ast::Kpi, node: Node) -> ir::Expr {
        match &kpi.weight {
            Some(weight) => self.expect(weight, &Ctx::constant(node), Type::Percent, &units::weight()),
            None => self.poison(kpi.span).expr,
        }
    }

    fn kpi_weighted(&mut self, card: usize, kpi: &'a ast::Kpi, node: Node) -> Typed {
        if kpi.weight.is_none() {
            if !self.lost(kpi.span) {
                self.report(clauses::kpi_lacks(&kpi.name.text, "weight", kpi.name.span));
            }
            return self.poison(kpi.span);
        }
        let weight = self.weight(kpi, node);
        let round = kpi.points_rounded.as_ref().map(|unit| {
            let unit = self.expect(unit, &Ctx::constant(node), Type::Number, &units::rounding());
            if self.constant_number(&unit, None).is_some_and(|unit| unit.is_zero() || unit.is_negative()) {
                self.report(units::rounding_unit(unit.span));
            }
            unit
        });
        let said = self.problems.len();
        let kpis = self.cards.get(card).map_or(&[][..], |card| card.ast.kpis.get(..MOST_KPIS).unwrap_or(&card.ast.kpis));
        let mut own = None;
        let mut all = Vec::with_capacity(kpis.len());
        for other in kpis {
            let Some(score) = self.group_of(&other.name.text).map(|group| group.score) else { continue };
            self.note_read(node, Node::Def(score), kpi.span);
            let weight = self.weight(other, node);
            if std::ptr::eq(other, kpi) {
                own = Some(score);
            }
            all.push((score, weight));
        }
        // The weights of the others are judged with the others.
        self.problems.truncate(said);
        match own {
            Some(score) => {
                let rule = ir::Weighted { score, weight, all, round };
                self.typed(Kind::Weighted(Box::new(rule)), Ty::Is(Type::Number), kpi.span)
            }
            None => self.poison(kpi.span),
        }
    }

    pub(super) fn group_of(&self, name: &str) -> Option<&super::planner::KpiGroup<'a>> {
        self.kpis.iter().find(|group| group.name == name)
    }

    /// An adjustment: points added and taken, starting from nothing.
    pub(super) fn lower_adjust(&mut self, group: usize, node: Node) -> Typed {
        let Some(members) = self.adjusts.get(group).map(|group| group.members.clone()) else { return self.poison(Span::default()) };
        let span = members.first().map_or(Span::default(), |(_, adjust)| adjust.span);
        let mut cases = Vec::new();
        for (card, adjust) in members {
            let ctx = self.card_ctx(card, node);
            if adjust.amount.value.is_none() && adjust.amount.steps.is_empty() {
                if !self.lost(adjust.span) {
                    self.report(clauses::adjust_without_steps(&adjust.name.text, adjust.name.span));
                }
                continue;
            }
            self.check_floor(&adjust.amount);
            let typed = self.amount(&adjust.amount, &ctx, Some(Type::Number));
            let value = self.coerce(typed, Type::Number, &units::adjustment());
            if let Some(covered) = self.cards.get(card).map(|card| card.covered) {
                self.note_read(node, Node::Def(covered), span);
                cases.push(Case { covered, value });
            }
        }
        let cases = Cases { cases, none: NoCase::NotApplicable };
        self.typed(Kind::Cases(Box::new(cases)), Ty::Is(Type::Number), span)
    }

    /// An adjustment begins at nothing: where points are only taken, a floor of 0 would take back every one of them.
    fn check_floor(&mut self, amount: &ast::Amount) {
        if amount.value.is_some() {
            return;
        }
        for step in &amount.steps {
            match step {
                ast::Step::Change(change) if change.sign == Sign::Minus => {
                    if let Some(span) = change.until_zero {
                        self.report(clauses::floor_in_adjust(span));
                    }
                }
                ast::Step::Change(_) | ast::Step::Cap(_) | ast::Step::Ratchet { .. } | ast::Step::Prorate { .. } => return,
            }
        }
    }

    /// The total of the scorecard that covers the person.
    pub(super) fn lower_score(&mut self, node: Node) -> Typed {
        let span = self.cards.first().map_or(Span::default(), |card| card.ast.span);
        let mut cases = Vec::new();
        for at in 0..self.cards.len() {
            let Some((ast, covered)) = self.cards.get(at).map(|card| (card.ast, card.covered)) else { continue };
            let ctx = self.card_ctx(at, node);
            self.check_kpi_names(ast);
            let mut parts = Vec::with_capacity(ast.kpis.len());
            for kpi in &ast.kpis {
                if let Some((weighted, score)) = self.group_of(&kpi.name.text).map(|group| (group.weighted, group.score)) {
                    self.note_read(node, Node::Def(weighted), kpi.span);
                    self.note_read(node, Node::Def(score), kpi.span);
                    self.need(Node::Def(weighted));
                    parts.push(weighted);
                }
            }
            let adjusts = self.adjusts_of(at);
            for adjust in &adjusts {
                self.note_read(node, Node::Def(*adjust), ast.span);
                self.need(Node::Def(*adjust));
            }
            let caps = self.caps_of(&ast.caps, &ctx, Type::Number);
            let gates = self.gates_of(ast.gates.iter(), &ctx);
            let mut vetoes = self.vetoes_of(&ast.vetoes, Struck::Score, &ctx);
            for kpi in &ast.kpis {
                let own = self.kpis.iter().position(|group| group.name == kpi.name.text);
                let inner = own.map_or(ctx.clone(), |group| ctx.clone().own(group, at));
                vetoes.extend(self.vetoes_of(&kpi.vetoes, Struck::Score, &inner));
            }
            let total = ir::Total { parts, adjusts, caps, gates, vetoes };
            let value = self.make(Kind::Total(Box::new(total)), Type::Number, ast.span);
            self.note_read(node, Node::Def(covered), ast.span);
            cases.push(Case { covered, value });
        }
        self.typed(Kind::Cases(Box::new(Cases { cases, none: NoCase::NoScorecard })), Ty::Is(Type::Number), span)
    }

    pub(super) fn adjusts_of(&self, card: usize) -> Vec<DefId> {
        let names = self.cards.get(card).map_or(&[][..], |card| card.ast.adjusts.as_slice());
        let group = |name: &str| self.adjusts.iter().find(|group| group.members.first().is_some_and(|(_, ast)| ast.name.text == name));
        let mut found: Vec<DefId> = Vec::new();
        for def in names.iter().filter_map(|adjust| group(&adjust.name.text)).map(|group| group.def) {
            if !found.contains(&def) {
                found.push(def);
            }
        }
        found
    }

    /// A veto that names a KPI must name one of its scorecard.
    fn check_kpi_names(&mut self, ast: &'a ast::Scorecard) {
        for (at, veto) in ast.vetoes.iter().enumerate() {
            if let Some(before) = ast.vetoes.iter().take(at).find(|other| other.name.text == veto.name.text) {
                let problem = super::problems::names::twice(&veto.name.text, before.name.span, veto.name.span);
                self.report(problem);
            }
            match &veto.effect {
                VetoEffect::KpiZero(Some(name)) => {
                    if !ast.kpis.iter().any(|kpi| kpi.name.text == name.text) && !self.lost_name_in(Some(ast.span), &name.text) {
                        let known: Vec<String> = ast.kpis.iter().map(|kpi| kpi.name.text.clone()).collect();
                        let guess = self.guess(&name.text, &known);
                        self.report(super::problems::names::unknown_kpi(&name.text, name.span, &ast.name.text, guess));
                    }
                }
                VetoEffect::KpiZero(None) => self.report(clauses::which_kpi(veto.effect_span)),
                VetoEffect::Grade(_) | VetoEffect::GradeAtMost(_) | VetoEffect::ScoreZero => {}
            }
        }
    }

    /// The structure kept for reports.
    pub(super) fn scorecard(&mut self, at: usize) -> Option<ir::Scorecard> {
        let (ast, covered) = self.cards.get(at).map(|card| (card.ast, card.covered))?;
        let mut kpis = Vec::with_capacity(ast.kpis.len());
        for kpi in &ast.kpis {
            let group = self.group_of(&kpi.name.text)?;
            let has_target = kpi.target.is_some();
            let (measure, score, weighted) = (group.measure, group.score, group.weighted);
            let target = group.target.filter(|_| has_target);
            let attainment = group.attainment.filter(|_| has_target);
            let weight = self.weight(kpi, Node::Clause);
            let mut rubric = Vec::with_capacity(kpi.rubric.len());
            for line in &kpi.rubric {
                if let Some(level) = self.plain_literal(&line.level) {
                    rubric.push((level, line.text.text.clone()));
                }
            }
            kpis.push(ir::Kpi {
                name: kpi.name.text.clone(),
                title: text_of(kpi.title.as_ref()),
                stage: kpi.stage.map(|(stage, _)| stage),
                measure,
                target,
                attainment,
                score,
                weighted,
                weight,
                reverse: kpi.lower_is_better.map(|(reverse, _)| reverse),
                when_missing: kpi.when_missing.map_or(WhenMissing::Error, |(when, _)| when),
                goal: kpi.goal.as_ref().map(|goal| goal.text.clone()),
                rubric,
                because: text_of(kpi.because.as_ref()),
                span: kpi.span,
            });
        }
        Some(ir::Scorecard {
            name: ast.name.text.clone(),
            title: text_of(ast.title.as_ref()),
            covered,
            kpis,
            adjusts: self.adjusts_of(at),
            because: text_of(ast.because.as_ref()),
            span: ast.span,
        })
    }

    /// Whether a definition has been translated without a fault.
    pub(super) fn is_done(&self, def: DefId) -> bool {
        self.state_of(Node::Def(def)) == State::Done && self.type_of(Node::Def(def)) != Ty::Unknown
    }
}

/// What a veto makes 0 before the score is summed.
#[derive(Clone, Copy)]
enum Struck<'n> {
    /// The KPI it stands in, or the one it names.
    Kpi(Option<&'n str>),
    Score,
}

impl Struck<'_> {
    fn is_by(self, effect: &VetoEffect) -> bool {
        match (self, effect) {
            (Struck::Score, VetoEffect::ScoreZero) | (Struck::Kpi(None), VetoEffect::KpiZero(_)) => true,
            (Struck::Kpi(Some(own)), VetoEffect::KpiZero(Some(name))) => name.text == own,
            (Struck::Kpi(_) | Struck::Score, _) => false,
        }
    }
}
