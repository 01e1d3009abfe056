//! Numbers: their digits, what a spreadsheet keeps of them, and what formats make of them.

use crate::data::workbook::decimal::{Decimal, Worth};
use crate::data::workbook::number_format::{Class, Epoch, built_in, class_of, day_or_time, iso, iso_duration};

fn worth(text: &str) -> String {
    match Decimal::parse(text).map(Decimal::worth) {
        None => "no number".to_string(),
        Some(Worth::Exact(number)) => number.to_text(),
        Some(Worth::Rounded(number)) => format!("about {}", number.to_text()),
        Some(Worth::Lost(number)) => format!("lost {}", number.to_text()),
    }
}

#[test]
fn fifteen_digits_are_kept() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("0.0", "0"),
        ("-12.50", "-12.5"),
        ("1200", "1200"),
        ("1.25E+3", "1250"),
        ("1E-7", "0.0000001"),
        ("123456789012345", "123456789012345"),
        ("0.123456789012345", "0.123456789012345"),
        // The texts that programs write for typed numbers.
        ("1.1000000000000001", "1.1"),
        ("0.28499999999999998", "0.285"),
        ("85.549999999999997", "85.55"),
        ("9999999.9900000002", "9999999.99"),
        ("4.0999999999999996", "4.1"),
        // Results of formulas.
        ("0.30000000000000004", "about 0.3"),
        ("0.66666666666666663", "about 0.666666666666667"),
        ("5.5511151231257827E-17", "about 0.0000000000000000555111512312578"),
        ("-99.999999999999986", "about -100"),
        ("1234567890123.4567", "about 1234567890123.46"),
        // Digits that a spreadsheet has not.
        ("1234567890123456", "lost 1234567890123456"),
        ("110101199003078888", "lost 110101199003078888"),
        ("1.10101199003078E+17", "lost 110101199003078000"),
        ("12345678901234567.89", "lost 12345678901234567.89"),
        ("1E+15", "lost 1000000000000000"),
        ("1E999", "no number"),
        ("1E-999", "no number"),
        ("1E99999999999", "no number"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("1,5", "no number"),
        ("0x10", "no number"),
        ("", "no number"),
        (".", "no number"),
        ("--1", "no number"),
    ] {
        assert_eq!(worth(text), expected, "{text}");
    }
}

#[test]
fn bits_are_the_numbers_they_stand_for() {
    for number in [0.0_f64, -0.0, 1.0, -7.25, 0.1, 1.1, 0.855, 1234.56, 1e-7, 9_007_199_254_740_991.0, 0.1 + 0.2, 1e22] {
        let read = Decimal::from_bits(number.to_bits()).unwrap().worth();
        let expected = Decimal::parse(&format!("{number:?}")).unwrap().worth();
        assert_eq!(read, expected, "{number:?}");
    }
    assert_eq!(Decimal::from_bits(f64::NAN.to_bits()), None);
    assert_eq!(Decimal::from_bits(f64::NEG_INFINITY.to_bits()), None);
}

proptest::proptest! {
    /// Digits that were typed, up to fifteen, come back as they were, however the program wrote their nearest number.
    #[test]
    fn typed_numbers_come_back(whole in 0_u64..1_000_000_000, places in 0_u64..1_000_000, width in 0_usize..7) {
        let places = format!("{places:06}");
        let typed = format!("{whole}.{}", &places[..width]);
        let number: f64 = typed.trim_end_matches('.').parse().unwrap();
        let expected = Decimal::parse(&typed).unwrap();
        proptest::prop_assert_eq!(Decimal::from_bits(number.to_bits()).unwrap().worth(), Worth::Exact(expected.clone()));
        let written = format!("{number:.16e}");
        proptest::prop_assert_eq!(Decimal::parse(&written).unwrap().worth(), Worth::Exact(expected));
    }
}

#[test]
fn formats_say_what_numbers_are() {
    for (format, class) in [
        ("General", Class::Number),
        ("0.00", Class::Number),
        ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", Class::Number),
        ("_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ", Class::Number),
        ("0\"天\"", Class::Number),
        ("#,##0.00\"days\"", Class::Number),
        ("0.00E+00", Class::Number),
        ("@", Class::Number),
        ("[$USD] 0.00", Class::Number),
        ("0%", Class::Percent),
        ("0.0%;[Red]-0.0%", Class::Percent),
        ("yyyy-mm-dd", Class::Day),
        ("m/d/yy h:mm", Class::Day),
        ("yyyy\"年\"m\"月\"d\"日\"", Class::Day),
        ("[$-804]yyyy\"年\"m\"月\";@", Class::Month),
        ("mmm-yy", Class::Month),
        ("yyyy", Class::Day),
        ("mmm", Class::Day),
        ("aaaa", Class::Day),
        ("h:mm AM/PM", Class::Time),
        ("mm:ss.0", Class::Time),
        ("[h]:mm:ss", Class::Elapsed),
        ("[mm]:ss", Class::Elapsed),
    ] {
        assert_eq!(class_of(format), class, "{format}");
    }
    for (id, class) in [
        (0, Class::Number),
        (9, Class::Percent),
        (14, Class::Day),
        (46, Class::Elapsed),
        (49, Class::Number),
        (31, Class::Day),
        (57, Class::Month),
    ] {
        assert_eq!(built_in(id), class, "{id}");
    }
}

#[test]
fn days_and_times() {
    let say = |text: &str, class: Class, epoch: Epoch| day_or_time(&Decimal::parse(text).unwrap(), class, epoch);
    for (text, class, expected) in [
        ("46053", Class::Day, "2026-01-31"),
        ("46053.5", Class::Day, "2026-01-31 12:00:00"),
        ("46053.99999999999", Class::Day, "2026-02-01"),
        ("46053.000000001", Class::Day, "2026-01-31"),
        ("1", Class::Day, "1900-01-01"),
        ("59", Class::Day, "1900-02-28"),
        ("60", Class::Day, "1900-02-29"),
        ("61", Class::Day, "1900-03-01"),
        ("0", Class::Day, "1900-01-00"),
        ("2958465", Class::Day, "9999-12-31"),
        ("2958466", Class::Day, "#####"),
        ("-1", Class::Day, "#####"),
        ("99999999999", Class::Day, "#####"),
        ("46023", Class::Month, "2026-01"),
        ("46024", Class::Month, "2026-01-02"),
        ("46023.5", Class::Month, "2026-01-01 12:00:00"),
        ("0.5", Class::Time, "12:00:00"),
        ("46053.25", Class::Time, "2026-01-31 06:00:00"),
        ("1.5", Class::Elapsed, "36:00:00"),
        ("-0.5", Class::Elapsed, "#####"),
    ] {
        assert_eq!(say(text, class, Epoch::Of1900), expected, "{text}");
    }
    assert_eq!(say("0", Class::Day, Epoch::Of1904), "1904-01-01");
    assert_eq!(say("44591", Class::Day, Epoch::Of1904), "2026-01-31");
    assert_eq!(say("2957003", Class::Day, Epoch::Of1904), "9999-12-31");
    assert_eq!(say("2957004", Class::Day, Epoch::Of1904), "#####");
}

#[test]
fn days_that_are_written_out() {
    assert_eq!(iso("2026-01-31"), "2026-01-31");
    assert_eq!(iso("2026-01-31T00:00:00.000"), "2026-01-31");
    assert_eq!(iso("2026-01-31T08:30:00Z"), "2026-01-31 08:30:00");
    assert_eq!(iso_duration("PT12H30M00S"), "12:30:00");
    assert_eq!(iso_duration("PT36H00M00.5S"), "36:00:00");
    assert_eq!(iso_duration("P1D"), "P1D");
}
