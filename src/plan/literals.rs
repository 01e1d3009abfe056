//! Numbers as written, and what the mark behind them says.

use super::planner::Planner;
use super::problems::units;
use super::types::{Ty, Typed};
use crate::plan::ir::Kind;
use crate::syntax::ast::{Literal, Mark};
use crate::value::{Number, Type, Value};

impl Planner<'_> {
    pub fn number_literal(&mut self, literal: &Literal) -> Typed {
        let Some(ty) = type_of_mark(literal.mark) else { return self.poison(literal.span) };
        if literal.mark == Mark::Count && (!literal.value.is_integer() || literal.value.is_negative()) {
            self.report(units::broken_count(literal.span));
            return self.poison(literal.span);
        }
        self.typed(Kind::Literal(Value::Number(literal.value.clone())), ty, literal.span)
    }

    /// The number of a literal that must be a plain one: a level of a rubric.
    pub fn plain_literal(&mut self, literal: &Literal) -> Option<Number> {
        match literal.mark {
            Mark::Plain | Mark::Points | Mark::Count => Some(literal.value.clone()),
            Mark::Percent | Mark::Money | Mark::Days => {
                let typed = self.number_literal(literal);
                self.coerce(typed, Type::Number, &units::rubric_level());
                None
            }
            Mark::Unread => None,
        }
    }
}

/// What a mark says; a number without one takes the type its place needs, one that could not be read has none.
fn type_of_mark(mark: Mark) -> Option<Ty> {
    match mark {
        Mark::Plain => Some(Ty::Flexible(Type::Number)),
        Mark::Percent => Some(Ty::Is(Type::Percent)),
        Mark::Money => Some(Ty::Is(Type::Money)),
        Mark::Points => Some(Ty::Is(Type::Number)),
        Mark::Days => Some(Ty::Is(Type::Days)),
        Mark::Count => Some(Ty::Is(Type::Count)),
        Mark::Unread => None,
    }
}
