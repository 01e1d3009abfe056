//! The messages a file expects: `# error E203` on the line above, several codes parted by commas, `anywhere` where the place is
//! that of no line.

use crate::policy::Policy;

/// A code and the line it is expected at; nothing where it may be anywhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Expected {
    pub line: Option<usize>,
    pub code: String,
}

/// What the comments of a text say.
pub fn expected(text: &str) -> Vec<Expected> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(said) = line.trim_start().strip_prefix("# error ") else { continue };
        let (codes, anywhere) = match said.strip_suffix(" anywhere") {
            Some(codes) => (codes, true),
            None => (said, false),
        };
        // Comments may stand above each other; all speak of the line under them.
        let below = lines[at..].iter().position(|line| !line.trim_start().starts_with("# error ")).map(|below| at + below + 1);
        for code in codes.split(", ") {
            found.push(Expected { line: below.filter(|_| !anywhere), code: code.trim().to_string() });
        }
    }
    found
}

/// What a file expects and does not get, and what it gets and does not expect.
pub fn differences(policy: &Policy) -> Vec<String> {
    let mut open = expected(&policy.text);
    let mut wrong = Vec::new();
    for problem in &policy.problems {
        let line = problem.labels.first().and_then(|label| Some(policy.sources.get(label.span.file)?.line_column(label.span.start).0));
        let fits = |expected: &Expected| expected.code == problem.code && (expected.line.is_none() || expected.line == line);
        match open.iter().position(fits) {
            Some(at) => drop(open.remove(at)),
            None => wrong.push(format!("not expected: {} on line {line:?}", problem.code)),
        }
    }
    wrong.extend(open.iter().map(|expected| format!("did not come: {} on line {:?}", expected.code, expected.line)));
    wrong
}

#[test]
fn comments_say_what_comes() {
    let of = |line: Option<usize>, code: &str| Expected { line, code: code.to_string() };
    assert_eq!(expected("# error E1, E2\n# error E3\nlet a = 1\n"), [of(Some(3), "E1"), of(Some(3), "E2"), of(Some(3), "E3")]);
    assert_eq!(expected("  # error E1 anywhere\nlet a = 1 # error E2\n"), [of(None, "E1")]);
}
