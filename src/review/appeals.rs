//! Appeals against the results of the period: what they were about, how they ended, how long they took.

use crate::appeal::{self, Case, Entry, Rules, Statistics};
use crate::diagnostic::Language;
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
    let one = |case: &&Case| {
        let judged = appeal::judge(case, &rules, appeal::people::known(report, clause, case));
        appeal::entry(&judged, &rules, language)
    };
    let entries: Vec<Entry> = own.iter().map(one).collect();
    let days = if rules.calendar().is_some() { Days::Working } else { Days::Calendar };
    Appeals { statistics: appeal::statistics(&entries), entries, elsewhere: others.len(), days }
}
