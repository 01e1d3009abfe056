//! Who reports to whom: the people of a column that names each one's manager, as lists by manager, straight or down the tree.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::group::Children;
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::{CellRef, FaultId, LostRow, Slot};
use crate::plan::ir::{DefId, PEOPLE};
use crate::syntax::ast::Reach;
use crate::value::Value;

/// The people by manager.
#[derive(Debug, Default)]
pub struct Tree {
    /// The manager of each person, by row; `u32::MAX` for who has none in the data.
    managers: Vec<u32>,
    /// Circles of managers, each from its smallest key on in the order of managers.
    pub circles: Vec<Vec<u32>>,
    /// Whether a person is in a circle.
    circling: Vec<bool>,
    /// Why it is not known who reports to anybody.
    pub unsure: Option<FaultId>,
    /// Managers who lack somebody whose own key is not known.
    lacking: Vec<(u32, FaultId)>,
}

impl Tree {
    /// Reads the cells of the column.
    pub fn new(keys: &[Arc<str>], cells: &[Slot], lost: &[LostRow], column: DefId) -> Tree {
        let rows: FxHashMap<&str, u32> = keys.iter().map(AsRef::as_ref).zip(0_u32..).collect();
        let row_of = |value: &Value| match value {
            Value::Text(key) => rows.get(key.as_ref()).copied(),
            Value::Number(_) | Value::Date(_) | Value::Flag(_) => None,
        };
        let mut tree = Tree::default();
        for cell in cells {
            tree.managers.push(match cell {
                Slot::Value(value) => row_of(value).unwrap_or(u32::MAX),
                Slot::Fault(fault) => {
                    tree.unsure = tree.unsure.or(Some(*fault));
                    u32::MAX
                }
                Slot::Missing(_) | Slot::NotApplicable(_) => u32::MAX,
            });
        }
        for lost in lost {
            match lost.says(column) {
                Some(value) => tree.lacking.extend(row_of(value).map(|manager| (manager, lost.fault))),
                None => tree.unsure = tree.unsure.or(Some(lost.fault)),
            }
        }
        tree.find_circles(keys);
        tree
    }

    fn manager(&self, row: u32) -> Option<u32> {
        self.managers.get(row as usize).copied().filter(|manager| *manager != u32::MAX)
    }

    pub fn is_circling(&self, row: u32) -> bool {
        self.circling.get(row as usize).copied().unwrap_or(false)
    }

    fn find_circles(&mut self, keys: &[Arc<str>]) {
        self.circling = vec![false; self.managers.len()];
        // On which walk each person was met: a walk that meets itself has gone round.
        let mut met = vec![u32::MAX; self.managers.len()];
        for start in 0..u32::try_from(self.managers.len()).unwrap_or(u32::MAX) {
            let mut at = Some(start);
            while let Some(row) = at {
                let Some(walk) = met.get_mut(row as usize) else { break };
                if *walk == start {
                    self.circles.push(self.circle(row, keys));
                }
                if *walk != u32::MAX {
                    break;
                }
                *walk = start;
                at = self.manager(row);
            }
        }
        let key = |circle: &Vec<u32>| circle.first().and_then(|row| keys.get(*row as usize)).cloned();
        self.circles.sort_by_key(key);
        for row in self.circles.iter().flatten() {
            if let Some(circling) = self.circling.get_mut(*row as usize) {
                *circling = true;
            }
        }
    }

    fn circle(&self, start: u32, keys: &[Arc<str>]) -> Vec<u32> {
        let mut rows = vec![start];
        while let Some(next) = rows.last().and_then(|row| self.manager(*row)).filter(|next| *next != start) {
            rows.push(next);
        }
        let first = (0..rows.len()).min_by_key(|at| rows.get(*at).and_then(|row| keys.get(*row as usize)));
        rows.rotate_left(first.unwrap_or(0));
        rows
    }

    /// Everybody above a person, the nearest first; not into a circle.
    fn above(&self, row: u32) -> impl Iterator<Item = u32> {
        let next = |row: u32| self.manager(row).filter(|manager| !self.is_circling(*manager));
        std::iter::successors(next(row), move |row| next(*row))
    }

    /// The reports of everybody: owner and person, those of one owner in the order of the table.
    fn pairs(&self, reach: Reach) -> Vec<(u32, u32)> {
        let mut pairs = Vec::with_capacity(self.managers.len());
        for row in 0..u32::try_from(self.managers.len()).unwrap_or(u32::MAX) {
            match reach {
                Reach::Direct => pairs.extend(self.manager(row).map(|manager| (manager, row))),
                Reach::All => pairs.extend(self.above(row).map(|manager| (manager, row))),
            }
        }
        pairs
    }

    /// Whom a person manages, in the order of the table.
    pub fn reports(&self, of: u32, reach: Reach) -> Vec<u32> {
        self.pairs(reach).into_iter().filter(|(manager, _)| *manager == of).map(|(_, row)| row).collect()
    }

    /// Those who lack somebody, and why.
    pub fn doubts(&self, reach: Reach) -> Vec<(u32, FaultId)> {
        let mut doubts = self.lacking.clone();
        if reach == Reach::All {
            doubts.extend(self.lacking.iter().flat_map(|(manager, fault)| self.above(*manager).map(|above| (above, *fault))));
        }
        doubts
    }
}

/// The reports of everybody, as sums run over them.
#[derive(Debug, Default)]
pub(super) struct Reports {
    pub(super) members: Children,
    /// Why it is not known whom somebody manages.
    doubts: FxHashMap<u32, FaultId>,
    unsure: Option<FaultId>,
}

impl Reports {
    pub(super) fn doubt(&self, person: u32) -> Option<FaultId> {
        self.doubts.get(&person).copied().or(self.unsure)
    }
}

impl Run<'_> {
    /// Whom everybody manages by a column.
    pub(super) fn reports_of(&mut self, column: DefId, reach: Reach) -> Arc<Reports> {
        if let Some(known) = self.reports.get(&(column, reach)) {
            return Arc::clone(known);
        }
        let cells = self.as_read(column).map(Arc::clone).unwrap_or_default();
        let people = self.tables.get(PEOPLE.0 as usize);
        let (keys, lost) = people.map_or((&[][..], &[][..]), |people| (people.keys.as_slice(), people.lost.as_slice()));
        let tree = Tree::new(keys, &cells, lost, column);
        let mut doubts: FxHashMap<u32, FaultId> = tree.doubts(reach).into_iter().collect();
        for circle in &tree.circles {
            let fault = self.circle(column, circle);
            doubts.extend(circle.iter().map(|row| (*row, fault)));
        }
        let count = self.row_count(PEOPLE) as usize;
        let made = Arc::new(Reports { members: Children::of_pairs(count, &tree.pairs(reach)), doubts, unsure: tree.unsure });
        self.reports.insert((column, reach), Arc::clone(&made));
        made
    }

    /// The fault of a circle of managers, which names it in order.
    fn circle(&mut self, column: DefId, circle: &[u32]) -> FaultId {
        let span = self.def(column).map(|def| def.place).unwrap_or_default();
        let first = circle.first().copied().unwrap_or(0);
        self.fault(problems::CIRCLE, span, (PEOPLE, first), |run| {
            let keys = run.tables.get(PEOPLE.0 as usize).map_or(&[][..], |people| people.keys.as_slice());
            let named: Vec<&str> = circle.iter().filter_map(|row| keys.get(*row as usize)).map(AsRef::as_ref).collect();
            let mut problem = problems::circle(&named, span);
            for row in circle.iter().take(problems::MOST_OF_A_CIRCLE) {
                problem = problem.place(run.cell_place(CellRef { table: PEOPLE, row: *row, column }));
            }
            problem
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(managers: &[(&str, &str)]) -> Tree {
        let keys: Vec<Arc<str>> = managers.iter().map(|(key, _)| Arc::from(*key)).collect();
        let missing = CellRef { table: PEOPLE, row: 0, column: DefId(0) };
        let cells: Vec<Slot> = managers
            .iter()
            .map(|(_, manager)| if manager.is_empty() { Slot::Missing(missing) } else { Slot::Value(Value::Text(Arc::from(*manager))) })
            .collect();
        Tree::new(&keys, &cells, &[], DefId(0))
    }

    #[test]
    fn down_the_tree() {
        let tree = tree(&[("a", ""), ("b", "a"), ("c", "b"), ("d", "a"), ("e", "gone")]);
        assert_eq!(tree.reports(0, Reach::Direct), [1, 3]);
        assert_eq!(tree.reports(0, Reach::All), [1, 2, 3]);
        assert_eq!(tree.reports(1, Reach::All), [2]);
        assert!(tree.reports(4, Reach::All).is_empty() && tree.circles.is_empty());
    }

    #[test]
    fn circles_begin_at_the_smallest_key() {
        let tree = tree(&[("c", "a"), ("a", "b"), ("b", "c"), ("d", "d"), ("e", "b"), ("f", "e")]);
        assert_eq!(tree.circles, [vec![1, 2, 0], vec![3]]);
        assert_eq!(tree.reports(4, Reach::All), [5]);
        assert!(tree.is_circling(2) && !tree.is_circling(4));
    }
}
