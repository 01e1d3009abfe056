//! Working days: how many days there are, which of them did not count, and which counted though they are on a weekend.

use super::Teller;
use super::tree::Node;
use super::values::Row;
use crate::engine::table::Slot;
use crate::plan::ir::{Employed, Expr, Working};
use crate::syntax::ast::FirstDay;
use crate::value::calendar::Days;
use crate::value::{Date, Value};

impl<'a> Teller<'a> {
    /// What a length or a shift in working days rests on: its dates, and the days between them.
    pub(super) fn working(&mut self, expr: &'a Expr, working: &'a Working, at: Row) -> Vec<Node> {
        let dates: Vec<Option<Date>> = working.parts().into_iter().map(|part| self.date_of(part, at)).collect();
        let result = self.date_of(expr, at);
        let mut nodes: Vec<Node> = working.parts().into_iter().flat_map(|part| self.parts(part, at)).collect();
        nodes.extend(match (working, dates.as_slice(), result) {
            (Working::Between { .. }, [Some(from), Some(to)], _) => self.passed(*from, *to),
            (Working::After { .. }, [Some(date)], Some(result)) => self.passed(*date, result),
            (Working::Rolling(_), [Some(date)], Some(result)) => self.rolled(*date, result),
            (Working::Between { .. } | Working::After { .. } | Working::Rolling(_), _, _) => None,
        });
        nodes
    }

    /// `working days in period`, told as its days.
    pub(super) fn period_worked(&self) -> Option<Node> {
        let period = self.report.results.period;
        let mut node = self.worked(period.start(), period.end())?;
        node.name = Some("working days in period".to_string());
        Some(node)
    }

    /// The days of the period on which the person was employed.
    pub(super) fn employed_worked(&self, employed: &Employed, at: Row) -> Option<Node> {
        let column = |def| match self.report.slot(def, at.row) {
            Some(Slot::Value(Value::Date(date))) => Some(*date),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        };
        let hired = column(employed.from)?;
        let first = match employed.first_day {
            FirstDay::Counts => hired,
            FirstDay::DoesNotCount => hired.add_days(1)?,
        };
        let last = employed.to.and_then(column).unwrap_or(Date::MAX);
        let period = self.report.results.period;
        self.worked(first.max(period.start()), last.min(period.end()))
    }

    fn date_of(&self, expr: &Expr, at: Row) -> Option<Date> {
        match self.value(expr, at)? {
            Slot::Value(Value::Date(date)) => Some(date),
            Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        }
    }

    /// The days after one date, up to and with another: the day that is counted from is not among them.
    fn passed(&self, from: Date, to: Date) -> Option<Node> {
        if from <= to { self.worked(from.add_days(1)?, to) } else { self.worked(to, from.add_days(-1)?) }
    }

    /// `59 working days: 2026-01-01 to 2026-03-31 by the calendar China; 90 days, less 26 on weekends, …`
    fn worked(&self, from: Date, to: Date) -> Option<Node> {
        let calendar = self.plan().calendar.as_ref()?;
        let days = calendar.days.days(from, to).ok().filter(|days| days.all > 0)?;
        let name = crate::diagnostic::text::sanitise(calendar.days.name());
        let (off, make_up) = (days.off.len(), days.make_up.len());
        let mut text = self.say(
            &format!("{}: {from} to {to} by the calendar “{name}”; {}", working_days(days.worked()), some(days.all, "day")),
            &format!("{}个工作日：{from} 至 {to}，按日历“{name}”；共{}天", days.worked(), days.all),
        );
        if days.weekend > 0 {
            text.push_str(&self.say(&format!(", less {} on weekends", days.weekend), &format!("，减去周末{}天", days.weekend)));
        }
        if off > 0 {
            text.push_str(&self.say(&format!(", less {off} off during the week"), &format!("，减去放假{off}天（周末除外）")));
        }
        if make_up > 0 {
            let make_up_days = some(i64::try_from(make_up).unwrap_or(i64::MAX), "make-up workday");
            text.push_str(&self.say(&format!(", plus {make_up_days}"), &format!("，加上调休上班{make_up}天")));
        }
        Some(Node::new(text).at(self.place(calendar.span)).with(self.which(&days)))
    }

    /// The days that are not what their weekday says.
    fn which(&self, days: &Days) -> Vec<Node> {
        let mut nodes = Vec::new();
        if !days.off.is_empty() {
            let listed = self.ranges(&days.off);
            nodes.push(Node::new(self.say(&format!("did not count: {listed}"), &format!("放假不计：{listed}"))));
        }
        if !days.make_up.is_empty() {
            let listed = self.ranges(&days.make_up);
            nodes.push(Node::new(self.say(&format!("counted though on a weekend: {listed}"), &format!("调休上班计入：{listed}"))));
        }
        nodes
    }

    /// `2026-01-01 to 2026-01-02, 2026-02-16`
    fn ranges(&self, dates: &[Date]) -> String {
        let mut runs: Vec<(Date, Date)> = Vec::new();
        for date in dates {
            match runs.last_mut() {
                Some((_, last)) if last.add_days(1) == Some(*date) => *last = *date,
                Some(_) | None => runs.push((*date, *date)),
            }
        }
        let run = |(from, to): &(Date, Date)| {
            if from == to { from.to_string() } else { self.say(&format!("{from} to {to}"), &format!("{from} 至 {to}")) }
        };
        runs.iter().map(run).collect::<Vec<String>>().join(&self.say(", ", "、"))
    }

    fn rolled(&self, date: Date, result: Date) -> Option<Node> {
        let calendar = self.plan().calendar.as_ref()?;
        let name = crate::diagnostic::text::sanitise(calendar.days.name());
        let text = if date == result {
            self.say(&format!("{date} is a working day by the calendar “{name}”"), &format!("按日历“{name}”，{date} 是工作日，不顺延"))
        } else {
            self.say(
                &format!("{date} is no working day by the calendar “{name}”; the next one is {result}"),
                &format!("按日历“{name}”，{date} 不上班，顺延至 {result}"),
            )
        };
        let days = calendar.days.days(date, result).ok()?;
        Some(Node::new(text).at(self.place(calendar.span)).with(self.which(&Days { make_up: Vec::new(), ..days })))
    }
}

fn working_days(count: i64) -> String {
    some(count, "working day")
}

/// `1 day`, `2 days`
fn some(count: i64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
