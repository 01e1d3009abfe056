//! Lines of bands, tiers and grades: their edges, what they give, and whether they are there.

use super::numeral::Numeral;
use super::removal::removed;
use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::plan::edited::Edit;
use crate::plan::ir::{BandResult, Bands, Bound, Expr, GradeEffect, GradeRule, Tiers};
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::Type;

/// What a line may have around it in the text: its reason goes with it.
const LINES: [Kind; 4] = [Kind::band_line, Kind::tier_line, Kind::grade_line, Kind::table_row];

/// The two ends of a line.
type Ends<'p> = (Option<&'p Bound>, Option<&'p Bound>);

impl<'a> Maker<'a> {
    pub(super) fn bands(&mut self, bands: &'a Bands, open: &mut Open<'a>) {
        open.push((&bands.on, Place::Plain));
        for line in &bands.lines {
            self.line(line.span);
            match &line.result {
                BandResult::Value(value) => open.push((value, Place::Plain)),
                BandResult::Linear { from, to } => open.extend([(from, Place::Plain), (to, Place::Plain)]),
                BandResult::Onward { .. } | BandResult::Refuse(_) => {}
            }
        }
        let lines: Vec<Ends<'a>> = bands.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        self.edges(&lines, open);
    }

    pub(super) fn tiers(&mut self, expr: &'a Expr, tiers: &'a Tiers, open: &mut Open<'a>) {
        open.extend([&tiers.on].into_iter().chain(&tiers.starting).map(|on| (on, Place::Plain)));
        for line in &tiers.lines {
            self.line(line.span);
            Maker::outcome(&line.rate, open);
        }
        let lines: Vec<Ends<'a>> = tiers.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        self.edges(&lines, open);
        self.method(expr.span);
    }

    /// `marginal` for `whole`, in the clause that has the lines.
    fn method(&mut self, span: Span) {
        let heads = [Kind::tiers_on, Kind::named_tiers_head];
        let holder = self.texts.around(span, &[Kind::tiers_atom, Kind::named_tiers]);
        let head = holder.and_then(|holder| holder.part(&heads)).or_else(|| self.texts.first(span, &heads));
        let Some(word) = head.and_then(|head| head.inside(&[Kind::k_marginal, Kind::k_whole_tiers]).pop()) else { return };
        let text = match (word.node.kind == Kind::k_marginal, word.node.text.as_str()) {
            (true, "marginal") => "whole",
            (false, "whole") => "marginal",
            (true, "分段累计") => "跳点",
            (false, "跳点") => "分段累计",
            (true, _) => "全额累进",
            (false, _) => "超额累进",
        };
        self.slip(Slip::Method, word.instead(text, self.texts));
    }

    pub(super) fn grade(&mut self, expr: &'a Expr, rule: &'a GradeRule, open: &mut Open<'a>) {
        open.push((&rule.by, Place::Plain));
        for line in &rule.lines {
            self.line(line.span);
        }
        let lines: Vec<Ends<'a>> = rule.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        self.edges(&lines, open);
        for veto in &rule.vetoes {
            self.veto(&veto.veto, open);
            let (GradeEffect::To(option) | GradeEffect::AtMost(option)) = veto.effect;
            if let Type::Choice(choice) = expr.ty {
                self.veto_grade(veto.veto.span, choice, option);
            }
        }
        for limit in &rule.limits {
            self.limit(limit, open);
        }
    }

    /// A line gone.
    pub(super) fn line(&mut self, span: Span) {
        let whole = self.texts.around(span, &LINES).filter(|line| line.span().start == span.start);
        self.slip(Slip::Dropped, [removed(self.texts, whole.map_or(span, |line| line.span()))]);
    }

    /// Every edge moved, and in for out. Between two lines there is one edge, whichever of them writes it: where both do, both change.
    fn edges(&mut self, lines: &[Ends<'a>], open: &mut Open<'a>) {
        let (first, last) = (lines.first().and_then(|(low, _)| *low), lines.last().and_then(|(_, high)| *high));
        let outer = [first, last].into_iter().flatten().map(|bound| vec![bound]);
        let inner = lines.windows(2).map(|pair| match pair {
            [(_, high), (low, _)] => high.iter().chain(low.iter()).copied().collect(),
            _ => Vec::new(),
        });
        for bounds in outer.chain(inner).collect::<Vec<Vec<&'a Bound>>>() {
            self.edge(&bounds);
            open.extend(bounds.iter().map(|bound| (&*bound.value, Place::Shared)));
        }
    }

    /// One edge at all the places that write it.
    pub(super) fn edge(&mut self, bounds: &[&'a Bound]) {
        let mut places: Vec<(Span, Type)> = bounds.iter().map(|bound| (bound.value.span, bound.value.ty)).collect();
        places.sort_by_key(|(span, _)| *span);
        places.dedup_by_key(|(span, _)| *span);
        let spans: Vec<Span> = places.iter().map(|(span, _)| *span).collect();
        self.inclusion(&spans);
        let written: Vec<Vec<Numeral>> = spans
            .iter()
            .map(|span| self.texts.inside(*span, &[Kind::number_literal]).into_iter().filter_map(Numeral::read).collect())
            .collect();
        let (Some(first), Some((_, ty))) = (written.first(), places.first()) else { return };
        for (at, numeral) in first.iter().enumerate() {
            for change in self.steps_of_edge(numeral, *ty) {
                let edits: Vec<Edit> =
                    written.iter().filter_map(|place| place.get(at).filter(|other| other.is_alike(numeral))?.changed(&change)).collect();
                self.slip(Slip::Edge, edits);
            }
        }
    }
}
