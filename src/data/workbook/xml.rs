//! XML as workbooks hold it: elements, attributes and text. Entities of a document's own are refused, and nothing is ever fetched.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::fault::Fault;

/// Elements inside one another.
const DEEPEST: usize = 256;

/// Reads one part from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

/// What comes next.
pub(super) enum Node<'a> {
    Open(Element<'a>),
    Close(Closing<'a>),
    Text(Cow<'a, str>),
    End,
}

/// The beginning of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

/// The end of an element.
pub(super) struct Closing<'a>(BytesEnd<'a>);

impl<'a> Xml<'a> {
    /// `part` is what messages call it.
    pub fn new(part: &'a str, text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0 }
    }

    pub fn next(&mut self) -> Result<Node<'a>, Fault> {
        loop {
            return match self.reader.read_event().map_err(|_| self.broken())? {
                Event::Start(start) => {
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > DEEPEST { Err(self.broken()) } else { Ok(Node::Open(Element(start))) }
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Node::Close(Closing(end)))
                }
                Event::Text(text) => Ok(Node::Text(text.into_inner())),
                Event::CData(text) => Ok(Node::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    let text = unescape(&format!("&{};", reference.into_inner())).map_err(|_| self.broken())?.into_owned();
                    Ok(Node::Text(Cow::Owned(text)))
                }
                Event::Eof if self.depth > 0 => Err(self.broken()),
                Event::Eof => Ok(Node::End),
                Event::DocType(_) => Err(self.broken()),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
        }
    }

    /// Steps over what stands inside the element just opened.
    pub fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// All text inside the element just opened.
    pub fn text(&mut self) -> Result<String, Fault> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            if let Node::Text(part) = self.next()? {
                text.push_str(&part);
            }
        }
        Ok(text)
    }

    pub fn broken(&self) -> Fault {
        Fault::part(self.part)
    }

    /// An attribute, by its name with or without the prefix.
    pub fn attribute<'e>(&self, element: &'e Element<'_>, name: &str) -> Result<Option<Cow<'e, str>>, Fault> {
        for attribute in element.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| self.broken())?;
            let key = attribute.key;
            if key.as_ref() == name || (!name.contains(':') && key.local_name().as_ref() == name) {
                return match attribute.value {
                    Cow::Borrowed(value) => unescape(value).map(Some).map_err(|_| self.broken()),
                    Cow::Owned(value) => Ok(Some(Cow::Owned(unescape(&value).map_err(|_| self.broken())?.into_owned()))),
                };
            }
        }
        Ok(None)
    }

    /// Whether an attribute is there and says so.
    pub fn says(&self, element: &Element<'_>, name: &str, words: &[&str]) -> Result<bool, Fault> {
        Ok(self.attribute(element, name)?.is_some_and(|value| words.contains(&value.as_ref())))
    }
}

impl Element<'_> {
    /// Without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Closing<'_> {
    /// Without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}
