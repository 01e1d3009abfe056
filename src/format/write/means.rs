//! Means that leave out extremes, and the weights of raters.

use super::Writer;
use crate::diagnostic::Language;
use crate::format::token::{Break, Tokens};
use crate::format::words::spelling;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// ` dropping 1 high, 1 low when at least 3`
    pub(super) fn trim_en(&self, out: &mut Tokens, trim: &Node) {
        out.may_break(Break::Inside, None);
        out.word("dropping");
        for (index, part) in trim.all(Kind::trim_part).enumerate() {
            if index > 0 {
                out.glued(",");
            }
            out.word(plain(part.part(Kind::number_literal)));
            out.word(spelling(kind_of(part), Language::English));
        }
        out.word("when at least");
        out.word(plain(trim.part(Kind::number_literal)));
    }

    /// 去掉1个最高分、1个最低分后平均（满3个起）
    pub(super) fn trim_zh(&self, out: &mut Tokens, trim: &Node) {
        let parts = trim.all(Kind::trim_part).map(|part| {
            let number = plain(part.part(Kind::number_literal));
            format!("{number}个{}", spelling(kind_of(part), Language::Chinese))
        });
        let parts: Vec<String> = parts.collect();
        out.word(format!("去掉{}后平均（满{}个起）", parts.join("、"), plain(trim.part(Kind::number_literal))));
    }

    /// `, rated by kind { "superior" : 60%; "peer" : 40% }, missing reweight`
    pub(super) fn rated(&self, out: &mut Tokens, rated: &Node, language: Language) {
        out.glued(self.either(language, ",", "，"));
        out.may_break(Break::Inside, Some(rated.start));
        out.word(spelling(Kind::kw_rated_by, language));
        out.word(rated.part(Kind::name).map_or("", |name| self.raw(name)));
        out.word("{");
        let kinds = rated.part(Kind::rated_block).map_or(&[][..], |block| block.parts.as_slice());
        for (index, kind) in kinds.iter().filter(|part| part.kind == Kind::rated_kind).enumerate() {
            if index > 0 {
                out.glued(self.either(language, ";", "；"));
                out.may_break(Break::Inside, None);
            }
            out.word(kind.part(Kind::quoted).map_or("", |option| self.raw(option)));
            out.word(self.either(language, ":", "："));
            out.append(kind.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        }
        out.word("}");
        out.glued(self.either(language, ",", "，"));
        out.may_break(Break::Inside, None);
        out.word(spelling(Kind::kw_missing, language));
        let says = rated.parts.iter().find(|part| matches!(part.kind, Kind::k_reweight | Kind::k_zero | Kind::k_report));
        out.word(says.map_or("", |word| spelling(word.kind, language)));
    }
}

fn kind_of(part: &Node) -> Kind {
    if part.has(Kind::kw_high) { Kind::kw_high } else { Kind::kw_low }
}

/// The digits of a count, without the word of measure behind them.
fn plain(number: Option<&Node>) -> String {
    let digits = number.map_or("", |number| number.part(Kind::digits).map_or(number.text.as_str(), |digits| digits.text.as_str()));
    digits.to_string()
}
