//! Working days, looked at one day after the other.

use merit::syntax::ast::{self, Item, Working};
use merit::value::Date;
use merit::value::calendar::Weekday;

use super::value::{Unit, V, int};
use super::{Place, World, value::R};

/// A calendar as a table of days: what is off, what is worked, from when to when.
struct Days {
    first: Date,
    last: Date,
    weekend: Vec<Weekday>,
    off: Vec<(Date, Date)>,
    worked: Vec<(Date, Date)>,
}

/// The days off of mainland China, and its make-up workdays.
const CHINA_OFF: &[(&str, &str)] = &[
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
];
const CHINA_WORKED: &[&str] = &[
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
];

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

impl Days {
    fn bundled(name: &str) -> Days {
        let weekend = vec![Weekday::Saturday, Weekday::Sunday];
        match name {
            "China" | "中国" => Days {
                first: day("2025-01-01"),
                last: day("2026-12-31"),
                weekend,
                off: CHINA_OFF.iter().map(|(from, to)| (day(from), day(to))).collect(),
                worked: CHINA_WORKED.iter().map(|date| (day(date), day(date))).collect(),
            },
            _ => Days { first: Date::MIN, last: Date::MAX, weekend, off: Vec::new(), worked: Vec::new() },
        }
    }

    fn of(clause: &ast::Calendar) -> Days {
        let spans = |spans: &[ast::DaySpan]| spans.iter().map(|days| (days.from, days.to)).collect::<Vec<(Date, Date)>>();
        let covers = clause.covers.expect("a generated calendar says what it covers");
        Days {
            first: covers.from,
            last: covers.to,
            weekend: clause.weekend.iter().flatten().map(|(day, _)| *day).collect(),
            off: spans(&clause.holidays),
            worked: spans(&clause.workdays),
        }
    }

    fn is_worked(&self, date: Date) -> Result<bool, &'static str> {
        if date < self.first || self.last < date {
            return Err("E560");
        }
        let named = |spans: &[(Date, Date)]| spans.iter().any(|(from, to)| *from <= date && date <= *to);
        // 1970-01-01 was a Thursday.
        let weekday = Weekday::ALL[usize::try_from((date.days_since_epoch() + 3).rem_euclid(7)).expect("a weekday")];
        Ok(named(&self.worked) || !named(&self.off) && !self.weekend.contains(&weekday))
    }

    /// How many of the days from one to another, both in, are worked.
    fn count(&self, from: Date, to: Date) -> Result<i64, &'static str> {
        let mut date = from;
        let mut count = 0;
        while date <= to {
            count += i64::from(self.is_worked(date)?);
            date = date.add_days(1).ok_or("E560")?;
        }
        Ok(count)
    }

    /// Day after day in one direction, until so many of them were worked.
    fn walk(&self, from: Date, step: i64, wanted: i64) -> Result<Date, &'static str> {
        let mut date = from;
        let mut left = wanted;
        while left > 0 {
            date = date.add_days(step).ok_or("E560")?;
            left -= i64::from(self.is_worked(date)?);
        }
        Ok(date)
    }
}

impl World<'_> {
    fn calendar(&self) -> Days {
        let own = self.items.iter().find_map(|item| if let Item::Calendar(own) = item { Some(own) } else { None });
        match (&self.header.calendar, own) {
            (Some(named), Some(own)) if named.text == own.name.text => Days::of(own),
            (Some(named), _) => Days::bundled(&named.text),
            (None, own) => Days::of(own.expect("working days need a calendar")),
        }
    }

    /// The working days of the period on which somebody was there.
    pub fn worked(&self, from: Date, to: Date) -> R {
        let (from, to) = (from.max(self.period.start()), to.min(self.period.end()));
        Ok(V::Num(int(self.calendar().count(from, to)?), Unit::Days))
    }

    pub fn working(&self, working: &Working, place: &Place) -> R {
        let Some(dates) = self.all(&working.parts(), place)? else { return Ok(V::Missing) };
        let dates: Vec<Date> =
            dates.iter().map(|value| if let V::Date(date) = value { *date } else { panic!("{value:?} is no date") }).collect();
        let calendar = self.calendar();
        for date in &dates {
            calendar.is_worked(*date)?;
        }
        Ok(match (working, dates.as_slice()) {
            (Working::Between { .. }, [from, to]) => {
                let next = |date: &Date| date.add_days(1).expect("a day after");
                let count = if from <= to { calendar.count(next(from), *to)? } else { -calendar.count(next(to), *from)? };
                V::Num(int(count), Unit::Days)
            }
            (Working::Rolling(_), [date]) => V::Date(if calendar.is_worked(*date)? { *date } else { calendar.walk(*date, 1, 1)? }),
            (_, _) => panic!("working days stand behind a date"),
        })
    }

    /// A date and so many working days.
    pub fn add_working_days(&self, date: Date, count: i64) -> R {
        let calendar = self.calendar();
        calendar.is_worked(date)?;
        Ok(V::Date(calendar.walk(date, count.signum(), count.abs())?))
    }
}
