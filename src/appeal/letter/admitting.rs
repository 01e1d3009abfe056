//! Letters before the review: accepted, incomplete, refused.

use super::Scribe;
use crate::appeal::case::Act;
use crate::appeal::deadlines::{Step, after};
use crate::appeal::states::Further;
use crate::document::Document;
use crate::syntax::ast::LimitStart;
use crate::value::Date;

impl Scribe<'_, '_> {
    /// The day of the first event of a kind; the day as of which it is told where it has not happened.
    fn day(&self, wanted: fn(&Act) -> bool) -> Date {
        let happened = self.account.judged.events.iter().find(|event| wanted(&event.act)).map(|event| event.on);
        happened.unwrap_or(self.book.rules.as_of)
    }

    pub(super) fn acknowledgement(&self) -> Document {
        if self.account.judged.state.instance() > 1 && self.account.judged.state.outcome().is_none() {
            return self.again();
        }
        let clause = self.book.rules.clause;
        let on = self.day(|act| matches!(act, Act::Accepted));
        let mut out = self.open(self.say("Your appeal is accepted", "申诉受理通知书"), on);
        out.paragraph(self.say(
            format!("Your appeal was accepted on {on}. It will be reviewed on these terms:"),
            format!("您提出的申诉已于 {on} 受理，现将有关事项告知如下。"),
        ));
        out.facts(self.subject());
        out.heading(1, self.say("What happens next", "后续安排"));
        let mut steps: Vec<String> = self.who_decides().into_iter().collect();
        if clause.hear.is_some() {
            steps.push(self.say("You are heard before anything is decided.", "作出决定前听取您的意见。"));
        }
        let planned = clause.decide.as_ref().and_then(|limit| after(on, limit.within, self.book.rules.calendar()).ok());
        // As it was when the letter was due: what is waited for later is not known yet.
        let own = clause.decide.as_ref().is_some_and(|limit| limit.start == LimitStart::Acceptance);
        let last = if own { planned } else { self.last(Step::Decide).and_then(super::Deadline::last_day) };
        if let (Some(decide), Some(last)) = (&clause.decide, last) {
            let within = self.words.within(decide.within);
            steps.push(self.say(
                format!("The decision is made by {last} ({within}); days on which evidence is awaited do not count."),
                format!("最迟于 {last} 作出决定（{within}），等待补充证据的时间不计入。"),
            ));
        }
        if let Some(notify) = &clause.notify {
            let (within, channels) = (self.words.limit(notify), self.channels());
            steps.push(self.say(format!("You are told the decision{channels} {within}."), format!("{within}{channels}告知您。")));
        }
        if let Some(escalate) = &clause.escalate {
            let (within, to) = (self.words.limit(&escalate.within), &escalate.to);
            steps.push(self.say(
                format!("If you do not agree with it, you may turn to {to} {within}."),
                format!("对决定不服的，可{within}向“{to}”申请复核。"),
            ));
        }
        out.list(steps);
        self.close(&mut out, on);
        out
    }

    /// It is before the further instance.
    pub(super) fn again(&self) -> Document {
        let rules = &self.book.rules;
        let on = self.account.judged.events.iter().rev().find(|event| matches!(event.act, Act::Escalated { .. })).map(|event| event.on);
        let on = on.unwrap_or(rules.as_of);
        let body = rules.clause.escalate.as_ref().map_or("", |escalate| escalate.to.as_str());
        let mut out = self.open(self.say("Your appeal is before the further instance", "申诉复核受理通知书"), on);
        out.paragraph(self.say(
            format!("You filed again on {on}. {body} decides; nobody takes part who decided before."),
            format!("您已于 {on} 申请复核，由“{body}”作出决定，参加过原评审的人员不参加复核。"),
        ));
        out.facts(self.subject());
        let mut steps = Vec::new();
        if let Some(last) = self.last(Step::Decide).and_then(super::Deadline::last_day) {
            steps.push(self.say(format!("The decision is made by {last}."), format!("最迟于 {last} 作出决定。")));
        }
        if let Some(notify) = &rules.clause.notify {
            let (within, channels) = (self.words.limit(notify), self.channels());
            steps.push(self.say(format!("You are told the decision{channels} {within}."), format!("{within}{channels}告知您。")));
        }
        if rules.further() == Further::Once {
            steps.push(self.say("It is final within the company.", "复核决定为公司内部的终审决定。"));
        }
        out.list(steps);
        self.close(&mut out, on);
        out
    }

    pub(super) fn completion(&self) -> Document {
        let (judged, clause) = (&self.account.judged, self.book.rules.clause);
        let asked = judged
            .events
            .iter()
            .find_map(|event| if let Act::AskedToComplete { missing } = &event.act { Some((event.on, missing.clone())) } else { None });
        let (on, named) = asked.unwrap_or((self.book.rules.as_of, Vec::new()));
        let missing = if named.is_empty() { judged.missing.clone() } else { named };
        let mut out = self.open(self.say("Please complete your appeal", "申诉补正通知书"), on);
        out.paragraph(self.say(
            "Your appeal cannot be accepted yet, because the following is missing:",
            "您提出的申诉材料不齐，暂不能受理。请补正以下内容：",
        ));
        out.list(missing);
        let last = clause.complete.as_ref().and_then(|limit| after(on, limit.within, self.book.rules.calendar()).ok());
        if let Some(last) = last {
            self.note(
                &mut out,
                self.say(
                    format!("Hand it in by {last}. This is told once; without it the appeal counts as withdrawn after that day."),
                    format!("请于 {last} 前（含当日）补正。补正只告知一次，逾期未补正的，视为撤回申诉。"),
                ),
            );
        }
        out.facts(self.subject());
        self.close(&mut out, on);
        out
    }

    pub(super) fn refusal(&self) -> Document {
        let refused = self
            .account
            .judged
            .events
            .iter()
            .find_map(|event| if let Act::Refused { reason, .. } = &event.act { Some((event.on, reason.clone())) } else { None });
        let (on, reason) = refused.unwrap_or((self.book.rules.as_of, None));
        let mut out = self.open(self.say("Your appeal is not accepted", "申诉不予受理通知书"), on);
        let title = &self.book.rules.clause.title;
        out.paragraph(self.say(
            format!("Under “{title}” your appeal cannot be accepted, for this reason:"),
            format!("根据“{title}”，您提出的申诉不予受理，理由如下："),
        ));
        out.facts(self.rules(|_| true));
        out.facts(reason.map(|reason| (self.say("The office adds", "说明"), reason)).into_iter().collect());
        if self.account.judged.case.wishes.is_some() && !self.book.rules.plan.process.reviews.is_empty() {
            out.paragraph(
                self.say("What you wish for the plan is passed on to its next review.", "您对制度本身的意见，将转交下一次制度评审。"),
            );
        }
        out.facts(self.subject());
        self.close(&mut out, on);
        out
    }
}
