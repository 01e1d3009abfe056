//! Cases for programs: what the document says, with names and dates that a program can read.

use super::account::{Account, Book, Contested};
use super::case::Outcome;
use super::deadlines::{Deadline, Last, Standing, Step};
use super::difference::{Difference, Moved, Parting, Worth};
use super::judge::{Judged, Next, Ruling};
use super::problems;
use super::register::{Entry, Statistics, Tally, entry, statistics};
use super::states::State;
use crate::diagnostic::{Diagnostic, Language};
use crate::report::json::Json;
use crate::value::Number;

/// Digits of an average that does not end.
const DIGITS: u32 = 28;

/// The whole document; ends with a line end.
pub fn json(book: &Book<'_>) -> String {
    let entries: Vec<Entry> = book.accounts.iter().map(|account| entry(&account.judged, &book.rules, Language::English)).collect();
    let cases = book.accounts.iter().zip(&entries).map(|(account, entry)| case(account, entry)).collect();
    let whole = object([
        ("policy", text(&book.rules.plan.title)),
        ("version", optional(book.rules.plan.version.as_deref())),
        ("as_of", text(&book.rules.as_of.to_string())),
        ("cases", Json::List(cases)),
        ("statistics", figures(&statistics(&entries))),
    ]);
    format!("{whole}\n")
}

fn text(text: &str) -> Json {
    Json::Text(text.to_string())
}

fn optional(said: Option<&str>) -> Json {
    said.map_or(Json::Null, text)
}

fn count(count: impl ToString) -> Json {
    Json::Number(count.to_string())
}

fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

fn case(account: &Account<'_>, entry: &Entry) -> Json {
    let judged = &account.judged;
    object([
        ("id", text(&judged.case.id)),
        ("who", text(&judged.case.who)),
        ("period", account.period.map_or(Json::Null, |period| text(&period.to_string()))),
        ("ground", optional(judged.case.ground.as_deref())),
        ("state", text(state(judged.state))),
        ("instance", count(judged.state.instance())),
        ("since", text(&judged.since.to_string())),
        ("outcome", optional(entry.outcome.map(outcome))),
        ("days", entry.days.map_or(Json::Null, count)),
        ("refusals", Json::List(judged.refusals.iter().map(|refusal| text(&refusal.rule.text().en)).collect())),
        ("missing", Json::List(judged.missing.iter().map(|missing| text(missing)).collect())),
        ("deadlines", Json::List(judged.deadlines.iter().map(deadline).collect())),
        ("rulings", Json::List(judged.rulings.iter().map(ruling).collect())),
        (
            "next",
            judged.owed.as_ref().map_or(Json::Null, |owed| {
                object([
                    ("what", text(next(owed.what))),
                    ("by", text(&problems::whose(&owed.whose).en)),
                    ("until", owed.until.map_or(Json::Null, |until| text(&until.to_string()))),
                ])
            }),
        ),
        ("contested", account.contested.as_ref().map_or(Json::Null, contested)),
        ("difference", account.difference.as_ref().map_or(Json::Null, difference)),
        ("findings", findings(judged)),
    ])
}

fn findings(judged: &Judged<'_>) -> Json {
    let one = |problem: &Diagnostic| object([("code", text(problem.code)), ("message", text(&problem.message.en))]);
    Json::List(judged.findings.iter().chain(&judged.unjudged).map(one).collect())
}

fn deadline(of: &Deadline) -> Json {
    let last = match &of.last {
        Last::On(last) => text(&last.to_string()),
        Last::Stopped { .. } | Last::Beyond(_) => Json::Null,
    };
    let (done, by) = of.done.as_ref().map_or((Json::Null, Json::Null), |(on, by)| (text(&on.to_string()), optional(by.as_deref())));
    object([
        ("step", text(step(of.step))),
        ("instance", count(of.instance)),
        ("from", text(&of.from.to_string())),
        ("counted_from", text(&of.start.text().en)),
        ("last_day", last),
        ("done", done),
        ("done_by", by),
        ("responsible", text(&problems::whose(&of.whose).en)),
        ("standing", text(standing(of.standing))),
    ])
}

fn ruling(of: &Ruling<'_>) -> Json {
    let list = |all: &[String]| Json::List(all.iter().map(|one| text(one)).collect());
    object([
        ("on", text(&of.event.on.to_string())),
        ("instance", count(of.instance)),
        ("outcome", text(outcome(of.decision.outcome))),
        ("reason", optional(of.decision.reason.as_deref())),
        ("clauses", list(&of.decision.clauses)),
        ("evidence", list(&of.decision.evidence)),
    ])
}

fn contested(of: &Contested) -> Json {
    object([("title", text(&of.title)), ("before", exact(of.before.as_ref())), ("after", exact(of.after.as_ref()))])
}

fn exact(worth: Option<&Worth>) -> Json {
    worth.map_or(Json::Null, |worth| worth.exact.clone())
}

fn difference(of: &Difference) -> Json {
    let moved = |all: &[Moved]| {
        let one = |moved: &Moved| {
            object([
                ("name", text(&moved.name)),
                ("before", moved.before.exact.clone()),
                ("after", moved.after.exact.clone()),
                ("difference", exact(moved.by.as_ref())),
                ("begins_here", Json::Flag(moved.parting == Parting::Here)),
            ])
        };
        Json::List(all.iter().map(one).collect())
    };
    let others = of.others.iter().map(|other| object([("key", text(&other.key)), ("values", moved(&other.moved))]));
    object([("own", moved(&of.own)), ("others", Json::List(others.collect()))])
}

fn figures(of: &Statistics) -> Json {
    let tallies = |all: &[(String, Tally)]| Json::Object(all.iter().map(|(name, one)| (name.clone(), tally(one))).collect());
    let number = |number: &Option<Number>| {
        let digits = |number: &Number| number.terminating_text().unwrap_or_else(|| number.significant_text(DIGITS));
        number.as_ref().map_or(Json::Null, |number| Json::Number(digits(number)))
    };
    let missed = of.missed.iter().map(|((step_of, whose), cases)| {
        object([("step", text(step(*step_of))), ("by", text(&problems::whose(whose).en)), ("cases", count(cases))])
    });
    object([
        ("all", tally(&of.all)),
        ("by_clause", tallies(&of.by_clause)),
        ("by_ground", tallies(&of.by_ground)),
        ("average_days", number(&of.average_days)),
        ("median_days", number(&of.median_days)),
        ("missed", Json::List(missed.collect())),
    ])
}

fn tally(of: &Tally) -> Json {
    object([
        ("cases", count(of.cases)),
        ("upheld", count(of.of(Outcome::Upheld))),
        ("adjusted", count(of.of(Outcome::Adjusted))),
        ("partly", count(of.of(Outcome::Partly))),
        ("rejected", count(of.of(Outcome::Rejected))),
        ("refused", count(of.refused)),
        ("withdrawn", count(of.withdrawn)),
        ("open", count(of.open)),
    ])
}

fn outcome(of: Outcome) -> &'static str {
    match of {
        Outcome::Upheld => "upheld",
        Outcome::Adjusted => "adjusted",
        Outcome::Partly => "partly",
        Outcome::Rejected => "rejected",
    }
}

fn state(of: State) -> &'static str {
    match of {
        State::Filed => "filed",
        State::Received => "received",
        State::Incomplete => "incomplete",
        State::Completed => "completed",
        State::Refused(_) => "refused",
        State::Accepted(_) => "accepted",
        State::UnderReview(_) => "under review",
        State::Waiting(_) => "waiting for evidence",
        State::Decided(..) => "decided",
        State::Notified(..) => "notified",
        State::Escalated(_) => "escalated",
        State::Final(..) => "final",
        State::Withdrawn => "withdrawn",
    }
}

fn step(of: Step) -> &'static str {
    match of {
        Step::File => "file",
        Step::Acknowledge => "acknowledge",
        Step::Complete => "complete",
        Step::Decide => "decide",
        Step::Notify => "notify",
        Step::Escalate => "escalate",
    }
}

fn standing(of: Standing) -> &'static str {
    match of {
        Standing::Met => "met",
        Standing::Missed => "missed",
        Standing::Open => "open",
        Standing::Overdue => "overdue",
        Standing::Stopped => "stopped",
        Standing::Unused => "not used",
        Standing::Unknown => "not known",
    }
}

fn next(of: Next) -> &'static str {
    match of {
        Next::Accept => "accept",
        Next::Refuse => "refuse",
        Next::AskToComplete => "ask to complete",
        Next::Complete => "complete",
        Next::FormPanel => "form panel",
        Next::Hear => "hear",
        Next::Decide => "decide",
        Next::GiveEvidence => "give evidence",
        Next::Notify => "notify",
        Next::Escalate => "escalate",
    }
}
