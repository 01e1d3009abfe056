//! The page of a code, as `merit explain` prints it.

use crate::diagnostic::Language;
use crate::diagnostic::catalogue::Page;

/// The title of the page and its part in the reader's language; the other language where that part is missing.
///
/// Headings lose their `#`, and what stands between fences is indented instead.
pub fn page(page: &Page, language: Language) -> String {
    let (own, other) = match language {
        Language::English => ("en", "zh"),
        Language::Chinese => ("zh", "en"),
    };
    let body = part(page.text, own).or_else(|| part(page.text, other)).unwrap_or_default();
    format!("{} {}\n\n{body}", page.code, page.name).trim_end().to_string() + "\n"
}

/// The lines under `## name`, up to the next such heading outside of an example.
fn part(text: &str, name: &str) -> Option<String> {
    let mut body: Option<String> = None;
    let mut fenced = false;
    for line in text.lines() {
        let line = line.trim_end();
        if line.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        match line.strip_prefix("## ") {
            Some(heading) if !fenced => {
                if body.is_some() {
                    break;
                }
                body = (heading.trim() == name).then(String::new);
            }
            Some(_) | None => {
                let Some(body) = &mut body else { continue };
                let heading = line.starts_with('#') && !fenced;
                let line = if heading { line.trim_start_matches('#').trim_start() } else { line };
                if !(body.is_empty() && line.is_empty()) {
                    body.push_str(if fenced && !line.is_empty() { "    " } else { "" });
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# E203 unit-mismatch\r\n\n## en\n\nTwo units.\n\n### Example\n\n```merit\npay = 3\n\n## zh\n```\nEnd.\n\n## zh\n两个单位。\n";

    #[test]
    fn the_part_in_the_readers_language() {
        let page = |language| super::page(&Page { code: "E203", name: "unit-mismatch", text: TEXT }, language);
        assert_eq!(page(Language::English), "E203 unit-mismatch\n\nTwo units.\n\nExample\n\n    pay = 3\n\n    ## zh\nEnd.\n");
        assert_eq!(page(Language::Chinese), "E203 unit-mismatch\n\n两个单位。\n");
    }

    #[test]
    fn a_missing_part() {
        let only = Page { code: "E1", name: "x", text: "# E1 x\n## en\nText.\n" };
        assert_eq!(super::page(&only, Language::Chinese), "E1 x\n\nText.\n");
        assert_eq!(super::page(&Page { text: "", ..only }, Language::English), "E1 x\n");
    }
}
