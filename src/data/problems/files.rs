//! Messages about a whole file or the call.

use crate::data::delimited::{Broken, Json, What};
use crate::data::encoding::Looks;
use crate::data::limits::MOST_FAULTS;
use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};
use crate::engine::table::Files;
use crate::source::Span;

use super::{many, q, row_place, size};

fn whole(file: &str) -> DataPlace {
    DataPlace { file: file.to_string(), ..DataPlace::default() }
}

pub(in crate::data) fn no_file(input: &str, span: Span) -> Diagnostic {
    let message = Text::new(format!("no file is given for the input {}", q(input)), format!("没有给出数据 {} 的文件", q(input)));
    Diagnostic::error("E400", message)
        .label(span, Text::new("its rows come from a file", "它的行来自文件"))
        .help(Text::new(format!("name one: --data {input}=FILE"), format!("请指明文件：--data {input}=文件")))
}

pub(in crate::data) fn unknown_input(name: &str, file: &str, known: &[&str], nearest: Option<&str>) -> Diagnostic {
    let list = many(known);
    let meant = nearest.map_or(Text::default(), |near| Text::new(format!("did you mean {}? ", q(near)), format!("是否指 {}？", q(near))));
    Diagnostic::error("E401", Text::new(format!("the policy has no input {}", q(name)), format!("制度中没有名为 {} 的数据", q(name))))
        .place(whole(file))
        .help(Text::new(format!("{}it has {}", meant.en, list.en), format!("{}制度中有 {}", meant.zh, list.zh)))
}

pub(in crate::data) fn encoding(file: &str, looks: Looks, line: Option<u64>) -> Diagnostic {
    let message = match looks {
        Looks::Utf16 => Text::new(
            format!("{} looks like UTF-16 (“Unicode text”), but has not the mark at its beginning", q(file)),
            format!("{} 看来是 UTF-16（“Unicode 文本”），但开头没有标记", q(file)),
        ),
        Looks::Gbk => Text::new(
            format!("{} is not saved as UTF-8; it may be GBK, the Chinese encoding of Windows, but no header shows that", q(file)),
            format!("{} 不是 UTF-8 编码；可能是 Windows 的 GBK（ANSI）编码，但没有列名能够证实", q(file)),
        ),
        Looks::Workbook => Text::new(format!("{} is a workbook, not a text file", q(file)), format!("{} 是工作簿，不是文本文件", q(file))),
        Looks::Unknown => Text::new(format!("{} is not UTF-8 text", q(file)), format!("{} 不是 UTF-8 文本", q(file))),
    };
    let help = match looks {
        Looks::Utf16 => Text::new(
            "say it: --encoding utf-16le; or save it as “CSV UTF-8 (Comma delimited)”",
            "请写明 --encoding utf-16le，或另存为“CSV UTF-8（逗号分隔）”",
        ),
        Looks::Gbk => Text::new(
            "say it: --encoding gb18030, if Chinese names look right then; or save it as “CSV UTF-8 (Comma delimited)”",
            "请写明 --encoding gb18030 并核对姓名是否正确；或另存为“CSV UTF-8（逗号分隔）”",
        ),
        Looks::Workbook => {
            Text::new("give it the ending of a workbook: .xlsx, .xls or .ods", "请把文件名改为工作簿的结尾：.xlsx、.xls 或 .ods")
        }
        Looks::Unknown => Text::new(
            "in the spreadsheet, save it as “CSV UTF-8 (Comma delimited)” and give that file",
            "请在表格软件中另存为“CSV UTF-8（逗号分隔）”，再用该文件",
        ),
    };
    Diagnostic::error("E402", message).place(DataPlace { row: line, ..whole(file) }).help(help)
}

fn too_large(file: &str, row: Option<u64>, message: Text) -> Diagnostic {
    Diagnostic::error("E403", message).place(DataPlace { row, ..whole(file) })
}

pub(in crate::data) fn file_too_large(file: &str, most: u64) -> Diagnostic {
    let (limit, _) = size(most);
    let message = Text::new(format!("{} is larger than {limit}", q(file)), format!("{} 超过 {limit}", q(file)));
    too_large(file, None, message).help(Text::new(
        "split it, for example one file a period, or raise the limit: --limit bytes=4G, and unpacked=1G for workbooks and JSON",
        "请拆分文件，例如每期一个文件；或提高限额：--limit bytes=4G，工作簿与 JSON 用 unpacked=1G",
    ))
}

pub(in crate::data) fn too_many_rows(file: &str, most: u64) -> Diagnostic {
    let message = Text::new(format!("{} has more than {most} rows", q(file)), format!("{} 超过 {most} 行", q(file)));
    too_large(file, None, message).help(Text::new(
        "split it, for example one file a period, or raise the limit: --limit rows=20000000",
        "请拆分文件，例如每期一个文件；或提高限额：--limit rows=20000000",
    ))
}

pub(in crate::data) fn empty_file(file: &str) -> Diagnostic {
    Diagnostic::error("E407", Text::new(format!("{} is empty", q(file)), format!("{} 是空文件", q(file))))
        .place(whole(file))
        .help(Text::new("its first line must hold the headers of the columns", "第一行应为各列的列名"))
}

pub(in crate::data) fn nobody(file: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E407",
        Text::new(format!("{} has no rows: there is nobody to evaluate", q(file)), format!("{} 没有数据行：无人可考核", q(file))),
    )
    .place(whole(file))
    .label(span, Text::new("the people come from it", "人员来自该文件"))
}

pub(in crate::data) fn no_usable_key(file: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("no row of {} has a key that can be used: there is nobody to evaluate", q(file)),
        format!("{} 没有一行有可用的编号：无人可考核", q(file)),
    );
    Diagnostic::error("E407", message)
        .place(whole(file))
        .label(span, Text::new("the people come from it", "人员来自该文件"))
        .help(Text::new("correct the keys; each is listed below", "请更正编号；下面逐一列出"))
}

pub(in crate::data) fn broken(file: &str, fault: &Broken) -> Diagnostic {
    let line = fault.line;
    let at = DataPlace { row: None, ..row_place(&Files::one(file), line, None) };
    let said = |en: &str, zh: &str| {
        Diagnostic::error("E404", Text::new(format!("{}, line {line}: {en}", q(file)), format!("{} 第 {line} 行：{zh}", q(file))))
            .place(at.clone())
    };
    match &fault.what {
        What::OpenQuote => said("the quotation mark that opens here is never closed", "此处打开的引号没有关闭").help(Text::new(
            "everything after it would be one cell: close it, or write it twice (\"\") where it belongs to the text",
            "其后的全部内容会被当作一个单元格：请补上引号；若引号属于文字，请写两个（\"\"）",
        )),
        What::AfterQuote => said("something stands behind a closing quotation mark", "关闭的引号后面还有内容").help(Text::new(
            "a quotation mark inside a quoted cell is written twice: \"19\"\" rack\"",
            "引号内的引号要写两个：\"19\"\" 机架\"",
        )),
        What::TooManyColumns(most) => {
            let message = Text::new(
                format!("{}, line {line} has more than {most} columns", q(file)),
                format!("{} 第 {line} 行超过 {most} 列", q(file)),
            );
            too_large(file, None, message).help(Text::new("is this the right file, one row a line?", "请确认文件正确，且每行一条记录"))
        }
        What::CellTooLong(most) => {
            let (limit, _) = size(u64::try_from(*most).unwrap_or(u64::MAX));
            let message = Text::new(
                format!("{}, line {line}: a cell is longer than {limit}", q(file)),
                format!("{} 第 {line} 行：有单元格超过 {limit}", q(file)),
            );
            too_large(file, None, message).help(Text::new(
                "usually a quotation mark was not closed, or the file is not separated as its name says",
                "常见原因是引号没有关闭，或分隔符与文件类型不符",
            ))
        }
        What::Changed => changed(file),
        What::Unreadable(why) => unreadable(file, why),
        What::Json(json) => broken_json(*json, said),
    }
}

/// What a file of JSON has wrong; `said` puts the file and the line before it.
fn broken_json(fault: Json, said: impl Fn(&str, &str) -> Diagnostic) -> Diagnostic {
    let json = |help: Text, problem: Diagnostic| problem.help(help);
    match fault {
        Json::NoArray => json(
            Text::new(
                "write the rows as [ {\"…\": …}, {\"…\": …} ]; a page of a CRM system is known by its records or data",
                "请写成 [ {\"…\": …}, {\"…\": …} ]；CRM 系统的一页由其中的 records 或 data 识别",
            ),
            said("a JSON file must begin with [", "JSON 文件应以 [ 开头"),
        ),
        Json::NoObject => json(
            Text::new("a row is written {\"header\": value, …}", "一行写作 {\"列名\": 值, …}"),
            said("every row must be an object in { }", "每一行都应是 { } 中的对象"),
        ),
        Json::Ends => json(
            Text::new("the file seems to be cut off; export it again", "文件似乎不完整，请重新导出"),
            said("the file ends in the middle of a row", "文件在一行中间结束"),
        ),
        Json::Grammar => json(
            Text::new(
                "usually a comma or a quotation mark is missing, or a comma too many stands before } or ]",
                "常见原因是缺少逗号或引号，或在 } ] 之前多了逗号",
            ),
            said("this is not JSON", "不符合 JSON 格式"),
        ),
        Json::After => json(
            Text::new("one file holds one [ … ]", "一个文件只有一个 [ … ]"),
            said("something stands behind the closing ]", "结尾的 ] 之后还有内容"),
        ),
    }
}

pub(in crate::data) fn changed(file: &str) -> Diagnostic {
    let message = Text::new(format!("{} was changed while it was read", q(file)), format!("{} 在读取过程中被改动", q(file)));
    Diagnostic::error("E451", message).place(whole(file)).help(Text::new(
        "part of it would be of before and part of after: wait until it is written, then run again",
        "读到的内容会一部分是改动前的、一部分是改动后的：请等文件写完后再运行",
    ))
}

/// With the system's own words.
pub(in crate::data) fn unreadable(file: &str, why: &str) -> Diagnostic {
    let message = Text::new(format!("{} cannot be read: {why}", q(file)), format!("无法读取 {}：{why}", q(file)));
    Diagnostic::error("E452", message)
        .place(whole(file))
        .help(Text::new("is it still there, and may you read it?", "请确认文件仍在，并且您有权读取"))
}

/// A column that the file lacks, and the header it may have instead.
pub(in crate::data) struct Lacking<'a> {
    pub header: &'a str,
    pub span: Span,
    pub nearest: Option<&'a str>,
}

pub(in crate::data) fn missing_columns(file: &str, lacking: &[Lacking<'_>], headers: &[&str]) -> Diagnostic {
    let names = many(&lacking.iter().map(|lack| lack.header).collect::<Vec<_>>());
    let (en, zh) = if lacking.len() == 1 { ("column", "列") } else { ("columns", "以下列") };
    let message = Text::new(format!("{} has no {en} {}", q(file), names.en), format!("{} 缺少{zh} {}", q(file), names.zh));
    let mut problem = Diagnostic::error("E405", message).place(whole(file));
    for lack in lacking {
        problem =
            problem.label(lack.span, Text::new(format!("needs the header {}", q(lack.header)), format!("需要列名 {}", q(lack.header))));
    }
    let (mut help_en, mut help_zh): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let unparted = headers.len() == 1 && headers.iter().any(|header| header.contains([';', '\t', '，', '|']));
    if let ([only], true) = (headers, unparted) {
        help_en.push(format!("the whole first line {} is one header: save the file with commas between the cells", q(only)));
        help_zh.push(format!("第一行 {} 整行成了一个列名：请另存为逗号分隔的文件", q(only)));
    }
    for lack in lacking {
        if let Some(near) = lack.nearest.filter(|_| !unparted) {
            help_en.push(format!("{} is there: is it meant? Then write column \"{near}\" in the clause", q(near)));
            help_zh.push(format!("文件中有 {}：如果指它，请在该行写 列 \"{near}\"", q(near)));
        }
    }
    if help_en.is_empty() {
        let known = many(headers);
        help_en.push(format!("the file has {}", known.en));
        help_zh.push(format!("文件中的列有 {}", known.zh));
    }
    problem.help(Text::new(help_en.join("\n"), help_zh.join("\n")))
}

pub(in crate::data) fn header_twice(file: &str, header: &str, first: usize, second: usize, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("{} has the header {} twice: in columns {first} and {second}", q(file), q(header)),
        format!("{} 中列名 {} 出现两次：第 {first} 列和第 {second} 列", q(file), q(header)),
    );
    Diagnostic::error("E406", message)
        .place(DataPlace { row: Some(1), column: Some(header.to_string()), ..whole(file) })
        .label(span, Text::new("which of the two is meant is not known", "不知道指哪一列"))
        .help(Text::new("rename or delete one of the columns", "请改名或删除其中一列"))
}

/// Two headers that one column may have, and the file has both.
pub(in crate::data) fn both_headers(file: &str, (first, at): (&str, usize), (second, there): (&str, usize), span: Span) -> Diagnostic {
    let message = Text::new(
        format!("{} has both {} (column {at}) and {} (column {there}): which is meant?", q(file), q(first), q(second)),
        format!("{} 同时有列 {}（第 {at} 列）和 {}（第 {there} 列）：指哪一列？", q(file), q(first), q(second)),
    );
    Diagnostic::error("E406", message)
        .place(whole(file))
        .label(span, Text::new("may be either of them", "两者都可以是这一列"))
        .help(Text::new("delete one of the columns, or name only one of them in the clause", "请删除其中一列，或在该行只写其中一个列名"))
}

pub(in crate::data) fn period_absent(file: &str, period: &str, present: &[&str], unreadable: u64, span: Span) -> Diagnostic {
    let message = Text::new(format!("{} has no rows of the period {period}", q(file)), format!("{} 中没有 {period} 的数据行", q(file)));
    let help = match (present.is_empty(), unreadable) {
        (true, _) => Text::new(
            format!("no period could be read; in {unreadable} rows the cell must say one, such as {period}"),
            format!("没有能读出的周期；{unreadable} 行的周期单元格应写明周期，例如 {period}"),
        ),
        (false, _) => {
            let list = many(present);
            Text::new(format!("the periods in the file are {}", list.en), format!("文件中的周期有 {}", list.zh))
        }
    };
    Diagnostic::error("E408", message)
        .place(whole(file))
        .label(span, Text::new("each row is of the period its column says", "每行属于周期列所写的周期"))
        .help(help)
}

pub(in crate::data) fn too_many_faults() -> Diagnostic {
    Diagnostic::error(
        "E409",
        Text::new(
            format!("more than {MOST_FAULTS} cells and rows are wrong; nothing was computed"),
            format!("错误的单元格和行超过 {MOST_FAULTS} 处，未作计算"),
        ),
    )
    .help(Text::new(
        "correct the first of them and run again: usually one cause, such as a wrong column, repeats in every row",
        "请先改正前面列出的错误再运行：通常是同一个原因（例如列错了）在每行重复出现",
    ))
}

pub(in crate::data) fn extra_columns(file: &str, headers: &[String]) -> Diagnostic {
    let list = many(&headers.iter().map(String::as_str).collect::<Vec<_>>());
    let message = Text::new(
        format!("{} has columns that the policy does not name: {}", q(file), list.en),
        format!("{} 有制度未提到的列：{}", q(file), list.zh),
    );
    Diagnostic::warning("W400", message)
        .place(whole(file))
        .help(Text::new("they are not read; nothing needs to be done if that is meant", "这些列不会读取；如本意如此，无需处理"))
}

/// Columns that may be absent and are. A header much like one of them may be that column misspelt, which is worth a warning.
pub(in crate::data) fn absent_columns(file: &str, columns: &[Lacking<'_>]) -> Diagnostic {
    let list = many(&columns.iter().map(|column| column.header).collect::<Vec<_>>());
    let (en, zh) = if columns.len() == 1 { ("column", "列") } else { ("columns", "以下列") };
    let message = Text::new(
        format!("{} has no {en} {}; every row is taken as blank there", q(file), list.en),
        format!("{} 没有{zh} {}；各行在此按空白处理", q(file), list.zh),
    );
    let guesses: Vec<(&str, &str)> = columns.iter().filter_map(|column| Some((column.header, column.nearest?))).collect();
    let severity = if guesses.is_empty() { Severity::Note } else { Severity::Warning };
    let mut problem = Diagnostic::new("W401", severity, message).place(whole(file));
    for column in columns {
        problem = problem.label(column.span, Text::new("may be blank, so the column may be absent", "允许空白，所以可以没有这一列"));
    }
    if guesses.is_empty() {
        return problem;
    }
    let en: Vec<String> = guesses.iter().map(|(header, near)| format!("the file has {}: is {} meant?", q(near), q(header))).collect();
    let zh: Vec<String> = guesses.iter().map(|(header, near)| format!("文件中有 {}：是否就是 {}？", q(near), q(header))).collect();
    problem.help(Text::new(en.join("\n"), zh.join("\n")))
}

/// Stands for `count` messages of one kind. `rows` are the first of them, the others being `more`.
pub(in crate::data) fn more_of_a_kind(
    code: &'static str,
    file: &str,
    column: Option<&str>,
    count: usize,
    (rows, more): (&str, bool),
    texts: &[String],
) -> Diagnostic {
    let (column_en, column_zh) =
        column.map_or((String::new(), String::new()), |column| (format!(" in column {}", q(column)), format!("列{}", q(column))));
    let (dots_en, dots_zh) = if more { (" and so on", " 等") } else { ("", "") };
    let message = Text::new(
        format!("and {count} more of this kind in {}{column_en}: rows {rows}{dots_en}", q(file)),
        format!("{} {column_zh}还有 {count} 处同类错误：第 {rows} 行{dots_zh}", q(file)),
    );
    let problem = Diagnostic::error(code, message);
    if texts.is_empty() {
        return problem;
    }
    problem.help(Text::new(format!("the cells say {}", texts.join(", ")), format!("单元格内容：{}", texts.join("、"))))
}
