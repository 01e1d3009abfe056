//! The rules of types and units: what may stand where, and what a bare number becomes there.
//!
//! A bare number has no type of its own: it takes the one its place needs. Until its place is known it is *flexible*, and so is
//! everything made of it alone (`500 * new_customers`). A name whose value is flexible (`coefficient 1.5`) is decided by the first
//! place that needs a type, once.

use super::planner::{Node, Planner, State};
use super::problems::{currencies, inputs, units};
use crate::diagnostic::Text;
use crate::plan::ir::{self, Kind};
use crate::source::Span;
use crate::value::{ChoiceId, Number, Type, Value};

/// What is known of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ty {
    /// Something is wrong and has been said: stay silent about what follows from it.
    Unknown,
    /// Takes what its place needs; the type it has where no place needs one.
    Flexible(Type),
    /// A quoted text: a text or an option.
    Quote,
    Is(Type),
}

impl Ty {
    /// The type, where it is decided.
    pub fn known(self) -> Option<Type> {
        match self {
            Ty::Is(ty) => Some(ty),
            Ty::Unknown | Ty::Flexible(_) | Ty::Quote => None,
        }
    }

    /// The type it has, or would have by itself.
    pub fn likely(self) -> Option<Type> {
        match self {
            Ty::Is(ty) | Ty::Flexible(ty) => Some(ty),
            Ty::Quote => Some(Type::Text),
            Ty::Unknown => None,
        }
    }
}

/// A translated expression and what is known of its type.
#[derive(Debug)]
pub(super) struct Typed {
    pub expr: ir::Expr,
    pub ty: Ty,
}

/// How values stand together, for messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    /// Added or subtracted.
    Sum,
    /// Compared.
    Compare,
    /// Different results of one clause.
    Results,
}

/// What values that stand together must fit: a type, where it comes from, and the name whose first place decided it.
#[derive(Clone, Copy)]
struct Anchor {
    ty: Type,
    at: Span,
    node: Option<Node>,
}

/// Number and count mix freely.
pub(super) fn alike(one: Type, two: Type) -> bool {
    one == two || (is_plain(one) && is_plain(two))
}

pub(super) fn is_plain(ty: Type) -> bool {
    matches!(ty, Type::Number | Type::Count)
}

/// The settlement of open names that is still to be carried into their bodies.
type Pending = Vec<(Node, Type)>;

impl<'a> Planner<'a> {
    pub fn typed(&mut self, kind: Kind, ty: Ty, span: Span) -> Typed {
        let expr = self.make(kind, ty.likely().unwrap_or(Type::Number), span);
        if let Ty::Flexible(_) = ty {
            self.flexible.insert(expr.id);
        }
        Typed { expr, ty }
    }

    /// What stands for something that could not be translated; the message has been given.
    pub fn poison(&mut self, span: Span) -> Typed {
        let nothing = self.typed(Kind::Literal(Value::Number(Number::ZERO)), Ty::Unknown, span);
        self.poisoned.insert(nothing.expr.id);
        nothing
    }

    /// The expression as the type its place needs; a message where it cannot be.
    pub fn coerce(&mut self, typed: Typed, want: Type, place: &Text) -> ir::Expr {
        let Typed { mut expr, ty } = typed;
        match (ty, want) {
            (Ty::Unknown, _) => {}
            (Ty::Is(found), want) if found == want || (found == Type::Count && want == Type::Number) => {}
            (Ty::Is(Type::Number), Type::Count) if self.whole_constant(&expr) => {}
            (Ty::Flexible(Type::Percent), Type::Percent) => self.retype(&mut expr, want),
            (Ty::Flexible(_), Type::Money | Type::Foreign(_) | Type::Days) => self.retype(&mut expr, want),
            (Ty::Flexible(Type::Number), Type::Number) => self.retype(&mut expr, want),
            (Ty::Flexible(Type::Number), Type::Count) => {
                if !self.whole_constant(&expr) {
                    self.report(units::not_a_count(expr.span, place));
                }
                self.retype(&mut expr, want);
            }
            (Ty::Flexible(Type::Number), Type::Percent) => {
                let problem = units::percent_sign(&self.written(&expr), None, place);
                self.report(problem);
            }
            (Ty::Quote, Type::Text) => {}
            (Ty::Quote, Type::Choice(choice)) => self.check_option(&mut expr, choice),
            (Ty::Is(found), want) if found.is_money() && want.is_money() => {
                let amount = currencies::Amount { span: expr.span, currency: self.code_of(found) };
                self.report(currencies::other_currency(&amount, self.code_of(want), place));
            }
            (Ty::Is(_) | Ty::Flexible(_) | Ty::Quote, _) => {
                if let Some(found) = ty.likely() {
                    let problem =
                        units::not_of_type(&self.written(&expr), &self.type_words(found), &self.type_words(want), (found, want), place);
                    self.report(problem);
                }
            }
        }
        expr
    }

    /// The expression with the type it has where no place needs another.
    pub fn settle(&mut self, typed: Typed) -> (ir::Expr, Option<Type>) {
        let Typed { mut expr, ty } = typed;
        match ty {
            Ty::Flexible(ty) => {
                self.retype(&mut expr, ty);
                (expr, Some(ty))
            }
            Ty::Is(_) | Ty::Quote => (expr, ty.likely()),
            Ty::Unknown => (expr, None),
        }
    }

    /// Brings values that stand together to one type, and says what it is.
    pub fn unify(&mut self, items: Vec<Typed>, want: Option<Type>, joint: Joint) -> (Vec<ir::Expr>, Ty) {
        let anchor = items.iter().find_map(|item| item.ty.known().map(|ty| (ty, item.expr.span, self.opened(&item.expr))));
        let unknown = items.iter().any(|item| item.ty == Ty::Unknown);
        if joint == Joint::Results && self.a_percent_among_numbers(&items) {
            return (items.into_iter().map(|item| item.expr).collect(), Ty::Unknown);
        }
        match anchor {
            Some((anchor, at, node)) => {
                let ty = self.widest(&items, anchor);
                let anchor = Anchor { ty, at, node };
                let exprs = items.into_iter().map(|item| self.join(item, anchor, joint)).collect();
                (exprs, Ty::Is(ty))
            }
            None if unknown => (items.into_iter().map(|item| item.expr).collect(), Ty::Unknown),
            None => self.unify_open(items, want, joint),
        }
    }

    /// Where most results are bare numbers, the few percents are the slip: they are said, not the many.
    fn a_percent_among_numbers(&mut self, items: &[Typed]) -> bool {
        let written = |item: &&Typed| matches!(item.expr.kind, Kind::Literal(_));
        let percents: Vec<&Typed> = items.iter().filter(|item| item.ty == Ty::Is(Type::Percent)).collect();
        let numbers: Vec<&Typed> = items.iter().filter(|item| item.ty == Ty::Flexible(Type::Number)).filter(written).collect();
        let few = !percents.is_empty() && percents.iter().all(written) && percents.len() < numbers.len();
        if !few || percents.len().saturating_add(numbers.len()) < items.len() {
            return false;
        }
        let written: Vec<units::Written> = percents.iter().map(|percent| self.written(&percent.expr)).collect();
        let number = numbers.first().map(|number| number.expr.span);
        if let Some((first, others)) = written.split_first() {
            self.report(units::percent_among_numbers(first, others, number));
        }
        true
    }

    /// A count beside a number is a number; a count beside a whole bare number stays a count.
    fn widest(&self, items: &[Typed], anchor: Type) -> Type {
        if !is_plain(anchor) {
            return anchor;
        }
        let counts = items.iter().all(|item| match item.ty {
            Ty::Is(ty) => ty != Type::Number,
            Ty::Flexible(_) => self.whole_constant(&item.expr),
            Ty::Unknown | Ty::Quote => true,
        });
        if counts { Type::Count } else { Type::Number }
    }

    fn join(&mut self, item: Typed, to: Anchor, joint: Joint) -> ir::Expr {
        let Anchor { ty: anchor, at, node } = to;
        match item.ty {
            Ty::Unknown => item.expr,
            Ty::Is(found) if alike(found, anchor) => item.expr,
            Ty::Quote if matches!(anchor, Type::Text | Type::Choice(_)) => self.coerce(item, anchor, &units::joint_words(joint)),
            Ty::Flexible(_)
                if matches!(anchor, Type::Money | Type::Foreign(_) | Type::Days | Type::Number | Type::Count)
                    && self.may_become(&item, anchor) =>
            {
                self.coerce(item, anchor, &units::joint_words(joint))
            }
            Ty::Flexible(Type::Percent) if anchor == Type::Percent => self.coerce(item, anchor, &units::joint_words(joint)),
            Ty::Flexible(Type::Number) if anchor == Type::Percent => {
                let problem = units::percent_sign(&self.written(&item.expr), Some(at), &units::joint_words(joint));
                self.report(problem);
                item.expr
            }
            Ty::Is(Type::Choice(found)) if matches!(anchor, Type::Choice(_)) => {
                let declared = |choice: Option<ChoiceId>| choice.and_then(|id| self.choices.get(id.0 as usize)).map(|choice| choice.span);
                let known = if let Type::Choice(anchor) = anchor { Some(anchor) } else { None };
                let problem = inputs::two_choices((at, declared(known)), (item.expr.span, declared(Some(found))));
                self.report(problem);
                item.expr
            }
            Ty::Is(found) if found.is_money() && anchor.is_money() => {
                let amount = |span: Span, ty: Type| currencies::Amount { span, currency: self.code_of(ty) };
                let problem = currencies::two_currencies(&amount(at, anchor), &amount(item.expr.span, found), joint);
                self.report(problem);
                item.expr
            }
            Ty::Is(_) | Ty::Quote | Ty::Flexible(_) => {
                let opened = node.or_else(|| self.opened(&item.expr));
                if let (Some(found), Some(opened)) = (item.ty.likely(), opened) {
                    let (name, place) = self.label_of(opened);
                    let first = self.settled.get(&opened).copied().unwrap_or(at);
                    let (own, other) = if node.is_some() { (anchor, (item.expr.span, found)) } else { (found, (at, anchor)) };
                    let words = (self.type_words(own), self.type_words(other.1));
                    let problem = units::two_types(&name, place, (first, &words.0), (other.0, &words.1));
                    self.report(problem);
                } else if let Some(found) = item.ty.likely() {
                    let problem =
                        units::do_not_fit((at, &self.type_words(anchor), anchor), (item.expr.span, &self.type_words(found), found), joint);
                    self.report(problem);
                }
                item.expr
            }
        }
    }

    /// The name an expression reads, where its type was decided by the first place that read it.
    fn opened(&self, expr: &ir::Expr) -> Option<Node> {
        let node = match expr.kind {
            Kind::Ref(def) => Node::Def(def),
            Kind::Param(param) | Kind::ParamOn { param, .. } => Node::Param(param),
            Kind::Lookup { lookup, .. } => Node::Lookup(lookup),
            _ => return None,
        };
        self.settled.contains_key(&node).then_some(node)
    }

    fn may_become(&self, item: &Typed, want: Type) -> bool {
        !(is_plain(want) && item.ty == Ty::Flexible(Type::Percent))
    }

    /// Values none of which has a type of its own.
    fn unify_open(&mut self, items: Vec<Typed>, want: Option<Type>, joint: Joint) -> (Vec<ir::Expr>, Ty) {
        let Some(first) = items.first() else { return (Vec::new(), Ty::Unknown) };
        let (first_ty, at) = (first.ty, first.expr.span);
        if items.iter().all(|item| item.ty == first_ty) {
            return (items.into_iter().map(|item| item.expr).collect(), first_ty);
        }
        let numbers = items.iter().all(|item| matches!(item.ty, Ty::Flexible(_)));
        if numbers && matches!(want, Some(Type::Money | Type::Foreign(_) | Type::Days)) {
            return (items.into_iter().map(|item| item.expr).collect(), Ty::Flexible(Type::Number));
        }
        let anchor = first_ty.likely().unwrap_or(Type::Number);
        let exprs = items.into_iter().map(|item| {
            if item.expr.span == at { self.settle(item).0 } else { self.join(item, Anchor { ty: anchor, at, node: None }, joint) }
        });
        (exprs.collect(), Ty::Unknown)
    }

    /// Gives an open expression its type, and with it every open name in it.
    pub fn retype(&mut self, expr: &mut ir::Expr, to: Type) {
        let mut pending = Pending::new();
        self.retype_inner(expr, to, &mut pending);
        while let Some((node, to)) = pending.pop() {
            self.retype_body(node, to, &mut pending);
        }
    }

    fn retype_inner(&mut self, expr: &mut ir::Expr, to: Type, pending: &mut Pending) {
        if !self.flexible.remove(&expr.id) {
            return;
        }
        expr.ty = to;
        let span = expr.span;
        match &mut expr.kind {
            Kind::Ref(def) => self.decide(Node::Def(*def), to, span, pending),
            Kind::Param(param) | Kind::ParamOn { param, .. } => self.decide(Node::Param(*param), to, span, pending),
            Kind::Lookup { lookup, .. } => self.decide(Node::Lookup(*lookup), to, span, pending),
            Kind::Product(factors) => self.retype_product(factors, to, pending),
            Kind::Bands(bands) => bands.lines.iter_mut().for_each(|line| self.retype_result(&mut line.result, to, pending)),
            Kind::Tiers(tiers) => {
                for line in &mut tiers.lines {
                    if let ir::Outcome::Value(rate) = &mut line.rate {
                        self.retype_inner(rate, to, pending);
                    }
                }
            }
            Kind::Steps(steps) => self.retype_steps(steps, to, pending),
            Kind::Neg(inner) | Kind::Parent(inner) | Kind::Abs(inner) | Kind::Floor(inner) | Kind::Ceil(inner) => {
                self.retype_inner(inner, to, pending);
            }
            Kind::Sum(parts) => parts.iter_mut().for_each(|(_, part)| self.retype_inner(part, to, pending)),
            Kind::If { branches, otherwise } => {
                branches.iter_mut().for_each(|(_, result)| self.retype_inner(result, to, pending));
                self.retype_inner(otherwise, to, pending);
            }
            Kind::Otherwise(parts) | Kind::Min(parts) | Kind::Max(parts) | Kind::GradeColumn { values: parts, .. } => {
                parts.iter_mut().for_each(|part| self.retype_inner(part, to, pending));
            }
            Kind::Round { value, unit, .. } => {
                self.retype_inner(value, to, pending);
                self.retype_inner(unit, to, pending);
            }
            Kind::Aggregate(aggregate) => {
                if let Some(value) = &mut aggregate.value {
                    self.retype_inner(value, to, pending);
                }
            }
            Kind::RunningSum(running) => self.retype_inner(&mut running.value, to, pending),
            // Nothing else is ever open: a number by itself needs no more than its type.
            _ => {}
        }
    }

    /// Of a product the first open factor takes the unit; the others are numbers.
    fn retype_product(&mut self, factors: &mut [(crate::syntax::ast::Factor, ir::Expr)], to: Type, pending: &mut Pending) {
        let mut carrier = matches!(to, Type::Money | Type::Foreign(_) | Type::Days);
        for (factor, expr) in factors {
            if !self.flexible.contains(&expr.id) {
                continue;
            }
            if carrier && *factor == crate::syntax::ast::Factor::Times {
                carrier = false;
                self.retype_inner(expr, to, pending);
            } else {
                let own = expr.ty;
                self.retype_inner(expr, own, pending);
            }
        }
    }

    fn retype_result(&mut self, result: &mut ir::BandResult, to: Type, pending: &mut Pending) {
        match result {
            ir::BandResult::Value(value) => self.retype_inner(value, to, pending),
            ir::BandResult::Linear { from, to: end } => {
                self.retype_inner(from, to, pending);
                self.retype_inner(end, to, pending);
            }
            ir::BandResult::Onward { .. } | ir::BandResult::Refuse(_) => {}
        }
    }

    fn retype_steps(&mut self, steps: &mut ir::Steps, to: Type, pending: &mut Pending) {
        if let Some(value) = &mut steps.value {
            self.retype_inner(value, to, pending);
        }
        steps.caps.iter_mut().for_each(|cap| self.retype_inner(&mut cap.limit, to, pending));
        for step in &mut steps.steps {
            match step {
                ir::Step::Change(change) => {
                    self.retype_inner(&mut change.amount, to, pending);
                    change.caps.iter_mut().for_each(|cap| self.retype_inner(&mut cap.limit, to, pending));
                }
                ir::Step::Cap(cap) | ir::Step::Ratchet { cap, .. } => self.retype_inner(&mut cap.limit, to, pending),
                ir::Step::Prorate { .. } => {}
            }
        }
    }

    /// Decides the type of an open name; a second, different decision is a message.
    fn decide(&mut self, node: Node, to: Type, span: Span, pending: &mut Pending) {
        match self.type_of(node) {
            Ty::Flexible(_) => {
                self.set_type(node, to);
                self.settled.insert(node, span);
                pending.push((node, to));
            }
            Ty::Is(found) if !alike(found, to) => {
                let first = self.settled.get(&node).copied().unwrap_or(span);
                let (name, place) = self.label_of(node);
                let problem = units::two_types(&name, place, (first, &self.type_words(found)), (span, &self.type_words(to)));
                self.report(problem);
            }
            Ty::Is(_) | Ty::Quote | Ty::Unknown => {}
        }
    }

    fn set_type(&mut self, node: Node, to: Type) {
        let ty = Ty::Is(to);
        match node {
            Node::Def(id) => {
                if let Some(def) = self.def_mut(id) {
                    def.ty = ty;
                }
            }
            Node::Param(id) => {
                if let Some(param) = self.params.get_mut(id.0 as usize) {
                    param.ty = ty;
                }
            }
            Node::Lookup(id) => {
                if let Some(lookup) = self.lookups.get_mut(id.0 as usize) {
                    lookup.ty = ty;
                }
            }
            Node::Clause => {}
        }
    }

    fn retype_body(&mut self, node: Node, to: Type, pending: &mut Pending) {
        match node {
            Node::Def(id) => {
                let body = self.def_mut(id).and_then(|def| def.body.take());
                if let Some(ir::Body::Expr(mut expr)) = body {
                    self.retype_inner(&mut expr, to, pending);
                    if let Some(def) = self.def_mut(id) {
                        def.body = Some(ir::Body::Expr(expr));
                    }
                }
            }
            Node::Param(id) => {
                let at = id.0 as usize;
                let mut values = self.params.get_mut(at).map(|param| std::mem::take(&mut param.values)).unwrap_or_default();
                values.iter_mut().for_each(|value| self.retype_inner(&mut value.value, to, pending));
                if let Some(param) = self.params.get_mut(at) {
                    param.values = values;
                }
            }
            Node::Lookup(id) => {
                let at = id.0 as usize;
                let mut body = self.lookups.get_mut(at).and_then(|lookup| lookup.body.take());
                if let Some(ir::LookupBody::Rows(rows)) = &mut body {
                    for row in rows {
                        if let ir::Outcome::Value(value) = &mut row.result {
                            self.retype_inner(value, to, pending);
                        }
                    }
                }
                if let Some(lookup) = self.lookups.get_mut(at) {
                    lookup.body = body;
                }
            }
            Node::Clause => {}
        }
    }

    /// Every name whose type is still open gets the one it has by itself.
    pub fn settle_rest(&mut self) {
        let nodes = (0..self.defs.len()).map(|at| Node::Def(ir::DefId(super::planner::number(at))));
        let params = (0..self.params.len()).map(|at| Node::Param(ir::ParamId(super::planner::number(at))));
        let lookups = (0..self.lookups.len()).map(|at| Node::Lookup(ir::LookupId(super::planner::number(at))));
        let all: Vec<Node> = nodes.chain(params).chain(lookups).collect();
        for node in all {
            if let Ty::Flexible(ty) = self.type_of(node) {
                let (_, span) = self.label_of(node);
                let mut pending = Pending::new();
                self.decide(node, ty, span, &mut pending);
                while let Some((node, to)) = pending.pop() {
                    self.retype_body(node, to, &mut pending);
                }
            }
        }
    }

    /// A whole number, zero or more, that needs no data.
    pub fn whole_constant(&self, expr: &ir::Expr) -> bool {
        match self.constant(expr, None) {
            Some(Value::Number(number)) => number.is_integer() && !number.is_negative(),
            Some(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | None => false,
        }
    }

    /// Checks a quoted text against the options of a choice; an accepted spelling becomes the option itself.
    fn check_option(&mut self, expr: &mut ir::Expr, choice: ChoiceId) {
        let Kind::Literal(Value::Text(text)) = &expr.kind else { return };
        let text = text.clone();
        let options = self.options(choice);
        if let Some(option) = options.iter().find(|option| *option.name == *text || option.also.iter().any(|also| **also == *text)) {
            expr.kind = Kind::Literal(Value::Text(option.name.as_str().into()));
            expr.ty = Type::Choice(choice);
            return;
        }
        let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
        let declared = self.choices.get(choice.0 as usize).map(|choice| choice.span);
        let problem = units::unknown_option(expr.span, &text, &names, declared);
        self.report(problem);
    }

    /// How the text of an expression reads, for a message or a fix.
    pub fn written(&self, expr: &ir::Expr) -> units::Written {
        let number = match &expr.kind {
            Kind::Literal(Value::Number(number)) => Some(number.clone()),
            _ => None,
        };
        units::Written { span: expr.span, text: self.sources.slice(expr.span).to_string(), number }
    }

    pub fn type_words(&self, ty: Type) -> Text {
        units::type_words(ty)
    }

    /// Whether a node has been translated.
    pub fn state_of(&self, node: Node) -> State {
        match node {
            Node::Def(id) => self.def(id).map_or(State::Done, |def| def.state),
            Node::Param(id) => self.param(id).map_or(State::Done, |param| param.state),
            Node::Lookup(id) => self.lookup(id).map_or(State::Done, |lookup| lookup.state),
            Node::Clause => State::Done,
        }
    }
}
