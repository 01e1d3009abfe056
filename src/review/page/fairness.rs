//! Same inputs, same pay; and pay and score by group.

use super::Page;
use crate::document::{Align, Block, Document, Table};
use crate::review::figures::Spread;
use crate::review::first::{group_name, why};
use crate::review::groups::{By, GAP, Gap, Group, SMALL};
use crate::value::Number;

/// Of more groups only those at both ends are shown.
const MOST_GROUPS: usize = 12;

/// What of a group a table shows.
type Of<'a> = &'a dyn Fn(&Group) -> Option<Spread>;

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
                format!("* fewer than {SMALL} people: one of them moves the median. A gap above {GAP}% between groups of {SMALL} or more is pointed out, after the four-fifths rule of thumb: it calls for a look and proves nothing."),
                format!("* 不足 {SMALL} 人，一个人就会改变中位数。人数在 {SMALL} 人以上的组之间差距超过 {GAP}% 时予以提示（参照“五分之四”经验法则），只提示核查，不作结论。"),
            ));
        }
    }

    fn equality(&self, out: &mut Document) {
        let (words, equality) = (&self.words, &self.review.equality);
        let (compared, alike) = (words.people(equality.compared), words.people(equality.alike));
        if equality.alike == 0 {
            out.paragraph(words.say(
                format!("Of {compared} compared, no two have the same inputs."),
                format!("比较了 {compared}，没有数据完全相同的人员。"),
            ));
            return;
        }
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
        let pay = |group: &Group| group.pay.clone();
        let score = |group: &Group| group.score.clone();
        self.spread(out, by, (&pay, &words.say("Pay", "薪酬")), &|own| words.money(own));
        self.spread(out, by, (&score, &words.say("Score", "总分")), &|own| words.points(own));
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

    /// A line a group; of very many groups those with the highest and the lowest medians.
    fn spread(&self, out: &mut Document, by: &By, (of, caption): (Of<'_>, &str), shown: &dyn Fn(&Number) -> String) {
        let words = &self.words;
        let mut groups: Vec<(usize, usize, Spread)> =
            by.groups.iter().enumerate().filter_map(|(at, group)| Some((at, group.people, of(group)?))).collect();
        if groups.is_empty() {
            return;
        }
        let mut left_out = 0;
        if groups.len() > MOST_GROUPS {
            groups.sort_by(|one, two| two.2.median.cmp(&one.2.median).then(one.0.cmp(&two.0)));
            left_out = groups.len().saturating_sub(MOST_GROUPS);
            let half = MOST_GROUPS / 2;
            groups.drain(half..half.saturating_add(left_out));
        }
        let mut table = Table::of([
            (by.title.clone(), Align::Left),
            (words.say("People", "人数"), Align::Right),
            (words.say("Median", "中位数"), Align::Right),
            (words.say("Average", "平均"), Align::Right),
            (words.say("Lowest", "最低"), Align::Right),
            (words.say("Highest", "最高"), Align::Right),
        ]);
        table.caption = Some(caption.to_string());
        for (at, people, spread) in groups {
            let small = if people < SMALL { " *" } else { "" };
            let name = format!("{}{small}", group_name(by, at, words));
            let figures = [&spread.median, &spread.average, &spread.low, &spread.high].map(shown);
            table.row([name, spread.count.to_string()].into_iter().chain(figures));
        }
        out.table(table);
        if left_out > 0 {
            out.paragraph(words.say(
                format!("The highest and the lowest medians; {left_out} groups in between are in the JSON."),
                format!("列出中位数最高和最低的各组；其余 {left_out} 组见 JSON 格式。"),
            ));
        }
    }

    fn gap(&self, by: &By, gap: &Gap, (en, zh): (&str, &str)) -> String {
        let words = &self.words;
        if gap.less.is_zero() {
            return words.say(format!("The {en} is the same in all groups."), format!("各组{zh}相同。"));
        }
        let (low, high) = (group_name(by, gap.low, words), group_name(by, gap.high, words));
        let less = words.percent(&gap.less);
        words.say(format!("The {en} of “{low}” is {less} below that of “{high}”."), format!("“{low}”的{zh}比“{high}”低 {less}。"))
    }
}
