//! Messages about one cell.

use std::sync::Arc;

use crate::data::cell::{CellProblem, Limit};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::Choice;
use crate::syntax::ast::Side;
use crate::value::show::{self, Currency};
use crate::value::{Date, Type, Value};

use super::{At, many, q};

/// What a message about a cell needs to know of its column.
pub(in crate::data) struct Wanted<'a> {
    pub ty: Type,
    pub choice: Option<&'a Choice>,
    pub currency: &'a Currency,
}

/// A blank cell in a table from data.
pub(in crate::data) fn blank_in_table(at: At<'_>) -> Diagnostic {
    Diagnostic::error("E420", Text::new(format!("the cell in column {} is blank", q(at.header)), format!("列{}的单元格为空", q(at.header))))
        .place(at.place(""))
        .label(at.span, Text::new("needs a value in every row", "每行都要有值"))
        .help(Text::new("fill it in (0 is written 0), or delete the row", "请填写（零写作 0），或删除该行"))
}

/// A blank cell that must not be.
pub(in crate::data) fn blank(at: At<'_>, ty: Type) -> Diagnostic {
    let (en, zh) = match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => (" (0 is written 0)", "（零写作 0）"),
        Type::Date | Type::Text | Type::Flag | Type::Choice(_) => ("", ""),
    };
    Diagnostic::error("E420", Text::new(format!("the cell in column {} is blank", q(at.header)), format!("列{}的单元格为空", q(at.header))))
        .place(at.place(""))
        .label(at.span, Text::new("needs a value in every row", "每行都要有值"))
        .help(Text::new(
            format!(
                "fill it in{en}; if it may be blank, write optional in the clause, and what holds then: otherwise, or when missing in a KPI"
            ),
            format!("请填写{zh}；允许空白的，在该行写 可空，并写明空白时怎么算：无则 …，指标里写 缺失时 …"),
        ))
}

/// A cell that says nothing the policy can use.
pub(in crate::data) fn wrong(at: At<'_>, cell: &str, problem: &CellProblem, wanted: &Wanted<'_>) -> Diagnostic {
    let (code, message, help) = match problem {
        CellProblem::OutOfBounds { bound, side } => return out_of_bounds(at, cell, bound, *side, wanted),
        CellProblem::NotAnOption { nearest } => not_an_option(cell, nearest.as_ref(), wanted),
        CellProblem::DayOrder { day_first, month_first } => day_order(cell, *day_first, *month_first),
        CellProblem::TwoReadings { one, other } => (
            "E423",
            Text::new(format!("{} may mean {one} or {other}", q(cell)), format!("{} 可以读作 {one} 或 {other}", q(cell))),
            Text::new(format!("write {one} or {other}"), format!("请写 {one} 或 {other}")),
        ),
        CellProblem::UnitBesideWan { small, bare, whole } => (
            "E423",
            Text::new(
                format!("{} may mean {bare} or {whole}, since the column is in 万", q(cell)),
                format!("{} 可以读作 {bare} 或 {whole}，因为该列以万为单位", q(cell)),
            ),
            Text::new(
                format!("write {small} for {bare}, or {bare} without a unit for {whole}"),
                format!("表示 {bare} 请写 {small}；表示 {whole} 请只写 {bare}，不带单位"),
            ),
        ),
        CellProblem::BarePercent { points, ratio } => (
            "E424",
            Text::new(format!("{} may mean {points} or {ratio}", q(cell)), format!("{} 可以读作 {points} 或 {ratio}", q(cell))),
            Text::new(
                format!(
                    "write {points} or {ratio} in the cell; or say in the clause how the whole column is meant: in % ({points}) or as ratio ({ratio})"
                ),
                format!("请在单元格写 {points} 或 {ratio}；整列如此时，在该行写 单位%（即 {points}）或 以比率计（即 {ratio}）"),
            ),
        ),
        CellProblem::SpreadsheetError
        | CellProblem::NotANumber
        | CellProblem::TooManyDigits
        | CellProblem::Shortened
        | CellProblem::Parenthesised { .. }
        | CellProblem::WrongUnit { .. }
        | CellProblem::OtherCurrency { .. }
        | CellProblem::NotACount => of_number(cell, problem, wanted),
        CellProblem::NotADate
        | CellProblem::NoSuchDay
        | CellProblem::DayNumber
        | CellProblem::TimeOfDay
        | CellProblem::NotAFlag
        | CellProblem::Nested
        | CellProblem::FlagInstead
        | CellProblem::Hidden(_) => of_others(cell, problem),
        CellProblem::DigitsLost => digits_lost(cell),
        CellProblem::Uncomputed => uncomputed(cell),
        CellProblem::Merged => merged(cell),
        CellProblem::Spread => spread(cell),
    };
    Diagnostic::error(code, message).place(at.place(cell)).label(at.span, says(wanted.ty)).help(help)
}

/// What the clause says the cells are.
fn says(ty: Type) -> Text {
    let (en, zh) = match ty {
        Type::Money | Type::Foreign(_) => ("an amount of money", "金额"),
        Type::Percent => ("a percent", "百分比"),
        Type::Number => ("a number", "数值"),
        Type::Count => ("a whole number, 0 or more", "不小于 0 的整数"),
        Type::Date => ("a date", "日期"),
        Type::Days => ("a number of days", "天数"),
        Type::Text => ("a text", "文本"),
        Type::Flag => ("yes or no", "是或否"),
        Type::Choice(_) => ("one of these words", "取值限于这些词"),
    };
    Text::new(format!("the column holds {en}"), format!("该列为{zh}"))
}

fn of_number(cell: &str, problem: &CellProblem, wanted: &Wanted<'_>) -> (&'static str, Text, Text) {
    let shown = q(cell);
    match problem {
        CellProblem::SpreadsheetError => (
            "E433",
            Text::new(format!("{shown} is a spreadsheet's error, not a value"), format!("{shown} 是表格软件的出错标记，不是值")),
            Text::new(
                "mend the formula behind it, or widen the column where it shows only #, and save again",
                "请修正其公式（只显示 # 时请加宽列），再保存",
            ),
        ),
        CellProblem::TooManyDigits => (
            "E422",
            Text::new(format!("{shown} has more than 64 digits before or after the point"), format!("{shown} 小数点前或后超过 64 位")),
            Text::new("write the amount itself", "请写实际数值"),
        ),
        CellProblem::Shortened => (
            "E422",
            Text::new(format!("{shown} is shortened by the spreadsheet: digits are lost"), format!("{shown} 被表格软件缩写，位数已丢失")),
            Text::new("format the column as a number and save again", "请把该列格式设为“数值”后重新保存"),
        ),
        CellProblem::Parenthesised { instead } => (
            "E421",
            Text::new(format!("{shown} is no number: parentheses are not read as a minus"), format!("{shown} 不是数字：括号不当作负号")),
            Text::new(format!("write {instead}"), format!("请写 {instead}")),
        ),
        CellProblem::WrongUnit { unit } => (
            "E425",
            Text::new(format!("{shown} bears {}, which does not fit the column", q(unit)), format!("{shown} 带有 {}，与该列不符", q(unit))),
            match wanted.ty {
                Type::Percent => Text::new("write a percent, such as 85%", "请写百分比，例如 85%"),
                Type::Money
                | Type::Foreign(_)
                | Type::Number
                | Type::Count
                | Type::Days
                | Type::Date
                | Type::Text
                | Type::Flag
                | Type::Choice(_) => {
                    Text::new("write the bare number, or give the column another type in the clause", "请只写数字，或在该行改用其他类型")
                }
            },
        ),
        CellProblem::OtherCurrency { sign } => {
            let code = &wanted.currency.code;
            let (whose, whose_zh) = if matches!(wanted.ty, Type::Foreign(_)) { ("column", "该列") } else { ("policy", "制度") };
            (
                "E426",
                Text::new(
                    format!("{shown} is in another currency ({}) than the {whose}'s {code}", q(sign)),
                    format!("{shown} 的货币（{}）与{whose_zh}的货币 {code} 不同", q(sign)),
                ),
                Text::new(
                    format!("convert it to {code}; amounts are never converted silently"),
                    format!("请换算为 {code}；金额不会自动换算"),
                ),
            )
        }
        CellProblem::NotACount => (
            "E427",
            Text::new(format!("{shown} is no whole number of 0 or more"), format!("{shown} 不是不小于 0 的整数")),
            Text::new("correct it; where parts are meant, the clause says number", "请更正；如允许小数，该行用 数值"),
        ),
        // The others have constructors of their own.
        CellProblem::NotANumber
        | CellProblem::TwoReadings { .. }
        | CellProblem::UnitBesideWan { .. }
        | CellProblem::BarePercent { .. }
        | CellProblem::OutOfBounds { .. }
        | CellProblem::NotAnOption { .. }
        | CellProblem::NotADate
        | CellProblem::NoSuchDay
        | CellProblem::DayOrder { .. }
        | CellProblem::DayNumber
        | CellProblem::TimeOfDay
        | CellProblem::NotAFlag
        | CellProblem::Nested
        | CellProblem::DigitsLost
        | CellProblem::Uncomputed
        | CellProblem::Merged
        | CellProblem::Spread
        | CellProblem::FlagInstead
        | CellProblem::Hidden(_) => {
            ("E421", Text::new(format!("{shown} is not a number"), format!("{shown} 不是数字")), not_a_number_help(cell, wanted.ty))
        }
    }
}

fn not_a_number_help(cell: &str, ty: Type) -> Text {
    const NOTHING: [&str; 12] = ["-", "—", "–", "/", "N/A", "n/a", "NA", "null", "NULL", "NaN", "无", "暂无"];
    if NOTHING.contains(&cell) {
        return Text::new(
            "write 0 for none; where there is no value, leave the cell blank (and the clause says optional)",
            "零请写 0；没有值时请留空（该行写 可空）",
        );
    }
    let digits: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    if digits != cell && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')) {
        return Text::new(format!("write it without blanks: {digits}"), format!("请不要留空格：{digits}"));
    }
    match ty {
        Type::Percent => Text::new("write a percent, such as 85%", "请写百分比，例如 85%"),
        Type::Count | Type::Days => Text::new("write a whole number, such as 3", "请写整数，例如 3"),
        Type::Money | Type::Foreign(_) | Type::Number | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
            Text::new("write digits, such as 1234.5, 1,234.50 or 150万", "请写数字，例如 1234.5、1,234.50 或 150万")
        }
    }
}

fn of_others(cell: &str, problem: &CellProblem) -> (&'static str, Text, Text) {
    let shown = q(cell);
    let date = Text::new("write 2026-01-31, 2026/1/31 or 2026年1月31日", "请写 2026-01-31、2026/1/31 或 2026年1月31日");
    match problem {
        CellProblem::NoSuchDay => {
            ("E430", Text::new(format!("the calendar has no day {shown}"), format!("日历上没有 {shown} 这一天")), date)
        }
        CellProblem::DayNumber => (
            "E430",
            Text::new(format!("{shown} is a spreadsheet's number of a day, not a date"), format!("{shown} 是表格软件的日期序号，不是日期")),
            Text::new("format the column as a date, year first, and save again", "请把该列格式设为日期（年在前）后重新保存"),
        ),
        CellProblem::TimeOfDay => (
            "E430",
            Text::new(
                format!("{shown} has a time of day: which day it is may depend on the time zone"),
                format!("{shown} 带有时刻：属于哪一天可能取决于时区"),
            ),
            Text::new(
                "write the day alone, 2026-01-31, or in the head of the input in whose days times are meant: zone \"+08:00\"",
                "请只写日期：2026-01-31；或在数据块首行写明以何处的日期为准：时区 \"+08:00\"",
            ),
        ),
        CellProblem::NotAFlag => (
            "E432",
            Text::new(format!("{shown} is neither yes nor no"), format!("{shown} 既不是“是”也不是“否”")),
            Text::new("write yes or no, true or false, 是 or 否", "请写 是 或 否、yes 或 no、true 或 false"),
        ),
        CellProblem::Nested => (
            "E435",
            Text::new(format!("{shown} is a list or an object; one value is needed"), format!("{shown} 是列表或对象，这里只要一个值")),
            Text::new("write one value: a text, a number, true, false or null", "请写一个值：文本、数字、true、false 或 null"),
        ),
        CellProblem::FlagInstead => (
            "E435",
            Text::new(format!("{shown} is yes or no, which does not fit the column"), format!("{shown} 是是否值，与该列不符")),
            Text::new("write what the column needs, or give it the type flag", "请写该列需要的值，或把该列类型改为 是否"),
        ),
        CellProblem::Hidden(c) => (
            "E436",
            Text::new(
                format!("{shown} holds a character that cannot be seen (U+{:04X})", u32::from(*c)),
                format!("{shown} 含有看不见的字符（U+{:04X}）", u32::from(*c)),
            ),
            Text::new("type the cell anew: two texts that look alike would be different", "请重新输入该单元格：看似相同的文字会被当作不同"),
        ),
        // The others have constructors of their own.
        CellProblem::NotADate
        | CellProblem::SpreadsheetError
        | CellProblem::NotANumber
        | CellProblem::TooManyDigits
        | CellProblem::Shortened
        | CellProblem::Parenthesised { .. }
        | CellProblem::TwoReadings { .. }
        | CellProblem::UnitBesideWan { .. }
        | CellProblem::BarePercent { .. }
        | CellProblem::WrongUnit { .. }
        | CellProblem::OtherCurrency { .. }
        | CellProblem::NotACount
        | CellProblem::OutOfBounds { .. }
        | CellProblem::NotAnOption { .. }
        | CellProblem::DigitsLost
        | CellProblem::Uncomputed
        | CellProblem::Merged
        | CellProblem::Spread
        | CellProblem::DayOrder { .. } => ("E430", Text::new(format!("{shown} is not a date"), format!("{shown} 不是日期")), date),
    }
}

fn digits_lost(cell: &str) -> (&'static str, Text, Text) {
    let message = Text::new(
        format!("{} has more than 15 digits, and a spreadsheet keeps only the first 15 of a number", q(cell)),
        format!("{} 超过 15 位，表格软件只保留数字的前 15 位", q(cell)),
    );
    let help = Text::new(
        "the last digits are lost: format the column as text, enter it again and save",
        "后面的位数已经丢失：请把该列格式设为“文本”，重新录入后保存",
    );
    ("E437", message, help)
}

fn uncomputed(cell: &str) -> (&'static str, Text, Text) {
    let message = Text::new(
        format!("the file holds the formula {} without its result", q(cell)),
        format!("文件中只有公式 {}，没有计算结果", q(cell)),
    );
    let help = Text::new(
        "a program wrote the file and did not compute it: open it in a spreadsheet program and save it",
        "文件由程序生成，未经计算：请用表格软件打开并保存一次",
    );
    ("E438", message, help)
}

fn spread(cell: &str) -> (&'static str, Text, Text) {
    let shown = q(cell);
    let message = Text::new(
        format!("the number {shown} is merged over several rows: whether it counts once or in each of them cannot be known"),
        format!("数字 {shown} 跨多行合并，无法确定是只计一次，还是每行都计"),
    );
    let help = Text::new("unmerge the cells and write what each row's part is", "请取消合并，并写明每行各是多少");
    ("E439", message, help)
}

fn merged(cell: &str) -> (&'static str, Text, Text) {
    let message = Text::new(
        format!("the cell {} is merged over several columns: which of them it is for cannot be known", q(cell)),
        format!("单元格 {} 跨多列合并，无法确定属于哪一列", q(cell)),
    );
    ("E439", message, Text::new("unmerge the cells and write a value in each", "请取消合并，并在每格填写各自的值"))
}

fn day_order(cell: &str, day_first: Option<Date>, month_first: Option<Date>) -> (&'static str, Text, Text) {
    let shown = q(cell);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => (
            "E431",
            Text::new(format!("{shown} may mean {one} or {other}"), format!("{shown} 可以读作 {one} 或 {other}")),
            Text::new(format!("write the year first: {one} or {other}"), format!("请把年写在前面：{one} 或 {other}")),
        ),
        (Some(day), _) | (None, Some(day)) => (
            "E431",
            Text::new(format!("{shown} does not begin with the year"), format!("{shown} 没有把年写在前面")),
            Text::new(
                format!("write {day}; dates of this form are refused, as 01/02/2026 can be read in two ways"),
                format!("请写 {day}；这种写法一律不收，因为 01/02/2026 有两种读法"),
            ),
        ),
        (None, None) => (
            "E430",
            Text::new(format!("the calendar has no day {shown}"), format!("日历上没有 {shown} 这一天")),
            Text::new("write 2026-01-31", "请写 2026-01-31"),
        ),
    }
}

fn not_an_option(cell: &str, nearest: Option<&Arc<str>>, wanted: &Wanted<'_>) -> (&'static str, Text, Text) {
    let options: Vec<&str> = wanted.choice.into_iter().flat_map(|choice| &choice.options).map(|option| option.name.as_str()).collect();
    let list = many(&options);
    let help = match nearest {
        Some(near) => Text::new(
            format!(
                "did you mean {}? Correct the cell, or accept the spelling in the clause: \"{near}\" (also \"{cell}\")\nthe options are {}",
                q(near),
                list.en
            ),
            format!("是否指 {}？请更正单元格，或在该行接受这种写法：\"{near}\"（亦作 \"{cell}\"）\n可选值为 {}", q(near), list.zh),
        ),
        None => Text::new(format!("the options are {}", list.en), format!("可选值为 {}", list.zh)),
    };
    ("E429", Text::new(format!("{} is not one of the options", q(cell)), format!("{} 不在可选值之中", q(cell))), help)
}

fn out_of_bounds(at: At<'_>, cell: &str, bound: &Limit, side: Side, wanted: &Wanted<'_>) -> Diagnostic {
    let limit = match (&bound.value, wanted.ty) {
        (Value::Number(number), Type::Percent) => show::percent(number),
        (Value::Number(number), _) => show::exact(number),
        (Value::Date(date), _) => date.to_string(),
        (Value::Text(text), _) => text.to_string(),
        (Value::Flag(flag), _) => flag.to_string(),
    };
    let (en, zh) = match (side, bound.inclusive) {
        (Side::Low, true) => ("at least", "不低于"),
        (Side::Low, false) => ("above", "超过"),
        (Side::High, true) => ("at most", "不超过"),
        (Side::High, false) => ("below", "低于"),
    };
    Diagnostic::error("E428", Text::new(format!("{} is not {en} {limit}", q(cell)), format!("{} 应{zh}{limit}", q(cell))))
        .place(at.place(cell))
        .label(bound.span, Text::new(format!("the column holds values {en} {limit}"), format!("该列的值{zh}{limit}")))
        .help(Text::new("correct the cell, or the bound in the clause", "请更正单元格，或修改该行的范围"))
}

/// `near` is the person probably meant.
pub(in crate::data) fn unknown_person(at: At<'_>, cell: &str, people_file: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => {
            Text::new(format!("did you mean {}? The column holds keys of people", q(near)), format!("是否指 {}？该列填写人员编号", q(near)))
        }
        None => Text::new(
            "the column holds keys of people in that file; add the person, or correct the key",
            "该列填写该文件中人员的编号；请补上该人员，或更正编号",
        ),
    };
    let message =
        Text::new(format!("{} is nobody in {}", q(cell), q(people_file)), format!("{} 不是 {} 中的人员", q(cell), q(people_file)));
    Diagnostic::error("E434", message).place(at.place(cell)).label(at.span, Text::new("the key of a person", "人员的编号")).help(help)
}
