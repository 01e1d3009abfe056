//! The use of bands, tiers and tables; steps and caps.

use super::{declared_here, names_listed, q, t};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::TierMode;

pub(in crate::plan) fn columns_differ(line: Span, first: Span, names: &[&str]) -> Diagnostic {
    let names: Vec<String> = names.iter().map(|name| (*name).to_string()).collect();
    let message = t("every line must carry the same columns", "每一行要有同样的列");
    let listed = names_listed(&names);
    let help = if names.is_empty() {
        t("the first line has none: add the column to every line, or remove it here", "第一行没有列：请给每一行都加上，或删去这一行的")
    } else {
        let (en, zh) = (listed.en.replace(" or ", " and "), listed.zh.replace(" 或 ", "、"));
        t(format!("write {en} on every line, each once"), format!("请在每一行写{zh}，各一次"))
    };
    Diagnostic::error("E360", message)
        .label(line, t("other columns than the first", "与第一行的列不同"))
        .label(first, t("the first line", "第一行"))
        .help(help)
}

pub(in crate::plan) fn columns_in_place(line: Span, columns: &[String]) -> Diagnostic {
    let message =
        t("here each line gives one value; several columns need a name to be read by", "这里每一行只给一个值；多列的分档要先起名才能读取");
    let column = columns.first().map_or("share", String::as_str);
    let help = t(
        format!("move the lines to `bands level on … {{ … }}` and read `level.{column}`"),
        format!("请写成 `分档 档位 按 … {{ … }}`，再用 `档位.{column}` 读取"),
    );
    Diagnostic::error("E360", message).label(line, t("several columns", "有多列")).help(help)
}

pub(in crate::plan) fn cell_count(span: Span, found: usize, want: usize, table: Span) -> Diagnostic {
    let message = t(
        format!(
            "this row has {found} {}, but the table has {want} {}",
            if found == 1 { "cell" } else { "cells" },
            if want == 1 { "key" } else { "keys" }
        ),
        format!("这一行有 {found} 格，而对照表按 {want} 项查"),
    );
    let help = t(
        "write one cell a key, parted by commas; several values in one cell stand in brackets: `(\"A\", \"B\")`; `any` fits everything",
        "每项写一格，用逗号隔开；一格里有几个值时加括号：`（\"甲\"、\"乙\"）`；`任意` 表示都可以",
    );
    Diagnostic::error("E362", message).label(span, t("this row", "这一行")).label(table, t("this table", "这张对照表")).help(help)
}

pub(in crate::plan) fn grid_keys(span: Span, found: usize) -> Diagnostic {
    let message = t(
        format!("a grid has two keys, one down the side and one across the top; this table has {found}"),
        format!("网格要有两项，一项竖排，一项横排；这张表有 {found} 项"),
    );
    let help =
        t("write `table name by side, top grid { … }`, or a table of rows", "请写 `对照表 名称 按 竖项，横项 网格 { … }`，或写成逐行的表");
    Diagnostic::error("E362", message).label(span, t("this grid", "这个网格")).help(help)
}

pub(in crate::plan) fn grid_width(span: Span, found: usize, want: usize, table: Span) -> Diagnostic {
    let message =
        t(format!("this row has {found} values, but the top has {want} columns"), format!("这一行有 {found} 个值，而表头有 {want} 列"));
    let help = t("write one value a column, parted by `|`", "每列写一个值，用 `|` 隔开");
    Diagnostic::error("E362", message).label(span, t("this row", "这一行")).label(table, t("this table", "这张对照表")).help(help)
}

pub(in crate::plan) fn argument_count(name: &str, span: Span, found: usize, keys: &[String], place: Span) -> Diagnostic {
    let message = t(
        format!("{} is looked up by {} {}; given here: {found}", q(name), keys.len(), if keys.len() == 1 { "key" } else { "keys" }),
        format!("{}要按 {} 项查，这里给了 {found} 项", q(name), keys.len()),
    );
    let help = t(format!("write `{name}({})`", keys.join(", ")), format!("请写 `{name}（{}）`", keys.join("，")));
    Diagnostic::error("E362", message).label(span, t("looked up here", "在这里查表")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn data_table_type(name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} takes its values from a file, so the policy must say what they are", q(name)),
        format!("{}的值取自文件，制度里要写明是什么类型", q(name)),
    );
    let help = t(format!("write for example `table {name} : money by …`"), format!("例如写 `对照表 {name}：金额 按 …`"));
    Diagnostic::error("E343", message).label(span, t("no type", "没有写类型")).help(help)
}

pub(in crate::plan) fn falling_rates(before: (&str, Span), after: (&str, Span), mode: TierMode) -> Diagnostic {
    let message = t(format!("the rate falls from {} to {}", before.0, after.0), format!("比例从 {} 降到 {}", before.0, after.0));
    let help = match mode {
        TierMode::Marginal => t(
            "if that is meant, write `tiers marginal decelerating on …`; else check the rates",
            "如果本意如此，请写 `超额累进 递减`；否则请检查各档比例",
        ),
        TierMode::Whole => t(
            "selling more would pay less; if that is meant, write `tiers whole decelerating on …`",
            "这样多卖反而少得；如果本意如此，请写 `全额累进 递减`",
        ),
    };
    Diagnostic::error("E365", message)
        .label(after.1, t("a lower rate", "比例变低"))
        .label(before.1, t("than this one", "低于这一档"))
        .help(help)
}

pub(in crate::plan) fn no_rate_falls(span: Span) -> Diagnostic {
    let message = t("these tiers say `decelerating`, but no rate falls", "这里写了“递减”，可没有哪一档的比例变低");
    let help = t("remove `decelerating`, or correct the rates", "请删去“递减”，或更正各档比例");
    Diagnostic::error("E365", message).label(span, t("no rate is lower than the one before", "每一档都不低于前一档")).help(help)
}

pub(in crate::plan) fn open_line(span: Span) -> Diagnostic {
    let message = t("a straight line needs both ends, and this band has only one", "线性要有两端，而这一档只有一端");
    let help = t(
        "bound the band, or write `linear onward` to go on with the slope of the band beside it",
        "请给这一档写上另一端，或写 `线性延续` 沿用相邻一档的斜率",
    );
    Diagnostic::error("E366", message).label(span, t("open at one end", "一端没有界限")).help(help)
}

pub(in crate::plan) fn onward_alone(span: Span) -> Diagnostic {
    let message =
        t("`linear onward` goes on from a `linear` band beside it, and there is none", "“线性延续”要接着相邻的“线性”一档，可旁边没有");
    let help = t("make the band beside it `linear a to b`, or write a value here", "请把相邻一档写成 `线性 a 至 b`，或在这里写一个值");
    Diagnostic::error("E366", message).label(span, t("goes on from what?", "接着哪一档？")).help(help)
}

pub(in crate::plan) fn on_missing(span: Span) -> Diagnostic {
    let message = t("on what?", "按什么分？");
    let help = t(
        "write what decides: `bands on attainment { … }`, `tiers marginal on won { … }`",
        "请写明依据：`按 完成率 分档 { … }`、`按 回款额 超额累进 { … }`",
    );
    Diagnostic::error("E367", message).label(span, t("the value is missing", "没有写依据的值")).help(help)
}

pub(in crate::plan) fn has_own_on(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} is a value already, so it cannot be applied to another with `on`", q(name)),
        format!("{}本身就是一个值，不能再用在别的值上", q(name)),
    );
    let help = t(
        format!("write `{name}` alone; only tiers and bands declared without `on` are used with `on`"),
        format!("请只写 `{name}`；定义时没有写依据的分档或累进，才这样用"),
    );
    Diagnostic::error("E367", message).label(span, t("used with `on`", "这样使用")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn shape_argument(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("{} is applied to exactly one value", q(name)), format!("{}只能用在一个值上", q(name)));
    let help = t(format!("write `{name} on …`"), format!("请写 `{name}(…)`，括号里放一个值"));
    Diagnostic::error("E367", message).label(span, t("used here", "在这里使用")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn starting_needs_tiers(span: Span, name: &str, place: Span) -> Diagnostic {
    let message = t(format!("{} are bands; only tiers start at an amount", q(name)), format!("{}是分档；只有累进才有起点", q(name)));
    let help = t("remove `starting at …`", "请删去起点");
    Diagnostic::error("E367", message).label(span, t("a start", "起点")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn slice_of_shape(name: &str, span: Span, shape: &str) -> Diagnostic {
    let message = t(
        format!("{} has no one value: {} may be used in many places", q(name), q(shape)),
        format!("{}没有唯一的值：{}可能用在许多处", q(name), q(shape)),
    );
    let help = t("name a line (`as …`) only in tiers that stand where they are used", "只有直接写在使用处的累进，才能给某一档起名");
    Diagnostic::error("E367", message).label(span, t("cannot be read", "无法读取")).help(help)
}
