//! What a writer would misread, and what it must keep.

use super::charts::{Bar, Step, bars, timeline};
use super::{Align, Block, Cell, Document, Table, html, markdown, text};
use crate::diagnostic::Language;
use crate::value::Number;

fn hostile() -> Document {
    let mut document = Document::new("<script>alert(1)</script>", Language::English);
    document.beside.push("a & b".to_string());
    document.heading(1, "# Not a <b>heading</b>");
    document.paragraph("*stars* _lines_ [link](x) | `code` \u{202e}turned");
    document.list(vec!["- inner".to_string(), "1. number".to_string()]);
    document.facts(vec![("name\"".to_string(), "'value'".to_string())]);
    let mut table = Table::of([("col|umn".to_string(), Align::Left), ("n".to_string(), Align::Right)]);
    table.row(["<td>".to_string(), "1".to_string()]);
    table.rows.push(vec![Cell::Strong("sum".to_string()), Cell::Blank]);
    document.table(table);
    document.blocks.push(Block::Figure(bars("</svg><script>", &[bar("</title>", -5), bar("b", 3)]).unwrap()));
    document.blocks.push(Block::Figure(timeline("t", &[Step { label: "<x>".to_string(), when: "5 & 6".to_string() }]).unwrap()));
    document
}

fn bar(label: &str, value: i64) -> Bar {
    Bar { label: label.to_string(), value: Number::from_i64(value), shown: value.to_string() }
}

#[test]
fn nothing_of_data_is_mark_up_in_a_page() {
    let page = html(&hostile());
    for mark in ["<script>", "<b>heading", "<td>&lt;td&gt;</td><x>", "a & b", "\u{202e}"] {
        assert!(!page.contains(mark), "{mark}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
}

#[test]
fn nothing_of_data_is_a_mark_in_markdown() {
    let written = markdown(&hostile());
    for mark in ["<script>", "\n# Not", "*stars*", "[link]", "\n- - inner", "\n- 1. number", "col|umn"] {
        assert!(!written.contains(mark), "{mark}: {written}");
    }
    assert!(written.contains("| **sum** |  |"), "{written}");
}

#[test]
fn lines_for_a_terminal() {
    let written = text(&hostile(), 60);
    assert!(written.contains("! ") || written.contains("col|umn"), "{written}");
    assert!(!written.contains('\u{202e}'));
    assert!(written.lines().all(|line| crate::diagnostic::text::display_width(line) <= 60), "{written}");
}

#[test]
fn a_wide_table_becomes_a_list() {
    let mut document = Document::new("t", Language::Chinese);
    let mut table = Table::of([("事由".to_string(), Align::Left), ("说明".to_string(), Align::Left)]);
    table.row(["数据".to_string(), "很长的说明".repeat(20)]);
    document.table(table);
    let written = text(&document, 60);
    assert!(written.contains("- 数据\n  说明：很长"), "{written}");
}
