//! The sheet that says where the others come from: the policy, the period, the data, and the clause behind each column.

use super::book::{Book, Look};
use super::names;
use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Diagnostic, Language};
use crate::plan::ir::{Def, DefId, Role, TableId};
use crate::report::Report;
use crate::report::grid::{self, Cell};
use crate::report::model::bare_name;
use crate::report::names::called;
use crate::source::{Sources, Span};
use crate::syntax::concrete::{Node, concrete};
use crate::value::Type;

/// UTF-16 units of a clause; of a longer one the beginning stands here, which is said.
const LONGEST_CLAUSE: usize = 8_000;

/// Writes the sheet, the last of the book.
pub(super) fn sheet(
    book: &mut Book<'_>,
    reports: &[Report<'_>],
    files: &[String],
    (name, language): (&str, Language),
) -> Result<(), Diagnostic> {
    let mut sheet = book.sheet(name)?;
    for (name, value) in facts(book, reports, files, language) {
        sheet.line(&[Cell::text(&name), Cell::text(&sanitise(&value))], Look::Plain, book)?;
    }
    sheet.line(&[], Look::Plain, book)?;
    let heading = sheet.at;
    let headings = match language {
        Language::English => ["sheet", "column", "title", "unit", "clause", "file", "line"],
        Language::Chinese => ["工作表", "列", "名称", "单位", "条款", "文件", "行"],
    };
    sheet.line(&headings.map(Cell::text), Look::Heading, book)?;
    for line in columns(reports, language) {
        sheet.line(&line, Look::Wrapped, book)?;
    }
    book.add(sheet, heading, headings.len())
}

fn facts(book: &Book<'_>, reports: &[Report<'_>], files: &[String], language: Language) -> Vec<(String, String)> {
    let (Some(first), Some(last)) = (reports.first(), reports.last()) else { return Vec::new() };
    let plan = last.plan;
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    let periods = if first.results.period == last.results.period {
        first.results.period.to_string()
    } else {
        format!("{}..{}", first.results.period, last.results.period)
    };
    let mut facts = vec![(say("policy", "制度"), plan.title.clone())];
    facts.extend(plan.version.clone().map(|version| (say("version", "版本"), version)));
    facts.push((say("period", "周期"), periods));
    facts.push((say("currency", "货币"), plan.currency.code.clone()));
    let rounding = plan.rounding.as_ref().map(|rounding| last.sources.slice(rounding.span).to_string());
    facts.push((say("rounding", "舍入"), rounding.unwrap_or_else(|| say("none", "无"))));
    facts.extend(files.iter().map(|file| (say("data file", "数据文件"), file.clone())));
    if book.long_numbers > 0 {
        let count = book.long_numbers;
        let note = say(
            &format!("{count} numbers have more than 15 digits, which Excel would round: they are written as texts with all their digits"),
            &format!("有 {count} 个数超过 15 位，Excel 会将其舍入，因此以文本写出，位数不减"),
        );
        facts.push((say("note", "注"), note));
    }
    facts
}

/// A line for each column of the people and of each child input, by the last period that has it.
fn columns(reports: &[Report<'_>], language: Language) -> Vec<Vec<Cell>> {
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut known: Vec<(String, String)> = Vec::new();
    let clauses = reports.first().map_or_else(|| Clauses(Vec::new()), |first| Clauses::of(first.sources));
    let mut add = |report: &Report<'_>, sheet: &str, id: DefId, input: &str| {
        let Some(def) = report.def(id) else { return };
        let name = bare_name(def, input).to_string();
        if !known.contains(&(sheet.to_string(), name.clone())) {
            lines.push(line(report, &clauses, sheet, def, (input, language)));
            known.push((sheet.to_string(), name));
        }
    };
    let results = match language {
        Language::English => "Results",
        Language::Chinese => "结果",
    };
    for report in reports.iter().rev() {
        let key = report.plan.tables.first().map(|people| people.key);
        key.into_iter().chain(report.name_column()).chain(report.named_values()).for_each(|id| add(report, results, id, ""));
    }
    for input in grid::inputs(reports) {
        for report in reports.iter().rev() {
            let table = (1_u32..).zip(report.plan.tables.iter().skip(1)).find(|(_, table)| table.name == input);
            let values = table.map(|(at, _)| report.row_values(TableId(at))).unwrap_or_default();
            values.into_iter().for_each(|id| add(report, input, id, input));
        }
    }
    lines
}

/// The files of a policy as trees of clauses.
struct Clauses(Vec<Option<Node>>);

impl Clauses {
    fn of(sources: &Sources) -> Clauses {
        Clauses(sources.files().iter().map(|file| concrete(file.text()).map(|(root, _)| root)).collect())
    }

    /// The whole clause that begins where this part of it does.
    fn whole(&self, part: Span) -> Span {
        let (start, end) = (part.start as usize, part.end as usize);
        let mut node = self.0.get(usize::from(part.file.0)).and_then(Option::as_ref);
        while let Some(inside) = node {
            if inside.start == start && inside.end >= end {
                return Span::new(part.file, start, inside.end);
            }
            node = inside.parts.iter().find(|part| part.start <= start && part.end >= end);
        }
        part
    }
}

/// The clauses behind a value. The score has those of all scorecards, the sum of the payouts none of its own.
fn clauses(report: &Report<'_>, def: &Def, clauses: &Clauses) -> Vec<Span> {
    match def.role {
        Role::PayoutTotal => Vec::new(),
        Role::Score => report.plan.scorecards.iter().map(|card| card.span).collect(),
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Carry
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Grade
        | Role::GradeColumn
        | Role::Payout
        | Role::Term(_)
        | Role::Figure(_)
        | Role::Told
        | Role::Said => vec![clauses.whole(def.span)],
    }
}

fn line(report: &Report<'_>, known: &Clauses, sheet: &str, def: &Def, (input, language): (&str, Language)) -> Vec<Cell> {
    let spoken = def.spoken(language);
    let name = spoken.strip_prefix(&format!("{input}.")).unwrap_or(&spoken);
    let spans = clauses(report, def, known);
    let place = spans.first().and_then(|span| Some((report.sources.get(span.file)?, span.start)));
    let place = place.map(|(file, at)| (file.name(), file.line_column(at).0));
    let written: Vec<&str> = spans.iter().map(|span| report.sources.slice(*span).trim_end()).collect();
    let written = written.join("\n");
    let clause = names::cut(&written, LONGEST_CLAUSE);
    let rest = match (clause.len() < written.len(), language) {
        (false, _) => "",
        (true, Language::English) => " … (goes on in the policy)",
        (true, Language::Chinese) => "……（下略，见制度原文）",
    };
    let clause: Vec<String> = clause.lines().map(sanitise).collect();
    vec![
        Cell::text(sheet),
        Cell::text(name),
        Cell::text(&called(report.plan, def, language).label(language)),
        Cell::text(&unit(report, def.ty, language)),
        Cell::text(&format!("{}{rest}", clause.join("\n"))),
        Cell::text(place.map_or("", |(file, _)| file)),
        place.map_or(Cell::Blank, |(_, line)| Cell::Number { digits: line.to_string(), ty: Type::Count }),
    ]
}

fn unit(report: &Report<'_>, ty: Type, language: Language) -> String {
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    match ty {
        Type::Money | Type::Foreign(_) => report.plan.currency_of(ty).code,
        Type::Percent => say("percent", "百分比"),
        Type::Number => say("number", "数值"),
        Type::Count => say("count", "个数"),
        Type::Date => say("date", "日期"),
        Type::Days => say("days", "天数"),
        Type::Text => say("text", "文字"),
        Type::Flag => say("yes or no", "是否"),
        Type::Choice(choice) => {
            let options = report.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
            options.iter().map(|option| option.name.as_str()).collect::<Vec<&str>>().join(" | ")
        }
    }
}
