//! What the header says beside its own lines: the law that applies, and findings that are meant.

use super::{Expr, Name, Quoted};
use crate::source::Span;

/// `law cn { monthly wage x; minimum wage y }`
#[derive(Clone, PartialEq, Debug)]
pub struct Law {
    pub country: Country,
    /// What a person earns in a month, by which deductions are measured.
    pub monthly_wage: Option<Expr>,
    /// The least that may be paid for a month where the person works.
    pub minimum_wage: Option<Expr>,
    /// What a person on probation earns in a month.
    pub probation_wage: Option<Expr>,
    pub span: Span,
}

/// A country whose labour law Merit knows of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Country {
    China,
}

/// `allow kpi-count because "…"`: what this lint finds here is meant.
#[derive(Clone, PartialEq, Debug)]
pub struct Allow {
    /// The lint, by its name.
    pub lint: Name,
    pub because: Quoted,
    pub scope: Scope,
    pub span: Span,
}

/// What an `allow` reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// In the header: the whole policy, with the files it uses.
    Policy,
    /// At the top level: the file it stands in.
    File,
    /// In a block: that block, from its first word to its closing brace.
    Block(Span),
}
