//! The wording of what can be wrong with a call of `merit curve`.

use crate::diagnostic::text::{nearest, quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Severity, Text};
use crate::source::Span;
use crate::value::Period;

use super::vary::SlipKind;

/// Names listed in one message.
const MOST_NAMES: usize = 8;

fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

fn q(text: &str) -> String {
    quote(text, Language::English)
}

fn listed(names: &[String], separator: &str) -> String {
    let shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| sanitise(name)).collect();
    let more = if names.len() > MOST_NAMES { " …" } else { "" };
    format!("{}{more}", shown.join(separator))
}

fn did_you_mean(problem: Diagnostic, guess: Option<&str>, known: &[String]) -> Diagnostic {
    match guess {
        Some(guess) => problem.help(t(format!("did you mean {}?", q(guess)), format!("是不是{}？", q(guess)))),
        None => problem.help(t(format!("known are {}", listed(known, ", ")), format!("已有：{}", listed(known, "、")))),
    }
}

// ---- whose curve ----------------------------------------------------------------------------------------------------

fn three_ways() -> Text {
    t(
        "give one of: --at \"quota 1_000_000, …\" (a person, written as in an example); --example \"title\" (the person of one of the policy's examples); \
         --data FOLDER --who KEY --period PERIOD (a person of the data)",
        "请给出其中一种：--at \"回款目标 100万，…\"（写法同示例的“已知”）；--example \"标题\"（制度中某个示例的人员）；--data 文件夹 --who 编号 --period 周期（数据中的人员）",
    )
}

pub(super) fn nobody() -> Diagnostic {
    let message = t("the call does not say whose curve is wanted", "没有说明要看谁的变化");
    Diagnostic::error("E660", message).help(three_ways())
}

pub(super) fn several(said: &[&str]) -> Diagnostic {
    let message = t(
        format!("{} each name a person, and a curve is one person's", said.join(" and ")),
        format!("{} 各指一个人，而一次只看一个人", said.join(" 和 ")),
    );
    Diagnostic::error("E660", message).help(three_ways())
}

pub(super) fn data_lacks(option: &str, example: &str) -> Diagnostic {
    let message = t(format!("--data needs {option} too"), format!("--data 还需要 {option}"));
    Diagnostic::error("E660", message).help(t(format!("add for instance {option} {example}"), format!("例如加上 {option} {example}")))
}

pub(super) fn without_data(option: &str) -> Diagnostic {
    let message = t(format!("{option} chooses from data, and there is no --data"), format!("{option} 是从数据中选取，而没有给出 --data"));
    Diagnostic::error("E660", message).help(three_ways())
}

pub(super) fn no_period() -> Diagnostic {
    let message = t("the policy does not say when it begins, so no period is its first", "制度没有写明何时开始，无法取第一个周期");
    Diagnostic::error("E660", message).help(t("say which is meant: --period 2026-Q1", "请写明周期，例如 --period 2026-Q1"))
}

pub(super) fn unknown_example(title: &str, known: &[String]) -> Diagnostic {
    let message = t(format!("--example: the policy has no example {}", q(title)), format!("--example：制度中没有示例{}", q(title)));
    let problem = Diagnostic::error("E661", message);
    if known.is_empty() {
        return problem.help(t("the policy has no examples; give the person with --at", "制度中没有示例；请用 --at 给出人员"));
    }
    did_you_mean(problem, nearest(title, known.iter().map(String::as_str)), known)
}

pub(super) fn not_given(typed: Span) -> Diagnostic {
    let message = t("these words are more than the values of one person", "这些文字不只是一个人的已知值");
    Diagnostic::error("E662", message)
        .label(typed, t("only columns and their values stand here", "这里只写数据列及其值"))
        .help(t("write for instance: quota 1_000_000, role \"AE\"", "例如写：回款目标 100万，岗位 \"客户经理\""))
}

/// The cure where a person of `--at` cannot be computed for want of a value.
pub(super) fn add_to_at(column: &str) -> Text {
    let column = sanitise(column);
    t(format!("give it in --at: {column} …"), format!("请在 --at 中写明：{column} ……"))
}

pub(super) fn rows_left_out(count: usize, period: Period, words: Span) -> Diagnostic {
    let message = if count == 1 {
        t(format!("one of the rows given is not in {period}"), format!("给出的行中有 1 行不在 {period}"))
    } else {
        t(format!("{count} of the rows given are not in {period}"), format!("给出的行中有 {count} 行不在 {period}"))
    };
    Diagnostic::new("W660", Severity::Note, message)
        .label(words, t("a dated row is in the period its date lies in", "按日期归期的行计入日期所在的周期"))
        .help(t("give each row its date inside the period", "请给每一行写上本期之内的日期"))
}

// ---- what is varied -------------------------------------------------------------------------------------------------

pub(super) fn vary_slip(kind: SlipKind, place: Span) -> Diagnostic {
    let (message, label) = match kind {
        SlipKind::NoName => (t("--vary names no column", "--vary 没有写明数据列"), t("which one?", "哪一列？")),
        SlipKind::OpenEnd => {
            (t("both ends of a curve belong to it", "曲线的两端都包含在内"), t("this would leave the value out", "这样写不包含该值"))
        }
        SlipKind::NoValue => {
            (t("a word of the range has no value behind it", "范围中的这个词后面没有值"), t("up to which value?", "值是多少？"))
        }
        SlipKind::Strange => (t("these words are no range", "这些文字不是范围"), t("neither from nor up to", "既不是起点也不是终点")),
    };
    Diagnostic::error("E663", message).label(place, label).help(t(
        "write --vary COLUMN from A up to B; without an end, what the column allows is taken",
        "请写 --vary 数据列 从A 至B；不写的一端取该列允许的范围",
    ))
}

pub(super) fn unknown_column(said: &str, place: Span, known: &[String]) -> Diagnostic {
    let message = t(format!("--vary: the data have no column {}", q(said)), format!("--vary：数据中没有列{}", q(said)));
    let problem = Diagnostic::error("E664", message).label(place, t("not known", "没有这一列"));
    // A column of rows is named with its input before it.
    let bare = known.iter().find(|name| name.split_once('.').is_some_and(|(_, bare)| bare == said));
    did_you_mean(problem, bare.map(String::as_str).or_else(|| nearest(said, known.iter().map(String::as_str))), known)
}

pub(super) fn computed(said: &str, place: Span, clause: Span, known: &[String]) -> Diagnostic {
    let message = t(
        format!("--vary: {} is computed by the policy; only what the data give can be varied", q(said)),
        format!("--vary：{}是制度算出来的，只有数据中的列才能变动", q(said)),
    );
    Diagnostic::error("E664", message)
        .label(place, t("not a column", "这不是数据列"))
        .label(clause, t("computed here", "在此计算"))
        .help(t(format!("vary one of {}", listed(known, ", ")), format!("可变动的列：{}", listed(known, "、"))))
}

/// Whose row it is hangs on the shares of its credit lines, so that no curve leads from one share to another.
pub(super) fn a_share(said: &str, place: Span, clause: Span, known: &[String]) -> Diagnostic {
    let message = t(
        format!("--vary: {} says to whom rows are credited, and cannot be varied", q(said)),
        format!("--vary：{}决定一行计入谁，不能变动", q(said)),
    );
    Diagnostic::error("E664", message)
        .label(place, t("a share of rows", "这是计入的比例"))
        .label(clause, t("described here", "在此说明"))
        .help(t(format!("vary one of {}", listed(known, ", ")), format!("可变动的列：{}", listed(known, "、"))))
}

pub(super) fn no_number(said: &str, place: Span, clause: Span, known: &[String]) -> Diagnostic {
    let message = t(
        format!("--vary: {} is no number, so nothing lies between two of its values", q(said)),
        format!("--vary：{}不是数字，两个值之间没有连续变化", q(said)),
    );
    Diagnostic::error("E664", message)
        .label(place, t("not a number", "不是数字"))
        .label(clause, t("described here", "在此说明"))
        .help(t(format!("vary one of {}", listed(known, ", ")), format!("可变动的列：{}", listed(known, "、"))))
}

pub(super) fn reversed(from: Span, to: Span) -> Diagnostic {
    let message = t("the range ends before it begins", "范围的终点在起点之前");
    Diagnostic::error("E665", message)
        .label(from, t("from here", "起点"))
        .label(to, t("up to here, which is less", "终点，却比起点小"))
        .help(t("write the smaller value behind `from`", "较小的值写在前面"))
}

pub(super) fn beyond_bound(said: Span, bound: Span) -> Diagnostic {
    let message = t("nothing of the column lies on this side of the value", "该列在这个值的这一侧没有允许的值");
    Diagnostic::error("E665", message)
        .label(said, t("the range has this end", "范围的这一端"))
        .label(bound, t("the column ends here", "该列的界限在此"))
        .help(t("write an end that the column allows", "请写该列允许的值"))
}

pub(super) fn no_end(said: &str, place: Span) -> Diagnostic {
    let message = t(
        format!("the column {} has no upper bound, and no value of it is given from which to take one", q(said)),
        format!("列{}没有上限，也没有已知值可以参照", q(said)),
    );
    Diagnostic::error("E665", message)
        .label(place, t("up to which value?", "到多少为止？"))
        .help(t("write the end: --vary COLUMN from 0 up to 1_000_000", "请写明终点：--vary 数据列 从0 至100万"))
}

pub(super) fn no_row(input: &str, period: Period, typed: Option<Span>) -> Diagnostic {
    let message = t(
        format!("the person has no row of {} in {period} that could be varied", q(input)),
        format!("此人在 {period} 没有{}的行可以变动", q(input)),
    );
    let problem = Diagnostic::error("E666", message);
    let problem = match typed {
        Some(typed) => problem.label(typed, t("no row that counts in this period", "没有计入本期的行")),
        None => problem,
    };
    problem.help(t(
        format!("give one: --at \"{input} {{ … }}\"; a dated row needs its date inside the period"),
        format!("请给出一行：--at \"{input} {{ … }}\"；按日期归期的行须写日期，且在本期之内"),
    ))
}

pub(super) fn unknown_row(key: &str, input: &str, known: &[String]) -> Diagnostic {
    let message =
        t(format!("--row: the person has no row {} of {}", q(key), q(input)), format!("--row：此人在{}中没有行{}", q(input), q(key)));
    did_you_mean(Diagnostic::error("E666", message), nearest(key, known.iter().map(String::as_str)), known)
}

pub(super) fn row_of_person(said: &str) -> Diagnostic {
    let message =
        t(format!("--row names a row, and {} is a column of people", q(said)), format!("--row 指明细行，而{}是人员的列", q(said)));
    Diagnostic::error("E666", message).help(t("leave --row out", "请去掉 --row"))
}

pub(super) fn value_of_other_rows(of: &str, input: &str, varied: &str) -> Diagnostic {
    let message = t(
        format!("--of: {} is a value of each row of {}, and no row of it is varied", q(of), q(input)),
        format!("--of：{}是{}每一行的值，而变动的不是它的行", q(of), q(input)),
    );
    Diagnostic::error("E667", message).help(t(
        format!("take a value of the person, such as payout or score, or vary a column of {input} instead of {varied}"),
        format!("请取人员的值，例如 应发合计、总分，或改为变动 {input} 的列，而不是 {varied}"),
    ))
}

pub(super) fn too_many_pieces(of: &str, varied: &str) -> Diagnostic {
    let message = t(
        format!("{} has more pieces over {} than anybody could look at", q(of), q(varied)),
        format!("{}随{}变化的分段太多，无法逐段查看", q(of), q(varied)),
    );
    Diagnostic::error("E668", message).help(t("take a shorter range: --vary COLUMN from A up to B", "请缩小范围：--vary 数据列 从A 至B"))
}
