//! The two language pages: whole policies check and their examples hold, pieces can be read where they belong, and every word
//! of the grammar stands in the list of keywords.

use std::fs;
use std::path::Path;

use merit::cases::{self, Verdict};
use merit::diagnostic::render::{Style, render};
use merit::diagnostic::{Diagnostic, Language};
use merit::plan::plan;
use merit::source::{SourceFile, Sources};
use merit::syntax::parse;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Each page with the heading of its list of keywords.
const PAGES: [(&str, &str); 2] = [("docs/language.md", "## Keywords"), ("docs/语言.md", "## 关键词表")];

fn text_of(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).expect("the file can be read")
}

/// Fenced samples of one kind with the line they begin on.
fn samples(page: &str, kind: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in page.lines().enumerate() {
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
    for (page, _) in PAGES {
        let policies = samples(&text_of(page), "merit");
        assert!(policies.len() >= 6, "{page} has whole policies");
        for (line, text) in policies {
            holds(&format!("{page} from line {line}"), &text);
        }
    }
}

fn holds(place: &str, text: &str) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(place, text));
    let (file, mut problems) = parse(id, text);
    let (made, more) = plan(&[file], &sources);
    problems.extend(more);
    assert!(problems.is_empty(), "{place}:\n{}", shown(&problems, &sources));
    let made = made.expect("a policy without problems is a plan");
    assert!(!made.examples.is_empty(), "{place}: a whole policy has an example");
    for case in cases::run(&made) {
        assert_eq!(case.verdict, Verdict::Holds, "{place}, {}:\n{}", case.title.en, shown(&case.findings, &sources));
    }
}

#[test]
fn pieces_can_be_read_where_they_belong() {
    for (page, _) in PAGES {
        let pieces = samples(&text_of(page), "merit fragment");
        assert!(pieces.len() >= 20, "{page} has pieces");
        for (line, text) in pieces {
            fits(&format!("{page} from line {line}"), &text);
        }
    }
}

fn fits(place: &str, text: &str) {
    let mut least: Option<String> = None;
    for home in homes(text) {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(place, home.as_str()));
        let (_, problems) = parse(id, &home);
        if problems.is_empty() {
            return;
        }
        least.get_or_insert_with(|| shown(&problems, &sources));
    }
    panic!("{place}:\n{}", least.unwrap_or_default());
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

/// `lex.pest` has the marks, numbers and units, no keywords.
const GRAMMAR: [&str; 7] = ["clauses", "expression", "history", "inputs", "ranks", "shapes", "steps"];

/// Rules of words that are no keywords, and why.
const NO_KEYWORDS: [(&str, &str); 2] =
    [("stray_period", "the letters of a period such as 2026-Q1"), ("k_by_mirror", "a formula, whose parts may be written with blanks")];

#[test]
fn every_keyword_of_the_grammar_is_listed() {
    let mut missing = Vec::new();
    for (page, heading) in PAGES {
        let text = text_of(page);
        let (_, list) = text.split_once(&format!("\n{heading}\n")).expect("the page lists the keywords");
        for file in GRAMMAR {
            let grammar = text_of(&format!("grammar/{file}.pest"));
            let rules = word_rules(&grammar);
            assert!(rules.len() >= 10, "{file} has rules of words");
            for (rule, body) in rules {
                let absent = spellings(body).into_iter().filter(|word| !stands_in(list, word));
                missing.extend(absent.map(|word| format!("{page}: {word} ({rule})")));
            }
        }
    }
    assert!(missing.is_empty(), "not in the list of keywords:\n{}", missing.join("\n"));
}

/// The atomic rules, in which the words stand: name and body.
fn word_rules(grammar: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (at, opening) in grammar.match_indices("= @{") {
        let name = grammar.get(..at).and_then(|before| before.lines().next_back()).unwrap_or_default().trim();
        let rest = grammar.get(at + opening.len()..).unwrap_or_default();
        let body = rest.split_once("}\n").map_or(rest, |(body, _)| body);
        if NO_KEYWORDS.iter().all(|(no, _)| *no != name) {
            found.push((name, body));
        }
    }
    found
}

/// The words a rule accepts: `"half" ~ blanks ~ "up"` is one of two parts, and what is only looked at is none.
fn spellings(body: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = String::new();
    let mut looked_at = 0_usize;
    for (number, part) in body.split('"').enumerate() {
        if number % 2 == 0 {
            looked_at = still_looked_at(part, looked_at);
            before = part.trim().to_string();
            continue;
        }
        let glue = match before.as_str() {
            "~ blanks ~" => Some(" "),
            "~ blanks? ~" => Some(""),
            _ => None,
        };
        match (glue, words.last_mut()) {
            (Some(glue), Some(last)) => *last = format!("{last}{glue}{part}"),
            _ if looked_at > 0 || before.ends_with(['&', '!']) || !part.chars().all(char::is_alphabetic) => {}
            _ => words.push(part.to_string()),
        }
    }
    words
}

/// How many brackets are open since `&(` or `!(`.
fn still_looked_at(part: &str, mut open: usize) -> usize {
    let mut last = ' ';
    for sign in part.chars() {
        match sign {
            '(' if open > 0 || last == '&' || last == '!' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        last = sign;
    }
    open
}

/// A Latin word must stand alone: `up` is not in `group`.
fn stands_in(list: &str, word: &str) -> bool {
    let latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let alone = |at: usize| {
        let (before, after) = (list.get(..at).unwrap_or_default(), list.get(at + word.len()..).unwrap_or_default());
        !word.is_ascii() || !latin(before.chars().next_back()) && !latin(after.chars().next())
    };
    list.match_indices(word).any(|(at, _)| alone(at))
}
