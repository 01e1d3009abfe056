//! Under the table: who could not be computed and why, and what is to be said about the data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::text::{sanitise, wrap};
use crate::diagnostic::{DataPlace, Diagnostic, Language, Text};
use crate::engine::table::FaultId;
use crate::report::Report;
use crate::source::Span;

/// People named for one cause; the others are counted.
const MOST_PEOPLE: usize = 6;
/// Places named of one message.
const MOST_PLACES: usize = 3;

/// Paragraphs in full; what is more of the same kind is counted.
const MOST_PARAGRAPHS: usize = 20;

/// One cause of trouble, and whom it befell.
struct Trouble<'a> {
    diagnostic: Cow<'a, Diagnostic>,
    rows: Vec<u32>,
}

impl<'a> Trouble<'a> {
    fn new(diagnostic: &'a Diagnostic, rows: Vec<u32>) -> Trouble<'a> {
        Trouble { diagnostic: Cow::Borrowed(diagnostic), rows }
    }

    /// Whether it is about nothing but a person and a clause, so that the same may be said of several people at once.
    fn is_of_clause(&self) -> bool {
        self.diagnostic.places.iter().all(|place| place.column.is_none() && place.cell.is_none())
    }
}

/// What a clause brings upon many people is told once, with all of them.
fn joined<'a>(troubles: impl Iterator<Item = Trouble<'a>>) -> Vec<Trouble<'a>> {
    let mut all: Vec<Trouble<'a>> = Vec::new();
    let mut known: FxHashMap<(&'static str, Text, Option<Span>), usize> = FxHashMap::default();
    for trouble in troubles {
        if !trouble.is_of_clause() {
            all.push(trouble);
            continue;
        }
        let said = &trouble.diagnostic;
        let place = *known.entry((said.code, said.message.clone(), said.labels.first().map(|label| label.span))).or_insert(all.len());
        match all.get_mut(place) {
            Some(other) => {
                other.rows.extend(trouble.rows);
                other.diagnostic.to_mut().places.clear();
            }
            None => all.push(trouble),
        }
    }
    all
}

/// What makes two troubles of one kind: the code, and the column or the clause it is about.
type Kind<'a> = (&'static str, Option<&'a str>, Option<Span>);

/// One paragraph a cause, with the people it befell; then what befell no person. Nothing where nothing is wrong.
pub fn errors(report: &Report<'_>, width: usize, language: Language) -> String {
    let mut befell: BTreeMap<FaultId, Vec<u32>> = BTreeMap::new();
    let mut people = 0_usize;
    for (row, faults) in report.faults_by_person().iter().enumerate() {
        people += usize::from(!faults.is_empty());
        for fault in faults {
            befell.entry(*fault).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }
    let troubles = joined(befell.into_iter().filter_map(|(fault, rows)| Some(Trouble::new(report.fault(fault)?, rows))));
    let heading = match (language, people) {
        (Language::English, 1) => "\n1 person has an error:\n".to_string(),
        (Language::English, _) => format!("\n{people} people have an error:\n"),
        (Language::Chinese, _) => format!("\n{people} 人有错误：\n"),
    };
    let homeless = report.homeless_faults().into_iter().filter_map(|fault| Some(Trouble::new(report.fault(fault)?, Vec::new())));
    let nobodys = match language {
        Language::English => "\nNot everything in the data could be used:\n",
        Language::Chinese => "\n有的数据无法使用：\n",
    };
    section(report, &heading, troubles, width, language) + &section(report, nobodys, homeless.collect(), width, language)
}

fn section(report: &Report<'_>, heading: &str, troubles: Vec<Trouble<'_>>, width: usize, language: Language) -> String {
    if troubles.is_empty() {
        return String::new();
    }
    let mut out = heading.to_string();
    let mut seen: Vec<Kind<'_>> = Vec::new();
    let mut more: Vec<(Kind<'_>, usize)> = Vec::new();
    for (at, trouble) in troubles.iter().enumerate() {
        let kind = kind(&trouble.diagnostic);
        if at >= MOST_PARAGRAPHS && seen.contains(&kind) {
            match more.iter_mut().find(|(other, _)| *other == kind) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => more.push((kind, 1)),
            }
            continue;
        }
        if !seen.contains(&kind) {
            seen.push(kind);
        }
        out.push_str(&paragraph(report, &trouble.diagnostic, &who(report, &trouble.rows, language), width, language));
    }
    for ((code, column, _), count) in more {
        let column = column.map(sanitise);
        let text = match (language, column) {
            (Language::English, Some(column)) => format!("… and {count} more like it in column \"{column}\" [{code}]"),
            (Language::English, None) => format!("… and {count} more like it [{code}]"),
            (Language::Chinese, Some(column)) => format!("……列“{column}”中另有 {count} 处同样的问题 [{code}]"),
            (Language::Chinese, None) => format!("……另有 {count} 处同样的问题 [{code}]"),
        };
        out.push_str(&wrap(&text, width, "  ", "    "));
        out.push('\n');
    }
    out
}

fn kind(diagnostic: &Diagnostic) -> Kind<'_> {
    let column = diagnostic.places.first().and_then(|place| place.column.as_deref());
    (diagnostic.code, column, diagnostic.labels.first().map(|label| label.span))
}

fn who(report: &Report<'_>, rows: &[u32], language: Language) -> String {
    let named: Vec<String> = rows.iter().take(MOST_PEOPLE).map(|row| sanitise(report.key(*row))).collect();
    let comma = match language {
        Language::English => ", ",
        Language::Chinese => "、",
    };
    let more = rows.len().saturating_sub(MOST_PEOPLE);
    match (language, more) {
        (_, 0) => named.join(comma),
        (Language::English, more) => format!("{} and {more} more", named.join(comma)),
        (Language::Chinese, more) => format!("{} 等，另有 {more} 人", named.join(comma)),
    }
}

/// What the policy and the files say about no one person. Nothing where there is nothing to say.
pub fn remarks(report: &Report<'_>, width: usize, language: Language) -> String {
    if report.results.remarks.is_empty() {
        return String::new();
    }
    let mut out = match language {
        Language::English => "\nAbout the data:\n".to_string(),
        Language::Chinese => "\n关于数据：\n".to_string(),
    };
    for remark in &report.results.remarks {
        out.push_str(&paragraph(report, remark, "", width, language));
    }
    out
}

/// `E0007: message [E401]`, then where: the data cells, else the clause.
fn paragraph(report: &Report<'_>, diagnostic: &Diagnostic, who: &str, width: usize, language: Language) -> String {
    let colon = match (who.is_empty(), language) {
        (true, _) => "",
        (false, Language::English) => ": ",
        (false, Language::Chinese) => "：",
    };
    let message = sanitise(diagnostic.message.get(language));
    let mut out = wrap(&format!("{who}{colon}{message} [{}]", diagnostic.code), width, "  ", "    ");
    out.push('\n');
    let cells = diagnostic.places.iter().filter(|place| place.row.is_some() || place.column.is_some());
    for place in cells.take(MOST_PLACES) {
        let of = place.person.as_deref().filter(|person| *person != who).map(|person| match language {
            Language::English => format!(" ({})", sanitise(person)),
            Language::Chinese => format!("（{}）", sanitise(person)),
        });
        out.push_str(&wrap(&format!("{}{}", cell(place, language), of.unwrap_or_default()), width, "    ", "      "));
        out.push('\n');
    }
    if let (true, Some(help)) = (diagnostic.is_error(), &diagnostic.help) {
        let arrow = match language {
            Language::English => "help: ",
            Language::Chinese => "帮助：",
        };
        for line in help.get(language).lines() {
            out.push_str(&wrap(&format!("{arrow}{}", sanitise(line)), width, "    ", "      "));
            out.push('\n');
        }
    }
    if diagnostic.is_error()
        && let Some(label) = diagnostic.labels.first()
        && let Some(file) = report.sources.get(label.span.file)
    {
        let (line, _) = file.line_column(label.span.start);
        out.push_str(&format!("    {}:{line}\n", sanitise(file.name())));
    }
    out
}

/// `people.csv, row 17, column "quota": "abc"`
pub fn cell(place: &DataPlace, language: Language) -> String {
    let mut out = sanitise(&place.file);
    match language {
        Language::English => {
            out.push_str(&place.row.map_or(String::new(), |row| format!(", row {row}")));
            out.push_str(&place.column.as_ref().map_or(String::new(), |column| format!(", column \"{}\"", sanitise(column))));
        }
        Language::Chinese => {
            out.push_str(&place.row.map_or(String::new(), |row| format!(" 第 {row} 行")));
            out.push_str(&place.column.as_ref().map_or(String::new(), |column| format!("，列“{}”", sanitise(column))));
        }
    }
    match (&place.cell, language) {
        (None, _) => {}
        (Some(cell), Language::English) if cell.is_empty() => out.push_str(": empty"),
        (Some(cell), Language::Chinese) if cell.is_empty() => out.push_str("：空白"),
        (Some(cell), Language::English) => out.push_str(&format!(": \"{}\"", sanitise(cell))),
        (Some(cell), Language::Chinese) => out.push_str(&format!("：“{}”", sanitise(cell))),
    }
    out
}
