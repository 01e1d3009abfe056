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

use crate::source::Span;
use crate::syntax::ast::{
    AggregateFunction, CapKind, CellUnit, Compare, Counting, Direction, EmployedUnit, Factor, FirstDay, PeriodPart, Reverse, Sign, Stage,
    TierMode, WhenMissing,
};
use crate::value::date::MissingDay;
use crate::value::show::Currency;
use crate::value::{Date, Number, Period, PeriodKind, RoundMode, Type, Value};

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
    pub rounding: Option<Rounding>,
    /// Name and title of each strategy of the header.
    pub strategies: Vec<(String, String)>,
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
    pub rules: Vec<DataRule>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Employed {
    pub from: DefId,
    pub to: Option<DefId>,
    pub first_day: FirstDay,
    pub span: Span,
}

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

/// A named constant with a value from each date on. Evaluated without any row.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: String,
    pub title: Option<String>,
    pub ty: Type,
    /// In the order of their dates. The one in force on the period's last day is taken; none is an error.
    pub values: Vec<ParamValue>,
    pub because: Option<String>,
    pub span: Span,
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
    Let,
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
    PayoutTotal,
}

/// An input column: what its cells may be.
#[derive(Clone, Debug)]
pub struct Column {
    /// Position in its table's list of columns.
    pub index: u32,
    /// The header in the file; the name where the clause says none.
    pub header: String,
    pub low: Option<ColumnBound>,
    pub high: Option<ColumnBound>,
    pub presence: Presence,
    pub unit: Option<CellUnit>,
    /// `person`: the key of another row of the population.
    pub names_person: PersonColumn,
    pub source: Option<String>,
    pub owner: Option<String>,
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

// ---- expressions --------------------------------------------------------------------------------------------------

#[derive(Clone, Debug)]
pub struct Expr {
    pub id: ExprId,
    pub kind: Kind,
    pub ty: Type,
    pub span: Span,
}

/// One end: `from 60%`, `below 100%`.
#[derive(Clone, Debug)]
pub struct Bound {
    pub inclusive: bool,
    pub value: Box<Expr>,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Literal(Value),
    /// A definition of the same table.
    Ref(DefId),
    Param(ParamId),
    /// In a child row: this expression of the person the row belongs to.
    Parent(Box<Expr>),
    Neg(Box<Expr>),
    Sum(Vec<(Sign, Expr)>),
    /// From the left; a division by zero is an error.
    Product(Vec<(Factor, Expr)>),
    /// A date and a number of days to add.
    DateShift {
        date: Box<Expr>,
        days: Box<Expr>,
    },
    /// A date and whole months to add; a month that lacks the day is an error unless said.
    AddMonths {
        date: Box<Expr>,
        months: i64,
        missing: Option<MissingDay>,
    },
    /// to − from in days.
    DaysBetween {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// Both sides of one type; an ordered choice compares by its order.
    Compare {
        op: Compare,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Within {
        value: Box<Expr>,
        low: Option<Bound>,
        high: Option<Bound>,
    },
    In {
        value: Box<Expr>,
        options: Vec<Expr>,
    },
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    If {
        branches: Vec<(Expr, Expr)>,
        otherwise: Box<Expr>,
    },
    Otherwise(Vec<Expr>),
    Round {
        value: Box<Expr>,
        unit: Box<Expr>,
        mode: RoundMode,
    },
    Min(Vec<Expr>),
    Max(Vec<Expr>),
    Abs(Box<Expr>),
    Floor(Box<Expr>),
    Ceil(Box<Expr>),
    /// A percent times 100, as a number.
    InPoints(Box<Expr>),
    /// In a table of people; a child row reads it through [`Kind::Parent`], except in a data rule.
    Aggregate(Box<Aggregate>),
    /// In a child table: the sum over the person's rows up to and with this one, by the date or number `by`, ties by the row's key.
    RunningSum(Box<RunningSum>),
    /// `days|full months|started months employed in period`, by the population's `employed` clause; never below 0.
    Employed(EmployedUnit),
    Period(PeriodPart),
    Lookup {
        lookup: LookupId,
        args: Vec<Expr>,
    },
    Bands(Box<Bands>),
    Tiers(Box<Tiers>),
    /// A value with caps and steps.
    Steps(Box<Steps>),
    /// The value of the one scorecard that covers the person; two are an error.
    Cases(Box<Cases>),
    KpiScore(Box<KpiScore>),
    Weighted(Box<Weighted>),
    Total(Box<Total>),
    Grade(Box<GradeRule>),
    /// The value beside the person's grade; one a grade, in the order of the grades' choice.
    GradeColumn {
        grade: DefId,
        values: Vec<Expr>,
    },
    Payout(Box<PayoutRule>),
    /// The sum of these payouts, each as paid; those that are not applicable are left out.
    PayoutTotal(Vec<DefId>),
}

#[derive(Clone, Debug)]
pub struct Aggregate {
    pub function: AggregateFunction,
    pub group: Group,
    /// Of the group's rows; absent for a plain count.
    pub value: Option<Expr>,
    /// Of the group's rows.
    pub filter: Option<Expr>,
}

/// Whose rows an aggregate runs over. A sum over no rows is 0, a count 0, every other function an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The person's rows of a child input.
    Child(TableId),
    /// The rows of the same table with the same value of this column; a missing value is an error.
    Same(DefId),
    Everyone,
}

#[derive(Clone, Debug)]
pub struct RunningSum {
    pub value: Expr,
    pub by: DefId,
    pub filter: Option<Expr>,
}

/// Bands: every end is filled in (a missing end is the neighbour's), the first low and the last high may be open.
/// Where ends are expressions, a person for whom a value lies in no band or in two is an error on the person.
#[derive(Clone, Debug)]
pub struct Bands {
    pub on: Expr,
    pub lines: Vec<BandLine>,
}

#[derive(Clone, Debug)]
pub struct BandLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub result: BandResult,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum BandResult {
    Value(Expr),
    /// From the value at the low end to the value at the high end.
    Linear {
        from: Expr,
        to: Expr,
    },
    /// Goes on from the linear piece beside it with the same slope.
    Onward {
        along: Neighbour,
    },
    Refuse(String),
}

/// Which line a `linear onward` continues.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Neighbour {
    Before,
    After,
}

/// Tiers. Marginal: the part of `on` inside each line times its rate. Whole: all of `on` times the rate of the line it lies in.
/// Lines ascend; the first starts at 0 unless a line ends at 0, which then takes the part below 0. An amount below 0 without such a
/// line is an error. With `starting` s the slices are those from s to s + on (whole: the rate reached by s + on).
#[derive(Clone, Debug)]
pub struct Tiers {
    pub mode: TierMode,
    pub rates: Rates,
    pub on: Expr,
    pub starting: Option<Expr>,
    pub lines: Vec<TierLine>,
    /// What only this line pays, for `as name`.
    pub only: Option<u32>,
}

/// Whether a higher tier may have a lower rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rates {
    NeverFalling,
    Decelerating,
}

#[derive(Clone, Debug)]
pub struct TierLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub rate: Outcome,
    pub name: Option<String>,
    pub span: Span,
}

/// A value bounded by the caps of its own line, then changed by steps in order.
#[derive(Clone, Debug)]
pub struct Steps {
    /// Absent: starts at 0.
    pub value: Option<Expr>,
    pub caps: Vec<Cap>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Cap {
    pub kind: CapKind,
    pub limit: Expr,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Step {
    Change(Change),
    Cap(Cap),
    Prorate { factor: Expr, span: Span },
}

/// Adds or takes `amount` (times the units of `each`), itself bounded by its caps.
#[derive(Clone, Debug)]
pub struct Change {
    pub sign: Sign,
    pub amount: Expr,
    pub each: Option<Each>,
    pub caps: Vec<Cap>,
    /// What is left is at least 0.
    pub until_zero: UntilZero,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum UntilZero {
    Yes,
    No,
}

/// How many steps of `step` the value lies above or below `against`; none on the other side.
#[derive(Clone, Debug)]
pub struct Each {
    pub counting: Counting,
    pub step: Expr,
    pub value: Expr,
    pub direction: Direction,
    pub against: Expr,
    pub unit: StepUnit,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum StepUnit {
    /// The step has the unit of the difference; percents differ by points.
    Difference,
    /// The step is a percent of `against`.
    OfAgainst,
}

/// One case a scorecard.
#[derive(Clone, Debug)]
pub struct Cases {
    pub cases: Vec<Case>,
    pub none: NoCase,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub covered: DefId,
    pub value: Expr,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum NoCase {
    NotApplicable,
    /// No scorecard covers the person: an error on the person.
    NoScorecard,
}

/// A KPI's score: `when missing` decides where the measure is missing (reweight leaves it missing); a veto or a gate makes it 0.
#[derive(Clone, Debug)]
pub struct KpiScore {
    pub measure: DefId,
    pub when_missing: WhenMissing,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
    pub score: Expr,
}

#[derive(Clone, Debug)]
pub struct Gate {
    pub title: String,
    pub needs: Expr,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Veto {
    pub name: String,
    pub title: Option<String>,
    pub when: Expr,
    pub span: Span,
}

/// score × weight, the weight divided by the sum of the weights of the scorecard's KPIs that are not missing; then rounded.
#[derive(Clone, Debug)]
pub struct Weighted {
    pub score: DefId,
    pub weight: Expr,
    /// Score and weight of every KPI of the scorecard, itself included.
    pub all: Vec<(DefId, Expr)>,
    pub round: Option<Expr>,
}

/// The sum of what the KPIs bring, then the adjustments, the caps, the gates and the vetoes that strike the score.
/// All KPIs missing is an error.
#[derive(Clone, Debug)]
pub struct Total {
    pub parts: Vec<DefId>,
    pub adjusts: Vec<DefId>,
    pub caps: Vec<Cap>,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
}

/// The grade: the line `by` lies in, then the vetoes of the scorecard that covers the person, from the top.
#[derive(Clone, Debug)]
pub struct GradeRule {
    pub by: Expr,
    pub lines: Vec<GradeLine>,
    pub vetoes: Vec<GradeVeto>,
}

#[derive(Clone, Debug)]
pub struct GradeLine {
    /// Index into the grades' choice.
    pub option: u32,
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct GradeVeto {
    pub covered: DefId,
    pub veto: Veto,
    pub effect: GradeEffect,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum GradeEffect {
    /// Index into the grades' choice.
    To(u32),
    AtMost(u32),
}

/// Not applicable where `applies` does not hold; 0 where a gate does not hold; else the amount, rounded as money is paid.
/// Below 0 is an error unless the clause says it may be.
#[derive(Clone, Debug)]
pub struct PayoutRule {
    pub applies: Option<Expr>,
    pub gates: Vec<Gate>,
    pub amount: Expr,
    pub sign: PaySign,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum PaySign {
    NotNegative,
    MayBeNegative,
}

// ---- examples -----------------------------------------------------------------------------------------------------

/// One person with child rows, and what the plan must make of them.
#[derive(Clone, Debug)]
pub struct Example {
    pub title: String,
    pub period: Period,
    /// Columns of the person that are given.
    pub person: Vec<(DefId, Value)>,
    /// Rows of child inputs, each with the columns given. An input that is not named has no rows.
    pub rows: Vec<(TableId, Vec<(DefId, Value)>)>,
    pub expect: Vec<Expect>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Expect {
    Value { def: DefId, value: Value, span: Span },
    Error { code: String, span: Span },
}
