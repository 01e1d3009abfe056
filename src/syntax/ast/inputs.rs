//! Inputs: the sheets a policy reads.

use super::{Expr, Name, Quoted, SideBound};
use crate::source::Span;

/// `input people by employee_id …` or `input deals by deal_id of people by employee_id dated closed …`
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    pub name: Name,
    pub key: Name,
    pub parent: Option<Parent>,
    /// `each period in column "Quarter"`
    pub period_column: Option<Quoted>,
    pub dating: Dating,
    /// `from salesforce`
    pub crm: Option<(Crm, Span)>,
    /// `zone "+08:00"`
    pub zone: Option<Quoted>,
    /// `sheet "Deals"`
    pub sheet: Option<Quoted>,
    /// `header row 3`, and where the number stands.
    pub header_row: Option<(u32, Span)>,
    /// `rows of "products"`
    pub lines: Option<Quoted>,
    pub columns: Vec<Column>,
    pub employed: Option<Employed>,
    pub credits: Vec<Credit>,
    pub rules: Vec<DataRule>,
    pub span: Span,
}

/// `of people by employee_id`
#[derive(Clone, PartialEq, Debug)]
pub struct Parent {
    pub input: Name,
    pub key: Name,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Dating {
    Unsaid,
    /// `dated closed`
    Dated(Name),
    /// `undated`
    Undated(Span),
}

/// A system whose exports have a shape of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Crm {
    Salesforce,
    Zoho,
    /// 简道云
    Jiandaoyun,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    pub name: Name,
    pub ty: TypeRef,
    pub bounds: Vec<SideBound>,
    pub optional: Option<Span>,
    pub default: Option<Expr>,
    pub title: Option<Quoted>,
    /// `column "Closed Won Amount"`: the header in the file.
    pub header: Option<Quoted>,
    /// `or "金额"`: what it may be called instead.
    pub also: Vec<Quoted>,
    pub source: Option<Quoted>,
    pub owner: Option<Quoted>,
    pub unit: Option<CellUnit>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// How bare numbers in a column are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellUnit {
    /// `as ratio` 以比率计: 0.85 is 85%.
    Ratio,
    /// `in %` 单位%: 85 is 85%.
    Percent,
    /// `in 万` 单位万: 150 is 1,500,000.
    TenThousands,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TypeRef {
    pub kind: TypeKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TypeKind {
    /// In the header's currency, or in the one that is named.
    Money(Option<Name>),
    Percent,
    Number,
    Count,
    Date,
    Days,
    Text,
    Flag,
    /// The key of another row of the population.
    Person,
    OneOf(Vec<ChoiceOption>),
    /// `one of "junior" < "senior"`
    Ordered(Vec<ChoiceOption>),
}

/// `"GTX Pro" (also "GTXPro")`
#[derive(Clone, PartialEq, Debug)]
pub struct ChoiceOption {
    pub name: Quoted,
    pub also: Vec<Quoted>,
}

/// `employed from hired to left, first day counts`
#[derive(Clone, PartialEq, Debug)]
pub struct Employed {
    pub from: Name,
    pub to: Option<Name>,
    pub first_day: FirstDay,
    pub span: Span,
}

/// `credit engineer 50% as overlay`
#[derive(Clone, PartialEq, Debug)]
pub struct Credit {
    pub person: Name,
    pub share: Expr,
    pub kind: CreditKind,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum CreditKind {
    /// A part of the whole: those of a row sum to 100%.
    Split,
    /// On top of the whole.
    Overlay,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum FirstDay {
    Counts,
    DoesNotCount,
}

/// `each deal_id : sum of portion = 100%`, or a condition on every row where `each` is absent.
#[derive(Clone, PartialEq, Debug)]
pub struct DataRule {
    pub each: Option<Name>,
    pub condition: Expr,
    pub because: Option<Quoted>,
    pub span: Span,
}
