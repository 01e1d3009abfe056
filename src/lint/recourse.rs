//! What people may do about a plan: appeals, the rollout, reviews, and whom they may turn to.
//!
//! The norms are those of practice: an appeal has a window, several departments that decide, a last day and a second instance; people
//! have read a plan and been trained before it counts; somebody looks at it at least once a year.

pub(super) mod appeal_without_decision_date;
pub(super) mod appeal_without_window;
pub(super) mod effective_before_published;
pub(super) mod judge_in_own_case;
pub(super) mod no_acknowledgement;
pub(super) mod no_appeal;
pub(super) mod no_hearing;
pub(super) mod no_review;
pub(super) mod no_second_instance;
pub(super) mod no_support;
pub(super) mod panel_of_one_department;
pub(super) mod rare_review;
pub(super) mod review_without_owner;

use super::basis::wording::{q, t};
use super::{Found, Lint, Subject};
use crate::plan::ir::Appeal;

/// Whether the policy grades or pays anybody; else there is nothing to object to.
fn there_is_something(subject: &Subject<'_>, lint: &Lint, found: &mut Found) -> bool {
    let plan = subject.plan;
    let any = !plan.payouts.is_empty() || !plan.scorecards.is_empty() || plan.grade.is_some();
    if !any {
        found.silent(lint, t("the policy neither grades nor pays", "制度既不评级也不发放"));
    }
    any
}

/// The appeal; the lint is silent where there is none.
fn appeal<'a>(subject: &Subject<'a>, lint: &Lint, found: &mut Found) -> Option<&'a Appeal> {
    let appeal = subject.plan.process.appeal.as_ref();
    if appeal.is_none() {
        found.silent(lint, t("the policy has no appeal (no-appeal reports it)", "制度没有申诉块（由 no-appeal 提示）"));
    }
    appeal
}
