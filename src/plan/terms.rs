//! A payout with terms: what it earns, and what a guarantee, a draw and a deferral make of that.
//!
//! Each is a value of its own with a name behind the payout's (`commission.earned`), worked out from the others by sums, so that whoever
//! asks why sees every step. What is paid is
//! `earned + guaranteed + advanced - recovered`, of a deferral `due - held + released`.

use super::context::Ctx;
use super::planner::{Dotted, Node, Origin, Planner, Value as Named};
use super::problems::{history as problems, units};
use super::region::Region;
use super::scope::Fresh;
use super::types::{Ty, Typed};
use crate::plan::ir::{self, DefId, Gaps, Kind, LastPeriod, PEOPLE, PaySign, Released, Role, TermPart, Worth};
use crate::source::Span;
use crate::syntax::ast::{self, Factor, Sign};
use crate::value::{Number, Type, Value};

/// The parts of one payout with terms.
pub(super) struct TermsInfo<'a> {
    pub ast: &'a ast::Payout,
    pub parts: Vec<(TermPart, DefId)>,
}

impl TermsInfo<'_> {
    pub fn get(&self, part: TermPart) -> Option<DefId> {
        self.parts.iter().find(|(other, _)| *other == part).map(|(_, def)| *def)
    }
}

impl<'a> Planner<'a> {
    /// Enters the parts of a payout that has terms.
    pub(super) fn declare_terms(&mut self, ast: &'a ast::Payout) {
        let terms = &ast.terms;
        if terms.are_none() {
            return;
        }
        let recovered = terms.draw.as_ref().filter(|draw| draw.recovery.is_some()).map(|draw| draw.span);
        let draw = terms.draw.as_ref().map(|draw| draw.span);
        let deferral = terms.deferral.as_ref().map(|deferral| deferral.span);
        let wanted = [
            (TermPart::Earned, Some(ast.span)),
            (TermPart::Guaranteed, terms.guarantee.as_ref().map(|guarantee| guarantee.span)),
            (TermPart::Advanced, draw),
            (TermPart::Recovered, recovered),
            (TermPart::Balance, recovered),
            (TermPart::Due, deferral),
            (TermPart::Held, deferral),
            (TermPart::Released, deferral),
            (TermPart::Deferred, deferral),
        ];
        let at = self.terms.len();
        let mut parts = Vec::new();
        for (part, span) in wanted {
            let Some(span) = span else { continue };
            let def = self.fresh(Fresh {
                name: format!("{}.{}", ast.name.text, part.english()),
                title: None,
                table: PEOPLE,
                role: Role::Term(part),
                because: None,
                span,
                place: if part == TermPart::Earned { ast.name.span } else { span },
                origin: Origin::Term(at, part),
            });
            parts.push((part, def));
        }
        self.terms.push(TermsInfo { ast, parts });
        self.declare_dotted(&ast.name, Dotted::Payout(at));
        self.check_deferral(ast);
    }

    fn check_deferral(&mut self, ast: &'a ast::Payout) {
        let recovery = ast.terms.draw.as_ref().and_then(|draw| draw.recovery.as_ref());
        let deferred = ast.terms.deferral.as_ref().map(|deferral| &deferral.share);
        for share in recovery.into_iter().chain(deferred) {
            // A deferral of nothing pays out what waits.
            let no_part = |literal: &ast::Literal| literal.value.is_zero() && recovery.is_some_and(|back| std::ptr::eq(back, share));
            if let ast::ExprKind::Number(literal) = &share.kind
                && (literal.mark != ast::Mark::Percent || literal.value.is_negative() || no_part(literal) || literal.value > Number::ONE)
            {
                self.report(problems::share_of_pay(share.span));
            }
        }
    }

    /// The number of a payout's terms, where it has any.
    pub(super) fn terms_of(&self, ast: &ast::Payout) -> Option<usize> {
        self.terms.iter().position(|terms| std::ptr::eq(terms.ast, ast))
    }

    /// What a payout with terms pays.
    pub(super) fn paid_by_terms(&mut self, at: usize, ctx: &Ctx) -> ir::Expr {
        let span = self.terms.get(at).map_or(Span::default(), |terms| terms.ast.span);
        let due = self.term(at, TermPart::Due, ctx);
        let terms = match due {
            Some(due) => vec![
                Some((Sign::Plus, due)),
                self.term(at, TermPart::Held, ctx).map(|held| (Sign::Minus, held)),
                self.term(at, TermPart::Released, ctx).map(|released| (Sign::Plus, released)),
            ],
            None => self.before_deferral(at, ctx),
        };
        self.money(Kind::Sum(terms.into_iter().flatten().collect()), span)
    }

    fn before_deferral(&mut self, at: usize, ctx: &Ctx) -> Vec<Option<(Sign, ir::Expr)>> {
        let parts = [
            (TermPart::Earned, Sign::Plus),
            (TermPart::Guaranteed, Sign::Plus),
            (TermPart::Advanced, Sign::Plus),
            (TermPart::Recovered, Sign::Minus),
        ];
        parts.into_iter().map(|(part, sign)| self.term(at, part, ctx).map(|term| (sign, term))).collect()
    }

    /// One part of a payout with terms, for those whom the payout is for.
    pub(super) fn lower_term(&mut self, at: usize, part: TermPart, node: Node) -> Typed {
        let Some(ast) = self.terms.get(at).map(|terms| terms.ast) else { return self.poison(Span::default()) };
        let applies = ast.applies.as_ref().map(|condition| self.condition(condition, &Ctx::people(node)));
        let region = applies.as_ref().map_or_else(Region::everyone, |condition| self.region_of(condition));
        if let Node::Def(def) = node {
            self.payout_regions.push((def, region.clone()));
        }
        let ctx = Ctx::people(node).region(region);
        let mut gates = Vec::new();
        let amount = if part == TermPart::Earned {
            gates = self.gates_of(ast.gates.iter(), &ctx);
            let common: Vec<&'a ast::Gate> = self.gates.clone();
            gates.extend(self.gates_of(common.into_iter(), &ctx));
            let Some(pay) = &ast.pay else { return Typed { ty: Ty::Is(Type::Money), ..self.poison(ast.span) } };
            let typed = self.amount(pay, &ctx, Some(Type::Money));
            self.coerce(typed, Type::Money, &units::pay())
        } else {
            self.term_amount(at, part, ast, &ctx)
        };
        let span = amount.span;
        let rule = ir::PayoutRule { applies, gates, amount, sign: PaySign::MayBeNegative, worth: worth_of(part) };
        self.typed(Kind::Payout(Box::new(rule)), Ty::Is(Type::Money), span)
    }

    fn term_amount(&mut self, at: usize, part: TermPart, ast: &'a ast::Payout, ctx: &Ctx) -> ir::Expr {
        let terms = &ast.terms;
        let amount = match part {
            TermPart::Earned => None,
            TermPart::Guaranteed => terms.guarantee.as_ref().map(|guarantee| self.guaranteed(at, guarantee, ctx)),
            TermPart::Advanced => terms.draw.as_ref().map(|draw| {
                let short = self.against_draw(at, draw, (Sign::Plus, Sign::Minus), ctx);
                self.no_less_than_zero(short, draw.span)
            }),
            TermPart::Recovered => terms.draw.as_ref().and_then(|draw| self.recovered(at, draw, ctx)),
            TermPart::Balance => terms.draw.as_ref().map(|draw| {
                let before = self.carried(at, TermPart::Balance, draw.span);
                let changes = [(TermPart::Advanced, Sign::Plus), (TermPart::Recovered, Sign::Minus)];
                self.running_on(at, before, &changes, draw.span, ctx)
            }),
            TermPart::Due => terms.deferral.as_ref().map(|deferral| self.due(at, deferral.span, ctx)),
            TermPart::Held => terms.deferral.as_ref().and_then(|deferral| self.held(at, deferral, ctx)),
            TermPart::Released => terms.deferral.as_ref().and_then(|deferral| self.released(at, deferral)),
            TermPart::Deferred => terms.deferral.as_ref().map(|deferral| {
                let before = self.carried(at, TermPart::Deferred, deferral.span);
                let changes = [(TermPart::Held, Sign::Plus), (TermPart::Released, Sign::Minus)];
                self.running_on(at, before, &changes, deferral.span, ctx)
            }),
        };
        match amount {
            Some(amount) => amount,
            None => self.poison(ast.span).expr,
        }
    }

    /// What lacks to the guarantee, where it is given.
    fn guaranteed(&mut self, at: usize, guarantee: &'a ast::Guarantee, ctx: &Ctx) -> ir::Expr {
        let span = guarantee.span;
        let least = self.expect(&guarantee.amount, ctx, Type::Money, &units::pay());
        let earned = self.term(at, TermPart::Earned, ctx).map(|earned| (Sign::Minus, earned));
        let lacks = self.money(Kind::Sum([(Sign::Plus, least)].into_iter().chain(earned).collect()), span);
        let lacks = self.no_less_than_zero(lacks, span);
        match &guarantee.when {
            None => lacks,
            Some(when) => {
                let (when, otherwise) = (self.condition(when, ctx), Box::new(self.nothing_paid(span)));
                self.money(Kind::If { branches: vec![(when, lacks)], otherwise }, span)
            }
        }
    }

    /// The draw and what is earned beside it, either taken from the other.
    fn against_draw(&mut self, at: usize, draw: &'a ast::Draw, (of_draw, of_pay): (Sign, Sign), ctx: &Ctx) -> ir::Expr {
        let amount = self.expect(&draw.amount, ctx, Type::Money, &units::pay());
        let parts = [TermPart::Earned, TermPart::Guaranteed];
        let earned: Vec<(Sign, ir::Expr)> =
            parts.into_iter().filter_map(|part| self.term(at, part, ctx)).map(|part| (of_pay, part)).collect();
        let terms = match of_draw {
            Sign::Plus => [(of_draw, amount)].into_iter().chain(earned).collect(),
            Sign::Minus => earned.into_iter().chain([(of_draw, amount)]).collect(),
        };
        self.money(Kind::Sum(terms), draw.span)
    }

    fn recovered(&mut self, at: usize, draw: &'a ast::Draw, ctx: &Ctx) -> Option<ir::Expr> {
        let share = self.expr(draw.recovery.as_ref()?, ctx, Some(Type::Percent)).expr;
        let surplus = self.against_draw(at, draw, (Sign::Minus, Sign::Plus), ctx);
        let surplus = self.no_less_than_zero(surplus, draw.span);
        let part = self.money(Kind::Product(vec![(Factor::Times, share), (Factor::Times, surplus)]), draw.span);
        let balance = self.carried(at, TermPart::Balance, draw.span)?;
        Some(self.money(Kind::Min(vec![balance, part]), draw.span))
    }

    /// What is due before the deferral.
    fn due(&mut self, at: usize, span: Span, ctx: &Ctx) -> ir::Expr {
        let mut terms: Vec<(Sign, ir::Expr)> = self.before_deferral(at, ctx).into_iter().flatten().collect();
        match (terms.len(), terms.pop()) {
            // What is earned, without a guarantee or a draw beside it.
            (1, Some((_, earned))) => earned,
            (_, last) => self.money(Kind::Sum(terms.into_iter().chain(last).collect()), span),
        }
    }

    /// The part that is paid later: what is due less the part that is paid at once, rounded.
    fn held(&mut self, at: usize, deferral: &'a ast::Deferral, ctx: &Ctx) -> Option<ir::Expr> {
        let span = deferral.span;
        let share = self.expr(&deferral.share, ctx, Some(Type::Percent)).expr;
        let unwritten = Span { end: span.start, ..span };
        let one = self.make(Kind::Literal(Value::Number(Number::ONE)), Type::Percent, unwritten);
        let now = self.make(Kind::Sum(vec![(Sign::Plus, one), (Sign::Minus, share)]), Type::Percent, span);
        let (whole, due) = (self.term(at, TermPart::Due, ctx)?, self.term(at, TermPart::Due, ctx)?);
        let part = self.money(Kind::Product(vec![(Factor::Times, due), (Factor::Times, now)]), span);
        let part = self.rounded(part, span);
        let rest = self.money(Kind::Sum(vec![(Sign::Plus, whole), (Sign::Minus, part)]), span);
        Some(self.no_less_than_zero(rest, span))
    }

    fn released(&mut self, at: usize, deferral: &'a ast::Deferral) -> Option<ir::Expr> {
        let (held, deferred) = (self.terms.get(at)?.get(TermPart::Held)?, self.terms.get(at)?.get(TermPart::Deferred)?);
        let periods = deferral.periods.value.to_i64().and_then(|count| u32::try_from(count).ok())?;
        Some(self.money(Kind::Released(Box::new(Released { held, deferred, periods, gaps: Gaps::Bridge })), deferral.span))
    }

    /// A sum that goes on from period to period.
    fn running_on(&mut self, at: usize, before: Option<ir::Expr>, changes: &[(TermPart, Sign)], span: Span, ctx: &Ctx) -> ir::Expr {
        let changes: Vec<(Sign, ir::Expr)> =
            changes.iter().filter_map(|(part, sign)| self.term(at, *part, ctx).map(|term| (*sign, term))).collect();
        self.money(Kind::Sum(before.map(|before| (Sign::Plus, before)).into_iter().chain(changes).collect()), span)
    }

    /// What a part was at last; nothing for those who never were there.
    fn carried(&mut self, at: usize, part: TermPart, span: Span) -> Option<ir::Expr> {
        let of = self.terms.get(at)?.get(part)?;
        let starting = Some(self.nothing_paid(span));
        Some(self.money(Kind::LastPeriod(Box::new(LastPeriod { of, starting, gaps: Gaps::Bridge })), span))
    }

    /// A part of the same payout, where it has that.
    fn term(&mut self, at: usize, part: TermPart, ctx: &Ctx) -> Option<ir::Expr> {
        let terms = self.terms.get(at)?;
        let (def, span) = (terms.get(part)?, terms.ast.span);
        let span = self.def(def).map_or(span, |def| def.span);
        Some(self.read(Named::Def(def), span, ctx).expr)
    }

    fn money(&mut self, kind: Kind, span: Span) -> ir::Expr {
        self.make(kind, Type::Money, span)
    }

    /// No number that stands in the text.
    fn nothing_paid(&mut self, span: Span) -> ir::Expr {
        let span = Span { end: span.start, ..span };
        self.money(Kind::Literal(Value::Number(Number::ZERO)), span)
    }

    fn no_less_than_zero(&mut self, value: ir::Expr, span: Span) -> ir::Expr {
        let zero = self.nothing_paid(span);
        self.money(Kind::Max(vec![zero, value]), span)
    }

    /// Rounded as the header rounds money.
    fn rounded(&mut self, value: ir::Expr, span: Span) -> ir::Expr {
        let Some(rounding) = self.rounding() else { return value };
        let unwritten = Span { end: span.start, ..span };
        let unit = Box::new(self.money(Kind::Literal(Value::Number(rounding.unit)), unwritten));
        self.money(Kind::Round { value: Box::new(value), unit, mode: rounding.mode }, span)
    }

    /// The definitions of a payout's parts, by the name behind the dot.
    pub(super) fn term_named(&self, at: usize, word: &str) -> Option<DefId> {
        let part = TermPart::ALL.into_iter().find(|part| part.english() == word)?;
        self.terms.get(at)?.get(part)
    }

    pub(super) fn term_names(&self, at: usize) -> Vec<String> {
        let parts = self.terms.get(at).map_or(&[][..], |terms| terms.parts.as_slice());
        parts.iter().map(|(part, _)| part.english().to_string()).collect()
    }
}

/// What is earned, secured, advanced and taken back is money as it is paid, so that the parts of a statement and the balances over time sum
/// to what is paid; the others are sums of these.
fn worth_of(part: TermPart) -> Worth {
    match part {
        TermPart::Earned | TermPart::Guaranteed | TermPart::Advanced | TermPart::Recovered => Worth::Paid,
        TermPart::Balance | TermPart::Due | TermPart::Held | TermPart::Released | TermPart::Deferred => Worth::Exact,
    }
}
