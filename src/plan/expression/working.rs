//! Working days: counted between dates, added to one, rolled to.

use crate::plan::calendar::Found;
use crate::plan::context::Ctx;
use crate::plan::ir::{self, Kind};
use crate::plan::planner::Planner;
use crate::plan::problems::{calendars, units};
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, EmployedUnit, Factor, PeriodPart, Sign};
use crate::value::Type;

/// Which days an expression counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Calendar,
    Working,
}

impl<'a> Planner<'a> {
    pub(super) fn working(&mut self, working: &'a ast::Working, ctx: &Ctx, span: Span) -> Typed {
        match working {
            ast::Working::Days(_) => {
                self.report(calendars::working_days_alone(span));
                self.poison(span)
            }
            ast::Working::Between { from, to } => {
                let known = self.has_calendar(span);
                let from = self.expect(from, ctx, Type::Date, &units::days_between());
                let to = self.expect(to, ctx, Type::Date, &units::days_between());
                if !known {
                    return self.poison(span);
                }
                self.typed(Kind::Working(Box::new(ir::Working::Between { from, to })), Ty::Is(Type::Days), span)
            }
            ast::Working::Rolling(date) => {
                let known = self.has_calendar(span);
                let date = self.expect(date, ctx, Type::Date, &calendars::rolling());
                if !known {
                    return self.poison(span);
                }
                self.typed(Kind::Working(Box::new(ir::Working::Rolling(date))), Ty::Is(Type::Date), span)
            }
        }
    }

    /// `d + 5 working days`, `5 working days after d`
    pub(super) fn add_working_days(&mut self, before: Typed, sign: Sign, count: &ast::Literal, span: Span) -> Option<Typed> {
        match before.ty {
            Ty::Is(Type::Date) => {}
            Ty::Unknown => return None,
            Ty::Is(_) | Ty::Flexible(_) | Ty::Quote => {
                self.report(calendars::working_days_alone(span));
                return None;
            }
        }
        let days = match (count.value.to_i64(), sign) {
            (Some(days), Sign::Plus) => days,
            (Some(days), Sign::Minus) => days.saturating_neg(),
            (None, Sign::Plus | Sign::Minus) => {
                if count.mark != ast::Mark::Unread {
                    self.report(calendars::part_of_a_working_day(count.span));
                }
                return None;
            }
        };
        let at = before.expr.span.join(span);
        if !self.has_calendar(at) {
            return None;
        }
        Some(self.typed(Kind::Working(Box::new(ir::Working::After { date: before.expr, days })), Ty::Is(Type::Date), at))
    }

    /// Whether there is a calendar to count by; where there is none that is said, once.
    pub(in crate::plan) fn has_calendar(&mut self, span: Span) -> bool {
        match self.calendar {
            Found::One(_) => return true,
            Found::Lost => {}
            Found::None => {
                self.report(calendars::no_calendar(span, self.header.map(|header| header.span)));
                self.calendar = Found::Lost;
            }
        }
        false
    }

    /// A count of working days added to a date would be taken as days of the calendar.
    pub(super) fn refuse_working_as_days(&mut self, part: &ir::Expr, before: Ty) {
        if before == Ty::Is(Type::Date) && counts(part) == Some(Counts::Working) {
            self.report(calendars::working_as_days(part.span));
        }
    }

    /// Working days over days of the calendar, or the other way round: most often one of the two words is a slip.
    pub(super) fn warn_of_mixed_days(&mut self, factors: &[(Factor, Typed)]) {
        let find = |side: Factor| {
            let own = factors.iter().filter(move |(factor, _)| *factor == side);
            own.filter_map(|(_, part)| Some((counts(&part.expr)?, part.expr.span))).collect::<Vec<(Counts, Span)>>()
        };
        for (above, over) in find(Factor::Times) {
            for (below, under) in find(Factor::Over) {
                if above != below {
                    let (working, calendar) = if above == Counts::Working { (over, under) } else { (under, over) };
                    self.report(calendars::mixed_days(working, calendar));
                }
            }
        }
    }
}

fn counts(expr: &ir::Expr) -> Option<Counts> {
    match &expr.kind {
        Kind::Working(working) => match **working {
            ir::Working::Between { .. } => Some(Counts::Working),
            ir::Working::After { .. } | ir::Working::Rolling(_) => None,
        },
        Kind::Period(PeriodPart::WorkingDays) | Kind::Employed(EmployedUnit::WorkingDays) => Some(Counts::Working),
        Kind::Period(PeriodPart::Days) | Kind::Employed(EmployedUnit::Days) | Kind::DaysBetween { .. } => Some(Counts::Calendar),
        Kind::Parent(inner) => counts(inner),
        // Whatever else is a number of days was counted elsewhere.
        _ => None,
    }
}
