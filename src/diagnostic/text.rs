//! Small helpers for wording: lists, quotes, columns of a fixed-width font, and the nearest known word.

mod nearest;

pub use nearest::nearest;

use super::Language;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `a, b or c` and `a、b 或 c`.
pub fn list(items: &[String], language: Language) -> String {
    let (comma, or) = match language {
        Language::English => (", ", " or "),
        Language::Chinese => ("、", " 或 "),
    };
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{or}{last}", first.join(comma)),
    }
}

/// A word of the reader's own (a name, a cell) in quotation marks, with what cannot be seen made visible.
pub fn quote(text: &str, language: Language) -> String {
    let text = sanitise(text);
    match language {
        Language::English | Language::Chinese => format!("“{text}”"),
    }
}

/// Row numbers in rising order, runs of three or more drawn together: `2, 5, 9–12`.
pub fn rows(rows: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last == row || last.checked_add(1) == Some(row) => *last = row,
            Some(_) | None => runs.push((row, row)),
        }
    }
    let shown: Vec<String> = runs
        .iter()
        .map(|&(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            2.. => format!("{first}–{last}"),
        })
        .collect();
    shown.join(", ")
}

/// A calculation without the brackets around all of it.
pub fn without_brackets(text: &str) -> &str {
    let (open, close) = (['(', '（'], [')', '）']);
    let inner = text.trim().strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let Some(inner) = inner else { return text };
    let mut depth = 0_usize;
    for c in inner.chars() {
        if open.contains(&c) {
            depth = depth.saturating_add(1);
        } else if close.contains(&c) {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                // The first bracket is closed before the end.
                None => return text,
            }
        }
    }
    inner.trim()
}

/// How many columns of a terminal the text takes; a Chinese character takes two.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The text with blanks before it, `width` columns in all.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// The text with blanks after it, `width` columns in all.
pub fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(display_width(text))))
}

/// The text in at most `width` columns; what had to be left out is marked by `…`.
pub fn truncate(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_string();
    }
    let mut room = match width.checked_sub(1) {
        Some(room) => room,
        None => return String::new(),
    };
    let mut kept = String::new();
    for c in text.chars() {
        match room.checked_sub(c.width().unwrap_or(0)) {
            Some(left) => room = left,
            None => break,
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The text with control, direction and zero-width characters made visible: `␛`, `⟨U+202E⟩`. Twice is the same as once.
pub fn sanitise(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    shown
}

/// Adds a character, or the sign that stands for it.
pub(super) fn push_visible(shown: &mut String, c: char) {
    match c {
        '\0'..='\u{1F}' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('␀')),
        '\u{7F}' => shown.push('␡'),
        _ if is_hidden(c) => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
        _ => shown.push(c),
    }
}

/// C1 controls, direction marks, zero-width characters, blank fillers, tags. Combining and variation marks belong to their letter.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Breaks a text at `width` columns. `first` stands before the first line, `rest` before the others.
///
/// Latin words stay whole where they fit; Chinese breaks anywhere but before a closing and after an opening mark. Line ends
/// in the text are kept, and a line that begins with a blank is taken as drawn and not broken.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split('\n') {
        let room = |lines: &[String]| {
            let indent = if lines.is_empty() { first } else { rest };
            width.saturating_sub(display_width(indent)).max(8)
        };
        let mut left = part.trim_end();
        while !left.starts_with(' ') {
            let cut = break_at(left, room(&lines));
            if cut >= left.len() {
                break;
            }
            lines.push(left[..cut].trim_end().to_string());
            left = left[cut..].trim_start_matches(' ');
        }
        lines.push(left.to_string());
    }
    let indented: Vec<String> =
        lines.iter().enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { first } else { rest }).trim_end().to_string()).collect();
    indented.join("\n")
}

/// The byte at which a line of at most `room` columns ends; never 0 unless the text is empty.
fn break_at(text: &str, room: usize) -> usize {
    let mut column = 0;
    let mut last_break = None;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            last_break = Some(at);
        }
        column += c.width().unwrap_or(0);
        if column > room && c != ' ' && at > 0 {
            return last_break.unwrap_or(at);
        }
        before = Some(c);
    }
    text.len()
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。；：、！？）》”’」』】〕％…—,.;:!?)]}%";
    const OPENING: &str = "（《“‘「『【〔([{";
    let wide = |c: char| c.width() == Some(2);
    if after == ' ' || after.width() == Some(0) || CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    // A number keeps the unit or the multiplier written after it.
    let unit = before.is_ascii_digit() && wide(after);
    before == ' ' || ((wide(before) || wide(after)) && !unit)
}

/// A text as it stands in XML and HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No control character may stand in XML.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_string()).collect()
    }

    #[test]
    fn lists() {
        assert_eq!(list(&[], Language::English), "");
        assert_eq!(list(&words(&["a"]), Language::Chinese), "a");
        assert_eq!(list(&words(&["a", "b", "c"]), Language::English), "a, b or c");
        assert_eq!(list(&words(&["a", "b", "c"]), Language::Chinese), "a、b 或 c");
    }

    #[test]
    fn rows_are_drawn_together() {
        assert_eq!(rows(&[]), "");
        assert_eq!(rows(&[2, 5, 9, 10, 11, 12]), "2, 5, 9–12");
        assert_eq!(rows(&[3, 3, 4, 7]), "3, 4, 7");
        assert_eq!(rows(&[u64::MAX - 1, u64::MAX]), "18446744073709551614, 18446744073709551615");
    }

    #[test]
    fn widths() {
        assert_eq!(display_width("设 a"), 4);
        assert_eq!(pad_left("设", 4), "  设");
        assert_eq!(pad_right("设置", 3), "设置");
        assert_eq!(truncate("销售额", 6), "销售额");
        assert_eq!(truncate("销售额", 5), "销售…");
        assert_eq!(truncate("销售额", 4), "销…");
        assert_eq!((truncate("abc", 1), truncate("abc", 0)), ("…".to_string(), String::new()));
    }

    #[test]
    fn brackets_around_all() {
        assert_eq!(without_brackets("(revenue last period)"), "revenue last period");
        assert_eq!(without_brackets("（回款额 × 2）"), "回款额 × 2");
        assert_eq!(without_brackets("(a) + (b)"), "(a) + (b)");
        assert_eq!(without_brackets("((a) + b) * (c)"), "((a) + b) * (c)");
        assert_eq!(without_brackets("a"), "a");
    }

    #[test]
    fn nothing_stays_invisible() {
        assert_eq!(sanitise("a\u{1b}[31m\u{202e}b\u{200b}\t\r\n\u{7f}\u{85}"), "a␛[31m⟨U+202E⟩b⟨U+200B⟩␉␍␊␡⟨U+0085⟩");
        assert_eq!(sanitise("设 e\u{301} “甲”　🎉"), "设 e\u{301} “甲”　🎉");
        let once = sanitise("\u{feff}\0");
        assert_eq!(sanitise(&once), once);
        assert_eq!(quote("a\nb", Language::Chinese), "“a␊b”");
    }

    #[test]
    fn wrapping() {
        assert_eq!(wrap("one two three four", 10, "", ""), "one two\nthree four");
        assert_eq!(wrap("one two three", 14, "help: ", "      "), "help: one two\n      three");
        assert_eq!(wrap("请把销售额改写为金额，再试。", 12, "", "  "), "请把销售额改\n  写为金额，\n  再试。");
        assert_eq!(wrap("请把（销售额）改", 9, "", ""), "请把（销\n售额）改");
        assert_eq!(wrap("请把钱（销售额）", 8, "", ""), "请把钱\n（销售\n额）");
        assert_eq!(wrap("改写成12万元", 8, "", ""), "改写成\n12万元");
        assert_eq!(wrap("abcdefghijkl", 8, "", ""), "abcdefgh\nijkl");
        assert_eq!(wrap("so:\n    a very long drawn line\nend", 12, "", "> "), "so:\n>     a very long drawn line\n> end");
        assert_eq!(wrap("", 12, "x: ", ""), "x:");
    }
}
