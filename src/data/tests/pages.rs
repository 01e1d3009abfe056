//! Every code that is said has a page.

#[test]
fn every_code_has_a_page() {
    let sources = [
        include_str!("../problems/cells.rs"),
        include_str!("../problems/crm.rs"),
        include_str!("../problems/files.rs"),
        include_str!("../problems/opening.rs"),
        include_str!("../problems/rows.rs"),
        include_str!("../problems/workbook.rs"),
    ];
    let mut codes: Vec<&str> = sources.iter().flat_map(|source| source.split('"')).filter(|word| is_code(word)).collect();
    codes.sort_unstable();
    codes.dedup();
    let pages: Vec<&str> =
        crate::diagnostic::catalogue::pages().map(|page| page.code).filter(|code| is_code(code) && code[1..].starts_with('4')).collect();
    for code in &codes {
        assert!(pages.contains(code), "{code} has no page");
    }
    for code in &pages {
        assert!(codes.contains(code), "{code} is never said");
    }
}

fn is_code(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['E', 'W']) && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}
