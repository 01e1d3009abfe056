//! Examples: what is given, what is expected, and tables of both.

use super::line::{Columns, Line};
use super::token::{Break, Tokens};
use super::view::Value;
use super::write::{Inside, VALUE, Writer};
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
                    begin_rows(&mut rest, at);
                    rest.append(self.given_rows(part), 1);
                }
                Kind::given_people => {
                    begin_rows(&mut rest, at);
                    rest.append(self.given_people(part), 1);
                }
                Kind::expected_value => {
                    rest.may_break(Break::List, at);
                    rest.append(part.part(Kind::example_name).map(|name| self.example_name(name)).unwrap_or_default(), 1);
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
                    rest.append(part.part(Kind::example_name).map(|name| self.example_name(name)).unwrap_or_default(), 1);
                    rest.append(part.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
                }
                _ => word.word(self.keyword(part)),
            }
        }
        Line::new((node.start, node.end), vec![word, rest]).within(Columns::Close)
    }

    /// `error E501`
    /// `error E501`, `A.error E501`
    fn expected_error(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        let whose = node.part(Kind::whose).and_then(|whose| whose.parts.first());
        if let Some(key) = whose {
            out.word(format!("{}.", self.raw(key)));
        }
        for part in node.parts.iter().filter(|part| part.kind != Kind::whose) {
            let word = if part.kind == Kind::name { self.raw(part) } else { self.keyword(part) };
            match (whose, part.kind) {
                (Some(_), Kind::k_error_word) => out.glued(word),
                _ => out.word(word),
            }
        }
        out
    }

    /// `sales.score`, `"E-2".score`
    fn example_name(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        let Some(path) = node.part(Kind::path) else { return out };
        match node.part(Kind::quoted) {
            Some(key) => {
                // The person is said, so the path does not begin with one.
                let path = Writer { inside: Inside::Elsewhere, ..*self }.path(path);
                out.word(format!("{}.{path}", self.raw(key)));
            }
            None => out.word(self.path(path)),
        }
        out
    }

    /// `people { A { revenue 1_000, deals { amount 100 } } B { revenue 2_000 } }`
    fn given_people(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        out.word(node.part(Kind::name).map_or("", |name| self.raw(name)));
        out.word("{");
        for (index, person) in node.all(Kind::given_person).enumerate() {
            if index > 0 {
                out.may_break(Break::Row, Some(person.start));
            }
            out.append(self.given_person(person), 1);
        }
        out.word("}");
        out
    }

    fn given_person(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        out.word(node.parts.first().map_or("", |key| self.raw(key)));
        out.word("{");
        let given = node.parts.iter().filter(|part| matches!(part.kind, Kind::given_value | Kind::given_rows));
        for (index, part) in given.enumerate() {
            if index > 0 {
                out.glued(self.comma());
                out.may_break(Break::Inside, Some(part.start));
            }
            let written = if part.kind == Kind::given_rows { self.given_rows(part) } else { self.given_value(part) };
            // Only the people stand each on a line of their own.
            out.append(written.on_one_line(), 1);
        }
        out.word("}");
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
            out.append(self.example_name(part), 1);
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

/// Rows begin a line of their own, unless nothing stands before them: no line ends right behind `given`.
fn begin_rows(before: &mut Tokens, at: Option<usize>) {
    if !before.list.is_empty() {
        before.may_break(Break::Rows, at);
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
