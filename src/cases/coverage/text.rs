//! Coverage as people read it: a table by kind, then what no example touches.

use super::{Covered, Kind, Point, words};
use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, wrap};
use crate::report::table::layout::{Align, Column, draw};

/// The table of one policy, and under it every point that is not covered with its place, its clause and what is missing.
pub fn write(covered: &Covered<'_>, width: usize, language: Language) -> String {
    let mut out = format!("{}\n", table(covered, width, language));
    let missing: Vec<&Point> = covered.coverage.points.iter().filter(|point| !point.is_covered()).collect();
    if missing.is_empty() {
        out.push_str(match language {
            Language::English => "Everything is covered.\n",
            Language::Chinese => "全部已覆盖。\n",
        });
        return out;
    }
    out.push_str(match language {
        Language::English => "Not covered:\n",
        Language::Chinese => "未覆盖：\n",
    });
    let mut before = None;
    for point in missing {
        // What is missing of one clause stands under it together.
        if before != Some(point.clause) {
            before = Some(point.clause);
            out.push_str(&format!("\n{}\n", wrap(&heading(covered, point), width, "  ", "    ")));
        }
        let own = words::clause(covered.sources, point.span);
        out.push_str(&wrap(words::missing(point, &own).get(language), width, "    ", "    "));
        out.push('\n');
    }
    out
}

fn table(covered: &Covered<'_>, width: usize, language: Language) -> String {
    let heading = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    let kinds = Kind::ALL.into_iter().map(|kind| (kind, covered.coverage.of_kind(kind))).filter(|(_, count)| count.total > 0);
    let rows: Vec<_> = kinds.collect();
    let all = covered.coverage.count();
    let column = |heading: String, align, cells: Vec<String>, total: String| Column { heading, align, cells, total };
    let columns = [
        column(
            heading("what", "内容"),
            Align::Left,
            rows.iter().map(|(kind, _)| words::kind_name(*kind).get(language).to_string()).collect(),
            heading("in all", "合计"),
        ),
        column(
            heading("covered", "已覆盖"),
            Align::Right,
            rows.iter().map(|(_, count)| count.covered.to_string()).collect(),
            all.covered.to_string(),
        ),
        column(heading("of", "总数"), Align::Right, rows.iter().map(|(_, count)| count.total.to_string()).collect(), all.total.to_string()),
        column(heading("share", "比例"), Align::Right, rows.iter().map(|(_, count)| words::share(*count)).collect(), words::share(all)),
    ];
    draw(&columns, width)
}

/// `plan.merit:12  from 300% : refuse "…"`
fn heading(covered: &Covered<'_>, point: &Point) -> String {
    let place = covered.sources.get(point.clause.file).map_or(String::new(), |file| {
        let (line, _) = file.line_column(point.clause.start);
        format!("{}:{line}", sanitise(file.name()))
    });
    format!("{place}  {}", words::clause(covered.sources, point.clause))
}
