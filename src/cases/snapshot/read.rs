//! Reading a snapshot back from its file. Nothing is guessed: a line that is none of a snapshot is damage, and said with its number.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

use super::header::{self, Header};
use super::totals::PEOPLE;
use super::value::{ERROR, MERGE, NOT_APPLICABLE, word};
use super::{FURTHER_ERRORS, Person, Snapshot};

/// A snapshot that stands in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The hash of the plan that made it; absent where somebody has taken it out.
    pub meaning: Option<String>,
    pub snapshot: Snapshot,
    /// The lines of the header, and those below it without what editors and checkouts make of them.
    header: String,
    body: String,
}

/// Why a file is no snapshot; lines count from 1 at the top of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// It does not begin with a header between two lines `---`.
    NoHeader,
    /// What a merge of two branches has left behind.
    Merge {
        line: usize,
    },
    /// No line of a person, and none of the totals.
    Line {
        line: usize,
        text: String,
    },
    KeyTwice {
        line: usize,
        key: String,
    },
    /// It ends before the number of the people.
    CutOff,
}

impl Kept {
    /// Reads a file; line ends may be those of Windows.
    ///
    /// # Errors
    /// The first damage.
    pub fn read(text: &str) -> Result<Kept, Damage> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
        let is_mark = |line: &&str| MERGE.iter().any(|mark| line.starts_with(mark));
        if let Some(at) = lines.iter().position(is_mark) {
            return Err(Damage::Merge { line: at.saturating_add(1) });
        }
        let (own, body) = header::split(&lines).ok_or(Damage::NoHeader)?;
        let snapshot = Reader { before: lines.len().saturating_sub(body.len()), names: BTreeMap::new() }.read(body)?;
        Ok(Kept { meaning: Header::meaning_in(own), snapshot, header: own.join("\n"), body: body.join("\n").trim_end().to_string() })
    }

    /// Whether it is, to the letter, what a plan makes today.
    pub fn is_current(&self, header: &Header, new: &Snapshot) -> bool {
        self.meaning.as_deref() == Some(&header.meaning) && self.body == new.text().trim_end()
    }

    /// The file with another text below its own header.
    pub fn with(&self, snapshot: &Snapshot) -> String {
        header::file(&self.header, &snapshot.text())
    }
}

struct Reader<'t> {
    /// Lines before the text.
    before: usize,
    /// Names that have been read, each kept once.
    names: BTreeMap<&'t str, Arc<str>>,
}

impl<'t> Reader<'t> {
    fn read(mut self, lines: &[&'t str]) -> Result<Snapshot, Damage> {
        let Some((head, rest)) = lines.split_first().filter(|(head, _)| !head.trim().is_empty()) else { return Err(Damage::CutOff) };
        let first_of_footer = format!("{PEOPLE}: ");
        let at = rest.iter().position(|line| line.starts_with(&first_of_footer)).ok_or(Damage::CutOff)?;
        let (above, below) = rest.split_at(at);
        let (mut people, mut keys) = (Vec::with_capacity(above.len()), BTreeSet::new());
        for (number, line) in above.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = number.saturating_add(2).saturating_add(self.before);
            let person = self.person(line).ok_or_else(|| Damage::Line { line: number, text: (*line).to_string() })?;
            if !keys.insert(person.key.clone()) {
                return Err(Damage::KeyTwice { line: number, key: person.key });
            }
            people.push(person);
        }
        people.sort_by(|one, other| one.key.cmp(&other.key));
        let mut footer = Vec::with_capacity(below.len());
        for (number, line) in below.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = number.saturating_add(at).saturating_add(2).saturating_add(self.before);
            let (name, text) =
                name_before(line.trim_end(), ": ").ok_or_else(|| Damage::Line { line: number, text: (*line).to_string() })?;
            footer.push((name.to_string(), text.to_string()));
        }
        Ok(Snapshot { head: (*head).to_string(), people, footer, sum: None })
    }

    fn person(&mut self, line: &'t str) -> Option<Person> {
        let mut parts = line.split("  ").map(str::trim).filter(|part| !part.is_empty());
        let key = parts.next().filter(|key| !line.starts_with(' ') && is_word(key))?;
        let (mut values, mut fields) = (Vec::new(), 0_usize);
        for part in parts {
            fields = fields.saturating_add(1);
            if part == NOT_APPLICABLE {
                continue;
            }
            let (name, value) =
                if part.starts_with(ERROR) { (FURTHER_ERRORS, part) } else { name_before(part, "=").filter(|(name, _)| is_word(name))? };
            values.push((self.name(name), value.to_string()));
        }
        (fields > 0).then(|| Person { key: key.to_string(), values })
    }

    fn name(&mut self, name: &'t str) -> Arc<str> {
        match self.names.entry(name) {
            Entry::Occupied(known) => Arc::clone(known.get()),
            Entry::Vacant(free) => Arc::clone(free.insert(Arc::from(name))),
        }
    }
}

/// Whether a text is a key or a name as it is written: plain, or wholly in quotation marks.
fn is_word(text: &str) -> bool {
    if text.starts_with('"') { closing_quote(text).is_some_and(|at| at.saturating_add(1) == text.len()) } else { word(text) == text }
}

/// A name, which may stand in quotation marks, and what follows it behind a mark.
fn name_before<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let from = if text.starts_with('"') { closing_quote(text)? } else { 0 };
    let at = text.get(from..)?.find(mark)?.saturating_add(from);
    let (name, behind) = (text.get(..at)?, text.get(at.saturating_add(mark.len())..)?);
    (!name.is_empty() && !behind.trim().is_empty()).then_some((name, behind))
}

/// Where the quotation mark stands that closes the one the text begins with.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return Some(at),
            _ => escaped = false,
        }
    }
    None
}
