//! What a clause is written as, before it is known where its lines break: words with the blanks between them.

use super::line::Line;

/// Brackets that are written only where something stands behind them that could be taken for a part of what they hold.
pub(super) const OPEN_IF_NEEDED: &str = "\u{1}";
pub(super) const CLOSE_IF_NEEDED: &str = "\u{2}";

/// Where a line may break before a word that is too far to the right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Break {
    #[default]
    Never,
    /// Within an expression: only where nothing better is left.
    Inside,
    /// Before the next part of a list.
    List,
    /// Before the next row of a child input: all rows on one line, or each on its own.
    Row,
    /// Before the rows of a child input: on a line of their own where not everything fits on one.
    Rows,
    /// The line always breaks.
    Always,
}

/// One word, sign or literal. A block within a clause is one token, too.
#[derive(Clone, Debug, Default)]
pub(super) struct Token {
    pub(super) text: String,
    /// Blanks before it.
    pub(super) blanks: usize,
    pub(super) breaks: Break,
    /// Where it stood in the file, if it is the first word of something that may have a comment before it.
    pub(super) at: Option<usize>,
    /// Comments that stand before it, on lines of their own or at the end of the line before.
    pub(super) comments: Vec<Remark>,
    pub(super) block: Option<Block>,
}

/// A comment, and whether something stands before it on its line.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub(super) text: String,
    pub(super) stands: Stands,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    Alone,
    BehindText,
}

/// Lines between braces within a clause, and where the braces stood.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) lines: Vec<Line>,
    pub(super) open: (usize, usize),
    pub(super) close: (usize, usize),
}

/// Words in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// How the line may break before the next word, and where that word stood.
    next: (Break, Option<usize>),
}

impl Tokens {
    /// Adds a word with a blank before it, where one belongs there.
    pub(super) fn word(&mut self, text: impl Into<String>) {
        self.push(text.into(), 1);
    }

    /// Adds a word right behind the one before.
    pub(super) fn glued(&mut self, text: impl Into<String>) {
        self.push(text.into(), 0);
    }

    /// Adds a Chinese word behind a value: close to a bracket or a number, else with a blank.
    pub(super) fn push_close(&mut self, text: &'static str) {
        let close = self.list.last().is_some_and(|last| last.text.ends_with('\u{FF09}'));
        self.push(text.to_string(), usize::from(!close));
    }

    fn push(&mut self, text: String, blanks: usize) {
        if text.is_empty() {
            return;
        }
        let close = text.starts_with(['\u{FF0C}', '\u{3001}', '\u{FF1B}', '\u{FF09}', ',', ')', ';']);
        let open = self.list.last().is_some_and(|last| {
            last.block.is_none() && last.text.ends_with(['(', '\u{FF08}', '\u{FF0C}', '\u{3001}', '\u{FF1A}', '\u{FF1B}'])
        });
        // Behind a full-width bracket a Chinese word needs no blank.
        let wide = text.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c))
            && self.list.last().is_some_and(|last| last.text.ends_with('\u{FF09}'));
        // 100，333 would be read as thousands.
        let figures = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
        let digits = figures(&text) == 3
            && self.list.last().is_some_and(|last| last.text == "\u{FF0C}")
            && self
                .list
                .iter()
                .nth_back(1)
                .is_some_and(|before| (1..4).contains(&before.text.len()) && figures(&before.text) == before.text.len());
        if digits {
            let (breaks, at) = std::mem::take(&mut self.next);
            self.list.push(Token { text, blanks: 1, breaks, at, ..Token::default() });
            return;
        }
        let blanks = if close || open || wide || self.list.is_empty() { 0 } else { blanks };
        let (breaks, at) = std::mem::take(&mut self.next);
        self.list.push(Token { text, blanks, breaks, at, comments: Vec::new(), block: None });
    }

    /// The words as they stand on one line; nothing where there is a block among them.
    pub(super) fn said_on_one_line(&self) -> Option<String> {
        let mut out = String::new();
        for (index, token) in self.list.iter().enumerate() {
            if token.block.is_some() {
                return None;
            }
            if index > 0 {
                out.push_str(&" ".repeat(token.blanks));
            }
            out.push_str(&token.text);
        }
        Some(out)
    }

    /// The line may break before the next word.
    pub(super) fn may_break(&mut self, breaks: Break, at: Option<usize>) {
        self.next = (breaks, at);
    }

    pub(super) fn block(&mut self, block: Block) {
        self.list.push(Token { blanks: 1, block: Some(block), ..Token::default() });
    }

    /// Adds what was written apart: with a blank before it, or right behind.
    pub(super) fn append(&mut self, other: Tokens, blanks: usize) {
        for (index, mut token) in other.list.into_iter().enumerate() {
            if index > 0 || token.block.is_some() {
                self.list.push(token);
                continue;
            }
            let (text, at, breaks) = (std::mem::take(&mut token.text), token.at, token.breaks);
            if self.next == (Break::Never, None) {
                self.next = (breaks, at);
            }
            self.push(text, blanks);
        }
    }

    /// The same, with rows that stand on one line as long as it reaches.
    pub(super) fn on_one_line(mut self) -> Tokens {
        self.list.iter_mut().filter(|token| token.breaks == Break::Row).for_each(|token| token.breaks = Break::Inside);
        self
    }

    /// Adds a value behind a Chinese word that stands close to numbers: 扣2分, 扣 基数.
    pub(super) fn close_to_number(&mut self, value: Tokens) {
        let number = value.list.first().is_some_and(|first| first.text.starts_with(|c: char| c.is_ascii_digit()));
        self.append(value, usize::from(!number));
    }
}
