//! A file as it was written: which rule read what, and the comments between. The formatter prints from this; everything else
//! reads [`super::ast`], where the languages and the spellings are gone.

use pest::Parser;

use super::ast;
use super::marks::{Unclosed, mate};
use super::parser::MeritParser;
use super::prescan;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

pub use super::parser::Rule as Kind;

/// What one rule of the grammar read.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    /// What it read, where no rule inside it read that. Words in full-width letters stand in plain ones.
    pub text: String,
    /// Byte offsets into the file.
    pub start: usize,
    pub end: usize,
    /// The rules inside it in the order of the text, without line ends and comments.
    pub parts: Vec<Node>,
}

impl Node {
    /// The first part that this rule read.
    pub fn part(&self, kind: Kind) -> Option<&Node> {
        self.parts.iter().find(|part| part.kind == kind)
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.part(kind).is_some()
    }

    /// All parts that this rule read.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &Node> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }
}

/// A comment with its `#`, without the line end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// A file read as it stands, both as it was written and as what it says.
pub struct Whole {
    pub tree: ast::File,
    pub node: Node,
    pub comments: Vec<Comment>,
}

/// Reads a file as it stands.
///
/// # Errors
/// What is wrong with it, as [`super::parse`] says it.
pub fn whole(file: FileId, text: &str) -> Result<Whole, Vec<Diagnostic>> {
    let refused = || super::parse(file, text).1;
    let scanned = prescan::prescan(file, text).map_err(|_| refused())?;
    let read = MeritParser::parse(Kind::file, &scanned.text).ok().and_then(|mut pairs| pairs.next()).ok_or_else(refused)?;
    let tree = super::built(file, &read, &scanned.text, &scanned.wide).filter(|tree| scanned.problems.is_empty() && !tree.items.is_empty());
    Ok(Whole { tree: tree.ok_or_else(refused)?, node: node(read), comments: comments(text) })
}

/// Reads a file as it stands; nothing where it cannot be read as a whole.
pub fn concrete(text: &str) -> Option<(Node, Vec<Comment>)> {
    let scanned = prescan::prescan(FileId(0), text).ok()?;
    let read = MeritParser::parse(Kind::file, &scanned.text).ok()?.next()?;
    Some((node(read), comments(text)))
}

fn node(pair: pest::iterators::Pair<'_, Kind>) -> Node {
    let (kind, start) = (pair.as_rule(), pair.as_span().start());
    let text = super::expression::trimmed(pair.as_str());
    let end = start.saturating_add(text.len());
    let shown = |part: &pest::iterators::Pair<'_, Kind>| !matches!(part.as_rule(), Kind::NL | Kind::comment | Kind::semicolon | Kind::EOI);
    let parts: Vec<Node> = pair.into_inner().filter(shown).map(node).collect();
    Node { kind, text: if parts.is_empty() { text.to_string() } else { String::new() }, start, end, parts }
}

/// The comments of a text; a `#` between quotation marks or backticks begins none.
fn comments(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut unclosed = Unclosed::default();
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at.saturating_add(character.len_utf8());
        at = match character {
            '#' | '\u{FF03}' => {
                let rest = text.get(at..).unwrap_or("");
                let end = at.saturating_add(rest.find(['\n', '\r']).unwrap_or(rest.len()));
                let written = text.get(at..end).unwrap_or("").trim_end().to_string();
                found.push(Comment { end: at.saturating_add(written.len()), text: written, start: at });
                end
            }
            _ => mate(character).and_then(|close| unclosed.length(text, next, close)).map_or(next, |length| next.saturating_add(length)),
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::concrete;

    #[test]
    fn comments_stand_outside_of_quotes() {
        let (_, comments) = concrete("use \"a#b\" # one\n# “two\nuse \"c\"\t＃ three ").unwrap();
        let texts: Vec<&str> = comments.iter().map(|comment| comment.text.as_str()).collect();
        assert_eq!(texts, ["# one", "# “two", "＃ three"]);
    }
}
