//! What is said about braces that are missing or too many.

use super::Reader;
use super::structure::{Fault, Piece};
use crate::source::Span;
use crate::syntax::clause_problems as problems;

impl Reader<'_> {
    pub(super) fn report_faults(&mut self) {
        for fault in std::mem::take(&mut self.structure.faults) {
            if self.is_full(fault.place()) {
                return;
            }
            let (problem, place) = match fault {
                Fault::Unclosed(brace) => (problems::brace_missing(self.head_of(brace), self.span(brace)), brace),
                Fault::Extra(brace, last, _) => (problems::brace_extra(self.span(brace), last.map(|last| self.head_of(last))), brace),
                Fault::Headless(brace, lines) => (problems::block_without_head(self.span(brace), self.first_line(lines)), brace),
                Fault::UnopenedRows(name) => (problems::rows_not_opened(self.span(name)), name),
                Fault::Unopened(place) => (problems::brace_not_opened(self.span(place)), place),
            };
            self.problems.push(problem);
            // The clause around a brace that is missing or too many cannot be read either; that is the same fault.
            let known = match fault {
                Fault::Extra(_, _, start) => Span::new(self.file, start, place.end),
                Fault::Unclosed(_) | Fault::Headless(..) | Fault::Unopened(_) | Fault::UnopenedRows(_) => self.span(place),
            };
            self.known.push(known);
            // It declares nothing itself: its block is read all the same.
            self.break_off(None, Some("brace"), Vec::new(), place);
        }
    }

    /// The line before a brace.
    fn head_of(&self, brace: Piece) -> Span {
        let before = self.text.get(..brace.start).unwrap_or("");
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at.saturating_add(1));
        self.span(Piece { start, end: brace.start })
    }

    pub(super) fn first_line(&self, lines: Piece) -> Span {
        let text = lines.of(self.text);
        let lead = text.len().saturating_sub(text.trim_start().len());
        let end = text.get(lead..).and_then(|text| text.find(['\n', '\r'])).map_or(text.len(), |end| end.saturating_add(lead));
        self.span(Piece { start: lines.start, end: lines.start.saturating_add(end) })
    }
}
