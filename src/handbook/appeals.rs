//! Appeals: who may, until when, on what grounds, and what happens then, as a timeline.

use super::Teller;
use super::text::columns;
use crate::diagnostic::text::sanitise;
use crate::document::charts::{Step, timeline};
use crate::document::{Block, Document};
use crate::plan::ir::{Appeal, Finality, Open, Times};
use crate::report::names::titled;
use crate::syntax::ast::{Excluded, Late};

impl Teller<'_> {
    pub(super) fn appeals(&self, out: &mut Document) {
        let Some(appeal) = &self.plan.process.appeal else { return };
        out.heading(1, self.say("Appeals", "申诉"));
        let title = sanitise(appeal.title.trim());
        if !title.is_empty() {
            out.paragraph(title);
        }
        out.facts(self.terms_of(appeal));
        self.grounds(out, appeal);
        let steps = self.steps_of(appeal);
        out.blocks.extend(timeline(&self.say("Steps and their time limits", "申诉步骤与时限"), &steps).map(Block::Figure));
        self.because(out, appeal.because.as_deref());
    }

    fn terms_of(&self, appeal: &Appeal) -> Vec<(String, String)> {
        let open = match appeal.open {
            Open::Everyone => self.say("everybody", "全体人员"),
            Open::Those(condition, _) => match self.body(condition) {
                Some(condition) => self.people_of(condition),
                None => self.called(condition),
            },
        };
        let late = appeal.late.map(|late| match late {
            Late::Reject => self.say("an appeal that comes too late is not accepted", "逾期不予受理"),
            Late::AcceptWithReason => {
                self.say("an appeal that comes too late is accepted where a reason is given", "逾期有正当理由的，予以受理")
            }
        });
        let panel = self.listed(appeal.panel.iter().map(|member| sanitise(member.trim())));
        let quorum =
            appeal.quorum.map(|least| self.say(format!("at least {least} members decide"), format!("至少 {least} 人参加方可作出决定")));
        let excluded = self.listed(appeal.excluding.iter().map(|excluded| match excluded {
            Excluded::Manager => self.say("the manager", "上级"),
            Excluded::Rater => self.say("who rated", "评分人"),
        }));
        let heard = appeal.hear.map(|_| self.say("the appellant is heard before the decision", "作出决定前听取申诉人意见"));
        let second = appeal.escalate.as_ref().map(|escalate| {
            let to = sanitise(escalate.to.trim());
            let limit = self.words().limit(&escalate.within);
            let times = match escalate.times {
                Times::Once => self.say(", once", "，限一次"),
                Times::Again => String::new(),
            };
            let last = match escalate.finality {
                Finality::Final => self.say("; its decision is final", "；其决定为最终决定"),
                Finality::Open => String::new(),
            };
            self.say(format!("to {to}, {limit}{times}{last}"), format!("{limit}向{to}申请复核{times}{last}"))
        });
        let support = self.listed(appeal.support.iter().map(|text| sanitise(text.trim())));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let facts = [
            (self.say("Who may appeal", "申诉人范围"), some(open)),
            (self.say("Time limit", "提出时限"), appeal.file.as_ref().map(|limit| self.words().limit(limit))),
            (self.say("After that", "逾期"), late),
            (self.say("Panel", "评审小组"), some(panel)),
            (self.say("Quorum", "最少人数"), quorum),
            (self.say("Does not sit on it", "回避"), some(excluded)),
            (self.say("Hearing", "听取意见"), heard),
            (self.say("Second instance", "复核"), second),
            (self.say("Support", "支持"), some(support)),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn grounds(&self, out: &mut Document, appeal: &Appeal) {
        if appeal.grounds.is_empty() {
            out.paragraph(self.say("Any ground will do.", "申诉事由不限。"));
            return;
        }
        let mut table = columns([self.say("Ground", "申诉事由"), self.say("What to enclose", "需提供的材料")]);
        for ground in &appeal.grounds {
            let needs = self.listed(ground.needs.iter().map(|text| sanitise(text.trim())));
            let needs = if needs.is_empty() { self.say("nothing", "无需提供") } else { needs };
            table.row([titled(ground.title.as_deref(), &ground.name), needs]);
        }
        out.table(table);
    }

    fn steps_of(&self, appeal: &Appeal) -> Vec<Step> {
        let words = self.words();
        let office = appeal.office.as_deref().map(|office| sanitise(office.trim())).filter(|office| !office.is_empty());
        let received = match office {
            Some(office) => self.say(format!("{office} acknowledges it"), format!("{office}受理")),
            None => self.say("It is acknowledged", "受理"),
        };
        let through = words.list(appeal.through.iter().map(|channel| words.channel(channel)));
        let told = match through.is_empty() {
            true => self.say("The ruling is told", "告知结果"),
            false => self.say(format!("The ruling is told ({through})"), format!("告知结果（{through}）")),
        };
        let mut steps = Vec::new();
        let mut add = |label: String, limit: Option<&crate::plan::ir::TimeLimit>| {
            steps.extend(limit.map(|limit| Step { label, when: self.words().limit(limit) }));
        };
        add(self.say("You file the appeal", "提出申诉"), appeal.file.as_ref());
        add(received, appeal.acknowledge.as_ref());
        add(self.say("You complete what is missing", "补正材料"), appeal.complete.as_ref());
        add(self.say("The panel decides", "评审小组作出决定"), appeal.decide.as_ref());
        add(told, appeal.notify.as_ref());
        add(self.say("You may go to the second instance", "申请复核"), appeal.escalate.as_ref().map(|escalate| &escalate.within));
        steps
    }
}
