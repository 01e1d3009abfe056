//! OpenDocument: one part holds all sheets; equal cells and rows beside one another are written once with their number.

use std::collections::BTreeSet;

use crate::data::grid::GridCell;
use crate::data::limits::Limits;
use crate::data::sheet::Form;

use super::decimal::Decimal;
use super::fault::{Broken, Fault, Of};
use super::number_format::{Class, Epoch, iso, iso_duration};
use super::package::Package;
use super::place::{self, Merge};
use super::store::Store;
use super::xml::{Element, Node, Xml};
use super::{Active, RawSheet, Tab, Visibility};

/// The part that holds the sheets.
const CONTENT: &str = "content.xml";

/// An open workbook.
pub(super) struct Book {
    content: String,
    tabs: Vec<Tab>,
    active: Vec<Active>,
}

impl Book {
    pub fn open(mut package: Package<'_>) -> Result<Book, Fault> {
        let content = package.text(CONTENT)?;
        let mut active = BTreeSet::new();
        if package.has_under("Basic/") || package.has_under("Scripts/") {
            active.insert(Active::Macros);
        }
        if package.has_under("Object ") {
            active.insert(Active::Objects);
        }
        let mut tabs = Vec::new();
        list(&mut Xml::new(CONTENT, &content), &mut tabs, &mut active)?;
        if tabs.is_empty() {
            return Err(Fault::Broken(Broken::Missing("table:table".to_string())));
        }
        Ok(Book { content, tabs, active: active.into_iter().collect() })
    }

    pub fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    pub fn active(&self) -> Vec<Active> {
        self.active.clone()
    }

    pub fn read(&self, at: usize, limits: &Limits) -> Result<RawSheet, Fault> {
        let mut sheet = Sheet { xml: Xml::new(CONTENT, &self.content), store: Store::new(limits), limits, line: 1, column: 0 };
        let mut tables = 0_usize;
        loop {
            match sheet.xml.next()? {
                Node::Open(element) if element.name() == "table" => {
                    if tables == at {
                        sheet.table()?;
                        return sheet.store.finish();
                    }
                    tables = tables.saturating_add(1);
                    sheet.xml.skip()?;
                }
                Node::Open(element) if is_aside(element.name()) => sheet.xml.skip()?,
                Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
                Node::End => return Err(sheet.xml.broken()),
            }
        }
    }
}

/// Elements beside the cells that may hold tables and texts of their own.
fn is_aside(name: &str) -> bool {
    matches!(name, "tracked-changes" | "shapes" | "forms" | "annotation" | "frame" | "custom-shape" | "g" | "dde-links")
}

fn list(xml: &mut Xml<'_>, tabs: &mut Vec<Tab>, active: &mut BTreeSet<Active>) -> Result<(), Fault> {
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    let mut style = String::new();
    loop {
        let element = match xml.next()? {
            Node::Open(element) => element,
            Node::Close(_) | Node::Text(_) => continue,
            Node::End => return Ok(()),
        };
        match element.name() {
            "style" => style = xml.attribute(&element, "style:name")?.unwrap_or_default().into_owned(),
            "table-properties" if xml.says(&element, "table:display", &["false"])? => {
                hidden.insert(style.clone());
            }
            "table" => {
                let name = xml.attribute(&element, "table:name")?.unwrap_or_default().into_owned();
                let style = xml.attribute(&element, "table:style-name")?.unwrap_or_default();
                let visibility = if hidden.contains(style.as_ref()) { Visibility::Hidden } else { Visibility::Shown };
                tabs.push(Tab { name, visibility });
                if links(xml)? {
                    active.insert(Active::Links);
                }
            }
            "dde-links" => {
                active.insert(Active::Links);
                xml.skip()?;
            }
            "database-source-sql" | "database-source-table" | "database-source-query" => {
                active.insert(Active::Connections);
            }
            name if is_aside(name) => xml.skip()?,
            _ => {}
        }
    }
}

/// Steps over a table, and says whether it is taken from another file.
fn links(xml: &mut Xml<'_>) -> Result<bool, Fault> {
    let mut depth = 1_usize;
    let mut found = false;
    while depth > 0 {
        match xml.next()? {
            Node::Open(element) => {
                found = found || matches!(element.name(), "table-source" | "cell-range-source");
                depth = depth.saturating_add(1);
            }
            Node::Close(_) => depth = depth.saturating_sub(1),
            Node::Text(_) => {}
            Node::End => return Err(xml.broken()),
        }
    }
    Ok(found)
}

/// One sheet while it is read.
struct Sheet<'a> {
    xml: Xml<'a>,
    store: Store<'a>,
    limits: &'a Limits,
    /// The next row and column.
    line: u64,
    column: usize,
}

/// One cell as it is written.
struct Written {
    first: usize,
    repeated: usize,
    value: Value,
    /// Columns and rows that it covers.
    span: (usize, u64),
}

enum Value {
    Blank,
    Plain(GridCell),
    Number(Option<Decimal>, Class),
    Uncomputed(String),
}

impl Sheet<'_> {
    /// Reads what stands inside the table just opened.
    fn table(&mut self) -> Result<(), Fault> {
        loop {
            match self.xml.next()? {
                Node::Open(element) => match element.name() {
                    "table-column" => self.columns(&element)?,
                    "table-row" => self.row(&element)?,
                    name if is_aside(name) => self.xml.skip()?,
                    _ => {}
                },
                Node::Close(end) if end.name() == "table" => return Ok(()),
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Err(self.xml.broken()),
            }
        }
    }

    fn columns(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let repeated = self.number(element, "table:number-columns-repeated")?;
        let last = self.column.saturating_add(usize::try_from(repeated).unwrap_or(usize::MAX));
        if self.xml.says(element, "table:visibility", &["collapse", "filter"])? {
            self.store.hide_columns(self.column, last.saturating_sub(1));
        }
        self.column = last;
        Ok(())
    }

    /// A number of times, 1 where nothing is said.
    fn number(&self, element: &Element<'_>, name: &str) -> Result<u64, Fault> {
        match self.xml.attribute(element, name)? {
            Some(text) => text.parse().ok().filter(|number| *number > 0).ok_or_else(|| Fault::place(place::name(self.line, self.column))),
            None => Ok(1),
        }
    }

    fn row(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let repeated = self.number(element, "table:number-rows-repeated")?;
        let hidden = self.xml.says(element, "table:visibility", &["collapse", "filter"])?;
        self.column = 0;
        let mut cells: Vec<Written> = Vec::new();
        loop {
            match self.xml.next()? {
                Node::Open(element) => match element.name() {
                    "table-cell" => {
                        if let Some(cell) = self.cell(&element)? {
                            cells.push(cell);
                        }
                    }
                    "covered-table-cell" => {
                        let repeated = self.number(&element, "table:number-columns-repeated")?;
                        self.column = self.column.saturating_add(usize::try_from(repeated).unwrap_or(usize::MAX));
                        self.xml.skip()?;
                    }
                    _ => self.xml.skip()?,
                },
                Node::Close(end) if end.name() == "table-row" => break,
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Err(self.xml.broken()),
            }
        }
        let first = self.line;
        self.line = self.line.saturating_add(repeated);
        if cells.is_empty() {
            return Ok(());
        }
        for line in first..self.line {
            if hidden {
                self.store.hide_row(line);
            }
            for cell in &cells {
                self.put(line, cell)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, line: u64, cell: &Written) -> Result<(), Fault> {
        let (columns, lines) = cell.span;
        if columns > 1 || lines > 1 {
            let last = cell.first.saturating_add(columns).saturating_sub(1);
            self.store.merge(Merge { lines: (line, line.saturating_add(lines).saturating_sub(1)), columns: (cell.first, last) })?;
        }
        for column in cell.first..cell.first.saturating_add(cell.repeated) {
            match &cell.value {
                Value::Blank => break,
                Value::Plain(cell) => self.store.put(line, column, cell.clone())?,
                Value::Number(number, class) => self.store.put_number(line, column, number.clone(), *class, Epoch::Of1900)?,
                Value::Uncomputed(formula) => self.store.put_uncomputed(line, column, formula)?,
            }
        }
        Ok(())
    }

    /// Reads a cell; `None` for one that holds nothing and covers nothing.
    fn cell(&mut self, element: &Element<'_>) -> Result<Option<Written>, Fault> {
        let first = self.column;
        let repeated = usize::try_from(self.number(element, "table:number-columns-repeated")?).unwrap_or(usize::MAX);
        let columns = usize::try_from(self.number(element, "table:number-columns-spanned")?).unwrap_or(usize::MAX);
        let lines = self.number(element, "table:number-rows-spanned")?;
        self.column = first.saturating_add(repeated);
        let xml = &self.xml;
        let has = |name: &str| Ok::<_, Fault>(xml.attribute(element, name)?.map(|value| value.into_owned()));
        let (kind, formula) = (has("office:value-type")?, has("table:formula")?);
        let failed = xml.says(element, "calcext:value-type", &["error"])?;
        let number = has("office:value")?.and_then(|value| Decimal::parse(&value));
        let (date, time) = (has("office:date-value")?, has("office:time-value")?);
        let (flag, string) = (has("office:boolean-value")?, has("office:string-value")?);
        let text = self.text()?;
        let value = match kind.as_deref() {
            _ if failed => Value::Plain(GridCell::text(if text.starts_with('#') { text.as_str() } else { "#VALUE!" })),
            Some("float" | "currency") => Value::Number(number, Class::Number),
            Some("percentage") => Value::Number(number, Class::Percent),
            Some("date") => Value::Plain(GridCell::text(iso(&date.unwrap_or(text)))),
            Some("time") => Value::Plain(GridCell::text(iso_duration(&time.unwrap_or(text)))),
            Some("boolean") => Value::Plain(GridCell { text: flag.unwrap_or(text).into(), form: Form::Flag }),
            Some(_) => Value::Plain(GridCell::text(string.filter(|string| !string.is_empty()).unwrap_or(text))),
            None => match formula {
                Some(formula) => Value::Uncomputed(formula.split_once('=').map_or(formula.as_str(), |(_, formula)| formula).to_string()),
                None if text.is_empty() => Value::Blank,
                None => Value::Plain(GridCell::text(text)),
            },
        };
        let value = match value {
            Value::Plain(cell) if cell.text.is_empty() => Value::Blank,
            other => other,
        };
        let nothing = matches!(value, Value::Blank) && columns == 1 && lines == 1;
        let covers = columns <= place::MOST_LETTERS && lines <= place::MOST_LINES;
        if !covers {
            return Err(Fault::place(place::name(self.line, first)));
        }
        Ok((!nothing).then_some(Written { first, repeated, value, span: (columns, lines) }))
    }

    /// The text of the cell just opened, its paragraphs on lines of their own; remarks and drawings are left out.
    fn text(&mut self) -> Result<String, Fault> {
        let mut text = String::new();
        let (mut depth, mut paragraphs) = (1_usize, 0_usize);
        while depth > 0 {
            match self.xml.next()? {
                Node::Open(element) => {
                    match element.name() {
                        name if is_aside(name) || name == "table" => {
                            self.xml.skip()?;
                            continue;
                        }
                        "p" | "h" => {
                            if paragraphs > 0 {
                                text.push('\n');
                            }
                            paragraphs = paragraphs.saturating_add(1);
                        }
                        "s" => {
                            let count = usize::try_from(self.number(&element, "text:c")?).unwrap_or(usize::MAX);
                            text.extend(std::iter::repeat_n(' ', count.min(self.limits.cell.saturating_add(1))));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                    depth = depth.saturating_add(1);
                }
                Node::Close(_) => depth = depth.saturating_sub(1),
                Node::Text(part) if paragraphs > 0 && depth > 1 => text.push_str(&part),
                Node::Text(_) => {}
                Node::End => return Err(self.xml.broken()),
            }
            if text.len() > self.limits.cell {
                return Err(Fault::large(Of::Cell(self.limits.cell), Some(place::name(self.line, self.column.saturating_sub(1)))));
            }
        }
        Ok(text)
    }
}
