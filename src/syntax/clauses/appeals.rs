//! `appeal`, `review`, `rollout` and `support`.

use super::{Node, child, children, has, process, text_in};
use crate::syntax::ast::{
    Acknowledge, Appeal, Escalate, Excluded, Ground, Late, LengthUnit, LimitStart, Notify, OpenTo, Questions, Review, ReviewEvery,
    ReviewTopic, Rollout, Support, TimeLimit, Train,
};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn appeal(b: &Builder, head: Node) -> Option<Appeal> {
    Some(Appeal {
        title: b.quoted(child(&head, Rule::quoted)?),
        open: None,
        file: None,
        grounds: Vec::new(),
        acknowledge: None,
        complete: None,
        hear: None,
        panel: Vec::new(),
        quorum: None,
        excluding: Vec::new(),
        decide: None,
        notify: None,
        escalate: None,
        late: None,
        support: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn appeal_line(b: &Builder, appeal: &mut Appeal, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::open_line => {
            let condition = child(&node, Rule::condition).map(|condition| OpenTo::Those(b.condition(condition)));
            appeal.open = Some(condition.unwrap_or(OpenTo::Everyone));
        }
        Rule::file_line => appeal.file = limit(b, &node, From::Said),
        Rule::ground_line => appeal.grounds.push(ground(b, &node)?),
        Rule::acknowledge_line => {
            let by = child(&node, Rule::quoted).map(|by| b.quoted(by));
            appeal.acknowledge =
                limit(b, &node, From::One(&[LimitStart::Receipt, LimitStart::Filing])).map(|within| Acknowledge { within, by });
        }
        Rule::complete_line => appeal.complete = limit(b, &node, From::One(&[LimitStart::Notice])),
        Rule::hear_line => appeal.hear = Some(b.span(&node)),
        Rule::panel_line => appeal.panel = quoted(b, &node),
        Rule::quorum_line => appeal.quorum = Some((heads(b, child(&node, Rule::number_literal)?)?, b.span(&node))),
        Rule::excluding_line => {
            appeal.excluding = process::all(&node, Rule::excluded_member).map(|part| (excluded(&part), b.span(&part))).collect();
        }
        Rule::decide_line => appeal.decide = limit(b, &node, From::One(&[LimitStart::Acceptance, LimitStart::Filing, LimitStart::Receipt])),
        Rule::notify_line => {
            let through = process::all(&node, Rule::channel).filter_map(|part| process::channel(b, &part)).collect();
            appeal.notify = limit(b, &node, From::One(&[LimitStart::Decision])).map(|within| Notify { within, through });
        }
        Rule::escalate_line => {
            let to = b.quoted(child(&node, Rule::quoted)?);
            let within = limit(b, &node, From::One(&[LimitStart::Notice, LimitStart::Decision]))?;
            let word = |rule: Rule| child(&node, rule).map(|word| b.span(&word));
            appeal.escalate = Some(Escalate { to, within, once: word(Rule::k_once), last: word(Rule::k_final), span: b.span(&node) });
        }
        Rule::late_line => {
            let late = if has(&node, Rule::k_reject) { Late::Reject } else { Late::AcceptWithReason };
            appeal.late = Some((late, b.span(&node)));
        }
        Rule::support_line => appeal.support.push(b.quoted(child(&node, Rule::quoted)?)),
        _ => return None,
    }
    Some(())
}

fn ground(b: &Builder, node: &Node) -> Option<Ground> {
    Some(Ground {
        name: b.name(child(node, Rule::name)?),
        title: text_in(b, node, Rule::title),
        needs: quoted(b, node),
        span: b.span(node),
    })
}

fn quoted(b: &Builder, node: &Node) -> Vec<crate::syntax::ast::Quoted> {
    process::all(node, Rule::quoted).map(|part| b.quoted(part)).collect()
}

fn excluded(node: &Node) -> Excluded {
    if has(node, Rule::k_rater) { Excluded::Rater } else { Excluded::Manager }
}

/// A whole number of people.
fn heads(b: &Builder, node: Node) -> Option<u32> {
    let span = b.span(&node);
    let whole = process::whole(b, node, '人');
    if whole.is_none() {
        b.report(problems::not_heads(span));
    }
    whole
}

/// From what a time limit may count.
enum From {
    /// From a day of the results, which must be said.
    Said,
    /// From these, the first where nothing is said.
    One(&'static [LimitStart]),
}

/// The days of the results from which filing counts.
const OF_RESULTS: [LimitStart; 3] = [LimitStart::Publication, LimitStart::Notice, LimitStart::Receipt];

fn limit(b: &Builder, node: &Node, from: From) -> Option<TimeLimit> {
    let node = child(node, Rule::time_limit)?;
    let length = process::length(b, child(&node, Rule::number_literal)?)?;
    let start = child(&node, Rule::limit_start).and_then(|start| Some((limit_start(&children(&start).next()?)?, b.span(&start))));
    let limit = TimeLimit { length, start, span: b.span(&node) };
    let allowed: &[LimitStart] = match &from {
        From::Said => &OF_RESULTS,
        From::One(starts) => starts,
    };
    match limit.start {
        Some((start, span)) if !allowed.contains(&start) => {
            b.report(problems::counts_from_elsewhere(span, allowed));
            None
        }
        None if matches!(from, From::Said) => {
            b.report(problems::counts_from_what(limit.span, b.text_of(limit.span)));
            None
        }
        Some(_) | None => Some(limit),
    }
}

fn limit_start(word: &Node) -> Option<LimitStart> {
    Some(match word.as_rule() {
        Rule::k_publication => LimitStart::Publication,
        Rule::k_notice => LimitStart::Notice,
        Rule::k_receipt => LimitStart::Receipt,
        Rule::k_filing => LimitStart::Filing,
        Rule::k_acceptance => LimitStart::Acceptance,
        Rule::k_decision => LimitStart::Decision,
        _ => return None,
    })
}

pub(super) fn review(b: &Builder, node: &Node) -> Option<Review> {
    let said = child(node, Rule::review_every)?;
    let every = match children(&said).next()?.as_rule() {
        Rule::k_every_month => ReviewEvery::Month,
        Rule::k_every_quarter => ReviewEvery::Quarter,
        Rule::k_every_half_year => ReviewEvery::HalfYear,
        Rule::k_every_year => ReviewEvery::Year,
        _ => {
            let length = process::length(b, child(&said, Rule::number_literal)?)?;
            if length.unit != LengthUnit::Months {
                b.report(problems::review_in_months(length.count.span));
                return None;
            }
            ReviewEvery::After(length)
        }
    };
    Some(Review {
        every: (every, b.span(&said)),
        by: child(node, Rule::quoted).map(|by| b.quoted(by)),
        of: process::all(node, Rule::review_topic).filter_map(|part| Some((topic(b, &part)?, b.span(&part)))).collect(),
        when: process::when(b, node),
        because: super::because(b, node),
        span: b.span(node),
    })
}

fn topic(b: &Builder, node: &Node) -> Option<ReviewTopic> {
    let word = children(node).next()?;
    Some(match word.as_rule() {
        Rule::k_goals => ReviewTopic::Goals,
        Rule::k_kpis => ReviewTopic::Kpis,
        Rule::k_grades => ReviewTopic::Grades,
        Rule::k_payouts => ReviewTopic::Payouts,
        Rule::k_feedbacks => ReviewTopic::Feedback,
        Rule::k_consequences => ReviewTopic::Consequences,
        Rule::k_appeals => ReviewTopic::Appeals,
        Rule::k_rollout_topic => ReviewTopic::Rollout,
        Rule::quoted => ReviewTopic::Other(b.quoted(word).text),
        _ => return None,
    })
}

pub(super) fn rollout(b: &Builder, head: &Node) -> Rollout {
    Rollout {
        consult: None,
        publish: None,
        trainings: Vec::new(),
        sign: None,
        questions: None,
        support: Vec::new(),
        because: None,
        span: b.span(head),
    }
}

pub(super) fn rollout_line(b: &Builder, rollout: &mut Rollout, node: Node) -> Option<()> {
    let day = || child(&node, Rule::date_literal).map(|date| (b.date(date), b.span(&node)));
    match node.as_rule() {
        Rule::consult_line => rollout.consult = day(),
        Rule::publish_line => rollout.publish = day(),
        Rule::train_line => {
            let (by, span) = day()?;
            rollout.trainings.push(Train { title: b.quoted(child(&node, Rule::quoted)?), by, span });
        }
        Rule::sign_line => rollout.sign = limit(b, &node, From::One(&[LimitStart::Publication])),
        Rule::questions_line => {
            let to = b.quoted(child(&node, Rule::quoted)?);
            let within = limit(b, &node, From::One(&[LimitStart::Receipt]))?;
            rollout.questions = Some(Questions { to, within, span: b.span(&node) });
        }
        Rule::support_line => rollout.support.push(b.quoted(child(&node, Rule::quoted)?)),
        _ => return None,
    }
    Some(())
}

pub(super) fn support(b: &Builder, node: &Node) -> Option<Support> {
    Some(Support { text: b.quoted(child(node, Rule::quoted)?), span: b.span(node) })
}
