//! What is said, in both languages.

use super::xls::SAMPLE;
use super::{Book, one, package, read, read_as, says, xlsx};
use crate::data::limits::Limits;
use crate::data::workbook::{Broken, Fault, Kind, Looks, Of, Wish, grid};
use crate::diagnostic::Diagnostic;

const ROW: &str = "<sheetData><row><c><v>1</v></c></row></sheetData>";

#[test]
fn other_files() {
    let of = |looks: Looks| crate::data::problems::workbook::fault("a.xls", Kind::Xls, &Fault::Other(looks));
    for (looks, english, chinese) in [
        (Looks::Empty, "“a.xls” is empty | export it again", "“a.xls” 是空文件 | 请重新导出"),
        (
            Looks::Text,
            "“a.xls” is text and not XLS, whatever its name says | if its cells are parted by commas, give it a name that ends in .csv (by tabs: .tsv)",
            "“a.xls” 名为 XLS，实际是文本 | 若以逗号分隔，请把文件名改为以 .csv 结尾（以制表符分隔：.tsv）",
        ),
        (
            Looks::Page,
            "“a.xls” is a web page with a table and not XLS: systems export these under the name of a workbook | open it in a spreadsheet program and save it as .xlsx",
            "“a.xls” 名为 XLS，实际是带表格的网页：有的系统这样导出 | 请用表格软件打开，另存为 .xlsx",
        ),
        (
            Looks::OldXml,
            "“a.xls” is XML of the year 2003 and not XLS | open it in a spreadsheet program and save it as .xlsx",
            "“a.xls” 名为 XLS，实际是 2003 年的 XML 表格 | 请用表格软件打开，另存为 .xlsx",
        ),
        (
            Looks::Binary,
            "“a.xls” is a binary workbook (.xlsb), which is not read | open it in a spreadsheet program and save it as .xlsx",
            "“a.xls” 是二进制工作簿（.xlsb），不支持 | 请用表格软件打开，另存为 .xlsx",
        ),
        (
            Looks::Ancient,
            "“a.xls” is a workbook of Excel 95 or older | open it in a spreadsheet program and save it as .xlsx",
            "“a.xls” 是 Excel 95 或更早版本的工作簿 | 请用表格软件打开，另存为 .xlsx",
        ),
        (
            Looks::Protected,
            "“a.xls” is protected with a password | open it and save it without the password",
            "“a.xls” 设有打开密码 | 请打开文件，取消密码后另存",
        ),
        (
            Looks::OtherPackage,
            "“a.xls” is a document or an archive, not a workbook | give the workbook itself",
            "“a.xls” 是文档或压缩包，不是工作簿 | 请给出工作簿本身",
        ),
        (
            Looks::Unknown,
            "“a.xls” is not XLS, nor anything else that is known | if a spreadsheet program opens it, the computers of your company may encrypt files; save it where they do not",
            "“a.xls” 不是 XLS，也不是其他可识别的文件 | 若表格软件能打开，可能是公司的加密软件所致：请解密后再用",
        ),
    ] {
        says(&of(looks), "E440", english, chinese);
    }
}

#[test]
fn broken_files() {
    let again = ("export it again, or open it in a spreadsheet program and save it", "请重新导出，或用表格软件打开后另存");
    let made = (
        "no spreadsheet program writes such a file: ask where it comes from before you open it",
        "表格软件不会这样写文件：打开前请先确认来源",
    );
    let of = |what: Broken| crate::data::problems::workbook::fault("a.xlsx", Kind::Xlsx, &Fault::Broken(what));
    let part = || "xl/s.xml".to_string();
    for (what, english, chinese, help) in [
        (Broken::Package, "is damaged or cut off", "已损坏或不完整", again),
        (Broken::Twice(part()), "has the part “xl/s.xml” twice", "中部件 “xl/s.xml” 出现两次", made),
        (Broken::Outside(part()), "has a part named “xl/s.xml”, which leads out of it", "中部件名 “xl/s.xml” 指向文件之外", made),
        (
            Broken::Locked(part()),
            "has the part “xl/s.xml”, protected with a password",
            "中部件 “xl/s.xml” 设有密码",
            ("open it and save it without the password", "请打开文件，取消密码后另存"),
        ),
        (Broken::Missing(part()), "lacks its part “xl/s.xml”", "缺少部件 “xl/s.xml”", again),
        (Broken::Part(part()), "has a damaged part: “xl/s.xml”", "中部件 “xl/s.xml” 已损坏", again),
        (Broken::Place("ZZZZ1".to_string()), "has a cell where no sheet has one: “ZZZZ1”", "中单元格位置 “ZZZZ1” 不存在", again),
        (Broken::CellTwice("B1".to_string()), "has the cell B1 twice", "中单元格 B1 出现两次", again),
    ] {
        says(&of(what), "E441", &format!("“a.xlsx” {english} | {}", help.0), &format!("“a.xlsx” {chinese} | {}", help.1));
    }
}

#[test]
fn large_files() {
    let of = |of: Of| crate::data::problems::workbook::fault("a.xlsx", Kind::Xlsx, &Fault::large(of, None));
    let raise = |what: &str| {
        (format!("if the file is to be trusted, raise the limit: --limit {what}"), format!("如文件可信，请提高上限：--limit {what}"))
    };
    for (excess, english, chinese, what) in [
        (Of::Bytes(256 << 20), "is larger than 256 MiB", "超过 256 MiB", "unpacked=512MiB"),
        (Of::Unpacked(256 << 20), "unpacks to more than 256 MiB", "解压后超过 256 MiB", "unpacked=512MiB"),
        (Of::Texts(1 << 30), "has cells of more than 1 GiB in all", "的单元格内容合计超过 1 GiB", "unpacked=2GiB"),
        (Of::Rows(10_000_000), "has more than 10000000 rows", "超过 10000000 行", "rows=20000000"),
        (Of::Columns(4_096), "has more than 4096 columns", "超过 4096 列", "columns=8192"),
        (Of::Cell(1 << 16), "has a cell of more than 64 KiB", "有单元格超过 64 KiB", "cell=128KiB"),
    ] {
        let help = raise(what);
        says(&of(excess), "E403", &format!("“a.xlsx” {english} | {}", help.0), &format!("“a.xlsx” {chinese} | {}", help.1));
    }
    says(
        &of(Of::Cells(100)),
        "E403",
        "“a.xlsx” has a table of more than 100 cells, blank ones included | split it, for example one file a period",
        "“a.xlsx” 的表格连同空白超过 100 格 | 请拆分文件，例如每期一个文件",
    );
    assert!(of(Of::Parts(2_000)).message.zh.contains("的部件超过 2000 个"));
    assert!(of(Of::Ratio).message.zh.contains("中有部件解压后超过原大小的一百倍"));
}

#[test]
fn unclear_sheets() {
    let of = |tabs: &[(&str, &str)], sheet: Option<&str>| {
        let tabs: Vec<(&str, &str, &str)> = tabs.iter().map(|(name, state)| (*name, *state, ROW)).collect();
        let wish = Wish { sheet, names: &["people"] };
        read_as(&xlsx(&tabs, &Book::default()), Kind::Xlsx, &wish, &Limits::default()).unwrap_err()
    };
    says(
        &of(&[("Q1", "visible"), ("Q2", "visible"), ("old", "hidden")], None),
        "E442",
        "“people.xlsx” has several sheets, and which one is meant is not said | the sheets are “Q1”, “Q2”; in the head of the input block, write which: sheet \"…\"",
        "“people.xlsx” 有多个工作表，未说明用哪一个 | 工作表有 “Q1”、“Q2”；请在数据块的开头写明：工作表 \"…\"",
    );
    says(
        &of(&[("Q1", "visible"), ("old", "hidden")], Some("Q3")),
        "E442",
        "“people.xlsx” has no sheet “Q3” | the sheets are “Q1”, “old”; in the head of the input block, write which: sheet \"…\"",
        "“people.xlsx” 中没有工作表 “Q3” | 工作表有 “Q1”、“old”；请在数据块的开头写明：工作表 \"…\"",
    );
    says(
        &of(&[("old", "hidden")], None),
        "E442",
        "all sheets of “people.xlsx” are hidden, and none is asked for | the sheets are “old”; in the head of the input block, write which: sheet \"…\"",
        "“people.xlsx” 的工作表都已隐藏，且未指明用哪一个 | 工作表有 “old”；请在数据块的开头写明：工作表 \"…\"",
    );
}

fn remark(bytes: &[u8], kind: Kind, sheet: Option<&str>, code: &str) -> Diagnostic {
    let (_, remarks) = read_as(bytes, kind, &Wish { sheet, names: &[] }, &Limits::default()).unwrap();
    remarks.into_iter().find(|remark| remark.code == code).unwrap()
}

#[test]
fn remarks_on_workbooks() {
    let named = xlsx(&[("s", "visible", ROW)], &Book::default());
    says(
        &remark(&named, Kind::Xls, None, "W440"),
        "W440",
        "“people.xls” is named like XLS, and is XLSX | it is read as what it is",
        "“people.xls” 名为 XLS，实际是 XLSX | 已按实际格式读取",
    );
    says(
        &remark(SAMPLE, Kind::Xls, None, "W441"),
        "W441",
        "in “people.xls”, 1 row is hidden or filtered away (row 4); column “E” is hidden | what is hidden is read like everything else; delete what shall not count",
        "“people.xls” 中，1 行已隐藏或被筛选掉（第 4 行）；列 “E” 已隐藏 | 隐藏的内容照常读取；不应计入的请删除",
    );
    says(
        &remark(SAMPLE, Kind::Xls, Some("notes"), "W441"),
        "W441",
        "in “people.xls”, the sheet “notes” is hidden | what is hidden is read like everything else; delete what shall not count",
        "“people.xls” 中，工作表 “notes” 是隐藏的 | 隐藏的内容照常读取；不应计入的请删除",
    );
    let extra = [("xl/vbaProject.bin", ""), ("xl/externalLinks/e1.xml", ""), ("xl/connections.xml", ""), ("xl/embeddings/o.bin", "")];
    let active = xlsx(&[("s", "visible", ROW)], &Book { extra: &extra, ..Book::default() });
    says(
        &remark(&active, Kind::Xlsx, None, "W442"),
        "W442",
        "“people.xlsx” holds macros, values taken from other files, queries of databases or services, embedded files or controls | nothing of it is run or fetched; the values that were saved are read",
        "“people.xlsx” 含有宏、引用其他文件的值、数据库或网络查询、嵌入的文件或控件 | 这些都不会运行或取数，只读取文件中已保存的值",
    );
}

#[test]
fn remarks_on_cells() {
    let cells: String = (0..5).map(|_| "<c><v>0.30000000000000004</v></c>").collect();
    says(
        &remark(&one(&format!("<row>{cells}</row>")), Kind::Xlsx, None, "W443"),
        "W443",
        "5 cells of “people.xlsx” have more than 15 digits and were rounded to 15 (A1, B1, C1, …) | a spreadsheet keeps 15 digits and shows no others; where exact places matter, round in the formula",
        "“people.xlsx” 中 5 个单元格超过 15 位，已舍入为 15 位（A1、B1、C1……） | 表格软件只保证 15 位有效数字；需要精确位数时，请在公式中舍入",
    );
    let stale = "<sheetData><row><c><f>1+1</f><v>0</v></c></row></sheetData>";
    let stale = xlsx(&[("s", "visible", stale)], &Book { after: "<calcPr fullCalcOnLoad=\"1\"/>", ..Book::default() });
    says(
        &remark(&stale, Kind::Xlsx, None, "W446"),
        "W446",
        "“people.xlsx” asks to be computed anew when it is opened: the results of its formulas may be old or none (1 cell: A1) | open it in a spreadsheet program and save it; then the results are certain",
        "“people.xlsx” 要求打开时重新计算：公式结果可能是旧的或没有（1 个单元格：A1） | 请用表格软件打开并保存一次，结果即可确定",
    );
}

#[test]
fn remarks_on_tables() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[&str]| format!("<row>{}</row>", cells.iter().map(|cell| text(cell)).collect::<String>());
    let inside = format!(
        "<sheetData>{}{}{}{}</sheetData><mergeCells><mergeCell ref=\"A3:A4\"/></mergeCells>",
        row(&["January"]),
        row(&["id", "a"]),
        row(&["A", "1", "note"]),
        row(&["", "2"])
    );
    let sheet = read(&xlsx(&[("s", "visible", &inside)], &Book::default())).unwrap().0;
    let (_, remarks) = grid("a.xlsx", &sheet, None, &["id", "a"], &Limits::default()).unwrap();
    says(
        &remarks[0],
        "W444",
        "the headers of “a.xlsx” stand in row 2; 1 row above is not read: “January” | if the headers stand elsewhere, write their row in the head of the input block",
        "“a.xlsx” 的列名在第 2 行，其上 1 行未读取：“January” | 如列名在其他行，请在数据块的开头写明行号",
    );
    says(
        &remarks[1],
        "W444",
        "1 cell of “a.xlsx” stands right of the last header and is not read (C3) | give the column a header, or delete what stands there",
        "“a.xlsx” 中 1 个单元格在最后一个列名的右侧，未读取（C3） | 请为该列加上列名，或删除这些内容",
    );
    says(
        &remarks[2],
        "W445",
        "1 cell of “a.xlsx” is merged over several rows and holds in each of them (A3:A4) | an amount that is merged over rows counts once a row: unmerge it if it is meant once",
        "“a.xlsx” 中 1 个单元格跨多行合并，每行都取该值（A3:A4） | 合并的金额会在每行各计一次：如只应计一次，请取消合并",
    );
    says(
        &grid("a.xlsx", &sheet, Some(9), &[], &Limits::default()).unwrap_err(),
        "E443",
        "row 9 of the sheet “s” in “a.xlsx” is blank: the headers should stand there | write the row of the headers as the sheet numbers it, or leave it out: then it is found by the headers",
        "“a.xlsx” 的工作表 “s” 第 9 行是空的：列名应在该行 | 请按工作表的行号写明列名所在的行；也可不写，会按列名自动查找",
    );
    let blank = read(&xlsx(&[("s", "visible", "<sheetData/>")], &Book::default())).unwrap().0;
    says(
        &grid("a.xlsx", &blank, None, &[], &Limits::default()).unwrap_err(),
        "E407",
        "the sheet “s” of “a.xlsx” is blank | its first row must hold the headers of the columns",
        "“a.xlsx” 的工作表 “s” 是空的 | 第一行应为各列的列名",
    );
}

#[test]
fn every_message_has_a_place() {
    let problem = read(&package(&[("a", "b")])).unwrap_err();
    assert_eq!(problem.places[0].file, "people.xlsx");
    assert!(remark(SAMPLE, Kind::Xls, None, "W441").places[0].file == "people.xls");
}
