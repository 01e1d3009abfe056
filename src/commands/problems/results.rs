//! What is said of how results are to be written.

use crate::diagnostic::{Diagnostic, Text};

/// A workbook is no text that a terminal could show.
pub(crate) fn workbook_needs_out() -> Diagnostic {
    let message = Text::new("--format xlsx makes a workbook, which is written to a file only", "--format xlsx 生成工作簿，只能写入文件");
    Diagnostic::error("E790", message).help(Text::new("add for instance --out results.xlsx", "例如加上 --out 结果.xlsx"))
}

/// A byte order mark is asked for before something else than CSV.
pub(crate) fn bom_needs_csv() -> Diagnostic {
    let message = Text::new("--bom says how a CSV file begins", "--bom 只用于 CSV 文件");
    Diagnostic::error("E792", message).help(Text::new("add --format csv, or leave --bom out", "请加上 --format csv，或去掉 --bom"))
}

/// Rows are asked for in a format that has no place for them.
pub(crate) fn rows_need_json() -> Diagnostic {
    let message = Text::new("--rows prints child rows in JSON only", "--rows 只能在 JSON 中列出明细行");
    Diagnostic::error("E632", message).help(Text::new(
        "add --format json or ndjson, or leave --rows out; a workbook (--format xlsx) has the rows always",
        "请加上 --format json 或 ndjson，或去掉 --rows；工作簿（--format xlsx）始终含有明细行",
    ))
}
