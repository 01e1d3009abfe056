//! Which periods the data hold.

use std::collections::BTreeSet;

use crate::plan::ir::{DefId, Plan, TableId};
use crate::value::{Period, PeriodKind, Value};

use super::Supplied;
use super::headers::{self, Bound};
use super::rows::Builder;
use super::sheet::{Row, Sheet};

/// The periods up to one for which the data have rows: by the population's period column, and where it has none by the dates and period
/// columns of the child inputs, from the first of them on without a gap. What cannot be read is left to the reading of its own period.
pub fn periods(plan: &Plan, supplied: &Supplied, upto: Period) -> Vec<Period> {
    let of_people = plan.tables.first().is_some_and(|people| people.period_column.is_some());
    let mut found: BTreeSet<Period> = BTreeSet::new();
    for (at, table) in plan.tables.iter().enumerate() {
        if (of_people && at > 0) || (table.period_column.is_none() && table.dated.is_none()) {
            continue;
        }
        let Some((_, source)) = supplied.inputs.iter().find(|(name, _)| *name == table.name) else { continue };
        let mut remarks = Vec::new();
        let bound = Sheet::open(source).and_then(|sheet| headers::bind(sheet, &headers::of_table(plan, table), &mut remarks));
        if let Ok(bound) = bound {
            of_table(plan, TableId(u32::try_from(at).unwrap_or(u32::MAX)), (bound, upto.kind), &mut found);
        }
    }
    found.retain(|period| *period <= upto);
    if of_people {
        return found.into_iter().collect();
    }
    let Some(first) = found.first().copied() else { return Vec::new() };
    std::iter::successors(Some(first), |period| period.next()).take_while(|period| *period <= upto).collect()
}

fn of_table(plan: &Plan, id: TableId, (bound, kind): (Bound<'_>, PeriodKind), found: &mut BTreeSet<Period>) {
    let Some(input) = plan.tables.get(id.0 as usize) else { return };
    let mut builder = Builder::new(plan, id, input, bound);
    let dated = input.dated.map(|dated: DefId| builder.position(dated));
    let mut row = Row::new();
    while let Ok(true) = builder.sheet.next(&mut row) {
        if let Some(period) = builder.period_of(&row) {
            found.extend(Some(period).filter(|period| period.kind == kind));
        } else if let Some(dated) = dated
            && let Ok(Some(Value::Date(date))) = builder.read(&row, dated)
        {
            found.insert(Period::containing(kind, date));
        }
    }
}
