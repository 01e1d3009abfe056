//! For whom a handbook is written: one option of the choice by which the plan's clauses tell people apart.

use std::collections::BTreeSet;

use crate::plan::ir::{Body, DefId, Expr, Kind, Plan, walk};
use crate::syntax::ast::Compare;
use crate::value::{Type, Value};

/// One option of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    pub column: DefId,
    pub option: String,
}

/// Why there is no such role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No clause tells people apart by a choice.
    NoRoles,
    /// The options there are.
    Unknown(Vec<String>),
    /// The columns that have it.
    Several(Vec<String>),
}

/// The role of a name: an option of a choice that the `for` of a scorecard or a payout asks about.
///
/// # Errors
/// [`Fault`].
pub fn role(plan: &Plan, name: &str) -> Result<Role, Fault> {
    let columns = asked(plan);
    if columns.is_empty() {
        return Err(Fault::NoRoles);
    }
    let name = name.trim();
    let mut found: Vec<(DefId, String)> = Vec::new();
    for column in &columns {
        let spelt = |option: &&crate::plan::ir::ChoiceOption| option.name == name || option.also.iter().any(|also| also == name);
        found.extend(options(plan, *column).find(spelt).map(|option| (*column, option.name.clone())));
    }
    match found.as_slice() {
        [(column, option)] => Ok(Role { column: *column, option: option.clone() }),
        [] => Err(Fault::Unknown(columns.iter().flat_map(|column| options(plan, *column)).map(|option| option.name.clone()).collect())),
        several => Err(Fault::Several(
            several.iter().filter_map(|(column, _)| plan.defs.get(column.0 as usize)).map(|def| def.name.clone()).collect(),
        )),
    }
}

fn options(plan: &Plan, column: DefId) -> impl Iterator<Item = &crate::plan::ir::ChoiceOption> {
    let choice = match plan.defs.get(column.0 as usize).map(|def| def.ty) {
        Some(Type::Choice(choice)) => plan.choices.get(choice.0 as usize),
        Some(
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag,
        )
        | None => None,
    };
    choice.into_iter().flat_map(|choice| &choice.options)
}

/// The choices of people that the conditions of scorecards and payouts ask about.
fn asked(plan: &Plan) -> BTreeSet<DefId> {
    let is_choice = |id: &DefId| {
        let def = plan.defs.get(id.0 as usize);
        def.is_some_and(|def| matches!(def.ty, Type::Choice(_)) && matches!(def.body, Body::Column(_)))
    };
    conditions(plan).into_iter().flat_map(walk::all).flat_map(walk::defs_of).filter(is_choice).collect()
}

fn conditions(plan: &Plan) -> Vec<&Expr> {
    let body = |id: &DefId| plan.defs.get(id.0 as usize).and_then(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    let cards = plan.scorecards.iter().filter_map(|card| body(&card.covered));
    let payouts = plan
        .payouts
        .iter()
        .filter_map(body)
        .filter_map(|body| if let Kind::Payout(rule) = &body.kind { rule.applies.as_ref() } else { None });
    cards.chain(payouts).collect()
}

/// Whether a condition can hold for people of a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Truth {
    Always,
    Never,
    Depends,
}

impl Role {
    /// Whether people of this role can be those that a condition asks for.
    pub fn can_meet(&self, condition: &Expr) -> bool {
        self.truth(condition) != Truth::Never
    }

    fn truth(&self, condition: &Expr) -> Truth {
        match &condition.kind {
            Kind::Literal(Value::Flag(true)) => Truth::Always,
            Kind::Literal(Value::Flag(false)) => Truth::Never,
            Kind::Not(inner) => not(self.truth(inner)),
            Kind::And(parts) => all(parts.iter().map(|part| self.truth(part))),
            Kind::Or(parts) => not(all(parts.iter().map(|part| not(self.truth(part))))),
            Kind::Compare { op: Compare::Equal, left, right } => self.is(left, std::slice::from_ref(right.as_ref())),
            Kind::Compare { op: Compare::NotEqual, left, right } => not(self.is(left, std::slice::from_ref(right.as_ref()))),
            Kind::In { value, options } => self.is(value, options),
            Kind::Literal(Value::Number(_) | Value::Text(_) | Value::Date(_))
            | Kind::Compare { .. }
            | Kind::ParamOn { .. }
            | Kind::DateShift { .. }
            | Kind::AddMonths { .. }
            | Kind::DaysBetween { .. }
            | Kind::Within { .. }
            | Kind::If { .. }
            | Kind::Round { .. }
            | Kind::InARow { .. }
            | Kind::Lookup { .. }
            | Kind::GradeColumn { .. }
            | Kind::Ref(_)
            | Kind::Param(_)
            | Kind::Parent(_)
            | Kind::Neg(_)
            | Kind::Sum(_)
            | Kind::Product(_)
            | Kind::Working(_)
            | Kind::Otherwise(_)
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::InPoints(_)
            | Kind::Aggregate(_)
            | Kind::RunningSum(_)
            | Kind::LastPeriod(_)
            | Kind::OverPeriods(_)
            | Kind::PaidToDate(_)
            | Kind::Released(_)
            | Kind::Clawback(_)
            | Kind::Standing(_)
            | Kind::Pool(_)
            | Kind::Employed(_)
            | Kind::Period(_)
            | Kind::Bands(_)
            | Kind::Tiers(_)
            | Kind::Steps(_)
            | Kind::Cases(_)
            | Kind::KpiScore(_)
            | Kind::Weighted(_)
            | Kind::Total(_)
            | Kind::Grade(_)
            | Kind::Payout(_)
            | Kind::PayoutTotal(_) => Truth::Depends,
        }
    }

    fn is(&self, value: &Expr, options: &[Expr]) -> Truth {
        if !matches!(value.kind, Kind::Ref(column) if column == self.column) {
            return Truth::Depends;
        }
        let mut texts =
            options.iter().map(|option| if let Kind::Literal(Value::Text(text)) = &option.kind { Some(text.as_ref()) } else { None });
        if texts.clone().any(|text| text.is_none()) {
            return Truth::Depends;
        }
        if texts.any(|text| text == Some(self.option.as_str())) { Truth::Always } else { Truth::Never }
    }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Always => Truth::Never,
        Truth::Never => Truth::Always,
        Truth::Depends => Truth::Depends,
    }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    parts.fold(Truth::Always, |so_far, part| match (so_far, part) {
        (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
        (Truth::Depends, _) | (_, Truth::Depends) => Truth::Depends,
        (Truth::Always, Truth::Always) => Truth::Always,
    })
}
