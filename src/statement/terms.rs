//! Amounts that come from other periods or go to them: advanced, taken back, deferred, released, carried.

use super::Asked;
use super::page::reasoned;
use crate::document::Document;
use crate::document::words::Words;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, PEOPLE, Role, TermPart};
use crate::report::names::{capital, label_of};
use crate::value::Value;

/// What is not nothing of them, and what cannot be computed, under the payout each belongs to.
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
    let own = report.plan.defs.iter().zip(0_u32..).filter(|(def, _)| def.table == PEOPLE && is_told(def.role)).map(|(_, at)| DefId(at));
    let mut facts = Vec::new();
    for id in own {
        let told = match report.slot(id, asked.row) {
            Some(Slot::Value(Value::Number(number))) => !number.is_zero(),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_)) => true,
            Some(Slot::NotApplicable(_)) | None => false,
        };
        if told {
            facts.push((capital(&label_of(report.plan, id, asked.language)), reasoned(asked, id, words)));
        }
    }
    if !facts.is_empty() {
        page.heading(2, words.say("From and for other periods", "与其他周期有关的金额"));
        page.facts(facts);
    }
}
