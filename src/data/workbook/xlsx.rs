//! Office Open XML: the list of sheets, the texts they share, the formats of numbers, and the cells of one sheet.

use crate::data::grid::GridCell;
use crate::data::limits::Limits;
use crate::data::sheet::Form;

use super::decimal::Decimal;
use super::fault::{Broken, Fault, Of};
use super::number_format::{Class, Epoch, built_in, class_of, iso};
use super::package::Package;
use super::place::{self, Merge};
use super::store::Store;
use super::xml::{Element, Node, Xml};
use super::{Active, RawSheet, Tab, Visibility};

/// An open workbook.
pub(super) struct Book<'b> {
    package: Package<'b>,
    tabs: Vec<Tab>,
    /// The part of each sheet.
    parts: Vec<String>,
    epoch: Epoch,
    results: Results,
    shared: Option<String>,
    styles: Option<String>,
}

/// Whether the results of formulas are those that a spreadsheet program computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Results {
    Computed,
    /// The file asks to be computed anew when it is opened, as files do that programs other than spreadsheets wrote.
    Stale,
}

/// One part that another one names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl<'b> Book<'b> {
    pub fn open(mut package: Package<'b>) -> Result<Book<'b>, Fault> {
        let main = relations(&mut package, "")?.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let main = main.map_or_else(|| "xl/workbook.xml".to_string(), |relation| relation.target);
        let related = relations(&mut package, &main)?;
        let of_kind = |kind: &str| related.iter().find(|relation| relation.kind.ends_with(kind)).map(|relation| relation.target.clone());
        let (shared, styles) = (of_kind("/sharedStrings"), of_kind("/styles"));
        let mut book =
            Book { package, tabs: Vec::new(), parts: Vec::new(), epoch: Epoch::Of1900, results: Results::Computed, shared, styles };
        let text = book.package.text(&main)?;
        book.list(&mut Xml::new(&main, &text), &related)?;
        if book.tabs.is_empty() {
            return Err(Fault::Broken(Broken::Missing("worksheet".to_string())));
        }
        Ok(book)
    }

    fn list(&mut self, xml: &mut Xml<'_>, related: &[Relation]) -> Result<(), Fault> {
        loop {
            let element = match xml.next()? {
                Node::Open(element) => element,
                Node::Close(_) | Node::Text(_) => continue,
                Node::End => return Ok(()),
            };
            match element.name() {
                "workbookPr" if xml.says(&element, "date1904", &["1", "true"])? => self.epoch = Epoch::Of1904,
                "calcPr" if xml.says(&element, "fullCalcOnLoad", &["1", "true"])? => self.results = Results::Stale,
                "sheet" => {
                    let name = xml.attribute(&element, "name")?.unwrap_or_default().into_owned();
                    let id = xml.attribute(&element, "id")?.unwrap_or_default();
                    let visibility = match xml.attribute(&element, "state")?.as_deref() {
                        Some("hidden") => Visibility::Hidden,
                        Some("veryHidden") => Visibility::VeryHidden,
                        Some(_) | None => Visibility::Shown,
                    };
                    // Sheets that are charts or dialogs hold no cells.
                    if let Some(relation) = related.iter().find(|relation| relation.id == id && relation.kind.ends_with("/worksheet")) {
                        self.tabs.push(Tab { name, visibility });
                        self.parts.push(relation.target.clone());
                    }
                }
                _ => {}
            }
        }
    }

    pub fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    pub fn active(&self) -> Vec<Active> {
        let starts = [
            (Active::Macros, ["xl/vbaProject.bin", "xl/macrosheets/"]),
            (Active::Links, ["xl/externalLinks/", "xl/externalReferences/"]),
            (Active::Connections, ["xl/connections.xml", "xl/queryTables/"]),
            (Active::Objects, ["xl/embeddings/", "xl/activeX/"]),
        ];
        let there = starts.iter().filter(|(_, starts)| starts.iter().any(|start| self.package.has_under(start)));
        there.map(|(active, _)| *active).collect()
    }

    pub fn read(&mut self, at: usize, limits: &Limits) -> Result<RawSheet, Fault> {
        let shared = match self.shared.clone() {
            Some(part) => match self.package.text_if_any(&part)? {
                Some(text) => shared_texts(&mut Xml::new(&part, &text), limits)?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        let classes = match self.styles.clone() {
            Some(part) => match self.package.text_if_any(&part)? {
                Some(text) => classes(&mut Xml::new(&part, &text))?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        let part = self.parts.get(at).cloned().unwrap_or_default();
        let text = self.package.text(&part)?;
        let mut sheet = Sheet {
            xml: Xml::new(&part, &text),
            store: Store::new(limits),
            limits,
            shared: &shared,
            classes: &classes,
            epoch: self.epoch,
            results: self.results,
            line: 0,
            column: 0,
        };
        sheet.read()?;
        sheet.store.finish()
    }
}

/// What a part names, as names of parts.
fn relations(package: &mut Package<'_>, of: &str) -> Result<Vec<Relation>, Fault> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let slash = if folder.is_empty() { "" } else { "/" };
    let part = format!("{folder}{slash}_rels/{file}.rels");
    let Some(text) = package.text_if_any(&part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&part, &text);
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name() == "Relationship" => {
                let value = |name: &str| Ok::<_, Fault>(xml.attribute(&element, name)?.unwrap_or_default().into_owned());
                if !xml.says(&element, "TargetMode", &["External"])? {
                    found.push(Relation { id: value("Id")?, kind: value("Type")?, target: resolved(folder, &value("Target")?) });
                }
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(found),
        }
    }
}

/// A target seen from a folder of the package; nothing leads out of it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "" | "." => {}
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// The texts that cells name by their numbers.
fn shared_texts(xml: &mut Xml<'_>, limits: &Limits) -> Result<Vec<Box<str>>, Fault> {
    let mut texts = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name() == "si" => {
                let text = rich_text(xml, "si")?;
                if text.len() > limits.cell {
                    return Err(Fault::large(Of::Cell(limits.cell), None));
                }
                texts.push(text.into());
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(texts),
        }
    }
}

/// The text of an element just opened, without the signs that say how to pronounce it.
fn rich_text(xml: &mut Xml<'_>, outer: &str) -> Result<String, Fault> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Node::Open(element) => match element.name() {
                "t" => text.push_str(&xml.text()?),
                "rPh" => xml.skip()?,
                _ => {}
            },
            Node::Close(end) if end.name() == outer => return Ok(unescaped(text)),
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Err(xml.broken()),
        }
    }
}

/// Characters that XML cannot hold are written `_x000D_`.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        read.push_str(before);
        let hex = after.get(..4).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()) && after.as_bytes().get(4) == Some(&b'_'));
        match hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                read.push(c);
                rest = after.get(5..).unwrap_or("");
            }
            None => {
                read.push_str("_x");
                rest = after;
            }
        }
    }
    read.push_str(rest);
    read
}

/// The class of each cell format.
fn classes(xml: &mut Xml<'_>) -> Result<Vec<Class>, Fault> {
    let mut written: Vec<(u32, Class)> = Vec::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut inside = false;
    loop {
        match xml.next()? {
            Node::Open(element) => {
                let id = || Ok::<u32, Fault>(xml.attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0));
                match element.name() {
                    "numFmt" => written.push((id()?, class_of(&xml.attribute(&element, "formatCode")?.unwrap_or_default()))),
                    "cellXfs" => inside = true,
                    "xf" if inside => ids.push(id()?),
                    _ => {}
                }
            }
            Node::Close(end) if end.name() == "cellXfs" => inside = false,
            Node::Close(_) | Node::Text(_) => {}
            Node::End => break,
        }
    }
    written.sort_by_key(|(id, _)| *id);
    let class = |id: &u32| match written.binary_search_by_key(id, |(id, _)| *id) {
        Ok(at) => written.get(at).map_or(Class::Number, |(_, class)| *class),
        Err(_) => built_in(*id),
    };
    Ok(ids.iter().map(class).collect())
}

/// One sheet while it is read.
struct Sheet<'a> {
    xml: Xml<'a>,
    store: Store<'a>,
    limits: &'a Limits,
    shared: &'a [Box<str>],
    classes: &'a [Class],
    epoch: Epoch,
    results: Results,
    /// The row that is being read, and the next column in it.
    line: u64,
    column: usize,
}

/// What stands inside a cell.
#[derive(Default)]
struct Content {
    value: Option<String>,
    formula: Option<String>,
    text: Option<String>,
}

impl Sheet<'_> {
    fn read(&mut self) -> Result<(), Fault> {
        loop {
            let element = match self.xml.next()? {
                Node::Open(element) => element,
                Node::Close(_) | Node::Text(_) => continue,
                Node::End => return Ok(()),
            };
            match element.name() {
                "row" => self.row(&element)?,
                "c" => self.cell(&element)?,
                "col" if self.xml.says(&element, "hidden", &["1", "true"])? => {
                    let at = |name: &str| Ok::<_, Fault>(self.xml.attribute(&element, name)?.and_then(|text| text.parse::<usize>().ok()));
                    if let (Some(first @ 1..), Some(last @ 1..)) = (at("min")?, at("max")?) {
                        self.store.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
                    }
                }
                "mergeCell" => {
                    let range = self.xml.attribute(&element, "ref")?.unwrap_or_default();
                    self.store.merge(Merge::parse(&range).ok_or_else(|| Fault::place(range.as_ref()))?)?;
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        self.column = 0;
        self.line = match self.xml.attribute(element, "r")? {
            Some(number) => place::parse(&format!("A{number}")).ok_or_else(|| Fault::place(number.as_ref()))?.0,
            None => self.line.saturating_add(1),
        };
        if self.xml.says(element, "hidden", &["1", "true"])? {
            self.store.hide_row(self.line);
        }
        Ok(())
    }

    fn cell(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let (line, column) = match self.xml.attribute(element, "r")? {
            Some(at) => place::parse(&at).ok_or_else(|| Fault::place(at.as_ref()))?,
            None => (self.line, self.column),
        };
        if line != self.line || line == 0 {
            return Err(Fault::place(place::name(line, column)));
        }
        self.column = column.saturating_add(1);
        let kind = self.xml.attribute(element, "t")?.unwrap_or_default().into_owned();
        let style: Option<usize> = self.xml.attribute(element, "s")?.and_then(|style| style.parse().ok());
        let content = self.content()?;
        let has_result = content.value.as_ref().is_some_and(|value| !value.is_empty());
        if content.formula.is_some() && has_result && self.results == Results::Stale {
            self.store.stale(line, column);
        }
        let text_cell = |text: String| GridCell { text: text.into(), form: Form::Text };
        match (kind.as_str(), content) {
            ("inlineStr", Content { text: Some(text), .. }) => self.store.put(line, column, text_cell(text)),
            ("str", Content { value: Some(text), .. }) => self.store.put(line, column, text_cell(unescaped(text))),
            (_, Content { value: Some(value), .. }) if !value.trim().is_empty() => {
                self.value((line, column), kind.as_str(), value.trim(), style)
            }
            (_, Content { formula: Some(formula), .. }) => self.store.put_uncomputed(line, column, &formula),
            (_, _) => Ok(()),
        }
    }

    fn value(&mut self, (line, column): (u64, usize), kind: &str, value: &str, style: Option<usize>) -> Result<(), Fault> {
        match kind {
            "s" => {
                let text = value.parse::<usize>().ok().and_then(|at| self.shared.get(at));
                let text = text.ok_or_else(|| Fault::place(place::name(line, column)))?;
                self.store.put(line, column, GridCell { text: text.clone(), form: Form::Text })
            }
            "b" => {
                let flag = if matches!(value, "0" | "false") { "false" } else { "true" };
                self.store.put(line, column, GridCell { text: flag.into(), form: Form::Flag })
            }
            "e" => self.store.put(line, column, GridCell::text(value)),
            "d" => self.store.put(line, column, GridCell::text(iso(value))),
            _ => {
                let class = style.and_then(|style| self.classes.get(style)).copied().unwrap_or(Class::Number);
                self.store.put_number(line, column, Decimal::parse(value), class, self.epoch)
            }
        }
    }

    fn content(&mut self) -> Result<Content, Fault> {
        let mut content = Content::default();
        loop {
            match self.xml.next()? {
                Node::Open(element) => match element.name() {
                    "v" => content.value = Some(self.capped()?),
                    "f" => content.formula = Some(self.capped()?),
                    "is" => content.text = Some(rich_text(&mut self.xml, "is")?),
                    _ => self.xml.skip()?,
                },
                Node::Close(end) if end.name() == "c" => return Ok(content),
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Err(self.xml.broken()),
            }
        }
    }

    fn capped(&mut self) -> Result<String, Fault> {
        let text = self.xml.text()?;
        if text.len() > self.limits.cell {
            return Err(Fault::large(Of::Cell(self.limits.cell), Some(place::name(self.line, self.column.saturating_sub(1)))));
        }
        Ok(text)
    }
}
