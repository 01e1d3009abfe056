//! A comparison for programs.

use super::Told;
use super::csv::{digits, name};
use super::figures::{FIGURES, figure};
use crate::diff::impact::{Blame, Impact, Person, Sides, Together, Within};
use crate::diff::{Change, Said};
use crate::plan::ir::Plan;
use crate::report::json::Json;
use crate::typical::apart::{Apart, Outcome};
use crate::value::{Number, Value};

/// The document; ends with a line end. Percents are ratios, numbers have all their digits where they end and else 28.
pub fn write(told: &Told<'_>) -> String {
    let comparison = told.comparison;
    let mut fields = vec![
        field("old", version(told.old.plan, told.files.0)),
        field("new", version(told.new.plan, told.files.1)),
        field("changes", Json::List(comparison.changes.iter().map(change).collect())),
        field(
            "renamed",
            Json::List(
                comparison
                    .renames
                    .iter()
                    .map(|rename| object(vec![field("old", text(&rename.old)), field("new", text(&rename.new))]))
                    .collect(),
            ),
        ),
        field("groups", Json::List(comparison.groups.iter().map(|group| numbers(&group.changes)).collect())),
        field("computed_as_before", numbers(&comparison.words)),
    ];
    if let Some((runs, impact)) = told.impact {
        fields.push(field("period", text(&runs.period.to_string())));
        fields.push(field("impact", impact_of(impact)));
    }
    fields.push(field("witnesses", Json::List(told.witnesses.found.iter().map(|(group, found)| witness(told, *group, found)).collect())));
    format!("{}\n", object(fields))
}

fn field(name: &str, value: Json) -> (String, Json) {
    (name.to_string(), value)
}

fn object(fields: Vec<(String, Json)>) -> Json {
    Json::Object(fields)
}

fn text(text: &str) -> Json {
    Json::Text(text.to_string())
}

fn count(count: usize) -> Json {
    Json::Number(count.to_string())
}

fn number(number: &Number) -> Json {
    Json::Number(digits(number))
}

fn numbers(list: &[usize]) -> Json {
    Json::List(list.iter().map(|at| count(*at)).collect())
}

fn texts(list: &[String]) -> Json {
    Json::List(list.iter().map(|item| text(item)).collect())
}

fn version(plan: &Plan, file: &str) -> Json {
    let said = plan.version.as_deref().map_or(Json::Null, text);
    object(vec![field("policy", text(&plan.title)), field("version", said), field("file", text(file))])
}

fn change(change: &Change) -> Json {
    let said = |said: &Option<Said>| match said {
        Some(said) => {
            let line = said.line.map_or(Json::Null, count);
            object(vec![field("text", text(&said.text)), field("file", text(&said.file)), field("line", line)])
        }
        None => Json::Null,
    };
    let what = format!("{:?}", change.what).to_lowercase();
    object(vec![
        field("what", Json::Text(what)),
        field("path", texts(&change.path)),
        field("old", said(&change.old)),
        field("new", said(&change.new)),
    ])
}

fn sides(sides: &Sides<Number>) -> Vec<(String, Json)> {
    vec![field("old", number(&sides.old)), field("new", number(&sides.new))]
}

fn impact_of(impact: &Impact) -> Json {
    let figures = FIGURES
        .into_iter()
        .filter_map(|own| Some((own.english().replace(' ', "_").replace('%', "percent"), number(&figure(impact, own)?))));
    let totals = impact.totals.iter().filter_map(|total| {
        let mut fields = vec![field("name", text(&name(impact.results.get(total.result)?)))];
        fields.extend(sides(&total.sum));
        fields.extend([field("changed", count(total.changed)), field("left_out", count(total.left_out))]);
        Some(object(fields))
    });
    let grades = impact.grades.as_ref().map_or(Json::Null, |grades| {
        let name = |at: usize| grades.names.get(at).map_or(Json::Null, |name| text(name));
        let moved = grades
            .counts
            .iter()
            .map(|((old, new), people)| object(vec![field("old", name(*old)), field("new", name(*new)), field("people", count(*people))]));
        Json::List(moved.collect())
    });
    let by = impact.by.iter().map(|by| {
        let rows = by.rows.iter().map(|row| {
            let mut fields = vec![
                field("value", text(&row.value)),
                field("people", count(row.people)),
                field("changed", count(row.changed)),
                field("winners", count(row.winners)),
                field("losers", count(row.losers)),
            ];
            fields.extend(sides(&row.sum));
            object(fields)
        });
        object(vec![field("column", text(&by.column)), field("rows", Json::List(rows.collect()))])
    });
    object(vec![
        field("figures", object(figures.collect())),
        field("totals", Json::List(totals.collect())),
        field("revenue", impact.revenue.as_ref().map_or(Json::Null, number)),
        field("grades", grades),
        field("by", Json::List(by.collect())),
        field("moved_by_group", numbers(&impact.moved_by)),
        field("errors_old", texts(&impact.faulty.0)),
        field("errors_new", texts(&impact.faulty.1)),
        field("only_old", texts(&impact.only_old)),
        field("only_new", texts(&impact.only_new)),
        field("people", Json::List(impact.changed.iter().map(|own| person(impact, own)).collect())),
    ])
}

fn person(impact: &Impact, person: &Person) -> Json {
    let moved = person.moved.iter().filter_map(|moved| {
        let result = impact.results.get(moved.result)?;
        Some(object(vec![
            field("name", text(&name(result))),
            field("old", outcome(&moved.old)),
            field("new", outcome(&moved.new)),
            field("by", blame(&moved.blame)),
        ]))
    });
    let outside = matches!(person.within, Within::Outside);
    object(vec![
        field("key", text(&person.key)),
        field("name", person.name.as_deref().map_or(Json::Null, text)),
        field("change", person.by.as_ref().map_or(Json::Null, number)),
        field("results", Json::List(moved.collect())),
        field("outside_scope", Json::Flag(outside)),
    ])
}

fn blame(blame: &Blame) -> Json {
    let share = |by: &Option<Number>| by.as_ref().map_or(Json::Null, number);
    let mut shares: Vec<Json> =
        blame.alone.iter().map(|(group, by)| object(vec![field("group", count(*group)), field("change", share(by))])).collect();
    shares.extend(blame.together.as_ref().map(|together| {
        let by = match together {
            Together::By(by) => number(by),
            Together::Otherwise => Json::Null,
        };
        object(vec![field("group", text("together")), field("change", by)])
    }));
    Json::List(shares)
}

fn outcome(outcome: &Outcome) -> Json {
    match outcome {
        Outcome::Value(value) => value_of(value),
        Outcome::Missing | Outcome::NotApplicable => Json::Null,
        Outcome::Fault(code) => object(vec![field("error", text(code))]),
    }
}

fn value_of(value: &Value) -> Json {
    match value {
        Value::Number(own) => number(own),
        Value::Text(own) => text(own),
        Value::Date(date) => Json::Text(date.to_string()),
        Value::Flag(flag) => Json::Flag(*flag),
    }
}

fn witness(told: &Told<'_>, group: usize, found: &Apart) -> Json {
    let mut fields = vec![field("group", count(group))];
    let name = |plan: &Plan, at: usize| plan.defs.get(at).map_or(Json::Null, |def| text(&def.name));
    match found {
        Apart::Same => fields.push(field("found", text("same"))),
        Apart::Unsure => fields.push(field("found", text("unsure"))),
        Apart::At(witness) => {
            let example = told.witnesses.people.get(witness.person).and_then(|person| person.example.as_ref());
            let plan = told.comparison.groups.get(group).map_or(told.new.plan, |group| &group.plan);
            let input = witness.changed.as_ref().map_or(Json::Null, |(cell, value)| {
                object(vec![field("name", name(told.old.plan, cell.column.0 as usize)), field("value", value_of(value))])
            });
            fields.extend([
                field("found", text("input")),
                field("example", example.map_or(Json::Null, |title| text(&title.en))),
                field("input", input),
                field("result", name(plan, witness.of.1.0 as usize)),
                field("old", outcome(&witness.before)),
                field("new", outcome(&witness.after)),
            ]);
        }
    }
    object(fields)
}
