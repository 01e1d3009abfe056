//! Time zones, as far as they decide on which day something was.

use super::Date;

/// How far local clocks are ahead of UTC, always: zones that change their clocks with the seasons are not of this kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Zone(jiff::tz::Offset);

impl Zone {
    /// `UTC`, `+08:00`, `-05:30`; at most 14 hours to either side.
    pub fn parse(text: &str) -> Option<Zone> {
        if text.eq_ignore_ascii_case("utc") {
            return Some(Zone(jiff::tz::Offset::UTC));
        }
        let (sign, clock) = match text.split_at_checked(1)? {
            ("+", clock) => (1, clock),
            ("-" | "\u{2212}", clock) => (-1, clock),
            (_, _) => return None,
        };
        let (hours, minutes) = clock.split_once(':')?;
        let two = |digits: &str| {
            Some(digits).filter(|digits| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse::<i32>().ok()
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        let ahead = hours.checked_mul(60)?.checked_add(minutes).filter(|ahead| minutes < 60 && *ahead <= 14 * 60)?;
        jiff::tz::Offset::from_seconds(ahead.checked_mul(60 * sign)?).ok().map(Zone)
    }

    /// The day here at a moment that says its own zone, `2026-01-31T16:00:00.000Z`, or says none and is of this one.
    pub fn day_of(self, moment: &str) -> Option<Date> {
        let date = match moment.parse::<jiff::Timestamp>() {
            Ok(moment) => self.0.to_datetime(moment).date(),
            Err(_) => moment.parse::<jiff::civil::DateTime>().ok()?.date(),
        };
        Date::new(i32::from(date.year()), u32::from(date.month().unsigned_abs()), u32::from(date.day().unsigned_abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_moments() {
        let here = Zone::parse("+08:00").unwrap();
        let day = |moment: &str| here.day_of(moment).map(|day| day.to_string());
        assert_eq!(day("2026-01-31T15:59:59.999Z").as_deref(), Some("2026-01-31"));
        assert_eq!(day("2026-01-31T16:00:00.000Z").as_deref(), Some("2026-02-01"));
        assert_eq!(day("2026-01-31T16:00:00.000+0000").as_deref(), Some("2026-02-01"));
        assert_eq!(day("2026-02-01T00:00:00+08:00").as_deref(), Some("2026-02-01"));
        assert_eq!(day("2026-01-31 23:59:59").as_deref(), Some("2026-01-31"));
        for text in ["yesterday", "", "2026-02-30T00:00:00Z", "16:00"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn zones() {
        for text in ["UTC", "+00:00", "-05:30", "+14:00"] {
            assert!(Zone::parse(text).is_some(), "{text}");
        }
        for text in ["", "8", "+8", "+08", "+08:60", "+15:00", "Asia/Shanghai", "+0800"] {
            assert!(Zone::parse(text).is_none(), "{text}");
        }
    }
}
