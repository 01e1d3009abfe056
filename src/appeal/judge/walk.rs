//! Going through what happened, in its order.

use super::{Covered, Judged, Known, Rules, Ruling, due, ruling};
use crate::appeal::admission::{self, Refusal, Rule};
use crate::appeal::case::{Act, Case, Event, RuleName};
use crate::appeal::deadlines::{self, Moments, Step};
use crate::appeal::panel::{self, Sitting};
use crate::appeal::problems::{self, At};
use crate::appeal::states::{State, next};
use crate::diagnostic::Diagnostic;
use crate::plan::ir::Open;
use crate::syntax::ast::{Excluded, Late};
use crate::value::Date;

/// Judges a case by its clause.
pub fn judge<'a>(case: &'a Case, rules: &Rules<'_>, known: Known) -> Judged<'a> {
    let mut walk = Walk::new(case, rules, known);
    for (event, number) in case.events.iter().zip(1_u32..) {
        if event.on <= rules.as_of {
            walk.take(event, number);
        }
    }
    walk.lapse(rules.as_of, None);
    walk.finish()
}

/// A case up to some event.
pub(super) struct Walk<'w, 'a> {
    pub case: &'a Case,
    pub rules: &'w Rules<'w>,
    pub known: Known,
    pub state: State,
    pub since: Date,
    pub lapsed: Option<Date>,
    /// Of each instance, the first one first.
    pub moments: Vec<Moments>,
    pub evidence: Vec<String>,
    pub panels: Vec<Sitting<'a>>,
    pub rulings: Vec<Ruling<'a>>,
    /// Instances before which the appellant was heard.
    pub heard: Vec<u32>,
    pub events: Vec<&'a Event>,
    pub findings: Vec<Diagnostic>,
    pub unjudged: Vec<Diagnostic>,
    day: Date,
}

impl<'w, 'a> Walk<'w, 'a> {
    fn new(case: &'a Case, rules: &'w Rules<'w>, known: Known) -> Walk<'w, 'a> {
        Walk {
            case,
            rules,
            known,
            state: State::Filed,
            since: case.filed,
            lapsed: None,
            moments: vec![Moments::default()],
            evidence: case.evidence.clone(),
            panels: Vec::new(),
            rulings: Vec::new(),
            heard: Vec::new(),
            events: Vec::new(),
            findings: Vec::new(),
            unjudged: Vec::new(),
            day: case.filed,
        }
    }

    pub(super) fn at(&self) -> At<'w>
    where
        'a: 'w,
    {
        At { file: self.rules.file, case: Some(&self.case.id), number: self.case.number, language: self.case.language }
    }

    fn now(&mut self) -> Option<&mut Moments> {
        self.moments.last_mut()
    }

    fn take(&mut self, event: &'a Event, number: u32) {
        if event.on < self.day {
            self.findings.push(problems::backwards(self.at(), event, number, self.day));
            return;
        }
        self.lapse(event.on, Some(event));
        match next(self.state, event.act.kind(), self.rules.further()) {
            Ok(state) => {
                let before = self.state;
                self.apply(event, number, before);
                if state != self.state {
                    self.since = event.on;
                }
                self.state = state;
                self.day = event.on;
                self.events.push(event);
            }
            Err(bar) => self.findings.push(problems::cannot_happen(self.at(), event, number, (bar, self.lapsed))),
        }
    }

    /// What the mere course of time does: what is not completed counts as withdrawn, what is not filed again is final.
    fn lapse(&mut self, day: Date, event: Option<&Event>) {
        let clause = self.rules.clause;
        match self.state {
            State::Incomplete => {
                let last = clause.complete.as_ref().and_then(|limit| self.last_day(limit, Step::Complete));
                if let Some(last) = last.filter(|last| day > *last) {
                    (self.state, self.since, self.lapsed) = (State::Withdrawn, last, Some(last));
                }
            }
            State::Notified(instance, outcome) => {
                let last = clause.escalate.as_ref().and_then(|escalate| self.last_day(&escalate.within, Step::Escalate));
                let excused = event.is_some_and(|event| matches!(&event.act, Act::Escalated { late_reason: Some(_), .. }))
                    && clause.late == Some(Late::AcceptWithReason);
                if let Some(last) = last.filter(|last| day > *last && !excused) {
                    (self.state, self.since, self.lapsed) = (State::Final(instance, outcome), last, Some(last));
                }
            }
            State::Filed
            | State::Received
            | State::Completed
            | State::Refused(_)
            | State::Accepted(_)
            | State::UnderReview(_)
            | State::Waiting(_)
            | State::Decided(..)
            | State::Escalated(_)
            | State::Final(..)
            | State::Withdrawn => {}
        }
    }

    fn last_day(&self, limit: &crate::plan::ir::TimeLimit, step: Step) -> Option<Date> {
        let moments = self.moments.last()?;
        let (_, from) = deadlines::start(limit, step, self.case, moments);
        deadlines::after(from?, limit.within, self.rules.calendar()).ok()
    }

    fn apply(&mut self, event: &'a Event, number: u32, before: State) {
        let on = event.on;
        let instance = before.instance();
        match &event.act {
            Act::Received => self.now().into_iter().for_each(|now| now.received = Some(on)),
            Act::Accepted => {
                if instance == 1 {
                    self.admitted(event, number);
                }
                self.now().into_iter().for_each(|now| now.accepted = Some(on));
            }
            Act::Refused { rule, .. } => {
                if instance == 1 {
                    self.turned_away(event, number, *rule);
                }
            }
            Act::AskedToComplete { .. } => self.now().into_iter().for_each(|now| now.asked = Some(on)),
            Act::Completed { evidence } => {
                self.evidence.extend(evidence.iter().cloned());
                self.now().into_iter().for_each(|now| now.completed = Some(on));
            }
            Act::ReviewBegun => {}
            Act::Heard => self.heard.push(instance),
            Act::PanelFormed(panel) => {
                self.panels.retain(|other| other.instance != instance);
                self.panels.push(Sitting { instance, panel });
            }
            Act::EvidenceAsked { .. } => self.now().into_iter().for_each(|now| now.waits.push((on, None))),
            Act::EvidenceGiven { evidence } => {
                self.evidence.extend(evidence.iter().cloned());
                let open = self.now().and_then(|now| now.waits.last_mut());
                open.into_iter().for_each(|wait| wait.1 = Some(on));
            }
            Act::Decided(decision) => {
                let made = Ruling { instance, event, decision };
                let found = ruling::check(self, made, number);
                self.findings.extend(found);
                self.rulings.push(made);
                self.now().into_iter().for_each(|now| now.decided = Some(on));
            }
            Act::Notified { through } => {
                let allowed = &self.rules.clause.through;
                self.findings.extend(problems::other_channel(self.at(), self.rules, number, (through, allowed)));
                self.now().into_iter().for_each(|now| now.notified = Some(on));
            }
            Act::Escalated { .. } => self.moments.push(Moments { escalated: Some(on), ..Moments::default() }),
            Act::Withdrawn => {}
        }
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        admission::refusals(self.rules, self.case, self.known.covered, &self.evidence)
    }

    /// It was accepted: may it be?
    fn admitted(&mut self, event: &Event, number: u32) {
        let found = self.refusals();
        if !found.is_empty() {
            self.findings.push(problems::accepted_against(self.at(), (event, number), &found));
        }
    }

    /// It was refused: does a rule of the clause say so?
    fn turned_away(&mut self, event: &Event, number: u32, named: Option<RuleName>) {
        let found = self.refusals();
        let asked = self.moments.last().is_some_and(|moments| moments.asked.is_some());
        // What is missing is told first, where the clause gives time to complete it.
        let early = |refusal: &Refusal| matches!(refusal.rule, Rule::NoEvidence(_)) && !asked && self.rules.clause.complete.is_some();
        let backs = |refusal: &Refusal| !early(refusal) && named.is_none_or(|name| refusal.rule.name() == name);
        if found.iter().any(backs) {
            return;
        }
        let at = self.at();
        let problem = match (found.iter().find(|refusal| early(refusal)), &self.rules.clause.complete) {
            (Some(refusal), Some(complete)) => problems::refused_early(at, (event, number), refusal, complete.span),
            (_, _) => problems::refused_without_rule(at, self.rules, (event, number), (named, &found)),
        };
        self.findings.push(problem);
    }

    /// What the clause asks for and nobody can tell.
    fn unchecked(&mut self) {
        let (at, clause) = (self.at(), self.rules.clause);
        if let (Covered::Unseen, Open::Those(_, span)) = (self.known.covered, clause.open) {
            self.findings.push(problems::open_unchecked(at, span));
        }
        let Some(span) = clause.places.excluding.filter(|_| !self.panels.is_empty()) else { return };
        if clause.excluding.contains(&Excluded::Manager) && self.known.managers.is_none() {
            self.findings.push(problems::manager_unchecked(at, span));
        }
        if clause.excluding.contains(&Excluded::Rater) && self.known.raters.is_none() {
            self.findings.push(problems::raters_unchecked(at, span));
        }
    }

    fn finish(mut self) -> Judged<'a> {
        for at in 0..self.panels.len() {
            let (before, rest) = self.panels.split_at(at);
            if let Some(sitting) = rest.first() {
                self.findings.extend(panel::check(self.at(), self.rules, &self.known, *sitting, before));
            }
        }
        self.unchecked();
        let deadlines = due::deadlines(&mut self);
        let refusals = self.refusals();
        let missing = admission::missing(self.rules, self.case, &self.evidence);
        let owed = due::owed(&self, &deadlines, &refusals);
        Judged {
            case: self.case,
            known: self.known,
            state: self.state,
            since: self.since,
            lapsed: self.lapsed,
            refusals,
            missing,
            deadlines,
            panels: self.panels,
            rulings: self.rulings,
            findings: self.findings,
            unjudged: self.unjudged,
            owed,
            events: self.events,
        }
    }
}
