//! The order of the steps, each after what it reads; a circle is printed step by step.

use std::collections::{BTreeMap, BTreeSet};

use super::planner::{Node, Planner};
use super::problems::names;
use crate::plan::ir::{DefId, Role};
use crate::source::Span;

/// How far the search has come with a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

impl Planner<'_> {
    /// Every definition that is not a column, each after what it reads, and those among them that results need: what is only said to
    /// people is none of these. Circles are reported, each once.
    pub(super) fn order(&mut self) -> (Vec<DefId>, BTreeSet<DefId>) {
        let reads: BTreeMap<Node, Vec<(Node, Span)>> = std::mem::take(&mut self.reads);
        let mut marks: BTreeMap<Node, Mark> = BTreeMap::new();
        let mut order = Vec::new();
        let mut told: BTreeSet<Node> = BTreeSet::new();
        let columns: BTreeSet<DefId> = self.tables.iter().flat_map(|table| table.columns.iter().copied()).collect();
        let defs = (0..self.defs.len()).map(|at| Node::Def(DefId(super::planner::number(at))));
        let nodes: Vec<Node> = defs.chain(reads.keys().copied()).collect();
        for start in nodes {
            if marks.contains_key(&start) {
                continue;
            }
            // The path from the start, with how many of each node's reads have been followed.
            let mut path: Vec<(Node, usize)> = vec![(start, 0)];
            marks.insert(start, Mark::Open);
            while let Some((node, next)) = path.last_mut() {
                let (node, at) = (*node, *next);
                *next = next.saturating_add(1);
                let Some((read, _)) = reads.get(&node).and_then(|reads| reads.get(at)) else {
                    marks.insert(node, Mark::Done);
                    path.pop();
                    if let Node::Def(def) = node
                        && !columns.contains(&def)
                    {
                        order.push(def);
                    }
                    continue;
                };
                match marks.get(read) {
                    None => {
                        marks.insert(*read, Mark::Open);
                        path.push((*read, 0));
                    }
                    Some(Mark::Open) => self.tell_circle(&path, *read, &reads, &mut told),
                    Some(Mark::Done) => {}
                }
            }
        }
        let paid = self.paid(&reads);
        (order, paid)
    }

    /// What somebody's result is, or is read for it.
    fn paid(&self, reads: &BTreeMap<Node, Vec<(Node, Span)>>) -> BTreeSet<DefId> {
        let said = |role: Role| matches!(role, Role::Told | Role::Said);
        let all = self.defs.iter().zip((0..self.defs.len()).map(|at| DefId(super::planner::number(at))));
        let mut paid: BTreeSet<DefId> = all.filter(|(def, _)| !said(def.role)).map(|(_, id)| id).collect();
        let mut seen: BTreeSet<Node> = BTreeSet::new();
        let mut open: Vec<Node> = paid.iter().map(|id| Node::Def(*id)).collect();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let Node::Def(id) = node {
                paid.insert(id);
            }
            open.extend(reads.get(&node).into_iter().flatten().map(|(read, _)| *read));
        }
        paid
    }

    /// The part of the path from the node that is read again back to itself.
    fn tell_circle(&mut self, path: &[(Node, usize)], back: Node, reads: &BTreeMap<Node, Vec<(Node, Span)>>, told: &mut BTreeSet<Node>) {
        let Some(start) = path.iter().position(|(node, _)| *node == back) else { return };
        let circle: Vec<(Node, usize)> = path.iter().skip(start).copied().collect();
        if circle.iter().any(|(node, _)| !told.insert(*node)) {
            return;
        }
        let steps: Vec<(String, Span)> = circle
            .iter()
            .map(|(node, next)| {
                let at = next.saturating_sub(1);
                let span = reads.get(node).and_then(|reads| reads.get(at)).map_or(Span::default(), |(_, span)| *span);
                (self.label_of(*node).0, span)
            })
            .collect();
        self.report(names::circle(&steps));
    }
}
