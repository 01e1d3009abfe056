//! Results as CSV: one person a row, every named value a column, as JSON writes them.

use super::grid::{self, Cell, Grid, Periods};
use super::harmless::harmless;
use super::model::Report;

/// The whole file. The columns are the key, the name where there is one, every named value, and the codes of a person's errors.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are numbers and stay as they are.
pub fn write(report: &Report<'_>) -> String {
    text(grid::people(std::slice::from_ref(report), Periods::One))
}

/// The runs of several periods, each row with its period before it. A value that only some of them have is blank in the others.
pub fn write_all(reports: &[Report<'_>]) -> String {
    text(grid::people(reports, Periods::Several))
}

fn text(grid: Grid<'_>) -> String {
    let mut out = line(&grid.headings.iter().map(|heading| harmless(&heading.en)).collect::<Vec<String>>());
    for cells in grid.rows {
        out.push_str(&line(&cells.into_iter().map(cell).collect::<Vec<String>>()));
    }
    out
}

fn cell(cell: Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => harmless(&text),
        Cell::Number { digits, .. } => digits,
        Cell::Date(date) => date.to_string(),
        Cell::Flag(true) => "yes".to_string(),
        Cell::Flag(false) => "no".to_string(),
    }
}

/// One line of a file, with its line end.
pub fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells() {
        assert_eq!(line(&["a".into(), "b,\"c\"".into(), "d\ne".into()]), "a,\"b,\"\"c\"\"\",\"d\ne\"\n");
    }
}
