//! The rows of the plain evaluator, read from the same CSV text the engine gets.

use std::collections::BTreeMap;

use merit::syntax::ast::{CellUnit, Column, Dating, ExprKind, Input, Quoted, Side, TypeKind};
use merit::value::{Date, Period};

use super::value::{DATA, R, Unit, V, exact, int, parse};

pub struct Row {
    pub key: String,
    /// Position of the person in the population.
    pub person: usize,
    pub cells: BTreeMap<String, R>,
    /// Nobody can say whether the row counts: whatever reads it has that error.
    pub fault: Option<&'static str>,
}

/// Plain lines without quotation marks, as the generator writes them.
pub fn lines(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.lines();
    let heads: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    lines.map(|line| heads.iter().zip(line.split(',')).map(|(head, cell)| (head.to_string(), cell.to_string())).collect()).collect()
}

/// The rows of the period. `people` are the keys of the population; none for the population itself.
pub fn rows(input: &Input, csv: &str, period: Period, people: Option<&[Row]>) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in lines(csv) {
        if let Some(column) = &input.period_column
            && Period::parse_loose(&line[&column.text]) != Some(period)
        {
            continue;
        }
        let mut cells: BTreeMap<String, R> = BTreeMap::new();
        cells.insert(input.key.text.clone(), Ok(V::Text(line[&input.key.text].clone())));
        let mut person = rows.len();
        if let (Some(parent), Some(people)) = (&input.parent, people) {
            let key = &line[&parent.key.text];
            cells.insert(parent.key.text.clone(), Ok(V::Text(key.clone())));
            match people.iter().position(|row| row.key == *key) {
                Some(at) => person = at,
                None => continue,
            }
        }
        for column in &input.columns {
            let header = column.header.as_ref().unwrap_or(&quoted(&column.name.text)).text.clone();
            cells.insert(column.name.text.clone(), cell(column, line.get(&header).map_or("", String::as_str)));
        }
        let mut fault = None;
        if let Dating::Dated(name) = &input.dating {
            match &cells[&name.text] {
                Ok(V::Date(date)) if period.start() <= *date && *date <= period.end() => {}
                Err(code) => fault = Some(*code),
                Ok(_) => continue,
            }
        }
        rows.push(Row { key: line[&input.key.text].clone(), person, cells, fault });
    }
    rows
}

fn quoted(text: &str) -> Quoted {
    Quoted { text: text.to_string(), span: merit::source::Span::default() }
}

/// What a cell says.
fn cell(column: &Column, text: &str) -> R {
    if text.is_empty() {
        return match (&column.default, column.optional) {
            (Some(default), _) => Ok(literal(&default.kind, &column.ty.kind)),
            (None, Some(_)) => Ok(V::Missing),
            (None, None) => Err(DATA),
        };
    }
    Ok(match &column.ty.kind {
        TypeKind::Money(_) | TypeKind::Number | TypeKind::Count | TypeKind::Percent | TypeKind::Days => {
            let value = match (column.unit, number_cell(text, Some(&column.ty.kind))) {
                (Some(CellUnit::Percent), V::Num(value, unit)) if !text.ends_with('%') => V::Num(value / int(100), unit),
                (Some(CellUnit::TenThousands), V::Num(value, unit)) => V::Num(value * int(10_000), unit),
                (_, value) => value,
            };
            if !inside(column, &value) {
                return Err(DATA);
            }
            value
        }
        TypeKind::Date => V::Date(Date::parse(text).unwrap_or_else(|| panic!("{text} is no date"))),
        TypeKind::Text | TypeKind::Person => V::Text(text.to_string()),
        TypeKind::Flag => V::Flag(text == "yes" || text == "是"),
        TypeKind::OneOf(options) | TypeKind::Ordered(options) => {
            let option = options.iter().find(|option| option.name.text == text || option.also.iter().any(|also| also.text == text));
            V::Text(option.unwrap_or_else(|| panic!("{text} is no option")).name.text.clone())
        }
    })
}

/// A number as a cell writes it.
pub fn number_cell(text: &str, kind: Option<&TypeKind>) -> V {
    let value = match text.strip_suffix('%') {
        Some(digits) => parse(digits) / int(100),
        None => parse(text),
    };
    V::Num(value, kind.map_or(Unit::Plain, unit_of))
}

/// Whether a number keeps the bounds of its column.
fn inside(column: &Column, value: &V) -> bool {
    let V::Num(value, _) = value else { return true };
    column.bounds.iter().all(|bound| {
        let V::Num(end, _) = literal(&bound.bound.value.kind, &column.ty.kind) else { return true };
        let at_end = bound.bound.inclusive && *value == end;
        match bound.side {
            Side::Low => *value > end || at_end,
            Side::High => *value < end || at_end,
        }
    })
}

pub fn unit_of(kind: &TypeKind) -> Unit {
    match kind {
        TypeKind::Money(_) => Unit::Money,
        TypeKind::Percent => Unit::Percent,
        TypeKind::Number => Unit::Number,
        TypeKind::Count => Unit::Count,
        TypeKind::Days => Unit::Days,
        TypeKind::Date | TypeKind::Text | TypeKind::Flag | TypeKind::Person | TypeKind::OneOf(_) | TypeKind::Ordered(_) => Unit::Plain,
    }
}

fn literal(kind: &ExprKind, ty: &TypeKind) -> V {
    match kind {
        ExprKind::Number(literal) => V::Num(exact(&literal.value), unit_of(ty)),
        ExprKind::Text(text) => V::Text(text.clone()),
        ExprKind::Date(date) => V::Date(*date),
        ExprKind::Flag(flag) => V::Flag(*flag),
        other => panic!("a default is a literal, not {other:?}"),
    }
}
