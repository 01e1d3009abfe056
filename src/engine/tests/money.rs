//! Bands, tiers, steps, tables, payouts.

use super::world::{one, policy, value_of};

const C: &str =
    "  a : number optional\n  b : number optional\n  m : money optional\n  n : money optional\n  t : text optional\n  p : percent optional";

fn x(cells: &[(&str, &str)], expression: &str) -> String {
    value_of(C, cells, expression)
}

#[test]
fn bands_with_lines() {
    let curve = "bands on m / n { below 60% : 0; from 60% : linear 0 to 100; from 100% : linear 100 to 120; from 150% : linear onward }";
    for (m, n, expected) in [
        ("599.99", "1000", "0"),
        ("600", "1000", "0"),
        ("2", "3", "50/3"),
        ("3", "3", "100"),
        ("150", "100", "120"),
        ("250", "100", "160"),
        ("125", "100", "110"),
    ] {
        assert_eq!(x(&[("m", m), ("n", n)], curve), expected, "{m}/{n}");
    }
    let falling = "bands on a { below 0 : refuse \"Below zero\"; from 0 below 10 : linear 10 to 0; from 10 : 0 }";
    assert_eq!(x(&[("a", "4")], falling), "6");
    assert_eq!(x(&[("a", "-1")], falling), "E508");
}

#[test]
fn computed_ends() {
    let gap = one(C, &[("a", "5"), ("b", "4")], "let x = bands on a { below b : 0; from b below 2 * b : linear 0 to 10; from 2 * b : 10 }");
    assert_eq!(gap.get("E1", "x"), "2.5");
    let zero =
        one(C, &[("a", "0"), ("b", "0")], "let x = bands on a { below b : 0; from b up to 2 * b : linear 0 to 10; above 2 * b : 10 }");
    assert_eq!(zero.get("E1", "x"), "E526");
    // b is negative: 2b lies below b.
    let over = one(C, &[("a", "-5"), ("b", "-4")], "let x = bands on a { below b : 0; from b below 2 * b : 1; from 2 * b : 2 }");
    assert_eq!(over.get("E1", "x"), "E505");
    let none = one(
        C,
        &[("a", "-4"), ("b", "-4")],
        "let x = bands on a { below 2 * b : 0; from 2 * b below b : 1; from b below 2 * b : 2; above b : 3 }",
    );
    assert_eq!(none.get("E1", "x"), "E504");
}

#[test]
fn tiers_by_slices() {
    let marginal = "tiers marginal on m { up to 100_000 : 2%; up to 300_000 : 3%; above 300_000 : 5% }";
    for (m, expected) in
        [("0", "0"), ("100000", "2000"), ("100000.01", "2000.0003"), ("300000", "8000"), ("400000", "13000"), ("-1", "E507")]
    {
        assert_eq!(x(&[("m", m)], marginal), expected, "{m}");
    }
    let whole = "tiers whole on m { up to 100_000 : 2%; above 100_000 : 3% }";
    for (m, expected) in [("0", "0"), ("100000", "2000"), ("100000.01", "3000.0003"), ("-1", "E507")] {
        assert_eq!(x(&[("m", m)], whole), expected, "{m}");
    }
    let below = "tiers marginal on m { below 0 : 1%; up to 100 : 10%; above 100 : 20% }";
    assert_eq!(x(&[("m", "-50")], below), "-0.5");
    assert_eq!(x(&[("m", "150")], below), "20");
    let refusing = "tiers marginal on m { up to 100 : 10%; above 100 : refuse \"Ask the owner\" }";
    assert_eq!((x(&[("m", "100")], refusing), x(&[("m", "101")], refusing)), ("10".into(), "E508".into()));
    let computed = "tiers marginal on m { up to n : 10%; up to 100 : 20%; above 100 : 30% }";
    assert_eq!((x(&[("m", "150"), ("n", "50")], computed), x(&[("m", "150"), ("n", "101")], computed)), ("30".into(), "E506".into()));
}

#[test]
fn tiers_from_a_start() {
    let text = "tiers standard marginal { up to 100 : 10%; above 100 : 20% }\ntiers full whole { up to 100 : 10%; above 100 : 20% }\nlet x = standard on m starting at n\nlet y = full on m starting at n";
    let run = |m: &str, n: &str| {
        let outcome = one(C, &[("m", m), ("n", n)], text);
        (outcome.get("E1", "x"), outcome.get("E1", "y"))
    };
    assert_eq!(run("50", "80"), ("8".into(), "10".into()));
    assert_eq!(run("20", "80"), ("2".into(), "2".into()));
    assert_eq!(run("-30", "110"), ("-4".into(), "-3".into()));
    assert_eq!(run("-30", "10"), ("E507".into(), "E507".into()));
}

/// Rates that come from the data are judged for each person, as far as the amount reaches.
#[test]
fn rates_that_fall() {
    for mode in ["marginal", "whole"] {
        let tiers = format!("tiers {mode} on m {{ up to 100 : a; above 100 : b }}");
        let pays = |m: &str, a: &str, b: &str| x(&[("m", m), ("a", a), ("b", b)], &tiers);
        assert_eq!((pays("200", "0.05", "0.02").as_str(), pays("100", "0.05", "0.02").as_str()), ("E527", "5"), "{mode}");
        assert_eq!(pays("200", "0.02", "0.02"), "4", "{mode}");
        let said = tiers.replace(mode, &format!("{mode} decelerating"));
        assert!(!x(&[("m", "200"), ("a", "0.05"), ("b", "0.02")], &said).starts_with('E'), "{mode}");
    }
}

#[test]
fn a_named_slice() {
    let text = "let pay_all = tiers marginal on m { up to 5_000 : 10% as first_slice; above 5_000 : 20% as rest }";
    let outcome = one(C, &[("m", "6000")], text);
    assert_eq!(["pay_all", "first_slice", "rest"].map(|name| outcome.get("E1", name)), ["700", "500", "200"]);
    let missing = one(C, &[], text);
    assert_eq!(["pay_all", "first_slice", "rest"].map(|name| missing.get("E1", name)), ["E501", "E501", "E501"]);
    assert_eq!(missing.codes(), ["E501"]);
}

#[test]
fn per_unit() {
    let score = |counting: &str, p: &str| {
        let text = format!("let x = 100\n  less 2 for each {counting} that p is below 100%, at most 40");
        let text = if counting.ends_with("rata") {
            "let x = 100\n  less 2 for each 1% that p is below 100%, pro rata, at most 40".to_string()
        } else {
            text
        };
        one(C, &[("p", p)], &text).get("E1", "x")
    };
    for (p, full, started, rata) in [
        ("100%", "100", "100", "100"),
        ("101%", "100", "100", "100"),
        ("99%", "98", "98", "98"),
        ("98.5%", "98", "96", "97"),
        ("99.999%", "100", "98", "99.998"),
        ("80%", "60", "60", "60"),
        ("50%", "60", "60", "60"),
    ] {
        assert_eq!([score("full 1%", p), score("started 1%", p), score("rata", p)], [full, started, rata], "{p}");
    }
    assert_eq!(one(C, &[("a", "7"), ("b", "0")], "let x = 10\n  plus 1 for each full b that a is above 5").get("E1", "x"), "E520");
    assert_eq!(one(C, &[("a", "4"), ("b", "0")], "let x = 10\n  plus 1 for each full b that a is above 5").get("E1", "x"), "E520");
    assert_eq!(
        one(C, &[("a", "30")], "let x = 10\n  less a, until zero, at most 40\n  plus 3, at most 4\n  at least 5").get("E1", "x"),
        "5"
    );
    assert_eq!(one(C, &[("a", "10"), ("p", "1/3")], "let x = a, at most 9\n  prorate p\n  plus 1").get("E1", "x"), "4");
}

#[test]
fn tables() {
    let text = "table rate by t, m { (\"SW\", \"HW\"), from 100 : 6%; \"SW\", any : 5%; any, any : 3% }\nlet x = rate(t, m)";
    for (t, m, expected) in [("SW", "100", "0.06"), ("HW", "99.99", "0.03"), ("SW", "99.99", "0.05"), ("X", "1000", "0.03")] {
        assert_eq!(one(C, &[("t", t), ("m", m)], text).get("E1", "x"), expected);
    }
    assert_eq!(one(C, &[("t", "SW")], text).get("E1", "x"), "E501");
    let text = format!("input people by id {{\n{C}\n}}\ntable quota : money by t, period from data\nlet x = quota(t)");
    let world = policy(&text).listed(&["East"], "500").listed(&["West"], "600");
    let outcome = world.person("E1", &[("t", "East")]).person("E2", &[("t", "West")]).person("E3", &[("t", "North")]).run();
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "x"), ["500", "600", "E509"]);
}

#[test]
fn payouts() {
    let text = "input people by id {\n  role : one of \"AE\", \"SDR\"\n  base : money optional\n  audit : flag default no\n}
gate \"No audit finding\" needs not audit
payout bonus for role = \"AE\" { pay base / 3 }
payout extra { pay base - 100; may be negative }
payout strict { pay (base otherwise 0) - 100 }
let half = payout / 2";
    let outcome = policy(text)
        .person("E1", &[("role", "AE"), ("base", "200")])
        .person("E2", &[("role", "SDR"), ("base", "50")])
        .person("E3", &[("role", "AE"), ("base", "400"), ("audit", "yes")])
        .person("E4", &[("role", "AE")])
        .person("E5", &[("role", "SDR"), ("base", "200.005")])
        .run();
    let people = ["E1", "E2", "E3", "E4", "E5"];
    assert_eq!(outcome.all(&people, "bonus"), ["66.67", "n/a", "0", "E501", "n/a"]);
    assert_eq!(outcome.all(&people, "extra"), ["100", "-50", "0", "E501", "100.01"]);
    assert_eq!(outcome.all(&people, "strict"), ["100", "E514", "0", "E514", "100.01"]);
    assert_eq!(outcome.all(&people, "payout"), ["266.67", "E514", "0", "E501", "200.02"]);
    assert_eq!(outcome.get("E1", "half"), "133.335");
}

#[test]
fn what_does_not_apply_cannot_be_read() {
    let text = "input people by id {\n  role : text\n}\npayout bonus for role = \"AE\" { pay 100 }\nlet x = bonus * 2\n";
    let outcome = policy(text).person("E1", &[("role", "AE")]).person("E2", &[("role", "X")]).run();
    assert_eq!(outcome.all(&["E1", "E2"], "x"), ["200", "E502"]);
}
