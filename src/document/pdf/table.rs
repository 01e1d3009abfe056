//! Tables, whose heads are repeated on every page.

use super::layout::{LEADING, Look, PLAIN, Pages, ROOM, TEXT, broken};
use super::{Fault, GREY, Mark, PALE, RULE, Weight};
use crate::document::{Align, Cell, Table};

/// Room beside the text of a cell, and above and under it.
const BESIDE: i64 = 450;
const ABOVE: i64 = 260;
/// The height of a cell to write into.
const BLANK: i64 = 2_600;
/// No column is narrower, as far as there is room.
const LEAST: i64 = 3_400;

const HEAD: Look = Look { weight: Weight::Bold, ink: GREY, size: 950, leading: 1_450 };
const BODY: Look = Look { size: 980, leading: 1_480, ..PLAIN };

/// One row, broken into lines.
struct Row {
    cells: Vec<Vec<String>>,
    strong: Vec<Weight>,
    least: i64,
}

/// # Errors
/// The font lacks a letter.
pub(super) fn table(pages: &mut Pages<'_>, table: &Table) -> Result<(), Fault> {
    pages.y = pages.y.saturating_add(500);
    if let Some(caption) = &table.caption {
        pages.keep(LEADING * 4);
        pages.text(caption, Look { ink: GREY, size: TEXT - 100, ..PLAIN }, (0, ROOM))?;
    }
    let widths = widths(pages, table)?;
    let heads: Vec<&str> = table.columns.iter().map(|column| column.text.as_str()).collect();
    let head = if heads.iter().any(|head| !head.is_empty()) { Some(row_of_texts(pages, &heads, &widths)?) } else { None };
    let mut first = true;
    for cells in &table.rows {
        let row = row(pages, cells, &widths)?;
        let needs =
            row.height(BODY.leading).saturating_add(if first { head.as_ref().map_or(0, |head| head.height(HEAD.leading)) } else { 0 });
        if first {
            pages.keep(needs);
        }
        let next = !first && pages.left() < needs;
        if next {
            pages.next_page();
        }
        if let Some(head) = head.as_ref().filter(|_| first || next) {
            drawn(pages, head, (&widths, table), HEAD);
        }
        first = false;
        drawn(pages, &row, (&widths, table), BODY);
    }
    if first && let Some(head) = &head {
        drawn(pages, head, (&widths, table), HEAD);
    }
    pages.y = pages.y.saturating_add(300);
    Ok(())
}

impl Row {
    fn height(&self, leading: i64) -> i64 {
        let lines = self.cells.iter().map(Vec::len).max().unwrap_or(1);
        i64::try_from(lines).unwrap_or(1).saturating_mul(leading).saturating_add(ABOVE * 2).max(self.least)
    }
}

fn row(pages: &Pages<'_>, cells: &[Cell], widths: &[i64]) -> Result<Row, Fault> {
    let lines =
        cells.iter().zip(widths).map(|(cell, width)| broken(pages.letters, cell.text(), BODY.size, width.saturating_sub(BESIDE * 2)));
    let strong = cells.iter().map(|cell| match cell {
        Cell::Strong(_) => Weight::Bold,
        Cell::Text(_) | Cell::Blank => Weight::Plain,
    });
    let least = if cells.contains(&Cell::Blank) { BLANK } else { 0 };
    Ok(Row { cells: lines.collect::<Result<_, Fault>>()?, strong: strong.collect(), least })
}

fn row_of_texts(pages: &Pages<'_>, texts: &[&str], widths: &[i64]) -> Result<Row, Fault> {
    let lines = texts.iter().zip(widths).map(|(text, width)| broken(pages.letters, text, HEAD.size, width.saturating_sub(BESIDE * 2)));
    Ok(Row { cells: lines.collect::<Result<_, Fault>>()?, strong: vec![Weight::Bold; texts.len()], least: 0 })
}

/// Draws a row; one that is higher than what is left of the page goes on on the next.
fn drawn(pages: &mut Pages<'_>, row: &Row, (widths, table): (&[i64], &Table), look: Look) {
    let lines = row.cells.iter().map(Vec::len).max().unwrap_or(1);
    let mut from = 0;
    while from < lines.max(1) {
        let fits = usize::try_from(pages.left().saturating_sub(ABOVE * 2) / look.leading).unwrap_or(1).max(1);
        let to = lines.max(1).min(from.saturating_add(fits));
        let count = i64::try_from(to.saturating_sub(from)).unwrap_or(1);
        let height = count.saturating_mul(look.leading).saturating_add(ABOVE * 2).max(row.least);
        let top = pages.y;
        if look.ink == GREY {
            pages.add(Mark::Rect { x: 0, y: top, width: ROOM, height, ink: PALE });
        }
        let mut x = 0_i64;
        for (at, (cell, width)) in row.cells.iter().zip(widths).enumerate() {
            let right = table.columns.get(at).is_some_and(|column| column.align == Align::Right);
            for (line, number) in cell.iter().skip(from).take(to.saturating_sub(from)).zip(0_i64..) {
                let wide = pages.letters.width(line, look.size).unwrap_or(0);
                let inside = if right { width.saturating_sub(BESIDE).saturating_sub(wide) } else { BESIDE };
                let weight = row.strong.get(at).copied().unwrap_or(look.weight);
                let place = (x.saturating_add(inside), top.saturating_add(ABOVE).saturating_add(number.saturating_mul(look.leading)));
                pages.line_at(line.clone(), Look { weight, ..look }, place);
            }
            x = x.saturating_add(*width);
        }
        pages.y = top.saturating_add(height);
        pages.add(Mark::Line { points: vec![(0, pages.y), (ROOM, pages.y)], width: 40, ink: RULE, dashes: Vec::new() });
        from = to;
        if from < lines {
            pages.next_page();
        }
    }
}

/// Columns whose texts are short get what they need, the others share the rest.
fn widths(pages: &Pages<'_>, table: &Table) -> Result<Vec<i64>, Fault> {
    let mut wanted = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let mut most = pages.letters.width(&crate::diagnostic::text::sanitise(&column.text), HEAD.size)?;
        for cell in table.rows.iter().filter_map(|row| row.get(at)) {
            most = most.max(pages.letters.width(&crate::diagnostic::text::sanitise(cell.text()), BODY.size)?);
        }
        wanted.push(most.saturating_add(BESIDE * 2).saturating_add(60).max(LEAST));
    }
    let count = i64::try_from(wanted.len()).unwrap_or(1).max(1);
    let all: i64 = wanted.iter().sum();
    if all <= ROOM {
        let more = ROOM.saturating_sub(all) / count;
        return Ok(wanted.into_iter().map(|width| width.saturating_add(more)).collect());
    }
    // Whoever wants less than an even part of what is left gets it; the others are looked at again.
    let mut given: Vec<Option<i64>> = vec![None; wanted.len()];
    loop {
        let open = i64::try_from(given.iter().filter(|width| width.is_none()).count()).unwrap_or(1).max(1);
        let part = ROOM.saturating_sub(given.iter().flatten().sum::<i64>()) / open;
        let fits: Vec<usize> =
            given.iter().zip(&wanted).enumerate().filter(|(_, (own, width))| own.is_none() && **width <= part).map(|(at, _)| at).collect();
        if fits.is_empty() {
            return Ok(given.into_iter().map(|width| width.unwrap_or(part)).collect());
        }
        for at in fits {
            if let (Some(own), Some(width)) = (given.get_mut(at), wanted.get(at)) {
                *own = Some(*width);
            }
        }
    }
}
