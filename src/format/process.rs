//! The lines of feedback and of consequences.

use super::line::{Columns, Line};
use super::token::Tokens;
use super::write::Writer;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// `through meeting, email`, `action "…" within 5 working days`, `then coaching by manager`
    pub(super) fn told(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for (index, part) in node.parts.iter().enumerate() {
            match part.kind {
                Kind::colon => {}
                Kind::comma => rest.glued(self.list_comma()),
                Kind::template => rest.word(self.template(part)),
                Kind::deadline => self.deadline(&mut rest, part),
                Kind::channel | Kind::addressee | Kind::follows => self.who_or_what(&mut rest, part),
                _ if index == 0 => word.word(self.keyword(part)),
                _ => rest.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Words)
    }

    /// A word of the language, or a text of the author's, with what stands behind it.
    fn who_or_what(&self, out: &mut Tokens, node: &Node) {
        for part in &node.parts {
            match part.kind {
                Kind::quoted => out.word(self.raw(part)),
                Kind::number_literal => out.word(self.number(part)),
                Kind::addressee | Kind::training | Kind::coaching | Kind::improvement | Kind::reward | Kind::other_follows => {
                    self.who_or_what(out, part);
                }
                _ => out.word(self.keyword(part)),
            }
        }
    }

    /// `within 5 working days`, 5个工作日内
    fn deadline(&self, out: &mut Tokens, node: &Node) {
        let length = node.part(Kind::number_literal).map(|length| self.number(length)).unwrap_or_default();
        match self.language {
            Language::English => {
                out.word("within");
                out.word(length);
            }
            Language::Chinese => {
                out.glued("，");
                out.glued(format!("{length}内"));
            }
        }
    }

    /// The text as it stands, the values in it in the language that is written.
    fn template(&self, node: &Node) -> String {
        let raw = self.raw(node);
        let (mut out, mut at) = (String::new(), 0);
        for value in node.all(Kind::template_value) {
            let (start, end) = (value.start.saturating_sub(node.start), value.end.saturating_sub(node.start));
            out.push_str(raw.get(at..start).unwrap_or_default());
            let sum = value.part(Kind::sum).and_then(|sum| self.sum(sum).said_on_one_line());
            out.push_str(&sum.map_or(self.raw(value).to_string(), |sum| format!("{{{sum}}}")));
            at = end;
        }
        out.push_str(raw.get(at..).unwrap_or_default());
        out
    }
}
