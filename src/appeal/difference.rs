//! What corrected data change: two runs of one plan, side by side.

use std::collections::BTreeMap;

use crate::document::words::Words;
use crate::engine::table::{EARLIER, Slot};
use crate::plan::ir::{Body, Def, DefId, Kind, PEOPLE, Role, walk};
use crate::report::Report;
use crate::report::json::{self, Json};
use crate::report::names::label_of;
use crate::source::Span;
use crate::value::{Number, Type, Value};

/// Decimal places of a number in a comparison.
const PLACES: u32 = 2;

/// What a run has for somebody: as people read it, and exact for programs, with nothing where there is no value.
#[derive(Clone, PartialEq, Debug)]
pub struct Worth {
    pub text: String,
    pub exact: Json,
}

/// A value that one run has otherwise than the other, as people read it.
#[derive(Clone, PartialEq, Debug)]
pub struct Moved {
    pub def: DefId,
    /// As results print it.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// The clause that computes it.
    pub span: Span,
    pub before: Worth,
    pub after: Worth,
    /// The difference, where both are numbers.
    pub by: Option<Worth>,
    /// Whether the runs part here: nothing else that moved goes into it.
    pub parting: Parting,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parting {
    Here,
    Before,
}

/// Somebody else for whom something moves.
#[derive(Clone, PartialEq, Debug)]
pub struct Other {
    pub key: String,
    pub name: Option<String>,
    pub moved: Vec<Moved>,
}

/// What corrections change.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Difference {
    /// Of the appellant, in the order in which they are computed.
    pub own: Vec<Moved>,
    /// In the order of the population.
    pub others: Vec<Other>,
    /// People that only one of the runs has.
    pub came: Vec<String>,
    pub went: Vec<String>,
}

impl Difference {
    pub fn of(&self, def: DefId) -> Option<&Moved> {
        self.own.iter().find(|moved| moved.def == def)
    }
}

/// Compares two runs of one plan; `who` is the appellant's key.
pub fn difference(before: &Report<'_>, after: &Report<'_>, who: &str, words: &Words) -> Difference {
    let rows = |report: &Report<'_>| report.rows().map(|row| (report.key(row).to_string(), row)).collect::<BTreeMap<String, u32>>();
    let (old, new) = (rows(before), rows(after));
    let named: Vec<DefId> = before.named_values();
    let mut ordered = named.clone();
    let place = |def: &DefId| before.plan.order.iter().position(|other| other == def);
    ordered.sort_by_key(place);
    let shared: Vec<DefId> = ordered.iter().copied().filter(|def| shared(before, *def)).collect();
    let compare = |defs: &[DefId], rows: (u32, u32)| {
        let moved: Vec<Moved> = defs.iter().filter_map(|def| moved((before, after), *def, rows, words)).collect();
        parted(before, moved)
    };
    let mut made = Difference::default();
    for row in before.rows() {
        let key = before.key(row);
        let Some(now) = new.get(key) else {
            made.went.push(key.to_string());
            continue;
        };
        if key == who {
            made.own = compare(&ordered, (row, *now));
            continue;
        }
        let moved = compare(&shared, (row, *now));
        if !moved.is_empty() {
            made.others.push(Other { key: key.to_string(), name: before.person_name(row).map(str::to_string), moved });
        }
    }
    made.came = new.keys().filter(|key| !old.contains_key(*key)).cloned().collect();
    made
}

/// A value as people read it, or why there is none.
pub fn worth(report: &Report<'_>, def: DefId, row: u32, words: &Words) -> Worth {
    let none = |text: String| Worth { text, exact: Json::Null };
    let Some(slot) = report.slot(def, row) else { return none(words.no_value()) };
    match (slot, report.def(def)) {
        (Slot::Value(value), Some(def)) => {
            Worth { text: report.shown(value, def.ty, PLACES, words.language), exact: json::scalar(report, value, def.role) }
        }
        (Slot::Fault(_), _) => none(words.say("cannot be computed", "无法计算")),
        (Slot::NotApplicable(_), _) => none(words.say("does not apply", "不适用")),
        (Slot::Missing(_), _) | (Slot::Value(_), None) => none(words.no_value()),
    }
}

fn moved((before, after): (&Report<'_>, &Report<'_>), id: DefId, rows: (u32, u32), words: &Words) -> Option<Moved> {
    let def = before.def(id)?;
    let (old, new) = (before.slot(id, rows.0)?, after.slot(id, rows.1)?);
    if alike(old, new) {
        return None;
    }
    let number = |slot: &Slot| if let Slot::Value(Value::Number(number)) = slot { Some(number.clone()) } else { None };
    let by = number(old).zip(number(new)).and_then(|(old, new)| signed(before, def, &new.sub(&old).ok()?, words));
    Some(Moved {
        def: id,
        name: def.name.clone(),
        title: label_of(before.plan, id, words.language),
        span: def.span,
        before: worth(before, id, rows.0, words),
        after: worth(after, id, rows.1, words),
        by,
        parting: Parting::Before,
    })
}

/// Why there is none makes no difference: the messages of each run are its own.
fn alike(old: &Slot, new: &Slot) -> bool {
    match (old, new) {
        (Slot::Value(old), Slot::Value(new)) => old == new,
        (Slot::Missing(_), Slot::Missing(_)) | (Slot::NotApplicable(_), Slot::NotApplicable(_)) | (Slot::Fault(_), Slot::Fault(_)) => true,
        (Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_), _) => false,
    }
}

fn signed(report: &Report<'_>, def: &Def, by: &Number, words: &Words) -> Option<Worth> {
    let sign = if by.is_negative() { "−" } else { "+" };
    let plain = report.shown(&Value::Number(by.abs()), def.ty, PLACES, words.language);
    // The difference of two shares is no share of either.
    let plain = match def.ty {
        Type::Percent => {
            let points = plain.trim_end_matches('%');
            words.say(format!("{points} points"), format!("{points} 个百分点"))
        }
        Type::Money
        | Type::Foreign(_)
        | Type::Number
        | Type::Count
        | Type::Days
        | Type::Date
        | Type::Text
        | Type::Flag
        | Type::Choice(_) => plain,
    };
    let exact = json::scalar(report, &Value::Number(by.clone()), def.role);
    Some(Worth { text: format!("{sign}{plain}"), exact })
}

/// Marks the values at which the runs part: none that moved goes into them.
fn parted(report: &Report<'_>, mut moved: Vec<Moved>) -> Vec<Moved> {
    let all: Vec<DefId> = moved.iter().map(|moved| moved.def).collect();
    for one in &mut moved {
        let reads = report.def(one.def).map(reads).unwrap_or_default();
        if !reads.iter().any(|read| *read != one.def && all.contains(read)) {
            one.parting = Parting::Here;
        }
    }
    moved
}

fn reads(def: &Def) -> Vec<DefId> {
    match &def.body {
        Body::Column(_) => Vec::new(),
        Body::Expr(body) => walk::all(body).into_iter().flat_map(walk::defs_of).collect(),
    }
}

/// Whether a value may move for somebody because of another: what is paid, the grade, the score, ranks and shares.
fn shared(report: &Report<'_>, id: DefId) -> bool {
    let Some(def) = report.def(id).filter(|def| def.table == PEOPLE && def.table != EARLIER) else { return false };
    match def.role {
        Role::Score | Role::Grade | Role::GradeColumn | Role::Payout | Role::PayoutTotal => true,
        Role::Let | Role::Carry | Role::Term(_) => match &def.body {
            Body::Column(_) => false,
            Body::Expr(body) => walk::all(body).iter().any(|expr| matches!(expr.kind, Kind::Standing(_) | Kind::Pool(_))),
        },
        Role::Column
        | Role::Credit
        | Role::Slice
        | Role::Earlier
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::Adjust
        | Role::Figure(_) => false,
    }
}
