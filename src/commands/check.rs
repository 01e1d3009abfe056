//! `merit check`: is the policy right?

use super::Ending;
use super::arguments::{CheckArguments, FindingFormat};
use super::findings;
use super::fixing;
use super::policy::{Drafts, Loaded, load_target};
use super::problems;
use super::targets::{self, Targets};
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::machine::Judged;
use crate::diagnostic::render::summary;

pub(crate) fn check(arguments: &CheckArguments, terminal: &Terminal) -> Ending {
    let targets = targets::targets(&arguments.policies).without_parts();
    let (mut drafts, mut ending) = (Drafts::default(), targets.ending());
    if arguments.fixing.is_wanted() {
        let fixed = fixing::fix(&targets, &arguments.fixing, &|loaded| loaded.problems.clone(), terminal);
        (drafts, ending) = (fixed.drafts, ending.worse(fixed.ending));
    }
    let loaded: Vec<Loaded> = targets.list.iter().map(|target| load_target(target, &drafts)).collect();
    if loaded.iter().any(|policy| policy.plan.is_none()) {
        ending = ending.worse(Ending::Refused);
    }
    let text = match arguments.format {
        FindingFormat::Text => as_text(&targets, &loaded, terminal),
        FindingFormat::Json | FindingFormat::Sarif | FindingFormat::Github | FindingFormat::Junit => {
            as_machines(arguments.format, &targets, &loaded, terminal)
        }
    };
    // Standard output has the mended text of a policy that came from standard input.
    if arguments.fixing.is_wanted() && targets.list.iter().any(|target| target.piped.is_some()) {
        terminal.complain(&text);
        return ending;
    }
    ending.worse(terminal.print(&text))
}

fn as_machines(format: FindingFormat, targets: &Targets, loaded: &[Loaded], terminal: &Terminal) -> String {
    let names: Vec<String> = targets.list.iter().map(targets::Target::name).collect();
    let own = names.iter().zip(loaded).map(|(name, policy)| Judged { name, diagnostics: &policy.problems, sources: &policy.sources });
    let judged: Vec<Judged<'_>> = targets.judged().into_iter().chain(own).collect();
    findings::written(format, &judged, terminal.language)
}

/// The lines for standard output; the messages go to standard error.
fn as_text(targets: &Targets, loaded: &[Loaded], terminal: &Terminal) -> String {
    let mut out = String::new();
    targets.report(terminal);
    for (target, policy) in targets.list.iter().zip(loaded) {
        if !policy.problems.is_empty() {
            terminal.report(&policy.problems, &policy.sources);
            terminal.complain("\n");
        }
        let line = match (&policy.plan, summary(&policy.problems, terminal.language)) {
            (Some(plan), found) => problems::policy_right(&target.name(), plan, found.as_deref()),
            (None, found) => problems::policy_wrong(&target.name(), found.as_deref().unwrap_or_default()),
        };
        out.push_str(line.get(terminal.language));
        out.push('\n');
    }
    if loaded.len() > 1 {
        let right = loaded.iter().filter(|policy| policy.plan.is_some()).count();
        let all: Vec<Diagnostic> = loaded.iter().flat_map(|policy| policy.problems.clone()).collect();
        let found = summary(&all, terminal.language);
        out.push_str(problems::policies_right(right, loaded.len(), found.as_deref()).get(terminal.language));
        out.push('\n');
    }
    out
}
