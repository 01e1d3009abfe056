//! Records as JSON: an object with `people` and `records`; every name is known, none stands twice, every value is a text.

use super::fields::Field;
use super::problems;
use super::records::{Form, Place, Raw};
use crate::diagnostic::Diagnostic;
use crate::source::json::Node;

/// The keys of people, the entries, and what is wrong with single ones.
pub(super) type Read = (Vec<String>, Vec<Raw>, Vec<Diagnostic>);

/// Reads the whole file.
///
/// # Errors
/// It is no JSON, or not an object with lists.
pub(super) fn read(file: &str, text: &str) -> Result<Read, Vec<Diagnostic>> {
    let node: Node = serde_json::from_str(text).map_err(|error| vec![problems::not_json(file, error.line())])?;
    let Node::Object(parts) = node else { return Err(vec![problems::not_records(file)]) };
    let (mut people, mut raw, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in parts {
        if seen.contains(&name) {
            wrong.push(problems::part_twice(file, &name));
            continue;
        }
        match (name.as_str(), value) {
            ("people" | "人员", Node::List(keys)) => {
                for (key, number) in keys.into_iter().zip(1_u64..) {
                    match key {
                        Node::Text(key) if !key.trim().is_empty() => people.push(key.trim().to_string()),
                        Node::Null | Node::Text(_) | Node::List(_) | Node::Object(_) | Node::Flag(_) | Node::Number(_) => {
                            wrong.push(problems::person_no_text(file, number));
                        }
                    }
                }
            }
            ("records" | "记录", Node::List(all)) => {
                for (entry, number) in all.into_iter().zip(1_u64..) {
                    let place = Place { file: file.to_string(), form: Form::Json, number };
                    raw.extend(entry_of(place, entry, &mut wrong));
                }
            }
            ("people" | "人员" | "records" | "记录", _) => wrong.push(problems::no_list(file, &name)),
            (other, _) => wrong.push(problems::unknown_part(file, other)),
        }
        seen.push(name);
    }
    Ok((people, raw, wrong))
}

/// The fields of one entry; nothing where something is wrong with them.
fn entry_of(place: Place, entry: Node, wrong: &mut Vec<Diagnostic>) -> Option<Raw> {
    let Node::Object(pairs) = entry else {
        wrong.push(problems::entry_no_object(&place));
        return None;
    };
    let before = wrong.len();
    let mut fields: Vec<(Field, String)> = Vec::new();
    for (name, value) in pairs {
        let Some(field) = Field::named(&name) else {
            wrong.push(problems::unknown_field(&place, &name));
            continue;
        };
        if fields.iter().any(|(own, _)| *own == field) {
            wrong.push(problems::field_twice(&place, field));
            continue;
        }
        match value {
            Node::Null => {}
            Node::Text(text) => fields.push((field, text.trim().to_string())),
            other @ (Node::Flag(_) | Node::Number(_) | Node::List(_) | Node::Object(_)) => {
                wrong.push(problems::field_no_text(&place, field, other.written()));
            }
        }
    }
    fields.retain(|(_, text)| !text.is_empty());
    (wrong.len() == before).then_some(Raw { place, fields })
}
