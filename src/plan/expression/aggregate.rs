//! Sums, averages and counts over rows.

use crate::plan::context::{Ctx, Within};
use crate::plan::ir::{self, Body, DefId, Group, Kind, PEOPLE, PersonColumn, TableId};
use crate::plan::planner::{Dotted, Node, Planner, Value};
use crate::plan::problems::{names, reports, units};
use crate::plan::region::Region;
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, AggregateFunction, Over};
use crate::value::Type;

impl<'a> Planner<'a> {
    pub(super) fn aggregate(&mut self, ast: &'a ast::Aggregate, ctx: &Ctx, span: Span) -> Typed {
        let Some(group) = self.group(ast.over.as_ref(), ctx, span) else { return self.poison(span) };
        let (row, region) = match (group, ctx.within) {
            (Group::Child(table), _) => (table, ctx.region.clone()),
            (Group::Same(_) | Group::Everyone | Group::Reports { .. }, Within::DataRule(_)) => (ctx.row, Region::everyone()),
            (Group::Same(_) | Group::Everyone | Group::Reports { .. }, Within::Rows | Within::Constant) => (PEOPLE, Region::everyone()),
        };
        if let Group::Same(def) | Group::Reports { column: def, .. } = group {
            self.note_read(ctx.node, Node::Def(def), span);
        }
        // The rows of the group are other rows than this one: its own KPI is not theirs, but for a KPI's part read for each of them.
        let inner = Ctx { row, region, ..ctx.clone() };
        let filter = ast.filter.as_ref().map(|filter| self.condition(filter, &inner));
        if let (Some(filter), Group::Same(_) | Group::Everyone | Group::Reports { .. }, Within::Rows) = (&ast.filter, group, ctx.within) {
            self.check_own_person(filter);
        }
        let region = filter.as_ref().map_or(inner.region.clone(), |filter| inner.region.and(&self.region_of(filter)));
        let value = ast.value.as_ref().map(|value| self.expr(value, &inner.region(region), None));
        let ty = self.aggregate_type(ast.function, value.as_ref(), span);
        let value = value.map(|value| match ty {
            Ty::Flexible(_) => value.expr,
            Ty::Is(_) | Ty::Unknown | Ty::Quote => self.settle(value).0,
        });
        let (trim, rated) = (self.trim(ast.trim.as_ref()), self.rated(ast, group, ctx));
        let aggregate = ir::Aggregate { function: ast.function, group, value, filter, trim, rated };
        let own = self.typed(Kind::Aggregate(Box::new(aggregate)), ty, span);
        match (ctx.within, ctx.row) {
            (Within::DataRule(_), _) | (Within::Rows | Within::Constant, PEOPLE) => own,
            (Within::Rows | Within::Constant, TableId(_)) => self.typed(Kind::Parent(Box::new(own.expr)), ty, span),
        }
    }

    /// `everyone where manager = id` holds each row's manager against the key of the same row, which nobody means: it would find
    /// nobody, and the sum would be 0 without a word.
    pub(super) fn check_own_person(&mut self, filter: &ast::Expr) {
        if let ast::ExprKind::Compare { left, right, .. } = &filter.kind {
            let either = |(one, other): (&ast::Expr, &ast::Expr)| self.names_person(one) && self.is_people_key(other);
            if either((left, right)) || either((right, left)) {
                self.report(names::own_person(filter.span));
            }
        }
        if let ast::ExprKind::And(parts) | ast::ExprKind::Or(parts) = &filter.kind {
            parts.iter().for_each(|part| self.check_own_person(part));
        }
    }

    fn bare_column(&self, expr: &ast::Expr) -> Option<DefId> {
        let ast::ExprKind::Name(path) = &expr.kind else { return None };
        let [name] = path.parts.as_slice() else { return None };
        self.column(PEOPLE, &name.text)
    }

    /// Whether a name is a column that holds the keys of people.
    fn names_person(&self, expr: &ast::Expr) -> bool {
        let body = self.bare_column(expr).and_then(|def| self.def(def)?.body.as_ref());
        matches!(body, Some(Body::Column(column)) if column.names_person == PersonColumn::Yes)
    }

    fn is_people_key(&self, expr: &ast::Expr) -> bool {
        let key = self.tables.first().and_then(|people| people.key);
        key.is_some() && self.bare_column(expr) == key
    }

    /// Whose rows are meant.
    pub(super) fn group(&mut self, over: Option<&ast::Over>, ctx: &Ctx, span: Span) -> Option<Group> {
        let name = match (over, ctx.within) {
            (None, Within::DataRule(Some(each))) => return Some(Group::Same(each)),
            (None, Within::DataRule(None)) => {
                self.report(units::rule_without_each(span));
                return None;
            }
            (None, Within::Rows | Within::Constant) => {
                self.report(units::over_missing(span));
                return None;
            }
            (Some(Over::Everyone(_)), Within::Rows) => return Some(Group::Everyone),
            (Some(Over::Name(name)), Within::Rows) => name,
            (Some(Over::Reports { reach, by, span }), Within::Rows) => {
                let column = self.manager_column(by.as_ref(), *span)?;
                return Some(Group::Reports { column, reach: *reach });
            }
            (Some(Over::Everyone(_) | Over::Name(_) | Over::Reports { .. }), Within::Constant | Within::DataRule(_)) => {
                self.report(names::needs_rows(span));
                return None;
            }
        };
        self.group_named(name)
    }

    /// The column that says who manages whom: the one named, else the only one that holds keys of people.
    fn manager_column(&mut self, by: Option<&ast::Name>, span: Span) -> Option<DefId> {
        let all = self.tables.first().map_or(&[][..], |people| people.columns.as_slice());
        let holds = |def: &DefId| {
            let body = self.def(*def).and_then(|def| def.body.as_ref());
            matches!(body, Some(Body::Column(column)) if column.names_person == PersonColumn::Yes)
        };
        let columns: Vec<DefId> = all.iter().copied().filter(holds).collect();
        let named = |def: &DefId| self.def(*def).map(|def| (def.name.clone(), def.place));
        let known: Vec<(String, Span)> = columns.iter().filter_map(named).collect();
        let problem = match (by, columns.as_slice()) {
            (None, [only]) => return Some(*only),
            (None, []) => reports::no_column(span, self.tables.first().map(|people| people.ast.span)),
            (None, _) => reports::several_columns(span, &known),
            (Some(name), _) => {
                let found = self.column(PEOPLE, &name.text);
                if let Some(def) = found.filter(|def| columns.contains(def)) {
                    return Some(def);
                }
                let names: Vec<String> = known.iter().map(|(name, _)| name.clone()).collect();
                match found {
                    Some(def) => reports::holds_no_people(&name.text, name.span, self.label_of(Node::Def(def)).1, &names),
                    None if self.lost_name(&name.text) => return None,
                    None => names::unknown_column(&name.text, name.span, self.guess(&name.text, &names)),
                }
            }
        };
        // A line of the population that could not be read may have been the column.
        if by.is_some() || !self.block_of(PEOPLE).is_some_and(|block| self.lost(block)) {
            self.report(problem);
        }
        None
    }

    fn group_named(&mut self, name: &ast::Name) -> Option<Group> {
        match self.table_named(&name.text) {
            Some(PEOPLE) => return Some(Group::Everyone),
            Some(table) => return Some(Group::Child(table)),
            None => {}
        }
        if let Some(def) = self.column(PEOPLE, &name.text) {
            match self.type_of(Node::Def(def)) {
                Ty::Is(Type::Text | Type::Choice(_)) => return Some(Group::Same(def)),
                Ty::Unknown => return None,
                Ty::Is(found) | Ty::Flexible(found) => {
                    let (_, place) = self.label_of(Node::Def(def));
                    self.report(names::not_a_group(&name.text, name.span, Some((place, units::type_words(found))), &self.groups()));
                    return None;
                }
                Ty::Quote => return None,
            }
        }
        if self.lost_name(&name.text) {
            return None;
        }
        let problem = match self.names.people.get(&name.text) {
            Some((Value::Def(_) | Value::Param(_), place)) => {
                let place = *place;
                names::not_a_group(&name.text, name.span, Some((place, names::not_a_column_words())), &self.groups())
            }
            None => match self.names.dotted.get(&name.text) {
                Some((Dotted::Kpi(_) | Dotted::Goal(_) | Dotted::Bands(_) | Dotted::Input(_) | Dotted::Payout(_), place)) => {
                    names::not_a_group(&name.text, name.span, Some((*place, names::not_a_column_words())), &self.groups())
                }
                None => {
                    let known = self.groups();
                    let guess = self.guess(&name.text, &known);
                    names::unknown(&name.text, name.span, guess)
                }
            },
        };
        self.report(problem);
        None
    }

    /// What may stand behind `over`.
    fn groups(&self) -> Vec<String> {
        let children = self.tables.iter().skip(1).map(|table| table.ast.name.text.clone());
        let columns = self.tables.first().map_or(&[][..], |people| people.columns.as_slice());
        let columns = columns.iter().filter_map(|def| self.def(*def)).filter_map(|def| match def.ty {
            Ty::Is(Type::Text | Type::Choice(_)) => Some(def.name.clone()),
            Ty::Is(_) | Ty::Unknown | Ty::Flexible(_) | Ty::Quote => None,
        });
        children.chain(columns).collect()
    }

    pub(super) fn aggregate_type(&mut self, function: AggregateFunction, value: Option<&Typed>, span: Span) -> Ty {
        if function == AggregateFunction::Count {
            if value.is_some_and(|value| value.ty == Ty::Is(Type::Flag)) {
                self.report(units::count_of_condition(span));
            }
            return Ty::Is(Type::Count);
        }
        let Some(value) = value else {
            self.report(units::value_missing(span));
            return Ty::Unknown;
        };
        let found = match value.ty {
            Ty::Unknown => return Ty::Unknown,
            Ty::Flexible(ty) => return Ty::Flexible(ty),
            Ty::Quote => Type::Text,
            Ty::Is(ty) => ty,
        };
        match (found, function) {
            (Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Days, _) => Ty::Is(found),
            (Type::Count, AggregateFunction::Average | AggregateFunction::Median) => Ty::Is(Type::Number),
            (Type::Count, _) => Ty::Is(Type::Count),
            (Type::Date, AggregateFunction::Min | AggregateFunction::Max) => Ty::Is(Type::Date),
            (Type::Date | Type::Text | Type::Flag | Type::Choice(_), _) => {
                self.report(units::not_a_number(value.expr.span, &units::type_words(found)));
                Ty::Unknown
            }
        }
    }

    pub(super) fn running_sum(&mut self, ast: &'a ast::RunningSum, ctx: &Ctx, span: Span) -> Typed {
        let table = self.table_named(&ast.over.text);
        if table.is_none() && self.lost_name(&ast.over.text) {
            return self.poison(span);
        }
        if ctx.within != Within::Rows || ctx.row == PEOPLE || table != Some(ctx.row) {
            self.report(units::running_sum_place(span, &ast.over.text));
            return self.poison(span);
        }
        let by = match ast.by.parts.as_slice() {
            [name] => self.names.rows.get(&ctx.row).and_then(|rows| rows.get(&name.text)).map(|(def, _)| *def),
            [_, _] => self.find_def(&ast.by).filter(|def| self.def(*def).is_some_and(|def| def.table == ctx.row)),
            [] | [_, _, _, ..] => None,
        };
        let Some(by) = by else {
            let wanted = ast.by.parts.last().map_or(String::new(), |name| name.text.clone());
            let known = self.parts_of(&ast.over.text);
            if !self.lost_name(&wanted) {
                let guess = self.guess(&wanted, &known);
                self.report(names::unknown(&wanted, ast.by.span, guess));
            }
            return self.poison(span);
        };
        self.note_read(ctx.node, Node::Def(by), ast.by.span);
        self.need(Node::Def(by));
        match self.type_of(Node::Def(by)).likely() {
            None | Some(Type::Date | Type::Number | Type::Count | Type::Money | Type::Foreign(_) | Type::Percent | Type::Days) => {}
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(units::no_order(ast.by.span, &units::type_words(found)));
            }
        }
        let filter = ast.filter.as_ref().map(|filter| self.condition(filter, ctx));
        let value = self.expr(&ast.value, ctx, None);
        let ty = self.aggregate_type(AggregateFunction::Sum, Some(&value), span);
        let value = match ty {
            Ty::Flexible(_) => value.expr,
            Ty::Is(_) | Ty::Unknown | Ty::Quote => self.settle(value).0,
        };
        self.typed(Kind::RunningSum(Box::new(ir::RunningSum { value, by, filter })), ty, span)
    }
}
