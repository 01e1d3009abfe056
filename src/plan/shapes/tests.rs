//! Cases with exact expectations, and the verdicts against brute force.

use super::{Domain, Ends, Filled, Integers, KeyDomain, bands, table, tiers};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::{Bound, DefId, Expr, ExprId, Kind, LookupCell};
use crate::source::{FileId, Span};
use crate::syntax::ast::Factor;
use crate::value::{Date, Number, Type, Value, show};

mod cases;
mod random;
mod tables;

fn n(text: &str) -> Number {
    Number::parse_exact(text).unwrap()
}

fn span(at: usize) -> Span {
    Span::new(FileId(0), at * 10, at * 10 + 5)
}

fn expr(kind: Kind, ty: Type) -> Expr {
    Expr { id: ExprId(0), kind, ty, span: span(0) }
}

fn literal(number: Number, ty: Type) -> Expr {
    expr(Kind::Literal(Value::Number(number)), ty)
}

/// `60%`, `-3`, `100_000`, `1/3`, a date, `q` for a column, `120%q` for a part of it.
fn value(text: &str) -> Expr {
    let column = || expr(Kind::Ref(DefId(7)), Type::Money);
    if let Some(part) = text.strip_suffix('q') {
        return match part {
            "" => column(),
            part => expr(Kind::Product(vec![(Factor::Times, value(part)), (Factor::Times, column())]), Type::Money),
        };
    }
    if let Some(date) = Date::parse(text) {
        return expr(Kind::Literal(Value::Date(date)), Type::Date);
    }
    match (text.strip_suffix('%'), text.strip_prefix('-')) {
        (Some(points), _) => literal(n(points).div(&n("100")).unwrap(), Type::Percent),
        (None, Some(rest)) => expr(Kind::Neg(Box::new(value(rest))), Type::Number),
        (None, None) => literal(n(&text.replace('_', "")), Type::Number),
    }
}

fn bound(inclusive: bool, text: &str) -> Option<Bound> {
    Some(Bound { inclusive, value: Box::new(value(text)) })
}

/// `from 60% below 80%`
fn ends(text: &str) -> (Option<Bound>, Option<Bound>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (mut low, mut high) = (None, None);
    let mut rest = words.as_slice();
    while let [word, more @ ..] = rest {
        rest = match (*word, more) {
            ("from", [number, more @ ..]) => {
                low = bound(true, number);
                more
            }
            ("above", [number, more @ ..]) => {
                low = bound(false, number);
                more
            }
            ("below", [number, more @ ..]) => {
                high = bound(false, number);
                more
            }
            ("up", ["to", number, more @ ..]) => {
                high = bound(true, number);
                more
            }
            (_, _) => panic!("{text}"),
        };
    }
    (low, high)
}

/// One line each: `from 60% below 80% : label`.
fn lines(text: &str) -> Vec<Ends> {
    text.trim()
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let (range, label) = line.split_once(':').unwrap();
            let (low, high) = ends(range);
            Ends { low, high, span: span(at + 1), label: label.trim().to_string() }
        })
        .collect()
}

fn open() -> Domain {
    Domain { low: None, high: None, integers: Integers::No }
}

/// `from 0 up to 100`
fn domain(text: &str, integers: Integers) -> Domain {
    let (low, high) = ends(text);
    let end = |bound: Option<Bound>| bound.map(|bound| (bound.inclusive, super::constant::number(&bound.value).unwrap()));
    Domain { low: end(low), high: end(high), integers }
}

fn percents(number: &Number) -> String {
    format!("{}%", show::exact(&number.mul(&n("100")).unwrap()))
}

fn shown(text: &str) -> &'static dyn Fn(&Number) -> String {
    if text.contains('%') && !text.contains('q') { &percents } else { &show::exact }
}

fn filled_text(filled: &[Filled], show: &dyn Fn(&Number) -> String) -> Vec<String> {
    let end = |bound: &Option<Bound>, words: [&str; 2]| {
        bound.as_ref().map(|bound| {
            let number = super::constant::number(&bound.value).map_or("q".to_string(), |number| show(&number));
            format!("{} {number}", words[usize::from(bound.inclusive)])
        })
    };
    filled
        .iter()
        .map(|(low, high)| {
            let both: Vec<String> = end(low, ["above", "from"]).into_iter().chain(end(high, ["below", "up to"])).collect();
            both.join(" ")
        })
        .collect()
}

/// What came out: the filled ends, or code, message, help and drawing of each problem.
fn said(filled: Option<Vec<Filled>>, problems: &[Diagnostic], show: &dyn Fn(&Number) -> String, pick: fn(&Text) -> &str) -> String {
    match filled {
        Some(filled) => {
            assert!(problems.is_empty(), "{problems:?}");
            format!("ok: {}", filled_text(&filled, show).join(" | "))
        }
        None => problems.iter().map(|problem| problem_text(problem, pick)).collect::<Vec<_>>().join("\n"),
    }
}

fn problem_text(problem: &Diagnostic, pick: fn(&Text) -> &str) -> String {
    let labels: Vec<String> = problem.labels.iter().map(|label| format!("  [{}] {}", label.span.start / 10, pick(&label.text))).collect();
    let help = problem.help.as_ref().map_or(String::new(), |help| format!("\n  help: {}", pick(help)));
    let drawing = problem.drawing.as_ref().map_or(String::new(), |drawing| format!("\n{}", pick(drawing)));
    format!("{} {}\n{}{help}{drawing}", problem.code, pick(&problem.message), labels.join("\n"))
}

fn en(text: &Text) -> &str {
    &text.en
}

fn zh(text: &Text) -> &str {
    &text.zh
}

fn try_bands(text: &str, domain: &Domain, pick: fn(&Text) -> &str) -> String {
    let mut problems = Vec::new();
    let show = shown(text);
    let filled = bands(lines(text), domain, show, span(0), &mut problems);
    said(filled, &problems, show, pick)
}

fn try_tiers(text: &str, pick: fn(&Text) -> &str) -> String {
    let mut problems = Vec::new();
    let show = shown(text);
    let filled = tiers(lines(text), show, span(0), &mut problems);
    said(filled, &problems, show, pick)
}
