//! `merit lint`: what may a plan get wrong, though it is well written?

use std::path::PathBuf;

use super::Ending;
use super::arguments::{DataArguments, LintArguments, TextFormat};
use super::policy::{Loaded, load};
use super::problems;
use super::progress::Progress;
use super::run::{Read, read_data};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::render::{summary, summary_with_notes, to_json};
use crate::diagnostic::{Diagnostic, Severity, Text, catalogue};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::lint::settings::Settings;
use crate::lint::{self, Found, Subject};

/// A policy with all that was found.
struct Linted {
    loaded: Loaded,
    /// What the check, the data and the lints say, in this order.
    messages: Vec<Diagnostic>,
    found: Found,
    ending: Ending,
}

pub(crate) fn lint(arguments: &LintArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let look_at = |path: &PathBuf| {
        progress.stage(&problems::stage_policy());
        look(load(path), arguments, &progress)
    };
    let linted: Vec<Linted> = arguments.policies.iter().map(look_at).collect();
    drop(progress);
    let ending = linted.iter().fold(Ending::Fine, |worst, policy| worst.worse(policy.ending));
    let written = match arguments.format {
        TextFormat::Json => terminal.print(&as_json(&linted)),
        TextFormat::Text => as_text(arguments, &linted, terminal),
    };
    ending.worse(written)
}

/// Checks first: a plan with errors is not judged any further.
fn look(mut loaded: Loaded, arguments: &LintArguments, progress: &Progress) -> Linted {
    let messages = std::mem::take(&mut loaded.problems);
    let mut linted = Linted { loaded, messages, found: Found::default(), ending: Ending::Refused };
    let Some(plan) = &linted.loaded.plan else { return linted };
    let given = arguments.period.as_ref().map(|period| DataArguments { data: arguments.data.clone(), period: period.clone() });
    let mut results: Option<Results> = None;
    if let Some(given) = given {
        progress.stage(&problems::stage_data());
        match read_data(plan, &given) {
            Ok(Read { period, dataset, mut supply }) => {
                progress.stage(&problems::stage_computing());
                let mut made = evaluate(plan, dataset, period, Watch::Nothing);
                made.remarks.append(&mut supply.remarks);
                // What was left out of the data is not what the plan is asked for; who could not be computed is.
                let remarks = made.remarks.iter().filter(|remark| remark.severity <= Severity::Warning);
                linted.messages.extend(data::fold(made.faults.iter().chain(remarks).cloned().collect()));
                results = Some(made);
            }
            Err(wrong) => {
                linted.messages.extend(wrong);
                return linted;
            }
        }
    }
    let partly = results.as_ref().is_some_and(|results| results.faults.iter().any(Diagnostic::is_error));
    let settings = Settings::default();
    let subject = Subject::new(&linted.loaded.files, &linted.loaded.sources, plan, &settings, results.as_ref());
    let mut found = lint::lint(&subject);
    let findings = std::mem::take(&mut found.findings);
    linted.ending = if partly { Ending::Partly } else { Ending::Fine };
    if findings.iter().any(Diagnostic::is_error) {
        linted.ending = linted.ending.worse(Ending::Findings);
    }
    linted.messages.extend(findings);
    linted.found = found;
    linted
}

/// One list over all policies; the labels say which file each message is about.
fn as_json(linted: &[Linted]) -> String {
    let all = linted.iter().flat_map(|policy| policy.messages.iter().map(|message| to_json(message, &policy.loaded.sources)));
    let lines: Vec<String> = all.map(|message| message.to_string()).collect();
    if lines.is_empty() { "[]\n".to_string() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

fn as_text(arguments: &LintArguments, linted: &[Linted], terminal: &Terminal) -> Ending {
    let mut out = String::new();
    let mut add = |line: Text| {
        out.push_str(line.get(terminal.language));
        out.push('\n');
    };
    for (path, policy) in arguments.policies.iter().zip(linted) {
        if !policy.messages.is_empty() {
            terminal.report(&policy.messages, &policy.loaded.sources);
            terminal.complain("\n");
        }
        let path = path.to_string_lossy();
        if policy.ending == Ending::Refused {
            add(problems::policy_wrong(&path, &summary(&policy.messages, terminal.language).unwrap_or_default()));
            continue;
        }
        add(problems::linted(&path, summary_with_notes(&policy.messages, terminal.language).as_deref()));
        if arguments.verbose {
            for (finding, _) in &policy.found.allowed {
                add(problems::allowed_finding(name_of(finding.code), finding));
            }
            for (code, why) in &policy.found.silent {
                add(problems::silent_lint(name_of(code), why));
            }
        }
    }
    if linted.len() > 1 {
        let all: Vec<Diagnostic> = linted.iter().flat_map(|policy| policy.messages.clone()).collect();
        add(problems::linted_together(linted.len(), summary_with_notes(&all, terminal.language).as_deref()));
    }
    terminal.print(&out)
}

fn name_of(code: &str) -> &'static str {
    catalogue::lints().find(|page| page.code == code).map_or("", |page| page.name)
}
