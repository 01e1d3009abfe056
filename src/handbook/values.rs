//! Params with their values over time, and decision tables.

use super::Teller;
use super::text::columns;
use crate::document::{Document, Table};
use crate::plan::ir::{Lookup, LookupBody, LookupCell, LookupKeyKind, LookupRow, Outcome, Param, ParamKind};
use crate::report::names::{capital, plain, titled};
use crate::value::show;

impl Teller<'_> {
    pub(super) fn values(&self, out: &mut Document) {
        if !self.plan.params.is_empty() {
            out.heading(1, self.say("Amounts and rates", "参数"));
            out.table(self.params());
            for param in &self.plan.params {
                let reason = param.because.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
                if let Some(reason) = reason.map(crate::diagnostic::text::sanitise) {
                    out.paragraph(
                        self.say(format!("{}. Why: {reason}", self.param(param)), format!("{}。理由：{reason}", self.param(param))),
                    );
                }
            }
        }
        if !self.plan.lookups.is_empty() {
            out.heading(1, self.say("Tables", "对照表"));
            self.plan.lookups.iter().for_each(|lookup| self.lookup(out, lookup));
        }
    }

    fn params(&self) -> Table {
        let mut table = columns([self.say("What", "名称"), self.say("Value", "数值"), self.say("In force", "生效时间")]);
        for param in &self.plan.params {
            let count = param.at_all_times().len();
            for value in param.at_all_times() {
                let name = self.param(param);
                let from = match value.from {
                    Some(from) => self.say(format!("from {}", show::date(from)), format!("自 {} 起", show::date(from))),
                    None if count > 1 => self.say("at first", "最初"),
                    None => self.say("throughout", "始终"),
                };
                table.row([name, self.written(&value.value), from]);
            }
        }
        table
    }

    fn param(&self, param: &Param) -> String {
        match param.kind {
            ParamKind::Named => capital(&titled(param.title.as_deref(), &param.name)),
            ParamKind::Rate { from, to } => {
                let (from, to) = (from.as_str(), to.as_str());
                self.say(format!("Rate of exchange, {from} to {to}"), format!("汇率（{from} 兑 {to}）"))
            }
        }
    }

    fn lookup(&self, out: &mut Document, lookup: &Lookup) {
        out.heading(2, capital(&plain(&lookup.name)));
        match &lookup.body {
            LookupBody::Data => {
                let keys = self.listed(lookup.by.iter().map(|key| self.key(&key.name)));
                out.paragraph(self.say(
                    format!("Its rows come from a file; one row matches by {keys}."),
                    format!("取自数据文件，按{keys}对应，每种情形一行。"),
                ));
            }
            LookupBody::Rows(rows) => {
                let result = self.say("Result", "结果");
                let mut table = columns(lookup.by.iter().map(|key| capital(&self.key(&key.name))).chain([result]));
                rows.iter().for_each(|row| table.row(self.lookup_row(lookup, row)));
                out.table(table);
                if rows.iter().any(|row| row.cells.iter().any(|cell| matches!(cell, LookupCell::Any))) {
                    out.paragraph(self.say("The first line from the top that fits counts.", "自上而下，以第一行相符的为准。"));
                }
            }
        }
        self.because(out, lookup.because.as_deref());
    }

    fn key(&self, name: &str) -> String {
        let short = name.rsplit_once('.').map_or(name, |(_, short)| short);
        let own = self.names.get(name).or_else(|| self.names.get(short));
        own.map_or_else(|| plain(short), str::to_string)
    }

    fn lookup_row(&self, lookup: &Lookup, row: &LookupRow) -> Vec<String> {
        let cells = row.cells.iter().zip(&lookup.by).map(|(cell, key)| match (cell, key.kind) {
            (LookupCell::Any, _) => self.say("any", "任意"),
            (LookupCell::Values(values), LookupKeyKind::Typed(ty)) => self.listed(values.iter().map(|value| self.value(value, ty))),
            (LookupCell::Values(values), LookupKeyKind::Period) => {
                self.listed(values.iter().map(|value| self.value(value, crate::value::Type::Text)))
            }
            (LookupCell::Range { low, high }, _) => capital(&self.range(low.as_ref(), high.as_ref())),
        });
        let result = match &row.result {
            Outcome::Value(value) => self.written(value),
            Outcome::Refuse { reason, .. } => self.refused(reason),
        };
        cells.chain([result]).collect()
    }
}
