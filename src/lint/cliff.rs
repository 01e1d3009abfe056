//! L201 cliff: one smallest unit of an input moves pay by more than a share of target pay.
//!
//! The edges are those of the plan's exact curves, so a cliff is found wherever it comes from: a band, a cap, a gate, or a grade that a
//! score reaches by way of weights.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::words::{amount, cell_name, pay_name};
use super::settings::{Level, Threshold, Unit};
use super::{Found, Lint, Subject, pay_falls, warning};
use crate::curve::{Edge, Varied};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::plan::ir::{Body, Bound, DefId, GradeRule, Kind, Plan, walk};
use crate::source::Span;
use crate::typical::{Range, Typical, number_of, targets};
use crate::value::{Number, Value, show};

const LIMIT: Threshold = Threshold { lint: "cliff", key: "limit", unit: Unit::Percent, thousandths: 100 };

pub(super) const LINT: Lint = Lint { code: "L201", name: "cliff", thresholds: &[LIMIT], check };

/// One cliff: the last value of the input before it, the first behind it, and what each pays.
struct Cliff<'a> {
    person: &'a Typical,
    cell: Varied,
    inputs: (Number, Number),
    pays: (Number, Number),
    /// How much of target pay that is.
    share: Number,
    target_pay: Number,
    /// The clause that jumps, and the definition it is.
    span: Span,
    def: DefId,
    /// The edges of the same clause, this one among them: of whom, over which column, and where.
    edges: BTreeSet<(usize, DefId, Number)>,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let Some(total) = plan.payout_total.filter(|_| !plan.payouts.is_empty()) else {
        return found.silent(&LINT, Text::new("the plan pays nothing", "制度中没有发放"));
    };
    let limit = subject.settings.get(&LIMIT);
    let people = subject.shared.people(plan);
    let targets = targets(plan);
    let mut cliffs: BTreeMap<(u16, u32), Cliff<'_>> = BTreeMap::new();
    for over in subject.shared.pay(plan) {
        let Some(person) = people.get(over.person) else { continue };
        let Some(target_pay) = person.target_pay.clone() else { continue };
        // One point is enough to ask for any other.
        let ends = (over.range.from.clone(), over.range.from.clone());
        let Some(paid) = person.curve(plan, total, over.cell, ends).filter(|_| !over.edges.is_empty()) else { continue };
        let falls_told = subject.settings.level(pay_falls::LINT.name) != Some(Level::Off) && pay_falls::is_judged(over, &targets);
        for edge in &over.edges {
            let Some((inputs, pays)) = step(edge, &over.range, |input| number_of(paid.worth(input))) else { continue };
            let Some(share) = pays.1.sub(&pays.0).ok().and_then(|moved| moved.abs().div(&target_pay).ok()) else { continue };
            // A fall as a result rises is told, with where it is made up for, by the lint for it.
            if share <= limit || (falls_told && pays.1 < pays.0) {
                continue;
            }
            let Some((def, span)) = origin(plan, person, over.cell, (&inputs.0, &inputs.1)) else { continue };
            let edges = BTreeSet::from([(over.person, over.cell.column, inputs.0.clone())]);
            let cliff = Cliff { person, cell: over.cell, inputs, pays, share, target_pay: target_pay.clone(), span, def, edges };
            add(&mut cliffs, cliff, &targets);
        }
    }
    if people.iter().all(|person| person.target_pay.is_none()) {
        found.silent(&LINT, Text::new("no target pay is known: write “target pay” in the header", "不知道目标薪酬：请在开头写“目标薪酬”"));
    }
    if let Some(why) = subject.shared.lost(plan) {
        found.silent(&LINT, why);
    }
    for cliff in cliffs.values() {
        found.report(told(plan, cliff, &limit));
    }
}

/// One finding a clause: the largest of its edges, the others counted.
fn add<'a>(cliffs: &mut BTreeMap<(u16, u32), Cliff<'a>>, mut cliff: Cliff<'a>, targets: &BTreeSet<DefId>) {
    let key = (cliff.span.file.0, cliff.span.start);
    if let Some(mut known) = cliffs.remove(&key) {
        let mut edges = std::mem::take(&mut known.edges);
        edges.append(&mut cliff.edges);
        // A result that rises says more than a target that is raised.
        let is_result = |cliff: &Cliff<'_>| !targets.contains(&cliff.cell.column);
        if (is_result(&known), &known.share) >= (is_result(&cliff), &cliff.share) {
            cliff = known;
        }
        cliff.edges = edges;
    }
    cliffs.insert(key, cliff);
}

/// Two of something: before an edge, and after it.
type Pair = (Number, Number);

/// The two neighbouring values of the input, one smallest unit apart, between which the jump is largest, and what they pay.
fn step(edge: &Edge, range: &Range, paid: impl Fn(&Number) -> Option<Number>) -> Option<(Pair, Pair)> {
    let steps = edge.at.sub(&range.from).ok()?.div(&range.unit).ok()?.floor();
    let at = range.from.add(&steps.mul(&range.unit).ok()?).ok()?;
    let pairs = [(at.sub(&range.unit).ok()?, at.clone()), (at.clone(), at.add(&range.unit).ok()?)];
    let inside = pairs.into_iter().filter(|(low, high)| *low >= range.from && *high <= range.to);
    let steps = inside.filter_map(|inputs| {
        let pays = (paid(&inputs.0)?, paid(&inputs.1)?);
        let moved = pays.1.sub(&pays.0).ok()?.abs();
        Some((moved, inputs, pays))
    });
    steps.max_by(|one, two| one.0.cmp(&two.0)).map(|(_, inputs, pays)| (inputs, pays))
}

/// The clause between an input and the pay that jumps from one value of the input to the next: the line of the grade that is reached,
/// else the first definition on the way. None where a veto strikes, since that is what a veto is for.
fn origin(plan: &Plan, person: &Typical, cell: Varied, (low, high): (&Number, &Number)) -> Option<(DefId, Span)> {
    let (before, after) = (person.with(plan, cell, low.clone()), person.with(plan, cell, high.clone()));
    if let Some(grade) = plan.grade
        && before.value(grade) != after.value(grade)
    {
        let (id, rule) = (grade, rule_of(plan, grade)?);
        let lines = [&before, &after].map(|person| line_of(rule, person));
        let [Some(one), Some(two)] = lines else { return None };
        return (one != two).then(|| (id, better(rule, one, two)));
    }
    if let Some(gated) = plan.payouts.iter().copied().find(|payout| is_opened(plan, *payout, &before, &after)) {
        return plan.defs.get(gated.0 as usize).map(|def| (gated, def.span));
    }
    // What is the same on both sides does not jump, and need not be followed.
    let jumps = |id: &&DefId| {
        moved_rows(plan, **id, &before, &after).into_iter().any(|row| {
            let curve = person.curve_in(plan, (**id, row), cell, (low.clone(), high.clone()));
            curve.is_some_and(|curve| !curve.edges().is_empty())
        })
    };
    let id = plan.order.iter().find(jumps)?;
    plan.defs.get(id.0 as usize).map(|def| (*id, def.span))
}

/// The rows in which a definition has another value after than before.
fn moved_rows(plan: &Plan, id: DefId, before: &Typical, after: &Typical) -> Vec<u32> {
    let Some(def) = plan.defs.get(id.0 as usize) else { return Vec::new() };
    let tables = [before, after].map(|person| person.results.tables.get(def.table.0 as usize));
    let [Some(before), Some(after)] = tables else { return Vec::new() };
    let rows = 0..u32::try_from(before.len()).unwrap_or(0);
    rows.filter(|row| before.slot(id, *row) != after.slot(id, *row)).collect()
}

/// Whether a gate of a payout is what parts nothing from something.
fn is_opened(plan: &Plan, payout: DefId, before: &Typical, after: &Typical) -> bool {
    let Some(Body::Expr(body)) = plan.defs.get(payout.0 as usize).map(|def| &def.body) else { return false };
    let gated = matches!(&body.kind, Kind::Payout(rule) if !rule.gates.is_empty());
    let pays = [before, after].map(|person| person.number(payout).map(|paid| paid.is_zero()));
    gated && matches!(pays, [Some(true), Some(false)] | [Some(false), Some(true)])
}

fn rule_of(plan: &Plan, grade: DefId) -> Option<&GradeRule> {
    let Body::Expr(body) = &plan.defs.get(grade.0 as usize)?.body else { return None };
    walk::all(body).into_iter().find_map(|expr| if let Kind::Grade(rule) = &expr.kind { Some(rule.as_ref()) } else { None })
}

/// The line the person's score lies in, whatever vetoes make of it.
fn line_of(rule: &GradeRule, person: &Typical) -> Option<usize> {
    let Kind::Ref(by) = &rule.by.kind else { return None };
    let score = person.number(*by)?;
    let end = |bound: Option<&Bound>| match bound.map(|bound| &bound.value.kind) {
        Some(Kind::Literal(Value::Number(end))) => Some(end.clone()),
        Some(_) | None => None,
    };
    rule.lines.iter().position(|line| {
        let above =
            end(line.low.as_ref()).is_none_or(|low| score > low || (score == low && line.low.as_ref().is_some_and(|low| low.inclusive)));
        let below = end(line.high.as_ref())
            .is_none_or(|high| score < high || (score == high && line.high.as_ref().is_some_and(|high| high.inclusive)));
        above && below
    })
}

/// The place of the better of two lines.
fn better(rule: &GradeRule, one: usize, two: usize) -> Span {
    let lines = [one, two].map(|at| rule.lines.get(at));
    lines.into_iter().flatten().max_by_key(|line| line.option).map_or(Span::default(), |line| line.span)
}

/// What else the clause does: its other edges over the same input, and the results over which it has some too.
fn further(plan: &Plan, cliff: &Cliff<'_>) -> Text {
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    let own = |edge: &&(usize, DefId, Number)| edge.1 == cliff.cell.column;
    let people: BTreeSet<usize> = cliff.edges.iter().filter(own).map(|edge| edge.0).collect();
    let most = people.into_iter().map(|person| cliff.edges.iter().filter(own).filter(|edge| edge.0 == person).count()).max();
    let count = most.unwrap_or(1).saturating_sub(1);
    if count > 0 {
        en.push(format!("; this clause has {count} more such {}", if count == 1 { "edge" } else { "edges" }));
        zh.push(format!("；该条款还有 {count} 处类似的跳变"));
    }
    // A target that is raised is no result.
    let targets = targets(plan);
    let others: BTreeSet<DefId> = cliff.edges.iter().map(|edge| edge.1).collect();
    let others = others.into_iter().filter(|column| *column != cliff.cell.column && !targets.contains(column));
    let others: Vec<Text> = others.map(|column| cell_name(plan, column)).collect();
    if !others.is_empty() {
        let names = |language, between| others.iter().map(|name| name.get(language)).collect::<Vec<&str>>().join(between);
        en.push(format!("; it jumps over {} too", names(Language::English, ", ")));
        zh.push(format!("；在{}上也会跳变", names(Language::Chinese, "、")));
    }
    Text::new(en.concat(), zh.concat())
}

fn told(plan: &Plan, cliff: &Cliff<'_>, limit: &Number) -> Diagnostic {
    let (input, pay) = (cell_name(plan, cliff.cell.column), pay_name());
    let moved = cliff.pays.1.sub(&cliff.pays.0).unwrap_or(Number::ZERO);
    let input_type = plan.defs.get(cliff.cell.column.0 as usize).map_or(crate::value::Type::Number, |def| def.ty);
    let (low, high) = (amount(plan, &cliff.inputs.0, input_type), amount(plan, &cliff.inputs.1, input_type));
    let money = |value: &Number| amount(plan, value, crate::value::Type::Money);
    let (before, after, by) = (money(&cliff.pays.0), money(&cliff.pays.1), money(&moved.abs()));
    let percent = show::percent(&cliff.share);
    let up = !moved.is_negative();
    let message = Text::new(
        format!(
            "a cliff: from {low} to {high} of {} the {} {} by {by}, {percent} of target pay",
            input.en,
            pay.en,
            if up { "rises" } else { "falls" }
        ),
        format!("断崖：{}从 {low} 到 {high}，{}{} {by}，相当于目标薪酬的 {percent}", input.zh, pay.zh, if up { "增加" } else { "减少" }),
    );
    let spoken = |language| plan.defs.get(cliff.def.0 as usize).map_or(String::new(), |def| def.spoken(language));
    let (en, zh) = (spoken(Language::English), spoken(Language::Chinese));
    let label = Text::new(
        format!("here {en} jumps: {before} is paid before, {after} after"),
        format!("“{zh}”在此跳变：之前发 {before}，之后发 {after}"),
    );
    let person = cliff.person.described();
    let more = further(plan, cliff);
    let target = money(&cliff.target_pay);
    let limit = show::percent(limit);
    warning(&LINT, message).label(cliff.span, label).help(Text::new(
        format!(
            "seen on {}, whose target pay is {target}{}; let the value rise in a straight line (“linear a to b”) or in smaller steps, so that one more unit moves pay by at most {limit} of target pay",
            person.en, more.en
        ),
        format!(
            "以{}计算，目标薪酬为 {target}{}；请改为线性过渡（“线性 a 至 b”）或更小的台阶，使多一个最小单位的影响不超过目标薪酬的 {limit}",
            person.zh, more.zh
        ),
    ))
}
