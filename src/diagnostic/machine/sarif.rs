//! SARIF 2.1.0, the form in which code hosts take findings.

use serde_json::{Map, Value, json};

use super::{Judged, Spot, path, spots, story};
use crate::diagnostic::catalogue::{self, Page};
use crate::diagnostic::render::page;
use crate::diagnostic::render::place::{self, Region};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Language, Severity};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run over all policies. Every message stands once, though two policies use the file it is in; `version` is Merit's own.
pub fn sarif(all: &[Judged<'_>], version: &str, language: Language) -> String {
    let mut codes: Vec<&'static str> = all.iter().flat_map(|judged| judged.diagnostics).map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut results: Vec<Value> = Vec::new();
    for judged in all {
        for diagnostic in judged.diagnostics {
            let found = result(diagnostic, judged, &codes, language);
            if !results.contains(&found) {
                results.push(found);
            }
        }
    }
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, language)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "merit", "version": version, "semanticVersion": version, "rules": rules } },
            "language": match language { Language::English => "en-US", Language::Chinese => "zh-CN" },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A code with its page.
fn rule(code: &str, language: Language) -> Value {
    let Some(found) = catalogue::page_of(code) else { return json!({ "id": code }) };
    let text = page(found, language);
    let paragraphs: Vec<&str> = text.split("\n\n").skip(1).collect();
    let first = paragraphs.first().copied().unwrap_or(found.name).trim();
    json!({
        "id": code,
        "name": found.name,
        "shortDescription": { "text": first_sentence(first) },
        "fullDescription": { "text": first },
        "help": { "text": text, "markdown": markdown(found, language) },
    })
}

/// Up to the first full stop; a point inside a number or a name is none.
fn first_sentence(text: &str) -> String {
    let text = text.replace('\n', " ");
    let end = text.find(". ").or_else(|| text.find('。')).unwrap_or(text.len());
    let stop = text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    text.get(..end.saturating_add(stop)).unwrap_or(&text).to_string()
}

/// The page as it is written, in the reader's language.
fn markdown(page: &Page, language: Language) -> String {
    let parts = page.text.split_once("\n## en\n").and_then(|(_, rest)| rest.split_once("\n## zh\n"));
    let (en, zh) = parts.unwrap_or((page.text, page.text));
    match language {
        Language::English => en.trim().to_string(),
        Language::Chinese => zh.trim().to_string(),
    }
}

fn result(diagnostic: &Diagnostic, judged: &Judged<'_>, codes: &[&str], language: Language) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut spots = spots(diagnostic, judged, language).into_iter();
    let locations: Vec<Value> = spots.next().iter().map(|spot| Value::Object(location(spot))).collect();
    let related: Vec<Value> = spots
        .enumerate()
        .map(|(at, spot)| {
            let mut place = location(&spot);
            place.insert("id".to_string(), json!(at.saturating_add(1)));
            Value::Object(place)
        })
        .collect();
    let mut object = Map::new();
    object.insert("ruleId".to_string(), json!(diagnostic.code));
    if let Ok(index) = codes.binary_search(&diagnostic.code) {
        object.insert("ruleIndex".to_string(), json!(index));
    }
    object.insert("level".to_string(), json!(level));
    object.insert("message".to_string(), json!({ "text": story(diagnostic, language) }));
    object.insert("locations".to_string(), Value::Array(locations));
    if !related.is_empty() {
        object.insert("relatedLocations".to_string(), Value::Array(related));
    }
    if let Some(fix) = diagnostic.fix.as_ref().and_then(|fix| change(fix, judged, language)) {
        object.insert("fixes".to_string(), json!([fix]));
    }
    Value::Object(object)
}

fn location(spot: &Spot) -> Map<String, Value> {
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_string(), json!({ "uri": uri(&spot.file) }));
    if let Some(region) = &spot.region {
        physical.insert("region".to_string(), region_json(region));
    }
    let mut place = Map::new();
    place.insert("physicalLocation".to_string(), Value::Object(physical));
    if !spot.text.is_empty() {
        place.insert("message".to_string(), json!({ "text": spot.text }));
    }
    place
}

/// Lines and columns; bytes are left out, since the standard counts the byte order mark among them, and a text is read without its own.
fn region_json(region: &Region) -> Value {
    let mut object = Map::new();
    object.insert("startLine".to_string(), json!(region.start_line));
    object.insert("endLine".to_string(), json!(region.end_line));
    if let Some((start, end)) = region.columns {
        object.insert("startColumn".to_string(), json!(start));
        object.insert("endColumn".to_string(), json!(end));
    }
    Value::Object(object)
}

fn change(fix: &Fix, judged: &Judged<'_>, language: Language) -> Option<Value> {
    let file = judged.sources.get(fix.span.file)?;
    let (start, end) = place::bounded(file, fix.span);
    let region = place::region(file, start, end);
    let text = match (fix.applicability, language) {
        (Applicability::Safe, Language::English) => "can be made without asking (--fix)",
        (Applicability::Safe, Language::Chinese) => "可直接改正（--fix）",
        (Applicability::Unsafe, Language::English) => "a guess: look at it before it is made (--unsafe-fixes)",
        (Applicability::Unsafe, Language::Chinese) => "属于推测，改前请先看一眼（--unsafe-fixes）",
    };
    Some(json!({
        "description": { "text": text },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(file.name()) },
            "replacements": [{ "deletedRegion": region_json(&region), "insertedContent": { "text": fix.replacement } }],
        }],
    }))
}

/// A path as a reference: from where the command runs, or of the file system where it begins at its root.
fn uri(name: &str) -> String {
    let name = path(name);
    let mut out = if std::path::Path::new(&name).is_absolute() {
        format!("file://{}", if name.starts_with('/') { "" } else { "/" })
    } else {
        String::new()
    };
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
