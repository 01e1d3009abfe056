//! A review as a document. What the plan's own review clauses ask about comes before the rest.

mod appeals;
mod fairness;
mod heard;
mod money;
mod people;
mod results;

use super::due::{Condition, Due};
use super::norms::{Norm, Verdict};
use super::words::Words;
use super::{Asked, Review};
use crate::document::{Align, Block, Document, Table};
use crate::syntax::ast::ReviewTopic;

/// A part of the document, with the topics it answers.
struct Section {
    topics: Vec<ReviewTopic>,
    heading: String,
    blocks: Document,
}

/// Whether figures are drawn. Everything they show stands in tables too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drawings {
    With,
    Without,
}

/// What the parts are written from.
struct Page<'a> {
    drawings: Drawings,
    asked: &'a Asked<'a>,
    review: &'a Review<'a>,
    words: Words<'a>,
}

/// The whole document.
pub fn document(asked: &Asked<'_>, review: &Review<'_>, drawings: Drawings) -> Document {
    let page = Page { drawings, asked, review, words: asked.words() };
    let words = &page.words;
    let plan = asked.report.plan;
    let period = asked.report.results.period;
    let mut out = Document::new(words.say(format!("Review of {}", plan.title), format!("{}复盘", plan.title)), asked.language);
    out.beside = page.beside();
    page.first(&mut out);
    let mut sections = page.sections();
    let wanted = page.topics();
    let is_wanted = |section: &Section| section.topics.iter().any(|topic| wanted.contains(topic));
    sections.sort_by_key(|section| !is_wanted(section));
    for section in &mut sections {
        let mark = if is_wanted(section) { words.say(" (the plan asks for it)", "（制度要求评审）") } else { String::new() };
        out.heading(1, format!("{}{mark}", section.heading));
        out.blocks.append(&mut section.blocks.blocks);
    }
    page.next(&mut out, &wanted);
    out.paragraph(words.say(
        format!("Figures are of {period}, counted exactly and rounded only where they are shown."),
        format!("以上为 {period} 的数据，按精确值统计，仅在显示时四舍五入。"),
    ));
    out
}

impl Page<'_> {
    fn beside(&self) -> Vec<String> {
        let (plan, words) = (self.asked.report.plan, &self.words);
        let period = self.asked.report.results.period;
        let mut lines = vec![words.say(format!("Period: {period}"), format!("周期：{period}"))];
        if let Some(earlier) = self.asked.earlier {
            let then = earlier.results.period;
            lines.push(words.say(format!("Compared with: {then}"), format!("对比周期：{then}")));
        }
        lines.extend(plan.version.as_ref().map(|version| words.say(format!("Version: {version}"), format!("版本：{version}"))));
        lines.extend(plan.owner.as_ref().map(|owner| words.say(format!("Owner: {owner}"), format!("责任人：{owner}"))));
        lines.extend(plan.purpose.as_ref().map(|purpose| words.say(format!("Purpose: {purpose}"), format!("目的：{purpose}"))));
        lines
    }

    fn first(&self, out: &mut Document) {
        let words = &self.words;
        out.heading(1, words.say("What to look at first", "优先关注"));
        if self.review.first.is_empty() {
            out.paragraph(words.say("Nothing stands out.", "没有需要优先关注的事项。"));
            return;
        }
        let mut table = Table::of([
            (words.say("Clause", "条款"), Align::Left),
            (words.say("Figure", "数据"), Align::Left),
            (words.say("Why it matters", "为什么"), Align::Left),
            (words.say("What to do", "建议"), Align::Left),
        ]);
        for (finding, at) in self.review.first.iter().zip(1_u32..) {
            table.row([format!("{at}. {}", finding.clause), finding.figure.clone(), finding.why.clone(), finding.advice.clone()]);
        }
        out.table(table);
    }

    fn sections(&self) -> Vec<Section> {
        let words = &self.words;
        let section = |topics: Vec<ReviewTopic>, heading: String, write: &dyn Fn(&mut Document)| {
            let mut blocks = Document::new("", self.asked.language);
            write(&mut blocks);
            Section { topics, heading, blocks }
        };
        vec![
            section(vec![ReviewTopic::Grades, ReviewTopic::Payouts], words.say("Results at a glance", "结果概览"), &|out| {
                self.glance(out)
            }),
            section(vec![ReviewTopic::Goals], words.say("Goals", "绩效目标"), &|out| self.goals(out)),
            section(vec![ReviewTopic::Kpis], words.say("KPIs", "指标"), &|out| self.kpis(out)),
            section(vec![], words.say("What clauses cost people", "各条款的影响"), &|out| self.costs(out)),
            section(vec![ReviewTopic::Feedback, ReviewTopic::Consequences], words.say("After feedback", "反馈之后"), &|out| {
                self.effects(out)
            }),
            section(vec![ReviewTopic::Appeals], words.say("Appeals", "申诉"), &|out| self.appeals(out)),
            section(vec![ReviewTopic::Rollout], words.say("Questions and comments", "提问和意见"), &|out| self.heard(out)),
            section(vec![], words.say("Fairness", "公平性"), &|out| self.fairness(out)),
            section(vec![], words.say("Norms", "通行做法对照"), &|out| self.norms(out)),
        ]
    }

    /// What the review clauses of the plan ask about.
    fn topics(&self) -> Vec<ReviewTopic> {
        let mut found: Vec<ReviewTopic> = Vec::new();
        for topic in self.review.due.iter().flat_map(|due| &due.review.of) {
            if !found.contains(topic) {
                found.push(topic.clone());
            }
        }
        found
    }

    fn norms(&self, out: &mut Document) {
        let words = &self.words;
        let (judged, open): (Vec<&Norm>, Vec<&Norm>) =
            self.review.norms.iter().partition(|norm| !matches!(norm.verdict, Verdict::Open | Verdict::Off));
        let mut table = Table::of([
            (words.say("Check", "检查项"), Align::Left),
            (words.say("Measured", "实际"), Align::Left),
            (words.say("Norm", "通行做法"), Align::Left),
            (words.say("Verdict", "判断"), Align::Left),
        ]);
        let mut judged = judged;
        judged.sort_by_key(|norm| if norm.verdict.is_outside() { norm.verdict } else { Verdict::Within });
        let (fine, told): (Vec<&Norm>, Vec<&Norm>) =
            judged.into_iter().partition(|norm| norm.verdict == Verdict::Within && norm.figures.is_empty());
        for norm in told {
            let measured = words.each(norm.figures.iter().cloned());
            table.row([norm.check.clone(), measured, norm.norm.clone(), norm.verdict.shown(words)]);
        }
        out.table(table);
        if !fine.is_empty() {
            out.paragraph(words.say("Looked at, and nothing to object to:", "已检查、未发现问题："));
            let line = |norm: &&Norm| words.say(format!("{}: {}", norm.check, norm.norm), format!("{}：{}", norm.check, norm.norm));
            out.list(fine.iter().map(line).collect());
        }
        if !open.is_empty() {
            out.paragraph(words.say("Not judged:", "未判断的检查项："));
            let line = |norm: &&Norm| {
                let why = norm.why.clone().unwrap_or_else(|| norm.verdict.shown(words));
                words.say(format!("{}: {why}", norm.check), format!("{}：{why}", norm.check))
            };
            out.list(open.iter().map(line).collect());
        }
    }

    fn next(&self, out: &mut Document, wanted: &[ReviewTopic]) {
        let words = &self.words;
        out.heading(1, words.say("Next review", "下次评审"));
        if self.review.due.is_empty() {
            out.paragraph(
                words
                    .say("The plan has no review clause: nobody is bound to look at it again.", "制度没有定期评审条款，无人负责再次评审。"),
            );
            return;
        }
        for due in &self.review.due {
            self.due(out, due);
        }
        let absent: Vec<String> = wanted.iter().filter_map(|topic| self.absent(topic)).collect();
        if !absent.is_empty() {
            out.paragraph(words.say("The plan also asks for a review of:", "制度还要求评审："));
            out.list(absent);
        }
    }

    fn due(&self, out: &mut Document, due: &Due<'_>) {
        let words = &self.words;
        let mut facts = Vec::new();
        let end = self.asked.report.plan.effective.map(|(_, to)| to);
        if let Some(day) = due.next {
            let said = match end.filter(|end| day > *end) {
                Some(end) => words.say(format!("{day}, after the plan ends on {end}"), format!("{day}，在制度到期（{end}）之后")),
                None => day.to_string(),
            };
            facts.push((words.say("Due", "应评审日期"), said));
        }
        let often = match due.review.months {
            1 => words.say("every month", "每月"),
            3 => words.say("every quarter", "每季"),
            6 => words.say("every half year", "每半年"),
            12 => words.say("every year", "每年"),
            months => words.say(format!("every {months} months"), format!("每 {months} 个月")),
        };
        facts.push((words.say("How often", "间隔"), often));
        facts.extend(due.review.by.as_ref().map(|by| (words.say("By", "责任部门"), by.clone())));
        if !due.review.of.is_empty() {
            facts.push((words.say("Of", "评审内容"), words.list(due.review.of.iter().map(|topic| self.topic(topic)))));
        }
        if let Some((_, span)) = due.review.when {
            facts.push((words.say("Adjust when", "触发调整的条件"), words.written(span)));
            let holds = match due.condition {
                Some(Condition::Holds) => words.say("it holds", "成立"),
                Some(Condition::HoldsNot) => words.say("it does not hold", "不成立"),
                Some(Condition::ForSome { people, of }) => {
                    words.say(format!("it holds for {people} of {of} people"), format!("{of} 人中 {people} 人成立"))
                }
                Some(Condition::Unknown) | None => words.say("it cannot be said from these data", "按这些数据无法判断"),
            };
            facts.push((words.say("Now", "目前"), holds));
        }
        facts.extend(due.review.because.as_ref().map(|because| (words.say("Because", "理由"), because.clone())));
        out.facts(facts);
    }

    fn topic(&self, topic: &ReviewTopic) -> String {
        let words = &self.words;
        match topic {
            ReviewTopic::Goals => words.say("goals", "绩效目标"),
            ReviewTopic::Kpis => words.say("KPIs", "指标"),
            ReviewTopic::Grades => words.say("grades", "等级"),
            ReviewTopic::Payouts => words.say("payouts", "发放"),
            ReviewTopic::Feedback => words.say("feedback", "反馈"),
            ReviewTopic::Consequences => words.say("consequences", "结果应用"),
            ReviewTopic::Appeals => words.say("appeals", "申诉"),
            ReviewTopic::Rollout => words.say("the rollout", "推行"),
            ReviewTopic::Other(name) => name.clone(),
        }
    }

    /// A topic that is asked for and of which there is nothing to show.
    fn absent(&self, topic: &ReviewTopic) -> Option<String> {
        let (words, plan) = (&self.words, self.asked.report.plan);
        let why = match topic {
            ReviewTopic::Goals if plan.goals.is_empty() => words.say("the plan has no goals", "制度没有绩效目标"),
            ReviewTopic::Kpis if plan.scorecards.is_empty() => words.say("the plan has no KPIs", "制度没有指标"),
            ReviewTopic::Grades if plan.grade.is_none() => words.say("the plan has no grades", "制度没有等级"),
            ReviewTopic::Payouts if plan.payouts.is_empty() => words.say("the plan pays nothing", "制度没有发放"),
            ReviewTopic::Feedback | ReviewTopic::Consequences if self.review.effects.is_none() => words.say(
                "one period is not enough; name a range such as --period 2026-Q1..2026-Q2",
                "只有一期数据；请写出几期，如 --period 2026-Q1..2026-Q2",
            ),
            ReviewTopic::Appeals if self.review.appeals.is_none() => words.say("no data of appeals are given", "没有申诉数据"),
            ReviewTopic::Rollout if self.review.heard.is_none() => {
                words.say("no data of questions and comments are given", "没有提问和意见的数据")
            }
            ReviewTopic::Other(_) => {
                words.say("nothing in the data speaks of it; bring it to the meeting", "数据中没有这项内容，请在评审会上说明")
            }
            ReviewTopic::Goals
            | ReviewTopic::Kpis
            | ReviewTopic::Grades
            | ReviewTopic::Payouts
            | ReviewTopic::Appeals
            | ReviewTopic::Rollout
            | ReviewTopic::Feedback
            | ReviewTopic::Consequences => return None,
        };
        let topic = self.topic(topic);
        Some(words.say(format!("{topic}: {why}"), format!("{topic}：{why}")))
    }

    fn figure(&self, out: &mut Document, figure: Option<crate::document::Figure>) {
        match self.drawings {
            Drawings::With => out.blocks.extend(figure.map(Block::Figure)),
            Drawings::Without => {}
        }
    }
}
