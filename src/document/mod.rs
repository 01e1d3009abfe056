//! Documents for people who see no program: handbooks, statements, letters, reviews.
//!
//! A [`Document`] is headings, paragraphs, tables and figures in the order in which they are read. The writers make Markdown, a page of
//! HTML that stands alone and prints well, or lines for a terminal of it; [`charts`] draws figures. Texts are held as they are: each
//! writer takes care of what its form would misread, so nothing that comes from data or a policy becomes mark-up.
//! [`words`] has the words of clauses that documents share, [`results`] sets what a run found as tables. What must not be here: anything
//! that is computed.

pub mod charts;
mod html;
mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod results;
pub mod stacks;
#[cfg(test)]
mod tests;
mod text;
pub mod words;

pub use html::{CONTENT_POLICY, html};
pub use markdown::markdown;
pub use text::text;

use crate::diagnostic::Language;

/// A document, from its first heading to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub title: String,
    pub language: Language,
    /// Lines under the title: what it is about, of when, of which version.
    pub beside: Vec<String>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// Of a section (1) or a part of it (2, 3).
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(String),
    /// What must not be overlooked.
    Note(String),
    List(Vec<String>),
    /// Steps that follow one another.
    Steps(Vec<String>),
    /// Statements with what they rest on under them: how deep each stands (0 first), and its words.
    Outline(Vec<(u8, String)>),
    /// Lines that stay as they are broken.
    Formula(Vec<String>),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    Table(Table),
    Figure(Figure),
    /// In print a new page begins here.
    PageBreak,
}

/// Rows under headings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    pub caption: Option<String>,
    pub columns: Vec<Heading>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    pub text: String,
    pub align: Align,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    Text(String),
    /// Of a sum, or a line that the eye is to find.
    Strong(String),
    /// Room to write by hand.
    Blank,
}

/// A drawing and what it shows in words, for who cannot see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    pub caption: String,
    pub alternative: String,
    /// A whole `<svg>` element; every text in it is escaped.
    pub svg: String,
}

impl Document {
    pub fn new(title: impl Into<String>, language: Language) -> Document {
        Document { title: title.into(), language, beside: Vec::new(), blocks: Vec::new() }
    }

    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading { level, text: text.into() });
    }

    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Nothing where there are no items.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Nothing where there are none.
    pub fn facts(&mut self, facts: Vec<(String, String)>) {
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
    }

    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }
}

impl Table {
    /// A table with these headings and no rows yet.
    pub fn of(columns: impl IntoIterator<Item = (String, Align)>) -> Table {
        Table { caption: None, columns: columns.into_iter().map(|(text, align)| Heading { text, align }).collect(), rows: Vec::new() }
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(Cell::Text).collect());
    }
}

impl Cell {
    /// Its words; none where it is to be written by hand.
    pub fn text(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Strong(text) => text,
            Cell::Blank => "",
        }
    }
}
