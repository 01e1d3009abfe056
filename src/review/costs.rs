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
use crate::plan::ir::{Body, Def, DefId, Expr, Gate, Kind, Kpi, Plan, Role, Veto, walk};
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
}

struct Clause {
    sort: Sort,
    title: String,
    of: Option<String>,
    span: Span,
    edit: Edit,
}

/// Clauses that took something, those that took most pay first, then most points.
pub fn costs(report: &Report<'_>, (plan, data): (&Plan, &Dataset), words: &Words<'_>) -> Vec<Cost> {
    let results = report.results;
    let mut found: Vec<Cost> = clauses(plan, words)
        .into_iter()
        .filter_map(|clause| {
            let other = without(plan, &clause.edit)?;
            let run = evaluate_after(&other, data.clone(), results.period, &results.past, Watch::Nothing);
            let compared = Report { plan: &other, results: &run, sources: report.sources };
            let cost = taken(report, &compared, clause);
            (cost.people > 0).then_some(cost)
        })
        .collect();
    found.sort_by(|one, two| two.pay.cmp(&one.pay).then(two.points.cmp(&one.points)).then(one.span.start.cmp(&two.span.start)));
    found
}

/// What everybody would have more in the other run.
fn taken(report: &Report<'_>, other: &Report<'_>, clause: Clause) -> Cost {
    let plan = report.plan;
    let total = plan.payout_total.filter(|_| !plan.payouts.is_empty());
    let Clause { sort, title, of, span, .. } = clause;
    let mut cost = Cost { sort, title, of, span, people: 0, points: Number::ZERO, pay: Number::ZERO, grades: 0 };
    let more = |def: Option<DefId>, row: u32| {
        let (with, without) = (report.number(def?, row)?, other.number(def?, row)?);
        without.sub(with).ok().filter(|more| *more > Number::ZERO)
    };
    for row in report.rows() {
        let (points, pay) = (more(plan.score, row), more(total, row));
        let better = plan
            .grade
            .is_some_and(|grade| rank(report, grade, row).zip(rank(other, grade, row)).is_some_and(|(with, without)| without > with));
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
    match &expr.kind {
        Kind::KpiScore(rule) => {
            rule.gates.iter().for_each(|one| put(found, gate(one)));
            rule.vetoes.iter().for_each(|one| put(found, veto(one)));
        }
        Kind::Total(rule) => {
            rule.gates.iter().for_each(|one| put(found, gate(one)));
            rule.vetoes.iter().for_each(|one| put(found, veto(one)));
        }
        Kind::Payout(rule) => rule.gates.iter().for_each(|one| put(found, gate(one))),
        Kind::Grade(rule) => {
            rule.vetoes.iter().for_each(|one| put(found, veto(&one.veto)));
            for limit in &rule.limits {
                let title = words.written(limit.span);
                put(found, Clause { sort: Sort::Limit, title, of: owner(limit.span), span: limit.span, edit: Edit::LeaveOut(limit.span) });
            }
        }
        _ => {}
    }
    for cap in caps(expr).into_iter().filter(|cap| cap.kind == CapKind::AtMost) {
        let title = words.written(cap.span);
        put(found, Clause { sort: Sort::Cap, title, of: owner(cap.span), span: cap.span, edit: Edit::LeaveOut(cap.span) });
    }
}

/// What a rule belongs to: the KPI in whose lines it stands, with its scorecard where several have such a KPI; else the value itself.
fn owner(words: &Words<'_>, def: &Def, place: Span) -> String {
    let all = || words.plan.scorecards.iter().flat_map(|card| card.kpis.iter().map(move |kpi| (card, kpi)));
    let around = |kpi: &Kpi| kpi.span.file == place.file && kpi.span.start <= place.start && place.end <= kpi.span.end;
    let Some((card, kpi)) = all().find(|(_, kpi)| around(kpi)) else { return words.title(def) };
    let own = kpi_title(kpi);
    if all().filter(|(_, other)| kpi_title(other) == own).count() > 1 { format!("{} · {own}", card_title(card)) } else { own.to_string() }
}

impl Sort {
    pub fn shown(self, words: &Words<'_>) -> String {
        match self {
            Sort::Kpi => words.say("KPI", "指标"),
            Sort::Adjustment => words.say("adjustment", "加减分"),
            Sort::Gate => words.say("gate", "门槛"),
            Sort::Veto => words.say("veto", "一票否决"),
            Sort::Cap => words.say("cap", "封顶"),
            Sort::Limit => words.say("limit on grades", "等级比例"),
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
