//! Files looked at once before they are read: their encoding, their separator, their headers. From here on one looks like another.

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::nearest;
use crate::plan::ir::{LookupBody, Origin, Plan};
use crate::source::Span;

use super::bytes::Bytes;
use super::crm::{self, Export, Footer, Page, export};
use super::decoded::Decoded;
use super::delimited::{Broken, Delimited, Json, What};
use super::encoding;
use super::grid::GridRow;
use super::headers::{self, Need, Wanted};
use super::json::tree;
use super::json::{self, Layout};
use super::limits::Limits;
use super::problems::{crm as crm_problems, files as problems, opening};
use super::sheet::{Row, normal, trim};
use super::workbook::{self, Kind, Wish};
use super::{Format, SourceBytes};

/// How files are read beyond what the policy says of them.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The encoding of text files: of an input, or of all.
    pub encodings: Vec<(Option<String>, &'static Encoding)>,
    pub limits: Limits,
}

/// The files of one input, ready to be read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Trimmed and in the composed form (NFC); those of all parts.
    pub(super) headers: Vec<String>,
    pub(super) parts: Vec<Part>,
    /// Whether the files are pages of records, of which nobody reads every field.
    pub(super) pages: bool,
    /// How the files were understood.
    pub(super) remarks: Vec<Diagnostic>,
    pub(super) limits: Limits,
}

/// One file.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub file: Arc<str>,
    pub headers: Vec<String>,
    pub body: Body,
}

/// What stands under the headers.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// Read in pieces.
    Text(Text),
    /// JSON as text.
    Records {
        text: Arc<str>,
        layout: Layout,
    },
    Grid(Arc<Vec<GridRow>>),
}

/// A text file, and how it is written.
#[derive(Clone, Debug)]
pub(super) struct Text {
    bytes: Bytes,
    encoding: &'static Encoding,
    separator: u8,
    /// Rows above the first of the table: the one of headers, and one that names the separator.
    above: usize,
    pub export: Export,
}

impl Text {
    /// The rows under the headers.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn rows(&self, file: &str, limits: Limits) -> Result<Delimited<'_>, Diagnostic> {
        let reader = self.bytes.open().map_err(|error| problems::unreadable(file, &error.to_string()))?;
        let mut rows = Delimited::new(Decoded::new(reader, self.encoding), self.separator, limits);
        let mut row = Row::new();
        for _ in 0..self.above {
            rows.next(&mut row).map_err(|fault| problems::broken(file, &fault))?;
        }
        Ok(rows)
    }
}

impl Part {
    /// # Errors
    /// The file is no longer what it was.
    pub fn unchanged(&self) -> Result<(), Diagnostic> {
        match &self.body {
            Body::Text(text) if text.bytes.have_changed() => Err(problems::changed(&self.file)),
            Body::Text(_) | Body::Records { .. } | Body::Grid(_) => Ok(()),
        }
    }
}

/// Looks at the files of a run, several of which may make one input.
///
/// # Errors
/// Files that cannot be read at all, each with its reason.
pub fn open(plan: &Plan, files: Vec<(String, SourceBytes)>, reading: &Reading) -> Result<Vec<(String, Opened)>, Vec<Diagnostic>> {
    let mut inputs: Vec<(String, Vec<SourceBytes>)> = Vec::new();
    for (input, file) in files {
        match inputs.iter_mut().find(|(name, _)| *name == input) {
            Some((_, files)) => files.push(file),
            None => inputs.push((input, vec![file])),
        }
    }
    let (mut opened, mut wrong) = (Vec::new(), misnamed(plan, &inputs));
    for (input, files) in inputs {
        match input_of(plan, &input, &files, reading) {
            Ok(one) => opened.push((input, one)),
            Err(problem) => wrong.push(problem),
        }
    }
    if wrong.is_empty() { Ok(opened) } else { Err(wrong) }
}

/// Every input has a file, and every file an input.
fn misnamed(plan: &Plan, inputs: &[(String, Vec<SourceBytes>)]) -> Vec<Diagnostic> {
    let own = plan.tables.iter().map(|table| (table.name.as_str(), table.span));
    let from_data = plan.lookups.iter().filter(|lookup| matches!(lookup.body, LookupBody::Data));
    let known: Vec<(&str, Span)> = own.chain(from_data.map(|lookup| (lookup.name.as_str(), lookup.span))).collect();
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let strange = inputs.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    let strange = strange.map(|(name, files)| {
        let file = files.first().map_or("", |file| &file.name);
        problems::unknown_input(name, file, &names, nearest(name, names.iter().copied()))
    });
    let lacking = known.iter().filter(|(name, _)| !inputs.iter().any(|(given, _)| given == name));
    strange.chain(lacking.map(|(name, span)| problems::no_file(name, *span))).collect()
}

/// The headers that the policy reads of an input or a table from data.
fn wanted<'p>(plan: &'p Plan, input: &str) -> Vec<Wanted<'p>> {
    let table = plan.tables.iter().find(|table| table.name == input).map(|table| headers::of_table(plan, table));
    let lookups = || plan.lookups.iter().filter(|lookup| matches!(lookup.body, LookupBody::Data));
    let lookup = || lookups().find(|lookup| lookup.name == input).map(headers::of_lookup);
    table.or_else(lookup).unwrap_or_default()
}

fn input_of(plan: &Plan, input: &str, files: &[SourceBytes], reading: &Reading) -> Result<Opened, Diagnostic> {
    let wanted = wanted(plan, input);
    let said = |of: Option<&str>| reading.encodings.iter().find(|(input, _)| input.as_deref() == of).map(|(_, encoding)| *encoding);
    let nothing = Origin::default();
    let origin = plan.tables.iter().find(|table| table.name == input).map_or(&nothing, |table| &table.origin);
    let look = Look { input, wanted: &wanted, encoding: Said { own: said(Some(input)), all: said(None) }, origin, limits: reading.limits };
    let mut opened = Opened { headers: Vec::new(), parts: Vec::new(), pages: false, remarks: Vec::new(), limits: reading.limits };
    let mut pages: Vec<Page> = Vec::new();
    for file in files {
        match look_at(file, &look, &mut opened.remarks)? {
            Seen::Page(page) => pages.push(page),
            Seen::Part(part) => {
                if let Some(first) = opened.parts.first() {
                    same_headers(first, &part)?;
                }
                opened.parts.push(part);
            }
        }
    }
    if let (Some(part), Some(page)) = (opened.parts.first(), pages.first()) {
        return Err(opening::page_beside_a_table(&page.file, &part.file));
    }
    if !pages.is_empty() {
        opened.pages = true;
        opened.parts = crm::parts(&pages, origin, &mut opened.remarks)?;
    }
    for part in &opened.parts {
        let mut all = opened.headers.clone();
        for header in &part.headers {
            let place = all.iter().position(|other| other == header);
            match place {
                Some(place) => drop(all.remove(place)),
                None => opened.headers.push(header.clone()),
            }
        }
    }
    Ok(opened)
}

/// Two tables that make one input have the same columns; records may each lack some.
fn same_headers(first: &Part, second: &Part) -> Result<(), Diagnostic> {
    if let (Body::Records { .. }, _) | (_, Body::Records { .. }) = (&first.body, &second.body) {
        return Ok(());
    }
    let lacking = |one: &Part, other: &Part| one.headers.iter().find(|header| !other.headers.contains(header)).cloned();
    match (lacking(first, second), lacking(second, first)) {
        (None, None) => Ok(()),
        (Some(header), _) => Err(opening::other_headers(&first.file, &second.file, &header)),
        (None, Some(header)) => Err(opening::other_headers(&second.file, &first.file, &header)),
    }
}

/// The encoding that the call says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// Of this input.
    pub own: Option<&'static Encoding>,
    /// Of all files.
    pub all: Option<&'static Encoding>,
}

/// What a file is looked at with.
pub(super) struct Look<'a> {
    /// The input's name.
    pub input: &'a str,
    pub wanted: &'a [Wanted<'a>],
    pub encoding: Said,
    pub origin: &'a Origin,
    pub limits: Limits,
}

/// What a file is seen to be.
enum Seen {
    Part(Part),
    Page(Page),
}

/// Pages of CRM systems, and rows with paths, are looked at whole; any other file is read as its rows are.
fn look_at(source: &SourceBytes, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Seen, Diagnostic> {
    if source.format != Format::Json {
        return part(source, look, remarks).map(Seen::Part);
    }
    let file: Arc<str> = source.name.as_str().into();
    let text = encoding::whole(source, look, remarks)?;
    let has_paths = look.wanted.iter().any(|want| want.headers().any(|header| header.contains('.')));
    if tree::is_object(&text) || look.origin.crm.is_some() || look.origin.lines.is_some() || has_paths {
        let node = tree::tree(&text, look.limits).map_err(|fault| problems::broken(&file, &fault))?;
        if look.origin.crm.is_none() && !crm::is_page(&node) {
            return Err(problems::broken(&file, &Broken { line: 1, what: What::Json(Json::NoArray) }));
        }
        return Ok(Seen::Page(Page { file, node }));
    }
    records(file, text, look, Layout::Array).map(Seen::Part)
}

fn part(source: &SourceBytes, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Part, Diagnostic> {
    let file: Arc<str> = source.name.as_str().into();
    let separators: &[u8] = match source.format {
        Format::Csv => b",;\t|",
        Format::Tsv => b"\t",
        Format::Json => return records(file, encoding::whole(source, look, remarks)?, look, Layout::Array),
        Format::Ndjson => return records(file, encoding::whole(source, look, remarks)?, look, Layout::Lines),
        Format::Workbook(kind) => return sheet(source, kind, look, remarks),
    };
    let encoding = encoding::examine(source, look, remarks)?;
    let text = Text { bytes: source.bytes.clone(), encoding, separator: b',', above: 0, export: Export::None };
    let (mut text, headers) = table(text, &file, separators, look)?;
    text.export = export_of(&text, &file, look, remarks)?;
    if text.separator != b',' && matches!(source.format, Format::Csv) {
        remarks.push(opening::separator(&file, text.separator));
    }
    Ok(Part { file, headers, body: Body::Text(text) })
}

fn records(file: Arc<str>, text: Arc<str>, look: &Look<'_>, layout: Layout) -> Result<Part, Diagnostic> {
    let headers = json::headers(&text, layout, look.limits).map_err(|fault| problems::broken(&file, &fault))?;
    Ok(Part { file, headers, body: Body::Records { text, layout } })
}

/// One sheet of a workbook.
fn sheet(source: &SourceBytes, kind: Kind, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Part, Diagnostic> {
    let file = source.name.as_str();
    if source.bytes.size() > look.limits.unpacked {
        return Err(problems::file_too_large(file, look.limits.unpacked));
    }
    let bytes = source.bytes.all().map_err(|error| problems::unreadable(file, &error.to_string()))?;
    if source.bytes.have_changed() {
        return Err(problems::changed(file));
    }
    let asked = look.origin.sheet.as_ref().map(|(name, _)| name.as_str());
    let wish = Wish { sheet: asked, names: &[look.input] };
    let sheet = workbook::open(file, &bytes, kind, &wish, &look.limits, remarks)?;
    let wanted: Vec<&str> = look.wanted.iter().flat_map(Wanted::headers).collect();
    let header_row = look.origin.header_row.map(|(row, _)| u64::from(row));
    let (mut grid, said) = workbook::grid(file, &sheet, header_row, &wanted, &look.limits)?;
    remarks.extend(said);
    export::tidy(file, &mut grid, (&sheet.merges, &wanted), look.origin, remarks);
    let rows: Vec<GridRow> = grid.rows;
    let name: Arc<str> = if asked.is_some() { format!("{file} ({})", sheet.name).into() } else { file.into() };
    Ok(Part { file: name, headers: grid.headers, body: Body::Grid(rows.into()) })
}

/// What the file has of its own as an export of a CRM system.
fn export_of(text: &Text, file: &str, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Export, Diagnostic> {
    let mut rows = text.rows(file, look.limits)?;
    let mut row = Row::new();
    // What is broken in a row is told of it as it is read.
    let Ok(true) = rows.next(&mut row) else { return Ok(Export::None) };
    let export = Export::of(look.origin, &row);
    let Export::Salesforce { .. } = export else {
        if export == Export::Zoho && look.origin.crm.is_none() {
            remarks.push(crm_problems::zoho_ids(file));
        }
        return Ok(export);
    };
    let mut footer = Footer::default();
    footer.take(&row);
    while let Ok(true) = rows.next(&mut row) {
        footer.take(&row);
    }
    let footer = footer.found();
    if let Some((from, lines)) = footer {
        remarks.push(crm_problems::footer(file, from, lines));
    }
    Ok(Export::Salesforce { footer })
}

/// The headers, with the separator under which the columns are found that the policy reads; the usual one where there is none.
fn table(text: Text, file: &str, separators: &[u8], look: &Look<'_>) -> Result<(Text, Vec<String>), Diagnostic> {
    let usual = separators.first().copied().unwrap_or(b',');
    let said = said_separator(&text, file, look.limits)?;
    let with = |separator: u8| -> Result<(Text, Vec<String>), Diagnostic> {
        let above = usize::from(said.is_some());
        let headers = headers_under(&Text { separator, above, ..text.clone() }, file, look.limits)?;
        Ok((Text { separator, above: headers.1, ..text.clone() }, headers.0))
    };
    if let Some(separator) = said {
        return with(separator);
    }
    let first = with(usual)?;
    let found = |headers: &[String]| {
        let mut must = look.wanted.iter().filter(|want| want.need == Need::Must).peekable();
        must.peek().is_some() && must.all(|want| want.headers().any(|header| headers.contains(&normal(trim(header)).into_owned())))
    };
    if found(&first.1) {
        return Ok(first);
    }
    let others = separators.iter().skip(1).filter_map(|separator| with(*separator).ok());
    let mut others = others.filter(|(_, headers)| found(headers));
    Ok(others.next().unwrap_or(first))
}

/// The first row that has anything in it, and how many rows it and those above it are.
fn headers_under(text: &Text, file: &str, limits: Limits) -> Result<(Vec<String>, usize), Diagnostic> {
    let mut rows = text.rows(file, limits)?;
    let mut row = Row::new();
    let mut above = text.above;
    while rows.next(&mut row).map_err(|fault| problems::broken(file, &fault))? {
        above = above.saturating_add(1);
        if row.cells().any(|cell| !cell.trimmed().is_empty()) {
            return Ok((row.cells().map(|cell| normal(cell.trimmed()).into_owned()).collect(), above));
        }
    }
    Err(problems::empty_file(file))
}

/// `sep=;`, the line by which spreadsheets are told the separator.
fn said_separator(text: &Text, file: &str, limits: Limits) -> Result<Option<u8>, Diagnostic> {
    let mut rows = Text { separator: 0, ..text.clone() }.rows_of_one(file, limits)?;
    Ok(match rows.pop().unwrap_or_default().trim().to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => Some(*separator),
        Some(_) | None => None,
    })
}

impl Text {
    /// The first row as one cell.
    fn rows_of_one(&self, file: &str, limits: Limits) -> Result<Vec<String>, Diagnostic> {
        let mut rows = self.rows(file, limits)?;
        let mut row = Row::new();
        // What is broken in it is told of the row as it is read.
        Ok(match rows.next(&mut row) {
            Ok(true) => row.cells().map(|cell| cell.text.to_string()).take(1).collect(),
            Ok(false) | Err(_) => Vec::new(),
        })
    }
}
