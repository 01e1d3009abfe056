//! Cells: what is read, and what is refused with which words.

use super::plans::{Col, PRODUCT, col, one_column, only, run, slot};
use crate::data::cell;
use crate::engine::table::Slot;
use crate::plan::ir::Body;
use crate::syntax::ast::CellUnit;
use crate::value::{Date, Number, Type, Value};

#[track_caller]
fn reads(column: Col, text: &str, expected: &str) {
    let plan = one_column(column);
    let Body::Column(column) = &plan.defs[1].body else { panic!() };
    let expected = Number::parse_exact(expected).unwrap();
    assert_eq!(cell(text, plan.defs[1].ty, column, &plan), Ok(Some(Value::Number(expected))), "{text}");
}

/// The cell is refused under the code, and each word stands in the English message, label or help.
#[track_caller]
fn refuses(column: Col, text: &str, code: &str, words: &[&str]) {
    let plan = one_column(column);
    let quoted = text.replace('"', "\"\"");
    let data = run(&plan, &[("people", "people.csv", &format!("id,x\nA,\"{quoted}\"\n"))]).unwrap();
    let fault = only(&data.faults, code);
    assert!(matches!(slot(&data, &plan, "x", 0), Slot::Fault(_)));
    let said = format!("{} {}", fault.message.en, fault.help.as_ref().map_or("", |help| &help.en));
    let zh = format!("{} {}", fault.message.zh, fault.help.as_ref().map_or("", |help| &help.zh));
    for word in words {
        assert!(said.contains(word), "{said}");
    }
    assert!(!zh.trim().is_empty() && !fault.labels.is_empty());
    let place = &fault.places[0];
    assert_eq!(
        (place.file.as_str(), place.row, place.column.as_deref(), place.person.as_deref()),
        ("people.csv", Some(2), Some("x"), Some("A"))
    );
}

#[test]
fn amounts() {
    let money = || col("", Type::Money);
    for (text, value) in [
        ("1200", "1200"),
        ("-1200.50", "-1200.5"),
        ("1,234.50", "1234.5"),
        ("1,234,567", "1234567"),
        ("¥1,200", "1200"),
        ("￥1,200.5", "1200.5"),
        ("-¥1,200", "-1200"),
        ("¥-1,200", "-1200"),
        ("１，２００．５", "1200.5"),
        ("150万", "1500000"),
        ("1.234万", "12340"),
        ("1.5 亿元", "150000000"),
        ("1200元", "1200"),
        ("CNY 1200", "1200"),
        ("1200 RMB", "1200"),
        (" 1200 ", "1200"),
        ("0.234", "0.234"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        ("+5", "5"),
        ("−5", "-5"),
        ("1e3", "1000"),
    ] {
        reads(money(), text, value);
    }
    for text in ["12万", "¥12万", "120,000元"].iter().take(2) {
        reads(money().unit(CellUnit::TenThousands), text, "120000");
    }
    reads(money().unit(CellUnit::TenThousands), "1.234", "12340");
    reads(col("", Type::Number), "1.234", "1.234");
}

#[test]
fn refused_amounts() {
    let money = || col("", Type::Money);
    for (text, code, words) in [
        ("1.234", "E423", ["1234", "1.2340"]),
        ("1.234.567", "E423", ["1234567", "1.234567"]),
        ("1.234,50", "E423", ["1234.50", "1.23450"]),
        ("12,34", "E423", ["1234", "12.34"]),
        ("0,123", "E423", ["0123", "0.123"]),
        ("-1.234", "E423", ["-1234", "-1.2340"]),
        ("(1,200)", "E421", ["write -1,200", "parentheses"]),
        ("1,200-", "E421", ["not a number", ""]),
        ("$1,200", "E426", ["“$”", "CNY"]),
        ("1200 USD", "E426", ["“USD”", "CNY"]),
        ("85%", "E425", ["“%”", ""]),
        ("1 234", "E421", ["without blanks", ""]),
        ("—", "E421", ["leave the cell blank", ""]),
        ("N/A", "E421", ["leave the cell blank", ""]),
        ("NaN", "E421", ["leave the cell blank", ""]),
        ("inf", "E421", ["not a number", ""]),
        ("1e999999", "E422", ["64 digits", ""]),
        ("1.23E+08", "E422", ["shortened", "format the column"]),
        ("#N/A", "E433", ["formula", ""]),
        ("#REF!", "E433", ["formula", ""]),
        ("########", "E433", ["widen", ""]),
        (".5", "E421", ["not a number", ""]),
        ("1_000", "E421", ["not a number", ""]),
        ("八十五", "E421", ["not a number", ""]),
        ("12天", "E425", ["“天”", ""]),
        ("=1+1", "E421", ["not a number", ""]),
        ("", "E420", ["blank", "optional"]),
        ("　", "E420", ["blank", "optional"]),
    ] {
        refuses(money(), text, code, &words);
    }
    refuses(money(), &"9".repeat(400), "E422", &["64 digits"]);
    refuses(money().at_least(0), "-1", "E428", &["at least 0"]);
    refuses(money().unit(CellUnit::TenThousands), "120,000元", "E423", &["120,000", "1,200,000,000"]);
    refuses(col("", Type::Number), "¥5", "E425", &["¥"]);
}

#[test]
fn percents_and_counts() {
    let percent = || col("", Type::Percent);
    for (text, value) in [("85%", "0.85"), ("８５％", "0.85"), ("85 %", "0.85"), ("5‰", "0.005"), ("0", "0"), ("-2.5%", "-0.025")] {
        reads(percent(), text, value);
    }
    reads(percent().unit(CellUnit::Percent), "85", "0.85");
    reads(percent().unit(CellUnit::Percent), "85%", "0.85");
    reads(percent().unit(CellUnit::Ratio), "0.85", "0.85");
    reads(percent().unit(CellUnit::Ratio), "9.99", "9.99");
    // The sign was lost: nobody reaches 8500%.
    refuses(percent().unit(CellUnit::Ratio), "85", "E424", &["85%", "8,500%"]);
    refuses(percent(), "1", "E424", &["1%", "100%", "as ratio", "in %"]);
    refuses(percent(), "0.855", "E424", &["0.855%", "85.5%"]);
    refuses(percent(), "85万", "E425", &["万", "85%"]);
    reads(col("", Type::Count), "3.0", "3");
    reads(col("", Type::Count), "1,200", "1200");
    refuses(col("", Type::Count), "2.5", "E427", &["whole"]);
    refuses(col("", Type::Count), "-1", "E427", &["0 or more"]);
    reads(col("", Type::Days), "30天", "30");
    reads(col("", Type::Days), "30 days", "30");
}

#[test]
fn dates() {
    let plan = one_column(col("", Type::Date));
    let Body::Column(column) = &plan.defs[1].body else { panic!() };
    for text in [
        "2026-01-31",
        "2026/1/31",
        "2026.01.31",
        "2026年1月31日",
        "２０２６－０１－３１",
        "2026-1-31",
        "2026-01-31 00:00:00",
        "2026-01-31T00:00",
    ] {
        assert_eq!(cell(text, Type::Date, column, &plan), Ok(Some(Value::Date(Date::new(2026, 1, 31).unwrap()))), "{text}");
    }
    let date = || col("", Type::Date);
    refuses(date(), "01/02/2026", "E431", &["2026-02-01", "2026-01-02"]);
    refuses(date(), "31/01/2026", "E431", &["2026-01-31"]);
    refuses(date(), "2026-02-30", "E430", &["calendar"]);
    refuses(date(), "32/01/2026", "E430", &["calendar"]);
    refuses(date(), "46054", "E430", &["format the column"]);
    refuses(date(), "2026-02-03T16:00Z", "E430", &["time"]);
    for text in ["26-01-31", "20260131", "January 2026", "2026-01", "--", "2026-01/31", "2026年1月31", "99999999999-1-1"] {
        refuses(date(), text, "E430", &["not a date"]);
    }
}

#[test]
fn flags_choices_and_texts() {
    let plan = one_column(col("", Type::Flag));
    let Body::Column(column) = &plan.defs[1].body else { panic!() };
    for (text, flag) in [("yes", true), ("TRUE", true), ("是", true), ("No", false), ("false", false), ("否", false)] {
        assert_eq!(cell(text, Type::Flag, column, &plan), Ok(Some(Value::Flag(flag))));
    }
    refuses(col("", Type::Flag), "1", "E432", &["yes or no"]);
    refuses(col("", Type::Flag), "y", "E432", &["yes or no"]);
    refuses(col("", PRODUCT), "GTXPro", "E429", &["did you mean “GTX Pro”", "(also \"GTXPro\")", "“MG”"]);
    refuses(col("", PRODUCT), "华 东", "E429", &["“华东”"]);
    refuses(col("", Type::Text), "a\u{202e}b", "E436", &["U+202E"]);
    refuses(col("", Type::Text), "#N/A", "E433", &["formula"]);
    let plan = one_column(col("", PRODUCT));
    let Body::Column(column) = &plan.defs[1].body else { panic!() };
    assert_eq!(cell(" GTX-P ", PRODUCT, column, &plan), Ok(Some(Value::Text("GTX Pro".into()))));
    assert_eq!(cell("　", PRODUCT, column, &plan), Ok(None));
    let plan = one_column(col("", Type::Text));
    let data = run(&plan, &[("people", "p.csv", "id,x\nA,e\u{301} \"q\"\nB,\u{a0}é \"q\"\u{3000}\n")]).unwrap();
    assert_eq!(slot(&data, &plan, "x", 0), slot(&data, &plan, "x", 1));
}
