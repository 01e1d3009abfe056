//! Child rows: each belongs to a person of the population, and to the period by its date or its period column.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::DataPlace;
use crate::engine::table::{FaultId, Table};
use crate::plan::ir::{Plan, Presence, TableId};
use crate::value::{Period, Type, Value};

use super::headers::Bound;
use super::limits::MOST_PLACES;
use super::people::{Index, number};
use super::problems::rows::{self, NotHere, Strays};
use super::rows::{Builder, Faults, People, Stop, When};
use super::sheet::Row;

/// Strange keys for which a guess is offered.
const MOST_GUESSES: usize = 3;

/// Where the columns stand that say what a row is.
struct Roles {
    key: usize,
    parent: usize,
    dated: Option<usize>,
}

/// One row of a key: its line, and its number where it is of the period.
#[derive(Clone, Copy)]
struct Line {
    line: u64,
    row: Option<u32>,
}

/// What was seen besides the rows themselves.
#[derive(Default)]
struct Seen {
    other_periods: u64,
    undated: u64,
    /// After the day to which people are measured.
    later: u64,
    people_elsewhere: u64,
    without_person: u64,
    blank: Group,
    unknown: Group,
    guesses: Vec<(String, String)>,
    keys: FxHashMap<Arc<str>, Line>,
    twice: FxHashMap<Arc<str>, Vec<Line>>,
    /// The keys of `twice`, in the order of the file.
    order: Vec<Arc<str>>,
}

/// Rows counted, the first of them kept.
#[derive(Default)]
struct Group {
    count: u64,
    places: Vec<DataPlace>,
}

impl Group {
    fn add(&mut self, place: impl FnOnce() -> DataPlace) {
        self.count = self.count.saturating_add(1);
        if self.places.len() < MOST_PLACES {
            self.places.push(place());
        }
    }
}

/// Reads one child input.
///
/// # Errors
/// The file breaks off, or too much is wrong.
pub(super) fn read(plan: &Plan, id: TableId, bound: Bound<'_>, period: Period, people: &Index, faults: &mut Faults) -> Result<Table, Stop> {
    let Some(input) = plan.tables.get(id.0 as usize) else { return Ok(Table::default()) };
    let mut builder = Builder::new(plan, id, input, bound);
    let roles = Roles {
        key: builder.position(input.key),
        parent: input.parent_key.map_or(usize::MAX, |key| builder.position(key)),
        dated: input.dated.map(|dated| builder.position(dated)),
    };
    let mut seen = Seen::default();
    let mut row = Row::new();
    while builder.sheet.next(&mut row).map_err(|broken| faults.stop(broken))? {
        take(&mut builder, &row, (&roles, period), people, &mut seen, faults)?;
    }
    repeated(&mut builder, &roles, people, &mut seen, faults)?;
    report(&builder, &roles, period, people, seen, faults)?;
    builder.check_people(people, faults)?;
    Ok(builder.finish())
}

fn take(
    builder: &mut Builder<'_, '_>,
    row: &Row,
    (roles, period): (&Roles, Period),
    people: &Index,
    seen: &mut Seen,
    faults: &mut Faults,
) -> Result<(), Stop> {
    let parent = builder.key(row, roles.parent);
    let owner = parent.as_ref().ok().and_then(Option::clone);
    let owner_row = owner.as_ref().and_then(|owner| people.row(owner));
    if let Some(problem) = builder.misshapen(row, owner.as_deref()) {
        let fault = faults.push(problem)?;
        if let Some(owner_row) = owner_row {
            builder.table.parents.push(owner_row);
            builder.add_faulty("".into(), row.line, fault, &[]);
        }
        return Ok(());
    }
    // The key is looked at in rows of other periods too: a dated row stands in the file once.
    let key = builder.key(row, roles.key);
    let known = match placed(builder, row, (roles, period), owner.as_deref(), seen, faults)? {
        Placed::Here(known) => known,
        Placed::LeftOut => {
            if let (Some(_), Ok(Some(key))) = (roles.dated, key) {
                enter(seen, key, Line { line: row.line, row: None });
            }
            return Ok(());
        }
    };
    let (Some(owner), Some(owner_row)) = (owner.clone(), owner_row) else {
        let timeless = roles.dated.is_none() && builder.input.period_column.is_none();
        let elsewhere = timeless && owner.as_ref().is_some_and(|owner| people.is_elsewhere(owner));
        if let (Some(owner), true, false) = (&owner, known.is_empty(), elsewhere)
            && beside_a_stranger(builder, row, (roles.parent, owner), people, faults)?
        {
            return Ok(());
        }
        return ownerless(builder, row, roles, &parent, known.is_empty(), people, seen, faults);
    };
    let at = number(builder.table.len());
    let key = match key {
        Ok(Some(key)) => {
            enter(seen, Arc::clone(&key), Line { line: row.line, row: Some(at) });
            key
        }
        Ok(None) | Err(_) => "".into(),
    };
    builder.table.parents.push(owner_row);
    builder.add(row, (key, Some(&owner)), &known, faults)
}

/// Whether a row counts in the period.
enum Placed {
    /// It does, or nobody can say: then the columns that leave it open are here with their fault, and the row is faulty.
    Here(Vec<(usize, FaultId)>),
    LeftOut,
}

fn placed(
    builder: &mut Builder<'_, '_>,
    row: &Row,
    (roles, period): (&Roles, Period),
    owner: Option<&str>,
    seen: &mut Seen,
    faults: &mut Faults,
) -> Result<Placed, Stop> {
    let mut known = Vec::new();
    match builder.when(row, period, owner) {
        When::In => {}
        When::Other(other) => {
            seen.other_periods = seen.other_periods.saturating_add(u64::from(faults.lies_outside((other.start(), other.end()), period)));
            return Ok(Placed::LeftOut);
        }
        // No column holds the period itself, so none is marked but the row.
        When::Unreadable(problem) => known.push((usize::MAX, faults.push(problem)?)),
    }
    let Some(dated) = roles.dated else { return Ok(Placed::Here(known)) };
    match builder.read(row, dated) {
        Ok(Some(Value::Date(date))) if period.contains(date) && faults.until.is_some_and(|until| date > until) => {
            seen.later = seen.later.saturating_add(1);
            return Ok(Placed::LeftOut);
        }
        Ok(Some(Value::Date(date))) if period.contains(date) => {}
        Ok(Some(Value::Date(date))) => {
            seen.other_periods = seen.other_periods.saturating_add(u64::from(faults.lies_outside((date, date), period)));
            return Ok(Placed::LeftOut);
        }
        Ok(Some(Value::Number(_) | Value::Text(_) | Value::Flag(_)) | None) => {
            match builder.columns.get(dated).map(|column| column.presence) {
                Some(Presence::Required) => {
                    let problem = super::problems::cells::blank(builder.at(row, dated, owner).0, Type::Date);
                    known.push((dated, faults.push(problem)?));
                }
                Some(Presence::Default(Value::Date(date))) if period.contains(*date) => {}
                Some(Presence::Optional | Presence::Default(_)) | None => {
                    seen.undated = seen.undated.saturating_add(1);
                    return Ok(Placed::LeftOut);
                }
            }
        }
        Err(problem) => known.push((dated, faults.push(builder.wrong(row, dated, owner, &problem))?)),
    }
    Ok(Placed::Here(known))
}

/// A row that is credited to people of the population beside somebody who is not: what each has of it is not known, and is an error of
/// theirs. Gives whether there are any.
fn beside_a_stranger(
    builder: &mut Builder<'_, '_>,
    row: &Row,
    (column, stranger): (usize, &Arc<str>),
    people: &Index,
    faults: &mut Faults,
) -> Result<bool, Stop> {
    let lines = builder.input.credited.iter().flat_map(|credited| &credited.lines);
    let columns: Vec<usize> = lines.map(|line| builder.position(line.person)).filter(|other| *other != column).collect();
    let mut named: Vec<u32> = Vec::new();
    for column in columns {
        // A cell that cannot be read names nobody.
        let key = builder.key(row, column).ok().flatten();
        named.extend(key.and_then(|key| people.row(&key)).filter(|person| !named.contains(person)));
    }
    if named.is_empty() {
        return Ok(false);
    }
    let (at, cell) = builder.at(row, column, None);
    let span = builder.columns.get(column).map_or(builder.input.span, |column| column.span);
    let fault = faults.push(rows::beside_a_stranger(stranger, at.place(cell), span))?;
    for person in named {
        builder.table.parents.push(person);
        builder.add_faulty("".into(), row.line, fault, &[]);
    }
    Ok(true)
}

/// A row of the period whose person is not in the population.
#[expect(clippy::too_many_arguments, reason = "what is known of the row, and where to enter it")]
fn ownerless(
    builder: &Builder<'_, '_>,
    row: &Row,
    roles: &Roles,
    parent: &Result<Option<Arc<str>>, super::CellProblem>,
    sure: bool,
    people: &Index,
    seen: &mut Seen,
    faults: &mut Faults,
) -> Result<(), Stop> {
    // Without a date and a period column a row is of no period, so that its person is elsewhere is no fault.
    let timeless = roles.dated.is_none() && builder.input.period_column.is_none();
    let (at, cell) = builder.at(row, roles.parent, None);
    match parent {
        Err(problem) => {
            faults.push(builder.wrong(row, roles.parent, None, problem))?;
        }
        Ok(Some(key)) if timeless && people.is_elsewhere(key) => seen.people_elsewhere = seen.people_elsewhere.saturating_add(1),
        // A row with a wrong date has been listed already.
        Ok(_) if !sure => {}
        Ok(Some(key)) => {
            seen.unknown.add(|| at.place(cell));
            if seen.guesses.len() < MOST_GUESSES
                && !seen.guesses.iter().any(|(other, _)| **other == **key)
                && seen.unknown.places.len() < MOST_PLACES
                && let Some(near) = people.near(key)
            {
                seen.guesses.push((key.to_string(), near));
            }
        }
        Ok(None) => match builder.columns.get(roles.parent).map(|column| column.presence) {
            Some(Presence::Optional) => seen.without_person = seen.without_person.saturating_add(1),
            Some(Presence::Required | Presence::Default(_)) | None => seen.blank.add(|| at.place("")),
        },
    }
    Ok(())
}

fn enter(seen: &mut Seen, key: Arc<str>, line: Line) {
    match seen.keys.get(&key) {
        None => {
            seen.keys.insert(key, line);
        }
        Some(first) => match seen.twice.get_mut(&key) {
            Some(lines) => lines.push(line),
            None => {
                seen.twice.insert(Arc::clone(&key), vec![*first, line]);
                seen.order.push(key);
            }
        },
    }
}

/// Rows of the period that share their key with another row.
fn repeated(builder: &mut Builder<'_, '_>, roles: &Roles, people: &Index, seen: &mut Seen, faults: &mut Faults) -> Result<(), Stop> {
    let key_column = builder.columns.get(roles.key);
    let (header, span) = key_column.map_or((String::new(), builder.input.span), |column| (column.header.clone(), column.span));
    for key in std::mem::take(&mut seen.order) {
        let Some(lines) = seen.twice.get(&key) else { continue };
        let rows: Vec<u32> = lines.iter().filter_map(|line| line.row).collect();
        if rows.is_empty() {
            continue;
        }
        let owner = |line: &Line| people.key_of(*builder.table.parents.get(line.row? as usize)?);
        let owners: Vec<(u64, Option<Arc<str>>)> = lines.iter().take(MOST_PLACES).map(|line| (line.line, owner(line))).collect();
        let places = builder.places(owners.iter().map(|(line, owner)| (*line, owner.as_deref())));
        let fault = faults.push(rows::key_twice(&key, &header, lines.len(), places, span))?;
        rows.iter().for_each(|row| builder.fault_row(*row, fault));
    }
    Ok(())
}

fn report(builder: &Builder<'_, '_>, roles: &Roles, period: Period, people: &Index, seen: Seen, faults: &mut Faults) -> Result<(), Stop> {
    let (file, input) = (builder.sheet.files.name(), builder.input);
    let parent = builder.columns.get(roles.parent);
    let parent_span = parent.map_or(input.span, |column| column.span);
    let strays = Strays {
        input: &input.name,
        header: parent.map_or("", |column| column.header.as_str()),
        people_file: people.file(),
        span: parent_span,
    };
    if seen.unknown.count > 0 {
        faults.push(rows::nobodys(&strays, seen.unknown.count, seen.unknown.places, &seen.guesses))?;
    }
    if seen.blank.count > 0 {
        faults.push(rows::nobodys_blank(&strays, seen.blank.count, seen.blank.places))?;
    }
    let dated = roles.dated.and_then(|dated| builder.columns.get(dated));
    if seen.other_periods > 0 {
        let span = dated.map_or(input.span, |column| column.span);
        faults.remark(rows::other_periods(file, seen.other_periods, &faults.computed(period), span));
    }
    if let Some(dated) = dated
        && seen.undated > 0
    {
        faults.remark(rows::undated(file, &dated.header, seen.undated, dated.span));
    }
    if let (Some(dated), Some(until)) = (dated, faults.until)
        && seen.later > 0
    {
        faults.remark(rows::later(file, &dated.header, (seen.later, until), dated.span));
    }
    for (count, why) in [(seen.people_elsewhere, NotHere::OtherPeriod), (seen.without_person, NotHere::NoPerson)] {
        if count > 0 {
            faults.remark(rows::not_here(file, count, why, parent_span));
        }
    }
    Ok(())
}
