//! What is said of a call about appeals: its files, its cases, its letters, and corrections that cannot be made.

use crate::appeal::Account;
use crate::appeal::case::Correction;
use crate::appeal::letter::Letter;
use crate::appeal::problems::At;
use crate::data::Slip;
use crate::diagnostic::text::{list, nearest, quote, rows};
use crate::diagnostic::{DataPlace, Diagnostic, Language, Severity, Text};

const MOST: usize = 8;

fn q(text: &str) -> String {
    quote(text, Language::English)
}

/// The policy says nothing of appeals.
pub(super) fn no_appeal() -> Diagnostic {
    Diagnostic::error("E704", Text::new("the policy has no appeal", "制度里没有申诉条款")).help(Text::new(
        "add for instance `appeal \"Result appeal\" { file within 5 working days of publication; late reject }`",
        "例如加上 `申诉 \"结果申诉\" { 提出 自公布之日起5个工作日内；逾期 不予受理 }`",
    ))
}

pub(super) fn cases_unreadable(file: &str, why: &Text) -> Diagnostic {
    Diagnostic::error("E700", Text::new(format!("{} cannot be read: {}", q(file), why.en), format!("{} 无法读取：{}", q(file), why.zh)))
        .place(DataPlace { file: file.to_string(), ..DataPlace::default() })
        .help(Text::new("name a file of cases: `--cases cases.json`", "请指明案件文件：`--cases cases.json`"))
}

pub(super) fn unknown_case(said: &str, known: &[String]) -> Diagnostic {
    let shown: Vec<String> = known.iter().take(MOST).map(|id| q(id)).collect();
    let near = nearest(said, known.iter().map(String::as_str));
    let help = match (near, shown.is_empty()) {
        (Some(near), _) => Text::new(format!("did you mean {}?", q(near)), format!("是否指 {}？", q(near))),
        (None, false) => {
            Text::new(format!("there are {}", list(&shown, Language::English)), format!("已有 {}", list(&shown, Language::Chinese)))
        }
        (None, true) => Text::new("the file has no cases", "文件中没有案件"),
    };
    Diagnostic::error("E707", Text::new(format!("--case: there is no case {}", q(said)), format!("--case：没有案件 {}", q(said))))
        .help(help)
}

/// A correction that cannot be made; its number counts from 1.
pub(super) fn correction(at: At<'_>, (number, correction): (usize, &Correction), slip: &Slip) -> Diagnostic {
    let field = format!("corrections[{number}]");
    let key = q(&correction.key);
    let known = |known: &[String]| {
        let shown: Vec<String> = known.iter().take(MOST).map(|name| q(name)).collect();
        Text::new(format!("there is {}", list(&shown, Language::English)), format!("可写 {}", list(&shown, Language::Chinese)))
    };
    let meant = |near: &Option<String>, other: Text| match near {
        Some(near) => Text::new(format!("did you mean {}?", q(near)), format!("是否指 {}？", q(near))),
        None => other,
    };
    let (en, zh, help) = match slip {
        Slip::UnknownInput { known: all, near } => (
            format!("the policy has no input {}", q(&correction.input)),
            format!("制度中没有数据 {}", q(&correction.input)),
            meant(near, known(all)),
        ),
        Slip::UnknownColumn { column, known: all, near } => (
            format!("{} has no column {}", q(&correction.input), q(column)),
            format!("{} 没有列 {}", q(&correction.input), q(column)),
            meant(near, known(all)),
        ),
        Slip::NotInFile { column } => (
            format!("the file of {} has no column {}", q(&correction.input), q(column)),
            format!("{} 的文件没有列 {}", q(&correction.input), q(column)),
            Text::new("add the column to the file", "请在文件中加上这一列"),
        ),
        Slip::NoRow { file, near } => (
            format!("{} has no row {key} in this period", q(file)),
            format!("{} 在本期没有 {key} 这一行", q(file)),
            meant(near, Text::new("write `\"add\": { … }` for a row that is missing", "缺少的行请用 `\"补入\": { … }` 补入")),
        ),
        Slip::SeveralRows { file, rows: all } => (
            format!("{} has several rows {key}: {}", q(file), rows(all)),
            format!("{} 有几行都是 {key}：第 {} 行", q(file), rows(all)),
            Text::new("correct the file first", "请先更正该文件"),
        ),
        Slip::ThereAlready { file, row } => (
            format!("{} has the row {key} already, in line {row}", q(file)),
            format!("{} 第 {row} 行已有 {key}", q(file)),
            Text::new("correct its cells: `\"column\": …, \"value\": …`", "请更正其单元格：`\"列\": …, \"应为\": …`"),
        ),
        Slip::NoFile => (
            format!("there is no file of {}", q(&correction.input)),
            format!("没有 {} 的文件", q(&correction.input)),
            Text::new("give it with `--data`", "请用 `--data` 给出该文件"),
        ),
        Slip::Twice { before } => {
            let before = before.saturating_add(1);
            (
                format!("correction {before} is of the same cell or row"),
                format!("第 {before} 项更正已涉及同一单元格或同一行"),
                Text::new("keep the one that is right", "请只保留正确的一项"),
            )
        }
        Slip::Unreadable => (
            format!("the file of {} cannot be read", q(&correction.input)),
            format!("{} 的文件无法读取", q(&correction.input)),
            Text::new("`merit run` says what is wrong with it", "用 `merit run` 可以查看其中的问题"),
        ),
    };
    let head = at.case.unwrap_or_default();
    Diagnostic::error(
        "E708",
        Text::new(format!("case {}: the correction cannot be made: {en}", q(head)), format!("案件 {}：无法更正：{zh}", q(head))),
    )
    .place(at.place(Some(&field), None))
    .help(help)
}

fn called(letter: Letter) -> Text {
    match letter {
        Letter::Acknowledgement => Text::new("acknowledgement", "受理通知书"),
        Letter::Completion => Text::new("request to complete", "补正通知书"),
        Letter::Refusal => Text::new("refusal", "不予受理通知书"),
        Letter::Ruling => Text::new("ruling", "决定书"),
    }
}

/// A letter that a case does not call for as it stands.
pub(super) fn no_letter(case: &str, state: &Text, letter: Option<Letter>) -> Diagnostic {
    let message = match letter.map(called) {
        Some(letter) => Text::new(
            format!("case {}: no {} can be written; the case is {}", q(case), letter.en, state.en),
            format!("案件 {}：不能出具{}，案件状态为“{}”", q(case), letter.zh, state.zh),
        ),
        None => Text::new(
            format!("case {}: there is no letter to write; the case is {}", q(case), state.en),
            format!("案件 {}：没有可出具的函件，案件状态为“{}”", q(case), state.zh),
        ),
    };
    Diagnostic::error("E720", message).help(Text::new(
        "`--letter` alone writes the letter that the case calls for; a ruling is written once it has its reason, clauses and evidence, and what its corrections change can be computed from `--data`",
        "只写 `--letter` 则出具案件当前应有的函件；决定写明理由、条款和证据，且更正的影响能以 `--data` 算出之后，方可出具决定书",
    ))
}

/// A case that calls for no letter, among those that do.
pub(super) fn no_letter_owed(account: &Account<'_>) -> Diagnostic {
    let (case, state) = (&account.judged.case.id, account.judged.state.text());
    Diagnostic::new(
        "W704",
        Severity::Note,
        Text::new(
            format!("case {} calls for no letter: it is {}", q(case), state.en),
            format!("案件 {} 无需出具函件，案件状态为“{}”", q(case), state.zh),
        ),
    )
}

/// Letters are no tables.
pub(super) fn letters_are_documents() -> Diagnostic {
    Diagnostic::error("E720", Text::new("letters are not written as csv or json", "函件不能写成 csv 或 json"))
        .help(Text::new("write `--format text`, `markdown` or `html`", "请写 `--format text`、`markdown` 或 `html`"))
}

pub(super) fn stage_judging() -> Text {
    Text::new("judging the cases", "正在核对案件")
}
