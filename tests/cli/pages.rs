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

/// The block that begins as a policy is one, and those that begin as examples are good ones of it; a block that begins with a call shows
/// what it prints, with `…` for what is left out.
fn shows(page: &str, policy: &str, language: &str) {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let blocks = blocks(&text);
    let sandbox = Sandbox::new();
    let beginning = |words: [&str; 2]| {
        let found = blocks.iter().filter(|block| words.iter().any(|word| block.starts_with(word)));
        found.cloned().collect::<String>()
    };
    let (rules, examples) = (beginning(["policy ", "制度 "]), beginning(["example ", "示例 "]));
    sandbox.write("more.merit", format!("{rules}{examples}"));
    sandbox.merit(&["test", "more.merit", "--lang", "en"]).says(0, &["5 examples, 5 passed"]);
    sandbox.write(policy, rules);
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
