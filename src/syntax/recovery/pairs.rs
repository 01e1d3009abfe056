//! The values of an example stand in one clause, often over many lines: a broken one costs only itself.

use super::contexts::{Context, Line};
use super::structure::{Piece, is_blank};
use super::{Owner, Reader, expectation, read_whole};
use crate::syntax::clauses;
use crate::syntax::expression::Builder;
use crate::syntax::marks::{Unclosed, mate};
use crate::syntax::parser::Rule;

/// So many broken values of one clause are told apart.
const MOST_PAIRS: usize = 20;

/// Whether a clause is a list of values.
pub(super) fn is_of_pairs(line: &Line) -> bool {
    matches!(line.rule, Rule::given_line | Rule::expect_line)
}

impl Reader<'_> {
    /// Notes a broken clause, of which as much is kept as can be read.
    pub(super) fn lose_pairs(&mut self, context: &Context, line: Option<&Line>, piece: Piece, owner: &mut Owner) {
        if line.is_none_or(|line| !self.take_other_pairs(context, line, piece, owner)) {
            self.lose_line(context, line, piece, owner);
        }
    }

    /// Reads the values of `given` or `expect` beside the ones that are broken, each of which is blanked out. The first of them has
    /// been told. False where the clause is another one or falls apart altogether.
    fn take_other_pairs(&mut self, context: &Context, line: &Line, piece: Piece, owner: &mut Owner) -> bool {
        let Owner::Block(building) = owner else { return false };
        let Some((mut text, told)) = self.beside_bare_rows(line, piece) else { return false };
        let mut told_to = 0;
        for round in told..MOST_PAIRS {
            let Some(read) = read_whole(context.one, &text) else {
                let Some(at) = expectation::failure(line.rule, context.one, &text) else { return false };
                if round > 0 && (at < told_to || is_blank(text.get(at..).unwrap_or(""))) {
                    return false;
                }
                if round > 0 {
                    // The rest of the file is not looked at: what stands before the clause keeps its length.
                    let whole = [self.text.get(..piece.start).unwrap_or(""), text.as_str()].concat();
                    let own = Piece { start: piece.start, end: whole.len() };
                    self.problems.push(expectation::broken(self.file, &whole, own, (line.rule, context.one)));
                }
                let Some((shorter, end)) = without_pair(&text, at) else { return false };
                (text, told_to) = (shorter, end);
                continue;
            };
            let b = Builder::piece(self.file, (self.text, &text), piece.start, self.wide);
            clauses::children(&read).for_each(|node| building.trial.line(&b, node));
            let said = b.take_problems();
            let place = said.first().and_then(|problem| problem.labels.first()).map(|label| label.span.start as usize);
            let Some(place) = place else {
                clauses::children(&read).for_each(|node| building.block.line(&b, node));
                self.lose(owner, Some(line.word), Vec::new(), piece);
                return true;
            };
            if round > 0 {
                self.problems.extend(said);
            }
            let Some((shorter, end)) = without_pair(&text, place.saturating_sub(piece.start)) else { return false };
            (text, told_to) = (shorter, end);
        }
        false
    }

    /// The clause, without rows whose opening brace is missing, and the round to begin with, since the
    /// fault of the first round has been told; nothing where it is not one of values, holds a block that is never
    /// closed, or has been told of for another reason.
    fn beside_bare_rows(&self, line: &Line, piece: Piece) -> Option<(String, usize)> {
        let rows = self.structure.block_in(piece);
        let never_closed = rows.is_some_and(|rows| rows.close.start == rows.close.end || rows.close.end > piece.end);
        if !is_of_pairs(line) || never_closed {
            return None;
        }
        let own = piece.of(self.text);
        match rows.filter(|rows| rows.open.start == rows.open.end) {
            Some(bare) => {
                Some((without_rows(own, bare.open.start.checked_sub(piece.start)?, bare.close.end.checked_sub(piece.start)?)?, 1))
            }
            None if self.is_known(piece) => None,
            None => Some((own.to_string(), 0)),
        }
    }
}

/// The clause with blanks for the value that holds a place, with its rows and the comma beside it, and where they end.
fn without_pair(text: &str, at: usize) -> Option<(String, usize)> {
    let first_word = text.len().saturating_sub(text.trim_start().len());
    let keyword = expectation::first_word(text.trim_start());
    let mut from = first_word.saturating_add(keyword.len());
    let mut first = true;
    let mut depth = 0_usize;
    let mut to = None;
    for (place, c) in signs(text, from) {
        let next = place.saturating_add(c.len_utf8());
        let comma = matches!(c, ',' | '\u{FF0C}' | '\u{3001}');
        let closes = matches!(c, '}' | '\u{FF5D}');
        let opens = matches!(c, '{' | '\u{FF5B}');
        if depth > 0 {
            depth = if opens { depth.saturating_add(1) } else { depth.saturating_sub(usize::from(closes)) };
        } else if place < at {
            (from, first) = if comma { (place, false) } else { (next, true) };
        } else if opens {
            depth = 1;
        } else {
            // A value that is not the first goes with the comma before it, the first one with the comma behind it.
            to = Some(if comma && first { next } else { place });
            break;
        }
    }
    let to = to.unwrap_or(text.len());
    text.get(from..to).filter(|pair| !pair.trim().is_empty())?;
    Some((blanked(text, from, to)?, to))
}

/// The signs that part values and rows, outside quoted texts.
fn signs(text: &str, from: usize) -> impl Iterator<Item = (usize, char)> {
    let mut unclosed = Unclosed::default();
    let mut next = from;
    std::iter::from_fn(move || {
        loop {
            let place = next;
            let c = text.get(place..)?.chars().next()?;
            next = place.saturating_add(c.len_utf8());
            if let Some(mate) = mate(c) {
                next = next.saturating_add(unclosed.length(text, next, mate).unwrap_or(0));
            } else if groups_digits(text, place, next) {
                continue;
            } else if matches!(c, ',' | '\u{FF0C}' | '\u{3001}' | '{' | '\u{FF5B}' | '}' | '\u{FF5D}' | ';' | '\u{FF1B}') {
                return Some((place, c));
            }
        }
    })
}

/// Whether the sign between two places is the comma of `100,000`, which is read as a part of the number.
fn groups_digits(text: &str, place: usize, next: usize) -> bool {
    let (before, behind) = (text.get(..place).unwrap_or(""), text.get(next..).unwrap_or(""));
    let digit = |c: char| c.is_ascii_digit() || ('\u{FF10}'..='\u{FF19}').contains(&c);
    let digits = behind.chars().take_while(|c| digit(*c)).count();
    let grouped = match text.get(place..next) {
        Some(",") => digits > 0,
        Some("\u{FF0C}") => digits == 3,
        Some(_) | None => false,
    };
    grouped && before.ends_with(digit)
}

/// The clause with blanks for rows that lack their opening brace; `open` is where it belongs.
fn without_rows(text: &str, open: usize, close: usize) -> Option<String> {
    let before = text.get(..open)?.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
    let before = before.trim_end().trim_end_matches([',', '\u{FF0C}', '\u{3001}']);
    blanked(text, before.len(), close)
}

/// The text with blanks for a piece of it, line ends too: a comma behind it goes on with what stands before.
fn blanked(text: &str, from: usize, to: usize) -> Option<String> {
    let blanks = " ".repeat(text.get(from..to)?.len());
    Some([text.get(..from)?, &blanks, text.get(to..)?].concat())
}
