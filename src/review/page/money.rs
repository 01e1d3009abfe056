//! What clauses cost people.

use super::Page;
use crate::document::charts::{Bar, bars};
use crate::document::{Align, Document, Table};
use crate::review::costs::{Cost, Open, Why, called};

impl Page<'_> {
    pub(super) fn costs(&self, out: &mut Document) {
        let words = &self.words;
        if self.review.costs.taken.is_empty() {
            out.paragraph(words.say("No clause takes anything from anybody.", "没有条款使任何人减少得分或薪酬。"));
        } else {
            self.taken(out);
        }
        if self.review.costs.open.is_empty() {
            return;
        }
        out.paragraph(
            words.say("Of these it is not known, or not of everybody, what they take:", "以下条款的影响未算出，或未对全体员工算出："),
        );
        let open = |open: &Open| {
            let clause = called((open.of.as_deref(), &open.title), words);
            let sort = open.sort.shown(words);
            let why = match open.why {
                Why::Inside => {
                    words.say("it stands inside a calculation that cannot be made without it", "条款嵌在计算之中，去掉后无法计算")
                }
                Why::NoResult(people) => {
                    let people = words.people(people);
                    words.say(format!("without it {people} would have no result"), format!("去掉后 {people}没有结果，未计入上表"))
                }
            };
            words.say(format!("{clause} ({sort}): {why}"), format!("{clause}（{sort}）：{why}"))
        };
        out.list(self.review.costs.open.iter().map(open).collect());
    }

    fn taken(&self, out: &mut Document) {
        let words = &self.words;
        let costs = &self.review.costs.taken;
        let paid = self.review.glance.pay.is_some();
        let scored = self.review.glance.score.is_some();
        let mut headings = vec![
            (words.say("Clause", "条款"), Align::Left),
            (words.say("Kind", "类型"), Align::Left),
            (words.say("People", "涉及人数"), Align::Right),
        ];
        headings.extend(scored.then(|| (words.say("Points", "少得分数"), Align::Right)));
        headings.extend(paid.then(|| (words.say("Pay", "少发金额"), Align::Right)));
        let mut table = Table::of(headings);
        for cost in costs.iter().take(self.asked.top) {
            let mut cells = vec![self.clause(cost), cost.sort.shown(words), cost.people.to_string()];
            cells.extend(scored.then(|| words.points(&cost.points)));
            cells.extend(paid.then(|| words.money(&cost.pay)));
            table.row(cells);
        }
        let value =
            |cost: &Cost| if paid { (cost.pay.clone(), words.money(&cost.pay)) } else { (cost.points.clone(), words.points(&cost.points)) };
        let all: Vec<Bar> = costs
            .iter()
            .take(self.asked.top)
            .map(|cost| (cost, value(cost)))
            .filter(|(_, (value, _))| !value.is_zero())
            .map(|(cost, (value, shown))| Bar { label: self.clause(cost), value, shown })
            .collect();
        let caption = if paid {
            words.say("Pay that each clause takes", "各条款少发的金额")
        } else {
            words.say("Points that each clause takes", "各条款少得的分数")
        };
        self.figure(out, bars(&caption, &all));
        out.table(table);
        self.more(out, costs.len());
        out.paragraph(words.say(
            "Each line is what everybody would have more without the clause, all else as it is; for a KPI, if nobody scored below full marks, \
             which are its score on target, or 100. The lines do not add up, since several clauses may hold back the same amount.",
            "每一行是去掉该条款、其余不变时全体员工会多得的数额；指标则为人人至少得满分时会多得的数额，满分指正好达标的得分，算不出来的按 100 分。\
             各行不能相加，因为同一笔可能同时受几个条款限制。",
        ));
    }

    fn clause(&self, cost: &Cost) -> String {
        called((cost.of.as_deref(), &cost.title), &self.words)
    }
}
