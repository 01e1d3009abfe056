//! Texts that no spreadsheet takes for a formula.

/// With these a spreadsheet begins a formula, at their full width too.
const BEGINS_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text; with an apostrophe before it where a spreadsheet would compute it: where it begins with a tab or a line end, or, behind
/// any blanks, with a sign that begins a formula. Numbers are no texts: they stay as they are.
pub fn harmless(text: &str) -> String {
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
    if text.starts_with(['\t', '\r', '\n']) || first.starts_with(BEGINS_FORMULA) { format!("'{text}") } else { text.to_string() }
}

/// Characters without width, which programs leave out when they read a cell.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_are_texts() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
            "\u{3000}\u{A0}＝1",
            "\u{FEFF}=1",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", " ", "甲-1", "a=b", "1-1", "'=1", " 甲"] {
            assert_eq!(harmless(text), text);
        }
    }
}
