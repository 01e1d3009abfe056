//! Caps, floors, and the lines under an amount that change it.

use super::numeral::{self, Numeral};
use super::removal::{removed, swapped};
use super::texts::{Piece, is_chinese};
use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::plan::edited::Edit;
use crate::plan::ir::{Cap, Change, Each, Expr, Step, Steps};
use crate::source::Span;
use crate::syntax::ast::Counting;
use crate::syntax::concrete::Kind;

impl<'a> Maker<'a> {
    pub(super) fn steps(&mut self, steps: &'a Steps, open: &mut Open<'a>) {
        open.extend(steps.value.iter().map(|value| (value, Place::Plain)));
        self.caps(&steps.caps, open);
        for step in &steps.steps {
            match step {
                Step::Change(change) => self.change(change, open),
                Step::Cap(cap) => self.cap(cap, open),
                Step::Ratchet { cap, when, span } => self.ratchet((cap, when.as_ref()), *span, open),
                Step::Prorate { factor, span } => {
                    self.slip(Slip::Dropped, [removed(self.texts, *span)]);
                    open.push((factor, Place::Plain));
                }
            }
        }
        for pair in steps.steps.windows(2) {
            let [one, other] = pair else { continue };
            self.order(one, other);
        }
    }

    /// A cap and the step beside it in each other's place.
    fn order(&mut self, one: &Step, other: &Step) {
        let is_cap = |step: &Step| matches!(step, Step::Cap(_));
        if is_cap(one) != is_cap(other) {
            self.slip(Slip::Order, swapped(self.texts, span_of(one), span_of(other)));
        }
    }

    pub(super) fn caps(&mut self, caps: &'a [Cap], open: &mut Open<'a>) {
        for cap in caps {
            self.cap(cap, open);
        }
    }

    fn cap(&mut self, cap: &'a Cap, open: &mut Open<'a>) {
        self.slip(Slip::Dropped, [removed(self.texts, cap.span)]);
        let word = self.texts.first(cap.span, &[Kind::k_at_most, Kind::k_at_least]);
        let edit = word.and_then(|word| word.instead(other_cap(word.node.kind, &word.node.text), self.texts));
        self.slip(Slip::Bound, edit);
        open.push((&cap.limit, Place::Edge));
    }

    fn change(&mut self, change: &'a Change, open: &mut Open<'a>) {
        let Change { amount, each, caps, span, .. } = change;
        self.slip(Slip::Dropped, [removed(self.texts, *span)]);
        open.push((amount, Place::Plain));
        self.caps(caps, open);
        if let Some(Each { value, against, .. }) = each {
            open.extend([(value, Place::Plain), (against, Place::Edge)]);
        }
        let Some(clause) = self.texts.first(*span, &[Kind::change_en, Kind::change_zh]) else { return };
        self.slip(Slip::Sign, self.other_sign(clause));
        if let Some(until_zero) = clause.part(&[Kind::until_zero]) {
            self.slip(Slip::Dropped, [removed(self.texts, until_zero.span())]);
        }
        if let Some(each) = each {
            self.size(&each.step, clause, open);
            for counting in [Counting::Full, Counting::Started, Counting::ProRata].into_iter().filter(|other| *other != each.counting) {
                let edits =
                    if clause.node.kind == Kind::change_en { self.counted(clause, counting) } else { self.counted_zh(clause, counting) };
                self.slip(Slip::Counting, edits);
            }
        }
    }

    /// `less` as `plus`. Chinese says it again in the cap: 扣2分，最多扣40分.
    fn other_sign(&self, clause: Piece<'_>) -> Vec<Edit> {
        let Some(word) = clause.part(&[Kind::k_less, Kind::k_plus]) else { return Vec::new() };
        let less = word.node.kind == Kind::k_less;
        let text = match (less, is_chinese(&word.node.text)) {
            (true, false) => "plus",
            (true, true) => "加",
            (false, false) => "less",
            (false, true) => "扣",
        };
        let caps = clause.parts().filter(|part| part.node.kind == Kind::cap);
        let words = caps.filter_map(|cap| cap.part(&[Kind::k_at_most, Kind::k_at_least]));
        let again = words.filter_map(|word| {
            let bound = word.node.text.strip_suffix(if less { ['扣', '减'].as_slice() } else { ['加'].as_slice() })?;
            word.instead(format!("{bound}{text}"), self.texts)
        });
        again.chain(word.instead(text, self.texts)).collect()
    }

    /// The size of a step, also where Chinese says it again: 不足1%按1%计.
    fn size(&mut self, step: &'a Expr, clause: Piece<'_>, open: &mut Open<'a>) {
        let Some(begun) = clause.part(&[Kind::begun]) else { return open.push((step, Place::Plain)) };
        let written = |literals: Vec<Piece<'_>>| literals.into_iter().filter_map(Numeral::read).collect::<Vec<Numeral>>();
        let own = written(self.texts.inside(step.span, &[Kind::number_literal]));
        let again = written(begun.inside(&[Kind::number_literal]));
        let [own] = own.as_slice() else { return };
        for change in [numeral::Change::Up, numeral::Change::Double] {
            let edits = [own].into_iter().chain(again.iter().filter(|other| other.is_alike(own))).filter_map(|size| size.changed(&change));
            self.slip(Slip::Number, edits.collect::<Vec<Edit>>());
        }
    }

    /// `for each full 1%` as `for each started 1%` or `for each 1% …, pro rata`.
    fn counted(&self, clause: Piece<'_>, counting: Counting) -> Vec<Edit> {
        let Some(each) = clause.part(&[Kind::each_en]) else { return Vec::new() };
        let Some(behind) = each.part(&[Kind::k_for_each]) else { return Vec::new() };
        let mut edits = Vec::new();
        let word = match counting {
            Counting::Full => " full",
            Counting::Started => " started",
            Counting::ProRata => {
                edits.push(Edit { span: end(each.span()), text: ", pro rata".to_string() });
                ""
            }
        };
        let said = each.part(&[Kind::counting]).map_or(end(behind.span()), |said| end(behind.span()).join(said.span()));
        edits.push(Edit { span: said, text: word.to_string() });
        edits.extend(self.without_tails(clause));
        edits
    }

    /// 满1%, 1% … 不足1%按1%计, 1% … 按比例计.
    fn counted_zh(&self, clause: Piece<'_>, counting: Counting) -> Vec<Edit> {
        let each = clause.part(&[Kind::each_zh]);
        let (Some(step), Some(amount)) =
            (each.and_then(|each| each.parts().filter(|part| part.node.kind == Kind::sum).last()), clause.part(&[Kind::sum]))
        else {
            return Vec::new();
        };
        let mut edits = self.without_tails(clause);
        let full = each.and_then(|each| each.part(&[Kind::counting]));
        let size = self.texts.slice(step.span());
        let tail = match counting {
            Counting::Full => {
                let start = Span { end: step.span().start, ..step.span() };
                edits.extend(full.is_none().then(|| Edit { span: start, text: "满".to_string() }));
                return edits;
            }
            Counting::Started => format!("，不足{size}按{size}计"),
            Counting::ProRata => "，按比例计".to_string(),
        };
        edits.extend(full.map(|full| Edit { span: full.span(), text: String::new() }));
        edits.push(Edit { span: end(amount.span()), text: tail });
        edits
    }

    /// What is said behind the commas of a change about parts of a step, gone.
    fn without_tails(&self, clause: Piece<'_>) -> Vec<Edit> {
        let tails = clause.parts().filter(|part| matches!(part.node.kind, Kind::pro_rata | Kind::begun));
        tails.map(|tail| removed(self.texts, tail.span())).collect()
    }
}

/// The place behind another.
fn end(span: Span) -> Span {
    Span { start: span.end, ..span }
}

fn span_of(step: &Step) -> Span {
    match step {
        Step::Change(change) => change.span,
        Step::Cap(cap) => cap.span,
        Step::Prorate { span, .. } | Step::Ratchet { span, .. } => *span,
    }
}

fn other_cap(kind: Kind, text: &str) -> String {
    let at_most = kind == Kind::k_at_most;
    if !is_chinese(text) {
        return if at_most { "at least" } else { "at most" }.to_string();
    }
    let pairs = [("封顶", "保底"), ("最高", "最低"), ("最多", "最少"), ("至多", "至少")];
    let other = pairs.iter().find_map(|(most, least)| {
        let (own, other) = if at_most { (most, least) } else { (least, most) };
        text.strip_prefix(*own).map(|verb| format!("{other}{verb}"))
    });
    other.unwrap_or_else(|| if at_most { "保底" } else { "封顶" }.to_string())
}
