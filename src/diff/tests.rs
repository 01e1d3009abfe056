//! What is found between a plan and the plan with some of its text written otherwise.

use super::*;
use crate::mutation::mutants;
use crate::source::SourceFile;

const PLAN: &str = include_str!("../../policies/first-steps/first-steps.merit");
const FIELD: &str = include_str!("../../policies/field-sales/field-sales.merit");
const CHINESE: &str = include_str!("../../policies/销售绩效管理制度/销售绩效管理制度.merit");

struct Policy {
    sources: Sources,
    plan: Plan,
}

fn policy(text: &str) -> Policy {
    let mut sources = Sources::new();
    sources.add(SourceFile::new("sample.merit", text));
    let made = edited(&sources, &[]);
    let plan = made.plan.unwrap_or_else(|| panic!("{:?}", made.problems));
    Policy { sources, plan }
}

/// The policy with each text written as the one beside it.
fn rewritten(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn compared(old: &str, new: &str) -> Comparison {
    let (old, new) = (policy(old), policy(new));
    compare(Version { sources: &old.sources, plan: &old.plan }, Version { sources: &new.sources, plan: &new.plan }, Language::English)
}

/// Every change in a line, then which are made together.
fn told(old: &str, new: &str) -> String {
    let comparison = compared(old, new);
    let mut out = String::new();
    for rename in &comparison.renames {
        out.push_str(&format!("{} is now {}\n", rename.old, rename.new));
    }
    for change in &comparison.changes {
        let text =
            |said: &Option<Said>| said.as_ref().map_or(String::new(), |said| format!("{}: {}", said.line.unwrap_or_default(), said.text));
        out.push_str(&format!("{:?} {} | {} | {}\n", change.what, change.place(), text(&change.old), text(&change.new)));
    }
    let groups: Vec<&[usize]> = comparison.groups.iter().map(|group| group.changes.as_slice()).collect();
    out.push_str(&format!("computed otherwise {groups:?}, words {:?}\n", comparison.words));
    out
}

#[test]
fn one_bound() {
    insta::assert_snapshot!(told(FIELD, &rewritten(FIELD, &[("    below 60% : 0\n      from 60%", "    below 65% : 0\n      from 65%")])));
}

#[test]
fn weights_go_together() {
    insta::assert_snapshot!(told(
        FIELD,
        &rewritten(FIELD, &[("weight   40%", "weight   35%"), ("weight   20%", "weight   25%"), ("3%\n  above", "4%\n  above")])
    ));
}

#[test]
fn what_comes_with_what_reads_it() {
    let new = rewritten(
        PLAN,
        &[
            ("let won =", "param bonus_base : money = 1_200\nlet won ="),
            ("1_000 * coefficient", "bonus_base * coefficient"),
            ("at most 120", "at most 110"),
        ],
    );
    insta::assert_snapshot!(told(PLAN, &new));
    insta::assert_snapshot!(told(&new, PLAN));
}

#[test]
fn another_name_is_no_other_rule() {
    let new = rewritten(
        PLAN,
        &[
            ("let won =", "let closed_won ="),
            ("{won}", "{closed_won}"),
            ("quota - won", "quota - closed_won"),
            ("measure  won", "measure  closed_won"),
            ("marginal on won", "marginal on closed_won"),
            ("won = 150_000", "closed_won = 150_000"),
        ],
    );
    insta::assert_snapshot!(told(PLAN, &new));
    let new = rewritten(
        PLAN,
        &[
            ("kpi satisfaction", "kpi csat_index"),
            ("satisfaction.score", "csat_index.score"),
            ("weight   20%", "weight   20.0%"),
            ("\"First steps\"", "\"First steps, revised\""),
        ],
    );
    insta::assert_snapshot!(told(PLAN, &new));
}

/// A gate with another title or a grade with another name is not one that goes and one that comes.
#[test]
fn another_title() {
    let new = rewritten(
        FIELD,
        &[
            ("gate \"Half of quota\"", "gate \"Half of the quota\""),
            ("strategy    growth ", "strategy    expansion "),
            ("supports  growth", "supports  expansion"),
        ],
    );
    insta::assert_snapshot!(told(FIELD, &new));
    let new = rewritten(PLAN, &[("  C  below 80", "  D  below 80")]).replace(" C, ", " D, ");
    insta::assert_snapshot!(told(PLAN, &new));
}

#[test]
fn steps_rows_and_blocks_come_and_go() {
    let new = rewritten(
        FIELD,
        &[
            ("  at most  12_000\n", ""),
            ("      plus 2 for each full 0.1 above target, at most 10\n", ""),
            ("  \"Hardware\" : 60%\n", ""),
            (
                "    up to 120% of quota : 1%\n    above 120% of quota : 2%\n",
                "    up to 110% of quota : 1%\n    up to 120% of quota : 2%\n    above 120% of quota : 3%\n",
            ),
            ("payout meetings_pay", "payout spiff \"Spiff\" {\n  pay 10 * new_customers\n}\n\npayout meetings_pay"),
            ("one of \"SaaS\", \"Hardware\", \"Service\"", "one of \"SaaS\", \"Service\""),
            ("                amount 100_000, stage \"won\", product \"Hardware\", closed 2026-08-15;\n", ""),
        ],
    );
    insta::assert_snapshot!(told(FIELD, &new));
}

/// Whatever slip is made in a plan, the comparison finds it, and the changes it lists make the new plan of the old one.
#[test]
fn every_slip_is_found() {
    let old = policy(PLAN);
    for mutant in mutants(&old.plan, &old.sources).into_iter().step_by(4) {
        let made = edited(&old.sources, &mutant.edits);
        let Some(new) = &made.plan else { continue };
        let versions = (Version { sources: &old.sources, plan: &old.plan }, Version { sources: &made.sources, plan: new });
        let comparison = compare(versions.0, versions.1, Language::English);
        let differs = !Meaning::of(&old.plan).differing(&Meaning::of(new)).is_empty();
        assert_eq!(differs, !comparison.computes_alike(), "{:?}", mutant.edits);
        if let [group] = comparison.groups.as_slice() {
            assert_eq!(Meaning::of(&group.plan).differing(&Meaning::of(new)), [].into(), "{:?}", mutant.edits);
        }
        let old_again = compare(versions.1, versions.0, Language::Chinese);
        assert_eq!(old_again.computes_alike(), comparison.computes_alike(), "{:?}", mutant.edits);
    }
}

#[test]
fn layout_comments_and_language_are_no_change() {
    let names = {
        let mut names = crate::format::Names::default();
        names.add(CHINESE);
        names
    };
    for (text, language) in [(PLAN, Language::Chinese), (FIELD, Language::Chinese), (CHINESE, Language::English)] {
        let translated = crate::format::format(crate::source::FileId(0), text, Some(language), &names).unwrap().text;
        let translated = translated.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<&str>>().join("\n\n");
        for language in [Language::English, Language::Chinese] {
            let (old, new) = (policy(text), policy(&translated));
            let comparison =
                compare(Version { sources: &old.sources, plan: &old.plan }, Version { sources: &new.sources, plan: &new.plan }, language);
            assert!(comparison.is_empty(), "{:?}", comparison.changes);
        }
    }
}
