//! Messages about rows.

use crate::data::limits::MOST_PLACES;
use crate::diagnostic::{DataPlace, Diagnostic, Severity, Text};
use crate::engine::table::Files;
use crate::source::Span;
use crate::value::{Date, Period, PeriodKind};

use super::{At, many, q, row_place, rows_of};

pub(in crate::data) fn cells(files: &Files, line: u64, person: Option<&str>, found: usize, expected: usize) -> Diagnostic {
    let message = Text::new(
        format!("the row has {found} cells, but there are {expected} headers"),
        format!("该行有 {found} 个单元格，而列名有 {expected} 个"),
    );
    Diagnostic::error("E410", message).place(row_place(files, line, person)).help(Text::new(
        "the cells may stand under the wrong headers, so none of them is used: a cell that holds a comma, such as 1,200, must stand in quotation marks",
        "单元格可能与列名错位，因此整行都不采用：含逗号的单元格（如 1,200）要放在引号内",
    ))
}

pub(in crate::data) fn key_in_record(files: &Files, line: u64, person: Option<&str>, key: &str) -> Diagnostic {
    let message = Text::new(format!("the record says {} twice", q(key)), format!("该记录中 {} 出现两次", q(key)));
    Diagnostic::error("E410", message).place(row_place(files, line, person)).help(Text::new(
        "keep one of them; which is right is not known, so the record is not used",
        "请只保留一个；无法知道哪个正确，因此该记录不采用",
    ))
}

pub(in crate::data) fn key_blank(at: At<'_>) -> Diagnostic {
    let message = Text::new(
        format!("the key {} is blank, so nobody can say whose row this is", q(at.header)),
        format!("编号 {} 为空：不知道该行属于谁", q(at.header)),
    );
    Diagnostic::error("E411", message)
        .place(at.place(""))
        .label(at.span, Text::new("every row needs its key", "每行都要有编号"))
        .help(Text::new("fill it in, or delete the row", "请填写编号，或删除该行"))
}

pub(in crate::data) fn totals(at: At<'_>, key: &str) -> Diagnostic {
    let message =
        Text::new(format!("the row {} looks like a total, not like a person", q(key)), format!("{} 这一行像是合计，不是人员", q(key)));
    Diagnostic::error("E415", message)
        .place(at.place(key))
        .label(at.span, Text::new("the key of a person", "人员的编号"))
        .help(Text::new("delete rows of totals before the data are read", "请在读取数据前删除合计行"))
}

/// Rows of one key: their number, and the places of the first.
pub(in crate::data) fn key_twice(key: &str, header: &str, count: usize, places: Vec<DataPlace>, span: Span) -> Diagnostic {
    let message = Text::new(
        format!("{} rows have the key {} in column {}", count, q(key), q(header)),
        format!("有 {count} 行在列{}中的编号同为 {}", q(header), q(key)),
    );
    let mut problem = Diagnostic::error("E412", message)
        .label(span, Text::new("names one row", "一个编号只对应一行"))
        .help(Text::new("keep the right row; until then none of them is used", "请只保留正确的一行；在此之前这些行都不采用"));
    problem.places = places;
    problem
}

/// Keys that differ in case or width only, each with the one before it.
pub(in crate::data) fn keys_alike(file: &str, header: &str, alike: &[(&str, &str)], span: Span) -> Diagnostic {
    let pairs: Vec<(String, String)> = alike.iter().take(MOST_PLACES).map(|(one, two)| (q(one), q(two))).collect();
    let en: Vec<String> = pairs.iter().map(|(one, two)| format!("{one} and {two}")).collect();
    let zh: Vec<String> = pairs.iter().map(|(one, two)| format!("{one} 与 {two}")).collect();
    let more = if alike.len() > pairs.len() { " …" } else { "" };
    let message = Text::new(
        format!("keys in column {} differ only in capitals or width: {}{more}", q(header), en.join(", ")),
        format!("列{}中有编号只差大小写或全角半角：{}{more}", q(header), zh.join("、")),
    );
    Diagnostic::new("W405", Severity::Warning, message)
        .place(DataPlace { file: file.to_string(), ..DataPlace::default() })
        .label(span, Text::new("they count as different people", "按不同的人员处理"))
        .help(Text::new("if one person is meant, write the key in one way", "如果是同一个人，请统一写法"))
}

/// Rows that belong to nobody.
pub(in crate::data) struct Strays<'a> {
    pub input: &'a str,
    pub header: &'a str,
    pub people_file: &'a str,
    pub span: Span,
}

/// `places` are the first rows, `guesses` strange keys with the person probably meant.
pub(in crate::data) fn nobodys(strays: &Strays<'_>, count: u64, places: Vec<DataPlace>, guesses: &[(String, String)]) -> Diagnostic {
    let (input, people) = (q(strays.input), q(strays.people_file));
    let are = if count == 1 { "belongs" } else { "belong" };
    let message = Text::new(
        format!("{} of {input} {are} to nobody: the key in column {} is not in {people}", rows_of(count), q(strays.header)),
        format!("数据 {input} 有 {count} 行无人认领：列{}中的编号不在 {people} 中", q(strays.header)),
    );
    let (mut en, mut zh): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (key, near) in guesses {
        en.push(format!("{}: did you mean {}?", q(key), q(near)));
        zh.push(format!("{}：是否指 {}？", q(key), q(near)));
    }
    en.push("correct the key, or add the person; until then the rows count for nobody".to_string());
    zh.push("请更正编号或补上人员；在此之前这些行不计入任何人".to_string());
    let mut problem = Diagnostic::error("E413", message)
        .label(strays.span, Text::new("says whose row it is", "说明该行属于谁"))
        .help(Text::new(en.join("\n"), zh.join("\n")));
    problem.places = places.into_iter().take(MOST_PLACES).collect();
    problem
}

/// A row credited to several people of whom one is not known.
pub(in crate::data) fn beside_a_stranger(stranger: &str, place: DataPlace, span: Span) -> Diagnostic {
    let stranger = q(stranger);
    let message = Text::new(
        format!(
            "this row is credited to several people, and {stranger} is not among them whom the plan knows: what the others have of it is not known"
        ),
        format!("该行由几人分享，而人员中没有 {stranger}：其他人各得多少无法确定"),
    );
    Diagnostic::error("E413", message)
        .place(place)
        .label(span, Text::new("says whose row it is", "说明该行属于谁"))
        .help(Text::new("correct the key, or add the person", "请更正编号，或补上人员"))
}

pub(in crate::data) fn nobodys_blank(strays: &Strays<'_>, count: u64, places: Vec<DataPlace>) -> Diagnostic {
    let input = q(strays.input);
    let are = if count == 1 { "belongs" } else { "belong" };
    let message = Text::new(
        format!("{} of {input} {are} to nobody: column {} is blank", rows_of(count), q(strays.header)),
        format!("数据 {input} 有 {count} 行无人认领：列{}为空", q(strays.header)),
    );
    let mut problem = Diagnostic::error("E413", message)
        .label(strays.span, Text::new("says whose row it is", "说明该行属于谁"))
        .help(Text::new("fill in the key, or delete the rows", "请填写编号，或删除这些行"));
    problem.places = places.into_iter().take(MOST_PLACES).collect();
    problem
}

fn kind_word(kind: PeriodKind) -> Text {
    match kind {
        PeriodKind::Month => Text::new("a month", "月度"),
        PeriodKind::Quarter => Text::new("a quarter", "季度"),
        PeriodKind::HalfYear => Text::new("a half year", "半年度"),
        PeriodKind::Year => Text::new("a year", "年度"),
    }
}

/// A period cell that is blank or says no period of the policy's kind.
pub(in crate::data) fn period_unreadable(at: At<'_>, cell: &str, wanted: Period, found: Option<Period>) -> Diagnostic {
    let message = match found {
        _ if cell.is_empty() => Text::new(format!("the period in column {} is blank", q(at.header)), format!("周期列{}为空", q(at.header))),
        Some(found) => {
            let (has, needs) = (kind_word(found.kind), kind_word(wanted.kind));
            Text::new(
                format!("{} is {}, but the policy's period is {}", q(cell), has.en, needs.en),
                format!("{} 是{}，而制度的周期是{}", q(cell), has.zh, needs.zh),
            )
        }
        None => Text::new(format!("{} is not a period", q(cell)), format!("{} 不是周期", q(cell))),
    };
    Diagnostic::error("E414", message)
        .place(at.place(cell))
        .label(at.span, Text::new("each row needs its period", "每行都要写明周期"))
        .help(Text::new(format!("write it like {wanted}, year first"), format!("请写成 {wanted} 的样子，年份在前")))
}

/// Two rows of a table from data with the same keys.
pub(in crate::data) fn table_key_twice(table: &str, keys: &[String], count: usize, places: Vec<DataPlace>, span: Span) -> Diagnostic {
    let keys = many(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    let mut problem = Diagnostic::error(
        "E416",
        Text::new(
            format!("{count} rows of the table {} are for {}", q(table), keys.en),
            format!("对照表 {} 有 {count} 行同为 {}", q(table), keys.zh),
        ),
    )
    .label(span, Text::new("exactly one row must fit", "应恰有一行相符"))
    .help(Text::new("keep the right row", "请只保留正确的一行"));
    problem.places = places;
    problem
}

fn note(code: &'static str, file: &str, span: Span, message: Text, label: Text) -> Diagnostic {
    let place = DataPlace { file: file.to_string(), ..DataPlace::default() };
    Diagnostic::new(code, Severity::Note, message).place(place).label(span, label)
}

pub(in crate::data) fn other_periods(file: &str, count: u64, period: &str, span: Span) -> Diagnostic {
    let are = if count == 1 { "is" } else { "are" };
    let message = Text::new(
        format!("{} of {} {are} of other periods than {period} and left out", rows_of(count), q(file)),
        format!("{} 有 {count} 行不属于 {period}，未计入", q(file)),
    );
    note("W402", file, span, message, Text::new("decides a row's period", "决定一行属于哪个周期"))
}

pub(in crate::data) fn undated(file: &str, header: &str, count: u64, span: Span) -> Diagnostic {
    let have = if count == 1 { "has" } else { "have" };
    let message = Text::new(
        format!("{} of {} {have} no date in column {}: in no period, and left out", rows_of(count), q(file), q(header)),
        format!("{} 有 {count} 行在列{}没有日期：不属于任何周期，未计入", q(file), q(header)),
    );
    note("W403", file, span, message, Text::new("decides a row's period", "决定一行属于哪个周期"))
}

/// Rows after the day to which people are measured.
pub(in crate::data) fn later(file: &str, header: &str, (count, until): (u64, Date), span: Span) -> Diagnostic {
    let have = if count == 1 { "has" } else { "have" };
    let message = Text::new(
        format!(
            "{} of {} {have} a date after {until} in column {}: not counted, as people are measured to that day",
            rows_of(count),
            q(file),
            q(header)
        ),
        format!("{} 有 {count} 行在列{}的日期晚于 {until}：按截至该日的进度衡量，未计入", q(file), q(header)),
    );
    note("W406", file, span, message, Text::new("decides whether a row counts yet", "决定一行是否已计入"))
}

/// Rows of people who have no row in this period, or which say that they have no person.
pub(in crate::data) fn not_here(file: &str, count: u64, why: NotHere, span: Span) -> Diagnostic {
    let rows = rows_of(count);
    let message = match why {
        NotHere::OtherPeriod => Text::new(
            format!("{rows} of {} left out: the people are in the data of other periods only", q(file)),
            format!("{} 有 {count} 行未计入：其人员只在其他周期的数据中", q(file)),
        ),
        NotHere::NoPerson => Text::new(
            format!("{rows} of {} left out: the optional key of the person is blank", q(file)),
            format!("{} 有 {count} 行未计入：可空的人员编号为空", q(file)),
        ),
    };
    note("W404", file, span, message, Text::new("says whose row it is", "说明该行属于谁"))
}

/// Why a row that is right has no person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::data) enum NotHere {
    OtherPeriod,
    NoPerson,
}
