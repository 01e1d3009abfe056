//! L306 magic-number: one number written in several clauses, which have to be changed together.

use std::collections::BTreeMap;

use super::basis::clauses::{What, clauses};
use super::basis::look;
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, note};
use crate::diagnostic::Text;
use crate::plan::ir::{Bound, Expr, Kind, Plan, Step};
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::value::{Number, Type, Value};

const NOTE_FROM: Threshold = Threshold { lint: "magic-number", key: "note-from", unit: Unit::Count, thousandths: 3_000 };
/// So many numbers that stand in the same clauses are one table, written over and over.
const A_TABLE: usize = 3;
/// Numbers of such a table that are written out; the others are counted.
const MOST_SHOWN: usize = 5;
/// Whole numbers up to this are counted with, and mean nothing together.
const SMALL: i64 = 10;

pub(super) const LINT: Lint = Lint { code: "L306", name: "magic-number", thresholds: &[NOTE_FROM], check };

/// What a written number is for. Numbers of one value and different uses have nothing to do with each other.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Use {
    /// `at most 120`
    Cap,
    /// The other side of a comparison, or the end of a band: with what it is held against, as written.
    Bound(String),
    /// `for each full 1%`: a unit to count with.
    Step,
    Value,
}

/// The places where one number of one type stands for one use: at most one a clause.
struct Places {
    value: Number,
    ty: Type,
    used: Use,
    spans: Vec<Span>,
    /// The clauses they stand in, by number.
    clauses: Vec<usize>,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let literals = literals(subject);
    let mut places: Vec<Places> = Vec::new();
    for (number, clause) in clauses(subject.files).into_iter().enumerate() {
        match clause.what {
            What::Rule | What::Bands | What::Tiers => {}
            // A param is the cure, a weight is one of a sum, a bound says what data may be, an example checks the rules.
            What::Param | What::Weight | What::Data | What::Example => continue,
        }
        let mut own: Vec<Places> = Vec::new();
        for expr in clause.all() {
            if let ExprKind::Number(literal) = &expr.kind
                && let Some((ty, used)) = literals.get(&expr.span)
                && *used != Use::Step
                && !is_plain(&literal.value, *ty)
            {
                let (value, used) = (literal.value.clone(), used.clone());
                let place = Places { value, ty: *ty, used, spans: vec![expr.span], clauses: vec![number] };
                if !own.iter().any(|other| other.is_same(&place)) {
                    own.push(place);
                }
            }
        }
        for place in own {
            match places.iter_mut().find(|other| other.is_same(&place)) {
                Some(other) => {
                    other.spans.extend(place.spans);
                    other.clauses.extend(place.clauses);
                }
                None => places.push(place),
            }
        }
    }
    let least = subject.settings.get(&NOTE_FROM);
    places.retain(|place| Number::from_i64(i64::try_from(place.spans.len()).unwrap_or(i64::MAX)) >= least);
    while !places.is_empty() {
        let first = places.remove(0);
        let (mut table, others): (Vec<Places>, Vec<Places>) = places.into_iter().partition(|other| other.clauses == first.clauses);
        places = others;
        table.insert(0, first);
        if table.len() >= A_TABLE {
            report_table(subject.plan, table, found);
        } else {
            table.iter().for_each(|place| report(subject.plan, place, found));
        }
    }
}

impl Places {
    fn is_same(&self, other: &Places) -> bool {
        self.value == other.value && self.ty == other.ty && self.used == other.used
    }
}

/// What each written number of the plan is: its type and its use, by its place.
fn literals(subject: &Subject<'_>) -> BTreeMap<Span, (Type, Use)> {
    let mut found = BTreeMap::new();
    for expr in look::exprs(subject.plan) {
        for (part, used) in uses_in(subject, expr) {
            if let Kind::Literal(Value::Number(_)) = part.kind {
                found.insert(part.span, (plain_type(part.ty), used));
            }
        }
    }
    for expr in look::exprs(subject.plan) {
        if let Kind::Literal(Value::Number(_)) = expr.kind {
            found.entry(expr.span).or_insert((plain_type(expr.ty), Use::Value));
        }
    }
    found
}

/// A count where a number could stand is a number: both are written alike.
fn plain_type(ty: Type) -> Type {
    if ty == Type::Count { Type::Number } else { ty }
}

/// The parts of an expression that are caps, bounds or steps.
fn uses_in<'p>(subject: &Subject<'p>, expr: &'p Expr) -> Vec<(&'p Expr, Use)> {
    let written = |expr: &Expr| Use::Bound(subject.sources.slice(expr.span).to_string());
    let ends = |low: &'p Option<Bound>, high: &'p Option<Bound>| low.iter().chain(high).map(|bound| bound.value.as_ref());
    match &expr.kind {
        Kind::Compare { left, right, .. } => vec![(left, written(right)), (right, written(left))],
        Kind::Within { value, low, high } => ends(low, high).map(|end| (end, written(value))).collect(),
        Kind::Bands(bands) => {
            bands.lines.iter().flat_map(|line| ends(&line.low, &line.high)).map(|end| (end, written(&bands.on))).collect()
        }
        Kind::Tiers(tiers) => {
            tiers.lines.iter().flat_map(|line| ends(&line.low, &line.high)).map(|end| (end, written(&tiers.on))).collect()
        }
        Kind::Grade(rule) => rule.lines.iter().flat_map(|line| ends(&line.low, &line.high)).map(|end| (end, written(&rule.by))).collect(),
        Kind::Total(rule) => rule.caps.iter().map(|cap| (&cap.limit, Use::Cap)).collect(),
        Kind::Steps(steps) => {
            let mut found: Vec<(&Expr, Use)> = steps.caps.iter().map(|cap| (&cap.limit, Use::Cap)).collect();
            for step in &steps.steps {
                match step {
                    Step::Cap(cap) => found.push((&cap.limit, Use::Cap)),
                    Step::Change(change) => {
                        found.extend(change.caps.iter().map(|cap| (&cap.limit, Use::Cap)));
                        found.extend(change.each.iter().map(|each| (&each.step, Use::Step)));
                    }
                    Step::Ratchet { cap, .. } => found.push((&cap.limit, Use::Cap)),
                    Step::Prorate { .. } => {}
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Numbers that say nothing of their own: none, one, all of it, and small counts.
fn is_plain(value: &Number, ty: Type) -> bool {
    let hundred = Number::from_i64(100);
    match ty {
        Type::Percent => value.is_zero() || *value == Number::ONE,
        Type::Money | Type::Foreign(_) => value.is_zero(),
        Type::Number | Type::Count | Type::Days => *value == hundred || (value.is_integer() && value.abs() <= Number::from_i64(SMALL)),
        Type::Date | Type::Text | Type::Flag | Type::Choice(_) => true,
    }
}

fn report(plan: &Plan, place: &Places, found: &mut Found) {
    let shown = look::number(plan, &place.value, place.ty);
    let count = place.spans.len();
    let message = Text::new(format!("{shown} is written in {count} clauses"), format!("{shown} 在 {count} 处条款中重复出现"));
    let mut finding = note(&LINT, message);
    for (at, span) in place.spans.iter().enumerate() {
        let text = if at == 0 { Text::new("here", "这里") } else { Text::new("and here", "还有这里") };
        finding = finding.label(*span, text);
    }
    let (ty, ty_zh, written) = written(&place.value, place.ty);
    let (name, name_zh) = match place.used {
        Use::Cap => ("cap", "上限"),
        Use::Bound(_) => ("threshold", "界限"),
        Use::Step | Use::Value => ("amount", "标准"),
    };
    found.report(finding.help(Text::new(
        format!("if they are one decision, name it and use the name: `param {name} : {ty} = {written}`; one line then changes them all"),
        format!("如果是同一个规定，请取个名称统一引用：`参数 {name_zh} ：{ty_zh} = {written}`；以后改一行就全部改了"),
    )));
}

/// Several numbers that stand together in the same clauses: one decision, and so one finding.
fn report_table(plan: &Plan, mut table: Vec<Places>, found: &mut Found) {
    table.sort_by_key(|place| place.spans.first().copied());
    let (count, clauses) = (table.len(), table.first().map_or(0, |place| place.clauses.len()));
    let shown: Vec<String> = table.iter().take(MOST_SHOWN).map(|place| look::number(plan, &place.value, place.ty)).collect();
    let (en, zh) = if count > MOST_SHOWN { (", …", "……") } else { ("", "") };
    let message = Text::new(
        format!("the same {count} numbers are written in {clauses} clauses: {}{en}", shown.join(", ")),
        format!("同样的 {count} 个数在 {clauses} 处条款中重复出现：{}{zh}", shown.join("、")),
    );
    let mut finding = note(&LINT, message);
    for (at, span) in table.first().into_iter().flat_map(|place| &place.spans).enumerate() {
        let text =
            if at == 0 { Text::new("from here on", "从这里起") } else { Text::new("and from here on", "从这里起又是一遍") };
        finding = finding.label(*span, text);
    }
    found.report(finding.help(Text::new(
        "if they are one table, write it once under a name, as `bands curve { … }`, and use the name: `score curve on attainment`; numbers that stand alone become params",
        "如果是同一张表，请只写一遍并取个名称，如 `分档 曲线 { … }`，需要处写 `计分 曲线(完成率)`；单独的数可以写成参数",
    )));
}

/// The type and the number as a `param` writes them.
fn written(value: &Number, ty: Type) -> (&'static str, &'static str, String) {
    let plain = |number: &Number| number.terminating_text().unwrap_or_else(|| number.exact_text());
    match ty {
        Type::Percent => {
            ("percent", "百分比", value.mul(&Number::from_i64(100)).map_or_else(|_| plain(value), |points| format!("{}%", plain(&points))))
        }
        Type::Money | Type::Foreign(_) => ("money", "金额", plain(value)),
        Type::Days => ("days", "天数", plain(value)),
        Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => ("number", "数值", plain(value)),
    }
}
