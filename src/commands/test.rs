//! `merit test`: do the policy's own examples hold, and does it make of everybody what it made when somebody looked?

mod computed;
mod entries;
mod review;
mod shown;
mod snapshots;
mod watch;

use super::Ending;
use super::arguments::TestArguments;
use super::policy::{Drafts, load_target};
use super::problems;
use super::targets::{self, Targets};
use super::terminal::Terminal;
use crate::cases::{self, Verdict};
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::text::sanitise;
use snapshots::{Mode, Snapshots};

pub(crate) use snapshots::Tally;

pub(crate) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    if arguments.review {
        return review::review(arguments, terminal);
    }
    if arguments.watch {
        return watch::watch(arguments, terminal);
    }
    once(&targets::targets(&arguments.policies).without_parts(), arguments, terminal)
}

/// Tests the policies, and prints what came of it.
fn once(targets: &Targets, arguments: &TestArguments, terminal: &Terminal) -> Ending {
    targets.report(terminal);
    let mut snapshots = Snapshots::new(Mode::of(arguments), terminal);
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
            out.push_str(&format!("  {}  {}\n", word.get(terminal.language), sanitise(&case.title)));
            if !case.findings.is_empty() {
                out.push_str(&format!("\n{}\n", render(&case.findings, &loaded.sources, &terminal.output)));
            }
        }
        ending = ending.worse(snapshots.test(target, &loaded, plan, &mut out));
    }
    if all > 0 || ending == Ending::Fine {
        out.push_str(&format!("{}\n", problems::examples_summary(all, passed).get(terminal.language)));
    }
    ending = ending.worse(snapshots.finish(&mut out));
    ending.worse(terminal.print(&out))
}
