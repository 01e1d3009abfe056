//! Every lint has a folder under `linting` that bears its name: a plan that gets it wrong (`bad.merit`, with `# error L101` above the
//! line that is reported) and a good twin. What people read stands beside the bad plan as a snapshot, in both languages;
//! A lint about people has its
//! data beside the plan. `INSTA_UPDATE=always INSTA_FORCE_PASS=1 cargo test --test suite` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use merit::data::{Format, Reading, SourceBytes, Supplied, read};
use merit::diagnostic::render::{Style, render};
use merit::diagnostic::{Diagnostic, Language, catalogue};
use merit::engine::trace::Watch;
use merit::engine::{Results, evaluate};
use merit::lint::settings::Settings;
use merit::lint::{LINTS, Lint, lint_in_force};
use merit::plan::ir::Plan;
use merit::value::Period;

use crate::expected::differences;
use crate::policy::Policy;

fn folder(lint: &Lint) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/linting").join(lint.name)
}

/// The plans of a lint whose names begin with a word.
fn plans(lint: &Lint, word: &str) -> Vec<Policy> {
    let entries = fs::read_dir(folder(lint)).unwrap_or_else(|_| panic!("no case for {}", lint.name));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "merit"));
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(word)));
    paths.sort();
    assert!(!paths.is_empty(), "{} has no {word} case", lint.name);
    paths.into_iter().map(Policy::read).collect()
}

/// The plan run on the data beside it: `bad.people.csv` beside `bad.merit`, for the period after `# period`.
fn data(policy: &Policy, plan: &Plan) -> Option<Results> {
    let mut inputs = Vec::new();
    for table in &plan.tables {
        let path = policy.path.with_extension(format!("{}.csv", table.name));
        let bytes = fs::read(&path).ok()?;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        inputs.push((table.name.clone(), SourceBytes { name, bytes: bytes.into(), format: Format::Csv }));
    }
    let period = policy.text.lines().find_map(|line| line.strip_prefix("# period ")).and_then(Period::parse)?;
    let dataset = Supplied::new(plan, inputs, &Reading::default())
        .and_then(|supplied| read(plan, &supplied, period))
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    Some(evaluate(plan, dataset, period, Watch::Nothing))
}

/// What one lint says about a plan.
fn findings(of: &Lint, policy: &Policy) -> Vec<Diagnostic> {
    assert!(policy.problems.iter().all(|problem| !problem.is_error()), "{}: {:#?}", policy.path.display(), policy.problems);
    let plan = policy.plan.as_ref().expect("the case is a sound plan");
    let settings = Settings::default();
    let results = data(policy, plan);
    lint_in_force(&policy.files, &policy.sources, plan, &settings, results.as_ref())
        .findings
        .into_iter()
        .filter(|finding| finding.code == of.code)
        .collect()
}

#[test]
fn bad_plans_are_reported() {
    for lint in LINTS {
        for mut policy in plans(lint, "bad") {
            policy.problems = findings(lint, &policy);
            let wrong = differences(&policy);
            assert!(!policy.problems.is_empty() && wrong.is_empty(), "{}:\n{}", policy.path.display(), wrong.join("\n"));
            let shown = [Language::English, Language::Chinese]
                .map(|language| render(&policy.problems, &policy.sources, &Style { language, colour: false, width: 80, unicode: true }));
            policy.snapshot(&shown.join("\n"));
        }
    }
}

#[test]
fn every_lint_is_called_as_its_page() {
    let lints: Vec<(&str, &str)> = LINTS.iter().map(|lint| (lint.code, lint.name)).collect();
    let pages: Vec<(&str, &str)> = catalogue::lints().map(|page| (page.code, page.name)).collect();
    assert_eq!(lints, pages);
}

#[test]
fn good_twins_are_not() {
    for lint in LINTS {
        for policy in plans(lint, "good") {
            let found = findings(lint, &policy);
            assert!(found.is_empty(), "{}:\n{}", policy.path.display(), policy.shown(&found));
        }
    }
}
