//! A plain evaluator of policies, one person and one name at a time, from the language page alone.
//!
//! It shares the tree of what was written with Merit and nothing else: no plan, no columns, no numbers of its own kind. What it says
//! and what the engine says must be the same to the last digit. Where two errors meet on one person, the first from the left counts;
//! in a sum or a product an error counts before a missing value.

mod amount;
pub mod census;
mod changes;
pub mod compare;
mod credit;
mod currency;
mod data;
mod expression;
pub mod generate;
mod group;
mod history;
mod limits;
mod names;
mod pay;
mod process;
mod ranks;
mod score;
mod shapes;
mod terms;
pub mod told;
pub mod value;
mod working;

use std::cell::RefCell;
use std::collections::BTreeMap;

use merit::syntax::ast::{self, File, Item, TypeKind};
use merit::value::Period;

use data::Row;
use value::{R, V};

/// Where an expression stands: whose it is, which child row, which KPI, which rows a data rule is about.
#[derive(Clone, Default)]
pub struct Place {
    pub person: usize,
    /// Child input and row.
    pub row: Option<(usize, usize)>,
    /// Scorecard and KPI.
    pub kpi: Option<(usize, usize)>,
    /// In a data rule the rows that share the key.
    pub together: Option<Vec<usize>>,
}

/// A policy with its data for one period.
pub struct World<'a> {
    period: Period,
    /// The period before; nothing where this is the first.
    before: Option<Box<World<'a>>>,
    /// All that was written, amendments and what they replace.
    policy: &'a File,
    header: &'a ast::Policy,
    /// The population first.
    inputs: Vec<&'a ast::Input>,
    /// As `inputs`.
    rows: Vec<Vec<Row>>,
    items: Vec<&'a Item>,
    /// Rows of tables from data, by the table's name.
    from_data: BTreeMap<String, Vec<BTreeMap<String, String>>>,
    /// Ordered choices, each ascending, the grades last.
    orders: Vec<Vec<String>>,
    memo: RefCell<BTreeMap<(usize, String), R>>,
    /// Rows that break a data rule, by input and row.
    broken: RefCell<BTreeMap<(usize, usize), &'static str>>,
}

impl<'a> World<'a> {
    /// `files` holds the CSV text of every input and of every table from data, by name.
    pub fn new(policy: &'a File, files: &BTreeMap<String, String>, period: Period) -> World<'a> {
        let items = changes::in_force(policy, period);
        let header = items.iter().find_map(|item| if let Item::Policy(header) = item { Some(header) } else { None }).expect("a header");
        let mut inputs: Vec<&ast::Input> =
            items.iter().filter_map(|item| if let Item::Input(input) = item { Some(input) } else { None }).collect();
        inputs.sort_by_key(|input| input.parent.is_some());
        let mut rows: Vec<Vec<Row>> = Vec::new();
        for input in &inputs {
            let read = data::rows(input, &files[&input.name.text], period, rows.first().map(Vec::as_slice));
            rows.push(read);
        }
        let mut orders = Vec::new();
        for column in inputs.iter().flat_map(|input| &input.columns) {
            if let TypeKind::Ordered(options) = &column.ty.kind {
                orders.push(options.iter().map(|option| option.name.text.clone()).collect());
            }
        }
        let from_data = files.iter().map(|(name, csv)| (name.clone(), data::lines(csv))).collect();
        let memo = RefCell::default();
        let mut world =
            World { period, before: None, policy, header, inputs, rows, items, from_data, orders, memo, broken: RefCell::default() };
        let grades = world.grades();
        world.orders.push(grades);
        world.judge_rules();
        world.credit();
        world
    }

    pub fn people(&self) -> usize {
        self.rows[0].len()
    }

    fn input(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.name.text == name)
    }

    /// The grades, worst first.
    fn grades(&self) -> Vec<String> {
        let Some(grade) = self.grade() else { return Vec::new() };
        let place = Place::default();
        let mut lines: Vec<(&ast::GradeLine, _)> = grade
            .lines
            .iter()
            .map(|line| {
                let end = line.low.as_ref().map(|low| match self.eval(&low.value, &place) {
                    Ok(V::Num(value, _)) => value,
                    other => panic!("an end of a grade is a number, not {other:?}"),
                });
                (line, end)
            })
            .collect();
        // A line without a low end is the lowest; two of them ascend as they are written.
        lines.sort_by(|one, two| one.1.cmp(&two.1));
        lines.into_iter().map(|(line, _)| line.name.text.clone()).collect()
    }

    fn grade(&self) -> Option<&'a ast::Grade> {
        self.items.iter().find_map(|item| if let Item::Grade(grade) = item { Some(grade) } else { None })
    }

    /// Marks the rows that break a data rule: whatever reads them has the error.
    fn judge_rules(&mut self) {
        for (at, rows) in self.rows.iter().enumerate() {
            let faults = rows.iter().enumerate().filter_map(|(row, data)| Some(((at, row), data.fault?)));
            self.broken.borrow_mut().extend(faults);
        }
        let mut broken = Vec::new();
        for (at, input) in self.inputs.iter().enumerate() {
            for rule in &input.rules {
                for row in 0..self.rows[at].len() {
                    let key = |row: usize| rule.each.as_ref().map(|each| self.rows[at][row].cells[&each.text].clone());
                    let together: Vec<usize> = match &rule.each {
                        Some(_) => (0..self.rows[at].len()).filter(|other| key(*other) == key(row)).collect(),
                        None => vec![row],
                    };
                    let person = self.rows[at][row].person;
                    let place = Place { person, row: (at > 0).then_some((at, row)), kpi: None, together: Some(together) };
                    let found = match self.condition(&rule.condition, &place) {
                        Ok(true) => continue,
                        Ok(false) => "E525",
                        Err(code) => code,
                    };
                    broken.push(((at, row), found));
                }
            }
        }
        for (row, code) in broken {
            self.broken.borrow_mut().entry(row).or_insert(code);
        }
        self.memo.borrow_mut().clear();
    }
}
