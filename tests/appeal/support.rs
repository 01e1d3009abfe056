//! A policy with an appeal, and a case judged by it.

use merit::appeal::{Judged, Known, Rules, cases, judge};
use merit::plan::ir::Plan;
use merit::plan::plan;
use merit::source::{SourceFile, Sources};
use merit::syntax::parse;
use merit::value::Date;

/// A plan whose appeal holds these lines.
pub fn with(clause: &str) -> Plan {
    let text = format!(
        "policy \"P\" {{ version \"1\"; period quarter; currency CNY; effective 2025-01-01 to 2026-12-31; rounding money half up to 0.01; calendar \"China\" }}\n\
         input people by id {{ won : money at least 0 }}\npayout bonus {{ pay won * 1% }}\nappeal \"Appeal\" {{\n{clause}\n}}\n"
    );
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("plan.merit", text.as_str()));
    let (file, mut problems) = parse(id, &text);
    let (made, more) = plan(&[file], &sources);
    problems.extend(more);
    made.unwrap_or_else(|| panic!("{problems:#?}"))
}

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// What is told of the only case of a file on a day.
pub struct Told {
    pub codes: Vec<&'static str>,
    pub messages: String,
    pub last_days: Vec<(String, Option<String>)>,
    pub state: merit::appeal::State,
    pub missed: usize,
}

pub fn told(plan: &Plan, case: &str, as_of: &str) -> Told {
    let all = cases("cases.json", format!("{{\"cases\": [{case}]}}").as_bytes()).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let clause = plan.process.appeal.as_ref().unwrap();
    let rules = Rules { plan, clause, file: "cases.json", as_of: date(as_of) };
    let judged: Judged<'_> = judge(&all[0], &rules, Known::of(&all[0], clause));
    let problems = || judged.findings.iter().chain(&judged.unjudged);
    Told {
        codes: problems().map(|problem| problem.code).collect(),
        messages: problems().map(|problem| format!("{}\n{}\n", problem.message.en, problem.message.zh)).collect(),
        last_days: judged
            .deadlines
            .iter()
            .map(|deadline| (deadline.step.text().en, deadline.last_day().map(|day| day.to_string())))
            .collect(),
        state: judged.state,
        missed: judged.missed().count(),
    }
}
