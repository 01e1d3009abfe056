//! Laws of what people are told: a change that is told does what it promises, and one smallest step less does not; a period that is over
//! is measured by the whole plan.

use merit::diagnostic::Language;
use merit::engine::Results;
use merit::engine::evaluate;
use merit::engine::table::{Dataset, Slot};
use merit::engine::trace::Watch;
use merit::feedback::{Asked, Cell, Reaches, Way, as_cell, notices};
use merit::plan::ir::{PEOPLE, Plan};
use merit::report::Report;
use merit::source::Sources;
use merit::value::{Number, Period, Type, Value};

/// Of how many people of a case the ways are tried.
const PEOPLE_TRIED: u32 = 3;

/// A plan that also says who is told what, with the data of a period.
pub struct Told<'a> {
    pub plan: &'a Plan,
    pub data: &'a Dataset,
    pub period: Period,
}

impl Told<'_> {
    fn run(&self, data: Dataset) -> Results {
        evaluate(self.plan, data, self.period, Watch::Nothing)
    }

    /// How many ways were tried, at most so many.
    pub fn ways(&self, most: usize) -> Result<usize, String> {
        let results = self.run(self.data.clone());
        let sources = Sources::new();
        let report = Report { plan: self.plan, results: &results, sources: &sources };
        let from = self.period.end();
        let people = u32::try_from(results.tables[0].len()).unwrap().min(PEOPLE_TRIED);
        let asked = |row| Asked { report, data: self.data, from, elapsed: None, who: Some(row), language: Language::English };
        let mut tried = 0;
        for notice in (0..people).flat_map(|row| notices(&asked(row)).notices) {
            for way in notice.distances.iter().take(most.saturating_sub(tried)) {
                let reached = |at: &Number| {
                    let made = match way.cell {
                        Cell::Given => None,
                        Cell::Summed => as_cell(self.plan, self.data, &results, way.column),
                    };
                    let (plan, data) = made.as_ref().map_or((self.plan, self.data), |(plan, data)| (plan, data));
                    let results = evaluate(plan, with(data, way, notice.row, at), self.period, Watch::Nothing);
                    self.reached(&results, &report, way, (notice.row, notice.clause.told()))
                };
                let less = if way.to > way.from { way.to.sub(&way.unit) } else { way.to.add(&way.unit) }.unwrap();
                if !reached(&way.to) {
                    return Err(format!("{} is not so", way.text));
                }
                let between = (way.from < less && less < way.to) || (way.to < less && less < way.from);
                if between && reached(&less) {
                    return Err(format!("{}: less would do, {}", way.text, less.exact_text()));
                }
                tried += 1;
            }
        }
        Ok(tried)
    }

    fn reached(&self, results: &Results, before: &Report<'_>, way: &Way, (row, told): (u32, merit::plan::ir::DefId)) -> bool {
        let people = &results.tables[0];
        match way.reaches {
            Reaches::End => matches!(people.slot(told, row), Some(Slot::Value(Value::Flag(false)))),
            Reaches::BetterGrade => {
                let grade = self.plan.grade.unwrap();
                let Type::Choice(choice) = self.plan.defs[grade.0 as usize].ty else { panic!("a grade is a choice") };
                let options = &self.plan.choices[choice.0 as usize].options;
                let place = |slot: Option<&Slot>| match slot {
                    Some(Slot::Value(Value::Text(name))) => options.iter().position(|option| option.name == **name),
                    _ => None,
                };
                place(people.slot(grade, row)) > place(before.slot(grade, row))
            }
        }
    }

    /// The plan to date, where all of the period has passed, says what the plan says.
    pub fn whole_at_the_end(&self) -> Result<usize, String> {
        let results = self.run(self.data.clone());
        let to_date = self.plan.to_date(&Number::ONE);
        let again = evaluate(&to_date, self.data.clone(), self.period, Watch::Nothing);
        let mut compared = 0;
        for (def, id) in self.plan.defs.iter().zip(0_u32..) {
            let id = merit::plan::ir::DefId(id);
            let tables = (&results.tables[def.table.0 as usize], &again.tables[def.table.0 as usize]);
            for row in 0..u32::try_from(tables.0.len()).unwrap() {
                let same = match (tables.0.slot(id, row), tables.1.slot(id, row)) {
                    (Some(Slot::Value(one)), Some(Slot::Value(two))) => one == two,
                    (Some(Slot::Fault(_)), Some(Slot::Fault(_))) => true,
                    (Some(Slot::Missing(_)), Some(Slot::Missing(_))) => true,
                    (Some(Slot::NotApplicable(_)), Some(Slot::NotApplicable(_))) => true,
                    (None, None) => true,
                    _ => false,
                };
                if !same {
                    return Err(format!("{} of row {row} is another at the end of the period", def.name));
                }
                compared += 1;
            }
        }
        Ok(compared)
    }
}

fn with(data: &Dataset, way: &Way, row: u32, at: &Number) -> Dataset {
    let mut data = data.clone();
    let columns = &mut data.tables[PEOPLE.0 as usize].columns;
    columns[way.column.0 as usize].as_mut().unwrap()[row as usize] = Slot::Value(Value::Number(at.clone()));
    data
}
