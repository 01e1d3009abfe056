//! Appeals: by clause, by ground, and how long they took.

use super::Page;
use crate::appeal::Tally;
use crate::appeal::case::Outcome;
use crate::document::{Align, Document, Table};
use crate::review::appeals::{Appeals, Days};

/// How many of a tally ended in one way.
type End = fn(&Tally) -> u32;

impl Page<'_> {
    pub(super) fn appeals(&self, out: &mut Document) {
        let words = &self.words;
        let Some(appeals) = &self.review.appeals else {
            out.paragraph(if self.asked.report.plan.process.appeal.is_none() {
                words.say("The plan has no appeal clause.", "制度没有申诉条款。")
            } else {
                words.say("No appeals are given; --cases names their file.", "没有申诉数据，可用 --cases 给出案件文件。")
            });
            return;
        };
        let all = &appeals.statistics.all;
        let period = self.asked.report.results.period;
        if all.cases == 0 {
            out.paragraph(
                words.say(format!("Nobody appealed against the results of {period}."), format!("没有针对 {period} 结果的申诉。")),
            );
        } else {
            self.times(out, appeals);
            self.tallies(out, words.say("Clause", "条款"), &appeals.statistics.by_clause);
            self.tallies(out, words.say("Ground", "事由"), &appeals.statistics.by_ground);
        }
        if appeals.elsewhere > 0 {
            let others = appeals.elsewhere;
            out.paragraph(words.say(
                format!("Appeals against results of other periods, which are not counted here: {others}."),
                format!("另有 {others} 件针对其他周期结果的申诉，未计入。"),
            ));
        }
    }

    fn times(&self, out: &mut Document, appeals: &Appeals) {
        let (words, statistics) = (&self.words, &appeals.statistics);
        let all = &statistics.all;
        let granted = all.granted();
        let mut facts = vec![
            (words.say("Appeals", "申诉件数"), all.cases.to_string()),
            (words.say("Granted, in part or whole", "全部或部分成立"), granted.to_string()),
            (words.say("Not at an end", "尚未办结"), all.open.to_string()),
        ];
        if let Some((average, median)) = statistics.average_days.as_ref().zip(statistics.median_days.as_ref()) {
            let (average, median) = (words.points(average), words.points(median));
            let (en, zh) = match appeals.days {
                Days::Working => ("working days", "个工作日"),
                Days::Calendar => ("days", "天"),
            };
            facts.push((
                words.say("From filing to the end", "办结用时"),
                words.say(format!("average {average}, median {median} {en}"), format!("平均 {average} {zh}，中位数 {median} {zh}")),
            ));
        }
        let missed = |((step, _), count): (&(crate::appeal::Step, crate::appeal::Whose), &u32)| {
            let step = step.text().get(self.asked.language).to_string();
            words.say(format!("{step} ({count})"), format!("{step}（{count} 次）"))
        };
        if !statistics.missed.is_empty() {
            facts.push((words.say("Not in time", "未按期"), words.list(statistics.missed.iter().map(missed))));
        }
        out.facts(facts);
    }

    fn tallies(&self, out: &mut Document, heading: String, all: &[(String, Tally)]) {
        if all.is_empty() {
            return;
        }
        let words = &self.words;
        // Ways to end that none of them took are left out.
        let ends: Vec<(String, End)> = self.ends().into_iter().filter(|(_, end)| all.iter().any(|(_, tally)| end(tally) > 0)).collect();
        let headings = ends.iter().map(|(name, _)| (name.clone(), Align::Right));
        let mut table = Table::of([(heading, Align::Left), (words.say("Appeals", "件数"), Align::Right)].into_iter().chain(headings));
        for (name, tally) in all.iter().take(self.asked.top) {
            let counts = ends.iter().map(|(_, end)| end(tally).to_string());
            table.row([name.clone(), tally.cases.to_string()].into_iter().chain(counts));
        }
        out.table(table);
        self.more(out, all.len());
    }

    /// How an appeal may end, and how many of a tally did.
    fn ends(&self) -> [(String, End); 7] {
        let words = &self.words;
        let outcome = |outcome: Outcome| outcome.text().get(self.asked.language).to_string();
        [
            (outcome(Outcome::Upheld), |tally| tally.of(Outcome::Upheld)),
            (outcome(Outcome::Adjusted), |tally| tally.of(Outcome::Adjusted)),
            (outcome(Outcome::Partly), |tally| tally.of(Outcome::Partly)),
            (outcome(Outcome::Rejected), |tally| tally.of(Outcome::Rejected)),
            (words.say("refused", "不予受理"), |tally| tally.refused),
            (words.say("withdrawn", "撤回"), |tally| tally.withdrawn),
            (words.say("open", "办理中"), |tally| tally.open),
        ]
    }
}
