//! A policy as a tree of clauses: what can be added, removed and changed by itself.
//!
//! A clause is an item of a file or a line of a block. Of a line with bands, tiers or a table in it their rows are lines, and so are the
//! steps under an amount; what stands around them is its head. Examples, `allow` lines and `use` lines are not among the clauses: they pay nobody.

use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::concrete::{Kind, Node, concrete};

/// What a clause is called among those beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Key {
    /// By its own name, and where that stands.
    Named(String, Span),
    /// There is one of its kind.
    Only,
    /// By its place among its like: a band, a step.
    Place,
}

#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub kind: Kind,
    pub key: Key,
    pub span: Span,
    /// What stands before its lines, and between the closing brace and the steps; all of it before where it has no lines.
    pub before: Span,
    pub after: Option<Span>,
    /// Rows of its block, then its steps.
    pub lines: Vec<Clause>,
    /// Where a first row would be put, and a first step.
    pub opening: (usize, usize),
    /// What people call it: `kpi sales`, `weight`; nothing for a band or a step.
    pub label: Option<String>,
    /// Its line in the file the author has.
    pub line: Option<usize>,
}

impl Clause {
    pub fn is_step(&self) -> bool {
        is_step(self.kind)
    }

    pub fn name(&self) -> Option<&str> {
        match &self.key {
            Key::Named(name, _) => Some(name),
            Key::Only | Key::Place => None,
        }
    }
}

/// Every clause of a policy, file after file. `authors` holds the same texts as their author wrote them.
pub(super) fn clauses(sources: &Sources, authors: &Sources) -> Vec<Clause> {
    let mut found = Vec::new();
    for (file, number) in sources.files().iter().zip(0_u16..) {
        let mut own = of_file(file, FileId(number));
        if let Some(author) = authors.get(FileId(number)) {
            place(&mut own, &of_file(author, FileId(number)), author);
        }
        found.append(&mut own);
    }
    found
}

/// Says where the clauses stand in the author's text, as far as that has the same clauses in the same order.
fn place(clauses: &mut [Clause], authors: &[Clause], file: &SourceFile) {
    if clauses.len() != authors.len() {
        return;
    }
    for (clause, author) in clauses.iter_mut().zip(authors) {
        clause.line = Some(file.line_column(author.span.start).0);
        place(&mut clause.lines, &author.lines, file);
    }
}

fn of_file(file: &SourceFile, id: FileId) -> Vec<Clause> {
    let Some((root, _)) = concrete(file.text()) else { return Vec::new() };
    let reader = Reader { text: file.text(), id };
    root.parts.iter().filter(|node| counts(node.kind)).map(|node| reader.clause(node)).collect()
}

/// Whether a node is a clause that may change what is computed or said.
fn counts(kind: Kind) -> bool {
    !matches!(kind, Kind::allow | Kind::example | Kind::use_line | Kind::lbrace | Kind::rbrace)
}

struct Reader<'a> {
    text: &'a str,
    id: FileId,
}

impl Reader<'_> {
    fn clause(&self, node: &Node) -> Clause {
        let (mut blocks, mut steps) = (Vec::new(), Vec::new());
        inside(node, &mut blocks, &mut steps);
        let key = self.key(node);
        let head_end = steps.first().map_or(node.end, |step| self.trimmed(step.start));
        let mut clause = Clause {
            kind: node.kind,
            label: self.label(node, &key),
            key,
            span: self.span(node.start, node.end),
            before: self.span(node.start, head_end),
            after: None,
            lines: Vec::new(),
            opening: (node.end, head_end),
            line: None,
        };
        // Of several blocks in one line none is its block.
        if let [block] = blocks.as_slice()
            && let (Some(open), Some(close)) = (block.part(Kind::lbrace), block.part(Kind::rbrace))
        {
            let rows = block.parts.iter().filter(|part| part.start >= open.end && part.end <= close.start && counts(part.kind));
            clause.before = self.span(node.start, open.start);
            clause.after = Some(self.span(close.end, head_end.max(close.end)));
            clause.opening = (open.end, head_end.max(close.end));
            clause.lines = rows.map(|part| self.clause(part)).collect();
        }
        clause.lines.extend(steps.into_iter().map(|step| self.clause(step)));
        clause
    }

    /// Where what stands before a place ends.
    fn trimmed(&self, at: usize) -> usize {
        self.text.get(..at).map_or(at, |before| before.trim_end().len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.id, start, end)
    }

    fn key(&self, node: &Node) -> Key {
        let named = |part: Option<&Node>| {
            part.map_or(Key::Only, |part| {
                let text = self.text.get(part.start..part.end).unwrap_or_default();
                Key::Named(text.to_string(), self.span(part.start, part.end))
            })
        };
        let in_head = |head: Kind, part: Kind| named(node.part(head).and_then(|head| head.part(part)));
        match node.kind {
            Kind::input => in_head(Kind::input_head, Kind::name),
            Kind::param => in_head(Kind::param_head, Kind::name),
            Kind::let_line => in_head(Kind::let_head, Kind::path),
            Kind::goal => in_head(Kind::goal_head, Kind::name),
            Kind::feedback => in_head(Kind::feedback_head, Kind::name),
            Kind::consequence => in_head(Kind::consequence_head, Kind::name),
            Kind::ground_line => named(node.part(Kind::name)),
            Kind::train_line | Kind::support_line => named(node.part(Kind::quoted)),
            Kind::scorecard => in_head(Kind::scorecard_head, Kind::name),
            Kind::kpi => in_head(Kind::kpi_head, Kind::name),
            Kind::adjust => in_head(Kind::adjust_head, Kind::name),
            Kind::veto => in_head(Kind::veto_head, Kind::name),
            Kind::payout => in_head(Kind::payout_head, Kind::name),
            Kind::named_tiers => in_head(Kind::named_tiers_head, Kind::name),
            Kind::named_bands => in_head(Kind::named_bands_head, Kind::name),
            Kind::table => in_head(Kind::table_head, Kind::name),
            Kind::calendar => in_head(Kind::calendar_head, Kind::quoted),
            Kind::exchange => named(node.part(Kind::exchange_head)),
            Kind::foreign_rounding_line => named(node.part(Kind::currency_name)),
            Kind::gate => named(node.part(Kind::quoted)),
            Kind::amend => in_head(Kind::amend_head, Kind::quoted),
            // Somebody may have an exception after the other.
            Kind::exception => self.between(node.part(Kind::exception_head), Kind::quoted, Kind::change_from),
            Kind::amended_kpi => self.between(node.part(Kind::amended_kpi_head), Kind::card_name, Kind::name),
            Kind::amended_adjust => self.between(node.part(Kind::amended_adjust_head), Kind::card_name, Kind::name),
            Kind::amended_weight | Kind::amended_target => self.between(Some(node), Kind::card_name, Kind::name),
            Kind::exception_value => named(node.part(Kind::path)),
            Kind::limit => named(node.part(Kind::grade_name)),
            Kind::column_line | Kind::strategy_line => named(node.part(Kind::name)),
            Kind::grade_line => named(node.part(Kind::grade_name)),
            Kind::band_line
            | Kind::tier_line
            | Kind::table_row
            | Kind::grid_row
            | Kind::grid_heads
            | Kind::rubric_line
            | Kind::holiday_line
            | Kind::workday_line
            | Kind::each_rule
            | Kind::plain_rule => Key::Place,
            kind if is_step(kind) => Key::Place,
            _ => Key::Only,
        }
    }

    /// A name of two parts, the first of which may be left out, and so may the last.
    fn between(&self, node: Option<&Node>, first: Kind, last: Kind) -> Key {
        let ends = node.map(|node| (node.part(first).or(node.part(last)), node.part(last).or(node.part(first))));
        let Some((Some(first), Some(last))) = ends else { return Key::Only };
        let text = self.text.get(first.start..last.end).unwrap_or_default();
        Key::Named(text.to_string(), self.span(first.start, last.end))
    }

    /// The word a clause begins with, and its name.
    fn label(&self, node: &Node, key: &Key) -> Option<String> {
        let mut first = node;
        while let Some(part) = first.parts.first() {
            first = part;
        }
        let word = self.text.get(first.start..first.end).unwrap_or_default();
        let word = word.split_whitespace().collect::<Vec<&str>>().join(" ");
        match (key, node.kind) {
            (Key::Place, _) => None,
            (Key::Named(name, _), Kind::column_line | Kind::grade_line) => Some(name.clone()),
            (Key::Named(name, _), _) => Some(format!("{word} {name}")),
            (Key::Only, _) => Some(word),
        }
    }
}

/// Lines that stand one after the other and work in their order.
fn is_step(kind: Kind) -> bool {
    matches!(kind, Kind::change | Kind::cap_step | Kind::prorate_step | Kind::step_line | Kind::cap)
}

/// The blocks of rows inside a clause, its own or that of the bands, tiers or table in it, and the steps under its amount.
fn inside<'n>(node: &'n Node, blocks: &mut Vec<&'n Node>, steps: &mut Vec<&'n Node>) {
    if node.part(Kind::lbrace).is_some() {
        blocks.push(node);
        return;
    }
    for part in &node.parts {
        match part.kind {
            Kind::change | Kind::cap_step | Kind::prorate_step if matches!(node.kind, Kind::amount | Kind::score_bands) => steps.push(part),
            _ => inside(part, blocks, steps),
        }
    }
}
