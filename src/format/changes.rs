//! Amendments and exceptions: their terms, and the lines that only they have.

use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::view::{Operand, Value};
use super::write::Writer;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// From when, to when, why, and who approved it: parts of a head.
    pub(super) fn change_term(&self, out: &mut Tokens, node: &Node) {
        let language = self.first_language(node).unwrap_or(self.language);
        if matches!(node.kind, Kind::because | Kind::amend_approval | Kind::exception_approval) {
            out.may_break(Break::Inside, None);
        }
        for part in &node.parts {
            match part.kind {
                Kind::k_from | Kind::k_since => out.word(self.either(language, "from", "自")),
                // 自 … 起，至 … 止 says no more.
                Kind::k_onward | Kind::k_until => {}
                Kind::date_literal => out.word(self.date(part)),
                Kind::quoted => out.word(self.raw(part)),
                _ => out.word(self.keyword(part)),
            }
        }
    }

    /// `rate as of hired`, 费率 以 入职日期 为准
    pub(super) fn as_of(&self, language: Language, of: Value, day: &Node) -> Tokens {
        let mut out = self.base(of);
        out.append(self.on_day(language, Value::One(Operand { signs: 0, atom: day, behind: &[] })), 1);
        out
    }

    /// `ae.sales`: the scorecard, and the name behind the dot.
    fn part_of_card(&self, out: &mut Tokens, node: &Node) {
        let card = node.part(Kind::card_name).and_then(|card| card.part(Kind::name));
        let name = node.part(Kind::name).map_or("", |name| self.raw(name));
        match card {
            Some(card) => out.word(format!("{}.{name}", self.raw(card))),
            None => out.word(name),
        }
    }

    /// `kpi ae.sales "…"`
    pub(super) fn amended_head(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::card_name => {}
                Kind::name => self.part_of_card(&mut out, node),
                Kind::title => out.word(self.raw(part)),
                _ => out.word(self.keyword(part)),
            }
        }
        out
    }

    /// `weight ae.sales 40%`, `target ae.sales quota`
    pub(super) fn amended_line(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for part in &node.parts {
            match part.kind {
                Kind::colon | Kind::card_name => {}
                Kind::comma => rest.glued(self.comma()),
                Kind::name => self.part_of_card(&mut rest, node),
                Kind::sum => rest.append(self.sum(part), 1),
                Kind::expression => rest.append(self.expression(part), 1),
                Kind::k_points_rounded => rest.word(self.keyword(part)),
                _ => word.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// `overdue_penalty = 0`
    pub(super) fn exception_value(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        out.word(node.part(Kind::path).map(|path| self.path(path)).unwrap_or_default());
        out.word("=");
        out.append(node.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        Line::new((node.start, node.end), vec![out])
    }
}
