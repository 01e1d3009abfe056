//! The skeleton of a text: its braces, brackets, line ends and comments, found without understanding a single clause.

mod joins;
mod layout;

use crate::syntax::marks::{Unclosed, mate};

pub(super) use layout::Heads;

/// A byte range of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
}

impl Piece {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A block between braces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Braces {
    /// The opening brace; empty where it is missing and a block's head says that it should be there.
    pub open: Piece,
    /// The closing brace; empty where it is missing.
    pub close: Piece,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Open(usize),
    Close,
    /// With the index of the mark that closes it, once that is known.
    Round(Option<usize>),
    RoundEnd,
    /// A line end, with the comment before it.
    Line,
    Semicolon,
    /// A brace that closes nothing.
    Extra,
}

/// What is wrong with the braces.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The brace that is never closed.
    Unclosed(Piece),
    /// The brace that closes nothing, the opening brace of the block closed before it, and where the lines begin that
    /// stand as deep as the brace.
    Extra(Piece, Option<Piece>, usize),
    /// The brace that closes lines without a head, and those lines.
    Headless(Piece, Piece),
    /// The end of a head whose opening brace is missing.
    Unopened(Piece),
    /// The name of the rows behind which the opening brace is missing.
    UnopenedRows(Piece),
}

impl Fault {
    /// Where it is.
    pub(super) fn place(self) -> Piece {
        match self {
            Fault::Unclosed(place)
            | Fault::Extra(place, ..)
            | Fault::Headless(place, _)
            | Fault::Unopened(place)
            | Fault::UnopenedRows(place) => place,
        }
    }
}

/// Whether lines that begin with `less`, `at most` and the like are clauses of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Steps {
    Apart,
    Joined,
}

pub(super) struct Structure<'t> {
    text: &'t str,
    marks: Vec<(Piece, Mark)>,
    braces: Vec<Braces>,
    pub faults: Vec<Fault>,
}

impl<'t> Structure<'t> {
    pub(super) fn new(text: &'t str, heads: &Heads) -> Structure<'t> {
        let mut structure = Structure { text, marks: marks(text), braces: Vec::new(), faults: Vec::new() };
        match plain_match(&mut structure.marks) {
            Some(braces) if !structure.contradicts(heads) => structure.braces = braces,
            even => structure.match_by_layout(even, heads),
        }
        structure.match_round();
        structure
    }

    /// The clauses between two places, without those inside their blocks.
    pub(super) fn pieces(&self, whole: Piece, steps: Steps) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = whole.start;
        let mut at = self.first_mark(whole.start);
        while let Some((place, mark)) = self.marks.get(at).filter(|(place, _)| place.start < whole.end) {
            at = at.saturating_add(1);
            match *mark {
                Mark::Open(block) => {
                    let Some(block) = self.braces.get(block) else { continue };
                    let end = block.close.end.max(place.end);
                    at = self.first_mark(end).max(at);
                    if block.close.start == block.close.end {
                        // A block that is never closed ends its clause where the next one begins.
                        pieces.push(Piece { start, end });
                        start = end;
                    }
                }
                Mark::Round(Some(end)) => at = end.max(at),
                Mark::Round(None) | Mark::RoundEnd | Mark::Close => {}
                Mark::Line => {
                    let piece = Piece { start, end: place.start };
                    if piece.of(self.text).trim().is_empty() {
                        start = place.end;
                    } else if !self.goes_on(piece, self.after_lines(at, place.end), steps) {
                        pieces.push(piece);
                        start = place.end;
                    }
                }
                Mark::Semicolon | Mark::Extra => {
                    pieces.push(Piece { start, end: place.start });
                    start = place.end;
                }
            }
        }
        pieces.push(Piece { start, end: whole.end.max(start) });
        pieces.retain(|piece| !is_blank(piece.of(self.text)));
        pieces
    }

    /// The beginning of the first later line of a piece, outside its blocks, that is as wanted.
    pub(super) fn line_in(&self, piece: Piece, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let mut at = self.first_mark(piece.start);
        while let Some((place, mark)) = self.marks.get(at).filter(|(place, _)| place.start < piece.end) {
            at = at.saturating_add(1);
            match *mark {
                Mark::Open(block) => {
                    if let Some(block) = self.braces.get(block) {
                        at = self.first_mark(block.close.end.max(place.end)).max(at);
                    }
                }
                Mark::Line => {
                    let next = self.text.get(place.end..piece.end).unwrap_or("");
                    let begun = !is_blank(self.text.get(piece.start..place.start).unwrap_or(""));
                    if begun && !next.trim_start_matches([' ', '\t', '\u{3000}']).starts_with(['\n', '\r', '#', '\u{FF03}']) && wanted(next)
                    {
                        return Some(place.end);
                    }
                }
                Mark::Close | Mark::Round(_) | Mark::RoundEnd | Mark::Semicolon | Mark::Extra => {}
            }
        }
        None
    }

    /// The first block that opens within a piece.
    pub(super) fn block_in(&self, piece: Piece) -> Option<Braces> {
        let from = self.first_mark(piece.start);
        let marks = self.marks.iter().skip(from).take_while(|(place, _)| place.start < piece.end);
        marks.filter_map(|(_, mark)| if let Mark::Open(block) = mark { self.braces.get(*block) } else { None }).next().copied()
    }

    /// Where the lines of a block begin; behind a brace that is missing stands the end of the head's line.
    pub(super) fn body_start(&self, open: Piece) -> usize {
        let mut behind = self.marks.iter().skip(self.first_mark(open.start)).skip(1);
        let line = behind.next().filter(|(place, mark)| open.start == open.end && *mark == Mark::Line && place.start == open.start);
        line.map_or(open.end, |(place, _)| place.end)
    }

    fn first_mark(&self, from: usize) -> usize {
        self.marks.partition_point(|(place, _)| place.start < from)
    }

    /// The text behind the line ends that follow a mark.
    fn after_lines(&self, mut at: usize, mut from: usize) -> &'t str {
        while let Some((place, Mark::Line)) = self.marks.get(at)
            && is_blank(self.text.get(from..place.start).unwrap_or(""))
        {
            from = place.end;
            at = at.saturating_add(1);
        }
        self.text.get(from..).unwrap_or("").trim_start()
    }

    fn set(&mut self, at: usize, mark: Mark) {
        if let Some((_, old)) = self.marks.get_mut(at) {
            *old = mark;
        }
    }

    /// Round brackets match within one block; the others are left to the clause they stand in.
    fn match_round(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.marks.len() {
            match self.marks.get(at).map(|(_, mark)| *mark) {
                Some(Mark::Round(_)) => open.push(at),
                Some(Mark::RoundEnd) => {
                    if let Some(start) = open.pop() {
                        self.set(start, Mark::Round(Some(at)));
                    }
                }
                Some(Mark::Open(_) | Mark::Close | Mark::Extra) => open.clear(),
                Some(Mark::Line | Mark::Semicolon) | None => {}
            }
        }
    }
}

/// Matches braces one by one; `None` where they do not come out even.
fn plain_match(marks: &mut [(Piece, Mark)]) -> Option<Vec<Braces>> {
    let mut braces: Vec<Braces> = Vec::new();
    let mut open = Vec::new();
    for (place, mark) in marks.iter_mut() {
        match mark {
            Mark::Open(block) => {
                *block = braces.len();
                open.push(braces.len());
                braces.push(Braces { open: *place, close: *place });
            }
            Mark::Close => braces.get_mut(open.pop()?)?.close = *place,
            Mark::Round(_) | Mark::RoundEnd | Mark::Line | Mark::Semicolon | Mark::Extra => {}
        }
    }
    open.is_empty().then_some(braces)
}

/// Everything of the text that is structure; quoted texts and names in backticks are skipped, comments belong to their line end.
fn marks(text: &str) -> Vec<(Piece, Mark)> {
    let mut marks = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut unclosed = Unclosed::default();
    while let Some((start, c)) = rest.next() {
        let end = start.saturating_add(c.len_utf8());
        let mark = match c {
            '{' | '\u{FF5B}' => Mark::Open(0),
            '}' | '\u{FF5D}' => Mark::Close,
            '(' | '\u{FF08}' => Mark::Round(None),
            ')' | '\u{FF09}' => Mark::RoundEnd,
            ';' | '\u{FF1B}' => Mark::Semicolon,
            '\n' | '\r' => Mark::Line,
            '#' | '\u{FF03}' => {
                while rest.next_if(|(_, c)| !matches!(c, '\n' | '\r')).is_some() {}
                let end = rest.next().map_or(text.len(), |(at, c)| at.saturating_add(c.len_utf8()));
                marks.push((Piece { start, end }, Mark::Line));
                continue;
            }
            _ => {
                if let Some(mate) = mate(c)
                    && let Some(length) = unclosed.length(text, end, mate)
                {
                    while rest.next_if(|(at, _)| *at < end.saturating_add(length)).is_some() {}
                }
                continue;
            }
        };
        marks.push((Piece { start, end }, mark));
    }
    marks
}

pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
