//! Tables: keys, cells, rows, grids, and their use.

use super::band::{Line, Written, open_domain};
use super::context::Ctx;
use super::planner::{Node, Planner, State, Value as Named};
use super::problems::{names, rules, units};
use super::scope::word;
use super::shapes;
use super::types::{Joint, Ty, Typed};
use crate::diagnostic::Text;
use crate::plan::ir::{self, Kind, LookupBody, LookupCell, LookupId, LookupKey, LookupKeyKind, LookupRow, Outcome, Role};
use crate::source::Span;
use crate::syntax::ast::{self, CellKind, TableBody, TableResult};
use crate::value::{Type, Value};

impl<'a> Planner<'a> {
    /// Translates a table: the types of its keys, its rows, and whether every combination finds one.
    pub(super) fn lower_lookup(&mut self, id: LookupId) {
        let Some(ast) = self.lookup(id).map(|lookup| lookup.ast) else { return };
        let node = Node::Lookup(id);
        let keys: Vec<(LookupKey, shapes::Domain)> =
            ast.by.iter().enumerate().map(|(at, path)| self.lookup_key(ast, at, path, node)).collect();
        let (body, ty) = match &ast.body {
            TableBody::Data(span) => {
                let ty = self.declared(ast.ty.as_ref());
                if ty == Ty::Unknown && ast.ty.is_none() {
                    self.report(rules::data_table_type(&ast.name.text, *span));
                }
                (Some(LookupBody::Data), ty)
            }
            TableBody::Rows(rows) => {
                let rows = rows.iter().map(|row| (row.cells.iter().collect(), &row.result, row.span)).collect();
                self.lookup_rows(ast, &keys, rows, None, node)
            }
            TableBody::Grid { heads, rows } => self.grid(ast, &keys, heads, rows, node),
        };
        if let Some(lookup) = self.lookups.get_mut(id.0 as usize) {
            lookup.by = keys.into_iter().map(|(key, _)| key).collect();
            lookup.body = body;
            lookup.ty = ty;
        }
    }

    /// The type a clause declares; unknown where it declares none.
    pub(super) fn declared(&mut self, ty: Option<&ast::TypeRef>) -> Ty {
        ty.map_or(Ty::Unknown, |ty| self.type_ref(ty).map_or(Ty::Unknown, Ty::Is))
    }

    /// A key has the type of the value it is named after; where there is none, the type of its cells.
    fn lookup_key(&mut self, ast: &'a ast::Table, at: usize, path: &ast::Path, node: Node) -> (LookupKey, shapes::Domain) {
        let name = path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".");
        let own = self.key_def(path);
        if own.is_none()
            && let ([only], TableBody::Data(_)) = (path.parts.as_slice(), &ast.body)
            && matches!(only.text.as_str(), "period" | "周期" | "考核周期")
        {
            return (LookupKey { name, kind: LookupKeyKind::Period }, open_domain());
        }
        let mut domain = open_domain();
        let found = match own {
            Some(named) => {
                let read = Planner::node_of(named);
                self.need(read);
                if let Named::Def(def) = named {
                    domain = self.domain_of_def(def);
                }
                self.type_of(read)
            }
            None => match path.parts.last().map(word) {
                Some("attainment") => Ty::Is(Type::Percent),
                Some("score" | "weighted") => Ty::Is(Type::Number),
                Some(_) | None if path.parts.iter().any(|part| self.lost_name(&part.text)) => Ty::Unknown,
                Some(_) | None => self.type_of_cells(ast, at, node),
            },
        };
        let ty = match found {
            Ty::Is(ty) | Ty::Flexible(ty) => ty,
            Ty::Quote => Type::Text,
            Ty::Unknown => {
                if own.is_none() && !path.parts.iter().any(|part| self.lost_name(&part.text)) {
                    let guess = self.guess(&name, &self.value_names(ir::PEOPLE));
                    self.report(names::unknown_key(&name, path.span, guess));
                }
                // The cells are still judged against each other where one key is unknown.
                return (LookupKey { name, kind: LookupKeyKind::Period }, domain);
            }
        };
        if ty == Type::Count {
            domain.integers = shapes::Integers::Yes;
        }
        (LookupKey { name, kind: LookupKeyKind::Typed(ty) }, domain)
    }

    fn key_def(&self, path: &ast::Path) -> Option<Named> {
        match path.parts.as_slice() {
            [name] => match self.names.people.get(&name.text) {
                Some((named, _)) => Some(*named),
                None => self.names.rows.values().find_map(|rows| rows.get(&name.text)).map(|(def, _)| Named::Def(*def)),
            },
            [first, part] => self.find_part(first, part).map(Named::Def),
            [] | [_, _, _, ..] => None,
        }
    }

    fn type_of_cells(&mut self, ast: &'a ast::Table, at: usize, node: Node) -> Ty {
        let cells: Vec<&'a ast::Cell> = match &ast.body {
            TableBody::Rows(rows) => rows.iter().filter_map(|row| row.cells.get(at)).collect(),
            TableBody::Grid { rows, .. } if at == 0 => rows.iter().map(|row| &row.cell).collect(),
            TableBody::Grid { heads, .. } => heads.iter().collect(),
            TableBody::Data(_) => return Ty::Unknown,
        };
        let ctx = Ctx::constant(node);
        let said = self.problems.len();
        let mut items = Vec::new();
        for cell in cells {
            match &cell.kind {
                CellKind::Any => {}
                CellKind::Values(values) => items.extend(values.iter().map(|value| self.expr(value, &ctx, None))),
                CellKind::Range { low, high } => {
                    items.extend(low.iter().chain(high).map(|bound| self.expr(&bound.value, &ctx, None)));
                }
            }
        }
        let (_, ty) = self.unify(items, None, Joint::Compare);
        // The cells are translated again, and judged then.
        self.problems.truncate(said);
        ty
    }

    /// Rows of cells. `ends` holds the filled ends of a grid's cells, which stand in for what is written there.
    fn lookup_rows(
        &mut self,
        ast: &'a ast::Table,
        keys: &[(LookupKey, shapes::Domain)],
        rows: Vec<(Vec<&'a ast::Cell>, &'a TableResult, Span)>,
        ends: Option<&[(Span, Written)]>,
        node: Node,
    ) -> (Option<LookupBody>, Ty) {
        let ctx = Ctx::constant(node);
        let before = self.problems.len();
        let declared = self.declared(ast.ty.as_ref()).known();
        let mut results = Vec::new();
        let mut done: Vec<(Vec<LookupCell>, Option<&'a ast::Quoted>, Span)> = Vec::new();
        for (cells, result, span) in rows {
            if cells.len() != keys.len() {
                self.report(rules::cell_count(span, cells.len(), keys.len(), ast.name.span));
            }
            let cells = cells.into_iter().zip(keys).map(|(cell, (key, _))| self.cell(cell, key, ends, &ctx)).collect();
            let refuse = match result {
                TableResult::Value(value) => {
                    let typed = self.expr(value, &ctx, declared);
                    results.push(match declared {
                        Some(want) => Typed { expr: self.coerce(typed, want, &units::declared()), ty: Ty::Is(want) },
                        None => typed,
                    });
                    None
                }
                TableResult::Refuse(reason) => Some(reason),
            };
            done.push((cells, refuse, span));
        }
        let (results, ty) = self.unify(results, declared, Joint::Results);
        let unknown = keys.iter().any(|(key, _)| key.kind == LookupKeyKind::Period);
        if !unknown && !self.lost(ast.span) && self.problems.len() == before {
            let domains: Vec<shapes::KeyDomain> = keys.iter().map(|(key, domain)| self.key_domain(key, domain)).collect();
            let rows: Vec<(Vec<LookupCell>, Span)> = done.iter().map(|(cells, _, span)| (cells.clone(), *span)).collect();
            shapes::table(&ast.name.text, &domains, &rows, ast.span, &mut self.problems);
        }
        let mut results = results.into_iter();
        let rows: Option<Vec<LookupRow>> = done
            .into_iter()
            .map(|(cells, refuse, span)| {
                let result = match refuse {
                    Some(reason) => Outcome::Refuse { reason: reason.text.clone(), span: reason.span },
                    None => Outcome::Value(results.next()?),
                };
                Some(LookupRow { cells, result, span })
            })
            .collect();
        (rows.map(LookupBody::Rows), ty)
    }

    fn key_domain(&self, key: &LookupKey, domain: &shapes::Domain) -> shapes::KeyDomain {
        match key.kind {
            LookupKeyKind::Typed(Type::Choice(choice)) => {
                shapes::KeyDomain::Choice(self.options(choice).iter().map(|option| option.name.clone()).collect())
            }
            LookupKeyKind::Typed(Type::Flag) => shapes::KeyDomain::Flag,
            LookupKeyKind::Typed(Type::Percent) => shapes::KeyDomain::Percent(domain.clone()),
            LookupKeyKind::Typed(Type::Money | Type::Foreign(_) | Type::Number | Type::Count | Type::Days) => {
                shapes::KeyDomain::Number(domain.clone())
            }
            LookupKeyKind::Typed(Type::Text | Type::Date) | LookupKeyKind::Period => shapes::KeyDomain::Open,
        }
    }

    fn cell(&mut self, cell: &'a ast::Cell, key: &LookupKey, ends: Option<&[(Span, Written)]>, ctx: &Ctx) -> LookupCell {
        let LookupKeyKind::Typed(ty) = key.kind else { return LookupCell::Any };
        let place = units::key(&key.name);
        match &cell.kind {
            CellKind::Any => LookupCell::Any,
            CellKind::Values(values) => {
                let values = values.iter().filter_map(|value| self.constant_as(value, ty, &place, ctx)).collect();
                LookupCell::Values(values)
            }
            CellKind::Range { low, high } => {
                if let Some((_, (low, high))) = ends.and_then(|ends| ends.iter().find(|(span, _)| *span == cell.span)) {
                    return LookupCell::Range { low: low.clone(), high: high.clone() };
                }
                let mut end = |bound: &'a Option<ast::Bound>| {
                    let bound = bound.as_ref()?;
                    let value = self.expect(&bound.value, ctx, ty, &place);
                    if !matches!(ty, Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days | Type::Date)
                    {
                        self.report(units::no_order(bound.span, &units::type_words(ty)));
                    }
                    Some(ir::Bound { inclusive: bound.inclusive, value: Box::new(self.fold(value)) })
                };
                LookupCell::Range { low: end(low), high: end(high) }
            }
        }
    }

    /// A value that needs no data, of a known type.
    pub(super) fn constant_as(&mut self, ast: &'a ast::Expr, ty: Type, place: &Text, ctx: &Ctx) -> Option<Value> {
        let before = self.problems.len();
        let expr = self.expect(ast, ctx, ty, place);
        let value = self.constant(&expr, None);
        if value.is_none() && self.problems.len() == before {
            self.report(names::not_a_constant(ast.span, place));
        }
        value
    }

    /// Two-way tables, laid out as rows; missing ends of the heads are the neighbours'.
    fn grid(
        &mut self,
        ast: &'a ast::Table,
        keys: &[(LookupKey, shapes::Domain)],
        heads: &'a [ast::Cell],
        rows: &'a [ast::GridRow],
        node: Node,
    ) -> (Option<LookupBody>, Ty) {
        let [side, top] = keys else {
            self.report(rules::grid_keys(ast.span, keys.len()));
            return (None, Ty::Unknown);
        };
        let before = self.problems.len();
        let sides: Vec<&'a ast::Cell> = rows.iter().map(|row| &row.cell).collect();
        let mut ends = self.grid_ends(&sides, side, ast.span, node);
        ends.extend(self.grid_ends(&heads.iter().collect::<Vec<_>>(), top, ast.span, node));
        let mut flat = Vec::new();
        for row in rows {
            if row.results.len() != heads.len() {
                self.report(rules::grid_width(row.span, row.results.len(), heads.len(), ast.name.span));
            }
            for (head, result) in heads.iter().zip(&row.results) {
                flat.push((vec![&row.cell, head], result, row.span));
            }
        }
        if self.problems.len() > before {
            return (None, Ty::Unknown);
        }
        self.lookup_rows(ast, keys, flat, Some(&ends), node)
    }

    fn grid_ends(&mut self, cells: &[&'a ast::Cell], key: &(LookupKey, shapes::Domain), head: Span, node: Node) -> Vec<(Span, Written)> {
        let LookupKeyKind::Typed(ty) = key.0.kind else { return Vec::new() };
        let mut lines: Vec<Line<'a>> = Vec::new();
        for cell in cells {
            match &cell.kind {
                CellKind::Range { low, high } => {
                    let label = self.sources.slice(cell.span).to_string();
                    lines.push(Line { low: low.as_ref(), high: high.as_ref(), span: cell.span, label });
                }
                CellKind::Any | CellKind::Values(_) => return Vec::new(),
            }
        }
        if lines.is_empty() {
            return Vec::new();
        }
        let place = units::key(&key.0.name);
        let ctx = Ctx::constant(node);
        let before = self.problems.len();
        let mut written = Vec::new();
        for line in &lines {
            let mut end = |bound: Option<&'a ast::Bound>| {
                let bound = bound?;
                let value = self.expect(&bound.value, &ctx, ty, &place);
                Some(ir::Bound { inclusive: bound.inclusive, value: Box::new(self.fold(value)) })
            };
            written.push((end(line.low), end(line.high)));
        }
        if self.problems.len() > before {
            return Vec::new();
        }
        let filled = self.fill(ty, &lines, written, &key.1, head).unwrap_or_default();
        lines.iter().map(|line| line.span).zip(filled).collect()
    }

    /// `rate(product, region)`, or bands and tiers as Chinese uses them: `标准(回款额)`.
    pub(super) fn call(&mut self, name: &ast::Name, args: &'a [ast::Expr], ctx: &Ctx, want: Option<Type>, span: Span) -> Typed {
        if let (Some((_, place)), None) = (self.names.shapes.get(&name.text).copied(), self.names.calls.get(&name.text)) {
            if let [value] = args {
                return self.use_shape(name, value, None, ctx, want, span);
            }
            self.report(rules::shape_argument(&name.text, span, place));
            return self.poison(span);
        }
        let Some((id, place)) = self.names.calls.get(&name.text).copied() else {
            if !self.lost_name_of(&["table"], &name.text) {
                let known: Vec<String> = self.names.calls.keys().cloned().collect();
                let other = self.names.people.get(&name.text).map(|(_, place)| *place);
                let problem = match other {
                    Some(place) => names::not_a_table(&name.text, span, place),
                    None => names::unknown_table(&name.text, name.span, self.guess(&name.text, &known)),
                };
                self.report(problem);
            }
            return self.poison(span);
        };
        let node = Node::Lookup(id);
        self.note_read(ctx.node, node, span);
        self.need(node);
        if self.state_of(node) != State::Done {
            return self.poison(span);
        }
        let keys: Vec<LookupKey> = self.lookup(id).map_or(Vec::new(), |lookup| lookup.by.clone());
        let typed: Vec<&LookupKey> = keys.iter().filter(|key| key.kind != LookupKeyKind::Period).collect();
        let names: Vec<String> = typed.iter().map(|key| key.name.clone()).collect();
        // In a table of rows a key without a type is one that could not be understood.
        let rows = self.lookup(id).is_some_and(|lookup| !matches!(lookup.ast.body, TableBody::Data(_)));
        let known = self.lookup(id).is_some_and(|lookup| lookup.ty != Ty::Unknown) && !(rows && typed.len() < keys.len());
        if typed.len() != args.len() {
            if known {
                self.report(rules::argument_count(&name.text, span, args.len(), &names, place));
            }
            return self.poison(span);
        }
        let mut done = Vec::with_capacity(args.len());
        for (arg, key) in args.iter().zip(&typed) {
            if let LookupKeyKind::Typed(ty) = key.kind {
                let arg = self.lookup_arg(arg, ty, &key.name, ctx);
                done.push(arg);
            }
        }
        let ty = self.type_of(node);
        self.typed(Kind::Lookup { lookup: id, args: done }, ty, span)
    }

    /// An argument has the type of its key; a count may be looked up among numbers and the other way round.
    fn lookup_arg(&mut self, arg: &'a ast::Expr, ty: Type, key: &str, ctx: &Ctx) -> ir::Expr {
        let typed = self.expr(arg, ctx, Some(ty));
        match (typed.ty, ty) {
            (Ty::Is(Type::Number), Type::Count) => typed.expr,
            (_, _) => self.coerce(typed, ty, &units::key(key)),
        }
    }

    /// The values a definition may take.
    fn domain_of_def(&mut self, def: ir::DefId) -> shapes::Domain {
        if self.def(def).is_some_and(|def| def.role == Role::Covered) {
            return open_domain();
        }
        let (ty, span) = self.def(def).map_or((Type::Number, Span::default()), |def| (def.ty.likely().unwrap_or(Type::Number), def.place));
        let expr = self.make(Kind::Ref(def), ty, span);
        self.domain(&expr)
    }
}
