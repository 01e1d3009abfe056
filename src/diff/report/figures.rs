//! The figures of a change to which a limit may be set, by their names.

use super::words::Words;
use crate::diff::impact::{Impact, Within};
use crate::value::{Number, show};

/// One number that says how far a change goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    People,
    Changed,
    Winners,
    Losers,
    Cost,
    CostPercent,
    LargestGain,
    LargestLoss,
    Outside,
    Errors,
}

/// In the order in which they are printed.
pub const FIGURES: [Figure; 10] = [
    Figure::People,
    Figure::Changed,
    Figure::Winners,
    Figure::Losers,
    Figure::Cost,
    Figure::CostPercent,
    Figure::LargestGain,
    Figure::LargestLoss,
    Figure::Outside,
    Figure::Errors,
];

impl Figure {
    pub fn english(self) -> &'static str {
        match self {
            Figure::People => "people",
            Figure::Changed => "changed",
            Figure::Winners => "winners",
            Figure::Losers => "losers",
            Figure::Cost => "cost",
            Figure::CostPercent => "cost %",
            Figure::LargestGain => "largest gain",
            Figure::LargestLoss => "largest loss",
            Figure::Outside => "outside scope",
            Figure::Errors => "errors",
        }
    }

    pub fn chinese(self) -> &'static str {
        match self {
            Figure::People => "人数",
            Figure::Changed => "变动人数",
            Figure::Winners => "受益人数",
            Figure::Losers => "受损人数",
            Figure::Cost => "成本变动",
            Figure::CostPercent => "成本变动 %",
            Figure::LargestGain => "最大增加",
            Figure::LargestLoss => "最大减少",
            Figure::Outside => "范围外人数",
            Figure::Errors => "无法计算人数",
        }
    }

    /// Whether somebody means this figure by a name: without regard to blanks, capitals and an `s` at the end.
    pub fn is_called(self, name: &str) -> bool {
        let plain = |text: &str| {
            let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '_' && *c != '-').collect();
            text.strip_suffix('s').map_or(text.clone(), str::to_string)
        };
        let short = self.chinese().trim_end_matches("人数");
        plain(name) == plain(self.english()) || name == self.chinese() || (!short.is_empty() && name == short)
    }

    fn kind(self) -> Kind {
        match self {
            Figure::People | Figure::Changed | Figure::Winners | Figure::Losers | Figure::Outside | Figure::Errors => Kind::Count,
            Figure::Cost | Figure::LargestGain | Figure::LargestLoss => Kind::Difference,
            Figure::CostPercent => Kind::Percent,
        }
    }
}

enum Kind {
    Count,
    /// Of what people win or lose by.
    Difference,
    Percent,
}

/// A figure of an impact; none where there is nothing to take it of. Percents are ratios.
pub fn figure(impact: &Impact, figure: Figure) -> Option<Number> {
    let count = |count: usize| i64::try_from(count).ok().map(Number::from_i64);
    let by = || impact.changed.iter().filter_map(|person| person.by.as_ref());
    let cost = || {
        let main = impact.main?;
        let total = impact.totals.iter().find(|total| total.result == main)?;
        Some((total.sum.new.sub(&total.sum.old).ok()?, total.sum.old.clone()))
    };
    match figure {
        Figure::People => count(impact.people),
        Figure::Changed => count(impact.changed.len()),
        Figure::Winners => count(by().filter(|by| **by > Number::ZERO).count()),
        Figure::Losers => count(by().filter(|by| by.is_negative()).count()),
        Figure::Cost => cost().map(|(by, _)| by),
        Figure::CostPercent => cost().and_then(|(by, old)| by.div(&old.abs()).ok()),
        Figure::LargestGain => Some(by().max().cloned().unwrap_or(Number::ZERO).max(Number::ZERO)),
        Figure::LargestLoss => Some(by().min().cloned().unwrap_or(Number::ZERO).min(Number::ZERO).abs()),
        Figure::Outside => count(impact.changed.iter().filter(|person| person.within == Within::Outside).count()),
        Figure::Errors => count(impact.faulty.1.len()),
    }
}

/// A figure as people read it.
pub(super) fn shown(words: &Words<'_>, figure: Figure, value: &Number) -> String {
    match figure.kind() {
        Kind::Count => show::number(value, 0),
        Kind::Difference if figure == Figure::LargestLoss => words.by(&value.neg()),
        Kind::Difference => words.by(value),
        Kind::Percent => {
            let sign = if *value > Number::ZERO { "+" } else { "" };
            format!("{sign}{}", show::percent(value))
        }
    }
}
