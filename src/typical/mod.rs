//! Typical people, on whom the shape of pay is looked at: those of the plan's examples, and those made up from its columns where the
//! examples leave out whom a scorecard is for; each as given, and with every measure at its target.

pub mod apart;
mod carried;
mod colleagues;
mod invented;
mod passes;
mod ranges;
mod steering;
mod target;

use std::cell::OnceCell;

use crate::cases::beginning_with;
use crate::curve::{Asked, Curve, Effort, Varied, Worth, curve_within};
use crate::diagnostic::Text;
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::plan::ir::{DefId, Example, Expect, PEOPLE, Plan, TableId};
use crate::value::{Number, Period, Value};

pub use carried::carried;
pub use ranges::Range;
pub use steering::{Steered, steered};
pub use target::{columns, targets};

/// Examples that are looked at as they are; more of them would say the same again.
const MOST_EXAMPLES: usize = 8;

/// Evaluations for one curve: a lint follows hundreds of them.
const MOST_LOOKS: usize = 8_000;

/// Where the measures of a person are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measures {
    AsGiven,
    AtTarget,
    /// The plan has no measures with targets.
    None,
}

/// One person with everything the plan makes of the data.
#[derive(Clone, Debug)]
pub struct Typical {
    pub data: Dataset,
    pub period: Period,
    pub results: Results,
    pub measures: Measures,
    /// The example it was taken from.
    pub example: Option<Text>,
    /// Who is in the same groups, where somebody is.
    pub beside: Option<Text>,
    /// What the person is paid with every measure at its target.
    pub target_pay: Option<Number>,
    /// Which cells steer the KPIs, once somebody asks.
    steering: OnceCell<Vec<steering::Steering>>,
}

impl Typical {
    pub fn new(plan: &Plan, data: Dataset, period: Period, measures: Measures, example: Option<Text>) -> Typical {
        let results = evaluate(plan, data.clone(), period, Watch::Nothing);
        Typical { data, period, results, measures, example, beside: None, target_pay: None, steering: OnceCell::new() }
    }

    /// What the person has of a definition.
    pub fn value(&self, def: DefId) -> Option<&Value> {
        let slot = self.results.tables.get(PEOPLE.0 as usize)?.slot(def, 0)?;
        if let Slot::Value(value) = slot { Some(value) } else { None }
    }

    pub fn number(&self, def: DefId) -> Option<Number> {
        if let Value::Number(number) = self.value(def)? { Some(number.clone()) } else { None }
    }

    /// Which scorecard covers the person, by number.
    pub fn card(&self, plan: &Plan) -> Option<usize> {
        plan.scorecards.iter().position(|card| self.value(card.covered) == Some(&Value::Flag(true)))
    }

    /// A definition of the person, or of the row of the cell, over a cell.
    pub fn curve<'a>(&'a self, plan: &'a Plan, of: DefId, varied: Varied, ends: (Number, Number)) -> Option<Curve<'a>> {
        let table = plan.defs.get(of.0 as usize)?.table;
        self.curve_in(plan, (of, if table == PEOPLE { 0 } else { varied.row }), varied, ends)
    }

    /// A definition in a row of its own table over a cell.
    pub fn curve_in<'a>(
        &'a self,
        plan: &'a Plan,
        (of, row): (DefId, u32),
        varied: Varied,
        (from, to): (Number, Number),
    ) -> Option<Curve<'a>> {
        curve_within(
            Asked { plan, data: &self.data, period: self.period, of, row, varied, from, to },
            &self.results,
            Effort::looks(MOST_LOOKS),
        )
        .ok()
    }

    /// What the person has of a definition with one cell at a value.
    pub fn at(&self, plan: &Plan, of: DefId, varied: Varied, value: &Number) -> Option<Number> {
        let curve = self.curve(plan, of, varied, (value.clone(), value.clone()))?;
        number_of(curve.worth(value))
    }

    /// The person with one cell changed.
    pub fn with(&self, plan: &Plan, cell: Varied, value: Number) -> Typical {
        let mut data = self.data.clone();
        put(&mut data, cell, value);
        Typical::new(plan, data, self.period, self.measures, self.example.clone())
    }

    /// Whether a child input has no row of the person.
    fn lacks_rows(&self) -> bool {
        (0..self.data.tables.len()).any(|table| !self.has_rows(table))
    }

    /// Whether a table has a row of the person, which is its first one then.
    fn has_rows(&self, table: usize) -> bool {
        let rows = self.data.tables.get(table);
        rows.is_some_and(|rows| !rows.is_empty() && rows.parents.first().is_none_or(|parent| *parent == 0))
    }

    /// Whether the person stands beside nobody.
    fn is_alone(&self) -> bool {
        self.data.tables.first().is_some_and(|people| people.len() == 1)
    }

    /// Whether what the plan pays, or else scores, can be computed for the person.
    fn is_sound(&self, plan: &Plan) -> bool {
        let asked = plan.payout_total.filter(|_| !plan.payouts.is_empty()).or(plan.score);
        asked.is_none_or(|def| self.number(def).is_some())
    }

    /// `in the example “…”, with every measure at its target`
    pub fn described(&self) -> Text {
        let (en, zh) = match &self.example {
            Some(title) => (format!("the person of the example “{}”", title.en), format!("示例“{}”中的人", title.zh)),
            None => ("a typical person".to_string(), "一个典型的人".to_string()),
        };
        let own = match self.measures {
            Measures::AsGiven | Measures::None => Text::new(en, zh),
            Measures::AtTarget => Text::new(format!("{en} with every measure at its target"), format!("{zh}（各项指标均达到目标值）")),
        };
        match &self.beside {
            Some(other) => Text::new(format!("{}, beside {}", own.en, other.en), format!("{}（与{}同组）", own.zh, other.zh)),
            None => own,
        }
    }
}

/// The people with their measures where the plan wants them.
pub fn at_target(people: &[Typical]) -> impl Iterator<Item = &Typical> {
    people.iter().filter(|person| person.measures == Measures::AtTarget)
}

/// Puts a number into a cell.
pub fn put(data: &mut Dataset, cell: Varied, value: Number) {
    put_value(data, cell, Value::Number(value));
}

/// Puts a value into a cell.
pub fn put_value(data: &mut Dataset, cell: Varied, value: Value) {
    let column = data.tables.get_mut(cell.table.0 as usize).and_then(|table| table.columns.get_mut(cell.column.0 as usize));
    if let Some(slot) = column.and_then(Option::as_mut).and_then(|column| column.get_mut(cell.row as usize)) {
        *slot = Slot::Value(value);
    }
}

/// Everybody worth looking at, those with their measures at target first, one a scorecard.
pub fn people(plan: &Plan) -> Vec<Typical> {
    let sound = |expect: &Expect| matches!(expect, Expect::Value { .. });
    let mut examples: Vec<&Example> = plan.examples.iter().filter(|example| example.expect.iter().all(sound)).collect();
    // Rows of one table are much alike: the first of each is looked at before any second one.
    examples.sort_by_key(|example| example.row.map_or(1, |number| number.row));
    let mut given: Vec<Typical> = examples
        .into_iter()
        .flat_map(|example| {
            let person =
                |at| Typical::new(plan, beginning_with(plan, example, at), example.period, Measures::AsGiven, Some(example.spoken_of(at)));
            (0..example.people.len()).map(person)
        })
        .filter(|person| person.is_sound(plan))
        .collect();
    let mut people: Vec<Typical> = Vec::new();
    let mut cards = Vec::new();
    let invented = invented::people(plan);
    let count = given.len();
    for (at, person) in given.clone().into_iter().chain(invented).enumerate() {
        let rows: Vec<bool> = (0..person.data.tables.len()).map(|table| !person.has_rows(table)).collect();
        let card = person.card(plan);
        let kind = (card, rows);
        let is_known =
            cards.contains(&kind) || (at >= count && people.iter().any(|known: &Typical| known.card(plan) == card && !known.lacks_rows()));
        if is_known && at >= MOST_EXAMPLES.min(count) {
            continue;
        }
        let at_target = target::at_target(plan, &person);
        if let Some(given) = given.get_mut(at) {
            given.target_pay.clone_from(&at_target.target_pay);
        }
        if !is_known && at_target.is_sound(plan) {
            cards.push(kind);
            people.push(at_target);
        }
    }
    people.extend(given.into_iter().take(MOST_EXAMPLES));
    people
}

/// The number cells of a person and of the first row of each child input, of the columns that are asked about, each with the stretch
/// on which it is looked at.
pub fn cells(plan: &Plan, person: &Typical, asked: impl Fn(DefId) -> bool) -> Vec<(Varied, Range)> {
    let scale = ranges::Scale::of(plan);
    let mut found = Vec::new();
    for (table, number) in plan.tables.iter().zip(0_u32..) {
        if !person.has_rows(number as usize) {
            continue;
        }
        for column in table.columns.iter().filter(|column| asked(**column) && !table.shares_by(**column)) {
            let cell = Varied { column: *column, table: TableId(number), row: 0 };
            found.extend(ranges::range(plan, &scale, person, cell).map(|range| (cell, range)));
        }
    }
    found
}

/// The number a point of a curve has.
pub fn number_of(worth: Worth) -> Option<Number> {
    match worth {
        Worth::Number(number) => Some(number),
        Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown => None,
    }
}
