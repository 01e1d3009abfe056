//! Examples: what is given, what must come out.

mod people;
mod table;

use super::context::Ctx;
use super::input::outside;
use super::planner::{Node, Planner};
use super::problems::{clauses, names, units};
use super::types::Ty;
use crate::diagnostic::catalogue;
use crate::plan::ir::{self, Body, DefId, PEOPLE, TableId};
use crate::source::Span;
use crate::syntax::ast::{self, Side};
use crate::value::{Type, Value};
use people::{GivenOf, Named};

/// What an example says of every row of its tables; without tables, all of it.
#[derive(Clone, Default)]
struct Common {
    people: Vec<Person>,
    expect: Vec<ir::Expect>,
}

/// Somebody of an example, with a key where it has `people { }`.
#[derive(Clone)]
struct Person {
    key: Option<ast::Quoted>,
    given: GivenOf,
}

/// A value that may be expected: its definition, the type of what is written, and the name it was called by.
struct Expected {
    /// The number of the person.
    whose: u32,
    def: DefId,
    want: Type,
    text: String,
}

impl<'a> Planner<'a> {
    /// The examples a clause stands for: one, or one a row of its tables.
    pub(super) fn example(&mut self, ast: &'a ast::Example) -> Vec<ir::Example> {
        self.check_example_period(ast);
        let common = self.common(ast);
        if ast.expect.is_empty() && ast.tables.is_empty() && !self.lost(ast.span) {
            self.report(clauses::example_lacks(&ast.title.text, "expect", ast.span));
        }
        let of_rows = self.example_rows(ast, &common);
        let earlier = self.earlier_periods(ast, &common);
        let Some(period) = ast.period.and_then(|(period, _)| period) else { return Vec::new() };
        let title = &ast.title.text;
        let made = |row, common: Common, span| {
            let Common { people, expect } = common;
            let people = people.into_iter().map(|Person { key, given }| ir::ExamplePerson {
                key: key.map(|key| key.text),
                given: given.values,
                rows: given.rows.into_iter().map(|row| (row.table, row.values)).collect(),
            });
            ir::Example { title: title.clone(), row, period, earlier: earlier.clone(), people: people.collect(), expect, span }
        };
        if ast.tables.is_empty() {
            return vec![made(None, common, ast.span)];
        }
        of_rows.into_iter().map(|(number, row, span)| made(Some(number), row, span)).collect()
    }

    /// What earlier periods came to, each said once and before the example's own.
    fn earlier_periods(&mut self, ast: &'a ast::Example, common: &Common) -> Vec<ir::EarlierValue> {
        let own = ast.period.and_then(|(period, _)| period);
        let mut seen: Vec<(String, Span)> = Vec::new();
        let mut found = Vec::new();
        for earlier in &ast.earlier {
            let Some(period) = earlier.period else { continue };
            if own.is_some_and(|own| period.kind != own.kind || period >= own) {
                self.report(clauses::not_earlier(period, earlier.period_span, own));
                continue;
            }
            self.say_twice(&mut seen, period.to_string(), earlier.period_span);
            let mut names: Vec<(String, Span)> = Vec::new();
            for (name, value) in &earlier.values {
                self.say_twice(&mut names, named(name), name.span);
                let Some(expected) = self.expected(common, name) else { continue };
                let place = units::given(&expected.text);
                let constant = self.constant_as(value, expected.want, &place, &Ctx::constant(Node::Clause));
                found.extend(constant.map(|value| ir::EarlierValue { period, whose: expected.whose, def: expected.def, value }));
            }
        }
        found
    }

    /// What stands behind `given` and `expect`.
    fn common(&mut self, ast: &'a ast::Example) -> Common {
        let mut common = Common { people: self.people(ast), expect: Vec::new() };
        for line in &ast.expect {
            let expect = match line {
                ast::Expect::Error { whose, code, span } => self.expected_error(&common, whose.as_ref(), code, *span),
                ast::Expect::Value { name, value, span } => {
                    self.expected(&common, name).and_then(|expected| self.expected_value(&expected, value, *span))
                }
            };
            common.expect.extend(expect);
        }
        common
    }

    fn expected_error(&mut self, common: &Common, whose: Option<&ast::Quoted>, code: &ast::Name, span: Span) -> Option<ir::Expect> {
        let whose = self.whose_error(common, whose)?;
        if catalogue::pages().any(|page| page.code == code.text) {
            return Some(ir::Expect::Error { whose, code: code.text.clone(), span });
        }
        let codes: Vec<String> = catalogue::pages().map(|page| page.code.to_string()).collect();
        let guess = self.guess(&code.text, &codes);
        self.report(clauses::unknown_code(&code.text, code.span, guess));
        None
    }

    /// One title names one example, so that a failing one can be found; and no value is expected to be two things.
    pub(super) fn check_example_titles(&mut self, examples: &[&'a ast::Example]) {
        let mut titles: Vec<(&str, Span)> = Vec::new();
        for example in examples {
            self.say_twice(&mut titles, &example.title.text, example.title.span);
            let mut values: Vec<(String, Span)> = Vec::new();
            for line in &example.expect {
                if let ast::Expect::Value { name, .. } = line {
                    self.say_twice(&mut values, named(name), name.span);
                }
            }
        }
    }

    fn say_twice<N: AsRef<str> + PartialEq>(&mut self, seen: &mut Vec<(N, Span)>, name: N, span: Span) {
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, before)) => self.report(names::twice(name.as_ref(), *before, span)),
            None => seen.push((name, span)),
        }
    }

    fn check_example_period(&mut self, ast: &ast::Example) {
        let Some((period, span)) = ast.period else {
            if !self.lost(ast.span) {
                self.report(clauses::example_lacks(&ast.title.text, "period", ast.span));
            }
            return;
        };
        let (Some(header), Some(period)) = (self.header, period) else { return };
        if let Some((kind, place)) = header.period
            && kind != period.kind
        {
            self.report(clauses::example_period_kind(period, span, kind, place));
            return;
        }
        if let Some(effective) = &header.effective
            && (period.start() < effective.from || period.end() > effective.to)
        {
            self.report(clauses::example_period_outside(period, span, (effective.from, effective.to), effective.span));
        }
    }

    fn once<'n>(&mut self, seen: &mut Vec<(&'n str, Span)>, name: &'n ast::Name) -> bool {
        match seen.iter().find(|(other, _)| *other == name.text) {
            Some((_, before)) => {
                let before = *before;
                self.report(names::twice(&name.text, before, name.span));
                false
            }
            None => {
                seen.push((&name.text, name.span));
                true
            }
        }
    }

    fn given_table(&mut self, input: &ast::Name) -> Option<TableId> {
        match self.table_named(&input.text) {
            Some(PEOPLE) | None => {
                if !self.lost_name_of(&["input"], &input.text) {
                    let known: Vec<String> = self.inputs().into_iter().skip(1).collect();
                    let guess = self.guess(&input.text, &known);
                    self.report(names::unknown_input(&input.text, input.span, guess));
                }
                None
            }
            Some(table) => Some(table),
        }
    }

    fn given(&mut self, table: TableId, pair: &'a ast::Pair) -> Option<(DefId, Value)> {
        let def = self.given_column(table, &pair.name)?;
        Some((def, self.given_value(def, &pair.name.text, &pair.value)?))
    }

    /// The column of an input that a name means.
    fn given_column(&mut self, table: TableId, name: &ast::Name) -> Option<DefId> {
        if let Some(def) = self.column(table, &name.text) {
            return Some(def);
        }
        if self.lost_name_in(self.block_of(table), &name.text) {
            return None;
        }
        let computed = self.names.people.get(&name.text).map(|(_, place)| *place);
        let problem = match computed {
            Some(place) => names::given_not_a_column(&name.text, name.span, place),
            None => names::unknown_column(&name.text, name.span, self.guess(&name.text, &self.columns_of(table))),
        };
        self.report(problem);
        None
    }

    fn given_value(&mut self, def: DefId, name: &str, value: &'a ast::Expr) -> Option<Value> {
        let ty = self.type_of(Node::Def(def)).known()?;
        let constant = self.constant_as(value, ty, &units::given(name), &Ctx::constant(Node::Clause))?;
        self.check_given(def, name, &constant, value.span);
        Some(constant)
    }

    /// A cell like this would be refused, so the example could never happen.
    fn check_given(&mut self, def: DefId, name: &str, value: &Value, span: Span) {
        let Some(Body::Column(column)) = self.def(def).and_then(|def| def.body.as_ref()) else { return };
        let broken = [(&column.low, Side::Low), (&column.high, Side::High)]
            .into_iter()
            .find_map(|(bound, side)| bound.as_ref().filter(|bound| outside(value, bound, side)));
        if let Some(bound) = broken {
            let problem = clauses::given_outside(name, span, bound.span);
            self.report(problem);
        }
    }

    /// The value of a person that a name means.
    fn expected(&mut self, common: &Common, name: &ast::ExampleName) -> Option<Expected> {
        let Named { whose, path } = self.whose(common, name)?;
        let (path, text) = (&path, spelled(&path));
        let Some(def) = self.find_def(path) else {
            self.report_unknown_value(path, &text);
            return None;
        };
        if self.def(def).is_some_and(|def| def.table != PEOPLE) {
            let (name, place) = self.label_of(Node::Def(def));
            self.report(names::expected_row_value(&name, path.span, place));
            return None;
        }
        let want = match self.type_of(Node::Def(def)) {
            // A count expected of something that may be a fraction is a number like any other.
            Ty::Is(Type::Count) => Type::Number,
            Ty::Is(ty) => ty,
            Ty::Flexible(_) | Ty::Quote | Ty::Unknown => return None,
        };
        Some(Expected { whose, def, want, text: named(name) })
    }

    fn expected_value(&mut self, expected: &Expected, value: &'a ast::Expr, span: Span) -> Option<ir::Expect> {
        let place = units::expected(&expected.text);
        let value = self.constant_as(value, expected.want, &place, &Ctx::constant(Node::Clause))?;
        Some(ir::Expect::Value { whose: expected.whose, def: expected.def, value, span })
    }
}

/// A path as it was written.
fn spelled(path: &ast::Path) -> String {
    path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}

/// The same, with the person it speaks of.
fn named(name: &ast::ExampleName) -> String {
    let whose = name.whose.as_ref().map_or(String::new(), |key| format!("{}.", key.text));
    format!("{whose}{}", spelled(&name.path))
}
