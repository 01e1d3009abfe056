//! The mutants of a plan that has one of everything, in both languages: what an author would have written.

use super::{Mutant, Slip, mutants};
use crate::diagnostic::Diagnostic;
use crate::plan::edited::written;
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::parse;

const ENGLISH: &str = include_str!("tests/everything.merit");
const CHINESE: &str = include_str!("tests/样样都有.merit");
const PERIODS: &str = include_str!("tests/periods.merit");
const PERIODS_CHINESE: &str = include_str!("tests/跨期.merit");

fn read(text: &str) -> (Plan, Sources) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("sample.merit", text));
    let (tree, mut problems) = parse(file, text);
    let (made, more) = plan(&[tree], &sources);
    problems.extend(more);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:#?}");
    (made.unwrap(), sources)
}

/// A mutant as the lines it changes.
fn told(mutant: &Mutant, sources: &Sources) -> String {
    let text = sources.files()[0].text();
    let new = written(text, mutant.edits.iter().filter(|edit| edit.span.file == FileId(0)));
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), new.lines().collect());
    let diff = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let mut out = format!("{:?}", mutant.slip);
    for op in diff {
        let (_, from, to) = op.as_tag_tuple();
        if op.tag() != similar::DiffTag::Equal {
            out.push_str(&old[from].iter().map(|line| format!("\n  - {}", line.trim())).collect::<String>());
            out.push_str(&new[to].iter().map(|line| format!("\n  + {}", line.trim())).collect::<String>());
        }
    }
    out + "\n"
}

fn all(text: &str) -> String {
    let (plan, sources) = read(text);
    mutants(&plan, &sources).iter().map(|mutant| told(mutant, &sources)).collect()
}

#[test]
fn of_everything() {
    insta::assert_snapshot!(all(ENGLISH));
}

#[test]
fn of_everything_in_chinese() {
    insta::assert_snapshot!(all(CHINESE));
}

#[test]
fn of_several_periods() {
    insta::assert_snapshot!(all(PERIODS));
}

#[test]
fn of_several_periods_in_chinese() {
    insta::assert_snapshot!(all(PERIODS_CHINESE));
}

/// The same slips are made in either language.
#[test]
fn both_languages_have_the_same_mutants() {
    let count = |text: &str| {
        let (plan, sources) = read(text);
        let found = mutants(&plan, &sources);
        Slip::ALL.map(|slip| (slip, found.iter().filter(|mutant| mutant.slip == slip).count()))
    };
    assert_eq!(count(ENGLISH), count(CHINESE));
    assert_eq!(count(PERIODS), count(PERIODS_CHINESE));
}
