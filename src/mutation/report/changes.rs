//! A mutant as the lines an author would see change.

use similar::{ChangeTag, TextDiff};

use crate::diagnostic::text::sanitise;
use crate::mutation::Mutant;
use crate::plan::edited::written;
use crate::source::{FileId, Sources};

/// What changes in one place of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Lines {
    pub(super) file: String,
    /// The first of the old lines, or where the new ones are put in.
    pub(super) line: usize,
    pub(super) old: Vec<String>,
    pub(super) new: Vec<String>,
}

/// The lines that a mutant changes, in the order of the files; those that stand together in one.
pub(super) fn lines(mutant: &Mutant, sources: &Sources) -> Vec<Lines> {
    let mut found = Vec::new();
    for (file, number) in sources.files().iter().zip(0_u16..) {
        let edits = || mutant.edits.iter().filter(|edit| edit.span.file == FileId(number));
        if edits().next().is_some() {
            of_file(file.name(), file.text(), &written(file.text(), edits()), &mut found);
        }
    }
    found
}

fn of_file(name: &str, old: &str, new: &str, found: &mut Vec<Lines>) {
    let diff = TextDiff::from_lines(old, new);
    let (mut line, mut open): (usize, Option<Lines>) = (1, None);
    for change in diff.iter_all_changes() {
        let text = || sanitise(change.value().trim());
        if change.tag() == ChangeTag::Equal {
            line = line.saturating_add(1);
            found.extend(open.take());
            continue;
        }
        let lines = open.get_or_insert_with(|| Lines { file: name.to_string(), line, old: Vec::new(), new: Vec::new() });
        match change.tag() {
            ChangeTag::Delete => {
                lines.old.push(text());
                line = line.saturating_add(1);
            }
            ChangeTag::Insert => lines.new.push(text()),
            ChangeTag::Equal => {}
        }
    }
    found.extend(open);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutation::Slip;
    use crate::plan::edited::Edit;
    use crate::source::{SourceFile, Span};

    #[test]
    fn what_stands_together_is_one_place() {
        let text = "a {\n  b 1\n  c 2\n  d\n}\n";
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("x.merit", text));
        let edit = |at: usize, text: &str| Edit { span: Span::new(file, at, at + 1), text: text.to_string() };
        let mutant = Mutant { slip: Slip::Number, edits: vec![edit(8, "3"), edit(14, "4"), edit(20, "")] };
        let lines = lines(&mutant, &sources);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!((lines[0].line, lines[0].old.join("/"), lines[0].new.join("/")), (2, "b 1/c 2".into(), "b 3/c 4".into()));
        assert_eq!(
            (lines[1].line, lines[1].old.as_slice(), lines[1].new.as_slice()),
            (5, ["}".to_string()].as_slice(), [String::new()].as_slice())
        );
    }
}
