//! Input blocks: the population, keys, dates, columns, bounds, options.

use super::{declared_here, first_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::CellUnit;

fn this_is(words: &Text) -> Text {
    t(format!("this is {}", words.en), format!("这是{}", words.zh))
}

pub(in crate::plan) fn no_population(span: Span) -> Diagnostic {
    let message = t("no input says who the people are", "没有一份数据说明考核哪些人");
    let help = t("add `input people by employee_id { … }`", "请加 `数据 人员 按 工号 { … }`");
    Diagnostic::error("E250", message).label(span, t("this policy", "这份制度")).help(help)
}

pub(in crate::plan) fn two_populations((first, before): (&str, Span), (second, span): (&str, Span)) -> Diagnostic {
    let message = t(format!("both {} and {} could be the people", q(first), q(second)), format!("{}和{}都可能是人员", q(first), q(second)));
    let help = t(
        format!("one input has no `of`, that of the people; write `input {second} by … of {first} by …`"),
        format!("只有人员数据不写“归”；另一份请写 `数据 {second} 按 … 归 {first} 按 …`"),
    );
    Diagnostic::error("E250", message).label(span, t("whose rows are these?", "这些行归谁？")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn wrong_parent(name: &str, span: Span, people: Option<&str>) -> Diagnostic {
    let message = t(format!("rows cannot belong to {}", q(name)), format!("行不能归{}所有", q(name)));
    let people = people.unwrap_or("people");
    let help = t(format!("rows belong to the people: write `of {people}`"), format!("行归人员所有：请写 `归 {people}`"));
    Diagnostic::error("E251", message).label(span, t("not the people", "这不是人员数据")).help(help).guess(span, people)
}

pub(in crate::plan) fn child_dating(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("nothing says to which period a row of {} belongs", q(name)), format!("没有写明{}的一行属于哪一期", q(name)));
    let help = t(
        "add `dated` and a date column, `each period in column \"…\"`, or `undated` if every row counts in every period",
        "请加 `日期为` 和一个日期列，或 `每期在列 \"…\"`；如果每一行在每一期都算，请写 `不分期`",
    );
    Diagnostic::error("E252", message).label(span, t("which rows count in a period?", "哪些行计入本期？")).help(help)
}

pub(in crate::plan) fn population_dated(span: Span) -> Diagnostic {
    let message = t("people have no date, so `dated` and `undated` do not stand here", "人员没有日期，这里不写“日期为”或“不分期”");
    let help = t(
        "remove it; if there is one row a person and period write `each period in column \"…\"`",
        "请删去；如果每人每期一行，请写 `每期在列 \"…\"`",
    );
    Diagnostic::error("E252", message).label(span, t("not for people", "人员数据不用写")).help(help)
}

pub(in crate::plan) fn not_a_zone(text: &str, span: Span) -> Diagnostic {
    let message = t(format!("{} is no distance from UTC", q(text)), format!("{}不是与 UTC 相差的时间", q(text)));
    let help = t(
        "write `\"+08:00\"`, `\"-05:30\"` or `\"UTC\"`; where clocks change in summer, the offset of the times in the data",
        "请写 `\"+08:00\"`、`\"-05:30\"` 或 `\"UTC\"`；实行夏令时的地方，请写数据中的时间所用的那一个",
    );
    Diagnostic::error("E278", message).label(span, t("which zone is this?", "这是哪个时区？")).help(help)
}

pub(in crate::plan) fn lines_of_people(span: Span) -> Diagnostic {
    let message = t("people are records of their own, not lines inside others", "人员是单独的记录，不是别的记录里的明细");
    let help = t(
        "remove `rows of`; lines inside the records of people are an input of their own: `input … of … by … rows of \"…\"`",
        "请删去“子表”；人员记录里的明细另写一份数据：`数据 … 归 … 按 … 子表 \"…\"`",
    );
    Diagnostic::error("E279", message).label(span, t("not for people", "人员数据不能写")).help(help)
}

pub(in crate::plan) fn key_type(name: &str, span: Span, place: Span, found: &Text) -> Diagnostic {
    let message = t(format!("the key {} must be a text", q(name)), format!("主键{}必须是文本", q(name)));
    let help = t(
        "declare it as `text`, or leave its line out: a key without a line is a text",
        "请定义为 `文本`，或删去这一行：不写的主键就是文本",
    );
    Diagnostic::error("E253", message).label(place, this_is(found)).label(span, t("used as the key", "在这里作为主键")).help(help)
}

pub(in crate::plan) fn not_a_date_column(name: &str, span: Span, place: Span, found: &Text) -> Diagnostic {
    let message = t(format!("{} must be a date", q(name)), format!("{}必须是日期", q(name)));
    let help = t(format!("declare it as `{name} : date`, or name a date column"), format!("请定义为 `{name}：日期`，或改写一个日期列"));
    Diagnostic::error("E253", message).label(span, t("a date is needed", "这里需要日期")).label(place, this_is(found)).help(help)
}

pub(in crate::plan) fn employed_place(span: Span) -> Diagnostic {
    let message = t("only people are employed, rows are not", "在职的是人，不是行");
    let help = t("move this line to the input of people", "请把这一行移到人员数据里");
    Diagnostic::error("E232", message).label(span, t("not here", "不能写在这里")).help(help)
}

pub(in crate::plan) fn header_twice(header: &str, before: Span, span: Span) -> Diagnostic {
    let message =
        t(format!("two columns would both be read from the file's column {}", q(header)), format!("有两列都取自文件里的{}一列", q(header)));
    let help = t("give one of the two another `column \"…\"`", "请给其中一列另写 `列 \"…\"`");
    Diagnostic::error("E256", message).label(span, t("also read from there", "也取自那里")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn header_again(header: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("the header {} is said twice", q(header)), format!("列名{}写了两次", q(header)));
    let help = t("remove one of the two", "请删去一个");
    Diagnostic::error("E256", message).label(span, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn bound_of_text(span: Span, found: &Text) -> Diagnostic {
    let message = t(format!("{} has no bounds", found.en), format!("{}没有上下限", found.zh));
    let help =
        t("remove the bound; a list of allowed texts is `one of \"…\", \"…\"`", "请删去；只允许某几个文本的，请写 `取值 \"…\"、\"…\"`");
    Diagnostic::error("E257", message).label(span, t("a bound", "上下限")).help(help)
}

pub(in crate::plan) fn bounds_empty(low: Span, high: Span) -> Diagnostic {
    let message = t("no value lies between these bounds", "没有任何值在这两个界限之间");
    let help = t("the lower bound must be smaller than the upper one", "下限应小于上限");
    Diagnostic::error("E257", message).label(high, t("at most this", "上限")).label(low, t("at least this", "下限")).help(help)
}

pub(in crate::plan) fn optional_and_default(optional: Span, default: Span) -> Diagnostic {
    let message = t("a column is `optional` or has a `default`, not both", "一列要么“可空”，要么有“默认”值，不能两样都写");
    let help = t(
        "with a `default` a blank cell is that value; with `optional` it is missing: leave one of the two",
        "写“默认”时空白就是该值；写“可空”时空白就是没有：请只留一个",
    );
    Diagnostic::error("E258", message)
        .label(default, t("blank means this value", "空白即此值"))
        .label(optional, t("blank means missing", "空白即没有"))
        .help(help)
}

pub(in crate::plan) fn default_outside(default: Span, bound: Span) -> Diagnostic {
    let message = t("the default is not a valid value of its own column", "默认值超出了这一列自己的界限");
    let help = t("change the default or the bound", "请改默认值或界限");
    Diagnostic::error("E258", message)
        .label(default, t("this default", "这个默认值"))
        .label(bound, t("lies beyond this bound", "超出这个界限"))
        .help(help)
}

pub(in crate::plan) fn option_twice(text: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("the option {} is said twice", q(text)), format!("选项{}写了两次", q(text)));
    let help = t("remove one of the two", "请删去一个");
    Diagnostic::error("E259", message).label(span, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn cell_unit(span: Span, found: &Text, unit: Option<CellUnit>) -> Diagnostic {
    let (unit, of) = match unit {
        Some(CellUnit::Ratio) => (t("`as ratio`", "“以比率计”"), t("percents", "百分比")),
        Some(CellUnit::Percent) => (t("`in %`", "“单位%”"), t("percents", "百分比")),
        Some(CellUnit::TenThousands) | None => (t("`in 万`", "“单位万”"), t("money, numbers and counts", "金额、数值和整数")),
    };
    let message = t(
        format!("{} is for {}, but this column is {}", unit.en, of.en, found.en),
        format!("{}只用于{}，而这一列是{}", unit.zh, of.zh, found.zh),
    );
    let help = t("remove it or change the column's type", "请删去，或改变这一列的类型");
    Diagnostic::error("E260", message).label(span, this_is(found)).help(help)
}

/// A choice of one column beside a different choice.
pub(in crate::plan) fn two_choices(one: (Span, Option<Span>), two: (Span, Option<Span>)) -> Diagnostic {
    let message = t("these two have different lists of options", "这两者的选项不同");
    let help = t("give both columns the same list of options, spelt alike and in the same order", "请让两列的选项一致：写法与次序都相同");
    let mut problem =
        Diagnostic::error("E203", message).label(two.0, t("this list", "这一组选项")).label(one.0, t("and this list", "与这一组"));
    for place in [one.1, two.1].into_iter().flatten() {
        problem = problem.label(place, declared_here());
    }
    problem.help(help)
}
