//! Results at a glance, and goals.

use super::{Drawings, Page};
use crate::document::charts::{Bar, bars};
use crate::document::{Align, Document, Table};
use crate::review::figures::{count, share};
use crate::review::goals::Met;
use crate::value::Type;

impl Page<'_> {
    pub(super) fn glance(&self, out: &mut Document) {
        let (words, glance) = (&self.words, &self.review.glance);
        let mut facts = vec![(words.say("People", "人数"), glance.people.to_string())];
        let errors = match glance.faulty.len() {
            0 => words.say("none", "无"),
            people => words.say(
                format!("{people}: {}", self.some_people(&glance.faulty)),
                format!("{people} 人：{}", self.some_people(&glance.faulty)),
            ),
        };
        facts.push((words.say("With errors", "结果有错误"), errors));
        if let Some(pay) = &glance.pay {
            facts.push((words.say("Pay in all", "应发合计"), words.money(&pay.sum)));
            facts.push((
                words.say("Pay of one person", "人均应发"),
                words.say(
                    format!("average {}, median {}", words.money(&pay.average), words.money(&pay.median)),
                    format!("平均 {}，中位数 {}", words.money(&pay.average), words.money(&pay.median)),
                ),
            ));
        }
        if let Some((cost, revenue)) = glance.cost.as_ref().zip(glance.revenue.as_ref()) {
            let (cost, revenue) = (words.percent(cost), words.money(revenue));
            facts.push((
                words.say("Cost over revenue", "薪酬成本占收入"),
                words.say(format!("{cost} of {revenue}"), format!("{cost}（收入 {revenue}）")),
            ));
        }
        if let Some(score) = &glance.score {
            let (average, median) = (words.points(&score.average), words.points(&score.median));
            let (low, high) = (words.points(&score.low), words.points(&score.high));
            facts.push((
                words.say("Score", "总分"),
                words.say(
                    format!("average {average}, median {median}, from {low} to {high}"),
                    format!("平均 {average}，中位数 {median}，最低 {low}，最高 {high}"),
                ),
            ));
        }
        out.facts(facts);
        self.payouts(out);
        self.grades(out);
    }

    /// The first people of a list; the others are counted.
    pub(super) fn some_people(&self, rows: &[u32]) -> String {
        let named = rows.iter().take(self.asked.top).map(|row| self.asked.person(*row));
        let more = rows.len().saturating_sub(self.asked.top);
        let list = self.words.list(named);
        if more == 0 { list } else { self.words.say(format!("{list} and {more} more"), format!("{list}等，另有 {more} 人")) }
    }

    fn payouts(&self, out: &mut Document) {
        let (words, glance) = (&self.words, &self.review.glance);
        if glance.payouts.is_empty() {
            return;
        }
        let mut table = Table::of([
            (words.say("Payout", "发放项目"), Align::Left),
            (words.say("People", "人数"), Align::Right),
            (words.say("In all", "合计"), Align::Right),
            (words.say("Average", "平均"), Align::Right),
            (words.say("Median", "中位数"), Align::Right),
        ]);
        for paid in &glance.payouts {
            let Some(spread) = &paid.spread else {
                let none = words.say("nobody", "无人");
                table.row([words.title_of(paid.payout), none, String::new(), String::new(), String::new()]);
                continue;
            };
            table.row([
                words.title_of(paid.payout),
                spread.count.to_string(),
                words.money(&spread.sum),
                words.money(&spread.average),
                words.money(&spread.median),
            ]);
        }
        out.table(table);
    }

    fn grades(&self, out: &mut Document) {
        let (words, glance) = (&self.words, &self.review.glance);
        let graded = glance.grades.iter().map(|grade| grade.people).sum::<usize>();
        if glance.grades.is_empty() {
            return;
        }
        let of = |people: usize| share(people, graded).map_or_else(|| words.percent(&count(0)), |share| words.percent(&share));
        let mut table = Table::of([
            (words.say("Grade", "等级"), Align::Left),
            (words.say("People", "人数"), Align::Right),
            (words.say("Share", "占比"), Align::Right),
        ]);
        let mut all: Vec<Bar> = Vec::new();
        for grade in &glance.grades {
            let shown = format!("{} ({})", words.people(grade.people), of(grade.people));
            all.push(Bar { label: grade.name.clone(), value: count(grade.people), shown });
            table.row([grade.name.clone(), grade.people.to_string(), of(grade.people)]);
        }
        match self.drawings {
            Drawings::With => self.figure(out, bars(&words.say("People by grade", "各等级人数"), &all)),
            Drawings::Without => out.table(table),
        }
        if glance.ungraded > 0 {
            let people = words.people(glance.ungraded);
            out.paragraph(words.say(format!("Without a grade: {people}."), format!("没有等级：{people}。")));
        }
    }

    pub(super) fn goals(&self, out: &mut Document) {
        let words = &self.words;
        if self.review.goals.is_empty() {
            out.paragraph(words.say("The plan has no goals.", "制度没有绩效目标。"));
            return;
        }
        let mut table = Table::of([
            (words.say("Goal", "绩效目标"), Align::Left),
            (words.say("Met", "达成"), Align::Right),
            (words.say("Missed", "未达成"), Align::Right),
            (words.say("Share met", "达成率"), Align::Right),
            (words.say("No data", "无数据"), Align::Right),
            (words.say("Short by", "差距"), Align::Right),
        ]);
        for met in &self.review.goals {
            table.row([
                met.goal.title.clone().unwrap_or_else(|| met.goal.name.clone()),
                met.met.to_string(),
                met.missed.to_string(),
                met.share_met().map_or_else(|| words.say("nobody", "无人"), |share| words.percent(&share)),
                met.open.to_string(),
                self.short(met),
            ]);
        }
        out.table(table);
        if self.review.goals.iter().any(|met| met.open > 0) {
            out.paragraph(words.say(
                "People without data count neither as met nor as missed: their figure or their target is not there, or is in error.",
                "无数据的人员既不算达成，也不算未达成：没有实际值或目标值，或结果有错误。",
            ));
        }
        self.misses(out);
    }

    /// In all where amounts add up, else on average.
    fn short(&self, met: &Met<'_>) -> String {
        let words = &self.words;
        let Some(gap) = &met.gap else { return words.say("none", "无") };
        let average = || gap.div(&count(met.misses.len())).map_or(String::new(), |average| words.difference(&average, met.ty));
        match met.ty {
            Type::Money | Type::Foreign(_) | Type::Count | Type::Days => {
                let gap = words.value(gap, met.ty);
                words.say(format!("{gap} in all"), format!("合计 {gap}"))
            }
            Type::Percent | Type::Number | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                let average = average();
                words.say(format!("{average} on average"), format!("平均 {average}"))
            }
        }
    }

    fn misses(&self, out: &mut Document) {
        let words = &self.words;
        for met in self.review.goals.iter().filter(|met| !met.misses.is_empty()) {
            let goal = met.goal.title.clone().unwrap_or_else(|| met.goal.name.clone());
            let mut table = Table::of([
                (words.say("Farthest from it", "差距最大的人员"), Align::Left),
                (words.say("Attainment", "完成率"), Align::Right),
                (words.say("Short by", "差距"), Align::Right),
            ]);
            table.caption = Some(words.say(format!("Who missed “{goal}”"), format!("未达成“{goal}”的人员")));
            for miss in met.misses.iter().take(self.asked.top) {
                let attainment = miss.attainment.as_ref().map_or_else(|| words.say("unknown", "未知"), |own| words.percent(own));
                table.row([self.asked.person(miss.row), attainment, words.difference(&miss.gap, met.ty)]);
            }
            out.table(table);
            self.more(out, met.misses.len());
        }
    }

    /// How many lines of a list are not shown.
    pub(super) fn more(&self, out: &mut Document, all: usize) {
        let more = all.saturating_sub(self.asked.top);
        if more > 0 {
            out.paragraph(self.words.say(
                format!("{more} more are not shown; a larger --top shows them."),
                format!("另有 {more} 项未列出，可加大 --top 列出。"),
            ));
        }
    }
}
