//! Clauses that have another name and say the same.

use super::changes::{in_one_line, pairs};
use super::clauses::{Clause, Key, clauses};
use crate::plan::edited::{Edit, written};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::concrete::{Kind, Node, concrete};

/// Names found one from another: a `let` of a KPI whose name changed too.
const MOST_ROUNDS: usize = 6;

/// A clause that has another name in the new policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rename {
    pub old: String,
    pub new: String,
    kind: Kind,
}

impl Rename {
    /// Whether its parts are read with a dot behind its name.
    fn has_parts(&self) -> bool {
        matches!(self.kind, Kind::kpi | Kind::goal | Kind::input)
    }

    /// A definition's name with one name in place of another, where it holds that one.
    fn renamed(&self, name: &str, (from, to): (&str, &str)) -> Option<String> {
        if self.has_parts() {
            let rest = name.strip_prefix(from)?.strip_prefix('.')?;
            return Some(format!("{to}.{rest}"));
        }
        if name == from {
            return Some(to.to_string());
        }
        // A column of child rows: `deals.amount`.
        let (table, bare) = name.rsplit_once('.')?;
        (self.kind == Kind::column_line && bare == from).then(|| format!("{table}.{to}"))
    }
}

/// What a definition of the old plan is called in the new one.
pub fn new_name(renames: &[Rename], name: &str) -> String {
    let found = renames.iter().find_map(|rename| rename.renamed(name, (&rename.old, &rename.new)));
    found.unwrap_or_else(|| name.to_string())
}

/// What a definition of the new plan is called in the old one.
pub fn old_name(renames: &[Rename], name: &str) -> String {
    let found = renames.iter().find_map(|rename| rename.renamed(name, (&rename.new, &rename.old)));
    found.unwrap_or_else(|| name.to_string())
}

/// Gives the old policy the names of the new one where only a name is another, and says which.
pub(super) fn with_new_names(old: &Sources, authors: &Sources, new: (&[Clause], &Sources)) -> (Sources, Vec<Rename>) {
    let (mut texts, mut renames) = (old.clone(), Vec::new());
    for _ in 0..MOST_ROUNDS {
        let own = clauses(&texts, authors);
        let mut found = Vec::new();
        find((&own, &texts), new, &mut found);
        if found.is_empty() {
            break;
        }
        texts = renamed(&texts, &found);
        renames.append(&mut found);
    }
    (texts, renames)
}

fn find(old: (&[Clause], &Sources), new: (&[Clause], &Sources), found: &mut Vec<Rename>) {
    let pairs = pairs(old, new);
    for (own, other) in &pairs {
        if let (Some(own), Some(other)) = (old.0.get(*own), new.0.get(*other)) {
            find((&own.lines, old.1), (&other.lines, new.1), found);
        }
    }
    let gone = old.0.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(own, _)| own == at));
    let come: Vec<&Clause> =
        new.0.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(_, own)| own == at)).map(|(_, new)| new).collect();
    let mut taken: Vec<&str> = Vec::new();
    for (_, clause) in gone.filter(|(_, clause)| may_be_renamed(clause.kind)) {
        let alike = |other: &&&Clause| {
            other.kind == clause.kind && other.name().is_some_and(|name| !taken.contains(&name)) && alike((clause, old.1), (other, new.1))
        };
        if let Some(other) = come.iter().find(alike)
            && let (Some(old), Some(new)) = (clause.name(), other.name())
        {
            taken.push(new);
            found.push(Rename { old: old.to_string(), new: new.to_string(), kind: clause.kind });
        }
    }
}

fn may_be_renamed(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::gate | Kind::grade_line | Kind::limit | Kind::strategy_line | Kind::calendar | Kind::exchange | Kind::foreign_rounding_line
    )
}

/// Whether two clauses say the same but for their names; of blocks most lines are enough.
fn alike((old, old_text): (&Clause, &Sources), (new, new_text): (&Clause, &Sources)) -> bool {
    let lines = |clause: &Clause, sources: &Sources| -> Vec<String> {
        clause.lines.iter().map(|line| in_one_line(sources.slice(line.span))).collect()
    };
    let (own, other) = (lines(old, old_text), lines(new, new_text));
    let same_head = nameless(old, old_text) == nameless(new, new_text);
    if own.is_empty() && other.is_empty() {
        return same_head;
    }
    let same = own.iter().filter(|line| other.contains(line)).count();
    let most = own.len().max(other.len());
    if same_head { same.saturating_mul(2) >= most } else { same.saturating_mul(5) >= most.saturating_mul(4) }
}

/// The head of a clause with a gap where its name stands.
fn nameless(clause: &Clause, sources: &Sources) -> String {
    let text = sources.slice(clause.before);
    let Key::Named(_, span) = &clause.key else { return in_one_line(text) };
    let at = |offset: u32| offset.saturating_sub(clause.before.start) as usize;
    let before = text.get(..at(span.start)).unwrap_or_default();
    in_one_line(&format!("{before} \u{2026} {}", text.get(at(span.end)..).unwrap_or_default()))
}

fn renamed(sources: &Sources, renames: &[Rename]) -> Sources {
    let mut made = Sources::new();
    for (file, number) in sources.files().iter().zip(0_u16..) {
        let mut edits = Vec::new();
        if let Some((root, _)) = concrete(file.text()) {
            mentions(&root, Place { id: FileId(number), text: file.text() }, renames, &mut edits);
        }
        edits.sort_by_key(|edit: &Edit| edit.span.start);
        made.add(SourceFile::new(file.name(), written(file.text(), edits.iter()).as_str()));
    }
    made
}

#[derive(Clone, Copy)]
struct Place<'a> {
    id: FileId,
    text: &'a str,
}

/// Every place that means what is renamed: of what has parts its own head and what stands before a dot, of all else the name alone.
fn mentions(node: &Node, place: Place<'_>, renames: &[Rename], edits: &mut Vec<Edit>) {
    let text = |node: &Node| place.text.get(node.start..node.end).unwrap_or_default();
    let mut edit = |node: &Node, name: &str| {
        edits.push(Edit { span: crate::source::Span::new(place.id, node.start, node.end), text: name.to_string() });
    };
    match node.kind {
        Kind::path => {
            let whole = text(node);
            let names: Vec<&Node> = node.all(Kind::name).collect();
            let by_whole = renames.iter().find(|rename| !rename.has_parts() && rename.old == whole);
            match (by_whole, names.as_slice()) {
                (Some(rename), _) => edit(node, &rename.new),
                (None, [first, others @ ..]) if !others.is_empty() => {
                    if let Some(rename) = renames.iter().find(|rename| rename.has_parts() && rename.old == text(first)) {
                        edit(first, &rename.new);
                    }
                    for other in others {
                        if let Some(rename) = renames.iter().find(|rename| rename.kind == Kind::column_line && rename.old == text(other)) {
                            edit(other, &rename.new);
                        }
                    }
                }
                (None, _) => {}
            }
        }
        Kind::kpi_head | Kind::goal_head | Kind::input_head | Kind::for_goal_line => {
            let own = |rename: &&Rename, name: &Node| rename.has_parts() && rename.old == text(name);
            for name in node.all(Kind::name) {
                if let Some(rename) = renames.iter().find(|rename| own(rename, name)) {
                    edit(name, &rename.new);
                }
            }
            node.parts.iter().filter(|part| part.kind != Kind::name).for_each(|part| mentions(part, place, renames, edits));
        }
        Kind::name => {
            if let Some(rename) = renames.iter().find(|rename| !rename.has_parts() && rename.old == text(node)) {
                edit(node, &rename.new);
            }
        }
        _ => node.parts.iter().for_each(|part| mentions(part, place, renames, edits)),
    }
}
