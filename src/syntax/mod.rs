//! Text to tree. The only room that knows pest.
//!
//! [`parse`] never fails: it returns a tree of everything that could be read and a message for everything that could not.

pub mod ast;

use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// Reads one file. The tree holds every clause that could be read; each broken clause is one message.
pub fn parse(_file: FileId, _text: &str) -> (ast::File, Vec<Diagnostic>) {
    todo!()
}
