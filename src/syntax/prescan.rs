//! One look along the text before it is read: limits, and characters that would deceive.
//!
//! It is linear, knows only brackets, quotation marks, comments and lines, and makes sure that whatever comes after works
//! on a text of bounded depth.

use std::borrow::Cow;

use super::MOST_MESSAGES;
use super::keywords;
use super::marks::{Unclosed, mate};
use super::name::narrow;
use super::problems;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

const MOST_BYTES: usize = 8 * 1024 * 1024;
const MOST_LINE_BYTES: usize = 64 * 1024;
const MOST_DEPTH: usize = 128;
const MOST_PREFIXES: usize = 32;
const MOST_OPERATORS: usize = 4_095;

/// A text that may be read.
pub(super) struct Scanned<'s> {
    /// As long as the text, byte for byte; line ends and comments within round brackets are blanks, since a clause goes on there,
    /// and so are the blanks of word processors. A word of the language in full-width letters stands in plain ones, with blanks
    /// behind it.
    pub(super) text: Cow<'s, str>,
    /// Where such words stand.
    pub(super) wide: Vec<(usize, usize)>,
    /// What is wrong at single places; the rest of the text can be read.
    pub(super) problems: Vec<Diagnostic>,
}

/// Looks along the text once.
///
/// # Errors
/// A text that is too large, too deep or too long to be read at all.
pub(super) fn prescan(file: FileId, text: &str) -> Result<Scanned<'_>, Box<Diagnostic>> {
    if text.len() > MOST_BYTES {
        return Err(Box::new(problems::file_too_large(Span::new(file, 0, 1))));
    }
    let mut scan = Scan {
        file,
        text,
        open: Vec::new(),
        joins: Vec::new(),
        wide: Vec::new(),
        problems: Vec::new(),
        row: Row::default(),
        line_start: 0,
        unclosed_to: 0,
        unclosed: Unclosed::default(),
        stop: 0,
    };
    scan.run()?;
    let Scan { mut joins, wide, problems, .. } = scan;
    joins.extend(&wide);
    joins.sort_unstable();
    joins.dedup();
    Ok(Scanned { text: joined(text, &joins, &wide), wide, problems })
}

/// An open bracket, and the line ends and comments seen straight inside it.
struct Open {
    round: Bracket,
    row: Row,
    breaks: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    Curly,
}

/// What was seen of the row of operands being written.
#[derive(Clone, Copy, Default)]
struct Row {
    operators: usize,
    prefixes: usize,
    /// The last word or sign was an operator, a comma or nothing, so that what follows begins an operand.
    wants_operand: Wanting,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Wanting {
    #[default]
    Operand,
    Operator,
}

struct Scan<'s> {
    file: FileId,
    text: &'s str,
    open: Vec<Open>,
    joins: Vec<(usize, usize)>,
    wide: Vec<(usize, usize)>,
    problems: Vec<Diagnostic>,
    row: Row,
    line_start: usize,
    /// The end of the line on which a quotation mark is not closed: what follows on it is not judged again.
    unclosed_to: usize,
    unclosed: Unclosed,
    /// The end of the line that holds the last quotation mark.
    stop: usize,
}

/// What stands around a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Clause,
    /// A quoted text or a comment, where a character only has to look right.
    Prose,
    /// A name in backticks.
    Name,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Box<Diagnostic>> {
        let text = self.text;
        let mut at = 0;
        while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at.saturating_add(character.len_utf8());
            at = match character {
                '\n' | '\r' => {
                    self.line_end(at, next)?;
                    next
                }
                '#' | '\u{FF03}' => {
                    let end = line_end_from(text, at);
                    self.note_break(at, end);
                    self.odd_characters(at, end, Around::Prose);
                    end
                }
                '`' => self.ticked(at),
                _ => match mate(character) {
                    Some(close) => self.quoted(at, next, close),
                    None => {
                        self.sign(character, at, next)?;
                        self.word_end(character, at, next)
                    }
                },
            };
        }
        self.line_length(text.len())
    }

    /// Notes a problem, if there is room for it.
    fn say(&mut self, problem: Diagnostic) {
        if self.problems.len() < MOST_MESSAGES {
            self.problems.push(problem);
        }
    }

    /// Ends the text of a word at once, so that a long name is looked at only once.
    fn word_end(&mut self, character: char, at: usize, next: usize) -> usize {
        if !character.is_alphabetic() {
            self.odd_character(character, at, Around::Clause);
            return next;
        }
        let rest = self.text.get(next..).unwrap_or("");
        let length = rest.find(|character: char| !(character.is_alphanumeric() || character == '_')).unwrap_or(rest.len());
        let end = next.saturating_add(length);
        self.word(at, end);
        let is_operator = matches!(
            self.text.get(at..end),
            Some("and" | "or" | "otherwise" | "且" | "或" | "并且" | "或者" | "无则" | "then" | "else" | "那么" | "否则")
        );
        if is_operator {
            self.row.operators = self.row.operators.saturating_add(1);
            self.row.wants_operand = Wanting::Operand;
        } else if !matches!(self.text.get(at..end), Some("not" | "非")) {
            self.row.wants_operand = Wanting::Operator;
            self.row.prefixes = 0;
        } else {
            self.row.prefixes = self.row.prefixes.saturating_add(1);
        }
        end
    }

    /// Looks at one word: characters that do not show, and words of the language in full-width letters.
    fn word(&mut self, at: usize, end: usize) {
        let word = self.text.get(at..end).unwrap_or("");
        if word.is_ascii() {
            return;
        }
        self.odd_characters(at, end, Around::Clause);
        let dotted = |c: char| matches!(c, '.' | '\u{FF0E}');
        let in_path = self.text.get(end..).is_some_and(|rest| rest.starts_with(dotted))
            || self.text.get(..at).is_some_and(|before| before.ends_with(dotted));
        if word.starts_with(|c: char| ('\u{FF21}'..='\u{FF5A}').contains(&c)) && !in_path {
            let plain: String = word.chars().map(narrow).collect();
            if keywords::is_english(&plain) {
                self.wide.push((at, end));
            }
        }
    }

    fn sign(&mut self, character: char, at: usize, next: usize) -> Result<(), Box<Diagnostic>> {
        let here = Span::new(self.file, at, next);
        match character {
            '(' | '\u{FF08}' => self.push(Bracket::Round, here)?,
            '{' | '\u{FF5B}' => self.push(Bracket::Curly, here)?,
            ')' | '\u{FF09}' => self.pop(Bracket::Round),
            '}' | '\u{FF5D}' => self.pop(Bracket::Curly),
            ';' | '\u{FF1B}' | ':' | '\u{FF1A}' => self.row = Row::default(),
            ',' | '\u{FF0C}' | '\u{3001}' => {
                self.row.wants_operand = Wanting::Operand;
                self.row.prefixes = 0;
                if self.open.last().is_none_or(|open| open.round == Bracket::Curly) {
                    self.row.operators = 0;
                }
            }
            '-' | '\u{FF0D}' | '\u{2212}' if self.row.wants_operand == Wanting::Operand => {
                self.row.prefixes = self.row.prefixes.saturating_add(1);
            }
            '+' | '-' | '*' | '/' | '=' | '<' | '>' | '×' | '÷' | '≤' | '≥' | '≠' | '\u{2212}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF0A}'
            | '\u{FF0F}' | '\u{FF1D}' | '\u{FF1C}' | '\u{FF1E}' => {
                self.row.operators = self.row.operators.saturating_add(1);
                self.row.wants_operand = Wanting::Operand;
                self.row.prefixes = 0;
            }
            ' ' | '\t' | '\u{3000}' => {}
            _ if is_blank(character) => self.joins.push((at, next)),
            _ => {
                if !character.is_alphabetic() {
                    self.row.wants_operand = Wanting::Operator;
                    self.row.prefixes = 0;
                }
            }
        }
        if self.row.prefixes > MOST_PREFIXES {
            return Err(Box::new(problems::too_many_prefixes(here)));
        }
        if self.row.operators > MOST_OPERATORS {
            return Err(Box::new(problems::too_many_operands(here)));
        }
        Ok(())
    }

    fn push(&mut self, round: Bracket, here: Span) -> Result<(), Box<Diagnostic>> {
        if self.open.len() >= MOST_DEPTH {
            return Err(Box::new(problems::too_deep(here)));
        }
        self.open.push(Open { round, row: self.row, breaks: Vec::new() });
        self.row = Row::default();
        Ok(())
    }

    /// Closes the bracket. One that was never closed loses its claim on the line ends behind it.
    fn pop(&mut self, closed: Bracket) {
        if closed == Bracket::Curly {
            while self.open.pop_if(|open| open.round == Bracket::Round).is_some() {}
        }
        if let Some(open) = self.open.pop_if(|open| open.round == closed) {
            self.row = open.row;
            self.joins.extend(open.breaks);
        }
        self.row.wants_operand = Wanting::Operator;
        self.row.prefixes = 0;
        if closed == Bracket::Curly {
            self.row = Row::default();
        }
    }

    fn line_end(&mut self, at: usize, next: usize) -> Result<(), Box<Diagnostic>> {
        self.line_length(at)?;
        self.line_start = next;
        self.note_break(at, next);
        let round = self.open.last().is_some_and(|open| open.round == Bracket::Round);
        let goes_on = self.row.wants_operand == Wanting::Operand || self.next_line_goes_on(next);
        if !round && !goes_on {
            self.row = Row::default();
        }
        Ok(())
    }

    fn line_length(&self, end: usize) -> Result<(), Box<Diagnostic>> {
        if end.saturating_sub(self.line_start) > MOST_LINE_BYTES {
            return Err(Box::new(problems::line_too_long(Span::new(self.file, self.line_start, self.line_start.saturating_add(1)))));
        }
        Ok(())
    }

    fn next_line_goes_on(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or("").trim_start_matches([' ', '\t', '\u{3000}']);
        let word = rest.get(..rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len())).unwrap_or("");
        rest.starts_with(['+', '-', '*', '/', '=', '<', '>', '×', '÷', '≤', '≥', '≠', '\u{2212}', '\u{FF0B}', '\u{FF0D}', '\u{FF0F}'])
            || matches!(word, "and" | "or" | "otherwise" | "then" | "else" | "且" | "或" | "无则" | "那么" | "否则")
    }

    /// A line end or comment: within round brackets it does not end the clause.
    fn note_break(&mut self, from: usize, to: usize) {
        if let Some(open) = self.open.last_mut()
            && open.round == Bracket::Round
        {
            open.breaks.push((from, to));
        }
    }

    /// A name in backticks; one that is not closed on its line is reported.
    fn ticked(&mut self, at: usize) -> usize {
        let after = at.saturating_add(1);
        self.quoted(at, after, '`')
    }

    fn quoted(&mut self, at: usize, from: usize, close: char) -> usize {
        self.row.wants_operand = Wanting::Operator;
        self.row.prefixes = 0;
        match self.unclosed.length(self.text, from, close) {
            Some(length) => {
                let next = from.saturating_add(length);
                let around = if close == '`' { Around::Name } else { Around::Prose };
                self.odd_characters(from, next.saturating_sub(close.len_utf8()), around);
                next
            }
            None => {
                if at >= self.unclosed_to {
                    self.say(problems::unclosed_quote(Span::new(self.file, at, from), close));
                }
                if from > self.stop {
                    self.stop = line_end_from(self.text, from);
                }
                self.unclosed_to = self.stop;
                from
            }
        }
    }

    fn odd_characters(&mut self, from: usize, to: usize, around: Around) {
        let text = self.text.get(from..to).unwrap_or("");
        if text.is_ascii() && !text.bytes().any(|byte| byte < b' ' && byte != b'\t') {
            return;
        }
        for (offset, character) in text.char_indices() {
            self.odd_character(character, from.saturating_add(offset), around);
        }
    }

    fn odd_character(&mut self, character: char, at: usize, around: Around) {
        let span = Span::new(self.file, at, at.saturating_add(character.len_utf8()));
        // The mark some editors put at the beginning of a file is taken off before the text comes here or stands first.
        if character == '\u{FEFF}' && at == 0 {
            return;
        }
        let shown = match around {
            Around::Clause => !is_invisible(character),
            Around::Prose => !is_invisible(character) || joins_signs(character),
            Around::Name => !is_invisible(character) && (!is_blank(character) || matches!(character, ' ' | '\t' | '\u{3000}')),
        };
        if !shown {
            self.say(problems::invisible_character(span, character));
        } else if character.is_control() && character != '\t' {
            self.say(problems::control_character(span, character));
        }
    }
}

/// Characters that do not show or turn the direction of what follows.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

/// What makes one picture of several signs, or chooses how a sign looks.
fn joins_signs(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A blank within a line; word processors write other ones than the keyboard.
fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

fn line_end_from(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from.saturating_add(rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The text with blanks for the given pieces, byte for byte; of words in full-width letters the plain ones stay.
fn joined<'s>(text: &'s str, pieces: &[(usize, usize)], wide: &[(usize, usize)]) -> Cow<'s, str> {
    if pieces.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (from, to) in pieces {
        out.push_str(text.get(done..*from).unwrap_or(""));
        if wide.binary_search(&(*from, *to)).is_ok() {
            out.extend(text.get(*from..*to).unwrap_or("").chars().map(narrow));
        }
        out.extend(std::iter::repeat_n(' ', to.saturating_sub(out.len())));
        done = *to;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}
