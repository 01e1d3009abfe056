//! A policy as it would be with some of its text written otherwise.

use crate::diagnostic::Diagnostic;
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::ast::File;
use crate::syntax::parse;

/// Another text for a place of a policy; an empty place is where it is put in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// What a policy is after edits. Its files have the numbers they had.
#[derive(Debug)]
pub struct Edited {
    pub sources: Sources,
    pub files: Vec<File>,
    /// Absent where something is wrong with what is written now.
    pub plan: Option<Plan>,
    pub problems: Vec<Diagnostic>,
}

/// Makes the edits in the texts of a policy, and reads and checks what comes of them. Edits do not overlap.
pub fn edited(sources: &Sources, edits: &[Edit]) -> Edited {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut made = Edited { sources: Sources::new(), files: Vec::new(), plan: None, problems: Vec::new() };
    for (file, number) in sources.files().iter().zip(0_u16..) {
        let text = written(file.text(), ordered.iter().copied().filter(|edit| edit.span.file == FileId(number)));
        let id = made.sources.add(SourceFile::new(file.name(), text.as_str()));
        let (file, found) = parse(id, &text);
        made.files.push(file);
        made.problems.extend(found);
    }
    let (plan, found) = plan(&made.files, &made.sources);
    made.problems.extend(found);
    made.plan = plan.filter(|_| !made.problems.iter().any(Diagnostic::is_error));
    made
}

/// A text with the edits of its file, which come in the order of their places.
pub fn written<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0_usize);
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        out.push_str(text.get(done..start).unwrap_or_default());
        out.push_str(&edit.text);
        done = end.max(done);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_where_they_stand() {
        let edit = |start, end, text: &str| Edit { span: Span::new(FileId(0), start, end), text: text.to_string() };
        let edits = [edit(0, 3, "B"), edit(4, 4, "+"), edit(5, 6, "")];
        assert_eq!(written("aaa bc d", edits.iter()), "B +b d");
    }

    #[test]
    fn the_policy_is_read_anew() {
        let text = "policy \"Sample\" {\n  period quarter\n  currency USD\n  rounding money half up to 0.01\n  effective 2026-01-01 to 2026-12-31\n}\ninput people by id {\n  sales : money at least 0\n}\npayout commission {\n  pay 2% of sales\n}\n";
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("sample.merit", text));
        let at = text.find("2%").unwrap();
        let edit = |text: &str| [Edit { span: Span::new(file, at, at + 2), text: text.to_string() }];
        let made = edited(&sources, &edit("3%"));
        assert!(made.plan.is_some(), "{:?}", made.problems);
        assert!(made.sources.files()[0].text().contains("pay 3% of sales"));
        assert!(edited(&sources, &edit("sales")).plan.is_none());
    }
}
