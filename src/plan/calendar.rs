//! The calendar by which a policy counts working days: one of its own clauses, or one that comes with Merit.

use super::planner::Planner;
use super::problems::{calendars as problems, names};
use crate::plan::ir;
use crate::source::Span;
use crate::syntax::ast::{self, DaySpan, Item};
use crate::value::calendar::{self, BUNDLED, Weekday};
use crate::value::{Calendar, Date};

/// What is known of the calendar.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// The policy has none.
    None,
    /// There is something wrong with it, which has been said.
    Lost,
    One(ir::Calendar),
}

impl Found {
    /// The calendar, where there is one.
    pub(super) fn take(&mut self) -> Option<ir::Calendar> {
        match std::mem::replace(self, Found::None) {
            Found::One(calendar) => Some(calendar),
            Found::None | Found::Lost => None,
        }
    }
}

impl<'a> Planner<'a> {
    /// Finds the calendar: the one the header names, else the policy's only one.
    pub(super) fn find_calendar(&mut self, files: &'a [ast::File]) {
        let items = files.iter().flat_map(|file| &file.items);
        let own: Vec<&ast::Calendar> = items.filter_map(|item| if let Item::Calendar(own) = item { Some(own) } else { None }).collect();
        for (at, calendar) in own.iter().enumerate() {
            if let Some(before) = own.iter().take(at).find(|before| before.name.text == calendar.name.text) {
                self.report(names::twice(&calendar.name.text, before.name.span, calendar.name.span));
            }
        }
        let built: Vec<Found> = own.iter().map(|calendar| self.calendar(calendar)).collect();
        let named = self.header.and_then(|header| header.calendar.as_ref());
        self.calendar = match (named, built.as_slice()) {
            (Some(named), built) => match own.iter().zip(built).find(|(calendar, _)| calendar.name.text == named.text) {
                Some((_, built)) => built.clone(),
                None => self.bundled(named, &own),
            },
            (None, [only]) => only.clone(),
            (None, []) => Found::None,
            (None, [_, ..]) => {
                let names: Vec<String> = own.iter().map(|calendar| calendar.name.text.clone()).collect();
                let places: Vec<Span> = own.iter().map(|calendar| calendar.name.span).collect();
                self.report(problems::which_calendar(self.header.map(|header| header.span), &names, &places));
                Found::Lost
            }
        };
        let lost = self.broken_calendar || self.header_lost("calendar");
        if lost && !matches!(self.calendar, Found::One(_)) {
            self.calendar = Found::Lost;
        }
        self.warn_of_a_short_calendar();
    }

    fn bundled(&mut self, named: &ast::Quoted, own: &[&ast::Calendar]) -> Found {
        if let Some(days) = calendar::bundled(&named.text) {
            return Found::One(ir::Calendar { days, span: named.span });
        }
        let known: Vec<String> = own.iter().map(|calendar| calendar.name.text.clone()).collect();
        let bundled = BUNDLED.iter().flat_map(|(en, zh)| [(*en).to_owned(), (*zh).to_owned()]);
        let all: Vec<String> = known.iter().cloned().chain(bundled).collect();
        let guess = self.guess(&named.text, &all);
        if !self.broken_calendar {
            self.report(problems::unknown_calendar(&named.text, named.span, &known, guess));
        }
        Found::Lost
    }

    /// One clause, with what is wrong with it.
    fn calendar(&mut self, ast: &'a ast::Calendar) -> Found {
        let before = self.problems.len();
        for days in ast.covers.iter().chain(&ast.holidays).chain(&ast.workdays) {
            if days.to < days.from {
                self.report(problems::days_backwards(days.span, days.from, days.to));
            }
        }
        let complete = !self.lost(ast.span);
        if complete && ast.weekend.is_none() {
            self.report(problems::no_weekend(ast.span));
        }
        let weekend = ast.weekend.as_deref().unwrap_or_default();
        for (at, (day, span)) in weekend.iter().enumerate() {
            if let Some((_, first)) = weekend.iter().take(at).find(|(other, _)| other == day) {
                self.report(problems::weekend_twice(*first, *span));
            }
        }
        let named: Vec<&DaySpan> = ast.holidays.iter().chain(&ast.workdays).collect();
        let Some(covers) = covered(ast) else {
            if complete {
                self.report(problems::no_covers(ast.span));
            }
            return Found::Lost;
        };
        if let Some(said) = ast.covers {
            for days in named.iter().filter(|days| days.from < covers.0 || covers.1 < days.to) {
                self.report(problems::day_not_covered(days.span, said.span, covers));
            }
        }
        self.check_days(ast, weekend);
        let failed = self.problems.iter().skip(before).any(crate::diagnostic::Diagnostic::is_error);
        if failed || !complete {
            return Found::Lost;
        }
        let weekend: Vec<Weekday> = weekend.iter().map(|(day, _)| *day).collect();
        let holidays = ast.holidays.iter().map(|days| (days.from, days.to));
        let workdays = ast.workdays.iter().flat_map(each_day);
        Found::One(ir::Calendar { days: Calendar::new(&ast.name.text, covers, &weekend, holidays, workdays), span: ast.span })
    }

    /// A day that is said to be off and to be worked, and a make-up workday that would be worked anyway.
    fn check_days(&mut self, ast: &'a ast::Calendar, weekend: &[(Weekday, Span)]) {
        for worked in &ast.workdays {
            if let Some(off) = ast.holidays.iter().find(|off| off.from <= worked.to && worked.from <= off.to) {
                let day = worked.from.max(off.from);
                self.report(problems::off_and_worked(day, off.span, worked.span));
                continue;
            }
            let anyway = |date: &Date| !weekend.iter().any(|(day, _)| *day == Weekday::of(*date));
            if let Some(day) = each_day(worked).find(anyway)
                && ast.weekend.is_some()
            {
                self.report(problems::worked_anyway(day, worked.span));
            }
        }
        for (at, off) in ast.holidays.iter().enumerate() {
            if let Some(before) = ast.holidays.iter().take(at).find(|before| before.from <= off.to && off.from <= before.to) {
                self.report(problems::off_twice(off.from.max(before.from), before.span, off.span));
            }
        }
    }

    /// A plan that goes on when its calendar is over cannot be computed there.
    fn warn_of_a_short_calendar(&mut self) {
        let Found::One(calendar) = &self.calendar else { return };
        let Some(effective) = self.header.and_then(|header| header.effective.as_ref()) else { return };
        let (first, last) = calendar.days.covers();
        if effective.from < first || last < effective.to {
            let problem = problems::short_calendar((calendar.days.name(), calendar.span), (first, last), effective);
            self.report(problem);
        }
    }
}

/// The days from the first to the last; none where the last is the earlier one.
fn each_day(days: &DaySpan) -> impl Iterator<Item = Date> + use<> {
    let last = days.to;
    std::iter::successors(Some(days.from), |date| date.add_days(1)).take_while(move |date| *date <= last)
}

/// What a calendar covers: what it says, else the whole years in which it names a day.
fn covered(ast: &ast::Calendar) -> Option<(Date, Date)> {
    if let Some(covers) = ast.covers {
        return Some((covers.from, covers.to));
    }
    let all = || ast.holidays.iter().chain(&ast.workdays);
    let first = all().map(|days| days.from.year()).min()?;
    let last = all().map(|days| days.to.year()).max()?;
    Some((Date::new(first, 1, 1)?, Date::new(last, 12, 31)?))
}
