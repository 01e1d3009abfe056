//! Earlier periods: each is a world of its own, asked for the same value of the same person.

use merit::syntax::ast::{
    self, AggregateFunction, BackShare, Carry, Clawback, Expr, ExprKind, Item, Literal, OverPeriods, ThisPeriod, Window,
};
use merit::value::date::MissingDay;
use merit::value::{Date, Period};

use super::value::{R, Unit, V, int};
use super::{Place, World};

/// What somebody had in an earlier period.
enum Had {
    Value(V),
    Blank,
    Nothing,
}

impl<'a> World<'a> {
    /// The world of this period, after those of the periods before.
    pub fn after(mut self, before: World<'a>) -> World<'a> {
        self.before = Some(Box::new(before));
        self
    }

    pub fn last_period(&self, of: &Expr, place: &Place) -> R {
        match (self.had(of, self.period.previous(), place)?, self.carried(of)) {
            (Had::Value(value), _) => Ok(value),
            (Had::Nothing, Some(carry)) => self.eval(&carry.starting, &Place { person: place.person, ..Place::default() }),
            (Had::Nothing | Had::Blank, _) => Ok(V::Missing),
        }
    }

    pub fn over_periods(&self, over: &OverPeriods, place: &Place) -> R {
        let (before, this, enough) = match &over.window {
            Window::YearToDate => (self.earlier_of_year(), ThisPeriod::Included, None),
            Window::Last { count, this, enough } => {
                let all = whole(count);
                let before = if *this == ThisPeriod::Included { all - 1 } else { all };
                (self.periods_before(before), *this, Some(enough.as_ref().map_or(all, whole)))
            }
        };
        let (mut values, mut fault) = (Vec::new(), None);
        for period in before {
            match self.had(&over.value, Some(period), place) {
                Ok(Had::Value(value)) => values.push(value),
                Ok(Had::Blank) if enough.is_none() => fault = fault.or(Some("E532")),
                Ok(Had::Blank | Had::Nothing) => {}
                Err(code) => fault = fault.or(Some(code)),
            }
        }
        if this == ThisPeriod::Included {
            match self.raw(&over.value, place) {
                Ok(V::Absent) => {}
                Ok(V::Missing) if enough.is_some() => {}
                Ok(V::Missing) => fault = fault.or(Some("E501")),
                Ok(value) => values.push(value),
                Err(code) => fault = fault.or(Some(code)),
            }
        }
        if let Some(code) = fault {
            return Err(code);
        }
        if enough.is_some_and(|enough| values.len() < enough) {
            return Ok(V::Missing);
        }
        self.taken_together(over.function, values)
    }

    fn taken_together(&self, function: AggregateFunction, mut values: Vec<V>) -> R {
        let count = int(i64::try_from(values.len()).expect("a count"));
        match function {
            AggregateFunction::Count => return Ok(V::Num(count, Unit::Count)),
            AggregateFunction::Sum if values.is_empty() => return Ok(V::Num(int(0), Unit::Plain)),
            _ if values.is_empty() => return Err("E503"),
            AggregateFunction::Sum
            | AggregateFunction::Average
            | AggregateFunction::Min
            | AggregateFunction::Max
            | AggregateFunction::Median => {}
        }
        values.sort_by(|one, two| self.order(one, two));
        let numbers: Vec<_> =
            values.iter().filter_map(|value| if let V::Num(value, unit) = value { Some((value, *unit)) } else { None }).collect();
        let unit = numbers.first().map_or(Unit::Plain, |(_, unit)| *unit);
        let sum = numbers.iter().fold(int(0), |sum, (value, _)| sum + *value);
        Ok(match function {
            AggregateFunction::Min => values[0].clone(),
            AggregateFunction::Max => values[values.len() - 1].clone(),
            AggregateFunction::Average => V::Num(sum / count, unit),
            AggregateFunction::Median => {
                let middle = numbers.len() / 2;
                let upper = numbers[middle].0.clone();
                V::Num(if numbers.len() % 2 == 1 { upper } else { (numbers[middle - 1].0 + upper) / int(2) }, unit)
            }
            AggregateFunction::Sum | AggregateFunction::Count => V::Num(sum, unit),
        })
    }

    pub fn in_a_row(&self, condition: &Expr, count: &Literal, place: &Place) -> R {
        let mut holds = match self.raw(condition, place)? {
            V::Flag(flag) => flag,
            V::Absent => false,
            V::Missing => return Err("E501"),
            other => panic!("{other:?} is no condition"),
        };
        for period in self.periods_before(whole(count) - 1).into_iter().rev() {
            if !holds {
                break;
            }
            holds = match self.had(condition, Some(period), place)? {
                Had::Value(V::Flag(flag)) => flag,
                Had::Nothing => false,
                Had::Blank => return Err("E532"),
                Had::Value(other) => panic!("{other:?} is no condition"),
            };
        }
        Ok(V::Flag(holds))
    }

    /// `at` is the whole expression, by which its own payout is found where it says none.
    pub fn paid_to_date(&self, of: Option<&Expr>, at: &Expr, place: &Place) -> R {
        let payout = match of.map(|of| &of.kind) {
            Some(ExprKind::Name(path)) => path.parts[0].text.clone(),
            Some(other) => panic!("{other:?} is no payout"),
            None => self.payout_with(at).to_string(),
        };
        let mut sum = int(0);
        for period in self.earlier_of_year() {
            match self.had_by(&|world, place| world.single(&payout, place), Some(period), place)? {
                Had::Value(V::Num(paid, _)) => sum += paid,
                Had::Value(other) => panic!("{other:?} was paid"),
                Had::Nothing | Had::Blank => {}
            }
        }
        Ok(V::Num(sum, Unit::Money))
    }

    /// The first day that no period has looked at yet in which the person was there.
    fn since(&self, (clawback, at): (&Clawback, &Expr), before: &[Period], place: &Place) -> Date {
        let names = [self.payout_with(at), clawback.payout.text.as_str()];
        let mut since = self.period.start();
        for period in before.iter().rev() {
            let none =
                |name: &&str| matches!(self.had_by(&|world, place| world.single(name, place), Some(*period), place), Ok(Had::Nothing));
            if !names.iter().all(none) {
                break;
            }
            since = period.start();
        }
        since
    }

    /// What was paid for rows that did not last, those of this period too: a negative amount.
    pub fn clawback(&self, clawback: &Clawback, at: &Expr, place: &Place) -> R {
        let months = u32::try_from(whole(&clawback.months)).expect("few months");
        let input = self.input(&clawback.over.text).expect("an input");
        let own = self.rows[0][place.person].key.clone();
        let (mut sum, mut any) = (int(0), false);
        let before = self.periods_before(months.div_ceil(self.period.kind.months()) as usize);
        let since = self.since((clawback, at), &before, place);
        for period in before.into_iter().chain([self.period]) {
            let Some(world) = self.world_of(period) else { continue };
            let code = |code| if period == self.period { code } else { "E531" };
            for (at, row) in world.rows[input].iter().enumerate() {
                if world.rows[0][row.person].key != own {
                    continue;
                }
                let there = Place { person: row.person, row: Some((input, at)), ..Place::default() };
                let date = |path: &ast::Path| match world.single(&path.parts[path.parts.len() - 1].text, &there) {
                    Ok(V::Date(date)) => Ok(Some(date)),
                    Ok(V::Missing) => Ok(None),
                    Ok(other) => panic!("{other:?} is no date"),
                    Err(error) => Err(code(error)),
                };
                let (Some(lost), Some(won)) = (date(&clawback.lost)?, date(&clawback.won)?) else { continue };
                let on = |months: u32| won.add_months(i64::from(months), Some(MissingDay::LastDay)).expect("a date");
                if lost < since || lost > self.period.end() || lost < won || lost > on(months) {
                    continue;
                }
                let V::Num(brought, _) = world.eval(&clawback.value, &there).map_err(code)? else { return Err(code("E501")) };
                let gone = (1..).take_while(|gone| on(*gone) <= lost).count();
                let left = months.saturating_sub(u32::try_from(gone).expect("few"));
                any = true;
                sum += match clawback.share {
                    BackShare::All => brought,
                    BackShare::RemainingMonths => brought * int(i64::from(left)) / int(i64::from(months)),
                };
            }
        }
        let sum = sum.max(int(0));
        if !any {
            return Ok(V::Num(int(0), Unit::Money));
        }
        let mut paid = int(0);
        let own = self.payout_with(at);
        let all = self.items.iter().filter_map(|item| if let Item::Payout(payout) = item { Some(payout) } else { None });
        let backs = all.filter(|payout| payout.clawback().is_some_and(|found| found.payout.text == clawback.payout.text));
        let mut still = true;
        for name in [clawback.payout.text.as_str()].into_iter().chain(backs.map(|payout| payout.name.text.as_str())) {
            still &= name != own;
            if still {
                match self.single(name, place)? {
                    V::Num(now, _) => paid += now,
                    V::Absent => {}
                    other => panic!("{other:?} was paid"),
                }
            }
            let mut world = self.before.as_deref();
            while let Some(there) = world {
                if let Had::Value(V::Num(then, _)) = self.had_by(&|world, place| world.single(name, place), Some(there.period), place)? {
                    paid += then;
                }
                world = there.before.as_deref();
            }
        }
        Ok(V::Num(int(0) - sum.min(paid.max(int(0))), Unit::Money))
    }

    fn world_of(&self, period: Period) -> Option<&World<'a>> {
        let mut world = Some(self);
        while let Some(there) = world {
            if there.period == period {
                return Some(there);
            }
            world = there.before.as_deref();
        }
        None
    }

    pub fn carry(&self, name: &str) -> Option<&'a Carry> {
        self.items
            .iter()
            .find_map(|item| if let Item::Carry(carry) = item { Some(carry).filter(|carry| carry.name.text == name) } else { None })
    }

    fn carried(&self, of: &Expr) -> Option<&'a Carry> {
        let ExprKind::Name(path) = &of.kind else { return None };
        let [name] = path.parts.as_slice() else { return None };
        self.carry(&name.text)
    }

    /// A value as it is, also where it is not for the person.
    fn raw(&self, expr: &Expr, place: &Place) -> R {
        match &expr.kind {
            ExprKind::Name(path) => match path.parts.as_slice() {
                [one] => self.name(one, place),
                [one, two] => self.dotted(&one.text, &two.text, place),
                _ => panic!("{path:?}"),
            },
            _ => self.eval(expr, place),
        }
    }

    /// A value so many periods ago, where there was one.
    pub fn had_ago(&self, of: &dyn Fn(&World, &Place) -> R, ago: usize, place: &Place) -> Result<Option<V>, &'static str> {
        let period = self.periods_before(ago).first().copied();
        match self.had_by(of, period, place)? {
            Had::Value(value) => Ok(Some(value)),
            Had::Nothing | Had::Blank => Ok(None),
        }
    }

    /// The payout whose clause an expression stands in.
    fn payout_with(&self, at: &Expr) -> &'a str {
        let holds = |pay: &ast::Amount| {
            let mut open = ast::walk::of_amount(pay);
            while let Some(expr) = open.pop() {
                if std::ptr::eq(expr, at) {
                    return true;
                }
                open.extend(ast::walk::children(expr));
            }
            false
        };
        let own = self.items.iter().find_map(|item| {
            if let Item::Payout(payout) = item { Some(payout).filter(|payout| payout.pay.as_ref().is_some_and(holds)) } else { None }
        });
        own.map_or("", |payout| &payout.name.text)
    }

    fn had(&self, of: &Expr, period: Option<Period>, place: &Place) -> Result<Had, &'static str> {
        self.had_by(&|world, place| world.raw(of, place), period, place)
    }

    fn had_by(&self, of: &dyn Fn(&World, &Place) -> R, period: Option<Period>, place: &Place) -> Result<Had, &'static str> {
        let key = |world: &World, person: usize| world.rows[0][person].cells[&world.inputs[0].key.text].clone();
        let mut world = self;
        while Some(world.period) != period {
            match &world.before {
                Some(before) => world = before,
                // Nothing lies before the first period.
                None => return Ok(Had::Nothing),
            }
        }
        let own = key(self, place.person);
        let Some(person) = (0..world.people()).find(|person| key(world, *person) == own) else { return Ok(Had::Nothing) };
        match of(world, &Place { person, row: None, ..place.clone() }) {
            Ok(V::Absent) => Ok(Had::Nothing),
            Ok(V::Missing) => Ok(Had::Blank),
            Ok(value) => Ok(Had::Value(value)),
            Err(_) => Err("E531"),
        }
    }

    fn periods_before(&self, count: usize) -> Vec<Period> {
        let mut found: Vec<Period> = std::iter::successors(self.period.previous(), |period| period.previous()).take(count).collect();
        found.reverse();
        found
    }

    fn earlier_of_year(&self) -> Vec<Period> {
        let all = self.periods_before(self.period.index as usize - 1);
        all.into_iter().filter(|period| period.year == self.period.year).collect()
    }
}

fn whole(literal: &Literal) -> usize {
    literal.value.to_i64().and_then(|count| usize::try_from(count).ok()).expect("a number of periods")
}
