//! Whom a change is meant for: the people of the scorecards and payouts it stands in, or of those that read it.

use std::collections::BTreeSet;

use crate::engine::Results;
use crate::engine::table::Slot;
use crate::plan::ir::meaning::{Part, told};
use crate::plan::ir::touched::{readers, touched};
use crate::plan::ir::{Body, Def, DefId, Expr, Kind, PEOPLE, Plan, Role};
use crate::value::Value;

/// Whom a group of changes is meant for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    Everyone,
    /// Whoever one of these rules is for, by their names.
    Of(BTreeSet<Rule>),
}

/// A rule that is for some people.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rule {
    /// A scorecard, by the name of its flag.
    Scorecard(String),
    Payout(String),
}

impl Scope {
    /// Whom the parts are for that one of two plans does not have as the other: both are looked at.
    pub fn of(parts: &BTreeSet<Part>, before: &Plan, after: &Plan) -> Scope {
        if parts.iter().any(|part| matches!(part, Part::Header(_) | Part::Input(_))) {
            return Scope::Everyone;
        }
        let mut rules = BTreeSet::new();
        for (plan, other) in [(before, after), (after, before)] {
            let mut finder = Finder { plan, other, seen: BTreeSet::new(), rules: &mut rules };
            for id in touched(plan, parts) {
                if finder.reach(id) == Reach::Everyone {
                    return Scope::Everyone;
                }
            }
        }
        Scope::Of(rules)
    }

    /// Whether a rule of the scope is for the person in a row. `name` says what a definition is called in this plan.
    pub fn holds(&self, plan: &Plan, results: &Results, row: u32, name: &dyn Fn(&str) -> String) -> bool {
        let Scope::Of(rules) = self else { return true };
        let slot = |of: &str| {
            let at = plan.defs.iter().position(|def| def.name == of && def.table == PEOPLE)?;
            results.tables.first()?.slot(DefId(u32::try_from(at).ok()?), row)
        };
        rules.iter().any(|rule| match rule {
            Rule::Scorecard(flag) => matches!(slot(&name(flag)), Some(Slot::Value(Value::Flag(true)))),
            Rule::Payout(payout) => matches!(slot(&name(payout)), Some(Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_))),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    Some,
    Everyone,
}

struct Finder<'a> {
    plan: &'a Plan,
    other: &'a Plan,
    seen: BTreeSet<DefId>,
    rules: &'a mut BTreeSet<Rule>,
}

impl Finder<'_> {
    /// Adds the rules a definition belongs to, or those of whatever reads it.
    fn reach(&mut self, id: DefId) -> Reach {
        let Some(def) = self.plan.defs.get(id.0 as usize).filter(|_| self.seen.insert(id)) else { return Reach::Some };
        match def.role {
            Role::KpiMeasure | Role::KpiTarget | Role::KpiAttainment | Role::KpiScore | Role::KpiWeighted | Role::Score => self.cards(def),
            Role::Adjust => {
                let cards = self.plan.scorecards.iter().filter(|card| card.adjusts.contains(&id)).map(|card| card.covered);
                let cards: Vec<DefId> = cards.collect();
                self.add(&cards)
            }
            Role::Covered => self.add(&[id]),
            Role::Payout | Role::Term(_) => {
                let name =
                    def.name.split_once('.').filter(|_| matches!(def.role, Role::Term(_))).map_or(def.name.as_str(), |(name, _)| name);
                self.rules.insert(Rule::Payout(name.to_string()));
                Reach::Some
            }
            Role::Grade | Role::GradeColumn => Reach::Everyone,
            // A sum of payouts changes with one of them, and what the header says of pay pays nobody.
            Role::PayoutTotal | Role::Figure(_) => Reach::Some,
            Role::Column
            | Role::Told
            | Role::Said
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Earlier
            | Role::Slice
            | Role::GoalMet
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::GoalAchievable => {
                let readers = readers(self.plan, id);
                let all = readers.into_iter().map(|reader| self.reach(reader)).collect::<Vec<Reach>>();
                if all.contains(&Reach::Everyone) { Reach::Everyone } else { Reach::Some }
            }
        }
    }

    /// The scorecards whose own part of a definition is not as in the other plan; all of them where none can be told.
    fn cards(&mut self, def: &Def) -> Reach {
        let Body::Expr(Expr { kind: Kind::Cases(cases), .. }) = &def.body else { return Reach::Everyone };
        let others = self.other.defs.iter().find(|other| other.name == def.name && other.role == def.role);
        let same = |covered: DefId, value: &Expr| {
            let Some(Body::Expr(Expr { kind: Kind::Cases(cases), .. })) = others.map(|other| &other.body) else { return false };
            let flag = self.plan.defs.get(covered.0 as usize).map(|def| &def.name);
            cases.cases.iter().any(|case| {
                self.other.defs.get(case.covered.0 as usize).map(|def| &def.name) == flag
                    && told(self.other, &case.value) == told(self.plan, value)
            })
        };
        let mine: Vec<DefId> = cases.cases.iter().filter(|case| !same(case.covered, &case.value)).map(|case| case.covered).collect();
        let all: Vec<DefId> = cases.cases.iter().map(|case| case.covered).collect();
        self.add(if mine.is_empty() { &all } else { &mine })
    }

    fn add(&mut self, flags: &[DefId]) -> Reach {
        for flag in flags {
            // A scorecard without a condition is for everyone.
            let open = self
                .plan
                .defs
                .get(flag.0 as usize)
                .is_some_and(|def| matches!(&def.body, Body::Expr(Expr { kind: Kind::Literal(Value::Flag(true)), .. })));
            if open {
                return Reach::Everyone;
            }
            self.rules.extend(self.plan.defs.get(flag.0 as usize).map(|def| Rule::Scorecard(def.name.clone())));
        }
        Reach::Some
    }
}
