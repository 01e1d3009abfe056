//! What a drawing of a curve shows, before it is drawn in characters or as an image: lines in the plane, and the scales beside them.

use super::Picture;
use super::segments::{self, Form, Segment};
use super::words::Words;
use crate::curve::{Function, Worth};
use crate::plan::ir::ChoiceOrder;
use crate::value::show;
use crate::value::{Number, RoundMode, Type, Value};

/// Points at which the height of a bent line is looked at.
const SAMPLES: i64 = 16;

/// A drawing: its frame, its lines, and the names of its heights where they are no numbers.
pub(super) struct Plot<'c> {
    pub(super) x: (Number, Number),
    pub(super) y: (Number, Number),
    pub(super) strokes: Vec<Stroke<'c>>,
    /// Texts such as grades stand at heights of their own, the first lowest.
    pub(super) levels: Vec<(Number, String)>,
}

/// One line from the left to the right.
pub(super) struct Stroke<'c> {
    pub(super) low: Tip,
    pub(super) high: Tip,
    line: Line<'c>,
}

/// The end of a line.
pub(super) struct Tip {
    pub(super) at: Number,
    pub(super) included: bool,
    /// Whether the line beside it goes on from here.
    pub(super) goes_on: bool,
}

enum Line<'c> {
    Function(&'c Function),
    Level(Number),
}

impl Stroke<'_> {
    pub(super) fn height(&self, x: &Number) -> Option<Number> {
        match &self.line {
            Line::Function(function) => function.at(x),
            Line::Level(level) => Some(level.clone()),
        }
    }

    pub(super) fn is_straight(&self) -> bool {
        match &self.line {
            Line::Function(function) => function.steepness().is_some(),
            Line::Level(_) => true,
        }
    }
}

/// The drawing of a curve; nothing where it has no line.
pub(super) fn plot<'c>(picture: &Picture<'c>, words: &Words<'_, '_>) -> Option<Plot<'c>> {
    let x = (picture.curve.from().clone(), picture.curve.to().clone());
    let found = segments::segments(picture);
    let names = names(picture, &found);
    let mut strokes: Vec<Stroke<'c>> = Vec::new();
    for segment in &found {
        let line = match segment.form {
            Form::Runs(function) => Line::Function(function),
            Form::Stays(Worth::Number(value)) => Line::Level(value.clone()),
            Form::Stays(Worth::Plain(value)) => match names.iter().zip(0_i64..).find(|(name, _)| **name == value) {
                Some((_, at)) => Line::Level(Number::from_i64(at)),
                None => continue,
            },
            Form::Stays(Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown) => continue,
        };
        let tip = |edge: &segments::Edge| Tip { at: edge.at.clone(), included: edge.included, goes_on: false };
        let mut stroke = Stroke { low: tip(&segment.low), high: tip(&segment.high), line };
        if let Some(last) = strokes.last_mut().filter(|last| last.high.at == stroke.low.at)
            && last.height(&last.high.at) == stroke.height(&stroke.low.at)
        {
            last.high.goes_on = true;
            stroke.low.goes_on = true;
        }
        strokes.push(stroke);
    }
    if x.0 >= x.1 || strokes.is_empty() {
        return None;
    }
    let levels: Vec<(Number, String)> =
        names.iter().zip(0_i64..).map(|(name, at)| (Number::from_i64(at), words.worth(&Worth::Plain((*name).clone())))).collect();
    let y =
        if levels.is_empty() { heights(&strokes)? } else { padded(Number::ZERO, Number::from_i64(i64::try_from(levels.len()).ok()? - 1))? };
    Some(Plot { x, y, strokes, levels })
}

/// The texts the value takes: the worst first where they have an order, dates as they follow, else as they come.
fn names<'c>(picture: &Picture<'c>, segments: &[Segment<'c>]) -> Vec<&'c Value> {
    let mut found: Vec<&'c Value> = Vec::new();
    for segment in segments {
        if let Form::Stays(Worth::Plain(value)) = segment.form
            && !found.contains(&value)
        {
            found.push(value);
        }
    }
    found.sort_by_key(|value| match value {
        Value::Date(date) => Some(*date),
        Value::Number(_) | Value::Text(_) | Value::Flag(_) => None,
    });
    if let Type::Choice(choice) = segments::value_type(picture)
        && let Some(choice) = picture.report.plan.choices.get(choice.0 as usize)
        && choice.order == ChoiceOrder::Ordered
    {
        found.sort_by_key(|value| match value {
            Value::Text(text) => choice.options.iter().position(|option| option.name == **text),
            Value::Number(_) | Value::Date(_) | Value::Flag(_) => None,
        });
    }
    found
}

/// The least and the greatest height; 0 is in where it is not far.
fn heights(strokes: &[Stroke<'_>]) -> Option<(Number, Number)> {
    let mut found: Vec<Number> = Vec::new();
    for stroke in strokes {
        let samples = if stroke.is_straight() { 1 } else { SAMPLES };
        found.extend((0..=samples).filter_map(|part| stroke.height(&between((&stroke.low.at, &stroke.high.at), part, samples)?)));
    }
    let (low, high) = (found.iter().min()?.clone(), found.iter().max()?.clone());
    let span = high.sub(&low).ok()?;
    if low == high && low.is_zero() {
        return padded(low, high);
    }
    // What begins far from 0 is drawn from where it begins.
    let near = |end: &Number| span.mul(&Number::from_i64(2)).is_ok_and(|far| end.abs() <= far) || span.is_zero();
    Some(if !low.is_negative() && near(&low) {
        (Number::ZERO, high)
    } else if (high.is_negative() || high.is_zero()) && near(&high) {
        (low, Number::ZERO)
    } else {
        (low, high)
    })
}

fn padded(low: Number, high: Number) -> Option<(Number, Number)> {
    let half = Number::from_parts(5, 1);
    Some((low.sub(&half).ok()?, high.add(&half).ok()?))
}

/// The number `part` of `parts` on the way from one to another.
pub(super) fn between((low, high): (&Number, &Number), part: i64, parts: i64) -> Option<Number> {
    let share = Number::from_i64(part).div(&Number::from_i64(parts)).ok()?;
    low.add(&high.sub(low).ok()?.mul(&share).ok()?).ok()
}

/// Where a number lies between two ends, 0 to 1.
pub(super) fn share(value: &Number, (low, high): &(Number, Number)) -> Option<Number> {
    value.sub(low).ok()?.div(&high.sub(low).ok()?).ok()
}

/// Where a number lies between two ends, in whole steps from the first.
pub(super) fn place(value: &Number, ends: &(Number, Number), steps: usize) -> Option<usize> {
    let steps = Number::from_i64(i64::try_from(steps).ok()?);
    let at = share(value, ends)?.mul(&steps).ok()?.round_to(&Number::ONE, RoundMode::HalfUp).ok()?;
    usize::try_from(at.to_i64()?).ok()
}

/// The largest power of ten that is no more than a number above 0.
pub(super) fn power_of_ten_below(most: &Number) -> Option<Number> {
    if *most <= Number::ZERO {
        return None;
    }
    let (ten, tenth) = (Number::from_i64(10), Number::from_parts(1, 1));
    let mut power = Number::ONE;
    while power > *most {
        power = power.mul(&tenth).ok()?;
    }
    loop {
        let next = power.mul(&ten).ok()?;
        if next > *most {
            return Some(power);
        }
        power = next;
    }
}

/// Round numbers between two ends, `most` of them at most.
pub(super) fn ticks((low, high): &(Number, Number), most: i64) -> Vec<Number> {
    round_numbers(low, high, most).unwrap_or_default()
}

fn round_numbers(low: &Number, high: &Number, most: i64) -> Option<Vec<Number>> {
    let least = high.sub(low).ok()?.div(&Number::from_i64(most)).ok()?;
    let power = power_of_ten_below(&least)?;
    let steps = [1, 2, 5, 10].into_iter().filter_map(|factor| power.mul(&Number::from_i64(factor)).ok());
    let step = steps.into_iter().find(|step| *step >= least)?;
    let mut at = low.div(&step).ok()?.ceil().mul(&step).ok()?;
    let mut found = Vec::new();
    while at <= *high {
        found.push(at.clone());
        at = at.add(&step).ok()?;
    }
    Some(found)
}

/// A number beside a scale: money without places where it is whole.
pub(super) fn short(words: &Words<'_, '_>, number: &Number, ty: Type) -> String {
    if ty == Type::Money && number.is_integer() {
        return show::money(number, &words.picture.report.plan.currency, 0).replace('-', "−");
    }
    words.number(number, ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    #[test]
    fn scales() {
        let shown = |low: &str, high: &str| ticks(&(n(low), n(high)), 5).iter().map(Number::exact_text).collect::<Vec<String>>().join(" ");
        assert_eq!(shown("0", "1000000"), "0 200000 400000 600000 800000 1000000");
        assert_eq!(shown("0", "1"), "0 0.2 0.4 0.6 0.8 1");
        assert_eq!(shown("-3", "4"), "-2 0 2 4");
        assert_eq!(shown("1/3", "2/3"), "0.4 0.5 0.6");
        assert_eq!(shown("5", "5"), "");
        for (most, power) in [("7", "1"), ("10", "10"), ("0.07", "0.01"), ("1/3", "0.1"), ("99999", "10000")] {
            assert_eq!(power_of_ten_below(&n(most)), Some(n(power)));
        }
    }
}
