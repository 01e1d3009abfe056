//! A param's value on another day: `rate as of hired`.

use crate::plan::context::{Ctx, Within};
use crate::plan::ir::{self, Kind, ParamId};
use crate::plan::planner::{Node, Planner, Value};
use crate::plan::problems::changes as problems;
use crate::plan::problems::units;
use crate::plan::types::Typed;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::value::Type;

impl<'a> Planner<'a> {
    pub(super) fn as_of(&mut self, of: &'a ast::Expr, day: &'a ast::Expr, ctx: &Ctx, span: Span) -> Typed {
        let day_expr = self.expect(day, ctx, Type::Date, &units::as_of());
        let Some(param) = self.param_named(of, ctx) else { return self.poison(span) };
        let node = Node::Param(param);
        self.note_read(ctx.node, node, of.span);
        self.need(node);
        if let Some(other) = self.dated_inside(param) {
            let ((name, _), (inner, place)) = (self.label_of(node), self.label_of(Node::Param(other)));
            self.report(problems::as_of_dated(&name, of.span, (&inner, place)));
            return self.poison(span);
        }
        let ty = self.type_of(node);
        self.typed(Kind::ParamOn { param, on: Box::new(day_expr) }, ty, span)
    }

    /// The param that an expression names; what it is else has been said.
    fn param_named(&mut self, of: &'a ast::Expr, ctx: &Ctx) -> Option<ParamId> {
        if let ExprKind::Name(path) = &of.kind
            && let [single] = path.parts.as_slice()
            && let Some((Value::Param(param), _)) = self.names.people.get(&single.text)
        {
            return Some(*param);
        }
        let said = self.problems.len();
        // Somebody's value, in whose place a name that is not known is reported as any other.
        let inner = Ctx { within: Within::Rows, ..ctx.clone() };
        self.expr(of, &inner, None);
        if self.problems.len() == said {
            self.report(problems::as_of_what(of.span));
        }
        None
    }

    /// Another param with several values that the values of one rest on: it would not be that of the day.
    fn dated_inside(&self, param: ParamId) -> Option<ParamId> {
        let info = self.param(param)?;
        let values = info.values.iter().chain(&info.at_all_times);
        let read = values.flat_map(|value| ir::walk::all(&value.value)).filter_map(|expr| match expr.kind {
            Kind::Param(id) => Some(id),
            _ => None,
        });
        let mut read = read.collect::<Vec<ParamId>>().into_iter();
        read.find(|id| self.param(*id).is_some_and(|param| param.values.len() > 1 || !param.at_all_times.is_empty()))
    }
}
