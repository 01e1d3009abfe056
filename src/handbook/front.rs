//! What stands first: of which plan and when, what it is for, whom it is for, and how a result comes about.

use super::Teller;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::plan::ir::Body;
use crate::report::names::{capital, titled};
use crate::value::{PeriodKind, show};

impl Teller<'_> {
    pub(super) fn front(&self, out: &mut Document) {
        out.beside = self.beside();
        self.purpose(out);
        self.whom(out);
        self.way(out);
    }

    /// A text of the header, where it says something.
    fn stated(text: Option<&String>) -> Option<String> {
        text.map(|text| text.trim()).filter(|text| !text.is_empty()).map(sanitise)
    }

    fn beside(&self) -> Vec<String> {
        let plan = self.plan;
        let version = Self::stated(plan.version.as_ref()).map(|version| self.say(format!("Version {version}"), format!("版本：{version}")));
        let effective = plan.effective.map(|(from, to)| {
            let (from, to) = (show::date(from), show::date(to));
            self.say(format!("In force from {from} to {to}"), format!("有效期：{from} 至 {to}"))
        });
        let owner = Self::stated(plan.owner.as_ref()).map(|owner| self.say(format!("Owner: {owner}"), format!("责任人：{owner}")));
        let period = self.period_words();
        let state = self.say(
            format!("Counted by {period}; told as it stands in {}", self.period_of(self.asked.period)),
            format!("按{period}考核；内容以{}的规定为准", self.period_of(self.asked.period)),
        );
        let role = self.asked.role.map(|role| {
            let option = sanitise(&role.option);
            self.say(format!("For {option}"), format!("适用：{option}"))
        });
        let contacts = self.contacts();
        let contacts = (!contacts.is_empty()).then(|| {
            let all = self.listed(contacts);
            self.say(format!("Questions: {all}"), format!("咨询：{all}"))
        });
        [version, effective, owner, Some(state), role, contacts].into_iter().flatten().collect()
    }

    pub(super) fn period_words(&self) -> String {
        match self.plan.period {
            PeriodKind::Month => self.say("month", "月度"),
            PeriodKind::Quarter => self.say("quarter", "季度"),
            PeriodKind::HalfYear => self.say("half year", "半年度"),
            PeriodKind::Year => self.say("year", "年度"),
        }
    }

    /// Whom people may turn to.
    fn contacts(&self) -> Vec<String> {
        let process = &self.plan.process;
        let rollout = process.rollout.as_ref();
        let questions = rollout.and_then(|rollout| rollout.questions.as_ref()).map(|questions| sanitise(questions.to.trim()));
        let support = process.support.iter().chain(rollout.iter().flat_map(|rollout| &rollout.support));
        let mut all: Vec<String> = questions.into_iter().chain(support.map(|text| sanitise(text.trim()))).collect();
        let mut seen = std::collections::HashSet::new();
        all.retain(|contact| !contact.is_empty() && seen.insert(contact.clone()));
        all
    }

    fn purpose(&self, out: &mut Document) {
        let purpose = Self::stated(self.plan.purpose.as_ref());
        if purpose.is_none() && self.plan.strategies.is_empty() {
            return;
        }
        out.heading(1, self.say("What the plan is for", "目的"));
        if let Some(purpose) = purpose {
            out.paragraph(purpose);
        }
        if !self.plan.strategies.is_empty() {
            out.paragraph(self.say("It serves these strategies:", "本制度服务于以下战略："));
            out.list(self.plan.strategies.iter().map(|(name, title)| titled(Some(title), name)).collect());
        }
    }

    fn whom(&self, out: &mut Document) {
        let cards: Vec<(String, String)> =
            self.cards_told().map(|card| (titled(card.title.as_deref(), &card.name), capital(&self.who_of(card)))).collect();
        let paid: Vec<(String, String)> =
            self.payouts_told().filter_map(|payout| Some((self.called(payout.id), capital(&self.people_of(payout.applies?))))).collect();
        if cards.is_empty() && paid.is_empty() {
            return;
        }
        out.heading(1, self.say("Who it is for", "适用对象"));
        out.facts(cards.into_iter().chain(paid).collect());
    }

    /// From the data to the pay, a line a step.
    fn way(&self, out: &mut Document) {
        let plan = self.plan;
        let mut steps = vec![self.data_line()];
        let scored = self.cards_told().next().is_some();
        if scored {
            steps.push(self.say(
                "Each KPI is measured and scored by its own rule; the scores, each by its weight, make the score.",
                "每项指标按各自的规则计分，按权重加总为总分。",
            ));
            let changed = self.cards_told().any(|card| !card.adjusts.is_empty());
            if changed {
                steps.push(self.say("Adjustments are added to the score or taken off it.", "总分再按加减分项调整。"));
            }
        }
        if plan.grade.is_some() {
            steps.push(match self.limited() {
                true => self.say(
                    "The score decides the grade; how many people may hold a grade is limited.",
                    "按总分确定等级；部分等级有人数限制。",
                ),
                false => self.say("The score decides the grade.", "按总分确定等级。"),
            });
        }
        let paid: Vec<String> = self.payouts_told().map(|payout| self.called(payout.id)).collect();
        if !paid.is_empty() {
            let (several, all) = (paid.len() > 1, self.listed(paid));
            steps.push(match several {
                true => {
                    self.say(format!("What is paid: {all}; together they are the total pay."), format!("据此计发：{all}，合计为应发合计。"))
                }
                false => self.say(format!("What is paid: {all}."), format!("据此计发：{all}。")),
            });
        }
        if plan.process.appeal.is_some() {
            steps.push(self.say("Who thinks a result is wrong may appeal; how is told below.", "对结果有异议的，可以申诉，办法见后文。"));
        }
        out.heading(1, self.say("How a result comes about", "结果如何得出"));
        out.blocks.push(crate::document::Block::Steps(steps));
    }

    fn data_line(&self) -> String {
        let columns =
            self.plan.defs.iter().filter_map(|def| if let Body::Column(column) = &def.body { column.source.as_deref() } else { None });
        let mut sources: Vec<String> = Vec::new();
        for source in columns.map(|source| sanitise(source.trim())).filter(|source| !source.is_empty()) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let period = self.period_words();
        if sources.is_empty() {
            return self.say(format!("The data of the {period} are collected."), format!("收集本{period}的数据。"));
        }
        let sources = self.listed(sources);
        self.say(format!("The data of the {period} are taken from: {sources}."), format!("本{period}的数据取自{sources}。"))
    }

    /// Whether the number of people of a grade is limited.
    pub(super) fn limited(&self) -> bool {
        self.grade_rule().is_some_and(|rule| !rule.limits.is_empty())
    }
}
