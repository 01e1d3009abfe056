//! Braces paired by layout, where they do not come out even or where even ones contradict what the lines say.

use super::{Braces, Fault, Mark, Piece, Structure, is_blank};
use crate::syntax::recovery::declared;
use rustc_hash::FxHashSet;

/// So many faults and no more are told; a text with more of them is no policy.
const MOST_FAULTS: usize = 400;
/// How many faults layout may find where the braces come out even. With more of them the layout is the author's own.
const MOST_IN_EVEN: usize = 4;
/// Lines without a head are looked for so far back.
const MOST_LINES_BACK: usize = 1_000;

/// Lines that the head of a block may take.
const MOST_HEAD_LINES: usize = 20;

/// What a line says to somebody who looks for a missing brace.
pub(in crate::syntax::recovery) struct Heads {
    /// Whether it begins with the head of a block or is a clause that stands at the top level only.
    pub opens: fn(&str) -> bool,
    /// Whether it is the head of a block and nothing else.
    pub lacks_brace: fn(&str) -> bool,
    /// Whether it is the beginning of a clause that goes on with a brace.
    pub asks_for_brace: fn(&str) -> bool,
    /// Whether it gives the values of an example.
    pub gives: fn(&str) -> bool,
    /// In how many blocks it stands where it is the head of one with a name of its own, up to the brace.
    pub depth: fn(&str) -> Option<usize>,
    /// Whether it is the head of a block that holds other blocks.
    pub holds_blocks: fn(&str) -> bool,
}

/// What the block of a known head holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Blocks,
    Lines,
}

/// How far matching by indentation has come.
#[derive(Default)]
struct Walk {
    /// The open blocks and how far their lines are indented.
    open: Vec<(usize, usize)>,
    /// The open blocks whose first line is indented further than their head.
    indenting: FxHashSet<usize>,
    last_closed: Option<Closed>,
    line_start: usize,
    line_begins: bool,
    /// How far the last line that was not blank is indented.
    last_indent: usize,
    /// How many more braces close than open, and open than close.
    surplus: usize,
    deficit: usize,
}

/// The block closed last, and by which brace.
#[derive(Clone, Copy)]
struct Closed {
    block: usize,
    /// How far the line that opens it is indented.
    opened: usize,
    /// How far its brace is indented, and where the line of that brace begins.
    closed: usize,
    line_start: usize,
}

impl<'t> Structure<'t> {
    /// Pairs the braces by layout; `even` as they stand where they come out even, which holds where layout says no better.
    pub(super) fn match_by_layout(&mut self, even: Option<Vec<Braces>>, heads: &Heads) {
        let before = self.marks.clone();
        self.open_heads(heads);
        self.open_rows(heads);
        let opened = super::plain_match(&mut self.marks);
        match opened {
            Some(braces) if !self.faults.is_empty() && !self.contradicts(heads) => self.braces = braces,
            Some(_) | None => self.match_by_indent(heads),
        }
        if let Some(even) = even
            && self.faults.len() > MOST_IN_EVEN
        {
            self.marks = before;
            self.braces = even;
            self.faults.clear();
        }
    }

    /// Whether lines contradict braces that come out even: the head of a block stands where it may not, or has lines but no brace.
    pub(super) fn contradicts(&self, heads: &Heads) -> bool {
        let mut open: Vec<Option<Holds>> = Vec::new();
        let (mut line_start, mut first) = (0, 0);
        for (at, (place, mark)) in self.marks.iter().enumerate() {
            let line = self.text.get(line_start..place.start).unwrap_or("");
            match mark {
                Mark::Open(_) => {
                    let depth = (heads.depth)(line);
                    let held = open.last().is_none_or(|outer| outer.is_none_or(|outer| outer == Holds::Blocks));
                    if depth.is_some_and(|depth| depth != open.len() || !held) {
                        return true;
                    }
                    let holds = if (heads.holds_blocks)(line.trim_start()) { Holds::Blocks } else { Holds::Lines };
                    open.push(depth.map(|_| holds));
                    line_start = place.end;
                }
                Mark::Close => {
                    open.pop();
                    line_start = place.end;
                }
                Mark::Line => {
                    if self.has_lines(line_start, (first, at), place.end) && (heads.lacks_brace)(line) {
                        return true;
                    }
                    line_start = place.end;
                    first = at.saturating_add(1);
                }
                Mark::Semicolon => line_start = place.end,
                Mark::Round(_) | Mark::RoundEnd | Mark::Extra => {}
            }
        }
        false
    }

    /// Whether a line without braces has lines that stand deeper than it; `marks` are its own, and `end` is where the next one begins.
    fn has_lines(&self, line_start: usize, marks: (usize, usize), end: usize) -> bool {
        let line = self.text.get(line_start..end).unwrap_or("");
        if !line.trim_start().starts_with(char::is_alphabetic) || self.has_braces(marks.0, marks.1) {
            return false;
        }
        let next = self.after_lines(marks.1.saturating_add(1), end);
        !next.starts_with(['{', '\u{FF5B}'])
            && self.indent_at(self.text.len().saturating_sub(next.len())) > indent_of(self.text, line_start)
    }

    /// Puts an opening brace behind a head that lacks one: where its lines are indented, or while more braces close than open.
    fn open_heads(&mut self, heads: &Heads) {
        let mut missing = self.count(Mark::Close).saturating_sub(self.count(Mark::Open(0)));
        let (mut line_start, mut first) = (0, 0);
        let mut at = 0;
        while let Some((place, mark)) = self.marks.get(at).copied().filter(|_| self.faults.len() < MOST_FAULTS) {
            if mark == Mark::Line {
                let line = self.text.get(line_start..place.start).unwrap_or("");
                let deeper = self.has_lines(line_start, (first, at), place.end);
                let bare = deeper
                    || missing > 0
                        && !self.has_braces(first, at)
                        && !self.after_lines(at.saturating_add(1), place.end).starts_with(['{', '\u{FF5B}']);
                if bare && (heads.lacks_brace)(line) || deeper && (heads.asks_for_brace)(line) {
                    let brace = Piece { start: place.start, end: place.start };
                    self.marks.insert(at, (brace, Mark::Open(0)));
                    self.faults.push(Fault::Unopened(Piece { start: line_start, end: place.start }));
                    missing = missing.saturating_sub(1);
                    at = at.saturating_add(1);
                }
                line_start = place.end;
                first = at.saturating_add(1);
            }
            at = at.saturating_add(1);
        }
    }

    /// How far the line of a place is indented.
    fn indent_at(&self, at: usize) -> usize {
        let line = self.text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end.saturating_add(1));
        indent_of(self.text, line)
    }

    fn has_braces(&self, from: usize, to: usize) -> bool {
        self.marks.get(from..to).is_some_and(|marks| marks.iter().any(|(_, mark)| matches!(mark, Mark::Open(_) | Mark::Close)))
    }

    /// Puts an opening brace behind the name of the rows an example gives.
    fn open_rows(&mut self, heads: &Heads) {
        let inputs: FxHashSet<&str> = self.text.lines().filter_map(declared::input_name).collect();
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(line) = self.text.get(from..).and_then(|rest| rest.split_inclusive(['\n', '\r']).next()) {
            let start = from;
            from = from.saturating_add(line.len());
            if !line.trim_start().starts_with(char::is_alphabetic) || !(heads.gives)(line) {
                continue;
            }
            let indent = indent_of(self.text, start);
            let deeper = self.text.get(from..).unwrap_or("").split_inclusive(['\n', '\r']);
            let more: usize =
                deeper.take_while(|next| is_blank(next) || indent_of(next, 0) > indent).take(MOST_LINES_BACK).map(str::len).sum();
            from = from.saturating_add(more);
            let clause = self.text.get(start..from).unwrap_or("");
            let bare = declared::words(clause).skip(1).find(|(at, word)| {
                let behind = clause.get(at.saturating_add(word.len())..).unwrap_or("").trim_start();
                inputs.contains(word) && behind.starts_with(|c: char| c.is_alphabetic() || c == '`')
            });
            places.extend(bare.map(|(at, word)| (start.saturating_add(at), start.saturating_add(at).saturating_add(word.len()))));
        }
        for (start, end) in places.into_iter().take(MOST_FAULTS) {
            let index = self.first_mark(end);
            self.marks.insert(index, (Piece { start: end, end }, Mark::Open(0)));
            self.faults.push(Fault::UnopenedRows(Piece { start, end }));
        }
    }

    /// Where the braces do not match, indentation says which of them is missing or too many.
    fn match_by_indent(&mut self, heads: &Heads) {
        let surplus = self.count(Mark::Close).saturating_sub(self.count(Mark::Open(0)));
        let deficit = self.count(Mark::Open(0)).saturating_sub(self.count(Mark::Close));
        let mut walk = Walk { line_begins: true, surplus, deficit, ..Walk::default() };
        let mut at = 0;
        while let Some((place, mark)) = self.marks.get(at).copied() {
            let before = self.text.get(walk.line_start..place.start).unwrap_or("");
            if walk.line_begins && (heads.opens)(before.trim_start()) {
                let indent = indent_of(self.text, walk.line_start);
                self.leave_from(&mut walk, indent);
            }
            if walk.line_begins && !before.trim().is_empty() {
                let indent = indent_of(self.text, walk.line_start);
                self.leave_by_indent(&mut walk, indent);
            }
            walk.line_begins = false;
            match mark {
                Mark::Open(_) => {
                    walk.open.push((self.braces.len(), indent_of(self.text, self.clause_start(walk.line_start))));
                    self.set(at, Mark::Open(self.braces.len()));
                    self.braces.push(Braces { open: place, close: Piece { start: self.text.len(), end: self.text.len() } });
                    walk.last_closed = None;
                }
                Mark::Close | Mark::Extra => {
                    let first = before.trim().is_empty();
                    at = self.close(&mut walk, heads, (at, place), first);
                }
                Mark::Line => {
                    if !before.trim().is_empty() {
                        walk.last_indent = indent_of(self.text, walk.line_start);
                    }
                    walk.line_start = place.end;
                    walk.line_begins = true;
                }
                Mark::Semicolon | Mark::Round(_) | Mark::RoundEnd => {}
            }
            at = at.saturating_add(1);
        }
        if walk.line_begins && (heads.opens)(self.text.get(walk.line_start..).unwrap_or("").trim_start()) {
            let indent = indent_of(self.text, walk.line_start);
            self.leave_from(&mut walk, indent);
        }
        walk.line_start = self.text.len();
        self.leave_from(&mut walk, 0);
    }

    /// Where the first line of a clause begins that goes on behind a comma or a colon: the head of a table of examples may be long.
    fn clause_start(&self, line_start: usize) -> usize {
        let mut start = line_start;
        for line in self.text.get(..line_start).unwrap_or("").split_inclusive('\n').rev().take(MOST_HEAD_LINES) {
            if !line.trim_end().ends_with([',', '\u{FF0C}', ':', '\u{FF1A}']) {
                break;
            }
            start = start.saturating_sub(line.len());
        }
        start
    }

    /// Settles a closing brace; `first` where it begins its line. Gives back where its mark stands then.
    fn close(&mut self, walk: &mut Walk, heads: &Heads, (at, place): (usize, Piece), first: bool) -> usize {
        let indent = indent_of(self.text, walk.line_start);
        while first
            && walk.open.len() > 1
            && let Some((block, own)) = walk.open.last().copied()
            && own > indent
        {
            walk.open.pop();
            self.leave(block, walk.line_start);
        }
        let outer = walk.open.last().map(|(_, own)| *own);
        if first && walk.surplus > 0 && outer.is_none_or(|own| own < indent) && self.closed_too_early(walk, indent, place) {
            return at.saturating_add(1);
        }
        // A block that opens on a line of its own closes on one; a brace within a line belongs to something else.
        let inline = !first
            && walk.surplus > 0
            && walk.open.last().and_then(|(block, _)| self.braces.get(*block)).is_some_and(|block| block.open.end <= walk.line_start)
            && walk.open.last().and_then(|(block, _)| self.opener(*block)).is_some_and(heads.opens);
        let repeats = first && walk.last_closed.is_some_and(|last| last.opened == indent) && outer.is_some_and(|own| own < indent);
        let holds = walk.open.last().is_none_or(|(block, own)| *own < indent && self.opener(*block).is_some_and(heads.holds_blocks));
        let headless = first && walk.surplus > 0 && walk.last_indent > indent && holds;
        if headless && let Some(start) = self.headless_from(walk.line_start, indent) {
            walk.surplus = walk.surplus.saturating_sub(1);
            self.headless(Piece { start, end: walk.line_start }, place);
            return at.saturating_add(1);
        }
        match walk.open.last().copied().filter(|_| !repeats && !inline) {
            Some((block, own)) => {
                walk.open.pop();
                if let Some(block) = self.braces.get_mut(block) {
                    block.close = place;
                }
                walk.last_closed = Some(Closed { block, opened: own, closed: indent, line_start: walk.line_start });
            }
            None => {
                walk.surplus = walk.surplus.saturating_sub(1);
                self.set(at, Mark::Extra);
                let before = walk.last_closed.and_then(|last| self.braces.get(last.block)).map(|block| block.open);
                let from = if inline { self.headless_from(walk.line_start, indent.saturating_sub(1)) } else { None };
                self.fault(Fault::Extra(place, before, from.unwrap_or(walk.line_start)));
            }
        }
        at
    }

    /// Takes lines that are closed but never opened for a block of their own.
    fn headless(&mut self, lines: Piece, close: Piece) {
        let open = Piece { start: lines.start, end: lines.start };
        let block = self.braces.len();
        self.braces.push(Braces { open, close });
        let index = self.first_mark(lines.start);
        self.marks.insert(index, (open, Mark::Open(block)));
        self.fault(Fault::Headless(close, lines));
    }

    /// Whether the brace before closed a block that this one fits better; its own lines then have no head.
    fn closed_too_early(&mut self, walk: &mut Walk, indent: usize, place: Piece) -> bool {
        let Some(last) = walk.last_closed.filter(|last| last.opened == indent && last.closed > indent) else { return false };
        let Some(early) = self.braces.get(last.block).copied() else { return false };
        let Some(start) = self.headless_from(last.line_start, last.closed).filter(|start| *start >= early.open.end) else { return false };
        if let Some(block) = self.braces.get_mut(last.block) {
            block.close = place;
        }
        self.headless(Piece { start, end: last.line_start }, early.close);
        walk.last_closed = Some(Closed { closed: indent, line_start: walk.line_start, ..last });
        walk.surplus = walk.surplus.saturating_sub(1);
        true
    }

    /// The line that opens a block, up to its brace.
    fn opener(&self, block: usize) -> Option<&'t str> {
        let before = self.text.get(..self.braces.get(block)?.open.start)?;
        before.get(before.rfind(['\n', '\r']).map_or(0, |end| end.saturating_add(1))..).map(str::trim)
    }

    /// Where the lines begin that stand deeper than a brace that closes nothing.
    fn headless_from(&self, line_start: usize, indent: usize) -> Option<usize> {
        if self.faults.len() >= MOST_FAULTS {
            return None;
        }
        let mut from = line_start;
        let lines = self.text.get(..line_start)?.split_inclusive('\n').rev().take(MOST_LINES_BACK);
        for line in lines {
            let start = from.saturating_sub(line.len());
            if !is_blank(line) && line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}')).count() <= indent {
                break;
            }
            from = start;
        }
        (from < line_start).then_some(from)
    }

    fn count(&self, wanted: Mark) -> usize {
        self.marks.iter().filter(|(_, mark)| std::mem::discriminant(mark) == std::mem::discriminant(&wanted)).count()
    }

    /// Ends all open blocks whose line stands as deep as `indent` or deeper.
    fn leave_from(&mut self, walk: &mut Walk, indent: usize) {
        while let Some((block, _)) = walk.open.last().copied().filter(|(_, own)| *own >= indent) {
            walk.open.pop();
            self.leave(block, walk.line_start);
        }
    }

    /// Ends blocks that indent their lines where a line stands no deeper than their head, while braces are missing.
    fn leave_by_indent(&mut self, walk: &mut Walk, indent: usize) {
        while let Some((block, own)) = walk.open.last().copied().filter(|_| walk.deficit > 0) {
            let first_line = self.braces.get(block).is_some_and(|block| {
                !self.text.get(block.open.end..walk.line_start).unwrap_or("").lines().skip(1).any(|line| !is_blank(line))
            });
            if first_line && indent > own {
                walk.indenting.insert(block);
            }
            if indent > own || !walk.indenting.contains(&block) {
                return;
            }
            walk.open.pop();
            walk.deficit = walk.deficit.saturating_sub(1);
            self.leave(block, walk.line_start);
        }
    }

    /// Ends a block whose closing brace is missing.
    fn leave(&mut self, block: usize, at: usize) {
        if let Some(block) = self.braces.get_mut(block) {
            block.close = Piece { start: at, end: at };
            let open = block.open;
            self.fault(Fault::Unclosed(open));
        }
    }

    /// Notes a fault, if there is room for it.
    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }
}

/// How far the line that begins at a place is indented.
fn indent_of(text: &str, line_start: usize) -> usize {
    let line = text.get(line_start..).unwrap_or("");
    line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}')).count()
}
