//! The rows an aggregate took, each explained like a person's values, down to their cells.

use crate::diagnostic::text::sanitise;
use crate::engine::table::{CellRef, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Aggregate, Body, DefId, Expr, Group, Kind, PEOPLE, Role, RunningSum, TableId};
use crate::syntax::ast::AggregateFunction;
use crate::value::{Number, Type};

use super::Teller;
use super::tree::Node;
use super::values::{Row, short_name};

/// Rows an aggregate lists one by one.
pub(super) const MOST_ROWS: usize = 10;
/// Rows listed where a value of rows was asked for by its name.
const MOST_ASKED: usize = 100;

/// What a list shows of each row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'a> {
    Nothing,
    Expr(&'a Expr),
    Def(DefId),
}

/// What is said of the rows that are not listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rest {
    Counted,
    Added,
}

impl<'a> Teller<'a> {
    /// A value of child rows, for all of the person's rows.
    pub(super) fn of_rows(&mut self, id: DefId, person: Row) -> Node {
        let Some(def) = self.report.def(id) else { return Node::new("") };
        let parents = self.report.results.tables.get(def.table.0 as usize).map_or(&[][..], |table| &table.parents);
        let rows: Vec<u32> = parents.iter().zip(0_u32..).filter(|(parent, _)| **parent == person.row).map(|(_, row)| row).collect();
        let count = self.counted(Group::Child(def.table), rows.len());
        let mut node = Node::new(format!("{}{}{count}", self.title(def), self.colon())).at(self.place(def.span));
        node.name = Some(def.name.clone());
        node.with(self.listed((&rows, MOST_ASKED), def.table, Of::Def(id), Rest::Counted))
    }

    pub(super) fn counted(&self, group: Group, count: usize) -> String {
        match (group, count) {
            (Group::Child(_), 0) => self.say("no rows", "没有行"),
            (Group::Child(_), 1) => self.say("1 row", "1 行"),
            (Group::Child(_), rows) => self.say(&format!("{rows} rows"), &format!("{rows} 行")),
            (Group::Same(_) | Group::Everyone | Group::Reports { .. }, 1) => self.say("1 person", "1 人"),
            (Group::Same(_) | Group::Everyone | Group::Reports { .. }, people) => {
                self.say(&format!("{people} people"), &format!("{people} 人"))
            }
        }
    }

    pub(super) fn aggregate(&mut self, expr: &Expr, aggregate: &'a Aggregate, at: Row) -> Node {
        let table = match aggregate.group {
            Group::Child(table) => table,
            Group::Same(_) | Group::Everyone | Group::Reports { .. } => PEOPLE,
        };
        let means = if let Some(Detail::Means(means)) = self.detail(expr, at) { means.clone() } else { Vec::new() };
        let taken: Vec<u32> = if let Some(Detail::Rows(rows)) = self.detail(expr, at) {
            rows.clone()
        } else {
            means.iter().flat_map(|mean| mean.rows.iter().copied()).collect()
        };
        let dropped = match (&aggregate.rated, means.as_slice()) {
            (None, [mean]) => self.dropped(aggregate.trim.as_ref(), mean),
            (_, _) => String::new(),
        };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let (count, others) = (self.counted(aggregate.group, taken.len()), self.left_out(aggregate, taken.len(), at));
        let text = format!("{}{}{count}{others}{dropped}{value}", self.clause(expr.span), self.colon());
        let mut parts = Vec::new();
        if let Group::Same(column) = aggregate.group {
            parts.push(self.def(column, at));
        }
        if !means.is_empty() {
            parts.extend(self.means(expr, aggregate, table, &means));
            return Node::new(text).at(self.place(expr.span)).with(parts);
        }
        let rest = if aggregate.function == AggregateFunction::Sum { Rest::Added } else { Rest::Counted };
        let taken = self.own_among(self.deciding(expr, aggregate, table, taken, at), table);
        let of = aggregate.value.as_ref().map_or(Of::Nothing, Of::Expr);
        parts.extend(self.listed((&taken, MOST_ROWS), table, of, rest));
        Node::new(text).at(self.place(expr.span)).with(parts)
    }

    /// The person is one of those who are listed, for only their row is explained.
    fn own_among(&self, mut rows: Vec<u32>, table: TableId) -> Vec<u32> {
        if let Some(place) = rows.iter().position(|row| table == PEOPLE && *row == self.own.row)
            && place >= MOST_ROWS
        {
            let own = rows.remove(place);
            rows.insert(0, own);
        }
        rows
    }

    /// Of a largest or smallest value the rows that hold it come first, so that they are among those listed.
    fn deciding(&self, expr: &Expr, aggregate: &Aggregate, table: TableId, rows: Vec<u32>, at: Row) -> Vec<u32> {
        let (AggregateFunction::Max | AggregateFunction::Min, Some(value)) = (aggregate.function, &aggregate.value) else { return rows };
        let result = self.value(expr, at);
        let (deciding, others): (Vec<u32>, Vec<u32>) =
            rows.into_iter().partition(|row| result.is_some() && self.value(value, Row { table, row: *row }) == result);
        [deciding, others].concat()
    }

    /// How many of the person's rows the filter left out.
    pub(super) fn left_out(&self, aggregate: &Aggregate, taken: usize, at: Row) -> String {
        let Group::Child(table) = aggregate.group else { return String::new() };
        let parents = self.report.results.tables.get(table.0 as usize).map_or(&[][..], |table| &table.parents);
        let own = parents.iter().filter(|parent| **parent == at.row).count();
        match own.saturating_sub(taken) {
            0 => String::new(),
            others => self.say(&format!(" of {own} ({others} not counted)"), &format!("（共 {own} 行，{others} 行不计）")),
        }
    }

    fn listed(&mut self, (rows, most): (&[u32], usize), table: TableId, of: Of<'a>, rest: Rest) -> Vec<Node> {
        let mut nodes: Vec<Node> = rows.iter().take(most).map(|row| self.row(Row { table, row: *row }, of)).collect();
        nodes.extend(self.folded(rows.get(most..).unwrap_or_default(), table, of, rest));
        nodes
    }

    /// `… and 12 more adding ¥3,000.00`
    pub(super) fn folded(&self, rows: &[u32], table: TableId, of: Of<'a>, rest: Rest) -> Option<Node> {
        let count = rows.len();
        if count == 0 {
            return None;
        }
        let mut text = self.say(&format!("… and {count} more"), &format!("……另有 {count} 行"));
        if let (Of::Expr(value), Rest::Added) = (of, rest)
            && let Some(sum) = self.summed(value, table, rows)
        {
            let sum = self.amount(&sum, value.ty);
            text.push_str(&self.say(&format!(" adding {sum}"), &format!("，合计 {sum}")));
        }
        Some(Node::new(text))
    }

    fn summed(&self, value: &Expr, table: TableId, rows: &[u32]) -> Option<Number> {
        let mut total = Number::ZERO;
        for row in rows {
            total = total.add(&self.number(value, Row { table, row: *row })?).ok()?;
        }
        Some(total)
    }

    pub(super) fn key(&self, at: Row) -> String {
        let key = self.report.results.tables.get(at.table.0 as usize).and_then(|table| table.keys.get(at.row as usize));
        key.map_or(String::new(), |key| sanitise(key))
    }

    /// `D001: $60,000.00 × 60% = $36,000.00`, and under it what it rests on.
    pub(super) fn row(&mut self, at: Row, of: Of<'a>) -> Node {
        let node = self.own_row(at, of);
        if at.table == PEOPLE && at != self.own { node.of_others() } else { node }
    }

    fn own_row(&mut self, at: Row, of: Of<'a>) -> Node {
        let key = self.key(at);
        let id = match of {
            Of::Nothing => return Node::new(key).at(self.row_place(at)),
            Of::Def(id) => id,
            Of::Expr(expr) => {
                let Kind::Ref(id) = &expr.kind else {
                    let parts = self.parts(expr, at);
                    let text = format!("{key}{}{}", self.colon(), self.derived_bare(expr, at));
                    return Node::new(text).at(self.row_place(at)).with(self.gathered(parts, at));
                };
                *id
            }
        };
        self.row_of(id, &key, at)
    }

    fn row_of(&mut self, id: DefId, key: &str, at: Row) -> Node {
        let Some(def) = self.report.def(id) else { return Node::new(key) };
        let Some(slot) = self.report.slot(id, at.row).cloned() else { return Node::new(key).at(self.row_place(at)) };
        let body = match &def.body {
            Body::Column(_) if def.role == Role::Credit => return self.row_cell(key, &slot, def.ty).at(self.row_place(at)),
            Body::Column(_) => {
                let place = self.cell_place(CellRef { table: at.table, row: at.row, column: id });
                return self.row_cell(key, &slot, def.ty).at(place);
            }
            Body::Expr(body) => body,
        };
        // Of other people only the value is said; what it rests on was not kept, and is theirs.
        if at.table == PEOPLE && at != self.own {
            return self.row_cell(key, &slot, def.ty).at(self.row_place(at));
        }
        if !self.told.insert((id, at.row)) {
            let above = self.say(" (see above)", "（见上）");
            let mut node = self.row_cell(key, &slot, def.ty).at(self.row_place(at));
            node.text.push_str(&above);
            return node;
        }
        let text = match &slot {
            Slot::Value(_) => format!("{key}{}{}", self.colon(), self.derived_bare(body, at)),
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => format!("{key}{}", self.without(&slot)),
        };
        let parts = self.under(def.role, body, &slot, at);
        Node::new(text).at(self.row_place(at)).with(self.gathered(parts, at))
    }

    fn row_cell(&self, key: &str, slot: &Slot, ty: Type) -> Node {
        match slot {
            Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => {
                Node::new(format!("{key}{}{}", self.colon(), self.slot_text(slot, ty)))
            }
            Slot::Fault(fault) => Node::new(format!("{key}{}", self.without(slot))).with(self.fault(*fault).into_iter().collect()),
        }
    }

    fn row_place(&self, at: Row) -> Option<String> {
        let data = self.report.results.tables.get(at.table.0 as usize)?;
        let (file, line) = data.place(at.row)?;
        let file = short_name(file);
        Some(self.say(&format!("{file}, row {line}"), &format!("{file} 第 {line} 行")))
    }

    /// The cells of the row in one line, since its place is said already; names without the name of their input.
    fn gathered(&self, nodes: Vec<Node>, at: Row) -> Vec<Node> {
        let prefix = format!("{}.", self.plan().tables.get(at.table.0 as usize).map_or("", |table| &table.name));
        let (mut cells, mut rest): (Vec<String>, Vec<Node>) = (Vec::new(), Vec::new());
        for mut node in nodes {
            if let Some(bare) = node.text.strip_prefix(&prefix) {
                node.text = bare.to_string();
            }
            let own = node.name.as_deref().is_some_and(|name| name.starts_with(&prefix));
            if own && node.parts.is_empty() {
                cells.push(node.text);
                continue;
            }
            node.parts = self.gathered(node.parts, at);
            rest.push(node);
        }
        let cells = (!cells.is_empty()).then(|| Node::new(cells.join(&self.say(", ", "，"))));
        cells.into_iter().chain(rest).collect()
    }

    /// A running sum: its rows in one line, for they are rows of the list it stands in.
    pub(super) fn running(&mut self, expr: &Expr, running: &'a RunningSum, at: Row) -> Node {
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let taken: Vec<u32> = if let Some(Detail::Rows(rows)) = self.detail(expr, at) { rows.clone() } else { Vec::new() };
        let amount = |row: &u32| {
            let row = Row { table: at.table, row: *row };
            let shown = self.value(&running.value, row).map_or(String::new(), |slot| self.slot_text(&slot, running.value.ty));
            format!("{}{}{shown}", self.key(row), self.colon())
        };
        let mut rows: Vec<String> = taken.iter().take(MOST_ROWS).map(amount).collect();
        let folded = self.folded(taken.get(MOST_ROWS..).unwrap_or_default(), at.table, Of::Expr(&running.value), Rest::Added);
        rows.extend(folded.map(|node| node.text));
        let clause = self.clause(expr.span);
        let words = clause.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
        let text = format!("{words}{}{}{value}", self.colon(), self.counted(Group::Child(at.table), taken.len()));
        let rows = Node::new(rows.join(&self.say(", ", "，")));
        Node::new(text).at(self.place(expr.span)).with(vec![rows])
    }
}
