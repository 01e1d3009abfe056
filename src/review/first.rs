//! What to look at first, and why.
//!
//! The order: people who could not be computed; the same inputs with other pay; norms that are errors; a condition of the plan's own that
//! calls for an adjustment; gaps between groups; norms that are exceeded, the farthest outside first; what the procedure lacks; the clause that takes most pay, and the one that takes most points; the goal that most people miss; a feedback after which most did not
//! improve. Of one kind there are at most three, of all at most seven.

use super::costs::{Cost, Sort, called};
use super::due::Condition;
use super::equal::Why;
use super::figures::{count, share};
use super::groups::{By, GAP};
use super::norms::{Norm, Of, Verdict};
use super::words::{Words, card_title, kpi_title};
use super::{Asked, Review};
use crate::diagnostic::text::sanitise;
use crate::value::Number;

const MOST: usize = 7;
const MOST_OF_A_KIND: usize = 3;
const MOST_GAPS: usize = 2;
/// Of fewer people who were told something nothing is said.
const FEWEST_TOLD: usize = 3;

/// Something to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub clause: String,
    pub figure: String,
    pub why: String,
    pub advice: String,
}

pub fn first(asked: &Asked<'_>, review: &Review<'_>) -> Vec<Finding> {
    let words = asked.words();
    let kinds: Vec<Vec<Finding>> = vec![
        errors(review, &words),
        unequal(asked, review, &words),
        norms(review, Verdict::Error, &words),
        adjustments(review, &words),
        gaps(review, &words),
        norms(review, Verdict::Warning, &words),
        procedure(review, &words),
        costs(review, &words),
        goals(review, &words),
        effects(review, &words),
    ];
    let few = kinds.into_iter().flat_map(|kind| kind.into_iter().take(MOST_OF_A_KIND));
    few.take(MOST).collect()
}

fn errors(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let (faulty, all) = (review.glance.faulty.len(), review.glance.people);
    if faulty == 0 {
        return Vec::new();
    }
    vec![Finding {
        clause: words.say("Results with errors", "结果有错误的人员"),
        figure: words.say(format!("{faulty} of {all} people"), format!("{all} 人中 {faulty} 人")),
        why: words.say("they have no result, and every figure below leaves them out", "他们没有结果，以下各项数字均不含这些人"),
        advice: words
            .say("see what is wrong with merit run, correct the data, and review again", "用 merit run 查明原因，更正数据后重新复盘"),
    }]
}

fn unequal(asked: &Asked<'_>, review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let one = |unequal: &super::equal::Unequal| {
        let (one, two) = (asked.person(unequal.one), asked.person(unequal.two));
        Finding {
            clause: why(asked, &unequal.why, words),
            figure: words.say(
                format!("{one} and {two} have the same inputs and a different {}", words.title_of(unequal.result)),
                format!("{one}与{two}数据相同，{}不同", words.title_of(unequal.result)),
            ),
            why: words.say("the same inputs must give the same pay, or nobody can trust the plan", "数据相同，结果就应相同，否则无法服众"),
            advice: words.say("see whether the difference is meant, and write down why", "核实差异是否有意为之，并写明理由"),
        }
    };
    // What was approved is told with the others, and is not what to look at first.
    review.equality.unequal.iter().filter(|unequal| matches!(unequal.why, Why::Value(_))).map(one).collect()
}

/// The clause behind a difference.
pub(super) fn why(asked: &Asked<'_>, why: &Why, words: &Words<'_>) -> String {
    match why {
        Why::Value(def) => words.title_of(*def),
        Why::Exception(at) => {
            let because = asked.report.plan.exceptions.get(*at).map(|exception| exception.because.clone()).unwrap_or_default();
            words.say(format!("approved exception: {because}"), format!("特批：{because}"))
        }
    }
}

fn norms(review: &Review<'_>, verdict: Verdict, words: &Words<'_>) -> Vec<Finding> {
    let mut outside: Vec<(&Norm, Option<Number>)> = review
        .norms
        .iter()
        .filter(|norm| norm.verdict == verdict && (norm.of == Of::Lint || verdict == Verdict::Error))
        .map(|norm| (norm, norm.outside.iter().filter_map(|outside| outside.by.clone()).max()))
        .collect();
    outside.sort_by(|one, two| two.1.cmp(&one.1));
    let one = |(norm, _): (&Norm, Option<Number>)| {
        let worst = norm.outside.iter().max_by(|one, two| one.by.cmp(&two.by));
        let figure = worst.map_or(String::new(), |worst| {
            let own = worst.clause.as_ref().map_or(worst.figure.clone(), |clause| format!("{clause} {}", worst.figure));
            let more = norm.outside.len().saturating_sub(1);
            if more == 0 { own } else { words.say(format!("{own}; {more} more"), format!("{own}；另有 {more} 项")) }
        });
        Finding {
            clause: norm.check.clone(),
            figure,
            why: words.say(format!("norm: {}", norm.norm), format!("通行做法：{}", norm.norm)),
            advice: norm.help.clone().unwrap_or_else(|| words.say("add or correct the clause", "请补充或修改相应条款")),
        }
    };
    outside.into_iter().map(one).collect()
}

/// What the procedure lacks, as one; what is an error stands before.
fn procedure(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let is_told = |verdict: Verdict| verdict.is_outside() && verdict != Verdict::Error;
    let outside: Vec<&Norm> = review.norms.iter().filter(|norm| norm.of == Of::Procedure && is_told(norm.verdict)).collect();
    if outside.is_empty() {
        return Vec::new();
    }
    let one = |norm: &&Norm| {
        let faults = words.list(norm.outside.iter().map(|outside| outside.figure.clone()));
        words.say(format!("{}: {faults}", norm.check), format!("{}：{faults}", norm.check))
    };
    let figure = outside.iter().map(one).collect::<Vec<String>>().join(&words.say("; ", "；"));
    vec![Finding {
        clause: words.say("Procedure", "程序保障"),
        figure,
        why: words.say("people accept a result where the process was fair", "程序公正，员工才会接受结果"),
        advice: words.say("add or correct these clauses before the next period", "请在下一期之前补充或修改这些条款"),
    }]
}

fn adjustments(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let calls = review.due.iter().filter_map(|due| {
        let (_, span) = due.review.when?;
        let condition = words.quoted(&words.written(span));
        let figure = match due.condition? {
            Condition::Holds => words.say(format!("{condition} holds"), format!("{condition}成立")),
            Condition::ForSome { people, of } => {
                words.say(format!("{condition} holds for {people} of {of} people"), format!("{condition}：{of} 人中 {people} 人成立"))
            }
            Condition::HoldsNot | Condition::Unknown => return None,
        };
        Some(Finding {
            clause: words.say("Condition of the review clause", "定期评审的触发条件"),
            figure,
            why: words.say("by the plan's own clause this calls for an adjustment", "按制度规定，应当据此调整制度"),
            advice: words.say("decide what is adjusted, and from when", "议定调整内容和生效时间"),
        })
    });
    calls.collect()
}

fn gaps(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for by in &review.groups {
        for (gap, en, zh) in [(&by.pay_gap, "median pay", "薪酬中位数"), (&by.score_gap, "median score", "得分中位数")] {
            let Some(gap) = by.notable(gap) else { continue };
            let (low, high) = (group_name(by, gap.low, words), group_name(by, gap.high, words));
            let less = words.percent(&gap.less);
            found.push((
                gap.less.clone(),
                Finding {
                    clause: words.say(format!("Fairness by {}", by.title), format!("公平性：按{}", by.title)),
                    figure: words
                        .say(format!("{en} of “{low}” is {less} below that of “{high}”"), format!("“{low}”的{zh}比“{high}”低 {less}")),
                    why: words.say(
                        format!("more than {GAP}% apart; that may be meant, and proves nothing by itself"),
                        format!("差距超过 {GAP}%；可能事出有因，差距本身不说明问题"),
                    ),
                    advice: words.say(
                        "see whether targets, territories and data of the groups are comparable",
                        "核对各组的目标、区域和数据是否可比",
                    ),
                },
            ));
        }
    }
    found.sort_by(|one, two| two.0.cmp(&one.0));
    found.into_iter().take(MOST_GAPS).map(|(_, finding)| finding).collect()
}

pub(super) fn group_name(by: &By, at: usize, words: &Words<'_>) -> String {
    by.groups.get(at).and_then(|group| group.name.clone()).map_or_else(|| words.say("not filled in", "未填写"), |name| sanitise(&name))
}

fn costs(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let all = || review.costs.taken.iter();
    let by_pay = all().filter(|cost| !cost.pay.is_zero()).max_by(|one, two| one.pay.cmp(&two.pay));
    let by_points = all().filter(|cost| !cost.points.is_zero()).max_by(|one, two| one.points.cmp(&two.points));
    let most = [
        by_pay.map(|cost| (cost, words.money(&cost.pay), ("as much pay", "薪酬"))),
        by_points.filter(|cost| by_pay != Some(*cost)).map(|cost| {
            let points = words.points(&cost.points);
            (cost, words.say(format!("{points} points"), format!("{points} 分")), ("as many points", "得分"))
        }),
    ];
    most.into_iter().flatten().map(|(cost, taken, of)| most_taken(cost, (&taken, of), words)).collect()
}

/// The clause that takes most of pay, or most points.
fn most_taken(cost: &Cost, (taken, (en, zh)): (&str, (&str, &str)), words: &Words<'_>) -> Finding {
    let (people, sort) = (words.people(cost.people), cost.sort.shown(words));
    let clause = called((cost.of.as_deref(), &cost.title), words);
    let (figure, why, advice) = match cost.sort {
        Sort::Kpi => (
            words.say(
                format!("{taken} less than if nobody scored below full marks; {people} affected"),
                format!("与人人至少得满分相比，共少 {taken}，涉及 {people}"),
            ),
            words.say(format!("no other KPI or clause costs {en}"), format!("在所有指标和条款中，对{zh}的影响最大")),
            words.say(
                "see what kept people from full marks: the target, the means, or the data",
                "查明未得满分的原因：目标、资源，还是数据",
            ),
        ),
        Sort::Adjustment | Sort::Gate | Sort::Veto | Sort::Cap | Sort::Limit => (
            words.say(format!("{taken} less than without it; {people} affected"), format!("与没有这一条相比，共少 {taken}，涉及 {people}")),
            words.say(format!("no other clause or KPI costs {en}"), format!("在所有条款和指标中，对{zh}的影响最大")),
            words.say("see whether it strikes those for whom it is meant", "核对受影响的是否正是该条款所针对的人"),
        ),
    };
    Finding { clause: words.say(format!("{clause} ({sort})"), format!("{clause}（{sort}）")), figure, why, advice }
}

fn goals(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let judged = review.goals.iter().filter_map(|met| {
        let all = met.met.saturating_add(met.missed);
        Some((met, all, share(met.missed, all)?))
    });
    let half = count(1).div(&count(2)).unwrap_or(Number::ONE);
    let Some((met, all, part)) = judged.filter(|(.., part)| *part > half).max_by(|one, two| one.2.cmp(&two.2)) else { return Vec::new() };
    let (missed, part) = (met.missed, words.percent(&part));
    vec![Finding {
        clause: met.goal.title.clone().unwrap_or_else(|| met.goal.name.clone()),
        figure: words.say(format!("missed by {missed} of {all} people ({part})"), format!("{all} 人中 {missed} 人未达成（{part}）")),
        why: words.say("a goal that most people miss steers few of them", "多数人达不到的目标起不到引导作用"),
        advice: words
            .say("see what kept people from it: the target, the means, or the market", "查明原因：目标过高、资源不足，还是市场变化"),
    }]
}

fn effects(review: &Review<'_>, words: &Words<'_>) -> Vec<Finding> {
    let judged = review.effects.iter().flatten().filter(|effect| effect.told.people >= FEWEST_TOLD);
    let poor = judged.filter(|effect| effect.told.improved.saturating_mul(2) < effect.told.people);
    poor.map(|effect| {
        let (improved, people) = (effect.told.improved, effect.told.people);
        Finding {
            clause: effect.clause.title().to_string(),
            figure: words
                .say(format!("{improved} of {people} who got it improved"), format!("得到反馈的 {people} 人中 {improved} 人有改进")),
            why: words.say("most people do not do better after it, whatever the cause", "多数人得到反馈后没有改进，无论原因为何"),
            advice: words.say("ask those who got it what would help", "听取当事人意见，看什么帮助有用"),
        }
    })
    .collect()
}

/// A KPI with its scorecard, where there are several.
pub(super) fn kpi_of(measured: &super::kpis::Measured<'_>, words: &Words<'_>) -> String {
    let kpi = kpi_title(measured.kpi).to_string();
    if words.plan.scorecards.len() < 2 { kpi } else { format!("{} · {kpi}", card_title(measured.card)) }
}
