//! Who is told what by the `feedback` clauses, and what follows for whom by the `consequence` clauses.
//!
//! A [`Notice`] is one clause that reaches one person, in words: what set it off with the values behind it, what would end it, what is
//! said, and what is to be done by when. [`notices`] reads them from a run of the plan that computes them ([`Plan::telling`]).
//! What must not be here: a second meaning of a condition. Whether a clause reaches a person is a value of the run; how far a person is
//! from its end is read off the exact curves. While a part of the period has passed ([`elapsed`]), the run is one of the plan to date
//! ([`Plan::to_date`]).
//!
//! [`Plan::telling`]: crate::plan::ir::Plan::telling
//! [`Plan::to_date`]: crate::plan::ir::Plan::to_date

mod distance;
mod pace;
mod sheet;
mod writers;

pub use distance::{Cell, Reaches, Way, as_cell, better_grade, levers};
pub use pace::{DaysBy, Elapsed, NoPace, Pace, elapsed};
pub use sheet::{Form, sheet};
pub use writers::{csv, json, text};

use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Diagnostic, Language};
use crate::document::words::Words;
use crate::engine::table::{Dataset, FaultId, Slot};
use crate::plan::ir::{Body, Consequence, DefId, Feedback, Follows, Kind, Said, SaidPiece, Within, walk};
use crate::report::model::Report;
use crate::report::why::terms;
use crate::source::Span;
use crate::syntax::ast::{AddresseeKind, ChannelKind, LengthUnit, Timing};
use crate::value::calendar::Outside;
use crate::value::{Date, Value};

/// Decimal places of a number in a text.
const PLACES: u32 = 2;

/// A clause that tells people something.
#[derive(Clone, Copy, Debug)]
pub enum Clause<'a> {
    Feedback(&'a Feedback),
    Consequence(&'a Consequence),
}

/// One clause that reaches one person.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// The row of the population.
    pub row: u32,
    pub clause: Clause<'a>,
    /// The values that set it off, each by the words of the policy.
    pub reasons: Vec<(String, String)>,
    /// What would end it, one way each.
    pub distances: Vec<Way>,
    /// How the person stands against the plan to date.
    pub paces: Vec<Pace>,
    pub say: Option<String>,
    /// What is to be done.
    pub actions: Vec<String>,
    /// The last day for it.
    pub due: Option<Due>,
}

/// A last day, or why there is none: the calendar ends before it.
#[derive(Clone, Debug)]
pub enum Due {
    On(Date),
    Beyond(Outside),
}

/// What the clauses come to.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// By person in the order of the population, then in the order of the text, consequences behind feedback.
    pub notices: Vec<Notice<'a>>,
    /// People for whom it cannot be said whether a clause reaches them.
    pub unknown: Vec<(u32, Clause<'a>, FaultId)>,
}

impl<'a> Clause<'a> {
    /// The name the policy gives it.
    pub fn name(self) -> &'a str {
        match self {
            Clause::Feedback(it) => &it.name,
            Clause::Consequence(it) => &it.name,
        }
    }

    /// The title; the name where there is none.
    pub fn title(self) -> &'a str {
        match self {
            Clause::Feedback(it) => it.title.as_deref().unwrap_or(&it.name),
            Clause::Consequence(it) => it.title.as_deref().unwrap_or(&it.name),
        }
    }

    pub fn told(self) -> DefId {
        match self {
            Clause::Feedback(it) => it.told,
            Clause::Consequence(it) => it.told,
        }
    }

    /// Why the clause is there, as its author says.
    pub fn because(self) -> Option<&'a str> {
        match self {
            Clause::Feedback(it) => it.because.as_deref(),
            Clause::Consequence(it) => it.because.as_deref(),
        }
    }

    pub fn span(self) -> Span {
        match self {
            Clause::Feedback(it) => it.span,
            Clause::Consequence(it) => it.span,
        }
    }

    pub fn through(self) -> &'a [ChannelKind] {
        match self {
            Clause::Feedback(it) => &it.through,
            Clause::Consequence(_) => &[],
        }
    }

    pub fn to(self) -> &'a [AddresseeKind] {
        match self {
            Clause::Feedback(it) => &it.to,
            Clause::Consequence(it) => &it.to,
        }
    }

    pub fn timing(self) -> Option<Timing> {
        match self {
            Clause::Feedback(it) => it.timing,
            Clause::Consequence(_) => None,
        }
    }

    /// Whether nothing but a reward follows: nobody is to get away from it.
    fn only_rewards(self) -> bool {
        match self {
            Clause::Feedback(_) => false,
            Clause::Consequence(it) => it.then.iter().all(|follows| matches!(follows, Follows::Reward(_))),
        }
    }

    fn say(self) -> Option<&'a Said> {
        match self {
            Clause::Feedback(it) => it.say.as_ref(),
            Clause::Consequence(it) => it.say.as_ref(),
        }
    }
}

/// What is asked of the clauses: for one person or everybody, counted from a day.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub report: Report<'a>,
    pub data: &'a Dataset,
    /// The day from which deadlines count; it is not counted itself.
    pub from: Date,
    /// What part of the period has passed, where the run is one of the plan to date.
    pub elapsed: Option<Elapsed>,
    pub who: Option<u32>,
    pub language: Language,
}

/// Every notice.
pub fn notices<'a>(asked: &Asked<'a>) -> Told<'a> {
    let process = &asked.report.plan.process;
    let feedback = process.feedback.iter().map(Clause::Feedback);
    let clauses: Vec<Clause<'a>> = feedback.chain(process.consequences.iter().map(Clause::Consequence)).collect();
    let mut told = Told::default();
    for row in asked.report.rows().filter(|row| asked.who.is_none_or(|who| who == *row)) {
        for clause in &clauses {
            match asked.report.slot(clause.told(), row) {
                Some(Slot::Value(Value::Flag(true))) => told.notices.push(notice(asked, *clause, row)),
                Some(Slot::Fault(fault)) => told.unknown.push((row, *clause, *fault)),
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_)) | None => {}
            }
        }
    }
    told
}

fn notice<'a>(asked: &Asked<'a>, clause: Clause<'a>, row: u32) -> Notice<'a> {
    let (report, language) = (&asked.report, asked.language);
    let words = Words { language };
    let (actions, within) = match clause {
        Clause::Feedback(it) => match &it.action {
            Some(action) => (vec![said(report, row, &action.text, language)], action.within),
            None => (Vec::new(), None),
        },
        Clause::Consequence(it) => {
            let mut plans =
                it.then.iter().filter_map(|follows| if let Follows::Improvement(within) = follows { Some(*within) } else { None });
            (it.then.iter().map(|follows| words.follows(follows)).collect(), plans.next_back())
        }
    };
    Notice {
        row,
        clause,
        reasons: reasons(asked, clause, row),
        distances: distance::distances(asked, clause, row),
        paces: pace::paces(asked, row),
        say: clause.say().map(|text| said(report, row, text, language)),
        actions,
        due: within.and_then(|within| due(asked, within)),
    }
}

/// The values that a condition rests on; of one over periods running those of this period, and how many periods it asks for.
fn reasons(asked: &Asked<'_>, clause: Clause<'_>, row: u32) -> Vec<(String, String)> {
    let (report, words) = (&asked.report, Words { language: asked.language });
    let own = |span: Span| sanitise(&report.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" "));
    let of = |def: DefId| {
        // A clause for everybody has no other reason than itself.
        let terms = terms(report, row, def).into_iter().filter(|term| term.span != clause.span());
        terms.map(|term| (own(term.span), term.text.get(asked.language).to_string())).collect::<Vec<_>>()
    };
    let mut found = of(clause.told());
    let body = report.def(clause.told()).and_then(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    for part in body.map(walk::all).unwrap_or_default() {
        if let Kind::InARow { of: condition, count } = &part.kind {
            found.extend(of(*condition));
            found.push((words.say("periods running", "连续期数"), count.to_string()));
        }
    }
    found
}

/// A text with the person's values in it.
fn said(report: &Report<'_>, row: u32, text: &Said, language: Language) -> String {
    let words = Words { language };
    let piece = |piece: &SaidPiece| match piece {
        SaidPiece::Text(text) => text.clone(),
        SaidPiece::Value(def) => match (report.slot(*def, row), report.def(*def)) {
            (Some(Slot::Value(value)), Some(def)) => report.shown(value, def.ty, PLACES, language),
            (Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None, _) => words.no_value(),
        },
    };
    sanitise(&text.pieces.iter().map(piece).collect::<String>())
}

fn due(asked: &Asked<'_>, within: Within) -> Option<Due> {
    let (from, count) = (asked.from, i64::from(within.count));
    match within.unit {
        LengthUnit::Days => from.add_days(count).map(Due::On),
        LengthUnit::Months => from.add_months(count, Some(crate::value::date::MissingDay::LastDay)).map(Due::On),
        LengthUnit::WorkingDays => {
            let calendar = asked.report.plan.calendar.as_ref()?;
            Some(calendar.days.after(from, count).map_or_else(Due::Beyond, Due::On))
        }
    }
}

/// What is said of the people for whom it is not known, each cause once.
pub fn troubles(report: &Report<'_>, told: &Told<'_>) -> Vec<Diagnostic> {
    let mut seen: Vec<FaultId> = Vec::new();
    for (_, _, fault) in &told.unknown {
        if !seen.contains(fault) {
            seen.push(*fault);
        }
    }
    seen.into_iter().filter_map(|fault| report.fault(fault)).cloned().collect()
}
