//! Tables of examples: the names of the head, and rows that each are an example of their own.

use super::{Common, Expected, spelled};
use crate::plan::ir::{self, DefId, PEOPLE, RowNumber, TableId};
use crate::plan::planner::{Node, Planner};
use crate::plan::problems::{examples, names};
use crate::source::Span;
use crate::syntax::ast::{self, ExampleCell, Given, RowExpect};

/// A column that the rows of a table give.
struct Column {
    table: TableId,
    def: DefId,
    text: String,
}

/// The names of a head; what could not be understood has been reported, and its cells are passed over.
struct Head {
    given: Vec<Option<Column>>,
    expect: Vec<Option<Expected>>,
}

/// The rows that do not fit the head, those that are wrong alike together: which side, with how many cells, and where.
type Misfits = Vec<(examples::Side, usize, Vec<Span>)>;

impl<'a> Planner<'a> {
    /// The rows of all tables of an example, each with what holds for all of them, and where it stands.
    pub(super) fn example_rows(&mut self, ast: &'a ast::Example, common: &Common) -> Vec<(RowNumber, Common, Span)> {
        let mut found = Vec::new();
        for (table, number) in ast.tables.iter().zip(1_u32..) {
            let head = self.table_head(ast, common, table);
            if table.rows.is_empty() && !self.lost(table.span) {
                self.report(examples::no_rows(table.span));
            }
            let mut misfits = Misfits::new();
            for (row, at) in table.rows.iter().zip(1_u32..) {
                let number = RowNumber { table: (ast.tables.len() > 1).then_some(number), row: at };
                if fits(row, table, &mut misfits) == Fit::Yes {
                    found.push((number, self.table_row(&head, common, row), row.span));
                }
            }
            for (side, cells, rows) in misfits {
                let names = names_of(table, side);
                let place = around(names.iter().map(|path| path.span));
                self.report(examples::cell_count((cells, &rows), (names.len(), place), side));
            }
        }
        found
    }

    fn table_head(&mut self, ast: &'a ast::Example, common: &Common, table: &'a ast::ExampleTable) -> Head {
        let mut head = Head { given: Vec::new(), expect: Vec::new() };
        // Where each column has been given before, and each value expected.
        let mut given = self.given_before(ast);
        let mut expected: Vec<(DefId, Span)> = common.expect.iter().filter_map(value_place).collect();
        for path in &table.given {
            let column = self.table_column(ast, path);
            let before = column.as_ref().and_then(|column| place_of(&given, column.def));
            match (&column, before) {
                (Some(column), Some(before)) => self.report(examples::given_twice(&column.text, before, path.span)),
                (Some(column), None) => given.push((column.def, path.span)),
                (None, _) => {}
            }
            head.given.push(column.filter(|_| before.is_none()));
        }
        for path in &table.expect {
            let value = self.expected(path);
            let before = value.as_ref().and_then(|value| place_of(&expected, value.def));
            match (&value, before) {
                (Some(value), Some(before)) => self.report(examples::expected_twice(&value.text, before, path.span)),
                (Some(value), None) => expected.push((value.def, path.span)),
                (None, _) => {}
            }
            head.expect.push(value.filter(|_| before.is_none()));
        }
        head
    }

    /// Every column that the example gives for all rows, and where.
    fn given_before(&self, ast: &'a ast::Example) -> Vec<(DefId, Span)> {
        let mut found = Vec::new();
        for given in &ast.given {
            match given {
                Given::Value(pair) => found.extend(self.column(PEOPLE, &pair.name.text).map(|def| (def, pair.name.span))),
                Given::Rows { input, rows, .. } => {
                    let Some(table) = self.table_named(&input.text) else { continue };
                    let pairs = rows.iter().flatten();
                    found.extend(pairs.filter_map(|pair| Some((self.column(table, &pair.name.text)?, pair.name.span))));
                }
            }
        }
        found
    }

    /// `revenue`, or `deals.amount`: a column of the one row of a child input.
    fn table_column(&mut self, ast: &'a ast::Example, path: &'a ast::Path) -> Option<Column> {
        let text = spelled(path);
        let (table, name) = match path.parts.as_slice() {
            [name] => (PEOPLE, name),
            [input, name] => {
                if let Some(def) = self.find_def(path).filter(|_| self.table_named(&input.text).is_none()) {
                    let (_, place) = self.label_of(Node::Def(def));
                    self.report(names::given_not_a_column(&text, path.span, place));
                    return None;
                }
                let table = self.given_table(input)?;
                self.check_one_row(ast, input, path.span);
                (table, name)
            }
            [] | [_, _, _, ..] => {
                self.report(names::too_many_dots(path.span));
                return None;
            }
        };
        let def = self.given_column(table, name)?;
        Some(Column { table, def, text })
    }

    /// A cell of a child input belongs to one row; with several given, nobody could say to which.
    fn check_one_row(&mut self, ast: &'a ast::Example, input: &ast::Name, span: Span) {
        let mut places = Vec::new();
        for given in &ast.given {
            match given {
                Given::Value(_) => {}
                Given::Rows { input: other, rows, span } => {
                    if other.text == input.text {
                        places.extend(rows.iter().map(|_| *span));
                    }
                }
            }
        }
        if let [_, second, ..] = places.as_slice() {
            self.report(examples::which_row(&input.text, span, places.len(), *second));
        }
    }

    fn table_row(&mut self, head: &Head, common: &Common, row: &'a ast::ExampleRow) -> Common {
        let mut made = Common { expect: Vec::new(), ..common.clone() };
        for (column, cell) in head.given.iter().zip(&row.given) {
            let (Some(column), ExampleCell::Value(value)) = (column, cell) else { continue };
            let Some(value) = self.given_value(column.def, &column.text, value) else { continue };
            match made.rows.iter_mut().find(|(table, _)| *table == column.table) {
                _ if column.table == PEOPLE => made.person.push((column.def, value)),
                Some((_, values)) => values.push((column.def, value)),
                None => made.rows.push((column.table, vec![(column.def, value)])),
            }
        }
        match &row.expect {
            RowExpect::Error { code, span } => made.expect.extend(self.expected_error(code, *span)),
            RowExpect::Values(cells) => {
                for (expected, cell) in head.expect.iter().zip(cells) {
                    let (Some(expected), ExampleCell::Value(value)) = (expected, cell) else { continue };
                    made.expect.extend(self.expected_value(expected, value, value.span));
                }
                if common.expect.is_empty() && cells.iter().all(|cell| cell.value().is_none()) {
                    self.report(examples::row_expects_nothing(row.span));
                }
            }
        }
        made.expect.extend(common.expect.iter().cloned());
        made
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
}

/// Whether a row has a cell for each name of the head, on both sides of its colon.
fn fits(row: &ast::ExampleRow, table: &ast::ExampleTable, misfits: &mut Misfits) -> Fit {
    let mut sides = vec![(examples::Side::Given, row.given.as_slice())];
    match &row.expect {
        RowExpect::Values(cells) => sides.push((examples::Side::Expected, cells.as_slice())),
        RowExpect::Error { .. } => {}
    }
    let mut fit = Fit::Yes;
    for (side, cells) in sides {
        if cells.len() == names_of(table, side).len() {
            continue;
        }
        fit = Fit::No;
        let place = around(cells.iter().map(ExampleCell::span));
        match misfits.iter_mut().find(|(other, count, _)| (*other, *count) == (side, cells.len())) {
            Some((_, _, places)) => places.push(place),
            None => misfits.push((side, cells.len(), vec![place])),
        }
    }
    fit
}

fn names_of(table: &ast::ExampleTable, side: examples::Side) -> &[ast::Path] {
    match side {
        examples::Side::Given => &table.given,
        examples::Side::Expected => &table.expect,
    }
}

fn place_of(places: &[(DefId, Span)], wanted: DefId) -> Option<Span> {
    places.iter().find(|(def, _)| *def == wanted).map(|(_, span)| *span)
}

fn value_place(expect: &ir::Expect) -> Option<(DefId, Span)> {
    match expect {
        ir::Expect::Value { def, span, .. } => Some((*def, *span)),
        ir::Expect::Error { .. } => None,
    }
}

/// From the first of some places to the last.
fn around(mut spans: impl Iterator<Item = Span>) -> Span {
    let first = spans.next().unwrap_or_default();
    spans.fold(first, |all, span| Span { end: span.end, ..all })
}
