//! Translates each definition once, when it is first needed or when its turn comes.

use super::band::Pick;
use super::context::Ctx;
use super::planner::{Node, Origin, Planner, State};
use super::problems::units;
use super::types::{Ty, Typed};
use crate::plan::ir::{self, Body, DefId, PEOPLE, ParamId};
use crate::syntax::ast;
use crate::value::Type;

/// So many translations may stand inside one another before the next one gets a stack of its own.
const LEVELS_A_STACK: u32 = 32;

const STACK_BYTES: usize = 8 << 20;

impl<'a> Planner<'a> {
    /// Makes sure a node has been translated. One that is under way stays as it is: that is a circle, reported by `order`.
    pub(super) fn need(&mut self, node: Node) {
        if self.state_of(node) != State::Waiting {
            return;
        }
        self.set_state(node, State::Busy);
        self.depth = self.depth.saturating_add(1);
        if self.depth.is_multiple_of(LEVELS_A_STACK) {
            self.lower_on_new_stack(node);
        } else {
            self.lower(node);
        }
        self.depth = self.depth.saturating_sub(1);
        self.set_state(node, State::Done);
    }

    fn lower(&mut self, node: Node) {
        match node {
            Node::Def(id) => self.lower_def(id),
            Node::Param(id) => self.lower_param(id),
            Node::Lookup(id) => self.lower_lookup(id),
            Node::Clause => {}
        }
    }

    /// Clauses may need one another as deep as an author cares to write; the machine's stack is not that deep.
    fn lower_on_new_stack(&mut self, node: Node) {
        std::thread::scope(|scope| {
            let run = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || self.lower(node));
            // Without a thread the node stays untranslated and the plan is refused; joining passes a panic on.
            if let Ok(run) = run
                && let Err(panic) = run.join()
            {
                std::panic::resume_unwind(panic);
            }
        });
    }

    pub(super) fn set_state(&mut self, node: Node, state: State) {
        match node {
            Node::Def(id) => {
                if let Some(def) = self.def_mut(id) {
                    def.state = state;
                }
            }
            Node::Param(id) => {
                if let Some(param) = self.params.get_mut(id.0 as usize) {
                    param.state = state;
                }
            }
            Node::Lookup(id) => {
                if let Some(lookup) = self.lookups.get_mut(id.0 as usize) {
                    lookup.state = state;
                }
            }
            Node::Clause => {}
        }
    }

    fn lower_def(&mut self, id: DefId) {
        let Some((origin, table, role)) = self.def(id).map(|def| (def.origin, def.table, def.role)) else { return };
        let node = Node::Def(id);
        let typed = match origin {
            Origin::Column => return,
            // The clause a slice stands in makes it.
            Origin::Slice(owner) => return self.need(owner),
            Origin::Let(ast) => self.lower_let(ast, table, node),
            Origin::Bands(ast, column) => {
                let name = column.and_then(|at| self.band_column(ast, at));
                let pick = name.as_deref().map_or(Pick::Value, Pick::Column);
                self.bands_picked(&ast.bands, pick, &Ctx::people(node), None)
            }
            Origin::Tiers(ast) => self.tiers(&ast.tiers, &Ctx::people(node), None),
            Origin::Goal(ast) => self.lower_goal(ast, role, node),
            Origin::Covered(card) => self.lower_covered(card, node),
            Origin::Kpi(group) => self.lower_kpi(group, role, node),
            Origin::Adjust(group) => self.lower_adjust(group, node),
            Origin::Score => self.lower_score(node),
            Origin::Grade => self.lower_grade(node),
            Origin::GradeColumn(at) => self.lower_grade_column(at, node),
            Origin::Payout(ast) => self.lower_payout(ast, node),
            Origin::PayoutTotal => self.lower_payout_total(node),
            Origin::Figure(figure, ast) => self.lower_figure(figure, ast, node),
            Origin::Carry(ast) => self.lower_carry(ast, id),
            Origin::Term(at, part) => self.lower_term(at, part, node),
            Origin::Told(at) => self.lower_told(at, node),
            Origin::Said(at, expr) => self.lower_said(at, expr, node),
            Origin::Asked(condition) => self.lower_asked(condition, node),
            // It was translated where it stands.
            Origin::Earlier => return,
        };
        self.store(id, typed);
    }

    pub(super) fn store(&mut self, id: DefId, typed: Typed) {
        // A quoted text nothing compares with an option is a text.
        let ty = if typed.ty == Ty::Quote { Ty::Is(Type::Text) } else { typed.ty };
        if let Some(def) = self.def_mut(id) {
            def.ty = ty;
            def.body = Some(Body::Expr(typed.expr));
        }
    }

    fn band_column(&self, ast: &ast::NamedBands, at: usize) -> Option<String> {
        let (_, columns) = self.level_bands.iter().find(|(other, _)| std::ptr::eq(*other, ast))?;
        columns.get(at).map(|(name, _)| name.clone())
    }

    fn lower_let(&mut self, ast: &'a ast::Let, table: ir::TableId, node: Node) -> Typed {
        let declared = self.declared(ast.ty.as_ref());
        // Known before the clause itself is read, which may look back at its own earlier value.
        if let (Node::Def(id), Ty::Is(_)) = (node, declared)
            && let Some(def) = self.def_mut(id)
        {
            def.ty = declared;
        }
        let typed = self.amount(&ast.amount, &Ctx::rows(table, node), declared.known());
        match (declared, ast.ty.is_some()) {
            (Ty::Is(want), _) => Typed { expr: self.coerce(typed, want, &units::declared()), ty: Ty::Is(want) },
            (_, true) => Typed { ty: Ty::Unknown, ..typed },
            (_, false) => typed,
        }
    }

    /// A param: one type for all its values, none of which reads a row.
    fn lower_param(&mut self, id: ParamId) {
        let Some(ast) = self.param(id).map(|param| param.ast) else { return };
        let node = Node::Param(id);
        let ctx = Ctx::constant(node);
        let declared = self.declared(ast.ty.as_ref());
        let mut items = Vec::new();
        for value in ast.values.iter().chain(&ast.at_all_times) {
            let typed = self.expr(&value.value, &ctx, declared.known());
            items.push(match declared {
                Ty::Is(want) => Typed { expr: self.coerce(typed, want, &units::declared()), ty: Ty::Is(want) },
                Ty::Unknown | Ty::Flexible(_) | Ty::Quote => typed,
            });
        }
        let (exprs, ty) = self.unify(items, declared.known(), super::types::Joint::Results);
        let ty = match (ty, ast.ty.is_some()) {
            (Ty::Quote, _) => Ty::Is(Type::Text),
            (_, true) if declared == Ty::Unknown => Ty::Unknown,
            (ty, _) => ty,
        };
        let mut exprs = exprs.into_iter();
        let mut made = |list: &[ast::ParamValue]| {
            let mut values: Vec<ir::ParamValue> = list
                .iter()
                .zip(exprs.by_ref())
                .map(|(value, expr)| ir::ParamValue { from: value.from.map(|(from, _)| from), value: expr, span: value.span })
                .collect();
            values.sort_by_key(|value| value.from);
            values
        };
        let (values, at_all_times) = (made(&ast.values), made(&ast.at_all_times));
        if let Some(param) = self.params.get_mut(id.0 as usize) {
            param.values = values;
            param.at_all_times = at_all_times;
            param.ty = ty;
        }
        self.check_param_dates(ast);
    }

    fn check_param_dates(&mut self, ast: &ast::Param) {
        if ast.values.is_empty() {
            self.report(super::problems::clauses::param_without_value(&ast.name.text, ast.name.span));
        }
        let ends = self.header.and_then(|header| header.effective.as_ref()).map(|effective| (effective.to, effective.span));
        let starts: Option<Vec<(crate::value::Date, crate::source::Span)>> = ast.values.iter().map(|value| value.from).collect();
        if let (Some((end, effective)), Some(starts)) = (ends, starts)
            && let Some((first, place)) = starts.into_iter().min_by_key(|(from, _)| *from)
            && first > end
        {
            self.report(super::problems::clauses::param_never(&ast.name.text, (first, place), (end, effective)));
        }
        for (at, value) in ast.values.iter().enumerate() {
            let earlier = ast.values.iter().take(at).find(|other| other.from.map(|(from, _)| from) == value.from.map(|(from, _)| from));
            if let Some(earlier) = earlier {
                let date = value.from.map(|(from, _)| from);
                let place = |value: &ast::ParamValue| value.from.map_or(value.span, |(_, span)| span);
                self.report(super::problems::clauses::param_dates(&ast.name.text, date, place(earlier), place(value)));
            }
        }
    }

    /// Every clause that can be translated, in an order that keeps the recursion shallow: what a clause mentions comes first.
    pub(super) fn lower_all(&mut self) {
        let nodes: Vec<Node> = (0..self.params.len())
            .map(|at| Node::Param(ParamId(super::planner::number(at))))
            .chain((0..self.lookups.len()).map(|at| Node::Lookup(ir::LookupId(super::planner::number(at)))))
            .chain((0..self.defs.len()).map(|at| Node::Def(DefId(super::planner::number(at)))))
            .collect();
        let mut seen = rustc_hash::FxHashSet::default();
        for node in nodes {
            let mut stack = vec![(node, false)];
            while let Some((node, ready)) = stack.pop() {
                if ready {
                    self.need(node);
                    continue;
                }
                if self.state_of(node) != State::Waiting || !seen.insert(node) {
                    continue;
                }
                stack.push((node, true));
                stack.extend(self.mentions(node).into_iter().map(|node| (node, false)));
            }
        }
    }

    /// What a `let` or a param mentions by name: near enough to decide an order, not a meaning.
    fn mentions(&self, node: Node) -> Vec<Node> {
        let mut found = Vec::new();
        let (row, mut visit): (ir::TableId, Vec<&ast::Expr>) = match node {
            Node::Def(id) => match self.def(id).map(|def| (def.origin, def.table)) {
                Some((Origin::Let(ast), table)) => (table, ast::walk::of_amount(&ast.amount)),
                Some((Origin::Figure(_, ast), table)) => (table, vec![ast]),
                Some(_) | None => return found,
            },
            Node::Param(id) => match self.param(id) {
                Some(param) => (PEOPLE, param.ast.values.iter().map(|value| &value.value).collect()),
                None => return found,
            },
            Node::Lookup(_) | Node::Clause => return found,
        };
        while let Some(expr) = visit.pop() {
            if let ast::ExprKind::Name(path) = &expr.kind {
                let single = path.parts.first().filter(|_| path.parts.len() == 1);
                let own = single.and_then(|name| self.names.rows.get(&row)?.get(&name.text)).map(|(def, _)| Node::Def(*def));
                let person = single.and_then(|name| self.names.people.get(&name.text)).map(|(value, _)| Planner::node_of(*value));
                found.extend(own.or(person).or_else(|| self.find_def(path).map(Node::Def)));
            }
            visit.extend(ast::walk::children(expr));
        }
        found
    }
}
