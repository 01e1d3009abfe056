//! What a policy means: typed, resolved, in dependency order, spans kept. The engine, `why` and every side room read this tree.
//!
//! Everything that has a name is a [`Def`]: an input column, a `let`, a KPI's parts, the score, the grade, a payout.
//! A definition belongs to one table (people, or a child input) and has one value per row of it.
//!
//! How a value can be absent, for every kind below unless it says otherwise:
//! - *missing* (an optional cell is blank): operators pass it on; `otherwise` replaces it; a condition, an aggregate's element or
//!   filter, a score, an adjustment, a grade, a payout or a lookup that meets it is an error on the person which names the cell;
//! - *not applicable* (a KPI or payout the person does not have): reading it is an error on the person;
//! - *error*: passes on to everything that reads it; the cause is reported once.
//!
//! `and`, `or`, `if` and `otherwise` look at their parts from the left and at no more of them than they need.

mod appeals;
mod calendars;
mod changes;
mod currencies;
mod expression;
mod figures;
mod grouping;
mod history;
pub mod meaning;
mod origin;
mod pace;
mod process;
mod ranks;
mod rules;
mod shapes;
mod terms;
pub mod touched;
pub mod walk;

pub use appeals::{Appeal, AppealPlaces, Escalate, Finality, Ground, Open, Questions, Review, Rollout, TimeLimit, Times, Train};
pub use calendars::{Calendar, Working};
pub use changes::{Amendment, Exception, ExceptionValue, LooksBack, Replaced, Version};
pub use currencies::ForeignRounding;
pub use expression::{Aggregate, Bound, Expr, Group, Kind, Rated, RatedKind, RunningSum, Trim};
pub use figures::{Figure, Figures, Law, Whose};
pub use history::{Clawback, Gaps, LastPeriod, OverPeriods, Window};
pub use origin::{Crm, Origin};
pub use process::{Action, Consequence, Feedback, Follows, Process, Said, SaidPiece, Within};
pub use ranks::{Pool, Standing};
pub use rules::{
    Case, Cases, Gate, GradeEffect, GradeLine, GradeRule, GradeVeto, KpiScore, Limit, LimitEnd, NoCase, PaySign, PayoutRule, Seats, Total,
    Veto, Weighted, Worth,
};
pub use shapes::{BandLine, BandResult, Bands, Cap, Change, Each, Neighbour, Rates, Step, StepUnit, Steps, TierLine, Tiers, UntilZero};
pub use terms::{Released, TermPart, end_what_is_settled, read_by_authors};

use crate::source::Span;
use crate::syntax::ast::{CellUnit, FirstDay, Reverse, Stage, WhenMissing};
use crate::value::show::Currency;
use crate::value::{Code, Date, Number, Period, PeriodKind, RoundMode, Type, Value};

/// Index into [`Plan::tables`]; 0 is the population.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TableId(pub u32);

/// The population's table.
pub const PEOPLE: TableId = TableId(0);

/// Index into [`Plan::defs`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DefId(pub u32);

/// Index into [`Plan::params`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ParamId(pub u32);

/// Index into [`Plan::lookups`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LookupId(pub u32);

/// Names one expression of a plan: unique in it, below [`Plan::expr_count`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ExprId(pub u32);

/// A checked policy.
#[derive(Clone, Debug)]
pub struct Plan {
    pub title: String,
    pub version: Option<String>,
    pub period: PeriodKind,
    pub currency: Currency,
    /// First and last day the plan may be evaluated for.
    pub effective: Option<(Date, Date)>,
    pub effective_span: Option<Span>,
    pub owner: Option<String>,
    /// What the plan is for, as its author says.
    pub purpose: Option<String>,
    pub rounding: Option<Rounding>,
    /// How amounts of other currencies are rounded.
    pub foreign: Vec<ForeignRounding>,
    /// By which working days are counted.
    pub calendar: Option<Calendar>,
    /// Name and title of each strategy of the header.
    pub strategies: Vec<(String, String)>,
    /// What the header says of pay, revenue and the law.
    pub figures: Figures,
    /// The population first, then the child inputs.
    pub tables: Vec<Table>,
    pub choices: Vec<Choice>,
    pub params: Vec<Param>,
    pub lookups: Vec<Lookup>,
    pub defs: Vec<Def>,
    /// Every definition that is not a column, each after what it reads.
    pub order: Vec<DefId>,
    pub scorecards: Vec<Scorecard>,
    /// The definition of `score`.
    pub score: Option<DefId>,
    /// The definition of `grade`, then its further columns.
    pub grade: Option<DefId>,
    pub grade_columns: Vec<DefId>,
    /// One definition a payout, in the order of the text.
    pub payouts: Vec<DefId>,
    /// The definition of `payout`, the sum of them.
    pub payout_total: Option<DefId>,
    pub goals: Vec<Goal>,
    pub examples: Vec<Example>,
    /// The ledger of approved exceptions, in the order of the text.
    pub exceptions: Vec<Exception>,
    /// What is said to people, and what follows for them beside pay.
    pub process: Process,
    /// The first day of this version; absent for the first, which holds from the beginning.
    pub begins: Option<Date>,
    /// The amendments in force in this version.
    pub amendments: Vec<Amendment>,
    /// What amendments make of the plan later on, in the order of the dates; the versions themselves have none.
    pub versions: Vec<Version>,
    /// What any version reads of earlier periods; nothing where there is one version.
    pub looks_back: LooksBack,
    pub expr_count: u32,
}

/// `rounding money half up to 0.01`
#[derive(Clone, Debug)]
pub struct Rounding {
    pub unit: Number,
    pub mode: RoundMode,
    pub span: Span,
}

/// One input block: what a valid row of one file is.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    /// The key of a row, a text column of this table.
    pub key: DefId,
    /// For a child input: the column that holds the key of the person. Absent for the population.
    pub parent_key: Option<DefId>,
    /// The header of the column that says a row's period.
    pub period_column: Option<String>,
    /// For a dated child input: the date column that decides a row's period.
    pub dated: Option<DefId>,
    /// Every input column, keys included, in the order of the text.
    pub columns: Vec<DefId>,
    pub employed: Option<Employed>,
    /// For a child input whose rows count for several people.
    pub credited: Option<Credited>,
    pub rules: Vec<DataRule>,
    /// What the head says of its files.
    pub origin: Origin,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Employed {
    pub from: DefId,
    pub to: Option<DefId>,
    pub first_day: FirstDay,
    pub span: Span,
}

/// Whom the rows of a child input count for.
#[derive(Clone, Debug)]
pub struct Credited {
    /// The share of the row that is the person's: a percent that no file holds.
    pub def: DefId,
    pub lines: Vec<CreditLine>,
    /// The first of the lines.
    pub span: Span,
}

impl Table {
    /// The columns that say to whom its rows are credited, and with what share.
    pub fn credit_columns(&self) -> impl Iterator<Item = DefId> {
        let lines = self.credited.iter().flat_map(|credited| &credited.lines);
        lines.flat_map(|line| {
            let share = if let CreditShare::Column(share) = line.share { Some(share) } else { None };
            [Some(line.person), share].into_iter().flatten()
        })
    }

    /// Whether a column says what somebody has of a row: another share would be another row.
    pub fn shares_by(&self, column: DefId) -> bool {
        let lines = self.credited.iter().flat_map(|credited| &credited.lines);
        lines.into_iter().any(|line| matches!(line.share, CreditShare::Column(share) if share == column))
    }
}

#[derive(Clone, Debug)]
pub struct CreditLine {
    /// The column that names the person; where it is blank the line credits nobody.
    pub person: DefId,
    pub share: CreditShare,
    pub kind: CreditKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum CreditShare {
    Always(Number),
    Column(DefId),
}

pub use crate::syntax::ast::CreditKind;

/// A condition on every row of a table; its aggregates run over the rows that share the value of `each`.
#[derive(Clone, Debug)]
pub struct DataRule {
    pub condition: Expr,
    pub because: Option<String>,
    pub span: Span,
}

/// A closed choice. In an ordered one the options ascend; the grades are one, worst first.
#[derive(Clone, Debug)]
pub struct Choice {
    pub options: Vec<ChoiceOption>,
    pub order: ChoiceOrder,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ChoiceOrder {
    Ordered,
    Unordered,
}

#[derive(Clone, Debug)]
pub struct ChoiceOption {
    pub name: String,
    /// Further spellings the data may use.
    pub also: Vec<String>,
}

/// A named constant with a value from each date on, or a rate of exchange. Evaluated without any row.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: String,
    pub kind: ParamKind,
    pub title: Option<String>,
    pub ty: Type,
    /// In the order of their dates. The one in force on the period's last day is taken; none is an error.
    pub values: Vec<ParamValue>,
    /// Where amendments change the param, its values at all times; else empty.
    pub at_all_times: Vec<ParamValue>,
    pub because: Option<String>,
    pub span: Span,
    /// The name inside the clause, for labels.
    pub place: Span,
}

/// What a param is to its readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    Named,
    /// How much of `to` one unit of `from` is; read by conversions only.
    Rate {
        from: Code,
        to: Code,
    },
}

#[derive(Clone, Debug)]
pub struct ParamValue {
    /// Absent: from the beginning.
    pub from: Option<Date>,
    pub value: Expr,
    pub span: Span,
}

/// A decision table. Grids are laid out as rows.
#[derive(Clone, Debug)]
pub struct Lookup {
    pub name: String,
    pub ty: Type,
    pub by: Vec<LookupKey>,
    pub body: LookupBody,
    pub because: Option<String>,
    pub span: Span,
    /// The name inside the clause, for labels.
    pub place: Span,
}

#[derive(Clone, Debug)]
pub struct LookupKey {
    pub name: String,
    pub kind: LookupKeyKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LookupKeyKind {
    Typed(Type),
    /// `by …, period` of a table from data: matched with the period evaluated; takes no argument.
    Period,
}

#[derive(Clone, Debug)]
pub enum LookupBody {
    /// First match from the top.
    Rows(Vec<LookupRow>),
    /// Rows come from a file with the keys' names and the table's name as headers; exactly one must match.
    Data,
}

#[derive(Clone, Debug)]
pub struct LookupRow {
    pub cells: Vec<LookupCell>,
    pub result: Outcome,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum LookupCell {
    Any,
    Values(Vec<Value>),
    Range { low: Option<Bound>, high: Option<Bound> },
}

/// A value, or a refusal in the plan's own words: an error on the person.
#[derive(Clone, Debug)]
pub enum Outcome {
    Value(Expr),
    Refuse { reason: String, span: Span },
}

/// Anything with a name and a value per row.
#[derive(Clone, Debug)]
pub struct Def {
    /// As results print it: `sales.attainment`, `won`, `deals.net`, `score`.
    pub name: String,
    pub title: Option<String>,
    pub table: TableId,
    pub ty: Type,
    pub role: Role,
    pub body: Body,
    pub because: Option<String>,
    /// The clause that defines it.
    pub span: Span,
    /// The name inside the clause, for labels.
    pub place: Span,
}

impl Def {
    /// What a blank cell of the column counts as.
    pub fn default(&self) -> Option<&Value> {
        match &self.body {
            Body::Column(Column { presence: Presence::Default(value), .. }) => Some(value),
            Body::Column(_) | Body::Expr(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Body {
    Column(Column),
    Expr(Expr),
}

/// What a definition is to its readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    Column,
    /// What a row is to the person it is credited to. No file holds it.
    Credit,
    Let,
    /// What one period hands to the next: its own value at the end of the period.
    Carry,
    /// An amount without a name of its own whose values in earlier periods are read. Not printed in results.
    Earlier,
    /// What one named tier line pays.
    Slice,
    GoalMet,
    GoalAttainment,
    GoalGap,
    /// Whether the target stays within the stretch over the baseline; missing without a baseline.
    GoalAchievable,
    /// Whether a scorecard covers the person. Not printed in results.
    Covered,
    KpiMeasure,
    KpiTarget,
    KpiAttainment,
    KpiScore,
    KpiWeighted,
    Adjust,
    Score,
    Grade,
    GradeColumn,
    Payout,
    /// A part of a payout that advances, secures or defers.
    Term(TermPart),
    PayoutTotal,
    /// What the header says of money. Not printed in results.
    Figure(Figure),
    /// Whether a feedback or a consequence reaches the person. Not printed in results.
    Told,
    /// A value in the text of one. Not printed in results.
    Said,
}

/// An input column: what its cells may be.
#[derive(Clone, Debug)]
pub struct Column {
    /// Position in its table's list of columns.
    pub index: u32,
    /// The header in the file; the name where the clause says none.
    pub header: String,
    /// Other headers that the column may have instead, as other exports name it; a file has one of them.
    pub also: Vec<String>,
    pub low: Option<ColumnBound>,
    pub high: Option<ColumnBound>,
    pub presence: Presence,
    pub unit: Option<CellUnit>,
    /// `person`: the key of another row of the population.
    pub names_person: PersonColumn,
    pub source: Option<String>,
    pub owner: Option<String>,
}

impl Column {
    /// One that must be filled in and of which nothing else is said.
    pub(crate) fn plain(index: u32, header: &str) -> Self {
        Self {
            index,
            header: header.to_string(),
            also: Vec::new(),
            low: None,
            high: None,
            presence: Presence::Required,
            unit: None,
            names_person: PersonColumn::No,
            source: None,
            owner: None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum PersonColumn {
    Yes,
    No,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Presence {
    /// A blank cell is an error.
    Required,
    /// A blank cell is missing.
    Optional,
    /// A blank cell is this value.
    Default(Value),
}

#[derive(Clone, Debug)]
pub struct ColumnBound {
    pub inclusive: bool,
    pub value: Value,
    pub span: Span,
}

// ---- structure kept for reports and explanations ------------------------------------------------------------------

#[derive(Clone, Debug)]
pub struct Scorecard {
    pub name: String,
    pub title: Option<String>,
    /// The flag that says whether it covers the person.
    pub covered: DefId,
    pub kpis: Vec<Kpi>,
    pub adjusts: Vec<DefId>,
    pub because: Option<String>,
    pub span: Span,
}

/// One KPI of one scorecard. The definitions are shared by KPIs of one name in several scorecards.
#[derive(Clone, Debug)]
pub struct Kpi {
    pub name: String,
    pub title: Option<String>,
    pub stage: Option<Stage>,
    pub measure: DefId,
    pub target: Option<DefId>,
    pub attainment: Option<DefId>,
    pub score: DefId,
    pub weighted: DefId,
    pub weight: Expr,
    pub reverse: Option<Reverse>,
    pub when_missing: WhenMissing,
    pub goal: Option<String>,
    /// Level and text; empty for a quantitative KPI.
    pub rubric: Vec<(Number, String)>,
    pub because: Option<String>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Goal {
    pub name: String,
    pub title: Option<String>,
    pub met: DefId,
    pub attainment: DefId,
    pub gap: DefId,
    pub achievable: Option<DefId>,
    pub supports: Option<String>,
    pub because: Option<String>,
    pub span: Span,
}

// ---- examples -----------------------------------------------------------------------------------------------------

/// People with their child rows, and what the plan must make of them.
#[derive(Clone, Debug)]
pub struct Example {
    /// As the clause says it; [`Example::spoken`] adds the row.
    pub title: String,
    /// Which row of its tables it is; absent where the example has no table.
    pub row: Option<RowNumber>,
    pub period: Period,
    /// What people had in earlier periods. What is not said was not there, and before the first of them was nothing.
    pub earlier: Vec<EarlierValue>,
    /// One person without a key, or those of `people { … }` in the order of the text.
    pub people: Vec<ExamplePerson>,
    pub expect: Vec<Expect>,
    pub span: Span,
}

/// A value that somebody of an example had in an earlier period.
#[derive(Clone, Debug)]
pub struct EarlierValue {
    pub period: Period,
    /// The number of the person.
    pub whose: u32,
    pub def: DefId,
    pub value: Value,
}

/// Somebody of an example.
#[derive(Clone, Debug)]
pub struct ExamplePerson {
    /// Absent where the example has one person, whom nothing names.
    pub key: Option<String>,
    /// Columns that are given.
    pub given: Vec<(DefId, Value)>,
    /// Rows of child inputs, each with the columns given. An input that is not named has no rows.
    pub rows: Vec<(TableId, Vec<(DefId, Value)>)>,
}

/// A row of a table of examples, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowNumber {
    /// Which table it stands in, where the example has several.
    pub table: Option<u32>,
    pub row: u32,
}

#[derive(Clone, Debug)]
pub enum Expect {
    /// `whose` is the number of the person.
    Value {
        whose: u32,
        def: DefId,
        value: Value,
        span: Span,
    },
    Error {
        whose: ErrorOf,
        code: String,
        span: Span,
    },
}

/// Of whom an error is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorOf {
    Anybody,
    /// By number.
    Person(u32),
}
