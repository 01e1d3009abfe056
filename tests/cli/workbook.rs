//! A workbook as its bytes say it: just enough of the format to look at what stands in the cells.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub text: String,
    kind: &'static str,
    style: usize,
    format: String,
}

#[derive(Debug)]
pub struct Sheet {
    pub xml: String,
    /// Row by row; a cell that is not there is blank.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Kind, content and number format of the cell of a row (the heading is row 0) under a heading.
    #[track_caller]
    pub fn under(&self, row: usize, heading: &str) -> (&str, &str, &str) {
        let column = self.rows[0].iter().position(|cell| cell.text == heading);
        let column = column.unwrap_or_else(|| panic!("no column {heading}: {:?}", self.rows[0]));
        self.rows[row].get(column).map_or(("", "", ""), |cell| (cell.kind, cell.text.as_str(), cell.format.as_str()))
    }

    pub fn says(&self, text: &str) -> bool {
        self.rows.iter().flatten().any(|cell| cell.text.contains(text))
    }
}

pub struct Workbook {
    names: Vec<String>,
    parts: BTreeMap<String, String>,
    pub core: String,
}

impl Workbook {
    pub fn read(bytes: &[u8]) -> Workbook {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let (name, mut text) = (entry.name().unwrap().into_owned(), String::new());
            entry.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
        let names = elements(&parts["xl/workbook.xml"], "sheet").into_iter().map(|(tag, _)| attribute(tag, "name").unwrap()).collect();
        Workbook { names, core: parts["docProps/core.xml"].clone(), parts }
    }

    pub fn sheets(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    #[track_caller]
    pub fn sheet(&self, name: &str) -> Sheet {
        let number = self.names.iter().position(|own| own == name).unwrap_or_else(|| panic!("no sheet {name}: {:?}", self.names)) + 1;
        let xml = self.parts[&format!("xl/worksheets/sheet{number}.xml")].clone();
        let texts: Vec<String> = elements(&self.parts["xl/sharedStrings.xml"], "t").into_iter().map(|(_, text)| plain(text)).collect();
        let rows = elements(&xml, "row").into_iter().map(|(_, row)| self.row(row, &texts)).collect();
        Sheet { xml, rows }
    }

    fn row(&self, row: &str, texts: &[String]) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (tag, content) in elements(row, "c") {
            let letters: String = attribute(tag, "r").unwrap().chars().take_while(char::is_ascii_alphabetic).collect();
            let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
            let value = elements(content, "v").first().map_or("", |(_, value)| *value);
            let style = attribute(tag, "s").map_or(0, |style| style.parse().unwrap());
            let (kind, text) = match attribute(tag, "t").as_deref() {
                Some("s") => ("text", texts[value.parse::<usize>().unwrap()].clone()),
                Some("b") => ("flag", value.to_string()),
                None => ("number", value.to_string()),
                Some(other) => panic!("a cell of type {other}"),
            };
            cells.resize(cells.len().max(column + 1), Cell::default());
            cells[column] = Cell { text, kind, style, format: self.format(style) };
        }
        cells
    }

    fn style(&self, style: usize) -> &str {
        let styles = &self.parts["xl/styles.xml"];
        let list = &styles[styles.find("<cellXfs").unwrap()..];
        elements(list, "xf")[style].0
    }

    fn format(&self, style: usize) -> String {
        let id = attribute(self.style(style), "numFmtId").unwrap();
        let formats = elements(&self.parts["xl/styles.xml"], "numFmt");
        let own = formats.iter().find(|(tag, _)| attribute(tag, "numFmtId").as_deref() == Some(&id));
        own.map_or("General".to_string(), |(tag, _)| attribute(tag, "formatCode").unwrap())
    }

    pub fn is_bold(&self, cell: &Cell) -> bool {
        let font: usize = attribute(self.style(cell.style), "fontId").unwrap().parse().unwrap();
        elements(&self.parts["xl/styles.xml"], "font")[font].1.contains("<b/>")
    }
}

/// Every element of a name: its opening tag and what stands in it.
fn elements<'x>(xml: &'x str, name: &str) -> Vec<(&'x str, &'x str)> {
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find(&format!("<{name}")) {
        rest = &rest[at + 1 + name.len()..];
        if !rest.starts_with([' ', '>', '/']) {
            continue;
        }
        let (tag, after) = rest.split_once('>').unwrap();
        let content = if tag.ends_with('/') { "" } else { after.split_once(&format!("</{name}>")).unwrap().0 };
        found.push((tag, content));
        rest = after;
    }
    found
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(value.split_once('"')?.0))
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
