//! The ruling, with its calculation.

use super::Scribe;
use crate::appeal::clauses;
use crate::appeal::deadlines::Step;
use crate::appeal::difference::Worth;
use crate::appeal::judge::Ruling;
use crate::appeal::states::{Further, State};
use crate::appeal::tell;
use crate::document::{Block, Document};
use crate::report::readable::Names;

impl Scribe<'_, '_> {
    pub(super) fn ruling(&self) -> Document {
        let judged = &self.account.judged;
        let Some(ruling) = judged.ruling() else { return Document::new("", self.words.language) };
        let (decision, on) = (ruling.decision, ruling.event.on);
        let mut out = self.open(self.say("Decision on your appeal", "申诉决定书"), on);
        let outcome = decision.outcome.text();
        out.facts(vec![(self.say("Decision", "决定"), outcome.get(self.words.language).to_string())]);
        out.paragraph(decision.reason.clone().unwrap_or_default());
        out.facts(self.subject());
        out.heading(1, self.say("What it rests on", "决定依据"));
        let mut facts: Vec<(String, String)> = Vec::new();
        for name in &decision.clauses {
            let clause = clauses::find(self.book.rules.plan, name, self.words.language);
            let (title, text) = clause
                .map_or_else(|| (name.clone(), String::new()), |clause| (clause.title, clauses::words(self.book.sources, clause.span)));
            facts.push((self.say(format!("Clause “{title}”"), format!("条款“{title}”")), text));
        }
        facts.extend(decision.evidence.iter().map(|evidence| (self.say("Evidence", "证据"), evidence.clone())));
        out.facts(facts);
        self.calculation(&mut out, ruling);
        self.deciders(&mut out, ruling);
        self.further(&mut out, ruling);
        self.close(&mut out, on);
        out
    }

    /// What was corrected, what that changes, and where the contested number comes from.
    fn calculation(&self, out: &mut Document, ruling: Ruling<'_>) {
        let account = self.account;
        let grants = ruling.decision.outcome.grants();
        let Some(contested) = &account.contested else { return };
        out.heading(1, self.say("Calculation", "计算"));
        let title = &contested.title;
        let text = |worth: &Option<Worth>| worth.as_ref().map(|worth| worth.text.clone());
        let facts = match (text(&contested.before), text(&contested.after)) {
            (Some(before), Some(after)) if before != after && grants => {
                vec![(title.clone(), self.say(format!("{before} before, {after} now"), format!("原为 {before}，现为 {after}")))]
            }
            (Some(before), _) => vec![(title.clone(), self.say(format!("{before}, unchanged"), format!("{before}，不变")))],
            (None, _) => Vec::new(),
        };
        out.facts(facts);
        if grants && !account.corrections.is_empty() {
            out.table(tell::corrections(&account.corrections, self.words));
            if let Some(difference) = account.difference.as_ref().filter(|difference| !difference.own.is_empty()) {
                out.table(tell::moved(self.book, &difference.own, self.words));
            }
        }
        if contested.calculation.is_empty() {
            return;
        }
        out.heading(2, self.say(format!("Where {title} comes from"), format!("{title} 的由来")));
        let names = Names::of(self.book.rules.plan, self.words.language);
        let lines = contested.calculation.iter().map(|line| {
            let said = names.readable(&line.text);
            let place = line.place.as_deref().map(|place| tell::spoken_place(self.book, place, self.words));
            let text = match place {
                Some(place) => self.say(format!("{said} ({place})"), format!("{said}（{place}）")),
                None => said,
            };
            (line.depth, text)
        });
        out.blocks.push(Block::Outline(lines.collect()));
    }

    fn deciders(&self, out: &mut Document, ruling: Ruling<'_>) {
        let judged = &self.account.judged;
        let mut facts = Vec::new();
        if let Some(sitting) = judged.panels.iter().find(|sitting| sitting.instance == ruling.instance) {
            let members = sitting.panel.members.iter().map(|member| match &member.department {
                Some(department) => self.say(format!("{} ({department})", member.spoken()), format!("{}（{department}）", member.spoken())),
                None => member.spoken().to_string(),
            });
            facts.push((self.say("Decided by", "决定人"), self.words.list(members)));
        }
        let heard = judged.events.iter().find(|event| matches!(event.act, crate::appeal::case::Act::Heard));
        facts.extend(heard.map(|event| (self.say("You were heard on", "听取意见日期"), event.on.to_string())));
        out.facts(facts);
    }

    /// Whether anybody else may be turned to, and until when.
    fn further(&self, out: &mut Document, ruling: Ruling<'_>) {
        let (judged, rules) = (&self.account.judged, &self.book.rules);
        let last = matches!(judged.state, State::Final(..)) && judged.lapsed.is_none();
        let escalate = rules.clause.escalate.as_ref().filter(|_| !last && (ruling.instance == 1 || rules.further() == Further::Again));
        out.heading(1, self.say("If you do not agree", "不服决定的途径"));
        let Some(escalate) = escalate else {
            out.paragraph(self.say("This decision is final within the company.", "本决定为公司内部的终审决定。"));
            return;
        };
        let to = &escalate.to;
        let deadline =
            self.last(Step::Escalate).filter(|deadline| deadline.instance == ruling.instance).and_then(super::Deadline::last_day);
        let within = self.words.limit(&escalate.within);
        out.paragraph(match deadline {
            Some(last) => self.say(
                format!("You may turn to {to} once more, by {last} at the latest. Nobody who decided now decides there."),
                format!("您可以最迟于 {last} 向“{to}”申请复核。参与本次决定的人员不参加复核。"),
            ),
            None => self.say(
                format!("You may turn to {to} once more, {within}. Nobody who decided now decides there."),
                format!("您可以{within}向“{to}”申请复核。参与本次决定的人员不参加复核。"),
            ),
        });
    }
}
