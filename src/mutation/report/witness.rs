//! The input at which a mutant pays otherwise, in words.

use super::Mutated;
use crate::diagnostic::Language;
use crate::diagnostic::Text;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{Def, DefId};
use crate::report::Report;
use crate::report::json::Json;
use crate::typical::apart::{Outcome, Witness};
use crate::value::{Number, Type, Value, show};

/// Places of a shown number.
const PLACES: u32 = 6;
/// Places of money where the policy rounds none.
const MONEY_PLACES: u32 = 2;

/// `revenue 200,000: commission $2,000.00 → $2,100.00`, and whose.
pub(super) fn told(mutated: &Mutated<'_>, witness: &Witness) -> Text {
    let mutated = &of_version(mutated, witness);
    let (en, zh) = (line(mutated, witness, Language::English), line(mutated, witness, Language::Chinese));
    Text::new(en, zh)
}

/// The same with the version of the plan that is in force for the witness.
fn of_version<'a>(mutated: &Mutated<'a>, witness: &Witness) -> Mutated<'a> {
    let period = mutated.judgement.people.get(witness.person).map(|person| person.period);
    Mutated { plan: period.map_or(mutated.plan, |period| mutated.plan.in_force(period)), ..*mutated }
}

fn line(mutated: &Mutated<'_>, witness: &Witness, language: Language) -> String {
    let who = mutated.judgement.people.get(witness.person).map_or(String::new(), |person| person.described().get(language).to_string());
    let name = |def: DefId| self::def(mutated, def).map_or(String::new(), |def| sanitise(&def.spoken(language)));
    let changed = witness.changed.as_ref().map(|(cell, value)| {
        let ty = self::def(mutated, cell.column).map_or(Type::Text, |def| def.ty);
        (name(cell.column), with_all_digits(mutated, value, ty, language))
    });
    let (before, after) = both(mutated, witness, language);
    let of = name(witness.of.0);
    match (changed, language) {
        (Some((name, value)), Language::English) => format!("{who}, but with {name} {value}: {of} {before} → {after}"),
        (None, Language::English) => format!("{who}: {of} {before} → {after}"),
        (Some((name, value)), Language::Chinese) => format!("{who}，若 {name} 为 {value}：{of} {before} → {after}"),
        (None, Language::Chinese) => format!("{who}：{of} {before} → {after}"),
    }
}

fn def<'a>(mutated: &Mutated<'a>, def: DefId) -> Option<&'a Def> {
    mutated.plan.defs.get(def.0 as usize)
}

/// The result in both plans; with all digits where it would look the same.
fn both(mutated: &Mutated<'_>, witness: &Witness, language: Language) -> (String, String) {
    let ty = def(mutated, witness.of.0).map_or(Type::Text, |def| def.ty);
    let said = |outcome: &Outcome| match (outcome, language) {
        (Outcome::Value(value), _) => shown(mutated, value, ty, language),
        (Outcome::Missing, Language::English) => "nothing".to_string(),
        (Outcome::Missing, Language::Chinese) => "缺失".to_string(),
        (Outcome::NotApplicable, Language::English) => "does not apply".to_string(),
        (Outcome::NotApplicable, Language::Chinese) => "不适用".to_string(),
        (Outcome::Fault(code), Language::English) => format!("the error {code}"),
        (Outcome::Fault(code), Language::Chinese) => format!("错误 {code}"),
    };
    let (before, after) = (said(&witness.before), said(&witness.after));
    match (&witness.before, &witness.after) {
        (Outcome::Value(Value::Number(one)), Outcome::Value(Value::Number(other))) if before == after => {
            (show::exact(one), show::exact(other))
        }
        (_, _) => (before, after),
    }
}

/// An input as it would have to be written, so that the difference can be seen again.
fn with_all_digits(mutated: &Mutated<'_>, value: &Value, ty: Type, language: Language) -> String {
    let Value::Number(number) = value else { return shown(mutated, value, ty, language) };
    let hundred = number.mul(&Number::from_i64(100)).ok().filter(|_| ty == Type::Percent);
    match (ty, hundred) {
        (Type::Money, _) if number.places().is_some() => {
            let least = mutated.plan.rounding.as_ref().and_then(|rounding| rounding.unit.places()).unwrap_or(MONEY_PLACES);
            show::money(number, &mutated.plan.currency, number.places().unwrap_or(least).max(least))
        }
        (_, Some(hundred)) => format!("{}%", show::exact(&hundred)),
        (_, None) => show::exact(number),
    }
}

fn shown(mutated: &Mutated<'_>, value: &Value, ty: Type, language: Language) -> String {
    let Some(person) = mutated.judgement.people.first() else { return String::new() };
    let report = Report { plan: mutated.plan, results: &person.results, sources: mutated.sources };
    report.shown(value, ty, PLACES, language)
}

/// The same for programs.
pub(super) fn json(mutated: &Mutated<'_>, witness: &Witness) -> Json {
    let mutated = &of_version(mutated, witness);
    let text = |text: &str| Json::Text(text.to_string());
    let name = |def: DefId| self::def(mutated, def).map_or(Json::Null, |def| text(&def.name));
    let person = mutated.judgement.people.get(witness.person);
    let example = person.and_then(|person| person.example.clone());
    let beside = person.and_then(|person| person.beside.clone());
    let input = witness.changed.as_ref().map_or(Json::Null, |(cell, value)| {
        Json::Object(vec![("name".to_string(), name(cell.column)), ("value".to_string(), exact(value))])
    });
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::Value(value) => exact(value),
        Outcome::Missing | Outcome::NotApplicable => Json::Null,
        Outcome::Fault(code) => Json::Object(vec![("error".to_string(), text(code))]),
    };
    let told = told(mutated, witness);
    Json::Object(vec![
        ("example".to_string(), example.map_or(Json::Null, |title| Json::Text(title.en))),
        ("beside".to_string(), beside.map_or(Json::Null, |other| Json::Text(other.en))),
        ("input".to_string(), input),
        ("of".to_string(), name(witness.of.0)),
        ("before".to_string(), outcome(&witness.before)),
        ("after".to_string(), outcome(&witness.after)),
        ("text".to_string(), Json::Object(vec![("en".to_string(), Json::Text(told.en)), ("zh".to_string(), Json::Text(told.zh))])),
    ])
}

/// A value with every digit: a number that does not end is a text such as `1/3`.
fn exact(value: &Value) -> Json {
    match value {
        Value::Number(number) => number.terminating_text().map_or_else(|| Json::Text(number.exact_text()), Json::Number),
        Value::Text(text) => Json::Text(text.to_string()),
        Value::Date(date) => Json::Text(date.to_string()),
        Value::Flag(flag) => Json::Flag(*flag),
    }
}
