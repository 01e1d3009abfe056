//! The samples of the language page: whole policies check and their examples hold, pieces can be read where they belong.

use merit::cases::{self, Verdict};
use merit::diagnostic::render::{Style, render};
use merit::diagnostic::{Diagnostic, Language};
use merit::plan::plan;
use merit::source::{SourceFile, Sources};
use merit::syntax::parse;

const PAGE: &str = include_str!("../docs/language.md");

/// Fenced samples of one kind with the line they begin on.
fn samples(kind: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in PAGE.lines().enumerate() {
        match &mut open {
            Some((_, text)) if line != "```" => {
                text.push_str(line);
                text.push('\n');
            }
            Some(_) => found.extend(open.take()),
            None if line == format!("```{kind}") => open = Some((number + 2, String::new())),
            None => {}
        }
    }
    found
}

fn shown(problems: &[Diagnostic], sources: &Sources) -> String {
    render(problems, sources, &Style { language: Language::English, colour: false, width: 100, unicode: true })
}

#[test]
fn whole_policies_check_and_their_examples_hold() {
    let policies = samples("merit");
    assert!(policies.len() >= 6, "the page has whole policies");
    for (line, text) in policies {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(format!("language.md from line {line}"), text.as_str()));
        let (file, mut problems) = parse(id, &text);
        let (made, more) = plan(&[file], &sources);
        problems.extend(more);
        assert!(problems.is_empty(), "line {line}:\n{}", shown(&problems, &sources));
        let made = made.expect("a policy without problems is a plan");
        assert!(!made.examples.is_empty(), "line {line}: a whole policy has an example");
        for case in cases::run(&made) {
            assert_eq!(case.verdict, Verdict::Holds, "line {line}, {}:\n{}", case.title, shown(&case.findings, &sources));
        }
    }
}

#[test]
fn pieces_can_be_read_where_they_belong() {
    let pieces = samples("merit fragment");
    assert!(pieces.len() >= 20, "the page has pieces");
    for (line, text) in pieces {
        let mut least: Option<String> = None;
        let fits = homes(&text).into_iter().any(|home| {
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new(format!("language.md from line {line}"), home.as_str()));
            let (_, problems) = parse(id, &home);
            if !problems.is_empty() && least.is_none() {
                least = Some(shown(&problems, &sources));
            }
            problems.is_empty()
        });
        assert!(fits, "line {line}:\n{}", least.unwrap_or_default());
    }
}

/// The places a piece may stand: alone, in a scorecard, in a KPI, in a payout; lines of a scorecard and of the top level may be mixed.
fn homes(text: &str) -> [String; 4] {
    [
        text.to_string(),
        format!("scorecard sample {{\n{text}\n}}\n"),
        format!("scorecard sample {{\nkpi one {{\n{text}\n}}\n}}\n"),
        format!("payout sample {{\n{text}\n}}\n"),
    ]
}
