//! `merit check`: is the policy right?

use super::Ending;
use super::arguments::{CheckArguments, TextFormat};
use super::policy::{Loaded, load};
use super::problems;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::{summary, to_json};

pub(crate) fn check(arguments: &CheckArguments, terminal: &Terminal) -> Ending {
    let loaded: Vec<Loaded> = arguments.policies.iter().map(|path| load(path)).collect();
    let wrong = loaded.iter().any(|policy| policy.plan.is_none());
    let ending = if wrong { Ending::Refused } else { Ending::Fine };
    let written = match arguments.format {
        TextFormat::Json => terminal.print(&as_json(&loaded)),
        TextFormat::Text => as_text(arguments, &loaded, terminal),
    };
    ending.worse(written)
}

/// One list over all policies; the labels say which file each message is about.
fn as_json(loaded: &[Loaded]) -> String {
    let all = loaded.iter().flat_map(|policy| policy.problems.iter().map(|problem| to_json(problem, &policy.sources)));
    let lines: Vec<String> = all.map(|problem| problem.to_string()).collect();
    if lines.is_empty() { "[]\n".to_string() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

fn as_text(arguments: &CheckArguments, loaded: &[Loaded], terminal: &Terminal) -> Ending {
    let mut out = String::new();
    for (path, policy) in arguments.policies.iter().zip(loaded) {
        if !policy.problems.is_empty() {
            terminal.report(&policy.problems, &policy.sources);
            terminal.complain("\n");
        }
        let line = match (&policy.plan, summary(&policy.problems, terminal.language)) {
            (Some(plan), found) => problems::policy_right(&path.to_string_lossy(), plan, found.as_deref()),
            (None, found) => problems::policy_wrong(&path.to_string_lossy(), found.as_deref().unwrap_or_default()),
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
    terminal.print(&out)
}
