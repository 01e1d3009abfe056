//! Slips in means that leave out extremes, in the weights of raters, and in whom rows are credited to.

use super::Maker;
use super::Slip;
use super::numeral::{Change, Numeral};
use super::removal::removed;
use super::texts::WHEN_MISSING;
use crate::plan::ir::{Credited, Rated, Trim};
use crate::syntax::concrete::Kind;

impl Maker<'_> {
    pub(super) fn means(&mut self, trim: Option<&Trim>, rated: Option<&Rated>) {
        if let Some(trim) = trim {
            self.trim(trim);
        }
        if let Some(rated) = rated {
            self.raters(rated);
        }
    }

    /// Whom rows are credited to: another share on top, a line left out.
    pub(super) fn credits(&mut self, credited: &Credited) {
        for line in &credited.lines {
            let edit = self.texts.first(line.span, &[Kind::number_literal]).and_then(Numeral::read);
            self.slip(Slip::Number, edit.and_then(|number| number.changed(&Change::Up)));
            self.slip(Slip::Dropped, [removed(self.texts, line.span)]);
        }
    }

    /// One more dropped, or from one more on.
    fn trim(&mut self, trim: &Trim) {
        let edits: Vec<_> = {
            let literals = self.texts.inside(trim.span, &[Kind::number_literal]);
            literals.into_iter().filter_map(|literal| Numeral::read(literal)?.changed(&Change::Up)).collect()
        };
        for edit in edits {
            self.slip(Slip::Number, [edit]);
        }
    }

    /// A point of one kind's weight given to the next, and `zero` for `reweight`.
    fn raters(&mut self, rated: &Rated) {
        for pair in rated.kinds.windows(2) {
            let [one, other] = pair else { continue };
            let written = |span| {
                let literals = self.texts.inside(span, &[Kind::number_literal]);
                Numeral::read(*literals.first()?)
            };
            let (Some(more), Some(less)) = (written(one.span), written(other.span)) else { continue };
            let unit = more.last_place().min(less.last_place());
            let edits = [more.changed(&Change::By(unit.clone())), less.changed(&Change::By(unit.neg()))];
            self.slip(Slip::Weight, edits.into_iter().flatten());
        }
        let edit = {
            let words = self.texts.inside(rated.span, &[Kind::k_reweight, Kind::k_zero]);
            words.into_iter().next().and_then(|word| word.opposite(WHEN_MISSING, self.texts))
        };
        self.slip(Slip::Missing, edit);
    }
}
