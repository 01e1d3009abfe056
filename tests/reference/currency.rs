//! Conversions: the amount times the rate that is in force on a day.

use merit::syntax::ast::{Conversion, Exchange, Item};
use merit::value::Date;

use super::expression::number;
use super::value::{Unit, V, exact, round};
use super::{Place, World, value::R};

impl World<'_> {
    pub fn convert(&self, conversion: &Conversion, place: &Place) -> R {
        let value = self.eval(&conversion.value, place)?;
        let day = match &conversion.as_of {
            Some(day) => self.eval(day, place)?,
            None => V::Date(self.period.end()),
        };
        let rate = match day {
            V::Date(day) => self.rate(&conversion.to.text, day)?,
            V::Missing => V::Missing,
            other => panic!("{other:?} is no date"),
        };
        if value == V::Missing || rate == V::Missing {
            return Ok(V::Missing);
        }
        let converted = number(&value).0 * number(&rate).0;
        let rounding = self.header.foreign.iter().find(|foreign| foreign.currency.text == conversion.to.text);
        Ok(V::Num(
            match rounding {
                Some(foreign) => round(&converted, &exact(&foreign.rounding.unit.value), foreign.rounding.mode),
                None => converted,
            },
            Unit::Money,
        ))
    }

    /// The last rate that began on or before the day. A generated policy converts into a currency from one other only.
    fn rate(&self, to: &str, day: Date) -> R {
        let rates: Vec<&Exchange> = self
            .items
            .iter()
            .filter_map(|item| if let Item::Exchange(rate) = item { Some(rate) } else { None })
            .filter(|rate| rate.to.text == to)
            .collect();
        let [rate] = rates.as_slice() else { panic!("one rate into {to}") };
        let begun = rate.rate.values.iter().filter(|value| value.from.is_none_or(|(from, _)| from <= day));
        let value = begun.max_by_key(|value| value.from.map(|(from, _)| from)).ok_or("E561")?;
        self.eval(&value.value, &Place::default())
    }
}
