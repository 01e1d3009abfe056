//! Forced distribution: seats, ties, vetoes, small groups, and limits in any order.

use super::world::{Outcome, World, policy};

fn world(limits: &str) -> World {
    let clauses = format!(
        "input people by id {{\n  team : text optional\n  points : number optional\n  fraud : flag default no\n  active : flag default yes\n}}
scorecard all {{ kpi one {{ measure points; weight 100%; score points }}; veto cheat when fraud : grade D }}
grade by score {{ S from 90 : k 3; A from 70 : k 2; B from 50 : k 1; C from 30 : k 0.5; D below 30 : k 0 }}
{limits}\n"
    );
    policy(&clauses)
}

/// A team of these points, E1 and on.
fn team(world: World, points: &[&str]) -> World {
    points
        .iter()
        .enumerate()
        .fold(world, |world, (at, points)| world.person(&format!("E{:02}", at + 1), &[("team", "x"), ("points", points)]))
}

fn grades(outcome: &Outcome) -> String {
    let keys: Vec<String> = outcome.results.tables[0].keys.iter().map(|key| key.to_string()).collect();
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    keys.sort_unstable();
    outcome.all(&keys, "grade").join(" ")
}

fn given(limits: &str, points: &[&str]) -> String {
    grades(&team(world(limits), points).run())
}

#[test]
fn people_over_a_limit_get_the_next_lower_grade() {
    let best = "limit grade S to at most 20% of team by score, heads rounded down, ties excluded";
    assert_eq!(given(best, &["99", "98", "97", "60", "10"]), "S A A B D");
    assert_eq!(given(best, &["99"]), "A");
    assert_eq!(given(best, &[]), "");
    let up = "limit grade S to at most 20% of team by score, heads rounded up, ties excluded";
    assert_eq!(given(up, &["99"]), "S");
    assert_eq!(given(up, &["99", "98"]), "S A");
    // One limit after the other, from the best grade down, wherever they stand.
    let both = ["limit grade A to at most 1 of team by score, ties excluded", best];
    assert_eq!(given(&both.join("\n"), &["99", "98", "97", "60", "10"]), "S A B B D");
    assert_eq!(given(&[both[1], both[0]].join("\n"), &["99", "98", "97", "60", "10"]), "S A B B D");
    let together = "limit grade A, S to at most 2 of team by score, ties excluded";
    assert_eq!(given(together, &["99", "75", "97", "60", "10"]), "S B S B D");
}

#[test]
fn an_exact_limit_raises_the_best_below_and_lowers_the_worst_above() {
    let best = "limit grade S to exactly 40% of team by score, heads rounded down, ties excluded";
    assert_eq!(given(best, &["60", "10", "20", "55", "40"]), "S D D S C");
    let worst = "limit grade D to exactly 40% of team by score, heads rounded down, ties excluded";
    assert_eq!(given(worst, &["99", "98", "97", "60", "95"]), "S S S D D");
    let both = format!("{worst}\n{best}");
    assert_eq!(given(&both, &["60", "60.1", "60.2", "60.3", "60.4"]), "D D B S S");
    // Where both ends want everybody, the top has them.
    let all = "limit grade S to exactly 60% of team by score, heads rounded up, ties excluded
limit grade D to exactly 40% of team by score, heads rounded up, ties excluded";
    assert_eq!(given(all, &["60"]), "S");
    assert_eq!(given(all, &["60", "50"]), "S S");
}

#[test]
fn the_lowest_grades_fill_from_the_bottom() {
    let worst = "limit grade D to at most 1 of team by score, ties excluded";
    assert_eq!(given(worst, &["10", "20", "5", "60"]), "C C D B");
    let two = "limit grade C to at most 1 of team by score, ties excluded\nlimit grade D to at most 1 of team by score, ties excluded";
    assert_eq!(given(two, &["10", "20", "5", "60"]), "C B D B");
}

#[test]
fn ties_where_the_seats_end_are_out_or_in_together() {
    let out = "limit grade S to at most 2 of team by score, ties excluded";
    let all = ["95", "95", "95", "99"];
    assert_eq!(given(out, &all), "A A A S");
    assert_eq!(given(&out.replace("excluded", "included"), &all), "S S S S");
    assert_eq!(given(out, &["95", "95", "95"]), "A A A");
    let raised = "limit grade S to exactly 1 of team by score, ties included";
    assert_eq!(given(raised, &["60", "60", "10"]), "S S D");
    assert_eq!(given(&raised.replace("included", "excluded"), &["60", "60", "10"]), "B B D");
    let lowest = "limit grade D to at most 1 of team by score, ties included";
    assert_eq!(given(lowest, &["5", "5", "20"]), "D D C");
    assert_eq!(given(&lowest.replace("included", "excluded"), &["5", "5", "20"]), "C C C");
}

#[test]
fn a_vetoed_person_holds_no_seat_and_is_a_head() {
    let limits = "limit grade D to exactly 1 of team by score, ties excluded
limit grade S to exactly 50% of team by score, heads rounded down, ties excluded";
    let outcome = world(limits)
        .person("E1", &[("team", "x"), ("points", "99"), ("fraud", "yes")])
        .person("E2", &[("team", "x"), ("points", "60")])
        .person("E3", &[("team", "x"), ("points", "40")])
        .person("E4", &[("team", "x"), ("points", "35")])
        .run();
    // Two of four seats; the one under the veto has D, and another fills the seat of D.
    assert_eq!(grades(&outcome), "D S S D");
    assert_eq!(outcome.all(&["E1", "E2", "E3", "E4"], "k"), ["0", "3", "3", "0"]);
}

#[test]
fn small_groups_and_those_a_condition_leaves_out_keep_their_grades() {
    let limits = "limit grade S to at most 0 of team where active by score, ties excluded, for groups of at least 2";
    let outcome = world(limits)
        .person("E1", &[("team", "x"), ("points", "99")])
        .person("E2", &[("team", "y"), ("points", "99")])
        .person("E3", &[("team", "y"), ("points", "98"), ("active", "no")])
        .person("E4", &[("team", "z"), ("points", "97")])
        .person("E5", &[("team", "z"), ("points", "97")])
        .run();
    assert_eq!(grades(&outcome), "S S S A A");
}

#[test]
fn who_has_no_grade_makes_the_group_uncertain() {
    let limits = "limit grade S to at most 1 of team where active by score, ties excluded";
    let outcome = world(limits)
        .person("E1", &[("team", "x"), ("points", "99")])
        .person("E2", &[("team", "x")])
        .person("E3", &[("team", "x"), ("points", "98"), ("active", "no")])
        .person("E4", &[("team", "y"), ("points", "97")])
        .person("E5", &[("points", "97")])
        .run();
    assert_eq!(grades(&outcome), "E524 E524 S S E501");
}

#[test]
fn rows_in_any_order_give_the_same_grades() {
    let limits = "limit grade D to exactly 10% of everyone by score, heads rounded half up, ties included
limit grade S to exactly 20% of team by score, heads rounded down, ties excluded, for groups of at least 3
limit grade C to at most 15% of team by score, heads rounded up, ties excluded";
    for people in [1, 2, 9, 1_000] {
        let run = |step: usize| {
            let each = (0..people).map(|at| at * step % people);
            let made = each.fold(world(limits), |world, number| {
                let (team, points) = (format!("T{}", number % 4), (number * 37 % 101).to_string());
                let fraud = if number % 11 == 5 { "yes" } else { "no" };
                world.person(&format!("E{number:04}"), &[("team", &team), ("points", &points), ("fraud", fraud)])
            });
            grades(&made.run())
        };
        assert_eq!(run(1), run(if people == 9 { 4 } else { 7 }), "of {people}");
    }
}
