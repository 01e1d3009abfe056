//! Slips in ranks and pools.

use super::{Maker, Slip};
use crate::mutation::removal::removed;
use crate::mutation::texts::{Piece, holds, is_chinese};
use crate::plan::ir::{Expr, Pool, Standing};
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

    /// The text of an expression that holds one of its parts.
    fn written(&self, expr: &'a Expr, part: crate::source::Span, kinds: &[Kind]) -> Option<Piece<'a>> {
        self.texts.around(part, kinds).filter(|holder| holds(expr.span, holder.span()))
    }
}
