use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::parse;

/// The code and the help of every message.
fn said(text: &str) -> Vec<(&'static str, String)> {
    let (_, problems) = parse(FileId(0), text);
    problems.into_iter().map(|Diagnostic { code, help, .. }| (code, help.unwrap_or_default().en)).collect()
}

#[track_caller]
fn one(text: &str, code: &str, help: &str) {
    let said = said(text);
    assert!(matches!(said.as_slice(), [(found, words)] if *found == code && words.contains(help)), "{text}\n{said:#?}");
}

#[track_caller]
fn fine(text: &str) {
    assert_eq!(said(text), [], "{text}");
}

#[test]
fn a_bracketed_sum_ends_its_condition() {
    fine("let x = if (sum of amount over deals where amount > 10) > 5 then 1 else 0");
    fine("scorecard s for (sum of amount over deals where amount > 10) > 5 { }");
    let sum = "let x = sum of cost over deals where cost > 100 - fee";
    one(sum, "E125", "`sum of cost over deals where (cost > 100 - fee)` or `(sum of cost over deals where cost > 100) - fee`");
    fine("let x = (sum of cost over deals where cost > 100) - fee");
    let chain = "let x = if sum of cost over deals where cost > 10 > 5 then 1 else 0";
    one(chain, "E125", "write `(sum of cost over deals where cost > 10) > 5`");
}

#[test]
fn chains_are_said_one_by_one_in_their_own_words() {
    one("let x = if 1 < n < 5 then 1 else 0", "E123", "`n > 1 and n < 5`");
    one("let x = if n > 1 < 5 then 1 else 0", "E123", "`n > 1 and n < 5`");
    one("let x = if a = b = c then 1 else 0", "E123", "`a = b and b = c`");
}

#[test]
fn bound_words_in_values_have_a_help_that_can_be_read() {
    one("let x = m above 100", "E122", "to compare, write `m > 100`");
    one("let x = m at most 100", "E122", "`m, at most 100`; to compare, write `m <= 100`");
    one("let x = p from 50% below 60%", "E122", "`p >= 50% and p < 60%`");
}

#[test]
fn ranges_without_their_ends_give_both_readings() {
    one("let x = if p 60% to 100% then 1 else 0", "E120", "`from 60% below 100%`, with it `from 60% up to 100%`");
    one("let x = if p 60% to 100% (incl.) then 1 else 0", "E120", "without 60% write `above 60% up to 100%`");
    one("let x = if p between 50% and 60% then 1 else 0", "E120", "`between 50% (incl.) and 60% (excl.)`");
    for range in ["60-80", "60–80", "60—80", "60~80", "60～80分"] {
        one(&format!("let x = bands on n {{ below 60 : 0; {range} : 1; above 80 : 2 }}"), "E120", "`from 60 below 80");
        one(&format!("grade by score {{ A {range}\nB below 60 }}"), "E120", "`from 60 below 80");
        one(&format!("table r by n {{ {range} : 1; any : 2 }}"), "E120", "`from 60 below 80");
        one(&format!("tiers t marginal {{ {range} : 1%; above 80 : 2% }}"), "E120", "`from 60 below 80");
    }
    fine("bands b on n { below 60 : base 500-20; from 60 : base 1 }");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    fine("let x = if n in (1，2，3) then 1 else 0");
    fine("let x = 10 万\nlet y = 200 k\nlet z = 10 万元");
    one("let x = if n in (10，000) then 1 else 0", "E110", "10_000");
    one("let x = days from hired to 2026/01/31", "E113", "write 2026-01-31");
    one("let x = days from hired to 2026.01.31", "E113", "write 2026-01-31");
    one("let x = 2026-3", "E114", "2026-03");
    let (code, help) = said("let x = 2026-Q1").pop().unwrap_or_default();
    assert!(code == "E114" && !help.contains("2026 - Q1"), "{help}");
}

#[test]
fn what_has_two_readings_or_none_is_refused() {
    for (text, code) in [
        ("let x = 5abc", "E111"),
        ("let x = if n above 1 above 2 then 1 else 0", "E121"),
        ("let x = if a and b or c then 1 else 0", "E124"),
        ("let x = 1 + if a then 1 else 2", "E127"),
        ("let x = curve on a / b", "E128"),
        ("let x = min(a)", "E129"),
        ("let x = sum of a where b > 5", "E130"),
        ("let x = running sum of a over everyone by b", "E131"),
        ("let x = 5 # \u{1}", "E104"),
    ] {
        one(text, code, "");
    }
    one(&format!("let x = {}", "9".repeat(65)), "E112", "");
    one(&format!("let x = {}1", "- ".repeat(40)), "E102", "");
    one(&format!("# {}", "x".repeat(70_000)), "E103", "");
    one(&"#\n".repeat(5_000_000), "E100", "");
}
