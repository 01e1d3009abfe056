//! Payouts and their sum.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, Part, as_number, blank, number, put};
use crate::engine::choose::all;
use crate::engine::logic::Truth;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{DefId, Expr, PaySign, PayoutRule, TableId, Worth};
use crate::value::Number;

impl Run<'_> {
    pub(super) fn payout(&mut self, expr: &Expr, rule: &PayoutRule, table: TableId, sel: &[u32]) -> Cells {
        let mut out = blank(sel);
        let mut open = all(sel);
        if let Some(applies) = &rule.applies {
            let truths = self.condition(applies, table, sel);
            let mut for_whom = Part::default();
            for ((at, row), truth) in open.at.iter().zip(&open.rows).zip(truths) {
                match truth {
                    Truth::Yes => for_whom.push(*at as usize, *row),
                    Truth::No => put(&mut out, *at, Slot::NotApplicable(self.current)),
                    Truth::Fault(id) => put(&mut out, *at, Slot::Fault(id)),
                }
            }
            open = for_whom;
        }
        let held = self.held(&rule.gates, &[], table, &open.rows);
        let free = self.release(expr, &open, held, table, &mut out);
        let amounts = self.eval(&rule.amount, table, &free.rows);
        for (position, (at, row)) in free.at.iter().zip(&free.rows).enumerate() {
            let slot = amounts.get(position, *row);
            let paid = match as_number(slot) {
                Some(amount) => self.pay_out(expr, rule, amount, table, *row),
                None => Slot::Fault(self.needed(Use::Payout, rule.amount.span, slot, (table, *row))),
            };
            put(&mut out, *at, paid);
        }
        Cells::Each(out)
    }

    /// Rounds as money is paid. The sign is judged on the exact amount.
    fn pay_out(&mut self, expr: &Expr, rule: &PayoutRule, amount: &Number, table: TableId, row: u32) -> Slot {
        if rule.worth == Worth::Exact {
            return number(amount.clone());
        }
        if amount.is_negative() && rule.sign == PaySign::NotNegative {
            return Slot::Fault(self.fault(problems::NEGATIVE_PAYOUT, expr.span, (table, row), |run| {
                let name = run.name_of(run.current);
                let problem = problems::negative_payout(expr.span, rule.amount.span, &name, &run.show_number(amount, expr.ty));
                run.with_cells(problem.place(run.row_place(table, row)), &rule.amount, table, row)
            }));
        }
        let plan = self.plan;
        let Some(rounding) = &plan.rounding else { return number(amount.clone()) };
        let paid = amount.round_to(&rounding.unit, rounding.mode);
        if paid.as_ref().is_ok_and(|paid| paid != amount) {
            self.detail(expr, table, row, || Detail::Rounded { before: amount.clone() });
        }
        self.settled(expr, paid, table, row)
    }

    /// The sum of the payouts a person has, each as paid; 0 where there are none.
    pub(super) fn payout_total(&mut self, expr: &Expr, payouts: &[DefId], table: TableId, sel: &[u32]) -> Cells {
        let mut out = Vec::with_capacity(sel.len());
        for row in sel {
            let mut sum = number(Number::ZERO);
            for payout in payouts {
                let slot = self.raw(*payout, *row);
                let Some(before) = as_number(&sum) else { break };
                sum = match &slot {
                    Slot::NotApplicable(_) => continue,
                    Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_) => match as_number(&slot) {
                        Some(paid) => {
                            let next = before.add(paid);
                            self.settled(expr, next, table, *row)
                        }
                        None => Slot::Fault(self.needed(Use::Payout, expr.span, &slot, (table, *row))),
                    },
                };
            }
            out.push(sum);
        }
        Cells::Each(out)
    }
}
