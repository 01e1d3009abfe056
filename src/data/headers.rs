//! Which column of a file each column of the policy is.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::nearest;
use crate::plan::ir::{Body, Lookup, Plan, Presence, Table};
use crate::source::Span;

use super::problems::files::{self, Lacking};
use super::sheet::{Sheet, normal, trim};

/// A header that the policy reads.
pub(super) struct Wanted<'p> {
    pub header: &'p str,
    /// What the header may be instead.
    pub also: &'p [String],
    /// What the clause calls it; a header of that name is likely to be meant.
    pub title: Option<&'p str>,
    pub span: Span,
    pub need: Need,
}

impl<'p> Wanted<'p> {
    /// Every header that the column may have.
    pub fn headers(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        std::iter::once(self.header).chain(self.also.iter().map(String::as_str))
    }
}

/// Whether a file must have the column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Need {
    Must,
    May,
}

/// A file whose headers are known.
pub(super) struct Bound<'a> {
    pub sheet: Sheet<'a>,
    /// Where each wanted column stands, in their order; `None` for one that may be absent and is.
    pub places: Vec<Option<usize>>,
}

/// The columns of an input in their order, then its period column.
pub(super) fn of_table<'p>(plan: &'p Plan, table: &'p Table) -> Vec<Wanted<'p>> {
    let columns = table.columns.iter().filter_map(|id| {
        let def = plan.defs.get(id.0 as usize)?;
        let Body::Column(column) = &def.body else { return None };
        let key = *id == table.key || Some(*id) == table.parent_key;
        let need = match column.presence {
            Presence::Optional | Presence::Default(_) if !key => Need::May,
            Presence::Required | Presence::Optional | Presence::Default(_) => Need::Must,
        };
        Some(Wanted { header: &column.header, also: &column.also, title: def.title.as_deref(), span: def.span, need })
    });
    let period = table.period_column.iter().map(|header| Wanted { header, also: &[], title: None, span: table.span, need: Need::Must });
    columns.chain(period).collect()
}

/// The keys of a table from data in their order, then its own column.
pub(super) fn of_lookup(lookup: &Lookup) -> Vec<Wanted<'_>> {
    let names = lookup.by.iter().map(|key| key.name.as_str()).chain([lookup.name.as_str()]);
    names.map(|header| Wanted { header, also: &[], title: None, span: lookup.span, need: Need::Must }).collect()
}

/// Finds every wanted column by its header; columns nobody wants are remarked upon once.
///
/// # Errors
/// Columns that must be there and are not, all in one message; a header that stands there twice.
pub(super) fn bind<'a>(sheet: Sheet<'a>, wanted: &[Wanted<'_>], remarks: &mut Vec<Diagnostic>) -> Result<Bound<'a>, Diagnostic> {
    if sheet.holds_nothing() {
        return Ok(Bound { sheet, places: vec![None; wanted.len()] });
    }
    let mut places = Vec::with_capacity(wanted.len());
    for want in wanted {
        let known: Vec<String> = want.headers().map(|header| normal(trim(header)).into_owned()).collect();
        let mut found = sheet.headers.iter().enumerate().filter(|(_, other)| known.contains(other));
        let first = found.next();
        if let (Some((first, one)), Some((second, other))) = (first, found.next()) {
            let places = (first.saturating_add(1), second.saturating_add(1));
            return Err(if one == other {
                files::header_twice(sheet.files.name(), one, places.0, places.1, want.span)
            } else {
                files::both_headers(sheet.files.name(), (one, places.0), (other, places.1), want.span)
            });
        }
        places.push(first.map(|(at, _)| at));
    }
    let unused: Vec<(usize, &str)> =
        sheet.headers.iter().enumerate().filter(|(at, _)| !places.contains(&Some(*at))).map(|(at, header)| (at, header.as_str())).collect();
    let mut lacking: Vec<Lacking<'_>> = Vec::new();
    let mut optional: Vec<Lacking<'_>> = Vec::new();
    for want in wanted.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(want, _)| want) {
        let nearest = likely(want, &unused);
        let lack = Lacking { header: want.header, span: want.span, nearest };
        // A default for everybody because a header is misspelt would be a silent mistake in everybody's pay.
        let misspelt = nearest.is_some_and(|near| letters(near) != letters(want.header) || digits(near) == digits(want.header));
        if want.need == Need::Must || misspelt { lacking.push(lack) } else { optional.push(lack) }
    }
    if !lacking.is_empty() {
        let headers: Vec<&str> = sheet.headers.iter().map(String::as_str).collect();
        return Err(files::missing_columns(sheet.files.name(), &lacking, &headers));
    }
    if !optional.is_empty() {
        remarks.push(files::absent_columns(sheet.files.name(), &optional));
    }
    let extra: Vec<String> = unused.iter().filter(|(_, header)| !header.is_empty()).map(|(_, header)| (*header).to_string()).collect();
    if !extra.is_empty() && !sheet.has_many {
        remarks.push(files::extra_columns(sheet.files.name(), &extra));
    }
    Ok(Bound { sheet, places })
}

/// The header that was most likely meant: the one the clause calls the column by, else the nearest.
fn likely<'a>(want: &Wanted<'_>, unused: &[(usize, &'a str)]) -> Option<&'a str> {
    let headers = || unused.iter().map(|(_, header)| *header);
    headers().find(|header| want.title.is_some_and(|title| normal(trim(title)) == *header)).or_else(|| nearest(want.header, headers()))
}

/// `csat_q1` and `csat_q2` are two columns, not one misspelt.
fn letters(header: &str) -> String {
    header.chars().filter(|c| !c.is_ascii_digit()).flat_map(char::to_lowercase).collect()
}

fn digits(header: &str) -> String {
    header.chars().filter(char::is_ascii_digit).collect()
}
