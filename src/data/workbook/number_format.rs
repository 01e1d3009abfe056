//! What a number in a spreadsheet is, which only its number format says: a number, a percent, a day, a time.

use crate::value::Date;

use super::decimal::Decimal;

/// What numbers of one format are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Number,
    Percent,
    /// A day, perhaps with a time.
    Day,
    /// A day of which the format shows the year and the month.
    Month,
    /// A time without a day.
    Time,
    /// Hours that may be more than 24.
    Elapsed,
}

/// From which day a workbook counts its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Epoch {
    /// Day 1 is 1900-01-01; a 29 February 1900, which never was, has the number 60.
    Of1900,
    /// Day 0 is 1904-01-01.
    Of1904,
}

/// What spreadsheets show where a number is no day.
const NO_DAY: &str = "#####";
/// 9999-12-31 in the system of 1900.
const LAST_DAY: i64 = 2_958_465;
/// 1970-01-01 in the system of 1900.
const DAYS_TO_1970: i64 = 25_569;
/// So many days the system of 1904 begins later.
const DAYS_TO_1904: i64 = 1_462;

/// The class of a format that the file does not write out, since every program knows it. Numbers from 27 on mean other formats in other
/// editions; those that a Chinese, Japanese or Korean edition means are days and times throughout.
pub(super) fn built_in(id: u32) -> Class {
    match id {
        9 | 10 => Class::Percent,
        17 | 57 => Class::Month,
        14..=16 | 22 | 27..=31 | 36 | 50..=54 | 58 => Class::Day,
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Class::Time,
        46 => Class::Elapsed,
        _ => Class::Number,
    }
}

/// The class of a format that is written out, by its first section.
pub(super) fn class_of(format: &str) -> Class {
    let mut letters = String::new();
    let mut characters = format.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                characters.by_ref().take_while(|c| *c != '"').for_each(drop);
            }
            // The next character is shown, left as room, or repeated.
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect::<String>().to_ascii_lowercase();
                let elapsed = !inside.is_empty() && ["h", "m", "s"].iter().any(|unit| inside.replace(unit, "").is_empty());
                if elapsed {
                    return Class::Elapsed;
                }
            }
            ';' => break,
            _ => letters.extend(c.to_lowercase()),
        }
    }
    let letters = letters.replace("general", "").replace("am/pm", "").replace("a/p", "");
    let has = |units: &[char]| letters.contains(units);
    if has(&['y']) && has(&['m']) && !has(&['d', 'h', 's']) && !letters.contains("aaa") {
        Class::Month
    } else if has(&['y', 'd']) || letters.contains("aaa") || (has(&['m']) && !has(&['h', 's'])) {
        Class::Day
    } else if has(&['h', 's']) {
        Class::Time
    } else if has(&['%']) {
        Class::Percent
    } else {
        Class::Number
    }
}

/// The text of a day or a time: `2026-01-31`, `2026-01-31 08:00:00`, `08:00:00`. The first day of a month is `2026-01` where the format shows
/// no day: a spreadsheet makes one of `2026年1月` as it is typed, and a month is meant. What is no day is what a spreadsheet shows for it:
/// `1900-02-29`, which the reader of dates refuses, or `#####`, which every reader refuses.
pub(super) fn day_or_time(number: &Decimal, class: Class, epoch: Epoch) -> String {
    let Some((days, seconds)) = number.days_and_seconds() else { return NO_DAY.to_string() };
    let clock = |hours: i64| format!("{hours:02}:{:02}:{:02}", seconds / 60 % 60, seconds % 60);
    let hours = seconds / 3_600;
    if number.is_negative() {
        return NO_DAY.to_string();
    }
    match class {
        Class::Elapsed => clock(days.saturating_mul(24).saturating_add(hours)),
        Class::Time if days == 0 => clock(hours),
        Class::Day | Class::Month | Class::Time | Class::Number | Class::Percent => {
            let Some(day) = day(days, epoch) else { return NO_DAY.to_string() };
            if let (Class::Month, 0, Some(month)) = (class, seconds, day.strip_suffix("-01")) {
                return month.to_string();
            }
            let whole = seconds == 0 && class != Class::Time;
            if whole { day } else { format!("{day} {}", clock(hours)) }
        }
    }
}

fn day(days: i64, epoch: Epoch) -> Option<String> {
    // As a calendar counts that has no 29 February 1900.
    let days = match epoch {
        Epoch::Of1900 if days == 0 => return Some("1900-01-00".to_string()),
        Epoch::Of1900 if days == 60 => return Some("1900-02-29".to_string()),
        Epoch::Of1900 if days < 60 => days.checked_add(1)?,
        Epoch::Of1900 => days,
        Epoch::Of1904 => days.checked_add(DAYS_TO_1904)?,
    };
    let since_1970 = days.checked_sub(DAYS_TO_1970)?;
    (days <= LAST_DAY).then(|| Date::new(1970, 1, 1)?.add_days(since_1970)).flatten().map(|date| date.to_string())
}

/// A day or a time that is written as ISO 8601 has it, as spreadsheets write some; a midnight behind a day says nothing.
pub(super) fn iso(text: &str) -> String {
    let text = text.strip_suffix('Z').unwrap_or(text);
    match text.split_once('T') {
        Some((day, time)) if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) => day.to_string(),
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_string(),
    }
}

/// `PT12H30M00S` as `12:30:00`; anything else as it is.
pub(super) fn iso_duration(text: &str) -> String {
    let read = || {
        let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let number = |part: &str| part.parse::<u32>().ok();
        Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
    };
    read().unwrap_or_else(|| text.to_string())
}
