//! Numbers as written, and what the mark behind them says.

use super::planner::Planner;
use super::problems::units;
use super::types::{Ty, Typed};
use crate::plan::ir::Kind;
use crate::syntax::ast::{Literal, Mark};
use crate::value::{Number, Type, Value};

impl Planner<'_> {
    pub fn number_literal(&mut self, literal: &Literal) -> Typed {
        if literal.mark == Mark::Count && (!literal.value.is_integer() || literal.value.is_negative()) {
            self.report(units::broken_count(literal.span));
            return self.poison(literal.span);
        }
        self.typed(Kind::Literal(Value::Number(literal.value.clone())), type_of_mark(literal.mark), literal.span)
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
        }
    }
}

/// What a mark says; a number without one takes the type its place needs.
fn type_of_mark(mark: Mark) -> Ty {
    match mark {
        Mark::Plain => Ty::Flexible(Type::Number),
        Mark::Percent => Ty::Is(Type::Percent),
        Mark::Money => Ty::Is(Type::Money),
        Mark::Points => Ty::Is(Type::Number),
        Mark::Days => Ty::Is(Type::Days),
        Mark::Count => Ty::Is(Type::Count),
    }
}
