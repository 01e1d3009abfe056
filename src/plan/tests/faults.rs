//! What messages hold besides their code: both places, the fix, the circle, the sum.

use super::{check, codes};
use crate::diagnostic::Language;

#[test]
fn a_forgotten_percent_sign_can_be_put_in() {
    let (plan, problems, sources) = check("let a = revenue / quota > 80\n");
    assert!(plan.is_none());
    assert_eq!(codes(&problems), ["E220"]);
    let fix = problems[0].fix.as_ref().unwrap();
    assert_eq!((sources.slice(fix.span), fix.replacement.as_str()), ("80", "80%"));
    // A number between 0 and 2 may be a ratio: nobody but the author knows.
    let (_, problems, _) = check("let a = rate > 0.8\n");
    assert_eq!((codes(&problems), problems[0].fix.is_none()), (vec!["E220"], true));
}

#[test]
fn a_circle_is_printed_step_by_step() {
    let (_, problems, sources) = check("let a = b + 1\nlet b = c * 2\nlet c = a\n");
    assert_eq!(codes(&problems), ["E206"]);
    assert_eq!(problems[0].drawing.as_ref().unwrap().get(Language::English).trim(), "a → b → c → a");
    let read: Vec<&str> = problems[0].labels.iter().map(|label| sources.slice(label.span)).collect();
    assert_eq!(read, ["b", "c", "a"]);
}

#[test]
fn weights_show_their_sum() {
    let (_, problems, _) = check(
        "scorecard all {\n kpi a { measure revenue; weight 50%; score 100 }\n kpi b { measure quota; weight 100% / 3; score 100 }\n}\n",
    );
    assert_eq!(codes(&problems), ["E340"]);
    assert!(problems[0].message.en.contains("sum to 250/3%"), "{}", problems[0].message.en);
}

#[test]
fn names_are_guessed_only_when_near() {
    let (_, problems, _) = check("let a = revenu\nlet b = zzzzzz\n");
    let helps: Vec<bool> = problems.iter().map(|problem| problem.help.as_ref().unwrap().en.contains("did you mean")).collect();
    assert_eq!(helps, [true, false]);
}

#[test]
fn one_cause_is_told_once() {
    let (_, problems, _) = check("let a = nothing_known * 2\nlet b = a + 5%\nlet c = a + quota\nlet d = a > 5\n");
    assert_eq!(codes(&problems), ["E201"]);
}

#[test]
fn an_unknown_name_is_one_message_wherever_it_is_used() {
    let (_, problems, _) =
        check("let a = revenu\nlet b = revenu * 2\nlet c = revenu + quota\nlet d = revenu\nlet e = revenu\nlet f = revenu\n");
    assert_eq!((codes(&problems), problems[0].labels.len()), (vec!["E201"], 4));
    assert_eq!(problems[0].labels[3].text.en, "also here, and in 2 further places");
}

#[test]
fn a_scorecard_has_an_end() {
    let kpi = |at: usize| format!("  kpi k{at} {{ measure revenue; weight 1%; score 100 }}\n");
    let card = |count: usize| format!("scorecard all {{\n{}}}\n", (0..count).map(kpi).collect::<String>());
    assert_eq!(codes(&check(&card(100)).1), Vec::<&str>::new());
    assert_eq!(codes(&check(&card(101)).1), ["E347"]);
}

#[test]
fn a_word_that_stands_for_a_value_is_no_name() {
    let (_, problems, _) = check("scorecard all { kpi a { measure revenue; target target; weight 100%; score 100 } }\n");
    assert_eq!(codes(&problems), ["E206"]);
    assert!(problems[0].message.en.contains("itself defines"), "{}", problems[0].message.en);
    let (_, problems, _) = check("grade by revenue { A from 5; B below 5 }\nlet x = if grade = C then 1 else 0\n");
    assert_eq!(codes(&problems), ["E224"]);
}
