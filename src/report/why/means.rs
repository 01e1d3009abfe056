//! Means that leave out extremes, and means of several kinds of raters: what was dropped, and how each kind counts.

use crate::engine::trace::MeanTrace;
use crate::plan::ir::{Aggregate, Expr, Group, Rated, RatedKind, TableId, Trim};
use crate::syntax::ast::WhenMissing;
use crate::value::Type;

use super::Teller;
use super::rows::{MOST_ROWS, Of, Rest};
use super::tree::Node;
use super::values::Row;

impl<'a> Teller<'a> {
    /// What stands under a mean that trims or weighs.
    pub(super) fn means(&mut self, expr: &Expr, aggregate: &'a Aggregate, table: TableId, means: &[MeanTrace]) -> Vec<Node> {
        match &aggregate.rated {
            None => means.iter().flat_map(|mean| self.mean_rows(aggregate, table, mean)).collect(),
            Some(rated) => {
                let kinds = means.iter().zip(&rated.kinds);
                kinds.map(|(mean, kind)| self.kind(expr.ty, aggregate, (rated, kind), table, mean)).collect()
            }
        }
    }

    /// `, 1 high and 1 low dropped`; where too few rows are there, that none was.
    pub(super) fn dropped(&self, trim: Option<&Trim>, mean: &MeanTrace) -> String {
        let Some(trim) = trim.filter(|_| !mean.rows.is_empty()) else { return String::new() };
        let (high, low) = (mean.high.len(), mean.low.len());
        if high == 0 && low == 0 {
            let least = trim.at_least;
            return self.say(&format!(", fewer than {least}, so none is dropped"), &format!("，不满 {least} 个，不去掉"));
        }
        let part = |count: usize, en: &str, zh: &str| (count > 0).then(|| self.say(&format!("{count} {en}"), &format!("{count} 个{zh}")));
        let parts: Vec<String> = [part(high, "high", "最高分"), part(low, "low", "最低分")].into_iter().flatten().collect();
        let parts = parts.join(&self.say(" and ", "、"));
        self.say(&format!(", {parts} dropped"), &format!("，去掉{parts}"))
    }

    /// The rows of a mean; the dropped ones say so.
    fn mean_rows(&mut self, aggregate: &'a Aggregate, table: TableId, mean: &MeanTrace) -> Vec<Node> {
        let of = aggregate.value.as_ref().map_or(Of::Nothing, Of::Expr);
        let is_dropped = |row: &u32| mean.high.contains(row) || mean.low.contains(row);
        // The dropped ones are what the reader asks about, so they are among those listed.
        let (dropped, kept): (Vec<u32>, Vec<u32>) = mean.rows.iter().copied().partition(is_dropped);
        let shown: Vec<u32> = dropped.iter().chain(&kept).copied().take(MOST_ROWS).collect();
        let mut nodes = Vec::with_capacity(shown.len());
        for row in mean.rows.iter().copied().filter(|row| shown.contains(row)) {
            let mut node = self.row(Row { table, row }, of);
            if mean.high.contains(&row) {
                node.text.push_str(&self.say(" (dropped as a high)", "（最高分，去掉）"));
            } else if mean.low.contains(&row) {
                node.text.push_str(&self.say(" (dropped as a low)", "（最低分，去掉）"));
            }
            nodes.push(node);
        }
        let rest: Vec<u32> = mean.rows.iter().copied().filter(|row| !shown.contains(row)).collect();
        nodes.extend(self.folded(&rest, table, of, Rest::Counted));
        nodes
    }

    /// `“peer” 20%, counted as 25%: 2 rows, mean 4.5`
    fn kind(&mut self, ty: Type, aggregate: &'a Aggregate, (rated, kind): (&Rated, &RatedKind), table: TableId, mean: &MeanTrace) -> Node {
        let name = self.say(&format!("“{}”", kind.option), &format!("“{}”", kind.option));
        let weight = self.amount(&kind.weight, Type::Percent);
        let Some(own) = &mean.mean else {
            let words = match rated.missing {
                WhenMissing::Reweight => self.say("nobody, the others share its weight", "无人评分，权重分给其他各类"),
                WhenMissing::Zero => self.say("nobody, counted as 0", "无人评分，计零"),
                WhenMissing::Error => self.say("nobody", "无人评分"),
            };
            return Node::new(format!("{name} {weight}{}{words}", self.colon())).at(self.place(kind.span));
        };
        let counted = match &mean.weight {
            Some(counted) if *counted != kind.weight => {
                let counted = self.amount(counted, Type::Percent);
                self.say(&format!(", counted as {counted}"), &format!("，按 {counted} 计"))
            }
            Some(_) | None => String::new(),
        };
        let (count, dropped) = (self.counted(Group::Child(table), mean.rows.len()), self.dropped(aggregate.trim.as_ref(), mean));
        let own = self.amount(own, ty);
        let mean_words = self.say(&format!(", mean {own}"), &format!("，平均 {own}"));
        let text = format!("{name} {weight}{counted}{}{count}{dropped}{mean_words}", self.colon());
        let rows = self.mean_rows(aggregate, table, mean);
        Node::new(text).at(self.place(kind.span)).with(rows)
    }
}
