//! Source files, spans into them, and the line index; and [`json`], what a user's file says in it.
//!
//! A span is a pair of byte offsets; lines and columns are computed when something is printed, never before.

pub mod json;

use std::sync::Arc;

/// Which file of a [`Sources`] a span points into.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct FileId(pub u16);

/// A half-open byte range in one source file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span of `file` from byte `start` to byte `end`; an end before the start is moved to it.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { file, start, end: end.max(start) }
    }

    /// The smallest span that holds both; spans of different files keep the first.
    pub fn join(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One policy file: its name as the user gave it, its text, and where its lines begin.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceFile {
        let text: Arc<str> = text.into();
        let mut line_starts = vec![0];
        line_starts
            .extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
        SourceFile { name: name.into(), text, line_starts }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line (from 1) and column in characters (from 1) of a byte offset; offsets past the end count as the end.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let offset = offset.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.text.get(start..offset as usize).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// Byte range of a line (from 1), without its line end.
    pub fn line_range(&self, line: usize) -> (usize, usize) {
        let start = self.line_starts.get(line.saturating_sub(1)).map_or(self.text.len(), |at| *at as usize);
        let next = self.line_starts.get(line).map_or(self.text.len(), |at| *at as usize);
        let text = self.text.get(start..next).unwrap_or("");
        (start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The text under a span; empty where the span is out of range.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..(span.end as usize).min(self.text.len())).unwrap_or("")
    }
}

/// All files of one policy: the main file first, then what it uses.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    pub fn new() -> Sources {
        Sources::default()
    }

    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text under a span; empty where there is none.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |file| file.slice(span))
    }
}
