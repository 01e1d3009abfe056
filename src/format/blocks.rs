//! The clauses of a file: a head, its lines between braces, and the reason behind it.

use super::line::{Apart, Columns, Joins, Line};
use super::token::{Block, Token, Tokens};
use super::write::{Context, Inside, Writer};
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

/// All lines of a file. Clauses whose number stands in `kept` stay as they were written.
pub(super) fn file(cx: &Context, items: &[Node], kept: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut index = 0;
    for item in items {
        let is_kept = item.kind != Kind::allow && kept.contains(&index);
        index += usize::from(item.kind != Kind::allow);
        if is_kept {
            lines.push(as_written(cx, item));
            continue;
        }
        let language = cx.target.unwrap_or_default();
        let writer = Writer { cx: *cx, language, inside: Inside::Elsewhere };
        let mut own = writer.lines(item);
        // A contact at the top level has no neighbours to stand in columns with.
        if item.kind == Kind::support_line {
            own.iter_mut().for_each(|line| line.columns = Columns::None);
        }
        lines.extend(own);
    }
    lines
}

fn as_written(cx: &Context, item: &Node) -> Line {
    let mut cell = Tokens::default();
    cell.list.push(Token { text: cx.text.get(item.start..item.end).unwrap_or("").to_string(), ..Token::default() });
    Line::new((item.start, item.end), vec![cell]).within(Columns::AsWritten)
}

/// Params and lets that follow one another without a blank line or a comment share their columns.
pub(super) fn with_shared_columns(mut lines: Vec<Line>) -> Vec<Line> {
    let mut before: Option<(String, usize)> = None;
    for line in &mut lines {
        if line.columns != Columns::Values {
            before = None;
            continue;
        }
        let word = line.cells.first().and_then(|cell| cell.list.first()).map(|token| token.text.clone()).unwrap_or_default();
        let group = match &before {
            Some((known, group)) if *known == word && line.apart == Apart::No => *group,
            Some(_) | None => line.start,
        };
        line.group = group;
        before = Some((word, group));
    }
    lines
}

impl Writer<'_> {
    /// The lines of a clause, in its own language.
    pub(super) fn lines(&self, node: &Node) -> Vec<Line> {
        let writer = self.speaking(node);
        expanded(match node.kind {
            Kind::policy
            | Kind::goal
            | Kind::scorecard
            | Kind::kpi
            | Kind::adjust
            | Kind::grade
            | Kind::payout
            | Kind::input
            | Kind::calendar
            | Kind::amend
            | Kind::amended_kpi
            | Kind::amended_adjust
            | Kind::exception
            | Kind::feedback
            | Kind::consequence
            | Kind::appeal
            | Kind::rollout
            | Kind::example => writer.clause_with_lines(node),
            Kind::named_tiers | Kind::named_bands => {
                let head = node.parts.first().map(|head| writer.head(head)).unwrap_or_default();
                let block = node.parts.iter().find(|part| matches!(part.kind, Kind::tiers_block | Kind::bands_block));
                let mut lines = block.map(|block| writer.braced(head, block, node.start)).unwrap_or_default();
                writer.add_because(&mut lines, node);
                lines
            }
            Kind::table => writer.table(node),
            Kind::example_table => writer.example_table(node),
            _ => writer.single(node),
        })
    }

    /// A writer in the language of the clause's first word.
    pub(super) fn speaking(&self, node: &Node) -> Self {
        let language = self.first_language(node).unwrap_or(self.language);
        Writer { language, ..*self }
    }

    fn clause_with_lines(&self, node: &Node) -> Vec<Line> {
        let inside = match node.kind {
            Kind::kpi | Kind::amended_kpi => Inside::Kpi,
            Kind::example if node.all(Kind::given_line).any(|given| given.has(Kind::given_people)) => Inside::People,
            _ => self.inside,
        };
        let head = node.parts.first().map(|head| self.head(head)).unwrap_or_default();
        let writer = Writer { inside, ..*self };
        let mut lines = writer.braced(head, node, node.start);
        self.add_because(&mut lines, node);
        lines
    }

    /// A head and the lines of a block behind it: all on one line where they were, else each on its own.
    pub(super) fn braced(&self, head: Tokens, block: &Node, start: usize) -> Vec<Line> {
        let Some(braces) = braces(block) else { return Vec::new() };
        let mut inner = self.inner(block);
        if self.is_inline(braces) {
            let mut cell = head;
            cell.append(self.inline(&inner), 1);
            return vec![Line::new((start, braces.1.1), vec![cell])];
        }
        let mut open = head;
        open.word("{");
        let mut lines = vec![Line::new((start, braces.0.1), vec![open])];
        inner.iter_mut().for_each(|line| line.depth = line.depth.saturating_add(1));
        lines.extend(inner);
        lines.push(closing(braces.1));
        lines
    }

    /// A block within an expression.
    pub(super) fn nested(&self, out: &mut Tokens, block: &Node) {
        let Some((open, close)) = braces(block) else { return };
        let lines = self.inner(block);
        if self.is_inline((open, close)) {
            let inline = self.inline(&lines);
            out.append(inline, 1);
        } else {
            out.block(Block { lines, open, close });
        }
    }

    /// The lines between the braces.
    fn inner(&self, block: &Node) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut before: Option<Kind> = None;
        let from = block.parts.iter().position(|part| part.kind == Kind::lbrace).unwrap_or(0);
        for part in block.parts.iter().skip(from) {
            if matches!(part.kind, Kind::lbrace | Kind::rbrace | Kind::because) {
                continue;
            }
            let mut found = self.lines(part);
            // A step under a score is one of its lines.
            let under =
                matches!(block.kind, Kind::kpi | Kind::amended_kpi) && part.kind == Kind::step_line && before == Some(Kind::score_line);
            if under {
                found = found.into_iter().map(|line| line.deeper(1).within(Columns::None)).collect();
            }
            before = if under { before } else { Some(part.kind) };
            for line in &mut found {
                if line.group == 0 {
                    line.group = block.start.saturating_add(1);
                }
            }
            lines.extend(found);
        }
        lines
    }

    fn is_inline(&self, ((open, _), (_, close)): ((usize, usize), (usize, usize))) -> bool {
        self.cx.text.get(open..close).is_some_and(|text| !text.contains(['\n', '\r']))
    }

    /// `{ a; b }`
    fn inline(&self, lines: &[Line]) -> Tokens {
        let mut out = Tokens::default();
        if lines.is_empty() {
            out.word("{}");
            return out;
        }
        out.word("{");
        for (index, line) in lines.iter().enumerate() {
            let goes_on = line.joins == Joins::Before;
            if index > 0 && !goes_on {
                out.glued(self.either(self.language, ";", "；"));
            }
            let mut flat = line.flat();
            flat.list.iter_mut().for_each(|token| token.breaks = Default::default());
            out.append(flat, 1);
        }
        out.word("}");
        out
    }

    /// The reason behind a clause, on a line of its own.
    pub(super) fn add_because(&self, lines: &mut Vec<Line>, node: &Node) {
        if let Some(because) = node.part(Kind::because) {
            lines.push(self.because(because).deeper(1));
        }
    }

    /// `because "…"`
    pub(super) fn because(&self, node: &Node) -> Line {
        let mut out = Tokens::default();
        for part in &node.parts {
            if part.kind == Kind::quoted {
                out.word(self.raw(part));
            } else {
                out.word(self.keyword(part));
            }
        }
        // Before the word there may be line ends and comments.
        let start = node.parts.first().map_or(node.start, |word| word.start);
        Line::new((start, node.end), vec![out]).joined()
    }

    /// The language of a block's punctuation.
    pub(super) fn is_chinese(&self) -> bool {
        self.language == Language::Chinese
    }
}

/// Where something begins and where it ends.
type Range = (usize, usize);

fn braces(block: &Node) -> Option<(Range, Range)> {
    let open = block.part(Kind::lbrace)?;
    let close = block.all(Kind::rbrace).last()?;
    Some(((open.start, open.end), (close.start, close.end)))
}

fn closing((start, end): Range) -> Line {
    let mut cell = Tokens::default();
    cell.word("}");
    Line::new((start, end), vec![cell])
}

/// The lines that a clause with a block in it is written on.
fn expanded(lines: Vec<Line>) -> Vec<Line> {
    lines.into_iter().flat_map(expand).collect()
}

fn expand(mut line: Line) -> Vec<Line> {
    let Some(mut last) = line.cells.pop() else { return vec![line] };
    let Some(at) = last.list.iter().position(|token| token.block.is_some()) else {
        line.cells.push(last);
        return vec![line];
    };
    let rest = last.list.split_off(at);
    let mut rest = rest.into_iter();
    let block = rest.next().and_then(|token| token.block);
    let Some(Block { lines, open, close }) = block else { return vec![line] };
    last.word("{");
    let depth = line.depth;
    let mut tail = closing(close);
    tail.end = line.end.max(close.1);
    tail.depth = depth;
    tail.joins = Joins::Before;
    if let Some(cell) = tail.cells.first_mut() {
        cell.list.extend(rest);
    }
    line.cells.push(last);
    line.end = open.1;
    let mut all = vec![line];
    all.extend(lines.into_iter().map(|line| line.deeper(depth).deeper(1)));
    all.extend(expand(tail));
    all
}
