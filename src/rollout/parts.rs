//! What pages about a rollout share: whom people may turn to, what the policy lacks, and findings about single records.

use super::clauses::clause_named;
use super::duties::{Asked, signed_early};
use super::problems;
use super::records::Event;
use crate::diagnostic::text::{nearest, sanitise};
use crate::diagnostic::{Diagnostic, Language};
use crate::document::words::Words;
use crate::plan::ir::{Follows, Plan};

/// Whom people may turn to: by the policy, the appeal and the rollout, each once.
pub fn support(plan: &Plan) -> Vec<String> {
    let process = &plan.process;
    let of_appeal = process.appeal.iter().flat_map(|appeal| &appeal.support);
    let of_rollout = process.rollout.iter().flat_map(|rollout| &rollout.support);
    let mut all: Vec<String> = Vec::new();
    for contact in process.support.iter().chain(of_appeal).chain(of_rollout).map(|contact| sanitise(contact)) {
        if !all.contains(&contact) {
            all.push(contact);
        }
    }
    all
}

/// What a fair rollout has and this policy does not, a sentence each.
pub(super) fn lacking(plan: &Plan, language: Language) -> Vec<String> {
    let words = Words { language };
    let process = &plan.process;
    let Some(rollout) = &process.rollout else { return Vec::new() };
    let helps = |follows: &Follows| matches!(follows, Follows::Training(_) | Follows::Coaching(_) | Follows::Improvement(_));
    let is_helped = process.consequences.iter().flat_map(|consequence| &consequence.then).any(helps)
        || process.feedback.iter().any(|feedback| feedback.action.is_some());
    let heard = process.appeal.as_ref().map(|appeal| appeal.hear.is_some());
    let all = [
        (rollout.consult.is_some(), "the rollout does not say by when people are consulted", "推行条款没有规定征求意见的日期"),
        (rollout.publish.is_some(), "the rollout does not say when the plan is published", "推行条款没有规定发布日"),
        (!rollout.trainings.is_empty(), "the rollout has no training", "推行条款没有安排培训"),
        (rollout.sign.is_some(), "the rollout does not ask people to sign that they know the plan", "推行条款没有要求签收"),
        (rollout.questions.is_some(), "the rollout does not say who answers questions, and how soon", "推行条款没有规定由谁、多久答复提问"),
        (!support(plan).is_empty(), "the policy names nobody to turn to for advice (`support`)", "制度没有写明咨询辅导联系方式（“支持”）"),
        (is_helped, "no clause offers training or coaching to who falls behind", "没有为落后人员安排培训或辅导的条款"),
        (process.appeal.is_some(), "the policy has no appeal", "制度没有申诉条款"),
        (heard != Some(false), "the appellant is not heard before the decision", "申诉条款没有规定作出决定前听取申诉人意见"),
    ];
    all.into_iter().filter(|(there, ..)| !there).map(|(_, en, zh)| words.say(en, zh)).collect()
}

/// Records that do not fit the people, the policy or its dates.
pub fn findings(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let rollout = asked.plan.process.rollout.as_ref();
    let trainings: Vec<&str> = rollout.iter().flat_map(|rollout| &rollout.trainings).map(|train| train.title.as_str()).collect();
    let keys = || asked.people.iter().map(|person| person.key.as_str());
    let mut found = Vec::new();
    for entry in &asked.records.entries {
        if let Some(said) = entry.person.as_deref().filter(|said| !keys().any(|key| key == *said)) {
            found.push(problems::unknown_person(&entry.place, said, nearest(said, keys())));
        }
        let clause = match &entry.event {
            Event::Trained { training } => {
                if !trainings.contains(&training.as_str()) {
                    found.push(problems::unknown_training(&entry.place, training, nearest(training, trainings.iter().copied())));
                }
                None
            }
            Event::Signed => {
                let publish = rollout.and_then(|rollout| rollout.publish).filter(|_| signed_early(asked.plan, entry.date));
                found.extend(publish.map(|publish| problems::signed_early(&entry.place, entry.date, publish)));
                None
            }
            Event::Consulted { clause, .. } | Event::Comment { clause, .. } => clause.as_deref(),
            Event::Question(question) => question.clause.as_deref(),
        };
        if let Some(said) = clause
            && let Err(near) = clause_named(asked.plan, said)
        {
            found.push(problems::unknown_clause(&entry.place, said, near.as_deref()));
        }
    }
    found
}
