//! An approved exception: what counts instead, who approved it, and what the plan would have given.

use super::tree::Node;
use super::values::Row;
use super::{Teller, json};
use crate::diagnostic::text::sanitise;
use crate::engine::Excepted;
use crate::engine::table::Slot;
use crate::plan::ir::{Def, DefId, Exception, Expr};
use crate::report::excepted;
use crate::source::Span;

impl<'a> Teller<'a> {
    /// The exception that the value of a definition is.
    pub(super) fn exception(&self, id: DefId, at: Row) -> Option<(&'a Excepted, &'a Exception)> {
        excepted::of_value(&self.report, id, at.row)
    }

    /// A value that was approved; `clause` is the plan's own.
    pub(super) fn excepted(
        &mut self,
        (def, id, body): (&'a Def, DefId, &'a Expr),
        (excepted, exception): (&'a Excepted, &'a Exception),
        clause: Span,
        at: Row,
    ) -> Node {
        let place = exception.values.iter().find(|value| value.def == id).map_or(exception.span, |value| value.span);
        let mut node = Node::new(self.title(def)).at(self.place(place));
        node.name = Some(def.name.clone());
        if let Some(slot @ Slot::Value(value)) = self.report.slot(id, at.row) {
            node.value = Some(json::scalar(&self.report, value, def.role));
            let came = self.equals_slot(slot, def.ty);
            node.text.push_str(&came);
        }
        node.text.push_str(&self.say(", an approved exception", "（特批）"));
        if !self.told.insert((id, at.row)) {
            node.text.push_str(&self.say(" (see above)", "（见上）"));
            return node;
        }
        let (approved, because) = (sanitise(&exception.approved), sanitise(&exception.because));
        let (from, to) = (exception.from, exception.to);
        let ledger = Node::new(self.say(
            &format!("approved “{approved}”, from {from} to {to}: {because}"),
            &format!("批准“{approved}”，{from} 至 {to}：{because}"),
        ))
        .at(self.place(exception.span));
        let came = match &excepted.before {
            Slot::Value(_) => self.derived(body, at, &excepted.before, def.ty),
            slot @ (Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) => self.without(slot),
        };
        let before = self.say(&format!("by the plan{came}"), &format!("按制度{came}"));
        let amended = self.amended(clause);
        let parts = self.under(def.role, body, &excepted.before, at);
        node.with(vec![ledger, Node::new(before).at(self.place(clause)).with(amended).with(parts)])
    }
}
