//! What is paid: the amount as its author wrote it and in words, tiers, caps, advances, what is deferred and taken back.

use super::Teller;
use super::text::columns;
use crate::document::{Block, Document};
use crate::plan::ir::{Body, Def, DefId, Expr, Kind, PayoutRule, Plan, Role, TermPart};
use crate::report::names::{capital, titled};
use crate::syntax::ast;

/// A payout that the handbook is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paid<'a> {
    pub id: DefId,
    pub def: &'a Def,
    /// Whom it is for, where it is not for everybody.
    pub applies: Option<&'a Expr>,
    rule: Option<&'a PayoutRule>,
}

impl<'a> Paid<'a> {
    fn of(plan: &'a Plan, id: DefId) -> Option<Paid<'a>> {
        let def = plan.defs.get(id.0 as usize)?;
        let rule = payout_rule(def);
        // With terms the amount itself is a part of its own.
        let earned = plan.defs.iter().find(|part| part.role == Role::Term(TermPart::Earned) && owner(part) == def.name);
        let earned = earned.and_then(payout_rule).or(rule);
        Some(Paid { id, def, applies: rule.and_then(|rule| rule.applies.as_ref()), rule: earned })
    }
}

fn payout_rule(def: &Def) -> Option<&PayoutRule> {
    let Body::Expr(body) = &def.body else { return None };
    if let Kind::Payout(rule) = &body.kind { Some(rule) } else { None }
}

fn owner(def: &Def) -> &str {
    def.name.rsplit_once('.').map_or(def.name.as_str(), |(owner, _)| owner)
}

impl<'a> Teller<'a> {
    pub(super) fn payouts_told(&self) -> impl Iterator<Item = Paid<'a>> {
        let role = self.asked.role;
        let paid = self.plan.payouts.iter().filter_map(|id| Paid::of(self.plan, *id));
        paid.filter(move |paid| role.zip(paid.applies).is_none_or(|(role, condition)| role.can_meet(condition)))
    }

    pub(super) fn payouts(&self, out: &mut Document) {
        let paid: Vec<Paid<'_>> = self.payouts_told().collect();
        if paid.is_empty() {
            return;
        }
        out.heading(1, self.say("What is paid", "计发"));
        if let Some(rounding) = &self.plan.rounding {
            let unit = self.number(&rounding.unit, crate::value::Type::Money);
            out.paragraph(self.say(
                format!("Amounts are rounded to {unit}; nothing else is rounded unless it is said."),
                format!("金额取到 {unit}；其余各步除另有规定外不作舍入。"),
            ));
        }
        self.common_gates(out);
        for paid in paid {
            self.payout(out, paid);
        }
    }

    /// Gates that stand over all payouts.
    fn common_gates(&self, out: &mut Document) {
        let gates: Vec<String> = self
            .clauses
            .items
            .iter()
            .filter_map(|item| if let ast::Item::Gate(gate) = item { Some(gate) } else { None })
            .map(|gate| {
                let (title, needs) = (crate::diagnostic::text::sanitise(gate.title.text.trim()), self.slice(gate.needs.span));
                self.say(
                    format!("{title}: needs {needs}; otherwise nothing at all is paid."),
                    format!("{title}：须满足 {needs}，否则各项均不计发。"),
                )
            })
            .collect();
        out.list(gates);
    }

    fn payout(&self, out: &mut Document, paid: Paid<'a>) {
        out.heading(2, self.called(paid.id));
        let who = paid.applies.map_or_else(|| self.say("everybody", "全体人员"), |applies| self.people_of(applies));
        out.paragraph(self.say(format!("For {who}."), format!("适用于{who}。")));
        let clause = self.clauses.payout(paid.def.span);
        if let Some(pay) = clause.and_then(|clause| clause.pay.as_ref()) {
            self.pay(out, pay, paid.rule);
        }
        let common: Vec<_> =
            self.clauses.items.iter().filter_map(|item| if let ast::Item::Gate(gate) = item { Some(gate.span) } else { None }).collect();
        if let Some(rule) = paid.rule {
            let own: Vec<_> = rule.gates.iter().filter(|gate| !common.contains(&gate.span)).cloned().collect();
            out.list(self.gates(&own, &self.say("nothing is paid", "不计发")));
        }
        if let Some(clause) = clause {
            out.list(self.terms(clause));
        }
        if let Some(figure) = self.payout_curve(paid.id, paid.rule.map(|rule| &rule.amount)) {
            out.blocks.push(Block::Figure(figure));
        }
        self.because(out, paid.def.because.as_deref());
    }

    /// The amount: as it is written, then what its words mean.
    fn pay(&self, out: &mut Document, pay: &ast::Amount, rule: Option<&PayoutRule>) {
        let amount = rule.map(|rule| &rule.amount);
        let plain = |expr: &Expr| !matches!(expr.kind, Kind::Tiers(_) | Kind::Bands(_));
        let first =
            amount.map(|amount| if let Kind::Steps(steps) = &amount.kind { steps.value.as_ref().unwrap_or(amount) } else { amount });
        if let (Some(value), true) = (&pay.value, first.is_none_or(plain)) {
            self.formula(out, &self.say("Amount", "计发"), value.span);
        }
        let Some(amount) = amount else { return };
        let shaped = first.is_some_and(|first| !plain(first));
        if shaped {
            self.scoring(out, amount);
        } else if let Kind::Steps(steps) = &amount.kind {
            self.steps(out, steps, amount.ty);
        }
        let names = self.names_in(pay);
        if !names.is_empty() {
            let mut table = columns([self.say("In it", "其中"), self.say("What it is", "含义")]);
            names.into_iter().for_each(|row| table.row(row));
            out.table(table);
        }
    }

    /// What the names of an amount mean that the plan works out itself.
    fn names_in(&self, pay: &ast::Amount) -> Vec<[String; 2]> {
        let text = self.asked.sources.slice(pay.span);
        let lets = self.plan.defs.iter().zip(0_u32..).filter(|(def, _)| matches!(def.role, Role::Let | Role::Carry));
        let used = lets.filter(|(def, _)| mentions(text, &def.name));
        used.filter_map(|(def, id)| match &def.body {
            Body::Expr(body) => Some([capital(&self.called(DefId(id))), self.slice(body.span)]),
            Body::Column(_) => None,
        })
        .chain(self.plan.params.iter().filter(|param| mentions(text, &param.name)).filter_map(|param| {
            let value = self.value_now(param)?;
            let period = self.period_of(self.asked.period);
            let value = if param.at_all_times().len() > 1 {
                self.say(format!("{value} in {period}"), format!("{value}（{period}）"))
            } else {
                value
            };
            Some([capital(&titled(param.title.as_deref(), &param.name)), value])
        }))
        .collect()
    }

    /// An amount of money as it is written, a plain number as money.
    fn money(&self, amount: &ast::Expr) -> String {
        if let ast::ExprKind::Number(literal) = &amount.kind {
            return self.number(&literal.value, crate::value::Type::Money);
        }
        self.slice(amount.span)
    }

    /// Guarantees, draws, deferrals, and what may be taken back.
    fn terms(&self, clause: &ast::Payout) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(guarantee) = &clause.terms.guarantee {
            let amount = self.money(&guarantee.amount);
            all.push(match guarantee.when.as_ref().map(|when| self.slice(when.span)) {
                Some(when) => self
                    .say(format!("Guaranteed: at least {amount} is paid where {when}."), format!("保底：“{when}”的，最少计发{amount}。")),
                None => self.say(format!("Guaranteed: at least {amount} is paid."), format!("保底：最少计发{amount}。")),
            });
        }
        if let Some(draw) = &clause.terms.draw {
            let amount = self.money(&draw.amount);
            all.push(match draw.recovery.as_ref().map(|share| self.slice(share.span)) {
                Some(share) => self.say(
                    format!("Advance: what lacks to {amount} is advanced, and taken back later from {share} of what is earned above it."),
                    format!("预支：不足{amount}的部分先行预支，以后从超出部分的{share}中收回。"),
                ),
                None => self.say(
                    format!("Advance: what lacks to {amount} is paid, and not taken back."),
                    format!("预支：不足{amount}的部分补足，不再收回。"),
                ),
            });
        }
        if let Some(deferral) = &clause.terms.deferral {
            let (share, periods) = (self.slice(deferral.share.span), self.number(&deferral.periods.value, crate::value::Type::Number));
            all.push(self.say(
                format!("Deferred: {share} of it is paid in equal parts over the next {periods} periods."),
                format!("递延：其中的{share}在以后 {periods} 期内平均发放。"),
            ));
        }
        all.extend(clause.may_be_negative.map(|_| self.say("It may be below zero.", "可以为负数。")));
        all
    }
}

/// Whether a name stands in a text by itself.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at.saturating_add(name.len())..).and_then(|behind| behind.chars().next());
        !before.is_some_and(part) && !behind.is_some_and(part)
    })
}
