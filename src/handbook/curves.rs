//! Curves of a score or a payout over what moves it, on a typical person, as `merit curve` follows them.

use super::Teller;
use crate::curve::{Curve, Piece, Varied};
use crate::document::Figure;
use crate::plan::ir::{DefId, Expr, Kind, Kpi, Scorecard, walk};
use crate::report::Report;
use crate::report::curve::{Chosen, End, Labels, Origin, Picture, Subject, svg};
use crate::report::names::{capital, titled};
use crate::typical::{Range, Typical, at_target, cells, columns, steered};
use crate::value::Number;

/// Pieces that are told one by one.
const MOST_PIECES: usize = 9;

impl Teller<'_> {
    /// The score of a KPI over its measure, the target being held.
    pub(super) fn kpi_curve(&self, card: &Scorecard, kpi: &Kpi) -> Option<Figure> {
        let number = self.plan.scorecards.iter().position(|other| other.span == card.span)?;
        let person = at_target(&self.people).find(|person| person.card(self.plan) == Some(number))?;
        let all = steered(self.plan, person);
        let own = all.iter().find(|steered| steered.kpi.span == kpi.span)?;
        let target = own.input_at(&Number::ONE).unwrap_or_else(|| own.target.clone());
        let title = titled(kpi.title.as_deref(), &kpi.name);
        let held = kpi.target.map(|target| self.number(&own.target, self.def(target).map_or(crate::value::Type::Number, |def| def.ty)));
        let beside = held.map_or(String::new(), |target| self.say(format!("with a target of {target}"), format!("目标值为 {target} 时")));
        let labels = Labels { of: self.say("Points", "得分"), varied: capital(&self.called(own.cell.column)), title, beside };
        self.figure_of(person, (kpi.score, own.cell, &own.range), Some(&target), labels)
    }

    /// A payout over what its tiers run on.
    pub(super) fn payout_curve(&self, payout: DefId, amount: Option<&Expr>) -> Option<Figure> {
        let tiers = walk::all(amount?).into_iter().find_map(|expr| if let Kind::Tiers(tiers) = &expr.kind { Some(tiers) } else { None })?;
        let moving: Vec<DefId> = walk::all(&tiers.on).into_iter().flat_map(walk::defs_of).flat_map(|def| columns(self.plan, def)).collect();
        let paid = |person: &&Typical| person.number(payout).is_some_and(|paid| paid > Number::ZERO);
        let people = at_target(&self.people).filter(paid).chain(self.people.iter().filter(paid));
        for person in people {
            for (cell, range) in cells(self.plan, person, |column| moving.contains(&column)) {
                let title = self.called(payout);
                let labels = Labels {
                    of: title.clone(),
                    varied: capital(&self.called(cell.column)),
                    title,
                    beside: self.say("an example, all else as it is", "其他条件不变时的示例"),
                };
                let figure = self.figure_of(person, (payout, cell, &range), None, labels);
                if figure.is_some() {
                    return figure;
                }
            }
        }
        None
    }

    /// A figure of the curve as far as something changes on it; nothing where it is flat.
    fn figure_of(
        &self,
        person: &Typical,
        (of, cell, range): (DefId, Varied, &Range),
        target: Option<&Number>,
        labels: Labels,
    ) -> Option<Figure> {
        let whole = person.curve(self.plan, of, cell, (range.from.clone(), range.to.clone()))?;
        let to = last_edge(&whole, target).filter(|to| *to > range.from && *to < range.to).unwrap_or_else(|| range.to.clone());
        let curve = person.curve(self.plan, of, cell, (range.from.clone(), to))?;
        let runs = |piece: &Piece| matches!(piece, Piece::Stretch { course: crate::curve::Course::Runs(function), .. } if function.as_constant().is_none());
        if !curve.pieces.iter().any(runs) && curve.edges().is_empty() {
            return None;
        }
        let end = End { origin: Origin::Said, excluded: false };
        let report = Report { plan: self.plan, results: curve.results(), sources: self.asked.sources };
        let caption = self.say(
            format!("{}: {} over {}.", labels.title, labels.of, labels.varied),
            format!("{}：{}随{}的变化。", labels.title, labels.of, labels.varied),
        );
        let picture =
            Picture { report, curve: &curve, subject: Subject::Person, range: [end, end], chosen: Chosen::Said, labels: Some(labels) };
        let steps = picture.curve.pieces.iter().filter(|piece| matches!(piece, Piece::Stretch { .. })).count();
        let alternative =
            if steps > MOST_PIECES { self.in_short(&curve, (of, cell), steps)? } else { svg::described(&picture, self.asked.language) };
        Some(Figure { caption, alternative, svg: svg::write(&picture, self.asked.language) })
    }
}

impl Teller<'_> {
    /// A curve of many pieces by its ends.
    fn in_short(&self, curve: &Curve<'_>, (of, cell): (DefId, Varied), steps: usize) -> Option<String> {
        let shown = |number: &Number, def: DefId| self.number(number, self.def(def).map_or(crate::value::Type::Number, |def| def.ty));
        let end = |at: &Number| crate::typical::number_of(curve.worth(at)).map(|worth| shown(&worth, of));
        let (from, to) = (shown(curve.from(), cell.column), shown(curve.to(), cell.column));
        let (low, high) = (end(curve.from())?, end(curve.to())?);
        Some(self.say(
            format!("At {from}: {low}; at {to}: {high}; in between it changes in {steps} steps."),
            format!("{from} 时为 {low}；{to} 时为 {high}；其间分 {steps} 段变化。"),
        ))
    }
}

/// Somewhat beyond the last place at which the course changes, so that the last piece is seen.
fn last_edge(curve: &Curve<'_>, target: Option<&Number>) -> Option<Number> {
    let points = curve.pieces.iter().filter_map(|piece| match piece {
        Piece::Point { at, .. } if at != curve.from() && at != curve.to() => Some(at),
        Piece::Point { .. } | Piece::Stretch { .. } => None,
    });
    let last = points.max();
    let most = match (last, target) {
        (Some(last), Some(target)) => last.clone().max(target.clone()).min(target.mul(&Number::from_i64(3)).ok()?),
        (Some(last), None) => last.clone(),
        (None, Some(target)) => target.mul(&Number::from_i64(2)).ok()?,
        (None, None) => return None,
    };
    most.mul(&Number::from_parts(125, 2)).ok()
}
