//! `[lint]`: how loud each lint is, and its thresholds.

use toml::de::DeValue;

use super::reader::{Key, Reader, Value};
use crate::commands::problems::{self, Wanted};
use crate::lint::settings::{Level, Settings, Threshold, Unit};
use crate::lint::{LINTS, Lint};
use crate::value::Number;

/// The key of a lint's level, beside its thresholds.
const LEVEL: &str = "level";

/// What the project sets; what is wrong is said and left at its default.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Settings {
    let mut settings = Settings::default();
    let Some(table) = reader.table(value, Wanted::Lints) else { return settings };
    for (key, value) in table {
        match LINTS.iter().find(|lint| lint.name == key.get_ref()) {
            Some(lint) => one(reader, lint, value, &mut settings),
            None => {
                let span = reader.span(key.span());
                let known: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
                let by_code = LINTS.iter().find(|lint| lint.code.eq_ignore_ascii_case(key.get_ref())).map(|lint| lint.name);
                reader.say(problems::unknown_lint(key.get_ref(), by_code, &known, span));
            }
        }
    }
    settings
}

fn one(reader: &mut Reader<'_>, lint: &Lint, value: &Value<'_>, settings: &mut Settings) {
    let Some(table) = value.get_ref().as_table() else {
        level(reader, lint, value, settings);
        return;
    };
    for (key, value) in table {
        if key.get_ref() == LEVEL {
            level(reader, lint, value, settings);
            continue;
        }
        match lint.thresholds.iter().find(|threshold| threshold.key == key.get_ref()) {
            Some(threshold) => {
                if let Some(number) = number(reader, threshold, key, value) {
                    settings.set(threshold, number);
                }
            }
            None => {
                let known: Vec<&str> = [LEVEL].into_iter().chain(lint.thresholds.iter().map(|threshold| threshold.key)).collect();
                reader.unknown_key(key, &known);
            }
        }
    }
}

fn level(reader: &mut Reader<'_>, lint: &Lint, value: &Value<'_>, settings: &mut Settings) {
    match value.get_ref().as_str().and_then(Level::named) {
        Some(level) => settings.set_level(lint.name, level),
        None => reader.wrong_type(value, Wanted::Level),
    }
}

/// The number of a threshold, written as its unit demands.
fn number(reader: &mut Reader<'_>, threshold: &Threshold, key: &Key<'_>, value: &Value<'_>) -> Option<Number> {
    let read = match (threshold.unit, value.get_ref()) {
        (Unit::Count, DeValue::Integer(whole)) => (whole.radix() == 10).then(|| Number::parse(whole.as_str()).ok()).flatten(),
        (Unit::Percent, DeValue::String(text)) => percent(text),
        (Unit::Times, DeValue::String(text)) => Number::parse(text.trim()).ok(),
        (Unit::Count | Unit::Percent | Unit::Times, _) => None,
    };
    let read = read.filter(|number| !number.is_negative());
    if read.is_none() {
        let (span, written) = (reader.span(value.span()), reader.written(value));
        let mut problem = problems::wrong_threshold(threshold, &written, span);
        problem.labels.push(reader.beside(key));
        reader.say(problem);
    }
    read
}

/// `10%` as the ratio it is.
fn percent(text: &str) -> Option<Number> {
    let digits = text.trim().strip_suffix(['%', '％'])?;
    Number::parse(digits.trim()).ok()?.mul(&Number::from_parts(1, 2)).ok()
}
