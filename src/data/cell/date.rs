//! Dates whose parts stand in an order that nobody can mistake: the year first.

use crate::value::{Date, Zone};

use super::{CellProblem, narrow};

/// `2026-01-31`, `2026/1/31`, `2026.1.31`, `2026年1月31日`, also with a midnight that a program wrote behind it;
/// and where the policy says the zone, a moment of any day, `2026-01-31T16:00:00.000Z`.
///
/// # Errors
/// [`CellProblem`].
pub(super) fn read(text: &str, zone: Option<Zone>) -> Result<Date, CellProblem> {
    if let Some(date) = Date::parse(text) {
        return Ok(date);
    }
    let text = narrow(text);
    if let Some(date) = zone.and_then(|zone| zone.day_of(text.trim())) {
        return Ok(date);
    }
    let text = without_midnight(text.trim())?;
    let (numbers, separators) = parts(text).ok_or(CellProblem::NotADate)?;
    match (numbers.as_slice(), separators.as_slice()) {
        ([day], []) if day.len() == 5 => Err(CellProblem::DayNumber),
        ([year, month, day], ['年', '月', '日' | '号']) | ([year, month, day], ['-', '-'] | ['/', '/'] | ['.', '.']) => {
            judge(year, month, day)
        }
        (_, _) => Err(CellProblem::NotADate),
    }
}

fn judge(first: &str, second: &str, third: &str) -> Result<Date, CellProblem> {
    let short = |text: &str| (1..=2).contains(&text.len());
    if first.len() == 4 && short(second) && short(third) {
        return day(first, second, third).ok_or(CellProblem::NoSuchDay);
    }
    if third.len() == 4 && short(first) && short(second) {
        return Err(CellProblem::DayOrder { day_first: day(third, second, first), month_first: day(third, first, second) });
    }
    Err(CellProblem::NotADate)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `2026-01-31 00:00:00` is the day; any other time, and any time zone, is a question.
fn without_midnight(text: &str) -> Result<&str, CellProblem> {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return Ok(text) };
    if !date.starts_with(|c: char| c.is_ascii_digit()) || !time.starts_with(|c: char| c.is_ascii_digit()) || !time.contains(':') {
        return Ok(text);
    }
    if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) { Ok(date) } else { Err(CellProblem::TimeOfDay) }
}

/// Runs of digits, and the single characters after them.
fn parts(text: &str) -> Option<(Vec<&str>, Vec<char>)> {
    let (mut numbers, mut separators) = (Vec::new(), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        if digits.is_empty() || digits.len() > 8 || numbers.len() == 3 {
            return None;
        }
        numbers.push(digits);
        let mut characters = after.chars();
        match characters.next() {
            Some(separator) => separators.push(separator),
            None => break,
        }
        rest = characters.as_str();
    }
    Some((numbers, separators))
}
