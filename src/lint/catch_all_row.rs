//! L304 catch-all-row: a row or an `else` that takes options nobody named.

use std::collections::BTreeSet;

use super::basis::look;
use super::{Found, Lint, Subject, note, warning};
use crate::diagnostic::text::list;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::plan::ir::{Choice, Expr, Kind, LookupKeyKind, Plan};
use crate::source::Span;
use crate::syntax::ast::{Cell, CellKind, Compare, ExprKind, Item, Table, TableBody, TableResult};
use crate::value::{ChoiceId, Type, Value};

pub(super) const LINT: Lint = Lint { code: "L304", name: "catch-all-row", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    for item in subject.files.iter().flat_map(|file| &file.items) {
        if let Item::Table(table) = item {
            look_through(subject, table, found);
        }
    }
    let mut seen = Vec::new();
    for expr in look::exprs(subject.plan) {
        if let Kind::If { branches, otherwise } = &expr.kind
            && look::first_time(&mut seen, expr.span)
            && let Some(finding) = silent_else(subject.plan, branches, otherwise)
        {
            found.report(finding);
        }
    }
}

fn choice_of(plan: &Plan, ty: Type) -> Option<&Choice> {
    match ty {
        Type::Choice(ChoiceId(id)) => plan.choices.get(id as usize),
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag => {
            None
        }
    }
}

/// The options that none of the names means, as the choice calls them.
fn unnamed(choice: &Choice, named: &BTreeSet<&str>) -> Vec<String> {
    let open = choice.options.iter().filter(|option| {
        let mut spellings = std::iter::once(&option.name).chain(&option.also);
        !spellings.any(|spelling| named.contains(spelling.as_str()))
    });
    open.map(|option| option.name.clone()).collect()
}

/// One cell of a key, and whether what its row gives is a value.
struct Told<'a> {
    cell: &'a Cell,
    gives: Vec<&'a TableResult>,
}

fn cells_of(table: &Table, key: usize) -> Vec<Told<'_>> {
    match (&table.body, key) {
        (TableBody::Rows(rows), _) => {
            rows.iter().filter_map(|row| Some(Told { cell: row.cells.get(key)?, gives: vec![&row.result] })).collect()
        }
        (TableBody::Grid { rows, .. }, 0) => rows.iter().map(|row| Told { cell: &row.cell, gives: row.results.iter().collect() }).collect(),
        (TableBody::Grid { heads, rows }, _) => heads
            .iter()
            .enumerate()
            .map(|(at, cell)| Told { cell, gives: rows.iter().filter_map(|row| row.results.get(at)).collect() })
            .collect(),
        (TableBody::Data(_), _) => Vec::new(),
    }
}

fn look_through(subject: &Subject<'_>, table: &Table, found: &mut Found) {
    let plan = subject.plan;
    let Some(lookup) = plan.lookups.iter().find(|lookup| lookup.place == table.name.span) else { return };
    for (at, key) in lookup.by.iter().enumerate() {
        let LookupKeyKind::Typed(ty) = key.kind else { continue };
        let Some(choice) = choice_of(plan, ty) else { continue };
        let told = cells_of(table, at);
        let named: BTreeSet<&str> = told.iter().flat_map(|told| names_in(told.cell)).collect();
        let caught = unnamed(choice, &named);
        let catching = told.iter().rev().find(|told| {
            matches!(told.cell.kind, CellKind::Any) && told.gives.iter().any(|result| matches!(result, TableResult::Value(_)))
        });
        // A key that no row names makes no difference, so nobody is given a rate meant for others.
        if let Some(catching) = catching.filter(|_| !caught.is_empty() && !named.is_empty()) {
            let word = subject.sources.slice(catching.cell.span).trim();
            found.report(in_table(&key.name, (word, catching.cell.span), &caught, choice.span));
        }
    }
}

fn names_in(cell: &Cell) -> Vec<&str> {
    let values = match &cell.kind {
        CellKind::Values(values) => values.as_slice(),
        CellKind::Any | CellKind::Range { .. } => &[],
    };
    let texts = values.iter().filter_map(|value| match &value.kind {
        ExprKind::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// `"East", "West"`, each language with its own commas.
fn options(names: &[String]) -> Text {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    Text::new(list(&quoted, Language::English).replace(" or ", " and "), list(&quoted, Language::Chinese).replace(" 或 ", "、"))
}

/// How a cell names several options.
fn cell_of(names: &[String]) -> Text {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    match quoted.as_slice() {
        [only] => Text::same(only.clone()),
        several => Text::new(format!("({})", several.join(", ")), format!("（{}）", several.join("、"))),
    }
}

fn in_table(key: &str, (word, any): (&str, Span), caught: &[String], declared: Span) -> Diagnostic {
    let (names, cell) = (options(caught), cell_of(caught));
    let message =
        Text::new(format!("`{word}` decides for {}, which no row names", names.en), format!("`{word}` 决定了没有一行点名的{}", names.zh));
    warning(&LINT, message)
        .label(
            any,
            Text::new(
                format!("today these are {}; tomorrow also every new option of `{key}`", names.en),
                format!("目前是{}；以后 `{key}` 新增的取值也都落到这里", names.zh),
            ),
        )
        .label(declared, Text::new("the options are declared here", "取值在这里规定"))
        .help(Text::new(
            format!(
                "write `{}` instead of `{word}`; an option without a row is then an error, or let a last row say `refuse \"…\"`",
                cell.en
            ),
            format!("请把 `{word}` 改为 `{}`，以后漏写的取值就会报错；或让最后一行 `不予计算 \"…\"`", cell.zh),
        ))
}

/// Conditions that go through the options of one choice, and the `else` that takes what they leave.
fn silent_else(plan: &Plan, branches: &[(Expr, Expr)], otherwise: &Expr) -> Option<Diagnostic> {
    let mut tested: Option<(&Expr, BTreeSet<&str>)> = None;
    for (condition, _) in branches {
        let (value, names) = tested_options(condition)?;
        match &mut tested {
            None => tested = Some((value, names)),
            Some((first, known)) if look::same(first, value) => known.extend(names),
            Some(_) => return None,
        }
    }
    let (value, named) = tested?;
    let choice = choice_of(plan, value.ty)?;
    let caught = unnamed(choice, &named);
    // One condition asks a question of yes and no; it does not go through the options.
    if branches.len() < 2 || caught.is_empty() {
        return None;
    }
    let names = options(&caught);
    let message =
        Text::new(format!("`else` decides for {}, which no condition names", names.en), format!("`否则` 决定了没有条件点名的{}", names.zh));
    // Of two conditions and one option left the reader still sees whom the `else` means.
    let finding = if caught.len() == 1 { note(&LINT, message) } else { warning(&LINT, message) };
    Some(
        finding
            .label(otherwise.span, Text::new("every option added later gets this too", "以后新增的取值也都按这里算"))
            .label(choice.span, Text::new("the options are declared here", "取值在这里规定"))
            .help(Text::new(
                "write a table with a row for each option, `table … by … { \"…\" : … }`: an option without a row is then an error",
                "请改写成每个取值一行的对照表 `对照表 … 按 … { \"…\" ：… }`：少写一个取值就会报错",
            )),
    )
}

/// The value and the options a condition tests it for.
fn tested_options(condition: &Expr) -> Option<(&Expr, BTreeSet<&str>)> {
    match &condition.kind {
        Kind::Compare { op: Compare::Equal, left, right } => match (option_of(left), option_of(right)) {
            (None, Some(name)) => Some((left, BTreeSet::from([name]))),
            (Some(name), None) => Some((right, BTreeSet::from([name]))),
            (Some(_), Some(_)) | (None, None) => None,
        },
        Kind::In { value, options } => Some((value, options.iter().map(option_of).collect::<Option<BTreeSet<&str>>>()?)),
        _ => None,
    }
}

fn option_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        Kind::Literal(Value::Text(text)) => Some(text),
        _ => None,
    }
}
