//! All notices of a period: a list to read, JSON and CSV.

use super::{Asked, Clause, DaysBy, Due, Elapsed, Notice, PLACES, Pace, Reaches, Told, Way};
use crate::diagnostic::text::{sanitise, wrap};
use crate::document::words::Words;
use crate::report::csv::line;
use crate::report::harmless::harmless;
use crate::report::json::Json;
use crate::value::{Number, Type, Value};

/// The list, in lines of at most `width` columns.
pub fn text(asked: &Asked<'_>, told: &Told<'_>, width: usize) -> String {
    let words = Words { language: asked.language };
    let plan = asked.report.plan;
    let period = asked.report.results.period;
    let title = sanitise(&plan.title);
    let mut out = words.say(format!("{title} · {period}: who is told what\n"), format!("{title} · {period}：反馈与结果应用\n"));
    if let Some(elapsed) = elapsed_text(asked) {
        put(&mut out, width, &(0, elapsed));
    }
    let mut before = None;
    for notice in &told.notices {
        if before != Some(notice.row) {
            out.push_str(&format!("\n{}\n", person(asked, notice.row)));
            before = Some(notice.row);
            let paces = notice.paces.iter().map(|pace| (2, format!("{}{}", words.say("pace: ", "进度："), pace_text(asked, pace))));
            paces.for_each(|line| put(&mut out, width, &line));
        }
        lines(asked, notice).iter().for_each(|line| put(&mut out, width, line));
    }
    let reached = told.notices.iter().map(|notice| notice.row).collect::<std::collections::BTreeSet<u32>>().len();
    let (count, all) = (told.notices.len(), asked.report.rows().len());
    out.push('\n');
    out.push_str(&words.say(
        format!("{count} {} for {reached} of {all} people\n", if count == 1 { "notice" } else { "notices" }),
        format!("{all} 人中 {reached} 人，共 {count} 项\n"),
    ));
    out
}

/// A line that begins so far in.
fn put(out: &mut String, width: usize, (indent, text): &(usize, String)) {
    let further = if *indent == 0 { 0 } else { indent + 2 };
    out.push_str(&wrap(text, width.max(40), &" ".repeat(*indent), &" ".repeat(further)));
    out.push('\n');
}

/// That the plan is measured to date, and what that means.
pub(super) fn elapsed_text(asked: &Asked<'_>) -> Option<String> {
    let Elapsed { day, passed, all, by } = asked.elapsed?;
    let words = Words { language: asked.language };
    let (en, zh) = match by {
        DaysBy::Working => ("working days", "个工作日"),
        DaysBy::Calendar => ("days", "天"),
    };
    Some(words.say(
        format!(
            "As of {day}: {passed} of {all} {en} have passed. Targets in money and counts that build up over the period are taken to that \
             day; everything else is judged on what the data say so far, without rows of a later date."
        ),
        format!("截至 {day}：共 {all} {zh}，已过 {passed} {zh}。本期内逐步累积的金额和数量目标按此进度折算；其余按目前的数据判断，日期更晚的行不计入。"),
    ))
}

/// How somebody stands on one KPI.
pub(super) fn pace_text(asked: &Asked<'_>, pace: &Pace) -> String {
    let words = Words { language: asked.language };
    let shown = |number: &Number, ty: Type| asked.report.shown(&Value::Number(number.clone()), ty, PLACES, asked.language);
    let [measure, to_date, at_end, full] = [&pace.measure, &pace.to_date, &pace.at_end, &pace.full].map(|number| shown(number, pace.ty));
    let kpi = sanitise(&pace.kpi);
    let percent = pace.pace.as_ref().map(|pace| shown(pace, Type::Percent));
    let (en, zh) = percent.map_or_else(Default::default, |percent| (format!(", pace {percent}"), format!("，进度 {percent}")));
    words.say(
        format!("{kpi}: {measure} so far, plan to date {to_date}{en}; going on so {at_end} at the end, of {full}"),
        format!("{kpi}：目前 {measure}，按进度应为 {to_date}{zh}；照此到期末为 {at_end}，全期目标 {full}"),
    )
}

/// The key and the name of a person.
pub(super) fn person(asked: &Asked<'_>, row: u32) -> String {
    let key = sanitise(asked.report.key(row));
    asked.report.person_name(row).map_or(key.clone(), |name| format!("{key} {}", sanitise(name)))
}

/// A notice in lines, each with how far it is indented.
fn lines(asked: &Asked<'_>, notice: &Notice<'_>) -> Vec<(usize, String)> {
    let words = Words { language: asked.language };
    let colon = words.say(": ", "：");
    let label = |en: &str, zh: &str, text: &str| (4, format!("{}{colon}{text}", words.say(en, zh)));
    let mut out = vec![(2, head(asked, notice))];
    if !notice.reasons.is_empty() {
        out.push(label("why now", "起因", &reasons(&words, notice)));
    }
    out.extend(notice.distances.iter().map(|way| label("what is missing", "还差", &way.text)));
    out.extend(notice.say.iter().map(|text| label("says", "内容", text)));
    out.extend(notice.actions.iter().map(|text| label("to do", "行动", text)));
    out.extend(notice.due.as_ref().map(|due| label("by", "期限", &due_text(&words, due))));
    out.extend(notice.clause.because().map(|because| label("because", "理由", &sanitise(because))));
    out
}

/// `Behind plan (immediately, by meeting and email, to the person)`
pub(super) fn head(asked: &Asked<'_>, notice: &Notice<'_>) -> String {
    let words = Words { language: asked.language };
    let clause = notice.clause;
    let how: Vec<String> = [
        clause.timing().map(|timing| words.timing(timing)),
        (!clause.through().is_empty()).then(|| {
            let channels = words.list(clause.through().iter().map(|channel| words.channel(channel)));
            words.say(format!("by {channels}"), format!("渠道：{channels}"))
        }),
        (!clause.to().is_empty()).then(|| {
            let people = words.list(clause.to().iter().map(|to| words.addressee(to)));
            words.say(format!("to {people}"), format!("对象：{people}"))
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let title = sanitise(clause.title());
    if how.is_empty() {
        return title;
    }
    let how = how.join(&words.say("; ", "；"));
    words.say(format!("{title} ({how})"), format!("{title}（{how}）"))
}

pub(super) fn reasons(words: &Words, notice: &Notice<'_>) -> String {
    words.list(notice.reasons.iter().map(|(name, value)| format!("{name} = {value}")))
}

pub(super) fn due_text(words: &Words, due: &Due) -> String {
    match due {
        Due::On(date) => date.to_string(),
        Due::Beyond(_) => words.say("not known: the calendar ends before that day", "无法确定：日历不包含这一天"),
    }
}

fn kind(clause: Clause<'_>) -> &'static str {
    match clause {
        Clause::Feedback(_) => "feedback",
        Clause::Consequence(_) => "consequence",
    }
}

/// One line a notice.
pub fn csv(asked: &Asked<'_>, told: &Told<'_>) -> String {
    let words = Words { language: asked.language };
    let heads = ["key", "name", "clause", "kind", "title", "timing", "through", "to", "why", "missing", "pace", "says", "actions", "due"];
    let mut out = line(&heads.map(str::to_string));
    for notice in &told.notices {
        let clause = notice.clause;
        let cells = [
            asked.report.key(notice.row).to_string(),
            asked.report.person_name(notice.row).unwrap_or_default().to_string(),
            clause.name().to_string(),
            kind(clause).to_string(),
            clause.title().to_string(),
            clause.timing().map(|timing| words.timing(timing)).unwrap_or_default(),
            words.list(clause.through().iter().map(|channel| words.channel(channel))),
            words.list(clause.to().iter().map(|to| words.addressee(to))),
            reasons(&words, notice),
            words.list(notice.distances.iter().map(|way| way.text.clone())),
            words.list(notice.paces.iter().map(|pace| pace_text(asked, pace))),
            notice.say.clone().unwrap_or_default(),
            words.list(notice.actions.iter().cloned()),
            notice.due.as_ref().map(|due| due_text(&words, due)).unwrap_or_default(),
        ];
        out.push_str(&line(&cells.map(|cell| harmless(&cell))));
    }
    out
}

fn way_json(asked: &Asked<'_>, way: &Way) -> Json {
    let reaches = match way.reaches {
        Reaches::End => "end",
        Reaches::BetterGrade => "better grade",
    };
    let column = asked.report.def(way.column).map_or("", |def| def.name.as_str());
    Json::Object(vec![
        ("column".to_string(), Json::Text(column.to_string())),
        ("from".to_string(), Json::Text(way.from.exact_text())),
        ("to".to_string(), Json::Text(way.to.exact_text())),
        ("reaches".to_string(), Json::Text(reaches.to_string())),
        ("text".to_string(), Json::Text(way.text.clone())),
    ])
}

fn pace_json(pace: &Pace) -> Json {
    let number = |number: &Number| Json::Text(number.exact_text());
    Json::Object(vec![
        ("kpi".to_string(), Json::Text(pace.kpi.clone())),
        ("measure".to_string(), number(&pace.measure)),
        ("to_date".to_string(), number(&pace.to_date)),
        ("pace".to_string(), pace.pace.as_ref().map_or(Json::Null, number)),
        ("at_end".to_string(), number(&pace.at_end)),
        ("full".to_string(), number(&pace.full)),
    ])
}

fn elapsed_json(elapsed: &Elapsed) -> Json {
    let days = |count: i64| Json::Number(count.to_string());
    let by = match elapsed.by {
        DaysBy::Working => "working days",
        DaysBy::Calendar => "days",
    };
    Json::Object(vec![
        ("day".to_string(), Json::Text(elapsed.day.to_string())),
        ("passed".to_string(), days(elapsed.passed)),
        ("all".to_string(), days(elapsed.all)),
        ("by".to_string(), Json::Text(by.to_string())),
    ])
}

/// Everything, for other programs.
pub fn json(asked: &Asked<'_>, told: &Told<'_>) -> String {
    let words = Words { language: asked.language };
    let (report, plan) = (&asked.report, asked.report.plan);
    let text = |text: &str| Json::Text(text.to_string());
    let texts = |items: Vec<String>| Json::List(items.into_iter().map(Json::Text).collect());
    let optional = |item: Option<&str>| item.map_or(Json::Null, text);
    let notice = |notice: &Notice<'_>| {
        let clause = notice.clause;
        let reason =
            |(name, value): &(String, String)| Json::Object(vec![("name".to_string(), text(name)), ("value".to_string(), text(value))]);
        Json::Object(vec![
            ("key".to_string(), text(report.key(notice.row))),
            ("name".to_string(), optional(report.person_name(notice.row))),
            ("clause".to_string(), text(clause.name())),
            ("kind".to_string(), text(kind(clause))),
            ("title".to_string(), text(clause.title())),
            ("timing".to_string(), clause.timing().map_or(Json::Null, |timing| Json::Text(words.timing(timing)))),
            ("through".to_string(), texts(clause.through().iter().map(|channel| words.channel(channel)).collect())),
            ("to".to_string(), texts(clause.to().iter().map(|to| words.addressee(to)).collect())),
            ("why".to_string(), Json::List(notice.reasons.iter().map(reason).collect())),
            ("missing".to_string(), Json::List(notice.distances.iter().map(|way| way_json(asked, way)).collect())),
            ("pace".to_string(), Json::List(notice.paces.iter().map(pace_json).collect())),
            ("says".to_string(), optional(notice.say.as_deref())),
            ("actions".to_string(), texts(notice.actions.clone())),
            ("due".to_string(), optional(notice.due.as_ref().map(|due| due_text(&words, due)).as_deref())),
            ("because".to_string(), optional(clause.because())),
        ])
    };
    let unknown = |(row, clause, fault): &(u32, Clause<'_>, crate::engine::table::FaultId)| {
        let error = report.fault(*fault).map_or(Json::Null, |fault| crate::report::json::diagnostic(fault, report));
        Json::Object(vec![
            ("key".to_string(), text(report.key(*row))),
            ("clause".to_string(), text(clause.name())),
            ("error".to_string(), error),
        ])
    };
    let all = Json::Object(vec![
        ("policy".to_string(), text(&plan.title)),
        ("version".to_string(), optional(plan.version.as_deref())),
        ("period".to_string(), text(&report.results.period.to_string())),
        ("from".to_string(), text(&asked.from.to_string())),
        ("as_of".to_string(), asked.elapsed.as_ref().map_or(Json::Null, elapsed_json)),
        ("notices".to_string(), Json::List(told.notices.iter().map(notice).collect())),
        ("unknown".to_string(), Json::List(told.unknown.iter().map(unknown).collect())),
    ]);
    format!("{all}\n")
}
