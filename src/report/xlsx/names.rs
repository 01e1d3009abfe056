//! Names of sheets, as Excel allows them.

/// Excel's own limit, in UTF-16 units.
const LONGEST: usize = 31;

/// The name without what no sheet's name has, and none of those that are taken: Excel does not tell capitals apart.
pub(super) fn legal(name: &str, taken: &[String]) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { '_' } else { c }).collect();
    let plain = plain.trim();
    // `History` is the name of a sheet of Excel's own.
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { format!("{plain}_") } else { plain.to_string() };
    let ends = std::iter::once(String::new()).chain((2_u32..).map(|number| format!(" ({number})")));
    let mut names = ends.map(|end| format!("{}{end}", cut(&plain, LONGEST.saturating_sub(end.len()))));
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    names.find(is_free).unwrap_or(plain)
}

/// The beginning of a text, of at most so many UTF-16 units.
pub(super) fn cut(text: &str, units: usize) -> &str {
    let mut used = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        used = used.saturating_add(c.len_utf16());
        used > units
    });
    end.map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, legal};

    #[test]
    fn names_are_legal_and_differ() {
        let mut taken: Vec<String> = Vec::new();
        let long = "很".repeat(40);
        for name in
            ["deals", "Deals", "a/b:c*?[]\\d", "'x'", "", "History", "\u{1}\n", "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉", &long, &long]
        {
            taken.push(legal(name, &taken));
        }
        let wanted = ["deals", "Deals (2)", "a_b_c_____d", "_x_", "_", "History_", "__"];
        assert_eq!(taken.get(..7), Some(&wanted.map(String::from)[..]));
        assert!(taken.iter().all(|name| rust_xlsxwriter::utility::check_sheet_name(name).is_ok()), "{taken:?}");
        assert!(taken.iter().all(|name| name.encode_utf16().count() <= LONGEST), "{taken:?}");
        assert!(taken.last().is_some_and(|last| last.ends_with(" (2)")), "{taken:?}");
    }
}
