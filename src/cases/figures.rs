//! The two figures of an expectation that does not hold, as people read them and so that they can be told apart.

use crate::diagnostic::{Language, Text};
use crate::engine::Results;
use crate::plan::ir::{Def, Plan};
use crate::report::Report;
use crate::source::Sources;
use crate::value::show;
use crate::value::{Number, Type, Value};

/// A number that ends within this many places is shown with all of them, so that it can be copied into the example.
const MOST_PLACES: u32 = 12;
/// Places of a number that does not end.
const PLACES: u32 = 2;

/// What was expected and what came out, in both languages.
pub(super) fn both(plan: &Plan, results: &Results, def: &Def, expected: &Value, got: &Value) -> (Text, Text) {
    let figure = |value: &Value, places: u32| {
        let text = |language| shown(plan, results, (value, def.ty), places, language);
        Text::new(text(Language::English), text(Language::Chinese))
    };
    let apart = (PLACES..=MOST_PLACES).map(|places| (figure(expected, places), figure(got, places)));
    let apart = apart.into_iter().find(|(expected, got)| expected.en != got.en);
    match (expected, got, apart) {
        (Value::Number(x), Value::Number(y), Some((expected, got))) => (exactly(x, expected), exactly(y, got)),
        (Value::Number(x), Value::Number(y), None) => (Text::same(show::exact(x)), Text::same(show::exact(y))),
        (Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Flag(_), _, apart) => {
            apart.unwrap_or_else(|| (figure(expected, PLACES), figure(got, PLACES)))
        }
    }
}

/// A figure that is shown rounded, with the fraction it is.
fn exactly(number: &Number, shown: Text) -> Text {
    if number.places().is_some_and(|places| places <= MOST_PLACES) {
        return shown;
    }
    let exact = show::exact(number);
    Text::new(format!("{} (exactly {exact})", shown.en), format!("{}（精确值 {exact}）", shown.zh))
}

fn shown(plan: &Plan, results: &Results, (value, ty): (&Value, Type), places: u32, language: Language) -> String {
    let sources = Sources::new();
    let report = Report { plan, results, sources: &sources };
    let Value::Number(number) = value else { return report.shown(value, ty, places, language) };
    let places = number.places().filter(|own| *own <= MOST_PLACES).unwrap_or(places);
    match ty {
        Type::Money | Type::Foreign(_) => plan.show_money(number, ty, places.max(plan.places_of(ty))),
        Type::Percent => {
            let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
            format!("{}%", show::number(&hundred, places))
        }
        Type::Days => {
            let text = show::number(number, places);
            match language {
                Language::English if *number == Number::ONE => format!("{text} day"),
                Language::English => format!("{text} days"),
                Language::Chinese => format!("{text} 天"),
            }
        }
        Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => show::number(number, places),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_its_fraction() {
        let third = Number::parse_exact("1/3").unwrap();
        assert_eq!(exactly(&third, Text::new("33.33%", "33.33%")), Text::new("33.33% (exactly 1/3)", "33.33%（精确值 1/3）"));
        assert_eq!(exactly(&Number::ONE, Text::same("1".to_string())), Text::same("1".to_string()));
    }
}
