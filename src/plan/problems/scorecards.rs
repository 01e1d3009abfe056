//! Between scorecards, KPIs and payouts: weights, overlaps, who has what.

use super::{declared_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::Date;

/// On which side of 100% a sum of weights lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum Off {
    TooMuch,
    TooLittle,
}

/// Who is under two scorecards.
pub(in crate::plan) enum Shared {
    /// One of them has no condition: everybody.
    Everybody,
    /// People like these.
    People(Text),
    /// Some; no example was found.
    Some,
}

/// Weights that are pointed at and written out.
const MOST_WEIGHTS: usize = 12;

pub(in crate::plan) fn weights(
    card: (&str, Span),
    parts: &[(String, Span, String)],
    sum: &str,
    (off, side): (&str, Off),
    at: Option<Date>,
) -> Diagnostic {
    let (from_en, from_zh) = at.map_or((String::new(), String::new()), |date| (format!(" from {date}"), format!("自 {date} 起")));
    let message = t(
        format!("the weights of {} sum to {sum}{from_en}, not to 100%", q(card.0)),
        format!("计分卡{}的权重{from_zh}合计为 {sum}，不是 100%", q(card.0)),
    );
    let mut problem = Diagnostic::error("E340", message).label(card.1, t("this scorecard", "这张计分卡"));
    for (name, span, weight) in parts.iter().take(MOST_WEIGHTS) {
        problem = problem.label(*span, t(format!("{name}: {weight}"), format!("{name}：{weight}")));
    }
    let sums: Vec<String> = parts.iter().map(|(_, _, weight)| weight.clone()).collect();
    let drawing = match parts.len() {
        0..=MOST_WEIGHTS => format!("    {} = {sum}", sums.join(" + ")),
        _ => format!("    {} + … = {sum}", sums.get(..MOST_WEIGHTS).unwrap_or_default().join(" + ")),
    };
    let help = match side {
        Off::TooMuch => t(format!("take {off} away"), format!("请减去 {off}")),
        Off::TooLittle => t(format!("{off} is missing"), format!("还差 {off}")),
    };
    problem.drawing(Text::same(drawing)).help(help)
}

pub(in crate::plan) fn weight_sign(name: &str, span: Span, weight: &str) -> Diagnostic {
    let message = t(
        format!("the weight of {} is {weight}; a weight must be above 0%", q(name)),
        format!("指标{}的权重是 {weight}；权重必须大于 0%", q(name)),
    );
    let help = t("give it a share of the 100%, or remove the KPI", "请给它 100% 中的一份，或删去这个指标");
    Diagnostic::error("E340", message).label(span, t("not above 0%", "不大于 0%")).help(help)
}

/// A scorecard with more KPIs than anybody can follow.
pub(in crate::plan) fn too_many_kpis(name: &str, span: Span, found: usize, most: usize) -> Diagnostic {
    let message = t(
        format!("the scorecard {} has {found} KPIs; Merit computes {most} at most", q(name)),
        format!("计分卡{}有 {found} 个指标；最多 {most} 个", q(name)),
    );
    let help = t("part the scorecard, or sum the measures first with `let`", "请拆分计分卡，或先用“设”把实际值合并");
    Diagnostic::error("E347", message).label(span, t("too many KPIs", "指标太多")).help(help)
}

pub(in crate::plan) fn overlap(one: (&str, Span), two: (&str, Span), who: Shared) -> Diagnostic {
    let (en, zh) = match &who {
        Shared::Everybody => (
            format!("{} and {} are both for the same people: a scorecard without `for` is for everybody", q(one.0), q(two.0)),
            format!("{}和{}适用于同样的人：不写“适用于”的计分卡适用于所有人", q(one.0), q(two.0)),
        ),
        Shared::People(who) => (
            format!("a person with {} is under both {} and {}", who.en, q(one.0), q(two.0)),
            format!("{}的人同时适用{}和{}", who.zh, q(one.0), q(two.0)),
        ),
        Shared::Some => {
            (format!("some people are under both {} and {}", q(one.0), q(two.0)), format!("有的人同时适用{}和{}", q(one.0), q(two.0)))
        }
    };
    let help =
        t("everybody has one scorecard: let the `for` conditions exclude each other", "每人只有一张计分卡：请让“适用于”的条件互不重叠");
    Diagnostic::error("E342", t(en, zh))
        .label(two.1, t(format!("{} is for these", q(two.0)), format!("{}适用于这些人", q(two.0))))
        .label(one.1, t(format!("{} is for these", q(one.0)), format!("{}适用于这些人", q(one.0))))
        .help(help)
}

pub(in crate::plan) fn kpi_types(name: &str, one: (Span, &Text), two: (Span, &Text)) -> Diagnostic {
    let message = t(
        format!("the KPI {} measures {} in one scorecard and {} in another", q(name), one.1.en, two.1.en),
        format!("指标{}在一张计分卡里是{}，在另一张里是{}", q(name), one.1.zh, two.1.zh),
    );
    let help = t("KPIs of one name are one name: give one of them another", "同名的指标视为同一个：请给其中一个换个名称");
    Diagnostic::error("E344", message)
        .label(two.0, t(format!("here {}", two.1.en), format!("这里是{}", two.1.zh)))
        .label(one.0, t(format!("here {}", one.1.en), format!("这里是{}", one.1.zh)))
        .help(help)
}

/// Reads something of people who lack it. `other` is the scorecard they are under.
pub(in crate::plan) fn not_for_everyone(
    (name, zh_name): (&str, &str),
    span: Span,
    place: Span,
    who: &Text,
    other: Option<Span>,
) -> Diagnostic {
    let (en, zh) = if who.en.is_empty() {
        (format!("the people this clause is for have no {}", q(name)), format!("这一条所适用的人没有{}", q(zh_name)))
    } else {
        (
            format!("people with {} have no {}, but this clause is for them too", who.en, q(name)),
            format!("{}的人没有{}，而这一条也适用于他们", who.zh, q(zh_name)),
        )
    };
    let mut problem =
        Diagnostic::error("E345", t(en, zh)).label(span, t("not everybody has it", "不是人人都有")).label(place, declared_here());
    if let Some(other) = other {
        problem = problem.label(other, t("they are under this scorecard", "他们适用这张计分卡"));
    }
    problem.help(t(
        "put an `if` around it; a payout or a scorecard may also say `for` with the condition of those who have it",
        "请用 `如果` 把它限定起来；发放和计分卡还可以写 `适用于` 有它的那些人",
    ))
}
