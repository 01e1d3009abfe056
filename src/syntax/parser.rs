//! The one pest parser. Its rules stand in `grammar/`, each file a part of the language.

use pest_derive::Parser;

/// Reads the text of a policy by the rules of `grammar/*.pest`.
#[derive(Parser)]
#[grammar = "grammar/lex.pest"]
#[grammar = "grammar/expression.pest"]
#[grammar = "grammar/ranks.pest"]
#[grammar = "grammar/clauses.pest"]
#[grammar = "grammar/shapes.pest"]
#[grammar = "grammar/steps.pest"]
#[grammar = "grammar/inputs.pest"]
#[grammar = "grammar/history.pest"]
#[grammar = "grammar/changes.pest"]
#[grammar = "grammar/process.pest"]
#[grammar = "grammar/appeals.pest"]
pub(super) struct MeritParser;
