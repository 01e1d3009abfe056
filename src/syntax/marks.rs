//! The marks around quoted texts and names, and where they close.

/// The mark that closes what this one opens.
pub(super) fn mate(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '\u{201C}' => Some('\u{201D}'),
        '\u{300C}' => Some('\u{300D}'),
        '\u{300E}' => Some('\u{300F}'),
        '\u{FF02}' => Some('\u{FF02}'),
        '`' => Some('`'),
        _ => None,
    }
}

/// Remembers which closing marks the rest of a line lacks, so that a line of nothing but opening marks is looked along once for
/// each kind of mark.
#[derive(Default)]
pub(super) struct Unclosed {
    lacking: Vec<(char, usize)>,
}

impl Unclosed {
    /// The bytes from `from` up to and with the closing mark, which must stand on the same line.
    pub(super) fn length(&mut self, text: &str, from: usize, mate: char) -> Option<usize> {
        if self.lacking.iter().any(|(known, to)| *known == mate && from <= *to) {
            return None;
        }
        let rest = text.get(from..)?;
        let end = rest.find([mate, '\n', '\r']).unwrap_or(rest.len());
        if rest.get(end..)?.starts_with(mate) {
            return Some(end.saturating_add(mate.len_utf8()));
        }
        self.lacking.retain(|(known, _)| *known != mate);
        self.lacking.push((mate, from.saturating_add(end)));
        None
    }
}
