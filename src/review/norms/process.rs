//! Norms of the procedure: feedback, consequences, appeals, the rollout, the review.

use super::{Norm, Of, Outside, Verdict};
use crate::plan::ir::{Follows, Plan};
use crate::review::words::Words;
use crate::syntax::ast::{ChannelKind, Excluded, LengthUnit, Timing};

/// Months a review may be away, at most.
const MOST_MONTHS: u32 = 12;

/// A check of the procedure: what is there, and what is not as it should be.
struct Seen {
    check: String,
    norm: String,
    figure: String,
    faults: Vec<String>,
}

/// The checks of what the plan says beside its rules of pay.
pub fn process(plan: &Plan, words: &Words<'_>) -> Vec<Norm> {
    [feedback(plan, words), consequences(plan, words), appeal(plan, words), rollout(plan, words), review(plan, words)]
        .into_iter()
        .flatten()
        .map(judged)
        .collect()
}

fn judged(seen: Seen) -> Norm {
    let verdict = if seen.faults.is_empty() { Verdict::Within } else { Verdict::Warning };
    let outside = seen.faults.iter().map(|fault| Outside { clause: None, figure: fault.clone(), by: None, place: None }).collect();
    let figures = [seen.figure].into_iter().filter(|figure| !figure.is_empty()).chain(seen.faults).collect();
    Norm { of: Of::Procedure, check: seen.check, figures, norm: seen.norm, verdict, why: None, help: None, outside }
}

fn feedback(plan: &Plan, words: &Words<'_>) -> Option<Seen> {
    let all = &plan.process.feedback;
    let mut channels: Vec<&ChannelKind> = Vec::new();
    for channel in all.iter().flat_map(|feedback| &feedback.through) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    let timings: Vec<Timing> = all.iter().filter_map(|feedback| feedback.timing).collect();
    let mut faults = Vec::new();
    if all.is_empty() {
        faults.push(words.say("there is none", "没有反馈条款"));
    } else {
        if channels.len() < 2 {
            faults.push(words.say("one channel at most", "至多一种渠道"));
        }
        if !timings.contains(&Timing::Immediate) {
            faults.push(words.say("never immediate", "没有即时反馈"));
        }
        let slow = |timing: &Timing| match timing {
            Timing::Immediate | Timing::Weekly | Timing::Monthly => false,
            Timing::Quarterly => plan.period.months() < 3,
        };
        if timings.iter().any(slow) {
            faults.push(words.say("slower than the period", "间隔长于考核周期"));
        }
    }
    let (count, ways) = (all.len(), channels.len());
    let figure = if all.is_empty() {
        String::new()
    } else {
        let count = words.counted(count, ("clause", "clauses", "条"));
        let ways = words.counted(ways, ("channel", "channels", "种渠道"));
        words.say(format!("{count}, {ways}"), format!("{count}，{ways}"))
    };
    Some(Seen {
        check: words.say("Feedback", "绩效反馈"),
        norm: words.say("regular, immediate, through several channels", "定期、即时、多种渠道"),
        figure,
        faults,
    })
}

/// Nothing where the plan has no consequences.
fn consequences(plan: &Plan, words: &Words<'_>) -> Option<Seen> {
    let all = &plan.process.consequences;
    if all.is_empty() {
        return None;
    }
    let helps = |follows: &Follows| match follows {
        Follows::Training(_) | Follows::Coaching(_) | Follows::Improvement(_) => true,
        Follows::Reward(_) | Follows::Warning | Follows::Transfer | Follows::Dismissal | Follows::Other(_) => false,
    };
    let helped = all.iter().flat_map(|consequence| &consequence.then).any(helps);
    let faults = if helped { Vec::new() } else { vec![words.say("no training, no coaching", "没有培训或辅导")] };
    let count = all.len();
    Some(Seen {
        check: words.say("Consequences", "结果应用"),
        norm: words.say("training or coaching, not penalties alone", "有培训或辅导，不只有处罚"),
        figure: words.counted(count, ("clause", "clauses", "条")),
        faults,
    })
}

fn appeal(plan: &Plan, words: &Words<'_>) -> Option<Seen> {
    let norm = words.say(
        "a window in days, a panel of several departments without rater and manager, a decision date, a second instance",
        "申诉期限按日计，评审小组由多个部门组成且评分人和上级回避，有作出决定的期限，有复核",
    );
    let check = words.say("Appeals", "申诉");
    let Some(appeal) = &plan.process.appeal else {
        return Some(Seen { check, norm, figure: String::new(), faults: vec![words.say("there is none", "没有申诉条款")] });
    };
    let in_days = appeal.file.is_none_or(|file| !matches!(file.within.unit, LengthUnit::Months));
    let excludes = [Excluded::Rater, Excluded::Manager].iter().all(|one| appeal.excluding.contains(one));
    let anew = appeal.escalate.as_ref().is_none_or(|escalate| !appeal.panel.contains(&escalate.to));
    let checks = [
        (appeal.file.is_some(), "no window", "没有申诉期限"),
        (in_days, "the window is not in days", "申诉期限不是按日计"),
        (appeal.panel.len() > 1, "a panel of one department at most", "评审小组不足两个部门"),
        (excludes, "rater or manager may sit on the panel", "评分人或上级没有回避"),
        (appeal.decide.is_some(), "no decision date", "没有作出决定的期限"),
        (appeal.escalate.is_some(), "no second instance", "没有复核"),
        (anew, "the second instance decided before", "复核人参与过原决定"),
    ];
    let faults = checks.into_iter().filter(|(fine, ..)| !fine).map(|(_, en, zh)| words.say(en, zh)).collect();
    let figure = appeal.file.map_or(String::new(), |file| {
        let within = length(file.within.count, file.within.unit, words);
        words.say(format!("to be filed within {within}"), format!("{within}内提出"))
    });
    Some(Seen { check, norm, figure, faults })
}

fn length(count: u32, unit: LengthUnit, words: &Words<'_>) -> String {
    match unit {
        LengthUnit::Days => words.say(format!("{count} days"), format!("{count} 天")),
        LengthUnit::WorkingDays => words.say(format!("{count} working days"), format!("{count} 个工作日")),
        LengthUnit::Months => words.say(format!("{count} months"), format!("{count} 个月")),
    }
}

fn rollout(plan: &Plan, words: &Words<'_>) -> Option<Seen> {
    let check = words.say("Rollout", "制度推行");
    let norm = words.say("published and trained before it takes effect, and acknowledged", "生效前公布并培训，并由员工签收");
    let Some(rollout) = &plan.process.rollout else {
        return Some(Seen { check, norm, figure: String::new(), faults: vec![words.say("there is none", "没有推行条款")] });
    };
    let begins = plan.effective.map(|(from, _)| from);
    let mut faults = Vec::new();
    match (rollout.publish, begins) {
        (None, _) => faults.push(words.say("no publication", "没有公布日期")),
        (Some((day, _)), Some(begins)) if day > begins => faults.push(words.say("in effect before publication", "公布之前已生效")),
        (Some(_), _) => {}
    }
    if rollout.trainings.is_empty() {
        faults.push(words.say("no training", "没有培训"));
    } else if begins.is_some_and(|begins| rollout.trainings.iter().any(|training| training.by > begins)) {
        faults.push(words.say("in effect before training", "培训之前已生效"));
    }
    if rollout.sign.is_none() {
        faults.push(words.say("no acknowledgement", "没有签收"));
    }
    let figure = rollout.publish.map_or(String::new(), |(day, _)| words.say(format!("published {day}"), format!("{day} 公布")));
    Some(Seen { check, norm, figure, faults })
}

fn review(plan: &Plan, words: &Words<'_>) -> Option<Seen> {
    let all = &plan.process.reviews;
    let mut faults = Vec::new();
    let soonest = all.iter().map(|review| review.months).min();
    if all.is_empty() {
        faults.push(words.say("there is none", "没有定期评审条款"));
    } else {
        if soonest.is_some_and(|months| months > MOST_MONTHS) {
            faults.push(words.say("less than once a year", "一年不到一次"));
        }
        if all.iter().all(|review| review.by.is_none()) {
            faults.push(words.say("no owner", "没有责任部门"));
        }
    }
    let figure = soonest.map_or(String::new(), |months| words.say(format!("every {months} months"), format!("每 {months} 个月")));
    Some(Seen {
        check: words.say("Review", "定期评审"),
        norm: words.say("at least once a year, with an owner", "每年至少一次，有责任部门"),
        figure,
        faults,
    })
}
