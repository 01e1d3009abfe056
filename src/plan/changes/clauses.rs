//! The clauses that an amendment replaces: which they are, and the policy with the others in their place.

use crate::diagnostic::Text;
use crate::source::Span;
use crate::syntax::ast::{Amend, AmendedKpi, Amendment, File, Item, Param, ParamValue, Part, Scorecard};
use crate::value::Date;

/// A clause of the files: which file, which item, and which part of a scorecard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub file: usize,
    pub item: usize,
    pub part: Option<Within>,
}

/// A part of a scorecard, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Within {
    Kpi(usize),
    Adjust(usize),
}

impl Place {
    /// Whether the two are of one clause: a KPI is a part of its scorecard.
    pub fn meets(self, other: Place) -> bool {
        let parts = match (self.part, other.part) {
            (Some(one), Some(two)) => one == two,
            (None, _) | (_, None) => true,
        };
        self.file == other.file && self.item == other.item && parts
    }
}

/// What a clause is found by: the word it begins with, and its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Called {
    pub word: (&'static str, &'static str),
    pub name: String,
    /// Where the name stands.
    pub place: Span,
}

impl Called {
    /// Whether it is one line of a KPI.
    pub fn is_line(&self) -> bool {
        matches!(self.word, ("weight" | "target", _))
    }

    pub fn text(&self) -> Text {
        let (en, zh) = self.word;
        if self.name.is_empty() { Text::new(en, zh) } else { Text::new(format!("{en} {}", self.name), format!("{zh} {}", self.name)) }
    }
}

/// What a clause of the top level is called; nothing for one that cannot be amended.
pub(super) fn called(item: &Item) -> Option<Called> {
    let (word, name, place) = match item {
        Item::Param(it) => (("param", "参数"), it.name.text.clone(), it.name.span),
        Item::Let(it) => {
            let row = it.row.as_ref().map_or(String::new(), |row| format!("{}.", row.text));
            (("let", "设"), format!("{row}{}", it.name.text), it.name.span)
        }
        Item::Carry(it) => (("carry", "结转"), it.name.text.clone(), it.name.span),
        Item::Goal(it) => (("goal", "绩效目标"), it.name.text.clone(), it.name.span),
        Item::Scorecard(it) => (("scorecard", "计分卡"), it.name.text.clone(), it.name.span),
        Item::Grade(it) => (("grade", "等级"), String::new(), it.span),
        Item::Payout(it) => (("payout", "发放"), it.name.text.clone(), it.name.span),
        Item::Gate(it) => (("gate", "门槛"), it.title.text.clone(), it.title.span),
        Item::Tiers(it) => (("tiers", "累进"), it.name.text.clone(), it.name.span),
        Item::Bands(it) => (("bands", "分档"), it.name.text.clone(), it.name.span),
        Item::Table(it) => (("table", "对照表"), it.name.text.clone(), it.name.span),
        Item::Exchange(it) => (("rate", "汇率"), format!("{}/{}", it.from.text, it.to.text), it.from.span.join(it.to.span)),
        Item::Limit(it) => {
            let grades: Vec<&str> = it.grades.iter().map(|grade| grade.text.as_str()).collect();
            let place = it.grades.iter().map(|grade| grade.span).reduce(Span::join).unwrap_or(it.span);
            (("limit grade", "强制分布"), grades.join(", "), place)
        }
        Item::Policy(_)
        | Item::Input(_)
        | Item::Example(_)
        | Item::Calendar(_)
        | Item::Amend(_)
        | Item::Exception(_)
        | Item::Feedback(_)
        | Item::Consequence(_)
        | Item::Use(_) => {
            return None;
        }
    };
    Some(Called { word, name, place })
}

/// What a clause of an amendment is called.
pub(super) fn called_in_amendment(clause: &Amendment) -> Called {
    let part = |word, part: &Part| {
        let card = part.card.as_ref().map_or(String::new(), |card| format!("{}.", card.text));
        Called { word, name: format!("{card}{}", part.name.text), place: part.span }
    };
    match clause {
        Amendment::Item(item) => called(item).unwrap_or(Called { word: ("clause", "条款"), name: String::new(), place: Span::default() }),
        Amendment::Kpi(it, _) => part(("kpi", "指标"), it),
        Amendment::Adjust(it, _) => part(("adjust", "加减分"), it),
        Amendment::Lines(it, AmendedKpi::Weight { .. }) => part(("weight", "权重"), it),
        Amendment::Lines(it, AmendedKpi::Target { .. }) => part(("target", "目标值"), it),
    }
}

/// Where a clause of an amendment finds the one that it replaces.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    At(Place),
    /// Several scorecards have such a part, by their names.
    Several(Vec<String>),
    /// There is none; what there is of its kind.
    None(Vec<String>),
}

pub(super) fn find(files: &[File], clause: &Amendment) -> Found {
    match clause {
        Amendment::Item(item) => {
            let wanted = called(item);
            let mut known = Vec::new();
            for (at, found) in items(files) {
                let Some(found) = called(found) else { continue };
                match &wanted {
                    Some(wanted) if wanted.word == found.word && wanted.name == found.name => return Found::At(at),
                    Some(wanted) if wanted.word == found.word => known.push(found.name),
                    Some(_) | None => {}
                }
            }
            Found::None(known)
        }
        Amendment::Kpi(part, _) | Amendment::Lines(part, _) => {
            find_part(files, part, |card| card.kpis.iter().map(|kpi| kpi.name.text.as_str()).collect(), Within::Kpi)
        }
        Amendment::Adjust(part, _) => {
            find_part(files, part, |card| card.adjusts.iter().map(|adjust| adjust.name.text.as_str()).collect(), Within::Adjust)
        }
    }
}

fn find_part(files: &[File], part: &Part, names: impl Fn(&Scorecard) -> Vec<&str>, within: impl Fn(usize) -> Within) -> Found {
    let (mut found, mut known) = (Vec::new(), Vec::new());
    for (at, item) in items(files) {
        let Item::Scorecard(card) = item else { continue };
        for (number, name) in names(card).into_iter().enumerate() {
            let full = format!("{}.{name}", card.name.text);
            let own = part.card.as_ref().is_none_or(|wanted| wanted.text == card.name.text);
            if own && name == part.name.text {
                found.push((Place { part: Some(within(number)), ..at }, full.clone()));
            }
            known.push(full);
        }
    }
    match found.as_slice() {
        [(place, _)] => Found::At(*place),
        [] => Found::None(known),
        [_, _, ..] => Found::Several(found.into_iter().map(|(_, full)| full).collect()),
    }
}

fn items(files: &[File]) -> impl Iterator<Item = (Place, &Item)> {
    let numbered = files.iter().enumerate();
    numbered.flat_map(|(file, tree)| tree.items.iter().enumerate().map(move |(item, found)| (Place { file, item, part: None }, found)))
}

/// An amendment with the places of what it replaces, its first day and its last.
pub(super) type OnDays<'a> = (&'a Amend, &'a [Place], (Date, Option<Date>));

/// The values of params that amendments change at any time go with each version: what a param was on another day may be read in all of
/// them. `all` has every amendment.
pub(super) fn with_all_times(mut files: Vec<File>, base: &[File], all: &[OnDays<'_>]) -> Vec<File> {
    let mut changed: Vec<(Place, Vec<ParamValue>)> = Vec::new();
    let mut ordered: Vec<_> = all.iter().collect();
    ordered.sort_by_key(|(_, _, (from, _))| *from);
    for (amend, places, dates) in ordered {
        for (clause, place) in amend.clauses.iter().zip(*places) {
            let Amendment::Item(item) = clause else { continue };
            let (Some(original), Some(instead)) = (item_at(base, *place).and_then(param_of), param_of(item)) else { continue };
            let at = changed.iter().position(|(known, _)| known == place).unwrap_or_else(|| {
                changed.push((*place, original.values.clone()));
                changed.len().saturating_sub(1)
            });
            if let Some((_, values)) = changed.get_mut(at) {
                splice(values, &original.values, &instead.values, *dates);
            }
        }
    }
    for (place, values) in changed {
        let item = files.get_mut(place.file).and_then(|file| file.items.get_mut(place.item));
        match item {
            Some(Item::Param(param)) => param.at_all_times = values,
            Some(Item::Exchange(exchange)) => exchange.rate.at_all_times = values,
            Some(_) | None => {}
        }
    }
    files
}

/// Puts the values of an amended param between its first day and its last; behind them those of the original go on.
fn splice(values: &mut Vec<ParamValue>, original: &[ParamValue], instead: &[ParamValue], (from, to): (Date, Option<Date>)) {
    let starts = |value: &ParamValue| value.from.map(|(from, _)| from);
    let in_force = |list: &[ParamValue], day: Date| {
        let started = list.iter().filter(|value| starts(value).is_none_or(|start| start <= day));
        started.max_by_key(|value| starts(value)).map(|value| ParamValue { from: Some((day, value.span)), ..value.clone() })
    };
    let within = |value: &ParamValue| starts(value).is_some_and(|start| from < start && to.is_none_or(|to| start <= to));
    values.retain(|value| starts(value).is_none_or(|start| start < from || to.is_some_and(|to| start > to)));
    values.extend(in_force(instead, from));
    values.extend(instead.iter().filter(|value| within(value)).cloned());
    let next = to.and_then(|to| to.add_days(1)).filter(|next| !values.iter().any(|value| starts(value) == Some(*next)));
    values.extend(next.and_then(|next| in_force(original, next)));
    values.sort_by_key(|value| starts(value));
}

/// The param that a clause is; the rate of a currency is one.
fn param_of(item: &Item) -> Option<&Param> {
    let rate = if let Item::Exchange(exchange) = item { Some(&exchange.rate) } else { None };
    if let Item::Param(param) = item { Some(param) } else { rate }
}

/// The param that a clause of an amendment is.
pub(super) fn param_in(clause: &Amendment) -> Option<&Param> {
    if let Amendment::Item(item) = clause { param_of(item) } else { None }
}

fn item_at(files: &[File], place: Place) -> Option<&Item> {
    files.get(place.file)?.items.get(place.item)
}

/// The files with the clauses of these amendments in place of those that they replace; each amendment with the places of its clauses.
pub(super) fn amended(files: &[File], amends: &[(&Amend, &[Place])]) -> Vec<File> {
    let mut files = files.to_vec();
    for (amend, places) in amends {
        for (clause, place) in amend.clauses.iter().zip(*places) {
            let Some(item) = files.get_mut(place.file).and_then(|file| file.items.get_mut(place.item)) else { continue };
            put(item, *place, clause);
        }
    }
    files
}

fn put(item: &mut Item, place: Place, clause: &Amendment) {
    if let Amendment::Item(instead) = clause {
        *item = (**instead).clone();
        return;
    }
    let Item::Scorecard(card) = item else { return };
    match (clause, place.part) {
        (Amendment::Kpi(_, instead), Some(Within::Kpi(at))) => {
            if let Some(kpi) = card.kpis.get_mut(at) {
                *kpi = (**instead).clone();
            }
        }
        (Amendment::Adjust(_, instead), Some(Within::Adjust(at))) => {
            if let Some(adjust) = card.adjusts.get_mut(at) {
                *adjust = instead.clone();
            }
        }
        (Amendment::Lines(_, line), Some(Within::Kpi(at))) => {
            let Some(kpi) = card.kpis.get_mut(at) else { return };
            match line {
                AmendedKpi::Weight { weight, points_rounded, .. } => {
                    kpi.weight = Some(weight.clone());
                    kpi.points_rounded.clone_from(points_rounded);
                }
                AmendedKpi::Target { target, .. } => kpi.target = Some(target.clone()),
            }
        }
        (Amendment::Item(_) | Amendment::Kpi(..) | Amendment::Adjust(..) | Amendment::Lines(..), _) => {}
    }
}

/// Where the name of a clause stands.
pub(super) fn place_of(files: &[File], place: Place) -> Span {
    let item = files.get(place.file).and_then(|file| file.items.get(place.item));
    let part = match (item, place.part) {
        (Some(Item::Scorecard(card)), Some(Within::Kpi(at))) => card.kpis.get(at).map(|kpi| kpi.name.span),
        (Some(Item::Scorecard(card)), Some(Within::Adjust(at))) => card.adjusts.get(at).map(|adjust| adjust.name.span),
        (Some(_) | None, _) => None,
    };
    part.or_else(|| item.and_then(called).map(|called| called.place)).unwrap_or_default()
}
