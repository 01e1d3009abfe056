//! What the header says of pay, of the company's revenue, and of the law.

use super::DefId;
use crate::source::Span;
use crate::syntax::ast::Country;

/// One amount of money the header speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Figure {
    TargetPay,
    BasePay,
    TargetRevenue,
    Revenue,
    MonthlyWage,
    MinimumWage,
    ProbationWage,
}

impl Figure {
    pub const ALL: [Figure; 7] = [
        Figure::TargetPay,
        Figure::BasePay,
        Figure::TargetRevenue,
        Figure::Revenue,
        Figure::MonthlyWage,
        Figure::MinimumWage,
        Figure::ProbationWage,
    ];

    /// As an English reader sees it.
    pub fn english(self) -> &'static str {
        match self {
            Figure::TargetPay => "target pay",
            Figure::BasePay => "base pay",
            Figure::TargetRevenue => "target revenue",
            Figure::Revenue => "revenue",
            Figure::MonthlyWage => "monthly wage",
            Figure::MinimumWage => "minimum wage",
            Figure::ProbationWage => "probation wage",
        }
    }

    pub fn chinese(self) -> &'static str {
        match self {
            Figure::TargetPay => "目标薪酬",
            Figure::BasePay => "基本工资",
            Figure::TargetRevenue => "目标收入",
            Figure::Revenue => "收入",
            Figure::MonthlyWage => "月工资",
            Figure::MinimumWage => "最低工资",
            Figure::ProbationWage => "试用期工资",
        }
    }

    /// Whether it is one amount for the company, or one a person.
    pub fn whose(self) -> Whose {
        match self {
            Figure::TargetRevenue | Figure::Revenue => Whose::Company,
            Figure::TargetPay | Figure::BasePay | Figure::MonthlyWage | Figure::MinimumWage | Figure::ProbationWage => Whose::Person,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Whose {
    Company,
    Person,
}

/// The figures of the header, each a definition of the population. `target pay`, `base pay` and the revenues are of one period of the
/// policy; the wages of the law are of one month.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    all: Vec<(Figure, DefId)>,
    pub law: Option<Law>,
}

impl Figures {
    pub fn new(all: Vec<(Figure, DefId)>, law: Option<Law>) -> Figures {
        Figures { all, law }
    }

    /// The definition of a figure, where the header says it.
    pub fn get(&self, figure: Figure) -> Option<DefId> {
        self.all.iter().find(|(other, _)| *other == figure).map(|(_, def)| *def)
    }
}

/// `law cn { … }`: the labour law the plan must keep to.
#[derive(Clone, Debug)]
pub struct Law {
    pub country: Country,
    pub span: Span,
}
