//! The rules of `grammar/*.pest`, read just far enough to know which a policy can use, and in which of the two languages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::policy::is_han;

/// English or Chinese, as far as words tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tongue {
    English,
    Chinese,
}

pub const BOTH: [Tongue; 2] = [Tongue::English, Tongue::Chinese];

/// The language of a keyword; a Chinese scale behind an English word (`in 万`) leaves it English.
pub fn tongue(text: &str) -> Option<Tongue> {
    if text.chars().any(|c| c.is_ascii_alphabetic()) { Some(Tongue::English) } else { text.chars().any(is_han).then_some(Tongue::Chinese) }
}

/// How a rule shows in what was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shows {
    /// With the rules inside it.
    Whole,
    /// Itself only: `@`.
    Alone,
    /// Not itself, but the rules inside it: `_`.
    Inside,
}

#[derive(Clone, Debug)]
enum Part {
    Rule(String),
    Text(String),
    All(Vec<Part>),
    Either(Vec<Part>),
    /// May be left out.
    Maybe(Box<Part>),
    /// Only looked at.
    Look(Box<Part>),
}

#[derive(Debug, Default)]
pub struct Grammar {
    rules: BTreeMap<String, (Shows, Part)>,
}

impl Grammar {
    /// The grammar of the language.
    pub fn of_the_language() -> Grammar {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        Grammar::read(&paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect::<Vec<_>>().join("\n"))
    }

    pub fn read(text: &str) -> Grammar {
        let tokens = tokens(text);
        let mut reader = Reader { tokens: &tokens, at: 0 };
        let mut rules = BTreeMap::new();
        while let Some(name) = reader.next() {
            reader.take("=");
            let shows = match reader.peek() {
                "@" => Shows::Alone,
                "_" => Shows::Inside,
                _ => Shows::Whole,
            };
            if ["@", "_", "$", "!"].contains(&reader.peek()) {
                reader.next();
            }
            reader.take("{");
            let body = reader.either();
            reader.take("}");
            rules.insert(name.to_string(), (shows, body));
        }
        Grammar { rules }
    }

    /// The rules that can show in a file, and the languages each can be written in.
    pub fn clauses(&self) -> BTreeMap<&str, BTreeSet<Tongue>> {
        let mut found: BTreeMap<&str, BTreeSet<Tongue>> = BTreeMap::new();
        for tongue in BOTH {
            let (mut open, mut seen) = (vec!["file"], BTreeSet::new());
            while let Some(name) = open.pop() {
                let Some((shows, body)) = self.rules.get(name).filter(|_| seen.insert(name)) else { continue };
                if !self.tongues_of(name, &mut Vec::new()).contains(&tongue) {
                    continue;
                }
                if *shows != Shows::Inside {
                    found.entry(name).or_default().insert(tongue);
                }
                if *shows != Shows::Alone {
                    self.mentioned(body, tongue, &mut open);
                }
            }
        }
        found
    }

    /// The rules that a body may read where it is written in this language.
    fn mentioned<'a>(&'a self, part: &'a Part, tongue: Tongue, found: &mut Vec<&'a str>) {
        match part {
            Part::Rule(name) => found.push(name),
            Part::All(parts) => {
                if self.tongues(part, Shows::Whole, &mut Vec::new()).contains(&tongue) {
                    parts.iter().for_each(|part| self.mentioned(part, tongue, found));
                }
            }
            Part::Either(parts) => parts.iter().for_each(|part| self.mentioned(part, tongue, found)),
            Part::Maybe(part) => self.mentioned(part, tongue, found),
            Part::Text(_) | Part::Look(_) => {}
        }
    }

    /// Whether the rule is a word of the language: itself only, and of letters that the grammar spells out.
    pub fn is_keyword(&self, name: &str) -> bool {
        self.rules.get(name).is_some_and(|(shows, body)| *shows == Shows::Alone && self.spells(body))
    }

    fn spells(&self, part: &Part) -> bool {
        match part {
            Part::Text(text) => tongue(text).is_some(),
            Part::Rule(name) => self.rules.get(name).is_some_and(|(_, body)| self.spells(body)),
            Part::All(parts) | Part::Either(parts) => parts.iter().any(|part| self.spells(part)),
            Part::Maybe(part) => self.spells(part),
            Part::Look(_) => false,
        }
    }

    /// The words that a keyword may be spelled with.
    pub fn spellings(&self, keyword: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        if let Some((_, body)) = self.rules.get(keyword) {
            self.spelled(body, &mut found);
        }
        found
    }

    fn spelled<'a>(&'a self, part: &'a Part, found: &mut BTreeSet<&'a str>) {
        match part {
            Part::Text(text) => found.extend(tongue(text).map(|_| text.as_str())),
            Part::Rule(name) => self.rules.get(name).iter().for_each(|(_, body)| self.spelled(body, found)),
            Part::All(parts) | Part::Either(parts) => parts.iter().for_each(|part| self.spelled(part, found)),
            Part::Maybe(part) => self.spelled(part, found),
            Part::Look(_) => {}
        }
    }

    /// Rules that nothing reads, but for the file and the clauses that recovery reads alone.
    pub fn idle(&self) -> Vec<&str> {
        let mut read: BTreeSet<&str> = BTreeSet::new();
        for (_, body) in self.rules.values() {
            self.read_by(body, &mut read);
        }
        let entry = |name: &str| name == "file" || name.starts_with("one_") || name == "WHITESPACE";
        self.rules.keys().map(String::as_str).filter(|name| !read.contains(name) && !entry(name)).collect()
    }

    fn read_by<'a>(&'a self, part: &'a Part, read: &mut BTreeSet<&'a str>) {
        match part {
            Part::Rule(name) => {
                read.insert(name);
            }
            Part::All(parts) | Part::Either(parts) => parts.iter().for_each(|part| self.read_by(part, read)),
            Part::Maybe(part) | Part::Look(part) => self.read_by(part, read),
            Part::Text(_) => {}
        }
    }

    fn tongues_of(&self, name: &str, open: &mut Vec<String>) -> BTreeSet<Tongue> {
        let known = || BTreeSet::from(BOTH);
        match name {
            "LATIN" => return BTreeSet::from([Tongue::English]),
            "HAN" => return BTreeSet::from([Tongue::Chinese]),
            _ => {}
        }
        let Some((shows, body)) = self.rules.get(name).filter(|_| !open.iter().any(|other| other == name)) else { return known() };
        open.push(name.to_string());
        let found = self.tongues(body, *shows, open);
        open.pop();
        found
    }

    /// A clause is of a language in which all its words can be; a word is of the language of its first letters.
    fn tongues(&self, part: &Part, shows: Shows, open: &mut Vec<String>) -> BTreeSet<Tongue> {
        match part {
            Part::Text(text) => tongue(text).map_or(BTreeSet::from(BOTH), |tongue| BTreeSet::from([tongue])),
            Part::Rule(name) => self.tongues_of(name, open),
            Part::Look(_) | Part::Maybe(_) => BTreeSet::from(BOTH),
            Part::Either(parts) => parts.iter().flat_map(|part| self.tongues(part, shows, open)).collect(),
            Part::All(parts) if shows == Shows::Alone => {
                let first = parts.iter().filter(|part| !matches!(part, Part::Maybe(_))).find(|part| self.spells(part));
                first.map_or(BTreeSet::from(BOTH), |part| self.tongues(part, shows, open))
            }
            Part::All(parts) => parts.iter().fold(BTreeSet::from(BOTH), |all, part| &all & &self.tongues(part, shows, open)),
        }
    }
}

/// Names, texts with their quotation mark before them, and single signs.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next().filter(|_| !rest.starts_with("//")) {
            let length = match first {
                '"' | '\'' => {
                    let escaped = |at: &usize| rest[..*at].ends_with('\\') && !rest[..*at].ends_with("\\\\");
                    let end = rest.char_indices().skip(1).map(|(at, _)| at).find(|at| rest[*at..].starts_with(first) && !escaped(at));
                    found.push(plain(&rest[..end.unwrap()]));
                    end.unwrap() + 1
                }
                c if c.is_alphanumeric() || c == '_' => {
                    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                    found.push(rest[..end].to_string());
                    end
                }
                c => {
                    found.push(c.to_string());
                    c.len_utf8()
                }
            };
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// A text without its escapes: they stand for line ends and full-width marks, which are of no language.
fn plain(text: &str) -> String {
    let mut parts = text.split('\\');
    let first = parts.next().unwrap_or("").to_string();
    parts.fold(first, |plain, part| plain + part.split_once('}').map_or(part.get(1..).unwrap_or(""), |(_, rest)| rest))
}

struct Reader<'t> {
    tokens: &'t [String],
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> &'t str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> Option<&'t str> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn take(&mut self, token: &str) {
        assert_eq!(self.peek(), token, "at token {}", self.at);
        self.at += 1;
    }

    fn either(&mut self) -> Part {
        let mut parts = vec![self.all()];
        while self.peek() == "|" {
            self.at += 1;
            parts.push(self.all());
        }
        Part::Either(parts)
    }

    fn all(&mut self) -> Part {
        let mut parts = vec![self.one()];
        while self.peek() == "~" {
            self.at += 1;
            parts.push(self.one());
        }
        Part::All(parts)
    }

    fn one(&mut self) -> Part {
        if ["&", "!"].contains(&self.peek()) {
            self.at += 1;
            return Part::Look(Box::new(self.one()));
        }
        let token = self.next().unwrap();
        let mut part = match token {
            "(" => {
                let inner = self.either();
                self.take(")");
                inner
            }
            // Letters in either case.
            "^" => Part::Text(self.next().unwrap()[1..].to_string()),
            text if text.starts_with(['"', '\'']) => Part::Text(text[1..].to_string()),
            name => Part::Rule(name.to_string()),
        };
        loop {
            match self.peek() {
                "?" | "*" => part = Part::Maybe(Box::new(part)),
                // A range of characters, a number of times: neither says more about languages.
                "." | "{" | "+" => {}
                _ => return part,
            }
            match self.next() {
                Some(".") => self.at += 2,
                Some("{") => while self.next() != Some("}") {},
                _ => {}
            }
        }
    }
}

#[test]
fn languages_follow_from_the_words() {
    let grammar = Grammar::read(concat!(
        "file = { a ~ (both | only_zh)* } // no rule = { \"x\" }\n",
        "a = { k_a ~ number? ~ &hidden }\n",
        "k_a = @{ \"pay\" ~ !LATIN | (\"发\" | \"付\") ~ !HAN }\n",
        "both = { \"\\\"\\r\\u{FF0E}\" ~ k_in ~ under? }\nunder = { k_zh ~ deeper }\ndeeper = { number }\n",
        "k_in = @{ (\"in\" | \"单位\") ~ \"万\" }\n",
        "only_zh = _{ k_zh ~ k_a }\nk_zh = @{ \"的\" }\nnumber = @{ '0'..'9'{1, 2} ~ part }\npart = { \"'\" }\nhidden = { \"no\" }\n",
    ));
    let clauses = grammar.clauses();
    let names: Vec<&str> = clauses.keys().copied().collect();
    assert_eq!(names, ["a", "both", "deeper", "file", "k_a", "k_in", "k_zh", "number", "under"]);
    assert_eq!(clauses["k_in"], BTreeSet::from(BOTH));
    assert_eq!(clauses["k_zh"], BTreeSet::from([Tongue::Chinese]));
    assert_eq!(clauses["a"], BTreeSet::from(BOTH));
    assert_eq!(clauses["deeper"], BTreeSet::from([Tongue::Chinese]));
    assert!(grammar.is_keyword("k_a") && !grammar.is_keyword("number") && !grammar.is_keyword("a"));
}
