//! A document with every kind of block, in a font of boxes that has no Chinese.

use super::{Fault, pdf};
use crate::diagnostic::Language;
use crate::document::charts::{Bar, Step, bars, timeline};
use crate::document::{Align, Block, Cell, Document, Table};
use crate::value::Number;

const FONT: &[u8] = include_bytes!("../../../tests/fixtures/boxes.ttf");

fn document(text: &str) -> Document {
    let mut document = Document::new("Title", Language::English);
    document.beside.push("beside".to_string());
    document.heading(1, "Heading");
    document.paragraph(text.repeat(400));
    document.blocks.push(Block::Note("note".to_string()));
    document.blocks.push(Block::Formula(vec!["a".to_string(), "b".to_string()]));
    document.blocks.push(Block::Steps(vec!["one".to_string()]));
    document.blocks.push(Block::Outline(vec![(0, "one".to_string()), (9, text.repeat(40))]));
    document.list(vec!["item".to_string()]);
    document.facts(vec![("name".to_string(), "value".to_string())]);
    let mut table = Table::of([("head".to_string(), Align::Left), ("n".to_string(), Align::Right)]);
    for _ in 0..120 {
        table.row(["cell".to_string(), "1".to_string()]);
    }
    table.rows.push(vec![Cell::Strong("sum".to_string()), Cell::Blank]);
    table.rows.push(vec![Cell::Text("long ".repeat(3_000)), Cell::Blank]);
    document.table(table);
    let steps = [Step { label: "file".to_string(), when: "soon".to_string() }];
    document.blocks.extend(timeline("Steps", &steps).map(Block::Figure));
    let bar = Bar { label: "a".to_string(), value: Number::from_i64(3), shown: "3".to_string() };
    document.blocks.extend(bars("Bars", &[bar]).map(Block::Figure));
    document.blocks.push(Block::PageBreak);
    document
}

/// Pages of the file.
fn pages(file: &[u8]) -> usize {
    let text = String::from_utf8_lossy(file);
    text.matches("/Type/Page").count() + text.matches("/Type /Page").count()
}

#[test]
fn every_block_has_its_place() {
    let file = pdf(&document("word "), FONT.to_vec()).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert!(pages(&file) > 5, "{}", pages(&file));
    assert_eq!(file, pdf(&document("word "), FONT.to_vec()).unwrap(), "the same document is the same file");
}

#[test]
fn a_letter_the_font_lacks_is_told_with_its_place() {
    let Err(Fault::NoGlyph { character, text }) = pdf(&document("a word 指标 "), FONT.to_vec()) else {
        panic!("the font has no Chinese")
    };
    assert_eq!(character, '指');
    assert!(text.contains("a word 指标"), "{text}");
}

#[test]
fn what_is_no_font_is_told() {
    assert_eq!(pdf(&document("word "), b"no font".to_vec()), Err(Fault::NoFont));
    assert_eq!(pdf(&document("word "), Vec::new()), Err(Fault::NoFont));
    assert!(pdf(&document("word "), FONT[..2_000].to_vec()).is_err());
}
