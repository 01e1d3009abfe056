//! Who has done what the clause asks of everybody, and who has not, as of a day.

use super::last_day::{Last, after};
use super::records::{Event, Records};
use crate::plan::ir::{Plan, Train};
use crate::source::Span;
use crate::syntax::ast::LimitStart;
use crate::value::Date;

/// What is asked: these people, these records, on this day.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub records: &'a Records,
    /// Those who are to be there.
    pub people: &'a [Person],
    /// What happened later is not known yet.
    pub as_of: Date,
}

/// Somebody who is to be there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub key: String,
    pub name: Option<String>,
}

/// Something that is to be done by everybody.
#[derive(Clone, PartialEq, Debug)]
pub struct Duty<'a> {
    pub kind: DutyKind<'a>,
    pub last: Last,
    /// In the order of the people.
    pub people: Vec<Standing<'a>>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DutyKind<'a> {
    Consult,
    Train(&'a str),
    Sign,
}

/// How one person stands to a duty.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing<'a> {
    pub person: &'a Person,
    pub status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    InTime(Date),
    Late(Date),
    /// Done, and nobody can say whether in time.
    Done(Date),
    /// Not done, and there is time left, or no last day.
    Open,
    /// Not done, and the last day is past.
    Overdue,
}

impl Status {
    /// Where something was done on a day, or has not been by another.
    pub fn of(last: &Last, done: Option<Date>, as_of: Date) -> Status {
        match (last.day(), done) {
            (Some(last), Some(on)) if on > last => Status::Late(on),
            (Some(_), Some(on)) => Status::InTime(on),
            (None, Some(on)) => Status::Done(on),
            (Some(last), None) if as_of > last => Status::Overdue,
            (Some(_) | None, None) => Status::Open,
        }
    }

    /// Whether a last day was missed.
    pub fn is_missed(self) -> bool {
        match self {
            Status::Late(_) | Status::Overdue => true,
            Status::InTime(_) | Status::Done(_) | Status::Open => false,
        }
    }
}

/// Every duty of the policy's rollout, in the order in which a rollout goes: consult, train, sign.
pub fn standing<'a>(asked: &Asked<'a>) -> Vec<Duty<'a>> {
    let Some(rollout) = &asked.plan.process.rollout else { return Vec::new() };
    let mut duties = Vec::new();
    if let Some((by, span)) = rollout.consult {
        duties.push(duty(asked, DutyKind::Consult, Last::On(by), span));
    }
    let train = |train: &'a Train| duty(asked, DutyKind::Train(&train.title), Last::On(train.by), train.span);
    duties.extend(rollout.trainings.iter().map(train));
    if let Some(sign) = &rollout.sign {
        let from = match sign.start {
            LimitStart::Publication => rollout.publish.map(|(day, _)| day),
            LimitStart::Notice | LimitStart::Receipt | LimitStart::Filing | LimitStart::Acceptance | LimitStart::Decision => None,
        };
        let last = from.map_or(Last::Open, |from| after(asked.plan, from, sign.within));
        duties.push(duty(asked, DutyKind::Sign, last, sign.span));
    }
    duties
}

fn duty<'a>(asked: &Asked<'a>, kind: DutyKind<'a>, last: Last, span: Span) -> Duty<'a> {
    let people = asked.people.iter().map(|person| {
        let own = asked.records.entries.iter().filter(|entry| entry.person.as_deref() == Some(&person.key));
        let done = own.filter(|entry| entry.date <= asked.as_of && fulfils(asked.plan, kind, &entry.event, entry.date));
        let first = done.map(|entry| entry.date).min();
        Standing { person, status: Status::of(&last, first, asked.as_of) }
    });
    let people = people.collect();
    Duty { kind, last, people, span }
}

fn fulfils(plan: &Plan, kind: DutyKind<'_>, event: &Event, on: Date) -> bool {
    match (kind, event) {
        (DutyKind::Consult, Event::Consulted { .. }) => true,
        (DutyKind::Train(title), Event::Trained { training }) => training == title,
        // What is signed before it is published is something else.
        (DutyKind::Sign, Event::Signed) => !signed_early(plan, on),
        (
            DutyKind::Consult | DutyKind::Train(_) | DutyKind::Sign,
            Event::Consulted { .. } | Event::Trained { .. } | Event::Signed | Event::Question(_) | Event::Comment { .. },
        ) => false,
    }
}

/// Whether a signature was given before the plan was published.
pub(super) fn signed_early(plan: &Plan, on: Date) -> bool {
    let publish = plan.process.rollout.as_ref().and_then(|rollout| rollout.publish);
    publish.is_some_and(|(publish, _)| on < publish)
}
