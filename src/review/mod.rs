//! A review of a plan after a period: what came of its goals and KPIs, what its clauses cost, whether it was fair, and what to look at
//! first.
//!
//! [`review`] measures, exactly, on the run of a period and where there is one on the run of an earlier period; [`document`] puts it into
//! words as something to hand out, [`json`] as data. What a clause takes is found by running the plan without it ([`costs`]); what is
//! judged against norms is judged by the lints ([`norms`]).
//! What must not be here: a second meaning of a rule, a second threshold of a lint, or claims of cause. Figures are counted, not tested.

pub mod appeals;
pub mod costs;
pub mod due;
pub mod equal;
mod figures;
mod first;
pub mod glance;
pub mod goals;
pub mod groups;
pub mod heard;
mod json;
pub mod kpis;
pub mod norms;
mod page;
pub mod told;
mod without;
mod words;

pub use figures::Spread;
pub use first::Finding;
pub use json::json;
pub use page::{Drawings, document};

use crate::diagnostic::Language;
use crate::engine::table::Dataset;
use crate::lint::settings::Settings;
use crate::lint::{Found, lint_in_force};
use crate::plan::ir::{Appeal, Plan};
use crate::report::Report;
use crate::rollout::Records;
use crate::syntax::ast;
use crate::value::Date;
use words::Words;

/// What is reviewed.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The run of the period, by a plan that also computes who is told what.
    pub report: Report<'a>,
    /// The run of an earlier period, by such a plan too.
    pub earlier: Option<Report<'a>>,
    /// The policy with all its versions.
    pub whole: &'a Plan,
    pub files: &'a [ast::File],
    pub settings: &'a Settings,
    /// What people asked and said, where it is given.
    pub records: Option<&'a Records>,
    /// Appeals with the clause by which they are judged, where they are given.
    pub cases: Option<(&'a Appeal, appeals::Cases<'a>)>,
    /// The data of the period.
    pub data: &'a Dataset,
    /// Lines of a list; what is more is counted.
    pub top: usize,
    pub language: Language,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    pub glance: glance::Glance,
    pub goals: Vec<goals::Met<'a>>,
    pub kpis: Vec<kpis::Measured<'a>>,
    pub costs: costs::Costs,
    /// People with errors in the earlier period, by its rows.
    pub faulty_before: Vec<u32>,
    /// None where there is no earlier period.
    pub effects: Option<Vec<told::Effect<'a>>>,
    /// None where no cases are given.
    pub appeals: Option<appeals::Appeals>,
    /// None where no records are given.
    pub heard: Option<heard::Heard<'a>>,
    pub equality: equal::Equality,
    pub groups: Vec<groups::By>,
    pub norms: Vec<norms::Norm>,
    pub due: Vec<due::Due<'a>>,
    /// What to look at first, the most pressing first.
    pub first: Vec<Finding>,
}

impl<'a> Asked<'a> {
    /// The day as of which is told what people asked and appealed against: the end of the period, or the last on which something happened.
    fn day(&self) -> Date {
        let end = self.report.results.period.end();
        let recorded = self.records.and_then(Records::last_date);
        let appealed = self.cases.and_then(|(_, cases)| cases.last_date());
        [recorded, appealed].into_iter().flatten().fold(end, Date::max)
    }

    fn words(&self) -> Words<'a> {
        Words::new(self.report.plan, self.report.sources, self.language)
    }

    /// A person by name and key, as a list names them.
    fn person(&self, row: u32) -> String {
        self.person_of(&self.report, row)
    }

    fn person_of(&self, report: &Report<'_>, row: u32) -> String {
        let key = report.key(row);
        report
            .person_name(row)
            .map_or_else(|| key.to_string(), |name| self.words().say(format!("{name} ({key})"), format!("{name}（{key}）")))
    }
}

/// Measures everything.
pub fn review<'a>(asked: &Asked<'a>) -> Review<'a> {
    let (report, words) = (asked.report, asked.words());
    let found: Found = lint_in_force(asked.files, report.sources, asked.whole, asked.settings, Some(report.results));
    let paying = asked.whole.in_force(report.results.period);
    let mut review = Review {
        glance: glance::glance(&report),
        goals: goals::goals(&report),
        kpis: kpis::kpis(&report, &found),
        costs: costs::costs(&report, (paying, asked.data), &words),
        faulty_before: asked.earlier.as_ref().map_or(Vec::new(), glance::faulty),
        effects: asked.earlier.as_ref().map(|earlier| told::effects(&report, earlier)),
        appeals: asked.cases.map(|cases| appeals::appeals(&report, cases, asked.day(), asked.language)),
        heard: asked.records.map(|records| heard::heard((report.plan, records), asked.day())),
        equality: equal::equality(&report),
        groups: groups::groups(&report, &words),
        norms: norms::norms((&found, asked.settings), &words),
        due: due::due(&report),
        first: Vec::new(),
    };
    review.first = first::first(asked, &review);
    review
}
