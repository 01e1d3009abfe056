//! The population: one row a person, of the period evaluated.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::text::nearest;
use crate::engine::table::{FaultId, Table};
use crate::plan::ir::{DefId, PEOPLE, Plan};
use crate::source::Span;
use crate::value::{Period, Value};

use super::headers::Bound;
use super::problems::{files, rows};
use super::rows::{Builder, Faults, People, Stop, When};
use super::sheet::Row;

/// The population's table, and who is in it.
pub(super) struct Population {
    pub table: Table,
    pub index: Index,
}

/// People by their keys.
pub(super) struct Index {
    file: Arc<str>,
    keys: Vec<Arc<str>>,
    rows: FxHashMap<Arc<str>, u32>,
    /// Whom the file has in other periods only, or also.
    elsewhere: FxHashSet<Arc<str>>,
}

impl Index {
    pub fn row(&self, key: &str) -> Option<u32> {
        self.rows.get(key).copied()
    }

    pub fn is_elsewhere(&self, key: &str) -> bool {
        self.elsewhere.contains(key)
    }
}

impl People for Index {
    fn has(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    fn near(&self, key: &str) -> Option<String> {
        nearest(key, self.keys.iter().map(AsRef::as_ref)).map(str::to_string)
    }

    fn key_of(&self, row: u32) -> Option<Arc<str>> {
        self.keys.get(row as usize).cloned()
    }

    fn file(&self) -> &str {
        &self.file
    }
}

/// A row that is a person's, and cannot be used.
struct Unsure {
    key: Arc<str>,
    line: u64,
    fault: FaultId,
    known: Vec<(DefId, Value)>,
}

/// What was seen besides the rows themselves.
#[derive(Default)]
struct Seen {
    present: BTreeSet<Period>,
    /// Whether a row was refused because of its key.
    without_key: bool,
    left_out: u64,
    /// Of those, the ones that no period counts which is computed.
    outside: u64,
    unreadable: u64,
    rows: FxHashMap<Arc<str>, u32>,
    elsewhere: FxHashSet<Arc<str>>,
    /// Rows of one key, by the first of them.
    twice: Vec<(Arc<str>, Vec<u32>)>,
    /// Rows of which the period or the cells are not known: only a fault where the person has a row beside.
    unsure: Vec<Unsure>,
}

/// Reads the population.
///
/// # Errors
/// The file breaks off, or has nobody in the period.
pub(super) fn read(plan: &Plan, bound: Bound<'_>, period: Period, faults: &mut Faults) -> Result<Population, Stop> {
    let Some(input) = plan.tables.first() else { return Err(Vec::new()) };
    let mut builder = Builder::new(plan, PEOPLE, input, bound);
    let mut seen = Seen::default();
    let mut row = Row::new();
    while builder.sheet.next(&mut row).map_err(|broken| faults.stop(broken))? {
        take(&mut builder, &row, period, &mut seen, faults)?;
    }
    let nobody_sure = builder.table.is_empty();
    for Unsure { key, line, fault, known } in std::mem::take(&mut seen.unsure) {
        if !seen.rows.contains_key(&key) {
            seen.rows.insert(Arc::clone(&key), number(builder.table.len()));
            builder.add_faulty(key, line, fault, &known);
        }
    }
    let key = builder.columns.get(builder.position(input.key));
    let (header, span) = key.map_or((String::new(), input.span), |column| (column.header.clone(), column.span));
    let mut gone: FxHashSet<u32> = FxHashSet::default();
    for (key, twice) in std::mem::take(&mut seen.twice) {
        let lines = twice.iter().map(|row| (builder.table.lines.get(*row as usize).copied().unwrap_or(0), Some(key.as_ref())));
        let places = builder.places(lines);
        let fault = faults.push(rows::key_twice(&key, &header, twice.len(), places, span))?;
        builder.merge(&twice, fault);
        gone.extend(twice.into_iter().skip(1));
    }
    builder.arrange(&gone);
    seen.rows = builder.table.keys.iter().cloned().zip(0_u32..).collect();
    if builder.table.is_empty() || (nobody_sure && seen.unreadable > 0) {
        let absent = seen.left_out > 0 || seen.unreadable > 0;
        let reason = if absent {
            let present: Vec<String> = seen.present.iter().map(Period::to_string).collect();
            let present: Vec<&str> = present.iter().map(String::as_str).collect();
            files::period_absent(builder.sheet.files.name(), &period.to_string(), &present, seen.unreadable, input.span)
        } else if seen.without_key {
            files::no_usable_key(builder.sheet.files.name(), input.span)
        } else {
            files::nobody(builder.sheet.files.name(), input.span)
        };
        return Err(faults.stop(reason));
    }
    if seen.outside > 0 {
        faults.remark(rows::other_periods(builder.sheet.files.name(), seen.outside, &faults.computed(period), input.span));
    }
    let index =
        Index { file: builder.sheet.files.name().into(), keys: builder.table.keys.clone(), rows: seen.rows, elsewhere: seen.elsewhere };
    remark_alike(&index, faults, (&header, span));
    builder.check_people(&index, faults)?;
    Ok(Population { table: builder.finish(), index })
}

fn take(builder: &mut Builder<'_, '_>, row: &Row, period: Period, seen: &mut Seen, faults: &mut Faults) -> Result<(), Stop> {
    let column = builder.position(builder.input.key);
    let key = builder.key(row, column);
    let person = key.as_ref().ok().and_then(Option::clone);
    let total = builder.total_in(row, column);
    if let (Some(word), true) = (&total, !matches!(builder.when(row, period, None), When::Other(_))) {
        faults.push(rows::totals(builder.at(row, column, None).0, word))?;
        return Ok(());
    }
    if let Some(problem) = builder.misshapen(row, person.as_deref()) {
        let fault = faults.push(problem)?;
        match person {
            Some(key) => seen.unsure.push(Unsure { key, line: row.line, fault, known: builder.known(row) }),
            None => builder.lose(row, fault),
        }
        return Ok(());
    }
    match builder.when(row, period, person.as_deref()) {
        When::In => {}
        When::Other(other) => {
            seen.left_out = seen.left_out.saturating_add(1);
            seen.outside = seen.outside.saturating_add(u64::from(faults.lies_outside((other.start(), other.end()), period)));
            seen.present.insert(other);
            seen.elsewhere.extend(person);
            return Ok(());
        }
        When::Unreadable(problem) => {
            seen.unreadable = seen.unreadable.saturating_add(1);
            let fault = faults.push(problem)?;
            match person {
                Some(key) => {
                    let known = builder.known(row);
                    seen.unsure.push(Unsure { key, line: row.line, fault, known });
                }
                None => builder.lose(row, fault),
            }
            return Ok(());
        }
    }
    seen.without_key |= person.is_none();
    let key = match key {
        Ok(Some(key)) => key,
        Ok(None) => {
            let fault = faults.push(rows::key_blank(builder.at(row, column, None).0))?;
            builder.lose(row, fault);
            return Ok(());
        }
        Err(problem) => {
            let fault = faults.push(builder.wrong(row, column, None, &problem))?;
            builder.lose(row, fault);
            return Ok(());
        }
    };
    let at = number(builder.table.len());
    match seen.rows.get(&key).copied() {
        None => {
            seen.rows.insert(Arc::clone(&key), at);
        }
        Some(first) => match seen.twice.iter_mut().find(|(other, _)| *other == key) {
            Some((_, rows)) => rows.push(at),
            None => seen.twice.push((Arc::clone(&key), vec![first, at])),
        },
    }
    builder.add(row, (Arc::clone(&key), Some(&key)), &[], faults)
}

/// Keys that differ only in upper and lower case or in the width of their letters are different people; more often one, typed twice.
fn remark_alike(index: &Index, faults: &mut Faults, (header, span): (&str, Span)) {
    let mut folded: FxHashMap<String, &Arc<str>> = FxHashMap::default();
    let mut alike: Vec<(&str, &str)> = Vec::new();
    for key in &index.keys {
        let plain: String = key.nfkc().flat_map(char::to_lowercase).collect();
        match folded.entry(plain) {
            Entry::Vacant(free) => {
                free.insert(key);
            }
            Entry::Occupied(first) => alike.push((first.get(), key)),
        }
    }
    if !alike.is_empty() {
        faults.remark(rows::keys_alike(&index.file, header, &alike, span));
    }
}

/// A row's number; files hold fewer rows than it can say.
pub(super) fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
