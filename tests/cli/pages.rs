//! The pages about testing show what the commands print.

use crate::support::Sandbox;

/// The fenced blocks of a page that name no language.
fn blocks(page: &str) -> Vec<String> {
    let (mut found, mut open): (Vec<String>, Option<String>) = (Vec::new(), None);
    for line in page.lines() {
        match &mut open {
            Some(_) if line == "```" => found.extend(open.take()),
            Some(block) => block.push_str(&format!("{line}\n")),
            None if line.starts_with("```") => open = Some(String::new()),
            None => {}
        }
    }
    found
}

/// The first block of the page is the policy; a block that begins with a call shows what it prints, with `…` for what is left out.
fn shows(page: &str, policy: &str, language: &str) {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let blocks = blocks(&text);
    let sandbox = Sandbox::new();
    sandbox.write(policy, &blocks[0]);
    let mut shown = 0;
    for block in &blocks {
        let Some((call, printed)) = block.strip_prefix("$ merit ").and_then(|block| block.split_once('\n')) else { continue };
        let arguments: Vec<&str> = call.split(' ').chain(["--lang", language]).collect();
        let run = sandbox.merit(&arguments);
        let mut rest = run.out.as_str();
        for part in printed.split("…\n") {
            let at = rest.find(part).unwrap_or_else(|| panic!("{page}: {call} does not print\n{part}\nbut\n{rest}"));
            rest = &rest[at + part.len()..];
        }
        shown += 1;
    }
    assert_eq!(shown, 2, "{page}");
}

#[test]
fn what_the_examples_do_not_notice() {
    shows("docs/testing.md", "plans/sales.merit", "en");
    shows("docs/测试.md", "制度/销售.merit", "zh");
}
