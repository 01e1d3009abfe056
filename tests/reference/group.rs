//! Sums over rows and people.

use dashu_ratio::RBig;
use merit::syntax::ast::{Aggregate, AggregateFunction, Expr, ExprKind, Over, Rated, Reach, RunningSum, Trim, TypeKind, WhenMissing};

use super::expression::Number;
use super::value::{R, Unit, V, exact, int};
use super::{Place, World};

impl World<'_> {
    pub fn aggregate(&self, aggregate: &Aggregate, place: &Place) -> R {
        let members = self.members(aggregate.over.as_ref(), place)?;
        let mut values: Vec<RBig> = Vec::new();
        let mut ordered: Vec<V> = Vec::new();
        let mut unit = Unit::Plain;
        let mut rows: Vec<Place> = Vec::new();
        for member in members {
            // A row that breaks a rule of the data cannot be counted either.
            let (input, row) = member.row.unwrap_or((0, member.person));
            self.row_is_sound(input, row)?;
            if let Some(filter) = &aggregate.filter
                && !self.condition(filter, &member)?
            {
                continue;
            }
            match &aggregate.value {
                // The least and the greatest there are of whatever has an order.
                Some(value) if matches!(aggregate.function, AggregateFunction::Min | AggregateFunction::Max) => {
                    ordered.push(match self.eval(value, &member)? {
                        V::Missing => return Err("E501"),
                        value => value,
                    });
                }
                Some(value) => {
                    let (value, own) = self.element(value, &member)?;
                    unit = own;
                    values.push(value);
                    rows.push(member);
                }
                None => values.push(int(1)),
            }
        }
        if let Some(rated) = &aggregate.rated {
            let mean = self.rated(aggregate, rated, &values, &rows)?;
            return Ok(V::Num(mean, unit));
        }
        ordered.sort_by(|one, two| self.order(one, two));
        if let (Some(least), Some(greatest)) = (ordered.first(), ordered.last()) {
            return Ok(if aggregate.function == AggregateFunction::Min { least.clone() } else { greatest.clone() });
        }
        let count = int(i64::try_from(values.len()).expect("a count"));
        let sum = |values: &[RBig]| values.iter().fold(int(0), |sum, value| sum + value);
        if values.is_empty() {
            return match aggregate.function {
                AggregateFunction::Sum => Ok(V::Num(int(0), self.unit_of_nothing(aggregate))),
                AggregateFunction::Count => Ok(V::Num(int(0), Unit::Count)),
                AggregateFunction::Average | AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median => Err("E503"),
            };
        }
        values.sort();
        Ok(match aggregate.function {
            AggregateFunction::Sum => V::Num(sum(&values), unit),
            AggregateFunction::Count => V::Num(count, Unit::Count),
            AggregateFunction::Average => V::Num(mean(aggregate.trim.as_ref(), values).expect("there are rows"), unit),
            AggregateFunction::Min | AggregateFunction::Max => panic!("the least and the greatest have been found"),
            AggregateFunction::Median => {
                let middle = values.len() / 2;
                let median = if values.len() % 2 == 1 { values[middle].clone() } else { (&values[middle - 1] + &values[middle]) / int(2) };
                V::Num(median, unit)
            }
        })
    }

    /// One mean a kind of rater, by weight.
    fn rated(&self, aggregate: &Aggregate, rated: &Rated, values: &[RBig], rows: &[Place]) -> Result<RBig, &'static str> {
        let mut kinds = Vec::new();
        for place in rows {
            let (input, row) = place.row.expect("raters are rows of an input");
            match self.cell(input, row, &rated.by.text)? {
                V::Text(kind) => kinds.push(kind),
                _ => return Err("E501"),
            }
        }
        let (mut sum, mut present) = (int(0), int(0));
        let mut lacking = false;
        for kind in &rated.kinds {
            let ExprKind::Number(weight) = &kind.weight.kind else { panic!("a weight is a number") };
            let weight = exact(&weight.value);
            let own = values.iter().zip(&kinds).filter(|(_, other)| **other == kind.option.text).map(|(value, _)| value.clone());
            match mean(aggregate.trim.as_ref(), own.collect()) {
                Some(mean) => {
                    sum += mean * &weight;
                    present += weight;
                }
                None => lacking |= weight != int(0),
            }
        }
        match rated.missing {
            WhenMissing::Error if lacking => Err("E571"),
            WhenMissing::Reweight if present == int(0) => Err("E503"),
            WhenMissing::Reweight => Ok(sum / present),
            WhenMissing::Zero | WhenMissing::Error => Ok(sum),
        }
    }

    /// What a sum over no rows counts: what its value counts at any row that has one.
    fn unit_of_nothing(&self, aggregate: &Aggregate) -> Unit {
        let input = match &aggregate.over {
            Some(Over::Name(name)) => self.input(&name.text).unwrap_or(0),
            Some(Over::Everyone(_) | Over::Reports { .. }) | None => 0,
        };
        let places = self.rows[input].iter().enumerate().map(|(row, data)| match input {
            0 => Place { person: row, ..Place::default() },
            _ => Place { person: data.person, row: Some((input, row)), ..Place::default() },
        });
        let units = places.filter_map(|place| match self.number(aggregate.value.as_ref()?, &place) {
            Ok(Number::Is(_, unit)) => Some(unit),
            Ok(Number::Missing) | Err(_) => None,
        });
        units.into_iter().next().unwrap_or(Unit::Untold)
    }

    /// Every row or person a group consists of, as places.
    pub fn members(&self, over: Option<&Over>, place: &Place) -> Result<Vec<Place>, &'static str> {
        let person = |person: usize| Place { person, ..Place::default() };
        match over {
            Some(Over::Everyone(_)) => Ok((0..self.people()).map(person).collect()),
            Some(Over::Reports { reach, by, .. }) => self.reports(place.person, *reach, by.as_ref().map(|by| by.text.as_str())),
            Some(Over::Name(name)) => {
                if let Some(input) = self.input(&name.text) {
                    let own = (0..self.rows[input].len()).filter(|row| self.rows[input][*row].person == place.person);
                    return Ok(own.map(|row| Place { person: place.person, row: Some((input, row)), ..Place::default() }).collect());
                }
                let own = match self.column(0, place.person, &name.text)? {
                    V::Missing => return Err("E501"),
                    own => own,
                };
                let mut members = Vec::new();
                for other in 0..self.people() {
                    // Somebody whose cell is wrong could belong to any group, so no group is known for certain.
                    if self.cell(0, other, &name.text)? == own {
                        members.push(person(other));
                    }
                }
                Ok(members)
            }
            None => {
                let together = place.together.as_ref().expect("an aggregate without a group stands in a data rule");
                let input = place.row.map_or(0, |(input, _)| input);
                Ok(together
                    .iter()
                    .map(|row| Place {
                        person: self.rows[input][*row].person,
                        row: (input > 0).then_some((input, *row)),
                        ..Place::default()
                    })
                    .collect())
            }
        }
    }

    /// Whom somebody manages. Whoever stands in a circle manages nobody for certain; a circle below is nobody's to sum either.
    fn reports(&self, asked: usize, reach: Reach, by: Option<&str>) -> Result<Vec<Place>, &'static str> {
        let column = by.map_or_else(|| self.manager_column(), str::to_string);
        let manager = |person: usize| -> Result<Option<usize>, &'static str> {
            match self.cell(0, person, &column)? {
                V::Text(key) => Ok(self.rows[0].iter().position(|row| row.key == key)),
                _ => Ok(None),
            }
        };
        let mut chains = Vec::new();
        for person in 0..self.people() {
            let mut chain: Vec<usize> = Vec::new();
            let mut at = manager(person)?;
            while let Some(above) = at.filter(|above| !chain.contains(above)) {
                chain.push(above);
                at = manager(above)?;
            }
            chains.push(chain);
        }
        let circles = |person: usize| chains[person].contains(&person);
        if circles(asked) {
            return Err("E570");
        }
        let is_below = |person: &usize| match reach {
            Reach::Direct => chains[*person].first() == Some(&asked),
            Reach::All => chains[*person].contains(&asked),
        };
        Ok((0..self.people()).filter(is_below).map(|person| Place { person, ..Place::default() }).collect())
    }

    /// The one column that holds keys of people.
    fn manager_column(&self) -> String {
        let columns = &self.inputs[0].columns;
        columns.iter().find(|column| column.ty.kind == TypeKind::Person).expect("a column of people").name.text.clone()
    }

    fn element(&self, value: &Expr, place: &Place) -> Result<(RBig, Unit), &'static str> {
        match self.number(value, place)? {
            Number::Is(value, unit) => Ok((value, unit)),
            Number::Missing => Err("E501"),
        }
    }

    /// The sum over the person's rows up to and with this one, by a date or number, ties by the row's key.
    pub fn running_sum(&self, running: &RunningSum, place: &Place) -> R {
        let (input, own) = place.row.expect("a running sum stands in a child row");
        let by = &running.by.parts.last().expect("an order").text;
        let rows = (0..self.rows[input].len()).filter(|row| self.rows[input][*row].person == place.person);
        let mut counted = Vec::new();
        for row in rows {
            let member = Place { person: place.person, row: Some((input, row)), ..Place::default() };
            let taken = self.row_is_sound(input, row).and_then(|()| {
                let filter = running.filter.as_ref();
                filter.map_or(Ok(true), |filter| self.condition(filter, &member))
            });
            if taken != Ok(false) {
                // Where the place of one row is not known, no sum of the person is certain.
                counted.push((self.ordering(input, row, by)?, row, taken, member));
            }
        }
        let own_by = self.ordering(input, own, by)?;
        let key = |row: usize| &self.rows[input][row].key;
        counted.sort_by(|one, two| self.order(&one.0, &two.0).then_with(|| key(one.1).cmp(key(two.1))));
        let mut sum = int(0);
        let mut unit = Unit::Plain;
        for (by, row, taken, member) in counted {
            if self.order(&by, &own_by).then_with(|| key(row).cmp(key(own))).is_le() {
                taken?;
                let (value, own_unit) = self.element(&running.value, &member)?;
                unit = own_unit;
                sum += value;
            }
        }
        Ok(V::Num(sum, unit))
    }

    fn ordering(&self, input: usize, row: usize, by: &str) -> R {
        match self.column(input, row, by)? {
            V::Missing => Err("E501"),
            value => Ok(value),
        }
    }
}

/// The mean of some values, of many enough of them without the highest and the lowest; none of none.
fn mean(trim: Option<&Trim>, mut values: Vec<RBig>) -> Option<RBig> {
    values.sort();
    if let Some(trim) = trim {
        let count = |number: &merit::value::Number| usize::try_from(number.to_i64().expect("a whole number")).expect("a count");
        if values.len() >= count(&trim.at_least) {
            values.truncate(values.len() - count(&trim.high));
            values.drain(..count(&trim.low));
        }
    }
    let count = i64::try_from(values.len()).expect("a count");
    (count > 0).then(|| values.iter().fold(int(0), |sum, value| sum + value) / int(count))
}
