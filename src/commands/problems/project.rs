//! What can be wrong with the project file and with the choice of policies.

use std::io;

use super::{all, cause, quoted};
use crate::diagnostic::text::nearest;
use crate::diagnostic::{Diagnostic, Label, Text};
use crate::lint::settings::{Threshold, Unit};
use crate::source::Span;

/// What a setting wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wanted {
    Plans,
    Policy,
    Data,
    DataFile,
    Period,
    Lints,
    Level,
}

/// What a path is to lead to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Policy,
    Folder,
    File,
}

// ---- the file -------------------------------------------------------------------------------------------------------

pub(crate) fn project_unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (name, cause) = (quoted(path), cause(error));
    let message = Text::new(
        format!("the project file {} cannot be read: {}", name.en, cause.en),
        format!("无法读取项目文件{}：{}", name.zh, cause.zh),
    );
    Diagnostic::error("E650", message)
}

pub(crate) fn project_no_text(path: &str) -> Diagnostic {
    let name = quoted(path);
    let message = Text::new(format!("the project file {} is no UTF-8 text", name.en), format!("项目文件{}不是 UTF-8 文本", name.zh));
    Diagnostic::error("E650", message).help(Text::new("save it again with the encoding UTF-8", "请另存为 UTF-8 编码"))
}

pub(crate) fn project_not_toml(detail: &str, span: Span) -> Diagnostic {
    if detail.contains("duplicate") {
        return Diagnostic::error("E650", Text::new("this setting stands twice", "这项设置写了两次"))
            .label(span, Text::new("set before", "前面已经写过"))
            .help(Text::new("leave one of them out", "请删去其中一个"));
    }
    Diagnostic::error("E650", Text::new("this line of the project file cannot be read", "项目文件的这一行读不懂"))
        .label(span, Text::new(detail, "从这里起不合 TOML 的写法"))
        .help(Text::new(
            "write `name = value` on each line; texts, and Chinese names before the `=`, stand in double quotation marks: period = \"2026-Q1\"",
            "每行写“名称 = 值”；文字以及等号左边的中文名称都要放在英文双引号里，例如 period = \"2026-Q1\"、\"人员\" = \"人员.csv\"",
        ))
}

pub(crate) fn unknown_key(said: &str, known: &[&str], span: Span) -> Diagnostic {
    let name = quoted(said);
    let problem =
        Diagnostic::error("E651", Text::new(format!("there is no setting {} here", name.en), format!("这里没有名为{}的设置", name.zh)))
            .label(span, Text::new("not known", "没有这项设置"));
    did_you_mean(problem, said, known)
}

fn did_you_mean(problem: Diagnostic, said: &str, known: &[&str]) -> Diagnostic {
    let names = all(&known.iter().map(ToString::to_string).collect::<Vec<_>>());
    match nearest(said, known.iter().copied()) {
        Some(near) => problem.help(Text::new(format!("did you mean `{near}`?"), format!("是不是 `{near}`？"))),
        None => problem.help(Text::new(format!("here may stand {}", names.en), format!("这里可以写：{}", names.zh))),
    }
}

pub(crate) fn wrong_type(written: &str, wanted: Wanted, span: Span) -> Diagnostic {
    let (message, help) = match wanted {
        Wanted::Plans => (
            Text::new("each plan is a block of its own", "每份制度单独写一段"),
            Text::new(
                "write [[plan]] on a line, and below it policy = \"plan.merit\"",
                "单独一行写 [[plan]]，下面写 policy = \"plan.merit\"",
            ),
        ),
        Wanted::Policy => (
            Text::new("a policy is named by its path, as a text", "制度要用文字写明路径"),
            Text::new("write for instance policy = \"plans/sales.merit\"", "例如写 policy = \"plans/sales.merit\""),
        ),
        Wanted::Data => (
            Text::new("the data are a folder, or a file for each input", "数据要写成文件夹，或逐个写明文件"),
            Text::new(
                "write data = \"data\", or data = { people = \"people.csv\" }",
                "写 data = \"data\"，或 data = { people = \"people.csv\" }",
            ),
        ),
        Wanted::DataFile => (
            Text::new("the file of an input is named by its path, as a text", "数据文件要用文字写明路径"),
            Text::new("write for instance people = \"data/people.csv\"", "例如写 people = \"data/people.csv\""),
        ),
        Wanted::Period => (
            Text::new("this is not a period", "这不是考核周期"),
            Text::new(
                "write \"2026-03\", \"2026-Q1\", \"2026-H1\" or \"2026\", in quotation marks",
                "写 \"2026-03\"、\"2026-Q1\"、\"2026-H1\" 或 \"2026\"，带引号",
            ),
        ),
        Wanted::Lints => (
            Text::new("settings of lints stand in a block of their own", "检查规则的设置单独写一段"),
            Text::new("write [lint] on a line, and below it kpi-count = \"warn\"", "单独一行写 [lint]，下面写 kpi-count = \"warn\""),
        ),
        Wanted::Level => (
            Text::new("this is not a level of a lint", "这不是检查规则的级别"),
            Text::new(
                "write \"off\", \"note\", \"warn\" or \"error\"",
                "写 \"off\"（关闭）、\"note\"（说明）、\"warn\"（警告）或 \"error\"（错误）",
            ),
        ),
    };
    let shown = quoted(written.lines().next().unwrap_or_default().trim_matches('"'));
    let label = Text::new(format!("{} cannot stand here", shown.en), format!("这里不能写{}", shown.zh));
    Diagnostic::error("E652", message).label(span, label).help(help)
}

// ---- paths ----------------------------------------------------------------------------------------------------------

pub(crate) fn path_outside(said: &str, span: Span) -> Diagnostic {
    let name = quoted(said);
    let message = Text::new(
        format!("{} leaves the folder of the project, or is not written as a path inside it", name.en),
        format!("{}离开了项目文件夹，或没有写成其内的路径", name.zh),
    );
    Diagnostic::error("E653", message).label(span, Text::new("outside", "在项目之外")).help(Text::new(
        "paths begin at the folder of merit.toml and have slashes: plans/sales.merit; move merit.toml up if the project begins higher",
        "路径从 merit.toml 所在的文件夹算起，用斜杠分隔，例如 plans/sales.merit；如果项目从上级文件夹开始，请把 merit.toml 移上去",
    ))
}

pub(crate) fn path_missing(said: &str, kind: Kind, near: &[String], span: Span) -> Diagnostic {
    let name = quoted(said);
    let message = match kind {
        Kind::Folder => Text::new(format!("there is no folder {}", name.en), format!("没有文件夹{}", name.zh)),
        Kind::Policy | Kind::File => Text::new(format!("there is no file {}", name.en), format!("没有文件{}", name.zh)),
    };
    let problem = Diagnostic::error("E653", message).label(span, Text::new("named here", "在此写明"));
    let (before, last) = said.trim_end_matches('/').rsplit_once('/').map_or(("", said), |(before, last)| (before, last));
    match nearest(last, near.iter().map(String::as_str)) {
        Some(near) => {
            let near = if before.is_empty() { near.to_string() } else { format!("{before}/{near}") };
            let near = quoted(&near);
            problem.help(Text::new(format!("did you mean {}?", near.en), format!("是不是{}？", near.zh)))
        }
        None => problem.help(Text::new("paths begin at the folder of merit.toml", "路径从 merit.toml 所在的文件夹算起")),
    }
}

pub(crate) fn path_of_other_kind(said: &str, kind: Kind, inside: &[String], span: Span) -> Diagnostic {
    let name = quoted(said);
    let problem = match kind {
        Kind::Folder => Diagnostic::error(
            "E653",
            Text::new(format!("{} is a file; a folder is expected here", name.en), format!("{}是文件，这里需要文件夹", name.zh)),
        )
        .help(Text::new(
            "for single files write data = { people = \"people.csv\" }",
            "逐个写明文件请用 data = { people = \"people.csv\" }",
        )),
        Kind::Policy => {
            let problem = Diagnostic::error(
                "E653",
                Text::new(format!("{} is a folder; a policy is a file", name.en), format!("{}是文件夹，这里需要一个制度文件", name.zh)),
            );
            match inside.first() {
                Some(first) => {
                    let folder = said.trim_end_matches('/');
                    let path = if folder.is_empty() { first.clone() } else { format!("{folder}/{first}") };
                    problem.help(Text::new(format!("write for instance policy = \"{path}\""), format!("例如写 policy = \"{path}\"")))
                }
                None => problem.help(Text::new("the folder holds no policy (.merit)", "该文件夹中没有制度文件（.merit）")),
            }
        }
        Kind::File => Diagnostic::error(
            "E653",
            Text::new(
                format!("{} is a folder; a file is expected for this input", name.en),
                format!("{}是文件夹，这里需要一个文件", name.zh),
            ),
        )
        .help(Text::new("for a whole folder write data = \"folder\"", "整个文件夹请写 data = \"文件夹\"")),
    };
    problem.label(span, Text::new("named here", "在此写明"))
}

pub(crate) fn plan_without_policy(span: Span) -> Diagnostic {
    Diagnostic::error("E654", Text::new("this plan does not say its policy", "这一段没有写明制度文件"))
        .label(span, Text::new("`policy` is missing", "缺少 policy"))
        .help(Text::new("add policy = \"plan.merit\"", "请加上 policy = \"plan.merit\""))
}

// ---- lints ----------------------------------------------------------------------------------------------------------

pub(crate) fn unknown_lint(said: &str, by_code: Option<&str>, known: &[&str], span: Span) -> Diagnostic {
    let name = quoted(said);
    let problem = Diagnostic::error("E655", Text::new(format!("there is no lint {}", name.en), format!("没有名为{}的检查规则", name.zh)))
        .label(span, Text::new("not known", "没有这条规则"));
    match by_code {
        Some(by_code) => problem
            .help(Text::new(format!("a lint is set by its name: write `{by_code}`"), format!("规则要用名称来设置：请写 `{by_code}`"))),
        None => did_you_mean(problem, said, known),
    }
}

pub(crate) fn wrong_threshold(threshold: &Threshold, written: &str, span: Span) -> Diagnostic {
    let (message, example) = match threshold.unit {
        Unit::Count => (Text::new("this number is a count: a whole number, 0 or more", "这里是个数：应为不小于 0 的整数"), "7"),
        Unit::Percent => (Text::new("this number is a percent, written as a text", "这里是百分比：要写成带百分号的文字"), "\"10%\""),
        Unit::Times => (Text::new("this number says how many times, written as a text", "这里是倍数：要写成文字"), "\"2.5\""),
    };
    let digits = written.trim_matches(['"', '\'', '+', ' ']);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let key = threshold.key;
    let help = match threshold.unit {
        Unit::Times if plain => Text::new(
            format!("write {key} = \"{digits}\": Merit's numbers are exact, and only a text keeps every digit"),
            format!("请写 {key} = \"{digits}\"：Merit 的数是精确的，写成文字才不会丢失位数"),
        ),
        Unit::Percent if plain => Text::new(
            format!("write the percent with its sign in quotation marks, for instance {key} = {example}"),
            format!("请连同百分号写在引号里，例如 {key} = {example}"),
        ),
        Unit::Count | Unit::Percent | Unit::Times => {
            Text::new(format!("write for instance {key} = {example}"), format!("例如写 {key} = {example}"))
        }
    };
    let label = match threshold.unit {
        Unit::Count => Text::new("not a whole number of 0 or more", "不是这样的整数"),
        Unit::Percent => Text::new("not a percent in quotation marks", "不是带引号的百分比"),
        Unit::Times => Text::new("not a number in quotation marks", "不是带引号的数"),
    };
    Diagnostic::error("E656", message).label(span, label).help(help)
}

pub(crate) fn of_this_setting(span: Span) -> Label {
    Label { span, text: Text::new("of this setting", "属于这项设置") }
}

// ---- which policies -------------------------------------------------------------------------------------------------

pub(crate) fn folder_unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let (name, cause) = (quoted(path), cause(error));
    Diagnostic::error(
        "E603",
        Text::new(format!("the folder {} cannot be read: {}", name.en, cause.en), format!("无法读取文件夹{}：{}", name.zh, cause.zh)),
    )
}

pub(crate) fn no_policy_matches(said: &str) -> Diagnostic {
    let name = quoted(said);
    Diagnostic::error("E657", Text::new(format!("no policy is found at {}", name.en), format!("在{}没有找到制度文件", name.zh))).help(
        Text::new(
            "policies are files that end in .merit; hidden folders and folders named target are left out",
            "制度文件以 .merit 结尾；隐藏文件夹和名为 target 的文件夹不在其列",
        ),
    )
}

pub(crate) fn not_a_pattern(said: &str) -> Diagnostic {
    let name = quoted(said);
    Diagnostic::error("E657", Text::new(format!("{} is no pattern of paths", name.en), format!("{}不是正确的通配写法", name.zh))).help(
        Text::new(
            "* stands for any part of a name, ** for folders at any depth, ? for one character: 'policies/**/*.merit'",
            "* 代表名称中的任意一段，** 代表任意多层文件夹，? 代表一个字符，例如 'policies/**/*.merit'",
        ),
    )
}

pub(crate) fn nothing_named() -> Diagnostic {
    let message = Text::new("no policy is named, and no merit.toml is found", "没有写明制度文件，也没有找到 merit.toml");
    Diagnostic::error("E658", message).help(Text::new(
        "name a file or a folder, such as merit check plan.merit; or list the policies in a merit.toml",
        "请写明文件或文件夹，例如 merit check 制度.merit；或在 merit.toml 中列出制度",
    ))
}

pub(crate) fn project_without_plans(path: &str) -> Diagnostic {
    let name = quoted(path);
    Diagnostic::error("E658", Text::new(format!("{} names no policy", name.en), format!("{}没有列出制度", name.zh)))
        .help(Text::new("add [[plan]] and below it policy = \"plan.merit\"", "请加上 [[plan]]，下面写 policy = \"plan.merit\""))
}
