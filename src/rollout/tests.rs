//! Records that are read strictly, and what each entry must say.

use super::records::{Event, Form, records};

fn wrong(text: &str, form: Form) -> Vec<(String, String)> {
    let problems = records("records", text.as_bytes(), form).unwrap_err();
    problems.into_iter().map(|problem| (problem.code.to_string(), problem.message.en)).collect()
}

#[test]
fn both_forms_say_the_same() {
    let json = r#"{"people": ["A", "B"], "records": [
        {"event": "signed", "person": "A", "date": "2026-01-05"},
        {"event": "question", "date": "2026-01-06", "text": "why, \"so\"?", "clause": null, "answered": "2026-01-07", "answer": "x"}]}"#;
    let csv = "人员,事项,日期,内容,答复日期,答复\nA,人员,,,,\nB,person,,,,\nA,签收,2026-01-05,,,\n\n,提问,2026-01-06,\"why, \"\"so\"\"?\",2026-01-07,x\n";
    let (json, csv) = (records("r", json.as_bytes(), Form::Json).unwrap(), records("r", csv.as_bytes(), Form::Csv).unwrap());
    assert_eq!(json.people, csv.people);
    let said =
        |records: &super::Records| records.entries.iter().map(|it| (it.person.clone(), it.date, it.event.clone())).collect::<Vec<_>>();
    assert_eq!(said(&json), said(&csv));
    assert!(matches!(json.entries[1].event, Event::Question(_)));
    assert_eq!(csv.entries[1].place.number, 6);
}

#[test]
fn nothing_unknown_passes() {
    let one = |text: &str| wrong(&format!("{{\"records\": [{text}]}}"), Form::Json);
    let says = |found: Vec<(String, String)>, code: &str, text: &str| {
        assert!(found.iter().any(|(own, message)| own == code && message.contains(text)), "{code} {text}: {found:?}");
    };
    says(wrong("{", Form::Json), "E750", "no JSON");
    says(wrong("[]", Form::Json), "E750", "no object");
    says(wrong("{\"records\": 1}", Form::Json), "E750", "no list");
    says(wrong("{\"record\": []}", Form::Json), "E751", "unknown part");
    says(wrong("{\"people\": [1], \"people\": []}", Form::Json), "E752", "person 1");
    says(one("7"), "E750", "record 1 is no object");
    says(one(r#"{"event": "signed", "persn": "A"}"#), "E751", "persn");
    says(one(r#"{"event": "singed"}"#), "E751", "singed");
    says(one(r#"{"person": "A"}"#), "E752", "`event` is missing");
    says(one(r#"{"event": "signed", "person": "A", "person": "B", "date": "2026-01-05"}"#), "E752", "twice");
    says(one(r#"{"event": "signed", "person": 7, "date": "2026-01-05"}"#), "E752", "`person` is no text");
    says(one(r#"{"event": "signed", "person": "A", "date": "5.1.2026"}"#), "E752", "no date");
    says(one(r#"{"event": "signed", "person": "A", "date": "2026-01-05", "answer": "x"}"#), "E752", "has no `answer`");
    says(one(r#"{"event": "question", "text": "a", "date": "2026-01-05", "answer": "x"}"#), "E752", "no day");
    says(one(r#"{"event": "question", "text": "a", "date": "2026-01-05", "answered": "2026-01-04"}"#), "E752", "before it was asked");
    says(wrong("person,event,date\nA,signed\n", Form::Csv), "E750", "line 2 has 2 cells");
    says(wrong("person,evnt\n", Form::Csv), "E751", "evnt");
    says(wrong("", Form::Csv), "E750", "first line");
    assert_eq!(records("r", b"\xff", Form::Csv).unwrap_err()[0].code, "E750");
}
