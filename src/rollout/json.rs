//! Records as JSON: an object with `people` and `records`; every name is known, none stands twice, every value is a text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::Field;
use super::problems;
use super::records::{Form, Place, Raw};
use crate::diagnostic::Diagnostic;

/// The keys of people, the entries, and what is wrong with single ones.
pub(super) type Read = (Vec<String>, Vec<Raw>, Vec<Diagnostic>);

/// What stands in a JSON text, names that are repeated too.
enum Node {
    Null,
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// A number or a flag, which no record has.
    Other(String),
}

/// By this name the parser hands over a number with all its digits.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Other(flag.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Other(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Other(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry::<String, Node>()? {
            pairs.push(pair);
        }
        Ok(match pairs.as_slice() {
            [(name, Node::Text(digits))] if name == NUMBER => Node::Other(digits.clone()),
            [..] => Node::Object(pairs),
        })
    }
}

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
                        Node::Null | Node::Text(_) | Node::List(_) | Node::Object(_) | Node::Other(_) => {
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
            Node::Other(shown) => wrong.push(problems::field_no_text(&place, field, Some(&shown))),
            Node::List(_) | Node::Object(_) => wrong.push(problems::field_no_text(&place, field, None)),
        }
    }
    fields.retain(|(_, text)| !text.is_empty());
    (wrong.len() == before).then_some(Raw { place, fields })
}
