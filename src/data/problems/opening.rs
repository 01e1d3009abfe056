//! Messages about how a file is written, before its rows are read.

use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};

use super::q;

fn whole(file: &str) -> DataPlace {
    DataPlace { file: file.to_string(), ..DataPlace::default() }
}

fn note(file: &str, message: Text) -> Diagnostic {
    Diagnostic::new("W420", Severity::Note, message).place(whole(file))
}

/// In which encoding a file is read that is not in UTF-8; `said` by the call, or found.
pub(in crate::data) fn encoding(file: &str, name: &str, said: Option<&encoding_rs::Encoding>) -> Diagnostic {
    let (en, zh) = match said {
        Some(_) => ("as the call says", "按命令所写"),
        None => ("every character and the headers fit", "全部字符与列名均吻合"),
    };
    note(file, Text::new(format!("{} is read as {name}: {en}", q(file)), format!("{} 按 {name} 编码读取：{zh}", q(file))))
}

pub(in crate::data) fn separator(file: &str, separator: u8) -> Diagnostic {
    let (en, zh) = match separator {
        b'\t' => ("tabs".to_string(), "制表符".to_string()),
        other => (format!("“{}”", char::from(other)), format!("“{}”", char::from(other))),
    };
    note(
        file,
        Text::new(
            format!("the cells of {} are parted by {en}: so the headers are found", q(file)),
            format!("{} 的单元格以{zh}分隔：这样才能找到列名", q(file)),
        ),
    )
}

/// Bytes that are no character of the encoding that the file's mark or the call says.
pub(in crate::data) fn not_in(file: &str, name: &str, line: u64) -> Diagnostic {
    let message = Text::new(
        format!("{}, line {line}: this is no text in {name}", q(file)),
        format!("{} 第 {line} 行：不是 {name} 编码的文字", q(file)),
    );
    Diagnostic::error("E402", message).place(DataPlace { row: Some(line), ..whole(file) }).help(Text::new(
        "say the encoding it was saved in (--encoding), or save it again as “CSV UTF-8”; a file that was cut off must be exported again",
        "请用 --encoding 写明保存时的编码，或重新另存为“CSV UTF-8”；如果文件不完整，请重新导出",
    ))
}

/// A page of a CRM system and a table for one input.
pub(in crate::data) fn page_beside_a_table(page: &str, table: &str) -> Diagnostic {
    let message = Text::new(
        format!("{} is JSON with records inside, {} a table; they cannot make one input", q(page), q(table)),
        format!("{} 是含记录的 JSON，{} 是表格；不能合为同一数据", q(page), q(table)),
    );
    Diagnostic::error("E450", message)
        .place(whole(page))
        .place(whole(table))
        .help(Text::new("give the files of one export", "请只给同一次导出的文件"))
}

/// Two files of one input, the first with a column that the second lacks.
pub(in crate::data) fn other_headers(with: &str, without: &str, header: &str) -> Diagnostic {
    let message = Text::new(
        format!("{} has the column {}, and {} has not; both are files of one input", q(with), q(header), q(without)),
        format!("{} 有列 {}，{} 没有；两者是同一数据的文件", q(with), q(header), q(without)),
    );
    Diagnostic::error("E450", message).place(whole(with)).place(whole(without)).help(Text::new(
        "files that make one input have the same columns: export them in the same way, or give only one of them",
        "同一数据的几个文件必须有相同的列：请以同样方式导出，或只给其中一个",
    ))
}
