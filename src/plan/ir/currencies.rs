//! Amounts in the header's currency and in others: how each is rounded and shown.

use super::{Plan, Rounding};
use crate::value::show::{self, Currency};
use crate::value::{Code, Number, Type};

/// Places of money where the header does not say how it is rounded.
const MONEY_PLACES: u32 = 2;

/// `rounding USD half up to 0.01`: how amounts converted into that currency are rounded.
#[derive(Clone, Debug)]
pub struct ForeignRounding {
    pub currency: Code,
    pub rounding: Rounding,
}

impl Plan {
    /// How amounts of this type are rounded, where the header says so.
    pub fn rounding_of(&self, ty: Type) -> Option<&Rounding> {
        match ty {
            Type::Money => self.rounding.as_ref(),
            Type::Foreign(code) => self.foreign.iter().find(|foreign| foreign.currency == code).map(|foreign| &foreign.rounding),
            Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => None,
        }
    }

    /// How many places an amount of this type has.
    pub fn places_of(&self, ty: Type) -> u32 {
        self.rounding_of(ty).and_then(|rounding| rounding.unit.places()).unwrap_or(MONEY_PLACES)
    }

    /// The currency of an amount of this type.
    pub fn currency_of(&self, ty: Type) -> Currency {
        match ty {
            Type::Foreign(code) => Currency { code: code.as_str().to_owned() },
            Type::Money
            | Type::Percent
            | Type::Number
            | Type::Count
            | Type::Date
            | Type::Days
            | Type::Text
            | Type::Flag
            | Type::Choice(_) => self.currency.clone(),
        }
    }

    /// The smallest unit of an amount of this type.
    pub fn unit_of(&self, ty: Type) -> Number {
        self.rounding_of(ty).map_or_else(|| Number::from_parts(1, MONEY_PLACES), |rounding| rounding.unit.clone())
    }

    /// An amount as people read it: with its sign in the header's currency, with its letters in another.
    pub fn show_money(&self, number: &Number, ty: Type, places: u32) -> String {
        match ty {
            Type::Foreign(code) => show::foreign(number, code, places),
            Type::Money
            | Type::Percent
            | Type::Number
            | Type::Count
            | Type::Date
            | Type::Days
            | Type::Text
            | Type::Flag
            | Type::Choice(_) => show::money(number, &self.currency, places),
        }
    }
}
