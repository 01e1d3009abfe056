//! JUnit XML, as servers of continuous integration read test results.

use super::{Judged, path, spots, title};
use crate::diagnostic::render::{Style, render};
use crate::diagnostic::{Diagnostic, Language, Severity};

/// Columns of the texts inside a result.
const WIDTH: usize = 100;

/// One suite a policy. An error is a failed case, a warning or a note a passed one that says something; a policy about which
/// nothing is to be said is one passed case.
pub fn junit(all: &[Judged<'_>], language: Language) -> String {
    let suites: String = all.iter().map(|judged| suite(judged, language)).collect();
    let tests: usize = all.iter().map(|judged| judged.diagnostics.len().max(1)).sum();
    let failures: usize = all.iter().map(failures).sum();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"merit\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

fn failures(judged: &Judged<'_>) -> usize {
    judged.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count()
}

fn suite(judged: &Judged<'_>, language: Language) -> String {
    let name = attribute(&path(judged.name));
    let cases: String = if judged.diagnostics.is_empty() {
        format!("    <testcase classname=\"{name}\" name=\"{name}\" file=\"{name}\"/>\n")
    } else {
        judged.diagnostics.iter().map(|diagnostic| case(diagnostic, judged, language)).collect()
    };
    let (tests, failures) = (judged.diagnostics.len().max(1), failures(judged));
    format!("  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n")
}

fn case(diagnostic: &Diagnostic, judged: &Judged<'_>, language: Language) -> String {
    let spots = spots(diagnostic, judged, language);
    let (file, region) = spots.first().map_or((judged.name, None), |spot| (spot.file.as_str(), spot.region));
    let line = region.map(|region| format!(" line=\"{}\"", region.start_line)).unwrap_or_default();
    let at = match region {
        Some(region) => match region.columns {
            Some((column, _)) => format!("{}:{}:{column}", path(file), region.start_line),
            None => format!("{}:{}", path(file), region.start_line),
        },
        None => path(file),
    };
    let name = attribute(&format!("{} ({at})", title(diagnostic.code)));
    let style = Style { language, colour: false, width: WIDTH, unicode: true };
    let text = content(&render(std::slice::from_ref(diagnostic), judged.sources, &style));
    let result = match diagnostic.severity {
        Severity::Error => format!(
            "      <failure message=\"{}\" type=\"{}\">{text}</failure>\n",
            attribute(diagnostic.message.get(language)),
            attribute(diagnostic.code)
        ),
        Severity::Warning | Severity::Note => format!("      <system-out>{text}</system-out>\n"),
    };
    format!(
        "    <testcase classname=\"{}\" name=\"{name}\" file=\"{}\"{line}>\n{result}    </testcase>\n",
        attribute(&path(judged.name)),
        attribute(&path(file))
    )
}

/// Characters that XML cannot hold at all are left out, the others written so that they mean themselves.
fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

fn attribute(text: &str) -> String {
    content(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}
