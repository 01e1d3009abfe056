//! Reads a file that the grammar does not accept as a whole: clause by clause, each broken one for itself.
//!
//! The braces say what belongs to what. Every clause is read by its own rule; what can be read joins the tree, and what
//! cannot is read once more for the place where it breaks and what was expected there.

mod contexts;
mod declared;
mod expectation;
mod structure;
#[cfg(test)]
mod tests;
mod words;

use super::ast::{Broken, File};
use super::clause_problems as problems;
use super::clauses::{self, Block, Done};
use super::expression::Builder;
use super::parser::{MeritParser, Rule};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use contexts::{BANDS, Context, GRID, Inside, Line, Loss, TIERS, TOP};
use pest::Parser;
use structure::{Braces, Fault, Heads, Piece, Steps, Structure, is_blank};

/// The tree of a file of which nothing could be read.
pub(super) fn lost(file: FileId, text: &str) -> File {
    let span = Span::new(file, 0, text.len());
    File { items: Vec::new(), broken: vec![Broken { block: None, word: None, names: Vec::new(), span }] }
}

/// Whether a file holds nothing but blanks and comments.
pub(super) fn is_empty(text: &str) -> bool {
    let whole = Piece { start: 0, end: text.len() };
    Structure::new(text, &HEADS).pieces(whole, Steps::Joined).is_empty()
}

/// Reads what can be read. `known` are places of which something has been said already: nothing is added to them.
pub(super) fn recover(file: FileId, text: &str, known: &[Diagnostic]) -> (File, Vec<Diagnostic>) {
    let known = known.iter().filter_map(|problem| problem.labels.first()).map(|label| label.span).collect();
    let structure = Structure::new(text, &HEADS);
    let mut reader = Reader { file, text, structure, known, tree: File::default(), problems: Vec::new() };
    reader.report_faults();
    let whole = Piece { start: 0, end: text.len() };
    reader.clauses(&TOP, whole, &mut Owner::File);
    (reader.tree, reader.problems)
}

const HEADS: Heads = Heads { opens: opens_block, lacks_brace, holds_blocks };

fn holds_blocks(line: &str) -> bool {
    rest_of(Rule::scorecard_head, line).is_some()
}

/// The blocks that have names of their own, whose heads are lines that stand out.
fn heads() -> impl Iterator<Item = Rule> {
    [TOP.lines, contexts::SCORECARD.lines].into_iter().flatten().filter_map(|known| known.block).map(|block| block.head)
}

/// Whether a line begins with the head of a block and its brace, or is a clause that stands at the top level only.
fn opens_block(line: &str) -> bool {
    let goes_on = |rule: Rule, with: &[char]| rest_of(rule, line).is_some_and(|rest| rest.trim().starts_with(with));
    let opens = |head: Rule| rest_of(head, line).is_some_and(|rest| matches!(rest.trim(), "" | "grid" | "网格"));
    heads().any(|head| opens(head) || goes_on(head, &['{', '\u{FF5B}']))
        || [Rule::let_head, Rule::param_head].into_iter().any(|head| goes_on(head, &['=', '\u{FF1D}']))
        || rest_of(Rule::use_line, line).is_some_and(is_blank)
}

/// Whether a line is the head of a block and nothing else.
fn lacks_brace(line: &str) -> bool {
    heads().any(|head| rest_of(head, line.trim()).is_some_and(is_blank))
}

/// What stands behind the head that a line begins with.
fn rest_of(head: Rule, line: &str) -> Option<&str> {
    let read = MeritParser::parse(head, line).ok()?.next()?;
    line.get(read.as_str().len()..)
}

/// What the clauses being read belong to.
enum Owner {
    File,
    Block(Block),
    /// A block whose head is broken: its lines are read for their faults and the names they would have declared.
    Nothing(Vec<String>),
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    structure: Structure<'t>,
    known: Vec<Span>,
    tree: File,
    problems: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    fn span(&self, piece: Piece) -> Span {
        let text = piece.of(self.text);
        let start = piece.start.saturating_add(text.len().saturating_sub(text.trim_start().len()));
        Span::new(self.file, start, start.saturating_add(text.trim().len()))
    }

    fn report_faults(&mut self) {
        for fault in std::mem::take(&mut self.structure.faults) {
            let (problem, place) = match fault {
                Fault::Unclosed(brace) => (problems::brace_missing(self.head_of(brace), self.span(brace)), brace),
                Fault::Extra(brace, last, _) => (problems::brace_extra(self.span(brace), last.map(|last| self.head_of(last))), brace),
                Fault::Headless(brace, lines) => (problems::block_without_head(self.span(brace), self.first_line(lines)), brace),
                Fault::Unopened(place) => (problems::brace_not_opened(self.span(place)), place),
            };
            self.problems.push(problem);
            // The clause around a brace that is missing or too many cannot be read either; that is the same fault.
            let known = match fault {
                Fault::Extra(_, _, start) => Span::new(self.file, start, place.end),
                Fault::Unclosed(_) | Fault::Headless(..) | Fault::Unopened(_) => self.span(place),
            };
            self.known.push(known);
            self.break_off(None, None, Vec::new(), place);
        }
    }

    /// The line before a brace.
    fn head_of(&self, brace: Piece) -> Span {
        let before = self.text.get(..brace.start).unwrap_or("");
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at.saturating_add(1));
        self.span(Piece { start, end: brace.start })
    }

    fn first_line(&self, lines: Piece) -> Span {
        let text = lines.of(self.text);
        let lead = text.len().saturating_sub(text.trim_start().len());
        let end = text.get(lead..).and_then(|text| text.find(['\n', '\r'])).map_or(text.len(), |end| end.saturating_add(lead));
        self.span(Piece { start: lines.start, end: lines.start.saturating_add(end) })
    }

    /// Notes a clause that could not be read.
    fn break_off(&mut self, block: Option<Span>, word: Option<&'static str>, names: Vec<String>, piece: Piece) {
        let span = self.span(piece);
        self.tree.broken.push(Broken { block, word, names, span });
    }

    /// Reads all clauses of a region.
    fn clauses(&mut self, context: &'static Context, region: Piece, owner: &mut Owner) {
        let mut pieces = self.structure.pieces(region, context.steps).into_iter().peekable();
        while let Some(mut piece) = pieces.next() {
            while let Some(next) = pieces.next_if(|next| self.continues(context, piece, *next)) {
                piece.end = next.end;
            }
            self.clause(context, piece, owner);
        }
    }

    /// Whether a clause is unfinished and the next line begins no clause: the fault is then within one clause.
    fn continues(&self, context: &Context, piece: Piece, next: Piece) -> bool {
        let (text, next) = (piece.of(self.text), next.of(self.text));
        context.plain.is_none()
            && line_of(context, next).is_none()
            && expectation::meant(next, context).is_none()
            && contexts::home_of(next.trim_start()).is_none()
            && line_of(context, text).is_some_and(|line| {
                expectation::failure(line.rule, context.one, text).is_some_and(|at| is_blank(text.get(at..).unwrap_or("")))
            })
    }

    fn clause(&mut self, context: &'static Context, piece: Piece, owner: &mut Owner) {
        let text = piece.of(self.text);
        if self.take_whole(context, piece, owner) || read_whole(Rule::one_because, text).is_some() {
            return;
        }
        if let Some((first, rest)) = self.split(context, piece) {
            self.clause(context, first, owner);
            self.clauses(context, rest, owner);
            return;
        }
        let line = line_of(context, text);
        let braces = self.structure.block_in(piece);
        if braces.is_some_and(|braces| {
            braces.open.end == braces.open.start && is_blank(self.text.get(piece.start..braces.open.start).unwrap_or(""))
        }) {
            // Lines without a head have been reported by their brace.
            self.lose(owner, None, declared::all(text), piece);
            return;
        }
        if let (Some(line), Some(braces)) = (line, braces)
            && let Some(inside) = line.block
        {
            self.block(line, inside, (piece, braces), owner);
            return;
        }
        if line.is_none()
            && let (Some(meant), Some(braces)) = (expectation::meant(text, context), braces)
            && let Some(inside) = meant.block
        {
            self.misspelt_block(context, meant, inside, (piece, braces), owner);
            return;
        }
        self.broken_line(context, line, piece);
        let word = line.map(|line| line.word).or(context.plain.map(|(_, word)| word));
        let names = if word.is_some() || context.declares { declared::names(word, text) } else { Vec::new() };
        self.lose(owner, word, names, piece);
    }

    /// Where a line that ends in a comma or an operator was joined with the next one, but that one is a clause of its own.
    fn split(&self, context: &Context, piece: Piece) -> Option<(Piece, Piece)> {
        let at = self.structure.line_in(piece, |next| line_of(context, next).is_some())?;
        Some((Piece { start: piece.start, end: at }, Piece { start: at, end: piece.end }))
    }

    /// A block whose first word is misspelt: its lines are read all the same, to say what else is wrong.
    fn misspelt_block(
        &mut self,
        context: &'static Context,
        line: &Line,
        inside: &'static Inside,
        (piece, braces): (Piece, Braces),
        owner: &mut Owner,
    ) {
        let problem = expectation::unknown_word(self.file, self.text, piece, context);
        self.problems.push(problem);
        let head = Piece { start: piece.start, end: braces.open.start };
        let mut own = Owner::Nothing(declared::names(Some(line.word), head.of(self.text)));
        let body = Piece { start: braces.open.end, end: braces.close.start.min(piece.end) };
        self.clauses(inside.context, body, &mut own);
        if let Owner::Nothing(names) = own {
            self.lose(owner, Some(line.word), names, piece);
        }
    }

    /// Notes a lost clause with the block it stood in.
    fn lose(&mut self, owner: &mut Owner, word: Option<&'static str>, names: Vec<String>, piece: Piece) {
        match owner {
            Owner::File => self.break_off(None, word, names, piece),
            Owner::Block(block) => {
                block.lose_line();
                let span = block.span();
                self.break_off(Some(span), word, names, piece);
            }
            Owner::Nothing(lost) => lost.extend(names),
        }
    }

    /// Builds the clause if the rule reads the whole piece.
    fn take_whole(&mut self, context: &Context, piece: Piece, owner: &mut Owner) -> bool {
        if let Owner::Nothing(names) = owner {
            let read = read_whole(context.one, piece.of(self.text)).is_some();
            if read && context.declares {
                let word = line_of(context, piece.of(self.text)).map(|line| line.word).or(context.plain.map(|(_, word)| word));
                names.extend(declared::names(word, piece.of(self.text)));
            }
            return read;
        }
        self.take(context.one, piece, owner)
    }

    fn take(&mut self, rule: Rule, piece: Piece, owner: &mut Owner) -> bool {
        let Some(read) = read_whole(rule, piece.of(self.text)) else { return false };
        let b = Builder::piece(self.file, piece.of(self.text), piece.start);
        for node in clauses::children(&read) {
            match owner {
                Owner::File => {
                    if let Some(Done::Item(item)) = clauses::clause(&b, node) {
                        self.tree.items.push(item);
                    }
                }
                Owner::Block(block) => block.line(&b, node),
                Owner::Nothing(_) => {}
            }
        }
        self.problems.extend(b.take_problems());
        true
    }

    /// A block of which something is broken: its head, its lines, and what stands behind it, each for itself.
    fn block(&mut self, line: &Line, inside: &'static Inside, (piece, braces): (Piece, Braces), owner: &mut Owner) {
        let head = Piece { start: piece.start, end: braces.open.start };
        let body = Piece { start: braces.open.end, end: braces.close.start.min(piece.end) };
        let tail = Piece { start: braces.close.end, end: piece.end.max(braces.close.end) };
        let (opened, context, first) = self.head(inside, head);
        let mut own = opened.map_or_else(|| Owner::Nothing(declared::names(Some(line.word), head.of(self.text))), Owner::Block);
        let before = self.tree.broken.len();
        let mut pieces = self.structure.pieces(body, context.steps).into_iter();
        if let (Some(rule), Some(first)) = (first, if first.is_some() { pieces.next() } else { None })
            && !self.take(rule, first, &mut own)
        {
            self.say_where(rule, rule, first);
            self.lose(&mut own, Some("row"), Vec::new(), first);
        }
        for piece in pieces {
            self.clause(context, piece, &mut own);
        }
        let lines_lost = self.tree.broken.len() > before;
        if !is_blank(tail.of(self.text)) && !self.take_tail(tail, &mut own) {
            self.say_where(Rule::one_because, Rule::one_because, tail);
        }
        match own {
            Owner::Block(block) if !(lines_lost && inside.loss == Loss::Whole) => self.attach(block, owner),
            Owner::Block(_) => self.lose(owner, Some(line.word), declared::names(Some(line.word), head.of(self.text)), piece),
            Owner::Nothing(names) => self.lose(owner, Some(line.word), names, piece),
            Owner::File => {}
        }
    }

    /// Reads a head; a grid's first line is read by a rule of its own.
    fn head(&mut self, inside: &'static Inside, head: Piece) -> (Option<Block>, &'static Context, Option<Rule>) {
        let text = head.of(self.text);
        let start = text.len().saturating_sub(text.trim_start().len());
        let base = head.start.saturating_add(start);
        let text = text.trim_start();
        let b = Builder::piece(self.file, text, base);
        let read = MeritParser::parse(inside.head, text).ok().and_then(|mut read| read.next());
        let Some(read) = read else {
            self.say_where(inside.head, inside.head, head);
            return (None, inside.context, None);
        };
        let rest = Piece { start: base.saturating_add(read.as_str().len()), end: head.end };
        let mut block = Block::open(&b, read);
        self.problems.extend(b.take_problems());
        if is_blank(rest.of(self.text)) {
            return (block, inside.context, None);
        }
        let rest_text = rest.of(self.text);
        let b = Builder::piece(self.file, rest_text, rest.start);
        let grid = MeritParser::parse(Rule::grid_mark, rest_text.trim_start()).ok().and_then(|mut read| read.next());
        if let Some(mark) = grid.filter(|mark| inside.head == Rule::table_head && mark.as_str().trim() == rest_text.trim()) {
            if let Some(block) = &mut block {
                block.line(&b, mark);
            }
            return (block, &GRID, Some(Rule::one_grid_head));
        }
        // Read with its brace, so that what may go on before the brace is known.
        let whole = Piece { start: head.start, end: head.end };
        self.say_where(inside.head, TOP.one, whole);
        (None, inside.context, None)
    }

    fn take_tail(&mut self, tail: Piece, owner: &mut Owner) -> bool {
        match owner {
            Owner::Block(_) => self.take(Rule::one_because, tail, owner),
            Owner::File | Owner::Nothing(_) => read_whole(Rule::one_because, tail.of(self.text)).is_some(),
        }
    }

    fn attach(&mut self, block: Block, owner: &mut Owner) {
        let b = Builder::new(self.file, self.text);
        let done = block.close(&b);
        self.problems.extend(b.take_problems());
        match (done, owner) {
            (Done::Item(item), Owner::File) => self.tree.items.push(item),
            (done @ (Done::Kpi(_) | Done::Adjust(_)), Owner::Block(block)) => block.attach(done),
            (Done::Item(_) | Done::Kpi(_) | Done::Adjust(_), _) => {}
        }
    }

    fn is_known(&self, piece: Piece) -> bool {
        let span = self.span(piece);
        self.known.iter().any(|known| known.start < span.end && known.end > span.start)
    }

    /// Says what is wrong with a clause that cannot be read, unless a fault within it has been said already.
    fn broken_line(&mut self, context: &'static Context, line: Option<&Line>, piece: Piece) {
        if self.is_known(piece) {
            return;
        }
        let rule = match (line, context.plain) {
            (Some(line), _) => line.rule,
            (None, Some((rule, _))) if context.lines.is_empty() || begins_column(piece.of(self.text)) => rule,
            (None, _) => {
                let problem = expectation::unknown_word(self.file, self.text, piece, context);
                self.problems.push(problem);
                return;
            }
        };
        if let Some(braces) = self.structure.block_in(piece)
            && self.broken_lines_inside(rule, context, piece, braces)
        {
            return;
        }
        self.say_where(rule, context.one, piece);
    }

    /// Bands and tiers within a clause: each of their lines for itself. False where none of them is broken.
    fn broken_lines_inside(&mut self, rule: Rule, context: &Context, piece: Piece, braces: Braces) -> bool {
        let head = Piece { start: piece.start, end: braces.open.start };
        let words = head.of(self.text);
        let inner: &'static Context = if ["tiers", "累进", "跳点", "分段累计"].iter().any(|word| words.contains(word)) {
            &TIERS
        } else if rule == Rule::score_line || ["bands", "分档"].iter().any(|word| words.contains(word)) {
            &BANDS
        } else {
            return false;
        };
        let failure = expectation::failure(rule, context.one, piece.of(self.text));
        if failure.is_some_and(|at| at.saturating_add(piece.start) <= braces.open.start) {
            return false;
        }
        let before = self.problems.len();
        let body = Piece { start: braces.open.end, end: braces.close.start.min(piece.end) };
        for line in self.structure.pieces(body, inner.steps) {
            if read_whole(inner.one, line.of(self.text)).is_none() && read_whole(Rule::one_because, line.of(self.text)).is_none() {
                self.broken_line(inner, None, line);
            }
        }
        self.problems.len() > before
    }

    /// Reads a broken clause again for the place where it breaks. `rule` reads its beginning, `whole` all of it.
    fn say_where(&mut self, rule: Rule, whole: Rule, piece: Piece) {
        if !self.is_known(piece) {
            let problem = expectation::broken(self.file, self.text, piece, (rule, whole));
            self.problems.push(problem);
        }
    }
}

/// The clause of the context that begins with the text's first word.
fn line_of(context: &Context, text: &str) -> Option<&'static Line> {
    let text = text.trim_start();
    context.lines.iter().find(|line| MeritParser::parse(line.key, text).is_ok())
}

/// Reads the whole text by one of the rules for a single clause.
fn read_whole(rule: Rule, text: &str) -> Option<clauses::Node<'_>> {
    MeritParser::parse(rule, text).ok()?.next()
}

/// Whether a line is `name :`.
fn begins_column(text: &str) -> bool {
    let text = text.trim_start();
    let Some(name) = MeritParser::parse(Rule::name, text).ok().and_then(|mut read| read.next()) else { return false };
    text.get(name.as_str().len()..).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\u{3000}']).starts_with([':', '\u{FF1A}']))
}
