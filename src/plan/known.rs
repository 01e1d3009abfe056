//! What names stand for: asked of a policy while it is checked, and of a plan afterwards.

use super::ir::{Body, DefId, Expr, LookupBody, LookupId, ParamId, ParamValue, Plan};
use super::planner::Planner;
use crate::value::{Number, RoundMode};

/// Where the meaning of names is looked up.
pub trait Known {
    fn body_of(&self, def: DefId) -> Option<&Body>;
    /// In the order of their dates.
    fn values_of(&self, param: ParamId) -> Option<&[ParamValue]>;
    fn rows_of(&self, lookup: LookupId) -> Option<&LookupBody>;
    /// Whether an expression stands for something that could not be translated.
    fn is_lost(&self, expr: &Expr) -> bool;
    /// The unit and the mode in which money that is paid is rounded; nothing where the header does not say it.
    fn paid_in(&self) -> Option<(Number, RoundMode)>;
}

impl Known for Planner<'_> {
    fn body_of(&self, def: DefId) -> Option<&Body> {
        self.def(def)?.body.as_ref()
    }

    fn values_of(&self, param: ParamId) -> Option<&[ParamValue]> {
        Some(&self.param(param)?.values)
    }

    fn rows_of(&self, lookup: LookupId) -> Option<&LookupBody> {
        self.lookup(lookup)?.body.as_ref()
    }

    fn is_lost(&self, expr: &Expr) -> bool {
        self.poisoned.contains(&expr.id)
    }

    fn paid_in(&self) -> Option<(Number, RoundMode)> {
        self.rounding().map(|rounding| (rounding.unit, rounding.mode))
    }
}

impl Known for Plan {
    fn body_of(&self, def: DefId) -> Option<&Body> {
        Some(&self.defs.get(def.0 as usize)?.body)
    }

    fn values_of(&self, param: ParamId) -> Option<&[ParamValue]> {
        Some(&self.params.get(param.0 as usize)?.values)
    }

    fn rows_of(&self, lookup: LookupId) -> Option<&LookupBody> {
        Some(&self.lookups.get(lookup.0 as usize)?.body)
    }

    fn is_lost(&self, _: &Expr) -> bool {
        false
    }

    fn paid_in(&self) -> Option<(Number, RoundMode)> {
        self.rounding.as_ref().map(|rounding| (rounding.unit.clone(), rounding.mode))
    }
}
