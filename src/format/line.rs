//! Lines of a policy: cells that stand in columns with those of the lines around them.

use super::token::{Remark, Token, Tokens};

/// What a line has columns in common with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Columns {
    /// With nothing: its cells are parted by one blank.
    #[default]
    None,
    /// A word and what it says: header, goals, KPIs, payouts.
    Words,
    /// The same, close together: examples.
    Close,
    /// The ends of a band or the keys of a table, and the result.
    Ends,
    /// A grade, its ends, its columns.
    Grades,
    /// The columns of an input.
    Inputs,
    /// Params or lets that follow one another.
    Values,
    /// The rows of a grid.
    Grid,
    /// The rows of a table of examples.
    Rows,
    /// As it was written: what cannot be written otherwise without another meaning.
    AsWritten,
}

/// Whether a line is a clause of its own, or goes on with the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Joins {
    #[default]
    Nothing,
    /// A reason, or a step.
    Before,
}

impl Columns {
    /// Blanks before a cell.
    pub(super) fn gap(self, cell: usize) -> usize {
        match (self, cell) {
            (Columns::Words, 1) | (Columns::Grades, 1) => 2,
            (Columns::Inputs, 3..) => 2,
            _ => 1,
        }
    }
}

/// One line, or what was one before it became too long.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Where it stood in the file.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) depth: usize,
    pub(super) cells: Vec<Tokens>,
    pub(super) columns: Columns,
    /// Lines of one group share their columns.
    pub(super) group: usize,
    /// A cell that is too long to push the others of its column.
    pub(super) long: Option<usize>,
    /// How many words of the last cell stand before the place where its further lines begin.
    pub(super) lead: usize,
    pub(super) joins: Joins,
    /// Whether a blank line stands before it, and what comments.
    pub(super) apart: Apart,
    pub(super) before: Vec<Line>,
    pub(super) behind: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Apart {
    #[default]
    No,
    BlankLine,
}

impl Line {
    pub(super) fn new((start, end): (usize, usize), cells: Vec<Tokens>) -> Line {
        Line { start, end, cells, ..Line::default() }
    }

    pub(super) fn within(mut self, columns: Columns) -> Line {
        self.columns = columns;
        self
    }

    pub(super) fn joined(mut self) -> Line {
        self.joins = Joins::Before;
        self
    }

    pub(super) fn deeper(mut self, by: usize) -> Line {
        self.depth = self.depth.saturating_add(by);
        self
    }

    /// A comment on a line of its own.
    pub(super) fn remark(remark: &Remark, start: usize, depth: usize) -> Line {
        let mut cell = Tokens::default();
        cell.list.push(Token { text: remark.text.clone(), ..Token::default() });
        Line { start, end: start, depth, cells: vec![cell], ..Line::default() }
    }

    /// All words in one row, the cells parted by a blank.
    pub(super) fn flat(&self) -> Tokens {
        let mut all = Tokens::default();
        for cell in &self.cells {
            all.append(cell.clone(), 1);
        }
        all
    }
}
