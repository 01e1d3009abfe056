//! What a clause that could not be read would have said: nothing is reported about it a second time.

use super::planner::Planner;
use crate::source::Span;
use crate::syntax::ast::{self, Broken};

impl<'a> Planner<'a> {
    /// Collects what broken clauses may have been and the names they may have declared.
    pub(super) fn find_broken(&mut self, files: &'a [ast::File]) {
        for broken in files.iter().flat_map(|file| &file.broken) {
            self.broken.extend(broken.names.iter().cloned());
            match broken.block {
                Some(block) => self.lost_lines.entry(block).or_default().push(broken.word),
                None => self.lost_clause(broken),
            }
        }
    }

    /// A clause of the top level. One whose first word is not known may have been anything.
    fn lost_clause(&mut self, broken: &Broken) {
        let may_be = |word: &str| broken.word.is_none_or(|own| own == word);
        self.broken_header |= may_be("policy");
        self.broken_inputs |= may_be("input");
        self.broken_grade |= may_be("grade");
        self.broken_cards |= may_be("scorecard") || may_be("payout");
        for (clause, result) in [("scorecard", "score"), ("grade", "grade"), ("payout", "payout")] {
            if may_be(clause) {
                self.broken.insert(result.to_string());
            }
        }
    }

    /// Whether a line of the header could not be read and may have been this one.
    pub(super) fn header_lost(&self, line: &str) -> bool {
        let lines = self.header.and_then(|header| self.lost_lines.get(&header.span));
        lines.is_some_and(|lines| lines.iter().any(|word| word.is_none_or(|word| word == line)))
    }

    /// Whether a line of this block could not be read.
    pub(super) fn lost(&self, span: Span) -> bool {
        self.lost_lines.contains_key(&span)
    }
}
