//! Messages about workbooks and their sheets.

use crate::data::workbook::{Active, Broken, Counted, Excess, Fault, Kind, Looks, Of, RawSheet, Tab, Unclear, Visibility, letters};
use crate::diagnostic::text::rows;
use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};

use super::{many, q, rows_of, size};

fn whole(file: &str) -> DataPlace {
    DataPlace { file: file.to_string(), ..DataPlace::default() }
}

fn note(code: &'static str, file: &str, message: Text) -> Diagnostic {
    Diagnostic::new(code, Severity::Note, message).place(whole(file))
}

/// What a kind of workbook is called.
fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Xlsx => "XLSX",
        Kind::Xls => "XLS",
        Kind::Ods => "ODS",
    }
}

/// Why a file is not read. `kind` is what its name says.
pub(in crate::data) fn fault(file: &str, kind: Kind, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Other(looks) => other(file, kind, *looks),
        Fault::Broken(what) => broken(file, what),
        Fault::TooLarge(excess) => too_large(file, excess),
    }
}

fn other(file: &str, kind: Kind, looks: Looks) -> Diagnostic {
    let kind = called(kind);
    let resave = Text::new("open it in a spreadsheet program and save it as .xlsx", "请用表格软件打开，另存为 .xlsx");
    let (en, zh, help) = match looks {
        Looks::Empty => ("is empty".to_string(), "是空文件".to_string(), Text::new("export it again", "请重新导出")),
        Looks::Text => (
            format!("is text and not {kind}, whatever its name says"),
            format!("名为 {kind}，实际是文本"),
            Text::new(
                "if its cells are parted by commas, give it a name that ends in .csv (by tabs: .tsv)",
                "若以逗号分隔，请把文件名改为以 .csv 结尾（以制表符分隔：.tsv）",
            ),
        ),
        Looks::Page => (
            format!("is a web page with a table and not {kind}: systems export these under the name of a workbook"),
            format!("名为 {kind}，实际是带表格的网页：有的系统这样导出"),
            resave,
        ),
        Looks::OldXml => (format!("is XML of the year 2003 and not {kind}"), format!("名为 {kind}，实际是 2003 年的 XML 表格"), resave),
        Looks::Binary => {
            ("is a binary workbook (.xlsb), which is not read".to_string(), "是二进制工作簿（.xlsb），不支持".to_string(), resave)
        }
        Looks::Ancient => ("is a workbook of Excel 95 or older".to_string(), "是 Excel 95 或更早版本的工作簿".to_string(), resave),
        Looks::Protected => (
            "is protected with a password".to_string(),
            "设有打开密码".to_string(),
            Text::new("open it and save it without the password", "请打开文件，取消密码后另存"),
        ),
        Looks::OtherPackage => (
            "is a document or an archive, not a workbook".to_string(),
            "是文档或压缩包，不是工作簿".to_string(),
            Text::new("give the workbook itself", "请给出工作簿本身"),
        ),
        Looks::Unknown => (
            format!("is not {kind}, nor anything else that is known"),
            format!("不是 {kind}，也不是其他可识别的文件"),
            Text::new(
                "if a spreadsheet program opens it, the computers of your company may encrypt files; save it where they do not",
                "若表格软件能打开，可能是公司的加密软件所致：请解密后再用",
            ),
        ),
    };
    Diagnostic::error("E440", Text::new(format!("{} {en}", q(file)), format!("{} {zh}", q(file)))).place(whole(file)).help(help)
}

fn broken(file: &str, what: &Broken) -> Diagnostic {
    let again = Text::new("export it again, or open it in a spreadsheet program and save it", "请重新导出，或用表格软件打开后另存");
    let made = Text::new(
        "no spreadsheet program writes such a file: ask where it comes from before you open it",
        "表格软件不会这样写文件：打开前请先确认来源",
    );
    let (en, zh, help) = match what {
        Broken::Package => ("is damaged or cut off".to_string(), "已损坏或不完整".to_string(), again),
        Broken::Twice(part) => (format!("has the part {} twice", q(part)), format!("中部件 {} 出现两次", q(part)), made),
        Broken::Outside(part) => {
            (format!("has a part named {}, which leads out of it", q(part)), format!("中部件名 {} 指向文件之外", q(part)), made)
        }
        Broken::Locked(part) => (
            format!("has the part {}, protected with a password", q(part)),
            format!("中部件 {} 设有密码", q(part)),
            Text::new("open it and save it without the password", "请打开文件，取消密码后另存"),
        ),
        Broken::Missing(part) => (format!("lacks its part {}", q(part)), format!("缺少部件 {}", q(part)), again),
        Broken::Part(part) => (format!("has a damaged part: {}", q(part)), format!("中部件 {} 已损坏", q(part)), again),
        Broken::Place(at) => (format!("has a cell where no sheet has one: {}", q(at)), format!("中单元格位置 {} 不存在", q(at)), again),
        Broken::CellTwice(at) => (format!("has the cell {at} twice"), format!("中单元格 {at} 出现两次"), again),
    };
    Diagnostic::error("E441", Text::new(format!("{} {en}", q(file)), format!("{} {zh}", q(file)))).place(whole(file)).help(help)
}

fn too_large(file: &str, excess: &Excess) -> Diagnostic {
    let raise = |kind: &str, value: String| {
        Text::new(
            format!("if the file is to be trusted, raise the limit: --limit {kind}={value}"),
            format!("如文件可信，请提高上限：--limit {kind}={value}"),
        )
    };
    let split = Text::new("split it, for example one file a period", "请拆分文件，例如每期一个文件");
    let doubt = Text::new(
        "no spreadsheet program writes such a file: ask where it comes from before you open it",
        "表格软件不会这样写文件：打开前请先确认来源",
    );
    let (en, zh, help) = match excess.of {
        Of::Bytes(limit) => {
            let (shown, twice) = size(limit);
            (format!("is larger than {shown}"), format!("超过 {shown}"), raise("unpacked", twice))
        }
        Of::Unpacked(limit) => {
            let (shown, twice) = size(limit);
            (format!("unpacks to more than {shown}"), format!("解压后超过 {shown}"), raise("unpacked", twice))
        }
        Of::Texts(limit) => {
            let (shown, twice) = size(limit);
            (format!("has cells of more than {shown} in all"), format!("的单元格内容合计超过 {shown}"), raise("unpacked", twice))
        }
        Of::Rows(limit) => {
            (format!("has more than {limit} rows"), format!("超过 {limit} 行"), raise("rows", limit.saturating_mul(2).to_string()))
        }
        Of::Columns(limit) => {
            (format!("has more than {limit} columns"), format!("超过 {limit} 列"), raise("columns", limit.saturating_mul(2).to_string()))
        }
        Of::Cell(limit) => {
            let (shown, twice) = size(u64::try_from(limit).unwrap_or(u64::MAX));
            (format!("has a cell of more than {shown}"), format!("有单元格超过 {shown}"), raise("cell", twice))
        }
        Of::Cells(limit) => {
            (format!("has a table of more than {limit} cells, blank ones included"), format!("的表格连同空白超过 {limit} 格"), split)
        }
        Of::Parts(limit) => (format!("has more than {limit} parts"), format!("的部件超过 {limit} 个"), doubt),
        Of::Ratio => (
            "has a part that unpacks to more than a hundred times its size".to_string(),
            "中有部件解压后超过原大小的一百倍".to_string(),
            doubt,
        ),
    };
    let (at_en, at_zh) =
        excess.at.as_ref().map_or((String::new(), String::new()), |at| (format!(" ({})", q(at)), format!("（{}）", q(at))));
    let message = Text::new(format!("{} {en}{at_en}", q(file)), format!("{} {zh}{at_zh}", q(file)));
    Diagnostic::error("E403", message).place(whole(file)).help(help)
}

/// `wanted` is the sheet that was asked for.
pub(in crate::data) fn which_sheet(file: &str, tabs: &[Tab], wanted: Option<&str>, unclear: Unclear) -> Diagnostic {
    let names: Vec<&str> = tabs.iter().map(|tab| tab.name.as_str()).collect();
    let shown: Vec<&str> = tabs.iter().filter(|tab| tab.visibility == Visibility::Shown).map(|tab| tab.name.as_str()).collect();
    let wanted = q(wanted.unwrap_or_default());
    let message = match unclear {
        Unclear::Unknown => Text::new(format!("{} has no sheet {wanted}", q(file)), format!("{} 中没有工作表 {wanted}", q(file))),
        Unclear::Several => Text::new(
            format!("{} has several sheets, and which one is meant is not said", q(file)),
            format!("{} 有多个工作表，未说明用哪一个", q(file)),
        ),
        Unclear::AllHidden => Text::new(
            format!("all sheets of {} are hidden, and none is asked for", q(file)),
            format!("{} 的工作表都已隐藏，且未指明用哪一个", q(file)),
        ),
    };
    let listed = if unclear == Unclear::Several { &shown } else { &names };
    let list = many(listed);
    Diagnostic::error("E442", message).place(whole(file)).help(Text::new(
        format!("the sheets are {}; in the head of the input block, write which: sheet \"…\"", list.en),
        format!("工作表有 {}；请在数据块的开头写明：工作表 \"…\"", list.zh),
    ))
}

pub(in crate::data) fn blank_sheet(file: &str, sheet: &str) -> Diagnostic {
    let message = Text::new(format!("the sheet {} of {} is blank", q(sheet), q(file)), format!("{} 的工作表 {} 是空的", q(file), q(sheet)));
    Diagnostic::error("E407", message)
        .place(whole(file))
        .help(Text::new("its first row must hold the headers of the columns", "第一行应为各列的列名"))
}

pub(in crate::data) fn no_header_row(file: &str, sheet: &str, line: u64) -> Diagnostic {
    let message = Text::new(
        format!("row {line} of the sheet {} in {} is blank: the headers should stand there", q(sheet), q(file)),
        format!("{} 的工作表 {} 第 {line} 行是空的：列名应在该行", q(file), q(sheet)),
    );
    Diagnostic::error("E443", message).place(DataPlace { row: Some(line), ..whole(file) }).help(Text::new(
        "write the row of the headers as the sheet numbers it, or leave it out: then it is found by the headers",
        "请按工作表的行号写明列名所在的行；也可不写，会按列名自动查找",
    ))
}

pub(in crate::data) fn other_kind(file: &str, named: Kind, found: Kind) -> Diagnostic {
    let (named, found) = (called(named), called(found));
    let message =
        Text::new(format!("{} is named like {named}, and is {found}", q(file)), format!("{} 名为 {named}，实际是 {found}", q(file)));
    note("W440", file, message).help(Text::new("it is read as what it is", "已按实际格式读取"))
}

pub(in crate::data) fn hidden(file: &str, sheet: &RawSheet) -> Diagnostic {
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    match sheet.visibility {
        Visibility::Shown => {}
        Visibility::Hidden | Visibility::VeryHidden => {
            en.push(format!("the sheet {} is hidden", q(&sheet.name)));
            zh.push(format!("工作表 {} 是隐藏的", q(&sheet.name)));
        }
    }
    let count = sheet.hidden_lines.len();
    if count > 0 {
        const NAMED: usize = 12;
        let first = rows(sheet.hidden_lines.get(..NAMED).unwrap_or(&sheet.hidden_lines));
        let (dots_en, dots_zh) = if count > NAMED { (" and so on", " 等") } else { ("", "") };
        let are = if count == 1 { "is" } else { "are" };
        en.push(format!("{} {are} hidden or filtered away (row {first}{dots_en})", rows_of(u64::try_from(count).unwrap_or(u64::MAX))));
        zh.push(format!("{count} 行已隐藏或被筛选掉（第 {first} 行{dots_zh}）"));
    }
    if !sheet.hidden_columns.is_empty() {
        let names: Vec<String> = sheet.hidden_columns.iter().map(|column| letters(*column)).collect();
        let list = many(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let (columns, are) = if names.len() == 1 { ("column", "is") } else { ("columns", "are") };
        en.push(format!("{columns} {} {are} hidden", list.en));
        zh.push(format!("列 {} 已隐藏", list.zh));
    }
    let message = Text::new(format!("in {}, {}", q(file), en.join("; ")), format!("{} 中，{}", q(file), zh.join("；")));
    Diagnostic::warning("W441", message)
        .place(whole(file))
        .help(Text::new("what is hidden is read like everything else; delete what shall not count", "隐藏的内容照常读取；不应计入的请删除"))
}

pub(in crate::data) fn active(file: &str, parts: &[Active]) -> Diagnostic {
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for part in parts {
        let (one, other) = match part {
            Active::Macros => ("macros", "宏"),
            Active::Links => ("values taken from other files", "引用其他文件的值"),
            Active::Connections => ("queries of databases or services", "数据库或网络查询"),
            Active::Objects => ("embedded files or controls", "嵌入的文件或控件"),
        };
        en.push(one);
        zh.push(other);
    }
    let message = Text::new(format!("{} holds {}", q(file), en.join(", ")), format!("{} 含有{}", q(file), zh.join("、")));
    note("W442", file, message).help(Text::new(
        "nothing of it is run or fetched; the values that were saved are read",
        "这些都不会运行或取数，只读取文件中已保存的值",
    ))
}

fn places(counted: &Counted) -> (String, String) {
    let shown = counted.first.join(", ");
    let dots = if counted.count > u64::try_from(counted.first.len()).unwrap_or(0) { (", …", "……") } else { ("", "") };
    (format!("{shown}{}", dots.0), format!("{}{}", counted.first.join("、"), dots.1))
}

fn cells_of(count: u64) -> String {
    if count == 1 { "1 cell".to_string() } else { format!("{count} cells") }
}

pub(in crate::data) fn rounded(file: &str, sheet: &RawSheet) -> Diagnostic {
    let count = sheet.rounded.count;
    let (en, zh) = places(&sheet.rounded);
    let message = Text::new(
        format!(
            "{} of {} {} more than 15 digits and {} rounded to 15 ({en})",
            cells_of(count),
            q(file),
            if count == 1 { "has" } else { "have" },
            if count == 1 { "was" } else { "were" }
        ),
        format!("{} 中 {count} 个单元格超过 15 位，已舍入为 15 位（{zh}）", q(file)),
    );
    note("W443", file, message).help(Text::new(
        "a spreadsheet keeps 15 digits and shows no others; where exact places matter, round in the formula",
        "表格软件只保证 15 位有效数字；需要精确位数时，请在公式中舍入",
    ))
}

pub(in crate::data) fn stale(file: &str, sheet: &RawSheet) -> Diagnostic {
    let (en, zh) = places(&sheet.stale);
    let count = sheet.stale.count;
    let message = Text::new(
        format!(
            "{} asks to be computed anew when it is opened: the results of its formulas may be old or none ({}: {en})",
            q(file),
            cells_of(count)
        ),
        format!("{} 要求打开时重新计算：公式结果可能是旧的或没有（{count} 个单元格：{zh}）", q(file)),
    );
    Diagnostic::warning("W446", message).place(whole(file)).help(Text::new(
        "open it in a spreadsheet program and save it; then the results are certain",
        "请用表格软件打开并保存一次，结果即可确定",
    ))
}

/// Rows above the headers in row `line`; `title` is what the first of them says.
pub(in crate::data) fn rows_above(file: &str, count: usize, line: u64, title: &str) -> Diagnostic {
    let rows = rows_of(u64::try_from(count).unwrap_or(u64::MAX));
    let are = if count == 1 { "is" } else { "are" };
    let message = Text::new(
        format!("the headers of {} stand in row {line}; {rows} above {are} not read: {}", q(file), q(title)),
        format!("{} 的列名在第 {line} 行，其上 {count} 行未读取：{}", q(file), q(title)),
    );
    note("W444", file, message).help(Text::new(
        "if the headers stand elsewhere, write their row in the head of the input block",
        "如列名在其他行，请在数据块的开头写明行号",
    ))
}

pub(in crate::data) fn beside(file: &str, beside: &Counted) -> Diagnostic {
    let (en, zh) = places(beside);
    let (stand, are) = if beside.count == 1 { ("stands", "is") } else { ("stand", "are") };
    let message = Text::new(
        format!("{} of {} {stand} right of the last header and {are} not read ({en})", cells_of(beside.count), q(file)),
        format!("{} 中 {} 个单元格在最后一个列名的右侧，未读取（{zh}）", q(file), beside.count),
    );
    Diagnostic::warning("W444", message)
        .place(whole(file))
        .help(Text::new("give the column a header, or delete what stands there", "请为该列加上列名，或删除这些内容"))
}

pub(in crate::data) fn filled_down(file: &str, filled: &Counted) -> Diagnostic {
    let (en, zh) = places(filled);
    let message = Text::new(
        format!(
            "{} of {} {} merged over several rows and hold{} in each of them ({en})",
            cells_of(filled.count),
            q(file),
            if filled.count == 1 { "is" } else { "are" },
            if filled.count == 1 { "s" } else { "" }
        ),
        format!("{} 中 {} 个单元格跨多行合并，每行都取该值（{zh}）", q(file), filled.count),
    );
    Diagnostic::warning("W445", message).place(whole(file)).help(Text::new(
        "an amount that is merged over rows counts once a row: unmerge it if it is meant once",
        "合并的金额会在每行各计一次：如只应计一次，请取消合并",
    ))
}
