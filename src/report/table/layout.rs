//! Columns of text for a terminal: aligned by what the eye sees, split into groups where they do not fit.

use crate::diagnostic::text::{display_width, pad_left, pad_right, wrap};

/// Blanks between two columns.
const GAP: &str = "  ";
/// Where room is short, a heading is broken that is wider than its cells and than this.
const HEADING: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub heading: String,
    pub align: Align,
    pub cells: Vec<String>,
    /// The cell under the line; empty for none.
    pub total: String,
}

/// A table of the results, and what it is about; the first has no heading.
#[derive(Clone, Debug)]
pub struct Part {
    pub heading: Option<String>,
    pub columns: Vec<Column>,
}

/// Whether headings may take several lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Headings {
    Whole,
    Broken,
}

impl Column {
    fn heading_lines(&self, headings: Headings) -> Vec<String> {
        match headings {
            Headings::Whole => vec![self.heading.clone()],
            Headings::Broken => heading_lines(&self.heading, self.cell_width().max(HEADING)),
        }
    }

    fn cell_width(&self) -> usize {
        self.cells.iter().chain([&self.total]).map(|cell| display_width(cell)).max().unwrap_or(0)
    }

    fn width(&self, headings: Headings) -> usize {
        let heading = self.heading_lines(headings);
        heading.iter().map(|line| display_width(line)).max().unwrap_or(0).max(self.cell_width())
    }
}

/// The table in at most `width` columns. Where it is wider, its headings are broken, and where that is not enough its columns are
/// parted into groups, each led by the first column.
pub fn draw(columns: &[Column], width: usize) -> String {
    let headings = if groups(columns, width, Headings::Whole).len() <= 1 { Headings::Whole } else { Headings::Broken };
    let groups = groups(columns, width, headings);
    let drawn: Vec<String> = groups.iter().map(|group| draw_group(group, headings)).collect();
    drawn.join("\n")
}

/// Whether the table needs no parting.
pub fn fits(columns: &[Column], width: usize) -> bool {
    groups(columns, width, Headings::Broken).len() <= 1
}

fn groups(columns: &[Column], width: usize, headings: Headings) -> Vec<Vec<&Column>> {
    let Some((first, others)) = columns.split_first() else { return Vec::new() };
    let mut groups: Vec<Vec<&Column>> = vec![vec![first]];
    let mut used = first.width(headings);
    for column in others {
        let needs = column.width(headings) + GAP.len();
        let full = used + needs > width && groups.last().is_some_and(|group| group.len() > 1);
        if full {
            groups.push(vec![first]);
            used = first.width(headings);
        }
        used += needs;
        if let Some(group) = groups.last_mut() {
            group.push(column);
        }
    }
    groups
}

fn draw_group(columns: &[&Column], headings: Headings) -> String {
    let widths: Vec<usize> = columns.iter().map(|column| column.width(headings)).collect();
    let headings: Vec<Vec<String>> = columns.iter().map(|column| column.heading_lines(headings)).collect();
    let depth = headings.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for at in 0..depth {
        // Headings stand on the line that parts them from the cells.
        let cells =
            headings.iter().map(|lines| (at + lines.len()).checked_sub(depth).and_then(|at| lines.get(at)).map_or("", String::as_str));
        lines.push(row(columns, &widths, cells));
    }
    let rule = widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<String>>().join(GAP);
    lines.push(rule.clone());
    let count = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    for at in 0..count {
        lines.push(row(columns, &widths, columns.iter().map(|column| column.cells.get(at).map_or("", String::as_str))));
    }
    if columns.iter().any(|column| !column.total.is_empty()) {
        lines.push(rule);
        lines.push(row(columns, &widths, columns.iter().map(|column| column.total.as_str())));
    }
    lines.join("\n") + "\n"
}

fn row<'a>(columns: &[&Column], widths: &[usize], cells: impl Iterator<Item = &'a str>) -> String {
    let padded = columns.iter().zip(widths).zip(cells).map(|((column, width), cell)| match column.align {
        Align::Left => pad_right(cell, *width),
        Align::Right => pad_left(cell, *width),
    });
    padded.collect::<Vec<String>>().join(GAP).trim_end().to_string()
}

/// A heading in lines of at most `width`; breaks behind `_` and `.`, at blanks and between Chinese characters, never inside a word.
fn heading_lines(heading: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Two words on one line keep the blank between them.
    let mut blank = "";
    for part in heading.split_inclusive(['_', '.', ' ']) {
        let chinese = display_width(part) > part.chars().count();
        let pieces = if chinese { wrap(part, width, "", "") } else { part.trim_end().to_string() };
        for piece in pieces.split('\n') {
            match lines.last_mut() {
                Some(line) if display_width(line) + blank.len() + display_width(piece) <= width => {
                    line.push_str(blank);
                    line.push_str(piece);
                }
                Some(_) | None => lines.push(piece.to_string()),
            }
            blank = "";
        }
        blank = if part.ends_with(' ') { " " } else { "" };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, align: Align, cells: &[&str], total: &str) -> Column {
        let cells = cells.iter().map(|cell| (*cell).to_string()).collect();
        Column { heading: heading.to_string(), align, cells, total: total.to_string() }
    }

    #[test]
    fn aligned_by_what_the_eye_sees() {
        let columns = [
            column("工号", Align::Left, &["YG1", "样例二"], "2 人"),
            column("绩效工资", Align::Right, &["¥1.00", "¥12,345.00"], "¥12,346.00"),
        ];
        let expected =
            "工号      绩效工资\n──────  ──────────\nYG1          ¥1.00\n样例二  ¥12,345.00\n──────  ──────────\n2 人    ¥12,346.00\n";
        assert_eq!(draw(&columns, 80), expected);
    }

    #[test]
    fn parted_where_it_does_not_fit() {
        let columns = [
            column("id", Align::Left, &["A", "B"], ""),
            column("first", Align::Right, &["1", "2"], ""),
            column("second", Align::Right, &["3", "4"], ""),
        ];
        assert!(fits(&columns, 17));
        assert!(!fits(&columns, 16));
        assert_eq!(draw(&columns, 12), "id  first\n──  ─────\nA       1\nB       2\n\nid  second\n──  ──────\nA        3\nB        4\n");
    }

    #[test]
    fn long_headings_break() {
        assert_eq!(heading_lines("meetings_target_of_all", 10), ["meetings_", "target_of_", "all"]);
        assert_eq!(heading_lines("季度绩效工资基数", 8), ["季度绩效", "工资基数"]);
        assert_eq!(heading_lines("satisfaction", 8), ["satisfaction"]);
    }
}
