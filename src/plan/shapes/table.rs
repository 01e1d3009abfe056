//! Tables: whether every combination of keys finds a row, and every row is found by one.
//!
//! Each key is cut into pieces that all rows treat alike, so the table is a finite block of cells. The rows take their cells from the
//! top; what is left over is missing, and a row that gets nothing is out of reach.

use super::KeyDomain;
use super::pieces::{Axis, AxisKind, Taken};
use super::problems;
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::LookupCell;
use crate::source::Span;

/// More combinations than this are not looked through.
const MOST_CELLS: usize = 200_000;

/// More steps than this are not made: rows times the combinations each of them takes.
const MOST_STEPS: usize = 20_000_000;

/// How many missing combinations a message shows, and how many rows that take another one's place.
const MOST_SHOWN: usize = 6;
const MOST_TAKERS: usize = 4;

/// Checks a table by the first match from the top. A cell whose ends are known only at run time is taken to fit where that avoids a
/// message, and not to fit where it would cause one.
///
/// # Errors
/// As messages: E310 combinations without a row, E311 a row out of reach, E312 too many combinations to check.
pub fn table(name: &str, keys: &[KeyDomain], rows: &[(Vec<LookupCell>, Span)], head: Span, problems: &mut Vec<Diagnostic>) {
    let axes: Vec<Axis> = keys.iter().enumerate().map(|(at, key)| Axis::new(key, &column(rows, at))).collect();
    if axes.iter().any(|axis| axis.pieces.is_empty()) {
        // A choice without options, or bounds that exclude each other: that has been said where it is declared.
        return;
    }
    let Some(block) = Block::new(&axes) else {
        problems.push(problems::table_too_large(name, head, MOST_CELLS));
        return;
    };
    let Some(cells) = take(&axes, &block, rows, problems) else {
        problems.push(problems::table_too_large(name, head, MOST_CELLS));
        return;
    };
    let left: Vec<bool> = cells.iter().map(|cell| *cell == Cell::Free).collect();
    let (shown, more) = missing(&axes, &block, left);
    if !shown.is_empty() {
        problems.push(problems::table_missing(name, head, &shown, more));
    }
}

fn column(rows: &[(Vec<LookupCell>, Span)], at: usize) -> Vec<&LookupCell> {
    rows.iter().filter_map(|(cells, _)| cells.get(at)).collect()
}

/// Who takes a combination.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cell {
    Free,
    /// A row that may fit, which only the run can say.
    Perhaps,
    Row(usize),
}

/// The combinations of all keys' pieces, numbered.
struct Block {
    /// How many pieces each key has.
    sizes: Vec<usize>,
    cells: usize,
}

impl Block {
    fn new(axes: &[Axis]) -> Option<Block> {
        let sizes: Vec<usize> = axes.iter().map(|axis| axis.pieces.len()).collect();
        let cells = sizes.iter().try_fold(1_usize, |product, size| product.checked_mul(*size).filter(|product| *product <= MOST_CELLS))?;
        Some(Block { sizes, cells })
    }

    /// The pieces of a combination, one a key.
    fn pieces(&self, mut cell: usize) -> Vec<usize> {
        let mut pieces = vec![0; self.sizes.len()];
        for (piece, size) in pieces.iter_mut().zip(&self.sizes).rev() {
            *piece = cell % size.max(&1);
            cell /= size.max(&1);
        }
        pieces
    }

    /// The numbers of all combinations of some pieces of each key.
    fn within(&self, chosen: &[Vec<usize>]) -> Vec<usize> {
        let mut cells = vec![0];
        for (pieces, size) in chosen.iter().zip(&self.sizes) {
            cells = cells.iter().flat_map(|cell| pieces.iter().map(move |piece| cell * size + piece)).collect();
        }
        cells
    }
}

/// Lets the rows take their combinations from the top and reports those that get none. Nothing where that would take too long.
fn take(axes: &[Axis], block: &Block, rows: &[(Vec<LookupCell>, Span)], problems: &mut Vec<Diagnostic>) -> Option<Vec<Cell>> {
    let mut cells = vec![Cell::Free; block.cells];
    let mut steps = 0_usize;
    for (at, (row, span)) in rows.iter().enumerate() {
        let mut chosen: Vec<Vec<usize>> = Vec::with_capacity(axes.len());
        let mut taker = Cell::Row(at);
        for (axis, cell) in axes.iter().zip(row) {
            match axis.taken(cell) {
                Taken::Pieces(pieces) => chosen.push(pieces),
                Taken::Unknown => {
                    taker = Cell::Perhaps;
                    chosen.push((0..axis.pieces.len()).collect());
                }
            }
        }
        if let Some((position, axis)) =
            chosen.iter().zip(axes).enumerate().find_map(|(position, (pieces, axis))| pieces.is_empty().then_some((position, axis)))
        {
            problems.push(problems::table_outside(*span, position.saturating_add(1), &axis.all()));
            continue;
        }
        let mine = block.within(&chosen);
        steps = steps.saturating_add(mine.len());
        if steps > MOST_STEPS {
            return None;
        }
        if mine.iter().all(|cell| matches!(cells.get(*cell), Some(Cell::Row(_)))) {
            problems.push(unreachable(rows, *span, &mine, &cells));
            continue;
        }
        for cell in mine {
            match cells.get_mut(cell) {
                Some(free @ Cell::Free) => *free = taker,
                Some(perhaps @ Cell::Perhaps) if taker != Cell::Perhaps => *perhaps = taker,
                Some(Cell::Perhaps | Cell::Row(_)) | None => {}
            }
        }
    }
    Some(cells)
}

fn unreachable(rows: &[(Vec<LookupCell>, Span)], span: Span, mine: &[usize], cells: &[Cell]) -> Diagnostic {
    let mut takers: Vec<usize> = mine
        .iter()
        .filter_map(|cell| match cells.get(*cell) {
            Some(Cell::Row(at)) => Some(*at),
            Some(Cell::Free | Cell::Perhaps) | None => None,
        })
        .collect();
    takers.sort_unstable();
    takers.dedup();
    let mut spans: Vec<Span> = takers.iter().filter_map(|at| rows.get(*at)).map(|(_, span)| *span).filter(|taker| *taker != span).collect();
    spans.dedup();
    let more = spans.len().saturating_sub(MOST_TAKERS);
    spans.truncate(MOST_TAKERS);
    problems::table_unreachable(span, &spans, more)
}

/// The combinations nobody takes, drawn together where neighbours are missing too, and how many more there are than are shown.
fn missing(axes: &[Axis], block: &Block, mut left: Vec<bool>) -> (Vec<Text>, usize) {
    let mut shown = Vec::new();
    while shown.len() < MOST_SHOWN {
        let Some(first) = left.iter().position(|free| *free) else { break };
        let group = grow(axes, block, &left, first);
        for cell in block.within(&group) {
            if let Some(free) = left.get_mut(cell) {
                *free = false;
            }
        }
        shown.push(combination(axes, &group));
    }
    (shown, left.iter().filter(|free| **free).count())
}

/// A block around a missing combination in which all are missing, key by key from the last: neighbouring stretches of a number line;
/// of a set all options, else one, but in the last key as many as there are: so the groups read like rows.
fn grow(axes: &[Axis], block: &Block, left: &[bool], first: usize) -> Vec<Vec<usize>> {
    let start = block.pieces(first);
    let mut group: Vec<Vec<usize>> = start.iter().map(|piece| vec![*piece]).collect();
    for (key, (axis, own)) in axes.iter().zip(&start).enumerate().rev() {
        let free = |piece: usize| {
            let layer: Vec<Vec<usize>> =
                group.iter().enumerate().map(|(at, pieces)| if at == key { vec![piece] } else { pieces.clone() }).collect();
            block.within(&layer).iter().all(|cell| left.get(*cell) == Some(&true))
        };
        let all = 0..axis.pieces.len();
        let wider: Vec<usize> = match axis.kind {
            AxisKind::Line(_, _) => all.skip(*own).take_while(|piece| free(*piece)).collect(),
            AxisKind::Set if all.clone().all(free) => all.collect(),
            AxisKind::Set if key.saturating_add(1) == axes.len() => all.filter(|piece| free(*piece)).collect(),
            AxisKind::Set => vec![*own],
        };
        if let Some(pieces) = group.get_mut(key) {
            *pieces = wider;
        }
    }
    group
}

/// A combination as the cells of a row.
fn combination(axes: &[Axis], group: &[Vec<usize>]) -> Text {
    let said: Vec<Text> = axes.iter().zip(group).map(|(axis, pieces)| axis.said(pieces)).collect();
    let join = |comma: &str, pick: fn(&Text) -> &str| said.iter().map(pick).collect::<Vec<_>>().join(comma);
    Text::new(join(", ", |text| &text.en), join("，", |text| &text.zh))
}
