//! The rows an aggregate took, down to their cells.

use crate::diagnostic::text::sanitise;
use crate::engine::table::CellRef;
use crate::engine::trace::Detail;
use crate::plan::ir::{Aggregate, Body, Expr, Group, Kind, PEOPLE, RunningSum, TableId};
use crate::syntax::ast::AggregateFunction;
use crate::value::Number;

use super::Teller;
use super::tree::Node;
use super::values::{Row, short_name};

/// Rows listed one by one.
const MOST_ROWS: usize = 10;

impl<'a> Teller<'a> {
    pub(super) fn aggregate(&mut self, expr: &Expr, aggregate: &'a Aggregate, at: Row) -> Node {
        let table = match aggregate.group {
            Group::Child(table) => table,
            Group::Same(_) | Group::Everyone => PEOPLE,
        };
        let taken: Vec<u32> = if let Some(Detail::Rows(rows)) = self.detail(expr, at) { rows.clone() } else { Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        let count = match (aggregate.group, taken.len()) {
            (Group::Child(_), 1) => self.say("1 row", "1 行"),
            (Group::Child(_), rows) => self.say(&format!("{rows} rows"), &format!("{rows} 行")),
            (Group::Same(_) | Group::Everyone, 1) => self.say("1 person", "1 人"),
            (Group::Same(_) | Group::Everyone, people) => self.say(&format!("{people} people"), &format!("{people} 人")),
        };
        let others = self.left_out(aggregate, taken.len(), at);
        let text = self.say(
            &format!("{}: {count}{others}{}", self.clause(expr.span), self.equals(&value)),
            &format!("{}：{count}{others}{}", self.clause(expr.span), self.equals(&value)),
        );
        let mut parts = Vec::new();
        if let Group::Same(column) = aggregate.group {
            parts.push(self.def(column, at));
        }
        let sums = matches!(aggregate.function, AggregateFunction::Sum);
        parts.extend(self.listed(&taken, table, aggregate.value.as_ref(), sums));
        Node::new(text).at(self.place(expr.span)).with(parts)
    }

    /// How many of the person's rows the filter left out.
    fn left_out(&self, aggregate: &Aggregate, taken: usize, at: Row) -> String {
        let Group::Child(table) = aggregate.group else { return String::new() };
        let parents = self.report.results.tables.get(table.0 as usize).map_or(&[][..], |table| &table.parents);
        let own = parents.iter().filter(|parent| **parent == at.row).count();
        match own.saturating_sub(taken) {
            0 => String::new(),
            others => self.say(&format!(" of {own} ({others} not counted)"), &format!("（共 {own} 行，{others} 行不计）")),
        }
    }

    fn listed(&mut self, rows: &[u32], table: TableId, value: Option<&'a Expr>, sums: bool) -> Vec<Node> {
        let mut nodes: Vec<Node> = rows.iter().take(MOST_ROWS).map(|row| self.row(Row { table, row: *row }, value)).collect();
        let rest = rows.get(MOST_ROWS..).unwrap_or_default();
        if rest.is_empty() {
            return nodes;
        }
        let count = rest.len();
        let mut text = self.say(&format!("… and {count} more"), &format!("……另有 {count} 行"));
        let sum = value.filter(|_| sums).and_then(|value| {
            let mut total = Number::ZERO;
            for row in rest {
                total = total.add(&self.number(value, Row { table, row: *row })?).ok()?;
            }
            Some(self.amount(&total, value.ty))
        });
        if let Some(sum) = sum {
            text.push_str(&self.say(&format!(" adding {sum}"), &format!("，合计 {sum}")));
        }
        nodes.push(Node::new(text));
        nodes
    }

    /// `D001: $60,000.00 × 60% = $36,000.00`, and under it the cells that go into it.
    fn row(&mut self, at: Row, value: Option<&'a Expr>) -> Node {
        let key = self.report.results.tables.get(at.table.0 as usize).and_then(|table| table.keys.get(at.row as usize));
        let key = key.map_or(String::new(), |key| sanitise(key));
        let Some(expr) = value else { return Node::new(key).at(self.row_place(at)) };
        let shown = self.value(expr, at).map(|slot| self.slot_text(&slot, expr.ty));
        let (mut place, mut body) = (None, Some(expr));
        if let Kind::Ref(id) = &expr.kind {
            body = match self.report.def(*id).map(|def| &def.body) {
                Some(Body::Expr(body)) => Some(body),
                Some(Body::Column(_)) | None => {
                    place = self.cell_place(CellRef { table: at.table, row: at.row, column: *id });
                    None
                }
            };
        }
        let place = place.or_else(|| self.row_place(at));
        let formula = body.and_then(|body| self.formula(body, at));
        let text = match (formula, shown) {
            (Some(formula), Some(shown)) if formula != shown => format!("{key}{}{formula}{}", self.colon(), self.equals(&shown)),
            (_, Some(shown)) => format!("{key}{}{shown}", self.colon()),
            (Some(_) | None, None) => key,
        };
        let cells = body.map_or(Vec::new(), |body| {
            let parts = self.parts(body, at);
            let mut cells = Vec::new();
            leaves(&parts, &format!("{}.", self.plan().tables.get(at.table.0 as usize).map_or("", |table| &table.name)), &mut cells);
            cells
        });
        let comma = self.say(", ", "，");
        Node::new(text).at(place).with(if cells.is_empty() { Vec::new() } else { vec![Node::new(cells.join(&comma))] })
    }

    fn row_place(&self, at: Row) -> Option<String> {
        let data = self.report.results.tables.get(at.table.0 as usize)?;
        let (file, line) = (short_name(&data.file), data.lines.get(at.row as usize)?);
        Some(self.say(&format!("{file}, row {line}"), &format!("{file} 第 {line} 行")))
    }

    pub(super) fn running(&mut self, expr: &Expr, running: &'a RunningSum, at: Row) -> Node {
        let value = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        let taken: Vec<u32> = if let Some(Detail::Rows(rows)) = self.detail(expr, at) { rows.clone() } else { Vec::new() };
        let parts = self.listed(&taken, at.table, Some(&running.value), true);
        Node::new(format!("{}{}", self.clause(expr.span), self.equals(&value))).at(self.place(expr.span)).with(parts)
    }
}

/// The values a row rests on, without the name of their table: `amount = $60,000.00, rate = 2%`.
fn leaves(nodes: &[Node], table: &str, cells: &mut Vec<String>) {
    for node in nodes {
        if node.name.is_some() {
            let text = node.text.strip_prefix(table).unwrap_or(&node.text).to_string();
            if !cells.contains(&text) {
                cells.push(text);
            }
        }
        leaves(&node.parts, table, cells);
    }
}
