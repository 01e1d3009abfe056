//! One expression at one place.

use std::cmp::Ordering;

use dashu_ratio::RBig;
use merit::syntax::ast::{
    Bound, Compare, EmployedUnit, Expr, ExprKind, Factor, FirstDay, Function, Literal, Mark, PeriodPart, Sign, Working,
};
use merit::value::date::MissingDay;
use merit::value::{Date, Period, PeriodKind};

use super::value::{R, Unit, V, ceil, exact, floor, int, is_zero, round};
use super::{Place, World};

/// A number, or why there is none.
pub enum Number {
    Is(RBig, Unit),
    Missing,
}

impl World<'_> {
    /// A number that must be there.
    pub fn needed(&self, expr: &Expr, place: &Place) -> Result<(RBig, Unit), &'static str> {
        match self.number(expr, place)? {
            Number::Is(value, unit) => Ok((value, unit)),
            Number::Missing => Err("E501"),
        }
    }

    pub fn number(&self, expr: &Expr, place: &Place) -> Result<Number, &'static str> {
        match self.eval(expr, place)? {
            V::Num(value, unit) => Ok(Number::Is(value, unit)),
            V::Missing => Ok(Number::Missing),
            other => panic!("{other:?} where a number is needed: {expr:?}"),
        }
    }

    /// A condition that must be decided.
    pub fn condition(&self, expr: &Expr, place: &Place) -> Result<bool, &'static str> {
        match self.eval(expr, place)? {
            V::Flag(flag) => Ok(flag),
            V::Missing => Err("E501"),
            other => panic!("{other:?} where a condition is needed: {expr:?}"),
        }
    }

    pub fn eval(&self, expr: &Expr, place: &Place) -> R {
        match &expr.kind {
            ExprKind::Number(literal) => Ok(self.literal(literal)),
            ExprKind::Text(text) => Ok(V::Text(text.clone())),
            ExprKind::Date(date) => Ok(V::Date(*date)),
            ExprKind::Flag(flag) => Ok(V::Flag(*flag)),
            ExprKind::Months { .. } => panic!("months stand beside a date"),
            ExprKind::LastPeriod(of) => self.last_period(of, place),
            ExprKind::OverPeriods(over) => self.over_periods(over, place),
            ExprKind::InARow { condition, count } => self.in_a_row(condition, count, place),
            ExprKind::Clawback(clawback) => self.clawback(clawback, expr, place),
            ExprKind::PaidToDate(of) => self.paid_to_date(of.as_deref(), expr, place),
            ExprKind::Name(path) => match path.parts.as_slice() {
                [one] => self.read(self.name(one, place)),
                [one, two] => self.read(self.dotted(&one.text, &two.text, place)),
                _ => panic!("{path:?}"),
            },
            ExprKind::Call { table, args } => self.call(&table.text, args, place),
            ExprKind::On { shape, value, starting } => self.shape_on(&shape.text, value, starting.as_deref(), place),
            ExprKind::Neg(inner) => self.each_number(&[inner], place, |values| Ok(int(0) - &values[0].0)),
            ExprKind::Sum(parts) => self.sum(parts, place),
            ExprKind::Product(factors) => self.product(factors, place),
            ExprKind::Of(share, whole) => {
                let unit = self.unit_of(whole, place);
                let value = self.each_number(&[share, whole], place, |values| Ok(&values[0].0 * &values[1].0))?;
                Ok(with_unit(value, unit))
            }
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, place),
            ExprKind::Within { value, low, high } => self.within(value, low.as_deref(), high.as_deref(), place),
            ExprKind::In { value, options } => {
                let parts: Vec<&Expr> = std::iter::once(&**value).chain(options).collect();
                match self.all(&parts, place)? {
                    Some(values) => Ok(V::Flag(values[1..].iter().any(|option| same(option, &values[0])))),
                    None => Ok(V::Missing),
                }
            }
            ExprKind::And(parts) => {
                for part in parts {
                    if !self.condition(part, place)? {
                        return Ok(V::Flag(false));
                    }
                }
                Ok(V::Flag(true))
            }
            ExprKind::Or(parts) => {
                for part in parts {
                    if self.condition(part, place)? {
                        return Ok(V::Flag(true));
                    }
                }
                Ok(V::Flag(false))
            }
            ExprKind::Not(inner) => Ok(V::Flag(!self.condition(inner, place)?)),
            ExprKind::If { branches, otherwise } => {
                for (condition, value) in branches {
                    if self.condition(condition, place)? {
                        return self.eval(value, place);
                    }
                }
                self.eval(otherwise, place)
            }
            ExprKind::Otherwise(parts) => {
                for part in parts {
                    match self.eval(part, place)? {
                        V::Missing => {}
                        value => return Ok(value),
                    }
                }
                Ok(V::Missing)
            }
            ExprKind::Round { value, unit, mode } => {
                let kind = self.unit_of(value, place);
                let rounded = self.each_number(&[value, unit], place, |values| {
                    if values[1].0 <= int(0) { Err("E522") } else { Ok(round(&values[0].0, &values[1].0, *mode)) }
                })?;
                Ok(with_unit(rounded, kind))
            }
            ExprKind::Apply { function, args } => self.apply(*function, args, place),
            ExprKind::AsOf { of, day } => self.as_of(of, day, place),
            ExprKind::Convert(conversion) => self.convert(conversion, place),
            ExprKind::InPoints(inner) => {
                let points = self.each_number(&[inner], place, |values| Ok(&values[0].0 * int(100)))?;
                Ok(with_unit(points, Unit::Number))
            }
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate, place),
            ExprKind::RunningSum(running) => self.running_sum(running, place),
            ExprKind::Standing(standing) => self.standing(standing, place),
            ExprKind::Pool(pool) => self.pool(pool, place),
            ExprKind::DaysBetween { from, to } => match self.all(&[from, to], place)? {
                Some(dates) => Ok(V::Num(int(date(&dates[0]).days_until(date(&dates[1]))), Unit::Days)),
                None => Ok(V::Missing),
            },
            ExprKind::Working(working) => self.working(working, place),
            ExprKind::Employed(unit) => self.employed(*unit, place.person),
            ExprKind::Period(PeriodPart::Start) => Ok(V::Date(self.period.start())),
            ExprKind::Period(PeriodPart::End) => Ok(V::Date(self.period.end())),
            ExprKind::Period(PeriodPart::WorkingDays) => self.worked(self.period.start(), self.period.end()),
            ExprKind::Period(PeriodPart::Days) => Ok(V::Num(int(self.period.start().days_until(self.period.end()) + 1), Unit::Days)),
            ExprKind::Bands(bands) => {
                let on = bands.on.as_ref().expect("bands in an expression say on what");
                self.bands(bands, on, place)
            }
            ExprKind::Tiers(tiers) => {
                let on = tiers.on.as_ref().expect("tiers in an expression say on what");
                self.tiers(tiers, on, None, None, place)
            }
        }
    }

    /// A name read by a clause: what the person does not have is an error there.
    fn read(&self, found: R) -> R {
        match found? {
            V::Absent => Err("E502"),
            value => Ok(value),
        }
    }

    pub fn literal(&self, literal: &Literal) -> V {
        let unit = match literal.mark {
            Mark::Plain => Unit::Plain,
            Mark::Percent => Unit::Percent,
            Mark::Money => Unit::Money,
            Mark::Points => Unit::Number,
            Mark::Days => Unit::Days,
            Mark::Count => Unit::Count,
            Mark::Unread => panic!("a policy that could be read has no unread numbers"),
        };
        V::Num(exact(&literal.value), unit)
    }

    /// All values; nothing where one is missing. An error counts before a missing value.
    pub fn all(&self, parts: &[&Expr], place: &Place) -> Result<Option<Vec<V>>, &'static str> {
        let values = parts.iter().map(|part| self.eval(part, place)).collect::<Result<Vec<V>, _>>()?;
        Ok((!values.contains(&V::Missing)).then_some(values))
    }

    fn each_number(&self, parts: &[&Expr], place: &Place, compute: impl Fn(&[(RBig, Unit)]) -> Result<RBig, &'static str>) -> R {
        let Some(values) = self.all(parts, place)? else { return Ok(V::Missing) };
        let numbers: Vec<(RBig, Unit)> = values.into_iter().map(|value| number(&value)).collect();
        let unit = numbers[0].1;
        Ok(V::Num(compute(&numbers)?, unit))
    }

    /// What a value counts; a value without unit where there is none.
    fn unit_of(&self, expr: &Expr, place: &Place) -> Unit {
        match self.eval(expr, place) {
            Ok(V::Num(_, unit)) => unit,
            _ => Unit::Plain,
        }
    }

    fn sum(&self, parts: &[(Sign, Expr)], place: &Place) -> R {
        let dated = parts.iter().any(|(_, part)| is_length(part) || matches!(self.eval(part, place), Ok(V::Date(_))));
        if dated {
            return self.date_sum(parts, place);
        }
        let exprs: Vec<&Expr> = parts.iter().map(|(_, part)| part).collect();
        let Some(values) = self.all(&exprs, place)? else { return Ok(V::Missing) };
        let mut total = int(0);
        let mut unit = Unit::Plain;
        for ((sign, _), value) in parts.iter().zip(values) {
            let (value, own) = number(&value);
            total = match sign {
                Sign::Plus => total + value,
                Sign::Minus => total - value,
            };
            unit = if matches!(unit, Unit::Plain) || (unit == Unit::Untold && own != Unit::Plain) { own } else { unit };
        }
        Ok(V::Num(total, unit))
    }

    /// Dates with days or months added, and the days from one date to another.
    fn date_sum(&self, parts: &[(Sign, Expr)], place: &Place) -> R {
        // An error counts before a missing value, and both before what the sum makes of the parts.
        let dates: Vec<&Expr> = parts.iter().map(|(_, part)| part).filter(|part| !is_length(part)).collect();
        if self.all(&dates, place)?.is_none() {
            return Ok(V::Missing);
        }
        let mut so_far: Option<V> = None;
        for (sign, part) in parts {
            let back = *sign == Sign::Minus;
            if let ExprKind::Months { count, missing } = &part.kind {
                let Some(V::Date(start)) = so_far else { panic!("months behind a date") };
                let count = whole(&exact(&count.value));
                so_far = Some(V::Date(add_months(start, if back { -count } else { count }, *missing)?));
                continue;
            }
            if let ExprKind::Working(working) = &part.kind
                && let Working::Days(count) = &**working
            {
                let Some(V::Date(start)) = so_far else { panic!("working days behind a date") };
                let count = whole(&exact(&count.value));
                so_far = Some(self.add_working_days(start, if back { -count } else { count })?);
                continue;
            }
            let value = self.eval(part, place)?;
            so_far = Some(match (so_far, value) {
                (None, value) => value,
                (Some(V::Date(end)), V::Date(start)) if back => V::Num(int(start.days_until(end)), Unit::Days),
                (Some(V::Date(start)), V::Num(days, _)) => {
                    let days = if floor(&days) == days { whole(&days) } else { return Err("E515") };
                    V::Date(start.add_days(if back { -days } else { days }).ok_or("E517")?)
                }
                (Some(V::Num(one, _)), V::Num(two, _)) => V::Num(if back { one - two } else { one + two }, Unit::Days),
                (Some(one), two) => panic!("{one:?} and {two:?} in a sum with dates"),
            });
        }
        Ok(so_far.expect("a sum has parts"))
    }

    fn product(&self, factors: &[(Factor, Expr)], place: &Place) -> R {
        let exprs: Vec<&Expr> = factors.iter().map(|(_, part)| part).collect();
        let Some(values) = self.all(&exprs, place)? else { return Ok(V::Missing) };
        let mut total = int(1);
        let (mut money, mut days, mut first, mut untold) = (0, 0, None, false);
        for ((factor, _), value) in factors.iter().zip(values) {
            let (value, unit) = number(&value);
            let step = match factor {
                Factor::Times => 1,
                Factor::Over => -1,
            };
            match unit {
                Unit::Money => money += step,
                Unit::Days => days += step,
                Unit::Untold => untold = true,
                Unit::Plain | Unit::Percent | Unit::Number | Unit::Count => {
                    let ratio_of_counts = first == Some(Unit::Count) && unit == Unit::Count && *factor == Factor::Over;
                    first = Some(if ratio_of_counts { Unit::Percent } else { first.unwrap_or(unit) });
                }
            }
            total = match factor {
                Factor::Times => total * value,
                Factor::Over if is_zero(&value) => return Err("E500"),
                Factor::Over => total / value,
            };
        }
        let unit = match (money, days, first) {
            _ if untold => Unit::Untold,
            (0, 0, None | Some(Unit::Percent)) => Unit::Percent,
            (0, 0, Some(unit)) if factors.len() == 1 => unit,
            (0, 0, Some(_)) => Unit::Number,
            // What money is divided by is money, even where it is a bare number.
            (ratio, 0, _) if ratio < 0 => Unit::Percent,
            (_, 0, _) => Unit::Money,
            (_, _, _) => Unit::Days,
        };
        Ok(V::Num(total, unit))
    }

    fn compare(&self, op: Compare, left: &Expr, right: &Expr, place: &Place) -> R {
        let Some(values) = self.all(&[left, right], place)? else { return Ok(V::Missing) };
        let (left, right) = (&values[0], &values[1]);
        Ok(V::Flag(match op {
            Compare::Equal => same(left, right),
            Compare::NotEqual => !same(left, right),
            Compare::Less => self.order(left, right) == Ordering::Less,
            Compare::AtMost => self.order(left, right) != Ordering::Greater,
            Compare::Greater => self.order(left, right) == Ordering::Greater,
            Compare::AtLeast => self.order(left, right) != Ordering::Less,
        }))
    }

    fn within(&self, value: &Expr, low: Option<&Bound>, high: Option<&Bound>, place: &Place) -> R {
        let ends = low.into_iter().chain(high).map(|bound| &bound.value);
        let parts: Vec<&Expr> = std::iter::once(value).chain(ends).collect();
        let Some(values) = self.all(&parts, place)? else { return Ok(V::Missing) };
        let mut ends = values[1..].iter();
        let above = low.is_none_or(|bound| {
            let order = self.order(&values[0], ends.next().expect("a low end"));
            order == Ordering::Greater || (bound.inclusive && order == Ordering::Equal)
        });
        let below = high.is_none_or(|bound| {
            let order = self.order(&values[0], ends.next().expect("a high end"));
            order == Ordering::Less || (bound.inclusive && order == Ordering::Equal)
        });
        Ok(V::Flag(above && below))
    }

    /// How two values stand; ordered options by their place in the choice.
    pub fn order(&self, left: &V, right: &V) -> Ordering {
        match (left, right) {
            (V::Num(left, _), V::Num(right, _)) => left.cmp(right),
            (V::Date(left), V::Date(right)) => left.cmp(right),
            (V::Text(left), V::Text(right)) => {
                let place = |list: &Vec<String>, text: &String| list.iter().position(|option| option == text);
                let known = self.orders.iter().find_map(|list| Some((place(list, left)?, place(list, right)?)));
                known.map_or_else(|| left.cmp(right), |(left, right)| left.cmp(&right))
            }
            _ => panic!("{left:?} and {right:?} have no order"),
        }
    }

    fn apply(&self, function: Function, args: &[Expr], place: &Place) -> R {
        let exprs: Vec<&Expr> = args.iter().collect();
        if let Function::Min | Function::Max = function {
            let Some(mut values) = self.all(&exprs, place)? else { return Ok(V::Missing) };
            values.sort_by(|one, two| self.order(one, two));
            let unit =
                values.iter().map(|value| if let V::Num(_, unit) = value { *unit } else { Unit::Plain }).find(|unit| *unit != Unit::Plain);
            let end = if function == Function::Min { 0 } else { values.len() - 1 };
            return Ok(with_unit(values.swap_remove(end), unit.unwrap_or(Unit::Plain)));
        }
        self.each_number(&exprs, place, |values| {
            let first = &values[0].0;
            Ok(match function {
                Function::Min | Function::Max => panic!("the least and the greatest have been found"),
                Function::Abs => {
                    if *first < int(0) {
                        int(0) - first
                    } else {
                        first.clone()
                    }
                }
                Function::Floor => floor(first),
                Function::Ceil => ceil(first),
            })
        })
    }

    fn employed(&self, unit: EmployedUnit, person: usize) -> R {
        let clause = self.inputs[0].employed.as_ref().expect("an employed clause");
        let column = |name: &str| -> Result<Option<Date>, &'static str> {
            match self.column(0, person, name)? {
                V::Date(date) => Ok(Some(date)),
                V::Missing => Ok(None),
                other => panic!("{other:?} is no date"),
            }
        };
        let hired = column(&clause.from.text)?.ok_or("E523")?;
        let left = match &clause.to {
            Some(to) => column(&to.text)?,
            None => None,
        };
        if left.is_some_and(|left| left < hired) {
            return Err("E523");
        }
        let first = match clause.first_day {
            FirstDay::Counts => hired,
            FirstDay::DoesNotCount => hired.add_days(1).expect("a day after"),
        };
        let last = left.unwrap_or(Date::MAX);
        let employed = |day: Date| first <= day && day <= last;
        let count = |wanted: &dyn Fn(Period) -> bool| {
            let mut month = Period::containing(PeriodKind::Month, self.period.start());
            let mut count = 0;
            while month.start() <= self.period.end() {
                count += i64::from(wanted(month));
                month = month.next().expect("a month after");
            }
            V::Num(int(count), Unit::Number)
        };
        Ok(match unit {
            EmployedUnit::Days => V::Num(int(days(self.period).filter(|day| employed(*day)).map(|_| 1).sum()), Unit::Days),
            EmployedUnit::WorkingDays => return self.worked(first, last),
            EmployedUnit::FullMonths => count(&|month| days(month).all(employed)),
            EmployedUnit::StartedMonths => count(&|month| days(month).any(employed)),
        })
    }
}

fn days(period: Period) -> impl Iterator<Item = Date> {
    (0..).map_while(move |at| period.start().add_days(at).filter(|day| *day <= period.end()))
}

/// Months and working days: what they come to hangs on the date before them.
fn is_length(part: &Expr) -> bool {
    match &part.kind {
        ExprKind::Months { .. } => true,
        ExprKind::Working(working) => matches!(**working, Working::Days(_)),
        _ => false,
    }
}

fn add_months(start: Date, months: i64, missing: Option<MissingDay>) -> Result<Date, &'static str> {
    let month = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + months;
    let (year, month) = (i32::try_from(month.div_euclid(12)).expect("a year"), u32::try_from(month.rem_euclid(12)).expect("a month") + 1);
    if let Some(day) = Date::new(year, month, start.day()) {
        return Ok(day);
    }
    let last = (28..=31).rev().find_map(|day| Date::new(year, month, day)).ok_or("E517")?;
    match missing.ok_or("E518")? {
        MissingDay::LastDay => Ok(last),
        MissingDay::NextDay => last.add_days(1).ok_or("E517"),
    }
}

pub fn number(value: &V) -> (RBig, Unit) {
    match value {
        V::Num(value, unit) => (value.clone(), *unit),
        other => panic!("{other:?} is no number"),
    }
}

fn with_unit(value: V, unit: Unit) -> V {
    match value {
        V::Num(value, _) => V::Num(value, unit),
        other => other,
    }
}

fn date(value: &V) -> Date {
    match value {
        V::Date(date) => *date,
        other => panic!("{other:?} is no date"),
    }
}

/// Whether two values are equal, whatever units literals lack.
pub fn same(left: &V, right: &V) -> bool {
    match (left, right) {
        (V::Num(left, _), V::Num(right, _)) => left == right,
        _ => left == right,
    }
}

pub fn whole(value: &RBig) -> i64 {
    i64::try_from(value.floor()).unwrap_or(i64::MAX)
}
