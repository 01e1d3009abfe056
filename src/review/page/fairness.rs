//! Same inputs, same pay; and pay and score by group.

use super::Page;
use crate::document::{Align, Block, Document, Table};
use crate::review::figures::Spread;
use crate::review::first::{group_name, why};
use crate::review::groups::{By, GAP, Gap, SMALL};

impl Page<'_> {
    pub(super) fn fairness(&self, out: &mut Document) {
        let words = &self.words;
        out.heading(2, words.say("Same inputs, same pay", "同数据同结果"));
        self.equality(out);
        for by in &self.review.groups {
            out.heading(2, words.say(format!("By {}", by.title), format!("按{}", by.title)));
            self.by(out, by);
        }
        if !self.review.groups.is_empty() {
            out.paragraph(words.say(
                format!("* fewer than {SMALL} people: one of them moves the median. A gap above {GAP}% (Merit's default) between groups of {SMALL} or more is pointed out. Nothing here is a test of statistics."),
                format!("* 不足 {SMALL} 人，一个人就会改变中位数。人数在 {SMALL} 人以上的组之间差距超过 {GAP}%（默认值）时予以提示。以上不作统计检验。"),
            ));
        }
    }

    fn equality(&self, out: &mut Document) {
        let (words, equality) = (&self.words, &self.review.equality);
        let (compared, alike) = (words.people(equality.compared), words.people(equality.alike));
        if equality.unequal.is_empty() {
            out.paragraph(words.say(
                format!("Of {compared} compared, {alike} have the same inputs as somebody else, and all of them the same results."),
                format!("比较了 {compared}，其中 {alike}与他人数据完全相同，结果也都相同。"),
            ));
            return;
        }
        let mut table = Table::of([
            (words.say("People", "人员"), Align::Left),
            (words.say("What differs", "不同的结果"), Align::Left),
            (words.say("Through", "原因"), Align::Left),
        ]);
        for unequal in equality.unequal.iter().take(self.asked.top) {
            let (one, two) = (self.asked.person(unequal.one), self.asked.person(unequal.two));
            let [first, second] = [unequal.one, unequal.two].map(|row| self.shown(unequal.result, row));
            let result = words.title_of(unequal.result);
            table.row([
                words.say(format!("{one} and {two}"), format!("{one}、{two}")),
                words.say(format!("{result}: {first} and {second}"), format!("{result}：{first}、{second}")),
                why(self.asked, &unequal.why, words),
            ]);
        }
        out.blocks.push(Block::Note(words.say(
            format!("Of {compared} compared, these have the same inputs and other results:"),
            format!("比较了 {compared}，以下人员数据相同而结果不同："),
        )));
        out.table(table);
        self.more(out, equality.unequal.len());
    }

    fn shown(&self, def: crate::plan::ir::DefId, row: u32) -> String {
        use crate::engine::table::Slot;
        let report = &self.asked.report;
        match (report.slot(def, row), report.def(def)) {
            (Some(Slot::Value(value)), Some(def)) => report.shown(value, def.ty, 2, self.asked.language),
            (Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None, _) => self.words.say("none", "无"),
        }
    }

    fn by(&self, out: &mut Document, by: &By) {
        let words = &self.words;
        let (paid, scored) = (by.groups.iter().any(|group| group.pay.is_some()), by.groups.iter().any(|group| group.score.is_some()));
        let mut headings = vec![(by.title.clone(), Align::Left), (words.say("People", "人数"), Align::Right)];
        if paid {
            headings.push((words.say("Pay, median", "薪酬中位数"), Align::Right));
            headings.push((words.say("average", "平均"), Align::Right));
            headings.push((words.say("lowest to highest", "最低至最高"), Align::Right));
        }
        if scored {
            headings.push((words.say("Score, median", "总分中位数"), Align::Right));
            headings.push((words.say("average", "平均"), Align::Right));
        }
        let mut table = Table::of(headings);
        for (at, group) in by.groups.iter().enumerate() {
            let small = if group.people < SMALL { " *" } else { "" };
            let mut cells = vec![format!("{}{small}", group_name(by, at, words)), group.people.to_string()];
            let none = || words.say("none", "无");
            let of = |spread: &Option<Spread>, what: &dyn Fn(&Spread) -> String| spread.as_ref().map_or_else(none, what);
            if paid {
                cells.push(of(&group.pay, &|own| words.money(&own.median)));
                cells.push(of(&group.pay, &|own| words.money(&own.average)));
                cells.push(of(&group.pay, &|own| format!("{} – {}", words.money(&own.low), words.money(&own.high))));
            }
            if scored {
                cells.push(of(&group.score, &|own| words.points(&own.median)));
                cells.push(of(&group.score, &|own| words.points(&own.average)));
            }
            table.row(cells);
        }
        out.table(table);
        for (gap, en, zh) in [(&by.pay_gap, "median pay", "薪酬中位数"), (&by.score_gap, "median score", "总分中位数")] {
            if let Some(own) = gap {
                let said = self.gap(by, own, (en, zh));
                match by.notable(gap) {
                    Some(_) => out.blocks.push(Block::Note(said)),
                    None => out.paragraph(said),
                }
            }
        }
    }

    fn gap(&self, by: &By, gap: &Gap, (en, zh): (&str, &str)) -> String {
        let words = &self.words;
        if gap.less.is_zero() {
            return words.say(format!("The {en} is the same in all groups."), format!("各组{zh}相同。"));
        }
        let (low, high) = (group_name(by, gap.low, words), group_name(by, gap.high, words));
        let less = words.percent(&gap.less);
        words.say(format!("The {en} of {low} is {less} below that of {high}."), format!("“{low}”的{zh}比“{high}”低 {less}。"))
    }
}
