//! Messages about exports of CRM systems.

use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};
use crate::plan::ir::Crm;
use crate::source::Span;

use super::{q, size};
use crate::data::crm::TooMuch;

fn whole(file: &str) -> DataPlace {
    DataPlace { file: file.to_string(), ..DataPlace::default() }
}

fn record(file: &str, number: u64) -> DataPlace {
    DataPlace { row: Some(number), ..whole(file) }
}

/// A system by its own name.
pub(in crate::data) fn name(crm: Crm) -> Text {
    match crm {
        Crm::Salesforce => Text::new("Salesforce", " Salesforce "),
        Crm::Zoho => Text::new("Zoho CRM", " Zoho CRM "),
        Crm::Jiandaoyun => Text::new("Jiandaoyun", "简道云"),
    }
}

/// What the pages were taken for.
pub(in crate::data) fn understood(crm: Crm, pages: &[(&str, usize)]) -> Diagnostic {
    let (name, rows) = (name(crm), pages.iter().map(|(_, rows)| rows).sum::<usize>());
    let first = pages.first().map_or("", |(file, _)| *file);
    let (en, zh) = match pages.len() {
        1 => (q(first), q(first)),
        count => (format!("{} and {} more", q(first), count.saturating_sub(1)), format!("{} 等 {count} 个文件", q(first))),
    };
    let message =
        Text::new(format!("{en}: read as pages of {}, {rows} rows", name.en), format!("{zh}：按{}的分页读取，共 {rows} 行", name.zh));
    Diagnostic::new("W420", Severity::Note, message).place(whole(first))
}

pub(in crate::data) fn unfinished(file: &str, count: u64) -> Diagnostic {
    let message = Text::new(
        format!("{count} records are left out: their process has not ended (flowState is not 1)"),
        format!("{count} 条记录未计入：流程尚未结束（flowState 不为 1）"),
    );
    Diagnostic::new("W421", Severity::Note, message).place(whole(file))
}

pub(in crate::data) fn other_system(file: &str, said: Crm, own: Crm, span: Span) -> Diagnostic {
    let (said, own) = (name(said), name(own));
    let message = Text::new(
        format!("{} is a page of {}, not of {}", q(file), own.en, said.en),
        format!("{} 是{}的分页，不是{}的", q(file), own.zh, said.zh),
    );
    Diagnostic::error("E453", message)
        .place(whole(file))
        .label(span, Text::new("said here", "此处写明"))
        .help(Text::new("give the file of that system, or change what the input says", "请给出该系统的文件，或修改数据块中的写法"))
}

pub(in crate::data) fn two_systems((first, one): (&str, Crm), (second, other): (&str, Crm)) -> Diagnostic {
    let (one, other) = (name(one), name(other));
    let message = Text::new(
        format!("{} is a page of {}, and {} one of {}; they cannot make one input", q(first), one.en, q(second), other.en),
        format!("{} 是{}的分页，{} 是{}的；不能合为同一数据", q(first), one.zh, q(second), other.zh),
    );
    Diagnostic::error("E453", message)
        .place(whole(first))
        .place(whole(second))
        .help(Text::new("give the pages of one of them", "请只给其中一个系统的分页"))
}

pub(in crate::data) fn no_page(file: &str, said: Option<(Crm, Span)>) -> Diagnostic {
    let expected = said.map(|(crm, _)| name(crm));
    let (en, zh) = expected.map_or((String::new(), String::new()), |name| (format!(" of {}", name.en), format!("{}的", name.zh)));
    let message = Text::new(format!("{} is no page{en} that Merit knows", q(file)), format!("{} 不是{zh}可识别的分页", q(file)));
    let problem = Diagnostic::error("E454", message).place(whole(file)).help(Text::new(
        "a page has its rows in a list: records (Salesforce), data with info (Zoho CRM), data (Jiandaoyun); other JSON begins with [",
        "分页中的行放在列表里：records（Salesforce）、data 与 info（Zoho CRM）、data（简道云）；其他 JSON 以 [ 开头",
    ));
    match said {
        Some((_, span)) => problem.label(span, Text::new("said here", "此处写明")),
        None => problem,
    }
}

/// The system answered with a refusal, which was saved like a page.
pub(in crate::data) fn page_is_an_error(file: &str, words: &str) -> Diagnostic {
    let message = Text::new(
        format!("{} holds no rows, but what the system said: {}", q(file), q(words)),
        format!("{} 中没有数据行，而是系统的回复：{}", q(file), q(words)),
    );
    Diagnostic::error("E454", message).place(whole(file)).help(Text::new(
        "pull the data again; often the access has ended or too much was asked",
        "请重新拉取数据；常见原因是登录已过期或请求过多",
    ))
}

/// What a page says of itself stands there twice: it cannot be known which is meant.
pub(in crate::data) fn key_twice(file: &str, key: &str) -> Diagnostic {
    let message = Text::new(format!("{} says {} twice", q(file), q(key)), format!("{} 中 {} 出现两次", q(file), q(key)));
    Diagnostic::error("E454", message)
        .place(whole(file))
        .help(Text::new("no system writes such a page: pull the data again", "任何系统都不会写出这样的分页：请重新拉取数据"))
}

pub(in crate::data) fn too_much(file: &str, number: u64, most: TooMuch) -> Diagnostic {
    let message = match most {
        TooMuch::Columns(most) => Text::new(format!("{} has more than {most} fields", q(file)), format!("{} 超过 {most} 个字段", q(file))),
        TooMuch::Cell(most) => {
            let (size, _) = size(u64::try_from(most).unwrap_or(u64::MAX));
            Text::new(
                format!("record {number} of {} has a value longer than {size}", q(file)),
                format!("{} 的第 {number} 条记录有超过 {size} 的值", q(file)),
            )
        }
    };
    Diagnostic::error("E403", message).place(record(file, number)).help(Text::new(
        "leave such fields out when pulling, or raise the limit: --limit cell=1M, --limit columns=10000",
        "拉取时请去掉这样的字段，或提高限额：--limit cell=1M、--limit columns=10000",
    ))
}

pub(in crate::data) fn no_record(file: &str, number: u64) -> Diagnostic {
    let message = Text::new(format!("record {number} of {} is no object", q(file)), format!("{} 的第 {number} 条记录不是对象", q(file)));
    Diagnostic::error("E454", message)
        .place(record(file, number))
        .help(Text::new("a record is written {\"field\": value, …}", "一条记录写作 {\"字段\": 值, …}"))
}

pub(in crate::data) fn no_lines(file: &str, number: u64, lines: &str, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("record {number} of {} has no list {}", q(file), q(lines)),
        format!("{} 的第 {number} 条记录没有列表 {}", q(file), q(lines)),
    );
    Diagnostic::error("E454", message)
        .place(record(file, number))
        .label(span, Text::new("its lines are the rows of the input", "其中的每一行是该数据的一行"))
        .help(Text::new("write the list's name as the page has it", "请按分页中的写法填写列表的名称"))
}

fn incomplete(file: &str, message: Text) -> Diagnostic {
    Diagnostic::error("E455", message).place(whole(file)).help(Text::new(
        "the rows of every page count: give all pages of one pull in their order, as INPUT=FILE each or as INPUT.1.json, INPUT.2.json in a folder",
        "每一页的行都要计入：请按顺序给出同一次拉取的全部分页：逐个写 数据=文件，或在文件夹中命名为 数据.1.json、数据.2.json",
    ))
}

/// A page that says itself that there are more.
pub(in crate::data) fn more_pages(file: &str, key: &str, value: &str) -> Diagnostic {
    incomplete(
        file,
        Text::new(
            format!("{} is not the last page ({key} is {}), and no other follows", q(file), q(value)),
            format!("{} 不是最后一页（{key} 为 {}），其后却没有别的页", q(file), q(value)),
        ),
    )
}

pub(in crate::data) fn more_inside(file: &str, number: u64, key: &str) -> Diagnostic {
    let mut problem = incomplete(
        file,
        Text::new(
            format!("record {number} of {}: the list {} has further pages of its own", q(file), q(key)),
            format!("{} 的第 {number} 条记录：列表 {} 还有后续页", q(file), q(key)),
        ),
    );
    problem.places = vec![record(file, number)];
    problem.help(Text::new("ask for those rows by a query of their own", "请用单独的查询取出这些行"))
}

pub(in crate::data) fn page_behind_the_last(file: &str) -> Diagnostic {
    incomplete(
        file,
        Text::new(
            format!("{} is the last page by what it says, but others follow it", q(file)),
            format!("按内容 {} 应是最后一页，其后却还有别的页", q(file)),
        ),
    )
}

pub(in crate::data) fn other_page(file: &str, wanted: usize, found: &str) -> Diagnostic {
    incomplete(
        file,
        Text::new(
            format!("{} says that it is page {}, where page {wanted} should stand", q(file), q(found)),
            format!("{} 写明是第 {} 页，此处应是第 {wanted} 页", q(file), q(found)),
        ),
    )
}

pub(in crate::data) fn other_count(file: &str, said: &str, held: usize) -> Diagnostic {
    incomplete(
        file,
        Text::new(
            format!("{} speaks of {} records, and {held} are there", q(file), q(said)),
            format!("{} 写明有 {} 条记录，实际有 {held} 条", q(file), q(said)),
        ),
    )
}

/// A page of Jiandaoyun that may have another behind it.
pub(in crate::data) fn perhaps_more(file: &str, held: usize) -> Diagnostic {
    let records = if held == 1 { "1 record".to_string() } else { format!("{held} records") };
    incomplete(
        file,
        Text::new(
            format!("{} has {records}, and nothing shows that it is the last page", q(file)),
            format!("{} 有 {held} 条记录，无法确认它是最后一页", q(file)),
        ),
    )
    .help(Text::new(
        "also give the page that follows, even where it is empty: {\"data\":[]}",
        "请把其后的一页也给出，即使是空页：{\"data\":[]}",
    ))
}

pub(in crate::data) fn zoho_ids(file: &str) -> Diagnostic {
    let message = Text::new(
        format!("{} is read as an export of Zoho CRM: ids are taken without zcrm_", q(file)),
        format!("{} 按 Zoho CRM 的导出读取：编号去掉 zcrm_", q(file)),
    );
    Diagnostic::new("W420", Severity::Note, message).place(whole(file))
}

/// Lines about a report itself.
pub(in crate::data) fn footer(file: &str, from: u64, lines: u64) -> Diagnostic {
    let message = Text::new(
        format!("{lines} lines about the report itself, behind line {from} of {}, are left out", q(file)),
        format!("{} 第 {from} 行之后的 {lines} 行是报表自身的说明，未计入", q(file)),
    );
    Diagnostic::new("W422", Severity::Note, message).place(record(file, from))
}

/// Lines of a sheet that go on with a list inside a record.
pub(in crate::data) fn lines_inside(file: &str, count: usize) -> Diagnostic {
    let message = Text::new(
        format!("{count} lines of {} only go on with the list inside a record: each record is one row", q(file)),
        format!("{} 有 {count} 行只是记录内子表的续行：每条记录按一行读取", q(file)),
    );
    Diagnostic::new("W420", Severity::Note, message).place(whole(file))
}
