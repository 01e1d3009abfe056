//! `merit test`: do the policy's own examples hold?

mod filter;

use super::Ending;
use super::arguments::TestArguments;
use super::policy::{Drafts, load_target};
use super::problems;
use super::targets;
use super::terminal::Terminal;
use crate::cases::Verdict;
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::text::sanitise;
use crate::source::Sources;
use filter::Filter;

pub(crate) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    let targets = targets::targets(&arguments.policies).without_parts();
    targets.report(terminal);
    let (mut ending, mut out) = (targets.ending(), String::new());
    let (mut all, mut passed) = (0_usize, 0_usize);
    let mut filter = Filter::new(arguments.filter.as_deref());
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
        if filter.wants_any(plan) {
            out.push_str(&format!("{}\n", sanitise(&name)));
        }
        for case in filter.run(plan) {
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
    if let Some(problem) = filter.unmatched().filter(|_| ending == Ending::Fine) {
        terminal.report(&[problem], &Sources::new());
        return Ending::Refused;
    }
    if all > 0 || ending == Ending::Fine {
        let left_out = filter.told().unwrap_or_default();
        out.push_str(&format!("{}{}\n", problems::examples_summary(all, passed).get(terminal.language), left_out.get(terminal.language)));
    }
    ending.worse(terminal.print(&out))
}
