//! Grades under limits: everybody's grade is looked at, one of which may move with the input.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::machine::{Found, Halt, Machine, Sym};
use crate::engine::{Sitter, seat, seats_of};
use crate::plan::ir::{GradeRule, Group, Limit, TableId};

/// A grade on its way through the limits: its option, and whether a veto keeps it; nothing where it is an error.
type Grade = Option<(u32, bool)>;

/// What is found, an error as nothing.
fn sound<T>(found: Found<T>) -> Found<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Halt::Gives(Sym::Unknown)) => Err(Halt::Gives(Sym::Unknown)),
        Err(Halt::Gives(_)) => Ok(None),
        Err(halt @ Halt::Unsure(_)) => Err(halt),
    }
}

impl Machine<'_> {
    /// The grade of one person after all limits.
    pub(super) fn limited_grade(&mut self, rule: &GradeRule, table: TableId, row: u32) -> Found<u32> {
        let mut grades: Vec<Grade> = Vec::new();
        for other in 0..self.rows(table) {
            grades.push(sound(self.own_grade(rule, table, other))?);
        }
        for limit in &rule.limits {
            for rows in self.groups_under(limit, table, &mut grades)? {
                self.limit_group(limit, &rule.limits, table, (&rows, &mut grades))?;
            }
        }
        grades.get(row as usize).copied().flatten().map(|(option, _)| option).ok_or(Halt::Gives(Sym::Fault))
    }

    /// The groups of a limit; who stands in none that is known has no grade.
    fn groups_under(&mut self, limit: &Limit, table: TableId, grades: &mut [Grade]) -> Found<Vec<Vec<u32>>> {
        let Group::Same(_) = limit.group else {
            let all: Vec<u32> = (0..self.rows(table)).collect();
            return Ok(match sound(self.group_rows(limit.group, table, 0))? {
                Some(_) => vec![all],
                None => {
                    grades.fill(None);
                    Vec::new()
                }
            });
        };
        let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in 0..self.rows(table) {
            match sound(self.group_rows(limit.group, table, row))? {
                Some(rows) => {
                    found.entry(rows.first().copied().unwrap_or(row)).or_insert(rows);
                }
                None => {
                    if let Some(grade) = grades.get_mut(row as usize) {
                        *grade = None;
                    }
                }
            }
        }
        Ok(found.into_values().collect())
    }

    fn limit_group(&mut self, limit: &Limit, limits: &[Limit], table: TableId, (rows, grades): (&[u32], &mut Vec<Grade>)) -> Found<()> {
        let mut taken = Vec::new();
        for row in rows {
            let is_in = match (self.row_is_faulty(table, *row)?, &limit.filter) {
                (true, _) => None,
                (false, Some(filter)) => sound(self.condition(filter, table, *row))?,
                (false, None) => Some(true),
            };
            match is_in {
                Some(true) => taken.push(*row),
                Some(false) => {}
                None => {
                    fail(grades, rows);
                    return Ok(());
                }
            }
        }
        if taken.len() < limit.smallest as usize {
            return Ok(());
        }
        let mut free: Vec<(u32, u32)> = Vec::new();
        for row in &taken {
            match grades.get(*row as usize).copied().flatten() {
                Some((option, false)) => free.push((*row, option)),
                Some((_, true)) => {}
                None => {
                    fail(grades, &taken);
                    return Ok(());
                }
            }
        }
        let Some(places) = self.places_by(limit, table, &free)? else {
            fail(grades, &taken);
            return Ok(());
        };
        let mut sitters: Vec<Sitter> = free.iter().zip(places).map(|((_, option), place)| Sitter { option: *option, place }).collect();
        seat(limit, limits, seats_of(limit, taken.len()), &mut sitters);
        for (sitter, (row, _)) in sitters.iter().zip(&free) {
            if let Some(grade) = grades.get_mut(*row as usize) {
                *grade = Some((sitter.option, false));
            }
        }
        Ok(())
    }

    /// The places in the order of a limit, the highest 0; nothing where a value is an error.
    fn places_by(&mut self, limit: &Limit, table: TableId, people: &[(u32, u32)]) -> Found<Option<Vec<u32>>> {
        let mut values = Vec::with_capacity(people.len());
        for (row, _) in people {
            match self.eval(&limit.by, table, *row)? {
                found @ (Sym::Number(_) | Sym::Plain(_)) => values.push(found),
                Sym::Unknown => return Err(Halt::Gives(Sym::Unknown)),
                Sym::Missing | Sym::NotApplicable | Sym::Fault => return Ok(None),
            }
        }
        // The levels, the highest first, each with one value that stands for it.
        let mut levels: Vec<Sym> = Vec::new();
        for value in &values {
            let (mut from, mut to) = (0, levels.len());
            let mut is_known = false;
            while from < to && !is_known {
                let middle = (from + to) / 2;
                let level = levels.get(middle).ok_or(Halt::Gives(Sym::Unknown))?;
                match self.order_of(limit.by.ty, value, level)?.ok_or(Halt::Gives(Sym::Unknown))? {
                    Ordering::Greater => to = middle,
                    Ordering::Less => from = middle + 1,
                    Ordering::Equal => is_known = true,
                }
            }
            if !is_known {
                levels.insert(from, value.clone());
            }
        }
        let mut places = Vec::with_capacity(values.len());
        for value in &values {
            let mut place = None;
            for (level, at) in levels.iter().zip(0_u32..) {
                if self.order_of(limit.by.ty, value, level)? == Some(Ordering::Equal) {
                    place = Some(at);
                    break;
                }
            }
            places.push(place.ok_or(Halt::Gives(Sym::Unknown))?);
        }
        Ok(Some(places))
    }
}

fn fail(grades: &mut [Grade], rows: &[u32]) {
    for row in rows {
        if let Some(grade) = grades.get_mut(*row as usize) {
            *grade = None;
        }
    }
}
