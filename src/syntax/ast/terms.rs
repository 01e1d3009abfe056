//! What a payout advances, secures and pays later.

use super::{Expr, Literal};
use crate::source::Span;

/// The lines of a payout beside its amount.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Terms {
    pub guarantee: Option<Guarantee>,
    pub draw: Option<Draw>,
    pub deferral: Option<Deferral>,
}

impl Terms {
    pub fn are_none(&self) -> bool {
        self.guarantee.is_none() && self.draw.is_none() && self.deferral.is_none()
    }
}

/// `guarantee 3_000 when months < 3`
#[derive(Clone, PartialEq, Debug)]
pub struct Guarantee {
    pub amount: Expr,
    pub when: Option<Expr>,
    pub span: Span,
}

/// `draw 2_000 recoverable from 100% of later surplus`
#[derive(Clone, PartialEq, Debug)]
pub struct Draw {
    pub amount: Expr,
    /// The share of what is earned above it that later goes towards the balance; absent: it is not taken back.
    pub recovery: Option<Expr>,
    pub span: Span,
}

/// `defer 40% over 2 periods`
#[derive(Clone, PartialEq, Debug)]
pub struct Deferral {
    pub share: Expr,
    pub periods: Literal,
    pub span: Span,
}
