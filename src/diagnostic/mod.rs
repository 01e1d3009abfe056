//! What Merit says when something is wrong: the one shape of a message, in two languages.
//!
//! A stage makes a [`Diagnostic`] through its own file of constructors (`syntax/problems.rs`, `plan/problems.rs`,
//! `engine/problems.rs`, `data/problems.rs`, `commands/problems.rs`); no message is worded anywhere else.
//! Codes: E1xx reading, E2xx names and types, E3xx the shape of rules, E4xx data, E5xx evaluation of a person,
//! E6xx examples, files and the call; W is a warning in the same ranges.
//!
//! [`render`] writes messages for a terminal, [`machine`] for code hosts, servers and scripts.

pub mod catalogue;
pub mod machine;
pub mod render;
pub mod text;

use crate::source::Span;

/// The reader's language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Language {
    #[default]
    English,
    Chinese,
}

/// One text in both languages. Both are always there, so that a missing translation is a compile error.
#[derive(Clone, PartialEq, Eq, Debug, Hash, Default)]
pub struct Text {
    pub en: String,
    pub zh: String,
}

impl Text {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Text {
        Text { en: en.into(), zh: zh.into() }
    }

    /// The same words in both languages: an author's name, a number.
    pub fn same(text: impl Into<String>) -> Text {
        let text = text.into();
        Text { en: text.clone(), zh: text }
    }

    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// A place in a policy and what is to be said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub span: Span,
    pub text: Text,
}

/// A place in a data file, as a person finds it in a spreadsheet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash, PartialOrd, Ord)]
pub struct DataPlace {
    pub file: String,
    /// Line in the file, the header being line 1; for JSON the number of the record from 1.
    pub row: Option<u64>,
    pub column: Option<String>,
    /// What the cell says, as written.
    pub cell: Option<String>,
    /// The key of the person the row belongs to.
    pub person: Option<String>,
}

/// How sure a change of the text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Applicability {
    /// The text can have meant nothing else, or a wrong change cannot pass unnoticed: it may be made without asking.
    Safe,
    /// A guess, or a change of what the policy says: a person looks at it first.
    Unsafe,
}

/// A change of the text that cures the fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
    pub applicability: Applicability,
}

/// One message. The first label is where it is; further labels are the other sides of a conflict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub code: &'static str,
    pub severity: Severity,
    pub message: Text,
    pub labels: Vec<Label>,
    pub places: Vec<DataPlace>,
    /// What to write or do instead.
    pub help: Option<Text>,
    /// Lines drawn under the message in a fixed-width font: a number line, a circle of names.
    pub drawing: Option<Text>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    pub fn error(code: &'static str, message: Text) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message)
    }

    pub fn warning(code: &'static str, message: Text) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, message)
    }

    pub fn new(code: &'static str, severity: Severity, message: Text) -> Diagnostic {
        Diagnostic { code, severity, message, labels: Vec::new(), places: Vec::new(), help: None, drawing: None, fix: None }
    }

    pub fn label(mut self, span: Span, text: Text) -> Diagnostic {
        self.labels.push(Label { span, text });
        self
    }

    pub fn place(mut self, place: DataPlace) -> Diagnostic {
        self.places.push(place);
        self
    }

    pub fn help(mut self, help: Text) -> Diagnostic {
        self.help = Some(help);
        self
    }

    pub fn drawing(mut self, drawing: Text) -> Diagnostic {
        self.drawing = Some(drawing);
        self
    }

    /// A change that may be made without asking.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, replacement: replacement.into(), applicability: Applicability::Safe });
        self
    }

    /// A change that a person should look at before it is made.
    pub fn guess(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, replacement: replacement.into(), applicability: Applicability::Unsafe });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
