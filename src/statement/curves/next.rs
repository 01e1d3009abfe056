//! The next place on a curve at which more comes of it: a step up, or another slope.

use super::{Drawn, shown, spoken};
use crate::curve::{Course, Function, Piece, Worth};
use crate::document::words::Words;
use crate::statement::Asked;
use crate::value::{Number, RoundMode, Type, show};

/// Less than this between two values is nothing.
const LEAST_PLACES: u32 = 6;

/// Which way the input goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    More,
    Less,
}

/// What comes next on the way.
enum Next {
    /// The value is higher than `above` from here on, or just beyond.
    Step { at: Number, above: Number },
    /// It rises in another way: from so much for one more to so much.
    Slope { at: Number, before: Number, after: Number },
}

/// The sentence; upwards where there is something, else downwards.
pub(super) fn next(asked: &Asked<'_>, drawn: &Drawn<'_>, words: &Words) -> Option<String> {
    let (own, side) = [Side::More, Side::Less].into_iter().find_map(|side| Some((found(asked, drawn, side)?, side)))?;
    told(asked, drawn, (own, side), words)
}

fn found(asked: &Asked<'_>, drawn: &Drawn<'_>, side: Side) -> Option<Next> {
    let here = number(&drawn.curve.worth(&drawn.own))?;
    let least = asked.report.def(drawn.of).map_or(Number::from_parts(1, LEAST_PLACES), |def| match def.ty {
        Type::Money | Type::Foreign(_) => asked.report.plan.unit_of(def.ty),
        Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => {
            Number::from_parts(1, LEAST_PLACES)
        }
    });
    let is_higher = |value: &Number, than: &Number| value.sub(than).is_ok_and(|by| by > least);
    let pieces: Vec<&Piece> = match side {
        Side::More => drawn.curve.pieces.iter().collect(),
        Side::Less => drawn.curve.pieces.iter().rev().collect(),
    };
    // What the value comes to on the way, and how steep it is there.
    let (mut level, mut slope): (Number, Option<Number>) = (here, None);
    for piece in pieces {
        match piece {
            Piece::Point { at, worth } => {
                let is_passed = match side {
                    Side::More => *at <= drawn.own,
                    Side::Less => *at >= drawn.own,
                };
                if number(worth).is_some_and(|value| !is_passed && is_higher(&value, &level)) {
                    return Some(Next::Step { at: at.clone(), above: level });
                }
            }
            Piece::Stretch { from, to, course } => {
                let (near, far) = match side {
                    Side::More => (from, to),
                    Side::Less => (to, from),
                };
                let (passed, inside) = match side {
                    Side::More => (*to <= drawn.own, *from < drawn.own && drawn.own < *to || *from == drawn.own),
                    Side::Less => (*from >= drawn.own, *from < drawn.own && drawn.own < *to || *to == drawn.own),
                };
                if passed {
                    continue;
                }
                let Course::Runs(function) = course else { return None };
                let begins = function.at(near)?;
                if !inside && is_higher(&begins, &level) {
                    return Some(Next::Step { at: near.clone(), above: level });
                }
                let steep = gain(function, side)?;
                // Only what is better is a reason to go there.
                if let Some(before) = slope.take().filter(|before| !inside && steep > *before && steep > Number::ZERO) {
                    let at = if is_count(asked, drawn) { near.ceil() } else { near.clone() };
                    return Some(Next::Slope { at, before, after: steep });
                }
                slope = Some(steep);
                level = function.at(far)?;
            }
        }
    }
    None
}

fn number(worth: &Worth) -> Option<Number> {
    match worth {
        Worth::Number(number) => Some(number.clone()),
        Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown => None,
    }
}

fn is_count(asked: &Asked<'_>, drawn: &Drawn<'_>) -> bool {
    asked.report.def(drawn.lever).is_some_and(|def| def.ty == Type::Count)
}

/// What one more on the way brings; nothing where that is not the same everywhere.
fn gain(function: &Function, side: Side) -> Option<Number> {
    let steep = function.steepness()?;
    Some(match side {
        Side::More => steep,
        Side::Less => steep.neg(),
    })
}

/// The first value on the way that a cell can hold and at which the value is higher.
fn reached(asked: &Asked<'_>, drawn: &Drawn<'_>, (edge, above): (&Number, &Number), side: Side) -> Option<(Number, Number)> {
    let ty = asked.report.def(drawn.lever)?.ty;
    let unit = match ty {
        Type::Money | Type::Foreign(_) => asked.report.plan.unit_of(ty),
        Type::Count => Number::ONE,
        Type::Percent => Number::from_parts(1, 4),
        Type::Number | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => Number::from_parts(1, 2),
    };
    let steps = edge.div(&unit).ok()?;
    let whole = match side {
        Side::More => steps.ceil(),
        Side::Less => steps.round_to(&Number::ONE, RoundMode::Down).ok()?,
    };
    let further = match side {
        Side::More => whole.add(&Number::ONE).ok()?,
        Side::Less => whole.sub(&Number::ONE).ok()?,
    };
    // On the edge itself, or one step beyond it.
    [whole, further].into_iter().find_map(|steps| {
        let at = steps.mul(&unit).ok()?;
        if at < *drawn.curve.from() || at > *drawn.curve.to() {
            return None;
        }
        let value = number(&drawn.curve.worth(&at)).filter(|value| value > above)?;
        Some((at, value))
    })
}

fn told(asked: &Asked<'_>, drawn: &Drawn<'_>, (next, side): (Next, Side), words: &Words) -> Option<String> {
    let (of, lever) = (spoken(asked, drawn.of), spoken(asked, drawn.lever));
    let by = |at: &Number| at.sub(&drawn.own).map(|by| amount(asked, drawn, &by.abs(), words)).ok();
    match next {
        Next::Step { at: edge, above } => {
            let (at, value) = reached(asked, drawn, (&edge, &above), side)?;
            let (by, to, value) = (by(&at)?, shown(asked, drawn.lever, &at), shown(asked, drawn.of, &value));
            let (en, zh) = match side {
                Side::More => ("more", "增加"),
                Side::Less => ("less", "减少"),
            };
            let reaches = match side {
                Side::More => "达到",
                Side::Less => "降至",
            };
            let own = shown(asked, drawn.of, &number(&drawn.curve.worth(&drawn.own))?);
            Some(words.say(
                format!("{by} {en} of {lever} ({to}): {of} is {value} instead of {own}"),
                format!("{lever}再{zh} {by}（{reaches} {to}），{of}为 {value}，而非 {own}"),
            ))
        }
        Next::Slope { at, before, after } => {
            let (by, to) = (by(&at)?, shown(asked, drawn.lever, &at));
            let (en, zh) = match side {
                Side::More => ("more", "增加"),
                Side::Less => ("less", "减少"),
            };
            let (change_en, change_zh) = change(asked, drawn, &before, &after);
            Some(words.say(
                format!("{by} {en} of {lever}: from {to} on {of} {change_en}"),
                format!("{lever}再{zh} {by}：自 {to} 起，{of}{change_zh}"),
            ))
        }
    }
}

/// How far, in the words of the unit.
fn amount(asked: &Asked<'_>, drawn: &Drawn<'_>, by: &Number, words: &Words) -> String {
    let is_percent = asked.report.def(drawn.lever).is_some_and(|def| def.ty == Type::Percent);
    if !is_percent {
        return shown(asked, drawn.lever, by);
    }
    let points = by.mul(&Number::from_i64(100)).unwrap_or_else(|_| by.clone());
    let points = show::number(&points, 2);
    words.say(format!("{points} percentage points"), format!("{points} 个百分点"))
}

/// What the slope becomes.
fn change(asked: &Asked<'_>, drawn: &Drawn<'_>, before: &Number, after: &Number) -> (String, String) {
    let ty = |id| asked.report.def(id).map(|def| def.ty);
    if before.is_zero() {
        return ("begins to rise".to_string(), "开始增加".to_string());
    }
    if let (Some(Type::Money), Some(Type::Money)) = (ty(drawn.of), ty(drawn.lever)) {
        let (before, after) = (show::percent(before), show::percent(after));
        return (
            format!("rises by {after} of every further amount instead of {before}"),
            format!("按超出部分的 {after} 增加，而非 {before}"),
        );
    }
    ("rises faster".to_string(), "增加得更快".to_string())
}
