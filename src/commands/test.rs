//! `merit test`: do the policy's own examples hold, and does it make of everybody what it made when somebody looked? How much of it do
//! the examples touch, and which changes of it would nobody notice?

mod computed;
mod coverage;
mod entries;
mod filter;
pub(super) mod measure;
mod mutate;
mod populations;
mod review;
mod shown;
mod snapshots;
mod watch;

use super::Ending;
use super::arguments::TestArguments;
use super::policy::{Drafts, Loaded, load_target};
use super::problems;
use super::targets::{self, Target, Targets};
use super::terminal::Terminal;
use crate::cases::Verdict;
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::text::sanitise;
use crate::source::Sources;
use filter::Filter;
use snapshots::{Mode, Snapshots};

pub(crate) use snapshots::Tally;

pub(crate) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    if arguments.measure.coverage {
        return coverage::test(arguments, terminal);
    }
    if arguments.measure.mutate {
        return mutate::test(arguments, terminal);
    }
    if arguments.review {
        return review::review(arguments, terminal);
    }
    if arguments.watch {
        return watch::watch(arguments, terminal);
    }
    once(&targets::targets(&arguments.policies).without_parts(), arguments, terminal)
}

/// Tests the policies, and prints what came of it. Where only some examples are wanted, nobody asks for the results of everybody.
fn once(targets: &Targets, arguments: &TestArguments, terminal: &Terminal) -> Ending {
    targets.report(terminal);
    let mut snapshots = arguments.filter.is_none().then(|| Snapshots::new(Mode::of(arguments), terminal));
    let mut told = Told { ending: targets.ending(), filter: Filter::new(arguments.filter.as_deref()), ..Told::default() };
    for target in &targets.list {
        let loaded = told.policy(target, terminal);
        if let (Some(snapshots), Some(loaded)) = (&mut snapshots, &loaded)
            && let Some(plan) = &loaded.plan
        {
            told.ending = told.ending.worse(snapshots.test(target, loaded, plan, &mut told.out));
        }
    }
    if let Some(problem) = told.filter.unmatched().filter(|_| told.ending == Ending::Fine) {
        terminal.report(&[problem], &Sources::new());
        return Ending::Refused;
    }
    told.summary(terminal);
    if let Some(mut snapshots) = snapshots {
        told.ending = told.ending.worse(snapshots.finish(&mut told.out));
    }
    told.ending.worse(terminal.print(&told.out))
}

/// What is told of the examples of all policies.
struct Told {
    out: String,
    all: usize,
    passed: usize,
    ending: Ending,
    filter: Filter,
}

impl Default for Told {
    fn default() -> Told {
        Told { out: String::new(), all: 0, passed: 0, ending: Ending::Fine, filter: Filter::new(None) }
    }
}

impl Told {
    /// Runs the examples of a policy; nothing where it is wrong.
    fn policy(&mut self, target: &Target, terminal: &Terminal) -> Option<Loaded> {
        let name = target.name();
        let loaded = load_target(target, &Drafts::default());
        terminal.report(&loaded.problems, &loaded.sources);
        let Some(plan) = &loaded.plan else {
            let found = summary(&loaded.problems, terminal.language).unwrap_or_default();
            terminal.complain("\n");
            self.out.push_str(&format!("{}\n", problems::policy_wrong(&name, &found).get(terminal.language)));
            self.ending = self.ending.worse(Ending::Refused);
            return None;
        };
        if !loaded.problems.is_empty() {
            terminal.complain("\n");
        }
        if plan.all_examples().is_empty() {
            terminal.report(&[problems::no_examples(&name)], &loaded.sources);
        }
        if self.filter.wants_any(plan) {
            self.out.push_str(&format!("{}\n", sanitise(&name)));
        }
        for case in self.filter.run(plan) {
            self.all += 1;
            let word = match case.verdict {
                Verdict::Holds => {
                    self.passed += 1;
                    problems::passed()
                }
                Verdict::Fails => {
                    self.ending = self.ending.worse(Ending::Findings);
                    problems::failed()
                }
            };
            self.out.push_str(&format!("  {}  {}\n", word.get(terminal.language), sanitise(case.title.get(terminal.language))));
            if !case.findings.is_empty() {
                self.out.push_str(&format!("\n{}\n", render(&case.findings, &loaded.sources, &terminal.output)));
            }
        }
        Some(loaded)
    }

    fn summary(&mut self, terminal: &Terminal) {
        if self.all > 0 || self.ending == Ending::Fine {
            let left_out = self.filter.told().unwrap_or_default();
            let summary = problems::examples_summary(self.all, self.passed);
            self.out.push_str(&format!("{}{}\n", summary.get(terminal.language), left_out.get(terminal.language)));
        }
    }
}
