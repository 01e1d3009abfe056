//! Ranks, percentiles and pools, whose words stand in another order in each language.

use super::compare::{Shape, shape};
use super::{Beside, Place, VALUE, Writer};
use crate::diagnostic::Language;
use crate::format::token::{Break, Tokens};
use crate::format::view::{Among, Value, bare_condition};
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    pub(super) fn standing(&self, among: &Among, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let percentile = among.node.has(Kind::kw_percentile_zh)
            || among.node.part(Kind::standing_word).is_some_and(|word| word.has(Kind::kw_percentile));
        let language = self.say(among.language);
        match language {
            Language::English => {
                out.word(if percentile { "percentile of" } else { "rank of" });
                out.append(self.closed(among.value), 1);
                out.may_break(Break::Inside, None);
                out.word("within");
                out.word(self.over(among.over, Language::English));
                self.where_en(&mut out, among.filter, place);
            }
            Language::Chinese => {
                self.inside_zh(&mut out, among);
                out.glued("按");
                out.append(self.closed(among.value), 1);
                out.word(if percentile { "排百分位" } else { "排名" });
            }
        }
        let ties = among.node.part(Kind::ties_word).and_then(|ties| ties.parts.first());
        for word in ties.into_iter().chain(among.node.part(Kind::kw_lowest_first)) {
            self.after_comma(&mut out, word, language);
        }
        out
    }

    pub(super) fn pool(&self, among: &Among, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let by = among.node.all(Kind::sum).nth(1).map(|by| Value::Row(by).bare());
        let equally = among.node.has(Kind::kw_equally) || among.node.has(Kind::kw_equally_zh);
        let language = self.say(among.language);
        match language {
            Language::English => {
                out.word("share");
                out.append(self.closed(among.value), 1);
                let everyone = among.over.has(Kind::kw_everyone);
                out.may_break(Break::Inside, None);
                out.word(if everyone { "among" } else { "for each" });
                out.word(self.over(among.over, Language::English));
                self.where_en(&mut out, among.filter, place);
                if let Some(by) = by {
                    out.word("by");
                    let written = self.value(by, VALUE);
                    out.append(if by.single().is_some() { written } else { self.bracketed(written, self.language) }, 1);
                } else if equally {
                    out.word("equally");
                }
            }
            Language::Chinese => {
                out.word("将");
                out.append(self.closed(among.value), 1);
                self.inside_zh(&mut out, among);
                match by {
                    Some(by) => {
                        out.glued("按");
                        out.append(self.closed(by), 1);
                        out.word("分配");
                    }
                    None => out.glued(if equally { "平均分配" } else { "分配" }),
                }
            }
        }
        let zero = [Kind::zero_equally, Kind::zero_nobody].into_iter().find_map(|kind| among.node.part(kind));
        if let Some(word) = zero {
            self.after_comma(&mut out, word, language);
        }
        out
    }

    /// A value between two words of the phrase.
    fn closed(&self, value: Value) -> Tokens {
        let written = self.value(value, VALUE);
        if value.is_closed() { written } else { self.bracketed(written, self.language) }
    }

    /// 在 班组 内（其中 …）
    fn inside_zh(&self, out: &mut Tokens, among: &Among) {
        out.word("在");
        out.word(self.over(among.over, Language::Chinese));
        out.word("内");
        self.members_zh(out, among.node);
    }

    /// `where …`, in brackets where the condition could take in what stands beside it.
    fn where_en(&self, out: &mut Tokens, filter: Option<&Node>, place: Place) {
        let Some(filter) = filter else { return };
        out.may_break(Break::Inside, None);
        out.word("where");
        let written = self.condition(filter);
        let bracketed = match shape(filter) {
            Shape::Closed => false,
            Shape::Calculated => true,
            Shape::Compared => place.beside == Beside::Condition,
        };
        out.append(if bracketed { self.bracketed(written, Language::English) } else { written }, 1);
    }

    /// `, ties worst`
    fn after_comma(&self, out: &mut Tokens, word: &Node, language: Language) {
        out.glued(self.either(language, ",", "，"));
        out.word(self.keyword(word));
    }

    /// The condition of a limit on grades, behind its group.
    pub(in crate::format) fn members_en(&self, out: &mut Tokens, node: &Node) {
        self.where_en(out, members(node), VALUE);
    }

    pub(in crate::format) fn members_zh(&self, out: &mut Tokens, node: &Node) {
        if let Some(filter) = members(node) {
            out.glued("（");
            out.word("其中");
            out.append(self.condition(filter), 1);
            out.glued("）");
        }
    }
}

/// The condition on the people of a group, however it is written.
fn members(node: &Node) -> Option<&Node> {
    let filter = [Kind::where_condition, Kind::filter].into_iter().find_map(|kind| node.part(kind));
    filter.and_then(|filter| filter.part(Kind::condition)).map(bare_condition)
}
