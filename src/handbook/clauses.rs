//! The clauses as they were written, found by their place: what the plan has taken apart or does not keep.

use crate::source::Span;
use crate::syntax::ast::{Allow, File, Item, Kpi, Payout, Scorecard};

/// The clauses of all files as they are in force.
#[derive(Debug, Default)]
pub(super) struct Clauses<'a> {
    pub items: Vec<&'a Item>,
    /// Names of bands and tiers that stand alone.
    pub shapes: Vec<&'a str>,
    pub payouts: Vec<&'a Payout>,
    pub cards: Vec<&'a Scorecard>,
    pub kpis: Vec<&'a Kpi>,
    pub allows: Vec<&'a Allow>,
}

impl<'a> Clauses<'a> {
    pub(super) fn of(files: &'a [File]) -> Clauses<'a> {
        let mut found = Clauses { allows: files.iter().flat_map(|file| &file.allows).collect(), ..Clauses::default() };
        files.iter().flat_map(|file| &file.items).for_each(|item| found.add(item));
        found
    }

    fn add(&mut self, item: &'a Item) {
        self.items.push(item);
        if let Item::Payout(payout) = item {
            self.payouts.push(payout);
        } else if let Item::Scorecard(card) = item {
            self.cards.push(card);
            self.kpis.extend(&card.kpis);
        } else if let Item::Tiers(tiers) = item {
            self.shapes.push(&tiers.name.text);
        } else if let Item::Bands(bands) = item {
            self.shapes.push(&bands.name.text);
        }
    }

    pub(super) fn payout(&self, span: Span) -> Option<&'a Payout> {
        self.payouts.iter().find(|payout| payout.span == span).copied()
    }

    pub(super) fn card(&self, span: Span) -> Option<&'a Scorecard> {
        self.cards.iter().find(|card| card.span == span).copied()
    }

    pub(super) fn kpi(&self, span: Span) -> Option<&'a Kpi> {
        self.kpis.iter().find(|kpi| kpi.span == span).copied()
    }
}
