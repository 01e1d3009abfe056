//! Examples: of several people, and tables of them.

use super::{first_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// Which side of the colon is spoken of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum Side {
    Given,
    Expected,
}

/// Further rows with the same fault that are shown; the others are counted.
const MOST_ROWS: usize = 3;

/// Rows that do not fit the head of their table; both with their number of cells and their places.
pub(in crate::plan) fn cell_count((found, rows): (usize, &[Span]), (want, head): (usize, Span), side: Side) -> Diagnostic {
    let (en, zh) = match side {
        Side::Given => ("before", "前"),
        Side::Expected => ("behind", "后"),
    };
    let several = |count: usize, one: &str| if count == 1 { format!("one {one}") } else { format!("{count} {one}s") };
    let message = t(
        format!("{en} the colon this row has {}, and the head has {}", several(found, "cell"), several(want, "name")),
        format!("冒号{zh}这一行有 {found} 格，而表头有 {want} 个名称"),
    );
    let help = t(
        "write a cell for each name of the head, parted by commas; a dash leaves one out: `100_000, - : 62.5`",
        "表头的每个名称写一格，用逗号隔开；不写的一格用“-”占位：`10万，-：62.5`",
    );
    let mut problem = Diagnostic::error("E275", message).help(help);
    for (at, row) in rows.iter().enumerate().take(MOST_ROWS.saturating_add(1)) {
        let more = rows.len().saturating_sub(MOST_ROWS).saturating_sub(1);
        let text = match (at, more) {
            (0, _) => t(several(found, "cell"), format!("{found} 格")),
            (MOST_ROWS, 1..) => t(format!("also here, and in {}", several(more, "further row")), format!("这里也是，另有 {more} 行")),
            (_, _) => t("also here", "这里也是"),
        };
        problem = problem.label(*row, text);
    }
    problem.label(head, t(several(want, "name"), format!("{want} 个名称")))
}

pub(in crate::plan) fn no_rows(span: Span) -> Diagnostic {
    let message = t("this table of examples has no rows", "这张示例对照表一行也没有");
    let help = t("write a row for each example: `100_000 : 62.5`", "每个示例写一行：`10万：62.5`");
    Diagnostic::error("E275", message).label(span, t("empty", "内容为空")).help(help)
}

pub(in crate::plan) fn row_expects_nothing(span: Span) -> Diagnostic {
    let message = t("this row expects nothing, so it could never fail", "这一行没有写任何应得的结果，怎么算都不会不符");
    let help = t(
        "write at least one value behind the colon, or with `expect` one that holds for every row",
        "冒号后至少写一个值；对每一行都相同的值可写在“应为”里",
    );
    Diagnostic::error("E275", message).label(span, t("nothing but dashes behind the colon", "冒号后只有“-”")).help(help)
}

/// Cells that belong to one row of an input of which the example gives several.
pub(in crate::plan) fn which_row(input: &str, span: Span, count: usize, place: Span) -> Diagnostic {
    let message = t(
        format!("the table gives one row of {}, but the example has {count} of them", q(input)),
        format!("对照表只能给出{}的一行，而示例已给出 {count} 行", q(input)),
    );
    let help =
        t("give at most one row of it with `given`: the table adds its cells to that row", "“已知”里最多写一行：对照表的格会补进这一行");
    Diagnostic::error("E275", message)
        .label(span, t("into which row?", "属于哪一行？"))
        .label(place, t("more than one row is given here", "这里给出了不止一行"))
        .help(help)
}

// ---- several people ---------------------------------------------------------------------------------------------------

fn listed(keys: &[String]) -> Text {
    let quoted: Vec<String> = keys.iter().map(|key| q(key)).collect();
    t(quoted.join(", "), quoted.join("、"))
}

/// A name of an example of several people that does not say whose it is.
pub(in crate::plan) fn of_whom(name: &str, span: Span, keys: &[String]) -> Diagnostic {
    let known = listed(keys);
    let message = t(format!("{} of whom? The example has several people", q(name)), format!("{}是谁的？示例里不止一个人", q(name)));
    let first = keys.first().map_or("A", String::as_str);
    let help = t(
        format!("write the person before it, such as `{first}.{name}`; there are {}", known.en),
        format!("请在前面写明人员，例如 `{first}.{name}`；示例里有 {}", known.zh),
    );
    Diagnostic::error("E276", message).label(span, t("whose?", "谁的？")).help(help)
}

pub(in crate::plan) fn unknown_person(key: &str, span: Span, (keys, guess): (&[String], Option<String>)) -> Diagnostic {
    let message = t(format!("the example has nobody called {}", q(key)), format!("示例里没有{}这个人", q(key)));
    let problem = Diagnostic::error("E276", message).label(span, t("not among the people", "不在示例的人员之中"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean {}?", q(&guess)), format!("是不是想写{}？", q(&guess)))).guess(span, guess),
        None => {
            let known = listed(keys);
            problem.help(t(format!("there are {}", known.en), format!("示例里有 {}", known.zh)))
        }
    }
}

/// A key where the example has one person, whom nothing names.
pub(in crate::plan) fn one_person(key: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} speaks of one of several people, and the example has one person without a key", q(key)),
        format!("{}指的是几个人当中的一个，而这个示例只有一个没有编号的人", q(key)),
    );
    let help = t(
        "leave the key out, or give several people: `given people { A { … } B { … } }`",
        "请去掉人员编号，或者写出几个人：`已知 人员 { 甲 { … } 乙 { … } }`",
    );
    Diagnostic::error("E276", message).label(span, t("nobody is so called", "没有这样的人")).help(help)
}

/// Blocks of keys behind a name that is not the population's.
pub(in crate::plan) fn not_the_population(name: &str, span: Span, own: Option<&str>) -> Diagnostic {
    let message = t(format!("{} has no people, only the population does", q(name)), format!("{}里没有人员，人员只在人员数据里", q(name)));
    let own = own.unwrap_or("people");
    let help = t(
        format!("write the people behind `given {own} {{ … }}`, and the rows of each inside"),
        format!("请把各人写在 `已知 {own} {{ … }}` 里，每个人的数据行写在各自的花括号里"),
    );
    Diagnostic::error("E277", message).label(span, t("not the input of people", "这不是人员数据")).help(help)
}

pub(in crate::plan) fn key_given(name: &str, span: Span, people: Span) -> Diagnostic {
    let message = t(
        format!("{} is the key of a person, which stands before the brace", q(name)),
        format!("{}是人员编号，已写在各人的花括号之前", q(name)),
    );
    let help = t("leave it out here; the name before each brace is the key", "请去掉这一项；花括号前面的名称就是编号");
    Diagnostic::error("E277", message)
        .label(span, t("given once more", "又给出一次"))
        .label(people, t("the people stand here", "各人写在这里"))
        .help(help)
}

// ---- tables -----------------------------------------------------------------------------------------------------------

pub(in crate::plan) fn given_twice(name: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("{} is given twice", q(name)), format!("{}给出了两次", q(name)));
    let help =
        t("leave it in the table if it differs from row to row, else in `given`", "逐行不同的只写在对照表里，各行相同的只写在“已知”里");
    Diagnostic::error("E204", message).label(span, t("and again here", "这里又给出")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn expected_twice(name: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("{} is expected twice", q(name)), format!("{}写了两次应得的结果", q(name)));
    let help =
        t("leave it in the table if it differs from row to row, else in `expect`", "逐行不同的只写在对照表里，各行相同的只写在“应为”里");
    Diagnostic::error("E204", message).label(span, t("and again here", "这里又写")).label(before, first_here()).help(help)
}
