//! What a results file keeps for later periods, and the way back: the values that clauses look back at.
//!
//! A person's `kept` has those of this period that `values` does not print; `earlier` has those of the periods before, as far as a clause
//! may look. So one file is all that the next period needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Document;

use super::{Json, digits_of, named};
use crate::engine::past::{Before, Layer, Past, Was};
use crate::plan::ir::{Def, DefId, PEOPLE, Plan};
use crate::report::Report;
use crate::value::{Date, Number, Period, Type, Value};

/// The values looked back at that `values` does not print.
pub(super) fn unprinted(report: &Report<'_>, printed: &[DefId]) -> Vec<DefId> {
    report.plan.looked_back_at().into_iter().filter(|def| !printed.contains(def)).collect()
}

/// A person's `kept`.
pub(super) fn kept(report: &Report<'_>, row: u32, defs: &[DefId]) -> Option<(String, Json)> {
    (!defs.is_empty()).then(|| ("kept".to_string(), Json::Object(named(report, PEOPLE, row, defs).whole())))
}

/// `first` and `earlier`; nothing where no clause looks back.
pub(super) fn history(report: &Report<'_>) -> Vec<(String, Json)> {
    let (plan, past) = (report.plan, &report.results.past);
    let reach = plan.looks_back_by();
    if reach == 0 {
        return Vec::new();
    }
    let oldest = std::iter::successors(Some(report.results.period), |period| period.previous()).take(reach as usize).last();
    let wanted = past.periods().filter(|period| *period < report.results.period && oldest.is_none_or(|oldest| *period >= oldest));
    let periods: Vec<Json> = wanted.map(|period| of_period(plan, past, period)).collect();
    let first = past.before() == Before::Nothing;
    let mut parts = vec![("first".to_string(), Json::Flag(first))];
    if !periods.is_empty() {
        parts.push(("earlier".to_string(), Json::List(periods)));
    }
    parts
}

fn of_period(plan: &Plan, past: &Past, period: Period) -> Json {
    let people = past.told_of(period).into_iter().map(|(key, values)| {
        let (mut said, mut exact, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
        for (name, was) in values {
            let role = plan.defs.iter().find(|def| def.name == name).map(|def| def.role);
            match was {
                Was::Value(Value::Number(number)) => {
                    if number.terminating_text().is_none() {
                        exact.push((name.to_string(), Json::Text(number.exact_text())));
                    }
                    let places = super::super::model::money_places(plan);
                    said.push((name.to_string(), Json::Number(digits_of(number, role, places))));
                }
                Was::Value(Value::Text(text)) => said.push((name.to_string(), Json::Text(text.to_string()))),
                Was::Value(Value::Date(date)) => said.push((name.to_string(), Json::Text(date.to_string()))),
                Was::Value(Value::Flag(flag)) => said.push((name.to_string(), Json::Flag(*flag))),
                Was::Missing | Was::NotApplicable | Was::Failed | Was::Unknown => {
                    said.push((name.to_string(), Json::Null));
                    reasons.push((name.to_string(), Json::Text(reason(was).to_string())));
                }
            }
        }
        let mut object = vec![("key".to_string(), Json::Text(key.to_string())), ("values".to_string(), Json::Object(said))];
        for (name, list) in [("exact", exact), ("reasons", reasons)] {
            if !list.is_empty() {
                object.push((name.to_string(), Json::Object(list)));
            }
        }
        Json::Object(object)
    });
    Json::Object(vec![("period".to_string(), Json::Text(period.to_string())), ("people".to_string(), Json::List(people.collect()))])
}

fn reason(was: &Was) -> &'static str {
    match was {
        Was::Value(_) => "",
        Was::Missing => "missing",
        Was::NotApplicable => "not applicable",
        Was::Failed => "error",
        Was::Unknown => "not known",
    }
}

/// What a results file says of the periods it holds.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The plan they are of, as the file says.
    pub policy: Option<String>,
    pub before: Before,
    /// In the order of the periods.
    pub periods: Vec<(Period, Layer)>,
}

/// Why a file is not one of results.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It is no JSON; the line where it stops being it.
    NotJson {
        line: usize,
    },
    /// It is JSON, and not what `merit run --format json` writes.
    NotResults,
    Period(String),
    /// Somebody stands in it twice.
    Twice {
        period: Period,
        person: String,
    },
    /// Somebody lacks a value that others have.
    Lacks {
        period: Period,
        person: String,
        name: String,
    },
    /// It is in another currency.
    Currency(String),
    /// A value that the policy's clause cannot have had.
    Value {
        period: Period,
        person: String,
        name: String,
    },
}

/// Reads the results of earlier periods: the values that the plan looks back at.
///
/// # Errors
/// [`Unreadable`].
pub fn read(plan: &Plan, bytes: &[u8]) -> Result<Earlier, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(|error| Unreadable::NotJson { line: error.line() })?;
    let said = |name: &str| document.get(name).and_then(Document::as_str).map(str::to_string);
    if let Some(currency) = said("currency").filter(|currency| *currency != plan.currency.code) {
        return Err(Unreadable::Currency(currency));
    }
    let wanted: Vec<&Def> = plan.looked_back_at().iter().filter_map(|id| plan.defs.get(id.0 as usize)).collect();
    let mut periods = Vec::new();
    let mut before = Before::Unknown;
    let runs: Vec<&Document> = match document.get("periods").and_then(Document::as_array) {
        Some(runs) => runs.iter().collect(),
        None => vec![&document],
    };
    for run in runs {
        if run.get("first").and_then(Document::as_bool) == Some(true) {
            before = Before::Nothing;
        }
        for earlier in run.get("earlier").and_then(Document::as_array).into_iter().flatten() {
            periods.push(layer(earlier, &wanted)?);
        }
        periods.push(layer(run, &wanted)?);
    }
    periods.sort_by_key(|(period, _)| *period);
    Ok(Earlier { policy: said("policy"), before, periods })
}

/// What the results of each of these periods paid, as far as the file holds them: the payouts and their sum, by the plan in force then.
///
/// # Errors
/// [`Unreadable`].
pub fn paid(plan: &Plan, bytes: &[u8], periods: &[Period]) -> Result<BTreeMap<Period, Arc<Layer>>, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(|error| Unreadable::NotJson { line: error.line() })?;
    let runs: Vec<&Document> = match document.get("periods").and_then(Document::as_array) {
        Some(runs) => runs.iter().collect(),
        None => vec![&document],
    };
    let mut found = BTreeMap::new();
    for run in runs {
        let said = run.get("period").and_then(Document::as_str).and_then(Period::parse);
        let Some(period) = said.filter(|period| periods.contains(period)) else { continue };
        let plan = plan.in_force(period);
        let payouts = plan.payouts.iter().chain(&plan.payout_total);
        let wanted: Vec<&Def> = payouts.filter_map(|id| plan.defs.get(id.0 as usize)).collect();
        let (period, layer) = layer(run, &wanted)?;
        found.insert(period, Arc::new(layer));
    }
    Ok(found)
}

fn layer(run: &Document, wanted: &[&Def]) -> Result<(Period, Layer), Unreadable> {
    let said = run.get("period").and_then(Document::as_str).ok_or(Unreadable::NotResults)?;
    let period = Period::parse(said).ok_or_else(|| Unreadable::Period(said.to_string()))?;
    let people = run.get("people").and_then(Document::as_array).ok_or(Unreadable::NotResults)?;
    let mut keys: Vec<Arc<str>> = Vec::with_capacity(people.len());
    let mut values: BTreeMap<String, Vec<Was>> = BTreeMap::new();
    let (mut seen, mut lacking): (BTreeSet<&str>, BTreeMap<&String, &str>) = (BTreeSet::new(), BTreeMap::new());
    for (row, person) in people.iter().enumerate() {
        let key = person.get("key").and_then(Document::as_str).ok_or(Unreadable::NotResults)?;
        if !seen.insert(key) {
            return Err(Unreadable::Twice { period, person: key.to_string() });
        }
        keys.push(key.into());
        for def in wanted {
            let place = [Some(person), person.get("kept")].into_iter().flatten().find(|place| has(place, &def.name));
            let Some(place) = place else {
                lacking.entry(&def.name).or_insert(key);
                continue;
            };
            let wrong = || Unreadable::Value { period, person: key.to_string(), name: def.name.clone() };
            let was = was(place, def).ok_or_else(wrong)?;
            let column = values.entry(def.name.clone()).or_default();
            column.resize(row, Was::NotApplicable);
            column.push(was);
        }
    }
    // All have the same names, be it that they have no value.
    if let Some((name, person)) = lacking.into_iter().find(|(name, _)| values.contains_key(name.as_str())) {
        return Err(Unreadable::Lacks { period, person: person.to_string(), name: name.clone() });
    }
    values.values_mut().for_each(|column| column.resize(keys.len(), Was::NotApplicable));
    Ok((period, Layer::new(keys, values)))
}

fn has(place: &Document, name: &str) -> bool {
    place.get("values").is_some_and(|values| values.get(name).is_some())
}

fn was(place: &Document, def: &Def) -> Option<Was> {
    let in_part = |part: &str| place.get(part).and_then(|part| part.get(&def.name));
    let text = |part: &str| in_part(part).and_then(Document::as_str);
    if let Some(exact) = text("exact") {
        return Number::parse_exact(exact).ok().map(|number| Was::Value(Value::Number(number)));
    }
    let found = in_part("values")?;
    if found.is_null() {
        let reason = text("reasons").unwrap_or("error");
        return Some(if reason.starts_with("missing") {
            Was::Missing
        } else if reason == "not applicable" {
            Was::NotApplicable
        } else if reason == "not known" || reason == "error E530" {
            Was::Unknown
        } else {
            Was::Failed
        });
    }
    let value = match def.ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => {
            Value::Number(found.as_number().and_then(|number| Number::parse_exact(&number.to_string()).ok())?)
        }
        Type::Text | Type::Choice(_) => Value::Text(found.as_str()?.into()),
        Type::Date => Value::Date(found.as_str().and_then(Date::parse)?),
        Type::Flag => Value::Flag(found.as_bool()?),
    };
    Some(Was::Value(value))
}
