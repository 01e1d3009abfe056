//! The rollout for other programs: CSV and JSON, the same in every language but for the words of people.

use super::duties::{Asked, Duty, DutyKind, Status, standing};
use super::last_day::Last;
use super::remarks::{Kind, Remark};
use crate::report::csv::line;
use crate::report::harmless::harmless;
use crate::report::json::Json;
use crate::value::Date;

fn kind(kind: DutyKind<'_>) -> (&'static str, &str) {
    match kind {
        DutyKind::Consult => ("consult", ""),
        DutyKind::Train(title) => ("train", title),
        DutyKind::Sign => ("sign", ""),
    }
}

fn status(status: Status) -> (&'static str, Option<Date>) {
    match status {
        Status::InTime(on) => ("in time", Some(on)),
        Status::Late(on) => ("late", Some(on)),
        Status::Done(on) => ("done", Some(on)),
        Status::Open => ("open", None),
        Status::Overdue => ("overdue", None),
    }
}

fn day(last: &Last) -> String {
    last.day().map(|day| day.to_string()).unwrap_or_default()
}

/// What a remark is: `question`, `consulted`, `comment`.
fn remark_kind(remark: &Remark<'_>) -> &'static str {
    match remark.kind {
        Kind::Question { .. } => "question",
        Kind::Consulted => "consulted",
        Kind::Comment => "comment",
    }
}

/// A line for every person and duty, then one for every question and comment.
pub fn csv(asked: &Asked<'_>) -> String {
    let heads = ["what", "training", "person", "name", "last_day", "status", "date", "text", "to", "clause", "answer"];
    let mut out = line(&heads.map(str::to_string));
    let mut add = |cells: [String; 11]| out.push_str(&line(&cells.map(|cell| harmless(&cell))));
    let none = String::new;
    for duty in &standing(asked) {
        let (what, training) = kind(duty.kind);
        for standing in &duty.people {
            let (status, on) = status(standing.status);
            let (person, on) = (standing.person, on.map(|on| on.to_string()).unwrap_or_default());
            let name = person.name.clone().unwrap_or_default();
            let own = [what.to_string(), training.to_string(), person.key.clone(), name, day(&duty.last), status.to_string(), on];
            let [a, b, c, d, e, f, g] = own;
            add([a, b, c, d, e, f, g, none(), none(), none(), none()]);
        }
    }
    for remark in asked.records.remarks(asked.plan).iter().filter(|remark| remark.on <= asked.as_of) {
        let answered = remark.answered(asked);
        let (to, answer) = match remark.kind {
            Kind::Question { to, answer } => (to, answer.filter(|answer| answer.on <= asked.as_of)),
            Kind::Consulted | Kind::Comment => (None, None),
        };
        let (last, stands) = answered.map_or((none(), ""), |it| (day(&it.last), status(it.status).0));
        let clause = remark.clause.as_ref().map(super::Named::called).or(remark.said_clause).unwrap_or_default();
        let name = asked.people.iter().find(|person| Some(person.key.as_str()) == remark.person).and_then(|person| person.name.clone());
        add([
            remark_kind(remark).to_string(),
            none(),
            remark.person.unwrap_or_default().to_string(),
            name.unwrap_or_default(),
            last,
            stands.to_string(),
            remark.on.to_string(),
            remark.text.to_string(),
            to.unwrap_or_default().to_string(),
            clause.to_string(),
            answer.map_or_else(none, |answer| match &answer.text {
                Some(text) => format!("{} {text}", answer.on),
                None => answer.on.to_string(),
            }),
        ]);
    }
    out
}

fn text(text: &str) -> Json {
    Json::Text(text.to_string())
}

fn optional(item: Option<&str>) -> Json {
    item.filter(|item| !item.is_empty()).map_or(Json::Null, text)
}

fn object(fields: Vec<(&str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

/// Everything.
pub fn json(asked: &Asked<'_>) -> String {
    let duty = |duty: &Duty<'_>| {
        let (what, training) = kind(duty.kind);
        let people = duty.people.iter().map(|standing| {
            let (status, on) = status(standing.status);
            object(vec![
                ("key", text(&standing.person.key)),
                ("name", optional(standing.person.name.as_deref())),
                ("status", text(status)),
                ("date", optional(on.map(|on| on.to_string()).as_deref())),
            ])
        });
        object(vec![
            ("what", text(what)),
            ("training", optional(Some(training))),
            ("last_day", optional(Some(&day(&duty.last)))),
            ("people", Json::List(people.collect())),
        ])
    };
    let remark = |remark: &Remark<'_>| {
        let mut fields = vec![
            ("what", text(remark_kind(remark))),
            ("person", optional(remark.person)),
            ("date", text(&remark.on.to_string())),
            ("text", text(remark.text)),
            ("clause", optional(remark.clause.as_ref().map(|named| named.name))),
            ("clause_title", optional(remark.clause.as_ref().and_then(|named| named.title))),
        ];
        if let (Kind::Question { to, answer }, Some(answered)) = (remark.kind, remark.answered(asked)) {
            let answer = answer.filter(|answer| answer.on <= asked.as_of);
            fields.extend([
                ("to", optional(to)),
                ("last_day", optional(Some(&day(&answered.last)))),
                ("status", text(status(answered.status).0)),
                ("answered", optional(answer.map(|answer| answer.on.to_string()).as_deref())),
                ("answer", optional(answer.and_then(|answer| answer.text.as_deref()))),
            ]);
        }
        object(fields)
    };
    let remarks = asked.records.remarks(asked.plan);
    let all = object(vec![
        ("policy", text(&asked.plan.title)),
        ("version", optional(asked.plan.version.as_deref())),
        ("as_of", text(&asked.as_of.to_string())),
        ("people", Json::Number(asked.people.len().to_string())),
        ("duties", Json::List(standing(asked).iter().map(duty).collect())),
        ("remarks", Json::List(remarks.iter().filter(|it| it.on <= asked.as_of).map(remark).collect())),
        ("support", Json::List(super::support(asked.plan).iter().map(|contact| text(contact)).collect())),
        (
            "lacking",
            Json::List(super::parts::lacking(asked.plan, crate::diagnostic::Language::English).iter().map(|it| text(it)).collect()),
        ),
    ]);
    format!("{all}\n")
}
