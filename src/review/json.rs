//! A review as data: numbers with all their digits.

use super::appeals::{Appeals, Days};
use super::costs::{Cost, Open, Why};
use super::due::{Condition, Due};
use super::figures::Spread;
use super::groups::{By, Gap, Group};
use super::heard::{self, Heard};
use super::kpis::{BANDS, Measured, Told};
use super::norms::Norm;
use super::told::{Effect, Group as ToldGroup};
use super::words::{Words, card_title, kpi_title};
use super::{Asked, Finding, Review, first};
use crate::appeal::Tally;
use crate::appeal::case::Outcome;
use crate::report::json::Json;
use crate::rollout::{Kind, Remark};
use crate::value::Number;

/// Digits of a number that does not end.
const DIGITS: u32 = 28;

/// The document; ends with a line end.
pub fn json(asked: &Asked<'_>, review: &Review<'_>) -> String {
    let words = asked.words();
    let plan = asked.report.plan;
    let parts = vec![
        ("policy", text(&plan.title)),
        ("version", plan.version.as_deref().map_or(Json::Null, text)),
        ("currency", text(&plan.currency.code)),
        ("period", text(&asked.report.results.period.to_string())),
        ("compared_with", asked.earlier.map_or(Json::Null, |earlier| text(&earlier.results.period.to_string()))),
        ("first", Json::List(review.first.iter().map(finding).collect())),
        ("results", glance(asked, review, &words)),
        ("goals", Json::List(review.goals.iter().map(|met| goal(asked, met)).collect())),
        ("kpis", Json::List(review.kpis.iter().map(kpi).collect())),
        ("costs", Json::List(review.costs.taken.iter().map(cost).collect())),
        ("costs_not_known", Json::List(review.costs.open.iter().map(open_cost).collect())),
        (
            "errors_before",
            asked
                .earlier
                .map_or(Json::Null, |earlier| Json::List(review.faulty_before.iter().map(|row| text(earlier.key(*row))).collect())),
        ),
        ("feedback", review.effects.as_ref().map_or(Json::Null, |all| Json::List(all.iter().map(|one| effect(one, &words)).collect()))),
        ("appeals", some(review.appeals.as_ref(), appeals)),
        ("remarks", some(review.heard.as_ref(), remarks)),
        ("equality", equality(asked, review, &words)),
        ("groups", Json::List(review.groups.iter().map(by).collect())),
        ("norms", Json::List(review.norms.iter().map(norm).collect())),
        ("reviews", Json::List(review.due.iter().map(|one| due(one, &words)).collect())),
    ];
    let lines: Vec<String> = parts.into_iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}\n", lines.join(",\n"))
}

fn text(text: &str) -> Json {
    Json::Text(text.to_string())
}

fn object(fields: Vec<(&str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

fn many(count: usize) -> Json {
    Json::Number(count.to_string())
}

fn number(number: &Number) -> Json {
    Json::Number(number.terminating_text().unwrap_or_else(|| number.significant_text(DIGITS)))
}

fn some<T>(value: Option<&T>, write: impl Fn(&T) -> Json) -> Json {
    value.map_or(Json::Null, write)
}

fn spread(spread: &Spread) -> Json {
    object(vec![
        ("people", many(spread.count)),
        ("sum", number(&spread.sum)),
        ("average", number(&spread.average)),
        ("median", number(&spread.median)),
        ("low", number(&spread.low)),
        ("high", number(&spread.high)),
    ])
}

fn finding(finding: &Finding) -> Json {
    object(vec![
        ("clause", text(&finding.clause)),
        ("figure", text(&finding.figure)),
        ("why", text(&finding.why)),
        ("advice", text(&finding.advice)),
    ])
}

fn glance(asked: &Asked<'_>, review: &Review<'_>, words: &Words<'_>) -> Json {
    let glance = &review.glance;
    let paid = glance
        .payouts
        .iter()
        .map(|paid| object(vec![("title", text(&words.title_of(paid.payout))), ("paid", some(paid.spread.as_ref(), spread))]));
    let grades = glance.grades.iter().map(|grade| object(vec![("grade", text(&grade.name)), ("people", many(grade.people))]));
    object(vec![
        ("people", many(glance.people)),
        ("errors", Json::List(glance.faulty.iter().map(|row| text(asked.report.key(*row))).collect())),
        ("pay", some(glance.pay.as_ref(), spread)),
        ("payouts", Json::List(paid.collect())),
        ("revenue", some(glance.revenue.as_ref(), number)),
        ("cost_over_revenue", some(glance.cost.as_ref(), number)),
        ("score", some(glance.score.as_ref(), spread)),
        ("grades", Json::List(grades.collect())),
        ("without_grade", many(glance.ungraded)),
    ])
}

fn goal(asked: &Asked<'_>, met: &super::goals::Met<'_>) -> Json {
    let miss = |miss: &super::goals::Miss| {
        object(vec![
            ("key", text(asked.report.key(miss.row))),
            ("gap", number(&miss.gap)),
            ("attainment", some(miss.attainment.as_ref(), number)),
        ])
    };
    object(vec![
        ("goal", text(met.goal.title.as_deref().unwrap_or(&met.goal.name))),
        ("met", many(met.met)),
        ("missed", many(met.missed)),
        ("open", many(met.open)),
        ("gap", some(met.gap.as_ref(), number)),
        ("misses", Json::List(met.misses.iter().take(asked.top).map(miss).collect())),
    ])
}

fn kpi(measured: &Measured<'_>) -> Json {
    let band = |(at, people): (usize, &usize)| {
        let end = |at: usize| BANDS.get(at).map_or(Json::Null, |end| number(&Number::from_parts(i128::from(*end), 2)));
        object(vec![("from", at.checked_sub(1).map_or(Json::Null, end)), ("below", end(at)), ("people", many(*people))])
    };
    let told = match measured.told {
        Told::Apart => Json::Null,
        Told::Saturated => text("saturated"),
        Told::Dead => text("dead"),
    };
    object(vec![
        ("scorecard", text(card_title(measured.card))),
        ("kpi", text(kpi_title(measured.kpi))),
        ("attainment", some(measured.attainments.as_ref(), spread)),
        ("bands", Json::List(measured.bands.iter().enumerate().map(band).collect())),
        ("at_target", some(measured.at_target.as_ref(), number)),
        ("score", some(measured.scores.as_ref(), spread)),
        ("scoring_nothing", some(measured.nothing.as_ref(), number)),
        ("judged", told),
    ])
}

fn cost(cost: &Cost) -> Json {
    object(vec![
        ("kind", text(cost.sort.key())),
        ("clause", text(&cost.title)),
        ("of", some(cost.of.as_ref(), |of| text(of))),
        ("people", many(cost.people)),
        ("points", number(&cost.points)),
        ("pay", number(&cost.pay)),
        ("grades", many(cost.grades)),
    ])
}

fn open_cost(open: &Open) -> Json {
    let (why, people) = match open.why {
        Why::Inside => ("inside-a-calculation", Json::Null),
        Why::NoResult(people) => ("no-result-without-it", many(people)),
    };
    object(vec![
        ("kind", text(open.sort.key())),
        ("clause", text(&open.title)),
        ("of", some(open.of.as_ref(), |of| text(of))),
        ("because", text(why)),
        ("people", people),
    ])
}

fn effect(effect: &Effect<'_>, words: &Words<'_>) -> Json {
    let group = |group: &ToldGroup| {
        object(vec![
            ("people", many(group.people)),
            ("improved", many(group.improved)),
            ("average_change", some(group.change.as_ref(), number)),
        ])
    };
    object(vec![
        ("clause", text(effect.clause.title())),
        ("compared", text(&words.part_of(effect.by))),
        ("reached", many(effect.reached)),
        ("told", group(&effect.told)),
        ("others", group(&effect.others)),
    ])
}

fn appeals(appeals: &Appeals) -> Json {
    let one = |tally: &Tally| {
        vec![
            ("cases", Json::Number(tally.cases.to_string())),
            ("upheld", Json::Number(tally.of(Outcome::Upheld).to_string())),
            ("adjusted", Json::Number(tally.of(Outcome::Adjusted).to_string())),
            ("partly", Json::Number(tally.of(Outcome::Partly).to_string())),
            ("rejected", Json::Number(tally.of(Outcome::Rejected).to_string())),
            ("refused", Json::Number(tally.refused.to_string())),
            ("withdrawn", Json::Number(tally.withdrawn.to_string())),
            ("open", Json::Number(tally.open.to_string())),
        ]
    };
    let named = |name: &'static str, all: &[(String, Tally)]| {
        Json::List(all.iter().map(|(own, tally)| object([vec![(name, text(own))], one(tally)].concat())).collect())
    };
    let statistics = &appeals.statistics;
    let days = match appeals.days {
        Days::Working => "working",
        Days::Calendar => "calendar",
    };
    object(vec![
        ("all", object(one(&statistics.all))),
        ("by_clause", named("clause", &statistics.by_clause)),
        ("by_ground", named("ground", &statistics.by_ground)),
        ("days", text(days)),
        ("average_days", some(statistics.average_days.as_ref(), number)),
        ("median_days", some(statistics.median_days.as_ref(), number)),
        ("of_other_periods", many(appeals.elsewhere)),
    ])
}

fn remarks(heard: &Heard<'_>) -> Json {
    let clause = |(clause, tally): &(Option<String>, heard::Tally)| {
        object(vec![
            ("clause", some(clause.as_ref(), |clause| text(clause))),
            ("questions", many(tally.questions)),
            ("unanswered", many(tally.open)),
            ("not_in_time", many(tally.missed)),
            ("comments", many(tally.comments)),
        ])
    };
    let said = |remark: &Remark<'_>| {
        let kind = match remark.kind {
            Kind::Question { .. } => "question",
            Kind::Consulted => "consulted",
            Kind::Comment => "comment",
        };
        object(vec![
            ("on", text(&remark.on.to_string())),
            ("kind", text(kind)),
            ("clause", some(heard::name(remark).as_ref(), |clause| text(clause))),
            ("text", text(remark.text)),
        ])
    };
    object(vec![
        ("clauses", Json::List(heard.clauses.iter().map(clause).collect())),
        ("said", Json::List(heard.remarks.iter().map(said).collect())),
    ])
}

fn equality(asked: &Asked<'_>, review: &Review<'_>, words: &Words<'_>) -> Json {
    let unequal = review.equality.unequal.iter().map(|unequal| {
        object(vec![
            ("people", Json::List(vec![text(asked.report.key(unequal.one)), text(asked.report.key(unequal.two))])),
            ("result", text(&words.title_of(unequal.result))),
            ("because", text(&first::why(asked, &unequal.why, words))),
        ])
    });
    object(vec![
        ("compared", many(review.equality.compared)),
        ("alike", many(review.equality.alike)),
        ("unequal", Json::List(unequal.collect())),
    ])
}

fn by(by: &By) -> Json {
    let group = |group: &Group| {
        object(vec![
            ("group", some(group.name.as_ref(), |name| text(name))),
            ("people", many(group.people)),
            ("pay", some(group.pay.as_ref(), spread)),
            ("score", some(group.score.as_ref(), spread)),
        ])
    };
    let gap = |gap: &Option<Gap>| some(gap.as_ref(), |gap| number(&gap.less));
    object(vec![
        ("by", text(&by.title)),
        ("groups", Json::List(by.groups.iter().map(group).collect())),
        ("pay_gap", gap(&by.pay_gap)),
        ("score_gap", gap(&by.score_gap)),
        ("pointed_out", Json::Flag(by.notable(&by.pay_gap).or(by.notable(&by.score_gap)).is_some())),
    ])
}

fn norm(norm: &Norm) -> Json {
    object(vec![
        ("check", text(&norm.check)),
        ("measured", Json::List(norm.figures.iter().map(|figure| text(figure)).collect())),
        ("norm", text(&norm.norm)),
        ("verdict", text(norm.verdict.key())),
        ("because", some(norm.why.as_ref(), |why| text(why))),
    ])
}

fn due(due: &Due<'_>, words: &Words<'_>) -> Json {
    let condition = due.review.when.map(|(_, span)| {
        let (people, of) = match due.condition {
            Some(Condition::ForSome { people, of }) => (many(people), many(of)),
            Some(Condition::Holds | Condition::HoldsNot | Condition::Unknown) | None => (Json::Null, Json::Null),
        };
        let holds = match due.condition {
            Some(Condition::Holds) => Json::Flag(true),
            Some(Condition::HoldsNot) => Json::Flag(false),
            Some(Condition::ForSome { .. } | Condition::Unknown) | None => Json::Null,
        };
        object(vec![("condition", text(&words.written(span))), ("holds", holds), ("people", people), ("of", of)])
    });
    object(vec![
        ("months", Json::Number(due.review.months.to_string())),
        ("next", due.next.map_or(Json::Null, |day| text(&day.to_string()))),
        ("by", some(due.review.by.as_ref(), |by| text(by))),
        ("adjustment", condition.unwrap_or(Json::Null)),
    ])
}
