//! The lines of appeals, reviews and rollouts.

use super::line::{Columns, Line};
use super::token::Tokens;
use super::write::Writer;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// `file within 5 working days of publication`, `panel "HR", "Sales"`
    pub(super) fn procedure(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for (index, part) in node.parts.iter().enumerate() {
            match part.kind {
                _ if index == 0 => word.word(self.keyword(part)),
                Kind::comma => self.between_parts(&mut rest, node, index),
                _ => self.of_procedure(&mut rest, node, part),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// Between the parts of a step no comma is needed; between the words of a list there is one.
    fn between_parts(&self, out: &mut Tokens, node: &Node, index: usize) {
        let kind = |at: usize| node.parts.get(at).map(|part| part.kind);
        if index > 0 && kind(index - 1) == kind(index + 1) {
            out.glued(self.list_comma());
        }
    }

    fn of_procedure(&self, out: &mut Tokens, node: &Node, part: &Node) {
        match part.kind {
            Kind::colon | Kind::k_answered | Kind::k_answered_zh | Kind::k_by_day | Kind::k_by_day_zh => {}
            Kind::quoted | Kind::name | Kind::title => out.word(self.raw(part)),
            Kind::date_literal => self.last_day(out, part),
            Kind::time_limit if node.kind == Kind::questions_line => self.answered(out, part),
            Kind::time_limit => out.word(self.time_limit(part)),
            Kind::channel | Kind::review_topic | Kind::excluded_member => match part.parts.first() {
                Some(said) if said.kind == Kind::quoted => out.word(self.raw(said)),
                Some(said) => out.word(self.keyword(said)),
                None => {}
            },
            Kind::k_final if node.has(Kind::k_once) => {
                out.glued(self.list_comma());
                out.word(self.keyword(part));
            }
            Kind::k_to_body if node.kind == Kind::questions_line => out.word(self.either(self.language, "to", "向")),
            _ => out.word(self.keyword(part)),
        }
    }

    /// `by 2025-12-20`, 2025-12-20前
    fn last_day(&self, out: &mut Tokens, node: &Node) {
        let day = self.date(node);
        match self.language {
            Language::English => {
                out.word("by");
                out.word(day);
            }
            Language::Chinese => out.word(format!("{day}前")),
        }
    }

    /// `answered within 3 working days`, 3个工作日内答复
    fn answered(&self, out: &mut Tokens, node: &Node) {
        let limit = self.time_limit(node);
        match self.language {
            Language::English => {
                out.word("answered");
                out.word(limit);
            }
            Language::Chinese => out.word(format!("{limit}答复")),
        }
    }

    /// `within 5 working days of publication`, 自公布之日起5个工作日内
    fn time_limit(&self, node: &Node) -> String {
        let length = node.part(Kind::number_literal).map(|length| self.number(length)).unwrap_or_default();
        let start = node.part(Kind::limit_start).and_then(|start| start.parts.first()).map(|word| self.keyword(word));
        match (self.language, start) {
            (Language::English, None) => format!("within {length}"),
            (Language::English, Some(start)) => format!("within {length} of {start}"),
            (Language::Chinese, None) => format!("{length}内"),
            (Language::Chinese, Some(start)) => format!("自{start}之日起{length}内"),
        }
    }

    /// `open to everyone`, `open to role = "AE"`
    pub(super) fn open_to(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for part in &node.parts {
            match part.kind {
                Kind::colon => {}
                Kind::k_open_to => word.word(self.keyword(part)),
                Kind::condition => rest.append(self.condition(part), 1),
                _ => rest.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// `review every quarter by "Sales Operations" of goals, kpis when c`
    pub(super) fn review(&self, node: &Node) -> Vec<Line> {
        let mut out = Tokens::default();
        for (index, part) in node.parts.iter().enumerate() {
            match part.kind {
                Kind::because => {}
                Kind::comma => self.between_parts(&mut out, node, index),
                Kind::review_every => self.every(&mut out, part),
                Kind::reason_when => out.append(self.applies(part), 1),
                _ => self.of_procedure(&mut out, node, part),
            }
        }
        let mut lines = vec![Line::new((node.start, Writer::end_before_because(node)), vec![out])];
        self.add_because(&mut lines, node);
        lines
    }

    fn every(&self, out: &mut Tokens, node: &Node) {
        let Some(word) = node.parts.first() else { return };
        out.word(self.keyword(word));
        if let Some(length) = node.part(Kind::number_literal) {
            out.word(self.number(length));
        }
    }
}
