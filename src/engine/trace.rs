//! What a watched run keeps: the value of every expression at the rows of one person, and what each rule decided there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::table::Slot;
use crate::plan::ir::{DefId, ExprId, TableId};
use crate::value::{Date, Number, Period, Value};

/// Which rows a run keeps its intermediate values for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Watch {
    Nothing,
    /// The person in this row of the population, with all child rows of theirs.
    Person(u32),
}

/// Values and decisions of the watched rows.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub values: FxHashMap<At, Slot>,
    pub details: FxHashMap<At, Detail>,
}

/// One expression at one row of the table it is evaluated in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct At {
    pub expr: ExprId,
    pub table: TableId,
    pub row: u32,
}

/// What a rule decided at a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// Bands, a grade's column, a table: the line taken, from 0.
    Line(u32),
    /// A table from data: the file, and the row of it that was taken.
    FileRow {
        file: Arc<str>,
        line: u64,
    },
    /// `if`: the branch taken (the number of branches stands for `else`). `otherwise`, cases: the part taken.
    Branch(u32),
    /// Tiers: for each line the part of the amount in it and what that part pays.
    Slices(Vec<Slice>),
    /// Steps: one entry for the value after its own caps, then one a step.
    Steps(Vec<StepTrace>),
    /// The rows an aggregate took, of the group's table, in order.
    Rows(Vec<u32>),
    /// A trimmed mean, or one mean a kind of rater, in the order of the kinds.
    Means(Vec<MeanTrace>),
    /// A param: which of its values is in force.
    Version(u32),
    /// A weight after reweighting.
    Weight(Number),
    /// Gates and vetoes by number, in the order of the rule: those that held back or struck.
    Struck {
        gates: Vec<u32>,
        vetoes: Vec<u32>,
    },
    /// Caps by number that changed the amount, and the amount before the caps.
    Capped {
        before: Number,
        bound: Vec<u32>,
    },
    /// A payout or any rounding: the exact amount before it was rounded.
    Rounded {
        before: Number,
    },
    /// A rank: how many stand before, among how many; the next above, those with the same value, the next below.
    Standing {
        better: u32,
        of: u32,
        above: Vec<u32>,
        level: Vec<u32>,
        below: Vec<u32>,
    },
    Part(Part),
    /// A grade: the line taken, then the vetoes that changed it, in order, then what the limits did that the person is under.
    Grade {
        line: u32,
        vetoes: Vec<u32>,
        limits: Vec<Seated>,
    },
    /// The periods that were looked at, in the order in which they were, with what each had.
    Earlier(Vec<Then>),
    /// Amounts held in earlier periods, the latest first, and what of the balance is paid beside their parts.
    Released {
        parts: Vec<Tranche>,
        rest: Number,
    },
    /// Rows that are taken back, and what has been paid until now, which is the most that is taken: in all, and what each payout came to
    /// in each period.
    Clawback {
        backs: Vec<Back>,
        paid: Number,
        paid_in: Vec<(DefId, Period, Number)>,
    },
}

/// A row of an earlier period that did not last.
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    pub key: Arc<str>,
    pub period: Period,
    pub won: Date,
    pub lost: Date,
    /// Months that were still to come.
    pub left: u32,
    pub brought: Number,
    pub amount: Number,
}

/// What of an amount that was held so many periods ago is paid now.
#[derive(Clone, Debug, PartialEq)]
pub struct Tranche {
    pub period: Period,
    pub held: Number,
    pub ago: u32,
    pub part: Number,
}

/// A value of one period; nothing where there was none.
#[derive(Clone, Debug, PartialEq)]
pub struct Then {
    pub period: Period,
    pub value: Option<Value>,
}

/// What a limit on the grades, by number, did to somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Seated {
    /// The group has fewer heads than the limit asks for.
    TooFew { index: u32, heads: u32 },
    /// A veto on the grade struck, so that no seat is held.
    Struck { index: u32, heads: u32, seats: u32 },
    /// Heads of the group and seats; of how many one is in the order, how many stand before, how many level, oneself among them; the
    /// grade before and after; how many have a grade of the limit afterwards, and the value of the one among them who is nearest to having
    /// none.
    Ordered {
        index: u32,
        heads: u32,
        seats: u32,
        of: u32,
        above: u32,
        level: u32,
        before: u32,
        after: u32,
        holders: u32,
        edge: Option<Value>,
    },
}

impl Seated {
    /// The number of the limit.
    pub fn index(&self) -> u32 {
        let (Seated::TooFew { index, .. } | Seated::Struck { index, .. } | Seated::Ordered { index, .. }) = self;
        *index
    }
}

/// A part of a pool: the amount shared, among how many, what their values add up to, the person's own, and the part to every digit.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub pool: Number,
    pub members: u32,
    pub sum: Number,
    pub own: Number,
    pub exact: Number,
}

/// One mean: the rows of the table it is of, and those among them that were dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeanTrace {
    pub rows: Vec<u32>,
    pub high: Vec<u32>,
    pub low: Vec<u32>,
    /// Absent where there are no rows.
    pub mean: Option<Number>,
    /// Of a kind of rater, as it counts.
    pub weight: Option<Number>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    pub line: u32,
    pub amount: Number,
    pub pays: Number,
}

/// One step: the amount after it, and for a change what it added (negative: took) and how many units it counted.
#[derive(Clone, Debug, PartialEq)]
pub struct StepTrace {
    pub after: Number,
    pub change: Option<Number>,
    pub units: Option<Number>,
    /// What the change was before its own caps.
    pub uncapped: Option<Number>,
    /// The caps by number that changed the amount: those of the value, of the change, or the cap that the step is.
    pub bound: Vec<u32>,
}
