//! What people asked and said, with the clause it concerns and whether it was answered in time.

use super::clauses::{Named, clause_named};
use super::duties::{Asked, Status};
use super::last_day::{Last, after};
use super::records::{Answer, Event, Place, Records};
use crate::plan::ir::Plan;
use crate::syntax::ast::LimitStart;
use crate::value::Date;

/// A question, or something that was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark<'a> {
    pub place: &'a Place,
    pub kind: Kind<'a>,
    pub person: Option<&'a str>,
    pub on: Date,
    pub text: &'a str,
    /// The clause it concerns, as the record says.
    pub said_clause: Option<&'a str>,
    /// That clause in the policy, where it has it.
    pub clause: Option<Named<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind<'a> {
    Question {
        to: Option<&'a str>,
        answer: Option<&'a Answer>,
    },
    /// Said when the person was consulted.
    Consulted,
    Comment,
}

/// How a question stands on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    pub last: Last,
    pub status: Status,
}

impl Records {
    /// Questions and comments in the order of the file.
    pub fn remarks<'a>(&'a self, plan: &'a Plan) -> Vec<Remark<'a>> {
        let remark = |entry: &'a super::records::Entry| {
            let (kind, text, clause) = match &entry.event {
                Event::Question(question) => {
                    let kind = Kind::Question { to: question.to.as_deref(), answer: question.answer.as_ref() };
                    (kind, Some(question.text.as_str()), question.clause.as_deref())
                }
                Event::Comment { text, clause } => (Kind::Comment, Some(text.as_str()), clause.as_deref()),
                Event::Consulted { text, clause } => (Kind::Consulted, text.as_deref(), clause.as_deref()),
                Event::Trained { .. } | Event::Signed => return None,
            };
            let (place, person) = (&entry.place, entry.person.as_deref());
            let found = clause.and_then(|said| clause_named(plan, said).ok());
            Some(Remark { place, kind, person, on: entry.date, text: text?, said_clause: clause, clause: found })
        };
        self.entries.iter().filter_map(remark).collect()
    }
}

impl Remark<'_> {
    /// How the question stands; nothing of what is no question.
    pub fn answered(&self, asked: &Asked<'_>) -> Option<Answered> {
        let Kind::Question { answer, .. } = self.kind else { return None };
        let rollout = asked.plan.process.rollout.as_ref();
        let last = match rollout.and_then(|rollout| rollout.questions.as_ref()) {
            None => Last::Open,
            Some(questions) => {
                let from = match questions.within.start {
                    LimitStart::Publication => rollout.and_then(|rollout| rollout.publish).map(|(day, _)| day),
                    LimitStart::Notice | LimitStart::Receipt | LimitStart::Filing | LimitStart::Acceptance | LimitStart::Decision => {
                        Some(self.on)
                    }
                };
                from.map_or(Last::Open, |from| after(asked.plan, from, questions.within.within))
            }
        };
        let done = answer.map(|answer| answer.on).filter(|on| *on <= asked.as_of);
        let status = Status::of(&last, done, asked.as_of);
        Some(Answered { last, status })
    }
}
