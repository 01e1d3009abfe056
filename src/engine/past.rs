//! What earlier periods came to: what a run may know of the time before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::Results;
use crate::engine::problems::EARLIER_UNKNOWN;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Plan, TableId};
use crate::value::{Period, Value};

/// The earlier periods that are known, and whether there are others.
#[derive(Clone, Debug, Default)]
pub struct Past {
    before: Before,
    periods: BTreeMap<Period, Vec<Arc<Layer>>>,
}

/// What lies before the first period that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Before {
    /// Nobody has said.
    #[default]
    Unknown,
    /// Nothing: that one was the first.
    Nothing,
}

/// The values of one period from one source: the results that were made then, or the data of then.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    people: FxHashMap<Arc<str>, u32>,
    values: BTreeMap<String, Vec<Was>>,
    /// By the name of their input; nothing where they are not known.
    rows: BTreeMap<String, RowsThen>,
}

/// The rows of an input by the person they belong to, each person's in the order of the data.
type RowsThen = FxHashMap<Arc<str>, Vec<RowThen>>;

/// A row of an earlier period.
#[derive(Clone, PartialEq, Debug)]
pub struct RowThen {
    pub key: Arc<str>,
    /// By the name results print.
    pub values: BTreeMap<String, Was>,
}

/// What somebody's value was.
#[derive(Clone, PartialEq, Debug)]
pub enum Was {
    Value(Value),
    /// The cell was blank.
    Missing,
    /// The KPI or the payout was not theirs.
    NotApplicable,
    /// It could not be computed.
    Failed,
    /// It rests on a period that was not known then.
    Unknown,
}

/// What is known of a value of an earlier period.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Told<'p> {
    Value(&'p Value),
    Missing,
    NotApplicable,
    Failed,
    /// The person was not there, or there was no such period.
    Absent,
    /// Nothing is known of that value in that period.
    Unknown,
}

/// A person, and each value that is known of them by its name.
pub type ToldOf<'p> = (Arc<str>, Vec<(&'p str, &'p Was)>);

impl Past {
    /// There was nothing before: the first period of all.
    pub fn nothing() -> Past {
        Past { before: Before::Nothing, periods: BTreeMap::new() }
    }

    /// Says what lies before the first period that is known.
    pub fn begins(&mut self, before: Before) {
        self.before = before;
    }

    pub fn before(&self) -> Before {
        self.before
    }

    /// Adds what one source says of a period. Where two have a value, the one added first counts.
    pub fn add(&mut self, period: Period, layer: Layer) {
        self.periods.entry(period).or_default().push(Arc::new(layer));
    }

    /// The same, before what the period is known by already.
    pub fn add_first(&mut self, period: Period, layer: Layer) {
        self.periods.entry(period).or_default().insert(0, Arc::new(layer));
    }

    /// Adds what a run made: the values that are looked back at.
    pub fn add_results(&mut self, plan: &Plan, results: &Results, defs: &[DefId]) {
        self.add_first(results.period, Layer::of_results(plan, results, defs));
    }

    /// The periods that are known, in order.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.periods.keys().copied()
    }

    /// Whether a source says what a value was in a period.
    pub fn knows(&self, period: Period, name: &str) -> bool {
        self.periods.get(&period).is_some_and(|layers| layers.iter().any(|layer| layer.values.contains_key(name)))
    }

    /// A person's value in a period, by the name results print.
    pub fn told(&self, period: Period, name: &str, person: &str) -> Told<'_> {
        let Some(layers) = self.periods.get(&period) else {
            let first = self.periods.keys().next();
            return if self.before == Before::Nothing && first.is_none_or(|first| period < *first) { Told::Absent } else { Told::Unknown };
        };
        let Some((layer, values)) = layers.iter().find_map(|layer| Some((layer, layer.values.get(name)?))) else { return Told::Unknown };
        let Some(row) = layer.people.get(person) else { return Told::Absent };
        match values.get(*row as usize) {
            Some(Was::Value(value)) => Told::Value(value),
            Some(Was::Missing) => Told::Missing,
            Some(Was::NotApplicable) => Told::NotApplicable,
            Some(Was::Failed) => Told::Failed,
            Some(Was::Unknown) => Told::Unknown,
            None => Told::Absent,
        }
    }

    /// What a value was for everybody of a period, by key; nobody where it is not known.
    pub fn everybodys(&self, period: Period, name: &str) -> Vec<(&str, &Was)> {
        let layer = self.periods.get(&period).and_then(|layers| layers.iter().find(|layer| layer.values.contains_key(name)));
        let Some((layer, values)) = layer.and_then(|layer| Some((layer, layer.values.get(name)?))) else { return Vec::new() };
        let everybody = layer.people.iter();
        let mut all: Vec<(&str, &Was)> =
            everybody.filter_map(|(person, row)| values.get(*row as usize).map(|was| (person.as_ref(), was))).collect();
        all.sort_unstable_by_key(|(person, _)| *person);
        all
    }

    /// A person's rows of an input in a period, where they are known. Before the first period of all there were none.
    pub fn rows(&self, period: Period, input: &str, person: &str) -> Option<&[RowThen]> {
        match self.periods.get(&period) {
            Some(layers) => {
                let rows = layers.iter().find_map(|layer| layer.rows.get(input))?;
                Some(rows.get(person).map_or(&[], Vec::as_slice))
            }
            None => {
                let first = self.periods.keys().next();
                let none_before = self.before == Before::Nothing && first.is_none_or(|first| period < *first);
                none_before.then_some(&[])
            }
        }
    }

    /// Everything that is known of a period: the names with what each person had, people and names in order.
    pub fn told_of(&self, period: Period) -> Vec<ToldOf<'_>> {
        let mut people: BTreeMap<Arc<str>, Vec<(&str, &Was)>> = BTreeMap::new();
        let mut seen: Vec<&str> = Vec::new();
        for layer in self.periods.get(&period).into_iter().flatten() {
            let fresh: Vec<(&String, &Vec<Was>)> = layer.values.iter().filter(|(name, _)| !seen.contains(&name.as_str())).collect();
            for (person, row) in &layer.people {
                let own = people.entry(Arc::clone(person)).or_default();
                own.extend(fresh.iter().filter_map(|(name, values)| Some((name.as_str(), values.get(*row as usize)?))));
            }
            seen.extend(fresh.iter().map(|(name, _)| name.as_str()));
        }
        people.values_mut().for_each(|values| values.sort_by_key(|(name, _)| *name));
        people.into_iter().collect()
    }
}

impl Layer {
    /// A layer of these people, each value in their order.
    pub fn new(people: impl IntoIterator<Item = Arc<str>>, values: BTreeMap<String, Vec<Was>>) -> Layer {
        Layer { people: people.into_iter().zip(0_u32..).collect(), values, rows: BTreeMap::new() }
    }

    /// What somebody's value was; nothing where neither is known.
    pub fn was(&self, person: &str, name: &str) -> Option<&Was> {
        self.values.get(name)?.get(*self.people.get(person)? as usize)
    }

    /// The keys of its people, in order.
    pub fn people(&self) -> Vec<Arc<str>> {
        let mut keys: Vec<Arc<str>> = self.people.keys().cloned().collect();
        keys.sort_unstable();
        keys
    }

    /// The values of some definitions of the population, as a run made them.
    pub fn of_results(plan: &Plan, results: &Results, defs: &[DefId]) -> Layer {
        let Some(people) = results.tables.first() else { return Layer::default() };
        let of = |id: &DefId| {
            let def = plan.defs.get(id.0 as usize)?;
            let column = people.columns.get(id.0 as usize)?.as_ref()?;
            Some((def.name.clone(), column.iter().map(|slot| was(slot, results)).collect()))
        };
        let mut layer = Layer::new(people.keys.iter().cloned(), defs.iter().filter_map(of).collect());
        for (table, defs) in plan.looked_back_rows() {
            let name = plan.tables.get(table.0 as usize).map_or("", |table| table.name.as_str());
            layer.rows.insert(name.to_string(), rows_then(plan, results, table, &defs));
        }
        layer
    }
}

fn rows_then(plan: &Plan, results: &Results, table: TableId, defs: &[DefId]) -> RowsThen {
    let mut then = RowsThen::default();
    let (Some(people), Some(data)) = (results.tables.first(), results.tables.get(table.0 as usize)) else { return then };
    for (at, (key, parent)) in data.keys.iter().zip(&data.parents).enumerate() {
        let Some(person) = people.keys.get(*parent as usize) else { continue };
        let value = |id: &DefId| {
            let def = plan.defs.get(id.0 as usize)?;
            let slot = data.columns.get(id.0 as usize)?.as_ref()?.get(at)?;
            Some((def.name.clone(), was(slot, results)))
        };
        let row = RowThen { key: Arc::clone(key), values: defs.iter().filter_map(value).collect() };
        then.entry(Arc::clone(person)).or_default().push(row);
    }
    then
}

fn was(slot: &Slot, results: &Results) -> Was {
    match slot {
        Slot::Value(value) => Was::Value(value.clone()),
        Slot::Missing(_) => Was::Missing,
        Slot::NotApplicable(_) => Was::NotApplicable,
        Slot::Fault(fault) => match results.faults.get(fault.0 as usize) {
            Some(fault) if fault.code == EARLIER_UNKNOWN => Was::Unknown,
            Some(_) | None => Was::Failed,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(index: u32) -> Period {
        Period::new(crate::value::PeriodKind::Quarter, 2026, index).expect("a quarter")
    }

    #[test]
    fn what_lies_before_the_first_known_period_is_nothing_only_where_that_is_said() {
        let people: [Arc<str>; 1] = ["A".into()];
        let layer = Layer::new(people, [("score".to_string(), vec![Was::Missing])].into_iter().collect());
        let mut past = Past::default();
        past.add(quarter(2), layer);
        assert_eq!(past.told(quarter(1), "score", "A"), Told::Unknown);
        past.begins(Before::Nothing);
        assert_eq!(past.told(quarter(1), "score", "A"), Told::Absent);
        assert_eq!(past.told(quarter(2), "score", "A"), Told::Missing);
        assert_eq!(past.told(quarter(2), "score", "B"), Told::Absent);
        assert_eq!(past.told(quarter(2), "grade", "A"), Told::Unknown);
        assert_eq!(past.told(quarter(3), "score", "A"), Told::Unknown, "a gap between known periods is no beginning");
    }
}
