//! Credit lines: whom the rows of a child input count for.

use super::context::Ctx;
use super::ir::{self, Body, CreditKind, CreditShare, DefId, PEOPLE, PersonColumn, Presence, Role, TableId};
use super::planner::{Node, Origin, Planner, State};
use super::problems::{credit, names, units};
use super::scope::Fresh;
use super::types::Ty;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Number, Type, Value};

/// What the share of a row is called.
const NAME: &str = "credit";
const CHINESE: &str = "计入比例";

impl<'a> Planner<'a> {
    /// The credit lines of an input, and the name of the share.
    pub(super) fn credited(&mut self, table: TableId, ast: &'a ast::Input) -> Option<ir::Credited> {
        let first = ast.credits.first()?.span;
        if table == PEOPLE {
            self.report(credit::of_people(first));
            return None;
        }
        let def = self.share_of_row(table, first);
        let mut lines = Vec::with_capacity(ast.credits.len());
        for line in &ast.credits {
            let person = self.credited_person(table, ast, &line.person);
            let share = self.credit_share(table, &line.share);
            if let (Some(person), Some(share)) = (person, share) {
                lines.push(ir::CreditLine { person, share, kind: line.kind, span: line.span });
            }
        }
        if lines.len() < ast.credits.len() {
            return None;
        }
        self.check_splits(&lines, first);
        Some(ir::Credited { def, lines, span: first })
    }

    /// `credit`, 计入比例: known to the rows of the input.
    fn share_of_row(&mut self, table: TableId, span: Span) -> DefId {
        let def = self.fresh(Fresh {
            name: self.row_name(table, NAME),
            title: None,
            table,
            role: Role::Credit,
            because: None,
            span,
            place: span,
            origin: Origin::Column,
        });
        if let Some(info) = self.def_mut(def) {
            info.state = State::Done;
            info.ty = Ty::Is(Type::Percent);
            info.body = Some(Body::Column(ir::Column::plain(u32::MAX, NAME)));
        }
        for name in [NAME, CHINESE] {
            self.declare_in(table, &ast::Name { text: name.to_string(), ticked: false, span }, def);
        }
        def
    }

    /// A column that names a person: one of the type `person`, or the key of the person the row belongs to.
    fn credited_person(&mut self, table: TableId, ast: &'a ast::Input, name: &ast::Name) -> Option<DefId> {
        let Some(def) = self.column(table, &name.text) else {
            if !self.lost_name_in(self.block_of(table), &name.text) {
                let guess = self.guess(&name.text, &self.columns_of(table));
                self.report(names::unknown_column(&name.text, name.span, guess));
            }
            return None;
        };
        let body = self.def(def).and_then(|def| def.body.as_ref());
        let names_person = matches!(body, Some(Body::Column(column)) if column.names_person == PersonColumn::Yes);
        let is_parent = ast.parent.as_ref().is_some_and(|parent| parent.key.text == name.text);
        if !names_person && !is_parent {
            let (_, place) = self.label_of(Node::Def(def));
            self.report(credit::no_person(&name.text, name.span, place));
            return None;
        }
        Some(def)
    }

    /// A column of percents, or a percent.
    fn credit_share(&mut self, table: TableId, ast: &'a ast::Expr) -> Option<CreditShare> {
        if let ast::ExprKind::Name(path) = &ast.kind
            && let [name] = path.parts.as_slice()
            && let Some(def) = self.column(table, &name.text)
        {
            return match self.type_of(Node::Def(def)) {
                Ty::Is(Type::Percent) => Some(CreditShare::Column(def)),
                Ty::Unknown => None,
                Ty::Is(found) | Ty::Flexible(found) => {
                    let (_, place) = self.label_of(Node::Def(def));
                    self.report(credit::no_percent(&name.text, name.span, (place, units::type_words(found))));
                    None
                }
                Ty::Quote => None,
            };
        }
        let value = self.constant_as(ast, Type::Percent, &credit::share(), &Ctx::constant(Node::Clause))?;
        match value {
            Value::Number(share) if share.is_negative() => {
                self.report(credit::negative(ast.span));
                None
            }
            Value::Number(share) => Some(CreditShare::Always(share)),
            Value::Text(_) | Value::Date(_) | Value::Flag(_) => None,
        }
    }

    /// Something must be the whole; where all shares stand in the policy, and everybody is always named, it is known that they are.
    fn check_splits(&mut self, lines: &[ir::CreditLine], first: Span) {
        let splits: Vec<&ir::CreditLine> = lines.iter().filter(|line| line.kind == CreditKind::Split).collect();
        if splits.is_empty() {
            self.report(credit::only_overlays(first));
            return;
        }
        let mut sum = Number::ZERO;
        for line in splits {
            let always = self.def(line.person).and_then(|def| def.body.as_ref()).is_some_and(is_always_filled);
            match &line.share {
                CreditShare::Always(share) if always => sum = sum.add(share).unwrap_or(Number::ONE),
                CreditShare::Always(_) | CreditShare::Column(_) => return,
            }
        }
        if sum != Number::ONE {
            self.report(credit::not_whole(first, &sum));
        }
    }
}

fn is_always_filled(body: &Body) -> bool {
    matches!(body, Body::Column(column) if column.presence == Presence::Required)
}
