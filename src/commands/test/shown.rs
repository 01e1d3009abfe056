//! Changes as lines for people: who, which value, before and after.

use crate::cases::snapshot::{Changes, Difference, FURTHER_ERRORS, PersonChange, TOTAL, ValueChange, name_of};
use crate::commands::problems;
use crate::diagnostic::Language;
use crate::diagnostic::text::{display_width, pad_right, sanitise};
use crate::plan::ir::Plan;

/// People that are shown; the others are counted.
pub(super) const MOST: usize = 20;

/// Where lines begin, and how names are said.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) plan: &'a Plan,
    pub(super) language: Language,
    pub(super) indent: &'a str,
}

impl View<'_> {
    /// The people first, then what stands below them.
    pub(super) fn changes(&self, changes: &Changes) -> String {
        let mut out = String::new();
        for person in changes.people.iter().take(MOST) {
            out.push_str(&self.person(person));
        }
        out + &self.more(changes.people.len().saturating_sub(MOST)) + &self.footer(changes)
    }

    /// How many are not shown; nothing where it is none.
    pub(super) fn more(&self, count: usize) -> String {
        if count == 0 { String::new() } else { format!("{}{}\n", self.indent, problems::more_people(count).get(self.language)) }
    }

    /// A person with every value that changes.
    pub(super) fn person(&self, person: &PersonChange) -> String {
        let key = sanitise(&person.key);
        match person.difference {
            Difference::Came => self.whole(&key, person, problems::came().get(self.language), |value| value.new.as_deref()),
            Difference::Went => self.whole(&key, person, problems::went().get(self.language), |value| value.old.as_deref()),
            Difference::Values => {
                let names: Vec<String> = person.values.iter().map(|value| self.name(&value.name)).collect();
                let width = names.iter().map(|name| display_width(name)).max().unwrap_or(0);
                let mut out = String::new();
                for (at, (value, name)) in person.values.iter().zip(&names).enumerate() {
                    let first = if at == 0 { key.clone() } else { String::new() };
                    let first = pad_right(&first, display_width(&key));
                    out.push_str(&format!("{}{first}  {}  {}\n", self.indent, pad_right(name, width), self.arrow(value)));
                }
                out
            }
        }
    }

    /// Whoever came or went, on one line.
    fn whole<'v>(&self, key: &str, person: &'v PersonChange, word: &str, side: impl Fn(&'v ValueChange) -> Option<&'v str>) -> String {
        let values = person.values.iter().filter_map(|value| Some(format!("  {} {}", self.name(&value.name), sanitise(side(value)?))));
        format!("{}{key}  {word}{}\n", self.indent, values.collect::<String>())
    }

    /// A value before and after.
    pub(super) fn arrow(&self, value: &ValueChange) -> String {
        self.both(value.old.as_deref(), value.new.as_deref())
    }

    fn both(&self, old: Option<&str>, new: Option<&str>) -> String {
        let none = problems::no_value();
        let shown = |side: Option<&str>| side.map_or_else(|| none.get(self.language).to_string(), sanitise);
        format!("{} → {}", shown(old), shown(new))
    }

    /// What changes below the people.
    pub(super) fn footer(&self, changes: &Changes) -> String {
        let named: Vec<(String, String)> = changes
            .footer
            .iter()
            .map(|line| {
                let name = match line.name.strip_prefix(TOTAL) {
                    Some(value) => problems::total_of(&self.name(value)),
                    None => problems::footer_name(&line.name),
                };
                (name.get(self.language).to_string(), self.both(line.old.as_deref(), line.new.as_deref()))
            })
            .collect();
        let width = named.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
        named.iter().map(|(name, both)| format!("{}{}  {both}\n", self.indent, pad_right(name, width))).collect()
    }

    /// The name of a value as the reader says it.
    pub(super) fn name(&self, name: &str) -> String {
        if name == FURTHER_ERRORS {
            return problems::further_errors().get(self.language).to_string();
        }
        let def = name_of(self.plan, name).and_then(|id| self.plan.defs.get(id.0 as usize));
        sanitise(&def.map_or_else(|| name.to_string(), |def| def.spoken(self.language)))
    }
}
