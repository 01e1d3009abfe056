//! No rule of the grammar without a case that evaluates it, in every language it can be written in, with its explanation.

use std::collections::BTreeSet;

use merit::cases::{self, Verdict};
use merit::syntax::{RuleUse, rules_used};

use crate::folders::policies;
use crate::grammar::{Grammar, Tongue, tongue};
use crate::policy::Policy;

/// Rules that no case can evaluate, and why.
const NEVER_EVALUATED: [(&str, &str); 6] = [
    ("stray_period", "it is there to be refused: a period cannot be calculated with"),
    ("dash_range", "it is there to be refused: a dash does not say which ends are in"),
    ("dash", "it is there to be refused, as a part of such a range"),
    ("each_loose", "it is there to be refused: it does not say below what"),
    ("k_each_over", "it is there to be refused, as a part of such a step"),
    ("k_each_under", "it is there to be refused, as a part of such a step"),
];

/// Rules with the languages in which they were seen.
type Seen = BTreeSet<(String, Tongue)>;

#[test]
fn every_clause_is_evaluated_and_explained_in_both_languages() {
    let grammar = Grammar::of_the_language();
    let mut seen = Seen::new();
    for policy in policies("evaluating") {
        let snapshot = policy.path.with_file_name("snapshots").join(format!("{}.snap", policy.name()));
        if holds(&policy) && snapshot.exists() {
            let used = rules_used(&policy.text).expect("a policy that holds can be read");
            collect(&grammar, &used, None, &mut seen);
        }
    }
    let missing = missing(&grammar, &seen);
    assert!(missing.is_empty(), "no case evaluates and explains:\n{}", missing.join("\n"));
}

/// Every word that a keyword may be spelled with is understood somewhere.
#[test]
fn every_spelling_is_evaluated() {
    let grammar = Grammar::of_the_language();
    let mut said: BTreeSet<(String, String)> = BTreeSet::new();
    for policy in policies("evaluating").iter().filter(|policy| holds(policy)) {
        spoken(&rules_used(&policy.text).expect("a policy that holds can be read"), &mut said);
    }
    let mut missing = Vec::new();
    for keyword in grammar.clauses().into_keys().filter(|rule| grammar.is_keyword(rule) && !never(rule)) {
        let found = |word: &str| said.iter().any(|(rule, text)| rule == keyword && text.contains(word));
        missing.extend(grammar.spellings(keyword).into_iter().filter(|word| !found(word)).map(|word| format!("  {word} of {keyword}")));
    }
    assert!(missing.is_empty(), "no case evaluates:\n{}", missing.join("\n"));
}

fn spoken(used: &RuleUse, said: &mut BTreeSet<(String, String)>) {
    said.insert((used.rule.clone(), used.text.clone()));
    used.parts.iter().for_each(|part| spoken(part, said));
}

#[test]
fn no_rule_is_idle() {
    assert_eq!(Grammar::of_the_language().idle(), Vec::<&str>::new());
}

fn never(rule: &str) -> bool {
    NEVER_EVALUATED.iter().any(|(never, _)| *never == rule)
}

/// Whether the policy is right, has examples, and all of them come out as said.
fn holds(policy: &Policy) -> bool {
    let cases = policy.plan.as_ref().map_or(Vec::new(), cases::run);
    !cases.is_empty() && cases.iter().all(|case| case.verdict == Verdict::Holds)
}

/// Every use of a rule is of the language of its first keyword; one without a keyword is of the language around it.
fn collect(grammar: &Grammar, used: &RuleUse, around: Option<Tongue>, seen: &mut Seen) {
    let own = first_keyword(grammar, used).or(around);
    seen.extend(own.map(|tongue| (used.rule.clone(), tongue)));
    for part in &used.parts {
        collect(grammar, part, own, seen);
    }
}

fn first_keyword(grammar: &Grammar, used: &RuleUse) -> Option<Tongue> {
    let own = if grammar.is_keyword(&used.rule) { tongue(&used.text) } else { None };
    own.or_else(|| used.parts.iter().find_map(|part| first_keyword(grammar, part)))
}

fn missing(grammar: &Grammar, seen: &Seen) -> Vec<String> {
    let wanted = grammar.clauses().into_iter().filter(|(rule, _)| !never(rule));
    let pairs = wanted.flat_map(|(rule, tongues)| tongues.into_iter().map(move |tongue| (rule.to_string(), tongue)));
    pairs.filter(|pair| !seen.contains(pair)).map(|(rule, tongue)| format!("  {rule} in {tongue:?}")).collect()
}

#[test]
fn a_clause_without_a_case_is_found() {
    let texts = ["policy \"A\" { period month }", "制度 \"甲\" { 周期 月度 }"];
    let grammar = Grammar::read(concat!(
        "file = { policy* ~ appeal? }\npolicy = { policy_head ~ period_line }\nappeal = { k_appeal }\n",
        "policy_head = { k_policy }\nperiod_line = { k_period }\n",
        "k_policy = @{ \"policy\" | \"制度\" }\nk_period = @{ \"period\" | \"周期\" }\nk_appeal = @{ \"appeal\" | \"申诉\" }\n",
    ));
    let mut seen = Seen::new();
    texts.iter().for_each(|text| collect(&grammar, &rules_used(text).unwrap(), None, &mut seen));
    let expected = ["appeal in English", "appeal in Chinese", "k_appeal in English", "k_appeal in Chinese"];
    assert_eq!(missing(&grammar, &seen), expected.map(|line| format!("  {line}")));
    seen.retain(|(rule, tongue)| rule != "k_period" || *tongue != Tongue::Chinese);
    assert!(missing(&grammar, &seen).contains(&"  k_period in Chinese".to_string()));
}

#[test]
fn exceptions_are_rules() {
    let grammar = Grammar::of_the_language();
    for (rule, _) in NEVER_EVALUATED {
        assert!(grammar.clauses().contains_key(rule), "{rule} is no rule of a file");
    }
}
