//! What this room says when something is wrong: a cases file that cannot be read, and cases that go against the clause.

mod judging;

pub use judging::*;

use crate::diagnostic::text::{list, quote};
use crate::diagnostic::{DataPlace, Diagnostic, Language, Text};

/// Where in a cases file something stands.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    pub file: &'a str,
    /// The id of the case, where it is known.
    pub case: Option<&'a str>,
    /// The case in the file, from 1; 0 for the file as a whole.
    pub number: u64,
    /// In which the file calls its fields.
    pub language: Language,
}

impl At<'_> {
    /// A place in the file.
    pub fn place(self, field: Option<&str>, cell: Option<&str>) -> DataPlace {
        DataPlace {
            file: self.file.to_string(),
            row: (self.number > 0).then_some(self.number),
            column: field.map(|field| super::names::in_file(field, self.language)),
            cell: cell.map(str::to_string),
            person: None,
        }
    }

    /// What a message begins with: the case it is about.
    fn head(self) -> Text {
        match (self.case, self.number) {
            (Some(id), _) => Text::new(format!("case {}: ", q(id)), format!("案件 {}：", q(id))),
            (None, 0) => Text::default(),
            (None, number) => Text::new(format!("case {number} of the file: "), format!("文件中第 {number} 个案件：")),
        }
    }
}

/// What a field should hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    Text,
    Texts,
    Date,
    Period,
    Flag,
    Cell,
    Object,
    Objects,
}

impl Wanted {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Wanted::Text => ("a text: `\"…\"`", "文字：`\"…\"`"),
            Wanted::Texts => ("texts: `[\"…\", \"…\"]`", "若干文字：`[\"…\", \"…\"]`"),
            Wanted::Date => ("a date: `\"2026-02-12\"`", "日期：`\"2026-02-12\"`"),
            Wanted::Period => ("a period: `\"2026-Q1\"`", "周期：`\"2026-Q1\"`"),
            Wanted::Flag => ("`true` or `false`", "`true` 或 `false`"),
            Wanted::Cell => ("what the cell should say: `\"1_200_000\"`", "单元格应有的内容：`\"1_200_000\"`"),
            Wanted::Object => ("an object: `{ … }`", "对象：`{ … }`"),
            Wanted::Objects => ("a list of objects: `[{ … }, { … }]`", "对象列表：`[{ … }, { … }]`"),
        }
    }
}

pub(super) fn q(text: &str) -> String {
    quote(text, Language::English)
}

fn error(code: &'static str, at: At<'_>, en: impl Into<String>, zh: impl Into<String>) -> Diagnostic {
    let head = at.head();
    Diagnostic::error(code, Text::new(format!("{}{}", head.en, en.into()), format!("{}{}", head.zh, zh.into())))
}

fn warning(code: &'static str, at: At<'_>, en: impl Into<String>, zh: impl Into<String>) -> Diagnostic {
    let head = at.head();
    Diagnostic::warning(code, Text::new(format!("{}{}", head.en, en.into()), format!("{}{}", head.zh, zh.into())))
}

pub(super) fn not_json(file: &str, line: usize) -> Diagnostic {
    let message = Text::new(
        format!("{} is not JSON: it cannot be read from line {line} on", q(file)),
        format!("{} 不是 JSON：从第 {line} 行起无法读取", q(file)),
    );
    let place = DataPlace { file: file.to_string(), row: u64::try_from(line).ok(), ..DataPlace::default() };
    Diagnostic::error("E700", message).place(place).help(shape())
}

pub(super) fn not_cases(file: &str) -> Diagnostic {
    let message = Text::new(format!("{} is no file of cases", q(file)), format!("{} 不是案件文件", q(file)));
    Diagnostic::error("E700", message).place(DataPlace { file: file.to_string(), ..DataPlace::default() }).help(shape())
}

fn shape() -> Text {
    let sample = "{\"cases\": [{\"id\": \"…\", \"who\": \"…\", \"filed\": \"2026-02-20\", \"events\": […]}]}";
    let chinese = "{\"案件\": [{\"编号\": \"…\", \"申诉人\": \"…\", \"提出日期\": \"2026-02-20\", \"经过\": […]}]}";
    Text::new(format!("the file reads `{sample}`"), format!("文件应写成 `{chinese}`"))
}

pub(super) fn unknown_field(at: At<'_>, field: &str, known: &[&str], near: Option<&str>) -> Diagnostic {
    let (en, zh) = known_words(known, near);
    error("E701", at, format!("no field is called {}", q(field)), format!("没有名为 {} 的字段", q(field)))
        .place(at.place(Some(field), None))
        .help(Text::new(en, zh))
}

pub(super) fn field_twice(at: At<'_>, field: &str) -> Diagnostic {
    error("E701", at, format!("the field {} stands there twice", q(field)), format!("字段 {} 写了两次", q(field)))
        .place(at.place(Some(field), None))
        .help(Text::new("say it once", "只写一次"))
}

fn known_words(known: &[&str], near: Option<&str>) -> (String, String) {
    let all: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let (en, zh) = (list(&all, Language::English), list(&all, Language::Chinese));
    match near {
        Some(near) => (format!("did you mean `{near}`? Here may stand {en}"), format!("是否指 `{near}`？此处可以是 {zh}")),
        None => (format!("here may stand {en}"), format!("此处可以是 {zh}")),
    }
}

pub(super) fn wrong_form(at: At<'_>, field: &str, said: Option<&str>, wanted: Wanted) -> Diagnostic {
    let (en, zh) = wanted.words();
    let message = match said {
        Some(said) => (format!("{} says {}", q(field), q(said)), format!("{} 写的是 {}", q(field), q(said))),
        None => (format!("what {} says cannot be used", q(field)), format!("{} 的内容无法使用", q(field))),
    };
    error("E702", at, message.0, message.1).place(at.place(Some(field), said)).help(Text::new(format!("write {en}"), format!("请写{zh}")))
}

pub(super) fn field_missing(at: At<'_>, field: &str, wanted: Wanted) -> Diagnostic {
    let (en, zh) = wanted.words();
    error("E702", at, format!("{} is not said", q(field)), format!("缺少 {}", q(field)))
        .place(at.place(Some(field), None))
        .help(Text::new(format!("write {en}"), format!("请写{zh}")))
}

pub(super) fn unknown_word(at: At<'_>, field: &str, said: &str, (known, near): (&[&str], Option<&str>)) -> Diagnostic {
    let (en, zh) = known_words(known, near);
    error("E702", at, format!("{} cannot be {}", q(field), q(said)), format!("{} 不能是 {}", q(field), q(said)))
        .place(at.place(Some(field), Some(said)))
        .help(Text::new(en, zh))
}

pub(super) fn correction_unclear(at: At<'_>, field: &str) -> Diagnostic {
    error("E702", at, format!("{} is not one correction", q(field)), format!("{} 不是一项更正", q(field)))
        .place(at.place(Some(field), None))
        .help(Text::new(
            "write `\"column\": …, \"value\": …` for a cell, `\"add\": { … }` for a missing row, or `\"remove\": true`",
            "更正单元格写 `\"列\": …, \"应为\": …`，补一行写 `\"补入\": { … }`，去掉一行写 `\"删去\": true`",
        ))
}

pub(super) fn member_unnamed(at: At<'_>, field: &str) -> Diagnostic {
    error("E702", at, format!("{} has neither a key nor a name", q(field)), format!("{} 既没有编号，也没有姓名", q(field)))
        .place(at.place(Some(field), None))
        .help(Text::new(
            "write `\"key\": \"…\"`, or `\"name\": \"…\"` for somebody who is not in the data",
            "请写 `\"编号\": \"…\"`；不在数据中的人写 `\"姓名\": \"…\"`",
        ))
}

pub(super) fn case_twice(at: At<'_>, first: u64) -> Diagnostic {
    error("E703", at, "two cases have this id", "有两个案件用此编号")
        .place(At { number: first, ..at }.place(Some("id"), None))
        .place(at.place(Some("id"), None))
        .help(Text::new("give one of them another id", "请给其中一个换一个编号"))
}
