//! Expressions: every kind of value, with what it is computed from.

use super::calendars::Working;
use super::{
    Bands, Cases, Clawback, DefId, ExprId, GradeRule, KpiScore, LastPeriod, LookupId, OverPeriods, ParamId, PayoutRule, Pool, Released,
    Standing, Steps, TableId, Tiers, Total, Weighted,
};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, Compare, EmployedUnit, Factor, PeriodPart, Reach, Sign, WhenMissing};
use crate::value::date::MissingDay;
use crate::value::{Number, RoundMode, Type, Value};

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
    /// A param with the value in force on a day.
    ParamOn {
        param: ParamId,
        on: Box<Expr>,
    },
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
    /// Working days by the plan's calendar: counted, or stepped over.
    Working(Box<Working>),
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
    /// In a table of people: a value of the period before.
    LastPeriod(Box<LastPeriod>),
    /// In a table of people: the values of several periods, taken together.
    OverPeriods(Box<OverPeriods>),
    /// In a table of people: whether a condition holds in this period and in those before, `count` in all. A person who was not there in one
    /// of them has not met it; what lies further back than a period in which it does not hold is not looked at.
    InARow {
        of: DefId,
        count: u32,
    },
    /// In a table of people: what a payout came to in the earlier periods of the calendar year, as paid; 0 where the person was not there.
    PaidToDate(DefId),
    /// In a table of people: the parts of amounts held in earlier periods that are paid in this one.
    Released(Box<Released>),
    /// In a table of people.
    Clawback(Box<Clawback>),
    /// In a table of people: a rank or a percentile.
    Standing(Box<Standing>),
    /// In a table of people: a person's part of an amount.
    Pool(Box<Pool>),
    /// `days|full months|started months employed in period`, by the population's `employed` clause; never below 0.
    /// `days|working days|full months|started months employed in period`, by the population's `employed` clause; never below 0.
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
    /// Of an average: the extremes it leaves out.
    pub trim: Option<Trim>,
    /// Of an average over child rows: it is one of each kind of rater, by weight.
    pub rated: Option<Rated>,
}

/// Of `at_least` rows and more the highest and the lowest are left out; fewer are averaged as they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trim {
    pub high: u32,
    pub low: u32,
    pub at_least: u32,
    pub span: Span,
}

/// Weights of the kinds of raters; they sum to 100%.
#[derive(Clone, PartialEq, Debug)]
pub struct Rated {
    /// The choice column of the rows that says the kind.
    pub by: DefId,
    pub kinds: Vec<RatedKind>,
    /// What becomes of a kind without rows.
    pub missing: WhenMissing,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct RatedKind {
    pub option: String,
    pub weight: Number,
    pub span: Span,
}

/// Whose rows an aggregate runs over. A sum over no rows is 0, a count 0, every other function an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The person's rows of a child input.
    Child(TableId),
    /// The rows of the same table with the same value of this column; a missing value is an error.
    Same(DefId),
    Everyone,
    /// The people whose manager the person is by this column of the population, or who are anywhere below.
    Reports {
        column: DefId,
        reach: Reach,
    },
}

#[derive(Clone, Debug)]
pub struct RunningSum {
    pub value: Expr,
    pub by: DefId,
    pub filter: Option<Expr>,
}
