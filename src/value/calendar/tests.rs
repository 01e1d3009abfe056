use proptest::prelude::*;

use super::*;

fn d(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn china() -> Calendar {
    bundled("China").unwrap()
}

#[test]
fn the_working_days_of_china() {
    for (from, to, worked) in [
        ("2025-01-01", "2025-12-31", 248),
        ("2026-01-01", "2026-12-31", 248),
        ("2026-01-01", "2026-03-31", 59),
        ("2026-02-01", "2026-02-28", 16),
        ("2026-02-15", "2026-02-23", 0),
        ("2026-02-14", "2026-02-14", 1),
        ("2026-03-31", "2026-03-01", 0),
    ] {
        assert_eq!(china().worked(d(from), d(to)), Ok(worked), "{from} to {to}");
        assert_eq!(china().days(d(from), d(to)).map(|days| days.worked()), Ok(worked), "{from} to {to}");
    }
    for (date, worked) in [("2026-01-04", true), ("2026-01-03", false), ("2026-02-28", true), ("2026-03-01", false), ("2026-03-02", true)] {
        assert_eq!(china().working_day(d(date)), Ok(worked), "{date}");
    }
    assert_eq!(bundled("中国").map(|calendar| calendar.covers()), Some(china().covers()));
    assert_eq!(bundled("Chine"), None);
}

#[test]
fn days_after_a_day() {
    for (from, count, to) in [
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-02-12", 0, "2026-02-12"),
        ("2026-02-15", 0, "2026-02-15"),
        ("2026-02-15", 1, "2026-02-24"),
        ("2026-02-26", -5, "2026-02-12"),
        ("2026-02-24", -1, "2026-02-14"),
        ("2026-02-20", -1, "2026-02-14"),
        ("2025-01-02", -1, "out"),
        ("2025-01-01", 248, "2025-12-31"),
        ("2026-12-31", 1, "out"),
    ] {
        let found = china().after(d(from), count).map_or("out".to_owned(), |date| date.to_string());
        assert_eq!(found, to, "{count} after {from}");
    }
    let rolled = |date: &str| china().rolled(d(date)).map(|date| date.to_string());
    assert_eq!(rolled("2026-02-15").as_deref(), Ok("2026-02-24"));
    assert_eq!(rolled("2026-02-14").as_deref(), Ok("2026-02-14"));
}

#[test]
fn where_a_calendar_ends() {
    let outside = china().between(d("2026-12-01"), d("2027-01-04")).unwrap_err();
    assert_eq!((outside.date, outside.first, outside.last), (Some(d("2027-01-04")), d("2025-01-01"), d("2026-12-31")));
    assert_eq!(outside.calendar, "China");
    assert_eq!(china().after(d("2026-12-30"), 5).unwrap_err().date, None);
    assert_eq!(china().working_day(d("2024-12-31")).unwrap_err().date, Some(d("2024-12-31")));
    // A calendar may end on days off: there is no next working day.
    let short = Calendar::new("short", (d("2026-01-01"), d("2026-01-03")), &[], [(d("2026-01-03"), d("2026-01-09"))], []);
    assert!(short.rolled(d("2026-01-03")).is_err());
    assert_eq!(short.worked(d("2026-01-01"), d("2026-01-03")), Ok(2));
}

#[test]
fn what_the_days_are() {
    let days = china().days(d("2026-01-01"), d("2026-03-31")).unwrap();
    assert_eq!((days.all, days.weekend, days.off.len(), days.make_up.len()), (90, 26, 8, 3));
    let alone = china().days(d("2026-01-04"), d("2026-01-04")).unwrap();
    assert_eq!((alone.all, alone.weekend, alone.off.len(), alone.make_up), (1, 1, 0, vec![d("2026-01-04")]));
    let weekends = bundled("weekends").unwrap();
    assert_eq!(weekends.worked(d("2026-03-01"), d("2026-03-31")), Ok(22));
    assert_eq!(weekends.worked(Date::MIN, Date::MAX).map(|worked| worked > 0), Ok(true));
}

proptest! {
    /// What is counted by weeks is what is counted day by day.
    #[test]
    fn counting_is_walking(start in 0_i64..729, length in 0_i64..400, count in -120_i64..120) {
        let (first, last) = china().covers();
        let from = first.add_days(start).unwrap();
        let to = from.add_days(length).unwrap().min(last);
        let worked = |date: Date| china().working_day(date).unwrap();
        let walked = days(from, to).filter(|date| worked(*date)).count();
        prop_assert_eq!(china().worked(from, to), Ok(i64::try_from(walked).unwrap()));
        prop_assert_eq!(china().days(from, to).map(|days| days.worked()), china().worked(from, to));
        let between = china().between(from, to).unwrap();
        prop_assert_eq!(between, china().worked(from, to).unwrap() - i64::from(worked(from)));
        prop_assert_eq!(china().between(to, from), Ok(-between));
        if let Ok(after) = china().after(from, count) {
            // Of both ends only the one that is counted from is left out.
            let (low, high) = (from.min(after), from.max(after));
            let passed = days(low, high).filter(|date| *date != from && worked(*date)).count();
            prop_assert_eq!(i64::try_from(passed).unwrap(), count.abs());
            prop_assert!(count == 0 || worked(after));
        }
    }
}
