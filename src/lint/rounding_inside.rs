//! L305 rounding-inside: a value that is rounded before a later clause multiplies it or holds it against a bound.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::consts::constant_number;
use crate::plan::interval::{Interval, interval};
use crate::plan::ir::{Body, Bound, Each, Expr, Kind, Plan, Step, walk};
use crate::source::Span;
use crate::syntax::ast::Factor;
use crate::value::{Number, RoundMode, Type};

pub(super) const LINT: Lint = Lint { code: "L305", name: "rounding-inside", thresholds: &[], check };

/// Names are followed no deeper than this.
const DEEPEST: u32 = 8;

/// No more expressions than this are looked at for one value.
const MOST_LOOKS: usize = 1_000;

/// What is done with a value after it has been rounded.
enum Use<'p> {
    /// It is multiplied by these, and divided by nothing it is in.
    Times(Vec<&'p Expr>),
    Divides,
    /// It is held against this bound, where one is written.
    Against(Option<&'p Expr>),
}

/// A place where a rounded value would be used: the value, the use, and where to point.
struct Site<'p> {
    value: &'p Expr,
    used: Use<'p>,
    span: Span,
}

/// A rounding on the way to where its value is used.
struct Rounded<'p> {
    unit: &'p Expr,
    mode: RoundMode,
    value: &'p Expr,
    ty: Type,
    span: Span,
    arrives: Arrives,
}

/// Whether something is done with a rounded value on its way to where it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Arrives {
    Unchanged,
    Changed,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let mut seen = Vec::new();
    for expr in look::exprs(plan) {
        for site in sites(plan, expr) {
            for rounding in roundings(plan, site.value) {
                if !is_deliberate(plan, &rounding) && look::first_time(&mut seen, rounding.span) {
                    report(plan, &rounding, &site, found);
                }
            }
        }
        if let Kind::Weighted(rule) = &expr.kind
            && let Some(unit) = &rule.round
            && look::first_time(&mut seen, unit.span)
        {
            points_rounded(plan, unit, found);
        }
    }
}

/// Where an expression multiplies its parts or holds them against bounds.
fn sites<'p>(plan: &'p Plan, expr: &'p Expr) -> Vec<Site<'p>> {
    match &expr.kind {
        Kind::Product(factors) => in_product(expr, factors),
        Kind::Compare { left, right, .. } => {
            vec![against(left, Some(right), right.span), against(right, Some(left), left.span)]
        }
        Kind::Within { value, low, high } => vec![on_lines(value, low.iter().chain(high))],
        Kind::Bands(bands) => vec![on_lines(&bands.on, bands.lines.iter().flat_map(|line| line.low.iter().chain(&line.high)))],
        Kind::Tiers(tiers) => vec![on_lines(&tiers.on, tiers.lines.iter().flat_map(|line| line.low.iter().chain(&line.high)))],
        Kind::Grade(rule) => vec![on_lines(&rule.by, rule.lines.iter().flat_map(|line| line.low.iter().chain(&line.high)))],
        Kind::Lookup { args, .. } => args.iter().map(|arg| against(arg, None, expr.span)).collect(),
        Kind::Weighted(rule) => match look::body(plan, rule.score) {
            Some(score) => vec![Site { value: score, used: Use::Times(vec![&rule.weight]), span: rule.weight.span }],
            None => Vec::new(),
        },
        Kind::Steps(steps) => {
            let measured = steps.steps.iter().filter_map(each_of).map(|each| against(&each.value, Some(&each.against), each.span));
            let shares = steps.steps.iter().filter_map(share_of);
            let shared =
                shares.filter_map(|share| Some(Site { value: steps.value.as_ref()?, used: Use::Times(vec![share]), span: share.span }));
            measured.chain(shared).collect()
        }
        _ => Vec::new(),
    }
}

fn each_of(step: &Step) -> Option<&Each> {
    match step {
        Step::Change(change) => change.each.as_ref(),
        Step::Cap(_) | Step::Ratchet { .. } | Step::Prorate { .. } => None,
    }
}

fn share_of(step: &Step) -> Option<&Expr> {
    match step {
        Step::Prorate { factor, .. } => Some(factor),
        Step::Change(_) | Step::Cap(_) | Step::Ratchet { .. } => None,
    }
}

fn in_product<'p>(product: &'p Expr, factors: &'p [(Factor, Expr)]) -> Vec<Site<'p>> {
    let mut found = Vec::new();
    for (at, (factor, part)) in factors.iter().enumerate() {
        let others: Vec<&Expr> = factors.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, (_, part))| part).collect();
        let span = others.first().map_or(product.span, |other| other.span);
        let all_times = factors.iter().all(|(factor, _)| *factor == Factor::Times);
        let used = if *factor == Factor::Times && all_times { Use::Times(others) } else { Use::Divides };
        found.push(Site { value: part, used, span });
    }
    found
}

fn against<'p>(value: &'p Expr, bound: Option<&'p Expr>, span: Span) -> Site<'p> {
    Site { value, used: Use::Against(bound), span }
}

fn on_lines<'p>(value: &'p Expr, mut bounds: impl Iterator<Item = &'p Bound>) -> Site<'p> {
    let first = bounds.next().map(|bound| bound.value.as_ref());
    against(value, first, first.map_or(value.span, |bound| bound.span))
}

/// The roundings a value rests on without a multiplication or a comparison between: those are places of their own.
fn roundings<'p>(plan: &'p Plan, value: &'p Expr) -> Vec<Rounded<'p>> {
    let mut found = Vec::new();
    let mut open = vec![(value, Arrives::Unchanged, DEEPEST)];
    let mut looks = 0_usize;
    while let Some((expr, arrives, deep)) = open.pop() {
        looks = looks.saturating_add(1);
        if looks > MOST_LOOKS {
            break;
        }
        if let Kind::Round { value, unit, mode } = &expr.kind {
            found.push(Rounded { unit, mode: *mode, value, ty: expr.ty, span: expr.span, arrives });
        }
        let deep = if let Kind::Ref(_) = expr.kind { deep.checked_sub(1) } else { Some(deep) };
        if let Some(deep) = deep {
            open.extend(under(plan, expr, arrives).into_iter().rev().map(|(part, arrives)| (part, arrives, deep)));
        }
    }
    found
}

/// The parts whose rounding shows in an expression, and whether it arrives as it was.
fn under<'p>(plan: &'p Plan, expr: &'p Expr, arrives: Arrives) -> Vec<(&'p Expr, Arrives)> {
    match &expr.kind {
        Kind::Ref(def) => look::body(plan, *def).map(|body| (body, arrives)).into_iter().collect(),
        Kind::Parent(inner) => vec![(inner, arrives)],
        Kind::Neg(_) | Kind::Abs(_) | Kind::InPoints(_) | Kind::Sum(_) | Kind::Min(_) | Kind::Max(_) => {
            walk::children(expr).into_iter().map(|part| (part, Arrives::Changed)).collect()
        }
        Kind::Aggregate(aggregate) => aggregate.value.iter().map(|value| (value, Arrives::Changed)).collect(),
        Kind::RunningSum(running) => vec![(&running.value, Arrives::Changed)],
        Kind::Standing(standing) => vec![(&standing.value, Arrives::Changed)],
        Kind::Pool(pool) => [&pool.amount].into_iter().chain(&pool.by).map(|value| (value, Arrives::Changed)).collect(),
        Kind::Otherwise(parts) => parts.iter().map(|part| (part, arrives)).collect(),
        Kind::If { branches, otherwise } => {
            branches.iter().map(|(_, value)| (value, arrives)).chain([(otherwise.as_ref(), arrives)]).collect()
        }
        Kind::Cases(cases) => cases.cases.iter().map(|case| (&case.value, arrives)).collect(),
        Kind::KpiScore(rule) => vec![(&rule.score, arrives)],
        Kind::Steps(steps) => {
            let arrives = if steps.steps.is_empty() { arrives } else { Arrives::Changed };
            steps.value.iter().map(|value| (value, arrives)).collect()
        }
        _ => Vec::new(),
    }
}

/// Who says up or down counts whole steps on purpose; and money rounded as it is paid loses nothing anybody is owed.
fn is_deliberate(plan: &Plan, rounded: &Rounded<'_>) -> bool {
    match rounded.mode {
        RoundMode::Up | RoundMode::Down => return true,
        RoundMode::HalfUp | RoundMode::HalfEven => {}
    }
    match (constant_number(plan, rounded.unit, None), plan.rounding_of(rounded.ty)) {
        (Some(unit), Some(rounding)) => unit <= rounding.unit,
        (Some(_) | None, Some(_) | None) => false,
    }
}

fn report(plan: &Plan, rounded: &Rounded<'_>, site: &Site<'_>, found: &mut Found) {
    let unit = constant_number(plan, rounded.unit, None);
    let shown = unit.as_ref().map(|unit| look::number(plan, unit, rounded.ty));
    let to = shown.unwrap_or_else(|| "…".to_string());
    let most = unit.and_then(|unit| most(&unit));
    let effect = most.filter(|_| rounded.arrives == Arrives::Unchanged).and_then(|most| match &site.used {
        Use::Times(others) => times(plan, &most, others, rounded.ty),
        Use::Divides => None,
        Use::Against(bound) => near(plan, rounded, &most, (*bound)?),
    });
    let message = Text::new(
        format!("a value is rounded to {to} before the plan goes on computing with it"),
        format!("先取整到 {to}，再拿取整后的值继续计算"),
    );
    let effect = effect.unwrap_or_else(|| match &site.used {
        Use::Times(_) | Use::Divides => Text::new("computed on with the rounded value", "用取整后的值继续计算"),
        Use::Against(_) => Text::new("the rounded value decides here", "在这里由取整后的值决定"),
    });
    found.report(
        warning(&LINT, message)
            .label(rounded.span, Text::new(format!("rounded to {to}"), format!("取整到 {to}")))
            .label(site.span, effect)
            .help(help(plan)),
    );
}

fn help(plan: &Plan) -> Text {
    let value = Text::new("compute with the exact value", "请直接用未取整的值计算");
    match &plan.rounding {
        Some(_) => Text::new(
            format!("{}, without `round`: what is paid is rounded once, at the end, by the header's `rounding`", value.en),
            format!("{}，去掉这里的取整：发放金额最后会按开头的 `尾数` 统一取整一次", value.zh),
        ),
        None => {
            Text::new(format!("{} and round once, where the result is stated", value.en), format!("{}，只在得出结果时取整一次", value.zh))
        }
    }
}

/// The most a rounding to the nearest moves a value: half its unit.
fn most(unit: &Number) -> Option<Number> {
    unit.div(&Number::from_i64(2)).ok()
}

/// `moves it by up to $32.50`, or by how much for each 10,000 where the other factor has no bound.
fn times(plan: &Plan, most: &Number, others: &[&Expr], rounded: Type) -> Option<Text> {
    let [other] = others else { return None };
    let ty = if other.ty == Type::Money || rounded == Type::Money { Type::Money } else { Type::Number };
    if let Interval { low: Some((_, low)), high: Some((_, high)) } = interval(plan, other) {
        let widest = if low.abs() > high.abs() { low.abs() } else { high.abs() };
        let moved = look::number(plan, &most.mul(&widest).ok()?, ty);
        return Some(Text::new(
            format!("times this: the result is off by up to {moved}"),
            format!("乘以它之后，取整最多使结果相差 {moved}"),
        ));
    }
    let sample = Number::from_i64(10_000);
    let moved = look::number(plan, &most.mul(&sample).ok()?, ty);
    let sample = look::number(plan, &sample, other.ty);
    Some(Text::new(format!("times this: off by up to {moved} for each {sample}"), format!("乘以它之后，每 {sample} 最多相差 {moved}")))
}

/// `59.5% counts as 60%`: the nearest value that the rounding carries over a bound.
fn near(plan: &Plan, rounded: &Rounded<'_>, most: &Number, bound: &Expr) -> Option<Text> {
    let (at, unit) = (constant_number(plan, bound, None)?, constant_number(plan, rounded.unit, None)?);
    let below = match rounded.mode {
        RoundMode::HalfUp if at.div(&unit).ok()?.is_integer() => at.sub(most).ok()?,
        RoundMode::HalfUp | RoundMode::HalfEven | RoundMode::Up | RoundMode::Down => return None,
    };
    let possible = interval(plan, rounded.value).low.is_none_or(|(_, low)| low <= below);
    let (from, at) = (look::number(plan, &below, rounded.ty), look::number(plan, &at, rounded.ty));
    possible.then(|| Text::new(format!("{from} already counts as {at} here"), format!("在这里 {from} 已经算作 {at}")))
}

/// `weight 35%, points rounded to 1`, where a grade or a payout goes on with the score.
fn points_rounded(plan: &Plan, unit: &Expr, found: &mut Found) {
    let Some(score) = plan.score else { return };
    let Some(reader) = plan.defs.iter().find(|def| match &def.body {
        Body::Expr(body) if Some(def.place) != look::def(plan, score).map(|def| def.place) => look::mentioned(body).contains(&score),
        Body::Expr(_) | Body::Column(_) => false,
    }) else {
        return;
    };
    let most = constant_number(plan, unit, None).and_then(|unit| most(&unit));
    let most = most.map_or_else(|| "…".to_string(), |most| look::number(plan, &most, Type::Number));
    let message = Text::new(
        format!("each KPI's points are rounded before `{}` goes on with their sum", reader.name),
        format!("各指标得分先取整、再相加，`{}` 用的是取整后的和", reader.name),
    );
    found.report(
        warning(&LINT, message)
            .label(
                unit.span,
                Text::new(format!("moves the score by up to {most}, each KPI anew"), format!("每个指标最多使总分相差 {most} 分")),
            )
            .label(reader.place, Text::new("decided by the score", "由总分决定"))
            .help(Text::new(
                "delete `points rounded to …`: the exact points sum to the exact score",
                "请去掉 `得分取整到…`：未取整的得分加起来才是准确的总分",
            )),
    );
}
