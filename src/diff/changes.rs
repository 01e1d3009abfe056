//! What two policies do not say alike: clauses added, removed and changed, each with the edit that makes it in the old text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::clauses::{Clause, Key};
use crate::plan::edited::Edit;
use crate::source::{FileId, Sources, Span};
use crate::syntax::concrete::Kind;

/// What became of a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Added,
    Removed,
    Changed,
}

/// A clause as one of the policies says it, in the language of the comparison and in one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub text: String,
    pub file: String,
    /// In the file as its author has it.
    pub line: Option<usize>,
}

/// One clause that the policies do not have alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub what: What,
    /// The blocks it stands in and what it is called there, from the outside: `scorecard ae`, `kpi sales`, `weight`.
    pub path: Vec<String>,
    pub old: Option<Said>,
    pub new: Option<Said>,
    /// What makes it in the old text.
    pub(super) edits: Vec<Edit>,
}

impl Change {
    /// `scorecard ae › kpi sales › weight`
    pub fn place(&self) -> String {
        self.path.join(" › ")
    }
}

/// Compares the clauses of two policies.
pub(super) fn changes(old: (&[Clause], &Sources), new: (&[Clause], &Sources)) -> Vec<Change> {
    let mut finder = Finder { old: old.1, new: new.1, found: Vec::new() };
    finder.lists(old.0, new.0, &[], None);
    finder.found
}

/// A text without its line ends, its blanks as one.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

struct Finder<'a> {
    old: &'a Sources,
    new: &'a Sources,
    found: Vec<Change>,
}

impl Finder<'_> {
    fn lists(&mut self, old: &[Clause], new: &[Clause], path: &[String], parent: Option<&Clause>) {
        let pairs = pairs((old, self.old), (new, self.new));
        for (at, clause) in old.iter().enumerate() {
            match pairs.iter().find(|(own, _)| *own == at).and_then(|(_, other)| new.get(*other)) {
                Some(other) => self.pair(clause, other, path),
                None => self.gone(clause, path),
            }
        }
        for (at, clause) in new.iter().enumerate() {
            if !pairs.iter().any(|(_, own)| *own == at) {
                let before = pairs.iter().filter(|(_, other)| *other < at).max_by_key(|(_, other)| *other);
                let before = before.and_then(|(own, _)| old.get(*own)).filter(|before| before.is_step() == clause.is_step());
                self.come(clause, path, before, parent);
            }
        }
    }

    fn pair(&mut self, old: &Clause, new: &Clause, path: &[String]) {
        let path = with_label(path, old);
        if old.after.is_some() != new.after.is_some() {
            if self.text_of(old) != in_one_line(self.new.slice(new.span)) {
                let edits = vec![Edit { span: old.span, text: self.new.slice(new.span).to_string() }];
                self.change(
                    What::Changed,
                    &path,
                    Some((old, self.text_of(old))),
                    Some((new, in_one_line(self.new.slice(new.span)))),
                    edits,
                );
            }
            return;
        }
        let (before, after) = (head(self.old, old), head(self.new, new));
        if before != after {
            let mut edits = vec![Edit { span: old.before, text: self.kept(self.old.slice(old.before), self.new.slice(new.before)) }];
            if let (Some(own), Some(other)) = (old.after, new.after) {
                edits.push(Edit { span: own, text: self.new.slice(other).to_string() });
            }
            self.change(What::Changed, &path, Some((old, before)), Some((new, after)), edits);
        }
        self.lists(&old.lines, &new.lines, &path, Some(old));
    }

    /// The new text with the blank at its end that the old one has.
    fn kept(&self, old: &str, new: &str) -> String {
        let blank = old.get(old.trim_end().len()..).unwrap_or_default();
        format!("{}{blank}", new.trim_end())
    }

    fn gone(&mut self, clause: &Clause, path: &[String]) {
        let edits = vec![Edit { span: clause.span, text: String::new() }];
        let text = self.text_of(clause);
        self.change(What::Removed, &with_label(path, clause), Some((clause, text)), None, edits);
    }

    /// Puts a clause behind the one it follows, else at the head of its block, else at the end of the policy.
    fn come(&mut self, clause: &Clause, path: &[String], before: Option<&Clause>, parent: Option<&Clause>) {
        let text = self.new.slice(clause.span);
        let place = |at: usize, file: FileId| Span::new(file, at, at);
        let span = match (before, parent) {
            (Some(before), _) => place(before.span.end as usize, before.span.file),
            (None, Some(parent)) => {
                let (rows, steps) = parent.opening;
                place(if clause.is_step() { steps } else { rows }, parent.span.file)
            }
            (None, None) => place(self.old.get(FileId(0)).map_or(0, |file| file.text().len()), FileId(0)),
        };
        let edits = vec![Edit { span, text: format!("\n{text}\n") }];
        self.change(What::Added, &with_label(path, clause), None, Some((clause, in_one_line(text))), edits);
    }

    fn change(&mut self, what: What, path: &[String], old: Option<(&Clause, String)>, new: Option<(&Clause, String)>, edits: Vec<Edit>) {
        let said = |sources: &Sources, told: Option<(&Clause, String)>| {
            told.map(|(clause, text)| {
                let file = sources.get(clause.span.file).map_or(String::new(), |file| file.name().to_string());
                Said { text, file, line: clause.line }
            })
        };
        let (old, new) = (said(self.old, old), said(self.new, new));
        self.found.push(Change { what, path: path.to_vec(), old, new, edits });
    }

    fn text_of(&self, clause: &Clause) -> String {
        in_one_line(self.old.slice(clause.span))
    }
}

fn with_label(path: &[String], clause: &Clause) -> Vec<String> {
    path.iter().cloned().chain(clause.label.clone()).collect()
}

/// What stands around the lines of a clause.
pub(super) fn head(sources: &Sources, clause: &Clause) -> String {
    let after = clause.after.map_or("", |after| sources.slice(after));
    in_one_line(&format!("{} {after}", sources.slice(clause.before)))
}

/// Which clause of the one list is which of the other, by number.
pub(super) fn pairs((old, old_text): (&[Clause], &Sources), (new, new_text): (&[Clause], &Sources)) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, clause) in old.iter().enumerate().filter(|(_, clause)| clause.key != Key::Place) {
        let same = |(other_at, other): &(usize, &Clause)| {
            other.kind == clause.kind && other.name() == clause.name() && !found.iter().any(|(_, taken)| taken == other_at)
        };
        if let Some((other, _)) = new.iter().enumerate().find(same) {
            found.push((at, other));
        }
    }
    retitled(old, new, &mut found);
    let placed = |list: &[Clause], sources: &Sources| -> (Vec<usize>, Vec<String>) {
        let own = list.iter().enumerate().filter(|(_, clause)| clause.key == Key::Place);
        own.map(|(at, clause)| (at, in_one_line(sources.slice(clause.span)))).unzip()
    };
    let ((old_at, old_said), (new_at, new_said)) = (placed(old, old_text), placed(new, new_text));
    for op in capture_diff_slices(Algorithm::Myers, &old_said, &new_said) {
        let (DiffOp::Equal { .. } | DiffOp::Replace { .. }) = op else { continue };
        for (own, other) in op.old_range().zip(op.new_range()) {
            let (Some(own), Some(other)) = (old_at.get(own), new_at.get(other)) else { continue };
            if old.get(*own).map(|clause| clause.kind) == new.get(*other).map(|clause| clause.kind) {
                found.push((*own, *other));
            }
        }
    }
    found.sort_unstable();
    found
}

/// What is known by its title or its grade and has another now: the first of each list that is left is the first of the other.
fn retitled(old: &[Clause], new: &[Clause], found: &mut Vec<(usize, usize)>) {
    for kind in
        [Kind::gate, Kind::grade_line, Kind::limit, Kind::strategy_line, Kind::calendar, Kind::exchange, Kind::foreign_rounding_line]
    {
        let left = |list: &[Clause], taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            list.iter().enumerate().filter(|(at, clause)| clause.kind == kind && !taken(*at)).map(|(at, _)| at).collect()
        };
        let gone = left(old, &|at| found.iter().any(|(own, _)| *own == at));
        let come = left(new, &|at| found.iter().any(|(_, other)| *other == at));
        if gone.len() == come.len() {
            found.extend(gone.into_iter().zip(come));
        }
    }
}
