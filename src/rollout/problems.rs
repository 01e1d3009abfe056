//! The wording of what is wrong with records, and of what a rollout lacks.

use super::fields::{Field, What};
use super::records::{Form, Place};
use crate::diagnostic::text::{nearest, quote, sanitise};
use crate::diagnostic::{DataPlace, Diagnostic, Language, Text};
use crate::plan::ir::Plan;
use crate::source::Span;
use crate::value::calendar::Outside;
use crate::value::{Date, Period};

fn quoted(text: &str) -> Text {
    Text::new(quote(text, Language::English), quote(text, Language::Chinese))
}

fn in_file(code: &'static str, file: &str, row: Option<u64>, message: Text) -> Diagnostic {
    Diagnostic::error(code, message).place(DataPlace { file: file.to_string(), row, ..DataPlace::default() })
}

/// `record 3`, `line 3`
fn entry(place: &Place) -> Text {
    let number = place.number;
    match place.form {
        Form::Json => Text::new(format!("record {number}"), format!("第 {number} 条记录")),
        Form::Csv => Text::new(format!("line {number}"), format!("第 {number} 行")),
    }
}

/// `text`, `内容（text）`
fn field_name(field: Field) -> Text {
    let (en, zh) = field.names();
    Text::new(format!("`{en}`"), format!("`{zh}`"))
}

// ---- the file -----------------------------------------------------------------------------------------------------

pub(super) fn no_text(file: &str) -> Diagnostic {
    let message = Text::new("the records are no text in UTF-8", "记录文件不是 UTF-8 文本");
    in_file("E750", file, None, message).help(Text::new("save the file as “CSV UTF-8”", "请另存为“CSV UTF-8”格式"))
}

pub(super) fn not_json(file: &str, line: usize) -> Diagnostic {
    let message =
        Text::new(format!("the records are no JSON: line {line} cannot be read"), format!("记录文件不是 JSON：第 {line} 行无法读取"));
    in_file("E750", file, None, message)
        .help(Text::new("look for a missing comma, bracket or quotation mark there", "请检查该处是否缺少逗号、括号或引号"))
}

pub(super) fn not_records(file: &str) -> Diagnostic {
    let message = Text::new("the file is no object with `people` and `records`", "文件不是含有 `people` 和 `records` 的对象");
    in_file("E750", file, None, message).help(sample())
}

pub(super) fn no_list(file: &str, part: &str) -> Diagnostic {
    let message = Text::new(format!("`{part}` is no list"), format!("`{part}` 不是列表"));
    in_file("E750", file, None, message).help(sample())
}

pub(super) fn entry_no_object(place: &Place) -> Diagnostic {
    let entry = entry(place);
    let message = Text::new(format!("{} is no object", entry.en), format!("{}不是对象", entry.zh));
    in_file("E750", &place.file, Some(place.number), message).help(sample())
}

fn sample() -> Text {
    let sample = r#"{"people": ["A001"], "records": [{"event": "signed", "person": "A001", "date": "2026-01-05"}]}"#;
    Text::new(format!("write for instance `{sample}`"), format!("例如写成 `{sample}`"))
}

pub(super) fn no_heading(file: &str) -> Diagnostic {
    let message = Text::new("the first line does not name the columns, `event` among them", "首行没有列名，至少须有“事项”一列");
    in_file("E750", file, Some(1), message).help(Text::new(
        "begin with the line `person,event,date,training,text,to,clause,answered,answer`; columns that nothing needs may be left out",
        "首行请写 `人员,事项,日期,培训,内容,对象,条款,答复日期,答复`，用不到的列可以省略",
    ))
}

pub(super) fn other_cells(place: &Place, found: usize, wanted: usize) -> Diagnostic {
    let entry = entry(place);
    let message = Text::new(
        format!("{} has {found} cells, and there are {wanted} columns", entry.en),
        format!("{}有 {found} 格，而表头有 {wanted} 列", entry.zh),
    );
    in_file("E750", &place.file, Some(place.number), message).help(Text::new(
        "put a text with a comma in quotation marks, and close every quotation mark",
        "含有逗号的内容请加英文双引号，并检查引号是否成对",
    ))
}

// ---- names --------------------------------------------------------------------------------------------------------

fn unknown(code: &'static str, place: DataPlace, message: Text, near: Option<&str>, all: &str) -> Diagnostic {
    let help = match near {
        Some(near) => Text::new(format!("write `{near}`"), format!("请写成 `{near}`")),
        None => Text::new(format!("there are {all}"), format!("可用的有 {all}")),
    };
    Diagnostic::error(code, message).place(place).help(help)
}

fn listed(names: impl Iterator<Item = &'static str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ")
}

pub(super) fn unknown_part(file: &str, said: &str) -> Diagnostic {
    let known = ["people", "records", "人员", "记录"];
    let shown = quoted(said);
    let message = Text::new(format!("the file has an unknown part {}", shown.en), format!("文件中有未知的部分{}", shown.zh));
    let place = DataPlace { file: file.to_string(), ..DataPlace::default() };
    unknown("E751", place, message, nearest(said, known.into_iter()), &listed(known.into_iter()))
}

pub(super) fn unknown_field(place: &Place, said: &str) -> Diagnostic {
    let (entry, shown) = (entry(place), quoted(said));
    let (en, zh) = match place.form {
        Form::Json => ("field", "字段"),
        Form::Csv => ("column", "列"),
    };
    let message = Text::new(format!("{}: there is no {en} {}", entry.en, shown.en), format!("{}：没有{}这一{zh}", entry.zh, shown.zh));
    let row = Some(place.number);
    let place = DataPlace { file: place.file.clone(), row, column: Some(sanitise(said)), ..DataPlace::default() };
    unknown("E751", place, message, nearest(said, Field::all_names()), &listed(Field::all_names()))
}

pub(super) fn unknown_event(place: &Place, said: &str) -> Diagnostic {
    let (entry, shown) = (entry(place), quoted(said));
    let message = Text::new(format!("{}: there is no event {}", entry.en, shown.en), format!("{}：没有{}这种事项", entry.zh, shown.zh));
    unknown("E751", place.data(Some(Field::Event), Some(said)), message, nearest(said, What::all_names()), &listed(What::all_names()))
}

// ---- values -------------------------------------------------------------------------------------------------------

fn of_field(place: &Place, field: Field, cell: Option<&str>, message: Text) -> Diagnostic {
    let entry = entry(place);
    let message = Text::new(format!("{}: {}", entry.en, message.en), format!("{}：{}", entry.zh, message.zh));
    Diagnostic::error("E752", message).place(place.data(Some(field), cell))
}

pub(super) fn part_twice(file: &str, part: &str) -> Diagnostic {
    let message = Text::new(format!("`{part}` stands twice"), format!("`{part}` 出现了两次"));
    in_file("E752", file, None, message).help(Text::new("keep one of them", "请只保留一处"))
}

pub(super) fn field_twice(place: &Place, field: Field) -> Diagnostic {
    let name = field_name(field);
    of_field(place, field, None, Text::new(format!("{} stands twice", name.en), format!("{} 出现了两次", name.zh)))
        .help(Text::new("keep one of them", "请只保留一处"))
}

pub(super) fn person_no_text(file: &str, number: u64) -> Diagnostic {
    let message = Text::new(
        format!("person {number} of `people` is no key in quotation marks"),
        format!("`people` 的第 {number} 项不是带引号的人员编号"),
    );
    in_file("E752", file, None, message).help(Text::new("write for instance `\"A001\"`", "例如写成 `\"A001\"`"))
}

pub(super) fn field_no_text(place: &Place, field: Field, shown: Option<&str>) -> Diagnostic {
    let name = field_name(field);
    let sample = shown.map_or_else(|| "\"…\"".to_string(), |shown| format!("\"{}\"", sanitise(shown)));
    of_field(place, field, shown, Text::new(format!("{} is no text", name.en), format!("{} 不是文本", name.zh)))
        .help(Text::new(format!("put it in quotation marks: `{sample}`"), format!("请加上引号：`{sample}`")))
}

pub(super) fn lacks(place: &Place, field: Field, what: Option<What>) -> Diagnostic {
    let name = field_name(field);
    let message = match what.map(What::text) {
        Some(what) => {
            Text::new(format!("{} is missing, which “{}” needs", name.en, what.en), format!("缺少 {}，“{}”必须写明", name.zh, what.zh))
        }
        None => Text::new(format!("{} is missing", name.en), format!("缺少 {}", name.zh)),
    };
    let help = match field {
        Field::Event => Text::new(
            "say what happened: consulted, trained, signed, question, comment; or person for somebody who is to be there",
            "请写明事项：征求意见、培训、签收、提问、意见；仅列出应参加的人员时写“人员”",
        ),
        Field::Date | Field::Answered => Text::new("write the day, for instance 2026-01-05", "请写明日期，例如 2026-01-05"),
        Field::Person => Text::new("write the key of the person, as the data have it", "请写明人员编号，与数据中的一致"),
        Field::Training => Text::new("write the title of the training, as the policy has it", "请写明培训名称，与制度中的一致"),
        Field::Text | Field::To | Field::Clause | Field::Answer => Text::new("write what was asked or said", "请写明提问或意见的内容"),
    };
    of_field(place, field, None, message).help(help)
}

pub(super) fn not_of_event(place: &Place, field: Field, text: &str, what: What) -> Diagnostic {
    let (name, what) = (field_name(field), what.text());
    of_field(
        place,
        field,
        Some(text),
        Text::new(format!("“{}” has no {}", what.en, name.en), format!("“{}”没有 {} 一项", what.zh, name.zh)),
    )
    .help(Text::new("leave it out, or write another event", "请删去这一项，或改写事项"))
}

pub(super) fn no_date(place: &Place, field: Field, text: &str) -> Diagnostic {
    let (name, shown) = (field_name(field), quoted(text));
    of_field(
        place,
        field,
        Some(text),
        Text::new(format!("{} {} is no date", name.en, shown.en), format!("{} {}不是日期", name.zh, shown.zh)),
    )
    .help(Text::new("write year, month and day: 2026-01-05", "请写成年-月-日：2026-01-05"))
}

pub(super) fn answer_without_day(place: &Place, answer: &str) -> Diagnostic {
    let message = Text::new("there is an `answer` and no day in `answered`", "写了 `答复`，没有写 `答复日期`");
    of_field(place, Field::Answered, None, message)
        .place(place.data(Some(Field::Answer), Some(answer)))
        .help(Text::new("add the day of the answer", "请补上答复日期"))
}

pub(super) fn answered_before(place: &Place, on: Date, answered: Date) -> Diagnostic {
    let message = Text::new(format!("answered on {answered}, before it was asked on {on}"), format!("{answered} 答复，早于提问日期 {on}"));
    of_field(place, Field::Answered, Some(&answered.to_string()), message)
        .place(place.data(Some(Field::Date), Some(&on.to_string())))
        .help(Text::new("correct one of the two days", "请更正其中一个日期"))
}

// ---- records that do not fit the policy or the people --------------------------------------------------------------

fn doubtful(code: &'static str, place: &Place, field: Field, said: &str, message: Text) -> Diagnostic {
    let entry = entry(place);
    let message = Text::new(format!("{}: {}", entry.en, message.en), format!("{}：{}", entry.zh, message.zh));
    Diagnostic::warning(code, message).place(place.data(Some(field), Some(said)))
}

fn meant(problem: Diagnostic, near: Option<&str>, otherwise: Text) -> Diagnostic {
    match near {
        Some(near) => {
            let near = quoted(near);
            problem.help(Text::new(format!("write {}, if that is meant", near.en), format!("如果指的是{}，请照此改写", near.zh)))
        }
        None => problem.help(otherwise),
    }
}

pub(super) fn unknown_person(place: &Place, said: &str, near: Option<&str>) -> Diagnostic {
    let shown = quoted(said);
    let message = Text::new(format!("{} is not among those who are to be there", shown.en), format!("{}不在应参加的人员之中", shown.zh));
    let otherwise = Text::new("correct the key, or add the person", "请更正人员编号，或补上该人员");
    meant(doubtful("W750", place, Field::Person, said, message), near, otherwise)
}

pub(super) fn unknown_clause(place: &Place, said: &str, near: Option<&str>) -> Diagnostic {
    let shown = quoted(said);
    let message = Text::new(format!("the policy has no clause {}", shown.en), format!("制度中没有条款{}", shown.zh));
    let otherwise = Text::new("write the name or the title of a clause of the policy", "请写制度中条款的名称或标题");
    meant(doubtful("W753", place, Field::Clause, said, message), near, otherwise)
}

pub(super) fn unknown_training(place: &Place, said: &str, near: Option<&str>) -> Diagnostic {
    let shown = quoted(said);
    let message = Text::new(format!("the rollout has no training {}", shown.en), format!("推行中没有培训{}", shown.zh));
    let otherwise = Text::new("write the title of a training of the rollout", "请写推行中培训的名称");
    meant(doubtful("W754", place, Field::Training, said, message), near, otherwise)
}

pub(super) fn signed_early(place: &Place, on: Date, (publish, span): (Date, Span)) -> Diagnostic {
    let message = Text::new(
        format!("signed on {on}, before the plan was published on {publish}: it does not count"),
        format!("{on} 签收，早于制度发布日 {publish}，不计入"),
    );
    doubtful("W755", place, Field::Date, &on.to_string(), message)
        .label(span, Text::new("published on this day", "发布日"))
        .help(Text::new("let the published plan be signed", "请就已发布的制度重新签收"))
}

// ---- the policy and the call ---------------------------------------------------------------------------------------

/// Named at most; the others are counted.
const MOST_NAMED: usize = 8;

/// People who are in one of the records and the data only, by their keys.
pub fn only_in_one(file: &str, not_in_data: &[&str], not_in_records: &[&str]) -> Vec<Diagnostic> {
    let named = |keys: &[&str]| {
        let first: Vec<String> = keys.iter().take(MOST_NAMED).map(|key| sanitise(key)).collect();
        match keys.len().saturating_sub(MOST_NAMED) {
            0 => Text::new(first.join(", "), first.join("、")),
            more => Text::new(format!("{} and {more} more", first.join(", ")), format!("{}等", first.join("、"))),
        }
    };
    let said = |keys: &[&str], (en, zh): (&str, &str), help: Text| {
        let (count, names) = (keys.len(), named(keys));
        let who = if count == 1 { "1 person".to_string() } else { format!("{count} people") };
        let message = Text::new(format!("{who} {en}: {}", names.en), format!("{count} 人{zh}：{}", names.zh));
        let place = DataPlace { file: file.to_string(), ..DataPlace::default() };
        (count > 0).then(|| Diagnostic::warning("W756", message).place(place).help(help))
    };
    let gone = said(
        not_in_data,
        ("among those the records name, not in the data", "列在记录的人员中，但不在数据中"),
        Text::new(
            "they are not looked at; correct the key, or take the data of their period",
            "不计入统计；请更正人员编号，或使用其所在周期的数据",
        ),
    );
    let came = said(
        not_in_records,
        ("in the data, not among those the records name", "在数据中，但未列入记录的人员"),
        Text::new("they are looked at all the same; add them to the records", "仍计入统计；请补入记录"),
    );
    gone.into_iter().chain(came).collect()
}

/// What was written down of days after the one on which is looked.
pub fn later(file: &str, count: usize, as_of: Date) -> Diagnostic {
    let records = if count == 1 { "1 record is".to_string() } else { format!("{count} records are") };
    let message = Text::new(format!("{records} of a day after {as_of} and left out"), format!("{count} 条记录的日期晚于 {as_of}，未计入"));
    let place = DataPlace { file: file.to_string(), ..DataPlace::default() };
    Diagnostic::warning("W757", message)
        .place(place)
        .help(Text::new("look on a later day with --as-of, or correct the dates", "请用 --as-of 指定更晚的日期，或更正记录的日期"))
}

/// The policy has no rollout to look at.
pub fn no_rollout() -> Diagnostic {
    let message = Text::new("the policy has no rollout", "制度中没有推行条款");
    Diagnostic::error("E753", message).help(Text::new(
        "add for instance `rollout { consult 2025-12-01; publish 2025-12-15; train \"Plan briefing\" by 2025-12-20; acknowledge within 10 days }`",
        "例如加上 `推行 { 征求意见 2025-12-01；发布 2025-12-15；培训 \"制度宣讲\" 2025-12-20前；签收 10天内 }`",
    ))
}

/// A last day that the calendar does not reach; `what` says of what.
pub fn past_calendar(what: &Text, outside: &Outside, span: Span, plan: &Plan) -> Diagnostic {
    let (calendar, last) = (quoted(&outside.calendar), outside.last);
    let message = Text::new(
        format!("the last day {} cannot be said: the calendar {} ends on {last}", what.en, calendar.en),
        format!("无法确定{}的期限：日历{}到 {last} 为止", what.zh, calendar.zh),
    );
    let mut problem = Diagnostic::error("E754", message).label(span, Text::new("counted in working days", "按工作日计算"));
    if let Some(own) = &plan.calendar {
        problem = problem.label(own.span, Text::new(format!("ends on {last}"), format!("到 {last} 为止")));
    }
    problem.help(Text::new("let the calendar reach further, or take days instead of working days", "请延长日历，或改用自然日"))
}

/// Nobody knows who is to be there.
pub fn nobody(file: &str) -> Diagnostic {
    let message = Text::new("neither the records nor the call say who is to be there", "记录和命令都没有说明应有哪些人员");
    in_file("E755", file, None, message).help(Text::new(
        "name everybody in `people`, or give the data: `--data data --period 2026-Q1`",
        "请在 `people` 中列出所有人员，或给出数据：`--data 数据文件夹 --period 2026-Q1`",
    ))
}

/// There is no day to look from.
pub fn no_day(file: &str) -> Diagnostic {
    let message = Text::new("the records have no date, so there is no day on which to look", "记录中没有日期，无法确定截至哪一天");
    in_file("E756", file, None, message).help(Text::new("write for instance `--as-of 2026-01-15`", "例如写上 `--as-of 2026-01-15`"))
}

/// A file whose name does not say how it is written.
pub fn unknown_form(file: &str) -> Diagnostic {
    let message = Text::new("records are a .json or a .csv file", "记录文件应为 .json 或 .csv");
    in_file("E750", file, None, message).help(Text::new("save it in one of these forms", "请另存为其中一种格式"))
}

/// Nobody can say whether people knew the plan in time.
pub fn without_publish(span: Span) -> Diagnostic {
    let message = Text::new(
        "the rollout does not say when the plan is published: nobody can tell whether people knew it in time",
        "推行条款没有写明发布日，无法判断人员是否事先知悉制度",
    );
    Diagnostic::warning("W752", message)
        .label(span, Text::new("no `publish` here", "缺少“发布”"))
        .help(Text::new("add for instance `publish 2025-12-15`", "例如加上 `发布 2025-12-15`"))
}

pub(super) fn before_publication((period, publish): (Period, Date), span: Span, plan: &Plan) -> Diagnostic {
    let began = period.start();
    let message = Text::new(
        format!("{period} began on {began}, before the plan was published on {publish}: people were measured by what they could not know"),
        format!("{period} 自 {began} 开始，早于制度发布日 {publish}：人员在不知悉制度的情况下被考核"),
    );
    let mut problem =
        Diagnostic::warning("W751", message).label(span, Text::new(format!("published on {publish}"), format!("{publish} 发布")));
    if let Some(effective) = plan.effective_span {
        problem = problem.label(effective, Text::new(format!("in force for {period}"), format!("对 {period} 有效")));
    }
    problem.help(Text::new(
        "publish before the first period begins, or let the plan be in force from the next period on",
        "请在首期开始之前发布，或让制度自下一期起生效",
    ))
}
