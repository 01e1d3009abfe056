//! Reasons that stand beside clauses which are told in a table or a sentence of a list.

use super::Teller;
use super::text::columns;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::report::names::{capital, titled};
use crate::syntax::ast::{self, Item, Quoted, Scope};

impl Teller<'_> {
    pub(super) fn reasons(&self, out: &mut Document) {
        let mut rows = self.of_clauses();
        rows.extend(self.of_choices());
        if rows.is_empty() {
            return;
        }
        out.heading(1, self.say("Further reasons", "条款理由"));
        let mut table = columns([self.say("Clause", "条款"), self.say("Why", "理由")]);
        rows.into_iter().for_each(|row| table.row(row));
        out.table(table);
    }

    /// The scorecards that the handbook is about, and their KPIs, as they are written.
    fn written_cards(&self) -> (Vec<&ast::Scorecard>, Vec<&ast::Kpi>) {
        let cards = self.cards_told().filter_map(|card| self.clauses.card(card.span)).collect();
        let kpis = self.cards_told().flat_map(|card| &card.kpis).filter_map(|kpi| self.clauses.kpi(kpi.span)).collect();
        (cards, kpis)
    }

    pub(super) fn gates_told(&self) -> Vec<&ast::Gate> {
        let (cards, kpis) = self.written_cards();
        let single = self.clauses.items.iter().filter_map(|item| if let Item::Gate(gate) = item { Some(gate) } else { None });
        let payouts = self.payouts_told().filter_map(|paid| self.clauses.payout(paid.def.span)).flat_map(|payout| &payout.gates);
        let own = cards.into_iter().flat_map(|card| &card.gates).chain(kpis.into_iter().flat_map(|kpi| &kpi.gates));
        single.chain(payouts).chain(own).collect()
    }

    pub(super) fn vetoes_told(&self) -> Vec<&ast::Veto> {
        let (cards, kpis) = self.written_cards();
        cards.into_iter().flat_map(|card| &card.vetoes).chain(kpis.into_iter().flat_map(|kpi| &kpi.vetoes)).collect()
    }

    /// The reasons of clauses that have no paragraph of their own.
    fn of_clauses(&self) -> Vec<[String; 2]> {
        let mut rows = Vec::new();
        let mut add = |name: String, reason: Option<&Quoted>| {
            let reason = reason.map(|reason| sanitise(reason.text.trim())).filter(|reason| !reason.is_empty());
            rows.extend(reason.map(|reason| [capital(&name), reason]));
        };
        for gate in self.gates_told() {
            add(sanitise(gate.title.text.trim()), gate.because.as_ref());
        }
        for veto in self.vetoes_told() {
            add(titled(veto.title.as_ref().map(|title| title.text.as_str()), &veto.name.text), veto.because.as_ref());
        }
        for item in &self.clauses.items {
            if let Item::Grade(grade) = item {
                add(self.say("Grades", "等级"), grade.because.as_ref());
                for line in &grade.lines {
                    add(self.say(format!("Grade {}", line.name.text), format!("等级 {}", line.name.text)), line.because.as_ref());
                }
            } else if let Item::Limit(limit) = item {
                add(self.say("How many people may hold a grade", "强制分布"), limit.because.as_ref());
            } else if let Item::Let(clause) = item {
                add(self.titles(&clause.name.text), clause.because.as_ref());
            } else if let Item::Carry(clause) = item {
                add(self.titles(&clause.name.text), clause.because.as_ref());
            } else if let Item::Tiers(tiers) = item {
                add(self.titles(&tiers.name.text), tiers.because.as_ref());
            } else if let Item::Bands(bands) = item {
                add(self.titles(&bands.name.text), bands.because.as_ref());
            } else if let Item::Calendar(calendar) = item {
                add(sanitise(&calendar.name.text), calendar.because.as_ref());
            } else if let Item::Input(input) = item {
                for column in &input.columns {
                    add(self.titles(&column.name.text), column.because.as_ref());
                }
            }
        }
        rows
    }

    /// What the author has looked at and means as it is.
    fn of_choices(&self) -> Vec<[String; 2]> {
        let role = self.asked.role.is_some();
        let told = self.clauses.allows.iter().filter_map(|allow| {
            let reason = sanitise(allow.because.text.trim());
            let name = match allow.scope {
                Scope::Policy | Scope::File => Some(self.say("The plan as a whole", "整个制度")),
                Scope::Block(block) => self.block_at(block).or_else(|| (!role).then(|| self.say("The plan", "本制度"))),
            };
            Some([capital(&name?), reason]).filter(|[_, reason]| !reason.is_empty())
        });
        told.collect()
    }

    /// What the block is called that begins at a place.
    fn block_at(&self, block: crate::source::Span) -> Option<String> {
        let inside = |span: crate::source::Span| span.file == block.file && span.start == block.start;
        let cards = self.cards_told().find(|card| inside(card.span)).map(|card| titled(card.title.as_deref(), &card.name));
        let kpis = self.cards_told().flat_map(|card| &card.kpis).find(|kpi| inside(kpi.span));
        let kpis = kpis.map(|kpi| titled(kpi.title.as_deref(), &kpi.name));
        let paid = self.payouts_told().find(|paid| inside(paid.def.span)).map(|paid| self.called(paid.id));
        let grade = self.clauses.items.iter().any(|item| matches!(item, Item::Grade(grade) if inside(grade.span)));
        cards.or(kpis).or(paid).or_else(|| grade.then(|| self.say("Grades", "等级")))
    }
}
