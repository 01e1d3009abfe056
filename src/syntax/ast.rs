//! What was written: the tree of a policy file, the same for English and Chinese.
//!
//! Nothing here is resolved or typed; every node keeps its span. Sums, products, `and`, `or`, `otherwise` and
//! `if … else if` are flat lists, so the tree is never deeper than the brackets of the text.

mod amounts;
mod appeals;
mod calendars;
mod changes;
mod currencies;
mod examples;
mod expression;
mod header;
mod history;
mod inputs;
mod process;
mod ranks;
mod scorecards;
mod shapes;
mod terms;
pub mod walk;

pub use amounts::{Amount, Cap, CapKind, Change, Counting, Direction, Each, Let, Param, ParamValue, Sign, Step};
pub use appeals::{
    Acknowledge, Appeal, Escalate, Excluded, Ground, Late, LimitStart, Notify, OpenTo, Questions, Review, ReviewEvery, ReviewTopic,
    Rollout, Support, TimeLimit, Train,
};
pub use calendars::{Calendar, DaySpan, Working};
pub use changes::{Amend, AmendedKpi, Amendment, ChangeTerms, Exception, ExceptionValue, Part};
pub use currencies::{Conversion, Exchange, ForeignRounding};
pub use examples::{EarlierPeriod, Example, ExampleCell, ExampleName, ExampleRow, ExampleTable, Expect, Given, GivenPerson, RowExpect};
pub use expression::{
    Aggregate, AggregateFunction, Compare, EmployedUnit, Expr, ExprKind, Factor, Function, Literal, Mark, Over, PeriodPart, Rated,
    RatedKind, Reach, RunningSum, Trim,
};
pub use header::{Allow, Country, Law, Scope};
pub use history::{BackShare, Carry, Clawback, OverPeriods, ThisPeriod, Window};
pub use inputs::{
    CellUnit, ChoiceOption, Column, Credit, CreditKind, Crm, DataRule, Dating, Employed, FirstDay, Input, Parent, TypeKind, TypeRef,
};
pub use process::{
    Action, Addressee, AddresseeKind, Channel, ChannelKind, Consequence, Feedback, Follows, FollowsKind, Length, LengthUnit, Piece,
    Template, Timing,
};
pub use ranks::{Best, Limit, LimitKind, Pool, PoolBy, SeatTies, Standing, StandingFigure, Ties, WhenZero};
pub use scorecards::{
    Adjust, Gate, Goal, Grade, GradeLine, Kpi, Pair, Payout, Reverse, RubricLine, Scorecard, Stage, Veto, VetoEffect, WhenMissing,
};
pub use shapes::{
    BandLine, BandResult, Bands, Bound, Cell, CellKind, GridRow, NamedBands, NamedTiers, Side, SideBound, Table, TableBody, TableResult,
    TableRow, TierLine, TierMode, TierRate, Tiers,
};
pub use terms::{Deferral, Draw, Guarantee, Terms};

use crate::source::Span;
use crate::value::{Date, PeriodKind, RoundMode};

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
    /// Every `allow` of the file, wherever it stands.
    pub allows: Vec<Allow>,
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
    Carry(Carry),
    Goal(Goal),
    Scorecard(Scorecard),
    Grade(Grade),
    Limit(Box<Limit>),
    Payout(Payout),
    /// A gate at the top level covers every payout.
    Gate(Gate),
    Tiers(NamedTiers),
    Bands(NamedBands),
    Table(Table),
    Example(Example),
    Calendar(Calendar),
    Amend(Amend),
    Exception(Exception),
    Feedback(Feedback),
    Consequence(Consequence),
    Appeal(Box<Appeal>),
    Review(Box<Review>),
    Rollout(Box<Rollout>),
    Support(Support),
    Exchange(Exchange),
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
    /// What the plan is for.
    pub purpose: Option<Quoted>,
    pub rounding: Option<Rounding>,
    /// `rounding USD half up to 0.01`
    pub foreign: Vec<ForeignRounding>,
    /// `calendar "China"`: a calendar of this policy, or one that comes with Merit.
    pub calendar: Option<Quoted>,
    pub strategies: Vec<Strategy>,
    /// `target pay base_bonus`: what a person who meets every target is paid by this policy for one period.
    pub target_pay: Option<Expr>,
    /// `base pay salary`: what a person is paid for one period whatever the results.
    pub base_pay: Option<Expr>,
    /// What the company wants to sell in one period.
    pub target_revenue: Option<Expr>,
    /// What the company sells in one period.
    pub revenue: Option<Expr>,
    pub law: Option<Law>,
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

/// `use "common/tiers.merit"`
#[derive(Clone, PartialEq, Debug)]
pub struct Use {
    pub path: Quoted,
    pub span: Span,
}
