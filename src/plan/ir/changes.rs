//! What changes while a policy is in force: approved exceptions, and the versions that amendments make of a plan.

use super::{DefId, Example, Param, ParamValue, Plan};
use crate::diagnostic::Text;
use crate::source::Span;
use crate::value::{Date, Period, Value};

/// An approved exception for one person: values that count instead of what the plan would give.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The key of the person.
    pub person: String,
    pub from: Date,
    pub to: Date,
    pub because: String,
    pub approved: String,
    pub values: Vec<ExceptionValue>,
    /// The head of the clause.
    pub span: Span,
    /// The key inside the head.
    pub place: Span,
}

/// `overdue_penalty = 0`
#[derive(Clone, Debug)]
pub struct ExceptionValue {
    pub def: DefId,
    pub value: Value,
    pub span: Span,
}

impl Exception {
    /// Whether it holds in a period: the last day decides.
    pub fn holds(&self, period: Period) -> bool {
        let day = period.end();
        self.from <= day && day <= self.to
    }
}

/// An amendment that is in force.
#[derive(Clone, Debug)]
pub struct Amendment {
    pub title: String,
    pub from: Date,
    pub to: Option<Date>,
    pub because: String,
    pub approved: String,
    pub replaced: Vec<Replaced>,
    /// The head of the clause.
    pub span: Span,
}

/// A clause that holds instead of another.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// What people call it: `kpi ae.sales`.
    pub name: Text,
    /// All of the clause that holds, and all of the one that it has taken the place of.
    pub now: Span,
    pub before: Span,
}

/// A plan from a day on, until the next version.
#[derive(Clone, Debug)]
pub struct Version {
    pub from: Date,
    pub plan: Plan,
}

/// What any version of a plan reads of earlier periods: results are kept for all of them.
#[derive(Clone, Debug, Default)]
pub struct LooksBack {
    /// By the names that results print.
    pub at: Vec<String>,
    /// How many periods back.
    pub by: u32,
}

impl Param {
    /// Its values at all times, in the order of their dates.
    pub fn at_all_times(&self) -> &[ParamValue] {
        if self.at_all_times.is_empty() { &self.values } else { &self.at_all_times }
    }
}

impl Plan {
    /// The exceptions that hold in a period, each with its number.
    pub fn exceptions_in(&self, period: Period) -> impl Iterator<Item = (usize, &Exception)> {
        self.exceptions.iter().enumerate().filter(move |(_, exception)| exception.holds(period))
    }

    /// The version in force in a period: its last day decides.
    pub fn in_force(&self, period: Period) -> &Plan {
        let day = period.end();
        self.versions.iter().rev().find(|version| version.from <= day).map_or(self, |version| &version.plan)
    }

    /// The version that nothing comes after.
    pub fn latest(&self) -> &Plan {
        self.versions.last().map_or(self, |version| &version.plan)
    }

    /// The examples of every version, in the order of the text.
    pub fn all_examples(&self) -> Vec<&Example> {
        let mut all: Vec<&Example> = self.each_version().flat_map(|plan| &plan.examples).collect();
        if !self.versions.is_empty() {
            all.sort_by_key(|example| (example.span.file, example.span.start));
        }
        all
    }

    /// Every version, in the order of their dates; without amendments the plan alone.
    pub fn each_version(&self) -> impl Iterator<Item = &Plan> {
        std::iter::once(self).chain(self.versions.iter().map(|version| &version.plan))
    }
}
