//! The fields of one object of a cases file: each is read once, of the form it must have, and what nobody asks for is unknown.

use crate::appeal::names::{in_language, is_called, language_of};
use crate::appeal::problems::{self, At, Wanted};
use crate::diagnostic::text::nearest;
use crate::diagnostic::{Diagnostic, Language};
use crate::source::json::Node;
use crate::value::{Date, Period};

/// An object, where it stands, and what was found wrong in it.
pub(super) struct Fields<'a> {
    pub at: At<'a>,
    /// Behind the name of a field: `events[2].`
    pub within: String,
    fields: &'a [(String, Node)],
    asked: Vec<&'static str>,
    pub problems: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    pub fn new(at: At<'a>, within: String, fields: &'a [(String, Node)]) -> Fields<'a> {
        Fields { at, within, fields, asked: Vec::new(), problems: Vec::new() }
    }

    /// A field by its name; a null is as if it were not there.
    fn get(&mut self, name: &'static str) -> Option<&'a Node> {
        self.asked.push(name);
        self.fields.iter().find(|(key, _)| is_called(name, key)).map(|(_, value)| value).filter(|value| **value != Node::Null)
    }

    /// A field as the file calls it; one that is not there in the language of the others.
    fn spoken(&self, name: &'static str) -> &'static str {
        let said = self.fields.iter().find(|(key, _)| is_called(name, key)).or(self.fields.first());
        in_language(name, said.map_or(Language::English, |(key, _)| language_of(key)))
    }

    pub fn has(&mut self, name: &'static str) -> bool {
        self.get(name).is_some()
    }

    fn wrong(&mut self, name: &'static str, value: &Node, wanted: Wanted) {
        self.wrong_at(self.spoken(name), value, wanted);
    }

    fn wrong_at(&mut self, name: &str, value: &Node, wanted: Wanted) {
        let field = format!("{}{name}", self.within);
        self.problems.push(problems::wrong_form(self.at, &field, written(value).as_deref(), wanted));
    }

    fn lacks(&mut self, name: &'static str, wanted: Wanted) {
        let field = format!("{}{}", self.within, self.spoken(name));
        self.problems.push(problems::field_missing(self.at, &field, wanted));
    }

    /// A text that is not blank.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.get(name)? {
            Node::Text(text) if !text.trim().is_empty() => Some(text.trim().to_string()),
            other @ (Node::Text(_) | Node::Null | Node::Flag(_) | Node::Number(_) | Node::List(_) | Node::Object(_)) => {
                self.wrong(name, other, Wanted::Text);
                None
            }
        }
    }

    pub fn needed_text(&mut self, name: &'static str) -> Option<String> {
        if self.get(name).is_none() {
            self.lacks(name, Wanted::Text);
            return None;
        }
        self.text(name)
    }

    /// What a cell would say: a text, which may be blank, a number, yes or no.
    pub fn cell(&mut self, name: &'static str) -> Option<String> {
        let value = self.get(name);
        let Some(value) = value else {
            self.lacks(name, Wanted::Cell);
            return None;
        };
        let read = cell(value);
        if read.is_none() {
            self.wrong(name, value, Wanted::Cell);
        }
        read
    }

    /// Cells by their columns.
    pub fn cells(&mut self, name: &'static str) -> Option<Vec<(String, String)>> {
        match self.get(name)? {
            Node::Object(fields) => {
                let mut all = Vec::new();
                for (column, value) in fields {
                    match cell(value) {
                        Some(text) => all.push((column.clone(), text)),
                        None => self.wrong_at(&format!("{}.{column}", self.spoken(name)), value, Wanted::Cell),
                    }
                }
                Some(all)
            }
            other @ (Node::Text(_) | Node::Null | Node::Flag(_) | Node::Number(_) | Node::List(_)) => {
                self.wrong(name, other, Wanted::Object);
                None
            }
        }
    }

    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        let value = self.get(name)?;
        let date = if let Node::Text(text) = value { Date::parse(text.trim()) } else { None };
        if date.is_none() {
            self.wrong(name, value, Wanted::Date);
        }
        date
    }

    pub fn needed_date(&mut self, name: &'static str) -> Option<Date> {
        if self.get(name).is_none() {
            self.lacks(name, Wanted::Date);
            return None;
        }
        self.date(name)
    }

    pub fn period(&mut self, name: &'static str) -> Option<Period> {
        let value = self.get(name)?;
        let period = if let Node::Text(text) = value { Period::parse(text).or_else(|| Period::parse_loose(text)) } else { None };
        if period.is_none() {
            self.wrong(name, value, Wanted::Period);
        }
        period
    }

    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        match self.get(name)? {
            Node::Flag(flag) => Some(*flag),
            other @ (Node::Text(_) | Node::Null | Node::Number(_) | Node::List(_) | Node::Object(_)) => {
                self.wrong(name, other, Wanted::Flag);
                None
            }
        }
    }

    /// Texts; a single one may stand without brackets.
    pub fn texts(&mut self, name: &'static str) -> Vec<String> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let items = if let Node::List(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
        let mut texts = Vec::new();
        for item in items {
            match item {
                Node::Text(text) if !text.trim().is_empty() => texts.push(text.trim().to_string()),
                other @ (Node::Text(_) | Node::Null | Node::Flag(_) | Node::Number(_) | Node::List(_) | Node::Object(_)) => {
                    self.wrong(name, other, Wanted::Texts);
                }
            }
        }
        texts
    }

    /// Objects of a list, each with where it stands.
    pub fn objects(&mut self, name: &'static str) -> Vec<Fields<'a>> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Node::List(items) = value else {
            self.wrong(name, value, Wanted::Objects);
            return Vec::new();
        };
        let mut found = Vec::new();
        for (item, number) in items.iter().zip(1_u32..) {
            let within = format!("{}{}[{number}]", self.within, self.spoken(name));
            match item {
                Node::Object(fields) => found.push(Fields::new(self.at, format!("{within}."), fields)),
                other @ (Node::Text(_) | Node::Null | Node::Flag(_) | Node::Number(_) | Node::List(_)) => {
                    self.problems.push(problems::wrong_form(self.at, &within, written(other).as_deref(), Wanted::Object));
                }
            }
        }
        found
    }

    /// One of a few words.
    pub fn word<T: Copy>(&mut self, name: &'static str, words: &[(&str, &str, T)]) -> Option<T> {
        let said = self.text(name)?;
        let found = words.iter().find(|(english, chinese, _)| *english == said || *chinese == said).map(|(_, _, meaning)| *meaning);
        if found.is_none() {
            let language = language_of(&said);
            let known: Vec<&str> = words
                .iter()
                .map(|(english, chinese, _)| match language {
                    Language::English => *english,
                    Language::Chinese => *chinese,
                })
                .collect();
            let field = format!("{}{}", self.within, self.spoken(name));
            self.problems.push(problems::unknown_word(self.at, &field, &said, (&known, nearest(&said, known.iter().copied()))));
        }
        found
    }

    /// What was found wrong, with the fields that nobody asked for and those that stand there twice.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for (at, (name, _)) in self.fields.iter().enumerate() {
            let field = format!("{}{name}", self.within);
            let Some(own) = self.asked.iter().find(|asked| is_called(asked, name)) else {
                let known: Vec<&str> = self.asked.iter().map(|asked| in_language(asked, language_of(name))).collect();
                let near = nearest(name, known.iter().copied());
                self.problems.push(problems::unknown_field(self.at, &field, &known, near));
                continue;
            };
            if self.fields.iter().take(at).any(|(other, _)| is_called(own, other)) {
                self.problems.push(problems::field_twice(self.at, &field));
            }
        }
        self.problems
    }
}

fn cell(value: &Node) -> Option<String> {
    match value {
        Node::Text(text) | Node::Number(text) => Some(text.clone()),
        Node::Flag(true) => Some("yes".to_string()),
        Node::Flag(false) => Some("no".to_string()),
        Node::Null => Some(String::new()),
        Node::List(_) | Node::Object(_) => None,
    }
}

/// What a value says, where it is short.
fn written(value: &Node) -> Option<String> {
    match value {
        Node::Text(text) | Node::Number(text) => Some(text.clone()),
        Node::Flag(flag) => Some(flag.to_string()),
        Node::Null | Node::List(_) | Node::Object(_) => None,
    }
}
