//! `merit timeline`: how each clause changes while a policy is in force, in the order of dates, with what was said before and what is
//! said then.

mod json;
mod text;

use std::collections::BTreeMap;

use crate::plan::ir::{Amendment, Exception, Param, ParamValue, Plan};
use crate::source::{Sources, Span};
use crate::value::Date;

pub use json::write as json;
pub use text::write as text;

/// A plan and the texts it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub plan: &'a Plan,
    pub sources: &'a Sources,
}

/// Something that changes on a day.
#[derive(Clone, Debug)]
struct Event<'a> {
    on: Date,
    kind: Kind<'a>,
    /// Where it is said.
    place: Span,
}

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    /// A param takes another value: the one before, and the next.
    Dated {
        param: &'a Param,
        before: &'a ParamValue,
        now: &'a ParamValue,
    },
    Begins(&'a Amendment),
    /// What an amendment has replaced holds again.
    Ends(&'a Amendment),
    Excepted {
        exception: &'a Exception,
        plan: &'a Plan,
    },
}

/// Everything that changes, in the order of the dates; what changes on one day in the order of the text.
fn events<'a>(told: &Told<'a>) -> Vec<Event<'a>> {
    // Versions have most of it in common: each place of the text is one event.
    let mut found: BTreeMap<(Date, Span, u8), Event<'a>> = BTreeMap::new();
    let mut add = |rank: u8, event: Event<'a>| {
        found.entry((event.on, event.place, rank)).or_insert(event);
    };
    let versions: Vec<&Plan> = told.plan.each_version().collect();
    for (number, plan) in versions.iter().enumerate() {
        let next = versions.get(number.saturating_add(1)).and_then(|next| next.begins);
        // A value that another clause stands for on its day is none.
        let holds = |on: Date| plan.begins.is_none_or(|begins| begins <= on) && next.is_none_or(|next| on < next);
        for param in &plan.params {
            for pair in param.values.windows(2) {
                let [before, now] = pair else { continue };
                if let Some(on) = now.from.filter(|on| holds(*on)) {
                    add(0, Event { on, kind: Kind::Dated { param, before, now }, place: now.span });
                }
            }
        }
        for amendment in &plan.amendments {
            add(1, Event { on: amendment.from, kind: Kind::Begins(amendment), place: amendment.span });
            let end = amendment.to.and_then(|to| to.add_days(1));
            let within = |on: &Date| told.plan.effective.is_none_or(|(_, last)| *on <= last);
            if let Some(on) = end.filter(within) {
                add(2, Event { on, kind: Kind::Ends(amendment), place: amendment.span });
            }
        }
        for exception in &plan.exceptions {
            add(3, Event { on: exception.from, kind: Kind::Excepted { exception, plan }, place: exception.span });
        }
    }
    found.into_values().collect()
}

impl Told<'_> {
    /// A clause as it is written, its lines moved to the left.
    fn clause(&self, span: Span) -> String {
        let written = self.sources.slice(span);
        let indent = |line: &str| line.len().saturating_sub(line.trim_start().len());
        let least = written.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
        let lines = written.lines().enumerate().map(|(at, line)| if at == 0 { line } else { line.get(least..).unwrap_or_default() });
        lines.map(str::trim_end).collect::<Vec<&str>>().join("\n")
    }

    /// `plan.merit:12`
    fn place(&self, span: Span) -> String {
        self.sources.get(span.file).map_or(String::new(), |file| format!("{}:{}", file.name(), file.line_column(span.start).0))
    }
}
