//! Every expected message comes where it is expected, and no other; examples hold; what is said stands in snapshots.

use merit::cases::{self, Verdict};
use merit::diagnostic::Diagnostic;
use merit::engine::trace::Watch;
use merit::plan::ir::Expect;

use crate::expected::{differences, expected};
use crate::folders::{FOLDERS, policies};
use crate::policy::Policy;

#[test]
fn every_message_comes_where_it_is_expected() {
    let mut wrong = Vec::new();
    for policy in FOLDERS.iter().flat_map(|folder| policies(folder)) {
        let different = differences(&policy);
        if !different.is_empty() {
            wrong.push(format!("{}\n{}\n{}", policy.path.display(), different.join("\n"), policy.shown(&policy.problems)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_hold() {
    let mut wrong = Vec::new();
    for policy in FOLDERS.iter().flat_map(|folder| policies(folder)).filter(|policy| expected(&policy.text).is_empty()) {
        let Some(plan) = &policy.plan else { continue };
        for case in cases::run(plan).iter().filter(|case| case.verdict == Verdict::Fails) {
            wrong.push(format!("{}: {}\n{}", policy.path.display(), case.title.en, policy.shown(&case.findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_are_as_reviewed() {
    for folder in ["reading", "checking", "shapes"] {
        for policy in policies(folder).iter().filter(|policy| !policy.problems.is_empty()) {
            policy.snapshot(&policy.shown(&policy.problems));
        }
    }
}

/// What is said of persons that cannot be computed: of every example the first fault it expects, whatever else it leaves blank.
#[test]
fn faults_are_as_reviewed() {
    for policy in policies("running") {
        let faults = faults(&policy);
        assert!(!faults.is_empty(), "{} has no fault", policy.path.display());
        policy.snapshot(&faults);
    }
}

fn faults(policy: &Policy) -> String {
    let Some(plan) = &policy.plan else { return policy.shown(&policy.problems) };
    let shown = plan.all_examples().into_iter().map(|example| {
        let results = cases::computed(plan, example, Watch::Nothing);
        let expected = |code: &str| example.expect.iter().any(|expect| matches!(expect, Expect::Error { code: said, .. } if said == code));
        let first: Vec<Diagnostic> = results.faults.into_iter().find(|fault| expected(fault.code)).into_iter().collect();
        format!("== {}\n\n{}", example.spoken().get(policy.language()), policy.shown(&first))
    });
    shown.collect::<Vec<String>>().join("\n")
}
