//! Defects of plans that were published and paid by: each is refused or reported, at its line.
//!
//! `# error CODE` stands above the line. Whatever else a lint would say of so short a plan is left aside.

use std::fs;
use std::path::Path;

use merit::cases;
use merit::lint::settings::Settings;
use merit::lint::{Subject, lint};

use crate::expected::{differences, expected};
use crate::policy::Policy;

#[test]
fn defects_that_were_paid_by_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/published");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "merit"));
    paths.sort();
    assert!(paths.len() >= 20, "a defect for each that was published");
    let mut wrong = Vec::new();
    for path in paths {
        let mut policy = Policy::read(path);
        let wanted: Vec<String> = expected(&policy.text).into_iter().map(|expected| expected.code).collect();
        assert!(!wanted.is_empty(), "{} says no code", policy.path.display());
        if let Some(plan) = &policy.plan {
            let settings = Settings::default();
            policy.problems.extend(lint(&Subject::new(&policy.files, &policy.sources, plan, &settings, None)).findings);
            policy.problems.extend(cases::run(plan).into_iter().flat_map(|case| case.findings));
            policy.problems.retain(|problem| problem.is_error() || wanted.iter().any(|code| code == problem.code));
        }
        wrong.extend(differences(&policy).into_iter().map(|line| format!("{}: {line}", policy.name())));
        policy.snapshot(&policy.shown(&policy.problems));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
