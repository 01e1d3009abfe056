//! Values of earlier periods: which periods were looked at and what each had.

use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, without_brackets};
use crate::engine::table::Slot;
use crate::engine::trace::{Back, Detail, Then, Tranche};
use crate::plan::ir::{Clawback, DefId, Expr, Kind, LastPeriod, OverPeriods, Released, Role, Step, walk};
use crate::syntax::ast::{BackShare, CapKind};
use crate::value::{Number, Type, Value};

use super::Teller;
use super::tree::Node;
use super::values::Row;

impl<'a> Teller<'a> {
    /// `balance last period = $800.00`, with the period it is of.
    pub(super) fn last_period(&mut self, expr: &Expr, last: &'a LastPeriod, at: Row) -> Node {
        let mut node = self.looked_back(expr, at);
        let then = self.periods_of(expr, at);
        let absent = then.iter().all(|then| then.value.is_none());
        match (&last.starting, absent, then.first()) {
            (Some(start), true, Some(then)) => {
                let start = self.derived_bare(start, at);
                let text = self.say(
                    &format!("nothing is carried from {}: it starts with {start}", then.period),
                    &format!("{} 没有结转，起始值为 {start}", then.period),
                );
                node.parts.push(Node::new(text));
            }
            (_, _, Some(then)) => node.parts.push(self.then(then, last.of)),
            (_, _, None) => {}
        }
        node
    }

    /// `average of revenue over last 3 periods (including this): 3 periods = $120.00`, then each of them.
    pub(super) fn over_periods(&mut self, expr: &Expr, over: &'a OverPeriods, at: Row) -> Node {
        let mut node = self.looked_back(expr, at);
        for then in self.periods_of(expr, at) {
            let line = self.then(&then, over.of);
            node.parts.push(if then.period == self.report.results.period { line.with(self.own_value(over.of, at)) } else { line });
        }
        node
    }

    /// Whether a condition held this period and those before, from the latest back.
    pub(super) fn in_a_row(&mut self, expr: &Expr, of: DefId, at: Row) -> Node {
        let mut node = self.looked_back(expr, at);
        for then in self.periods_of(expr, at) {
            let words = match then.value {
                Some(Value::Flag(true)) => self.say("holds", "成立"),
                Some(Value::Flag(false)) => self.say("does not hold", "不成立"),
                Some(Value::Number(_) | Value::Text(_) | Value::Date(_)) | None => self.say("was not there", "不在其中"),
            };
            let line = Node::new(format!("{}{}{words}", then.period, self.colon()));
            node.parts.push(if then.period == self.report.results.period { line.with(self.own_condition(of, at)) } else { line });
        }
        node
    }

    /// What was paid in each earlier period of the year.
    pub(super) fn paid_to_date(&mut self, expr: &Expr, of: DefId, at: Row) -> Node {
        let mut node = self.looked_back(expr, at);
        let then = self.periods_of(expr, at);
        if then.is_empty() {
            node.parts.push(Node::new(self.say("the first period of the year", "本年第一期")));
        }
        for then in then {
            node.parts.push(self.then(&then, of));
        }
        node
    }

    /// What was held in earlier periods and is paid now, part by part.
    pub(super) fn released(&mut self, expr: &Expr, released: Released, at: Row) -> Node {
        let mut node = self.looked_back(expr, at);
        let told =
            if let Some(Detail::Released { parts, rest }) = self.detail(expr, at) { Some((parts.clone(), rest.clone())) } else { None };
        let (parts, rest) = told.unwrap_or((Vec::new(), Number::ZERO));
        if parts.is_empty() && rest.is_zero() {
            let of = released.periods;
            node.parts.push(Node::new(match of {
                1 => self.say("nothing was held in the period before", "上一期没有递延"),
                _ => self.say(&format!("nothing was held in the {of} periods before"), &format!("此前 {of} 期没有递延")),
            }));
        }
        for Tranche { period, held, ago, part } in parts {
            let (held, part, of) = (self.amount(&held, Type::Money), self.amount(&part, Type::Money), released.periods);
            node.parts.push(Node::new(self.say(
                &format!("{period}: {held} held, part {ago} of {of}: {part}"),
                &format!("{period}：递延 {held}，第 {ago} 次（共 {of} 次）：{part}"),
            )));
        }
        if !rest.is_zero() {
            let amount = self.amount(&rest.abs(), Type::Money);
            node.parts.push(Node::new(if rest.is_negative() {
                self.say(&format!("less {amount}, which an earlier rule has paid already"), &format!("减去 {amount}：按以前的规定已经发还"))
            } else {
                self.say(&format!("and {amount} that was due before and has not been paid"), &format!("另加 {amount}：此前到期而尚未发还"))
            }));
        }
        node
    }

    /// Every row that is taken back, and the most that may be.
    pub(super) fn clawback(&mut self, expr: &Expr, clawback: &'a Clawback, at: Row) -> Node {
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let mut node = Node::new(format!("{}{value}", self.clause(expr.span))).at(self.place(expr.span));
        let Some(Detail::Clawback { backs, paid, paid_in }) = self.detail(expr, at).cloned() else { return node };
        if backs.is_empty() {
            node.parts.push(Node::new(self.say("nothing is to be taken back", "没有需要追回的")));
            return node;
        }
        let mut sum = Number::ZERO;
        for back in backs {
            sum = sum.add(&back.amount).unwrap_or(sum);
            node.parts.push(self.back(clawback, &back));
        }
        let most = self.amount(&paid, Type::Money);
        let limit = Node::new(if sum > paid {
            self.say(&format!("no more than was paid: {most}"), &format!("不超过已付的 {most}"))
        } else {
            self.say(&format!("not applied: at most what was paid, {most}"), &format!("未起作用：不超过已付的 {most}"))
        });
        let mut paid_in = paid_in;
        paid_in.sort_by_key(|(_, period, _)| *period);
        let paid_in = paid_in.iter().filter(|(_, _, paid)| !paid.is_zero()).map(|(of, period, paid)| {
            let (name, paid) = (self.bare_name(*of), self.amount(paid, Type::Money));
            Node::new(self.say(&format!("{period}: {name} {paid}"), &format!("{period}：{name} {paid}")))
        });
        let paid_in = paid_in.collect();
        node.parts.push(limit.with(paid_in));
        node
    }

    /// `D0222 of 2026-Q1, closed 2026-02-11, cancelled 2026-04-29: $1,145.8352 × 9 ÷ 12 months = $859.3764`
    fn back(&self, clawback: &Clawback, back: &Back) -> Node {
        let Back { key, period, won, lost, left, brought, amount } = back;
        let (key, amount, months) = (sanitise(key), self.amount(amount, Type::Money), clawback.months);
        let (then, gone) = (self.bare_name(clawback.won), self.bare_name(clawback.lost));
        let brought = self.amount(brought, Type::Money);
        let (en, zh) = match clawback.share {
            BackShare::RemainingMonths => {
                (format!("{brought} × {left} ÷ {months} months = {amount}"), format!("{brought} × {left} ÷ {months} 个月 = {amount}"))
            }
            BackShare::All => (amount.clone(), amount),
        };
        Node::new(self.say(
            &format!("{key} of {period}, {then} {won}, {gone} {lost}: {en}"),
            &format!("{period} 的 {key}，{then} {won}，{gone} {lost}：{zh}"),
        ))
    }

    /// The name of a value without that of its input.
    fn bare_name(&self, id: DefId) -> String {
        let name = self.report.def(id).map_or(String::new(), |def| def.spoken(self.language));
        sanitise(name.rsplit('.').next().unwrap_or_default())
    }

    fn looked_back(&mut self, expr: &Expr, at: Row) -> Node {
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        // What a payout's own line looks back at has no words of its own there.
        let of = walk::earlier_of(expr).and_then(|of| self.report.def(of)).filter(|def| matches!(def.role, Role::Term(_)));
        let text = match of {
            Some(def) if matches!(expr.kind, Kind::LastPeriod(_)) => {
                self.say(&format!("{} last period", def.spoken(Language::English)), &format!("上期 {}", def.spoken(Language::Chinese)))
            }
            Some(_) | None => without_brackets(&self.clause(expr.span)).to_string(),
        };
        Node::new(format!("{text}{value}")).at(self.place(expr.span))
    }

    /// The value of this period, explained; a calculation without a name is told by its parts.
    fn own_value(&mut self, of: DefId, at: Row) -> Vec<Node> {
        vec![self.def(of, at)]
    }

    /// What a condition of this period rests on; one without a name is not told twice.
    fn own_condition(&mut self, of: DefId, at: Row) -> Vec<Node> {
        let node = self.def(of, at);
        let named = self.report.def(of).is_none_or(|def| def.role != Role::Earlier);
        if named || node.parts.is_empty() { vec![node] } else { node.parts }
    }

    fn periods_of(&self, expr: &Expr, at: Row) -> Vec<Then> {
        if let Some(Detail::Earlier(then)) = self.detail(expr, at) { then.clone() } else { Vec::new() }
    }

    /// `2026-Q1: $1,200.00`
    fn then(&self, then: &Then, of: DefId) -> Node {
        let ty = self.report.def(of).map_or(Type::Number, |def| def.ty);
        let words = match &then.value {
            Some(value) => self.slot_text(&Slot::Value(value.clone()), ty),
            None => self.say("no value", "没有值"),
        };
        Node::new(format!("{}{}{words}", then.period, self.colon()))
    }

    /// `never above rate last period: 5% → 4%`, or why it did not bind.
    pub(super) fn ratchet(&mut self, step: &'a Step, change: Option<(&Number, &Number)>, ty: Type, at: Row) -> Node {
        let Step::Ratchet { cap, when, span } = step else { return Node::new("") };
        let words = match cap.kind {
            CapKind::AtMost => self.say("never above", "不得高于"),
            CapKind::AtLeast => self.say("never below", "不得低于"),
        };
        let limit = self.number(&cap.limit, at);
        let told = match (&limit, change) {
            (_, Some((before, after))) => {
                format!(" {}{}{} → {}", self.amount(after, ty), self.colon(), self.amount(before, ty), self.amount(after, ty))
            }
            (Some(limit), None) => format!(" {}", self.amount(limit, ty)),
            (None, None) => self.say(": there is no earlier value", "：没有以前的值"),
        };
        let mut parts = self.parts(&cap.limit, at);
        if let Some(when) = when {
            let clause = self.clause(when.span);
            let holds = matches!(self.value(when, at), Some(Slot::Value(Value::Flag(true))));
            let words = if holds {
                self.say(&format!("holds: {clause}"), &format!("成立：{clause}"))
            } else {
                self.say(&format!("does not hold: {clause}"), &format!("不成立：{clause}"))
            };
            parts.push(self.condition(&words, when, when.span, at));
        }
        Node::new(format!("{words}{told}")).at(self.place(*span)).with(parts)
    }
}
