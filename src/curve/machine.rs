//! Evaluates the plan's expressions with one input left open: every number is a function of it on one stretch.
//!
//! It says of each clause what the engine says, for a whole stretch at once. Where a decision (which band, does the cap bind) does not
//! fall the same way on all of the stretch, evaluation halts and says where to cut; [`super::pieces`] cuts there and asks again.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::function::{Function, Place, Unsure};
use crate::engine::Results;
use crate::engine::table::{Dataset, Slot, Table};
use crate::plan::ir::{Body, DefId, Expr, Group, Kind, PEOPLE, Plan, Role, TableId, walk};
use crate::syntax::ast::PeriodPart;
use crate::value::{Number, Value};

/// What a definition is for one row on the stretch.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Sym {
    Number(Function),
    /// A text, a date or a flag: the same on the whole stretch.
    Plain(Value),
    Missing,
    NotApplicable,
    /// An error on the person.
    Fault,
    /// What cannot be followed: a date that moves with the input, say.
    Unknown,
}

/// Why evaluation stops before it is through.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Halt {
    Unsure(Unsure),
    /// The value is settled without looking further.
    Gives(Sym),
}

impl From<Unsure> for Halt {
    fn from(unsure: Unsure) -> Halt {
        match unsure {
            Unsure::TooLarge => Halt::Gives(Sym::Fault),
            unsure @ (Unsure::Cut(_) | Unsure::Fine | Unsure::Blur) => Halt::Unsure(unsure),
        }
    }
}

pub(super) type Found<T> = Result<T, Halt>;

/// The input that is varied: one cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Varied {
    pub column: DefId,
    pub table: TableId,
    pub row: u32,
}

/// How roundings are followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grain {
    /// Many small ones are kept as what they may add.
    Coarse,
    /// Step by step.
    Fine,
}

/// What is known of the data rules about the varied table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rules {
    /// None reads the varied column: the run has judged them.
    Settled,
    Open,
    UnderWay,
}

/// What is kept from one stretch to the next.
#[derive(Debug, Default)]
pub(super) struct Still {
    /// Values that do not hang on the varied cell, though other rows of their definitions do: the score of a person of another team.
    known: RefCell<FxHashSet<(DefId, u32)>>,
    /// How many values were worked out.
    pub(super) worked_out: Cell<usize>,
}

/// Whether the varied cell has been met on the way to a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Met {
    Not,
    Once,
}

pub(super) struct Machine<'a> {
    pub(super) plan: &'a Plan,
    /// A run on the data as they are: every value that does not move with the varied cell is read from here.
    pub(super) results: &'a Results,
    pub(super) data: &'a Dataset,
    pub(super) varied: Varied,
    /// By definition: whether it may depend on the varied cell, in some row.
    moves: &'a [bool],
    pub(super) place: Place,
    pub(super) grain: Grain,
    /// How much of the input is asked for in all.
    pub(super) whole: Number,
    memo: FxHashMap<(DefId, u32), Sym>,
    /// Whether what is being evaluated has met the varied cell.
    met: Met,
    /// What is known, from any stretch, never to meet it.
    still: &'a Still,
    /// By the first KPI of a scorecard: the weights that count, added up once for all its KPIs, and whether the cell was met there.
    pub(super) weights: FxHashMap<(DefId, u32), (Function, Met)>,
    rules: Rules,
    /// Rows for which the data rules are known to hold or not.
    kept: FxHashMap<u32, bool>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(
        (plan, results, data): (&'a Plan, &'a Results, &'a Dataset),
        (varied, moves, still): (Varied, &'a [bool], &'a Still),
        (place, grain, whole): (Place, Grain, Number),
    ) -> Machine<'a> {
        let rules = if in_rules(plan, varied) { Rules::Open } else { Rules::Settled };
        Machine {
            plan,
            results,
            data,
            varied,
            moves,
            place,
            grain,
            whole,
            memo: FxHashMap::default(),
            weights: FxHashMap::default(),
            met: Met::Not,
            still,
            rules,
            kept: FxHashMap::default(),
        }
    }

    /// From here on it is seen anew whether the cell is met; gives what was known before.
    pub(super) fn meets_nothing(&mut self) -> Met {
        std::mem::replace(&mut self.met, Met::Not)
    }

    /// Adds what a part has met to what the whole has.
    pub(super) fn meets(&mut self, met: Met) {
        if met == Met::Once {
            self.met = Met::Once;
        }
    }

    pub(super) fn table(&self, table: TableId) -> Option<&'a Table> {
        self.results.tables.get(table.0 as usize)
    }

    /// Whether the varied cell says whose the rows of a table are, so that nothing is known of them.
    pub(super) fn recredits(&mut self, table: TableId) -> bool {
        let recredits = table == self.varied.table && is_share(self.plan, self.varied);
        if recredits {
            self.met = Met::Once;
        }
        recredits
    }

    /// The row of the file behind a row, which may count for several people.
    fn origin(&self, table: TableId, row: u32) -> u32 {
        self.table(table).map_or(row, |table| table.origin(row))
    }

    /// The value of a definition for a row.
    pub(super) fn def(&mut self, id: DefId, row: u32) -> Found<Sym> {
        let plan = self.plan;
        let Some(def) = plan.defs.get(id.0 as usize) else { return Ok(Sym::Unknown) };
        if self.recredits(def.table) {
            return Ok(Sym::Unknown);
        }
        let body = match &def.body {
            Body::Column(_) if self.row_is_faulty(def.table, row)? => return Ok(Sym::Fault),
            Body::Column(_) if id == self.varied.column && self.origin(def.table, row) == self.varied.row => {
                self.met = Met::Once;
                return Ok(Sym::Number(Function::variable(&self.place)));
            }
            Body::Column(_) => return Ok(self.settled(id, row)),
            Body::Expr(_) if !self.moves.get(id.0 as usize).copied().unwrap_or(false) => return Ok(self.settled(id, row)),
            Body::Expr(_) if self.still.known.borrow().contains(&(id, row)) => return Ok(self.settled(id, row)),
            Body::Expr(body) => body,
        };
        if let Some(known) = self.memo.get(&(id, row)) {
            // What does not meet the cell is not kept here.
            self.met = Met::Once;
            return Ok(known.clone());
        }
        self.still.worked_out.set(self.still.worked_out.get().saturating_add(1));
        let before = std::mem::replace(&mut self.met, Met::Not);
        let refused = def.table == PEOPLE && self.row_is_faulty(PEOPLE, row)?;
        let found = match (refused, self.approved(def.table, id, row)) {
            (true, _) => Sym::Fault,
            (false, Some(approved)) => approved,
            (false, None) => self.eval(body, def.table, row)?,
        };
        if self.met == Met::Not {
            self.met = before;
            self.still.known.borrow_mut().insert((id, row));
            return Ok(self.settled(id, row));
        }
        let found = match (def.role, found) {
            (Role::Covered | Role::Adjust, Sym::Missing) => Sym::Fault,
            (_, found) => found,
        };
        self.memo.insert((id, row), found.clone());
        Ok(found)
    }

    /// What is approved for the person instead of what the plan gives: it moves with nothing.
    fn approved(&self, table: TableId, id: DefId, row: u32) -> Option<Sym> {
        let key = self.table(PEOPLE).filter(|_| table == PEOPLE)?.keys.get(row as usize)?;
        let own = self.plan.exceptions_in(self.results.period).filter(|(_, exception)| *exception.person == **key);
        let value = own.flat_map(|(_, exception)| &exception.values).find(|value| value.def == id)?;
        Some(of_slot(Some(&Slot::Value(value.value.clone()))))
    }

    /// What the run has of a definition.
    fn settled(&self, id: DefId, row: u32) -> Sym {
        let table = self.plan.defs.get(id.0 as usize).and_then(|def| self.table(def.table));
        of_slot(table.and_then(|table| table.slot(id, row)))
    }

    /// Whether a row is an error as a whole, also by a data rule that the varied cell breaks.
    pub(super) fn row_is_faulty(&mut self, table: TableId, row: u32) -> Found<bool> {
        let faulty = |tables: &[Table], row: u32| {
            tables.get(table.0 as usize).and_then(|table| table.row_faults.get(row as usize)).copied().flatten().is_some()
        };
        match self.rules {
            Rules::Settled => Ok(faulty(&self.results.tables, row)),
            Rules::UnderWay => {
                self.met = Met::Once;
                Ok(faulty(&self.data.tables, self.origin(table, row)))
            }
            Rules::Open if table != self.varied.table => Ok(faulty(&self.results.tables, row)),
            Rules::Open => {
                self.met = Met::Once;
                // The rules are about the rows of the file, whoever they count for.
                let row = self.origin(table, row);
                let uncredited = self.table(table).is_some_and(|table| table.uncredited.contains(&row));
                Ok(uncredited || faulty(&self.data.tables, row) || !self.keeps_rules(row)?)
            }
        }
    }

    /// Whether the data rules about a row hold with the input as it is on the stretch.
    fn keeps_rules(&mut self, row: u32) -> Found<bool> {
        if let Some(known) = self.kept.get(&row) {
            return Ok(*known);
        }
        let (plan, table) = (self.plan, self.varied.table);
        let rules = plan.tables.get(table.0 as usize).map_or(&[][..], |table| &table.rules);
        // A rule is judged on the rows as the data have them, whatever other rules say of them.
        self.rules = Rules::UnderWay;
        let mut holds = Ok(true);
        for rule in rules {
            match self.condition(&rule.condition, table, row) {
                Ok(true) => {}
                Ok(false) | Err(Halt::Gives(_)) => holds = Ok(false),
                Err(halt @ Halt::Unsure(_)) => {
                    holds = Err(halt);
                    break;
                }
            }
        }
        self.rules = Rules::Open;
        self.memo.clear();
        self.weights.clear();
        let holds = holds?;
        self.kept.insert(row, holds);
        Ok(holds)
    }

    pub(super) fn eval(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<Sym> {
        match self.eval_kind(expr, table, row) {
            Err(Halt::Gives(found)) => Ok(found),
            found => found,
        }
    }

    fn eval_kind(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<Sym> {
        match &expr.kind {
            Kind::Literal(Value::Number(value)) => Ok(Sym::Number(Function::constant(value.clone()))),
            Kind::Literal(value @ (Value::Text(_) | Value::Date(_) | Value::Flag(_))) => Ok(Sym::Plain(value.clone())),
            Kind::Ref(def) => Ok(match self.def(*def, row)? {
                Sym::NotApplicable => Sym::Fault,
                found @ (Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::Fault | Sym::Unknown) => found,
            }),
            Kind::Param(param) => self.param(*param, table, row),
            Kind::ParamOn { param, on } => match self.eval(on, table, row)? {
                Sym::Plain(Value::Date(day)) => self.param_on(*param, day, table, row),
                other => Ok(other),
            },
            Kind::Parent(inner) => match self.table(table).and_then(|table| table.parents.get(row as usize)) {
                Some(person) => self.eval(inner, PEOPLE, *person),
                None => Ok(Sym::Unknown),
            },
            Kind::Neg(_)
            | Kind::Sum(_)
            | Kind::Product(_)
            | Kind::Round { .. }
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::InPoints(_) => self.arithmetic(expr, table, row),
            Kind::DateShift { date, days } => self.date_shift(date, days, table, row),
            Kind::AddMonths { date, months, missing } => self.add_months(date, (*months, *missing), table, row),
            Kind::DaysBetween { from, to } => self.days_between(from, to, table, row),
            Kind::Compare { .. } | Kind::Within { .. } | Kind::In { .. } | Kind::And(_) | Kind::Or(_) | Kind::Not(_) => {
                self.logic(expr, table, row).map(|holds| Sym::Plain(Value::Flag(holds)))
            }
            Kind::If { branches, otherwise } => {
                for (condition, value) in branches {
                    if self.condition(condition, table, row)? {
                        return self.eval(value, table, row);
                    }
                }
                self.eval(otherwise, table, row)
            }
            Kind::Otherwise(parts) => {
                for part in parts {
                    let found = self.eval(part, table, row)?;
                    if found != Sym::Missing {
                        return Ok(found);
                    }
                }
                Ok(Sym::Missing)
            }
            Kind::Aggregate(aggregate) => self.aggregate(expr, aggregate, table, row),
            Kind::RunningSum(running) => self.running_sum(running, table, row),
            Kind::Working(working) => self.working(working, table, row),
            Kind::LastPeriod(last) => self.last_period(last, row),
            Kind::OverPeriods(over) => self.over_periods(expr.ty, over, row),
            Kind::InARow { of, count } => self.in_a_row(*of, *count, row),
            Kind::PaidToDate(of) => self.paid_to_date(*of, row),
            Kind::Released(released) => self.released(**released, row),
            // What was paid for rows of earlier periods does not move with the input, and no run of one person has them.
            Kind::Clawback(_) => Ok(Sym::Unknown),
            Kind::Standing(standing) => self.standing(standing, table, row),
            Kind::Pool(pool) => self.pool(pool, table, row),
            Kind::Employed(unit) => self.employed(*unit, row),
            Kind::Period(part) => Ok(match part {
                PeriodPart::Start => Sym::Plain(Value::Date(self.results.period.start())),
                PeriodPart::End => Sym::Plain(Value::Date(self.results.period.end())),
                PeriodPart::WorkingDays => self.worked_in_period(),
                PeriodPart::Days => Sym::Number(Function::constant(Number::from_i64(self.results.period.days()))),
            }),
            Kind::Lookup { lookup, args } => self.lookup(*lookup, args, table, row),
            Kind::Bands(bands) => self.bands(bands, table, row),
            Kind::Tiers(tiers) => self.tiers(tiers, table, row),
            Kind::Steps(steps) => self.steps(steps, table, row),
            Kind::Cases(cases) => self.cases(cases, table, row),
            Kind::KpiScore(rule) => self.kpi_score(rule, table, row),
            Kind::Weighted(rule) => self.weighted(rule, table, row),
            Kind::Total(rule) => self.total(rule, table, row),
            Kind::Grade(rule) => self.grade(expr, rule, table, row),
            Kind::GradeColumn { grade, values } => self.grade_column(*grade, values, table, row),
            Kind::Payout(rule) => self.payout(rule, table, row),
            Kind::PayoutTotal(payouts) => self.payout_total(payouts, row),
        }
    }

    // ---- operands ----------------------------------------------------------------------------------------------------

    /// Several operands of one operation: the first error passes on, else what is missing does.
    pub(super) fn operands<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, table: TableId, row: u32) -> Found<Vec<Sym>> {
        let found: Vec<Sym> = parts.into_iter().map(|part| self.eval(part, table, row)).collect::<Found<_>>()?;
        for blocking in [Sym::Unknown, Sym::Fault, Sym::NotApplicable, Sym::Missing] {
            if found.contains(&blocking) {
                return Err(Halt::Gives(if blocking == Sym::NotApplicable { Sym::Fault } else { blocking }));
            }
        }
        Ok(found)
    }

    pub(super) fn numbers<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, table: TableId, row: u32) -> Found<Vec<Function>> {
        self.operands(parts, table, row)?.into_iter().map(as_number).collect()
    }

    /// One operand, passed on where it is missing.
    pub(super) fn number(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<Function> {
        as_number(match self.eval(expr, table, row)? {
            Sym::NotApplicable => Sym::Fault,
            found => found,
        })
    }

    /// A number that must be there: what is missing is an error.
    pub(super) fn needed(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<Function> {
        needed(self.eval(expr, table, row)?)
    }

    /// A definition's number that must be there.
    pub(super) fn needed_def(&mut self, id: DefId, row: u32) -> Found<Function> {
        needed(self.def(id, row)?)
    }

    pub(super) fn condition(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<bool> {
        match self.eval(expr, table, row)? {
            Sym::Plain(Value::Flag(holds)) => Ok(holds),
            Sym::Unknown => Err(Halt::Gives(Sym::Unknown)),
            Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault => Err(Halt::Gives(Sym::Fault)),
        }
    }

    pub(super) fn sign(&self, function: &Function) -> Found<Ordering> {
        Ok(function.sign(&self.place)?)
    }

    /// How two numbers stand to each other on the whole stretch.
    pub(super) fn order(&self, one: &Function, two: &Function) -> Found<Ordering> {
        if one == two && one.slack.is_none() {
            return Ok(Ordering::Equal);
        }
        self.sign(&one.sub(two)?)
    }

    /// The number of people or child rows in a table.
    pub(super) fn rows(&self, table: TableId) -> u32 {
        self.table(table).map_or(0, |table| u32::try_from(table.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn key(&self, table: TableId, row: u32) -> Option<&'a Arc<str>> {
        self.table(table)?.keys.get(row as usize)
    }
}

/// What a run holds, as it stands on every stretch.
pub(super) fn of_slot(slot: Option<&Slot>) -> Sym {
    match slot {
        Some(Slot::Value(Value::Number(value))) => Sym::Number(Function::constant(value.clone())),
        Some(Slot::Value(value @ (Value::Text(_) | Value::Date(_) | Value::Flag(_)))) => Sym::Plain(value.clone()),
        Some(Slot::Missing(_)) | None => Sym::Missing,
        Some(Slot::NotApplicable(_)) => Sym::NotApplicable,
        Some(Slot::Fault(_)) => Sym::Fault,
    }
}

fn as_number(found: Sym) -> Found<Function> {
    match found {
        Sym::Number(function) => Ok(function),
        Sym::Plain(_) => Err(Halt::Gives(Sym::Unknown)),
        blocking @ (Sym::Missing | Sym::NotApplicable | Sym::Fault | Sym::Unknown) => Err(Halt::Gives(blocking)),
    }
}

pub(super) fn needed(found: Sym) -> Found<Function> {
    match found {
        Sym::Number(function) => Ok(function),
        Sym::Plain(_) | Sym::Unknown => Err(Halt::Gives(Sym::Unknown)),
        Sym::Missing | Sym::NotApplicable | Sym::Fault => Err(Halt::Gives(Sym::Fault)),
    }
}

/// By definition: whether it may depend on a column. Where a rule of the data reads the column, everything does.
pub(super) fn moves(plan: &Plan, varied: Varied) -> Vec<bool> {
    let mut moves = vec![in_rules(plan, varied); plan.defs.len()];
    let shares = is_share(plan, varied);
    let of_shares = |expr: &Expr| matches!(&expr.kind, Kind::Aggregate(aggregate) if aggregate.group == Group::Child(varied.table));
    if let Some(place) = moves.get_mut(varied.column.0 as usize) {
        *place = true;
    }
    for id in &plan.order {
        let Some(Body::Expr(body)) = plan.defs.get(id.0 as usize).map(|def| &def.body) else { continue };
        let parts = walk::all(body);
        let counts =
            shares && (plan.defs.get(id.0 as usize).is_some_and(|def| def.table == varied.table) || parts.iter().copied().any(of_shares));
        let reads = counts || parts.into_iter().flat_map(walk::defs_of).any(|def| moves.get(def.0 as usize).copied().unwrap_or(false));
        if let Some(place) = moves.get_mut(id.0 as usize) {
            *place |= reads;
        }
    }
    moves
}

/// Whether the column says to whom the rows of its table are credited: with another share they may be other people's rows.
pub(super) fn is_share(plan: &Plan, varied: Varied) -> bool {
    plan.tables.get(varied.table.0 as usize).is_some_and(|table| table.shares_by(varied.column))
}

/// Whether a rule of the data reads the varied column.
fn in_rules(plan: &Plan, varied: Varied) -> bool {
    let rules = plan.tables.get(varied.table.0 as usize).map_or(&[][..], |table| &table.rules);
    rules.iter().flat_map(|rule| walk::all(&rule.condition)).flat_map(walk::defs_of).any(|def| def == varied.column)
}
