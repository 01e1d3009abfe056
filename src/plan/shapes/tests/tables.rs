//! Tables: missing combinations and rows out of reach, by case and against brute force.

use proptest::prelude::*;

use super::*;

/// A cell: `any`, `"a"`, `"a"|"b"`, `yes`, `5`, `5%`, `2026-01-01`, `from 5 below 10`.
fn cell(text: &str) -> LookupCell {
    let text = text.trim();
    if text == "any" {
        return LookupCell::Any;
    }
    if ["from ", "above ", "below ", "up to "].iter().any(|word| text.starts_with(word)) {
        let (low, high) = ends(text);
        return LookupCell::Range { low, high };
    }
    let one = |text: &str| match text {
        "yes" => Value::Flag(true),
        "no" => Value::Flag(false),
        quoted if quoted.starts_with('"') => Value::Text(quoted.trim_matches('"').into()),
        number => match value(number).kind {
            Kind::Literal(value) => value,
            _ => panic!("{number}"),
        },
    };
    LookupCell::Values(text.split('|').map(one).collect())
}

fn choice(options: &str) -> KeyDomain {
    KeyDomain::Choice(options.split(' ').map(str::to_string).collect())
}

fn rows(text: &str) -> Vec<(Vec<LookupCell>, Span)> {
    text.trim().lines().enumerate().map(|(at, row)| (row.split(',').map(cell).collect(), span(at + 1))).collect()
}

fn try_table(keys: &[KeyDomain], text: &str, pick: fn(&Text) -> &str) -> String {
    let mut problems = Vec::new();
    table("rate", keys, &rows(text), span(0), &mut problems);
    problems.iter().map(|problem| problem_text(problem, pick)).collect::<Vec<_>>().join("\n")
}

fn number(limits: &str) -> KeyDomain {
    KeyDomain::Number(domain(limits, Integers::No))
}

#[test]
fn complete_tables() {
    let regions = [choice("East West"), KeyDomain::Open];
    let count = KeyDomain::Number(domain("from 0", Integers::Yes));
    for (keys, text) in [
        (&regions[..], "\"East\", \"SaaS\"\n\"West\", any\nany, any"),
        (&[KeyDomain::Flag][..], "yes\nno"),
        (&[choice("a b c")][..], "\"a\"|\"c\"\n\"b\""),
        (&[number("")][..], "below 5\n5\nabove 5"),
        (&[count][..], "0\n1|2\nfrom 3 up to 9\nfrom 10"),
        (&[number("from 0 up to 1")][..], "below 50%\nfrom 50%"),
        (&[KeyDomain::Open][..], "below 2026-01-01\nfrom 2026-01-01"),
        (&[KeyDomain::Open][..], "up to 2025-12-31\nfrom 2026-01-01"),
        // What only the run can know is given the benefit of the doubt, both ways.
        (&[number("")][..], "below q\nfrom q"),
        (&[number("")][..], "below q\nany"),
    ] {
        assert_eq!(try_table(keys, text, en), "", "{text}");
    }
}

#[test]
fn missing_combinations() {
    let two = [choice("SaaS HW Service"), choice("East West")];
    assert_eq!(
        try_table(&two, "\"SaaS\", \"East\"\n\"HW\", any", en),
        "E310 the table “rate” has no row for `\"SaaS\", \"West\"`\n  [0] every combination must find a row\n  help: add the rows with their value or with `refuse \"…\"`, or end the table with a row for `any`\n  \"SaaS\", \"West\"   ?\n  \"Service\", any   ?"
    );
    assert_eq!(
        try_table(&two, "\"SaaS\", \"East\"\n\"HW\", any", zh),
        "E310 对照表“rate”里没有 `\"SaaS\"，\"West\"` 这种情况\n  [0] 每种组合都须有对应的一行\n  help: 补上这些行，写明结果或 `报错 \"…\"`；或在最后加一行 `任意`\n  \"SaaS\"，\"West\"   ?\n  \"Service\"，任意   ?"
    );
    let first = |keys: &[KeyDomain], text: &str, pick: fn(&Text) -> &str| try_table(keys, text, pick).lines().next().unwrap().to_string();
    let both = [number("from 0"), number("from 0 up to 1")];
    assert_eq!(
        first(&both, "from 100_000, from 80%\nbelow 100_000, any", en),
        "E310 the table “rate” has no row for `from 100_000, from 0% below 80%`"
    );
    assert_eq!(
        first(&both, "from 100_000, from 80%\nbelow 100_000, any", zh),
        "E310 对照表“rate”里没有 `100_000以上，0%以上不满80%` 这种情况"
    );
    assert_eq!(first(&[number("")], "below 5\nabove 5", en), "E310 the table “rate” has no row for `5`");
    assert_eq!(first(&[number("")], "up to 5\nfrom 6", en), "E310 the table “rate” has no row for `above 5 below 6`");
    assert_eq!(
        first(&[KeyDomain::Number(domain("from 0", Integers::Yes))], "up to 5\nfrom 8", en),
        "E310 the table “rate” has no row for `from 6 up to 7`"
    );
    assert_eq!(
        first(&[KeyDomain::Percent(domain("", Integers::No))], "5%\nabove 5%", en),
        "E310 the table “rate” has no row for `below 5%`"
    );
    assert_eq!(first(&[KeyDomain::Open], "\"a\"\n\"b\"", en), "E310 the table “rate” has no row for `anything else`");
    assert_eq!(first(&[KeyDomain::Open, KeyDomain::Flag], "any, yes", zh), "E310 对照表“rate”里没有 `任意，否` 这种情况");
    assert_eq!(first(&[KeyDomain::Open], "below 2026-01-01\nabove 2026-01-01", en), "E310 the table “rate” has no row for `2026-01-01`");
    let many = try_table(
        &[choice("a b c d e f g h"), choice("a b c d e f g h")],
        "\"a\", \"a\"\n\"b\", \"b\"\n\"c\", \"c\"\n\"d\", \"d\"\n\"e\", \"e\"\n\"f\", \"f\"\n\"g\", \"g\"\n\"h\", \"h\"",
        en,
    );
    assert!(many.ends_with("\n  … and 14 more"), "{many}");
}

#[test]
fn rows_out_of_reach() {
    let two = [choice("SaaS HW"), choice("East West")];
    assert_eq!(
        try_table(&two, "\"SaaS\", any\nany, \"East\"\n\"HW\", \"West\"\nany, any", en),
        "E311 nothing can reach this row: the first row that fits decides, and rows above it take every case\n  [4] never reached\n  [1] takes a part of it\n  [2] takes a part of it\n  [3] takes a part of it\n  help: move the row above them, narrow their cells, or delete it"
    );
    assert_eq!(
        try_table(&two, "any, any\n\"SaaS\", any", zh),
        "E311 这一行永远用不到：自上而下以第一个符合的行为准，它的每种情况都已被上面的行占去\n  [2] 永远用不到\n  [1] 全部被这一行占去\n  help: 把这一行移到它们上面，或缩小上面各行的范围，或删去这一行"
    );
    let within = [number("from 0 up to 100")];
    assert_eq!(
        try_table(&within, "below 0\nany", en),
        "E311 nothing can reach this row: its cell 1 lies outside what the input allows\n  [1] the input allows only values from 0 up to 100\n  help: correct the cell, delete the row, or widen what the input allows"
    );
    let six = try_table(&[choice("a b c d e f")], "\"a\"\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n\"f\"\nany", en);
    assert!(six.contains("\n  [4] takes a part of it, as do 2 more rows\n"), "{six}");
}

#[test]
fn large_tables() {
    let words: Vec<String> = (0..1000).map(|at| format!("\"w{at}\"")).collect();
    let text: Vec<String> = words.iter().map(|word| format!("{word},{word}")).collect();
    let found = try_table(&[KeyDomain::Open, KeyDomain::Open], &text.join("\n"), en);
    assert!(found.starts_with("E312 the table “rate” has too many combinations to check: more than 200,000"), "{found}");
    // Many rows of one key are no trouble.
    let mut long: Vec<String> = (0..5000).map(|at| format!("\"w{at}\"")).collect();
    long.push("any".to_string());
    assert_eq!(try_table(&[KeyDomain::Open], &long.join("\n"), en), "");
}

/// A cell of the brute force: whether it takes a value, given as twice a number of the grid.
#[derive(Clone, Debug)]
enum Rough {
    Any,
    Value(i64),
    Range(Option<(bool, i64)>, Option<(bool, i64)>),
}

impl Rough {
    fn takes(&self, twice: i64) -> bool {
        match self {
            Rough::Any => true,
            Rough::Value(number) => number * 2 == twice,
            Rough::Range(low, high) => {
                low.is_none_or(|(inclusive, number)| number * 2 < twice || (inclusive && number * 2 == twice))
                    && high.is_none_or(|(inclusive, number)| twice < number * 2 || (inclusive && number * 2 == twice))
            }
        }
    }

    fn cell(&self) -> LookupCell {
        let bound = |end: &Option<(bool, i64)>| {
            end.map(|(inclusive, number)| Bound { inclusive, value: Box::new(literal(Number::from_i64(number), Type::Number)) })
        };
        match self {
            Rough::Any => LookupCell::Any,
            Rough::Value(number) => LookupCell::Values(vec![Value::Number(Number::from_i64(*number))]),
            Rough::Range(low, high) => LookupCell::Range { low: bound(low), high: bound(high) },
        }
    }
}

fn rough() -> impl Strategy<Value = Rough> {
    let side = || proptest::option::weighted(0.6, (any::<bool>(), 0..4_i64));
    prop_oneof![2 => Just(Rough::Any), 2 => (0..4_i64).prop_map(Rough::Value), 4 => (side(), side()).prop_map(|(low, high)| Rough::Range(low, high))]
}

proptest! {
    #[test]
    fn tables_agree_with_brute_force(
        table_rows in proptest::collection::vec((rough(), rough()), 1..8),
        low in proptest::option::of((any::<bool>(), 0..2_i64)),
        high in proptest::option::of((any::<bool>(), 2..4_i64)),
        whole in any::<bool>(),
    ) {
        let end = |end: Option<(bool, i64)>| end.map(|(inclusive, number)| (inclusive, Number::from_i64(number)));
        let keys = [
            KeyDomain::Number(Domain { low: end(low), high: end(high), integers: if whole { Integers::Yes } else { Integers::No } }),
            KeyDomain::Number(open()),
        ];
        let points: Vec<i64> = (-3..=11).collect();
        let first: Vec<i64> = points.iter().copied().filter(|twice| Rough::Range(low, high).takes(*twice) && (!whole || twice % 2 == 0)).collect();
        let mut reached = vec![false; table_rows.len()];
        let mut missing = false;
        for one in &first {
            for two in &points {
                match table_rows.iter().position(|(left, right)| left.takes(*one) && right.takes(*two)) {
                    Some(at) => reached[at] = true,
                    None => missing = true,
                }
            }
        }
        let cells: Vec<(Vec<LookupCell>, Span)> = table_rows.iter().enumerate().map(|(at, (one, two))| (vec![one.cell(), two.cell()], span(at + 1))).collect();
        let mut problems = Vec::new();
        table("t", &keys, &cells, span(0), &mut problems);
        prop_assert_eq!(problems.iter().any(|problem| problem.code == "E310"), missing && !first.is_empty());
        let lost: Vec<usize> = problems.iter().filter(|problem| problem.code == "E311").map(|problem| problem.labels[0].span.start as usize / 10 - 1).collect();
        let unreached: Vec<usize> = if first.is_empty() { Vec::new() } else { (0..reached.len()).filter(|at| !reached[*at]).collect() };
        prop_assert_eq!(lost, unreached);
    }
}
