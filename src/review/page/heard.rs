//! What people asked and said.

use super::Page;
use crate::document::{Align, Document, Table};
use crate::review::heard::{Heard, name};
use crate::rollout::Kind;

impl Page<'_> {
    pub(super) fn heard(&self, out: &mut Document) {
        let words = &self.words;
        let Some(heard) = &self.review.heard else {
            out.paragraph(words.say(
                "No questions and comments are given; --records names their file.",
                "没有提问和意见的数据，可用 --records 给出记录文件。",
            ));
            return;
        };
        if heard.remarks.is_empty() {
            out.paragraph(words.say("Nobody asked or said anything.", "没有提问，也没有意见。"));
            return;
        }
        let mut table = Table::of([
            (words.say("Clause", "条款"), Align::Left),
            (words.say("Questions", "提问"), Align::Right),
            (words.say("Unanswered", "未答复"), Align::Right),
            (words.say("Not in time", "未按期答复"), Align::Right),
            (words.say("Comments", "意见"), Align::Right),
        ]);
        for (clause, tally) in &heard.clauses {
            let clause = clause.clone().unwrap_or_else(|| words.say("of no clause", "未指明条款"));
            let counts = [tally.questions, tally.open, tally.missed, tally.comments].map(|count| count.to_string());
            table.row([clause].into_iter().chain(counts));
        }
        out.table(table);
        self.said(out, heard);
    }

    /// What was said, without who said it.
    fn said(&self, out: &mut Document, heard: &Heard<'_>) {
        let words = &self.words;
        let mut table = Table::of([
            (words.say("On", "日期"), Align::Left),
            (words.say("Clause", "条款"), Align::Left),
            (words.say("Asked or said", "提问或意见"), Align::Left),
        ]);
        for remark in heard.remarks.iter().take(self.asked.top) {
            let kind = match remark.kind {
                Kind::Question { .. } => words.say("question", "提问"),
                Kind::Consulted => words.say("when consulted", "征求意见时"),
                Kind::Comment => words.say("comment", "意见"),
            };
            let clause = name(remark).unwrap_or_else(|| words.say("of no clause", "未指明条款"));
            table.row([remark.on.to_string(), clause, words.say(format!("{kind}: {}", remark.text), format!("{kind}：{}", remark.text))]);
        }
        out.table(table);
        self.more(out, heard.remarks.len());
    }
}
