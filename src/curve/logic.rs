//! Conditions on a stretch: each holds on all of it or on none of it.

use std::cmp::Ordering;

use super::machine::{Found, Halt, Machine, Sym};
use crate::plan::ir::{Bound, Expr, Kind, TableId};
use crate::syntax::ast::Compare;
use crate::value::{Type, Value};

impl Machine<'_> {
    pub(super) fn logic(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<bool> {
        match &expr.kind {
            Kind::Compare { op, left, right } => {
                let found = self.operands([left.as_ref(), right.as_ref()], table, row)?;
                let [one, two] = found.as_slice() else { return Err(Halt::Gives(Sym::Unknown)) };
                let order = self.order_of(left.ty, one, two)?.ok_or(Halt::Gives(Sym::Unknown))?;
                Ok(match op {
                    Compare::Equal => order.is_eq(),
                    Compare::NotEqual => order.is_ne(),
                    Compare::Less => order.is_lt(),
                    Compare::AtMost => order.is_le(),
                    Compare::Greater => order.is_gt(),
                    Compare::AtLeast => order.is_ge(),
                })
            }
            Kind::Within { value, low, high } => {
                let ends = [low, high].into_iter().flatten().map(|bound| bound.value.as_ref());
                let found = self.operands([value.as_ref()].into_iter().chain(ends), table, row)?;
                let mut found = found.iter();
                let own = found.next().ok_or(Halt::Gives(Sym::Unknown))?;
                let mut holds = true;
                for (bound, inside) in [(low, Ordering::Greater), (high, Ordering::Less)] {
                    let Some(bound) = bound else { continue };
                    let end = found.next().ok_or(Halt::Gives(Sym::Unknown))?;
                    let order = self.order_of(value.ty, own, end)?.ok_or(Halt::Gives(Sym::Unknown))?;
                    holds = holds && (order == inside || (bound.inclusive && order.is_eq()));
                }
                Ok(holds)
            }
            Kind::In { value, options } => {
                let found = self.operands([value.as_ref()].into_iter().chain(options), table, row)?;
                let mut found = found.iter();
                let own = found.next().ok_or(Halt::Gives(Sym::Unknown))?;
                let mut holds = false;
                for option in found {
                    holds = holds || self.order_of(value.ty, own, option)?.ok_or(Halt::Gives(Sym::Unknown))?.is_eq();
                }
                Ok(holds)
            }
            Kind::And(parts) => {
                for part in parts {
                    if !self.condition(part, table, row)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Kind::Or(parts) => {
                for part in parts {
                    if self.condition(part, table, row)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Kind::Not(inner) => Ok(!self.condition(inner, table, row)?),
            _ => Err(Halt::Gives(Sym::Unknown)),
        }
    }

    /// How two values of one type stand; options by their place in the choice. None where they cannot be compared.
    pub(super) fn order_of(&self, ty: Type, one: &Sym, two: &Sym) -> Found<Option<Ordering>> {
        Ok(match (one, two) {
            (Sym::Number(one), Sym::Number(two)) => Some(self.order(one, two)?),
            (Sym::Plain(Value::Date(one)), Sym::Plain(Value::Date(two))) => Some(one.cmp(two)),
            (Sym::Plain(Value::Flag(one)), Sym::Plain(Value::Flag(two))) => Some(one.cmp(two)),
            (Sym::Plain(Value::Text(one)), Sym::Plain(Value::Text(two))) => match ty {
                Type::Choice(choice) => {
                    let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
                    let rank = |name: &str| options.iter().position(|option| option.name == name);
                    rank(one).zip(rank(two)).map(|(one, two)| one.cmp(&two))
                }
                Type::Money
                | Type::Foreign(_)
                | Type::Percent
                | Type::Number
                | Type::Count
                | Type::Date
                | Type::Days
                | Type::Text
                | Type::Flag => Some(one.cmp(two)),
            },
            (Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault | Sym::Unknown, _) => None,
        })
    }

    /// Whether a number lies within two ends, either of which may be open.
    pub(super) fn within(
        &mut self,
        value: &super::function::Function,
        (low, high): (Option<&Bound>, Option<&Bound>),
        table: TableId,
        row: u32,
    ) -> Found<bool> {
        for (bound, inside) in [(low, Ordering::Greater), (high, Ordering::Less)] {
            let Some(bound) = bound else { continue };
            let end = self.needed(&bound.value, table, row)?;
            let order = self.order(value, &end)?;
            if order != inside && !(bound.inclusive && order.is_eq()) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
