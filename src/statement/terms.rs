//! Amounts that come from other periods or go to them: advanced, taken back, deferred, released, carried.

use super::Asked;
use super::names::called;
use super::page::{cell, heading};
use crate::document::Document;
use crate::document::words::Words;
use crate::plan::ir::{DefId, PEOPLE, Role, TermPart};

/// What is not nothing of them, under the payout each belongs to.
pub(super) fn carried(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let report = &asked.report;
    let is_told = |role: Role| match role {
        Role::Carry => true,
        Role::Term(part) => match part {
            TermPart::Guaranteed
            | TermPart::Advanced
            | TermPart::Recovered
            | TermPart::Balance
            | TermPart::Held
            | TermPart::Released
            | TermPart::Deferred => true,
            TermPart::Earned | TermPart::Due => false,
        },
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::GradeColumn
        | Role::Payout
        | Role::PayoutTotal
        | Role::Figure(_)
        | Role::Told
        | Role::Said => false,
    };
    let own = report.plan.defs.iter().zip(0_u32..).filter(|(def, _)| def.table == PEOPLE && is_told(def.role));
    let mut facts = Vec::new();
    for (def, at) in own {
        if report.number(DefId(at), asked.row).is_some_and(|number| !number.is_zero()) {
            // The title of a payout stands at the payout; its terms bear its name.
            let owner = def.name.split_once('.').and_then(|(owner, _)| report.plan.defs.iter().find(|other| other.name == owner));
            let titled = owner.and_then(|owner| owner.title.clone());
            let mut named = def.clone();
            named.title = named.title.or(titled);
            facts.push((heading(&called(&named, asked.language)), cell(asked, DefId(at), words)));
        }
    }
    if !facts.is_empty() {
        page.heading(2, words.say("From and for other periods", "与其他周期有关的金额"));
        page.facts(facts);
    }
}
