//! Calendars: which days are worked, counted and stepped over.
//!
//! A calendar has its weekend, its holidays and its make-up workdays, and it ends somewhere: what lies outside of the days it covers is
//! an [`Outside`] and never a guess. Counting takes no walk over the days: weekdays are counted by whole weeks, and the few days that
//! differ from their weekday are looked up.

mod bundled;
#[cfg(test)]
mod tests;

use super::Date;

pub use bundled::{BUNDLED, bundled};

/// A day of the week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The days of a week, in order.
    pub const ALL: [Weekday; 7] =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday, Weekday::Sunday];

    /// The day of the week of a date.
    pub fn of(date: Date) -> Weekday {
        // 1970-01-01 was a Thursday.
        let since_monday = date.days_since_epoch().saturating_add(3).rem_euclid(7);
        Weekday::ALL.into_iter().nth(usize::try_from(since_monday).unwrap_or(0)).unwrap_or(Weekday::Monday)
    }
}

/// Which days are worked, from a first day to a last one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calendar {
    name: String,
    first: Date,
    last: Date,
    weekend: Vec<Weekday>,
    /// The days that differ from what their weekday says, in order: a holiday during the week, a make-up workday on a weekend.
    odd: Vec<Odd>,
}

/// A day that is not what its weekday says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Odd {
    date: Date,
    is: Turned,
    /// How many days more are worked up to and with this one than the weekdays say; below zero where there are fewer.
    more: i64,
}

/// What a day is instead of what its weekday says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turned {
    Off,
    Worked,
}

/// A day, or a count of days, that the calendar does not reach.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outside {
    /// The calendar.
    pub calendar: String,
    /// The first day it covers.
    pub first: Date,
    /// The last day it covers.
    pub last: Date,
    /// The day that lies outside; absent where the day that was looked for lies beyond an end.
    pub date: Option<Date>,
}

/// What the days from one day to another are, both in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Days {
    /// All of them.
    pub all: i64,
    /// Those on the weekend, make-up workdays among them.
    pub weekend: i64,
    /// Days of the week that are off.
    pub off: Vec<Date>,
    /// Days of the weekend that are worked.
    pub make_up: Vec<Date>,
}

impl Days {
    /// How many of them are worked.
    pub fn worked(&self) -> i64 {
        let count = |days: &[Date]| i64::try_from(days.len()).unwrap_or(i64::MAX);
        self.all.saturating_sub(self.weekend).saturating_sub(count(&self.off)).saturating_add(count(&self.make_up))
    }
}

impl Calendar {
    /// A calendar of the days from `first` to `last`. A day in `holidays` is off, one in `workdays` is worked, whatever its weekday; a
    /// day in both is worked. Days outside of what the calendar covers count for nothing.
    pub fn new(
        name: &str,
        (first, last): (Date, Date),
        weekend: &[Weekday],
        holidays: impl IntoIterator<Item = (Date, Date)>,
        workdays: impl IntoIterator<Item = Date>,
    ) -> Calendar {
        let is_weekend = |date: &Date| weekend.contains(&Weekday::of(*date));
        let worked: Vec<Date> = workdays.into_iter().filter(is_weekend).collect();
        let off = holidays.into_iter().flat_map(|(from, to)| days(from.max(first), to.min(last)));
        let off = off.filter(|date| !is_weekend(date)).map(|date| (date, Turned::Off));
        let within = |date: &Date| first <= *date && *date <= last;
        let mut turned: Vec<(Date, Turned)> = worked.into_iter().filter(within).map(|date| (date, Turned::Worked)).collect();
        turned.extend(off);
        turned.sort_by_key(|(date, _)| *date);
        turned.dedup_by_key(|(date, _)| *date);
        let mut more: i64 = 0;
        let odd = turned.into_iter().map(|(date, is)| {
            more = match is {
                Turned::Off => more.saturating_sub(1),
                Turned::Worked => more.saturating_add(1),
            };
            Odd { date, is, more }
        });
        let odd = odd.collect();
        Calendar { name: name.to_owned(), first, last, weekend: weekend.to_vec(), odd }
    }

    /// What its author or the law calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its days told in one line, whatever it is called: calendars that are told alike count alike.
    pub fn told(&self) -> String {
        let mut weekend = self.weekend.clone();
        weekend.sort_unstable();
        format!("{} {} {weekend:?} {:?}", self.first, self.last, self.odd)
    }

    /// The first and the last day it covers.
    pub fn covers(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Whether a day is worked.
    pub fn working_day(&self, date: Date) -> Result<bool, Outside> {
        self.inside(date)?;
        Ok(self.is_worked(date))
    }

    /// How many working days lie after `from`, up to and with `to`; below zero where `to` is the earlier one. As with any difference,
    /// the days from a to b and those from b to c are together those from a to c.
    pub fn between(&self, from: Date, to: Date) -> Result<i64, Outside> {
        self.inside(from)?;
        self.inside(to)?;
        Ok(self.up_to(to).saturating_sub(self.up_to(from)))
    }

    /// The day on which `count` working days have passed: the day itself is not counted. A negative count goes back, none at all stays.
    pub fn after(&self, date: Date, count: i64) -> Result<Date, Outside> {
        self.inside(date)?;
        let number = match count {
            0 => return Ok(date),
            1.. => self.up_to(date).saturating_add(count),
            // The working days before the date are those up to the day before.
            _ => self.before(date).saturating_add(count).saturating_add(1),
        };
        self.numbered(number).ok_or_else(|| self.outside(None))
    }

    /// The day itself where it is worked, else the next one that is.
    pub fn rolled(&self, date: Date) -> Result<Date, Outside> {
        self.inside(date)?;
        if self.is_worked(date) {
            return Ok(date);
        }
        self.numbered(self.up_to(date).saturating_add(1)).ok_or_else(|| self.outside(None))
    }

    /// How many days from `from` to `to`, both in, are worked; none where `to` is the earlier one.
    pub fn worked(&self, from: Date, to: Date) -> Result<i64, Outside> {
        if to < from {
            return Ok(0);
        }
        self.inside(from)?;
        self.inside(to)?;
        Ok(self.up_to(to).saturating_sub(self.before(from)))
    }

    /// What the days from `from` to `to`, both in, are.
    pub fn days(&self, from: Date, to: Date) -> Result<Days, Outside> {
        if to < from {
            return Ok(Days::default());
        }
        self.inside(from)?;
        self.inside(to)?;
        let odd = || self.odd.iter().filter(|odd| from <= odd.date && odd.date <= to);
        let turned = |is: Turned| odd().filter(|odd| odd.is == is).map(|odd| odd.date).collect();
        let all = from.days_until(to).saturating_add(1);
        let on_weekdays = self.weekdays_up_to(to).saturating_sub(self.weekdays_up_to(from));
        let on_weekdays = if self.weekend.contains(&Weekday::of(from)) { on_weekdays } else { on_weekdays.saturating_add(1) };
        Ok(Days { all, weekend: all.saturating_sub(on_weekdays), off: turned(Turned::Off), make_up: turned(Turned::Worked) })
    }

    fn inside(&self, date: Date) -> Result<(), Outside> {
        if self.first <= date && date <= self.last { Ok(()) } else { Err(self.outside(Some(date))) }
    }

    fn outside(&self, date: Option<Date>) -> Outside {
        Outside { calendar: self.name.clone(), first: self.first, last: self.last, date }
    }

    fn is_worked(&self, date: Date) -> bool {
        match self.odd.binary_search_by_key(&date, |odd| odd.date) {
            Ok(at) => self.odd.get(at).is_some_and(|odd| odd.is == Turned::Worked),
            Err(_) => !self.weekend.contains(&Weekday::of(date)),
        }
    }

    /// How many working days there are up to and with a day, counted from somewhere long ago.
    fn up_to(&self, date: Date) -> i64 {
        let at = self.odd.partition_point(|odd| odd.date <= date);
        let more = at.checked_sub(1).and_then(|at| self.odd.get(at)).map_or(0, |odd| odd.more);
        self.weekdays_up_to(date).saturating_add(more)
    }

    fn before(&self, date: Date) -> i64 {
        self.up_to(date).saturating_sub(i64::from(self.is_worked(date)))
    }

    /// How many days up to and with a day are no weekend.
    fn weekdays_up_to(&self, date: Date) -> i64 {
        // Weeks begin with the Monday before 1970-01-01.
        let days = date.days_since_epoch().saturating_add(3);
        let (weeks, day) = (days.div_euclid(7), days.rem_euclid(7));
        let on = |days: i64| {
            let count = Weekday::ALL.iter().zip(0_i64..).filter(|(weekday, at)| *at < days && !self.weekend.contains(weekday)).count();
            i64::try_from(count).unwrap_or(0)
        };
        weeks.saturating_mul(on(7)).saturating_add(on(day.saturating_add(1)))
    }

    /// The working day of that number, `None` where the calendar does not cover it.
    fn numbered(&self, number: i64) -> Option<Date> {
        let (mut low, mut high) = (0, self.first.days_until(self.last));
        if number <= self.before(self.first) || number > self.up_to(self.last) {
            return None;
        }
        while low < high {
            let middle = low.saturating_add(high).div_euclid(2);
            if self.up_to(self.first.add_days(middle)?) < number {
                low = middle.saturating_add(1);
            } else {
                high = middle;
            }
        }
        self.first.add_days(low)
    }
}

/// The days from one to another, both in.
fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |date| date.add_days(1)).take_while(move |date| *date <= to)
}
