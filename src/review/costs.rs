//! What each clause costs people: the run is made again without it, and what everybody would have more is what it takes.
//!
//! The figures of several clauses do not add up: two gates that hold back the same payout each take nothing alone, and a KPI's points
//! may be capped away.

use super::figures::count;
use super::without::{Edit, caps, without};
use super::words::{Words, card_title, kpi_title};
use crate::engine::evaluate_after;
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::plan::ir::{Body, Def, DefId, Expr, Gate, Kind, Kpi, Plan, Role, Scorecard, Veto, walk};
use crate::report::Report;
use crate::source::Span;
use crate::syntax::ast::CapKind;
use crate::typical::{at_target, people};
use crate::value::{Number, Type, Value};

/// Full marks where the score on target cannot be read off.
const FULL: i64 = 100;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    Kpi,
    Adjustment,
    Gate,
    Veto,
    Cap,
    Limit,
}

/// What a clause took from those whom it hit.
#[derive(Clone, PartialEq, Debug)]
pub struct Cost {
    pub sort: Sort,
    /// As its author calls it.
    pub title: String,
    /// What it belongs to; absent where it stands alone.
    pub of: Option<String>,
    pub span: Span,
    /// People whose score, grade or pay would be higher without it.
    pub people: usize,
    /// Points of the score, over everybody.
    pub points: Number,
    /// Pay, over everybody.
    pub pay: Number,
    /// People whose grade would be better.
    pub grades: usize,
    /// People who have a result, and would have none without it.
    pub unknown: usize,
}

/// What was found of the clauses.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Costs {
    /// Those that took something, the one that took most pay first, then most points.
    pub taken: Vec<Cost>,
    /// Those of which it cannot be said, or not of everybody.
    pub open: Vec<Open>,
}

/// A clause of which it is not known, or not of everybody, what it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Open {
    pub sort: Sort,
    pub title: String,
    pub of: Option<String>,
    pub why: Why,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It stands inside a calculation that cannot be made without it.
    Inside,
    /// So many people would have no result without it.
    NoResult(usize),
}

struct Clause {
    sort: Sort,
    title: String,
    of: Option<String>,
    span: Span,
    edit: Edit,
}

/// Runs the plan once more for each clause.
pub fn costs(report: &Report<'_>, (plan, data): (&Plan, &Dataset), words: &Words<'_>) -> Costs {
    let results = report.results;
    let mut found = Costs::default();
    for clause in clauses(plan, words) {
        let open = |why: Why| Open { sort: clause.sort, title: clause.title.clone(), of: clause.of.clone(), why };
        let Some(other) = without(plan, &clause.edit) else {
            found.open.push(open(Why::Inside));
            continue;
        };
        let run = evaluate_after(&other, data.clone(), results.period, &results.past, Watch::Nothing);
        let compared = Report { plan: &other, results: &run, sources: report.sources };
        let cost = taken(report, &compared, &clause);
        if cost.unknown > 0 {
            found.open.push(open(Why::NoResult(cost.unknown)));
        }
        if cost.people > 0 {
            found.taken.push(cost);
        }
    }
    let most = |one: &Cost, two: &Cost| two.pay.cmp(&one.pay).then(two.points.cmp(&one.points)).then(one.span.start.cmp(&two.span.start));
    found.taken.sort_by(most);
    found
}

/// What everybody would have more in the other run.
fn taken(report: &Report<'_>, other: &Report<'_>, clause: &Clause) -> Cost {
    let plan = report.plan;
    let total = plan.payout_total.filter(|_| !plan.payouts.is_empty());
    let mut cost = Cost {
        sort: clause.sort,
        title: clause.title.clone(),
        of: clause.of.clone(),
        span: clause.span,
        people: 0,
        points: Number::ZERO,
        pay: Number::ZERO,
        grades: 0,
        unknown: 0,
    };
    let has = |report: &Report<'_>, def: Option<DefId>, row: u32| def.is_some_and(|def| report.number(def, row).is_some());
    let loses = |def: Option<DefId>, row: u32| has(report, def, row) && !has(other, def, row);
    let more = |def: Option<DefId>, row: u32| {
        let (with, without) = (report.number(def?, row)?, other.number(def?, row)?);
        without.sub(with).ok().filter(|more| *more > Number::ZERO)
    };
    for row in report.rows() {
        let (points, pay) = (more(plan.score, row), more(total, row));
        let better = plan
            .grade
            .is_some_and(|grade| rank(report, grade, row).zip(rank(other, grade, row)).is_some_and(|(with, without)| without > with));
        cost.unknown = cost.unknown.saturating_add(usize::from(loses(plan.score, row) || loses(total, row)));
        cost.people = cost.people.saturating_add(usize::from(points.is_some() || pay.is_some() || better));
        cost.grades = cost.grades.saturating_add(usize::from(better));
        for (sum, more) in [(&mut cost.points, points), (&mut cost.pay, pay)] {
            if let Some(next) = more.and_then(|more| sum.add(&more).ok()) {
                *sum = next;
            }
        }
    }
    cost
}

/// The place of a person's grade, the worst being 0.
fn rank(report: &Report<'_>, grade: DefId, row: u32) -> Option<usize> {
    let Type::Choice(choice) = report.def(grade)?.ty else { return None };
    let Slot::Value(Value::Text(own)) = report.slot(grade, row)? else { return None };
    report.plan.choices.get(choice.0 as usize)?.options.iter().position(|option| *option.name == **own)
}

fn clauses(plan: &Plan, words: &Words<'_>) -> Vec<Clause> {
    let mut found = of_kpis(plan);
    for id in plan.scorecards.iter().flat_map(|card| &card.adjusts) {
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        put(&mut found, Clause { sort: Sort::Adjustment, title: words.title(def), of: None, span: def.span, edit: Edit::Nothing(*id) });
    }
    for def in &plan.defs {
        let Body::Expr(body) = &def.body else { continue };
        if matches!(def.role, Role::Told | Role::Said | Role::Figure(_) | Role::Covered | Role::Earlier) {
            continue;
        }
        for expr in walk::all(body) {
            of_expr(&mut found, (def, expr), words);
        }
    }
    found
}

/// A clause that several values have, such as a gate of all payouts, is of none of them alone.
fn put(found: &mut Vec<Clause>, clause: Clause) {
    match found.iter_mut().find(|known| known.span == clause.span && known.sort == clause.sort) {
        Some(known) if known.of != clause.of => known.of = None,
        Some(_) => {}
        None => found.push(clause),
    }
}

/// One clause a KPI; scorecards that have it together are one.
fn of_kpis(plan: &Plan) -> Vec<Clause> {
    let marks = full_marks(plan);
    let mut found: Vec<Clause> = Vec::new();
    let all = || plan.scorecards.iter().flat_map(|card| &card.kpis);
    let twice = |kpi: &Kpi| all().filter(|other| kpi_title(other) == kpi_title(kpi)).count() > 1;
    for (card, kpi) in plan.scorecards.iter().flat_map(|card| card.kpis.iter().map(move |kpi| (card, kpi))) {
        let full = marks.iter().find(|(span, _)| *span == kpi.span).map_or_else(|| Number::from_i64(FULL), |(_, full)| full.clone());
        let known = found.iter_mut().find(|known| matches!(&known.edit, Edit::Full(score, _) if *score == kpi.score));
        match known {
            Some(Clause { edit: Edit::Full(_, marks), of, .. }) => {
                marks.push((card.covered, full));
                *of = None;
            }
            Some(_) | None => found.push(Clause {
                sort: Sort::Kpi,
                title: kpi_title(kpi).to_string(),
                of: twice(kpi).then(|| card_title(card).to_string()),
                span: kpi.span,
                edit: Edit::Full(kpi.score, vec![(card.covered, full)]),
            }),
        }
    }
    found
}

/// What each KPI scores exactly on target, as far as the typical people of the plan show it.
fn full_marks(plan: &Plan) -> Vec<(Span, Number)> {
    let mut found: Vec<(Span, Number)> = Vec::new();
    let people = people(plan);
    for person in at_target(&people) {
        let Some(card) = person.card(plan).and_then(|card| plan.scorecards.get(card)) else { continue };
        let on_target = |kpi: &&Kpi| kpi.attainment.and_then(|attainment| person.number(attainment)) == Some(count(1));
        for kpi in card.kpis.iter().filter(on_target) {
            let full = person.number(kpi.score).filter(|full| *full > Number::ZERO);
            if let (Some(full), false) = (full, found.iter().any(|(span, _)| *span == kpi.span)) {
                found.push((kpi.span, full));
            }
        }
    }
    found
}

fn of_expr(found: &mut Vec<Clause>, (def, expr): (&Def, &Expr), words: &Words<'_>) {
    let owner = |place: Span| Some(owner(words, def, place));
    let gate = |gate: &Gate| Clause {
        sort: Sort::Gate,
        title: gate.title.clone(),
        of: owner(gate.span),
        span: gate.span,
        edit: Edit::LeaveOut(gate.span),
    };
    let veto = |veto: &Veto| Clause {
        sort: Sort::Veto,
        title: veto.title.clone().unwrap_or_else(|| veto.name.clone()),
        of: owner(veto.span),
        span: veto.span,
        edit: Edit::LeaveOut(veto.span),
    };
    if let Kind::KpiScore(rule) = &expr.kind {
        rule.gates.iter().for_each(|one| put(found, gate(one)));
        rule.vetoes.iter().for_each(|one| put(found, veto(one)));
    } else if let Kind::Total(rule) = &expr.kind {
        rule.gates.iter().for_each(|one| put(found, gate(one)));
        rule.vetoes.iter().for_each(|one| put(found, veto(one)));
    } else if let Kind::Payout(rule) = &expr.kind {
        rule.gates.iter().for_each(|one| put(found, gate(one)));
    } else if let Kind::Grade(rule) = &expr.kind {
        rule.vetoes.iter().for_each(|one| put(found, veto(&one.veto)));
        for limit in &rule.limits {
            let title = words.limited(limit);
            put(found, Clause { sort: Sort::Limit, title, of: owner(limit.span), span: limit.span, edit: Edit::LeaveOut(limit.span) });
        }
    }
    for cap in caps(expr).into_iter().filter(|cap| cap.kind == CapKind::AtMost) {
        let title = words.capped(cap);
        put(found, Clause { sort: Sort::Cap, title, of: owner(cap.span), span: cap.span, edit: Edit::LeaveOut(cap.span) });
    }
}

/// What a rule belongs to: the KPI in whose lines it stands, with its scorecard where several have such a KPI; else the value itself.
fn owner(words: &Words<'_>, def: &Def, place: Span) -> String {
    let plan = words.plan;
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_string());
    let is_part = |kpi: &Kpi| plan.defs.get(kpi.score.0 as usize).is_some_and(|score| stem(&score.name) == stem(&def.name));
    let all = || plan.scorecards.iter().flat_map(|card| card.kpis.iter().map(move |kpi| (card, kpi)));
    let of_kpi = matches!(def.role, Role::KpiMeasure | Role::KpiTarget | Role::KpiAttainment | Role::KpiScore | Role::KpiWeighted);
    let own: Vec<(&Scorecard, &Kpi)> = all().filter(|(_, kpi)| of_kpi && is_part(kpi)).collect();
    // Several scorecards may have a KPI of this name: the one in whose lines the rule stands begins last before it.
    let before = own.iter().filter(|(_, kpi)| kpi.span.file == place.file && kpi.span.start <= place.start);
    let Some((card, kpi)) = before.max_by_key(|(_, kpi)| kpi.span.start).or_else(|| own.first()) else {
        return words.title(of_payout(plan, def));
    };
    let title = kpi_title(kpi);
    if all().filter(|(_, other)| kpi_title(other) == title).count() > 1 {
        format!("{} · {title}", card_title(card))
    } else {
        title.to_string()
    }
}

/// The payout that has this part, such as what is earned of it before it is held back; else the value itself.
fn of_payout<'p>(plan: &'p Plan, def: &'p Def) -> &'p Def {
    let all = plan.payouts.iter().filter_map(|payout| plan.defs.get(payout.0 as usize));
    let is_part = |payout: &&Def| def.name.strip_prefix(&payout.name).is_some_and(|rest| rest.starts_with('.'));
    if matches!(def.role, Role::Term(_)) { all.into_iter().find(is_part).unwrap_or(def) } else { def }
}

/// A clause with what it belongs to.
pub fn called((of, title): (Option<&str>, &str), words: &Words<'_>) -> String {
    of.map_or_else(|| title.to_string(), |of| words.say(format!("{of}: {title}"), format!("{of}：{title}")))
}

impl Sort {
    pub fn shown(self, words: &Words<'_>) -> String {
        match self {
            Sort::Kpi => words.say("KPI", "指标"),
            Sort::Adjustment => words.say("adjustment", "加减分"),
            Sort::Gate => words.say("gate", "门槛"),
            Sort::Veto => words.say("veto", "一票否决"),
            Sort::Cap => words.say("cap", "封顶"),
            Sort::Limit => words.say("limit on grades", "等级名额"),
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Sort::Kpi => "kpi",
            Sort::Adjustment => "adjustment",
            Sort::Gate => "gate",
            Sort::Veto => "veto",
            Sort::Cap => "cap",
            Sort::Limit => "limit",
        }
    }
}
