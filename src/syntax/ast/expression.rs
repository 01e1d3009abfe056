//! Expressions.

use super::{Bands, Bound, Clawback, Conversion, Name, OverPeriods, Path, Pool, Quoted, Sign, Standing, Tiers, WhenMissing, Working};
use crate::source::Span;
use crate::value::date::MissingDay;
use crate::value::{Date, Number, RoundMode};

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
    /// `x in CNY as of d`
    Convert(Box<Conversion>),
    /// `attainment in points`
    InPoints(Box<Expr>),
    Aggregate(Box<Aggregate>),
    RunningSum(Box<RunningSum>),
    /// `balance last period`
    LastPeriod(Box<Expr>),
    OverPeriods(Box<OverPeriods>),
    Clawback(Box<Clawback>),
    /// `grade = D for 2 periods running`
    InARow {
        condition: Box<Expr>,
        count: Literal,
    },
    /// `commission paid to date`; absent: of the payout it stands in.
    PaidToDate(Option<Box<Expr>>),
    /// `rate as of hired`: the value of a param on another day.
    AsOf {
        of: Box<Expr>,
        day: Box<Expr>,
    },
    Standing(Box<Standing>),
    Pool(Box<Pool>),
    /// `days from a to b`
    DaysBetween {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// Working days, counted or stepped over.
    Working(Box<Working>),
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
    /// Of an average only.
    pub trim: Option<Trim>,
    pub rated: Option<Box<Rated>>,
}

/// `dropping 1 high, 1 low when at least 3`; what is not said is 0.
#[derive(Clone, PartialEq, Debug)]
pub struct Trim {
    pub high: Number,
    pub low: Number,
    pub at_least: Number,
    pub span: Span,
}

/// `rated by kind { "superior" : 60%; "peer" : 40% }, missing reweight`
#[derive(Clone, PartialEq, Debug)]
pub struct Rated {
    pub by: Name,
    pub kinds: Vec<RatedKind>,
    pub missing: WhenMissing,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct RatedKind {
    pub option: Quoted,
    pub weight: Expr,
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
    /// `all reports by mentor`, 按 导师 的 全部下属; without a name by the one column of people.
    Reports { reach: Reach, by: Option<Name>, span: Span },
}

/// Whom of those below somebody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reach {
    /// Whose manager it is.
    Direct,
    /// Down the tree.
    All,
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
    /// By the calendar.
    WorkingDays,
    FullMonths,
    StartedMonths,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum PeriodPart {
    Start,
    End,
    Days,
    /// By the calendar.
    WorkingDays,
}
