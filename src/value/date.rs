//! Civil dates.

/// A calendar day. There is no clock and no time zone in a policy.
///
/// From 0001-01-01 to 9999-12-31, in the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Date(jiff::civil::Date);

/// What a clause says about a month that lacks the day (31 January plus one month).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum MissingDay {
    /// The month's last day.
    LastDay,
    /// The first day of the month after.
    NextDay,
}

const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);
const HOURS_OF_A_DAY: i64 = 24;

impl Date {
    /// 0001-01-01.
    pub const MIN: Date = Date(jiff::civil::Date::constant(1, 1, 1));
    /// 9999-12-31.
    pub const MAX: Date = Date(jiff::civil::Date::constant(9999, 12, 31));

    /// The day, `None` where the calendar has none such, or the year is not 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let date = jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        date.ok().and_then(Date::in_range)
    }

    /// Strict `2026-01-31`.
    pub fn parse(text: &str) -> Option<Date> {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let number = |digits: &[u8]| digits.iter().try_fold(0_u32, |value, &byte| Some(value * 10 + digit(byte)?));
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        if year.len() != 4 {
            return None;
        }
        Date::new(i32::try_from(number(year)?).ok()?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
    }

    /// 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(self.0.month().unsigned_abs())
    }

    /// 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.0.day().unsigned_abs())
    }

    /// How many days its month has.
    pub fn days_in_month(self) -> u32 {
        u32::from(self.0.days_in_month().unsigned_abs())
    }

    /// Days since 1970-01-01.
    pub fn days_since_epoch(self) -> i64 {
        self.0.duration_since(EPOCH).as_hours() / HOURS_OF_A_DAY
    }

    /// The day so many days later (earlier where negative), `None` where it is out of range.
    pub fn add_days(self, days: i64) -> Option<Date> {
        let seconds = days.checked_mul(HOURS_OF_A_DAY * 3_600)?;
        self.0.checked_add(jiff::SignedDuration::from_secs(seconds)).ok().and_then(Date::in_range)
    }

    /// `None` where the month lacks the day and `missing` does not say what then, or out of range.
    pub fn add_months(self, months: i64, missing: Option<MissingDay>) -> Option<Date> {
        let month = self.months_since_year_zero().checked_add(months)?;
        let first = Date::first_of_month(month)?;
        if self.day() <= first.days_in_month() {
            return Date::new(first.year(), first.month(), self.day());
        }
        match missing? {
            MissingDay::LastDay => Some(first.last_of_month()),
            MissingDay::NextDay => first.last_of_month().add_days(1),
        }
    }

    /// other − self in days.
    pub fn days_until(self, other: Date) -> i64 {
        other.0.duration_since(self.0).as_hours() / HOURS_OF_A_DAY
    }

    /// The last day of its month.
    pub fn last_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }

    /// Months since January of the year 0.
    fn months_since_year_zero(self) -> i64 {
        i64::from(self.year()) * 12 + i64::from(self.month()) - 1
    }

    fn first_of_month(months_since_year_zero: i64) -> Option<Date> {
        let year = i32::try_from(months_since_year_zero.div_euclid(12)).ok()?;
        let month = u32::try_from(months_since_year_zero.rem_euclid(12)).ok()? + 1;
        Date::new(year, month, 1)
    }

    fn in_range(date: jiff::civil::Date) -> Option<Date> {
        (1..=9999).contains(&date.year()).then_some(Date(date))
    }
}

/// `2026-01-31`.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn reading_is_strict() {
        assert_eq!(d("2026-01-31").to_string(), "2026-01-31");
        assert_eq!(d("0001-01-01"), Date::MIN);
        assert_eq!(d("9999-12-31"), Date::MAX);
        for text in [
            "",
            "2026-1-31",
            "2026-01-32",
            "2026-02-29",
            "2026/01/31",
            "02026-01-31",
            "+2026-01-31",
            "-2026-01-31",
            "0000-01-01",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            " 2026-01-31",
            "2026-01-31 ",
            "20260131",
            "2026-01-31T00:00",
            "２０２６-01-31",
            "2026-+1-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(40_000, 1, 1).is_none() && Date::new(2024, 300, 1).is_none() && Date::new(-5, 1, 1).is_none());
    }

    #[test]
    fn days() {
        assert_eq!(d("1970-01-01").days_since_epoch(), 0);
        assert_eq!(d("2000-03-01").days_since_epoch(), 11_017);
        assert_eq!(d("1969-12-31").days_since_epoch(), -1);
        assert_eq!(d("0001-01-01").days_since_epoch(), -719_162);
        assert_eq!(d("2026-02-28").add_days(1), Some(d("2026-03-01")));
        assert_eq!(d("2024-03-01").add_days(-1), Some(d("2024-02-29")));
        assert_eq!(
            (Date::MAX.add_days(1), Date::MIN.add_days(-1), Date::MIN.add_days(i64::MAX), Date::MIN.add_days(1 << 40)),
            (None, None, None, None)
        );
        assert_eq!(d("2026-01-01").days_until(d("2027-01-01")), 365);
        assert_eq!(d("2027-01-01").days_until(d("2026-01-01")), -365);
    }

    #[test]
    fn months() {
        let january = d("2026-01-31");
        assert_eq!(january.add_months(1, None), None);
        assert_eq!(january.add_months(1, Some(MissingDay::LastDay)), Some(d("2026-02-28")));
        assert_eq!(january.add_months(1, Some(MissingDay::NextDay)), Some(d("2026-03-01")));
        assert_eq!(january.add_months(2, None), Some(d("2026-03-31")));
        assert_eq!(january.add_months(-2, Some(MissingDay::LastDay)), Some(d("2025-11-30")));
        assert_eq!(d("2024-02-29").add_months(12, Some(MissingDay::NextDay)), Some(d("2025-03-01")));
        assert_eq!(d("2026-05-15").add_months(-5, None), Some(d("2025-12-15")));
        assert_eq!(
            (Date::MAX.add_months(1, None), Date::MAX.add_months(i64::MAX, None), Date::MIN.add_months(-1, None)),
            (None, None, None)
        );
    }

    proptest! {
        #[test]
        fn days_go_round(start in -719_162_i64..2_932_896, days in -400_000_i64..400_000) {
            let date = d("1970-01-01").add_days(start).unwrap();
            prop_assert_eq!(date.days_since_epoch(), start);
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
            if let Some(other) = date.add_days(days) {
                prop_assert_eq!(date.days_until(other), days);
                prop_assert_eq!(date.cmp(&other), 0.cmp(&days));
            }
        }
    }
}
