//! What holds of every policy: each law is tried on the bundled policies, on those of the suite, and on the samples of the language pages.

use std::fs;
use std::path::{Path, PathBuf};

use merit::diagnostic::Language;
use merit::diagnostic::render::{Style, render};
use merit::format::words::WORDS;
use merit::format::{Names, format, same_meaning};
use merit::plan::ir::Role;
use merit::plan::plan;
use merit::source::{FileId, SourceFile, Sources};
use merit::syntax::ast::{File, Item};
use merit::syntax::concrete::{Kind, Node, concrete};
use merit::syntax::parse;

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All policies under a folder.
fn policies(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "merit") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn tree(text: &str) -> File {
    let (file, problems) = parse(FileId(0), text);
    let mut sources = Sources::new();
    sources.add(SourceFile::new("text", text));
    let shown = render(&problems, &sources, &Style { language: Language::English, colour: false, width: 100, unicode: true });
    assert!(!problems.iter().any(merit::diagnostic::Diagnostic::is_error), "{shown}\n{text}");
    file
}

/// The plan without its places; nothing where the file is a part of a policy, or wrong. What names a calculation that has no name
/// is quoted as it stands in the policy.
fn meaning(text: &str, others: &[String]) -> Option<String> {
    let (mut sources, mut files) = (Sources::new(), Vec::new());
    for text in [text].into_iter().chain(others.iter().map(String::as_str)) {
        let id = sources.add(SourceFile::new("text", text));
        files.push(parse(id, text).0);
    }
    let mut plan = plan(&files, &sources).0?;
    let quoted = plan.defs.iter_mut().filter(|def| matches!(def.role, Role::Earlier));
    quoted.for_each(|def| def.title = None);
    let told = format!("{plan:?}");
    let mut out = String::new();
    let mut rest = told.as_str();
    while let Some((before, behind)) = rest.split_once("Span {") {
        out.push_str(before);
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    Some(out + rest)
}

/// Formats, and fails where a clause could not be written.
fn formatted(text: &str, target: Option<Language>, names: &Names) -> String {
    let found = format(FileId(0), text, target, names).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    assert!(found.kept.is_empty(), "clauses {:?} stay as written, {target:?}, in\n{text}", found.kept);
    found.text
}

#[track_caller]
fn same(one: &str, two: &str, what: &str) {
    if one != two {
        let line = one.lines().zip(two.lines()).find(|(one, two)| one != two);
        let (one_line, two_line) = line.unwrap_or(("", ""));
        panic!("{what}\n  {one_line}\n  {two_line}\n\n{one}\n------\n{two}");
    }
}

/// Every law, on one text. `others` are the files it uses.
pub fn hold(text: &str, others: &[String]) {
    let mut names = Names::default();
    others.iter().for_each(|other| names.add(other));
    let own = formatted(text, None, &names);
    same(&formatted(&own, None, &names), &own, "formatted twice");
    assert!(same_meaning(&tree(text), &tree(&own)));
    let [english, chinese] = LANGUAGES.map(|language| formatted(text, Some(language), &names));
    for (written, language) in [(&english, Language::English), (&chinese, Language::Chinese)] {
        same(&formatted(written, None, &names), written, "a translation is in its layout");
        assert!(same_meaning(&tree(text), &tree(written)), "{written}");
        only_in(written, language);
    }
    let before = meaning(text, others);
    // What a name stands for is known only where the policy is right, and with it whether `x(y)` is a shape or a table.
    if before.is_none() {
        return;
    }
    same(&formatted(&english, Some(Language::Chinese), &names), &chinese, "from English to Chinese");
    same(&formatted(&chinese, Some(Language::English), &names), &english, "from Chinese to English");
    for written in [&own, &english, &chinese] {
        assert!(before == meaning(written, others), "another plan:\n{written}");
    }
}

/// Every word of the language in a text is of this language.
fn only_in(text: &str, language: Language) {
    let (read, _) = concrete(text).unwrap();
    let mut open = vec![&read];
    while let Some(Node { kind, text: word, parts, .. }) = open.pop() {
        open.extend(parts);
        let literal = matches!(kind, Kind::scale_attached | Kind::scale_word | Kind::share_sign | Kind::unit | Kind::k_in_wan);
        // What Chinese says of three places in a date needs English words where they are calculated.
        let calculated = matches!(kind, Kind::kw_days_from | Kind::kw_to);
        // A system is called by one name in both.
        let named = matches!(kind, Kind::k_salesforce | Kind::k_zoho);
        if literal || calculated || named || !parts.is_empty() || !WORDS.iter().any(|known| known.kind == *kind) {
            continue;
        }
        let english = word.chars().any(|c| c.is_ascii_alphabetic());
        let chinese = word.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let wrong = match language {
            Language::English => chinese,
            Language::Chinese => english,
        };
        assert!(!wrong, "{word} ({kind:?}) is not {language:?} in\n{text}");
    }
}

fn used(path: &Path, text: &str) -> Vec<String> {
    let items = parse(FileId(0), text).0.items;
    let names = items.iter().filter_map(|item| if let Item::Use(used) = item { Some(used.path.text.clone()) } else { None });
    names.filter_map(|name| fs::read_to_string(path.with_file_name(name)).ok()).collect()
}

/// Tries the laws on texts, on two threads; what fails is told with its name.
fn try_all(texts: Vec<(String, String, Vec<String>)>) {
    let one = |(name, text, others): &(String, String, Vec<String>)| {
        let told = std::panic::catch_unwind(|| hold(text, others)).err()?;
        Some(format!("{name}: {}", told.downcast_ref::<String>().cloned().unwrap_or_default()))
    };
    let failed: Vec<String> = std::thread::scope(|scope| {
        let (first, second) = texts.split_at(texts.len() / 2);
        let threads = [first, second].map(|part| scope.spawn(move || part.iter().filter_map(one).collect::<Vec<_>>()));
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let heads: Vec<String> = failed.iter().map(|failure| failure.lines().take(3).collect::<Vec<_>>().join("\n")).collect();
    assert!(failed.is_empty(), "{}\n\n{} files", heads.join("\n\n"), failed.len());
}

fn every(folder: &str) {
    let read = policies(folder).into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let readable = !parse(FileId(0), &text).1.iter().any(merit::diagnostic::Diagnostic::is_error);
        let others = used(&path, &text);
        readable.then(|| (path.display().to_string(), text, others))
    });
    try_all(read.collect());
}

#[test]
fn of_the_bundled_policies() {
    every("policies");
}

/// Policies that the generator of the reference makes; `MERIT_CASES` sets how many, and `MERIT_FROM` the first.
#[test]
fn of_generated_policies() {
    let number = |variable: &str, usual: u64| std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (from, cases) = (number("MERIT_FROM", 0), number("MERIT_CASES", 12));
    try_all(
        (from..from + cases).map(|number| (format!("case {number}"), crate::reference::generate::case(number).text, Vec::new())).collect(),
    );
}

/// The bundled policies are written as the formatter writes them.
#[test]
fn the_bundled_policies_are_in_their_layout() {
    for path in policies("policies") {
        let text = fs::read_to_string(&path).unwrap();
        same(&formatted(&text, None, &Names::default()), &text, &path.display().to_string());
    }
}

#[test]
fn of_the_suite() {
    every("tests/suite");
}
