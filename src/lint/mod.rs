//! What may go wrong with a plan that is well written: a cliff, a dead zone, a KPI nobody has a source for.
//!
//! A lint is one file: its code and name, its default level, its thresholds, and the function that looks. Its page stands with the
//! pages of all codes. [`LINTS`] is the one list; a policy, a project's settings and `allow … because` speak of a lint by its name.
//! What several lints rest on stands in `basis`, the lints of Chinese law in `cn`.

mod accelerator;
mod allows;
mod amendment_inside_period;
mod basis;
mod cap_below_target;
mod cap_never_binds;
mod carry_unread;
mod catch_all_row;
mod cliff;
mod cn;
mod cost_over_revenue;
mod dead_kpi;
mod dead_zone;
mod decelerating_unnamed;
mod division_by_zero;
mod draw_never_recovered;
mod excellence;
mod factor_added;
mod flag_nothing_reads;
mod floor_above_cap;
mod gate_always_open;
mod gate_never_opens;
mod goal_without_due;
mod goal_without_kpi;
mod goal_without_strategy;
mod goal_without_stretch_or_baseline;
mod kpi_count;
mod kpi_without_goal;
mod low_weight;
mod magic_number;
mod measure_without_owner;
mod measure_without_source;
mod metric_counted_twice;
mod no_process_kpi;
mod no_team_measure;
mod one_kind_of_kpi;
mod paid_again;
mod param_changes_inside_period;
mod param_gap;
mod pay_falls;
mod pay_mix;
mod payout_reads_no_result;
mod qualitative_without_rubric;
mod quota_over_assignment;
mod retroactive_reduction;
mod rounding_inside;
mod saturated_kpi;
mod score_pays_nothing;
pub mod settings;
mod shadowed_name;
mod share_at_target;
mod share_below_threshold;
mod stage_coverage;
mod strategy_without_goal;
mod threshold;
mod unused_allow;
mod unused_name;
mod upside;
mod vague_words;
mod wording_against_operator;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity, Text};
use crate::engine::Results;
use crate::plan::in_force;
use crate::plan::ir::Plan;
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::value::{Date, Number};
use settings::{Settings, Threshold};

/// Every lint, in the order of the codes.
pub const LINTS: &[&Lint] = &[
    &kpi_count::LINT,
    &low_weight::LINT,
    &stage_coverage::LINT,
    &no_process_kpi::LINT,
    &no_team_measure::LINT,
    &one_kind_of_kpi::LINT,
    &pay_mix::LINT,
    &qualitative_without_rubric::LINT,
    &goal_without_stretch_or_baseline::LINT,
    &goal_without_strategy::LINT,
    &goal_without_due::LINT,
    &goal_without_kpi::LINT,
    &kpi_without_goal::LINT,
    &strategy_without_goal::LINT,
    &measure_without_source::LINT,
    &measure_without_owner::LINT,
    &metric_counted_twice::LINT,
    &score_pays_nothing::LINT,
    &payout_reads_no_result::LINT,
    &cliff::LINT,
    &pay_falls::LINT,
    &dead_zone::LINT,
    &threshold::LINT,
    &excellence::LINT,
    &upside::LINT,
    &accelerator::LINT,
    &unused_name::LINT,
    &flag_nothing_reads::LINT,
    &shadowed_name::LINT,
    &catch_all_row::LINT,
    &rounding_inside::LINT,
    &magic_number::LINT,
    &param_gap::LINT,
    &param_changes_inside_period::LINT,
    &factor_added::LINT,
    &division_by_zero::LINT,
    &gate_never_opens::LINT,
    &gate_always_open::LINT,
    &cap_never_binds::LINT,
    &floor_above_cap::LINT,
    &cap_below_target::LINT,
    &decelerating_unnamed::LINT,
    &unused_allow::LINT,
    &vague_words::LINT,
    &wording_against_operator::LINT,
    &share_at_target::LINT,
    &share_below_threshold::LINT,
    &saturated_kpi::LINT,
    &dead_kpi::LINT,
    &cost_over_revenue::LINT,
    &quota_over_assignment::LINT,
    &cn::wage_deduction::LINT,
    &cn::minimum_wage::LINT,
    &cn::probation_wage::LINT,
    &cn::leaver_bonus::LINT,
    &cn::leaver_commission::LINT,
    &amendment_inside_period::LINT,
    &retroactive_reduction::LINT,
    &draw_never_recovered::LINT,
    &carry_unread::LINT,
    &paid_again::LINT,
];

/// One lint.
#[derive(Debug)]
pub struct Lint {
    /// `L101`; stable.
    pub code: &'static str,
    /// `kpi-count`: what settings and `allow` call it.
    pub name: &'static str,
    /// What may be set for it.
    pub thresholds: &'static [Threshold],
    pub check: fn(&Subject<'_>, &mut Found),
}

/// What is looked at.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The main file first, then the files it uses.
    pub files: &'a [ast::File],
    pub sources: &'a Sources,
    pub plan: &'a Plan,
    /// The plan with all its versions, of which `plan` is one.
    pub whole: &'a Plan,
    pub settings: &'a Settings,
    /// The plan run on data, where data are given.
    pub results: Option<&'a Results>,
    /// What several lints look at, worked out once.
    shared: basis::pay::Shared,
}

impl<'a> Subject<'a> {
    pub fn new(
        files: &'a [ast::File],
        sources: &'a Sources,
        plan: &'a Plan,
        settings: &'a Settings,
        results: Option<&'a Results>,
    ) -> Subject<'a> {
        Subject { files, sources, plan, whole: plan, settings, results, shared: basis::pay::Shared::default() }
    }
}

/// What lints have found, and what they could not look at.
#[derive(Debug, Default)]
pub struct Found {
    pub findings: Vec<Diagnostic>,
    /// What would have been found but for an `allow`, each with the place of that `allow`.
    pub allowed: Vec<(Diagnostic, Span)>,
    /// Lints that had nothing to judge by, each with what was absent: its code and why it was silent.
    pub silent: Vec<(&'static str, Text)>,
    /// Every figure that was held against a norm, inside it or not, in the order in which they were looked at.
    pub measured: Vec<Measured>,
}

/// A figure that a lint has held against its norm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured {
    pub code: &'static str,
    /// The clause it is of, as its author calls it; absent where it is of the plan as a whole.
    pub of: Option<String>,
    pub place: Option<Span>,
    pub value: Number,
    /// The same as people read it.
    pub figure: Text,
}

impl Found {
    pub fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Keeps a figure of a clause, whatever is found of it.
    fn measure(&mut self, lint: &Lint, (of, place): (&str, Span), (value, figure): (&Number, Text)) {
        self.measured.push(Measured { code: lint.code, of: Some(of.to_string()), place: Some(place), value: value.clone(), figure });
    }

    /// Keeps a figure of the plan as a whole.
    fn measure_whole(&mut self, lint: &Lint, (value, figure): (&Number, Text)) {
        self.measured.push(Measured { code: lint.code, of: None, place: None, value: value.clone(), figure });
    }

    /// Says that a lint had nothing to judge by.
    pub fn silent(&mut self, lint: &Lint, why: Text) {
        self.silent.push((lint.code, why));
    }
}

/// Lints of what nothing reads: another version of the plan may read it.
const OF_NO_USE: [&str; 2] = [unused_name::LINT.code, flag_nothing_reads::LINT.code];

/// Runs the lints on the version of a plan that is in force in the period of the results; without results on the one that nothing comes
/// after. What another version reads is not called unused.
pub fn lint_in_force(files: &[ast::File], sources: &Sources, plan: &Plan, settings: &Settings, results: Option<&Results>) -> Found {
    let version = results.map_or_else(|| plan.latest(), |results| plan.in_force(results.period));
    let day = results.map(|results| results.period.end()).or(version.begins);
    let files_on = |day: Option<Date>| day.map_or(Cow::Borrowed(files), |day| in_force(files, day));
    let own = files_on(day);
    let mut found = lint(&Subject { whole: plan, ..Subject::new(&own, sources, version, settings, results) });
    if plan.versions.is_empty() || !found.findings.iter().any(|finding| OF_NO_USE.contains(&finding.code)) {
        return found;
    }
    let place = |finding: &Diagnostic| finding.labels.first().map(|label| label.span);
    for other in plan.each_version().filter(|other| !std::ptr::eq(*other, version)) {
        // The first version is what the files say as they stand.
        let files = files_on(other.begins);
        let subject = Subject::new(&files, sources, other, settings, None);
        let mut unused = Found::default();
        LINTS.iter().filter(|lint| OF_NO_USE.contains(&lint.code)).for_each(|lint| (lint.check)(&subject, &mut unused));
        let of_both = |finding: &Diagnostic| {
            !OF_NO_USE.contains(&finding.code)
                || unused.findings.iter().any(|known| known.code == finding.code && place(known) == place(finding))
        };
        found.findings.retain(of_both);
    }
    found
}

/// Runs every lint that is not switched off. Findings come in the order of the text, with the severity the settings give them; those
/// that an `allow` covers stand apart.
pub fn lint(subject: &Subject<'_>) -> Found {
    let mut found = Found::default();
    // Which `allow` covers nothing is known when all others have looked.
    let (last, first): (Vec<&&Lint>, Vec<&&Lint>) = LINTS.iter().partition(|lint| lint.name == unused_allow::LINT.name);
    for lint in first.into_iter().chain(last) {
        let before = found.findings.len();
        let level = subject.settings.level(lint.name);
        if level == Some(settings::Level::Off) {
            continue;
        }
        (lint.check)(subject, &mut found);
        for finding in found.findings.iter_mut().skip(before) {
            finding.severity = level.and_then(settings::Level::severity).unwrap_or(finding.severity);
        }
        allows::set_apart(subject, lint, before, &mut found);
    }
    found.findings.sort_by_key(|finding| finding.labels.first().map(|label| (label.span.file, label.span.start)));
    found
}

/// The header of the policy.
fn header<'a>(subject: &Subject<'a>) -> Option<&'a ast::Policy> {
    let mut items = subject.files.iter().flat_map(|file| &file.items);
    items.find_map(|item| if let ast::Item::Policy(policy) = item { Some(policy) } else { None })
}

/// A finding of a lint that people should act on.
fn warning(lint: &Lint, message: Text) -> Diagnostic {
    Diagnostic::new(lint.code, Severity::Warning, message)
}

/// A finding of a lint that people should know of.
fn note(lint: &Lint, message: Text) -> Diagnostic {
    Diagnostic::new(lint.code, Severity::Note, message)
}
