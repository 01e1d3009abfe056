//! `merit test`: do the policy's own examples hold?

use super::Ending;
use super::arguments::TestArguments;
use super::policy::{Drafts, load_target};
use super::problems;
use super::targets;
use super::terminal::Terminal;
use crate::cases::{self, Verdict};
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::text::sanitise;

pub(crate) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    let targets = targets::targets(&arguments.policies).without_parts();
    targets.report(terminal);
    let (mut ending, mut out) = (targets.ending(), String::new());
    let (mut all, mut passed) = (0_usize, 0_usize);
    for target in &targets.list {
        let name = target.name();
        let loaded = load_target(target, &Drafts::default());
        terminal.report(&loaded.problems, &loaded.sources);
        let Some(plan) = &loaded.plan else {
            let found = summary(&loaded.problems, terminal.language).unwrap_or_default();
            terminal.complain("\n");
            out.push_str(&format!("{}\n", problems::policy_wrong(&name, &found).get(terminal.language)));
            ending = ending.worse(Ending::Refused);
            continue;
        };
        if !loaded.problems.is_empty() {
            terminal.complain("\n");
        }
        if plan.examples.is_empty() {
            terminal.report(&[problems::no_examples(&name)], &loaded.sources);
        }
        out.push_str(&format!("{}\n", sanitise(&name)));
        for case in cases::run(plan) {
            all += 1;
            let word = match case.verdict {
                Verdict::Holds => {
                    passed += 1;
                    problems::passed()
                }
                Verdict::Fails => {
                    ending = ending.worse(Ending::Findings);
                    problems::failed()
                }
            };
            out.push_str(&format!("  {}  {}\n", word.get(terminal.language), sanitise(case.title.get(terminal.language))));
            if !case.findings.is_empty() {
                out.push_str(&format!("\n{}\n", render(&case.findings, &loaded.sources, &terminal.output)));
            }
        }
    }
    if all > 0 || ending == Ending::Fine {
        out.push_str(&format!("{}\n", problems::examples_summary(all, passed).get(terminal.language)));
    }
    ending.worse(terminal.print(&out))
}
