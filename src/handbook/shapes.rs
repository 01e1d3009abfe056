//! Bands and tiers as tables.

use std::cmp::Ordering;

use super::Teller;
use super::text::columns;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::plan::ir::{BandResult, Bands, Expr, Kind, Neighbour, Outcome, Rates, Tiers};
use crate::report::names::{capital, plain};
use crate::syntax::ast::TierMode;
use crate::value::{Type, Value};

impl Teller<'_> {
    /// Bands: where the value lies, and what it gives.
    pub(super) fn bands(&self, out: &mut Document, bands: &Bands, ty: Type) {
        let heading = match ty {
            Type::Number | Type::Count => self.say("Points", "得分"),
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                self.say("What it gives", "结果")
            }
        };
        let mut table = columns([capital(&self.written(&bands.on)), heading]);
        for line in &bands.lines {
            let result = match &line.result {
                BandResult::Value(value) => self.written(value),
                BandResult::Linear { from, to } => {
                    let goes = self.direction(from, to);
                    let (from, to) = (self.written(from), self.written(to));
                    let (en, zh) = match goes {
                        Some(Ordering::Less) => ("rising evenly ", "升"),
                        Some(Ordering::Greater) => ("falling evenly ", "降"),
                        Some(Ordering::Equal) | None => ("in a straight line ", "变"),
                    };
                    self.say(format!("{en}from {from} to {to}"), format!("由{from}线性{zh}至{to}"))
                }
                BandResult::Onward { along: Neighbour::Before } => {
                    self.say("goes on with the slope of the line above", "按上一档的斜率继续")
                }
                BandResult::Onward { along: Neighbour::After } => {
                    self.say("goes on with the slope of the line below", "按下一档的斜率继续")
                }
                BandResult::Refuse(reason) => self.refused(reason),
            };
            table.row([capital(&self.range(line.low.as_ref(), line.high.as_ref())), result]);
        }
        out.table(table);
    }

    /// Which way a straight piece goes, where both its ends are numbers.
    fn direction(&self, from: &Expr, to: &Expr) -> Option<Ordering> {
        let number = |expr: &Expr| if let Kind::Literal(Value::Number(number)) = &expr.kind { Some(number.clone()) } else { None };
        Some(number(from)?.cmp(&number(to)?))
    }

    pub(super) fn refused(&self, reason: &str) -> String {
        let reason = sanitise(reason.trim());
        self.say(format!("not settled by the plan: {reason}"), format!("本制度不作规定：{reason}"))
    }

    /// Tiers: each slice at its own rate, or all at the rate reached.
    pub(super) fn tiers(&self, out: &mut Document, tiers: &Tiers) {
        let on = self.written(&tiers.on);
        let mut sentences = vec![match tiers.mode {
            TierMode::Marginal => self.say(
                format!("Each slice of {on} is paid at its own rate; a higher slice does not change what the lower ones pay."),
                format!("{on}分段计算，每一段只按本段的比例计发，进入更高一段不影响以前各段。"),
            ),
            TierMode::Whole => {
                self.say(format!("All of {on} is paid at the rate of the line it reaches."), format!("{on}全额按所达到的一档比例计发。"))
            }
        }];
        if let Some(starting) = &tiers.starting {
            let starting = self.written(starting);
            sentences.push(self.say(format!("The slices go on from {starting}."), format!("分段自{starting}起累计。")));
        }
        match tiers.rates {
            Rates::NeverFalling => {}
            Rates::Decelerating => sentences.push(self.say("The rates fall as it grows.", "比例随之递减。")),
        }
        out.paragraph(self.sentences(sentences));
        let named = tiers.lines.iter().any(|line| line.name.is_some());
        let mut headings = vec![capital(&on), self.say("Rate", "比例")];
        if named {
            headings.push(self.say("Called", "名称"));
        }
        let mut table = columns(headings);
        for line in &tiers.lines {
            let rate = match &line.rate {
                Outcome::Value(rate) => self.written(rate),
                Outcome::Refuse { reason, .. } => self.refused(reason),
            };
            let mut cells = vec![capital(&self.range(line.low.as_ref(), line.high.as_ref())), rate];
            if named {
                let none = self.say("no name of its own", "无");
                cells.push(line.name.as_ref().map_or(none, |name| plain(name)));
            }
            table.row(cells);
        }
        out.table(table);
    }
}
