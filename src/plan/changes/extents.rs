//! Where a clause begins and ends in the text, for explanations that show it whole: the tree of a policy keeps the head of a block only.

use super::clauses::{Place, Within};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{AmendedKpi, Amendment, File};
use crate::syntax::concrete::{Kind, Node, concrete};

/// A clause of an amendment, by its number; the amendment by its file and its number there.
pub(super) fn of_amended(sources: &Sources, files: &[File], (file, item): (usize, usize), number: usize) -> Option<Span> {
    let (id, root) = read(sources, files, file)?;
    let amend = nth(&root, item)?;
    let is_line = |part: &&Node| !matches!(part.kind, Kind::amend_head | Kind::lbrace | Kind::rbrace | Kind::because | Kind::allow);
    amend.parts.iter().filter(is_line).nth(number).map(|node| span(id, node))
}

/// The clause that one of an amendment replaces: of a line the line, where it is there.
pub(super) fn of_replaced(sources: &Sources, files: &[File], place: Place, clause: &Amendment) -> Option<Span> {
    let (id, root) = read(sources, files, place.file)?;
    let item = nth(&root, place.item)?;
    let part = match place.part {
        None => item.clone(),
        Some(Within::Kpi(at)) => item.all(Kind::kpi).nth(at)?.clone(),
        Some(Within::Adjust(at)) => item.all(Kind::adjust).nth(at)?.clone(),
    };
    let line = match clause {
        Amendment::Lines(_, AmendedKpi::Weight { .. }) => part.part(Kind::weight_line),
        Amendment::Lines(_, AmendedKpi::Target { .. }) => part.part(Kind::target_line),
        Amendment::Item(_) | Amendment::Kpi(..) | Amendment::Adjust(..) => None,
    };
    Some(span(id, line.unwrap_or(&part)))
}

fn read(sources: &Sources, files: &[File], file: usize) -> Option<(FileId, Node)> {
    // Files are read in the order of their numbers.
    let id = FileId(u16::try_from(file).ok().filter(|_| file < files.len())?);
    Some((id, concrete(sources.get(id)?.text())?.0))
}

fn nth(root: &Node, item: usize) -> Option<&Node> {
    root.parts.iter().filter(|part| part.kind != Kind::allow).nth(item)
}

fn span(file: FileId, node: &Node) -> Span {
    Span::new(file, node.start, node.end)
}
