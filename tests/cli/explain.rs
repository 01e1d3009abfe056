//! `merit explain`.

use crate::support::merit;

#[test]
fn pages() {
    merit(&["explain", "[e203]"]).says(0, &["E203 unit-mismatch"]);
    merit(&["explain", "unit-mismatch", "--lang", "zh"]).says(0, &["E203 unit-mismatch", "原因："]);
    let list = merit(&["explain"]);
    list.says(0, &["E640  example-differs"]);
    let codes: Vec<&str> = list.out.lines().filter_map(|line| line.split(' ').next()).collect();
    let mut sorted = codes.clone();
    sorted.sort_by_key(|code| (code[1..].to_string(), code[..1].to_string()));
    sorted.dedup();
    assert_eq!(codes.len(), sorted.len(), "a code is listed twice");
}
