//! Amendments: which clause is in force, since when and by whose approval, and what it has taken the place of.

use super::Teller;
use super::tree::Node;
use super::values::Row;
use crate::diagnostic::text::sanitise;
use crate::engine::trace::Detail;
use crate::plan::ir::{Amendment, Expr, ParamId, ParamKind, Replaced};
use crate::source::Span;

impl<'a> Teller<'a> {
    /// Whether a param is one by name, and no rate of a currency.
    pub(super) fn is_named(&self, id: ParamId) -> bool {
        self.report.plan.params.get(id.0 as usize).is_some_and(|param| param.kind == ParamKind::Named)
    }

    /// A param on another day: its value then, since when that was in force, and which day it was.
    pub(super) fn param_on(&mut self, expr: &'a Expr, (id, day): (ParamId, &'a Expr), at: Row) -> Vec<Node> {
        let Some(param) = self.report.plan.params.get(id.0 as usize) else { return Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, param.ty));
        let version = match self.detail(expr, at) {
            Some(Detail::Version(version)) => param.at_all_times().get(*version as usize),
            Some(_) | None => None,
        };
        let (name, words) = (sanitise(&param.name), self.clause(day.span));
        let since = version
            .and_then(|version| version.from)
            .map_or(String::new(), |from| self.say(&format!(", in force from {from}"), &format!("，自 {from} 起")));
        let text = self.say(&format!("{name} as of {words}{value}{since}"), &format!("{name} 以 {words} 为准{value}{since}"));
        let mut node = Node::new(text).at(self.place(version.map_or(param.span, |version| version.span)));
        node.name = Some(param.name.clone());
        vec![node.with(self.parts(day, at))]
    }

    /// What an amendment has changed of a clause; each is told once.
    pub(super) fn amended(&mut self, clause: Span) -> Vec<Node> {
        let found: Vec<(&'a Amendment, &'a Replaced)> = self
            .amendments()
            .filter(|(_, replaced)| holds(replaced.now, clause))
            .filter(|(_, replaced)| !self.amended.contains(&replaced.now))
            .collect();
        self.amended.extend(found.iter().map(|(_, replaced)| replaced.now));
        found.into_iter().map(|(amendment, replaced)| self.amendment(amendment, replaced)).collect()
    }

    /// What else of what has been told amendments have changed: the tiers that a payout uses by name.
    pub(super) fn amended_besides(&mut self) -> Vec<Node> {
        let touched = self.touched.take();
        touched.into_iter().flat_map(|clause| self.amended(clause)).collect()
    }

    /// Notes that a place has been told.
    pub(super) fn touch(&self, clause: Span) {
        if self.amendments().any(|(_, replaced)| holds(replaced.now, clause)) {
            self.touched.borrow_mut().push(clause);
        }
    }

    fn amendments(&self) -> impl Iterator<Item = (&'a Amendment, &'a Replaced)> + use<'a> {
        let all = self.report.plan.amendments.iter();
        all.flat_map(|amendment| amendment.replaced.iter().map(move |replaced| (amendment, replaced)))
    }

    fn amendment(&self, amendment: &Amendment, replaced: &Replaced) -> Node {
        let name = sanitise(replaced.name.get(self.language));
        let (title, approved) = (sanitise(&amendment.title), sanitise(&amendment.approved));
        let (from, because) = (amendment.from, sanitise(&amendment.because));
        let (to_en, to_zh) = amendment.to.map_or((String::new(), String::new()), |to| (format!(" to {to}"), format!("至 {to}")));
        let words = self.say(
            &format!("`{name}` as amended from {from}{to_en} by “{title}”, approved by “{approved}”: {because}"),
            &format!("`{name}` 自 {from} 起{to_zh}按修订“{title}”，批准“{approved}”：{because}"),
        );
        let before = self.clause(replaced.before);
        let before = Node::new(self.say(&format!("before: {before}"), &format!("原为：{before}"))).at(self.place(replaced.before));
        Node::new(words).at(self.place(amendment.span)).with(vec![before])
    }
}

fn holds(whole: Span, part: Span) -> bool {
    whole.file == part.file && whole.start <= part.start && part.end <= whole.end
}
