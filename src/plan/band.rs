//! Bands: the lines brought to one unit, missing ends filled in, what each line gives.

use super::context::Ctx;
use super::planner::{Planner, Shape};
use super::problems::{names, rules, units};
use super::shapes;
use super::types::{Joint, Ty, Typed};
use crate::plan::ir::{self, BandResult, Bound, Kind, Neighbour};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Number, Type, Value, show};

/// Which result of each line is meant.
#[derive(Clone, Copy)]
pub(super) enum Pick<'n> {
    /// The one value of the line.
    Value,
    /// One of the line's columns.
    Column(&'n str),
}

/// What stands on a line before its ends are known.
pub(super) struct Line<'a> {
    pub low: Option<&'a ast::Bound>,
    pub high: Option<&'a ast::Bound>,
    pub span: Span,
    pub label: String,
}

/// Ends as written: nothing where the line leaves one out.
pub(super) type Written = (Option<Bound>, Option<Bound>);

/// How a number of a type reads on a number line: every digit.
pub(super) fn show_exact(number: &Number, ty: Type) -> String {
    match ty {
        Type::Percent => {
            number.mul(&Number::from_i64(100)).map_or_else(|_| show::exact(number), |points| format!("{}%", show::exact(&points)))
        }
        Type::Money
        | Type::Foreign(_)
        | Type::Number
        | Type::Count
        | Type::Days
        | Type::Date
        | Type::Text
        | Type::Flag
        | Type::Choice(_) => show::exact(number),
    }
}

impl<'a> Planner<'a> {
    /// Bands in an expression.
    pub(super) fn bands(&mut self, ast: &'a ast::Bands, ctx: &Ctx, want: Option<Type>) -> Typed {
        self.bands_picked(ast, Pick::Value, ctx, want)
    }

    /// Bands with their own `on`.
    pub(super) fn bands_picked(&mut self, ast: &'a ast::Bands, pick: Pick<'_>, ctx: &Ctx, want: Option<Type>) -> Typed {
        match &ast.on {
            Some(on) => {
                let on = self.expr(on, ctx, None);
                self.bands_on(ast, on, pick, ctx, want)
            }
            None => {
                self.report(rules::on_missing(ast.span));
                self.poison(ast.span)
            }
        }
    }

    pub(super) fn bands_on(&mut self, ast: &'a ast::Bands, on: Typed, pick: Pick<'_>, ctx: &Ctx, want: Option<Type>) -> Typed {
        let lines: Vec<Line<'a>> = ast
            .lines
            .iter()
            .map(|line| Line { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span, label: self.result_label(&line.result) })
            .collect();
        let known = on.ty != Ty::Unknown;
        let (on, ends, on_type) = self.ends(on, &lines, ctx);
        let mut items = Vec::new();
        let mut broken = false;
        for line in &ast.lines {
            broken |= !self.results_of(line, pick, ctx, want, &mut items);
        }
        let (exprs, ty) = self.unify(items, want, Joint::Results);
        let mut domain = if known { self.domain(&on) } else { open_domain() };
        if ast.whole.is_some() || on_type == Some(Type::Count) {
            domain.integers = shapes::Integers::Yes;
        }
        // What the other lines leave open may have been covered by a line that could not be read.
        let whole = on_type.filter(|_| !self.lost(ast.span));
        let filled = whole.and_then(|ty| self.fill(ty, &lines, ends, &domain, ast.span));
        let Some(filled) = filled.filter(|_| !broken) else {
            return self.typed(
                Kind::Literal(Value::Number(Number::ZERO)),
                if whole.is_none() { Ty::Unknown } else { silent(ty) },
                ast.span,
            );
        };
        let mut exprs = exprs.into_iter();
        let mut done = Vec::with_capacity(ast.lines.len());
        for (line, (low, high)) in ast.lines.iter().zip(filled) {
            let Some(result) = result_of(line, pick, &mut exprs) else { return self.poison(ast.span) };
            done.push(ir::BandLine { low, high, result, span: line.span });
        }
        if self.descends(&done.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect::<Vec<_>>()) {
            done.reverse();
        }
        self.check_linear(&mut done, ty);
        self.typed(Kind::Bands(Box::new(ir::Bands { on, lines: done })), ty, ast.span)
    }

    /// Brings `on` and all ends to one unit. The type is absent where something is wrong with it.
    pub(super) fn ends(&mut self, on: Typed, lines: &[Line<'a>], ctx: &Ctx) -> (ir::Expr, Vec<Written>, Option<Type>) {
        let hint = on.ty.known();
        let on_span = on.expr.span;
        // What is wrong with `on` has been said; the ends are judged without it.
        let (on, lost) = if on.ty == Ty::Unknown { (None, Some(on.expr)) } else { (Some(on), None) };
        let mut items: Vec<Typed> = on.into_iter().collect();
        for line in lines {
            items.extend(line.low.map(|bound| self.expr(&bound.value, ctx, hint)));
            items.extend(line.high.map(|bound| self.expr(&bound.value, ctx, hint)));
        }
        let before = self.problems.len();
        let wrong = items.iter().any(|item| item.ty == Ty::Unknown);
        let (exprs, ty) = self.unify(items, None, Joint::Compare);
        let wrong = wrong || self.problems.len() > before;
        let exprs: Vec<ir::Expr> = exprs.into_iter().map(|expr| self.settle(Typed { expr, ty }).0).collect();
        let mut exprs = exprs.into_iter();
        let on = lost.or_else(|| exprs.next());
        let mut end = |bound: Option<&ast::Bound>| {
            let bound = bound?;
            Some((bound.inclusive, exprs.next()?))
        };
        let raw: Vec<_> = lines.iter().map(|line| (end(line.low), end(line.high))).collect();
        let fold = |end: Option<(bool, ir::Expr)>| end.map(|(inclusive, value)| Bound { inclusive, value: Box::new(self.fold(value)) });
        let ends = raw.into_iter().map(|(low, high)| (fold(low), fold(high))).collect();
        let on = match on {
            Some(on) => on,
            None => self.poison(on_span).expr,
        };
        let ty = match ty.likely() {
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_) | Type::Date)) => {
                self.report(units::not_a_number(on_span, &units::type_words(found)));
                None
            }
            Some(found) if !wrong => Some(found),
            Some(_) | None => None,
        };
        (on, ends, ty)
    }

    /// The ends filled in and checked for gaps and overlaps.
    pub(super) fn fill(
        &mut self,
        ty: Type,
        lines: &[Line<'a>],
        ends: Vec<Written>,
        domain: &shapes::Domain,
        head: Span,
    ) -> Option<Vec<Written>> {
        let given = lines
            .iter()
            .zip(ends)
            .map(|(line, (low, high))| shapes::Ends { low, high, span: line.span, label: line.label.clone() })
            .collect();
        shapes::bands(given, domain, &|number| show_exact(number, ty), head, &mut self.problems)
    }

    /// Whether lines with filled ends go from high to low.
    pub(super) fn descends(&self, lines: &[(Option<&Bound>, Option<&Bound>)]) -> bool {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
        if lines.len() < 2 {
            return false;
        }
        let number = |bound: Option<&Bound>| bound.and_then(|bound| self.constant_number(&bound.value, None));
        match (number(first.0).or(number(first.1)), number(last.0).or(number(last.1))) {
            (Some(one), Some(two)) if one != two => one > two,
            (_, _) => (first.1.is_none() && first.0.is_some()) || (last.0.is_none() && last.1.is_some()),
        }
    }

    /// What a line gives, in the order [`result_of`] takes it. False where the line cannot be used this way; said so.
    fn results_of(&mut self, line: &'a ast::BandLine, pick: Pick<'_>, ctx: &Ctx, want: Option<Type>, items: &mut Vec<Typed>) -> bool {
        match (&line.result, pick) {
            (ast::BandResult::Value(amount), Pick::Value) => items.push(self.amount(amount, ctx, want)),
            (ast::BandResult::Linear { from, to }, Pick::Value) => {
                items.push(self.expr(from, ctx, want));
                items.push(self.expr(to, ctx, want));
            }
            (ast::BandResult::LinearOnward | ast::BandResult::Refuse(_), _) => {}
            (ast::BandResult::Columns(pairs), Pick::Column(name)) => match pairs.iter().find(|pair| pair.name.text == name) {
                Some(pair) => items.push(self.expr(&pair.value, ctx, want)),
                None => return false,
            },
            (ast::BandResult::Columns(pairs), Pick::Value) => {
                let columns: Vec<String> = pairs.iter().map(|pair| pair.name.text.clone()).collect();
                self.report(rules::columns_in_place(line.span, &columns));
                return false;
            }
            (ast::BandResult::Value(_) | ast::BandResult::Linear { .. }, Pick::Column(_)) => return false,
        }
        true
    }

    fn result_label(&self, result: &ast::BandResult) -> String {
        match result {
            ast::BandResult::Value(amount) => self.sources.slice(amount.span).to_string(),
            ast::BandResult::Linear { from, to } => self.sources.slice(from.span.join(to.span)).to_string(),
            ast::BandResult::LinearOnward => "…".to_string(),
            ast::BandResult::Refuse(reason) => reason.text.clone(),
            ast::BandResult::Columns(pairs) => match (pairs.first(), pairs.last()) {
                (Some(first), Some(last)) => self.sources.slice(first.name.span.join(last.value.span)).to_string(),
                (Some(_) | None, Some(_) | None) => String::new(),
            },
        }
    }

    /// A straight line needs both ends, one that goes on needs a straight line beside it.
    fn check_linear(&mut self, lines: &mut [ir::BandLine], ty: Ty) {
        let straight: Vec<bool> = lines.iter().map(|line| matches!(line.result, BandResult::Linear { .. })).collect();
        for (at, line) in lines.iter_mut().enumerate() {
            match &mut line.result {
                BandResult::Linear { from, .. } => {
                    if let Some(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) = ty.likely() {
                        self.problems.push(units::not_a_number(from.span, &units::type_words(found)));
                    } else if line.low.is_none() || line.high.is_none() {
                        self.problems.push(rules::open_line(line.span));
                    }
                }
                BandResult::Onward { along } => {
                    let before = at.checked_sub(1).and_then(|before| straight.get(before)).copied().unwrap_or(false);
                    let after = straight.get(at.saturating_add(1)).copied().unwrap_or(false);
                    match (before, after) {
                        (true, true | false) => *along = Neighbour::Before,
                        (false, true) => *along = Neighbour::After,
                        (false, false) => self.problems.push(rules::onward_alone(line.span)),
                    }
                }
                BandResult::Value(_) | BandResult::Refuse(_) => {}
            }
        }
    }

    /// `standard on sales`, `curve on attainment`.
    pub(super) fn use_shape(
        &mut self,
        name: &ast::Name,
        value: &'a ast::Expr,
        starting: Option<&'a ast::Expr>,
        ctx: &Ctx,
        want: Option<Type>,
        span: Span,
    ) -> Typed {
        let Some((at, place)) = self.names.shapes.get(&name.text).copied() else {
            if !self.lost_name_of(&["tiers", "bands"], &name.text) {
                let own = self.names.people.get(&name.text).map(|(_, place)| *place);
                let known: Vec<String> = self.names.shapes.keys().cloned().collect();
                let problem = match own {
                    Some(place) => rules::has_own_on(&name.text, span, place),
                    None => names::unknown(&name.text, name.span, self.guess(&name.text, &known)),
                };
                self.report(problem);
            }
            return self.poison(span);
        };
        self.used_shapes.insert(at);
        let on = self.expr(value, ctx, None);
        // What the lines read is read where they are used, but a KPI's own words belong to the clause around.
        let inner = Ctx { own: None, ..ctx.clone() };
        match self.shapes.get(at).copied() {
            Some(Shape::Bands(bands)) => {
                if let Some(starting) = starting {
                    self.report(rules::starting_needs_tiers(starting.span, &name.text, place));
                }
                self.bands_on(&bands.bands, on, Pick::Value, &inner, want)
            }
            Some(Shape::Tiers(tiers)) => {
                let starting = starting.map(|starting| self.expr(starting, ctx, on.ty.known()));
                self.tiers_on(&tiers.tiers, on, starting, &inner, want)
            }
            None => self.poison(span),
        }
    }

    /// Bands and tiers nobody uses are checked all the same.
    pub(super) fn check_unused_shapes(&mut self) {
        for at in 0..self.shapes.len() {
            if self.used_shapes.contains(&at) {
                continue;
            }
            let ctx = Ctx { slices: super::context::Slices::Ignore, ..Ctx::people(super::planner::Node::Clause) };
            match self.shapes.get(at).copied() {
                Some(Shape::Bands(bands)) => {
                    let on = self.poison(bands.name.span);
                    self.bands_on(&bands.bands, on, Pick::Value, &ctx, None);
                }
                Some(Shape::Tiers(tiers)) => {
                    let on = self.poison(tiers.name.span);
                    self.tiers_on(&tiers.tiers, on, None, &ctx, None);
                }
                None => {}
            }
        }
    }
}

pub(super) fn open_domain() -> shapes::Domain {
    shapes::Domain { low: None, high: None, integers: shapes::Integers::No }
}

/// A type that may be read on, but of a value that will never be computed.
fn silent(ty: Ty) -> Ty {
    match ty {
        Ty::Is(_) => ty,
        Ty::Unknown | Ty::Flexible(_) | Ty::Quote => Ty::Unknown,
    }
}

/// Takes a line's results back, in the order they were given out.
fn result_of(line: &ast::BandLine, pick: Pick<'_>, exprs: &mut impl Iterator<Item = ir::Expr>) -> Option<BandResult> {
    Some(match (&line.result, pick) {
        (ast::BandResult::Value(_) | ast::BandResult::Columns(_), Pick::Value | Pick::Column(_)) => BandResult::Value(exprs.next()?),
        (ast::BandResult::Linear { .. }, Pick::Value | Pick::Column(_)) => {
            let (from, to) = (exprs.next()?, exprs.next()?);
            BandResult::Linear { from, to }
        }
        (ast::BandResult::LinearOnward, Pick::Value | Pick::Column(_)) => BandResult::Onward { along: Neighbour::Before },
        (ast::BandResult::Refuse(reason), Pick::Value | Pick::Column(_)) => BandResult::Refuse(reason.text.clone()),
    })
}
