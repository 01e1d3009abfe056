//! Where the figures come from: each column with its source, who answers for it, and what becomes of a blank cell.

use super::Teller;
use super::text::columns;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::plan::ir::{Body, Column, ColumnBound, Def, DefId, PEOPLE, Presence, Table, TableId};
use crate::report::names::{capital, plain, titled};
use crate::value::{Type, Value};

impl Teller<'_> {
    pub(super) fn data(&self, out: &mut Document) {
        out.heading(1, self.say("Where the figures come from", "数据来源"));
        for (table, at) in self.plan.tables.iter().zip(0_u32..) {
            out.heading(2, capital(&plain(&table.name)));
            out.paragraph(self.rows_of(table, TableId(at)));
            self.columns_of(out, table);
            let rules = table.rules.iter().map(|rule| {
                let text = self.slice(rule.condition.span);
                match rule.because.as_deref().map(|reason| sanitise(reason.trim())) {
                    Some(reason) => {
                        self.say(format!("Every row must meet: {text}. Why: {reason}"), format!("每行须满足：{text}。理由：{reason}"))
                    }
                    None => self.say(format!("Every row must meet: {text}."), format!("每行须满足：{text}。")),
                }
            });
            out.list(rules.collect());
        }
    }

    /// What a row is.
    fn rows_of(&self, table: &Table, at: TableId) -> String {
        let key = self.called(table.key);
        if at == PEOPLE {
            let period = self.period_words();
            return match &table.period_column {
                Some(_) => {
                    self.say(format!("One row a person and {period}, known by {key}."), format!("每人每{period}一行，以{key}区分。"))
                }
                None => self.say(format!("One row a person, known by {key}."), format!("每人一行，以{key}区分。")),
            };
        }
        match table.dated {
            Some(date) => {
                let date = self.called(date);
                self.say(
                    format!("Rows of a person, known by {key}; {date} decides the period a row counts in."),
                    format!("归属到人的明细，以{key}区分；按{date}计入所属周期。"),
                )
            }
            None => self.say(format!("Rows of a person, known by {key}."), format!("归属到人的明细，以{key}区分。")),
        }
    }

    fn columns_of(&self, out: &mut Document, table: &Table) {
        let own: Vec<(DefId, &Def, &Column)> = table
            .columns
            .iter()
            .filter_map(|id| self.def(*id).map(|def| (*id, def)))
            .filter_map(|(id, def)| if let Body::Column(column) = &def.body { Some((id, def, column)) } else { None })
            .collect();
        let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let sourced = own.iter().any(|(_, _, column)| says(&column.source));
        let owned = own.iter().any(|(_, _, column)| says(&column.owner));
        let mut headings = vec![self.say("Figure", "数据项"), self.say("What it may be", "取值范围"), self.say("If it is blank", "空缺时")];
        if sourced {
            headings.push(self.say("Source", "来源"));
        }
        if owned {
            headings.push(self.say("Who answers for it", "责任人"));
        }
        let mut out_table = columns(headings);
        let stated = |text: &Option<String>| match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => sanitise(text),
            None => self.say("not stated", "未注明"),
        };
        for (_, def, column) in own {
            let mut cells = vec![self.figure(def, column), self.allowed(def, column), self.blank(def, column)];
            if sourced {
                cells.push(stated(&column.source));
            }
            if owned {
                cells.push(stated(&column.owner));
            }
            out_table.row(cells);
        }
        out.table(out_table);
    }

    /// The title, with the header of the file where it is another one.
    fn figure(&self, def: &Def, column: &Column) -> String {
        let table = self.plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
        let bare = crate::report::model::bare_name(def, table);
        let title = capital(&titled(def.title.as_deref(), bare));
        let header = sanitise(column.header.trim());
        if header == title || header == bare || header.is_empty() || header.to_lowercase() == title.to_lowercase() {
            return title;
        }
        self.say(format!("{title} (column “{header}”)"), format!("{title}（列“{header}”）"))
    }

    fn allowed(&self, def: &Def, column: &Column) -> String {
        let kind = match def.ty {
            Type::Money | Type::Foreign(_) => self.say("an amount of money", "金额"),
            Type::Percent => self.say("a percentage", "百分比"),
            Type::Number => self.say("a number", "数值"),
            Type::Count => self.say("a whole number", "整数"),
            Type::Date => self.say("a date", "日期"),
            Type::Days => self.say("a number of days", "天数"),
            Type::Flag => self.say("yes or no", "是或否"),
            Type::Text if column.names_person == crate::plan::ir::PersonColumn::Yes => self.say("the key of a person", "人员编号"),
            Type::Text => self.say("text", "文本"),
            Type::Choice(choice) => {
                let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
                return self.listed(options.iter().map(|option| sanitise(&option.name)));
            }
        };
        let end = |bound: &Option<ColumnBound>| bound.as_ref().map(|bound| (bound.inclusive, self.value(&bound.value, def.ty)));
        let (low, high) = (end(&column.low), end(&column.high));
        if low.is_none() && high.is_none() {
            return capital(&kind);
        }
        let range = self.between((low, high));
        capital(&self.say(format!("{kind}, {range}"), format!("{kind}，{range}")))
    }

    fn blank(&self, def: &Def, column: &Column) -> String {
        match &column.presence {
            Presence::Required => self.say("must be filled in", "必填"),
            Presence::Optional => self.say("counts as missing", "按缺失处理"),
            Presence::Default(value @ (Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Flag(_))) => {
                let value = self.value(value, def.ty);
                self.say(format!("counts as {value}"), format!("按{value}计"))
            }
        }
    }
}
