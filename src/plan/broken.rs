//! What a clause that could not be read would have said: nothing is reported about it a second time.

use super::planner::{Dotted, Planner};
use crate::plan::ir::TableId;
use crate::source::Span;
use crate::syntax::ast::{self, Broken};

impl<'a> Planner<'a> {
    /// Collects what broken clauses may have been and the names they may have declared.
    pub(super) fn find_broken(&mut self, files: &'a [ast::File]) {
        let blocks: Vec<Span> = files.iter().flat_map(|file| &file.items).filter_map(declaring_block).collect();
        for broken in files.iter().flat_map(|file| &file.broken) {
            self.broken.extend(broken.names.iter().cloned());
            let declares = broken.block.is_none_or(|block| blocks.contains(&block));
            if declares && broken.names.is_empty() && broken.word.is_none_or(declares_name) {
                self.nameless.insert(broken.word);
            }
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
        self.broken_calendar |= may_be("calendar");
        self.broken_rates |= may_be("rate");
        self.broken_cards |= may_be("scorecard") || may_be("payout");
        for (clause, result) in [("scorecard", "score"), ("grade", "grade"), ("payout", "payout")] {
            if may_be(clause) {
                self.broken.insert(result.to_string());
            }
        }
    }

    /// Whether a clause that could not be read may have declared this name. Where it hides which names it declared, it may be any
    /// name but one that resembles a name that is there: that is a slip of its own.
    pub(super) fn lost_name(&self, name: &str) -> bool {
        self.broken.contains(name) || !self.nameless.is_empty() && !self.resembles_another(name)
    }

    /// The same of names that only clauses with one of these words declare, so that nothing else could have hidden one.
    pub(super) fn lost_name_of(&self, words: &[&str], name: &str) -> bool {
        self.broken.contains(name) || self.nameless.iter().any(|lost| lost.is_none_or(|lost| words.contains(&lost)))
    }

    /// The same of names that only the lines of this block declare.
    pub(super) fn lost_name_in(&self, block: Option<Span>, name: &str) -> bool {
        self.broken.contains(name) || !self.nameless.is_empty() && block.is_none_or(|block| self.lost(block))
    }

    fn resembles_another(&self, name: &str) -> bool {
        let rows = self.names.rows.values().flat_map(|rows| rows.keys());
        let known = self.names.people.keys().chain(rows).chain(self.names.dotted.keys()).chain(self.names.calls.keys());
        let known: Vec<String> = known.chain(self.names.shapes.keys()).cloned().collect();
        self.guess(name, &known).is_some()
    }

    /// Whether a line of the KPI or the goal of this name could not be read.
    pub(super) fn lost_part(&self, name: &str) -> bool {
        match self.names.dotted.get(name).map(|(dotted, _)| *dotted) {
            Some(Dotted::Kpi(at)) => self.kpis.get(at).is_some_and(|group| group.members.iter().any(|(_, kpi)| self.lost(kpi.span))),
            Some(Dotted::Payout(at)) => self.terms.get(at).is_some_and(|terms| self.lost(terms.ast.span)),
            Some(Dotted::Goal(at)) => self.goals.get(at).is_some_and(|goal| self.lost(goal.ast.span)),
            Some(Dotted::Bands(at)) => self.level_bands.get(at).is_some_and(|(ast, _)| self.lost(ast.bands.span)),
            Some(Dotted::Input(table)) => !self.nameless.is_empty() && self.block_of(table).is_some_and(|block| self.lost(block)),
            None => false,
        }
    }

    /// Whether a clause that could not be read may have declared `first`, or that part of it.
    pub(super) fn lost_dotted(&self, first: &ast::Name, part: &ast::Name) -> bool {
        self.lost_part(&first.text)
            || self.broken.contains(&part.text)
            || !self.names.dotted.contains_key(&first.text) && self.lost_name(&first.text)
    }

    /// Whether a line of the header could not be read and may have been this one.
    pub(super) fn header_lost(&self, line: &str) -> bool {
        let lines = self.header.and_then(|header| self.lost_lines.get(&header.span));
        (self.header.is_none() && self.broken_header)
            || lines.is_some_and(|lines| lines.iter().any(|word| word.is_none_or(|word| word == line)))
    }

    /// The block that declares a table's columns.
    pub(super) fn block_of(&self, table: TableId) -> Option<Span> {
        self.tables.get(table.0 as usize).map(|table| table.ast.span)
    }

    /// Whether a line of this block could not be read.
    pub(super) fn lost(&self, span: Span) -> bool {
        self.lost_lines.contains_key(&span)
    }
}

/// Whether a clause that begins with this word declares a name.
fn declares_name(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "input",
        "column",
        "param",
        "let",
        "goal",
        "scorecard",
        "kpi",
        "adjust",
        "grade line",
        "band line",
        "payout",
        "tiers",
        "bands",
        "table",
    ];
    WORDS.contains(&word)
}

/// The span of a block whose lines declare names.
fn declaring_block(item: &ast::Item) -> Option<Span> {
    match item {
        ast::Item::Input(input) => Some(input.span),
        ast::Item::Scorecard(card) => Some(card.span),
        ast::Item::Grade(grade) => Some(grade.span),
        ast::Item::Bands(bands) => Some(bands.bands.span),
        ast::Item::Policy(_)
        | ast::Item::Param(_)
        | ast::Item::Let(_)
        | ast::Item::Carry(_)
        | ast::Item::Goal(_)
        | ast::Item::Payout(_)
        | ast::Item::Gate(_)
        | ast::Item::Limit(_)
        | ast::Item::Tiers(_)
        | ast::Item::Table(_)
        | ast::Item::Example(_)
        | ast::Item::Calendar(_)
        | ast::Item::Amend(_)
        | ast::Item::Exception(_)
        | ast::Item::Feedback(_)
        | ast::Item::Consequence(_)
        | ast::Item::Appeal(_)
        | ast::Item::Review(_)
        | ast::Item::Rollout(_)
        | ast::Item::Support(_)
        | ast::Item::Exchange(_)
        | ast::Item::Use(_) => None,
    }
}
