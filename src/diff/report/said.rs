//! The sections on what is said otherwise, and on what shows it where nobody in the data does.

use super::sheet::{Block, Noted, Section};
use super::words::Words;
use crate::diagnostic::text::sanitise;
use crate::diff::changes::{Change, Said};
use crate::plan::ir::{DefId, Plan};
use crate::typical::Typical;
use crate::typical::apart::{Apart, Witness};
use crate::value::Type;

/// Characters of a clause that are shown; a long one is a block of its own.
const LONGEST: usize = 160;

pub(super) fn changes(words: &Words<'_>) -> Section {
    let comparison = words.told.comparison;
    let heading = words.say("Clauses that change", "条款改动");
    let mut blocks = Vec::new();
    if comparison.is_empty() {
        blocks.push(Block::Said(words.say("No change: both say the same.", "没有改动：两份制度内容相同。")));
        return Section { heading, blocks };
    }
    for rename in &comparison.renames {
        let (old, new) = (sanitise(&rename.old), sanitise(&rename.new));
        blocks.push(Block::Said(words.say(format!("{old} is now called {new}."), format!("{old} 改名为 {new}。"))));
    }
    let mut noted = Vec::new();
    for (at, group) in comparison.groups.iter().enumerate() {
        noted.extend(
            group.changes.iter().filter_map(|change| comparison.changes.get(*change)).map(|change| note(Some(words.group(at)), change)),
        );
        if group.changes.is_empty() {
            let said =
                words.say("Clauses stand in another order, and that is computed otherwise.", "条款的先后次序不同，计算结果因此不同。");
            blocks.push(Block::Said(format!("{} {said}", words.group(at))));
        }
    }
    if !noted.is_empty() {
        blocks.push(Block::Changes(noted));
    }
    if comparison.groups.is_empty() {
        blocks.push(Block::Said(words.say("Everything is computed as before.", "所有计算结果与原来相同。")));
    }
    if !comparison.words.is_empty() {
        let said = words.say("Written otherwise and computed as before:", "写法不同，计算相同：");
        blocks.push(Block::Said(said));
        let only = comparison.words.iter().filter_map(|at| comparison.changes.get(*at));
        blocks.push(Block::Changes(only.map(|change| note(None, change)).collect()));
    }
    Section { heading, blocks }
}

fn note(number: Option<String>, change: &Change) -> Noted {
    let text = |said: &Said| {
        let text = sanitise(&said.text);
        if text.chars().count() > LONGEST { text.chars().take(LONGEST).chain(['…']).collect() } else { text }
    };
    let at = change.new.as_ref().or(change.old.as_ref()).map_or(String::new(), |said| {
        let file = sanitise(&said.file);
        said.line.map_or(file.clone(), |line| format!("{file}:{line}"))
    });
    let place = sanitise(&change.place());
    Noted { number, what: change.what, place, at, old: change.old.as_ref().map(text), new: change.new.as_ref().map(text) }
}

/// For each change that moves nobody the input that shows it.
pub(super) fn witnesses(words: &Words<'_>) -> Option<Section> {
    let witnesses = words.told.witnesses;
    if witnesses.found.is_empty() {
        return None;
    }
    let heading = match words.told.impact {
        Some(_) => words.say("What nobody in the data shows", "数据中无人体现的改动"),
        None => words.say("Where it shows", "改动何处体现"),
    };
    let lines = witnesses.found.iter().map(|(group, found)| {
        let shown = match found {
            Apart::Same => words.say(
                "makes no difference: every result is the same on all exact pieces of the typical people",
                "没有影响：在典型人员的所有精确区间上，结果完全相同",
            ),
            Apart::Unsure => words.say("no input was found that shows it", "没有找到能体现它的输入"),
            Apart::At(witness) => {
                let person = witnesses.people.get(witness.person);
                person.map_or(String::new(), |person| told(words, person, witness, *group))
            }
        };
        Block::Said(format!("{} {}{}{shown}", words.group(*group), words.places(*group), words.say(": ", "：")))
    });
    Some(Section { heading, blocks: lines.collect() })
}

/// `the person of the example “…”, but with revenue $200,000.01: commission $2,000.00 → $2,000.01`
fn told(words: &Words<'_>, person: &Typical, witness: &Witness, group: usize) -> String {
    let old = words.told.old.plan;
    let def = |plan: &Plan, id: DefId| plan.defs.get(id.0 as usize).map(|def| (words.named(&def.name, def.role), def.ty));
    let whose = sanitise(person.described().get(words.language));
    let with = witness.changed.as_ref().map_or(String::new(), |(cell, value)| {
        let (name, ty) = def(old, cell.column).unwrap_or((String::new(), Type::Number));
        let value = crate::report::model::shown(old, value, ty, PLACES_OF_INPUT, words.language);
        words.say(format!(", but with {name} {value}"), format!("，但 {name} 为 {value}"))
    });
    let new = words.told.comparison.groups.get(group).map_or(words.told.new.plan, |group| &group.plan);
    let (name, ty) = def(new, witness.of.1).unwrap_or((String::new(), Type::Number));
    let (before, after) = words.pair(ty, (&witness.before, &witness.after));
    words.say(format!("{whose}{with}: {name} {before} → {after}"), format!("{whose}{with}：{name} {before} → {after}"))
}

/// Enough to say an input exactly.
const PLACES_OF_INPUT: u32 = 12;
