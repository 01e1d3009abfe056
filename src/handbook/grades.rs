//! Grades: from which score on, what each brings, and how many people may hold one.

use super::Teller;
use super::text::columns;
use crate::document::Document;
use crate::plan::ir::{GradeEffect, GradeRule, Group, Kind, Limit, LimitEnd, Scorecard, Seats};
use crate::report::names::{capital, plain};
use crate::syntax::ast::{LimitKind, Reach, SeatTies};
use crate::value::{RoundMode, Type};

impl<'a> Teller<'a> {
    pub(super) fn grade_rule(&self) -> Option<&'a GradeRule> {
        let body = self.body(self.plan.grade?)?;
        if let Kind::Grade(rule) = &body.kind { Some(rule) } else { None }
    }

    /// What a grade is called.
    fn grade_name(&self, option: u32) -> String {
        let ty = self.plan.grade.and_then(|grade| self.def(grade)).map(|def| def.ty);
        let Some(Type::Choice(choice)) = ty else { return String::new() };
        let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
        options.get(option as usize).map_or(String::new(), |option| crate::diagnostic::text::sanitise(&option.name))
    }

    pub(super) fn grades(&self, out: &mut Document) {
        let Some(rule) = self.grade_rule() else { return };
        out.heading(1, self.say("Grades", "等级"));
        let by = self.written(&rule.by);
        let mut headings = vec![self.say("Grade", "等级"), capital(&by)];
        headings.extend(self.plan.grade_columns.iter().map(|column| capital(&self.called(*column))));
        let mut table = columns(headings);
        // The best first, as people look for it.
        let mut lines: Vec<_> = rule.lines.iter().collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.option));
        for line in lines {
            let mut cells = vec![self.grade_name(line.option), capital(&self.range(line.low.as_ref(), line.high.as_ref()))];
            for column in &self.plan.grade_columns {
                let values =
                    self.body(*column).map(|body| if let Kind::GradeColumn { values, .. } = &body.kind { values.as_slice() } else { &[] });
                let value = values.and_then(|values| values.get(line.option as usize));
                cells.push(value.map_or_else(|| self.say("not stated", "未规定"), |value| self.written(value)));
            }
            table.row(cells);
        }
        out.table(table);
        if !rule.limits.is_empty() {
            out.heading(2, self.say("How many people may hold a grade", "强制分布"));
            out.list(rule.limits.iter().map(|limit| self.limit_words(limit)).collect());
        }
    }

    /// The vetoes of a scorecard on the grade.
    pub(super) fn grade_vetoes(&self, card: &Scorecard) -> Vec<String> {
        let vetoes = self.grade_rule().map_or(&[][..], |rule| &rule.vetoes);
        let own = vetoes.iter().filter(|veto| veto.covered == card.covered);
        let told = own.map(|veto| {
            let grade = self.grade_name(veto.effect.option());
            let effect = match veto.effect {
                GradeEffect::To(_) => self.say(format!("the grade is {grade}"), format!("等级直接定为 {grade}")),
                GradeEffect::AtMost(_) => self.say(format!("the grade is {grade} at most"), format!("等级最高为 {grade}")),
            };
            self.struck(&veto.veto, &effect)
        });
        told.collect()
    }

    fn limit_words(&self, limit: &Limit) -> String {
        let (worst, best) = (self.grade_name(limit.worst), self.grade_name(limit.best));
        let grades = if worst == best { best } else { self.say(format!("{best} to {worst}"), format!("{best} 至 {worst}")) };
        let (kind_en, kind_zh) = match limit.kind {
            LimitKind::AtMost => ("at most ", "不超过"),
            LimitKind::Exactly => ("exactly ", "恰为"),
        };
        let group = self.group(limit.group);
        let seats = match &limit.seats {
            Seats::Part(share, heads) => {
                let (share, (en, zh)) = (self.number(share, Type::Percent), rounded(*heads));
                self.say(format!("{kind_en}{share} of {group} (heads rounded {en})"), format!("{kind_zh}{group}人数的{share}（人数{zh}）"))
            }
            Seats::Heads(heads) => self.say(format!("{kind_en}{heads} of {group}"), format!("在{group}中{kind_zh} {heads} 人")),
        };
        let by = self.written(&limit.by);
        let ties = match limit.ties {
            SeatTies::Excluded => self.say("of those who are level at the last seat none has one", "末位并列的均不计入"),
            SeatTies::Included => self.say("of those who are level at the last seat all have one", "末位并列的均计入"),
        };
        let end = match limit.end {
            LimitEnd::Top => self.say(format!("the best by {by} hold it"), format!("按{by}从高到低")),
            LimitEnd::Bottom => self.say(format!("the last by {by} hold it"), format!("按{by}从低到高")),
        };
        let smallest = match limit.smallest {
            0 | 1 => String::new(),
            least => self.say(format!("; groups of fewer than {least} are left as they are"), format!("；不满 {least} 人的不适用")),
        };
        let filter = limit.filter.as_ref().map_or(String::new(), |filter| {
            let filter = self.slice(filter.span);
            self.say(format!("; counted are those for whom {filter}"), format!("；只计“{filter}”的人员"))
        });
        self.say(
            format!("Grade {grades}: {seats}; {end}; {ties}{smallest}{filter}."),
            format!("等级 {grades}：{seats}，{end}；{ties}{smallest}{filter}。"),
        )
    }

    /// Whose people are looked at together.
    pub(super) fn group(&self, group: Group) -> String {
        match group {
            Group::Everyone => self.say("all people", "全体人员"),
            Group::Same(column) => {
                let column = self.called(column);
                self.say(format!("each {column}"), format!("各{column}"))
            }
            Group::Reports { reach: Reach::Direct, .. } => self.say("the people of one manager", "同一上级的下属"),
            Group::Reports { reach: Reach::All, .. } => self.say("the people below one manager", "同一上级的各级下属"),
            Group::Child(table) => {
                let name = self.plan.tables.get(table.0 as usize).map_or("", |table| table.name.as_str());
                plain(name)
            }
        }
    }
}

fn rounded(mode: RoundMode) -> (&'static str, &'static str) {
    match mode {
        RoundMode::HalfUp => ("to the nearest", "四舍五入"),
        RoundMode::HalfEven => ("half to even", "四舍六入五成双"),
        RoundMode::Up => ("up", "进位取整"),
        RoundMode::Down => ("down", "舍去取整"),
    }
}
