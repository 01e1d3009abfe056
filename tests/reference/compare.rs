//! One policy with its data through the engine and through the plain evaluator, value by value.

use std::collections::BTreeMap;
use std::sync::Arc;

use merit::data::{Format, Reading, SourceBytes, Supplied, read};
use merit::diagnostic::Diagnostic;
use merit::diagnostic::render::{Style, render};
use merit::engine::past::{Layer, Past};
use merit::engine::table::{Dataset, Slot};
use merit::engine::trace::Watch;
use merit::engine::{Results, evaluate, evaluate_after};
use merit::plan::ir::{Def, DefId, PEOPLE, Plan, Role};
use merit::plan::plan;
use merit::report::Report;
use merit::report::json::{Rows, read as read_results, write};
use merit::source::{SourceFile, Sources};
use merit::syntax::ast::File;
use merit::syntax::parse;
use merit::value::{Period, Value};

use super::value::{DATA, R, UNTOLD, V, exact};
use super::{Place, World};

/// A policy that the checker accepts, with its tree.
pub struct Checked {
    pub file: File,
    pub plan: Plan,
}

/// How many values were held against each other, and which of them differ.
#[derive(Default)]
pub struct Outcome {
    pub compared: usize,
    pub errors: BTreeMap<&'static str, usize>,
    pub differences: Vec<String>,
}

/// The policy, or the messages that refuse it.
pub fn check(text: &str) -> Result<Checked, String> {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("policy.merit", text));
    let (file, mut problems) = parse(id, text);
    let (plan, more) = plan(std::slice::from_ref(&file), &sources);
    problems.extend(more);
    problems.retain(Diagnostic::is_error);
    match plan {
        Some(plan) if problems.is_empty() => Ok(Checked { file, plan }),
        Some(_) | None => {
            let style = Style { language: merit::diagnostic::Language::English, colour: false, width: 120, unicode: true };
            Err(render(&problems, &sources, &style))
        }
    }
}

/// The data as a run reads them.
pub fn dataset(plan: &Plan, files: &BTreeMap<String, String>, period: Period) -> Result<Dataset, String> {
    let source = |(name, text): (&String, &String)| {
        let bytes = SourceBytes { name: format!("{name}.csv"), bytes: text.clone().into_bytes().into(), format: Format::Csv };
        (name.clone(), bytes)
    };
    let data =
        Supplied::new(plan, files.iter().map(source).collect(), &Reading::default()).and_then(|supplied| read(plan, &supplied, period));
    data.map_err(|problems| problems.iter().map(|problem| format!("{} {}\n", problem.code, problem.message.en)).collect())
}

fn run(plan: &Plan, files: &BTreeMap<String, String>, period: Period) -> Result<Results, String> {
    Ok(evaluate(plan, dataset(plan, files, period)?, period, Watch::Nothing))
}

/// Every named value of every person and every child row, by both.
pub fn compare(checked: &Checked, files: &BTreeMap<String, String>, period: Period) -> Result<Outcome, String> {
    let plan = checked.plan.in_force(period).telling();
    let results = run(&plan, files, period)?;
    let world = World::new(&checked.file, files, period);
    let mut outcome = Outcome::default();
    held(checked, &results, &world, &mut outcome);
    Ok(outcome)
}

/// The same for periods one after the other, each after those before it. The engine is also given what a results file keeps of them.
pub fn compare_in_order(checked: &Checked, files: &BTreeMap<String, String>, periods: &[Period]) -> Result<Outcome, String> {
    let plan = &checked.plan;
    let mut outcome = Outcome::default();
    let (mut past, mut before) = (Past::nothing(), None);
    let mut written: Option<String> = None;
    for period in periods {
        let known = Arc::new(past);
        let results = evaluate_after(&plan.telling(), dataset(plan, files, *period)?, *period, &known, Watch::Nothing);
        let world = World::new(&checked.file, files, *period);
        let world = match before {
            Some(before) => world.after(before),
            None => world,
        };
        held(checked, &results, &world, &mut outcome);
        let sources = Sources::new();
        let report = |results| write(&Report { plan, results, sources: &sources }, Rows::Without);
        let here = report(&results);
        if let Some(file) = written {
            let earlier = read_results(plan, file.as_bytes()).map_err(|problem| format!("{problem:?} in\n{file}"))?;
            let mut past = Past::default();
            past.begins(earlier.before);
            earlier.periods.into_iter().for_each(|(period, layer)| past.add(period, layer));
            for earlier in periods.iter().filter(|earlier| *earlier < period) {
                add_data(plan, (*earlier, dataset(plan, files, *earlier)?), &mut past);
            }
            let again = evaluate_after(plan, dataset(plan, files, *period)?, *period, &Arc::new(past), Watch::Nothing);
            if report(&again) != here {
                outcome.differences.push(format!("{period} after a results file:\n{}\nin one run:\n{here}", report(&again)));
            }
        }
        written = Some(here);
        past = (*known).clone();
        past.add_results(plan, &results, &plan.looked_back_at());
        before = Some(world);
    }
    Ok(outcome)
}

/// What the data of an earlier period say by themselves, as a run works it out.
fn add_data(plan: &Plan, (period, dataset): (Period, Dataset), past: &mut Past) {
    let rests = plan.rests_on_data();
    let of_data: Vec<DefId> = plan.looked_back_at().into_iter().filter(|def| rests[def.0 as usize]).collect();
    let results = evaluate_after(plan, dataset, period, &Arc::new(past.clone()), Watch::Nothing);
    past.add_first(period, Layer::of_results(plan, &results, &of_data));
}

fn held(checked: &Checked, results: &Results, world: &World, outcome: &mut Outcome) {
    for (at, def) in (0_u32..).zip(&checked.plan.defs) {
        if matches!(def.role, Role::Covered | Role::Earlier) {
            continue;
        }
        let table = &results.tables[def.table.0 as usize];
        for (row, key) in (0_u32..).zip(&table.keys) {
            let slot = table.slot(DefId(at), row).expect("every column is filled");
            let engine = of_slot(slot, results);
            let plain = match def.role {
                Role::Figure(figure) => world.figure(figure, row as usize),
                _ => of_world(world, &checked.plan, def, row as usize),
            };
            outcome.compared += 1;
            if let Err(code) = plain
                && code != UNTOLD
            {
                *outcome.errors.entry(code).or_default() += 1;
            }
            if !agree(&engine, &plain) {
                outcome.differences.push(format!("{} of {key}: the engine says {engine:?}, the plain evaluator {plain:?}", def.name));
            }
        }
    }
    if results.tables[0].keys.len() != world.people() {
        outcome.differences.push("the two do not have the same people".to_string());
    }
}

fn of_slot(slot: &Slot, results: &Results) -> R {
    match slot {
        Slot::Value(Value::Number(number)) => Ok(super::value::num(exact(number))),
        Slot::Value(Value::Text(text)) => Ok(V::Text(text.to_string())),
        Slot::Value(Value::Date(date)) => Ok(V::Date(*date)),
        Slot::Value(Value::Flag(flag)) => Ok(V::Flag(*flag)),
        Slot::Missing(_) => Ok(V::Missing),
        Slot::NotApplicable(_) => Ok(V::Absent),
        Slot::Fault(id) => Err(results.faults[id.0 as usize].code),
    }
}

fn of_world(world: &World, plan: &Plan, def: &Def, row: usize) -> R {
    let input = &plan.tables[def.table.0 as usize].name;
    let bare = def.name.strip_prefix(input.as_str()).and_then(|rest| rest.strip_prefix('.')).filter(|_| def.table != PEOPLE);
    let name = bare.unwrap_or(&def.name);
    let at = world.input(input).expect("an input");
    if matches!(def.role, Role::Column | Role::Credit) {
        return world.cell(at, row, name);
    }
    if def.table == PEOPLE {
        let place = Place { person: row, ..Place::default() };
        return match name.split_once('.') {
            Some((first, part)) => world.dotted(first, part, &place),
            None => world.single(name, &place),
        };
    }
    let place = Place { person: world.rows[at][row].person, row: Some((at, row)), ..Place::default() };
    world.single(name, &place)
}

/// Numbers agree to the last digit; every fault of the data is one kind of error.
fn agree(engine: &R, plain: &R) -> bool {
    match (engine, plain) {
        (Ok(V::Num(one, _)), Ok(V::Num(two, _))) => one == two,
        (Ok(one), Ok(two)) => one == two,
        (_, Err(UNTOLD)) => true,
        (Err(one), Err(two)) => one == two || (*two == DATA && one.starts_with("E4")),
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}
