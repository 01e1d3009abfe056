//! A diagnostic for other programs: both languages, byte offsets for a machine, line and column for people.

use super::place;
use crate::diagnostic::catalogue::page_of;
use crate::diagnostic::{Applicability, DataPlace, Diagnostic, Label, Severity, Text};
use crate::source::{SourceFile, Sources, Span};
use serde_json::{Map, Value, json};

/// One diagnostic as a JSON object. Every key is always there; what does not apply is null.
///
/// `start` and `end` are byte offsets from 0; `line` and `column` count from 1, columns in characters, and in UTF-16 units where
/// the key says so. `name` is the name of the code's page.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let labels: Vec<Value> = diagnostic.labels.iter().map(|label| label_json(label, sources)).collect();
    let places: Vec<Value> = diagnostic.places.iter().map(place_json).collect();
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let mut object = span_json(fix.span, sources, place::bounded);
        object.insert("replacement".to_string(), json!(fix.replacement));
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        };
        object.insert("applicability".to_string(), json!(applicability));
        Value::Object(object)
    });
    json!({
        "code": diagnostic.code,
        "name": page_of(diagnostic.code).map(|page| page.name),
        "severity": severity,
        "message": text_json(&diagnostic.message),
        "labels": labels,
        "places": places,
        "help": diagnostic.help.as_ref().map(text_json),
        "drawing": diagnostic.drawing.as_ref().map(text_json),
        "fix": fix,
    })
}

fn text_json(text: &Text) -> Value {
    json!({ "en": text.en, "zh": text.zh })
}

fn label_json(label: &Label, sources: &Sources) -> Value {
    let mut object = span_json(label.span, sources, place::clamp);
    object.insert("text".to_string(), text_json(&label.text));
    Value::Object(object)
}

/// A span of an unknown file keeps its offsets and has no name and no line.
fn span_json(span: Span, sources: &Sources, bring: fn(&SourceFile, Span) -> (usize, usize)) -> Map<String, Value> {
    let mut object = Map::new();
    let file = sources.get(span.file);
    let (start, end) = file.map_or((span.start as usize, span.end as usize), |file| bring(file, span));
    let position = file.map(|file| place::position(file, start));
    object.insert("file".to_string(), json!(file.map(|file| file.name())));
    object.insert("line".to_string(), json!(position.map(|(line, _)| line)));
    object.insert("column".to_string(), json!(position.map(|(_, column)| column)));
    let region = file.map(|file| place::region(file, start, end));
    let columns = region.and_then(|region| region.columns);
    object.insert("end_line".to_string(), json!(region.map(|region| region.end_line)));
    object.insert("utf16_column".to_string(), json!(columns.map(|(start, _)| start)));
    object.insert("utf16_end_column".to_string(), json!(columns.map(|(_, end)| end)));
    object.insert("start".to_string(), json!(start));
    object.insert("end".to_string(), json!(end));
    object
}

fn place_json(place: &DataPlace) -> Value {
    json!({ "file": place.file, "row": place.row, "column": place.column, "cell": place.cell, "person": place.person })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn every_key_is_there() {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("方案.merit", "甲\n设 乙 = 3"));
        let diagnostic = Diagnostic::error("E203", Text::new("no", "不"))
            .label(Span::new(file, 8, 11), Text::new("here", "这里"))
            .label(Span::new(FileId(9), 1, 2), Text::default())
            .place(DataPlace { file: "people.csv".to_string(), row: Some(17), ..DataPlace::default() })
            .fix(Span::new(file, 99, 99), "丙");
        let json = to_json(&diagnostic, &sources);
        assert_eq!(
            json["labels"][0],
            json!({
                "file": "方案.merit", "line": 2, "column": 3, "end_line": 2, "utf16_column": 3, "utf16_end_column": 4,
                "start": 8, "end": 11, "text": { "en": "here", "zh": "这里" }
            })
        );
        assert_eq!((&json["labels"][1]["file"], &json["labels"][1]["start"]), (&Value::Null, &json!(1)));
        assert_eq!(json["places"][0], json!({ "file": "people.csv", "row": 17, "column": null, "cell": null, "person": null }));
        assert_eq!((&json["fix"]["line"], &json["fix"]["column"], &json["help"]), (&json!(2), &json!(8), &Value::Null));
        assert_eq!((&json["name"], &json["fix"]["applicability"]), (&json!("unit-mismatch"), &json!("safe")));
        assert_eq!((&json["code"], &json["severity"], &json["message"]["zh"]), (&json!("E203"), &json!("error"), &json!("不")));
    }
}
