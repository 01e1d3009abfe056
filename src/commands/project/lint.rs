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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use toml::de::DeTable;

    /// The number of `key = …`, or the help of the message about it.
    fn read(unit: Unit, written: &str) -> Result<Number, String> {
        let text = format!("key = {written}");
        let threshold = Threshold { lint: "x", key: "key", unit, thousandths: 0 };
        let mut reader = Reader::new(FileId(0), &text);
        let (table, faults) = DeTable::parse_recoverable(&text);
        assert!(faults.is_empty(), "{written}");
        let (key, value) = table.get_ref().iter().next().unwrap();
        let number = number(&mut reader, &threshold, key, value);
        number.ok_or_else(|| reader.problems().remove(0).help.unwrap().en)
    }

    #[test]
    fn thresholds_are_exact() {
        let number = |mantissa, scale| Ok(Number::from_parts(mantissa, scale));
        assert_eq!(read(Unit::Count, "1_000"), number(1000, 0));
        assert_eq!(read(Unit::Percent, "\"12.5%\""), number(125, 3));
        assert_eq!(read(Unit::Percent, "' 10 ％ '"), number(1, 1));
        assert_eq!(read(Unit::Times, "\"2.5\""), number(25, 1));
    }

    #[test]
    fn what_is_not_written_as_its_unit_demands() {
        let refused = |unit, written: &str, help: &str| {
            let said = read(unit, written).unwrap_err();
            assert!(said.contains(help), "{written}: {said}");
        };
        for written in ["7.5", "\"7\"", "-1", "0x10", "true", "[7]"] {
            refused(Unit::Count, written, "key = 7");
        }
        for written in ["10", "0.1", "\"10\"", "\"-10%\"", "\"ten%\"", "10.5"] {
            refused(Unit::Percent, written, "key = \"10%\"");
        }
        refused(Unit::Times, "2.5", "write key = \"2.5\": Merit's numbers are exact");
        refused(Unit::Times, "\"2,5\"", "key = \"2.5\"");
        refused(Unit::Times, "nan", "key = \"2.5\"");
    }
}
