//! The types of the language.

/// Index of a closed choice (`one of …`, or the grades) in the plan's list of choices.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ChoiceId(pub u32);

/// What kind of value an expression has. Known before any data is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// An amount in the policy's currency.
    Money,
    /// A ratio; 60% is the number 0.6.
    Percent,
    /// A dimensionless decimal.
    Number,
    /// A whole number, zero or more.
    Count,
    Date,
    /// A length in calendar days.
    Days,
    Text,
    Flag,
    Choice(ChoiceId),
}

impl Type {
    /// Whether a value of this type is a number at run time.
    pub fn is_numeric(self) -> bool {
        match self {
            Type::Money | Type::Percent | Type::Number | Type::Count | Type::Days => true,
            Type::Date | Type::Text | Type::Flag | Type::Choice(_) => false,
        }
    }
}
