//! Exports of CRM systems: pages of their programming interfaces, each with marks of its own, become rows under headers.
//!
//! A value inside an object is a column with a path, `Owner.Name`. The pages of one pull make one input; where one is missing nothing is
//! read. Sources: the systems' own documentation of these shapes, by its field names.

mod complete;
pub(super) mod export;
mod flat;
#[cfg(test)]
mod tests;

pub(super) use export::{Export, Footer};

use std::sync::Arc;

use indexmap::IndexSet;

use crate::diagnostic::Diagnostic;
use crate::plan::ir::{Crm, Origin};
use crate::source::json::Node;

use super::grid::{GridCell, GridRow};
use super::limits::Limits;
use super::opened::{Body, Part};
use super::problems::crm as problems;
use super::sheet::{Shape, normal, trim};

/// One file of JSON, whole.
pub(super) struct Page {
    pub file: Arc<str>,
    pub node: Node,
}

/// Of which system a page is, by its own marks.
pub(super) fn known(node: &Node) -> Option<Crm> {
    let has = |key: &str| node.get(key).is_some();
    let list = |key: &str| node.get(key).is_some_and(|node| node.list().is_some());
    if list("records") && (has("done") || has("totalSize")) {
        Some(Crm::Salesforce)
    } else if list("data") && has("info") {
        Some(Crm::Zoho)
    } else if list("data") {
        Some(Crm::Jiandaoyun)
    } else {
        None
    }
}

/// Whether it is a page, a refusal that was saved like one, or a list of records.
pub(super) fn is_page(node: &Node) -> bool {
    matches!(node, Node::List(_)) || known(node).is_some() || complete::refusal(node).is_some()
}

/// Where the records of a page stand in it.
fn records(page: &Page) -> Option<&[Node]> {
    match &page.node {
        Node::List(records) => Some(records),
        node => node.get("records").or_else(|| node.get("data")).and_then(Node::list),
    }
}

/// The pages of one input as rows. What they are is remarked upon.
///
/// # Errors
/// A page that is none of the system's, says an error, or is not all there is.
pub(super) fn parts(pages: &[Page], origin: &Origin, limits: Limits, remarks: &mut Vec<Diagnostic>) -> Result<Vec<Part>, Diagnostic> {
    let mut found: Option<(Crm, &Page)> = None;
    for page in pages {
        if let Some(key) = page.node.twice().or_else(|| page.node.get("info").and_then(Node::twice)) {
            return Err(problems::key_twice(&page.file, key));
        }
        if let Some(words) = complete::refusal(&page.node) {
            return Err(problems::page_is_an_error(&page.file, &words));
        }
        let own = match (&page.node, known(&page.node)) {
            (Node::List(_), _) => continue,
            (_, Some(own)) => own,
            (_, None) => return Err(problems::no_page(&page.file, origin.crm)),
        };
        match (origin.crm, found) {
            (Some((said, span)), _) if said != own => return Err(problems::other_system(&page.file, said, own, span)),
            (_, Some((first, at))) if first != own => return Err(problems::two_systems((&at.file, first), (&page.file, own))),
            (_, Some(_)) => {}
            (_, None) => found = Some((own, page)),
        }
    }
    let crm = found.map(|(crm, _)| crm);
    if let Some(crm) = crm {
        complete::check(crm, pages)?;
    }
    let crm = crm.or(origin.crm.map(|(crm, _)| crm));
    let mut rows = Rows { crm, origin, limits, headers: IndexSet::new(), unfinished: 0, told: 0 };
    let mut parts = Vec::new();
    for page in pages {
        let Some(records) = records(page) else { return Err(problems::no_page(&page.file, origin.crm)) };
        let mut own: Vec<Fields> = Vec::new();
        for (record, number) in records.iter().zip(1..) {
            rows.record(record, (&page.file, number), &mut own)?;
            if let Some(most) = rows.too_much(&own) {
                return Err(problems::too_much(&page.file, number, most));
            }
        }
        parts.push((Arc::clone(&page.file), own));
    }
    if let Some(crm) = crm {
        remarks.push(problems::understood(crm, &parts.iter().map(|(file, rows)| (file.as_ref(), rows.len())).collect::<Vec<_>>()));
    }
    if rows.unfinished > 0 {
        remarks.push(problems::unfinished(pages.first().map_or("", |page| &page.file), rows.unfinished));
    }
    let headers: Vec<String> = rows.headers.into_iter().collect();
    Ok(parts.into_iter().map(|(file, rows)| part(file, &headers, rows)).collect())
}

fn part(file: Arc<str>, headers: &[String], rows: Vec<Fields>) -> Part {
    let row = |fields: Fields| {
        let mut cells = vec![GridCell::blank(); headers.len()];
        for (at, cell) in fields.cells {
            if let Some(place) = cells.get_mut(at) {
                *place = cell;
            }
        }
        GridRow { line: fields.line, cells, shape: fields.shape }
    };
    let rows: Vec<GridRow> = rows.into_iter().map(row).collect();
    Part { file, headers: headers.to_vec(), body: Body::Grid(rows.into()), export: Export::None }
}

/// What a row holds, by the places of its headers.
struct Fields {
    line: u64,
    shape: Shape,
    cells: Vec<(usize, GridCell)>,
}

/// A limit that a page breaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TooMuch {
    Columns(usize),
    Cell(usize),
}

struct Rows<'a> {
    crm: Option<Crm>,
    origin: &'a Origin,
    limits: Limits,
    headers: IndexSet<String>,
    /// Records whose process has not ended.
    unfinished: u64,
    /// Lines inside records, so far.
    told: u64,
}

impl Rows<'_> {
    /// The row of a record, or the rows of the list inside it.
    fn record(&mut self, record: &Node, (file, number): (&str, u64), out: &mut Vec<Fields>) -> Result<(), Diagnostic> {
        let Node::Object(fields) = record else { return Err(problems::no_record(file, number)) };
        if self.crm == Some(Crm::Jiandaoyun) && record.get("flowState").and_then(Node::written).is_some_and(|state| state != "1") {
            self.unfinished = self.unfinished.saturating_add(1);
            return Ok(());
        }
        let lines = self.origin.lines.as_ref().map(|(name, _)| name.as_str());
        let shape = |node: &Node| node.twice().map_or(Shape::Fine, |key| Shape::Twice(key.to_string()));
        let own_shape = shape(record);
        let mut cells = Vec::new();
        for (key, node) in fields.iter().filter(|(key, _)| Some(key.as_str()) != lines) {
            flat::field(self.crm, key, node, &mut |path, cell| cells.push((self.place(path), cell)));
        }
        let Some((lines, span)) = &self.origin.lines else {
            out.push(Fields { line: number, shape: own_shape, cells });
            return Ok(());
        };
        let inside = match record.get(lines) {
            Some(Node::List(inside)) => inside.as_slice(),
            Some(Node::Object(_)) => match record.get(lines).and_then(|list| list.get("records")).and_then(Node::list) {
                Some(inside) => inside,
                None => return Err(problems::no_lines(file, number, lines, *span)),
            },
            Some(Node::Null) => &[],
            Some(Node::Flag(_) | Node::Number(_) | Node::Text(_)) | None => return Err(problems::no_lines(file, number, lines, *span)),
        };
        for line in inside {
            let Node::Object(fields) = line else { return Err(problems::no_lines(file, number, lines, *span)) };
            self.told = self.told.saturating_add(1);
            let mut own = cells.clone();
            for (key, node) in fields {
                flat::field(self.crm, &format!("{lines}.{key}"), node, &mut |path, cell| own.push((self.place(path), cell)));
            }
            let shape = if own_shape == Shape::Fine { shape(line) } else { own_shape.clone() };
            out.push(Fields { line: self.told, shape, cells: own });
        }
        Ok(())
    }

    /// The limit that the last of the rows breaks.
    fn too_much(&self, rows: &[Fields]) -> Option<TooMuch> {
        let long = |(_, cell): &(usize, GridCell)| cell.text.len() > self.limits.cell;
        if self.headers.len() > self.limits.columns {
            Some(TooMuch::Columns(self.limits.columns))
        } else if rows.last().is_some_and(|row| row.cells.iter().any(long)) {
            Some(TooMuch::Cell(self.limits.cell))
        } else {
            None
        }
    }

    fn place(&mut self, path: &str) -> usize {
        self.headers.insert_full(normal(trim(path)).into_owned()).0
    }
}
