//! Versions: which amendments there are, why, who approved them; and how many exceptions.

use super::Teller;
use super::text::columns;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::plan::ir::{Amendment, DefId, Plan, Replaced, Scorecard};
use crate::source::Span;
use crate::value::show;

impl Teller<'_> {
    pub(super) fn history(&self, out: &mut Document) {
        let amendments = self.amendments();
        let exceptions = self.asked.plan.exceptions.len();
        let version = self.plan.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
        if amendments.is_empty() && exceptions == 0 && version.is_none() {
            return;
        }
        out.heading(1, self.say("Versions and amendments", "版本与修订"));
        if let Some(version) = version {
            let version = sanitise(version);
            out.paragraph(self.say(format!("This is version {version}."), format!("本制度版本为 {version}。")));
        }
        if amendments.is_empty() {
            out.paragraph(match self.asked.role {
                Some(_) => self.say("No amendment concerns this role.", "尚无与该岗位有关的修订。"),
                None => self.say("It has not been amended.", "尚无修订。"),
            });
        } else {
            let headings = [
                ("Amendment", "修订"),
                ("In force", "生效时间"),
                ("What it replaces", "修订内容"),
                ("Why", "理由"),
                ("Approved by", "批准"),
            ];
            let mut table = columns(headings.map(|(en, zh)| self.say(en, zh)));
            amendments.iter().for_each(|amendment| table.row(self.amendment(amendment)));
            out.table(table);
        }
        if exceptions > 0 {
            out.paragraph(self.say(
                format!(
                    "Exceptions in force or past: {exceptions}. Each is for one person and a limited time, has a reason and an approval, and is \
                     shown in that person's own explanation; names are not part of this handbook."
                ),
                format!("已批准的特批共 {exceptions} 项。每项特批只适用于一人、有起止时间、有理由和批准，并在本人的结果说明中列明；本手册不载姓名。"),
            ));
        }
    }

    /// Every amendment of the plan once, in the order of the dates.
    fn amendments(&self) -> Vec<&Amendment> {
        let mut all: Vec<&Amendment> = Vec::new();
        for amendment in self.asked.plan.each_version().flat_map(|plan| &plan.amendments) {
            if !all.iter().any(|other| other.span == amendment.span) {
                all.push(amendment);
            }
        }
        all.retain(|amendment| amendment.replaced.iter().any(|replaced| self.concerns_role(replaced)));
        all.sort_by_key(|amendment| amendment.from);
        all
    }

    /// In the handbook of one role a clause of somebody else's scorecard or payout is left out.
    fn concerns_role(&self, replaced: &Replaced) -> bool {
        let touches = |span: Span| [replaced.now, replaced.before].into_iter().any(|clause| overlap(clause, span));
        let told: Vec<&str> = self.cards_told().map(|card| card.name.as_str()).collect();
        let paid: Vec<&str> = self.payouts_told().map(|paid| paid.def.name.as_str()).collect();
        let owners = |plan: &Plan| {
            let def = |id: &DefId| plan.defs.get(id.0 as usize);
            let of_card = |card: &&Scorecard| {
                let kpis = card
                    .kpis
                    .iter()
                    .flat_map(|kpi| [Some(kpi.span), Some(kpi.weight.span), kpi.target.as_ref().and_then(def).map(|def| def.span)]);
                let adjusts = card.adjusts.iter().filter_map(def).map(|def| def.span);
                kpis.flatten().chain(adjusts).chain([card.span]).any(touches)
            };
            let cards = plan.scorecards.iter().filter(of_card).map(|card| told.contains(&card.name.as_str()));
            let payouts = plan.payouts.iter().filter_map(def).filter(|def| touches(def.span)).map(|def| paid.contains(&def.name.as_str()));
            cards.chain(payouts).collect::<Vec<bool>>()
        };
        let owners: Vec<bool> = self.asked.plan.each_version().flat_map(owners).collect();
        owners.is_empty() || owners.contains(&true)
    }

    fn amendment(&self, amendment: &Amendment) -> Vec<String> {
        let from = show::date(amendment.from);
        let in_force = match amendment.to {
            Some(to) => self.say(format!("{from} to {}", show::date(to)), format!("{from} 至 {}", show::date(to))),
            None => self.say(format!("from {from}"), format!("自 {from} 起")),
        };
        let replaced = self.listed(
            amendment
                .replaced
                .iter()
                .filter(|replaced| self.concerns_role(replaced))
                .map(|replaced| self.titles(replaced.name.get(self.asked.language))),
        );
        let stated = |text: &str| if text.trim().is_empty() { self.say("not stated", "未注明") } else { sanitise(text.trim()) };
        vec![stated(&amendment.title), in_force, stated(&replaced), stated(&amendment.because), stated(&amendment.approved)]
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}
