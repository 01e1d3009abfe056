//! Whether the clause lets an appeal in, and if not by which of its rules.

use super::case::{Case, Form, RuleName};
use super::deadlines::{self, Moments, Step};
use super::judge::{Covered, Rules};
use crate::diagnostic::Text;
use crate::plan::ir::{Ground, Open};
use crate::source::Span;
use crate::syntax::ast::Late;
use crate::value::Date;

/// A rule of the clause that an appeal does not meet, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    pub rule: Rule,
    pub span: Span,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule {
    Late {
        last: Date,
        filed: Date,
    },
    /// Late, and no reason is given where the clause asks for one.
    LateWithoutReason {
        last: Date,
        filed: Date,
    },
    NotWritten,
    NoGround,
    UnknownGround(String),
    NotOpen,
    /// A wish to change the plan is no appeal.
    ChangeOfPlan,
    NoEvidence(Vec<String>),
}

impl Rule {
    pub fn name(&self) -> RuleName {
        match self {
            Rule::Late { .. } | Rule::LateWithoutReason { .. } => RuleName::Late,
            Rule::NotWritten => RuleName::NotWritten,
            Rule::NoGround | Rule::UnknownGround(_) | Rule::NotOpen | Rule::ChangeOfPlan => RuleName::OutOfScope,
            Rule::NoEvidence(_) => RuleName::NoEvidence,
        }
    }

    /// What is not met, as a letter says it.
    pub fn text(&self) -> Text {
        match self {
            Rule::Late { last, filed } => Text::new(
                format!("it was filed on {filed}; the last day for it was {last}"),
                format!("提出日期为 {filed}，最迟应于 {last} 提出"),
            ),
            Rule::LateWithoutReason { last, filed } => Text::new(
                format!("it was filed on {filed}, after the last day {last}, and gives no reason for the delay"),
                format!("提出日期为 {filed}，晚于最后期限 {last}，且未说明逾期的理由"),
            ),
            Rule::NotWritten => Text::new("it was not filed in writing", "没有以书面形式提出"),
            Rule::NoGround => Text::new("it rests on no ground of the clause", "没有写明申诉事由"),
            Rule::UnknownGround(ground) => {
                Text::new(format!("its ground “{ground}” is none of the clause"), format!("所写事由“{ground}”不在申诉条款所列事由之内"))
            }
            Rule::NotOpen => Text::new("the clause is not open to the appellant", "申诉人不在申诉人范围之内"),
            Rule::ChangeOfPlan => Text::new(
                "it wishes the plan to be changed, which is a matter for its review and not for an appeal",
                "所提要求是修改制度本身，应在制度评审时提出，不属于申诉",
            ),
            Rule::NoEvidence(missing) => Text::new(
                format!("the evidence that the ground needs is missing: {}", missing.join(", ")),
                format!("缺少该事由须提供的证据：{}", missing.join("、")),
            ),
        }
    }
}

/// The ground of the clause that a case names, by its name or its title.
pub fn ground<'a>(rules: &Rules<'a>, case: &Case) -> Option<&'a Ground> {
    let said = case.ground.as_deref()?;
    rules.clause.grounds.iter().find(|ground| ground.name == said || ground.title.as_deref() == Some(said))
}

/// What of the evidence that the ground needs is not there.
pub fn missing(rules: &Rules<'_>, case: &Case, evidence: &[String]) -> Vec<String> {
    let plain = |text: &str| text.trim().to_lowercase();
    let there = |need: &String| evidence.iter().any(|given| plain(given) == plain(need));
    ground(rules, case).map(|ground| ground.needs.iter().filter(|need| !there(need)).cloned().collect()).unwrap_or_default()
}

/// Every rule of the clause that the appeal does not meet with this evidence; missing evidence last.
pub fn refusals(rules: &Rules<'_>, case: &Case, covered: Covered, evidence: &[String]) -> Vec<Refusal> {
    let clause = rules.clause;
    let mut found = Vec::new();
    if let Some(file) = &clause.file
        && let (_, Some(from)) = deadlines::start(file, Step::File, case, &Moments::default())
        && let Ok(last) = deadlines::after(from, file.within, rules.calendar())
        && case.filed > last
    {
        let filed = case.filed;
        let rule = match (clause.late, &case.late_reason) {
            (Some(Late::AcceptWithReason), Some(_)) => None,
            (Some(Late::AcceptWithReason), None) => Some(Rule::LateWithoutReason { last, filed }),
            (Some(Late::Reject) | None, _) => Some(Rule::Late { last, filed }),
        };
        found.extend(rule.map(|rule| Refusal { rule, span: clause.places.late.unwrap_or(file.span) }));
    }
    if case.form == Form::Spoken {
        found.push(Refusal { rule: Rule::NotWritten, span: clause.span });
    }
    let grounds = clause.grounds.iter().map(|ground| ground.span).reduce(Span::join);
    match (&case.ground, grounds) {
        (None, Some(span)) => found.push(Refusal { rule: Rule::NoGround, span }),
        (Some(said), Some(span)) if ground(rules, case).is_none() => {
            found.push(Refusal { rule: Rule::UnknownGround(said.clone()), span });
        }
        (Some(_) | None, _) => {}
    }
    if let (Covered::No, Open::Those(_, span)) = (covered, clause.open) {
        found.push(Refusal { rule: Rule::NotOpen, span });
    }
    if case.wishes.is_some() {
        found.push(Refusal { rule: Rule::ChangeOfPlan, span: clause.span });
    }
    let missing = missing(rules, case, evidence);
    if !missing.is_empty() {
        found.extend(ground(rules, case).map(|ground| Refusal { rule: Rule::NoEvidence(missing), span: ground.span }));
    }
    found
}
