//! Examples: what is given, what is expected, and tables of both.

use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::view::Value;
use super::write::{VALUE, Writer};
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// `given …`, `expect …`
    pub(super) fn listed(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for part in &node.parts {
            let at = Some(part.start);
            match part.kind {
                Kind::comma => rest.glued(self.comma()),
                Kind::colon => {}
                Kind::given_value => {
                    rest.may_break(Break::List, at);
                    rest.append(self.given_value(part), 1);
                }
                Kind::given_rows => {
                    rest.may_break(Break::Rows, at);
                    rest.append(self.given_rows(part), 1);
                }
                Kind::expected_value => {
                    rest.may_break(Break::List, at);
                    rest.word(part.part(Kind::path).map(|path| self.path(path)).unwrap_or_default());
                    rest.word("=");
                    rest.append(part.part(Kind::sum).map(|sum| self.value(Value::Row(sum), VALUE)).unwrap_or_default(), 1);
                }
                Kind::expected_error => {
                    rest.may_break(Break::List, at);
                    rest.append(self.expected_error(part), 1);
                }
                _ => word.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Close)
    }

    /// `earlier 2026-Q1 { commission 1_200, balance 800 }`
    pub(super) fn earlier(&self, node: &Node) -> Line {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        for part in &node.parts {
            match part.kind {
                Kind::colon => {}
                Kind::comma => rest.glued(self.comma()),
                Kind::period_literal => rest.word(self.date(part)),
                Kind::lbrace => rest.word("{"),
                Kind::rbrace => rest.word("}"),
                Kind::earlier_value => {
                    rest.may_break(Break::List, Some(part.start));
                    rest.word(part.part(Kind::path).map(|path| self.path(path)).unwrap_or_default());
                    rest.append(part.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
                }
                _ => word.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Close)
    }

    /// `error E501`
    fn expected_error(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for part in &node.parts {
            out.word(if part.kind == Kind::name { self.raw(part) } else { self.keyword(part) });
        }
        out
    }

    fn given_value(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        out.word(node.part(Kind::name).map_or("", |name| self.raw(name)));
        out.append(node.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        out
    }

    /// `deals { amount 100, stage "won"; amount 200, stage "lost" }`
    fn given_rows(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        out.word(node.part(Kind::name).map_or("", |name| self.raw(name)));
        out.word("{");
        for (index, row) in node.all(Kind::given_row).enumerate() {
            if index > 0 {
                out.glued(self.either(self.language, ";", "；"));
                out.may_break(Break::Row, Some(row.start));
            }
            for part in &row.parts {
                match part.kind {
                    Kind::comma => {
                        out.glued(self.comma());
                        out.may_break(Break::Inside, None);
                    }
                    _ => out.append(self.given_value(part), 1),
                }
            }
        }
        out.word("}");
        out
    }

    /// `table revenue, csat : score, grade { … }`
    pub(super) fn example_table(&self, node: &Node) -> Vec<Line> {
        let mut head = Tokens::default();
        for part in node.part(Kind::example_table_head).map_or(&[][..], |head| head.parts.as_slice()) {
            match part.kind {
                // A colon behind the word says nothing; the one between the names does.
                Kind::colon if head.list.len() == 1 => {}
                Kind::colon => self.colon(&mut head),
                Kind::example_names => head.append(self.example_names(part), 1),
                _ => head.word(self.keyword(part)),
            }
        }
        self.braced(head, node, node.start)
    }

    fn example_names(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        for part in &node.parts {
            if part.kind == Kind::comma {
                out.glued(self.comma());
                continue;
            }
            // A head may go on only behind a comma.
            if !out.list.is_empty() {
                out.may_break(Break::List, Some(part.start));
            }
            out.word(self.path(part));
        }
        out
    }

    /// `100_000, 4.5 : 62.5, C`: each cell stands under the one above it.
    pub(super) fn example_row(&self, node: &Node) -> Vec<Line> {
        let mut cells: Vec<Tokens> = Vec::new();
        for part in &node.parts {
            match part.kind {
                Kind::example_cells => {
                    let colon = cells.pop();
                    let own = self.example_cells(part);
                    cells.extend(with_first(colon, own));
                }
                Kind::colon => {
                    let mut colon = Tokens::default();
                    self.colon(&mut colon);
                    cells.push(colon);
                }
                Kind::expected_error => {
                    if let Some(cell) = cells.last_mut() {
                        cell.append(self.expected_error(part), 1);
                    }
                }
                _ => {}
            }
        }
        let mut lines = vec![Line::new((node.start, Writer::end_before_because(node)), cells).within(Columns::Rows)];
        self.add_because(&mut lines, node);
        lines
    }

    /// The cells of one side, each with the comma behind it.
    fn example_cells(&self, node: &Node) -> Vec<Tokens> {
        let mut cells: Vec<Tokens> = Vec::new();
        for part in &node.parts {
            match part.kind {
                Kind::comma => {
                    if let Some(cell) = cells.last_mut() {
                        cell.glued(self.comma());
                    }
                }
                _ => cells.push(self.example_cell(part)),
            }
        }
        cells
    }

    fn example_cell(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        match node.part(Kind::sum) {
            Some(sum) => out.append(self.sum(sum), 1),
            None => out.word("-"),
        }
        out
    }
}

/// The cells, the first of them behind what stands before it.
fn with_first(before: Option<Tokens>, cells: Vec<Tokens>) -> Vec<Tokens> {
    let mut cells = cells.into_iter();
    let first = match (before, cells.next()) {
        (Some(mut before), Some(first)) => {
            before.append(first, 1);
            Some(before)
        }
        (before, first) => first.or(before),
    };
    first.into_iter().chain(cells).collect()
}
