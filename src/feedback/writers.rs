//! All notices of a period: a list to read, JSON and CSV.

use super::{Asked, Clause, Due, Notice, Told};
use crate::diagnostic::text::{sanitise, wrap};
use crate::document::words::Words;
use crate::report::csv::{harmless, line};
use crate::report::json::Json;

/// The list, in lines of at most `width` columns.
pub fn text(asked: &Asked<'_>, told: &Told<'_>, width: usize) -> String {
    let words = Words { language: asked.language };
    let plan = asked.report.plan;
    let period = asked.report.results.period;
    let title = sanitise(&plan.title);
    let mut out = words.say(format!("{title} · {period}: who is told what\n"), format!("{title} · {period}：反馈与结果应用\n"));
    let mut before = None;
    for notice in &told.notices {
        if before != Some(notice.row) {
            out.push_str(&format!("\n{}\n", person(asked, notice.row)));
            before = Some(notice.row);
        }
        for (indent, text) in lines(asked, notice) {
            let first = " ".repeat(indent);
            out.push_str(&wrap(&text, width.max(40), &first, &" ".repeat(indent + 2)));
            out.push('\n');
        }
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
    out.extend(notice.distances.iter().map(|way| label("what is missing", "还差", way)));
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

fn due_cell(due: Option<&Due>) -> String {
    match due {
        Some(Due::On(date)) => date.to_string(),
        Some(Due::Beyond(_)) | None => String::new(),
    }
}

/// One line a notice.
pub fn csv(asked: &Asked<'_>, told: &Told<'_>) -> String {
    let words = Words { language: asked.language };
    let heads = ["key", "name", "clause", "kind", "title", "timing", "through", "to", "why", "missing", "says", "actions", "due"];
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
            words.list(notice.distances.iter().cloned()),
            notice.say.clone().unwrap_or_default(),
            words.list(notice.actions.iter().cloned()),
            due_cell(notice.due.as_ref()),
        ];
        out.push_str(&line(&cells.map(|cell| harmless(&cell))));
    }
    out
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
            ("missing".to_string(), texts(notice.distances.clone())),
            ("says".to_string(), optional(notice.say.as_deref())),
            ("actions".to_string(), texts(notice.actions.clone())),
            ("due".to_string(), optional(Some(due_cell(notice.due.as_ref())).filter(|due| !due.is_empty()).as_deref())),
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
        ("notices".to_string(), Json::List(told.notices.iter().map(notice).collect())),
        ("unknown".to_string(), Json::List(told.unknown.iter().map(unknown).collect())),
    ]);
    format!("{all}\n")
}
