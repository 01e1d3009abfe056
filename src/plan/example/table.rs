//! Tables of examples: the names of the head, and rows that each are an example of their own.

use super::people::GivenRow;
use super::{Common, Expected, named, spelled};
use crate::plan::ir::{self, DefId, PEOPLE, RowNumber, TableId};
use crate::plan::planner::{Node, Planner};
use crate::plan::problems::{examples, names};
use crate::source::Span;
use crate::syntax::ast::{self, ExampleCell, Given, RowExpect};

/// A column that the rows of a table give.
struct Column {
    /// The number of the person; of all of them where none is said.
    whose: Option<u32>,
    table: TableId,
    def: DefId,
    text: String,
}

/// The names of a head; what could not be understood has been reported, and its cells are passed over.
struct Head {
    given: Vec<Option<Column>>,
    expect: Vec<Option<Expected>>,
}

/// Of whom a column is given, and where.
type GivenAt = ((Option<u32>, DefId), Span);

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
                let place = around(names.iter().map(|name| name.span));
                self.report(examples::cell_count((cells, &rows), (names.len(), place), side));
            }
        }
        found
    }

    fn table_head(&mut self, ast: &'a ast::Example, common: &Common, table: &'a ast::ExampleTable) -> Head {
        let mut head = Head { given: Vec::new(), expect: Vec::new() };
        // Where each column has been given before, and each value expected.
        let mut given = self.given_before(ast, common);
        let mut expected: Vec<((u32, DefId), Span)> = common.expect.iter().filter_map(value_place).collect();
        for name in &table.given {
            let column = self.table_column(ast, common, name);
            let before = column.as_ref().and_then(|column| given_place(&given, (column.whose, column.def)));
            match (&column, before) {
                (Some(column), Some(before)) => self.report(examples::given_twice(&column.text, before, name.span)),
                (Some(column), None) => given.push(((column.whose, column.def), name.span)),
                (None, _) => {}
            }
            head.given.push(column.filter(|_| before.is_none()));
        }
        for name in &table.expect {
            let value = self.expected(common, name);
            let before = value.as_ref().and_then(|value| place_of(&expected, (value.whose, value.def)));
            match (&value, before) {
                (Some(value), Some(before)) => self.report(examples::expected_twice(&value.text, before, name.span)),
                (Some(value), None) => expected.push(((value.whose, value.def), name.span)),
                (None, _) => {}
            }
            head.expect.push(value.filter(|_| before.is_none()));
        }
        head
    }

    /// Every column that the example gives for all rows, of whom, and where.
    fn given_before(&self, ast: &'a ast::Example, common: &Common) -> Vec<GivenAt> {
        let mut found = Vec::new();
        for given in &ast.given {
            match given {
                Given::Value(_) | Given::Rows { .. } => self.columns_given(given, None, &mut found),
                Given::People { people, .. } => {
                    for person in people {
                        let whose = common.number(&person.key.text);
                        person.given.iter().for_each(|given| self.columns_given(given, whose, &mut found));
                    }
                }
            }
        }
        found
    }

    fn columns_given(&self, given: &'a Given, whose: Option<u32>, found: &mut Vec<GivenAt>) {
        match given {
            Given::Value(pair) => found.extend(self.column(PEOPLE, &pair.name.text).map(|def| ((whose, def), pair.name.span))),
            Given::Rows { input, rows, .. } => {
                let Some(table) = self.table_named(&input.text) else { return };
                let pairs = rows.iter().flatten();
                found.extend(pairs.filter_map(|pair| Some(((whose, self.column(table, &pair.name.text)?), pair.name.span))));
            }
            Given::People { .. } => {}
        }
    }

    /// `revenue`, or `deals.amount`: a column of the one row of a child input; of one of several people `A.deals.amount`.
    fn table_column(&mut self, ast: &'a ast::Example, common: &Common, said: &'a ast::ExampleName) -> Option<Column> {
        let (whose, path) = self.column_of(common, said)?;
        let path = &path;
        let text = named(said);
        let (table, name) = match path.parts.as_slice() {
            [name] => (PEOPLE, name),
            [input, name] => {
                if let Some(def) = self.find_def(path).filter(|_| self.table_named(&input.text).is_none()) {
                    let (_, place) = self.label_of(Node::Def(def));
                    self.report(names::given_not_a_column(&spelled(path), path.span, place));
                    return None;
                }
                let table = self.given_table(input)?;
                self.check_one_row(common, (whose, table), input, path.span);
                (table, name)
            }
            [] | [_, _, _, ..] => {
                self.report(names::too_many_dots(path.span));
                return None;
            }
        };
        let def = self.given_column(table, name)?;
        if table == PEOPLE && !common.is_one() && self.tables.first().and_then(|people| people.key) == Some(def) {
            self.report(examples::key_given(&text, said.span, ast.span));
            return None;
        }
        Some(Column { whose, table, def, text })
    }

    /// Whose column it is, and its name. Without a person it is one of all of them.
    fn column_of(&mut self, common: &Common, said: &ast::ExampleName) -> Option<(Option<u32>, ast::Path)> {
        let of_all = match (&said.whose, said.path.parts.as_slice()) {
            (None, [first, _, ..]) => common.number(&first.text).is_none() && self.table_named(&first.text).is_some(),
            (None, _) => true,
            (Some(_), _) => false,
        };
        if of_all || (common.is_one() && said.whose.is_none()) {
            return Some((None, said.path.clone()));
        }
        self.whose(common, said).map(|named| (Some(named.whose), named.path))
    }

    /// A cell of a child input belongs to one row; with several given, nobody could say to which.
    fn check_one_row(&mut self, common: &Common, (whose, table): (Option<u32>, TableId), input: &ast::Name, span: Span) {
        let asked = common.people.iter().zip(0_u32..).filter(|(_, number)| whose.is_none_or(|whose| whose == *number));
        let places = asked.map(|(person, _)| {
            let own = person.given.rows.iter().filter(|row| row.table == table);
            (own.clone().count(), own.map(|row| row.span).nth(1))
        });
        let several = places.into_iter().find_map(|(count, second)| Some((count, second?)));
        if let Some((count, place)) = several {
            self.report(examples::which_row(&input.text, span, count, place));
        }
    }

    fn table_row(&mut self, head: &Head, common: &Common, row: &'a ast::ExampleRow) -> Common {
        let mut made = Common { expect: Vec::new(), ..common.clone() };
        for (column, cell) in head.given.iter().zip(&row.given) {
            let (Some(column), ExampleCell::Value(value)) = (column, cell) else { continue };
            let place = value.span;
            let Some(value) = self.given_value(column.def, &column.text, value) else { continue };
            let asked = made.people.iter_mut().zip(0_u32..).filter(|(_, number)| column.whose.is_none_or(|whose| whose == *number));
            for (person, _) in asked {
                let values = (column.def, value.clone());
                match person.given.rows.iter_mut().find(|row| row.table == column.table) {
                    _ if column.table == PEOPLE => person.given.values.push(values),
                    Some(row) => row.values.push(values),
                    None => person.given.rows.push(GivenRow { table: column.table, values: vec![values], span: place }),
                }
            }
        }
        match &row.expect {
            RowExpect::Error { whose, code, span } => made.expect.extend(self.expected_error(common, whose.as_ref(), code, *span)),
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

fn names_of(table: &ast::ExampleTable, side: examples::Side) -> &[ast::ExampleName] {
    match side {
        examples::Side::Given => &table.given,
        examples::Side::Expected => &table.expect,
    }
}

fn place_of(places: &[((u32, DefId), Span)], wanted: (u32, DefId)) -> Option<Span> {
    places.iter().find(|(place, _)| *place == wanted).map(|(_, span)| *span)
}

/// What is given of all people is given of each.
fn given_place(places: &[GivenAt], (whose, def): (Option<u32>, DefId)) -> Option<Span> {
    let same = |other: Option<u32>| other.is_none() || whose.is_none() || other == whose;
    places.iter().find(|((other, column), _)| *column == def && same(*other)).map(|(_, span)| *span)
}

fn value_place(expect: &ir::Expect) -> Option<((u32, DefId), Span)> {
    match expect {
        ir::Expect::Value { whose, def, span, .. } => Some(((*whose, *def), *span)),
        ir::Expect::Error { .. } => None,
    }
}

/// From the first of some places to the last.
fn around(mut spans: impl Iterator<Item = Span>) -> Span {
    let first = spans.next().unwrap_or_default();
    spans.fold(first, |all, span| Span { end: span.end, ..all })
}
