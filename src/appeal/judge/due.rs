//! Which deadlines a case has, and what comes next.

use super::walk::Walk;
use super::{Next, Owed};
use crate::appeal::admission::{Refusal, Rule};
use crate::appeal::case::Act;
use crate::appeal::deadlines::{self, Deadline, Last, Moments, Standing, Step, Waits, Whose};
use crate::appeal::problems;
use crate::appeal::states::{Kind, State};
use crate::plan::ir::TimeLimit;
use crate::value::Date;

impl Deadline {
    /// Whether the company did not keep it.
    pub fn is_failed(&self) -> bool {
        self.whose != Whose::Appellant && matches!(self.standing, Standing::Missed | Standing::Overdue)
    }

    pub fn last_day(&self) -> Option<Date> {
        if let Last::On(last) = self.last { Some(last) } else { None }
    }
}

type Done = Option<(Date, Option<String>)>;

/// A step that is due, before it is known by when.
struct Step0<'m> {
    step: Step,
    instance: u32,
    limit: TimeLimit,
    moments: &'m Moments,
    waits: &'m Waits,
    done: Done,
    whose: Whose,
}

/// Every deadline of the case in the order of the steps; what cannot be said, and what was not kept, is reported.
pub(super) fn deadlines(walk: &mut Walk<'_, '_>) -> Vec<Deadline> {
    let (moments, none) = (walk.moments.clone(), Waits::new());
    let mut found = Vec::new();
    let mut enter = |walk: &mut Walk<'_, '_>, step: Step0<'_>| found.extend(deadline(walk, step));
    for (now, instance) in moments.iter().zip(1_u32..) {
        for step in steps(walk, now, instance, &none) {
            enter(walk, step);
        }
    }
    for deadline in &found {
        if deadline.is_failed() {
            let problem = problems::not_kept(walk.at(), deadline);
            walk.findings.push(problem);
        }
    }
    found
}

/// When an event of this instance happened first, and who did it.
fn done(walk: &Walk<'_, '_>, instance: u32, kinds: &[Kind]) -> Done {
    let mut now = 1_u32;
    for event in &walk.events {
        let kind = event.act.kind();
        let is = kinds.iter().any(|wanted| std::mem::discriminant(wanted) == std::mem::discriminant(&kind));
        if now == instance && is {
            return Some((event.on, event.by.clone()));
        }
        if matches!(event.act, Act::Escalated { .. }) {
            now = now.saturating_add(1);
        }
    }
    None
}

fn steps<'m>(walk: &Walk<'_, '_>, now: &'m Moments, instance: u32, none: &'m Waits) -> Vec<Step0<'m>> {
    let clause = walk.rules.clause;
    let office = || Whose::Office(clause.office.clone());
    let of = |kinds: &[Kind]| done(walk, instance, kinds);
    let mut steps = Vec::new();
    let mut add = |step: Step, limit: Option<&TimeLimit>, waits: &'m Waits, done: Done, whose: Whose| {
        steps.extend(limit.map(|limit| Step0 { step, instance, limit: *limit, moments: now, waits, done, whose }));
    };
    if instance == 1 {
        add(Step::File, clause.file.as_ref(), none, Some((walk.case.filed, None)), Whose::Appellant);
        // Withdrawn before anybody looked at it, nothing is owed.
        let given_up = walk.state == State::Withdrawn && now.asked.is_none() && of(&[Kind::Accepted]).is_none();
        if now.completed.is_none() && !given_up {
            let done = of(&[Kind::Accepted, Kind::Refused, Kind::AskedToComplete]);
            add(Step::Acknowledge, clause.acknowledge.as_ref(), none, done, office());
        }
        if now.asked.is_some() {
            add(Step::Complete, clause.complete.as_ref(), none, of(&[Kind::Completed]), Whose::Appellant);
        }
        let gone = walk.state == State::Withdrawn && of(&[Kind::Accepted]).is_none();
        if now.completed.is_some() && !gone {
            add(Step::Acknowledge, clause.acknowledge.as_ref(), none, of(&[Kind::Accepted, Kind::Refused]), office());
        }
    }
    let decides = match (&clause.escalate, instance) {
        (Some(escalate), 2..) => Whose::Body(escalate.to.clone()),
        (_, _) => Whose::Panel,
    };
    let refused = of(&[Kind::Refused]).is_some();
    let ended = now.decided.is_none() && walk.state == State::Withdrawn;
    if (now.accepted.is_some() || now.escalated.is_some()) && !ended && !refused {
        let any = Kind::Decided(crate::appeal::case::Outcome::Upheld);
        add(Step::Decide, clause.decide.as_ref(), &now.waits, of(&[any]), decides);
    }
    if now.decided.is_some() {
        add(Step::Notify, clause.notify.as_ref(), none, of(&[Kind::Notified]), office());
    }
    let further = !matches!(walk.state, State::Final(at, _) if at == instance && walk.lapsed.is_none());
    if now.notified.is_some() && further {
        let limit = clause.escalate.as_ref().map(|escalate| &escalate.within);
        add(Step::Escalate, limit, none, of(&[Kind::Escalated]), Whose::Appellant);
    }
    steps
}

fn deadline(walk: &mut Walk<'_, '_>, of: Step0<'_>) -> Option<Deadline> {
    let Step0 { step, instance, limit, moments, waits, done, whose } = of;
    let as_of = walk.rules.as_of;
    // What was asked for before anything was completed counts from receipt.
    let before = Moments { completed: None, ..moments.clone() };
    let first = step == Step::Acknowledge && moments.asked.is_some() && done.as_ref().map(|done| done.0) == moments.asked;
    let (start, from) = deadlines::start(&limit, step, walk.case, if first { &before } else { moments });
    let Some(from) = from else {
        let problem = problems::day_unknown(walk.at(), step, start, limit.span);
        walk.unjudged.push(problem);
        return None;
    };
    let (waited, last) = match deadlines::with_waits(from, limit.within, waits, walk.rules.calendar()) {
        Ok(known) => known,
        Err(outside) => {
            let problem = problems::beyond_calendar(walk.at(), step, (from, limit.span), &outside);
            walk.unjudged.push(problem);
            (0, Last::Beyond(outside))
        }
    };
    let standing = match (&last, &done) {
        (Last::Beyond(_), _) => Standing::Unknown,
        // Evidence was asked for when the time was over already.
        (Last::Stopped { left }, _) if *left < 0 => Standing::Overdue,
        (Last::Stopped { .. }, _) => Standing::Stopped,
        (Last::On(last), Some((on, _))) if on <= last => Standing::Met,
        (Last::On(_), Some(_)) => Standing::Missed,
        (Last::On(last), None) if as_of <= *last => Standing::Open,
        (Last::On(_), None) if whose == Whose::Appellant => Standing::Unused,
        (Last::On(_), None) => Standing::Overdue,
    };
    Some(Deadline { step, instance, start, from, within: limit.within, waited, last, done, whose, standing, limit })
}

/// What comes next, by whom and until when.
pub(super) fn owed(walk: &Walk<'_, '_>, deadlines: &[Deadline], refusals: &[Refusal]) -> Option<Owed> {
    let clause = walk.rules.clause;
    let instance = walk.state.instance();
    let until = |step: Step| {
        let open =
            deadlines.iter().rev().find(|deadline| deadline.step == step && deadline.instance == instance && deadline.done.is_none());
        open.and_then(Deadline::last_day)
    };
    let office = || Whose::Office(clause.office.clone());
    let decides = || match &clause.escalate {
        Some(escalate) if instance > 1 => Whose::Body(escalate.to.clone()),
        Some(_) | None => Whose::Panel,
    };
    let (what, whose, until) = match walk.state {
        State::Filed | State::Received | State::Completed => {
            let hard = refusals.iter().any(|refusal| !matches!(refusal.rule, Rule::NoEvidence(_)));
            let told = walk.moments.first().is_some_and(|moments| moments.asked.is_some());
            let what = match (hard, refusals.is_empty()) {
                (true, _) => Next::Refuse,
                (false, true) => Next::Accept,
                (false, false) if told || clause.complete.is_none() => Next::Refuse,
                (false, false) => Next::AskToComplete,
            };
            (what, office(), until(Step::Acknowledge))
        }
        State::Incomplete => (Next::Complete, Whose::Appellant, until(Step::Complete)),
        State::Accepted(_) | State::Escalated(_) | State::UnderReview(_) => {
            let seated = walk.panels.iter().any(|sitting| sitting.instance == instance);
            let what = if !seated && (instance > 1 || !clause.panel.is_empty()) {
                Next::FormPanel
            } else if clause.hear.is_some() && !walk.heard.contains(&instance) {
                Next::Hear
            } else {
                Next::Decide
            };
            (what, decides(), until(Step::Decide))
        }
        State::Waiting(_) => (Next::GiveEvidence, Whose::Appellant, None),
        State::Decided(..) => (Next::Notify, office(), until(Step::Notify)),
        State::Notified(..) => (Next::Escalate, Whose::Appellant, until(Step::Escalate)),
        State::Refused(_) | State::Final(..) | State::Withdrawn => return None,
    };
    Some(Owed { what, whose, until })
}
