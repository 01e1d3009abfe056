//! The calendars that come with Merit.

use super::{Calendar, Weekday};
use crate::value::Date;

/// What the bundled calendars are called, in English and in Chinese.
pub const BUNDLED: [(&str, &str); 2] = [("China", "中国"), ("weekends", "双休")];

const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// A month and a day.
type MonthDay = (u32, u32);

/// Mainland China as the State Council announced it: the year, the first and the last day off.
const CHINA_OFF: &[(i32, MonthDay, MonthDay)] = &[
    (2025, (1, 1), (1, 1)),
    (2025, (1, 28), (2, 4)),
    (2025, (4, 4), (4, 6)),
    (2025, (5, 1), (5, 5)),
    (2025, (5, 31), (6, 2)),
    (2025, (10, 1), (10, 8)),
    (2026, (1, 1), (1, 3)),
    (2026, (2, 15), (2, 23)),
    (2026, (4, 4), (4, 6)),
    (2026, (5, 1), (5, 5)),
    (2026, (6, 19), (6, 21)),
    (2026, (9, 25), (9, 27)),
    (2026, (10, 1), (10, 7)),
];

/// Its make-up workdays.
const CHINA_WORKED: &[(i32, u32, u32)] = &[
    (2025, 1, 26),
    (2025, 2, 8),
    (2025, 4, 27),
    (2025, 9, 28),
    (2025, 10, 11),
    (2026, 1, 4),
    (2026, 2, 14),
    (2026, 2, 28),
    (2026, 5, 9),
    (2026, 9, 20),
    (2026, 10, 10),
];

/// The bundled calendar of that name, in either language. It is called as it was asked for.
pub fn bundled(name: &str) -> Option<Calendar> {
    let at = BUNDLED.iter().position(|(en, zh)| name.eq_ignore_ascii_case(en) || name == *zh)?;
    let day = |year: i32, month: u32, day: u32| Date::new(year, month, day);
    Some(match at {
        0 => Calendar::new(
            name,
            (day(2025, 1, 1)?, day(2026, 12, 31)?),
            &WEEKEND,
            CHINA_OFF.iter().filter_map(|(year, from, to)| Some((day(*year, from.0, from.1)?, day(*year, to.0, to.1)?))),
            CHINA_WORKED.iter().filter_map(|(year, month, date)| day(*year, *month, *date)),
        ),
        _ => Calendar::new(name, (Date::MIN, Date::MAX), &WEEKEND, [], []),
    })
}
