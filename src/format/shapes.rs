//! Bands, tiers and tables: their heads, and lines whose results stand in a column.

use super::bounds::bounds;
use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::write::{Ends, VALUE, Writer};
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// `bands on x { … }`, 按 x 分档 { … }
    pub(super) fn bands(&self, node: &Node) -> Tokens {
        let writer = self.speaking(node);
        let mut out = Tokens::default();
        if let Some(head) = node.part(Kind::bands_on) {
            writer.bands_head(&mut out, head, "bands on");
        }
        if let Some(block) = node.part(Kind::bands_block) {
            writer.nested(&mut out, block);
        }
        out
    }

    /// `by attainment`, 按 完成率 分档
    pub(super) fn score_on(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        self.speaking(node).bands_head(&mut out, node, "by");
        out
    }

    /// A score of nothing but bands.
    pub(super) fn score_by(&self, bands: &Node) -> Tokens {
        let mut out = Tokens::default();
        let writer = self.speaking(bands);
        if let Some(head) = bands.part(Kind::bands_on) {
            writer.bands_head(&mut out, head, "by");
        }
        if let Some(block) = bands.part(Kind::bands_block) {
            writer.nested(&mut out, block);
        }
        out
    }

    fn bands_head(&self, out: &mut Tokens, head: &Node, english: &'static str) {
        let whole = head.has(Kind::k_whole) || head.part(Kind::whole_behind).is_some_and(|behind| behind.has(Kind::k_whole));
        let value = head.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default();
        match self.language {
            Language::English => {
                out.word(english);
                out.append(value, 1);
                out.word(if whole { "whole" } else { "" });
            }
            Language::Chinese => {
                out.word("按");
                out.append(value, 1);
                out.word(if whole { "取整数" } else { "" });
                out.word("分档");
            }
        }
    }

    /// `tiers marginal decelerating on x { … }`, 按 x 超额累进 递减 { … }
    pub(super) fn tiers(&self, node: &Node) -> Tokens {
        let writer = self.speaking(node);
        let mut out = Tokens::default();
        if let Some(head) = node.part(Kind::tiers_on) {
            let value = head.part(Kind::sum).map(|sum| writer.sum(sum)).unwrap_or_default();
            let mode = head.part(Kind::tier_mode).and_then(|mode| mode.parts.first()).map_or("", |mode| writer.keyword(mode));
            let falling = head.part(Kind::k_decelerating).map_or("", |word| writer.keyword(word));
            match writer.language {
                Language::English => {
                    out.word("tiers");
                    out.word(mode);
                    out.word(falling);
                    out.word("on");
                    out.append(value, 1);
                }
                Language::Chinese => {
                    out.word("按");
                    out.append(value, 1);
                    out.word(if mode.is_empty() { "累进" } else { mode });
                    out.word(falling);
                }
            }
        }
        if let Some(block) = node.part(Kind::tiers_block) {
            writer.nested(&mut out, block);
        }
        out
    }

    /// The ends of a band, a tier, a grade or a cell.
    fn line_ends(&self, node: &Node) -> Tokens {
        let inner = node.parts.first().map_or(&[][..], |inner| inner.parts.as_slice());
        self.ends(&bounds(inner), Ends::Line, self.language, VALUE)
    }

    /// `: result`, in a column of its own.
    fn result(&self, result: Tokens) -> Tokens {
        let mut out = Tokens::default();
        self.colon(&mut out);
        out.append(result, 1);
        out
    }

    /// `from 60% : linear 0 to 100`, `up to 5_000 : 10% as first_slice`
    pub(super) fn shape_line(&self, node: &Node) -> Vec<Line> {
        let ends = node.part(Kind::ends).map(|ends| self.line_ends(ends)).unwrap_or_default();
        let mut steps = Vec::new();
        let mut result = Tokens::default();
        let mut end = Writer::end_before_because(node);
        for part in &node.parts {
            match part.kind {
                Kind::ends | Kind::colon | Kind::because => {}
                Kind::band_value => {
                    if let Some(amount) = part.part(Kind::amount) {
                        steps = self.amount(&mut result, amount);
                        end = end.min(Writer::first_line_end(amount));
                    }
                }
                _ => result.append(self.part_of_line(part), 1),
            }
        }
        let mut line = Line::new((node.start, end), vec![ends, self.result(result)]).within(Columns::Ends);
        line.lead = 1;
        let mut lines = vec![line];
        lines.extend(steps.into_iter().map(|step| step.deeper(1)));
        self.add_because(&mut lines, node);
        lines
    }

    /// A result or what stands behind it.
    fn part_of_line(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        match node.kind {
            Kind::sum => out.append(self.sum(node), 1),
            Kind::pairs => out.append(self.pairs(node), 1),
            Kind::expression => out.append(self.expression(node), 1),
            Kind::quoted | Kind::name => out.word(self.raw(node)),
            Kind::band_linear | Kind::band_onward | Kind::refusal | Kind::tier_name => {
                node.parts.iter().for_each(|part| out.append(self.part_of_line(part), 1));
            }
            _ => out.word(self.keyword(node)),
        }
        out
    }

    /// `base 500, share 1.2%`
    pub(super) fn pairs(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for pair in node.all(Kind::pair) {
            if !out.list.is_empty() {
                out.glued(self.comma());
                out.may_break(Break::List, Some(pair.start));
            }
            out.word(pair.part(Kind::name).map_or("", |name| self.raw(name)));
            out.append(pair.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        }
        out
    }

    /// `S  from 110 : coefficient 1.5`
    pub(super) fn grade_line(&self, node: &Node) -> Vec<Line> {
        let mut name = Tokens::default();
        name.word(node.part(Kind::grade_name).map_or("", |name| self.raw(name)));
        let ends = node.part(Kind::ends).map(|ends| self.line_ends(ends)).unwrap_or_default();
        let mut cells = vec![name, ends];
        if let Some(pairs) = node.part(Kind::pairs) {
            cells.push(self.result(self.pairs(pairs)));
        }
        let end = Writer::end_before_because(node);
        let mut line = Line::new((node.start, end), cells).within(Columns::Grades);
        line.lead = 1;
        let mut lines = vec![line];
        self.add_because(&mut lines, node);
        lines
    }

    /// A table of any kind.
    pub(super) fn table(&self, node: &Node) -> Vec<Line> {
        let mut head = Tokens::default();
        for part in node.part(Kind::table_head).map_or(&[][..], |head| head.parts.as_slice()) {
            match part.kind {
                Kind::comma => head.glued(self.comma()),
                Kind::colon => self.colon(&mut head),
                Kind::type_ref => head.append(self.type_ref(part), 1),
                Kind::path => {
                    head.may_break(Break::List, Some(part.start));
                    head.word(self.raw(part));
                }
                Kind::name => head.word(self.raw(part)),
                _ => head.word(self.keyword(part)),
            }
        }
        for mark in node.parts.iter().filter(|part| matches!(part.kind, Kind::table_data | Kind::grid_mark)) {
            head.word(mark.parts.first().map_or("", |word| self.keyword(word)));
        }
        let block = node.parts.iter().find(|part| matches!(part.kind, Kind::table_block | Kind::grid_block));
        let mut lines = match block {
            Some(block) => self.braced(head, block, node.start),
            None => {
                let end = Writer::end_before_because(node);
                vec![Line::new((node.start, end), vec![head])]
            }
        };
        self.add_because(&mut lines, node);
        lines
    }

    /// `"SaaS", any : 5%`
    pub(super) fn table_row(&self, node: &Node) -> Vec<Line> {
        let mut keys = Tokens::default();
        for part in &node.parts {
            match part.kind {
                Kind::cell => keys.append(self.cell(part), 1),
                Kind::comma => keys.glued(self.comma()),
                _ => {}
            }
        }
        let result = node.part(Kind::table_result).map(|result| self.table_result(result)).unwrap_or_default();
        let end = Writer::end_before_because(node);
        let mut line = Line::new((node.start, end), vec![keys, self.result(result)]).within(Columns::Ends);
        line.lead = 1;
        let mut lines = vec![line];
        self.add_because(&mut lines, node);
        lines
    }

    fn table_result(&self, node: &Node) -> Tokens {
        node.parts.first().map(|inner| self.part_of_line(inner)).unwrap_or_default()
    }

    fn cell(&self, node: &Node) -> Tokens {
        let Some(inner) = node.parts.first() else { return Tokens::default() };
        let mut out = Tokens::default();
        match inner.kind {
            Kind::cell_any => out.word(inner.parts.first().map_or("", |word| self.keyword(word))),
            Kind::cell_range => out.append(self.line_ends(inner), 1),
            Kind::cell_several => {
                out.word(self.open(self.language));
                for (index, sum) in inner.all(Kind::sum).enumerate() {
                    if index > 0 {
                        out.glued(self.list_comma());
                    }
                    out.append(self.sum(sum), 1);
                }
                out.glued(self.close(self.language));
            }
            _ => out.append(inner.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1),
        }
        out
    }

    /// `below 80% | from 80%`: the heads of a grid stand over its results.
    pub(super) fn grid_heads(&self, node: &Node) -> Vec<Line> {
        let mut cells = vec![Tokens::default()];
        for (index, cell) in node.all(Kind::cell).enumerate() {
            let mut out = Tokens::default();
            if index > 0 {
                out.word(self.bar());
            }
            out.append(self.cell(cell), 1);
            // The first stands over the first result, which has a colon before it.
            if index == 0
                && let Some(first) = out.list.first_mut()
            {
                first.text.insert_str(0, "  ");
            }
            cells.push(out);
        }
        vec![Line::new((node.start, node.end), cells).within(Columns::Grid)]
    }

    pub(super) fn grid_row(&self, node: &Node) -> Vec<Line> {
        let mut cells = vec![node.part(Kind::cell).map(|cell| self.cell(cell)).unwrap_or_default()];
        for (index, result) in node.all(Kind::table_result).enumerate() {
            let mut out = Tokens::default();
            if index == 0 {
                self.colon(&mut out);
            } else {
                out.word(self.bar());
            }
            out.append(self.table_result(result), 1);
            cells.push(out);
        }
        vec![Line::new((node.start, node.end), cells).within(Columns::Grid)]
    }

    fn bar(&self) -> &'static str {
        self.either(self.language, "|", "｜")
    }
}
