//! The values of an example stand in one clause, often over many lines: a broken one costs only itself.

use super::contexts::{Context, Line};
use super::structure::Piece;
use super::{Owner, Reader, Said, expectation, read_whole};
use crate::syntax::clauses;
use crate::syntax::expression::Builder;
use crate::syntax::marks::{Unclosed, mate};
use crate::syntax::parser::Rule;

/// So many broken values of one clause are told apart.
const MOST_PAIRS: usize = 20;

impl Reader<'_> {
    /// Reads the values of `given` or `expect` beside the ones that are broken, each of which is blanked out. The first of them has been
    /// told. False where the clause is another one or falls apart altogether.
    pub(super) fn take_other_pairs(&mut self, context: &Context, line: &Line, piece: Piece, owner: &mut Owner) -> bool {
        let Owner::Block(building) = owner else { return false };
        if !matches!(line.rule, Rule::given_line | Rule::expect_line)
            || self.structure.block_in(piece).is_some_and(|block| block.close.end > piece.end)
        {
            return false;
        }
        let own = piece.of(self.text);
        let mut text = own.to_string();
        for round in 0..MOST_PAIRS {
            let Some(read) = read_whole(context.one, &text) else {
                let Some(at) = expectation::failure(line.rule, context.one, &text) else { return false };
                // The rest of the file is not looked at: what stands before the clause keeps its length.
                let whole = [self.text.get(..piece.start).unwrap_or(""), text.as_str()].concat();
                let whole_piece = Piece { start: piece.start, end: whole.len() };
                if round > 0 {
                    self.problems.push(expectation::broken(self.file, &whole, whole_piece, (line.rule, context.one)));
                }
                match without_pair(&text, at) {
                    Some(shorter) => text = shorter,
                    None => return false,
                }
                continue;
            };
            let b = Builder::piece(self.file, (self.text, &text), piece.start, self.wide);
            clauses::children(&read).for_each(|node| building.trial.line(&b, node));
            let said = b.take_problems();
            building.before = Said::Something;
            let place = said.first().and_then(|problem| problem.labels.first()).map(|label| label.span.start as usize);
            let Some(place) = place else {
                clauses::children(&read).for_each(|node| building.block.line(&b, node));
                self.lose(owner, Some(line.word), Vec::new(), piece);
                return true;
            };
            if round > 0 || self.problems.last().is_none() {
                self.problems.extend(said);
            }
            match without_pair(&text, place.saturating_sub(piece.start)) {
                Some(shorter) => text = shorter,
                None => return false,
            }
        }
        false
    }
}

/// The clause with blanks for the value that holds a place, and for the comma beside it.
fn without_pair(text: &str, at: usize) -> Option<String> {
    let first_word = text.len().saturating_sub(text.trim_start().len());
    let keyword = expectation::first_word(text.trim_start());
    let mut from = first_word.saturating_add(keyword.len());
    let mut after_comma = false;
    let mut to = None;
    let mut unclosed = Unclosed::default();
    let mut next = from;
    while let Some(c) = text.get(next..).and_then(|rest| rest.chars().next()) {
        let place = next;
        next = next.saturating_add(c.len_utf8());
        if let Some(mate) = mate(c) {
            next = next.saturating_add(unclosed.length(text, next, mate).unwrap_or(0));
            continue;
        }
        let comma = matches!(c, ',' | '\u{FF0C}' | '\u{3001}');
        if !comma && !matches!(c, '{' | '\u{FF5B}' | '}' | '\u{FF5D}' | ';' | '\u{FF1B}') {
            continue;
        }
        if place >= at {
            to = Some((place, next, comma));
            break;
        }
        (from, after_comma) = if comma { (place, true) } else { (next, false) };
    }
    let (from, to) = match to {
        // A value that is not the first goes with the comma before it, the first one with the comma behind it.
        Some((place, next, comma)) => (from, if comma && !after_comma { next } else { place }),
        None => (from, text.len()),
    };
    let pair = text.get(from..to).filter(|pair| !pair.trim().is_empty())?;
    let blanks: String =
        pair.chars().flat_map(|c| std::iter::repeat_n(if matches!(c, '\n' | '\r') { c } else { ' ' }, c.len_utf8())).collect();
    Some([text.get(..from)?, &blanks, text.get(to..)?].concat())
}
