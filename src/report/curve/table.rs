//! The pieces as a table, and under it what is notable: jumps, falls, flat stretches, stretches without a value.

use super::Picture;
use super::notable::{self, Belongs, Jump, Stairs};
use super::segments::{self, Edge, Form, Segment};
use super::words::{Fractions, Words};
use crate::curve::{Fall, Function, Worth};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::Style;
use crate::diagnostic::text::{sanitise, wrap};
use crate::plan::ir::Role;
use crate::report::table::layout::{self, Align, Column};
use crate::value::{Number, RoundMode, Type};

/// More lines of one kind than this are counted and not told.
const MOST_LINES: usize = 24;
/// More pieces than this are counted and not told.
const MOST_PIECES: usize = 96;

/// Which of two neighbours is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Before,
    Behind,
}

struct Teller<'p, 'a> {
    words: Words<'p, 'a>,
    picture: &'p Picture<'a>,
    width: usize,
}

pub(super) fn write(picture: &Picture<'_>, style: &Style) -> String {
    let teller = Teller { words: Words::new(picture, style.language), picture, width: style.width };
    let found = segments::segments(picture);
    let stairs = notable::stairs(&found);
    let jumps = notable::jumps(&found, &stairs);
    // Between two whole numbers there is nothing to tell.
    let whole = teller.words.input == Type::Count;
    let (shown, stairs, jumps, falls) = if whole {
        let shown = segments::of_whole_numbers(found, picture.curve);
        let stairs = notable::stairs(&shown);
        let falls = notable::falls_of_whole_numbers(&shown, picture.curve);
        (shown, stairs, notable::between_whole_numbers(jumps, picture.curve), falls)
    } else {
        (found, stairs, jumps, picture.curve.falls())
    };
    let mut out = teller.head();
    out.push('\n');
    out.push_str(&teller.pieces(&shown, &stairs));
    let flats = notable::flats(&shown, &stairs);
    let flats = if shown.len() > 1 { flats } else { Vec::new() };
    for (heading, lines) in [
        (teller.words.say("Jumps", "跳变"), jumps.iter().map(|jump| teller.jump(jump)).collect()),
        (teller.words.say("Falls: more gives less", "下降：多了反而少得"), falls.iter().map(|fall| teller.fall(fall)).collect()),
        (
            teller.words.say("Flat: more gives nothing more", "持平：多了也不增加"),
            flats.into_iter().map(|flat| teller.flat(flat)).collect(),
        ),
        (teller.words.say("No value", "没有值"), teller.reasons(&shown)),
    ] {
        out.push_str(&teller.section(&heading, lines));
    }
    if shown.iter().any(Segment::is_rounded) {
        out.push_str(&format!("\n{}\n", wrap(&teller.rounding(), style.width, "", "")));
    }
    out
}

impl Teller<'_, '_> {
    /// What over what, whose, when, from where to where.
    fn head(&self) -> String {
        let (words, plan) = (&self.words, self.picture.report.plan);
        let period = self.picture.curve.asked().period;
        let version = plan.version.as_deref().map_or(String::new(), |version| {
            let version = sanitise(version);
            words.say(format!(", version {version}"), format!("，版本 {version}"))
        });
        let what = words.say(format!("{} over {}", words.of(), words.varied()), format!("{} 随 {} 的变化", words.of(), words.varied()));
        let title = format!("{what} · {} · {period} · {}{version}", words.subject(), sanitise(&plan.title));
        let mut out = format!("{}\n", wrap(&title, self.width, "", "  "));
        for note in [words.origins(), words.period()].into_iter().flatten() {
            out.push_str(&format!("{}\n", wrap(&note, self.width, "", "  ")));
        }
        out
    }

    // ---- the pieces ----------------------------------------------------------------------------------------------------

    fn pieces(&self, shown: &[Segment<'_>], stairs: &[Stairs]) -> String {
        let whole = self.columns(shown, stairs, Fractions::Beside);
        if layout::fits(&whole, self.width) {
            return layout::draw(&whole, self.width) + &self.left_out(shown, stairs);
        }
        let short = self.columns(shown, stairs, Fractions::Aside);
        let drawn = if layout::fits(&short, self.width) { layout::draw(&short, self.width) } else { self.stacked(&short) };
        let mut ends: Vec<&Number> = shown.iter().flat_map(|segment| [&segment.low.at, &segment.high.at]).collect();
        ends.dedup();
        let exact = ends.into_iter().filter_map(|end| self.words.fraction(end)).collect();
        drawn + &self.left_out(shown, stairs) + &self.section(&self.words.say("Exact ends", "精确的端点"), exact)
    }

    fn columns(&self, shown: &[Segment<'_>], stairs: &[Stairs], fractions: Fractions) -> Vec<Column> {
        let mut rows: Vec<[String; 3]> = Vec::new();
        let mut at = 0;
        while let Some(segment) = shown.get(at).filter(|_| rows.len() < MOST_PIECES) {
            match stairs.iter().find(|stairs| stairs.first == at) {
                Some(stairs) => {
                    rows.push(self.stairs(shown, stairs, fractions));
                    at = stairs.end;
                }
                None => {
                    let interval = self.words.interval(&segment.low, &segment.high, fractions);
                    rows.push([interval, self.value(segment), self.words.slope(segment)]);
                    at += 1;
                }
            }
        }
        let headings = [self.words.varied(), self.words.of(), self.words.slope_heading()];
        let flat = self.words.flat();
        let sloped = rows.iter().any(|row| !row[2].is_empty() && row[2] != flat);
        let columns = headings.into_iter().enumerate().filter(|(at, _)| *at < 2 || sloped);
        let column = |(at, heading): (usize, String)| {
            let cells = rows.iter().map(|row| row[at].clone()).collect();
            Column { heading, align: Align::Left, cells, total: String::new() }
        };
        columns.map(column).collect()
    }

    /// How many lines are too many to be told.
    fn left_out(&self, shown: &[Segment<'_>], stairs: &[Stairs]) -> String {
        let folded: usize = stairs.iter().map(Stairs::steps).sum();
        let left = shown.len().saturating_sub(folded).saturating_sub(MOST_PIECES);
        if left == 0 {
            return String::new();
        }
        let more = self.words.say(format!("… and {left} more; --format json has all"), format!("……另有 {left} 段；--format json 列出全部"));
        format!("{more}\n")
    }

    /// Where the columns do not stand side by side: a piece a paragraph.
    fn stacked(&self, columns: &[Column]) -> String {
        let [inputs, values, further @ ..] = columns else { return String::new() };
        let mut out = String::new();
        for (at, input) in inputs.cells.iter().enumerate() {
            let value = values.cells.get(at).map_or("", String::as_str);
            let slope = further.first().and_then(|column| Some((column.cells.get(at).filter(|cell| !cell.is_empty())?, &column.heading)));
            let slope = slope.map_or(String::new(), |(cell, heading)| {
                let comma = self.words.say(", ", "，");
                if !cell.starts_with(|c: char| c.is_ascii_digit() || ['+', '−', '≈'].contains(&c)) || cell.contains([' ', '，']) {
                    format!("{comma}{cell}")
                } else if self.words.is_share() {
                    format!("{comma}{heading} {cell}")
                } else {
                    self.words.say(format!(", {cell} {heading}"), format!("，{heading} {cell}"))
                }
            });
            out.push_str(&format!("{}\n", wrap(&format!("{} {input}:", inputs.heading), self.width, "", "  ")));
            out.push_str(&format!("{}\n", wrap(&format!("{} {value}{slope}", values.heading), self.width, "    ", "      ")));
        }
        out
    }

    fn value(&self, segment: &Segment<'_>) -> String {
        let words = &self.words;
        match segment.form {
            Form::Stays(Worth::Number(value)) => words.exact(value, words.value),
            Form::Stays(worth) => words.worth(worth),
            Form::Runs(function) => match segment.constant() {
                Some(value) => words.exact(&value, words.value),
                None => self.both_ends(&segment.low, &segment.high) + &self.between(segment, function),
            },
        }
    }

    /// Where a bent line goes beyond both its ends on the way.
    fn between(&self, segment: &Segment<'_>, function: &Function) -> String {
        let (Some(first), Some(last)) = (segment.exact_at(&segment.low.at), segment.exact_at(&segment.high.at)) else {
            return String::new();
        };
        let Some((least, greatest)) = function.reach(&segment.low.at, &segment.high.at) else { return String::new() };
        let mut out = String::new();
        if least < *(&first).min(&last) {
            let least = self.words.value(&least);
            out.push_str(&self.words.say(format!(", lowest {least}"), format!("，最低 {least}")));
        }
        if greatest > *(&first).max(&last) {
            let greatest = self.words.value(&greatest);
            out.push_str(&self.words.say(format!(", highest {greatest}"), format!("，最高 {greatest}")));
        }
        out
    }

    fn both_ends(&self, low: &Edge, high: &Edge) -> String {
        let shown = |edge: &Edge| match &edge.value {
            Some(value) => self.words.value(value),
            None => self.words.boundless(),
        };
        let (first, last) = (shown(low), shown(high));
        let is_one = first == last && low.value == high.value && low.value.is_none();
        if is_one { first } else { format!("{first} → {last}") }
    }

    fn stairs(&self, shown: &[Segment<'_>], stairs: &Stairs, fractions: Fractions) -> [String; 3] {
        let words = &self.words;
        let (Some(first), Some(last)) = (shown.get(stairs.first), shown.get(stairs.end.saturating_sub(1))) else {
            return Default::default();
        };
        let (count, width) = (stairs.steps(), words.number(&stairs.width, words.input));
        let rise = words.change(&stairs.rise);
        let steps = words.say(format!("{count} steps of {rise}, one each {width}"), format!("{count} 级，每 {width} {rise}"));
        [words.interval(&first.low, &last.high, fractions), self.both_ends(&first.low, &last.high), steps]
    }

    // ---- what is notable -----------------------------------------------------------------------------------------------

    fn section(&self, heading: &str, mut lines: Vec<String>) -> String {
        if lines.is_empty() {
            return String::new();
        }
        let left = lines.len().saturating_sub(MOST_LINES);
        lines.truncate(MOST_LINES);
        if left > 0 {
            lines.push(
                self.words.say(format!("… and {left} more; --format json has all"), format!("……另有 {left} 处；--format json 列出全部")),
            );
        }
        let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", wrap(line, self.width, "  ", "    "))).collect();
        format!("\n{heading}\n{}", lines.concat())
    }

    /// `at $600,000.00: $2,400.00 → $4,800.00, +$2,400.00; $599,999.99 gives $2,400.00`
    fn jump(&self, jump: &Jump) -> String {
        let words = &self.words;
        let (before, after) = (words.value(&jump.before), words.value(&jump.after));
        let by = jump.after.sub(&jump.before).map_or(String::new(), |by| words.change(&by));
        let at = words.input(&jump.right);
        if jump.left != jump.right {
            let left = words.input(&jump.left);
            return words
                .say(format!("from {left} to {at}: {before} → {after}, {by}"), format!("由 {left} 到 {at}：{before} → {after}，{by}"));
        }
        match &jump.belongs {
            Belongs::After => {
                let last = self.beside(&jump.right, Side::Before);
                words.say(format!("at {at}: {before} → {after}, {by}{last}"), format!("到 {at} 时：{before} → {after}，{by}{last}"))
            }
            Belongs::Before => {
                let first = self.beside(&jump.right, Side::Behind);
                words.say(
                    format!("just above {at}: {before} → {after}, {by}{first}"),
                    format!("刚超过 {at} 时：{before} → {after}，{by}{first}"),
                )
            }
            Belongs::Own(own) => {
                let own = words.value(own);
                words.say(
                    format!("at {at} alone {own}; before it {before}, behind it {after}"),
                    format!("恰为 {at} 时 {own}，之前 {before}，之后 {after}"),
                )
            }
        }
    }

    /// What the amount of money next to a place gives: the last one before it, the first one behind it.
    fn beside(&self, at: &Number, side: Side) -> String {
        let words = &self.words;
        let Some(unit) = self.unit() else { return String::new() };
        let steps = at.div(&unit).and_then(|steps| match side {
            Side::Before => steps.ceil().sub(&Number::ONE),
            Side::Behind => steps.floor().add(&Number::ONE),
        });
        let Some(beside) = steps.and_then(|steps| steps.mul(&unit)).ok() else { return String::new() };
        let inside = beside >= *self.picture.curve.from() && beside <= *self.picture.curve.to();
        match self.picture.curve.worth(&beside) {
            Worth::Number(value) if inside => {
                let (beside, value) = (words.input(&beside), words.value(&value));
                match side {
                    Side::Before => words.say(format!("; {beside} still gives {value}"), format!("；{beside} 时仍为 {value}")),
                    Side::Behind => words.say(format!("; {beside} gives {value}"), format!("；{beside} 时为 {value}")),
                }
            }
            Worth::Number(_) | Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown => String::new(),
        }
    }

    /// The smallest step that money is counted in.
    fn unit(&self) -> Option<Number> {
        let places = self.picture.report.money_places();
        (self.words.input == Type::Money).then(|| Number::from_parts(1, places))
    }

    fn fall(&self, fall: &Fall) -> String {
        let words = &self.words;
        let level = |value: &Option<Number>| value.as_ref().map_or_else(|| words.boundless(), |value| words.value(value));
        let (peak, lowest) = (level(&fall.peak), level(&fall.lowest));
        let from = words.input(&fall.from);
        // A peak that is only come near to is not paid at its end.
        let own = self.picture.curve.worth(&fall.from);
        let paid = match (&own, &fall.peak) {
            (Worth::Number(value), Some(peak)) => value >= peak || self.near(value, peak),
            (Worth::Number(_) | Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown, _) => false,
        };
        let (begins, than) = match (paid, &own) {
            (true, _) => (
                words.say(format!("above {from}"), format!("超过 {from}")),
                words.say(format!("less than at {from} ({peak})"), format!("少于 {from} 时的 {peak}")),
            ),
            (false, Worth::Number(_)) => (
                words.say(format!("from {from}"), format!("{from} 以上")),
                words.say(format!("less than just below {from} ({peak})"), format!("少于将到 {from} 时的 {peak}")),
            ),
            // There is no value before it either.
            (false, Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown) => (
                words.say(format!("above {from}"), format!("超过 {from}")),
                words.say(format!("less than just above {from} ({peak})"), format!("少于刚超过 {from} 时的 {peak}")),
            ),
        };
        let depth = fall.peak.as_ref().zip(fall.lowest.as_ref()).and_then(|(peak, lowest)| lowest.sub(peak).ok());
        let (en, zh) = depth.map_or_else(Default::default, |depth| {
            let depth = words.change(&depth);
            (format!(" ({depth})"), format!("（{depth}）"))
        });
        let at = words.number(&fall.lowest_at, words.input);
        let least = match self.side_of_lowest(fall) {
            _ if paid && fall.lowest_at == fall.from => words.say(format!("{lowest}{en} at once"), format!("当即只有 {lowest}{zh}")),
            None => words.say(format!("lowest {lowest}{en} at {at}"), format!("在 {at} 处最低，为 {lowest}{zh}")),
            Some(Side::Before) => words.say(format!("lowest {lowest}{en} just below {at}"), format!("将到 {at} 时最低，为 {lowest}{zh}")),
            Some(Side::Behind) => words.say(format!("lowest {lowest}{en} just above {at}"), format!("刚超过 {at} 时最低，为 {lowest}{zh}")),
        };
        match &fall.recovers {
            Some(end) => {
                let (short, end) = (words.number(end, words.input), words.input(end));
                words.say(
                    format!("{begins} below {short}: {than}; {least}; catches up at {end}"),
                    format!("{begins}不满 {short}：{than}，{least}；到 {end} 才追平"),
                )
            }
            None => words.say(
                format!("{begins}: {than}; {least}; never catches up in this range"),
                format!("{begins}：{than}，{least}；在此范围内不再追平"),
            ),
        }
    }

    /// From which side the lowest is come near to, where its place has another value or none.
    fn side_of_lowest(&self, fall: &Fall) -> Option<Side> {
        let (curve, at) = (self.picture.curve, &fall.lowest_at);
        let Some(lowest) = &fall.lowest else { return Some(Side::Before) };
        let is_lowest = |value: &Number| value == lowest || (self.near(value, lowest) && self.near(lowest, value));
        if matches!(&curve.worth(at), Worth::Number(value) if is_lowest(value)) {
            return None;
        }
        let before = curve.limit(at, curve.from()).is_some_and(|value| is_lowest(&value));
        Some(if before { Side::Before } else { Side::Behind })
    }

    fn near(&self, value: &Number, peak: &Number) -> bool {
        let play = self.picture.report.plan.rounding.as_ref().map_or(Number::ZERO, |rounding| rounding.unit.clone());
        peak.sub(value).is_ok_and(|less| less < play)
    }

    fn flat(&self, flat: &Segment<'_>) -> String {
        let value = flat.constant().map_or(String::new(), |value| self.words.value(&value));
        let interval = self.words.interval_of(flat);
        self.words.say(format!("{interval}: {value}"), format!("{interval}：{value}"))
    }

    /// Why there is no value: each reason once, with the stretches it holds on.
    fn reasons(&self, shown: &[Segment<'_>]) -> Vec<String> {
        let mut found: Vec<(Diagnostic, Vec<String>)> = Vec::new();
        for segment in shown.iter().filter(|segment| matches!(segment.form, Form::Stays(Worth::Fault))).take(MOST_LINES) {
            let middle = segment.low.at.add(&segment.high.at).and_then(|sum| sum.div(&Number::from_i64(2)));
            let at = if self.words.input == Type::Count { Some(segment.low.at.clone()) } else { middle.ok() };
            let Some(reason) = at.and_then(|at| self.picture.curve.reason_at(&at)) else { continue };
            let interval = self.words.interval_of(segment);
            match found.iter_mut().find(|(other, _)| other.code == reason.code && other.message == reason.message) {
                Some((_, intervals)) => intervals.push(interval),
                None => found.push((reason, vec![interval])),
            }
        }
        found
            .into_iter()
            .map(|(reason, intervals)| {
                let message = reason.message.get(self.words.language);
                let (list, code) = (intervals.join(&self.words.say(", ", "、")), reason.code);
                self.words.say(format!("{list}: {message} ({code})"), format!("{list}：{message}（{code}）"))
            })
            .collect()
    }

    /// What the table leaves aside.
    fn rounding(&self) -> String {
        let report = &self.picture.report;
        let paid = report.def(self.picture.curve.asked().of).is_some_and(|def| matches!(def.role, Role::Payout | Role::PayoutTotal));
        match report.plan.rounding.as_ref().filter(|_| paid) {
            Some(rounding) => {
                let unit = self.words.number(&rounding.unit, Type::Number);
                let (en, zh) = match rounding.mode {
                    RoundMode::HalfUp => ("half up", "四舍五入"),
                    RoundMode::HalfEven => ("half to even", "四舍六入五成双"),
                    RoundMode::Up => ("up", "进位"),
                    RoundMode::Down => ("down", "舍去尾数"),
                };
                self.words.say(
                    format!("What is paid is rounded {en} to {unit}; slopes, falls and their ends are before that rounding."),
                    format!("发放金额{zh}到 {unit}；变化幅度、下降及其起止均按尾数处理之前计算。"),
                )
            }
            None => self.words.say(
                "Values are rounded on the way; slopes, falls and their ends are before that rounding.",
                "计算途中有取整；变化幅度、下降及其起止均按取整之前计算。",
            ),
        }
    }
}
