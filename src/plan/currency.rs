//! Currencies: which one an amount is in, the rates between them, and conversions.

use super::context::Ctx;
use super::planner::{Node, ParamInfo, Planner, State, number};
use super::problems::{currencies as problems, names, units};
use super::types::{Ty, Typed};
use crate::plan::ir::{self, Kind, ParamId, ParamKind};
use crate::source::Span;
use crate::syntax::ast::{self, Factor};
use crate::value::{Code, Number, Type, Value};

/// A rate between two currencies, and where it is declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    pub from: Code,
    pub to: Code,
    pub param: ParamId,
    pub place: Span,
}

impl<'a> Planner<'a> {
    /// The currency of the header.
    pub(super) fn home(&self) -> Option<Code> {
        Code::named(&self.header?.currency.as_ref()?.text)
    }

    /// The type of amounts in a currency; without one it is the header's.
    pub(super) fn money_in(&self, currency: Option<&ast::Name>) -> Type {
        match currency.and_then(|name| Code::parse(&name.text)) {
            Some(code) if Some(code) != self.home() => Type::Foreign(code),
            Some(_) | None => Type::Money,
        }
    }

    /// The currency of an amount, for messages.
    pub(super) fn code_of(&self, ty: Type) -> Option<Code> {
        match ty {
            Type::Money => self.home(),
            Type::Foreign(code) => Some(code),
            Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => None,
        }
    }

    pub(super) fn declare_exchange(&mut self, ast: &'a ast::Exchange) {
        let (Some(from), Some(to)) = (Code::parse(&ast.from.text), Code::parse(&ast.to.text)) else { return };
        if from == to {
            self.report(problems::rate_to_itself(from, ast.rate.name.span));
        }
        if let Some(before) = self.rates.iter().find(|rate| (rate.from, rate.to) == (from, to)) {
            let place = before.place;
            self.report(names::twice(&ast.rate.name.text, place, ast.rate.name.span));
        }
        let param = ParamId(number(self.params.len()));
        let kind = ParamKind::Rate { from, to };
        self.params.push(ParamInfo {
            ast: &ast.rate,
            kind,
            state: State::Waiting,
            ty: Ty::Unknown,
            values: Vec::new(),
            at_all_times: Vec::new(),
        });
        self.rates.push(Rate { from, to, param, place: ast.rate.name.span });
    }

    /// A rate at or below 0 is none.
    pub(super) fn check_exchange_rates(&mut self) {
        let params: Vec<ParamId> = self.rates.iter().map(|rate| rate.param).collect();
        let values = params.iter().filter_map(|param| self.param(*param)).flat_map(|param| &param.values);
        let wrong: Vec<Span> = values
            .filter(|value| !self.poisoned.contains(&value.value.id))
            .filter(|value| self.constant_number(&value.value, value.from).is_some_and(|rate| rate <= Number::ZERO))
            .map(|value| value.value.span)
            .collect();
        for span in wrong {
            self.report(problems::rate_not_positive(span));
        }
    }

    /// `x in CNY as of d`: the amount times the rate of that day.
    pub(super) fn convert(&mut self, ast: &'a ast::Conversion, ctx: &Ctx, span: Span) -> Typed {
        let value = self.expr(&ast.value, ctx, None);
        let on = ast.as_of.as_ref().map(|day| self.expect(day, ctx, Type::Date, &units::rate_day()));
        let to = self.money_in(Some(&ast.to));
        let found = match value.ty {
            Ty::Unknown => return self.poison(span),
            Ty::Is(found) if found.is_money() => found,
            Ty::Flexible(Type::Percent) | Ty::Is(_) | Ty::Quote => {
                let words = units::type_words(value.ty.likely().unwrap_or(Type::Number));
                self.report(problems::not_an_amount(value.expr.span, &words, &ast.to.text));
                return self.poison(span);
            }
            Ty::Flexible(_) => {
                let written = self.written(&value.expr).text;
                self.report(problems::amount_of_which(value.expr.span, &written, ast.behind));
                return self.poison(span);
            }
        };
        if found == to {
            self.report(problems::already_in(&ast.to.text, ast.behind));
            return value;
        }
        let (Some(from), Some(target)) = (self.code_of(found), self.code_of(to)) else { return self.poison(span) };
        let Some(rate) = self.rates.iter().find(|rate| (rate.from, rate.to) == (from, target)).copied() else {
            if !self.broken_rates {
                let reverse = self.rates.iter().find(|rate| (rate.from, rate.to) == (target, from)).map(|rate| rate.place);
                self.report(problems::no_rate(from, target, span, reverse));
            }
            return self.poison(span);
        };
        self.need(Node::Param(rate.param));
        self.note_read(ctx.node, Node::Param(rate.param), ast.behind);
        let kind = match on {
            Some(on) => Kind::ParamOn { param: rate.param, on: Box::new(on) },
            None => Kind::Param(rate.param),
        };
        let factor = self.make(kind, Type::Number, ast.behind);
        let product = Kind::Product(vec![(Factor::Times, value.expr), (Factor::Times, factor)]);
        let converted = self.typed(product, Ty::Is(to), span);
        self.rounded_as(converted, to, span)
    }

    /// An amount converted into a currency is rounded where the header says how.
    fn rounded_as(&mut self, converted: Typed, to: Type, span: Span) -> Typed {
        let Type::Foreign(code) = to else { return converted };
        let foreign = self.header.map_or(&[][..], |header| header.foreign.as_slice());
        let Some(said) = foreign.iter().find(|foreign| foreign.currency.text == code.as_str()) else { return converted };
        let unit = self.make(Kind::Literal(Value::Number(said.rounding.unit.value.clone())), to, said.rounding.span);
        let kind = Kind::Round { value: Box::new(converted.expr), unit: Box::new(unit), mode: said.rounding.mode };
        self.typed(kind, Ty::Is(to), span)
    }

    /// What the header says of rounding other currencies.
    pub(super) fn check_foreign_rounding(&mut self, header: &'a ast::Policy) {
        for (at, foreign) in header.foreign.iter().enumerate() {
            let code = foreign.currency.text.as_str();
            if Code::parse(code) == self.home_of(header) {
                self.report(problems::rounding_of_home(code, foreign.currency.span));
            }
            if let Some(before) = header.foreign.iter().take(at).find(|before| before.currency.text == code) {
                self.report(problems::rounding_twice(code, before.rounding.span, foreign.rounding.span));
            }
            self.check_rounding_unit(&foreign.rounding);
        }
    }

    fn home_of(&self, header: &ast::Policy) -> Option<Code> {
        Code::named(&header.currency.as_ref()?.text)
    }

    pub(super) fn foreign_rounding(&self) -> Vec<ir::ForeignRounding> {
        let foreign = self.header.map_or(&[][..], |header| header.foreign.as_slice());
        let rounding = |said: &ast::Rounding| ir::Rounding { unit: said.unit.value.clone(), mode: said.mode, span: said.span };
        foreign
            .iter()
            .filter_map(|said| {
                Some(ir::ForeignRounding { currency: Code::parse(&said.currency.text)?, rounding: rounding(&said.rounding) })
            })
            .collect()
    }
}
