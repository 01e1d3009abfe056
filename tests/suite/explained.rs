//! Every named value of every example under `evaluating`, explained down to clause and cell.

use merit::cases;
use merit::diagnostic::Language;
use merit::engine::trace::Watch;
use merit::plan::ir::{Body, Def, DefId, Example, PEOPLE, Plan, Role};
use merit::report::{Report, why};

use crate::folders::policies;
use crate::policy::Policy;

const WIDTH: usize = 120;

#[test]
fn explanations_are_as_reviewed() {
    for policy in policies("evaluating") {
        policy.snapshot(&explained(&policy));
    }
}

/// The text with its line numbers, which the explanations speak of, and the explanation of each example under it.
fn explained(policy: &Policy) -> String {
    let plan = policy.plan.as_ref().unwrap_or_else(|| panic!("{}", policy.shown(&policy.problems)));
    let mut text = String::new();
    for (number, line) in policy.text.lines().enumerate() {
        text.push_str(format!("{:>3}  {line}", number + 1).trim_end());
        text.push('\n');
    }
    for example in plan.all_examples() {
        text.push_str(&format!(
            "\n== {}\n\n{}",
            example.spoken().get(policy.language()),
            why(policy, plan.in_force(example.period), example)
        ));
    }
    text
}

fn why(policy: &Policy, plan: &Plan, example: &Example) -> String {
    let results = cases::computed(plan, example, Watch::Person(0));
    let report = Report { plan, results: &results, sources: &policy.sources };
    let explanation = why::explain(&report, 0, &named(plan), policy.language());
    explanation.text(WIDTH)
}

/// What a reader may ask for: everything of a person that is computed and has a name.
fn named(plan: &Plan) -> Vec<DefId> {
    let asked = |def: &Def| {
        def.table == PEOPLE
            && match def.body {
                Body::Column(_) => false,
                Body::Expr(_) => !matches!(def.role, Role::Covered | Role::Figure(_)),
            }
    };
    (0_u32..).zip(&plan.defs).filter(|(_, def)| asked(def)).map(|(at, _)| DefId(at)).collect()
}

#[test]
fn explanations_are_in_the_language_of_their_file() {
    let languages: Vec<Language> = policies("evaluating").iter().map(Policy::language).collect();
    for language in [Language::English, Language::Chinese] {
        assert!(languages.contains(&language));
    }
}
