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
use super::headers::{self, Wanted};
use super::json::{self, Layout};
use super::limits::Limits;
use super::problems::{crm as crm_problems, files as problems, opening};
use super::sheet::{Row, Rows, normal, trim};
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
    /// What it has of its own as an export of a CRM system.
    pub export: Export,
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
        opened.parts = crm::parts(&pages, origin, reading.limits, &mut opened.remarks)?;
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
    if json::is_object(&text) || look.origin.crm.is_some() || look.origin.lines.is_some() || has_paths {
        let no_json = |error: serde_json::Error| Broken {
            line: u64::try_from(error.line()).unwrap_or(u64::MAX),
            what: What::Json(if error.is_eof() { Json::Ends } else { Json::Grammar }),
        };
        let node = serde_json::from_str(&text).map_err(|error| problems::broken(&file, &no_json(error)))?;
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
    let text = Text { bytes: source.bytes.clone(), encoding, separator: b',', above: 0 };
    let (text, headers) = table(text, &file, separators, look)?;
    if text.separator != b',' && matches!(source.format, Format::Csv) {
        remarks.push(opening::separator(&file, text.separator));
    }
    exported(Part { file, headers, body: Body::Text(text), export: Export::None }, look, remarks)
}

fn records(file: Arc<str>, text: Arc<str>, look: &Look<'_>, layout: Layout) -> Result<Part, Diagnostic> {
    let headers = json::headers(&text, layout, look.limits).map_err(|fault| problems::broken(&file, &fault))?;
    Ok(Part { file, headers, body: Body::Records { text, layout }, export: Export::None })
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
    export::one_row_a_record(file, &mut grid, (&sheet.merges, &wanted), look.origin, remarks);
    let name: Arc<str> = if asked.is_some() { format!("{file} ({})", sheet.name).into() } else { file.into() };
    exported(Part { file: name, headers: grid.headers, body: Body::Grid(grid.rows.into()), export: Export::None }, look, remarks)
}

/// The same, with what it has of its own as an export of a CRM system.
fn exported(part: Part, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Part, Diagnostic> {
    let export = export_of(&part, look, remarks)?;
    Ok(Part { export, ..part })
}

fn export_of(part: &Part, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Export, Diagnostic> {
    let mut rows = Rows::of(part, look.limits)?;
    let mut row = Row::new();
    // What is broken in a row is told of it as it is read.
    let Ok(true) = rows.next(&mut row) else { return Ok(Export::None) };
    let mut export = Export::of(look.origin, &row);
    match &mut export {
        Export::Salesforce { footer } => {
            let mut lines = Footer::default();
            lines.take(&row);
            while let Ok(true) = rows.next(&mut row) {
                lines.take(&row);
            }
            *footer = lines.found();
            remarks.extend(footer.map(|(from, lines)| crm_problems::footer(&part.file, from, lines)));
        }
        Export::Zoho if look.origin.crm.is_none() => remarks.push(crm_problems::zoho_ids(&part.file)),
        Export::Zoho | Export::None => {}
    }
    Ok(export)
}

/// The headers, with the separator that the first line names, else the one under which most of the columns are found that the policy
/// reads, of several the usual one.
fn table(text: Text, file: &str, separators: &[u8], look: &Look<'_>) -> Result<(Text, Vec<String>), Diagnostic> {
    let under = |separator: u8, above: usize| headers_under(Text { separator, above, ..text.clone() }, file, look.limits);
    let usual = under(separators.first().copied().unwrap_or(b','), 0);
    // A line such as `sep=;` is one cell or, where it names the usual separator, two.
    let said = usual.as_ref().ok().and_then(|(text, headers)| Some((said_separator(headers, text.separator)?, text.above)));
    if let Some((separator, above)) = said {
        return under(separator, above);
    }
    let found = |headers: &[String]| {
        let stands = |header: &str| headers.contains(&normal(trim(header)).into_owned());
        look.wanted.iter().filter(|want| want.headers().any(stands)).count()
    };
    let mut best = usual;
    for other in separators.iter().skip(1).filter_map(|separator| under(*separator, 0).ok()) {
        if best.as_ref().map_or(0, |(_, headers)| found(headers)) < found(&other.1) {
            best = Ok(other);
        }
    }
    best
}

/// The headers in the first row that has anything in it, and the text from behind it.
fn headers_under(mut text: Text, file: &str, limits: Limits) -> Result<(Text, Vec<String>), Diagnostic> {
    let mut rows = text.rows(file, limits)?;
    let (mut row, mut above) = (Row::new(), text.above);
    while rows.next(&mut row).map_err(|fault| problems::broken(file, &fault))? {
        above = above.saturating_add(1);
        if row.cells().any(|cell| !cell.trimmed().is_empty()) {
            let headers = row.cells().map(|cell| normal(cell.trimmed()).into_owned()).collect();
            drop(rows);
            text.above = above;
            return Ok((text, headers));
        }
    }
    Err(problems::empty_file(file))
}

/// `sep=;`, the line by which spreadsheets are told the separator, read under another one.
fn said_separator(headers: &[String], under: u8) -> Option<u8> {
    let said = |text: &str| text.to_ascii_lowercase().strip_prefix("sep=").map(|rest| rest.as_bytes().to_vec());
    match headers {
        [only] => match said(only)?.as_slice() {
            [separator] => Some(*separator),
            [..] => None,
        },
        [first, second] if second.is_empty() => said(first).filter(Vec::is_empty).map(|_| under),
        [..] => None,
    }
}
