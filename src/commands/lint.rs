//! `merit lint`: what may a plan get wrong, though it is well written?
//!
//! Levels and thresholds are those of the `merit.toml` beside the policy. Where it names data and a period for the policy, and the call
//! names none, those are what the lints about people look at.

use super::Ending;
use super::arguments::{DataArguments, FindingFormat, LintArguments};
use super::findings;
use super::fixing;
use super::policy::{Drafts, Loaded, load_target};
use super::problems;
use super::progress::Progress;
use super::project::{PlanEntry, Project, Projects, Refused};
use super::run::read_data;
use super::targets::{self, Target, Targets};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::machine::Judged;
use crate::diagnostic::render::{summary, summary_with_notes};
use crate::diagnostic::{Diagnostic, Severity, Text, catalogue};
use crate::engine::Results;
use crate::lint::settings::Settings;
use crate::lint::{self, Found};
use crate::plan::ir::Plan;

/// A policy with all that was found.
struct Linted {
    loaded: Loaded,
    /// What the check, the data and the lints say, in this order.
    messages: Vec<Diagnostic>,
    found: Found,
    ending: Ending,
}

pub(crate) fn lint(arguments: &LintArguments, terminal: &Terminal) -> Ending {
    let targets = targets::targets(&arguments.policies).without_parts();
    let (mut drafts, mut ending) = (Drafts::default(), targets.ending());
    let mut projects = Projects::default();
    if arguments.fixing.is_wanted() {
        let every = |loaded: &Loaded| {
            let mut all = loaded.problems.clone();
            all.extend(of_plan(loaded, &Settings::default()));
            all
        };
        let fixed = fixing::fix(&targets, &arguments.fixing, &every, terminal);
        (drafts, ending) = (fixed.drafts, ending.worse(fixed.ending));
    }
    let progress = Progress::new(terminal);
    let mut linted = Vec::with_capacity(targets.list.len());
    for target in &targets.list {
        progress.stage(&problems::stage_policy());
        let project = projects.of(&target.path);
        let settings = project.map_or_else(Settings::default, |project| project.lint.clone());
        let data = data_of(arguments, project, target);
        linted.push(look(load_target(target, &drafts), &data, &settings, &progress));
    }
    drop(progress);
    ending = linted.iter().fold(ending, |worst, policy| worst.worse(policy.ending));
    let refused = projects.refused();
    if !refused.is_empty() {
        ending = ending.worse(Ending::Refused);
    }
    let text = match arguments.format {
        FindingFormat::Text => as_text(arguments, (&targets, &refused), &linted, terminal),
        FindingFormat::Json | FindingFormat::Sarif | FindingFormat::Github | FindingFormat::Junit => {
            as_machines(arguments.format, (&targets, &refused), &linted, terminal)
        }
    };
    // Standard output has the mended text of a policy that came from standard input.
    if arguments.fixing.is_wanted() && targets.list.iter().any(|target| target.piped.is_some()) {
        terminal.complain(&text);
        return ending;
    }
    ending.worse(terminal.print(&text))
}

/// The data a policy is judged by: those of the call, else those the project names for it.
fn data_of(arguments: &LintArguments, project: Option<&Project>, target: &Target) -> Vec<DataArguments> {
    if let Some(period) = &arguments.period {
        return vec![DataArguments {
            data: arguments.data.clone(),
            period: period.clone(),
            history: arguments.history.clone(),
            reading: arguments.reading.clone(),
        }];
    }
    let entries = project.map_or(Vec::new(), |project| project.entries(&target.path));
    let complete = entries.into_iter().filter(|entry| !entry.data.is_empty());
    complete.filter_map(PlanEntry::call).collect()
}

/// What the lints say of a policy that is right, without data.
fn of_plan(loaded: &Loaded, settings: &Settings) -> Vec<Diagnostic> {
    let Some(plan) = &loaded.plan else { return Vec::new() };
    lint::lint_in_force(&loaded.files, &loaded.sources, plan, settings, None).findings
}

/// Checks first: a plan with errors is not judged any further.
fn look(mut loaded: Loaded, data: &[DataArguments], settings: &Settings, progress: &Progress) -> Linted {
    let messages = std::mem::take(&mut loaded.problems);
    let mut linted = Linted { loaded, messages, found: Found::default(), ending: Ending::Refused };
    let Some(plan) = &linted.loaded.plan else { return linted };
    let mut runs: Vec<Option<Results>> = Vec::new();
    for given in data {
        match run(plan, given, &mut linted.messages, progress) {
            Some(results) => runs.push(Some(results)),
            None => return linted,
        }
    }
    if runs.is_empty() {
        runs.push(None);
    }
    let partly = runs.iter().flatten().any(|results| results.faults.iter().any(Diagnostic::is_error));
    linted.ending = if partly { Ending::Partly } else { Ending::Fine };
    for results in &runs {
        let mut found = lint::lint_in_force(&linted.loaded.files, &linted.loaded.sources, plan, settings, results.as_ref());
        for finding in std::mem::take(&mut found.findings) {
            // What holds of the plan holds of every period.
            if !linted.messages.contains(&finding) {
                linted.messages.push(finding);
            }
        }
        linted.found = found;
    }
    if linted.messages.iter().any(|message| message.is_error() && message.code.starts_with('L')) {
        linted.ending = linted.ending.worse(Ending::Findings);
    }
    linted
}

/// Runs the plan on data; nothing where they cannot be read, which is among the messages then.
fn run(plan: &Plan, given: &DataArguments, messages: &mut Vec<Diagnostic>, progress: &Progress) -> Option<Results> {
    progress.stage(&problems::stage_data());
    match read_data(plan, given) {
        Ok(mut read) => {
            progress.stage(&problems::stage_computing());
            let mut remarks = std::mem::take(&mut read.supply.remarks);
            let mut made = read.last(plan).map_err(|wrong| messages.extend(wrong)).ok().flatten()?;
            made.remarks.append(&mut remarks);
            // What was left out of the data is not what the plan is asked for; who could not be computed is.
            let remarks = made.remarks.iter().filter(|remark| remark.severity <= Severity::Warning);
            messages.extend(data::fold(made.faults.iter().chain(remarks).cloned().collect()));
            Some(made)
        }
        Err(wrong) => {
            messages.extend(wrong);
            None
        }
    }
}

fn as_machines(format: FindingFormat, (targets, refused): (&Targets, &[&Refused]), linted: &[Linted], terminal: &Terminal) -> String {
    let names: Vec<String> = targets.list.iter().map(Target::name).collect();
    let broken = refused.iter().map(|refused| Judged { name: "merit.toml", diagnostics: &refused.problems, sources: &refused.sources });
    let own =
        names.iter().zip(linted).map(|(name, policy)| Judged { name, diagnostics: &policy.messages, sources: &policy.loaded.sources });
    let judged: Vec<Judged<'_>> = targets.judged().into_iter().chain(broken).chain(own).collect();
    findings::written(format, &judged, terminal.language)
}

/// The lines for standard output; the findings go to standard error.
fn as_text(arguments: &LintArguments, (targets, refused): (&Targets, &[&Refused]), linted: &[Linted], terminal: &Terminal) -> String {
    let mut out = String::new();
    let mut add = |line: Text| {
        out.push_str(line.get(terminal.language));
        out.push('\n');
    };
    targets.report(terminal);
    for refused in refused {
        terminal.report(&refused.problems, &refused.sources);
        terminal.complain("\n");
    }
    for (target, policy) in targets.list.iter().zip(linted) {
        if !policy.messages.is_empty() {
            terminal.report(&policy.messages, &policy.loaded.sources);
            terminal.complain("\n");
        }
        let path = target.name();
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
    out
}

fn name_of(code: &str) -> &'static str {
    catalogue::lints().find(|page| page.code == code).map_or("", |page| page.name)
}
