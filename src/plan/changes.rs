//! What changes while a policy is in force: exceptions for one person, and amendments.
//!
//! An amendment replaces whole clauses from a day on, so a policy with amendments is several plans, one for each stretch of days with the
//! same amendments in force. Each is the policy with the clauses of its amendments put in place of the others ([`clauses`]), planned and
//! checked as if it had been written so; the period's last day says which of them is in force ([`ir::Plan::in_force`]).

mod amendments;
mod clauses;
mod exceptions;
mod extents;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::plan::ir::{self, LooksBack, Plan};
use crate::plan::problems::changes as problems;
use crate::source::Sources;
use crate::syntax::ast::{Example, Exception, File, Item};
use crate::value::Date;
use amendments::Checked;

/// The days for which a version is planned: both ends in, or open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct During {
    from: Option<Date>,
    to: Option<Date>,
}

impl During {
    pub const ALWAYS: During = During { from: None, to: None };

    fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether an example is of these days; one that does not say its period is of the first.
    pub fn has_example(self, example: &Example) -> bool {
        match example.period.and_then(|(period, _)| period) {
            Some(period) => self.contains(period.end()),
            None => self.from.is_none(),
        }
    }

    /// Whether an exception may hold on one of these days.
    pub fn has_exception(self, exception: &Exception) -> bool {
        let (Some((from, _)), Some((to, _))) = (exception.terms.from, exception.terms.to) else { return self.from.is_none() };
        from > to || self.from.is_none_or(|own| own <= to) && self.to.is_none_or(|own| from <= own)
    }
}

/// Plans every version of a policy; `plan` plans one.
pub(super) fn every_version(
    files: &[File],
    sources: &Sources,
    plan: impl Fn(&[File], &Sources, During) -> (Option<Plan>, Vec<Diagnostic>),
) -> (Option<Plan>, Vec<Diagnostic>) {
    if !files.iter().flat_map(|file| &file.items).any(|item| matches!(item, Item::Amend(_))) {
        return plan(files, sources, During::ALWAYS);
    }
    let Checked { amends, mut problems } = amendments::check(files);
    if problems.iter().any(Diagnostic::is_error) {
        let (_, more) = plan(files, sources, During::ALWAYS);
        add(&mut problems, more);
        return (None, problems);
    }
    let all: Vec<_> = amends.iter().map(|amend| (amend.ast, amend.places.as_slice(), amend.dates())).collect();
    let mut versions = Vec::new();
    for (number, during) in amendments::stretches(files, &amends).into_iter().enumerate() {
        let in_force: Vec<_> = amends.iter().filter(|amend| during.from.is_some_and(|day| amend.during().contains(day))).collect();
        let placed: Vec<_> = in_force.iter().map(|amend| (amend.ast, amend.places.as_slice())).collect();
        let own = clauses::with_all_times(clauses::amended(files, &placed), files, &all);
        let (made, mut more) = plan(&own, sources, during);
        // What only an amendment brings about is said to be so.
        if number > 0 {
            more.retain(|problem| !is_known(&problems, problem));
            for problem in &mut more {
                problems::as_amended(problem, in_force.iter().map(|amend| amend.ast));
            }
        }
        add(&mut problems, more);
        let amendments = in_force.iter().filter_map(|amend| amend.ir(sources, files)).collect();
        versions.push(made.map(|made| (during, Plan { begins: during.from, amendments, ..made })));
    }
    (put_together(versions), problems)
}

fn put_together(versions: Vec<Option<(During, Plan)>>) -> Option<Plan> {
    let versions = versions.into_iter().collect::<Option<Vec<_>>>()?;
    let looks_back = LooksBack {
        at: BTreeSet::from_iter(versions.iter().flat_map(|(_, plan)| plan.looked_back_names())).into_iter().collect(),
        by: versions.iter().map(|(_, plan)| plan.looks_back_by()).max().unwrap_or(0),
    };
    let mut versions = versions.into_iter().map(|(during, plan)| (during, Plan { looks_back: looks_back.clone(), ..plan }));
    let (_, mut first) = versions.next()?;
    first.versions = versions.filter_map(|(during, plan)| Some(ir::Version { from: during.from?, plan })).collect();
    Some(first)
}

/// Adds messages; one that is said of several versions is said once.
fn add(problems: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
    for problem in more {
        if !is_known(problems, &problem) {
            problems.push(problem);
        }
    }
    problems.sort_by_key(|problem| problem.labels.first().map(|label| (label.span.file, label.span.start)));
}

fn is_known(problems: &[Diagnostic], problem: &Diagnostic) -> bool {
    let place = |problem: &Diagnostic| problem.labels.first().map(|label| label.span);
    problems.iter().any(|known| known.code == problem.code && known.message == problem.message && place(known) == place(problem))
}

/// The files of a policy with the clauses that are in force on a day in place of those that they replace, and without amendments.
pub fn in_force(files: &[File], day: Date) -> Cow<'_, [File]> {
    if !files.iter().flat_map(|file| &file.items).any(|item| matches!(item, Item::Amend(_))) {
        return Cow::Borrowed(files);
    }
    let amends = amendments::check(files).amends;
    let in_force = amends.iter().filter(|amend| amend.during().contains(day));
    let placed: Vec<_> = in_force.map(|amend| (amend.ast, amend.places.as_slice())).collect();
    Cow::Owned(clauses::amended(files, &placed))
}
