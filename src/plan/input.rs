//! Input blocks: tables, columns, keys, closed choices, data rules.

use super::context::{Ctx, Within};
use super::planner::{Dotted, Node, Origin, Planner, State, TableInfo, number, text_of};
use super::problems::{inputs as problems, units};
use super::scope::{Fresh, bare};
use super::types::Ty;
use crate::plan::ir::{self, Body, ChoiceOrder, DefId, PEOPLE, PersonColumn, Presence, Role, TableId};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, CellUnit, Dating, Side, TypeKind};
use crate::value::{Type, Value, Zone};

impl<'a> Planner<'a> {
    /// Enters every input block: the population first.
    pub(super) fn declare_inputs(&mut self, inputs: &[&'a ast::Input]) {
        let (people, children): (Vec<&'a ast::Input>, Vec<&'a ast::Input>) = inputs.iter().partition(|input| input.parent.is_none());
        match people.as_slice() {
            [] if self.broken_inputs || (inputs.is_empty() && self.header.is_none()) => {}
            [] => {
                let at = self.header.map_or(Span::new(FileId(0), 0, 0), |header| header.span);
                self.report(problems::no_population(at));
            }
            [_] => {}
            [first, rest @ ..] => {
                for other in rest {
                    self.report(problems::two_populations((&first.name.text, first.name.span), (&other.name.text, other.name.span)));
                }
            }
        }
        for input in people.into_iter().take(1).chain(children) {
            if self.tables.is_empty() && input.parent.is_some() {
                // Without a population the child inputs have nothing to belong to; that has been said.
                self.broken.insert(input.name.text.clone());
                self.broken.extend(input.columns.iter().map(|column| column.name.text.clone()));
                continue;
            }
            self.declare_input(input);
        }
    }

    fn declare_input(&mut self, ast: &'a ast::Input) {
        let table = TableId(number(self.tables.len()));
        self.declare_dotted(&ast.name, Dotted::Input(table));
        self.tables.push(TableInfo {
            ast,
            key: None,
            parent_key: None,
            dated: None,
            columns: Vec::new(),
            employed: None,
            credited: None,
            origin: ir::Origin::default(),
            rules: Vec::new(),
        });
        let declared = |name: &ast::Name| ast.columns.iter().any(|column| column.name.text == name.text);
        let parent_key = ast.parent.as_ref().map(|parent| &parent.key);
        for key in [Some(&ast.key), parent_key].into_iter().flatten() {
            if !declared(key) {
                self.implicit_key(table, key);
            }
        }
        for column in &ast.columns {
            self.declare_column(table, column);
        }
        let key = self.text_column(table, &ast.key);
        let parent_key = parent_key.and_then(|key| self.text_column(table, key));
        let (dated, employed) = (self.dating(table, ast), self.employed_clause(table, ast));
        let origin = self.origin(table, ast);
        if let Some(info) = self.tables.get_mut(table.0 as usize) {
            info.key = key;
            info.parent_key = parent_key;
            info.dated = dated;
            info.employed = employed;
            info.origin = origin;
        }
        let credited = self.credited(table, ast);
        if let Some(info) = self.tables.get_mut(table.0 as usize) {
            info.credited = credited;
        }
        if let Some(parent) = &ast.parent {
            let population = self.tables.first().map(|people| people.ast.name.text.clone());
            if population.as_deref() != Some(&parent.input.text) && !self.lost_name_of(&["input"], &parent.input.text) {
                self.report(problems::wrong_parent(&parent.input.text, parent.input.span, population.as_deref()));
            }
        }
        self.check_headers(table);
    }

    /// A key that has no line of its own is a text column.
    fn implicit_key(&mut self, table: TableId, name: &'a ast::Name) {
        let column = ir::Column::plain(0, &name.text);
        self.enter_column(table, name, (None, None), name.span, Ty::Is(Type::Text), column);
    }

    fn enter_column(
        &mut self,
        table: TableId,
        name: &ast::Name,
        (title, because): (Option<String>, Option<String>),
        span: Span,
        ty: Ty,
        mut column: ir::Column,
    ) {
        column.index = number(self.tables.get(table.0 as usize).map_or(0, |table| table.columns.len()));
        let def = self.fresh(Fresh {
            name: self.row_name(table, &name.text),
            title,
            table,
            role: Role::Column,
            because,
            span,
            place: name.span,
            origin: Origin::Column,
        });
        if let Some(info) = self.def_mut(def) {
            info.state = State::Done;
            info.ty = ty;
            info.body = Some(Body::Column(column));
        }
        if let Some(table) = self.tables.get_mut(table.0 as usize) {
            table.columns.push(def);
        }
        self.declare_in(table, name, def);
    }

    /// `revenue` for people, `deals.amount` for a child input.
    pub(super) fn row_name(&self, table: TableId, name: &str) -> String {
        match table {
            PEOPLE => name.to_string(),
            TableId(_) => format!("{}.{name}", self.tables.get(table.0 as usize).map_or("", |table| table.ast.name.text.as_str())),
        }
    }

    fn declare_column(&mut self, table: TableId, ast: &'a ast::Column) {
        self.check_own_headers(ast);
        let ty = self.type_ref(&ast.ty);
        let names_person = if ast.ty.kind == TypeKind::Person { PersonColumn::Yes } else { PersonColumn::No };
        let fits = match (ast.unit, ty) {
            (None, _) | (_, None) => true,
            (Some(CellUnit::Ratio | CellUnit::Percent), Some(ty)) => ty == Type::Percent,
            (Some(CellUnit::TenThousands), Some(ty)) => matches!(ty, Type::Money | Type::Foreign(_) | Type::Number | Type::Count),
        };
        if !fits && let Some(ty) = ty {
            self.report(problems::cell_unit(ast.ty.span, &units::type_words(ty), ast.unit));
        }
        let column = ir::Column {
            index: 0,
            header: ast.header.as_ref().map_or(ast.name.text.clone(), |header| header.text.clone()),
            also: ast.also.iter().map(|header| header.text.clone()).collect(),
            low: None,
            high: None,
            presence: if ast.optional.is_some() { Presence::Optional } else { Presence::Required },
            unit: ast.unit,
            names_person,
            source: text_of(ast.source.as_ref()),
            owner: text_of(ast.owner.as_ref()),
        };
        let texts = (text_of(ast.title.as_ref()), text_of(ast.because.as_ref()));
        self.enter_column(table, &ast.name, texts, ast.span, ty.map_or(Ty::Unknown, Ty::Is), column);
    }

    /// The type a clause names; a closed choice is entered in the plan's list.
    pub(super) fn type_ref(&mut self, ast: &ast::TypeRef) -> Option<Type> {
        Some(match &ast.kind {
            TypeKind::Money(currency) => self.money_in(currency.as_ref()),
            TypeKind::Percent => Type::Percent,
            TypeKind::Number => Type::Number,
            TypeKind::Count => Type::Count,
            TypeKind::Date => Type::Date,
            TypeKind::Days => Type::Days,
            TypeKind::Text | TypeKind::Person => Type::Text,
            TypeKind::Flag => Type::Flag,
            TypeKind::OneOf(options) => self.choice(options, ChoiceOrder::Unordered, ast.span),
            TypeKind::Ordered(options) => self.choice(options, ChoiceOrder::Ordered, ast.span),
        })
    }

    fn choice(&mut self, options: &[ast::ChoiceOption], order: ChoiceOrder, span: Span) -> Type {
        let mut seen: Vec<&ast::Quoted> = Vec::new();
        for quoted in options.iter().flat_map(|option| [&option.name].into_iter().chain(&option.also)) {
            match seen.iter().find(|other| other.text == quoted.text) {
                Some(before) => self.report(problems::option_twice(&quoted.text, before.span, quoted.span)),
                None => seen.push(quoted),
            }
        }
        let options = options
            .iter()
            .map(|option| ir::ChoiceOption {
                name: option.name.text.clone(),
                also: option.also.iter().map(|also| also.text.clone()).collect(),
            })
            .collect();
        Type::Choice(self.add_choice(ir::Choice { options, order, span }))
    }

    fn text_column(&mut self, table: TableId, name: &ast::Name) -> Option<DefId> {
        let def = self.column(table, &name.text)?;
        match self.type_of(Node::Def(def)) {
            Ty::Is(Type::Text) | Ty::Unknown => {}
            Ty::Is(found) | Ty::Flexible(found) => {
                let place = self.label_of(Node::Def(def)).1;
                self.report(problems::key_type(&name.text, name.span, place, &units::type_words(found)));
            }
            Ty::Quote => {}
        }
        Some(def)
    }

    fn date_column(&mut self, table: TableId, name: &ast::Name) -> Option<DefId> {
        let Some(def) = self.column(table, &name.text) else {
            if !self.lost_name_in(self.block_of(table), &name.text) {
                let guess = self.guess(&name.text, &self.columns_of(table));
                self.report(super::problems::names::unknown_column(&name.text, name.span, guess));
            }
            return None;
        };
        match self.type_of(Node::Def(def)) {
            Ty::Is(Type::Date) | Ty::Unknown | Ty::Quote => {}
            Ty::Is(found) | Ty::Flexible(found) => {
                let place = self.label_of(Node::Def(def)).1;
                self.report(problems::not_a_date_column(&name.text, name.span, place, &units::type_words(found)));
            }
        }
        Some(def)
    }

    fn dating(&mut self, table: TableId, ast: &'a ast::Input) -> Option<DefId> {
        match (&ast.dating, table) {
            (Dating::Dated(name), PEOPLE) => {
                self.report(problems::population_dated(name.span));
                None
            }
            (Dating::Undated(span), PEOPLE) => {
                self.report(problems::population_dated(*span));
                None
            }
            (Dating::Unsaid, PEOPLE) => None,
            (Dating::Unsaid, TableId(_)) => {
                if ast.period_column.is_none() {
                    self.report(problems::child_dating(&ast.name.text, ast.name.span));
                }
                None
            }
            (Dating::Dated(name), TableId(_)) => self.date_column(table, name),
            (Dating::Undated(_), TableId(_)) => None,
        }
    }

    /// What the head says of its files.
    fn origin(&mut self, table: TableId, ast: &'a ast::Input) -> ir::Origin {
        let zone = ast.zone.as_ref().and_then(|said| {
            let zone = Zone::parse(&said.text);
            if zone.is_none() {
                self.report(problems::not_a_zone(&said.text, said.span));
            }
            zone
        });
        if let Some(lines) = ast.lines.as_ref().filter(|_| table == PEOPLE) {
            self.report(problems::lines_of_people(lines.span));
        }
        let text = |said: &Option<ast::Quoted>| said.as_ref().map(|said| (said.text.clone(), said.span));
        ir::Origin { crm: ast.crm, zone, sheet: text(&ast.sheet), header_row: ast.header_row, lines: text(&ast.lines) }
    }

    fn employed_clause(&mut self, table: TableId, ast: &'a ast::Input) -> Option<ir::Employed> {
        let employed = ast.employed.as_ref()?;
        if table != PEOPLE {
            self.report(problems::employed_place(employed.span));
            return None;
        }
        let from = self.date_column(table, &employed.from);
        let to = employed.to.as_ref().and_then(|to| self.date_column(table, to));
        Some(ir::Employed { from: from?, to, first_day: employed.first_day, span: employed.span })
    }

    /// A column that may be called one thing or another is called by two different things.
    fn check_own_headers(&mut self, ast: &ast::Column) {
        let mut seen: Vec<&ast::Quoted> = Vec::new();
        for header in ast.header.iter().chain(&ast.also) {
            match seen.iter().find(|other| other.text == header.text) {
                Some(before) => self.report(problems::header_again(&header.text, before.span, header.span)),
                None => seen.push(header),
            }
        }
    }

    /// Two columns cannot come from one header of the file.
    fn check_headers(&mut self, table: TableId) {
        let mut seen: Vec<(String, Span)> = Vec::new();
        let columns = self.tables.get(table.0 as usize).map_or(Vec::new(), |table| table.columns.clone());
        for def in columns {
            let Some(info) = self.def(def) else { continue };
            let Some(Body::Column(column)) = &info.body else { continue };
            let (place, name) = (info.place, bare(&info.name).to_string());
            let headers: Vec<String> = [&column.header].into_iter().chain(&column.also).cloned().collect();
            // A header twice in one column has been reported as such, and so has a name.
            let taken =
                headers.iter().find_map(|header| seen.iter().find(|(other, _)| other == header).filter(|_| *header != name)).cloned();
            if let Some((header, before)) = taken {
                self.report(problems::header_twice(&header, before, place));
            }
            seen.extend(headers.into_iter().map(|header| (header, place)));
        }
    }

    /// Bounds and defaults, once every name is known.
    pub(super) fn finish_columns(&mut self) {
        for at in 0..self.tables.len() {
            let table = TableId(number(at));
            let Some(ast) = self.tables.get(at).map(|table| table.ast) else { continue };
            for column in &ast.columns {
                let def = self.column(table, &column.name.text);
                let own = def.filter(|def| self.def(*def).is_some_and(|def| def.place == column.name.span));
                if let Some(def) = own {
                    self.finish_column(def, column);
                }
            }
        }
    }

    fn finish_column(&mut self, def: DefId, ast: &'a ast::Column) {
        let Some(ty) = self.type_of(Node::Def(def)).known() else { return };
        let ctx = Ctx::constant(Node::Clause);
        let (mut low, mut high): (Option<ir::ColumnBound>, Option<ir::ColumnBound>) = (None, None);
        for ast::SideBound { side, bound } in &ast.bounds {
            if !(ty.is_numeric() || ty == Type::Date) {
                self.report(problems::bound_of_text(bound.span, &units::type_words(ty)));
                continue;
            }
            let Some(value) = self.constant_as(&bound.value, ty, &units::bound(), &ctx) else { continue };
            let slot = match side {
                Side::Low => &mut low,
                Side::High => &mut high,
            };
            // The same end said twice has been refused where it was read.
            slot.get_or_insert(ir::ColumnBound { inclusive: bound.inclusive, value, span: bound.span });
        }
        if let (Some(low), Some(high)) = (&low, &high)
            && nothing_between(low, high)
        {
            self.report(problems::bounds_empty(low.span, high.span));
        }
        let default = self.column_default(ast, ty, (&low, &high), &ctx);
        if let Some(Body::Column(column)) = self.def_mut(def).and_then(|def| def.body.as_mut()) {
            column.low = low;
            column.high = high;
            if let Some(value) = default {
                column.presence = Presence::Default(value);
            }
        }
    }

    fn column_default(
        &mut self,
        ast: &'a ast::Column,
        ty: Type,
        (low, high): (&Option<ir::ColumnBound>, &Option<ir::ColumnBound>),
        ctx: &Ctx,
    ) -> Option<Value> {
        let default = ast.default.as_ref()?;
        if let Some(optional) = ast.optional {
            self.report(problems::optional_and_default(optional, default.span));
        }
        let value = self.constant_as(default, ty, &units::default_value(), ctx)?;
        for (bound, side) in [(low, Side::Low), (high, Side::High)] {
            if let Some(bound) = bound
                && outside(&value, bound, side)
            {
                self.report(problems::default_outside(default.span, bound.span));
            }
        }
        Some(value)
    }

    /// Data rules, once every name is known.
    pub(super) fn lower_data_rules(&mut self) {
        for at in 0..self.tables.len() {
            let table = TableId(number(at));
            let Some(ast) = self.tables.get(at).map(|table| table.ast) else { continue };
            let mut rules = Vec::with_capacity(ast.rules.len());
            for rule in &ast.rules {
                let each = match &rule.each {
                    Some(name) => match self.column(table, &name.text) {
                        Some(def) => Some(def),
                        None => {
                            if !self.lost_name_in(self.block_of(table), &name.text) {
                                let guess = self.guess(&name.text, &self.columns_of(table));
                                self.report(super::problems::names::unknown_column(&name.text, name.span, guess));
                            }
                            continue;
                        }
                    },
                    None => None,
                };
                let ctx = Ctx { within: Within::DataRule(each), ..Ctx::rows(table, Node::Clause) };
                let condition = self.condition(&rule.condition, &ctx);
                rules.push(ir::DataRule { condition, because: text_of(rule.because.as_ref()), span: rule.span });
            }
            if let Some(info) = self.tables.get_mut(at) {
                info.rules = rules;
            }
        }
    }
}

fn nothing_between(low: &ir::ColumnBound, high: &ir::ColumnBound) -> bool {
    match (&low.value, &high.value) {
        (Value::Number(one), Value::Number(two)) => one > two || (one == two && !(low.inclusive && high.inclusive)),
        (Value::Date(one), Value::Date(two)) => one > two || (one == two && !(low.inclusive && high.inclusive)),
        (Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Flag(_), _) => false,
    }
}

pub(super) fn outside(value: &Value, bound: &ir::ColumnBound, side: Side) -> bool {
    let order = match (value, &bound.value) {
        (Value::Number(one), Value::Number(two)) => one.cmp(two),
        (Value::Date(one), Value::Date(two)) => one.cmp(two),
        (Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Flag(_), _) => return false,
    };
    match side {
        Side::Low => order.is_lt() || (order.is_eq() && !bound.inclusive),
        Side::High => order.is_gt() || (order.is_eq() && !bound.inclusive),
    }
}
