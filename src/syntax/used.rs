//! Which rules of the grammar a text uses, for tests and tools that ask whether every rule has a case.

use pest::Parser;

use super::parser::{MeritParser, Rule};
use super::prescan;
use crate::source::FileId;

/// One use of a rule of `grammar/*.pest`, with the uses inside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleUse {
    /// The name of the rule as the grammar writes it.
    pub rule: String,
    /// The text it matched.
    pub text: String,
    /// What it is made of, in the order of the text.
    pub parts: Vec<RuleUse>,
}

/// The rules by which a whole file is read; nothing where it cannot be read as it stands.
pub fn rules_used(text: &str) -> Option<RuleUse> {
    let scanned = prescan::prescan(FileId(0), text).ok()?;
    let read = MeritParser::parse(Rule::file, &scanned.text).ok()?.next()?;
    Some(of(read))
}

fn of(pair: pest::iterators::Pair<'_, Rule>) -> RuleUse {
    RuleUse { rule: format!("{:?}", pair.as_rule()), text: pair.as_str().to_string(), parts: pair.into_inner().map(of).collect() }
}
