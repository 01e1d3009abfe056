//! Reads a file that the grammar does not accept as a whole: clause by clause, each broken one for itself.
//!
//! The braces say what belongs to what. Every clause is read by its own rule; what can be read joins the tree, and what
//! cannot is read once more for the place where it breaks and what was expected there.

mod columns;
mod contexts;
mod declared;
mod expectation;
mod faults;
mod heads;
mod models;
mod pairs;
mod slips;
mod structure;
#[cfg(test)]
mod tests;
mod words;

use super::ast::{Broken, File};
use super::clause_problems as problems;
use super::clauses::{self, Block, Done};
use super::expression::Builder;
use super::parser::{MeritParser, Rule};
use super::{MOST_MESSAGES, Wide, parted};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use contexts::{BANDS, Context, GRID, Inside, Line, Loss, TIERS, TOP};
use declared::Declared;
use heads::HEADS;
use pest::Parser;
use structure::{Braces, Piece, Steps, Structure, is_blank};

/// The tree of a file of which nothing could be read.
pub(super) fn lost(file: FileId, text: &str) -> File {
    let span = Span::new(file, 0, text.len());
    File { items: Vec::new(), allows: Vec::new(), broken: vec![Broken { block: None, word: None, names: Vec::new(), span }] }
}

/// Whether a file holds nothing but blanks and comments.
pub(super) fn is_empty(text: &str) -> bool {
    let whole = Piece { start: 0, end: text.len() };
    Structure::new(text, &HEADS).pieces(whole, Steps::Joined).is_empty()
}

/// Reads what can be read. `known` are places of which something has been said already: nothing is added to them.
pub(super) fn recover(file: FileId, text: &str, wide: Wide<'_>, known: &[Diagnostic]) -> (File, Vec<Diagnostic>) {
    let room = MOST_MESSAGES.saturating_sub(known.len());
    let known = known.iter().filter_map(|problem| problem.labels.first()).map(|label| label.span).collect();
    let structure = Structure::new(text, &HEADS);
    let names = Declared::new(text);
    let mut reader =
        Reader { file, text, wide, structure, names, known, tree: File::default(), problems: Vec::new(), room, given_up: None };
    reader.report_faults();
    let whole = Piece { start: 0, end: text.len() };
    reader.clauses(&TOP, whole, &mut Owner::File);
    reader.give_up();
    (reader.tree, reader.problems)
}

/// What the clauses being read belong to.
enum Owner {
    File,
    Block(Box<Building>),
    /// A block whose head is broken: its lines are read for their faults and the names they would have declared.
    Nothing(Vec<String>),
}

/// A block that takes lines one by one. Each is tried first, so that a line with two readings leaves no guess behind.
struct Building {
    block: Block,
    trial: Block,
    /// Whether something was said about the line before.
    before: Said,
}

/// A head as it was read.
struct Head {
    block: Option<Box<Building>>,
    context: &'static Context,
    /// The rule of a first line that is not like the others.
    first: Option<Rule>,
    said: Said,
}

/// Whether something was said about a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Something,
}

/// How a clause could be read.
enum Reading {
    Whole,
    /// It is as the grammar has it, but something is to be said about it; what was built is a guess and is not kept.
    Unclear(Vec<Diagnostic>),
    Not,
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    wide: Wide<'t>,
    names: Declared,
    structure: Structure<'t>,
    known: Vec<Span>,
    tree: File,
    problems: Vec<Diagnostic>,
    /// How many messages may be said.
    room: usize,
    /// Where reading stopped because there were more.
    given_up: Option<usize>,
}

impl<'t> Reader<'t> {
    fn span(&self, piece: Piece) -> Span {
        let text = piece.of(self.text);
        let start = piece.start.saturating_add(text.len().saturating_sub(text.trim_start().len()));
        Span::new(self.file, start, start.saturating_add(text.trim().len()))
    }

    /// Whether so much has been said that nothing more is read, from this piece on.
    fn is_full(&mut self, piece: Piece) -> bool {
        let full = self.problems.len() >= self.room;
        if full && self.given_up.is_none() {
            self.given_up = Some(piece.start);
        }
        full
    }

    /// Says that the rest of the file has not been read, if so, and notes the names it may declare.
    fn give_up(&mut self) {
        let Some(start) = self.given_up else { return };
        // Where the characters alone filled the room, nothing behind the last of them has been said.
        let start = if self.room == 0 { self.known.last().map_or(start, |last| start.max(last.end as usize)) } else { start };
        let rest = Piece { start, end: self.text.len() };
        self.problems.truncate(self.room);
        self.problems.push(super::problems::too_many_mistakes(self.first_line(rest), MOST_MESSAGES));
        let names = declared::words(rest.of(self.text)).map(|(_, word)| word.to_string()).collect();
        self.break_off(None, None, names, rest);
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
            if self.is_full(piece) {
                return;
            }
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
        let line = line_of(context, text);
        let braces = self.structure.block_in(piece);
        match self.take_whole(context, piece, owner) {
            Reading::Whole => return,
            Reading::Unclear(said) if line.is_some_and(pairs::is_of_pairs) => {
                self.problems.extend(said);
                self.lose_pairs(context, line, piece, owner);
                return;
            }
            Reading::Unclear(said) => {
                let before = self.problems.len();
                match (line.and_then(|line| Some((line, line.block?))), braces) {
                    (Some((line, inside)), Some(braces)) => self.block(line, inside, (piece, braces), owner),
                    (Some(_) | None, _) => self.lose_line(context, line, piece, owner),
                }
                if self.problems.len() == before {
                    self.problems.extend(said);
                }
                return;
            }
            Reading::Not => {}
        }
        if is_reason(text) {
            return;
        }
        if let Some((first, rest)) = self.split(context, piece) {
            self.clause(context, first, owner);
            self.clauses(context, rest, owner);
            return;
        }
        if let Some((first, rest)) = self.run_on(context, piece) {
            self.clause(context, first, owner);
            self.clauses(context, rest, owner);
            return;
        }
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
        self.lose_pairs(context, line, piece, owner);
    }

    /// Notes a line of which something has been said, with the names it would have declared.
    fn lose_line(&mut self, context: &Context, line: Option<&Line>, piece: Piece, owner: &mut Owner) {
        let text = piece.of(self.text);
        let word = line.map(|line| line.word).or(context.plain.map(|(_, word)| word));
        let word = word.or_else(|| expectation::meant(text, context).map(|meant| meant.word));
        let names = if word.is_some() || context.declares { declared::names(word, text) } else { Vec::new() };
        self.lose(owner, word, names, piece);
    }

    /// Where a line that ends in a comma or an operator was joined with the next one, but that one is a clause of its own.
    fn split(&self, context: &Context, piece: Piece) -> Option<(Piece, Piece)> {
        let at = self.structure.line_in(piece, |next| line_of(context, next).is_some())?;
        Some((Piece { start: piece.start, end: at }, Piece { start: at, end: piece.end }))
    }

    /// Where a clause stands behind the `}` of another one on the same line.
    fn run_on(&mut self, context: &Context, piece: Piece) -> Option<(Piece, Piece)> {
        let close = self.structure.block_in(piece)?.close.end;
        let tail = Piece { start: close, end: piece.end };
        line_of(context, tail.of(self.text)).filter(|line| line.word != "because")?;
        let lead = tail.of(self.text).len().saturating_sub(tail.of(self.text).trim_start().len());
        let start = close.saturating_add(lead);
        let word = expectation::first_word(self.text.get(start..piece.end).unwrap_or(""));
        let span = Span::new(self.file, start, start.saturating_add(word.len()));
        if close < piece.end && !self.is_known(tail) {
            self.problems.push(problems::clause_behind_brace(word, span));
        }
        (close < piece.end).then_some((Piece { start: piece.start, end: close }, tail))
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
        let body = Piece { start: self.structure.body_start(braces.open), end: braces.close.start.min(piece.end) };
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
                block.block.lose_line();
                let span = block.block.span();
                self.break_off(Some(span), word, names, piece);
            }
            Owner::Nothing(lost) => lost.extend(names),
        }
    }

    /// Builds the clause if the rule reads the whole piece.
    fn take_whole(&mut self, context: &Context, piece: Piece, owner: &mut Owner) -> Reading {
        if let Owner::Nothing(names) = owner {
            if read_whole(context.one, piece.of(self.text)).is_none() {
                return Reading::Not;
            }
            if context.declares {
                let word = line_of(context, piece.of(self.text)).map(|line| line.word).or(context.plain.map(|(_, word)| word));
                names.extend(declared::names(word, piece.of(self.text)));
            }
            return Reading::Whole;
        }
        self.take(context.one, piece, owner)
    }

    fn take(&mut self, rule: Rule, piece: Piece, owner: &mut Owner) -> Reading {
        let Some(read) = read_whole(rule, piece.of(self.text)) else { return Reading::Not };
        let b = Builder::piece(self.file, (self.text, piece.of(self.text)), piece.start, self.wide);
        let mut items = Vec::new();
        for node in clauses::children(&read) {
            match owner {
                Owner::File => items.extend(clauses::clause(&b, node)),
                Owner::Block(building) => building.trial.line(&b, node),
                Owner::Nothing(_) => {}
            }
        }
        let (mut said, allows) = (b.take_problems(), b.take_allows());
        let unclear = !said.is_empty();
        if let Owner::Block(building) = owner {
            // What a cap under a line bounds is not asked where that line has to be written again.
            said.retain(|problem| building.before == Said::Nothing || problem.code != problems::WHICH_CAP);
            building.before = if unclear { Said::Something } else { Said::Nothing };
        }
        if unclear {
            return Reading::Unclear(said);
        }
        self.tree.allows.extend(allows);
        self.tree.items.extend(items.into_iter().filter_map(|done| if let Done::Item(item) = done { Some(item) } else { None }));
        if let Owner::Block(building) = owner {
            clauses::children(&read).for_each(|node| building.block.line(&b, node));
        }
        Reading::Whole
    }

    /// Reads a line that no other could be; what is to be said about it is said.
    fn take_or_say(&mut self, rule: Rule, piece: Piece, owner: &mut Owner) -> Said {
        match self.take(rule, piece, owner) {
            Reading::Whole => Said::Nothing,
            Reading::Unclear(said) => {
                self.problems.extend(said);
                Said::Something
            }
            Reading::Not => {
                self.say_where(rule, rule, piece);
                Said::Something
            }
        }
    }

    /// A block of which something is broken: its head, its lines, and what stands behind it, each for itself.
    fn block(&mut self, line: &Line, inside: &'static Inside, (piece, braces): (Piece, Braces), owner: &mut Owner) {
        let head = Piece { start: piece.start, end: braces.open.start };
        let body = Piece { start: self.structure.body_start(braces.open), end: braces.close.start.min(piece.end) };
        let tail = Piece { start: braces.close.end, end: piece.end.max(braces.close.end) };
        let problems_before = self.problems.len();
        let Head { block, context, first, said } = self.head(inside, head);
        let mut own = block.map_or_else(|| Owner::Nothing(declared::names(Some(line.word), head.of(self.text))), Owner::Block);
        let before = self.tree.broken.len();
        let mut pieces = self.structure.pieces(body, context.steps).into_iter();
        if let (Some(rule), Some(first)) = (first, if first.is_some() { pieces.next() } else { None })
            && self.take_or_say(rule, first, &mut own) == Said::Something
        {
            self.lose(&mut own, Some("row"), Vec::new(), first);
        }
        for (at, piece) in pieces.enumerate() {
            if self.is_full(piece) {
                break;
            }
            // A reason belongs to the line before it, and here is none.
            if at == 0 && first.is_none() && line_of(context, piece.of(self.text)).is_none() && is_reason(piece.of(self.text)) {
                self.broken_line(context, None, piece);
            } else {
                self.clause(context, piece, &mut own);
            }
        }
        self.keep_first(problems::MINUS_OR_COLUMN, problems_before);
        let lines_lost = self.tree.broken.len() > before;
        if !is_blank(tail.of(self.text)) {
            match &own {
                Owner::Block(_) => {
                    self.take_or_say(Rule::one_because, tail, &mut own);
                }
                Owner::File | Owner::Nothing(_) if is_reason(tail.of(self.text)) => {}
                Owner::File | Owner::Nothing(_) => self.say_where(Rule::one_because, Rule::one_because, tail),
            }
        }
        match own {
            Owner::Block(_) if said == Said::Something => self.lose(owner, Some(line.word), declared::all(piece.of(self.text)), piece),
            Owner::Block(building) if !(lines_lost && inside.loss == Loss::Whole) => self.attach(building, owner),
            Owner::Block(_) => self.lose(owner, Some(line.word), declared::names(Some(line.word), head.of(self.text)), piece),
            Owner::Nothing(names) => self.lose(owner, Some(line.word), names, piece),
            Owner::File => {}
        }
    }

    /// Of the messages with this code since a moment only the first: every line of one block would say the same.
    fn keep_first(&mut self, code: &str, from: usize) {
        let mut seen = Said::Nothing;
        let mut at = 0_usize;
        self.problems.retain(|problem| {
            let repeats = at >= from && problem.code == code && seen == Said::Something;
            if at >= from && problem.code == code {
                seen = Said::Something;
            }
            at = at.saturating_add(1);
            !repeats
        });
    }

    /// Reads a head; a grid's first line is read by a rule of its own.
    fn head(&mut self, inside: &'static Inside, head: Piece) -> Head {
        let text = head.of(self.text);
        let start = text.len().saturating_sub(text.trim_start().len());
        let base = head.start.saturating_add(start);
        let text = text.trim_start();
        let lost = Head { block: None, context: inside.context, first: None, said: Said::Something };
        let b = Builder::piece(self.file, (self.text, text), base, self.wide);
        let read = MeritParser::parse(inside.head, text).ok().and_then(|mut read| read.next());
        let Some(read) = read else {
            self.say_where(inside.head, inside.head, head);
            return lost;
        };
        let rest = Piece { start: base.saturating_add(read.as_str().len()), end: head.end };
        let trial = Block::open(&b, read.clone());
        let said = b.take_problems();
        let mut block = Block::open(&b, read).zip(trial).map(|(block, trial)| Box::new(Building { block, trial, before: Said::Nothing }));
        let head_said = if said.is_empty() { Said::Nothing } else { Said::Something };
        if is_blank(rest.of(self.text)) {
            self.problems.extend(said);
            return Head { block, context: inside.context, first: None, said: head_said };
        }
        let rest_text = rest.of(self.text);
        let b = Builder::piece(self.file, (self.text, rest_text), rest.start, self.wide);
        let grid = MeritParser::parse(Rule::grid_mark, rest_text.trim_start()).ok().and_then(|mut read| read.next());
        if let Some(mark) = grid.filter(|mark| inside.head == Rule::table_head && mark.as_str().trim() == rest_text.trim()) {
            self.problems.extend(said);
            if let Some(building) = &mut block {
                building.block.line(&b, mark.clone());
                building.trial.line(&b, mark);
            }
            return Head { block, context: &GRID, first: Some(Rule::one_grid_head), said: head_said };
        }
        // Read with its brace, so that what may go on before the brace is known.
        let whole = Piece { start: head.start, end: head.end };
        self.say_where(inside.head, TOP.one, whole);
        lost
    }

    fn attach(&mut self, building: Box<Building>, owner: &mut Owner) {
        let b = Builder::new(self.file, self.text, self.wide);
        let done = building.block.close(&b);
        self.problems.extend(b.take_problems());
        match (done, owner) {
            (Done::Item(item), Owner::File) => self.tree.items.push(item),
            (done, Owner::Block(building)) => building.block.attach(done),
            (Done::Kpi(_) | Done::Adjust(_) | Done::ExampleTable(_) | Done::Amendment(_), Owner::File) | (_, Owner::Nothing(_)) => {}
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
        let plain_column = line.is_none() && context.plain.is_some_and(|(rule, _)| rule == Rule::column_line);
        if plain_column && let Some(problem) = columns::slip(self.file, self.text, piece) {
            self.problems.push(problem);
            return;
        }
        if self.names.reads_odd(piece.of(self.text)) {
            return;
        }
        let rule = match (line, context.plain) {
            (Some(line), _) => line.rule,
            (None, Some((rule, _))) if rule != Rule::column_line || begins_column(piece.of(self.text)) => rule,
            (None, _) => {
                let problem = self.glued(piece, 0).unwrap_or_else(|| expectation::unknown_word(self.file, self.text, piece, context));
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
        let body = Piece { start: self.structure.body_start(braces.open), end: braces.close.start.min(piece.end) };
        for line in self.structure.pieces(body, inner.steps) {
            if read_whole(inner.one, line.of(self.text)).is_none() && !is_reason(line.of(self.text)) {
                self.broken_line(inner, None, line);
            }
        }
        self.problems.len() > before
    }

    /// Reads a broken clause again for the place where it breaks. `rule` reads its beginning, `whole` all of it.
    fn say_where(&mut self, rule: Rule, whole: Rule, piece: Piece) {
        if self.is_known(piece) || self.names.reads_odd(piece.of(self.text)) {
            return;
        }
        let at = expectation::failure(rule, whole, piece.of(self.text)).unwrap_or(0);
        let problem = self.glued(piece, at).unwrap_or_else(|| expectation::broken(self.file, self.text, piece, (rule, whole)));
        self.problems.push(problem);
    }

    /// The message about a run of names and words without blanks, where a clause breaks at it.
    fn glued(&self, piece: Piece, at: usize) -> Option<Diagnostic> {
        let own = piece.of(self.text);
        let (start, run) = declared::run_at(own, at)?;
        let parted = parted(run, &|name| self.names.knows(name))?;
        let start = piece.start.saturating_add(start);
        Some(problems::glued_run(run, &parted, Span::new(self.file, start, start.saturating_add(run.len()))))
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

/// Whether a text is the reason behind a clause.
fn is_reason(text: &str) -> bool {
    read_whole(Rule::one_because, text).is_some()
}

/// Whether a line is `name :`.
fn begins_column(text: &str) -> bool {
    let text = text.trim_start();
    let Some(name) = MeritParser::parse(Rule::name, text).ok().and_then(|mut read| read.next()) else { return false };
    let rest = text.get(name.as_str().len()..).unwrap_or("").trim_start_matches([' ', '\t', '\u{3000}']);
    let title = MeritParser::parse(Rule::quoted, rest).ok().and_then(|mut read| read.next()).map_or(0, |title| title.as_str().len());
    rest.get(title..).is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\u{3000}']).starts_with([':', '\u{FF1A}']))
}
