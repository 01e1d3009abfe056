//! Means that leave out extremes, and means of several kinds of raters.

use crate::plan::context::Ctx;
use crate::plan::ir::{self, DefId, Group};
use crate::plan::planner::{Node, Planner};
use crate::plan::problems::{means, names};
use crate::plan::types::Ty;
use crate::source::Span;
use crate::syntax::ast::{self, AggregateFunction};
use crate::value::{Number, Type, Value};

impl<'a> Planner<'a> {
    /// The extremes a mean leaves out, where they leave something.
    pub(super) fn trim(&mut self, ast: Option<&'a ast::Trim>) -> Option<ir::Trim> {
        let ast = ast?;
        let whole = |number: &Number| number.to_i64().and_then(|number| u32::try_from(number).ok());
        let (Some(high), Some(low), Some(at_least)) = (whole(&ast.high), whole(&ast.low), whole(&ast.at_least)) else {
            self.report(means::not_whole(ast.span));
            return None;
        };
        let dropped = high.saturating_add(low);
        if dropped == 0 || at_least <= dropped {
            self.report(means::nothing_left(ast.span, dropped, at_least));
            return None;
        }
        Some(ir::Trim { high, low, at_least, span: ast.span })
    }

    /// The kinds of raters with their weights, which are those of a choice column of the rows, each once.
    pub(super) fn rated(&mut self, ast: &'a ast::Aggregate, group: Group, ctx: &Ctx) -> Option<ir::Rated> {
        let rated = ast.rated.as_deref()?;
        let (Group::Child(table), AggregateFunction::Average) = (group, ast.function) else {
            self.report(means::not_rated(rated.span));
            return None;
        };
        let Some(by) = self.column(table, &rated.by.text) else {
            if !self.lost_name_in(self.block_of(table), &rated.by.text) {
                let guess = self.guess(&rated.by.text, &self.columns_of(table));
                self.report(names::unknown_column(&rated.by.text, rated.by.span, guess));
            }
            return None;
        };
        let Ty::Is(Type::Choice(choice)) = self.type_of(Node::Def(by)) else {
            if self.type_of(Node::Def(by)) != Ty::Unknown {
                let (_, place) = self.label_of(Node::Def(by));
                self.report(means::not_a_choice(&rated.by.text, rated.by.span, place));
            }
            return None;
        };
        self.note_read(ctx.node, Node::Def(by), rated.by.span);
        let options = self.options(choice).to_vec();
        let kinds = self.rated_kinds(rated, &options)?;
        let lacking: Vec<String> = options
            .iter()
            .filter(|option| !kinds.iter().any(|kind| kind.option == option.name))
            .map(|option| option.name.clone())
            .collect();
        if !lacking.is_empty() {
            self.report(means::kinds_lack(&lacking, rated.span, self.place_of(by)));
            return None;
        }
        let sum = kinds.iter().try_fold(Number::ZERO, |sum, kind| sum.add(&kind.weight).ok())?;
        if sum != Number::ONE {
            self.report(means::weights(rated.span, &sum));
            return None;
        }
        Some(ir::Rated { by, kinds, missing: rated.missing, span: rated.span })
    }

    fn place_of(&self, def: DefId) -> Span {
        self.label_of(Node::Def(def)).1
    }

    /// The lines of the block; nothing where one is wrong.
    fn rated_kinds(&mut self, rated: &'a ast::Rated, options: &[ir::ChoiceOption]) -> Option<Vec<ir::RatedKind>> {
        let mut kinds: Vec<ir::RatedKind> = Vec::with_capacity(rated.kinds.len());
        let (mut wrong, before) = (false, self.problems.len());
        for line in &rated.kinds {
            let text = &line.option.text;
            let Some(option) = options.iter().find(|option| option.name == *text || option.also.contains(text)) else {
                let known: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
                self.report(means::unknown_kind(text, line.option.span, &known));
                wrong = true;
                continue;
            };
            if let Some(before) = kinds.iter().find(|kind| kind.option == option.name) {
                self.report(names::twice(text, before.span, line.option.span));
                wrong = true;
                continue;
            }
            let weight = self.constant_as(&line.weight, Type::Percent, &means::weight_of(text), &Ctx::constant(Node::Clause));
            match weight {
                Some(Value::Number(weight)) if !weight.is_negative() => {
                    kinds.push(ir::RatedKind { option: option.name.clone(), weight, span: line.option.span.join(line.weight.span) });
                }
                Some(Value::Number(_)) => {
                    self.report(means::negative_weight(text, line.weight.span));
                    wrong = true;
                }
                Some(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | None => wrong = true,
            }
        }
        (!wrong && self.problems.len() == before).then_some(kinds)
    }
}
