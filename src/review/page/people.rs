//! KPIs over everybody, and what became of those who got feedback.

use super::{Drawings, Page};
use crate::document::stacks::{Stack, stacks};
use crate::document::{Align, Document, Table};
use crate::plan::ir::Scorecard;
use crate::review::figures::share;
use crate::review::first::kpi_of;
use crate::review::kpis::{Measured, Told};
use crate::review::told::Group;
use crate::review::words::{card_title, kpi_title};
use crate::value::{Number, Type};

impl Page<'_> {
    pub(super) fn kpis(&self, out: &mut Document) {
        let words = &self.words;
        if self.review.kpis.is_empty() {
            out.paragraph(words.say("The plan has no KPIs.", "制度没有指标。"));
            return;
        }
        for card in &self.asked.report.plan.scorecards {
            out.table(self.card(card));
        }
        self.bands(out);
        self.of_no_use(out);
    }

    fn card(&self, card: &Scorecard) -> Table {
        let words = &self.words;
        let none = || words.say("no target", "无目标值");
        let mut table = Table::of([
            (words.say("KPI", "指标"), Align::Left),
            (words.say("People", "人数"), Align::Right),
            (words.say("Attainment", "平均完成率"), Align::Right),
            (words.say("At target", "达标占比"), Align::Right),
            (words.say("Score", "平均得分"), Align::Right),
            (words.say("Scoring 0", "得 0 分占比"), Align::Right),
        ]);
        table.caption =
            Some(words.say(format!("{}: averages and shares", card_title(card)), format!("{}：平均值和占比", card_title(card))));
        for measured in self.review.kpis.iter().filter(|measured| measured.card.span == card.span) {
            let Some(scores) = &measured.scores else { continue };
            table.row([
                kpi_title(measured.kpi).to_string(),
                scores.count.to_string(),
                measured.attainments.as_ref().map_or_else(none, |own| words.percent(&own.average)),
                measured.at_target.as_ref().map_or_else(none, |own| words.percent(own)),
                words.points(&scores.average),
                measured.nothing.as_ref().map_or(String::new(), |own| words.percent(own)),
            ]);
        }
        table
    }

    /// How attainment is spread: parted bars, and the same as a table of counts.
    fn bands(&self, out: &mut Document) {
        let words = &self.words;
        if self.review.kpis.iter().all(|one| one.attainments.is_none()) {
            return;
        }
        let names = ["< 60%", "60–80%", "80–100%", "100–120%", "≥ 120%"].map(str::to_string);
        out.paragraph(words.say(
            "People by attainment of target. A band begins with its lower end and leaves out its upper end: 100% lies in 100–120%.",
            "按完成率分布的人数。各段含下限、不含上限：100% 计入 100–120%。",
        ));
        for card in &self.asked.report.plan.scorecards {
            let own = self.review.kpis.iter().filter(|one| one.card.span == card.span && one.attainments.is_some());
            let own: Vec<&Measured<'_>> = own.collect();
            if own.is_empty() {
                continue;
            }
            let of = |one: &&Measured<'_>| Stack { label: kpi_title(one.kpi).to_string(), parts: one.bands.to_vec() };
            self.figure(out, stacks(card_title(card), &names, &own.iter().map(of).collect::<Vec<Stack>>()));
            let headings =
                std::iter::once((words.say("KPI", "指标"), Align::Left)).chain(names.iter().map(|name| (name.clone(), Align::Right)));
            let mut table = Table::of(headings);
            table.caption = match self.drawings {
                Drawings::With => None,
                Drawings::Without => Some(words.say(format!("{}: people", card_title(card)), format!("{}：人数", card_title(card)))),
            };
            for one in own {
                table.row(std::iter::once(kpi_title(one.kpi).to_string()).chain(one.bands.iter().map(ToString::to_string)));
            }
            out.table(table);
        }
    }

    /// KPIs that no longer tell people apart.
    fn of_no_use(&self, out: &mut Document) {
        let words = &self.words;
        let line = |measured: &Measured<'_>| {
            let kpi = kpi_of(measured, words);
            let score = measured.scores.as_ref().map_or(String::new(), |own| words.points(&own.high));
            match measured.told {
                Told::Apart => None,
                Told::Saturated => Some(
                    words.say(format!("{kpi}: nearly everybody has the highest score, {score}"), format!("{kpi}：几乎人人得满分 {score}")),
                ),
                Told::Dead => Some(words.say(format!("{kpi}: everybody scores {score}"), format!("{kpi}：人人都得 {score} 分"))),
            }
        };
        let lines: Vec<String> = self.review.kpis.iter().filter_map(line).collect();
        if lines.is_empty() {
            out.paragraph(words.say("No KPI is saturated, and none gives everybody the same score.", "没有人人满分或人人同分的指标。"));
        } else {
            out.paragraph(words.say("These KPIs tell nobody apart any more:", "以下指标已不能区分高低："));
            out.list(lines);
        }
    }

    pub(super) fn effects(&self, out: &mut Document) {
        let words = &self.words;
        let process = &self.asked.report.plan.process;
        if process.feedback.is_empty() && process.consequences.is_empty() {
            out.paragraph(words.say("The plan has no feedback and no consequence.", "制度没有反馈，也没有结果应用。"));
            return;
        }
        let Some((effects, earlier)) = self.review.effects.as_ref().zip(self.asked.earlier) else {
            out.paragraph(words.say(
                "Whether people improved is seen over two periods or more: name a range such as --period 2026-Q1..2026-Q2, with the data of each. \
                 Results alone do not say who got which feedback.",
                "是否有改进要看两期以上：请写出几期，如 --period 2026-Q1..2026-Q2，并给出各期数据。仅凭以前的结果文件，无法得知谁得到过哪项反馈。",
            ));
            return;
        };
        if effects.is_empty() {
            out.paragraph(words.say("No clause was in force in both periods.", "没有在两期都有效的条款。"));
            return;
        }
        if !self.review.faulty_before.is_empty() {
            let people = self.review.faulty_before.iter().take(self.asked.top).map(|row| self.asked.person_of(&earlier, *row));
            let (people, all) = (words.list(people), self.review.faulty_before.len());
            let period = earlier.results.period;
            out.paragraph(words.say(
                format!("With errors in {period}, and so not compared: {all}: {people}."),
                format!("{period} 结果有错误、未作比较：{all} 人：{people}。"),
            ));
        }
        let (then, now) = (earlier.results.period, self.asked.report.results.period);
        let mut table = Table::of([
            (words.say("Clause", "条款"), Align::Left),
            (words.say("Reached", "涉及人数"), Align::Right),
            (words.say("Figure", "比较内容"), Align::Left),
            (words.say("Those told", "得到者"), Align::Left),
            (words.say("The others", "其他人"), Align::Left),
        ]);
        for effect in effects {
            let ty = self.asked.report.def(effect.by).map_or(Type::Number, |def| def.ty);
            table.row([
                effect.clause.title().to_string(),
                effect.reached.to_string(),
                words.part_of(effect.by),
                self.became(&effect.told, ty),
                self.became(&effect.others, ty),
            ]);
        }
        table.caption =
            Some(words.say(format!("Who got it in {then}, and how they did in {now}"), format!("{then} 得到反馈的人员在 {now} 的表现")));
        out.table(table);
        out.paragraph(words.say(
            "This is no proof of cause: those who are told something start lower, and who starts low tends to rise by chance alone. \
             Only people with a figure in both periods are compared.",
            "以上不能证明因果：得到反馈的人起点较低，起点低者即使没有反馈也容易回升。只比较两期都有数据的人员。",
        ));
    }

    /// How many improved, and how much everybody's figure moved.
    fn became(&self, group: &Group, ty: Type) -> String {
        let words = &self.words;
        let Some((share, change)) = share(group.improved, group.people).zip(group.change.as_ref()) else {
            return words.say("nobody", "无人");
        };
        let sign = if *change > Number::ZERO { "+" } else { "" };
        let (improved, people, share, change) = (group.improved, group.people, words.percent(&share), words.difference(change, ty));
        words.say(
            format!("{improved} of {people} improved ({share}), on average {sign}{change}"),
            format!("{people} 人中 {improved} 人有改进（{share}），平均变化 {sign}{change}"),
        )
    }
}
