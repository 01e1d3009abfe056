//! For whom a clause is, as far as closed choices say it: which options of which columns a condition lets through.
//!
//! This is what decides before any data is read whether two scorecards overlap, and whether a clause reads a KPI of people who lack it.

use std::collections::{BTreeMap, BTreeSet};

use super::planner::Planner;
use crate::diagnostic::Text;
use crate::plan::ir::{self, DefId, Kind};
use crate::syntax::ast::Compare;
use crate::value::{Type, Value};

/// Whether the options say all of the condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exact {
    Yes,
    /// The condition says more than the options do: fewer people may be meant.
    No,
}

/// More combinations than this are not tried.
const MOST_COMBINATIONS: usize = 4096;

/// The people a condition lets through: of each column the options it leaves.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Region {
    pub sets: BTreeMap<DefId, BTreeSet<String>>,
    pub exact: Exact,
}

impl Region {
    pub fn everyone() -> Region {
        Region { sets: BTreeMap::new(), exact: Exact::Yes }
    }

    pub fn unknown() -> Region {
        Region { sets: BTreeMap::new(), exact: Exact::No }
    }

    fn one(def: DefId, options: BTreeSet<String>) -> Region {
        Region { sets: BTreeMap::from([(def, options)]), exact: Exact::Yes }
    }

    /// Those in both.
    pub fn and(&self, other: &Region) -> Region {
        let mut sets = self.sets.clone();
        for (def, options) in &other.sets {
            match sets.get_mut(def) {
                Some(mine) => mine.retain(|option| options.contains(option)),
                None => {
                    sets.insert(*def, options.clone());
                }
            }
        }
        let exact = if self.exact == Exact::Yes && other.exact == Exact::Yes { Exact::Yes } else { Exact::No };
        Region { sets, exact }
    }

    /// Nobody, whatever else the condition says.
    pub fn is_empty(&self) -> bool {
        self.sets.values().any(BTreeSet::is_empty)
    }

    /// Those in one or the other, as far as one column says it.
    fn or(&self, other: &Region) -> Region {
        match (self.single(), other.single()) {
            (Some((one, mine)), Some((two, theirs))) if one == two => Region::one(one, mine.union(theirs).cloned().collect()),
            (Some(_) | None, Some(_) | None) => Region::unknown(),
        }
    }

    fn single(&self) -> Option<(DefId, &BTreeSet<String>)> {
        match (self.exact, self.sets.len()) {
            (Exact::Yes, 1) => self.sets.iter().next().map(|(def, options)| (*def, options)),
            (Exact::Yes | Exact::No, _) => None,
        }
    }
}

impl Planner<'_> {
    /// What a checked condition says about choices.
    pub fn region_of(&self, condition: &ir::Expr) -> Region {
        match &condition.kind {
            Kind::Literal(Value::Flag(true)) => Region::everyone(),
            Kind::Compare { op, left, right } => self.compared(*op, left, right),
            Kind::In { value, options } => {
                let names: Option<BTreeSet<String>> = options.iter().map(option_of).collect();
                match (choice_column(value), names) {
                    (Some(def), Some(names)) => Region::one(def, names),
                    (Some(_) | None, Some(_) | None) => Region::unknown(),
                }
            }
            Kind::And(parts) => parts.iter().fold(Region::everyone(), |region, part| region.and(&self.region_of(part))),
            Kind::Or(parts) => {
                let mut regions = parts.iter().map(|part| self.region_of(part));
                let first = regions.next().unwrap_or_else(Region::unknown);
                regions.fold(first, |region, part| region.or(&part))
            }
            Kind::Not(inner) => self.without(&self.region_of(inner)),
            Kind::Parent(inner) => self.region_of(inner),
            _ => Region::unknown(),
        }
    }

    /// Everybody else.
    pub fn without(&self, region: &Region) -> Region {
        let Some((def, options)) = region.single() else { return Region::unknown() };
        let all = self.all_options(def);
        Region::one(def, all.difference(options).cloned().collect())
    }

    fn all_options(&self, def: DefId) -> BTreeSet<String> {
        match self.def(def).map(|def| def.ty) {
            Some(super::types::Ty::Is(Type::Choice(choice))) => self.options(choice).iter().map(|option| option.name.clone()).collect(),
            Some(_) | None => BTreeSet::new(),
        }
    }

    fn compared(&self, op: Compare, left: &ir::Expr, right: &ir::Expr) -> Region {
        let found = match (choice_column(left), option_of(right)) {
            (Some(def), Some(option)) => Some((def, option)),
            (Some(_) | None, Some(_) | None) => choice_column(right).zip(option_of(left)),
        };
        let Some((def, option)) = found else { return Region::unknown() };
        // An option that is none has been said; what it lets through is not known.
        if !self.all_options(def).contains(&option) {
            return Region::unknown();
        }
        let region = Region::one(def, BTreeSet::from([option]));
        match op {
            Compare::Equal => region,
            Compare::NotEqual => self.without(&region),
            Compare::Less | Compare::AtMost | Compare::Greater | Compare::AtLeast => Region::unknown(),
        }
    }

    /// One combination of options that the first lets through and none of the others does; nothing where there is none or too many.
    pub fn uncovered(&self, region: &Region, covers: &[&Region]) -> Option<Vec<(DefId, String)>> {
        if region.exact == Exact::No || region.is_empty() {
            return None;
        }
        let mut columns: BTreeSet<DefId> = region.sets.keys().copied().collect();
        columns.extend(covers.iter().flat_map(|cover| cover.sets.keys().copied()));
        let choices: Vec<(DefId, Vec<String>)> = columns
            .into_iter()
            .map(|def| (def, region.sets.get(&def).cloned().unwrap_or_else(|| self.all_options(def)).into_iter().collect()))
            .collect();
        let total = choices.iter().try_fold(1usize, |total, (_, options)| total.checked_mul(options.len()));
        let total = total.filter(|total| *total <= MOST_COMBINATIONS)?;
        (0..total).map(|at| combination(&choices, at)).find(|found| !covers.iter().any(|cover| lets_through(cover, found)))
    }

    /// `role = "SDR"`, as an author would write it.
    pub fn write_region(&self, combination: &[(DefId, String)]) -> Text {
        let parts: Vec<String> = combination
            .iter()
            .map(|(def, option)| format!("{} = \"{option}\"", self.def(*def).map_or("", |def| def.name.as_str())))
            .collect();
        Text::new(parts.join(" and "), parts.join(" 且 "))
    }
}

fn lets_through(region: &Region, combination: &[(DefId, String)]) -> bool {
    combination.iter().all(|(def, option)| region.sets.get(def).is_none_or(|options| options.contains(option)))
}

/// The combination with this number, counting through all of them.
fn combination(choices: &[(DefId, Vec<String>)], mut at: usize) -> Vec<(DefId, String)> {
    let mut found = Vec::with_capacity(choices.len());
    for (def, options) in choices {
        let length = options.len().max(1);
        if let Some(option) = options.get(at % length) {
            found.push((*def, option.clone()));
        }
        at /= length;
    }
    found
}

/// The column, where an expression reads nothing but a column with a closed choice.
fn choice_column(expr: &ir::Expr) -> Option<DefId> {
    match (&expr.kind, expr.ty) {
        (Kind::Ref(def), Type::Choice(_)) => Some(*def),
        (Kind::Parent(inner), _) => choice_column(inner),
        (_, _) => None,
    }
}

fn option_of(expr: &ir::Expr) -> Option<String> {
    match &expr.kind {
        Kind::Literal(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
