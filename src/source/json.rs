//! JSON as it stands in a file: numbers keep their digits, and objects keep every field, so that one said twice is seen.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Under this name the parser hands a number's digits on.
const DIGITS: &str = "$serde_json::private::Number";

/// A value with what is inside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Node {
    Null,
    Flag(bool),
    /// With all its digits; an exponent has its sign, `1e+5`.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file; a name may stand there twice.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// What an object has under a name, the first of several.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match self {
            Node::Object(fields) => fields.iter().find(|(other, _)| other == name).map(|(_, node)| node),
            Node::Null | Node::Flag(_) | Node::Number(_) | Node::Text(_) | Node::List(_) => None,
        }
    }

    pub fn list(&self) -> Option<&[Node]> {
        match self {
            Node::List(items) => Some(items),
            Node::Null | Node::Flag(_) | Node::Number(_) | Node::Text(_) | Node::Object(_) => None,
        }
    }

    /// A text, a number, `true` or `false` as it is written.
    pub fn written(&self) -> Option<&str> {
        match self {
            Node::Text(text) | Node::Number(text) => Some(text),
            Node::Flag(true) => Some("true"),
            Node::Flag(false) => Some("false"),
            Node::Null | Node::List(_) | Node::Object(_) => None,
        }
    }

    /// A name that stands twice in an object.
    pub fn twice(&self) -> Option<&str> {
        let Node::Object(fields) = self else { return None };
        let mut seen = std::collections::HashSet::new();
        fields.iter().map(|(name, _)| name.as_str()).find(|name| !seen.insert(*name))
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut fields: Vec<(String, Node)> = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        // A file may say the name of digits itself; of other than digits it makes no number.
        Ok(match fields.as_slice() {
            [(name, Node::Text(digits))] if name == DIGITS && digits.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                Node::Number(digits.clone())
            }
            [..] => Node::Object(fields),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_repeated_names_are_kept() {
        let node: Node = serde_json::from_str(r#"{"a": 1234567890123456789.10, "b": [null, true, -7, 1e5], "a": "x"}"#).unwrap();
        assert_eq!(node.get("a"), Some(&Node::Number("1234567890123456789.10".into())));
        assert_eq!(node.twice(), Some("a"));
        let all: Vec<Option<&str>> = node.get("b").unwrap().list().unwrap().iter().map(Node::written).collect();
        assert_eq!(all, [None, Some("true"), Some("-7"), Some("1e+5")]);
        let strange: Node = serde_json::from_str(&format!("{{\"{DIGITS}\": \"x\"}}")).unwrap();
        assert!(matches!(strange, Node::Object(_)));
        assert!(serde_json::from_str::<Node>(&"[".repeat(1000)).is_err());
    }
}
