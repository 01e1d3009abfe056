//! Worked examples: the plan's own, run now, with what is given and what comes out.

use super::Teller;
use super::text::columns;
use crate::cases::computed;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Table};
use crate::engine::Results;
use crate::engine::table::Slot;
use crate::engine::trace::Watch;
use crate::plan::ir::{DefId, Example, Expect, Plan, TableId};
use crate::report::names::{called, capital, plain};
use crate::report::{Report, why};
use crate::value::{Period, Type, Value};

/// Steps of one value that are told.
const MOST_STEPS: usize = 10;

/// An example with the version it is run by.
struct Run<'a> {
    plan: &'a Plan,
    example: &'a Example,
    results: Results,
}

/// A value of somebody: whose, of which definition.
type Asked = (u32, DefId);

impl<'a> Teller<'a> {
    pub(super) fn examples(&self, out: &mut Document) {
        let all: Vec<&Example> = self.asked.plan.all_examples().into_iter().filter(|example| self.is_of_role(example)).collect();
        if all.is_empty() {
            return;
        }
        out.heading(1, self.say("Worked examples", "计算示例"));
        out.paragraph(self.say(
            "The examples are part of the plan. Their results were computed just now by the plan's own rules.",
            "以下示例是制度的一部分，结果由制度规则实时算出。",
        ));
        let alike = |one: &&Example, other: &&Example| one.row.is_some() && one.title == other.title && table_of(one) == table_of(other);
        let mut last: Option<&str> = None;
        for group in all.chunk_by(alike) {
            let runs: Vec<Run<'_>> = group.iter().map(|example| self.run(example)).collect();
            let Some(first) = runs.first() else { continue };
            if last != Some(first.example.title.as_str()) {
                out.heading(2, crate::diagnostic::text::sanitise(first.example.title.trim()));
            }
            last = Some(&first.example.title);
            if first.example.row.is_some() { self.rows(out, &runs) } else { self.single(out, first) }
        }
    }

    /// In the handbook of one role only examples of people who have it, or of whom nothing is said.
    fn is_of_role(&self, example: &Example) -> bool {
        let Some(role) = self.asked.role else { return true };
        let Some(column) = self.def(role.column).map(|def| def.name.as_str()) else { return true };
        let own = self.asked.plan.in_force(example.period);
        let given = example.people.iter().flat_map(|person| &person.given);
        let mut given = given.filter(|(def, _)| own.defs.get(def.0 as usize).is_some_and(|def| def.name == column)).peekable();
        given.peek().is_none() || given.any(|(_, value)| matches!(value, Value::Text(text) if **text == *role.option))
    }

    fn period_line(&self, period: Period) -> String {
        let period = self.period_of(period);
        self.say(format!("Period: {period}."), format!("周期：{period}。"))
    }

    fn run(&self, example: &'a Example) -> Run<'a> {
        let plan = self.asked.plan.in_force(example.period);
        Run { plan, example, results: computed(plan, example, Watch::Person(0)) }
    }

    // ---- one example ---------------------------------------------------------------------------------------------------

    fn single(&self, out: &mut Document, run: &Run<'_>) {
        out.paragraph(self.period_line(run.example.period));
        for person in &run.example.people {
            let of = person.key.as_deref().map(|key| crate::diagnostic::text::sanitise(key.trim()));
            let lead = match of {
                Some(key) => self.say(format!("Given for {key}:"), format!("已知（{key}）：")),
                None => self.say("Given:", "已知："),
            };
            if !person.given.is_empty() {
                out.paragraph(lead);
                out.facts(
                    person
                        .given
                        .iter()
                        .map(|(def, value)| (capital(&self.called_in(run.plan, *def)), self.given(run.plan, *def, value)))
                        .collect(),
                );
            }
            for table in &run.plan.tables {
                let rows = person
                    .rows
                    .iter()
                    .filter(|(at, row)| run.plan.tables.get(at.0 as usize).is_some_and(|own| own.name == table.name) && !row.is_empty());
                let rows: Vec<_> = rows.map(|(_, row)| row).collect();
                if !rows.is_empty() {
                    out.table(self.child_rows(run, &table.name, &rows));
                }
            }
        }
        self.earlier(out, run);
        let mut table = columns([self.say("What comes out", "计算结果"), self.say("Value", "数值")]);
        for (name, value) in self.outcomes(run) {
            table.row([name, value]);
        }
        if !table.rows.is_empty() {
            out.table(table);
        }
        self.steps_of_example(out, run);
    }

    fn child_rows(&self, run: &Run<'_>, name: &str, rows: &[&Vec<(DefId, Value)>]) -> Table {
        let mut defs: Vec<DefId> = Vec::new();
        for (def, _) in rows.iter().copied().flatten() {
            if !defs.contains(def) {
                defs.push(*def);
            }
        }
        let mut table = columns(defs.iter().map(|def| capital(&self.called_in(run.plan, *def))));
        table.caption = Some(capital(&plain(name)));
        for row in rows {
            let cell = |def: &DefId| row.iter().find(|(own, _)| own == def).map(|(_, value)| self.given(run.plan, *def, value));
            let blank = |def: &DefId| {
                let default =
                    run.plan.defs.get(def.0 as usize).and_then(|own| own.default().map(|value| self.given(run.plan, *def, value)));
                default.unwrap_or_else(|| self.say("not given", "未给出"))
            };
            table.row(defs.iter().map(|def| cell(def).unwrap_or_else(|| blank(def))));
        }
        table
    }

    /// What is said of earlier periods.
    fn earlier(&self, out: &mut Document, run: &Run<'_>) {
        let told = run.example.earlier.iter().map(|earlier| {
            let (name, value) = (self.called_in(run.plan, earlier.def), self.given(run.plan, earlier.def, &earlier.value));
            (self.say(format!("{name}, {}", self.period_of(earlier.period)), format!("{}的{name}", self.period_of(earlier.period))), value)
        });
        let told: Vec<(String, String)> = told.collect();
        if !told.is_empty() {
            out.paragraph(self.say("From earlier periods:", "以前各期："));
            out.facts(told);
        }
    }

    /// Each expected value with what the run has made of it.
    fn outcomes(&self, run: &Run<'_>) -> Vec<(String, String)> {
        let told = run.example.expect.iter().map(|expect| match expect {
            Expect::Value { whose, def, .. } => {
                let person = run.example.people.get(*whose as usize).and_then(|person| person.key.as_deref());
                let name = capital(&self.called_in(run.plan, *def));
                let name = person.map_or(name.clone(), |key| self.say(format!("{key}: {name}"), format!("{key}：{name}")));
                (name, self.outcome(run, (*whose, *def)))
            }
            Expect::Error { code, .. } => {
                (self.say("Result", "结果"), self.fault(run.results.faults.iter().find(|fault| fault.code == *code)))
            }
        });
        told.collect()
    }

    fn outcome(&self, run: &Run<'_>, (whose, def): Asked) -> String {
        let ty = run.plan.defs.get(def.0 as usize).map_or(Type::Text, |def| def.ty);
        match run.results.tables.first().and_then(|people| people.slot(def, whose)) {
            Some(Slot::Value(value)) => self.came_to(value, ty),
            Some(Slot::Missing(_)) => self.say("no value", "缺失"),
            Some(Slot::NotApplicable(_)) | None => self.say("does not apply", "不适用"),
            Some(Slot::Fault(fault)) => self.fault(run.results.faults.get(fault.0 as usize)),
        }
    }

    /// Why there is no result.
    fn fault(&self, fault: Option<&Diagnostic>) -> String {
        let Some(fault) = fault else { return self.say("no result", "不予计算") };
        let reason = self.step_of(fault.message.get(self.asked.language));
        self.say(format!("no result: {reason}"), format!("不予计算：{reason}"))
    }

    fn called_in(&self, plan: &Plan, def: DefId) -> String {
        plan.defs.get(def.0 as usize).map_or(String::new(), |def| called(plan, def, self.asked.language).phrase(self.asked.language))
    }

    fn given(&self, plan: &Plan, def: DefId, value: &Value) -> String {
        self.value(value, plan.defs.get(def.0 as usize).map_or(Type::Text, |def| def.ty))
    }

    /// The steps as `merit why` gives them, without those that lie deeper.
    fn steps_of_example(&self, out: &mut Document, run: &Run<'_>) {
        let report = Report { plan: run.plan, results: &run.results, sources: self.asked.sources };
        let asked: Vec<DefId> = run
            .example
            .expect
            .iter()
            .filter_map(|expect| match expect {
                Expect::Value { whose: 0, def, .. } => Some(*def),
                Expect::Value { .. } | Expect::Error { .. } => None,
            })
            .collect();
        let explained = why::explain(&report, 0, &asked, self.asked.language);
        let told = explained.made_of().into_iter().filter(|(_, steps)| !steps.is_empty()).map(|(value, steps)| {
            let more = steps.len().saturating_sub(MOST_STEPS);
            let mut steps: Vec<String> = steps.into_iter().take(MOST_STEPS).map(|step| self.step_of(step)).collect();
            if more > 0 {
                steps.push(self.say(format!("{more} more"), format!("另有 {more} 项")));
            }
            let (value, steps) = (capital(&self.step_of(value)), steps.join(&self.say("; ", "；")));
            self.say(format!("{value}. {}", capital(&steps)), format!("{value}。{steps}"))
        });
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            out.paragraph(self.say("How it is worked out:", "计算过程："));
            out.list(told);
        }
    }

    /// A step of an explanation with titles in place of names. Where both stand there, the title is not said twice.
    fn step_of(&self, text: &str) -> String {
        let text = curly(text);
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some((before, (inside, behind))) = rest.split_once('“').and_then(|(before, rest)| Some((before, rest.split_once('”')?)))
        {
            let name = before.trim_end().rsplit(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).next().unwrap_or("");
            let is_title = self.names.get(name).is_some_and(|title| title.contains(inside));
            let before = if is_title { before.trim_end() } else { before };
            out.push_str(before);
            if !is_title {
                out.push_str(&format!("“{inside}”"));
            }
            rest = behind;
        }
        out.push_str(rest);
        self.titles(&out)
    }

    // ---- a table of examples -------------------------------------------------------------------------------------------

    /// Rows of one table: what all of them have is said once.
    fn rows(&self, out: &mut Document, runs: &[Run<'_>]) {
        let Some(first) = runs.first() else { return };
        let given: Vec<Vec<(String, String)>> = runs.iter().map(|run| self.all_given(run)).collect();
        let names: Vec<&String> = given.first().map_or(Vec::new(), |own| own.iter().map(|(name, _)| name).collect());
        let value = |row: &[(String, String)], name: &str| row.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        let shared = |name: &str| {
            let first = given.first().and_then(|row| value(row, name));
            given.iter().all(|row| value(row, name) == first)
        };
        let (common, varied): (Vec<&String>, Vec<&String>) = names.into_iter().partition(|name| given.len() > 1 && shared(name));
        out.paragraph(self.period_line(first.example.period));
        let common: Vec<(String, String)> = common.iter().filter_map(|name| Some((capital(name), value(given.first()?, name)?))).collect();
        out.facts(common);
        let mut asked: Vec<Asked> = Vec::new();
        for expect in runs.iter().flat_map(|run| &run.example.expect) {
            if let Expect::Value { whose, def, .. } = expect
                && !asked.contains(&(*whose, *def))
            {
                asked.push((*whose, *def));
            }
        }
        let results = asked.iter().map(|(_, def)| capital(&self.called_in(first.plan, *def)));
        let mut table = columns(varied.iter().map(|name| capital(name)).chain(results));
        if asked.is_empty() {
            table.columns.push(crate::document::Heading { text: self.say("Result", "结果"), align: crate::document::Align::Left });
        }
        for (run, row) in runs.iter().zip(&given) {
            let mut cells: Vec<String> =
                varied.iter().map(|name| value(row, name).unwrap_or_else(|| self.say("not given", "未给出"))).collect();
            cells.extend(asked.iter().map(|asked| self.outcome(run, *asked)));
            if asked.is_empty() {
                cells.push(self.fault(run.results.faults.first()));
            }
            table.row(cells);
        }
        out.table(table);
    }

    /// What a row gives, of the person and of the rows of child inputs.
    fn all_given(&self, run: &Run<'_>) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for person in &run.example.people {
            all.extend(person.given.iter().map(|(def, value)| (self.called_in(run.plan, *def), self.given(run.plan, *def, value))));
            for (at, (table, row)) in person.rows.iter().enumerate() {
                let several = person.rows.iter().filter(|(other, _)| other == table).count() > 1;
                let name = self.table_name(run.plan, *table);
                let name = if several { format!("{name} {}", at.saturating_add(1)) } else { name };
                all.extend(row.iter().map(|(def, value)| {
                    let column = self.called_in(run.plan, *def);
                    (self.say(format!("{name}: {column}"), format!("{name}：{column}")), self.given(run.plan, *def, value))
                }));
            }
        }
        all
    }

    fn table_name(&self, plan: &Plan, table: TableId) -> String {
        plan.tables.get(table.0 as usize).map_or(String::new(), |table| plain(&table.name))
    }
}

/// The same with marks of quotation that say which end they are.
fn curly(text: &str) -> String {
    let mut inside = false;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '"' {
            out.push(letter);
            continue;
        }
        inside = !inside;
        out.push(if inside { '“' } else { '”' });
    }
    out
}

fn table_of(example: &Example) -> Option<u32> {
    example.row.and_then(|row| row.table)
}
