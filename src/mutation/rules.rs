//! Scorecards, grades and payouts: their gates, vetoes and conditions, and how KPIs go together.

use super::literals::as_written;
use super::numeral::{Change, Numeral, Share};
use super::removal::{cut, removed};
use super::texts::{Piece, WHEN_MISSING};
use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::plan::edited::Edit;
use crate::plan::ir::{Body, Expr, Gate, Kpi, KpiScore, PaySign, PayoutRule, Scorecard, Total, Veto};
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::ChoiceId;

impl<'a> Maker<'a> {
    pub(super) fn kpi_score(&mut self, rule: &'a KpiScore, open: &mut Open<'a>) {
        self.gates(&rule.gates, open);
        for veto in &rule.vetoes {
            self.veto(veto, open);
        }
        open.push((&rule.score, Place::Plain));
    }

    pub(super) fn total(&mut self, rule: &'a Total, open: &mut Open<'a>) {
        self.caps(&rule.caps, open);
        self.gates(&rule.gates, open);
        for veto in &rule.vetoes {
            self.veto(veto, open);
        }
    }

    pub(super) fn payout(&mut self, expr: &'a Expr, rule: &'a PayoutRule, open: &mut Open<'a>) {
        if let Some(applies) = &rule.applies {
            self.applies(applies.span);
            open.push((applies, Place::Plain));
        }
        self.gates(&rule.gates, open);
        open.push((&rule.amount, Place::Plain));
        match rule.sign {
            PaySign::MayBeNegative => {
                let block = self.texts.around(Span { end: expr.span.start, ..expr.span }, &[Kind::payout]);
                let edit = block.and_then(|block| block.part(&[Kind::negative_line])).map(|line| removed(self.texts, line.span()));
                self.slip(Slip::Dropped, edit);
            }
            PaySign::NotNegative => {}
        }
    }

    fn gates(&mut self, gates: &'a [Gate], open: &mut Open<'a>) {
        for gate in gates {
            self.clause(gate.span, Kind::gate);
            open.push((&gate.needs, Place::Plain));
        }
    }

    pub(super) fn veto(&mut self, veto: &'a Veto, open: &mut Open<'a>) {
        self.clause(veto.span, Kind::veto);
        open.push((&veto.when, Place::Plain));
    }

    /// A clause gone, its reason with it.
    fn clause(&mut self, span: Span, kind: Kind) {
        let whole = self.texts.around(span, &[kind]).or_else(|| self.texts.first(span, &[kind]));
        self.slip(Slip::Dropped, [removed(self.texts, whole.map_or(span, Piece::span))]);
    }

    /// A veto that gives another grade: the one above it, of the best the one below.
    pub(super) fn veto_grade(&mut self, span: Span, choice: ChoiceId, option: u32) {
        let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
        let at = option as usize;
        let other = options.get(at.saturating_add(1)).or_else(|| at.checked_sub(1).and_then(|below| options.get(below)));
        let holder = self.texts.around(span, &[Kind::veto]).or_else(|| self.texts.first(span, &[Kind::veto]));
        let name = holder.and_then(|veto| veto.inside(&[Kind::grade_name]).pop());
        if let (Some(other), Some(name)) = (other, name) {
            let text = as_written(self.texts.slice(name.span()), &other.name);
            self.slip(Slip::Option, [Edit { span: name.span(), text }]);
        }
    }

    /// A payout or a scorecard for everybody.
    fn applies(&mut self, condition: Span) {
        let Some(applies) = self.texts.around(condition, &[Kind::applies]) else { return };
        let Some(word) = applies.part(&[Kind::k_applies]) else { return };
        self.slip(Slip::Dropped, [cut(self.texts, word.span().join(applies.span()))]);
    }

    pub(super) fn scorecard(&mut self, card: &'a Scorecard) {
        if let Some(Body::Expr(applies)) = self.plan.defs.get(card.covered.0 as usize).map(|def| &def.body) {
            self.applies(applies.span);
        }
        for kpi in &card.kpis {
            self.kpi(kpi);
        }
        for pair in card.kpis.windows(2) {
            let [one, other] = pair else { continue };
            self.weights(one, other);
        }
    }

    /// How a KPI is counted where less is better, and where its measure is missing.
    fn kpi(&mut self, kpi: &'a Kpi) {
        let head = Span { end: kpi.span.start, ..kpi.span };
        let Some(block) = self.texts.around(head, &[Kind::kpi]) else { return };
        if let Some(line) = block.part(&[Kind::lower_line]) {
            self.slip(Slip::Dropped, [removed(self.texts, line.span())]);
            let word = line.part(&[Kind::k_by_ratio, Kind::k_by_mirror]);
            let edit = word.and_then(|word| {
                word.opposite([(Kind::k_by_ratio, "by ratio", "按比值"), (Kind::k_by_mirror, "by mirror", "按 2−实际÷目标")], self.texts)
            });
            self.slip(Slip::Method, edit);
        }
        let word = block.part(&[Kind::missing_line]).and_then(|line| line.part(&[Kind::k_reweight, Kind::k_zero]));
        let edit = word.and_then(|word| word.opposite(WHEN_MISSING, self.texts));
        self.slip(Slip::Missing, edit);
    }

    /// The smallest part of a weight given to the next, so that together they are still all of it.
    fn weights(&mut self, one: &'a Kpi, other: &'a Kpi) {
        let written = |kpi: &Kpi| {
            let literals = self.texts.inside(kpi.weight.span, &[Kind::number_literal]);
            Numeral::read(*literals.first().filter(|_| literals.len() == 1)?).filter(|weight| weight.share == Share::Yes)
        };
        let (Some(more), Some(less)) = (written(one), written(other)) else { return };
        let unit = more.last_place().min(less.last_place());
        let edits = [more.changed(&Change::By(unit.clone())), less.changed(&Change::By(unit.neg()))];
        self.slip(Slip::Weight, edits.into_iter().flatten());
    }
}
