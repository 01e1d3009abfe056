//! The timeline for programs.

use super::{Event, Kind, Told, events};
use crate::report::json::Json;
use crate::source::Span;
use crate::value::Value;

/// The whole document; ends with a line end.
pub fn write(told: &Told<'_>) -> String {
    let plan = told.plan;
    let dates = plan.effective.map_or((Json::Null, Json::Null), |(from, to)| (said(&from.to_string()), said(&to.to_string())));
    let changes = events(told).iter().map(|event| of_event(told, event)).collect();
    let document = Json::Object(vec![
        ("policy".to_string(), said(&plan.title)),
        ("version".to_string(), plan.version.as_deref().map_or(Json::Null, said)),
        ("effective".to_string(), Json::Object(vec![("from".to_string(), dates.0), ("to".to_string(), dates.1)])),
        ("changes".to_string(), Json::List(changes)),
    ]);
    format!("{document}\n")
}

fn said(text: &str) -> Json {
    Json::Text(text.to_string())
}

fn of_event(told: &Told<'_>, event: &Event<'_>) -> Json {
    let mut fields = vec![("date".to_string(), said(&event.on.to_string()))];
    let mut put = |name: &str, value: Json| fields.push((name.to_string(), value));
    match event.kind {
        Kind::Dated { param, before, now } => {
            put("kind", said("param"));
            put("because", param.because.as_deref().map_or(Json::Null, said));
            put("clauses", Json::List(vec![clause(told, &format!("param {}", param.name), before.span, now.span)]));
        }
        Kind::Begins(amendment) | Kind::Ends(amendment) => {
            let ends = matches!(event.kind, Kind::Ends(_));
            put("kind", said(if ends { "amendment ends" } else { "amendment" }));
            put("title", said(&amendment.title));
            put("from", said(&amendment.from.to_string()));
            put("to", amendment.to.map_or(Json::Null, |to| said(&to.to_string())));
            put("because", said(&amendment.because));
            put("approved", said(&amendment.approved));
            let clauses = amendment.replaced.iter().map(|replaced| {
                let (before, now) = if ends { (replaced.now, replaced.before) } else { (replaced.before, replaced.now) };
                clause(told, &replaced.name.en, before, now)
            });
            put("clauses", Json::List(clauses.collect()));
        }
        Kind::Excepted { exception, plan } => {
            put("kind", said("exception"));
            put("person", said(&exception.person));
            put("to", said(&exception.to.to_string()));
            put("because", said(&exception.because));
            put("approved", said(&exception.approved));
            let values = exception.values.iter().filter_map(|value| {
                let name = plan.defs.get(value.def.0 as usize)?.name.clone();
                Some((name, of_value(&value.value)))
            });
            put("values", Json::Object(values.collect()));
        }
    }
    put("place", said(&told.place(event.place)));
    Json::Object(fields)
}

fn clause(told: &Told<'_>, name: &str, before: Span, now: Span) -> Json {
    let text =
        |span: Span| Json::Object(vec![("text".to_string(), said(&told.clause(span))), ("place".to_string(), said(&told.place(span)))]);
    Json::Object(vec![("clause".to_string(), said(name)), ("old".to_string(), text(before)), ("new".to_string(), text(now))])
}

fn of_value(value: &Value) -> Json {
    match value {
        Value::Number(number) => number.terminating_text().map_or_else(|| Json::Text(number.exact_text()), Json::Number),
        Value::Text(text) => said(text),
        Value::Date(date) => said(&date.to_string()),
        Value::Flag(flag) => Json::Flag(*flag),
    }
}
