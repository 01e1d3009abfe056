//! What of a plan is read by something else in it.

use std::collections::BTreeSet;

use super::clauses::{What, clauses, single_name};
use super::look;
use crate::lint::Subject;
use crate::plan::ir::{DefId, Expect, Group, Kind, LookupId, ParamId, TableId, walk};
use crate::syntax::ast::ExprKind;

/// Everything somebody reads.
#[derive(Debug, Default)]
pub(in crate::lint) struct Uses {
    pub defs: BTreeSet<DefId>,
    pub params: BTreeSet<ParamId>,
    pub lookups: BTreeSet<LookupId>,
    /// Inputs an aggregate runs over.
    pub tables: BTreeSet<TableId>,
    /// Definitions an example expects.
    pub expected: BTreeSet<DefId>,
    /// Bands and tiers used with `on`.
    pub shapes: BTreeSet<String>,
    /// Names read where the plan keeps only their value, or not at all: bounds of columns, shapes nobody uses.
    pub words: BTreeSet<String>,
}

pub(in crate::lint) fn uses(subject: &Subject<'_>) -> Uses {
    let plan = subject.plan;
    let mut uses = Uses::default();
    for expr in look::exprs(plan) {
        uses.defs.extend(walk::defs_of(expr));
        match &expr.kind {
            Kind::Param(param) | Kind::ParamOn { param, .. } => uses.params.extend([*param]),
            Kind::Lookup { lookup, .. } => uses.lookups.extend([*lookup]),
            Kind::Aggregate(aggregate) => match aggregate.group {
                Group::Child(table) => uses.tables.extend([table]),
                Group::Same(_) | Group::Everyone | Group::Reports { .. } => {}
            },
            Kind::RunningSum(running) => uses.tables.extend(look::def(plan, running.by).map(|by| by.table)),
            _ => {}
        }
    }
    for table in &plan.tables {
        uses.defs.extend([table.key]);
        uses.defs.extend(table.parent_key.into_iter().chain(table.dated));
        uses.defs.extend(table.credit_columns());
        uses.defs.extend(table.employed.iter().flat_map(|employed| [Some(employed.from), employed.to]).flatten());
    }
    for expect in plan.examples.iter().flat_map(|example| &example.expect) {
        match expect {
            Expect::Value { def, .. } => uses.expected.extend([*def]),
            Expect::Error { .. } => {}
        }
    }
    read_words(subject, &mut uses);
    uses
}

fn read_words(subject: &Subject<'_>, uses: &mut Uses) {
    let clauses = clauses(subject.files);
    for expr in clauses.iter().flat_map(|clause| clause.all()) {
        // In Chinese both are written with brackets: `标准(销售额)`.
        if let ExprKind::On { shape: name, .. } | ExprKind::Call { table: name, .. } = &expr.kind {
            uses.shapes.insert(name.text.clone());
        }
    }
    for clause in &clauses {
        let kept = match clause.what {
            What::Bands | What::Tiers => uses.shapes.contains(clause.name),
            What::Data => false,
            What::Rule | What::Param | What::Weight | What::Example => true,
        };
        if !kept {
            uses.words.extend(clause.all().into_iter().filter_map(single_name).map(str::to_string));
        }
    }
}
