//! The tree of an explanation, and how it is drawn.

use crate::diagnostic::text::{display_width, wrap};
use crate::report::json::Json;

/// The least room a line has beside its branches.
const LEAST: usize = 24;
/// Branches that begin further to the right than this are drawn no further, except where a line has this much room beside them.
const DEEPEST: usize = 42;
const ROOM: usize = 38;

/// One statement with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub text: String,
    /// The name of the value it is about, as results print it.
    pub name: Option<String>,
    pub value: Option<Json>,
    /// `plan.merit:12`, or `people.csv, row 3, column "quota"`.
    pub place: Option<String>,
    pub parts: Vec<Node>,
    pub effect: Effect,
}

/// Whether a statement made the value what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Some,
    /// It says what did nothing here.
    None,
    /// It says what somebody else has: for those who look after the plan, and not for what is handed to the person.
    Others,
}

impl Node {
    pub fn new(text: impl Into<String>) -> Node {
        Node { text: text.into(), name: None, value: None, place: None, parts: Vec::new(), effect: Effect::Some }
    }

    /// The same, of what did nothing.
    pub fn idle(self) -> Node {
        Node { effect: Effect::None, ..self }
    }

    /// The same, of somebody else.
    pub fn of_others(self) -> Node {
        Node { effect: Effect::Others, ..self }
    }

    pub fn at(mut self, place: Option<String>) -> Node {
        self.place = place;
        self
    }

    pub fn with(mut self, parts: Vec<Node>) -> Node {
        self.parts.extend(parts);
        self
    }

    pub fn json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_string());
        let mut fields = vec![("text".to_string(), text(&self.text))];
        fields.extend(self.name.as_deref().map(|name| ("name".to_string(), text(name))));
        fields.extend(self.value.clone().map(|value| ("value".to_string(), value)));
        fields.extend(self.place.as_deref().map(|place| ("place".to_string(), text(place))));
        if !self.parts.is_empty() {
            fields.push(("parts".to_string(), Json::List(self.parts.iter().map(Node::json).collect())));
        }
        Json::Object(fields)
    }
}

/// The tree in lines of at most `width` columns, as far as words can be broken.
pub fn draw(node: &Node, width: usize) -> String {
    let mut out = String::new();
    let below = if node.parts.is_empty() { "  " } else { "│ " };
    line(node, "", below, width, &mut out);
    branches(&node.parts, "", width, &mut out);
    out
}

fn branches(parts: &[Node], indent: &str, width: usize, out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let (first, rest) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let inner = format!("{indent}{rest}");
        let below = if part.parts.is_empty() { format!("{inner}  ") } else { format!("{inner}│ ") };
        line(part, &format!("{indent}{first}"), &below, width, out);
        let next = if display_width(&inner) <= width.saturating_sub(ROOM).max(DEEPEST) { inner } else { indent.to_string() };
        branches(&part.parts, &next, width, out);
    }
}

/// The statement, and its place at the right end of the line, or under it where there is no room.
fn line(node: &Node, first: &str, below: &str, width: usize, out: &mut String) {
    let room = width.max(display_width(first) + LEAST);
    let text = wrap(&node.text, room, first, below);
    out.push_str(&text);
    if let Some(place) = &node.place {
        let used = display_width(text.rsplit('\n').next().unwrap_or(""));
        let free = width.saturating_sub(used);
        if free >= display_width(place) + 2 {
            out.push_str(&" ".repeat(free - display_width(place)));
            out.push_str(place);
        } else {
            out.push('\n');
            let room = width.saturating_sub(display_width(below));
            let pad = room.saturating_sub(display_width(place));
            out.push_str(&wrap(place, width.max(display_width(below) + LEAST), &format!("{below}{}", " ".repeat(pad)), below));
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn() {
        let cell = Node::new("目标 = ¥3.00").at(Some("人员.csv, row 2".to_string()));
        let tree = Node::new("score = 98").with(vec![Node::new("one two three four five six seven").with(vec![cell]), Node::new("last")]);
        let expected = "\
score = 98
├─ one two three four five six
│  │ seven
│  └─ 目标 = ¥3.00
│              人员.csv, row 2
└─ last
";
        assert_eq!(draw(&tree, 30), expected);
        assert_eq!(Node::new("a").at(Some("f:1".to_string())).json().to_string(), r#"{"text": "a", "place": "f:1"}"#);
    }
}
