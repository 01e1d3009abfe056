//! Many rows: chunks do not show, and the time stays in proportion.

use super::world::policy;
use crate::value::Number;

#[test]
fn chunks_do_not_show() {
    let mut world = policy(
        "input people by id {\n  team : text\n  a : number\n}\ninput deals by deal of people by id undated {\n  amount : money\n}
let t = sum of a over team
let e = a / sum of a over everyone
let s = sum of amount over deals
let deals.r = running sum of amount over deals by amount
let deals.q = amount / s
",
    );
    let count = 5_000_i64;
    for at in 0..count {
        world = world.person(&format!("E{at}"), &[("team", if at % 2 == 0 { "even" } else { "odd" }), ("a", &at.to_string())]);
    }
    for at in 0..6_000_i64 {
        world = world.row("deals", &format!("d{at}"), &format!("E{}", (at * 7) % 3), &[("amount", &(at + 1).to_string())]);
    }
    let outcome = world.run();
    assert!(outcome.codes().is_empty(), "{:?}", outcome.codes());
    assert_eq!(outcome.get("E4999", "t"), (1..count).step_by(2).sum::<i64>().to_string());
    assert_eq!(outcome.get("E4998", "t"), (0..count).step_by(2).sum::<i64>().to_string());
    let whole = Number::from_i64(count * (count - 1) / 2);
    assert_eq!(outcome.get("E1", "e"), Number::ONE.div(&whole).unwrap().exact_text());
    assert_eq!(outcome.get("E0", "s"), (1..=6_000_i64).filter(|at| ((at - 1) * 7) % 3 == 0).sum::<i64>().to_string());
    assert_eq!(outcome.get("d0", "deals.r"), "1");
    assert_eq!(outcome.get("d5997", "deals.r"), outcome.get("E0", "s"));
}
