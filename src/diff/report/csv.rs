//! Everybody who changes, one result a row, for a spreadsheet.

use super::Told;
use super::words::Words;
use crate::diagnostic::Language;
use crate::diff::impact::{Compared, Within};
use crate::plan::ir::Role;
use crate::report::csv::line;
use crate::report::harmless::harmless;
use crate::typical::apart::Outcome;
use crate::value::{Number, Value};

/// The file: key, name, result, old and new value, their difference, the changes responsible, and whether the person is within their
/// scope. Without data it lists the changes themselves.
pub fn write(told: &Told<'_>) -> String {
    let words = Words { told, language: Language::English };
    let Some((_, impact)) = told.impact else { return changes(told) };
    let mut out = row(&["key", "name", "result", "old", "new", "change", "by", "scope"]);
    for person in &impact.changed {
        let scope = match person.within {
            Within::Scope => "inside",
            Within::Outside => "outside",
        };
        for moved in &person.moved {
            let Some(result) = impact.results.get(moved.result) else { continue };
            let change = match (&moved.old, &moved.new) {
                (Outcome::Value(Value::Number(old)), Outcome::Value(Value::Number(new))) => {
                    new.sub(old).map_or(String::new(), |by| digits(&by))
                }
                (_, _) => String::new(),
            };
            let mut because: Vec<String> = moved.blame.alone.iter().map(|(group, _)| words.places(*group)).collect();
            if moved.blame.together.is_some() {
                because.push("together".to_string());
            }
            let cells = [
                person.key.clone(),
                person.name.clone().unwrap_or_default(),
                name(result),
                value(&moved.old),
                value(&moved.new),
                change,
                because.join("; "),
                scope.to_string(),
            ];
            out.push_str(&line(
                &cells.iter().map(|cell| if is_number(cell) { cell.clone() } else { harmless(cell) }).collect::<Vec<String>>(),
            ));
        }
    }
    out
}

/// As `run` calls it.
pub(super) fn name(result: &Compared) -> String {
    match result.role {
        Role::PayoutTotal => "payout".to_string(),
        _ => result.name.clone(),
    }
}

fn changes(told: &Told<'_>) -> String {
    let mut out = row(&["what", "clause", "old", "new"]);
    for change in &told.comparison.changes {
        let text = |said: &Option<crate::diff::Said>| said.as_ref().map_or(String::new(), |said| harmless(&said.text));
        let what = format!("{:?}", change.what).to_lowercase();
        out.push_str(&line(&[what, harmless(&change.place()), text(&change.old), text(&change.new)]));
    }
    out
}

fn row(cells: &[&str]) -> String {
    line(&cells.iter().map(|cell| (*cell).to_string()).collect::<Vec<String>>())
}

/// Every digit where it ends, else 28 of them.
pub(super) fn digits(number: &Number) -> String {
    number.terminating_text().unwrap_or_else(|| number.significant_text(28))
}

fn is_number(cell: &str) -> bool {
    cell.strip_prefix('-').unwrap_or(cell).starts_with(|c: char| c.is_ascii_digit())
}

fn value(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value(Value::Number(number)) => digits(number),
        Outcome::Value(Value::Text(text)) => text.to_string(),
        Outcome::Value(Value::Date(date)) => date.to_string(),
        Outcome::Value(Value::Flag(true)) => "yes".to_string(),
        Outcome::Value(Value::Flag(false)) => "no".to_string(),
        Outcome::Missing | Outcome::NotApplicable => String::new(),
        Outcome::Fault(code) => format!("error {code}"),
    }
}
