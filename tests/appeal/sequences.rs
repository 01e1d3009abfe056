//! Generated events: each moves the case as this table says, or is refused with a reason and leaves it where it is.

use std::collections::BTreeMap;

use merit::appeal::State;
use merit::appeal::case::Outcome;
use merit::appeal::states::{Further, Kind, next};
use proptest::prelude::*;

use crate::support::{told, with};

/// State, then the events that move it and to where; every other event is refused. Written from the rules of procedure alone.
const TABLE: &str = "
filed         received>received  accepted>accepted  refused>refused  asked>incomplete  withdrawn>withdrawn
received      accepted>accepted  refused>refused  asked>incomplete  withdrawn>withdrawn
incomplete    completed>completed  withdrawn>withdrawn
completed     accepted>accepted  refused>refused  withdrawn>withdrawn
accepted      begun>review  panel>review  heard>review  wanted>waiting  withdrawn>withdrawn
review        begun>review  panel>review  heard>review  wanted>waiting  decided>decided  withdrawn>withdrawn
waiting       given>review  withdrawn>withdrawn
decided       notified>notified
notified      escalated>escalated
escalated     accepted>accepted  refused>refused  begun>review  panel>review  heard>review  wanted>waiting  withdrawn>withdrawn
refused
final
withdrawn
";

const EVENTS: [(&str, Kind, &str); 14] = [
    ("received", Kind::Received, "received"),
    ("accepted", Kind::Accepted, "accepted"),
    ("refused", Kind::Refused, "refused"),
    ("asked", Kind::AskedToComplete, "asked to complete"),
    ("completed", Kind::Completed, "completed"),
    ("begun", Kind::ReviewBegun, "review begun"),
    ("panel", Kind::PanelFormed, "panel formed"),
    ("heard", Kind::Heard, "heard"),
    ("wanted", Kind::EvidenceAsked, "evidence asked"),
    ("given", Kind::EvidenceGiven, "evidence given"),
    ("decided", Kind::Decided(Outcome::Rejected), "decided"),
    ("notified", Kind::Notified, "notified"),
    ("escalated", Kind::Escalated, "escalated"),
    ("withdrawn", Kind::Withdrawn, "withdrawn"),
];

fn table() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let mut table = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let state = words.next().unwrap();
        for word in words {
            let (event, to) = word.split_once('>').unwrap();
            table.insert((state, event), to);
        }
    }
    table
}

/// The plain case: its state by name and its instance.
fn plain(at: (&'static str, u32), event: &'static str, further: Further) -> Option<(&'static str, u32)> {
    let to = *table().get(&(at.0, event))?;
    Some(match to {
        "notified" => match further {
            Further::None => ("final", at.1),
            Further::Once if at.1 > 1 => ("final", at.1),
            Further::Once | Further::Again => ("notified", at.1),
        },
        "escalated" => ("escalated", at.1 + 1),
        "withdrawn" => ("withdrawn", 1),
        other => (other, at.1),
    })
}

fn name(state: State) -> (&'static str, u32) {
    let name = match state {
        State::Filed => "filed",
        State::Received => "received",
        State::Incomplete => "incomplete",
        State::Completed => "completed",
        State::Refused(_) => "refused",
        State::Accepted(_) => "accepted",
        State::UnderReview(_) => "review",
        State::Waiting(_) => "waiting",
        State::Decided(..) => "decided",
        State::Notified(..) => "notified",
        State::Escalated(_) => "escalated",
        State::Final(..) => "final",
        State::Withdrawn => "withdrawn",
    };
    (name, state.instance())
}

fn further() -> impl Strategy<Value = Further> {
    prop_oneof![Just(Further::None), Just(Further::Once), Just(Further::Again)]
}

/// Mostly events that can happen, so that sequences get far.
fn sequence() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(prop_oneof![0..EVENTS.len(), Just(1), Just(6), Just(10), Just(11), Just(12)], 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_event_moves_as_the_table_says(events in sequence(), further in further()) {
        let (mut state, mut known) = (State::Filed, ("filed", 1));
        for at in events {
            let (event, kind, _) = EVENTS[at];
            match (next(state, kind, further), plain(known, event, further)) {
                (Ok(moved), Some(wanted)) => (state, known) = (moved, wanted),
                (Err(bar), None) => {
                    prop_assert!(!bar.text().en.is_empty() && !bar.text().zh.is_empty());
                }
                (moved, wanted) => prop_assert!(false, "{known:?} {event}: {moved:?}, and the table says {wanted:?}"),
            }
            prop_assert_eq!(name(state), known);
        }
    }

    /// The same through a file: what cannot happen is a finding, and the rest is judged without it.
    #[test]
    fn a_file_moves_alike(events in sequence()) {
        let plan = with("acknowledge within 2 working days by \"HR\"\nescalate to \"Board\" within 5 working days once, final");
        let mut known = ("filed", 1);
        let (mut written, mut refused) = (Vec::new(), 0);
        for at in events {
            let (event, _, said) = EVENTS[at];
            let more = if event == "decided" { ", \"outcome\": \"rejected\"" } else { "" };
            written.push(format!("{{\"on\": \"2026-03-02\", \"event\": \"{said}\"{more}}}"));
            match plain(known, event, Further::Once) {
                Some(moved) => known = moved,
                None => refused += 1,
            }
        }
        let case = format!("{{\"id\": \"1\", \"who\": \"A\", \"filed\": \"2026-03-02\", \"events\": [{}]}}", written.join(", "));
        let told = told(&plan, &case, "2026-03-02");
        prop_assert_eq!(name(told.state), known);
        prop_assert_eq!(told.codes.iter().filter(|code| **code == "E710").count(), refused);
    }
}

/// Every pair of a state and an event, so that none is left to chance.
#[test]
fn every_pair_is_decided() {
    let outcome = Outcome::Upheld;
    let states = [
        State::Filed,
        State::Received,
        State::Incomplete,
        State::Completed,
        State::Refused(1),
        State::Accepted(1),
        State::UnderReview(1),
        State::Waiting(1),
        State::Decided(1, outcome),
        State::Notified(1, outcome),
        State::Escalated(2),
        State::Accepted(2),
        State::UnderReview(2),
        State::Waiting(2),
        State::Decided(2, outcome),
        State::Final(2, outcome),
        State::Withdrawn,
    ];
    for state in states {
        for (event, kind, _) in EVENTS {
            for further in [Further::None, Further::Once, Further::Again] {
                let moved = next(state, kind, further).ok().map(name);
                assert_eq!(moved, plain(name(state), event, further), "{state:?} {event}");
            }
        }
    }
}
