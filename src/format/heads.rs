//! What stands before the brace of a clause.

use super::token::{Break, Tokens};
use super::write::Writer;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// The head of a clause, word by word. What has an order of words of its own has an arm.
    pub(super) fn head(&self, node: &Node) -> Tokens {
        if matches!(node.kind, Kind::amended_kpi_head | Kind::amended_adjust_head) {
            return self.amended_head(node);
        }
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::change_from | Kind::change_to | Kind::because | Kind::amend_approval | Kind::exception_approval => {
                    self.change_term(&mut out, part);
                }
                Kind::quoted => out.word(self.raw(part)),
                Kind::name => out.word(self.raw(part)),
                Kind::title => out.word(self.raw(part)),
                Kind::path => out.word(self.raw(part)),
                Kind::applies | Kind::reason_when => out.append(self.applies(part), 1),
                Kind::sum => out.append(self.sum(part), 1),
                Kind::number_literal => out.word(self.number(part)),
                Kind::tier_mode => out.word(part.parts.first().map_or("", |word| self.keyword(word))),
                // `bands level on x`, 分档 档位 按 x.
                Kind::k_on | Kind::k_by => {
                    out.word(self.either(self.language, if node.kind == Kind::named_bands_head { "on" } else { "by" }, "按"))
                }
                Kind::type_ref => {
                    self.colon(&mut out);
                    out.append(self.type_ref(part), 1);
                }
                Kind::k_or_header => {
                    out.may_break(Break::List, Some(part.start));
                    out.word(self.keyword(part));
                }
                Kind::comma | Kind::colon => {}
                Kind::input_parent | Kind::input_dated | Kind::input_undated | Kind::system => out.append(self.head(part), 1),
                Kind::input_system | Kind::input_zone | Kind::input_sheet | Kind::input_header_row | Kind::input_lines => {
                    out.may_break(Break::List, Some(part.start));
                    out.append(self.head(part), 1);
                }
                Kind::input_period => {
                    if self.is_chinese() {
                        out.glued("，");
                    }
                    out.append(self.head(part), 1);
                }
                _ => out.word(self.keyword(part)),
            }
        }
        out
    }

    /// `for role = "AE"`
    pub(super) fn applies(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for part in &node.parts {
            if part.kind == Kind::condition {
                out.append(self.condition(part), 1);
            } else if part.kind != Kind::k_when_end {
                out.word(self.keyword(part));
            }
        }
        out
    }

    /// A colon with a blank before it: `name : type`, 名称 ：类型.
    pub(super) fn colon(&self, out: &mut Tokens) {
        out.word(self.either(self.language, ":", "："));
    }
}
