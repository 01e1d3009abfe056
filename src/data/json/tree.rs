//! JSON that nests, held whole: pages of CRM systems. Numbers keep their digits, keys may not repeat.

use super::{Scan, is_blank_byte};
use crate::data::delimited::{Broken, Json, What};
use crate::data::grid::GridCell;
use crate::data::limits::Limits;

/// Lists and objects inside one another.
const DEEPEST: usize = 64;

/// A value with what is inside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::data) enum Node {
    Null,
    /// A text, a number, `true` or `false`.
    Cell(GridCell),
    List(Vec<Node>),
    /// In the order of the file.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// What an object has under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Object(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            Node::Null | Node::Cell(_) | Node::List(_) => None,
        }
    }

    pub fn list(&self) -> Option<&[Node]> {
        match self {
            Node::List(items) => Some(items),
            Node::Null | Node::Cell(_) | Node::Object(_) => None,
        }
    }

    /// A text, a number, `true` or `false` as it is written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Node::Cell(cell) => Some(&cell.text),
            Node::Null | Node::List(_) | Node::Object(_) => None,
        }
    }
}

/// Whether a text begins like an object, as pages of CRM systems do, and no list of rows.
pub(in crate::data) fn is_object(text: &str) -> bool {
    text.bytes().find(|byte| !is_blank_byte(*byte)) == Some(b'{')
}

/// The one value that a text is.
///
/// # Errors
/// It is no JSON, says a key twice, or nests too deep.
pub(in crate::data) fn tree(text: &str, limits: Limits) -> Result<Node, Broken> {
    let mut scan = Scan { text, at: 0, line: 1, most: limits.cell };
    scan.blanks();
    let node = node(&mut scan, 0)?;
    scan.blanks();
    if scan.peek().is_some() { Err(scan.broken(Json::After)) } else { Ok(node) }
}

fn node(scan: &mut Scan<'_>, depth: usize) -> Result<Node, Broken> {
    if depth > DEEPEST {
        return Err(scan.broken(Json::TooDeep));
    }
    match scan.peek() {
        Some(b'{') => object(scan, depth),
        Some(b'[') => list(scan, depth),
        Some(b'n') => scan.value().map(|_| Node::Null),
        Some(_) => {
            let piece = scan.value()?;
            Ok(Node::Cell(GridCell { text: piece.text.as_ref().into(), form: piece.form }))
        }
        None => Err(scan.broken(Json::Ends)),
    }
}

fn object(scan: &mut Scan<'_>, depth: usize) -> Result<Node, Broken> {
    let mut fields: Vec<(String, Node)> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    scan.step();
    scan.blanks();
    if scan.peek() == Some(b'}') {
        scan.step();
        return Ok(Node::Object(fields));
    }
    loop {
        let line = scan.line;
        let key = scan.string()?.into_owned();
        if !known.insert(key.clone()) {
            return Err(Broken { line, what: What::Json(Json::KeyTwice(key)) });
        }
        scan.blanks();
        scan.expect(b':', Json::Grammar)?;
        scan.blanks();
        fields.push((key, node(scan, depth.saturating_add(1))?));
        if !more(scan, b'}')? {
            return Ok(Node::Object(fields));
        }
    }
}

fn list(scan: &mut Scan<'_>, depth: usize) -> Result<Node, Broken> {
    let mut items = Vec::new();
    scan.step();
    scan.blanks();
    if scan.peek() == Some(b']') {
        scan.step();
        return Ok(Node::List(items));
    }
    loop {
        items.push(node(scan, depth.saturating_add(1))?);
        if !more(scan, b']')? {
            return Ok(Node::List(items));
        }
    }
}

/// Steps over a comma or the end of what is open; false at its end.
fn more(scan: &mut Scan<'_>, end: u8) -> Result<bool, Broken> {
    scan.blanks();
    match scan.peek() {
        Some(b',') => {
            scan.step();
            scan.blanks();
            Ok(true)
        }
        Some(byte) if byte == end => {
            scan.step();
            Ok(false)
        }
        Some(_) | None => Err(scan.broken(Json::Grammar)),
    }
}
