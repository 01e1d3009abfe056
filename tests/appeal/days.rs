//! Days: the day of notice is not counted, make-up workdays are, waiting does not count, and the calendar ends somewhere.

use merit::appeal::State;

use crate::support::{told, with};

fn last(days: &[(String, Option<String>)], step: &str) -> Option<String> {
    days.iter().find(|(name, _)| name == step).and_then(|(_, day)| day.clone())
}

#[test]
fn five_working_days_over_the_spring_festival() {
    let plan = with("file within 5 working days of notice\nlate reject");
    let filed = |day: &str| format!("{{\"id\": \"1\", \"who\": \"A\", \"notified\": \"2026-02-12\", \"filed\": \"{day}\"}}");
    let in_time = told(&plan, &filed("2026-02-26"), "2026-02-26");
    assert_eq!(last(&in_time.last_days, "file").as_deref(), Some("2026-02-26"));
    assert!(in_time.codes.is_empty(), "{}", in_time.messages);
    let accepted = r#"{"id": "1", "who": "A", "notified": "2026-02-12", "filed": "2026-02-27",
        "events": [{"on": "2026-02-28", "event": "accepted"}]}"#;
    let late = told(&plan, accepted, "2026-03-01");
    assert_eq!(late.codes, ["E712"], "{}", late.messages);
    assert!(late.messages.contains("the last day for it was 2026-02-26"), "{}", late.messages);
}

#[test]
fn a_reason_excuses_where_the_clause_says_so() {
    let plan = with("file within 5 days of publication\nlate accept with a reason");
    let case = |reason: &str| {
        format!(
            "{{\"id\": \"1\", \"who\": \"A\", \"published\": \"2026-03-02\", \"filed\": \"2026-03-20\"{reason}, \
             \"events\": [{{\"on\": \"2026-03-23\", \"event\": \"accepted\"}}]}}"
        )
    };
    assert_eq!(told(&plan, &case(""), "2026-03-23").codes, ["E712"]);
    assert!(told(&plan, &case(", \"late reason\": \"in hospital\""), "2026-03-23").codes.is_empty());
}

#[test]
fn waiting_for_evidence_does_not_count() {
    let plan = with("decide within 5 working days");
    let case = r#"{"id": "1", "who": "A", "filed": "2026-03-02", "events": [
        {"on": "2026-03-02", "event": "accepted"}, {"on": "2026-03-03", "event": "review begun"},
        {"on": "2026-03-04", "event": "evidence asked"}, {"on": "2026-03-10", "event": "evidence given"},
        {"on": "2026-03-13", "event": "decided", "outcome": "rejected", "reason": "x", "clauses": ["bonus"], "evidence": ["x"]}]}"#;
    let done = told(&plan, case, "2026-03-13");
    // Five working days after the 2nd are the 9th; four more were waited.
    assert_eq!(last(&done.last_days, "decide").as_deref(), Some("2026-03-13"));
    assert!(done.codes.is_empty(), "{}", done.messages);
    let waiting = told(&plan, case, "2026-03-06");
    assert_eq!((last(&waiting.last_days, "decide"), waiting.state), (None, State::Waiting(1)));
}

#[test]
fn a_missing_decision_is_overdue() {
    let plan = with("decide within 10 working days");
    let case = r#"{"id": "1", "who": "A", "filed": "2026-03-02", "events": [{"on": "2026-03-02", "event": "accepted"}]}"#;
    assert!(told(&plan, case, "2026-03-16").codes.is_empty());
    let late = told(&plan, case, "2026-03-17");
    assert_eq!((late.codes.as_slice(), late.missed), (["E714"].as_slice(), 1), "{}", late.messages);
    assert!(late.messages.contains("has not been done by the panel; its last day was 2026-03-16"), "{}", late.messages);
}

#[test]
fn past_the_calendar_nothing_is_guessed() {
    let plan = with("file within 5 working days of publication\nlate reject");
    let case = r#"{"id": "1", "who": "A", "published": "2026-12-28", "filed": "2026-12-29"}"#;
    let told = told(&plan, case, "2026-12-29");
    assert_eq!(told.codes, ["E706"]);
    assert_eq!(last(&told.last_days, "file"), None);
}

#[test]
fn the_day_from_which_one_counts_must_be_there() {
    let plan = with("file within 5 working days of receipt\nlate reject");
    let told = told(&plan, r#"{"id": "1", "who": "A", "published": "2026-04-10", "filed": "2026-04-14"}"#, "2026-04-14");
    assert_eq!(told.codes, ["E705"]);
    assert!(told.messages.contains("receipt of the result"), "{}", told.messages);
}

#[test]
fn what_is_not_completed_counts_as_withdrawn() {
    let plan = with("ground data \"Data\" needs \"record\"\ncomplete within 3 working days");
    let case = |more: &str| {
        format!(
            "{{\"id\": \"1\", \"who\": \"A\", \"filed\": \"2026-03-02\", \"ground\": \"data\", \
             \"events\": [{{\"on\": \"2026-03-03\", \"event\": \"asked to complete\"}}{more}]}}"
        )
    };
    assert_eq!(told(&plan, &case(""), "2026-03-06").state, State::Incomplete);
    assert_eq!(told(&plan, &case(""), "2026-03-07").state, State::Withdrawn);
    let late = told(&plan, &case(", {\"on\": \"2026-03-09\", \"event\": \"completed\", \"evidence\": [\"record\"]}"), "2026-03-09");
    assert_eq!((late.state, late.codes.as_slice()), (State::Withdrawn, ["E710"].as_slice()));
    assert!(late.messages.contains("counts as withdrawn"), "{}", late.messages);
    let good = told(
        &plan,
        &case(
            ", {\"on\": \"2026-03-06\", \"event\": \"completed\", \"evidence\": [\"record\"]}, {\"on\": \"2026-03-06\", \"event\": \"accepted\"}",
        ),
        "2026-03-06",
    );
    assert_eq!((good.state, good.codes.len()), (State::Accepted(1), 0), "{}", good.messages);
}

#[test]
fn who_may_decide() {
    let plan = with("panel \"HR\", \"Sales\"; quorum 2; excluding manager, rater\nescalate to \"Board\" within 5 working days once, final");
    let case = |members: &str| {
        format!(
            "{{\"id\": \"1\", \"who\": \"A\", \"manager\": \"M\", \"raters\": [\"R\"], \"filed\": \"2026-03-02\", \"events\": [\
             {{\"on\": \"2026-03-02\", \"event\": \"accepted\"}}, {{\"on\": \"2026-03-02\", \"event\": \"panel formed\", \"members\": [{members}]}}]}}"
        )
    };
    let member = |key: &str, department: &str| format!("{{\"key\": \"{key}\", \"department\": \"{department}\"}}");
    let said = |members: &[String]| {
        let told = told(&plan, &case(&members.join(", ")), "2026-03-02");
        assert!(told.codes.iter().all(|code| *code == "E715"), "{}", told.messages);
        told.messages
    };
    assert_eq!(said(&[member("X", "HR"), member("Y", "Sales")]), "");
    for (members, words) in [
        (vec![member("X", "HR")], "the quorum is 2"),
        (vec![member("X", "HR"), member("X", "HR")], "the quorum is 2"),
        (vec![member("X", "HR"), member("Y", "HR")], "all members of the panel are of “HR”"),
        (vec![member("X", "HR"), member("Y", "Legal")], "does not sit on the panel"),
        (vec![member("X", "HR"), member("M", "Sales")], "is the appellant's manager"),
        (vec![member("X", "HR"), member("R", "Sales")], "has rated the appellant"),
        (vec![member("X", "HR"), member("A", "Sales")], "is the appellant"),
    ] {
        assert!(said(&members).contains(words), "{words}: {}", said(&members));
    }
}

#[test]
fn the_further_instance_is_another() {
    let plan = with("panel \"HR\", \"Sales\"; quorum 2\nescalate to \"Board\" within 5 working days once, final");
    let ruling = r#""outcome": "rejected", "reason": "x", "clauses": ["bonus"], "evidence": ["x"]"#;
    let case = |second: &str, body: &str| {
        format!(
            r#"{{"id": "1", "who": "A", "filed": "2026-03-02", "events": [
            {{"on": "2026-03-02", "event": "accepted"}},
            {{"on": "2026-03-02", "event": "panel formed", "members": [{{"key": "X", "department": "HR"}}, {{"key": "Y", "department": "Sales"}}]}},
            {{"on": "2026-03-03", "event": "decided", {ruling}}}, {{"on": "2026-03-03", "event": "notified"}},
            {{"on": "2026-03-10", "event": "escalated", "grounds": "new"}},
            {{"on": "2026-03-11", "event": "panel formed", "body": "{body}", "members": [{{"key": "{second}"}}]}},
            {{"on": "2026-03-12", "event": "decided", {ruling}}}, {{"on": "2026-03-12", "event": "notified"}}]}}"#
        )
    };
    let good = told(&plan, &case("Z", "Board"), "2026-03-12");
    assert!(good.codes.is_empty(), "{}", good.messages);
    assert!(matches!(good.state, State::Final(2, _)));
    assert!(told(&plan, &case("X", "Board"), "2026-03-12").messages.contains("has decided before"));
    assert!(told(&plan, &case("Z", "Other"), "2026-03-12").messages.contains("by the clause it is “Board”"));
}
