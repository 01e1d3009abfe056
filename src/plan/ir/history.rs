//! What is read of earlier periods.
//!
//! A value of an earlier period is the one that period's own run came to, by the rules and the params in force then. Where the period is
//! known and the person or the value was not there, the value is missing; where the period is not known at all, it is an error.

use super::{DefId, Expr, Plan, Role, TableId};
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, BackShare, ThisPeriod};

/// A definition's value in the period before.
#[derive(Clone, Debug)]
pub struct LastPeriod {
    pub of: DefId,
    /// What counts for those who were not there, and before the first period of all.
    pub starting: Option<Expr>,
    pub gaps: Gaps,
}

/// What a period is in which the person, or the value, was not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Gaps {
    /// Nothing is carried over it.
    End,
    /// The value before it counts, no further back than [`Plan::bridged`]: what is owed is owed to those who come back, too.
    Bridge,
}

/// One value a period, taken together.
#[derive(Clone, Debug)]
pub struct OverPeriods {
    pub function: AggregateFunction,
    pub of: DefId,
    pub window: Window,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Window {
    /// The periods of the calendar year up to and with this one. Those in which the person was not there are left out.
    YearToDate,
    /// `count` periods; missing where fewer than `enough` of them have a value.
    Last { count: u32, this: ThisPeriod, enough: u32 },
}

/// What was paid for rows that did not last, taken back: a negative amount, and no more in all than was paid. It is the whole of a payout.
///
/// A row is taken back in the period in which its date `lost` lies, where that is after `won` and no more than so many months after it. What
/// it brought is `value`, by the rules of the period it belongs to.
#[derive(Clone, Debug)]
pub struct Clawback {
    pub payout: DefId,
    pub table: TableId,
    /// A definition of the rows that rests on data alone.
    pub value: DefId,
    pub lost: DefId,
    pub won: DefId,
    pub months: u32,
    pub share: BackShare,
    /// Every payout that takes back what this one paid, in the order of the policy.
    pub all: Vec<DefId>,
}

impl Plan {
    /// Whether what a definition comes to rests on the data of its own period alone: on columns, lets and measures, and on no score, grade,
    /// payout or carried value. Such a value can be worked out again for an earlier period whose data are there; a result is read from the
    /// results that were made then.
    pub fn rests_on_data(&self) -> Vec<bool> {
        let mut known = vec![true; self.defs.len()];
        // Definitions come after what they read, so one pass settles all but what they read of earlier periods.
        let mut changed = true;
        while changed {
            changed = false;
            for id in &self.order {
                let Some(def) = self.defs.get(id.0 as usize) else { continue };
                let rests = !is_result(def.role) && self.reads_of(*id).into_iter().all(|read| known.get(read.0 as usize) == Some(&true));
                if let Some(place) = known.get_mut(id.0 as usize)
                    && *place != rests
                {
                    *place = rests;
                    changed = true;
                }
            }
        }
        known
    }

    /// Everything a definition reads by name, in this period or in earlier ones.
    fn reads_of(&self, id: DefId) -> Vec<DefId> {
        match self.defs.get(id.0 as usize).map(|def| &def.body) {
            Some(super::Body::Expr(body)) => super::walk::all(body).into_iter().flat_map(super::walk::defs_of).collect(),
            Some(super::Body::Column(_)) | None => Vec::new(),
        }
    }

    /// The definitions whose earlier values some clause reads, in the order of the definitions.
    /// What other versions read is among them.
    pub fn looked_back_at(&self) -> Vec<DefId> {
        let mut found: Vec<DefId> = self.bodies().flat_map(super::walk::all).filter_map(super::walk::earlier_of).collect();
        let named = |def: &super::Def| def.table == super::PEOPLE && self.looks_back.at.contains(&def.name);
        if !self.looks_back.at.is_empty() {
            found.extend(self.defs.iter().zip(0_u32..).filter(|(def, _)| named(def)).map(|(_, at)| DefId(at)));
        }
        // What has been taken back before is looked back at by the clawback itself.
        let takes_back = |body: &super::Body| match body {
            super::Body::Expr(body) => super::walk::all(body).into_iter().any(|expr| matches!(expr.kind, super::Kind::Clawback(_))),
            super::Body::Column(_) => false,
        };
        found.extend(self.defs.iter().zip(0..).filter(|(def, _)| takes_back(&def.body)).map(|(_, at)| DefId(at)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The names of what is looked back at.
    pub fn looked_back_names(&self) -> Vec<String> {
        self.looked_back_at().into_iter().filter_map(|id| Some(self.defs.get(id.0 as usize)?.name.clone())).collect()
    }

    /// Whether anything of earlier periods is read, in any version.
    pub fn looks_back(&self) -> bool {
        self.looks_back.by > 0 || self.bodies().flat_map(super::walk::all).any(|expr| super::walk::earlier_of(expr).is_some())
    }

    /// How many periods back what is owed is looked for: those of a year, and three at least.
    pub fn bridged(&self) -> u32 {
        12_u32.checked_div(self.period.months()).unwrap_or(1).max(3).saturating_add(1)
    }

    /// How many periods back from one a clause may look: 0 where none does.
    pub fn looks_back_by(&self) -> u32 {
        let of_year = 12_u32.checked_div(self.period.months()).unwrap_or(1);
        let reach = |expr: &Expr| {
            if let super::Kind::OverPeriods(over) = &expr.kind {
                return match over.window {
                    Window::YearToDate => of_year,
                    Window::Last { count, .. } => count.saturating_add(1),
                };
            }
            if let super::Kind::InARow { count, .. } = &expr.kind {
                return *count;
            }
            if let super::Kind::Released(released) = &expr.kind {
                return released.periods.max(self.bridged()).saturating_add(1);
            }
            if let super::Kind::LastPeriod(last) = &expr.kind
                && last.gaps == Gaps::Bridge
            {
                return self.bridged().saturating_add(1);
            }
            if let super::Kind::Clawback(clawback) = &expr.kind {
                return self.periods_of_months(clawback.months).max(of_year).saturating_add(1);
            }
            match super::walk::earlier_of(expr) {
                Some(_) if matches!(expr.kind, super::Kind::LastPeriod(_)) => 2,
                Some(_) => of_year,
                None => 0,
            }
        };
        self.bodies().flat_map(super::walk::all).map(reach).max().unwrap_or(0).max(self.looks_back.by)
    }

    /// How many periods so many months may reach into, this one left out.
    pub fn periods_of_months(&self, months: u32) -> u32 {
        months.div_ceil(self.period.months())
    }

    /// The definitions of rows whose values of earlier periods are read, by their table: of each row a list of them.
    pub fn looked_back_rows(&self) -> Vec<(TableId, Vec<DefId>)> {
        let mut found: Vec<(TableId, Vec<DefId>)> = Vec::new();
        for expr in self.bodies().flat_map(super::walk::all) {
            let super::Kind::Clawback(clawback) = &expr.kind else { continue };
            let defs = [clawback.value, clawback.lost, clawback.won];
            match found.iter_mut().find(|(table, _)| *table == clawback.table) {
                Some((_, known)) => known.extend(defs.into_iter().filter(|def| !known.contains(def)).collect::<Vec<DefId>>()),
                None => found.push((clawback.table, defs.to_vec())),
            }
        }
        found
    }

    /// What rows brought that rests on more than data, by its place.
    pub fn brought_by_results(&self) -> Vec<Span> {
        if self.looked_back_rows().is_empty() {
            return Vec::new();
        }
        let rests = self.rests_on_data();
        let defs = self.looked_back_rows().into_iter().flat_map(|(_, defs)| defs);
        let unfit = defs.filter(|def| rests.get(def.0 as usize) != Some(&true));
        unfit.filter_map(|def| self.defs.get(def.0 as usize)).map(|def| def.span).collect()
    }

    fn bodies(&self) -> impl Iterator<Item = &Expr> {
        self.defs.iter().filter_map(|def| match &def.body {
            super::Body::Expr(body) => Some(body),
            super::Body::Column(_) => None,
        })
    }
}

/// Whether a value of this kind is a result, which is what it was when it was paid.
fn is_result(role: Role) -> bool {
    match role {
        Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::GradeColumn
        | Role::Payout
        | Role::Term(_)
        | Role::PayoutTotal
        | Role::Carry => true,
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::Figure(_) => false,
    }
}
