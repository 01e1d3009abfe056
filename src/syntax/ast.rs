//! What was written: the tree of a policy file, the same for English and Chinese.
//!
//! Nothing here is resolved or typed; every node keeps its span. Sums, products, `and`, `or`, `otherwise` and
//! `if … else if` are flat lists, so the tree is never deeper than the brackets of the text.

use crate::source::Span;
use crate::value::date::MissingDay;
use crate::value::{Date, Number, Period, PeriodKind, RoundMode};

/// A name as written: a column, a KPI, a payout, or the text between backticks.
#[derive(Clone, PartialEq, Debug)]
pub struct Name {
    pub text: String,
    /// Written in backticks: always a name, never a word of the language or a KPI's own part.
    pub ticked: bool,
    pub span: Span,
}

/// `revenue`, `sales.attainment`, `deals.net`.
#[derive(Clone, PartialEq, Debug)]
pub struct Path {
    pub parts: Vec<Name>,
    pub span: Span,
}

/// A quoted text, without its quotation marks.
#[derive(Clone, PartialEq, Debug)]
pub struct Quoted {
    pub text: String,
    pub span: Span,
}

/// One file: its clauses in the order of the text. A clause that could not be read is reported beside the tree and
/// stands in `broken`; a block keeps all its other lines.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct File {
    pub items: Vec<Item>,
    pub broken: Vec<Broken>,
}

/// A clause that could not be read. It has been reported; nothing that follows from its absence is worth a second message.
#[derive(Clone, PartialEq, Debug)]
pub struct Broken {
    /// The `span` of the innermost block it stood in (`Kpi.span`, `Input.span`, `Bands.span` …); none at the top level.
    pub block: Option<Span>,
    /// What the clause began as: its first keyword in English (`period`, `weight`, `kpi`, `input`, `column`); none where
    /// its first word is not known and the clause may have been anything.
    pub word: Option<&'static str>,
    /// Names the clause, and everything lost with it, may have declared.
    pub names: Vec<String>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    Policy(Policy),
    Input(Input),
    Param(Param),
    Let(Let),
    Goal(Goal),
    Scorecard(Scorecard),
    Grade(Grade),
    Payout(Payout),
    /// A gate at the top level covers every payout.
    Gate(Gate),
    Tiers(NamedTiers),
    Bands(NamedBands),
    Table(Table),
    Example(Example),
    Use(Use),
}

// ---- header -----------------------------------------------------------------------------------------------------

/// `policy "…" { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    pub title: Quoted,
    pub version: Option<Quoted>,
    pub period: Option<(PeriodKind, Span)>,
    pub currency: Option<Name>,
    pub effective: Option<Effective>,
    pub owner: Option<Quoted>,
    pub rounding: Option<Rounding>,
    pub strategies: Vec<Strategy>,
    /// The span of the header line, for messages about what the header lacks.
    pub span: Span,
    /// Lines said twice: the name of the line, and both places.
    pub repeated: Vec<(Span, Span)>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Effective {
    pub from: Date,
    pub to: Date,
    pub span: Span,
}

/// `rounding money half up to 0.01`
#[derive(Clone, PartialEq, Debug)]
pub struct Rounding {
    pub mode: RoundMode,
    pub unit: Literal,
    pub span: Span,
}

/// `strategy growth "Win mid-market accounts"`
#[derive(Clone, PartialEq, Debug)]
pub struct Strategy {
    pub name: Name,
    pub title: Quoted,
}

// ---- inputs -----------------------------------------------------------------------------------------------------

/// `input people by employee_id …` or `input deals by deal_id of people by employee_id dated closed …`
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    pub name: Name,
    pub key: Name,
    pub parent: Option<Parent>,
    /// `each period in column "Quarter"`
    pub period_column: Option<Quoted>,
    pub dating: Dating,
    pub columns: Vec<Column>,
    pub employed: Option<Employed>,
    pub rules: Vec<DataRule>,
    pub span: Span,
}

/// `of people by employee_id`
#[derive(Clone, PartialEq, Debug)]
pub struct Parent {
    pub input: Name,
    pub key: Name,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Dating {
    Unsaid,
    /// `dated closed`
    Dated(Name),
    /// `undated`
    Undated(Span),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    pub name: Name,
    pub ty: TypeRef,
    pub bounds: Vec<SideBound>,
    pub optional: Option<Span>,
    pub default: Option<Expr>,
    pub title: Option<Quoted>,
    /// `column "Closed Won Amount"`: the header in the file.
    pub header: Option<Quoted>,
    pub source: Option<Quoted>,
    pub owner: Option<Quoted>,
    pub unit: Option<CellUnit>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// How bare numbers in a column are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellUnit {
    /// `as ratio` 以比率计: 0.85 is 85%.
    Ratio,
    /// `in %` 单位%: 85 is 85%.
    Percent,
    /// `in 万` 单位万: 150 is 1,500,000.
    TenThousands,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TypeRef {
    pub kind: TypeKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TypeKind {
    Money,
    Percent,
    Number,
    Count,
    Date,
    Days,
    Text,
    Flag,
    /// The key of another row of the population.
    Person,
    OneOf(Vec<ChoiceOption>),
    /// `one of "junior" < "senior"`
    Ordered(Vec<ChoiceOption>),
}

/// `"GTX Pro" (also "GTXPro")`
#[derive(Clone, PartialEq, Debug)]
pub struct ChoiceOption {
    pub name: Quoted,
    pub also: Vec<Quoted>,
}

/// `employed from hired to left, first day counts`
#[derive(Clone, PartialEq, Debug)]
pub struct Employed {
    pub from: Name,
    pub to: Option<Name>,
    pub first_day: FirstDay,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum FirstDay {
    Counts,
    DoesNotCount,
}

/// `each deal_id : sum of portion = 100%`, or a condition on every row where `each` is absent.
#[derive(Clone, PartialEq, Debug)]
pub struct DataRule {
    pub each: Option<Name>,
    pub condition: Expr,
    pub because: Option<Quoted>,
    pub span: Span,
}

// ---- values -----------------------------------------------------------------------------------------------------

/// `param base_bonus : money = 6_000 from 2026-01-01, 6_500 from 2026-07-01`
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub title: Option<Quoted>,
    pub values: Vec<ParamValue>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ParamValue {
    pub value: Expr,
    pub from: Option<(Date, Span)>,
    pub span: Span,
}

/// `let won = …` for every person, `let deals.net = …` for every row of `deals`.
#[derive(Clone, PartialEq, Debug)]
pub struct Let {
    pub row: Option<Name>,
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub title: Option<Quoted>,
    pub amount: Amount,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// A value, the caps behind its comma, and the steps on the lines under it.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// Absent in an `adjust`, which starts at 0.
    pub value: Option<Expr>,
    /// `, at most 120` behind the comma of the first line.
    pub caps: Vec<Cap>,
    pub steps: Vec<Step>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    Change(Change),
    Cap(Cap),
    /// `prorate a / b`: what was made so far, times this.
    Prorate {
        factor: Expr,
        span: Span,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct Cap {
    pub kind: CapKind,
    pub limit: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum CapKind {
    AtMost,
    AtLeast,
}

/// `less 2 for each full 1% below target, at most 40`, or `plus 5 * visits, at most 20` without `for each`.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub sign: Sign,
    pub amount: Expr,
    pub each: Option<Each>,
    pub caps: Vec<Cap>,
    /// 扣完为止: what is left is at least 0.
    pub until_zero: Option<Span>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Sign {
    Plus,
    Minus,
}

/// `for each full 1% below target` or `for each full 1% that x is above y`
#[derive(Clone, PartialEq, Debug)]
pub struct Each {
    pub counting: Counting,
    pub step: Expr,
    /// What is measured; absent for a KPI's own measure.
    pub value: Option<Expr>,
    pub direction: Direction,
    /// What it is measured against.
    pub against: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Counting {
    /// Whole steps.
    Full,
    /// Begun steps; exactly one counts one.
    Started,
    /// In proportion.
    ProRata,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Direction {
    Above,
    Below,
}

// ---- goals, scorecards ------------------------------------------------------------------------------------------

#[derive(Clone, PartialEq, Debug)]
pub struct Goal {
    pub name: Name,
    pub title: Option<Quoted>,
    pub measure: Option<Expr>,
    pub target: Option<Expr>,
    pub baseline: Option<Expr>,
    /// `stretch at most 30%`
    pub stretch: Option<Expr>,
    pub supports: Option<Name>,
    /// `due period end` or a date.
    pub due: Option<Expr>,
    pub lower_is_better: Option<(Reverse, Span)>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    pub kpis: Vec<Kpi>,
    pub adjusts: Vec<Adjust>,
    pub vetoes: Vec<Veto>,
    pub gates: Vec<Gate>,
    /// `at least 0` / `at most 120` lines: bound the total score.
    pub caps: Vec<Cap>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Kpi {
    pub name: Name,
    pub title: Option<Quoted>,
    pub stage: Option<(Stage, Span)>,
    pub measure: Option<Expr>,
    pub target: Option<Expr>,
    pub weight: Option<Expr>,
    /// `weight 35%, points rounded to 1`
    pub points_rounded: Option<Expr>,
    pub lower_is_better: Option<(Reverse, Span)>,
    pub when_missing: Option<(WhenMissing, Span)>,
    pub score: Option<Amount>,
    /// `for goal growth_goal`
    pub goal: Option<Name>,
    pub qualitative: Option<Span>,
    pub rubric: Vec<RubricLine>,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

/// `5 "Handles every case alone"`
#[derive(Clone, PartialEq, Debug)]
pub struct RubricLine {
    pub level: Literal,
    pub text: Quoted,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Stage {
    Acquisition,
    Conversion,
    Retention,
    Process,
    Team,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Reverse {
    /// target / measure
    Ratio,
    /// 2 − measure / target
    Mirror,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum WhenMissing {
    Reweight,
    Zero,
    Error,
}

/// `adjust overdue_penalty "…" { less … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Adjust {
    pub name: Name,
    pub title: Option<Quoted>,
    /// Its value is absent: it starts at 0.
    pub amount: Amount,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `veto fraud "…" when fraud_cases > 0 : grade D`
#[derive(Clone, PartialEq, Debug)]
pub struct Veto {
    pub name: Name,
    pub title: Option<Quoted>,
    pub when: Expr,
    pub effect: VetoEffect,
    pub effect_span: Span,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum VetoEffect {
    /// `: grade D`
    Grade(Name),
    /// `: grade at most C`
    GradeAtMost(Name),
    /// `: score 0`
    ScoreZero,
    /// `: KPI 0` inside a KPI, `: new_logos 0` in a scorecard.
    KpiZero(Option<Name>),
}

/// `gate "…" needs <condition>`: where it does not hold, the thing it stands in is 0.
#[derive(Clone, PartialEq, Debug)]
pub struct Gate {
    pub title: Quoted,
    pub needs: Expr,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `grade by score { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    pub by: Expr,
    pub whole: Option<Span>,
    pub lines: Vec<GradeLine>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

/// `S  from 110 : coefficient 1.5`
#[derive(Clone, PartialEq, Debug)]
pub struct GradeLine {
    /// The grade; may have been quoted (`"A-"`).
    pub name: Name,
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub columns: Vec<Pair>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `coefficient 1.5`
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    pub name: Name,
    pub value: Expr,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Payout {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    pub pay: Option<Amount>,
    pub gates: Vec<Gate>,
    pub may_be_negative: Option<Span>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

// ---- bands, tiers, tables ---------------------------------------------------------------------------------------

/// One end of a band, a tier or a condition, with its inclusion said in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    pub inclusive: bool,
    pub value: Expr,
    pub span: Span,
}

/// A bound that knows which end it is: `at least 0`, `below 5`.
#[derive(Clone, PartialEq, Debug)]
pub struct SideBound {
    pub side: Side,
    pub bound: Bound,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Side {
    Low,
    High,
}

/// The lines of bands. In an expression `on` is there; a named shape has none.
#[derive(Clone, PartialEq, Debug)]
pub struct Bands {
    pub on: Option<Expr>,
    /// `on x whole`
    pub whole: Option<Span>,
    pub lines: Vec<BandLine>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct BandLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub result: BandResult,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum BandResult {
    Value(Box<Amount>),
    Linear {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// The same slope as the piece before.
    LinearOnward,
    Refuse(Quoted),
    /// `base 500, share 1.2%`
    Columns(Vec<Pair>),
}

/// `tiers marginal on won { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Tiers {
    pub mode: TierMode,
    pub decelerating: Option<Span>,
    pub on: Option<Expr>,
    pub lines: Vec<TierLine>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TierMode {
    /// 超额累进: each slice at its own rate.
    Marginal,
    /// 全额累进: all of it at the rate reached.
    Whole,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TierLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub rate: TierRate,
    /// `as first_slice`
    pub name: Option<Name>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TierRate {
    Rate(Box<Expr>),
    Refuse(Quoted),
}

/// `tiers standard marginal { … }`: used as `standard on sales`.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedTiers {
    pub name: Name,
    pub tiers: Tiers,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `bands curve { … }` used as `curve on attainment`, or `bands level on rate { … }` read as `level` or `level.share`.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedBands {
    pub name: Name,
    pub bands: Bands,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `table rate by product, region { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub by: Vec<Path>,
    pub body: TableBody,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TableBody {
    Rows(Vec<TableRow>),
    /// The first `by` goes down the side, the second across the top.
    Grid {
        heads: Vec<Cell>,
        rows: Vec<GridRow>,
    },
    /// `from data`
    Data(Span),
}

#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    pub cells: Vec<Cell>,
    pub result: TableResult,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct GridRow {
    pub cell: Cell,
    pub results: Vec<TableResult>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TableResult {
    Value(Expr),
    Refuse(Quoted),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    pub kind: CellKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum CellKind {
    /// `any`, `the rest`
    Any,
    /// One value, or several in parentheses.
    Values(Vec<Expr>),
    Range {
        low: Option<Bound>,
        high: Option<Bound>,
    },
}

// ---- examples, use ----------------------------------------------------------------------------------------------

/// `example "…" { period … given … expect … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    pub title: Quoted,
    /// The period is absent where it could not be read, which has been reported.
    pub period: Option<(Option<Period>, Span)>,
    pub given: Vec<Given>,
    pub expect: Vec<Expect>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// `revenue 1_000_000`
    Value(Pair),
    /// `deals { amount 100_000, stage "won" }`: one row; several are parted by `;`, a line end or another block.
    Rows { input: Name, rows: Vec<Vec<Pair>>, span: Span },
}

#[derive(Clone, PartialEq, Debug)]
pub enum Expect {
    Value {
        name: Path,
        value: Expr,
        span: Span,
    },
    /// `expect error E501`
    Error {
        code: Name,
        span: Span,
    },
}

/// `use "common/tiers.merit"`
#[derive(Clone, PartialEq, Debug)]
pub struct Use {
    pub path: Quoted,
    pub span: Span,
}

// ---- expressions ------------------------------------------------------------------------------------------------

#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// A number as written: `100_000`, `60%`, `10万`, `5分`.
#[derive(Clone, PartialEq, Debug)]
pub struct Literal {
    /// The value, with `%`, `‰`, 万, 亿, k and million already applied.
    pub value: Number,
    pub mark: Mark,
    /// Decimal places as written, before a scale word or `%`: the smallest unit of the literal.
    pub places: u32,
    pub span: Span,
}

/// What stands behind a number and what it says about its type.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Mark {
    Plain,
    /// `%` or `‰`
    Percent,
    /// 元, 万元
    Money,
    /// 分
    Points,
    /// 天, `days`
    Days,
    /// 次 个 人 件 单 户
    Count,
    /// The number could not be read, which has been reported.
    Unread,
}

#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    Number(Literal),
    Text(String),
    Date(Date),
    Flag(bool),
    /// `2 months`, `3 months last day`; days are a [`Mark::Days`] literal.
    Months {
        count: Literal,
        missing: Option<MissingDay>,
    },
    Name(Path),
    /// `rate(product, region)`
    Call {
        table: Name,
        args: Vec<Expr>,
    },
    /// `standard on sales`, `standard on deal starting at closed_before`
    On {
        shape: Name,
        value: Box<Expr>,
        starting: Option<Box<Expr>>,
    },
    Neg(Box<Expr>),
    Sum(Vec<(Sign, Expr)>),
    Product(Vec<(Factor, Expr)>),
    /// `x% of y`, `y 的 x%`
    Of(Box<Expr>, Box<Expr>),
    Compare {
        op: Compare,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `x between 60% (incl.) and 80% (excl.)`, `x from 1 below 5`
    Within {
        value: Box<Expr>,
        low: Option<Box<Bound>>,
        high: Option<Box<Bound>>,
    },
    /// `role in ("AE", "SDR")`
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
    /// `a otherwise b`: b where a is missing.
    Otherwise(Vec<Expr>),
    /// `round x to 0.01 half even`
    Round {
        value: Box<Expr>,
        unit: Box<Expr>,
        mode: RoundMode,
    },
    Apply {
        function: Function,
        args: Vec<Expr>,
    },
    /// `attainment in points`
    InPoints(Box<Expr>),
    Aggregate(Box<Aggregate>),
    RunningSum(Box<RunningSum>),
    /// `days from a to b`
    DaysBetween {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// `days employed in period`
    Employed(EmployedUnit),
    /// `period start`, `period end`, `days in period`
    Period(PeriodPart),
    Bands(Box<Bands>),
    Tiers(Box<Tiers>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Factor {
    Times,
    Over,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Function {
    Min,
    Max,
    Abs,
    Floor,
    Ceil,
}

/// `sum of amount over deals where stage = "won"`
#[derive(Clone, PartialEq, Debug)]
pub struct Aggregate {
    pub function: AggregateFunction,
    /// Absent for `count over deals`.
    pub value: Option<Expr>,
    /// Absent in a data rule, where it is the rows of one key.
    pub over: Option<Over>,
    pub filter: Option<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum AggregateFunction {
    Sum,
    Average,
    Count,
    Min,
    Max,
    Median,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Over {
    /// A child input, or a text column of people.
    Name(Name),
    /// `everyone`, 全员
    Everyone(Span),
}

/// `running sum of amount over deals by closed`
#[derive(Clone, PartialEq, Debug)]
pub struct RunningSum {
    pub value: Expr,
    pub over: Name,
    pub by: Path,
    pub filter: Option<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum EmployedUnit {
    Days,
    FullMonths,
    StartedMonths,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum PeriodPart {
    Start,
    End,
    Days,
}
