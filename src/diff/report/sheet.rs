//! What a comparison has to say, before it is text, Markdown or a page: headings, sentences, tables.

use crate::diff::changes::What;
use crate::report::table::layout::Column;
use crate::value::Number;

/// The whole, as it may be handed to whoever approves the change.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub heading: String,
    /// Under the heading: versions, period, how many people.
    pub beside: Vec<String>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub enum Block {
    Said(String),
    Changes(Vec<Noted>),
    Table(Vec<Column>),
    /// The same table with ever fewer words: the first that there is room for.
    Fitting(Vec<Vec<Column>>),
    /// Only where there is room to draw.
    Bars(Vec<Bar>),
}

/// A change as it is listed.
#[derive(Clone, Debug)]
pub struct Noted {
    /// By which number other sections speak of it.
    pub number: Option<String>,
    pub what: What,
    pub place: String,
    /// File and line.
    pub at: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// One bar of a drawing.
#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub value: Number,
    pub shown: String,
}
