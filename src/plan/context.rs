//! Where an expression stands: on which rows, inside which clause, for whom.

use super::planner::Node;
use super::region::Region;
use crate::plan::ir::{DefId, PEOPLE, TableId};

/// What an expression may read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Within {
    Rows,
    /// Params and numbers only: a param, a weight, the result of a table.
    Constant,
    /// A data rule; its aggregates run over the rows that share the value of this column.
    DataRule(Option<DefId>),
}

/// Whether a named tier line makes a definition. The second translation of the same lines must not make it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slices {
    Define,
    Ignore,
}

#[derive(Clone, Debug)]
pub(super) struct Ctx {
    /// The table whose rows the expression runs over.
    pub row: TableId,
    pub within: Within,
    /// Who reads.
    pub node: Node,
    /// The KPI whose own `measure`, `target` and `attainment` are meant: its group and its scorecard.
    pub own: Option<(usize, usize)>,
    /// For whom it is evaluated, as far as choices say.
    pub region: Region,
    pub slices: Slices,
}

impl Ctx {
    /// An expression on every row of a table.
    pub fn rows(row: TableId, node: Node) -> Ctx {
        Ctx { row, within: Within::Rows, node, own: None, region: Region::everyone(), slices: Slices::Define }
    }

    pub fn people(node: Node) -> Ctx {
        Ctx::rows(PEOPLE, node)
    }

    /// An expression without any row.
    pub fn constant(node: Node) -> Ctx {
        Ctx { within: Within::Constant, ..Ctx::people(node) }
    }

    pub fn own(mut self, group: usize, card: usize) -> Ctx {
        self.own = Some((group, card));
        self
    }

    pub fn region(mut self, region: Region) -> Ctx {
        self.region = region;
        self
    }
}
