//! Amounts in several currencies: rates, conversions, how each currency is rounded.

use super::{Expr, Name, Param, Rounding};
use crate::source::Span;

/// `rate USD to CNY = 7.10 from 2026-01-01, 7.05 from 2026-04-01`
#[derive(Clone, PartialEq, Debug)]
pub struct Exchange {
    pub from: Name,
    pub to: Name,
    /// The rate as the param it is: `USD/CNY`, how much CNY one USD is.
    pub rate: Param,
    pub span: Span,
}

/// `rounding USD half up to 0.01`
#[derive(Clone, PartialEq, Debug)]
pub struct ForeignRounding {
    pub currency: Name,
    pub rounding: Rounding,
}

/// `x in CNY as of d`
#[derive(Clone, PartialEq, Debug)]
pub struct Conversion {
    pub value: Expr,
    pub to: Name,
    /// The day whose rate holds; the last one of the period where it is not said.
    pub as_of: Option<Expr>,
    /// From the word behind the value to the end.
    pub behind: Span,
}
