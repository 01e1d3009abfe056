//! Writes a policy in its one layout, in the language of each clause or in the one asked for.
//!
//! [`format()`] reads the concrete tree of a file, so that the order of the lines, the literals and the comments are the author's;
//! the words, the blanks and the line ends are the language's. Each clause becomes lines of cells ([`line`]), the lines get their
//! comments back ([`comments`]), and [`layout`] sets them in columns. What is written is read again: a clause that would not mean
//! the same stays as it was.
//!
//! A new keyword is a line in [`words`]; a new kind of line an arm in [`lines`]; a construct whose order of words differs between the
//! languages a [`view::Core`] with both orders in `write/atoms.rs`.

mod amounts;
mod appeals;
mod blocks;
mod bounds;
mod changes;
mod comments;
mod examples;
mod heads;
mod inputs;
mod layout;
mod limits;
mod line;
mod lines;
mod meaning;
mod names;
mod process;
mod shapes;
mod token;
mod view;
pub mod words;
mod write;

use crate::diagnostic::{Diagnostic, Language};
use crate::source::FileId;
use crate::syntax::ast::Item;
use crate::syntax::concrete::{Kind, Node, Whole, whole};

pub use meaning::{same_meaning, told_of};
pub use names::Names;

/// A text in its layout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formatted {
    pub text: String,
    /// The numbers of the clauses that stay as they were written, since they would not mean the same otherwise.
    pub kept: Vec<usize>,
}

/// Formats the text of one file. `target` is the language to translate into; without it every clause stays in its own. `others`
/// holds the names that other files of the policy declare.
///
/// # Errors
/// What is wrong with the text, if it cannot be read as it stands.
pub fn format(file: FileId, text: &str, target: Option<Language>, others: &Names) -> Result<Formatted, Vec<Diagnostic>> {
    let Whole { tree, node: read, comments } = whole(file, text)?;
    let mut names = others.clone();
    names.add_tree(&read);
    let cx = write::Context { target, names: &names, text };
    let written = |kept: &[usize]| {
        let lines = comments::with_comments(blocks::file(&cx, &read.parts, kept), &comments, text);
        layout::lay_out(blocks::with_shared_columns(lines))
    };
    let mut kept: Vec<usize> = Vec::new();
    // A clause that would be read differently stays as it is; the others are written without it once more.
    loop {
        let now = written(&kept);
        let wrong = match meaning::changed(&tree.items, Some(&tree.allows), &now) {
            Some(wrong) if wrong.is_empty() => return Ok(Formatted { text: with_line_ends(&now, text), kept }),
            Some(wrong) => wrong,
            None => unlike(&cx, &read.parts, &tree.items),
        };
        if wrong.iter().all(|index| kept.contains(index)) {
            return Ok(Formatted { text: text.to_string(), kept: (0..tree.items.len()).collect() });
        }
        kept.extend(wrong);
        kept.sort_unstable();
        kept.dedup();
    }
}

/// The clauses that would be read differently, each written by itself.
fn unlike(cx: &write::Context, parts: &[Node], items: &[Item]) -> Vec<usize> {
    let clauses = parts.iter().filter(|part| part.kind != Kind::allow);
    let changed = clauses.zip(items).enumerate().filter(|(_, (node, item))| {
        let alone = layout::lay_out(blocks::file(cx, std::slice::from_ref(node), &[]));
        meaning::changed(std::slice::from_ref(item), None, &alone).is_none_or(|wrong| !wrong.is_empty())
    });
    changed.map(|(index, _)| index).collect()
}

/// The line ends the file had.
fn with_line_ends(written: &str, text: &str) -> String {
    if text.contains("\r\n") { written.replace('\n', "\r\n") } else { written.to_string() }
}
