//! The skeleton of a text: its braces, brackets, line ends and comments, found without understanding a single clause.

/// A byte range of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
}

impl Piece {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A block between braces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Braces {
    /// The opening brace; empty where it is missing and a block's head says that it should be there.
    pub open: Piece,
    /// The closing brace; empty where it is missing.
    pub close: Piece,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Open(usize),
    Close,
    /// With the index of the mark that closes it, once that is known.
    Round(Option<usize>),
    RoundEnd,
    /// A line end, with the comment before it.
    Line,
    Semicolon,
    /// A brace that closes nothing.
    Extra,
}

/// What is wrong with the braces.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The brace that is never closed.
    Unclosed(Piece),
    /// The brace that closes nothing, the opening brace of the block closed before it, and where the lines begin that
    /// stand as deep as the brace.
    Extra(Piece, Option<Piece>, usize),
    /// The brace that closes lines without a head, and those lines.
    Headless(Piece, Piece),
    /// The end of a head whose opening brace is missing.
    Unopened(Piece),
}

/// Whether lines that begin with `less`, `at most` and the like are clauses of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Steps {
    Apart,
    Joined,
}

/// What a line says to somebody who looks for a missing brace.
pub(super) struct Heads {
    /// Whether it begins with the head of a block or is a clause that stands at the top level only.
    pub opens: fn(&str) -> bool,
    /// Whether it is the head of a block and nothing else.
    pub lacks_brace: fn(&str) -> bool,
    /// Whether it is the head of a block that holds other blocks.
    pub holds_blocks: fn(&str) -> bool,
}

/// How far matching by indentation has come.
#[derive(Default)]
struct Walk {
    /// The open blocks and how far their lines are indented.
    open: Vec<(usize, usize)>,
    /// The open blocks whose first line is indented further than their head.
    indenting: Vec<usize>,
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

pub(super) struct Structure<'t> {
    text: &'t str,
    marks: Vec<(Piece, Mark)>,
    braces: Vec<Braces>,
    pub faults: Vec<Fault>,
}

impl<'t> Structure<'t> {
    pub(super) fn new(text: &'t str, heads: &Heads) -> Structure<'t> {
        let mut structure = Structure { text, marks: marks(text), braces: Vec::new(), faults: Vec::new() };
        match plain_match(&mut structure.marks) {
            Some(braces) => structure.braces = braces,
            None => {
                structure.open_heads(heads);
                structure.match_by_indent(heads);
            }
        }
        structure.match_round();
        structure
    }

    /// The clauses between two places, without those inside their blocks.
    pub(super) fn pieces(&self, whole: Piece, steps: Steps) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = whole.start;
        let mut at = self.first_mark(whole.start);
        while let Some((place, mark)) = self.marks.get(at).filter(|(place, _)| place.start < whole.end) {
            at = at.saturating_add(1);
            match *mark {
                Mark::Open(block) => {
                    let Some(block) = self.braces.get(block) else { continue };
                    let end = block.close.end.max(place.end);
                    at = self.first_mark(end).max(at);
                    if block.close.start == block.close.end {
                        // A block that is never closed ends its clause where the next one begins.
                        pieces.push(Piece { start, end });
                        start = end;
                    }
                }
                Mark::Round(Some(end)) => at = end.max(at),
                Mark::Round(None) | Mark::RoundEnd | Mark::Close => {}
                Mark::Line => {
                    let piece = Piece { start, end: place.start };
                    if piece.of(self.text).trim().is_empty() {
                        start = place.end;
                    } else if !self.goes_on(piece, self.after_lines(at, place.end), steps) {
                        pieces.push(piece);
                        start = place.end;
                    }
                }
                Mark::Semicolon | Mark::Extra => {
                    pieces.push(Piece { start, end: place.start });
                    start = place.end;
                }
            }
        }
        pieces.push(Piece { start, end: whole.end.max(start) });
        pieces.retain(|piece| !is_blank(piece.of(self.text)));
        pieces
    }

    /// The beginning of the first later line of a piece, outside its blocks, that is as wanted.
    pub(super) fn line_in(&self, piece: Piece, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let mut at = self.first_mark(piece.start);
        while let Some((place, mark)) = self.marks.get(at).filter(|(place, _)| place.start < piece.end) {
            at = at.saturating_add(1);
            match *mark {
                Mark::Open(block) => {
                    if let Some(block) = self.braces.get(block) {
                        at = self.first_mark(block.close.end.max(place.end)).max(at);
                    }
                }
                Mark::Line => {
                    let next = self.text.get(place.end..piece.end).unwrap_or("");
                    let begun = !is_blank(self.text.get(piece.start..place.start).unwrap_or(""));
                    if begun && !next.trim_start_matches([' ', '\t', '\u{3000}']).starts_with(['\n', '\r', '#', '\u{FF03}']) && wanted(next)
                    {
                        return Some(place.end);
                    }
                }
                Mark::Close | Mark::Round(_) | Mark::RoundEnd | Mark::Semicolon | Mark::Extra => {}
            }
        }
        None
    }

    /// The first block that opens within a piece.
    pub(super) fn block_in(&self, piece: Piece) -> Option<Braces> {
        let from = self.first_mark(piece.start);
        let marks = self.marks.iter().skip(from).take_while(|(place, _)| place.start < piece.end);
        marks.filter_map(|(_, mark)| if let Mark::Open(block) = mark { self.braces.get(*block) } else { None }).next().copied()
    }

    fn first_mark(&self, from: usize) -> usize {
        self.marks.partition_point(|(place, _)| place.start < from)
    }

    /// The text behind the line ends that follow a mark.
    fn after_lines(&self, mut at: usize, mut from: usize) -> &'t str {
        while let Some((place, Mark::Line)) = self.marks.get(at)
            && is_blank(self.text.get(from..place.start).unwrap_or(""))
        {
            from = place.end;
            at = at.saturating_add(1);
        }
        self.text.get(from..).unwrap_or("").trim_start()
    }

    fn goes_on(&self, before: Piece, next: &str, steps: Steps) -> bool {
        let before = before.of(self.text).trim_end();
        ends_open(before) || begins_inside(next) || (steps == Steps::Joined && begins_step(next))
    }

    /// Puts an opening brace behind a head that lacks one, while more braces close than open.
    fn open_heads(&mut self, heads: &Heads) {
        let mut missing = self.count(Mark::Close).saturating_sub(self.count(Mark::Open(0)));
        let mut line_start = 0;
        let mut at = 0;
        while let Some((place, mark)) = self.marks.get(at).copied().filter(|_| missing > 0) {
            if mark == Mark::Line {
                let next_opens = self.after_lines(at.saturating_add(1), place.end).starts_with(['{', '\u{FF5B}']);
                if !next_opens && (heads.lacks_brace)(self.text.get(line_start..place.start).unwrap_or("")) {
                    let brace = Piece { start: place.start, end: place.start };
                    self.marks.insert(at, (brace, Mark::Open(0)));
                    self.faults.push(Fault::Unopened(Piece { start: line_start, end: place.start }));
                    missing = missing.saturating_sub(1);
                    at = at.saturating_add(1);
                }
                line_start = place.end;
            }
            at = at.saturating_add(1);
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
                self.leave_from(&mut walk, indent_of(self.text, place.start));
            }
            if walk.line_begins && !before.trim().is_empty() {
                self.leave_by_indent(&mut walk, indent_of(self.text, place.start));
            }
            walk.line_begins = false;
            match mark {
                Mark::Open(_) => {
                    walk.open.push((self.braces.len(), indent_of(self.text, place.start)));
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
                        walk.last_indent = indent_of(self.text, place.start);
                    }
                    walk.line_start = place.end;
                    walk.line_begins = true;
                }
                Mark::Semicolon | Mark::Round(_) | Mark::RoundEnd => {}
            }
            at = at.saturating_add(1);
        }
        if walk.line_begins && (heads.opens)(self.text.get(walk.line_start..).unwrap_or("").trim_start()) {
            let indent = indent_of(self.text, self.text.len());
            self.leave_from(&mut walk, indent);
        }
        walk.line_start = self.text.len();
        self.leave_from(&mut walk, 0);
    }

    /// Settles a closing brace; `first` where it begins its line. Gives back where its mark stands then.
    fn close(&mut self, walk: &mut Walk, heads: &Heads, (at, place): (usize, Piece), first: bool) -> usize {
        let indent = indent_of(self.text, place.start);
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
                self.faults.push(Fault::Extra(place, before, from.unwrap_or(walk.line_start)));
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
        self.faults.push(Fault::Headless(close, lines));
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
        let mut from = line_start;
        let lines = self.text.get(..line_start)?.split_inclusive('\n').rev();
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
                walk.indenting.push(block);
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
            self.faults.push(Fault::Unclosed(block.open));
        }
    }

    fn set(&mut self, at: usize, mark: Mark) {
        if let Some((_, old)) = self.marks.get_mut(at) {
            *old = mark;
        }
    }

    /// Round brackets match within one block; the others are left to the clause they stand in.
    fn match_round(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.marks.len() {
            match self.marks.get(at).map(|(_, mark)| *mark) {
                Some(Mark::Round(_)) => open.push(at),
                Some(Mark::RoundEnd) => {
                    if let Some(start) = open.pop() {
                        self.set(start, Mark::Round(Some(at)));
                    }
                }
                Some(Mark::Open(_) | Mark::Close | Mark::Extra) => open.clear(),
                Some(Mark::Line | Mark::Semicolon) | None => {}
            }
        }
    }
}

/// Matches braces one by one; `None` where they do not come out even.
fn plain_match(marks: &mut [(Piece, Mark)]) -> Option<Vec<Braces>> {
    let mut braces: Vec<Braces> = Vec::new();
    let mut open = Vec::new();
    for (place, mark) in marks.iter_mut() {
        match mark {
            Mark::Open(block) => {
                *block = braces.len();
                open.push(braces.len());
                braces.push(Braces { open: *place, close: *place });
            }
            Mark::Close => braces.get_mut(open.pop()?)?.close = *place,
            Mark::Round(_) | Mark::RoundEnd | Mark::Line | Mark::Semicolon | Mark::Extra => {}
        }
    }
    open.is_empty().then_some(braces)
}

/// Everything of the text that is structure; quoted texts and names in backticks are skipped, comments belong to their line end.
fn marks(text: &str) -> Vec<(Piece, Mark)> {
    let mut marks = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let end = start.saturating_add(c.len_utf8());
        let mark = match c {
            '{' | '\u{FF5B}' => Mark::Open(0),
            '}' | '\u{FF5D}' => Mark::Close,
            '(' | '\u{FF08}' => Mark::Round(None),
            ')' | '\u{FF09}' => Mark::RoundEnd,
            ';' | '\u{FF1B}' => Mark::Semicolon,
            '\n' | '\r' => Mark::Line,
            '#' | '\u{FF03}' => {
                while rest.next_if(|(_, c)| !matches!(c, '\n' | '\r')).is_some() {}
                let end = rest.next().map_or(text.len(), |(at, c)| at.saturating_add(c.len_utf8()));
                marks.push((Piece { start, end }, Mark::Line));
                continue;
            }
            _ => {
                if let Some(mate) = mate(c)
                    && let Some(length) = quoted_length(text.get(end..).unwrap_or(""), mate)
                {
                    while rest.next_if(|(at, _)| *at < end.saturating_add(length)).is_some() {}
                }
                continue;
            }
        };
        marks.push((Piece { start, end }, mark));
    }
    marks
}

pub(super) fn mate(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '\u{201C}' => Some('\u{201D}'),
        '\u{300C}' => Some('\u{300D}'),
        '\u{300E}' => Some('\u{300F}'),
        '\u{FF02}' => Some('\u{FF02}'),
        '`' => Some('`'),
        _ => None,
    }
}

/// The bytes up to and with the closing mark, which must stand on the same line.
fn quoted_length(rest: &str, mate: char) -> Option<usize> {
    let end = rest.find([mate, '\n', '\r'])?;
    rest.get(end..)?.starts_with(mate).then(|| end.saturating_add(mate.len_utf8()))
}

pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// How far the line of a place is indented.
fn indent_of(text: &str, at: usize) -> usize {
    let line = text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end.saturating_add(1));
    let line = text.get(line..).unwrap_or("");
    line.chars().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}')).count()
}

const OPERATORS: &[char] = &[
    '+', '*', '/', '=', '<', '>', ',', '\u{00D7}', '\u{00F7}', '\u{2264}', '\u{2265}', '\u{2260}', '\u{FF0B}', '\u{FF0A}', '\u{FF0F}',
    '\u{FF1D}', '\u{FF1C}', '\u{FF1E}', '\u{FF0C}', '\u{3001}',
];
const MINUS: &[char] = &['-', '\u{FF0D}', '\u{2212}'];

/// Words behind which, and before which, a clause goes on.
const JOINS: &[&str] = &["and", "or", "then", "else", "where", "otherwise", "over", "并且", "且", "或者", "或", "那么", "否则", "无则"];

/// Whether a line ends in an operator, a comma or a word that joins.
fn ends_open(line: &str) -> bool {
    let joined = |word: &&str| line.strip_suffix(*word).is_some_and(|before| before.ends_with([' ', '\t', '\u{3000}']));
    line.ends_with(OPERATORS) || line.ends_with(MINUS) || JOINS.iter().any(joined)
}

/// Whether a line begins with an operator, a comma or a word that joins. A minus in a line with its own colon begins a new line.
fn begins_inside(next: &str) -> bool {
    let line = next.split(['\n', '\r', ';', '\u{FF1B}', '{', '}']).next().unwrap_or("");
    if next.starts_with(MINUS) {
        return !line.contains([':', '\u{FF1A}']);
    }
    next.starts_with(OPERATORS) || JOINS.iter().chain(&["needs", "须"]).any(|word| begins_with(next, word))
}

const STEPS: &[&str] = &[
    "less", "plus", "at most", "at least", "prorate", "每超", "每低", "每少", "每高", "每多", "每差", "每欠", "每增", "每减", "扣", "加",
    "封顶", "最高", "最多", "至多", "保底", "最低", "最少", "至少", "折算",
];

fn begins_step(next: &str) -> bool {
    let line = next.split(['\n', '\r', ';', '\u{FF1B}', '{', '}']).next().unwrap_or("");
    !line.contains([':', '\u{FF1A}']) && STEPS.iter().any(|word| begins_with(next, word))
}

/// Whether a text begins with the whole word.
fn begins_with(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}
