//! Periods a policy is evaluated for: months, quarters, half years, years.

use super::Date;

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum PeriodKind {
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl PeriodKind {
    /// How many calendar months it has.
    pub fn months(self) -> u32 {
        match self {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::HalfYear => 6,
            PeriodKind::Year => 12,
        }
    }
}

/// One period: `2026-03`, `2026-Q1`, `2026-H1`, `2026`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Period {
    pub kind: PeriodKind,
    pub year: i32,
    /// From 1; 1 for a year.
    pub index: u32,
}

impl Period {
    /// The period, `None` where the year is not 1 to 9999 or has no such index.
    pub fn new(kind: PeriodKind, year: i32, index: u32) -> Option<Period> {
        let exists = (1..=9999).contains(&year) && (1..=12 / kind.months()).contains(&index);
        exists.then_some(Period { kind, year, index })
    }

    /// The period of that kind which the day is in.
    pub fn containing(kind: PeriodKind, date: Date) -> Period {
        Period { kind, year: date.year(), index: (date.month() - 1) / kind.months() + 1 }
    }

    /// The strict forms of the command line and the policy: `2026-03`, `2026-Q1`, `2026-H1`, `2026`.
    pub fn parse(text: &str) -> Option<Period> {
        let (year, rest) = split_year(text)?;
        match rest.as_bytes() {
            [] => Period::new(PeriodKind::Year, year, 1),
            [b'-', b'Q', digit @ b'1'..=b'9'] => Period::new(PeriodKind::Quarter, year, u32::from(digit - b'0')),
            [b'-', b'H', digit @ b'1'..=b'9'] => Period::new(PeriodKind::HalfYear, year, u32::from(digit - b'0')),
            [b'-', tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                Period::new(PeriodKind::Month, year, u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
            }
            _ => None,
        }
    }

    /// The forms a data column may use besides: `2026Q1`, `2026年第一季度`, `2026年1季度`, `2026年3月`, `2026-3`, `2026/03`, `2026年上半年`, `2026年`, full-width digits; never without the year.
    pub fn parse_loose(text: &str) -> Option<Period> {
        let text: String = text.chars().map(narrow).collect();
        if let Some(period) = Period::parse(&text) {
            return Some(period);
        }
        let (year, rest) = split_year(&text)?;
        match rest.strip_prefix('年') {
            Some(rest) => chinese(year, rest),
            None if rest.starts_with(['Q', 'H']) => Period::parse(&format!("{year:04}-{rest}")),
            // 2026-3, 2026/03: a month, as spreadsheets show it.
            None => {
                let month = rest.strip_prefix(['-', '/'])?;
                let digits = (1..=2).contains(&month.len()) && month.bytes().all(|byte| byte.is_ascii_digit());
                if digits { Period::new(PeriodKind::Month, year, month.parse().ok()?) } else { None }
            }
        }
    }

    /// The first day.
    pub fn start(self) -> Date {
        Date::new(self.year, self.first_month(), 1).unwrap_or(Date::MIN)
    }

    /// The last day, inside the period.
    pub fn end(self) -> Date {
        let last_month = self.first_month() + self.kind.months() - 1;
        Date::new(self.year, last_month, 1).map_or(Date::MAX, Date::last_of_month)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        self.start().days_until(self.end()) + 1
    }

    /// Whether the day lies in it, its first and its last day included.
    pub fn contains(self, date: Date) -> bool {
        self.start() <= date && date <= self.end()
    }

    /// The period of its kind just before, `None` before the year 1.
    pub fn previous(self) -> Option<Period> {
        self.start().add_days(-1).map(|date| Period::containing(self.kind, date))
    }

    /// The period of its kind just after, `None` past the year 9999.
    pub fn next(self) -> Option<Period> {
        self.end().add_days(1).map(|date| Period::containing(self.kind, date))
    }

    /// The month it starts in; an index that its kind does not have is taken as the nearest one.
    fn first_month(self) -> u32 {
        let months = self.kind.months();
        (self.index.clamp(1, 12 / months) - 1) * months + 1
    }
}

/// The four ASCII digits at the beginning, and the rest.
fn split_year(text: &str) -> Option<(i32, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((year.parse().ok()?, rest))
}

/// What stands after the `年`.
fn chinese(year: i32, text: &str) -> Option<Period> {
    match text {
        "" => return Period::new(PeriodKind::Year, year, 1),
        "上半年" => return Period::new(PeriodKind::HalfYear, year, 1),
        "下半年" => return Period::new(PeriodKind::HalfYear, year, 2),
        _ => {}
    }
    if let Some(number) = text.strip_suffix("季度") {
        return Period::new(PeriodKind::Quarter, year, numeral(number.strip_prefix('第').unwrap_or(number))?);
    }
    Period::new(PeriodKind::Month, year, numeral(text.strip_suffix("月份").or_else(|| text.strip_suffix('月'))?)?)
}

/// `3`, `03` or `三`, up to twelve.
fn numeral(text: &str) -> Option<u32> {
    const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    if let Some(at) = NUMERALS.iter().position(|&numeral| numeral == text) {
        return u32::try_from(at).ok().map(|at| at + 1);
    }
    if text.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Full-width digits, letters and hyphens as ASCII; `q` and `h` as capitals.
fn narrow(character: char) -> char {
    let ascii = match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    ascii.to_ascii_uppercase()
}

/// The strict form: `2026-03`, `2026-Q1`, `2026-H1`, `2026`.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            PeriodKind::Month => write!(f, "{:04}-{:02}", self.year, self.index),
            PeriodKind::Quarter => write!(f, "{:04}-Q{}", self.year, self.index),
            PeriodKind::HalfYear => write!(f, "{:04}-H{}", self.year, self.index),
            PeriodKind::Year => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn strict_forms() {
        for (text, start, end, days) in [
            ("2026-03", "2026-03-01", "2026-03-31", 31),
            ("2024-02", "2024-02-01", "2024-02-29", 29),
            ("2026-Q1", "2026-01-01", "2026-03-31", 90),
            ("2026-Q4", "2026-10-01", "2026-12-31", 92),
            ("2026-H2", "2026-07-01", "2026-12-31", 184),
            ("2024", "2024-01-01", "2024-12-31", 366),
            ("9999-12", "9999-12-01", "9999-12-31", 31),
        ] {
            let period = p(text);
            assert_eq!((period.start().to_string(), period.end().to_string(), period.days()), (start.into(), end.into(), days));
            assert_eq!(period.to_string(), text);
            assert_eq!(Period::parse_loose(text), Some(period));
            assert!(period.contains(period.start()) && period.contains(period.end()));
            assert!(period.end().add_days(1).is_none_or(|after| !period.contains(after)));
        }
        for text in [
            "",
            "26",
            "2026-",
            "2026-3",
            "2026-13",
            "2026-00",
            "2026-Q5",
            "2026-Q0",
            "2026-H3",
            "2026Q1",
            "2026-q1",
            "2026-Q01",
            "0000",
            "2026-03-01",
            " 2026",
            "年年",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn loose_forms() {
        for (text, strict) in [
            ("2026Q1", "2026-Q1"),
            ("2026q1", "2026-Q1"),
            ("2026H2", "2026-H2"),
            ("2026年第一季度", "2026-Q1"),
            ("2026年四季度", "2026-Q4"),
            ("2026年1季度", "2026-Q1"),
            ("2026年第2季度", "2026-Q2"),
            ("2026年3月", "2026-03"),
            ("2026年03月", "2026-03"),
            ("2026年12月份", "2026-12"),
            ("2026年十一月", "2026-11"),
            ("2026年上半年", "2026-H1"),
            ("2026年下半年", "2026-H2"),
            ("2026年", "2026"),
            ("２０２６年３月", "2026-03"),
            ("２０２６Ｑ１", "2026-Q1"),
            ("２０２６－０３", "2026-03"),
        ] {
            assert_eq!(Period::parse_loose(text), Some(p(strict)), "{text}");
        }
        for text in [
            "Q1",
            "3月",
            "第一季度",
            "上半年",
            "26年3月",
            "2026年13月",
            "2026年第五季度",
            "2026年+3月",
            "2026年月",
            "2026年第季度",
            "202603",
            "2026年3",
            "2026 Q1",
            "2026-年",
        ] {
            assert_eq!(Period::parse_loose(text), None, "{text}");
        }
    }

    #[test]
    fn neighbours() {
        assert_eq!(p("2026-Q1").previous(), Some(p("2025-Q4")));
        assert_eq!(p("2026-12").next(), Some(p("2027-01")));
        assert_eq!(p("2026-H1").next(), Some(p("2026-H2")));
        assert_eq!((p("9999").next(), p("0001").previous()), (None, None));
        let day = Date::new(2026, 8, 31).unwrap();
        for (kind, text) in [
            (PeriodKind::Month, "2026-08"),
            (PeriodKind::Quarter, "2026-Q3"),
            (PeriodKind::HalfYear, "2026-H2"),
            (PeriodKind::Year, "2026"),
        ] {
            assert_eq!(Period::containing(kind, day), p(text));
        }
    }

    #[test]
    fn odd_fields_do_not_panic() {
        let odd = Period { kind: PeriodKind::Quarter, year: 2026, index: u32::MAX };
        assert_eq!(odd.start().to_string(), "2026-10-01");
        let odd = Period { kind: PeriodKind::Year, year: i32::MAX, index: 0 };
        assert!(odd.start() <= odd.end());
    }
}
