//! `limit grade S to at most 10% of team by score, …`, 强制分布 S 不超过 班组 人数的10%，按 总分，…

use super::line::Line;
use super::token::{Break, Tokens};
use super::write::Writer;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    pub(super) fn limit(&self, node: &Node) -> Vec<Line> {
        let mut out = Tokens::default();
        out.word(self.either(self.language, "limit grade", "强制分布"));
        for (index, name) in node.all(Kind::grade_name).enumerate() {
            if index > 0 {
                out.glued(self.list_comma());
            }
            out.word(self.raw(name));
        }
        if self.is_chinese() {
            self.limit_zh(&mut out, node)
        } else {
            self.limit_en(&mut out, node)
        }
        // Heads, ties, the smallest group, in the order in which they are explained.
        let tails: Vec<&Node> = node.all(Kind::limit_tail).filter_map(|tail| tail.parts.first()).collect();
        for kind in [Kind::heads_rounded, Kind::seat_ties, Kind::smallest_group] {
            if let Some(tail) = tails.iter().find(|tail| tail.kind == kind) {
                out.glued(self.comma());
                self.limit_tail(&mut out, tail);
            }
        }
        let mut lines = vec![Line::new((node.start, Writer::end_before_because(node)), vec![out])];
        self.add_because(&mut lines, node);
        lines
    }

    fn limit_en(&self, out: &mut Tokens, node: &Node) {
        out.word(if is_exact(node) { "to exactly" } else { "to at most" });
        out.word(self.share_of_heads(node));
        out.word("of");
        out.word(node.part(Kind::over).map_or(String::new(), |over| self.over(over, self.language)));
        self.members_en(out, node);
        if let Some(by) = node.part(Kind::sum) {
            out.may_break(Break::Inside, None);
            out.word("by");
            out.append(self.sum(by), 1);
        }
    }

    fn limit_zh(&self, out: &mut Tokens, node: &Node) {
        out.word(if is_exact(node) { "恰为" } else { "不超过" });
        out.word(node.part(Kind::over).map_or(String::new(), |over| self.over(over, self.language)));
        if is_percent(node) {
            out.word("人数的");
            out.glued(self.share_of_heads(node));
        } else {
            out.word(self.share_of_heads(node));
        }
        self.members_zh(out, node);
        if let Some(by) = node.part(Kind::sum) {
            out.glued("，");
            out.word("按");
            out.append(self.sum(by), 1);
        }
    }

    /// `10%`, `2`; in Chinese 2人.
    fn share_of_heads(&self, node: &Node) -> String {
        node.part(Kind::number_literal)
            .map_or(String::new(), |number| if is_percent(node) { self.number(number) } else { self.heads(number) })
    }

    fn heads(&self, number: &Node) -> String {
        // Any other unit is not one of heads, which is for the check to say.
        let other = number.parts.iter().any(|part| part.kind != Kind::digits && !(part.kind == Kind::unit && part.text == "人"));
        let Some(digits) = number.part(Kind::digits).filter(|_| !other).map(|digits| digits.text.clone()) else {
            return self.number(number);
        };
        if self.is_chinese() { format!("{digits}人") } else { digits }
    }

    fn limit_tail(&self, out: &mut Tokens, tail: &Node) {
        match tail.kind {
            Kind::heads_rounded => {
                out.word(self.either(self.language, "heads rounded", "人数"));
                let mode = tail.part(Kind::header_mode).and_then(|mode| mode.parts.first());
                let mode = mode.map_or("", |mode| self.keyword(mode));
                if self.is_chinese() { out.glued(mode) } else { out.word(mode) }
            }
            Kind::smallest_group => {
                let heads = tail.part(Kind::number_literal).map_or(String::new(), |number| self.heads(number));
                if self.is_chinese() {
                    out.word(format!("满{heads}起"));
                } else {
                    out.word("for groups of at least");
                    out.word(heads);
                }
            }
            _ => out.word(tail.parts.first().map_or("", |word| self.keyword(word))),
        }
    }
}

fn is_exact(node: &Node) -> bool {
    node.part(Kind::limit_kind).is_some_and(|kind| kind.has(Kind::k_exactly))
}

fn is_percent(node: &Node) -> bool {
    node.part(Kind::number_literal).is_some_and(|number| number.has(Kind::share_sign))
}
