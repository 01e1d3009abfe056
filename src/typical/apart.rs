//! Where two plans part: the smallest input found at which somebody typical gets another result.
//!
//! The people are looked at as they are, then with every other option of their choices and flags, then over every number on the exact
//! pieces of the curves of both plans. Where all of that is the same, the plans are the same for all anybody can see.

use std::collections::BTreeSet;

use super::carried::carried;
use super::colleagues::pairs;
use super::passes::passes;
use super::{Typical, cells, columns, put_value};
use crate::curve::{Asked, Curve, Effort, Grid, Parting, Varied, curve_within, parting};
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::plan::ir::meaning::{Meaning, Part};
use crate::plan::ir::touched::reached;
use crate::plan::ir::{Body, Def, DefId, PEOPLE, Plan, Role, TableId};
use crate::value::{Number, Type, Value};

/// Evaluations for one curve.
const MOST_LOOKS: usize = 4_000;
/// How many times further than a lint looks an input is followed that has no upper bound: a cap may bind late.
const FURTHER: i64 = 1_000;

/// What two plans have to do with each other.
#[derive(Clone, Debug)]
pub enum Apart {
    /// No result differs for anybody looked at, on any exact piece.
    Same,
    At(Box<Witness>),
    /// No difference was found, and something could not be followed.
    Unsure,
}

/// An input at which the plans give different results.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Index into the people.
    pub person: usize,
    /// The cell that is not as the person has it, by the first plan's numbers, and its value.
    pub changed: Option<(Varied, Value)>,
    /// The result, in the first plan and in the second.
    pub of: (DefId, DefId),
    pub before: Outcome,
    pub after: Outcome,
}

/// What a person has of a result.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    Value(Value),
    Missing,
    NotApplicable,
    /// An error on the person, by its code.
    Fault(&'static str),
}

/// Compares two plans on people who are typical of the first. `same_name` says what a definition of the first is called in the second.
pub fn apart(old: &Plan, new: &Plan, people: &[Typical], same_name: &dyn Fn(&str) -> String) -> Apart {
    let results = paired(old, new, same_name);
    let parts = Meaning::of(old).differing(&Meaning::of(new));
    let affected = affected(old, new, &parts, &results);
    if affected.is_empty() {
        return Apart::Same;
    }
    let narrow = passes(old, new, &parts, &affected).filter(|narrow| narrow.len() < affected.len());
    let search = Search { old, new, results: affected };
    let pairs: Vec<Pair<'_>> = people.iter().enumerate().map(|(at, person)| search.pair(at, person)).collect();
    // Who stands in an example is known to the reader as they are; whoever was made up is shown at the smallest number.
    let (given, made_up): (Vec<&Pair<'_>>, Vec<&Pair<'_>>) = pairs.iter().partition(|pair| pair.person.example.is_some());
    // Where plans begin to differ there is less to follow than in all that rests on it.
    if let Some(results) = narrow {
        match (Search { old, new, results }).parts_at(&given, &made_up) {
            Apart::Same => return Apart::Same,
            Apart::At(near) => {
                if let Some(found) = search.told_at(&near, &pairs).filter(|found| near.changed.is_none() || search.is_paid(found)) {
                    return Apart::At(Box::new(found));
                }
            }
            Apart::Unsure => {}
        }
    }
    search.parts_at(&given, &made_up)
}

/// The same where amendments change the plans in the course of time: the people of each version under those that are in force then.
pub fn apart_in_force(old: &Plan, new: &Plan, people: &[Typical], same_name: &dyn Fn(&str) -> String) -> Apart {
    let (mut from, mut sure) = (0_usize, true);
    while let Some(first) = people.get(from) {
        let version = old.in_force(first.period);
        let rest = people.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|person| std::ptr::eq(old.in_force(person.period), version)).count();
        match apart(version, new.in_force(first.period), rest.get(..count).unwrap_or_default(), same_name) {
            Apart::Same => {}
            Apart::Unsure => sure = false,
            Apart::At(mut witness) => {
                witness.person = witness.person.saturating_add(from);
                return Apart::At(witness);
            }
        }
        from = from.saturating_add(count);
    }
    if sure { Apart::Same } else { Apart::Unsure }
}

/// The people of every version, each in a period of it.
pub fn people_in_force(plan: &Plan) -> Vec<Typical> {
    plan.each_version()
        .flat_map(|version| people(version).into_iter().filter(|person| std::ptr::eq(plan.in_force(person.period), version)))
        .collect()
}

/// The people to compare plans on: those whom lints look at, and everybody else to whom another choice of rules applies: made up from
/// the columns, or somebody of an example with another option. Where the plan speaks of groups, some of them with a colleague.
pub fn people(plan: &Plan) -> Vec<Typical> {
    let mut found = super::people(plan);
    let mut known: Vec<Vec<Applies>> = found.iter().map(|person| applies(plan, person)).collect();
    let options = found.iter().flat_map(|person| with_other_options(plan, person)).collect::<Vec<Typical>>();
    for person in super::invented::people(plan).into_iter().chain(options) {
        let own = applies(plan, &person);
        if !known.contains(&own) {
            known.push(own);
            found.push(person);
        }
    }
    let pairs = pairs(plan, &found);
    found.extend(pairs);
    found
}

/// Whether a rule applies to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Applies {
    Yes,
    No,
    Fault,
}

fn applies(plan: &Plan, person: &Typical) -> Vec<Applies> {
    let results = (0_u32..).zip(&plan.defs).filter(|(_, def)| rank(def).is_some() || def.role == Role::Covered);
    let slots = results.filter_map(|(id, _)| person.results.tables.first()?.slot(DefId(id), 0));
    slots
        .map(|slot| match slot {
            Slot::Value(Value::Flag(false)) | Slot::NotApplicable(_) | Slot::Missing(_) => Applies::No,
            Slot::Value(_) => Applies::Yes,
            Slot::Fault(_) => Applies::Fault,
        })
        .collect()
}

fn with_other_options(plan: &Plan, person: &Typical) -> Vec<Typical> {
    let cells = choices(plan, person);
    let made = cells.into_iter().map(|(cell, value)| {
        let mut data = person.data.clone();
        put_value(&mut data, cell, value);
        Typical::new(plan, data, person.period, person.measures, person.example.clone())
    });
    made.collect()
}

/// Every option of every choice and flag of the person, and of the first row of each child input.
fn choices(plan: &Plan, person: &Typical) -> Vec<(Varied, Value)> {
    let mut found = Vec::new();
    for (table, number) in plan.tables.iter().zip(0_u32..) {
        if !person.has_rows(number as usize) {
            continue;
        }
        for column in &table.columns {
            let cell = Varied { column: *column, table: TableId(number), row: 0 };
            found.extend(options(plan, *column).into_iter().map(|value| (cell, value)));
        }
    }
    found
}

fn options(plan: &Plan, column: DefId) -> Vec<Value> {
    match plan.defs.get(column.0 as usize).map(|def| def.ty) {
        Some(Type::Choice(choice)) => {
            let options = plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
            options.iter().map(|option| Value::Text(option.name.as_str().into())).collect()
        }
        Some(Type::Flag) => vec![Value::Flag(true), Value::Flag(false)],
        Some(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text) | None => {
            Vec::new()
        }
    }
}

/// What a person sees of the results: pay first.
fn paired(old: &Plan, new: &Plan, same_name: &dyn Fn(&str) -> String) -> Vec<(DefId, DefId)> {
    let mut found: Vec<(u8, DefId, DefId)> = Vec::new();
    for (def, id) in old.defs.iter().zip(0_u32..) {
        let Some(rank) = rank(def) else { continue };
        let name = same_name(&def.name);
        let other = new.defs.iter().position(|other| other.name == name && other.role == def.role);
        found.extend(other.and_then(|at| u32::try_from(at).ok()).map(|at| (rank, DefId(id), DefId(at))));
    }
    found.sort();
    found.into_iter().map(|(_, old, new)| (old, new)).collect()
}

/// Where a result stands among those a person sees; nothing for what is no result of a person.
fn rank(def: &Def) -> Option<u8> {
    if def.table != PEOPLE {
        return None;
    }
    match def.role {
        Role::PayoutTotal => Some(0),
        Role::Payout => Some(1),
        Role::Grade => Some(2),
        Role::Score => Some(3),
        Role::GradeColumn => Some(4),
        Role::KpiWeighted | Role::KpiScore | Role::Adjust => Some(5),
        Role::GoalMet | Role::GoalAttainment | Role::GoalGap | Role::GoalAchievable => Some(6),
        Role::KpiAttainment | Role::KpiMeasure | Role::KpiTarget => Some(7),
        Role::Let | Role::Carry | Role::Slice | Role::Term(_) => Some(8),
        Role::Column | Role::Credit | Role::Earlier | Role::Covered | Role::Told | Role::Said | Role::Figure(_) => None,
    }
}

/// The results that rest on something the plans do not have alike.
fn affected(old: &Plan, new: &Plan, parts: &BTreeSet<Part>, results: &[(DefId, DefId)]) -> Vec<(DefId, DefId)> {
    // What the header says or a row must be may reach everybody.
    let general = parts.iter().any(|part| matches!(part, Part::Header(_) | Part::Input(_)));
    let reach = |plan: &Plan| reached(plan, parts);
    let (of_old, of_new) = (reach(old), reach(new));
    results.iter().copied().filter(|(before, after)| general || of_old.contains(before) || of_new.contains(after)).collect()
}

struct Search<'a> {
    old: &'a Plan,
    new: &'a Plan,
    results: Vec<(DefId, DefId)>,
}

/// One person under both plans.
struct Pair<'a> {
    at: usize,
    person: &'a Typical,
    data: Dataset,
    run: Results,
}

impl Search<'_> {
    fn pair<'p>(&self, at: usize, person: &'p Typical) -> Pair<'p> {
        let data = carried(&person.data, self.old, self.new);
        let run = evaluate(self.new, data.clone(), person.period, Watch::Nothing);
        Pair { at, person, data, run }
    }

    /// Looks at the people as they are, then with other options, then over every number.
    fn parts_at(&self, given: &[&Pair<'_>], made_up: &[&Pair<'_>]) -> Apart {
        let as_they_are = |pairs: &[&Pair<'_>]| pairs.iter().find_map(|pair| self.as_they_are(pair));
        let other_options = |pairs: &[&Pair<'_>]| pairs.iter().find_map(|pair| self.other_options(pair));
        if let Some(found) = as_they_are(given).or_else(|| other_options(given)) {
            return Apart::At(Box::new(found));
        }
        let mut sure = true;
        for pair in given.iter().chain(made_up) {
            match self.over_numbers(pair) {
                Apart::Same => {}
                Apart::Unsure => sure = false,
                found @ Apart::At(_) => return found,
            }
        }
        match as_they_are(made_up).or_else(|| other_options(made_up)) {
            Some(found) => Apart::At(Box::new(found)),
            None if sure => Apart::Same,
            None => Apart::Unsure,
        }
    }

    /// What matters most of what differs at an input that was found.
    fn told_at(&self, found: &Witness, pairs: &[Pair<'_>]) -> Option<Witness> {
        let pair = pairs.get(found.person)?;
        match &found.changed {
            Some((cell, value)) => self.with(pair, *cell, value.clone()),
            None => self.as_they_are(pair),
        }
    }

    fn is_paid(&self, found: &Witness) -> bool {
        self.old.defs.get(found.of.0.0 as usize).is_some_and(|def| matches!(def.role, Role::Payout | Role::PayoutTotal))
    }

    fn as_they_are(&self, pair: &Pair<'_>) -> Option<Witness> {
        self.parted(pair.at, &pair.person.results, &pair.run, None)
    }

    fn parted(&self, person: usize, old: &Results, new: &Results, changed: Option<(Varied, Value)>) -> Option<Witness> {
        self.results.iter().find_map(|(of, other)| {
            let (before, after) = (outcome(old, *of)?, outcome(new, *other)?);
            (before != after).then(|| Witness { person, changed: changed.clone(), of: (*of, *other), before, after })
        })
    }

    /// The person with every other option of one choice or flag.
    fn other_options(&self, pair: &Pair<'_>) -> Option<Witness> {
        choices(self.old, pair.person).into_iter().find_map(|(cell, value)| self.with(pair, cell, value))
    }

    /// Both plans on the person with one cell changed.
    fn with(&self, pair: &Pair<'_>, cell: Varied, value: Value) -> Option<Witness> {
        let mut data = pair.person.data.clone();
        put_value(&mut data, cell, value.clone());
        let other = carried(&data, self.old, self.new);
        let old = evaluate(self.old, data, pair.person.period, Watch::Nothing);
        let new = evaluate(self.new, other, pair.person.period, Watch::Nothing);
        self.parted(pair.at, &old, &new, Some((cell, value)))
    }

    /// The person over every number that a result rests on.
    fn over_numbers(&self, pair: &Pair<'_>) -> Apart {
        let rests: Vec<(BTreeSet<DefId>, DefId, DefId)> =
            self.results.iter().map(|(old, new)| (self.rests_on(*old, *new), *old, *new)).collect();
        let differs = self.as_they_are(pair).is_some();
        let mut sure = true;
        for (cell, range) in cells(self.old, pair.person, |column| rests.iter().any(|(columns, ..)| columns.contains(&column))) {
            let count = self.old.defs.get(cell.column.0 as usize).is_some_and(|def| def.ty == Type::Count);
            let grid = if count { Grid::Only } else { Grid::Usual };
            for (_, old, new) in rests.iter().filter(|(columns, ..)| columns.contains(&cell.column)) {
                let far = self.end(cell.column, &range.to);
                let followed = |to: &Number| self.curves(pair, (*old, *new), cell, (&range.from, to));
                let Some((one, two)) = followed(&far).or_else(|| followed(&range.to)) else {
                    sure = false;
                    continue;
                };
                match parting(&one, &two, &range.unit, grid) {
                    Parting::Nowhere => {}
                    Parting::Unsure => sure = false,
                    // The results differ wherever this number is: it is not what makes them differ.
                    Parting::At(at) if differs && at == range.from => {}
                    Parting::At(at) => match self.with(pair, cell, Value::Number(at)) {
                        Some(found) => return Apart::At(Box::new(found)),
                        None => sure = false,
                    },
                }
            }
        }
        if sure { Apart::Same } else { Apart::Unsure }
    }

    /// How far an input is followed.
    fn end(&self, column: DefId, to: &Number) -> Number {
        let bounded = match self.old.defs.get(column.0 as usize).map(|def| &def.body) {
            Some(Body::Column(column)) => column.high.is_some(),
            Some(Body::Expr(_)) | None => true,
        };
        if bounded { to.clone() } else { to.mul(&Number::from_i64(FURTHER)).unwrap_or_else(|_| to.clone()) }
    }

    /// The columns either of the two rests on, by the first plan's numbers.
    fn rests_on(&self, old: DefId, new: DefId) -> BTreeSet<DefId> {
        let mut found = columns(self.old, old);
        for column in columns(self.new, new) {
            let name = self.new.defs.get(column.0 as usize).map(|def| def.name.as_str());
            let own = self.old.defs.iter().position(|def| Some(def.name.as_str()) == name);
            found.extend(own.and_then(|at| u32::try_from(at).ok()).map(DefId));
        }
        found
    }

    fn curves<'c>(
        &'c self,
        pair: &'c Pair<'_>,
        (old, new): (DefId, DefId),
        varied: Varied,
        (from, to): (&Number, &Number),
    ) -> Option<(Curve<'c>, Curve<'c>)> {
        let name = |id: DefId| self.old.defs.get(id.0 as usize).map(|def| def.name.as_str());
        let column = self.new.defs.iter().position(|def| Some(def.name.as_str()) == name(varied.column))?;
        let owner = self.old.tables.get(varied.table.0 as usize)?;
        let table = self.new.tables.iter().position(|table| table.name == owner.name)?;
        let other = Varied { column: DefId(u32::try_from(column).ok()?), table: TableId(u32::try_from(table).ok()?), row: varied.row };
        let asked = |plan, data, of, varied| Asked {
            plan,
            data,
            period: pair.person.period,
            of,
            row: 0,
            varied,
            from: from.clone(),
            to: to.clone(),
        };
        let one = curve_within(asked(self.old, &pair.person.data, old, varied), &pair.person.results, Effort::looks(MOST_LOOKS)).ok()?;
        let two = curve_within(asked(self.new, &pair.data, new, other), &pair.run, Effort::looks(MOST_LOOKS)).ok()?;
        Some((one, two))
    }
}

/// What the one person of a run has of a result.
pub fn outcome(results: &Results, of: DefId) -> Option<Outcome> {
    Some(match results.tables.get(PEOPLE.0 as usize)?.slot(of, 0)? {
        Slot::Value(value) => Outcome::Value(value.clone()),
        Slot::Missing(_) => Outcome::Missing,
        Slot::NotApplicable(_) => Outcome::NotApplicable,
        Slot::Fault(fault) => Outcome::Fault(results.faults.get(fault.0 as usize).map_or("", |fault| fault.code)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edited::{Edit, edited};
    use crate::source::{SourceFile, Sources, Span};

    const PLAN: &str = r#"policy "Sample" {
  period quarter
  currency USD
  effective 2026-01-01 to 2026-12-31
  rounding money half up to 0.01
}
input people by id {
  role : one of "AE", "SDR"
  sales : money at least 0
  calls : count at least 0
}
payout commission {
  pay tiers marginal on sales {
    up to 1_000 : 2%
    above 1_000 : 3%
  }
  at most 500
}
payout fee for role = "SDR" {
  pay if calls >= 10 then 100 else 0
}
example "Sample" {
  period 2026-Q1
  given role "AE", sales 500, calls 3
  expect commission = 10
}
"#;

    /// What the plan and the plan with one text for another have to do with each other: the input and its value.
    fn parted(from: &str, to: &str) -> Result<String, &'static str> {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("sample.merit", PLAN));
        let old = edited(&sources, &[]).plan.unwrap();
        let at = PLAN.find(from).unwrap();
        let made = edited(&sources, &[Edit { span: Span::new(file, at, at + from.len()), text: to.to_string() }]);
        let new = made.plan.unwrap_or_else(|| panic!("{:?}", made.problems));
        match apart(&old, &new, &people(&old), &str::to_string) {
            Apart::Same => Err("same"),
            Apart::Unsure => Err("unsure"),
            Apart::At(witness) => {
                let changed = witness.changed.map(|(cell, value)| {
                    let shown = if let Value::Number(number) = &value { number.exact_text() } else { format!("{value:?}") };
                    format!("{} {shown}", old.defs[cell.column.0 as usize].name)
                });
                Ok(changed.unwrap_or_default())
            }
        }
    }

    #[test]
    fn the_smallest_input_is_found() {
        assert_eq!(parted("up to 1_000 : 2%\n    above 1_000", "up to 1_000.01 : 2%\n    above 1_000.01"), Ok("sales 1000.5".to_string()));
        assert_eq!(parted("up to 1_000 : 2%\n    above 1_000", "up to 1_001 : 2%\n    above 1_001"), Ok("sales 1000.17".to_string()));
        assert_eq!(parted("at most 500", "at most 499.99"), Ok("sales 16999.84".to_string()));
        assert_eq!(parted("calls >= 10", "calls > 10"), Ok("calls 10".to_string()));
        assert_eq!(parted("half up", "half even"), Ok("sales 0.25".to_string()));
        assert_eq!(parted("3%", "4%"), Ok("sales 1000.13".to_string()));
        assert_eq!(parted("2%", "3%"), Ok(String::new()));
    }

    /// What is said of a team shows where somebody has a colleague.
    #[test]
    fn nobody_is_alone() {
        let team = "  calls : count at least 0\n  team : text\n}\nlet all = sum of sales over team where role = \"AE\"\n";
        let text = PLAN.replace("  calls : count at least 0\n}\n", team).replace("calls 3", "calls 3, team \"East\"");
        let apart_at = |from: &str, to: &str| {
            let mut sources = Sources::new();
            let file = sources.add(SourceFile::new("sample.merit", text.as_str()));
            let old = edited(&sources, &[]).plan.unwrap();
            let at = text.find(from).unwrap();
            let new = edited(&sources, &[Edit { span: Span::new(file, at, at + from.len()), text: to.to_string() }]).plan.unwrap();
            let people = people(&old);
            match apart(&old, &new, &people, &str::to_string) {
                Apart::At(witness) => people[witness.person].described().en,
                Apart::Same | Apart::Unsure => String::new(),
            }
        };
        assert!(apart_at("sum of sales", "average of sales").contains("beside"));
        assert!(!apart_at(" where role = \"AE\"", "").is_empty());
    }

    #[test]
    fn a_plan_that_says_the_same_otherwise_is_the_same() {
        assert_eq!(parted("calls >= 10", "calls > 9"), Err("same"));
        assert_eq!(parted("at most 500", "at most 500\n  at most 600"), Err("same"));
        assert_eq!(parted("else 0", "else 0 * calls"), Err("same"));
        assert_eq!(parted("policy \"Sample\"", "policy \"Other\""), Err("same"));
    }
}
