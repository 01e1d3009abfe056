//! Forced distribution, one head after the other.

use merit::syntax::ast::{Grade, Item, Limit, LimitKind, Mark, SeatTies};

use super::expression::whole;
use super::value::{R, V, exact, int, round};
use super::{Place, World};

/// Everybody's grade on its way: its place from the worst, and whether a veto keeps it.
type Grades = Vec<Result<(usize, bool), &'static str>>;

impl World<'_> {
    pub fn graded(&self, grade: &Grade, place: &Place) -> R {
        let names = self.orders.last().expect("the grades are an order");
        let at = |name: &str| names.iter().position(|other| other == name).expect("a grade");
        let limits: Vec<&Limit> =
            self.items.iter().filter_map(|item| if let Item::Limit(limit) = item { Some(&**limit) } else { None }).collect();
        if limits.is_empty() {
            return self.before_limits(grade, place).map(|(name, _)| V::Text(name));
        }
        let limited: Vec<Vec<usize>> = limits.iter().map(|limit| limit.grades.iter().map(|name| at(&name.text)).collect()).collect();
        // The worst grade that no limit names: the limits below it are filled from the bottom, the others from the top.
        let rest = (0..names.len()).find(|grade| limited.iter().all(|own| !own.contains(grade))).expect("one takes the rest");
        let from_top: Vec<usize> = limited.iter().flatten().copied().filter(|grade| *grade > rest).collect();
        let mut grades: Grades = (0..self.people())
            .map(|person| self.before_limits(grade, &Place { person, ..Place::default() }).map(|(name, struck)| (at(&name), struck)))
            .collect();
        for best in (rest + 1..names.len()).rev() {
            for (limit, own) in limits.iter().zip(&limited).filter(|(_, own)| own.iter().max() == Some(&best)) {
                self.limit(limit, own, &[], &mut grades);
            }
        }
        for worst in 0..rest {
            for (limit, own) in limits.iter().zip(&limited).filter(|(_, own)| own.iter().min() == Some(&worst)) {
                self.limit(limit, own, &from_top, &mut grades);
            }
        }
        grades[place.person].map(|(grade, _)| V::Text(names[grade].clone()))
    }

    /// One limit in every group; without the grades that are filled from the top it is filled from there itself.
    fn limit(&self, limit: &Limit, own: &[usize], from_top: &[usize], grades: &mut Grades) {
        let is_top = own.iter().any(|grade| self.is_above_the_rest(*grade));
        let mut done: Vec<usize> = Vec::new();
        for person in 0..self.people() {
            if done.contains(&person) {
                continue;
            }
            let members = match self.members(Some(&limit.over), &Place { person, ..Place::default() }) {
                Ok(members) => members.iter().map(|member| member.person).collect::<Vec<usize>>(),
                Err(code) => {
                    grades[person] = grades[person].and(Err(code));
                    continue;
                }
            };
            done.extend(&members);
            let taken = members.iter().map(|person| self.is_taken(limit, *person)).collect::<Result<Vec<bool>, &'static str>>();
            let taken = match taken {
                Ok(taken) => members.iter().zip(taken).filter(|(_, taken)| *taken).map(|(person, _)| *person).collect::<Vec<usize>>(),
                Err(code) => {
                    members.iter().for_each(|person| grades[*person] = grades[*person].and(Err(code)));
                    continue;
                }
            };
            let smallest = limit.smallest.as_ref().map_or(0, |smallest| whole(&exact(&smallest.value)));
            if i64::try_from(taken.len()).expect("a count") < smallest {
                continue;
            }
            if let Err(code) = self.limit_group(limit, (own, from_top), is_top, &taken, grades) {
                taken.iter().for_each(|person| grades[*person] = grades[*person].and(Err(code)));
            }
        }
    }

    fn is_above_the_rest(&self, grade: usize) -> bool {
        let names = self.orders.last().expect("the grades are an order");
        let limits = self.items.iter().filter_map(|item| if let Item::Limit(limit) = item { Some(limit) } else { None });
        let limited: Vec<&String> = limits.flat_map(|limit| limit.grades.iter().map(|name| &name.text)).collect();
        names[..grade].iter().any(|name| !limited.contains(&name))
    }

    fn is_taken(&self, limit: &Limit, person: usize) -> Result<bool, &'static str> {
        self.row_is_sound(0, person)?;
        limit.filter.as_ref().map_or(Ok(true), |filter| self.condition(filter, &Place { person, ..Place::default() }))
    }

    fn limit_group(
        &self,
        limit: &Limit,
        (own, from_top): (&[usize], &[usize]),
        is_top: bool,
        taken: &[usize],
        grades: &mut Grades,
    ) -> Result<(), &'static str> {
        let mut row: Vec<(usize, usize)> = Vec::new();
        for person in taken {
            let (grade, struck) = grades[*person]?;
            if !struck {
                row.push((*person, grade));
            }
        }
        let mut values = Vec::new();
        for (person, grade) in row {
            values.push(match self.eval(&limit.by, &Place { person, ..Place::default() })? {
                V::Missing => return Err("E501"),
                value => (value, person, grade),
            });
        }
        // Those first who fill the seats first.
        values.sort_by(|one, two| if is_top { self.order(&two.0, &one.0) } else { self.order(&one.0, &two.0) });
        let heads = int(i64::try_from(taken.len()).expect("a count"));
        let seats = match limit.share.mark {
            Mark::Percent => round(&(exact(&limit.share.value) * heads), &int(1), limit.heads.expect("heads are rounded").0),
            _ => exact(&limit.share.value),
        };
        let seats = usize::try_from(whole(&seats)).expect("a number of people");
        let (worst, best) = (*own.iter().min().expect("a grade"), *own.iter().max().expect("a grade"));
        let holders: Vec<&(V, usize, usize)> = values.iter().filter(|(.., grade)| own.contains(grade)).collect();
        if holders.len() > seats {
            let kept = self.seated(limit, &holders, seats);
            for (_, person, _) in &holders[kept..] {
                grades[*person] = Ok((if is_top { worst - 1 } else { best + 1 }, false));
            }
        } else if limit.kind == LimitKind::Exactly {
            let open = |grade: usize| if is_top { grade < worst } else { grade > best && !from_top.contains(&grade) };
            let others: Vec<&(V, usize, usize)> = values.iter().filter(|(.., grade)| open(*grade)).collect();
            let taken = self.seated(limit, &others, seats - holders.len());
            for (_, person, _) in &others[..taken] {
                grades[*person] = Ok((if is_top { worst } else { best }, false));
            }
        }
        Ok(())
    }

    /// How many of a row sit, one after the other: all who stand level, or none of them where they do not all have a seat.
    fn seated(&self, limit: &Limit, row: &[&(V, usize, usize)], seats: usize) -> usize {
        let mut sitting = 0;
        while sitting < row.len() && sitting < seats {
            let level = row[sitting..].iter().take_while(|other| self.order(&other.0, &row[sitting].0).is_eq()).count();
            if sitting + level > seats && limit.ties == Some(SeatTies::Excluded) {
                break;
            }
            sitting += level;
        }
        sitting
    }
}
