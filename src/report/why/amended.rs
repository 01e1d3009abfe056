//! Amendments: which clause is in force, since when and by whose approval, and what it has taken the place of.

use super::Teller;
use super::tree::Node;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{Amendment, Replaced};
use crate::source::Span;

impl<'a> Teller<'a> {
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
