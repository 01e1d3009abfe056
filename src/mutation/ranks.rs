//! Slips in ranks and pools.

use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::mutation::numeral::{Change, Numeral};
use crate::mutation::removal::{cut, removed};
use crate::mutation::texts::{Piece, holds, is_chinese};
use crate::plan::edited::Edit;
use crate::plan::ir::{Expr, Limit, Pool, Standing};
use crate::syntax::concrete::Kind;

impl<'a> Maker<'a> {
    /// Ties the other way, the other end first, the condition left out.
    pub(super) fn standing(&mut self, expr: &'a Expr, standing: &'a Standing) {
        self.filter(expr, standing.filter.as_ref());
        let Some(holder) = self.written(expr, standing.value.span, &[Kind::standing, Kind::zh_standing]) else { return };
        let ties = holder.part(&[Kind::ties_word]).and_then(|ties| ties.parts().next());
        let other = ties.and_then(|word| {
            let (en, zh) = match word.node.kind {
                Kind::ties_best => ("ties worst", "并列取末位"),
                Kind::ties_worst | Kind::ties_average => ("ties best", "并列取首位"),
                _ => return None,
            };
            word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts)
        });
        self.slip(Slip::Order, other);
        let lowest = holder.part(&[Kind::kw_lowest_first]).map(|word| removed(self.texts, word.span()));
        self.slip(Slip::Order, lowest);
    }

    /// The condition left out, and the other rule for a sum of 0.
    pub(super) fn pool(&mut self, expr: &'a Expr, pool: &'a Pool) {
        self.filter(expr, pool.filter.as_ref());
        let Some(holder) = self.written(expr, pool.amount.span, &[Kind::pool, Kind::zh_pool]) else { return };
        let zero = holder.part(&[Kind::zero_equally, Kind::zero_nobody]).and_then(|word| {
            let (en, zh) = match word.node.kind {
                Kind::zero_equally => ("when zero nobody", "合计为零时不分配"),
                _ => ("when zero equally", "合计为零时平均分配"),
            };
            word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts)
        });
        self.slip(Slip::Missing, zero);
    }

    /// The clause gone; another share; `exactly` for `at most`; ties, heads and the smallest group otherwise.
    pub(super) fn limit(&mut self, limit: &'a Limit, open: &mut Open<'a>) {
        open.extend([&limit.by].into_iter().chain(&limit.filter).map(|part| (part, Place::Plain)));
        let Some(clause) = self.texts.first(limit.span, &[Kind::limit]) else { return };
        self.slip(Slip::Dropped, [removed(self.texts, limit.span)]);
        let number = clause.part(&[Kind::number_literal]).and_then(Numeral::read);
        for change in [Change::Up, Change::Down] {
            self.slip(Slip::Number, number.as_ref().and_then(|number| number.changed(&change)));
        }
        let kind = clause.part(&[Kind::limit_kind]).and_then(|kind| kind.parts().next());
        self.slip(Slip::Bound, kind.and_then(|word| self.other(word, (Kind::k_exactly, "at most", "不超过"), ("exactly", "恰为"))));
        for tail in clause.inside(&[Kind::limit_tail]).into_iter().filter_map(|tail| tail.parts().next()) {
            let word = tail.parts().next();
            match tail.node.kind {
                Kind::seat_ties => {
                    let (no, yes) = ((Kind::k_ties_included, "ties excluded", "并列不计入"), ("ties included", "并列计入"));
                    self.slip(Slip::Order, word.and_then(|word| self.other(word, no, yes)));
                }
                Kind::heads_rounded => {
                    let mode = tail.part(&[Kind::header_mode]).and_then(|mode| mode.parts().next());
                    let edit = mode.and_then(|word| self.other(word, (Kind::k_round_down, "up", "进位"), ("down", "舍去")));
                    self.slip(Slip::Rounding, edit);
                }
                _ => self.slip(Slip::Dropped, [removed(self.texts, tail.span())]),
            }
        }
        if let Some(filter) = clause.part(&[Kind::filter]) {
            self.slip(Slip::Dropped, [cut(self.texts, filter.span())]);
        }
        if let (Some(word), Some(filter)) = (clause.part(&[Kind::kw_where]), clause.part(&[Kind::where_condition])) {
            self.slip(Slip::Dropped, [cut(self.texts, word.span().join(filter.span()))]);
        }
    }

    /// One of two words for the other: `one` stands for the first kind, `other` for every other.
    fn other(&self, word: Piece<'_>, (kind, en, zh): (Kind, &str, &str), (other_en, other_zh): (&str, &str)) -> Option<Edit> {
        let (en, zh) = if word.node.kind == kind { (en, zh) } else { (other_en, other_zh) };
        word.instead(if is_chinese(&word.node.text) { zh } else { en }, self.texts)
    }

    /// The text of an expression that holds one of its parts.
    fn written(&self, expr: &'a Expr, part: crate::source::Span, kinds: &[Kind]) -> Option<Piece<'a>> {
        self.texts.around(part, kinds).filter(|holder| holds(expr.span, holder.span()))
    }
}
