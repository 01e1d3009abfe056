//! Columns of text for a terminal: aligned by what the eye sees, split into groups where they do not fit.

use crate::diagnostic::text::{display_width, pad_left, pad_right, wrap};

/// Blanks between two columns.
const GAP: &str = "  ";
/// A heading is broken where it is wider than its cells and than this.
const HEADING: usize = 10;

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

impl Column {
    fn width(&self) -> usize {
        let cells = self.cells.iter().chain([&self.total]).map(|cell| display_width(cell)).max().unwrap_or(0);
        let heading = heading_lines(&self.heading, cells.max(HEADING));
        heading.iter().map(|line| display_width(line)).max().unwrap_or(0).max(cells)
    }
}

/// The table in at most `width` columns. Where it is wider, its columns are parted into groups, each led by the first column.
pub fn draw(columns: &[Column], width: usize) -> String {
    let groups = groups(columns, width);
    let drawn: Vec<String> = groups.iter().map(|group| draw_group(group)).collect();
    drawn.join("\n")
}

/// Whether the table needs no parting.
pub fn fits(columns: &[Column], width: usize) -> bool {
    groups(columns, width).len() <= 1
}

fn groups(columns: &[Column], width: usize) -> Vec<Vec<&Column>> {
    let Some((first, others)) = columns.split_first() else { return Vec::new() };
    let mut groups: Vec<Vec<&Column>> = vec![vec![first]];
    let mut used = first.width();
    for column in others {
        let needs = column.width() + GAP.len();
        let full = used + needs > width && groups.last().is_some_and(|group| group.len() > 1);
        if full {
            groups.push(vec![first]);
            used = first.width();
        }
        used += needs;
        if let Some(group) = groups.last_mut() {
            group.push(column);
        }
    }
    groups
}

fn draw_group(columns: &[&Column]) -> String {
    let widths: Vec<usize> = columns.iter().map(|column| column.width()).collect();
    let headings: Vec<Vec<String>> = columns.iter().zip(&widths).map(|(column, width)| heading_lines(&column.heading, *width)).collect();
    let depth = headings.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for at in 0..depth {
        // Headings stand on the line that parts them from the cells.
        let cells = headings.iter().map(|lines| (at + lines.len()).checked_sub(depth).and_then(|at| lines.get(at)).map_or("", String::as_str));
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

/// A heading in lines of at most `width`; breaks behind `_` and `.` and where a text may break.
fn heading_lines(heading: &str, width: usize) -> Vec<String> {
    let parts: Vec<&str> = heading.split_inclusive(['_', '.']).collect();
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if display_width(line) + display_width(part) <= width => line.push_str(part),
            Some(_) | None => lines.push(part.to_string()),
        }
    }
    lines.iter().flat_map(|line| wrap(line, width, "", "").split('\n').map(str::to_string).collect::<Vec<_>>()).collect()
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
        let columns =
            [column("工号", Align::Left, &["YG1", "样例二"], "2 人"), column("绩效工资", Align::Right, &["¥1.00", "¥12,345.00"], "¥12,346.00")];
        let expected = "工号      绩效工资\n──────  ──────────\nYG1          ¥1.00\n样例二  ¥12,345.00\n──────  ──────────\n2 人    ¥12,346.00\n";
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
        assert_eq!(heading_lines("score", 10), ["score"]);
    }
}
