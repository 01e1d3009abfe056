//! What people asked and said of the plan, with the clause that each question and comment concerns.

use indexmap::IndexMap;

use crate::plan::ir::Plan;
use crate::rollout::{self, Kind, Records, Remark};
use crate::value::Date;

/// Questions and comments about one clause.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub questions: usize,
    /// Of the questions: not answered by their last day.
    pub missed: usize,
    /// Of the questions: without an answer so far.
    pub open: usize,
    pub comments: usize,
}

#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// By the clause, those about which most was said first; without a name for what concerns no clause of the plan.
    pub clauses: Vec<(Option<String>, Tally)>,
    /// In the order of the file.
    pub remarks: Vec<Remark<'a>>,
}

/// Everything that the records hold until a day.
pub fn heard<'a>((plan, records): (&'a Plan, &'a Records), as_of: Date) -> Heard<'a> {
    let asked = rollout::Asked { plan, records, people: &[], as_of };
    let remarks: Vec<Remark<'a>> = records.remarks(plan).into_iter().filter(|remark| remark.on <= as_of).collect();
    let mut clauses: IndexMap<Option<String>, Tally> = IndexMap::new();
    for remark in &remarks {
        let tally = clauses.entry(name(remark)).or_default();
        let more = |count: &mut usize| *count = count.saturating_add(1);
        match remark.kind {
            Kind::Question { answer, .. } => {
                more(&mut tally.questions);
                if answer.is_none_or(|answer| answer.on > as_of) {
                    more(&mut tally.open);
                }
                if remark.answered(&asked).is_some_and(|answered| answered.status.is_missed()) {
                    more(&mut tally.missed);
                }
            }
            Kind::Consulted | Kind::Comment => more(&mut tally.comments),
        }
    }
    let mut clauses: Vec<(Option<String>, Tally)> = clauses.into_iter().collect();
    clauses.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.questions.saturating_add(tally.comments)));
    Heard { clauses, remarks }
}

/// The clause that a remark concerns, as its author calls it; as the record says where the plan has no such clause.
pub fn name(remark: &Remark<'_>) -> Option<String> {
    let own = remark.clause.as_ref().map(|clause| clause.called());
    own.or(remark.said_clause).map(str::to_string)
}
