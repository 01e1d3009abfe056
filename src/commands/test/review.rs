//! `merit test --review`: results that differ are shown, and accepted or rejected, as a whole, by payout or by employee.

mod asking;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal};

use super::computed::{Computed, Stored, compute, stored};
use super::entries::{Case, cases_of};
use super::snapshots::{remove, write};
use crate::cases::snapshot::{Decision, Decisions, Kept, Snapshot};
use crate::commands::Ending;
use crate::commands::arguments::TestArguments;
use crate::commands::policy::{Drafts, Loaded, load_target};
use crate::commands::problems;
use crate::commands::progress::Progress;
use crate::commands::project::Projects;
use crate::commands::targets::{self, Target};
use crate::commands::terminal::Terminal;
use crate::plan::ir::Plan;
use crate::source::Sources;
use asking::{Flow, Person, Review};

/// How the cases of a review ended.
#[derive(Default)]
struct Count {
    accepted: usize,
    partly: usize,
    rejected: usize,
    left: usize,
}

pub(super) fn review(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    if !(terminal.watched && io::stdin().is_terminal()) {
        terminal.report(&[problems::review_needs_terminal()], &Sources::new());
        return Ending::Refused;
    }
    let targets = targets::targets(&arguments.policies).without_parts();
    targets.report(terminal);
    let mut work = Work { terminal, projects: Projects::default(), count: Count::default() };
    let (mut ending, mut flow) = (targets.ending(), Flow::On);
    for target in &targets.list {
        if flow == Flow::On {
            let (of_target, after) = work.target(target);
            (ending, flow) = (ending.worse(of_target), after);
        }
    }
    for refused in work.projects.refused() {
        terminal.report(&refused.problems, &refused.sources);
        ending = ending.worse(Ending::Refused);
    }
    let Count { accepted, partly, rejected, left } = work.count;
    let any = [accepted, partly, rejected, left].iter().any(|count| *count > 0);
    let line = if any { problems::review_summary(accepted, partly, rejected, left) } else { problems::review_nothing() };
    ending.worse(terminal.print(&format!("{}\n", line.get(terminal.language))))
}

struct Work<'a> {
    terminal: &'a Terminal,
    projects: Projects,
    count: Count,
}

impl Work<'_> {
    fn target(&mut self, target: &Target) -> (Ending, Flow) {
        let loaded = load_target(target, &Drafts::default());
        self.terminal.report(&loaded.problems, &loaded.sources);
        let Some(plan) = &loaded.plan else { return (Ending::Refused, Flow::On) };
        let cases = self.projects.of(&target.path).map_or(Vec::new(), |project| cases_of(project, &target.path));
        let mut ending = Ending::Fine;
        for case in &cases {
            let (of_case, flow) = self.case(case, &target.name(), &loaded, plan);
            ending = ending.worse(of_case);
            if flow == Flow::Quit {
                return (ending, flow);
            }
        }
        (ending, Flow::On)
    }

    fn case(&mut self, case: &Case, policy: &str, loaded: &Loaded, plan: &Plan) -> (Ending, Flow) {
        let progress = Progress::new(self.terminal);
        let computed = compute(case, loaded, plan, &progress);
        drop(progress);
        let computed = match computed {
            Ok(computed) => computed,
            Err(problems) => {
                self.terminal.report(&problems, &loaded.sources);
                return (Ending::Refused, Flow::On);
            }
        };
        let kept = match stored(&case.accepted) {
            Stored::Nothing => None,
            Stored::Kept(kept) => Some(kept),
            Stored::Damaged(damage) => {
                self.terminal.report(&[*damage], &Sources::new());
                return (Ending::Refused, Flow::On);
            }
        };
        let nothing = Snapshot::empty();
        let old = kept.as_ref().map_or(&nothing, |kept| &kept.snapshot);
        let mut decisions = Decisions::new(old, &computed.snapshot);
        if kept.is_some() && decisions.changes().is_empty() {
            return (remove(&case.pending, self.terminal), Flow::On);
        }
        let mut person = Person { terminal: self.terminal };
        let title = problems::review_case(policy, &case.label).get(self.terminal.language).to_string();
        let mut review = Review { plan, language: self.terminal.language, reader: &mut person };
        let flow = if kept.is_some() { review.changed(&title, &mut decisions) } else { review.unknown(&title, &mut decisions) };
        (self.settle(case, &computed, kept.as_deref(), &decisions), flow)
    }

    /// Writes what has been decided: what is accepted becomes the snapshot, what is open stays beside it.
    fn settle(&mut self, case: &Case, computed: &Computed, kept: Option<&Kept>, decisions: &Decisions<'_>) -> Ending {
        let terminal = self.terminal;
        if decisions.is_whole() {
            self.count.accepted = self.count.accepted.saturating_add(1);
            let partly = computed.snapshot.people.iter().any(|person| person.has_error());
            let ending = if partly { Ending::Partly } else { Ending::Fine };
            return match write(&case.accepted, &computed.file(), terminal) {
                Ending::Fine => ending.worse(remove(&case.pending, terminal)),
                refused => refused,
            };
        }
        let mut ending = Ending::Findings;
        let some = decisions.count(Decision::Accepted) > 0;
        if let (Some(kept), true) = (kept, some) {
            ending = ending.worse(write(&case.accepted, &kept.with(&decisions.kept()), terminal));
        }
        let pending = decisions.pending();
        let own = match (some, &pending) {
            (true, _) => &mut self.count.partly,
            (false, Some(_)) => &mut self.count.left,
            (false, None) => &mut self.count.rejected,
        };
        *own = own.saturating_add(1);
        ending.worse(match pending {
            Some(pending) => write(&case.pending, &computed.header.with(&pending.text()), terminal),
            None => remove(&case.pending, terminal),
        })
    }
}
