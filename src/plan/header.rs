//! The header of the policy: what it must say, and what it may say only once.

use super::planner::{Node, Planner, text_of};
use super::problems::clauses as problems;
use super::problems::ranks;
use super::types::Ty;
use crate::diagnostic::catalogue;
use crate::plan::ir::{self, Figure};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, Item, Mark};
use crate::value::{Code, Number, Type};

impl<'a> Planner<'a> {
    /// Finds the one header. Without any there is nothing to plan for.
    pub(super) fn find_header(&mut self, files: &'a [ast::File]) {
        let headers: Vec<&'a ast::Policy> = files
            .iter()
            .flat_map(|file| &file.items)
            .filter_map(|item| if let Item::Policy(policy) = item { Some(policy) } else { None })
            .collect();
        match headers.as_slice() {
            [] => {
                if !self.broken_header {
                    let main = FileId(0);
                    self.report(problems::no_header(Span::new(main, 0, 0)));
                }
            }
            [first, rest @ ..] => {
                for other in rest {
                    self.report(problems::two_headers(first.span, other.span));
                }
                self.header = Some(first);
                self.check_header(first);
            }
        }
    }

    fn check_header(&mut self, header: &'a ast::Policy) {
        for (first, second) in &header.repeated {
            let line = self.sources.slice(*second);
            let figure = Figure::ALL.iter().map(|figure| figure.english()).find(|words| line.starts_with(words));
            let word = figure.or_else(|| line.split_whitespace().next()).unwrap_or(line).to_string();
            self.report(problems::line_twice(&word, *first, *second));
        }
        if header.period.is_none() && !self.header_lost("period") {
            self.report(problems::no_period(header.span));
        }
        if let Some(currency) = &header.currency
            && Code::named(&currency.text).is_none()
        {
            self.report(problems::no_such_currency(&currency.text, currency.span));
        }
        if let Some(effective) = &header.effective
            && effective.to < effective.from
        {
            self.report(problems::effective_backwards(effective.from, effective.to, effective.span));
        }
        if let Some(rounding) = &header.rounding {
            self.check_rounding_unit(rounding);
        }
        self.check_foreign_rounding(header);
        for (at, strategy) in header.strategies.iter().enumerate() {
            if let Some(before) = header.strategies.iter().take(at).find(|other| other.name.text == strategy.name.text) {
                let problem = super::problems::names::twice(&strategy.name.text, before.name.span, strategy.name.span);
                self.report(problem);
            }
        }
    }

    /// What amounts are rounded to is an amount above 0.
    pub(super) fn check_rounding_unit(&mut self, rounding: &'a ast::Rounding) {
        let unit = &rounding.unit;
        let wrong_mark = !matches!(unit.mark, Mark::Plain | Mark::Money);
        if unit.mark != Mark::Unread && (wrong_mark || unit.value <= Number::ZERO) {
            self.report(problems::money_rounding_unit(unit.span));
        } else if super::problems::units::like_decimals(&unit.value) {
            self.report(super::problems::units::decimals_for_unit(unit.span, self.sources.slice(unit.span)));
        }
    }

    /// An `allow` for a lint that is none would silence nothing.
    pub(super) fn check_allows(&mut self, files: &'a [ast::File]) {
        for allow in files.iter().flat_map(|file| &file.allows) {
            let said = allow.lint.text.as_str();
            if catalogue::lints().any(|page| page.name == said) {
                continue;
            }
            let by_code = catalogue::lints().find(|page| page.code == said).map(|page| page.name.to_string());
            let names: Vec<String> = catalogue::lints().map(|page| page.name.to_string()).collect();
            let guess = by_code.or_else(|| self.guess(said, &names));
            self.report(problems::unknown_lint(said, allow.lint.span, guess));
        }
    }

    /// What the rest of the policy asks of the header: a currency where there is money, a rounding where it pays.
    pub(super) fn check_header_needs(&mut self) {
        let Some(header) = self.header else { return };
        if header.currency.is_none()
            && !self.header_lost("currency")
            && let Some((name, span)) = self.first_money()
        {
            self.report(problems::no_currency(header.span, &name, span));
        }
        if header.rounding.is_some() || self.header_lost("rounding") {
            return;
        }
        if let Some(def) = self.payouts.first().and_then(|def| self.def(*def)) {
            let (name, place) = (def.name.clone(), def.place);
            self.report(problems::no_rounding(header.span, &name, place));
        } else if let Some(pool) = self.pools.first() {
            self.report(ranks::pool_without_rounding(header.span, *pool));
        }
    }

    /// The first name that is an amount of money.
    fn first_money(&self) -> Option<(String, Span)> {
        let money = |node: Node| self.type_of(node) == Ty::Is(Type::Money);
        let defs = (0..self.defs.len()).map(|at| Node::Def(ir::DefId(super::planner::number(at))));
        let params = (0..self.params.len()).map(|at| Node::Param(ir::ParamId(super::planner::number(at))));
        let lookups = (0..self.lookups.len()).map(|at| Node::Lookup(ir::LookupId(super::planner::number(at))));
        defs.chain(params).chain(lookups).find(|node| money(*node)).map(|node| self.label_of(node))
    }

    pub(super) fn rounding(&self) -> Option<ir::Rounding> {
        let rounding = self.header?.rounding.as_ref()?;
        Some(ir::Rounding { unit: rounding.unit.value.clone(), mode: rounding.mode, span: rounding.span })
    }

    pub(super) fn strategies(&self) -> Vec<(String, String)> {
        let header = self.header.map_or(&[][..], |header| header.strategies.as_slice());
        header.iter().map(|strategy| (strategy.name.text.clone(), strategy.title.text.clone())).collect()
    }

    pub(super) fn purpose(&self) -> Option<String> {
        self.header.and_then(|header| text_of(header.purpose.as_ref()))
    }

    pub(super) fn header_texts(&self) -> (String, Option<String>, Option<String>) {
        match self.header {
            Some(header) => (header.title.text.clone(), text_of(header.version.as_ref()), text_of(header.owner.as_ref())),
            None => (String::new(), None, None),
        }
    }
}
