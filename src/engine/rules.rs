//! Data rules: conditions on the rows of a table. The rows that break one are not computed with.

use std::sync::Arc;

use crate::engine::group::Groups;
use crate::engine::logic::Truth;
use crate::engine::problems;
use crate::engine::reads;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::plan::ir::{Body, DataRule, DefId, Expr, Group, Kind, Presence, TableId};

/// A message shows no more rows of a group than this.
const MOST_ROWS: usize = 8;

impl Run<'_> {
    /// Judges every rule on the rows as they were read; then the rows that broke one become faulty, each with the first it broke.
    pub(super) fn judge_rules(&mut self) {
        let plan = self.plan;
        let mut broken: Vec<(TableId, u32, FaultId)> = Vec::new();
        for (table, id) in plan.tables.iter().zip(0_u32..) {
            for rule in &table.rules {
                self.judge(rule, TableId(id), &mut broken);
            }
        }
        self.memo.clear();
        for (table, row, id) in &broken {
            let Some(data) = self.tables.get_mut(table.0 as usize) else { continue };
            let len = data.keys.len();
            data.row_faults.resize(len, None);
            if let Some(place @ None) = data.row_faults.get_mut(*row as usize) {
                *place = Some(*id);
            }
        }
        if !broken.is_empty() {
            self.apply_row_faults();
        }
    }

    fn judge(&mut self, rule: &DataRule, table: TableId, broken: &mut Vec<(TableId, u32, FaultId)>) {
        let groups = each(&rule.condition).map(|column| self.groups_of(column));
        let rows = self.judged(rule, table, groups.as_deref());
        let truths = self.condition(&rule.condition, table, &rows);
        self.memo.clear();
        let mut told: Vec<Option<FaultId>> = vec![None; groups.as_ref().map_or(0, |groups| groups.count)];
        for (row, truth) in rows.iter().zip(truths) {
            let group = groups.as_ref().and_then(|groups| groups.of_row.get(*row as usize)).copied();
            if let Some(Some(_)) = group.and_then(|group| told.get(group as usize)) {
                continue;
            }
            let members: Vec<u32> = match (&groups, group) {
                (Some(groups), Some(group)) if (group as usize) < groups.count => groups.members.of(group).to_vec(),
                (Some(_) | None, _) => vec![*row],
            };
            let id = match truth {
                Truth::Yes => continue,
                Truth::Fault(id) => id,
                Truth::No => self.broken(rule, table, *row, &members),
            };
            if let Some(place) = group.and_then(|group| told.get_mut(group as usize)) {
                *place = Some(id);
            }
            broken.extend(members.into_iter().map(|row| (table, row, id)));
        }
    }

    /// The rows a rule can be judged on. Only an example may leave out a column that must be filled; it is not held to rules about it.
    fn judged(&self, rule: &DataRule, table: TableId, groups: Option<&Groups>) -> Vec<u32> {
        let mut left_out = vec![false; self.row_count(table) as usize];
        for column in columns(&rule.condition) {
            let Some(Body::Column(declared)) = self.def(column).map(|def| &def.body) else { continue };
            let Some(slots) = self.as_read(column).filter(|_| declared.presence == Presence::Required) else { continue };
            for (slot, left_out) in slots.iter().zip(&mut left_out) {
                *left_out |= matches!(slot, Slot::Missing(_));
            }
        }
        let mut unsure = vec![false; groups.map_or(0, |groups| groups.count)];
        for (group, left_out) in groups.iter().flat_map(|groups| &groups.of_row).zip(&left_out) {
            if let Some(unsure) = unsure.get_mut(*group as usize) {
                *unsure |= *left_out;
            }
        }
        let is_unsure = |row: u32| {
            let group = groups.and_then(|groups| groups.of_row.get(row as usize));
            group.and_then(|group| unsure.get(*group as usize)).copied().unwrap_or(false)
        };
        left_out.iter().zip(0_u32..).filter(|(left_out, row)| !**left_out && !is_unsure(*row)).map(|(_, row)| row).collect()
    }

    fn broken(&mut self, rule: &DataRule, table: TableId, row: u32, members: &[u32]) -> FaultId {
        let sides = self.sides(&rule.condition, table, row);
        self.fault(problems::RULE, rule.span, (table, row), |run| {
            let key = each(&rule.condition).and_then(|column| {
                let slot = run.as_read(column).map(Arc::clone)?;
                let def = run.def(column)?;
                match slot.get(row as usize)? {
                    Slot::Value(value) => Some((run.name_of(column), run.show(value, def.ty))),
                    Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
                }
            });
            let key = key.as_ref().map(|(name, value)| (name.as_str(), value.as_str()));
            let sides = sides.as_ref().map(|(left, right)| (left.as_str(), right.as_str()));
            let mut problem = problems::rule(rule.condition.span, key, sides, rule.because.as_deref());
            for row in members.iter().take(MOST_ROWS) {
                problem = problem.place(run.row_place(table, *row));
            }
            if members.len() == 1 { run.with_cells(problem, &rule.condition, table, row) } else { problem }
        })
    }
}

impl Run<'_> {
    /// How the two sides of a comparison came out for a row.
    fn sides(&mut self, condition: &Expr, table: TableId, row: u32) -> Option<(String, String)> {
        let Kind::Compare { left, right, .. } = &condition.kind else { return None };
        let mut side = |side: &Expr| {
            let cells = self.eval(side, table, &[row]);
            match cells.get(0, row) {
                Slot::Value(value) => Some(self.show(value, side.ty)),
                Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
            }
        };
        Some((side(left)?, side(right)?))
    }
}

/// The columns a condition reads, those of the rows it sums over included.
fn columns(condition: &Expr) -> Vec<DefId> {
    let mut found = Vec::new();
    let mut open = vec![condition];
    while let Some(expr) = open.pop() {
        if let Kind::Ref(def) = &expr.kind {
            found.push(*def);
        } else if let Kind::Aggregate(aggregate) = &expr.kind {
            open.extend(aggregate.value.iter().chain(&aggregate.filter));
        } else {
            open.extend(reads::children(expr));
        }
    }
    found
}

/// The column whose value says which rows belong together.
fn each(condition: &Expr) -> Option<DefId> {
    reads::find(condition, &|expr| {
        let Kind::Aggregate(aggregate) = &expr.kind else { return None };
        if let Group::Same(column) = aggregate.group { Some(column) } else { None }
    })
}
