//! The verdicts against brute force: a small grid of points and the middles between them, tried one by one.

use proptest::prelude::*;

use super::*;
use crate::plan::shapes::Integers;

/// A line with both ends on the grid: low and whether it belongs, high and whether it belongs.
type Drawn = (Option<(bool, i64)>, Option<(bool, i64)>);

fn make(low: Option<(bool, i64)>, high: Option<(bool, i64)>, at: usize) -> Ends {
    let bound = |end: Option<(bool, i64)>| {
        end.map(|(inclusive, number)| Bound { inclusive, value: Box::new(literal(Number::from_i64(number), Type::Number)) })
    };
    Ends { low: bound(low), high: bound(high), span: span(at + 1), label: format!("L{at}") }
}

fn holds(line: &Drawn, twice: i64) -> bool {
    let low = line.0.is_none_or(|(inclusive, number)| if inclusive { number * 2 <= twice } else { number * 2 < twice });
    let high = line.1.is_none_or(|(inclusive, number)| if inclusive { twice <= number * 2 } else { twice < number * 2 });
    low && high
}

/// All points of the grid that the input allows, as twice the number: whole numbers only, or the middles too.
fn grid(domain: &Drawn, integers: Integers) -> Vec<i64> {
    (-4..=24).filter(|twice| holds(domain, *twice) && (integers == Integers::No || twice % 2 == 0)).collect()
}

fn side(size: i64) -> impl Strategy<Value = Option<(bool, i64)>> {
    proptest::option::weighted(0.8, (any::<bool>(), 0..=size))
}

/// Lines that ascend, with ends near each other, so that good sets come up as often as faulty ones.
fn rising() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec(
        (
            1_i64..4,
            any::<bool>(),
            prop_oneof![6 => Just(0_i64), 1 => Just(1), 1 => Just(-1)],
            prop_oneof![5 => Just(true), 1 => Just(false)],
        ),
        1..5,
    )
    .prop_map(|steps| {
        let mut lines: Vec<Drawn> = vec![(None, None)];
        let mut at = 0;
        for (step, inclusive, shift, agree) in steps {
            at += step;
            if let Some(last) = lines.last_mut() {
                last.1 = Some((inclusive, at));
            }
            lines.push((Some((if agree { !inclusive } else { inclusive }, at + shift)), None));
        }
        lines
    })
}

proptest! {
    #[test]
    fn written_out_bands_agree_with_brute_force(
        lines in rising(),
        low in side(3),
        high in proptest::option::weighted(0.5, (any::<bool>(), 6..=10_i64)),
        whole in any::<bool>(),
        turned in any::<bool>(),
    ) {
        let integers = if whole { Integers::Yes } else { Integers::No };
        let domain = Domain {
            low: low.map(|(inclusive, number)| (inclusive, Number::from_i64(number))),
            high: high.map(|(inclusive, number)| (inclusive, Number::from_i64(number))),
            integers,
        };
        let points = grid(&(low, high), integers);
        let all = grid(&(None, None), integers);
        let once = points.iter().all(|point| lines.iter().filter(|line| holds(line, *point)).count() == 1);
        let reached = lines.iter().all(|line| points.iter().any(|point| holds(line, *point)));
        let empty = lines.iter().any(|line| !all.iter().any(|point| holds(line, *point)));
        let mut ends: Vec<Ends> = lines.iter().enumerate().map(|(at, (low, high))| make(*low, *high, at)).collect();
        if turned {
            ends.reverse();
        }
        let mut problems = Vec::new();
        let filled = bands(ends, &domain, &show::exact, span(0), &mut problems);
        prop_assert_eq!(filled.is_some(), once && reached && !empty, "{:?}", problems);
        prop_assert_eq!(filled.is_none(), !problems.is_empty());
        // The value a message names is in no line or in two of them, as it says.
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        let missing = points.iter().any(|point| !lines.iter().any(|line| holds(line, *point)));
        let twice = points.iter().any(|point| lines.iter().filter(|line| holds(line, *point)).count() > 1);
        if !empty && !codes.contains(&"E302") {
            prop_assert_eq!(codes.contains(&"E300") || codes.contains(&"E305"), missing, "{:?}", problems);
            prop_assert_eq!(codes.contains(&"E301"), twice, "{:?}", problems);
        }
    }

    #[test]
    fn filled_bands_hold_every_value_once(
        lows in proptest::collection::btree_set(0_i64..12, 1..6),
        inclusive in proptest::collection::vec(any::<bool>(), 6),
        said in proptest::collection::vec(0_u8..3, 6),
        turned in any::<bool>(),
    ) {
        let lows: Vec<i64> = lows.into_iter().collect();
        let mut lines: Vec<Drawn> = vec![(None, None); lows.len() + 1];
        for (at, low) in lows.iter().enumerate() {
            if said[at] != 0 {
                lines[at].1 = Some((!inclusive[at], *low));
            }
            if said[at] != 1 {
                lines[at + 1].0 = Some((inclusive[at], *low));
            }
        }
        // A line that says nothing is written by its neighbours; the language has no such line.
        prop_assume!(lines.iter().all(|line| line.0.is_some() || line.1.is_some()));
        let mut ends: Vec<Ends> = lines.iter().enumerate().map(|(at, (low, high))| make(*low, *high, at)).collect();
        if turned {
            ends.reverse();
        }
        let mut problems = Vec::new();
        let filled = bands(ends, &open(), &show::exact, span(0), &mut problems);
        // Two ends in a row may be said by the same line only: then nothing tells the direction, or the end between is missing.
        if let Some(filled) = filled {
            let number = |bound: &Option<Bound>| {
                bound.as_ref().map(|bound| (bound.inclusive, crate::plan::shapes::constant::number(&bound.value).unwrap().to_i64().unwrap()))
            };
            let filled: Vec<Drawn> = filled.iter().map(|(low, high)| (number(low), number(high))).collect();
            for point in grid(&(None, None), Integers::No) {
                prop_assert_eq!(filled.iter().filter(|line| holds(line, point)).count(), 1, "{:?}", filled);
            }
        } else {
            prop_assert!(false, "{:?} {:?}", lines, problems);
        }
    }

    #[test]
    fn nothing_panics(texts in proptest::collection::vec((side(5), side(5)), 0..6), low in side(3), whole in any::<bool>()) {
        let ends: Vec<Ends> = texts.iter().enumerate().map(|(at, (low, high))| make(*low, *high, at)).collect();
        let domain = Domain {
            low: low.map(|(inclusive, number)| (inclusive, Number::from_i64(number))),
            high: None,
            integers: if whole { Integers::Yes } else { Integers::No },
        };
        let mut problems = Vec::new();
        let found = bands(ends.clone(), &domain, &show::exact, span(0), &mut problems);
        prop_assert_eq!(found.is_none(), !problems.is_empty());
        if let Some(filled) = found {
            let number = |bound: &Option<Bound>| {
                bound.as_ref().map(|bound| (bound.inclusive, crate::plan::shapes::constant::number(&bound.value).unwrap().to_i64().unwrap()))
            };
            let filled: Vec<Drawn> = filled.iter().map(|(low, high)| (number(low), number(high))).collect();
            for point in grid(&(low, None), domain.integers) {
                prop_assert_eq!(filled.iter().filter(|line| holds(line, point)).count(), 1, "{:?}", filled);
            }
        }
        let mut problems = Vec::new();
        let found = tiers(ends, &show::exact, span(0), &mut problems);
        prop_assert_eq!(found.is_none(), !problems.is_empty());
    }
}
