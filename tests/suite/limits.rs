//! Texts that are refused for their size, too large to stand beside the other cases.

use merit::source::FileId;
use merit::syntax::parse;

#[track_caller]
fn refused(text: &str, code: &str) {
    let (_, problems) = parse(FileId(0), text);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [code]);
}

#[test]
fn a_file_of_more_than_8_mib() {
    refused(&"# a line of nothing\n".repeat(450_000), "E100");
}

#[test]
fn a_calculation_of_more_than_4096_parts() {
    refused(&format!("let a = 1{}\n", " + 1".repeat(4_096)), "E102");
}

#[test]
fn a_line_of_more_than_64_kib() {
    refused(&format!("# {}\n", "long ".repeat(14_000)), "E103");
}

#[test]
fn a_file_of_nothing_but_mistakes() {
    let (_, problems) = parse(FileId(0), &"nothing that is known here\n".repeat(5_000));
    let last = problems.last().map(|problem| problem.code);
    assert_eq!((problems.len(), last), (401, Some("E107")));
}
