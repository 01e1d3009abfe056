//! Exports of CRM systems as text and sheets: what differs from any other table.

use std::collections::BTreeSet;

use crate::data::grid::Grid;
use crate::data::problems::crm as problems;
use crate::data::sheet::{Row, normal, trim};
use crate::data::workbook::Merge;
use crate::diagnostic::Diagnostic;
use crate::plan::ir::{Crm, Origin};

/// What a table of a system has of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::data) enum Export {
    #[default]
    None,
    /// `#N/A` is a blank. A report has a blank line under its rows, and lines about itself under that.
    Salesforce {
        /// The line of the blank one, with how many lines stand under it.
        footer: Option<(u64, u64)>,
    },
    /// Ids stand as `zcrm_554023000000527002`; pages have them without the word.
    Zoho,
}

/// What stands before an id in a table that Zoho writes.
const ZOHO_ID: &str = "zcrm_";

impl Export {
    pub fn of(origin: &Origin, row: &Row) -> Export {
        match origin.crm {
            Some((Crm::Salesforce, _)) => Export::Salesforce { footer: None },
            Some((Crm::Zoho, _)) => Export::Zoho,
            Some((Crm::Jiandaoyun, _)) => Export::None,
            None if row.cells().any(|cell| zoho_id(cell.trimmed()).is_some()) => Export::Zoho,
            None => Export::None,
        }
    }

    /// Whether a line belongs to the rows no more.
    pub fn ends_at(self, line: u64) -> bool {
        match self {
            Export::Salesforce { footer: Some((from, _)) } => line > from,
            Export::Salesforce { footer: None } | Export::Zoho | Export::None => false,
        }
    }

    /// Makes the cells of a row what they would be in any other table.
    pub fn plain(self, row: &mut Row) {
        match self {
            Export::None => {}
            Export::Salesforce { .. } => row.rewrite(|text| if text == "#N/A" { Some("") } else { None }),
            Export::Zoho => row.rewrite(zoho_id),
        }
    }
}

fn zoho_id(text: &str) -> Option<&str> {
    text.strip_prefix(ZOHO_ID).filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Finds the lines about a report itself under its rows: after a blank line nothing but lines of one filled cell, to the end.
#[derive(Default)]
pub(in crate::data) struct Footer {
    last: u64,
    /// The blank line, and the lines under it.
    under: Option<(u64, u64)>,
}

impl Footer {
    pub fn take(&mut self, row: &Row) {
        let filled = row.cells().filter(|cell| !cell.trimmed().is_empty()).count();
        let stands_alone = filled == 1 && row.cell(0).is_some_and(|cell| !cell.trimmed().is_empty());
        let blank_before = filled > 0 && row.line > self.last.saturating_add(1);
        match (&mut self.under, filled) {
            (_, 0) => self.under = self.under.or(Some((row.line, 0))),
            (Some((_, lines)), _) if stands_alone => *lines = lines.saturating_add(1),
            (None, _) if stands_alone && blank_before && self.last > 0 => self.under = Some((self.last, 1)),
            (_, _) => self.under = None,
        }
        let inside = row.cells().map(|cell| cell.text.matches('\n').count()).sum::<usize>();
        self.last = row.line.saturating_add(u64::try_from(inside).unwrap_or(u64::MAX));
    }

    pub fn found(self) -> Option<(u64, u64)> {
        self.under.filter(|(_, lines)| *lines > 0)
    }
}

/// Of records with lists inside, which Jiandaoyun writes over several lines of a sheet, leaves one line each where the input does not read
/// the list.
pub(in crate::data) fn one_row_a_record(
    file: &str,
    grid: &mut Grid,
    (merges, wanted): (&[Merge], &[&str]),
    origin: &Origin,
    remarks: &mut Vec<Diagnostic>,
) {
    if origin.crm.is_none_or(|(crm, _)| crm != Crm::Jiandaoyun) || origin.lines.is_some() {
        return;
    }
    let wanted: Vec<String> = wanted.iter().map(|header| normal(trim(header)).into_owned()).collect();
    let is_read = |column: usize| grid.headers.get(column).is_some_and(|header| wanted.contains(header));
    let read = merges.iter().filter(|merge| is_read(merge.columns.0));
    let on: BTreeSet<u64> = read.flat_map(|merge| merge.lines.0.saturating_add(1)..=merge.lines.1).collect();
    let before = grid.rows.len();
    grid.rows.retain(|row| !on.contains(&row.line));
    let gone = before.saturating_sub(grid.rows.len());
    if gone > 0 {
        remarks.push(problems::lines_inside(file, gone));
    }
}
