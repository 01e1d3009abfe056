//! Values of earlier periods. Reading one makes no circle: what it was is settled before this period begins.

use crate::diagnostic::Language;
use crate::diagnostic::text::without_brackets;
use crate::format::{Names, format};
use crate::plan::context::{Ctx, Within};
use crate::plan::ir::{self, DefId, Gaps, Kind, LastPeriod, PEOPLE, Role, TableId};
use crate::plan::planner::{Node, Origin, Planner, State, Value, number};
use crate::plan::problems::{history as problems, names, units};
use crate::plan::scope::Fresh;
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateFunction, ExprKind, ThisPeriod};
use crate::value::Type;

impl<'a> Planner<'a> {
    /// `balance last period`
    pub(super) fn last_period(&mut self, of: &'a ast::Expr, ctx: &Ctx, span: Span) -> Typed {
        let Some((def, ty)) = self.earlier(of, ctx, span) else { return self.poison(span) };
        let starting = self.starting_of(def, ty, ctx);
        let kind = Kind::LastPeriod(Box::new(LastPeriod { of: def, starting, gaps: Gaps::End }));
        self.of_person(kind, ty, ctx, span)
    }

    /// `average of revenue over last 3 periods (including this)`
    pub(super) fn over_periods(&mut self, ast: &'a ast::OverPeriods, ctx: &Ctx, span: Span) -> Typed {
        let Some((def, ty)) = self.earlier(&ast.value, ctx, span) else { return self.poison(span) };
        let nothing = self.make(Kind::Ref(def), ty.likely().unwrap_or(Type::Number), ast.value.span);
        let ty = if ast.function == AggregateFunction::Count {
            Ty::Is(Type::Count)
        } else {
            self.aggregate_type(ast.function, Some(&Typed { expr: nothing, ty }), span)
        };
        let (window, this) = match &ast.window {
            ast::Window::YearToDate => (ir::Window::YearToDate, ThisPeriod::Included),
            ast::Window::Last { count, this, enough } => {
                let whole = |literal: &ast::Literal| literal.value.to_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
                let count = whole(count);
                (ir::Window::Last { count, this: *this, enough: enough.as_ref().map_or(count, whole) }, *this)
            }
        };
        if this == ThisPeriod::Included {
            self.note_read(ctx.node, Node::Def(def), ast.value.span);
        }
        let kind = Kind::OverPeriods(Box::new(ir::OverPeriods { function: ast.function, of: def, window }));
        self.of_person(kind, ty, ctx, span)
    }

    /// `grade = D for 2 periods running`
    pub(super) fn in_a_row(&mut self, condition: &'a ast::Expr, count: &ast::Literal, ctx: &Ctx, span: Span) -> Typed {
        let Some((of, ty)) = self.earlier(condition, ctx, span) else { return self.poison(span) };
        if let Some(found) = ty.likely().filter(|found| *found != Type::Flag) {
            self.report(units::not_a_condition(condition.span, &units::type_words(found)));
            return self.poison(span);
        }
        self.note_read(ctx.node, Node::Def(of), condition.span);
        let count = count.value.to_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
        self.of_person(Kind::InARow { of, count }, Ty::Is(Type::Flag), ctx, span)
    }

    /// `commission paid to date`, or in a payout `paid to date`.
    pub(super) fn paid_to_date(&mut self, of: Option<&'a ast::Expr>, ctx: &Ctx, span: Span) -> Typed {
        let def = match (of, ctx.node) {
            (None, Node::Def(own)) => self.own_payout(own),
            (None, _) => None,
            (Some(of), _) => {
                let Some((def, _)) = self.earlier(of, ctx, span) else { return self.poison(span) };
                Some(def)
            }
        };
        match def.filter(|def| matches!(self.role_of(*def), Some(Role::Payout | Role::PayoutTotal))) {
            Some(def) => self.of_person(Kind::PaidToDate(def), Ty::Is(Type::Money), ctx, span),
            None if of.is_none() && matches!(ctx.node, Node::Def(own) if matches!(self.role_of(own), Some(Role::Term(_)))) => {
                self.report(problems::paid_beside_terms(span));
                self.poison(span)
            }
            None => {
                let payouts: Vec<String> = self.payouts.iter().filter_map(|def| self.def(*def)).map(|def| def.name.clone()).collect();
                self.report(problems::paid_of_what(span, payouts.first().map(String::as_str)));
                self.poison(span)
            }
        }
    }

    /// `clawback of commission (credit over deals, cancelled within 12 months of closed, by remaining months)`
    pub(super) fn clawback(&mut self, ast: &'a ast::Clawback, ctx: &Ctx, span: Span) -> Typed {
        if ctx.within != Within::Rows || ctx.row != PEOPLE {
            self.report(names::needs_rows(span));
            return self.poison(span);
        }
        let table = self.table_named(&ast.over.text).filter(|table| *table != PEOPLE);
        let Some(table) = table else {
            if !self.lost_name(&ast.over.text) {
                let known: Vec<String> = self.inputs().into_iter().skip(1).collect();
                let guess = self.guess(&ast.over.text, &known);
                self.report(names::unknown_input(&ast.over.text, ast.over.span, guess));
            }
            return self.poison(span);
        };
        let payout = self.names.people.get(&ast.payout.text).and_then(|(value, _)| match value {
            Value::Def(def) => Some(*def),
            Value::Param(_) => None,
        });
        let Some(payout) = payout.filter(|def| self.role_of(*def) == Some(Role::Payout)) else {
            if !self.lost_name(&ast.payout.text) {
                let payouts: Vec<String> = self.payouts.iter().filter_map(|def| self.def(*def)).map(|def| def.name.clone()).collect();
                self.report(problems::taken_back_of_what(ast.payout.span, payouts.first().map(String::as_str)));
            }
            return self.poison(span);
        };
        let Some(all) = self.clawbacks_of(ast, payout, ctx) else {
            self.report(problems::clawback_not_alone(span));
            return self.poison(span);
        };
        let (Some(lost), Some(won)) = (self.date_of_row(table, &ast.lost), self.date_of_row(table, &ast.won)) else {
            return self.poison(span);
        };
        let Some(value) = self.value_of_row(table, &ast.value, ctx) else { return self.poison(span) };
        let before = all.iter().filter(|def| Node::Def(**def) < ctx.node);
        for read in before.copied().chain([payout, value, lost, won]) {
            self.note_read(ctx.node, Node::Def(read), span);
            self.need(Node::Def(read));
        }
        let months = ast.months.value.to_i64().and_then(|months| u32::try_from(months).ok()).unwrap_or(1);
        let clawback = ir::Clawback { payout, table, value, lost, won, months, share: ast.share, all };
        self.typed(Kind::Clawback(Box::new(clawback)), Ty::Is(Type::Money), span)
    }

    /// The payouts that take back what a payout paid, where the one at hand is one of them: nothing else stands in it.
    fn clawbacks_of(&self, ast: &'a ast::Clawback, payout: DefId, ctx: &Ctx) -> Option<Vec<DefId>> {
        let of = |def: &DefId| match self.def(*def).map(|def| def.origin) {
            Some(Origin::Payout(found)) => found.clawback().is_some_and(|found| found.payout.text == ast.payout.text),
            Some(_) | None => false,
        };
        let all: Vec<DefId> = self.payouts.iter().copied().filter(of).collect();
        let own = all.iter().any(|def| Node::Def(*def) == ctx.node);
        (own && !all.contains(&payout)).then_some(all)
    }

    /// A date column of a child input.
    fn date_of_row(&mut self, table: TableId, path: &ast::Path) -> Option<DefId> {
        let name = path.parts.last()?;
        let def = self.column(table, &name.text);
        let Some(def) = def else {
            if !self.lost_name(&name.text) {
                let guess = self.guess(&name.text, &self.columns_of(table));
                self.report(names::unknown_column(&name.text, name.span, guess));
            }
            return None;
        };
        match self.type_of(Node::Def(def)).likely() {
            Some(Type::Date) | None => Some(def),
            Some(found) => {
                let (name, place) = self.label_of(Node::Def(def));
                self.report(problems::not_a_date(&name, path.span, place, &units::type_words(found)));
                None
            }
        }
    }

    /// What a row brought: a value of the rows, or a calculation that gets a definition of its own.
    fn value_of_row(&mut self, table: TableId, of: &'a ast::Expr, ctx: &Ctx) -> Option<DefId> {
        let Calculation { told, written } = self.calculation(of);
        let (name, span, title) = (self.row_name(table, &told), of.span, Some(written));
        if let Some(at) = self.defs.iter().position(|def| def.role == Role::Earlier && def.name == name && def.table == table) {
            return Some(DefId(number(at)));
        }
        let (role, origin) = (Role::Earlier, Origin::Earlier);
        let id = self.fresh(Fresh { name, title, table, role, because: None, span, place: span, origin });
        self.set_state(Node::Def(id), State::Busy);
        let inner = Ctx { row: table, node: Node::Def(id), region: ctx.region.clone(), ..Ctx::rows(table, Node::Def(id)) };
        let value = self.expect(of, &inner, Type::Money, &units::pay());
        self.store(id, Typed { expr: value, ty: Ty::Is(Type::Money) });
        self.set_state(Node::Def(id), State::Done);
        Some(id)
    }

    /// The payout in whose block a definition stands: itself, or the one whose part it is.
    fn own_payout(&self, own: DefId) -> Option<DefId> {
        let Some(Origin::Term(at, _)) = self.def(own).map(|def| def.origin) else { return Some(own) };
        let name = &self.terms.get(at)?.ast.name.text;
        self.payouts.iter().copied().find(|def| self.def(*def).is_some_and(|def| def.name == *name))
    }

    fn role_of(&self, def: DefId) -> Option<Role> {
        self.def(def).map(|def| def.role)
    }

    /// A value of a person; a child row has that of the person it belongs to.
    pub(super) fn of_person(&mut self, kind: Kind, ty: Ty, ctx: &Ctx, span: Span) -> Typed {
        let own = self.typed(kind, ty, span);
        match ctx.row {
            PEOPLE => own,
            TableId(_) => self.typed(Kind::Parent(Box::new(own.expr)), ty, span),
        }
    }

    /// The definition whose earlier values are meant: the one that is named, else one made for the calculation.
    fn earlier(&mut self, of: &'a ast::Expr, ctx: &Ctx, span: Span) -> Option<(DefId, Ty)> {
        match ctx.within {
            Within::Rows => {}
            Within::Constant | Within::DataRule(_) => {
                self.report(names::needs_rows(span));
                return None;
            }
        }
        let named = if matches!(of.kind, ExprKind::Name(_)) { self.named(of, ctx) } else { Named::Calculated };
        let def = match named {
            Named::Def(def) => def,
            Named::Calculated => self.calculated(of, ctx),
            Named::Nothing => return None,
        };
        let ty = self.type_of(Node::Def(def));
        match ty {
            Ty::Is(_) => Some((def, ty)),
            Ty::Flexible(_) => {
                let read = self.typed(Kind::Ref(def), ty, span);
                let (_, ty) = self.settle(read);
                ty.map(|ty| (def, Ty::Is(ty)))
            }
            Ty::Quote => Some((def, Ty::Is(Type::Text))),
            Ty::Unknown if self.state_of(Node::Def(def)) == State::Busy => {
                let (name, place) = self.label_of(Node::Def(def));
                self.report(problems::type_first(&name, span, place));
                None
            }
            Ty::Unknown => None,
        }
    }

    /// What a name means, without a step of the order: the value read is another period's.
    fn named(&mut self, of: &'a ast::Expr, ctx: &Ctx) -> Named {
        let (reads, audience, said) = (self.reads.get(&ctx.node).map_or(0, Vec::len), self.audience.len(), self.problems.len());
        let typed = self.expr(of, ctx, None);
        if let Some(list) = self.reads.get_mut(&ctx.node) {
            list.truncate(reads);
        }
        self.audience.truncate(audience);
        let mut expr = &typed.expr;
        if let Kind::Parent(inner) = &expr.kind {
            expr = inner;
        }
        match expr.kind {
            Kind::Ref(def) if self.def(def).is_some_and(|info| info.table == PEOPLE) => Named::Def(def),
            _ if self.problems.len() > said || typed.ty == Ty::Unknown => Named::Nothing,
            Kind::Ref(def) => {
                let (name, place) = self.label_of(Node::Def(def));
                self.report(problems::rows_have_no_past(&name, of.span, place));
                Named::Nothing
            }
            _ => Named::Calculated,
        }
    }

    /// A definition of its own for a calculation whose earlier values are read.
    fn calculated(&mut self, of: &'a ast::Expr, ctx: &Ctx) -> DefId {
        let Calculation { told, written } = self.calculation(of);
        let own = ctx.own.and_then(|(group, _)| self.kpis.get(group)).map(|group| format!("{}: ", group.name)).unwrap_or_default();
        let name = own + &told;
        let known = self.defs.iter().position(|def| def.role == Role::Earlier && def.name == name);
        if let Some(at) = known {
            return DefId(number(at));
        }
        let (span, role) = (of.span, Role::Earlier);
        let title = Some(written);
        let fresh = Fresh { name, title, table: PEOPLE, role, because: None, span, place: span, origin: Origin::Earlier };
        let id = self.fresh(fresh);
        self.set_state(Node::Def(id), State::Busy);
        let inner = Ctx { row: PEOPLE, node: Node::Def(id), ..ctx.clone() };
        let typed = self.expr(of, &inner, None);
        let (expr, ty) = self.settle(typed);
        self.store(id, Typed { expr, ty: ty.map_or(Ty::Unknown, Ty::Is) });
        self.set_state(Node::Def(id), State::Done);
        id
    }

    /// A calculation without a name is known from period to period by what it says, whichever language and layout it is written in.
    fn calculation(&self, of: &ast::Expr) -> Calculation {
        let one_line = |text: &str| without_brackets(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string();
        let written = one_line(self.sources.slice(of.span));
        // A condition may be written with words that a value cannot, `低于50`.
        let frames = [("let x = (", ")", "let x = ", ""), ("let x = if (", ") then 1 else 0", "let x = if ", " then 1 else 0")];
        let told = frames.into_iter().find_map(|(before, behind, start, end)| {
            let clause = format!("{before}{written}{behind}");
            let told = format(of.span.file, &clause, Some(Language::English), &Names::default()).ok()?;
            Some(one_line(one_line(&told.text).strip_prefix(start)?.strip_suffix(end)?))
        });
        Calculation { told: told.unwrap_or_else(|| written.clone()), written }
    }

    /// What a carried value starts with.
    fn starting_of(&mut self, def: DefId, ty: Ty, ctx: &Ctx) -> Option<ir::Expr> {
        let Some(Origin::Carry(ast)) = self.def(def).map(|def| def.origin) else { return None };
        let want = ty.likely()?;
        let inner = Ctx { row: PEOPLE, ..ctx.clone() };
        Some(self.expect(&ast.starting, &inner, want, &units::carry_starting()))
    }

    /// `carry balance : money starting 0 = balance last period + advanced`
    pub(in crate::plan) fn lower_carry(&mut self, ast: &'a ast::Carry, id: DefId) -> Typed {
        let node = Node::Def(id);
        let ctx = Ctx::people(node);
        let declared = self.declared(ast.ty.as_ref());
        let ty = match declared {
            Ty::Is(_) => declared,
            Ty::Unknown | Ty::Flexible(_) | Ty::Quote => {
                let starting = self.expr(&ast.starting, &ctx, None);
                match starting.ty {
                    Ty::Flexible(_) => {
                        self.report(problems::carry_without_type(&ast.name.text, ast.name.span));
                        // What it reads of itself would be said to lack a type too.
                        return self.poison(ast.amount.span);
                    }
                    ty @ (Ty::Is(_) | Ty::Quote | Ty::Unknown) => ty,
                }
            }
        };
        if let Some(def) = self.def_mut(id) {
            def.ty = ty;
        }
        let typed = self.amount(&ast.amount, &ctx, ty.known());
        match ty {
            Ty::Is(want) => {
                self.expect(&ast.starting, &ctx, want, &units::carry_starting());
                Typed { expr: self.coerce(typed, want, &units::declared()), ty }
            }
            Ty::Unknown | Ty::Flexible(_) | Ty::Quote => Typed { ty: Ty::Unknown, ..typed },
        }
    }
}

/// A calculation whose earlier values are read.
struct Calculation {
    /// Told in one way: its name in results.
    told: String,
    /// As it stands in the policy.
    written: String,
}

/// What the name of an earlier value stands for.
enum Named {
    Def(DefId),
    /// A param or an option: a calculation like any other.
    Calculated,
    Nothing,
}
