//! Where in the texts of a policy a word or a number stands: the plan knows the place of every clause, the concrete tree its words.

use crate::plan::edited::Edit;
use crate::source::{FileId, Sources, Span};
use crate::syntax::concrete::{Kind, Node, concrete};

/// What is done with a part that is missing.
pub(super) const WHEN_MISSING: [(Kind, &str, &str); 2] = [(Kind::k_reweight, "reweight", "重新分配"), (Kind::k_zero, "zero", "计零")];

/// The texts of a policy as they were written.
pub(super) struct Texts<'s> {
    pub(super) sources: &'s Sources,
    trees: Vec<Option<Node>>,
}

/// What one rule of the grammar read, in one of the files.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    file: FileId,
    pub(super) node: &'t Node,
}

impl<'t> Piece<'t> {
    pub(super) fn span(self) -> Span {
        Span::new(self.file, self.node.start, self.node.end)
    }

    /// Its own part that one of these rules read.
    pub(super) fn part(self, kinds: &[Kind]) -> Option<Piece<'t>> {
        self.parts().find(|part| kinds.contains(&part.node.kind))
    }

    pub(super) fn parts(self) -> impl Iterator<Item = Piece<'t>> {
        self.node.parts.iter().map(move |node| Piece { file: self.file, node })
    }

    /// It and everything inside it.
    fn all(self) -> Vec<Piece<'t>> {
        let (mut found, mut open) = (Vec::new(), vec![self]);
        while let Some(piece) = open.pop() {
            found.push(piece);
            open.extend(piece.node.parts.iter().rev().map(|node| Piece { file: self.file, node }));
        }
        found
    }

    /// Everything inside it that one of these rules read.
    pub(super) fn inside(self, kinds: &[Kind]) -> Vec<Piece<'t>> {
        self.all().into_iter().filter(|piece| kinds.contains(&piece.node.kind)).collect()
    }

    /// The other word of two that mean the opposite, each in English and in Chinese, in the language it stands in.
    pub(super) fn opposite(self, words: [(Kind, &str, &str); 2], texts: &Texts<'_>) -> Option<Edit> {
        let (_, en, zh) = words.into_iter().find(|(kind, ..)| *kind != self.node.kind)?;
        self.instead(if is_chinese(&self.node.text) { zh } else { en }, texts)
    }

    /// Another text for it. Where it was read in another width than it is written, nothing is.
    pub(super) fn instead(self, text: impl Into<String>, texts: &Texts<'_>) -> Option<Edit> {
        let is_as_read = self.node.text.is_empty() || texts.sources.slice(self.span()) == self.node.text;
        is_as_read.then(|| Edit { span: self.span(), text: text.into() })
    }
}

impl<'s> Texts<'s> {
    pub(super) fn new(sources: &'s Sources) -> Texts<'s> {
        let trees = sources.files().iter().map(|file| concrete(file.text()).map(|(node, _)| node)).collect();
        Texts { sources, trees }
    }

    fn root(&self, file: FileId) -> Option<Piece<'_>> {
        Some(Piece { file, node: self.trees.get(file.0 as usize)?.as_ref()? })
    }

    /// The pieces that hold a place, the outermost first.
    fn holding(&self, span: Span) -> Vec<Piece<'_>> {
        let (mut found, mut next) = (Vec::new(), self.root(span.file));
        while let Some(piece) = next {
            found.push(piece);
            next = piece.parts().find(|part| holds(part.span(), span));
        }
        found
    }

    /// The innermost piece of one of these kinds that holds a place.
    pub(super) fn around(&self, span: Span, kinds: &[Kind]) -> Option<Piece<'_>> {
        self.holding(span).into_iter().rev().find(|piece| kinds.contains(&piece.node.kind))
    }

    /// The pieces of these kinds inside a place, in the order of the text.
    pub(super) fn inside(&self, span: Span, kinds: &[Kind]) -> Vec<Piece<'_>> {
        // Of pieces that are as long as the place, the outermost.
        let holding = self.holding(span);
        let Some(holder) = holding.iter().find(|piece| piece.span() == span).or(holding.last()) else { return Vec::new() };
        holder.inside(kinds).into_iter().filter(|piece| holds(span, piece.span())).collect()
    }

    /// The first piece of these kinds inside a place.
    pub(super) fn first(&self, span: Span, kinds: &[Kind]) -> Option<Piece<'_>> {
        self.inside(span, kinds).into_iter().next()
    }

    /// The innermost piece that has a value as a part of its own, with the number of that part; only where the piece is of these kinds.
    pub(super) fn part_of(&self, value: Span, kinds: &[Kind]) -> Option<(Piece<'_>, usize)> {
        let found = self.holding(value).into_iter().rev().filter(|piece| kinds.contains(&piece.node.kind));
        found.filter_map(|piece| piece.parts().position(|part| part.span() == value).map(|at| (piece, at))).next()
    }

    pub(super) fn slice(&self, span: Span) -> &'s str {
        self.sources.slice(span)
    }

    /// The text of the whole file.
    pub(super) fn text(&self, file: FileId) -> &'s str {
        self.sources.get(file).map_or("", |file| file.text())
    }
}

pub(super) fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a word is written in Chinese; a sign is not.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// Full-width signs, digits and letters as their plain twins.
pub(super) fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{2212}' => '-',
        other => other,
    };
    text.chars().map(plain).collect()
}
