//! Pay and score by team, role and tenure.

use indexmap::IndexMap;

use super::figures::{Spread, less_by};
use super::words::Words;
use crate::engine::table::Slot;
use crate::plan::ir::DefId;
use crate::report::Report;
use crate::report::model::column_of;
use crate::value::{Date, Number, Value};

/// Groups of fewer people are marked: one person moves their median.
pub const SMALL: usize = 5;
/// A gap between medians above this is pointed out, in percent. It is the four-fifths rule of thumb of the Uniform Guidelines on Employee
/// Selection Procedures (29 CFR 1607.4 D): a rate of one group below 80% of that of the highest is looked into. The guidelines speak of
/// rates of selection; of pay there is no such norm, so that this points out and judges nothing.
pub const GAP: i64 = 20;
/// A column with more values than this says who somebody is, and not of which group.
const MOST_VALUES: usize = 40;
/// Full years of service at which a band begins.
const YEARS: [i32; 3] = [1, 3, 5];

#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Absent where the cell is blank.
    pub name: Option<String>,
    pub people: usize,
    pub pay: Option<Spread>,
    pub score: Option<Spread>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct By {
    pub title: String,
    pub groups: Vec<Group>,
    /// How much less the lowest median of pay is than the highest, as a ratio.
    pub pay_gap: Option<Gap>,
    pub score_gap: Option<Gap>,
}

/// How far medians lie apart, and between which groups.
#[derive(Clone, PartialEq, Debug)]
pub struct Gap {
    pub less: Number,
    /// Places among the groups.
    pub low: usize,
    pub high: usize,
}

impl By {
    /// A gap that is pointed out: above [`GAP`], between groups that are not small.
    pub fn notable<'g>(&self, gap: &'g Option<Gap>) -> Option<&'g Gap> {
        let large = |at: usize| self.groups.get(at).is_some_and(|group| group.people >= SMALL);
        gap.as_ref().filter(|gap| gap.less > Number::from_parts(i128::from(GAP), 2) && large(gap.low) && large(gap.high))
    }
}

/// By each column that puts people into groups, then by tenure.
pub fn groups(report: &Report<'_>, words: &Words<'_>) -> Vec<By> {
    let columns = report.plan.grouping_columns();
    let mut found: Vec<By> = columns.into_iter().filter_map(|column| by_column(report, column, words)).collect();
    found.extend(by_tenure(report, words));
    found
}

fn by_column(report: &Report<'_>, column: DefId, words: &Words<'_>) -> Option<By> {
    let def = report.def(column)?;
    let mut rows: IndexMap<Option<String>, Vec<u32>> = IndexMap::new();
    for row in report.rows() {
        let name = match report.slot(column, row) {
            Some(Slot::Value(Value::Text(text))) => Some(text.to_string()),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        };
        rows.entry(name).or_default().push(row);
    }
    // Blank cells come last.
    rows.sort_by(|one, _, two, _| (one.is_none(), one).cmp(&(two.is_none(), two)));
    if rows.len() < 2 || rows.len() > MOST_VALUES {
        return None;
    }
    let title = column_of(def).filter(|_| def.title.is_none()).map_or_else(|| words.title(def), |_| def.name.clone());
    Some(by(report, title, rows.into_iter().collect()))
}

fn by_tenure(report: &Report<'_>, words: &Words<'_>) -> Option<By> {
    let employed = report.plan.tables.first()?.employed.as_ref()?;
    let end = report.results.period.end();
    let names = [
        words.say("less than 1 year", "不满 1 年"),
        words.say("1 to 3 years", "1 年以上不满 3 年"),
        words.say("3 to 5 years", "3 年以上不满 5 年"),
        words.say("5 years and more", "5 年以上"),
    ];
    let mut rows: Vec<(Option<String>, Vec<u32>)> = names.into_iter().map(|name| (Some(name), Vec::new())).collect();
    rows.push((None, Vec::new()));
    for row in report.rows() {
        let band = match report.slot(employed.from, row) {
            Some(Slot::Value(Value::Date(from))) => {
                let years = full_years(*from, end);
                YEARS.iter().filter(|start| years >= **start).count()
            }
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => YEARS.len().saturating_add(1),
        };
        if let Some((_, own)) = rows.get_mut(band) {
            own.push(row);
        }
    }
    rows.retain(|(_, own)| !own.is_empty());
    Some(by(report, words.say("tenure", "司龄"), rows))
}

/// Whole years from one day to another; a year begun is none.
fn full_years(from: Date, to: Date) -> i32 {
    let years = to.year().saturating_sub(from.year());
    if (to.month(), to.day()) < (from.month(), from.day()) { years.saturating_sub(1) } else { years }
}

fn by(report: &Report<'_>, title: String, rows: Vec<(Option<String>, Vec<u32>)>) -> By {
    let plan = report.plan;
    let total = plan.payout_total.filter(|_| !plan.payouts.is_empty());
    let spread = |def: Option<DefId>, rows: &[u32]| Spread::of(rows.iter().filter_map(|row| report.number(def?, *row).cloned()).collect());
    let groups: Vec<Group> = rows
        .into_iter()
        .map(|(name, rows)| Group { name, people: rows.len(), pay: spread(total, &rows), score: spread(plan.score, &rows) })
        .collect();
    let (pay_gap, score_gap) = (gap(&groups, |group| group.pay.as_ref()), gap(&groups, |group| group.score.as_ref()));
    By { title, groups, pay_gap, score_gap }
}

/// Between the groups that are large enough, where there are two of them, else between all.
fn gap(groups: &[Group], of: impl Fn(&Group) -> Option<&Spread>) -> Option<Gap> {
    let medians = |least: usize| -> Vec<(usize, &Number)> {
        let own = groups.iter().enumerate().filter(|(_, group)| group.people >= least);
        own.filter_map(|(at, group)| Some((at, &of(group)?.median))).collect()
    };
    let large = medians(SMALL);
    let compared = if large.len() >= 2 { large } else { medians(1) };
    if compared.len() < 2 {
        return None;
    }
    let high = compared.iter().max_by(|one, two| one.1.cmp(two.1))?;
    let low = compared.iter().min_by(|one, two| one.1.cmp(two.1))?;
    Some(Gap { less: less_by(high.1, low.1)?, low: low.0, high: high.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_full_on_its_day() {
        let day = |text: &str| Date::parse(text).unwrap();
        for (from, to, years) in [
            ("2025-04-01", "2026-03-31", 0),
            ("2025-03-31", "2026-03-31", 1),
            ("2024-02-29", "2026-02-28", 1),
            ("2021-03-31", "2026-03-31", 5),
        ] {
            assert_eq!(full_years(day(from), day(to)), years, "{from} {to}");
        }
    }
}
