//! What keeps results out of a workbook.

use crate::diagnostic::text::{quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};

fn quoted(text: &str) -> Text {
    Text::new(quote(text, Language::English), quote(text, Language::Chinese))
}

fn refused(en: String, zh: String) -> Diagnostic {
    Diagnostic::error("E791", Text::new(en, zh))
        .help(Text::new("write the results with --format csv or json, which have no such limit", "请改用 --format csv 或 json，没有此限制"))
}

/// A text that no cell can hold whole. `row` counts from 1, as Excel does.
pub(super) fn text_too_long(sheet: &str, row: u32, heading: &str, (length, most): (usize, usize)) -> Diagnostic {
    let (sheet, heading) = (quoted(sheet), quoted(heading));
    refused(
        format!("sheet {}, row {row}, column {}: a text of {length} characters; a cell of Excel holds {most}", sheet.en, heading.en),
        format!("工作表{}第 {row} 行，列{}：文字长 {length} 个字符，而 Excel 的单元格最多 {most} 个", sheet.zh, heading.zh),
    )
}

pub(super) fn too_many_columns(sheet: &str, (columns, most): (usize, usize)) -> Diagnostic {
    let sheet = quoted(sheet);
    refused(
        format!("sheet {} has {columns} columns; Excel has {most}", sheet.en),
        format!("工作表{}有 {columns} 列，而 Excel 最多 {most} 列", sheet.zh),
    )
}

pub(super) fn fault(cause: &str) -> Diagnostic {
    let cause = sanitise(cause);
    refused(format!("the workbook cannot be made: {cause}"), format!("无法生成工作簿：{cause}"))
}
