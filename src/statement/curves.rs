//! Where the person stands on the curves of the scores and the payouts, and the next place on each at which more comes of it.

mod next;

use super::Asked;
use crate::curve::{self, Curve, Effort, Piece, Varied, Worth, curve_within};
use crate::document::words::Words;
use crate::document::{Block, Document, Figure};
use crate::engine::table::Slot;
use crate::feedback::{self, better_grade, levers};
use crate::plan::ir::{Column, ColumnBound, DefId, Kpi, PEOPLE, Role, Scorecard};
use crate::report::curve::svg::{Mark, marked};
use crate::report::curve::{Chosen, End, Origin, Picture, Subject};
use crate::report::model::column_of;
use crate::report::names::{capital, label_of};
use crate::value::{Number, Type, Value};

/// Drawings on a page.
const MOST_FIGURES: usize = 6;
/// Columns that are tried for one value.
const MOST_TRIED: usize = 3;
/// Places of a shown number.
const PLACES: u32 = 2;

/// A value over a column of the person's row.
pub(super) struct Drawn<'a> {
    of: DefId,
    lever: DefId,
    own: Number,
    curve: Curve<'a>,
    excluded: [bool; 2],
}

/// Draws them, the scores first.
pub(super) fn standing<'a>(page: &mut Document, asked: &Asked<'a>, words: &Words) -> Vec<Drawn<'a>> {
    let plan = asked.report.plan;
    let covers = |card: &&'a Scorecard| matches!(asked.report.slot(card.covered, asked.row), Some(Slot::Value(Value::Flag(true))));
    let kpis: Vec<&'a Kpi> = plan.scorecards.iter().filter(covers).flat_map(|card| &card.kpis).collect();
    let measured: Vec<DefId> = kpis.iter().flat_map(|kpi| levers(plan, kpi.measure)).collect();
    let mut drawn: Vec<Drawn<'a>> = Vec::new();
    for id in &plan.payouts {
        let own = levers(plan, *id);
        let chosen: Vec<DefId> = if kpis.is_empty() { own } else { own.into_iter().filter(|lever| measured.contains(lever)).collect() };
        let pays_more = |drawn: &Drawn<'_>| !kpis.is_empty() || drawn.curve.worth(drawn.curve.to()) != drawn.curve.worth(&drawn.own);
        drawn.extend(chosen.into_iter().take(MOST_TRIED).filter_map(|lever| follow(asked, *id, lever)).find(pays_more));
    }
    drawn.truncate(MOST_FIGURES / 2);
    let room = MOST_FIGURES.saturating_sub(drawn.len());
    let of_kpi = |kpi: &&'a Kpi| levers(plan, kpi.measure).into_iter().take(MOST_TRIED).find_map(|lever| follow(asked, kpi.score, lever));
    drawn.extend(kpis.iter().filter_map(of_kpi).take(room));
    if !drawn.is_empty() {
        // Drawings do not fit under what goes before; their heading goes with them.
        page.blocks.push(Block::PageBreak);
        page.heading(1, words.say("Where you stand", "所处位置"));
        page.paragraph(words.say(
            "Each drawing shows what would come of other values of one measure, with everything else as it is.",
            "每张图显示：其他数据不变时，某一项取不同值会得到什么结果。",
        ));
        for it in &drawn {
            page.blocks.push(Block::Figure(figure(asked, it, words)));
        }
    }
    drawn
}

/// The curve of a value over a column; nothing where it is flat, or where the person has no value on it.
fn follow<'a>(asked: &Asked<'a>, of: DefId, lever: DefId) -> Option<Drawn<'a>> {
    let report = &asked.report;
    let Some(Slot::Value(Value::Number(own))) = report.slot(lever, asked.row) else { return None };
    report.number(of, asked.row)?;
    let column = column_of(report.def(lever)?)?;
    let (from, to) = range(asked, (lever, column), own)?;
    let varied = Varied { column: lever, table: PEOPLE, row: asked.row };
    let ask = curve::Asked {
        plan: report.plan,
        data: asked.data,
        period: report.results.period,
        of,
        row: asked.row,
        varied,
        from: from.clone(),
        to: to.clone(),
    };
    let curve = curve_within(ask, report.results, Effort::OF_A_PERSON).ok()?;
    let excluded = |bound: &Option<ColumnBound>, end: &Number| {
        bound.as_ref().is_some_and(|bound| !bound.inclusive && bound.value == Value::Number(end.clone()))
    };
    let excluded = [excluded(&column.low, &from), excluded(&column.high, &to)];
    let drawn = Drawn { of, lever, own: own.clone(), curve, excluded };
    (!is_flat(&drawn)).then_some(drawn)
}

/// From nothing to half as much again as the person has, or as the target is; as far as the column goes.
fn range(asked: &Asked<'_>, (lever, column): (DefId, &Column), own: &Number) -> Option<(Number, Number)> {
    let bound = |bound: &Option<ColumnBound>| match bound {
        Some(ColumnBound { value: Value::Number(number), .. }) => Some(number.clone()),
        Some(_) | None => None,
    };
    let plan = asked.report.plan;
    // What a whole team is measured by is no scale for one person.
    let is_measured = |kpi: &&Kpi| levers(plan, kpi.measure) == [lever] && asked.report.number(kpi.measure, asked.row) == Some(own);
    let targets = plan.scorecards.iter().flat_map(|card| &card.kpis).filter(is_measured);
    let targets = targets.filter_map(|kpi| asked.report.number(kpi.target?, asked.row));
    let most = targets.chain([own]).max()?.clone();
    let half = most.abs().div(&Number::from_i64(2)).ok()?;
    let far = most.add(&half).ok()?.max(Number::ONE).ceil_where_whole(asked, lever);
    let low = bound(&column.low).unwrap_or(Number::ZERO).min(own.clone());
    let high = bound(&column.high).map_or(far.clone(), |high| high.min(far)).max(own.clone());
    (low < high).then_some((low, high))
}

trait Whole {
    fn ceil_where_whole(self, asked: &Asked<'_>, lever: DefId) -> Number;
}

impl Whole for Number {
    /// A count ends at a whole number.
    fn ceil_where_whole(self, asked: &Asked<'_>, lever: DefId) -> Number {
        if asked.report.def(lever).is_some_and(|def| def.ty == Type::Count) { self.ceil() } else { self }
    }
}

/// Whether it gives the same everywhere.
fn is_flat(drawn: &Drawn<'_>) -> bool {
    let here = drawn.curve.worth(&drawn.own);
    let is_same = |worth: &Worth| *worth == here;
    drawn.curve.pieces.iter().all(|piece| match piece {
        Piece::Point { worth, .. } => is_same(worth),
        Piece::Stretch { course: curve::Course::Stays(worth), .. } => is_same(worth),
        Piece::Stretch { course: curve::Course::Runs(function), .. } => {
            function.as_constant().is_some_and(|value| is_same(&Worth::Number(value)))
        }
    })
}

/// A value as a person reads it.
fn shown(asked: &Asked<'_>, id: DefId, number: &Number) -> String {
    let Some(def) = asked.report.def(id) else { return String::new() };
    if def.role == Role::KpiScore {
        return number.fixed_text(PLACES);
    }
    asked.report.shown(&Value::Number(number.clone()), def.ty, PLACES, asked.language)
}

/// What the column and the value are called in a drawing and in a sentence.
fn named(asked: &Asked<'_>, id: DefId) -> String {
    capital(&label_of(asked.report.plan, id, asked.language))
}

fn figure(asked: &Asked<'_>, drawn: &Drawn<'_>, words: &Words) -> Figure {
    let (of, varied) = (named(asked, drawn.of), named(asked, drawn.lever));
    let (own, worth) = (shown(asked, drawn.lever, &drawn.own), super::page::cell(asked, drawn.of, words));
    let caption = words.say(format!("{of} over {varied}"), format!("{of} 随 {varied} 的变化"));
    let here = words.say(format!("You are here: {varied} {own}, {of} {worth}"), format!("你在这里：{varied} {own}，{of} {worth}"));
    let range = drawn.excluded.map(|excluded| End { origin: Origin::Said, excluded });
    let picture =
        Picture { report: asked.report, curve: &drawn.curve, subject: Subject::Person, range, chosen: Chosen::Said, labels: None };
    let mark = Mark { at: drawn.own.clone(), of, varied, beside: String::new() };
    Figure { caption: here, alternative: caption, svg: marked(&picture, asked.language, &mark) }
}

/// The least that brings a better grade, then the next place of each curve at which more comes of it.
pub(super) fn ways(page: &mut Document, asked: &Asked<'_>, drawn: &[Drawn<'_>], words: &Words) {
    let mut items = grade(asked);
    for it in drawn {
        items.extend(next::next(asked, it, words).filter(|item| !items.contains(item)));
    }
    if items.is_empty() {
        return;
    }
    page.heading(1, words.say("What would have changed it", "怎样会有不同"));
    page.paragraph(words.say("Each line changes one number and leaves everything else as it is.", "以下各项只改变一个数，其他不变。"));
    page.list(items);
}

/// The least changes that bring a better grade.
fn grade(asked: &Asked<'_>) -> Vec<String> {
    let ask = feedback::Asked {
        report: asked.report,
        data: asked.data,
        from: asked.report.results.period.end(),
        who: Some(asked.row),
        language: asked.language,
        elapsed: None,
    };
    better_grade(&ask, asked.row).into_iter().map(|way| way.text).collect()
}

/// For a sentence: the name of a value.
fn spoken(asked: &Asked<'_>, id: DefId) -> String {
    label_of(asked.report.plan, id, asked.language)
}
