//! The sections on people: who changes most and why, and who changes though nothing that was changed is for them.

use std::cmp::Reverse;

use super::pay::column;
use super::sheet::{Block, Section};
use super::words::{Shares, Words};
use crate::diagnostic::text::sanitise;
use crate::diff::impact::{Impact, Moved, Person, Within};
use crate::plan::ir::Role;
use crate::report::table::layout::{Align, Column};
use crate::value::Number;

pub(super) fn sections(words: &Words<'_>, impact: &Impact) -> Vec<Section> {
    if impact.changed.is_empty() {
        return Vec::new();
    }
    let ordered = by_size(&impact.changed);
    let most = words.told.most_people;
    let mut blocks = vec![listed(words, impact, &ordered, most)];
    let more = ordered.len().saturating_sub(most);
    if more > 0 {
        let people = words.people(more);
        blocks.push(Block::Said(words.say(
            format!("And {people} more, each changing by no more than these. All of them: --format csv."),
            format!("另有 {people}，变动均不大于以上各人。完整名单：--format csv。"),
        )));
    }
    let heading = words.say("Whose result changes, and by which change", "变动人员及其原因");
    vec![Section { heading, blocks }, outside(words, impact)]
}

/// The largest change first; then those that are no number; equal ones in the order of their keys.
fn by_size(people: &[Person]) -> Vec<&Person> {
    let mut ordered: Vec<&Person> = people.iter().collect();
    let size = |person: &&Person| person.by.as_ref().map(Number::abs);
    ordered.sort_by_key(|person| Reverse(size(person)));
    ordered
}

/// The first people; without the shares of several changes where there is no room for them.
fn listed(words: &Words<'_>, impact: &Impact, people: &[&Person], most: usize) -> Block {
    let people = people.get(..most.min(people.len())).unwrap_or_default();
    let whole = table(words, impact, people, Shares::Told);
    let short = table(words, impact, people, Shares::Left);
    let mut nameless = short.clone();
    if people.iter().any(|person| person.name.is_some()) {
        nameless.remove(1);
    }
    Block::Fitting(vec![whole, short, nameless])
}

fn table(words: &Words<'_>, impact: &Impact, people: &[&Person], shares: Shares) -> Vec<Column> {
    let cells = |cell: &dyn Fn(&Person) -> String| people.iter().map(|person| cell(person)).collect::<Vec<String>>();
    let mut columns = vec![column(words.say("key", "编号"), Align::Left, cells(&|person| sanitise(&person.key)))];
    if people.iter().any(|person| person.name.is_some()) {
        columns.push(column(
            words.say("name", "姓名"),
            Align::Left,
            cells(&|person| person.name.as_deref().map_or(String::new(), sanitise)),
        ));
    }
    if people.iter().flat_map(|person| &person.moved).any(|moved| Some(moved.result) == impact.main) {
        let sides = |person: &Person| {
            let moved = person.moved.iter().find(|moved| Some(moved.result) == impact.main);
            let shown = moved.and_then(|moved| impact.results.get(moved.result).map(|result| words.moved(result, moved)));
            shown.unwrap_or_else(|| ("=".to_string(), "=".to_string()))
        };
        columns.push(column(words.say("old", "旧"), Align::Right, cells(&|person| sides(person).0)));
        columns.push(column(words.say("new", "新"), Align::Right, cells(&|person| sides(person).1)));
        columns.push(column(
            words.say("change", "变动"),
            Align::Right,
            cells(&|person| person.by.as_ref().map_or_else(|| "–".to_string(), |by| words.by(by))),
        ));
    }
    let grades = cells(&|person| told(words, impact, person, Role::Grade).map_or(String::new(), |(_, old, new)| format!("{old} → {new}")));
    if grades.iter().any(|cell| !cell.is_empty()) {
        columns.push(column(words.say("grade", "等级"), Align::Left, grades));
    }
    let others = cells(&|person| beside(words, impact, person));
    if others.iter().any(|cell| !cell.is_empty()) {
        columns.push(column(words.say("also", "另有"), Align::Left, others));
    }
    columns.push(column(words.say("by", "原因"), Align::Left, cells(&|person| words.because(person, shares))));
    columns
}

/// A result of a person that moves, by what it is: its name and both sides.
fn told(words: &Words<'_>, impact: &Impact, person: &Person, role: Role) -> Option<(String, String, String)> {
    let is = |moved: &&Moved| impact.results.get(moved.result).is_some_and(|result| result.role == role);
    let moved = person.moved.iter().find(is)?;
    let result = impact.results.get(moved.result)?;
    let (old, new) = words.moved(result, moved);
    Some((words.result(result), old, new))
}

/// Where what people win or lose by stays, what moves: a payout against another, the score.
fn beside(words: &Words<'_>, impact: &Impact, person: &Person) -> String {
    if person.moved.iter().any(|moved| Some(moved.result) == impact.main) {
        return String::new();
    }
    let found = [Role::Payout, Role::Score, Role::GradeColumn].into_iter().find_map(|role| told(words, impact, person, role));
    found.map_or(String::new(), |(name, old, new)| format!("{name} {old} → {new}"))
}

/// Who changed though no rule that was changed is for them; that it is nobody is worth saying.
fn outside(words: &Words<'_>, impact: &Impact) -> Section {
    let heading = words.say("Outside the scope of the changes", "改动范围之外");
    let outside: Vec<&Person> = impact.changed.iter().filter(|person| person.within == Within::Outside).collect();
    if outside.is_empty() {
        let said = words.say("Nobody changes who is outside the scope of the changed clauses.", "没有人在改动条款的适用范围之外发生变动。");
        return Section { heading, blocks: vec![Block::Said(said)] };
    }
    let people = words.people(outside.len());
    let said = words.say(
        format!("{people}: none of the changed clauses is for them; the change comes through a sum over a team or over everyone."),
        format!("{people}：改动的条款都不适用于他们，变动来自班组或全员的合计。"),
    );
    let listed = listed(words, impact, &outside, words.told.most_people);
    Section { heading, blocks: vec![Block::Said(said), listed] }
}
