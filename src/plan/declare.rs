//! Enters the names of every clause but the inputs, so that definitions may stand in any order.

use super::planner::{
    AdjustGroup, CardInfo, Dotted, GoalInfo, GradeInfo, KpiGroup, LookupInfo, Node, Origin, ParamInfo, Planner, Shape, State, Value,
    number, text_of,
};
use super::problems::{clauses, rules};
use super::process::Tells;
use super::region::Region;
use super::scope::Fresh;
use super::types::Ty;
use crate::plan::ir::{DefId, LookupId, PEOPLE, ParamKind, Role, TableId};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Item, Over, walk};
use crate::value::Type;

/// A scorecard holds no more KPIs: each looks at the weights of all.
pub(super) const MOST_KPIS: usize = 100;

impl<'a> Planner<'a> {
    /// Enters everything that has a name. The inputs have been entered.
    pub(super) fn declare(&mut self, files: &'a [ast::File]) {
        for item in files.iter().flat_map(|file| &file.items) {
            match item {
                Item::Policy(_) | Item::Input(_) | Item::Example(_) | Item::Calendar(_) | Item::Exception(_) | Item::Use(_) => {}
                // The clauses it replaces have been replaced.
                Item::Amend(_) => {}
                Item::Param(param) => self.declare_param(param),
                Item::Exchange(exchange) => self.declare_exchange(exchange),
                Item::Let(ast) => self.declare_let(ast),
                Item::Carry(ast) => self.declare_carry(ast),
                Item::Goal(goal) => self.declare_goal(goal),
                Item::Scorecard(card) => self.declare_card(card),
                Item::Grade(grade) => self.declare_grade(grade),
                Item::Payout(payout) => self.declare_payout(payout),
                Item::Gate(gate) => self.gates.push(gate),
                Item::Feedback(ast) => self.declare_tells(Tells::Feedback(ast)),
                Item::Consequence(ast) => self.declare_tells(Tells::Consequence(ast)),
                Item::Appeal(ast) => self.declare_appeal(ast),
                Item::Review(ast) => self.declare_review(ast),
                Item::Rollout(ast) => self.declare_rollout(ast),
                Item::Support(ast) => self.declare_support(ast),
                Item::Limit(limit) => self.limits.push(limit),
                Item::Tiers(tiers) => self.declare_tiers(tiers),
                Item::Bands(bands) => self.declare_bands(bands),
                Item::Table(table) => self.declare_table(table),
            }
        }
        if let Some(card) = self.cards.first() {
            let span = card.ast.span;
            self.score = Some(self.built_in("score", Role::Score, Origin::Score, span));
        }
        if let Some(first) = self.payouts.first().and_then(|def| self.def(*def)) {
            let span = first.span;
            self.payout_total = Some(self.built_in("payout", Role::PayoutTotal, Origin::PayoutTotal, span));
        }
        for def in [self.score, self.grade.as_ref().map(|grade| grade.def), self.payout_total].into_iter().flatten() {
            if let Some((name, span)) = self.def(def).map(|def| (def.name.clone(), def.span)) {
                self.check_built_in(&name, span);
            }
        }
    }

    fn built_in(&mut self, name: &str, role: Role, origin: Origin<'a>, span: Span) -> DefId {
        self.fresh(Fresh { name: name.to_string(), title: None, table: PEOPLE, role, because: None, span, place: span, origin })
    }

    fn declare_param(&mut self, ast: &'a ast::Param) {
        self.check_own_part(&ast.name);
        let id = self.next_param();
        self.params.push(ParamInfo {
            ast,
            kind: ParamKind::Named,
            state: State::Waiting,
            ty: Ty::Unknown,
            values: Vec::new(),
            at_all_times: Vec::new(),
        });
        self.declare_value(&ast.name, Value::Param(id));
    }

    fn declare_let(&mut self, ast: &'a ast::Let) {
        self.check_own_part(&ast.name);
        let table = match &ast.row {
            None => PEOPLE,
            Some(row) => match self.table_named(&row.text) {
                Some(table) => table,
                None => {
                    if !self.lost_name_of(&["input"], &row.text) {
                        let guess = self.guess(&row.text, &self.inputs());
                        self.report(super::problems::names::unknown_input(&row.text, row.span, guess));
                    }
                    self.broken.insert(ast.name.text.clone());
                    return;
                }
            },
        };
        let def = self.fresh(Fresh {
            name: self.row_name(table, &ast.name.text),
            title: text_of(ast.title.as_ref()),
            table,
            role: Role::Let,
            because: text_of(ast.because.as_ref()),
            span: ast.span,
            place: ast.name.span,
            origin: Origin::Let(ast),
        });
        self.declare_in(table, &ast.name, def);
        self.declare_slices(walk::of_amount(&ast.amount), Node::Def(def), table);
    }

    fn declare_carry(&mut self, ast: &'a ast::Carry) {
        self.check_own_part(&ast.name);
        let def = self.fresh(Fresh {
            name: ast.name.text.clone(),
            title: text_of(ast.title.as_ref()),
            table: PEOPLE,
            role: Role::Carry,
            because: text_of(ast.because.as_ref()),
            span: ast.span,
            place: ast.name.span,
            origin: Origin::Carry(ast),
        });
        self.declare_value(&ast.name, Value::Def(def));
        self.declare_slices(walk::of_amount(&ast.amount), Node::Def(def), PEOPLE);
    }

    /// A definition that is one part of a clause: `growth.met`, `sales.score`.
    fn part(&mut self, name: String, title: Option<String>, role: Role, origin: Origin<'a>, span: Span, place: Span) -> DefId {
        self.fresh(Fresh { name, title, table: PEOPLE, role, because: None, span, place, origin })
    }

    fn declare_goal(&mut self, ast: &'a ast::Goal) {
        let part = |planner: &mut Planner<'a>, suffix: &str, role: Role| {
            let name = format!("{}.{suffix}", ast.name.text);
            planner.part(name, text_of(ast.title.as_ref()), role, Origin::Goal(ast), ast.span, ast.name.span)
        };
        let met = part(self, "met", Role::GoalMet);
        let attainment = part(self, "attainment", Role::GoalAttainment);
        let gap = part(self, "gap", Role::GoalGap);
        let judged = ast.baseline.is_some() && ast.stretch.is_some();
        let achievable = judged.then(|| part(self, "achievable", Role::GoalAchievable));
        let at = self.goals.len();
        self.goals.push(GoalInfo { ast, met, attainment, gap, achievable });
        self.declare_dotted(&ast.name, Dotted::Goal(at));
        for (line, missing) in [("measure", ast.measure.is_none()), ("target", ast.target.is_none())] {
            if missing && !self.lost(ast.span) {
                self.report(clauses::goal_lacks(&ast.name.text, line, ast.name.span));
            }
        }
        let header = self.header.map_or(&[][..], |header| header.strategies.as_slice());
        if let Some(supports) = &ast.supports
            && !header.iter().any(|strategy| strategy.name.text == supports.text)
            && !self.header_lost("strategy")
        {
            let known: Vec<String> = header.iter().map(|strategy| strategy.name.text.clone()).collect();
            let guess = self.guess(&supports.text, &known);
            self.report(super::problems::names::unknown_strategy(&supports.text, supports.span, guess));
        }
    }

    fn declare_card(&mut self, ast: &'a ast::Scorecard) {
        match self.names.scorecards.get(&ast.name.text) {
            Some(before) => {
                let problem = super::problems::names::twice(&ast.name.text, *before, ast.name.span);
                self.report(problem);
            }
            None => {
                self.names.scorecards.insert(ast.name.text.clone(), ast.name.span);
            }
        }
        let at = self.cards.len();
        let name = format!("{}.covered", ast.name.text);
        let covered = self.part(name, None, Role::Covered, Origin::Covered(at), ast.span, ast.name.span);
        self.cards.push(CardInfo { ast, covered, region: Region::everyone() });
        if ast.kpis.len() > MOST_KPIS {
            let problem = super::problems::scorecards::too_many_kpis(&ast.name.text, ast.name.span, ast.kpis.len(), MOST_KPIS);
            self.report(problem);
        }
        for (seen, kpi) in ast.kpis.iter().take(MOST_KPIS).enumerate() {
            match ast.kpis.iter().take(seen).find(|other| other.name.text == kpi.name.text) {
                Some(before) => {
                    let problem = super::problems::names::twice(&kpi.name.text, before.name.span, kpi.name.span);
                    self.report(problem);
                }
                None => self.declare_kpi(at, kpi),
            }
        }
        for (seen, adjust) in ast.adjusts.iter().enumerate() {
            match ast.adjusts.iter().take(seen).find(|other| other.name.text == adjust.name.text) {
                Some(before) => {
                    let problem = super::problems::names::twice(&adjust.name.text, before.name.span, adjust.name.span);
                    self.report(problem);
                }
                None => self.declare_adjust(at, adjust),
            }
        }
        if ast.kpis.is_empty() && !self.lost(ast.span) {
            self.report(clauses::card_without_kpi(&ast.name.text, ast.name.span));
        }
    }

    /// KPIs of one name are one name, over all scorecards.
    fn declare_kpi(&mut self, card: usize, ast: &'a ast::Kpi) {
        let found = match self.names.dotted.get(&ast.name.text) {
            Some((Dotted::Kpi(at), _)) => Some(*at),
            Some((Dotted::Goal(_) | Dotted::Input(_) | Dotted::Bands(_) | Dotted::Payout(_), _)) | None => None,
        };
        let part = |planner: &mut Planner<'a>, suffix: &str, role: Role, group: usize| {
            let name = format!("{}.{suffix}", ast.name.text);
            planner.part(name, text_of(ast.title.as_ref()), role, Origin::Kpi(group), ast.span, ast.name.span)
        };
        let at = match found {
            Some(at) => {
                if let Some(group) = self.kpis.get_mut(at) {
                    group.members.push((card, ast));
                }
                at
            }
            None => {
                let at = self.kpis.len();
                let (measure, score) = (part(self, "measure", Role::KpiMeasure, at), part(self, "score", Role::KpiScore, at));
                let weighted = part(self, "weighted", Role::KpiWeighted, at);
                let (name, members) = (ast.name.text.clone(), vec![(card, ast)]);
                self.kpis.push(KpiGroup { name, members, measure, target: None, attainment: None, score, weighted });
                self.declare_dotted(&ast.name, Dotted::Kpi(at));
                at
            }
        };
        if ast.target.is_some() && self.kpis.get(at).is_some_and(|group| group.target.is_none()) {
            let target = part(self, "target", Role::KpiTarget, at);
            let attainment = part(self, "attainment", Role::KpiAttainment, at);
            if let Some(group) = self.kpis.get_mut(at) {
                group.target = Some(target);
                group.attainment = Some(attainment);
            }
        }
        let Some((measure, score)) = self.kpis.get(at).map(|group| (group.measure, group.score)) else { return };
        self.declare_slices(ast.measure.iter().collect(), Node::Def(measure), PEOPLE);
        if let Some(amount) = &ast.score {
            self.declare_slices(walk::of_amount(amount), Node::Def(score), PEOPLE);
        }
    }

    fn declare_adjust(&mut self, card: usize, ast: &'a ast::Adjust) {
        let same = self.adjusts.iter().position(|group| group.members.first().is_some_and(|(_, other)| other.name.text == ast.name.text));
        if let Some(group) = same.and_then(|at| self.adjusts.get_mut(at)) {
            group.members.push((card, ast));
            return;
        }
        let def = self.fresh(Fresh {
            name: ast.name.text.clone(),
            title: text_of(ast.title.as_ref()),
            table: PEOPLE,
            role: Role::Adjust,
            because: text_of(ast.because.as_ref()),
            span: ast.span,
            place: ast.name.span,
            origin: Origin::Adjust(self.adjusts.len()),
        });
        self.adjusts.push(AdjustGroup { members: vec![(card, ast)], def });
        self.declare_value(&ast.name, Value::Def(def));
        self.declare_slices(walk::of_amount(&ast.amount), Node::Def(def), PEOPLE);
    }

    fn declare_grade(&mut self, ast: &'a ast::Grade) {
        if let Some(first) = &self.grade {
            let problem = clauses::two_grades(first.ast.span, ast.span);
            self.report(problem);
            return;
        }
        let choice = self.grade_choice(ast);
        let def = self.built_in("grade", Role::Grade, Origin::Grade, ast.span);
        if let Some(info) = self.def_mut(def) {
            info.ty = Ty::Is(Type::Choice(choice));
        }
        self.grade = Some(GradeInfo { ast, def, choice, columns: Vec::new() });
        let Some(first) = ast.lines.first() else { return };
        let mut columns = Vec::new();
        for (at, pair) in first.columns.iter().enumerate() {
            let column = self.fresh(Fresh {
                name: pair.name.text.clone(),
                title: None,
                table: PEOPLE,
                role: Role::GradeColumn,
                because: None,
                span: ast.span,
                place: pair.name.span,
                origin: Origin::GradeColumn(at),
            });
            self.declare_value(&pair.name, Value::Def(column));
            columns.push(column);
        }
        if let Some(grade) = &mut self.grade {
            grade.columns = columns;
        }
    }

    fn declare_payout(&mut self, ast: &'a ast::Payout) {
        let def = self.fresh(Fresh {
            name: ast.name.text.clone(),
            title: text_of(ast.title.as_ref()),
            table: PEOPLE,
            role: Role::Payout,
            because: text_of(ast.because.as_ref()),
            span: ast.span,
            place: ast.name.span,
            origin: Origin::Payout(ast),
        });
        self.declare_value(&ast.name, Value::Def(def));
        self.payouts.push(def);
        self.declare_terms(ast);
        if let Some(pay) = &ast.pay {
            self.declare_slices(walk::of_amount(pay), Node::Def(def), PEOPLE);
        }
    }

    fn declare_shape(&mut self, name: &'a ast::Name, shape: Shape<'a>) {
        let table = self.names.calls.get(&name.text).map(|(_, place)| *place);
        match self.names.shapes.get(&name.text).map(|(_, place)| *place).or(table) {
            Some(before) => {
                let problem = super::problems::names::twice(&name.text, before, name.span);
                self.report(problem);
            }
            None => {
                self.names.shapes.insert(name.text.clone(), (self.shapes.len(), name.span));
                self.shapes.push(shape);
            }
        }
    }

    fn declare_tiers(&mut self, ast: &'a ast::NamedTiers) {
        if ast.tiers.on.is_none() {
            for name in ast.tiers.lines.iter().filter_map(|line| line.name.as_ref()) {
                self.report(rules::slice_of_shape(&name.text, name.span, &ast.name.text));
                self.broken.insert(name.text.clone());
            }
            self.declare_shape(&ast.name, Shape::Tiers(ast));
            return;
        }
        let def = self.shape_value(&ast.name, ast.because.as_ref(), ast.span, Origin::Tiers(ast), ast.name.text.clone());
        self.declare_value(&ast.name, Value::Def(def));
        self.declare_own_slices(&ast.tiers, Node::Def(def), PEOPLE);
        self.declare_slices(walk::of_tiers(&ast.tiers), Node::Def(def), PEOPLE);
    }

    fn shape_value(&mut self, name: &ast::Name, because: Option<&ast::Quoted>, span: Span, origin: Origin<'a>, full: String) -> DefId {
        let because = text_of(because);
        self.fresh(Fresh { name: full, title: None, table: PEOPLE, role: Role::Let, because, span, place: name.span, origin })
    }

    fn declare_bands(&mut self, ast: &'a ast::NamedBands) {
        let columns = ast.bands.lines.iter().find_map(|line| match &line.result {
            ast::BandResult::Columns(pairs) => Some(pairs),
            ast::BandResult::Value(_) | ast::BandResult::Linear { .. } | ast::BandResult::LinearOnward | ast::BandResult::Refuse(_) => None,
        });
        match (&ast.bands.on, columns) {
            (None, _) => self.declare_shape(&ast.name, Shape::Bands(ast)),
            (Some(_), None) => {
                let def = self.shape_value(&ast.name, ast.because.as_ref(), ast.span, Origin::Bands(ast, None), ast.name.text.clone());
                self.declare_value(&ast.name, Value::Def(def));
                self.declare_slices(walk::of_bands(&ast.bands), Node::Def(def), PEOPLE);
            }
            (Some(_), Some(pairs)) => {
                self.check_band_columns(ast, pairs);
                let mut defs = Vec::with_capacity(pairs.len());
                for (at, pair) in pairs.iter().enumerate() {
                    let full = format!("{}.{}", ast.name.text, pair.name.text);
                    let def = self.shape_value(&pair.name, ast.because.as_ref(), ast.span, Origin::Bands(ast, Some(at)), full);
                    defs.push((pair.name.text.clone(), def));
                }
                let at = self.level_bands.len();
                self.level_bands.push((ast, defs));
                self.declare_dotted(&ast.name, Dotted::Bands(at));
            }
        }
    }

    /// Every line names the same columns, each once.
    fn check_band_columns(&mut self, ast: &ast::NamedBands, first: &[ast::Pair]) {
        let names: Vec<&str> = first.iter().map(|pair| pair.name.text.as_str()).collect();
        let first_span = first.first().map_or(ast.span, |pair| pair.name.span);
        for line in &ast.bands.lines {
            match &line.result {
                ast::BandResult::Columns(pairs) => self.check_pairs(&names, first_span, pairs, line.span),
                ast::BandResult::Value(_) | ast::BandResult::Linear { .. } | ast::BandResult::LinearOnward => {
                    self.report(rules::columns_differ(line.span, first_span, &names));
                }
                ast::BandResult::Refuse(_) => {}
            }
        }
    }

    /// The columns of one line against those of the first.
    pub(super) fn check_pairs(&mut self, names: &[&str], first: Span, pairs: &[ast::Pair], line: Span) {
        for (at, pair) in pairs.iter().enumerate() {
            if let Some(before) = pairs.iter().take(at).find(|other| other.name.text == pair.name.text) {
                let problem = super::problems::names::twice(&pair.name.text, before.name.span, pair.name.span);
                self.report(problem);
                return;
            }
        }
        let same = pairs.len() == names.len() && pairs.iter().all(|pair| names.contains(&pair.name.text.as_str()));
        if !same {
            self.report(rules::columns_differ(line, first, names));
        }
    }

    fn declare_table(&mut self, ast: &'a ast::Table) {
        let shape = self.names.shapes.get(&ast.name.text).map(|(_, place)| *place);
        if let Some(before) = self.names.calls.get(&ast.name.text).map(|(_, place)| *place).or(shape) {
            let problem = super::problems::names::twice(&ast.name.text, before, ast.name.span);
            self.report(problem);
            return;
        }
        let id = LookupId(number(self.lookups.len()));
        self.lookups.push(LookupInfo { ast, state: State::Waiting, ty: Ty::Unknown, by: Vec::new(), body: None });
        self.names.calls.insert(ast.name.text.clone(), (id, ast.name.span));
    }

    /// Enters the names of tier lines inside a clause's expressions.
    fn declare_slices(&mut self, exprs: Vec<&'a ast::Expr>, owner: Node, table: TableId) {
        let mut visit: Vec<(&'a ast::Expr, TableId)> = exprs.into_iter().map(|expr| (expr, table)).collect();
        while let Some((expr, table)) = visit.pop() {
            let inner = match &expr.kind {
                ExprKind::Aggregate(aggregate) => match &aggregate.over {
                    Some(Over::Name(name)) => self.table_named(&name.text).unwrap_or(PEOPLE),
                    Some(Over::Everyone(_) | Over::Reports { .. }) | None => PEOPLE,
                },
                ExprKind::Standing(_) | ExprKind::Pool(_) => PEOPLE,
                _ => table,
            };
            if let ExprKind::Tiers(tiers) = &expr.kind {
                self.declare_own_slices(tiers, owner, table);
            }
            visit.extend(walk::children(expr).into_iter().map(|child| (child, inner)));
        }
    }

    fn declare_own_slices(&mut self, tiers: &'a ast::Tiers, owner: Node, table: TableId) {
        for name in tiers.lines.iter().filter_map(|line| line.name.as_ref()) {
            let def = self.fresh(Fresh {
                name: self.row_name(table, &name.text),
                title: None,
                table,
                role: Role::Slice,
                because: None,
                span: tiers.span,
                place: name.span,
                origin: Origin::Slice(owner),
            });
            self.slices.insert(name.span, def);
            self.declare_in(table, name, def);
        }
    }
}
