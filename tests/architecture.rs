//! What holds of the whole tree: who may import whom, words that belong to one room, lengths, and codes that are paged and provoked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use merit::diagnostic::{Language, catalogue};
use merit::format::{Names, format};
use merit::source::FileId;

/// The rooms from the first to the last. A room imports from itself and from rooms before it.
const ROOMS: [&str; 22] = [
    "source",
    "diagnostic",
    "value",
    "syntax",
    "format",
    "plan",
    "engine",
    "curve",
    "report",
    "document",
    "rollout",
    "feedback",
    "appeal",
    "statement",
    "cases",
    "typical",
    "handbook",
    "lint",
    "mutation",
    "review",
    "diff",
    "commands",
];

/// Room, what it may not do without this exception, and why.
const DOORS: [(&str, &str); 2] = [
    // The readers fill the tables that the engine computes on, and see nothing else of it.
    ("data", "engine::table"),
    ("commands", "data"),
];

/// Words and the only places where they may stand.
const WORDS: [(&str, &[&str]); 12] = [
    ("pest", &["src/syntax"]),
    ("miette", &["src/diagnostic"]),
    ("std::fs", &["src/commands"]),
    ("std::env", &["src/commands"]),
    ("std::process", &["src/commands", "src/main.rs"]),
    ("println!", &["src/commands"]),
    ("clap", &["src/commands"]),
    // Connections are opened in one place, and only where it was built in.
    ("std::net", &["src/commands/pull"]),
    ("ureq", &["src/commands/pull"]),
    ("rustls", &["src/commands/pull"]),
    ("f64", &[]),
    // What draws on a page is measured so by the crates that draw; no value of a plan is.
    ("f32", &["src/document/pdf/draw.rs"]),
];

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 70;

fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is text")
}

/// Whether a file holds tests only.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs") == "tests")
}

/// Lines of code with their numbers, comments left out, up to the tests of the file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let own = text.find("\n#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at]);
    own.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn room_of(path: &Path) -> String {
    let name = path.components().nth(1).map(|part| part.as_os_str().to_string_lossy().into_owned());
    name.unwrap_or_default().trim_end_matches(".rs").to_string()
}

fn may_import(room: &str, path: &str) -> bool {
    let target = path.split("::").next().unwrap_or_default();
    if target == room || DOORS.iter().any(|(own, door)| *own == room && path.starts_with(door)) {
        return true;
    }
    // The readers stand beside the engine: after the plan, before the reports.
    let place = |name: &str| ROOMS.iter().position(|other| *other == if name == "data" { "engine" } else { name });
    match (place(room), place(target)) {
        (Some(own), Some(other)) => other < own && target != "data",
        _ => false,
    }
}

#[test]
fn rooms_import_only_rooms_before_them() {
    let mut wrong = Vec::new();
    for path in files_under("src", ".rs").into_iter().filter(|path| !is_test(path)) {
        let room = room_of(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let text = read(&path);
        for (number, line) in code(&text) {
            for rest in line.replace("(in crate::", "(").split("crate::").skip(1) {
                if !may_import(&room, rest) {
                    wrong.push(format!("{}:{number}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for path in files_under("src", ".rs").into_iter().filter(|path| !is_test(path)) {
        let text = read(&path);
        for (number, line) in code(&text) {
            for (word, homes) in WORDS {
                let whole = |at: usize| {
                    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
                    edge(line[..at].chars().next_back()) && edge(line[at + word.len()..].chars().next())
                };
                let stands = line.match_indices(word).any(|(at, _)| whole(at) || word.ends_with('!'));
                if stands && !homes.iter().any(|home| path.starts_with(home)) {
                    wrong.push(format!("{}:{number}: `{word}` belongs to {homes:?}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_gives_up_on_the_reader() {
    let mut wrong = Vec::new();
    for path in files_under("src", ".rs").into_iter().filter(|path| !is_test(path)) {
        let text = read(&path);
        for (number, line) in code(&text) {
            for word in [".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!(", "unreachable!("] {
                if line.contains(word) {
                    wrong.push(format!("{}:{number}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_stay_short() {
    let mut wrong = Vec::new();
    let files = ["src", "tests", "benches", "examples"].into_iter().flat_map(|folder| files_under(folder, ".rs"));
    for path in files {
        let text = read(&path);
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
        for (number, length) in long_functions(&text) {
            wrong.push(format!("{}:{number}: a function of {length} lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions that are too long, unless they are one match; the layout is rustfmt's.
fn long_functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let is_head = line.trim_start().split(' ').take(5).any(|word| word == "fn");
        if !is_head || line.trim_end().ends_with(';') {
            continue;
        }
        let closing = format!("{}}}", " ".repeat(indent));
        let Some(length) = lines[at..].iter().position(|line| *line == closing) else { continue };
        let body: Vec<&str> = lines[at..at + length].iter().copied().skip_while(|line| !line.ends_with('{')).skip(1).collect();
        let inner = " ".repeat(indent + 4);
        let statements = body.iter().filter(|line| line.starts_with(&inner) && !line[inner.len()..].starts_with([' ', '}', ')'])).count();
        let one_match = statements <= 2 && body.iter().any(|line| line.trim_start().contains("match "));
        if length > LONGEST_FUNCTION && !one_match {
            found.push((at + 1, length));
        }
    }
    found
}

#[test]
fn every_file_is_on_its_shelf() {
    for path in files_under("src", ".rs") {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let folder = path.parent().expect("a file has a folder");
        if ["lib", "main", "mod"].contains(&name.as_str()) {
            continue;
        }
        let homes = [folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")];
        let listed = homes.iter().filter(|home| home.exists()).any(|home| {
            let text = read(home);
            text.lines()
                .any(|line| line.trim_end_matches(';').split_whitespace().rev().take(2).collect::<Vec<_>>() == [name.as_str(), "mod"])
        });
        assert!(listed, "{} is not listed where its folder is described", path.display());
    }
}

/// Crates that speak to servers; whoever adds another one, adds it here.
const CONNECTED: [&str; 14] = [
    "attohttpc",
    "curl",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "reqwest",
    "ring",
    "rustls",
    "socket2",
    "surf",
    "tokio",
    "ureq",
];

/// The lines of a part of a file of Cargo, up to the next head.
fn part<'t>(text: &'t str, head: &str) -> impl Iterator<Item = &'t str> {
    let (_, rest) = text.split_once(&format!("\n{head}\n")).expect("the part is there");
    rest.lines().take_while(|line| !line.starts_with('['))
}

/// The crates that the build needs when nothing is asked for, with all that they need.
fn crates_of_the_default_build() -> BTreeSet<String> {
    let (manifest, lock) = (read(Path::new("Cargo.toml")), read(Path::new("Cargo.lock")));
    assert!(!part(&manifest, "[features]").any(|line| line.starts_with("default")), "nothing is built in unless it is asked for");
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock.split("[[package]]\n").skip(1) {
        let name = package.lines().find_map(|line| line.strip_prefix("name = \"")).expect("a package has a name");
        let all = package.lines().filter_map(|line| line.strip_prefix(" \"")).map(|line| line.trim_end_matches("\","));
        needs.entry(name.trim_end_matches('"')).or_default().extend(all.filter_map(|need| need.split(' ').next()));
    }
    let own = part(&manifest, "[dependencies]").filter(|line| !line.contains("optional = true"));
    let mut open: Vec<&str> = own.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name.to_string()) {
            open.extend(needs.get(name).into_iter().flatten());
        }
    }
    found
}

#[test]
fn the_default_build_has_nothing_that_speaks_to_servers() {
    let found = crates_of_the_default_build();
    assert!(found.contains("serde_json") && found.contains("pest_generator"), "the list is read: {found:?}");
    let connected: Vec<_> = CONNECTED.iter().filter(|name| found.contains(**name)).collect();
    assert!(connected.is_empty(), "{connected:?}");
    let manifest = read(Path::new("Cargo.toml"));
    for name in ["ureq", "rustls", "rustls-native-certs"] {
        let line = manifest.lines().find(|line| line.split(' ').next() == Some(name)).expect("the crate is listed");
        assert!(line.contains("optional = true"), "{line}");
    }
}

/// Everything that looks like a code: E, W or L and three digits.
fn codes_in(text: &str) -> BTreeSet<String> {
    let bytes = text.as_bytes();
    let is_code = |at: usize| {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(at + 4);
        let apart = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        digits == 3 && apart(before.as_ref()) && apart(after)
    };
    let found = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'E' | b'W' | b'L') && is_code(*at));
    found.map(|at| String::from_utf8_lossy(&bytes[at..at + 4]).into_owned()).collect()
}

#[test]
fn every_code_has_a_page_and_a_case() {
    let paged: BTreeSet<String> = catalogue::pages().map(|page| page.code.to_string()).collect();
    let mut used: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut provoked = BTreeSet::new();
    for path in files_under("src", ".rs") {
        let text = read(&path);
        if is_test(&path) {
            provoked.extend(codes_in(&text));
        } else if path.file_stem().is_some_and(|name| name.to_string_lossy().contains("problems"))
            || path.to_string_lossy().contains("problems/")
            || path.starts_with("src/lint")
        {
            let said = code(&text).flat_map(|(_, line)| codes_in(line));
            used.extend(said.map(|code| (code, path.clone())));
        }
    }
    for ending in [".rs", ".merit", ".snap"] {
        provoked.extend(files_under("tests", ending).iter().flat_map(|path| codes_in(&read(path))));
    }
    let unpaged: Vec<_> = used.iter().filter(|(code, _)| !paged.contains(*code)).collect();
    assert!(unpaged.is_empty(), "codes without a page: {unpaged:?}");
    let unused: Vec<_> = paged.iter().filter(|code| !used.contains_key(*code)).collect();
    assert!(unused.is_empty(), "pages of codes that nothing says: {unused:?}");
    let unprovoked: Vec<_> = paged.difference(&provoked).collect();
    assert!(unprovoked.is_empty(), "codes that no case provokes: {unprovoked:?}");
}

#[test]
fn every_page_is_a_file_in_both_languages() {
    let pages: Vec<_> = catalogue::pages().collect();
    let codes: BTreeSet<&str> = pages.iter().map(|page| page.code).collect();
    assert_eq!(codes.len(), pages.len(), "a code has one page");
    for path in files_under("src/diagnostic/pages", ".md") {
        let text = read(&path);
        let code = path.file_stem().expect("a page has a name").to_string_lossy().into_owned();
        assert!(codes.contains(code.as_str()), "{} is in no list", path.display());
        assert!(text.starts_with(&format!("# {code} ")), "{}", path.display());
        let (_, bodies) = text.split_once("\n## en\n").expect("a page has an English part");
        let (english, chinese) = bodies.split_once("\n## zh\n").expect("a page has a Chinese part");
        let han = |text: &str| text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
        assert!(english.split_whitespace().count() >= 25, "{}: the English part says too little", path.display());
        assert!(han(chinese) >= 40, "{}: the Chinese part says too little", path.display());
    }
}

/// What the formatter writes is in its layout, in both languages.
#[test]
fn what_is_formatted_stays_as_it_is() {
    let formatted = |text: &str, target: Option<Language>| {
        format(FileId(0), text, target, &Names::default()).map(|written| written.text).unwrap_or_else(|problems| panic!("{problems:#?}"))
    };
    for path in files_under("policies", ".merit") {
        for target in [None, Some(Language::English), Some(Language::Chinese)] {
            let once = formatted(&read(&path), target);
            assert_eq!(formatted(&once, None), once, "{}", path.display());
        }
    }
}
