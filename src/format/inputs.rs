//! The columns of an input, their types, and what holds of its rows.

use super::bounds::{Bounds, bounds};
use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::write::{Ends, VALUE, Writer};
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// `revenue : money  at least 0  "Recognised revenue"  column "…"  source "…"  owner "…"`
    pub(super) fn column(&self, node: &Node) -> Vec<Line> {
        let ty = node.part(Kind::type_ref);
        let choices = ty.is_some_and(|ty| ty.has(Kind::choices));
        let titles: Vec<&str> = node.all(Kind::title).map(|title| self.raw(title)).collect();
        let colon = node.part(Kind::colon).map_or(0, |colon| colon.start);
        let in_front = choices || node.part(Kind::title).is_some_and(|title| title.start < colon);
        let mut name = Tokens::default();
        name.word(node.part(Kind::name).map_or("", |name| self.raw(name)));
        // Behind options a title would be one more of them.
        if in_front {
            titles.iter().for_each(|title| name.word(*title));
        }
        let mut kind = Tokens::default();
        self.colon(&mut kind);
        kind.append(ty.map(|ty| self.type_ref(ty)).unwrap_or_default(), 1);
        let mut title = Tokens::default();
        if !in_front {
            titles.iter().for_each(|text| title.word(*text));
        }
        let word = |wanted: Kind| {
            let mut out = Tokens::default();
            for part in node.all(wanted) {
                out.append(self.head(part), 1);
            }
            out
        };
        let cells =
            vec![name, kind, self.flags(node), title, word(Kind::column_header), word(Kind::column_source), word(Kind::column_owner)];
        let end = Writer::end_before_because(node);
        let mut line = Line::new((node.start, end), cells).within(Columns::Inputs);
        line.long = choices.then_some(1);
        line.lead = if choices { 2 } else { 0 };
        let mut lines = vec![line];
        self.add_because(&mut lines, node);
        lines
    }

    /// Bounds, whether a cell may be blank, and how its numbers are meant.
    fn flags(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        let gap = if self.is_chinese() { 1 } else { 2 };
        let add = |out: &mut Tokens, tokens: Tokens| {
            let first = out.list.len();
            out.append(tokens, 1);
            if let Some(token) = out.list.get_mut(first).filter(|_| first > 0) {
                token.blanks = gap;
            }
        };
        let read: Vec<Bounds> = node.all(Kind::bounds).map(|part| bounds(&part.parts)).collect();
        match read.as_slice() {
            [Bounds::Ends(_), Bounds::Ends(_), ..] => {
                let ends = read.into_iter().filter_map(|bounds| if let Bounds::Ends(ends) = bounds { Some(ends) } else { None });
                let all = Bounds::Ends(ends.flatten().collect());
                add(&mut out, self.ends(&all, Ends::Bound, self.language, VALUE));
            }
            _ => read.iter().for_each(|bounds| add(&mut out, self.ends(bounds, Ends::Bound, self.language, VALUE))),
        }
        for wanted in [Kind::column_optional, Kind::column_default, Kind::column_unit] {
            node.all(wanted).for_each(|part| add(&mut out, self.head(part)));
        }
        out
    }

    /// `money`, `one of "AE", "SDR"`
    pub(super) fn type_ref(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        let Some(inner) = node.parts.first() else { return out };
        if inner.kind != Kind::choices {
            out.word(self.keyword(inner));
            out.word(node.part(Kind::currency_name).map_or("", |currency| self.raw(currency)));
            return out;
        }
        for part in &inner.parts {
            match part.kind {
                Kind::choice => {
                    if out.list.len() > 1 {
                        out.may_break(Break::List, Some(part.start));
                    }
                    out.append(self.choice(part), 1);
                }
                Kind::comma => out.glued(self.list_comma()),
                Kind::choice_below => out.word("<"),
                _ => out.word(self.keyword(part)),
            }
        }
        out
    }

    /// `"GTX Pro" (also "GTXPro")`
    fn choice(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::choice_also => {
                    let language = part.part(Kind::k_also).map_or(self.language, |word| self.language_of(word));
                    match language {
                        Language::English => out.word("("),
                        Language::Chinese => out.glued("（"),
                    }
                    let mut texts = part.all(Kind::quoted);
                    out.word(self.either(language, "also", "亦作"));
                    if let Some(first) = texts.next() {
                        out.word(self.raw(first));
                    }
                    for text in texts {
                        out.glued(self.either(language, ",", "、"));
                        out.word(self.raw(text));
                    }
                    out.glued(self.close(language));
                }
                _ => out.word(self.raw(part)),
            }
        }
        out
    }

    /// `employed from hired to left, first day counts`
    pub(super) fn employed(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::name => out.word(self.raw(part)),
                Kind::comma => out.glued(self.comma()),
                Kind::first_day => out.word(part.parts.first().map_or("", |word| self.keyword(word))),
                _ => out.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![out])
    }

    /// `credit engineer 50% as overlay`
    pub(super) fn credit(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::name => out.word(self.raw(part)),
                Kind::sum => out.append(self.sum(part), 1),
                _ => out.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![out])
    }

    /// `each deal_id : …`, `rule : …`
    pub(super) fn data_rule(&self, node: &Node) -> Vec<Line> {
        let mut out = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::name => out.word(self.raw(part)),
                Kind::colon if self.is_chinese() => out.glued("："),
                Kind::colon => out.word(":"),
                Kind::condition => out.append(self.condition(part), 1),
                Kind::because => {}
                _ => out.word(self.keyword(part)),
            }
        }
        let end = Writer::end_before_because(node);
        let mut lines = vec![Line::new((node.start, end), vec![out])];
        self.add_because(&mut lines, node);
        lines
    }
}
