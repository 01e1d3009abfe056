//! Appeals against the results of the period: what they were about, how they ended, how long they took.

use crate::appeal::{self, Case, Entry, Rules, Statistics};
use crate::diagnostic::{Diagnostic, Language};
use crate::plan::ir::Appeal;
use crate::report::Report;
use crate::value::Date;

/// The cases of a file.
#[derive(Clone, Copy, Debug)]
pub struct Cases<'a> {
    /// As messages name it.
    pub file: &'a str,
    pub all: &'a [Case],
}

impl Cases<'_> {
    /// The last day on which something happened.
    pub fn last_date(&self) -> Option<Date> {
        self.all.iter().flat_map(|case| case.events.iter().map(|event| event.on).chain([case.filed])).max()
    }
}

#[derive(Clone, Debug)]
pub struct Appeals {
    pub statistics: Statistics,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Cases against results of other periods, which are not counted.
    pub elsewhere: usize,
    /// Whether days are working days.
    pub days: Days,
    /// What went against the clause.
    pub findings: Vec<Diagnostic>,
    /// Why something of a case cannot be judged.
    pub unjudged: Vec<Diagnostic>,
}

/// By what the time of a case is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Days {
    Working,
    Calendar,
}

/// Judges the cases of the period by the clause.
pub fn appeals(report: &Report<'_>, (clause, cases): (&Appeal, Cases<'_>), as_of: Date, language: Language) -> Appeals {
    let rules = Rules { plan: report.plan, clause, file: cases.file, as_of };
    let period = report.results.period;
    let (own, others): (Vec<&Case>, Vec<&Case>) = cases.all.iter().partition(|case| case.period.is_none_or(|other| other == period));
    let (mut entries, mut findings, mut unjudged): (Vec<Entry>, Vec<Diagnostic>, Vec<Diagnostic>) = Default::default();
    for case in own {
        let mut judged = appeal::judge(case, &rules, appeal::people::known(report, clause, case));
        findings.append(&mut judged.findings);
        unjudged.append(&mut judged.unjudged);
        entries.push(appeal::entry(&judged, &rules, language));
    }
    let days = if rules.calendar().is_some() { Days::Working } else { Days::Calendar };
    Appeals { statistics: appeal::statistics(&entries), entries, elsewhere: others.len(), days, findings, unjudged }
}
