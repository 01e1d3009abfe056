//! The norms of the field, with what was measured: as the lints judge the plan, inside a norm or not.

mod list;

use super::words::Words;
use crate::diagnostic::{Diagnostic, Severity, Text};
use crate::lint::settings::{Level, Settings, Threshold, Unit};
use crate::lint::{Found, LINTS, Lint, Measured};
use crate::source::Span;
use crate::value::{Number, show};

/// Figures that are told of one norm; the others are counted.
const MOST_FIGURES: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    Error,
    Warning,
    Note,
    Within,
    /// Outside, and the plan says why that is meant.
    Allowed,
    /// There was nothing to judge by.
    Open,
    /// The project has switched it off.
    Off,
}

/// Who judges it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Lint,
    /// What the plan says beside its rules of pay.
    Procedure,
}

/// One check.
#[derive(Clone, PartialEq, Debug)]
pub struct Norm {
    pub of: Of,
    pub check: String,
    /// What was measured, in words; empty where nothing was.
    pub figures: Vec<String>,
    pub norm: String,
    pub verdict: Verdict,
    /// Why it was not judged, or why it is allowed.
    pub why: Option<String>,
    /// What to do about it, where it lies outside.
    pub help: Option<String>,
    /// Clauses that lie outside.
    pub outside: Vec<Outside>,
}

/// A clause outside a norm.
#[derive(Clone, PartialEq, Debug)]
pub struct Outside {
    /// As its author calls it, where it is one clause.
    pub clause: Option<String>,
    pub figure: String,
    /// By how much, as a ratio of the norm's end; none where there is no such end.
    pub by: Option<Number>,
    pub place: Option<Span>,
}

/// Every check, those of people's data last, then those of the procedure.
pub fn norms((found, settings): (&Found, &Settings), words: &Words<'_>) -> Vec<Norm> {
    let judged = list::CHECKS.iter().filter_map(|check| {
        let lint = LINTS.iter().find(|lint| lint.code == check.code)?;
        Some(Judge { lint, check, found, settings, words }.norm())
    });
    let procedure = list::TOPICS.iter().map(|topic| of_topic(topic, (found, settings), words));
    judged.chain(procedure).collect()
}

/// What the lints of a topic find, as one.
fn of_topic(topic: &list::Topic, (found, settings): (&Found, &Settings), words: &Words<'_>) -> Norm {
    let own = |code: &str| topic.codes.contains(&code);
    let mut findings: Vec<&Diagnostic> = found.findings.iter().filter(|finding| own(finding.code)).collect();
    findings.sort_by_key(|finding| (finding.severity, finding.code));
    let lints: Vec<&&Lint> = LINTS.iter().filter(|lint| own(lint.code)).collect();
    let looked: Vec<&&Lint> = lints.into_iter().filter(|lint| settings.level(lint.name) != Some(Level::Off)).collect();
    let silent = |lint: &&Lint| found.silent.iter().find(|(code, _)| *code == lint.code).map(|(_, why)| without_names(words.of_lint(why)));
    let open = looked.iter().all(|lint| silent(lint).is_some());
    let (verdict, why) = match findings.first().map(|finding| finding.severity) {
        _ if looked.is_empty() => (Verdict::Off, None),
        Some(severity) => (outside(severity), None),
        None if found.allowed.iter().any(|(finding, _)| own(finding.code)) => (Verdict::Allowed, None),
        None if open => (Verdict::Open, looked.first().and_then(|lint| silent(lint))),
        None => (Verdict::Within, None),
    };
    let missing: Vec<String> = findings.iter().map(|finding| words.titled(finding)).collect();
    let place = |finding: &&Diagnostic| finding.labels.first().map(|label| label.span);
    Norm {
        of: Of::Procedure,
        check: words.say(topic.name.0, topic.name.1),
        norm: words.say(topic.norm.0, topic.norm.1),
        verdict,
        why,
        help: findings.first().and_then(|finding| finding.help.as_ref()).map(|help| words.of_lint(help)),
        outside: findings
            .iter()
            .zip(&missing)
            .map(|(finding, figure)| Outside { clause: None, figure: figure.clone(), by: None, place: place(finding) })
            .collect(),
        figures: missing,
    }
}

fn outside(severity: Severity) -> Verdict {
    match severity {
        Severity::Error => Verdict::Error,
        Severity::Warning => Verdict::Warning,
        Severity::Note => Verdict::Note,
    }
}

struct Judge<'a> {
    lint: &'a Lint,
    check: &'a list::Check,
    found: &'a Found,
    settings: &'a Settings,
    words: &'a Words<'a>,
}

impl Judge<'_> {
    fn norm(&self) -> Norm {
        let of_lint = |finding: &&Diagnostic| finding.code == self.lint.code;
        let findings: Vec<&Diagnostic> = self.found.findings.iter().filter(of_lint).collect();
        let allowed = self.found.allowed.iter().any(|(finding, _)| finding.code == self.lint.code);
        let measured: Vec<&Measured> = self.found.measured.iter().filter(|one| one.code == self.lint.code).collect();
        let silent = self.found.silent.iter().find(|(code, _)| *code == self.lint.code).map(|(_, why)| without_names(self.text(why)));
        let worst = findings.iter().map(|finding| finding.severity).min();
        let (verdict, why) = match worst {
            _ if self.settings.level(self.lint.name) == Some(Level::Off) => (Verdict::Off, None),
            Some(severity) => (outside(severity), None),
            None if allowed => (Verdict::Allowed, None),
            None if silent.is_some() && measured.is_empty() => (Verdict::Open, silent),
            None if measured.is_empty() && self.check.measures == list::Measures::Figures => {
                (Verdict::Open, Some(self.words.say("too few people, or no clause of this kind", "人数过少，或没有这类条款")))
            }
            None => (Verdict::Within, None),
        };
        let outside = findings.iter().map(|finding| self.outside(finding, &measured)).collect();
        let help = findings.first().and_then(|finding| finding.help.as_ref()).map(|help| self.text(help));
        let figures =
            if measured.is_empty() { findings.iter().map(|one| self.words.titled(one)).collect() } else { self.figures(&measured) };
        Norm {
            of: Of::Lint,
            check: self.words.say(self.check.name.0, self.check.name.1),
            figures,
            norm: self.filled(),
            verdict,
            why,
            help,
            outside,
        }
    }

    fn text(&self, text: &Text) -> String {
        self.words.of_lint(text)
    }

    /// The figures, those of many clauses as their lowest and highest.
    fn figures(&self, measured: &[&Measured]) -> Vec<String> {
        let one = |measured: &Measured| {
            let figure = self.text(&measured.figure);
            measured.of.as_ref().map_or(figure.clone(), |of| format!("{of} {figure}"))
        };
        if measured.len() <= MOST_FIGURES {
            return measured.iter().map(|measured| one(measured)).collect();
        }
        let low = measured.iter().min_by(|one, two| one.value.cmp(&two.value));
        let high = measured.iter().max_by(|one, two| one.value.cmp(&two.value));
        let Some((low, high)) = low.zip(high) else { return Vec::new() };
        let (count, low, high) = (measured.len(), one(low), one(high));
        vec![self.words.say(format!("{count} clauses, from {low} to {high}"), format!("共 {count} 项，最低为{low}，最高为{high}"))]
    }

    fn outside(&self, finding: &Diagnostic, measured: &[&Measured]) -> Outside {
        let place = finding.labels.first().map(|label| label.span);
        let own = measured.iter().find(|one| one.place == place && place.is_some() || one.place.is_none());
        Outside {
            clause: own.and_then(|own| own.of.clone()),
            figure: own.map_or_else(|| self.words.titled(finding), |own| self.text(&own.figure)),
            by: own.and_then(|own| self.distance(&own.value)),
            place,
        }
    }

    fn setting(&self, keys: &[&str]) -> Option<Number> {
        let threshold = self.lint.thresholds.iter().find(|threshold| keys.contains(&threshold.key))?;
        Some(self.settings.get(threshold))
    }

    /// How far a figure lies beyond the end of the norm, as a ratio of it.
    fn distance(&self, value: &Number) -> Option<Number> {
        let above = self.setting(&["high", "limit", "warn-above"]).filter(|end| value > end);
        let below = self.setting(&["low", "warn-below"]).filter(|end| value < end);
        let (end, beyond) = match (above, below) {
            (Some(end), _) => (end.clone(), value.sub(&end).ok()?),
            (None, Some(end)) => (end.clone(), end.sub(value).ok()?),
            (None, None) => return None,
        };
        beyond.div(&end).ok()
    }

    /// The norm with the settings in it.
    fn filled(&self) -> String {
        let norm = self.words.say(self.check.norm.0, self.check.norm.1);
        self.lint.thresholds.iter().fold(norm, |norm, threshold| {
            let value = shown(threshold, &self.settings.get(threshold));
            norm.replace(&format!("{{{}}}", threshold.key), &value)
        })
    }
}

/// A reason without the remark in brackets that names another lint: that is for those who write plans.
fn without_names(why: String) -> String {
    let named = LINTS.iter().any(|lint| why.contains(lint.name));
    let place = why.rfind(['(', '（']).filter(|_| named);
    place.and_then(|place| why.get(..place)).map_or(why.clone(), |plain| plain.trim_end().to_string())
}

fn shown(threshold: &Threshold, value: &Number) -> String {
    match threshold.unit {
        Unit::Percent => show::percent(value),
        Unit::Count | Unit::Times => show::number(value, 2),
    }
}

impl Verdict {
    pub fn shown(self, words: &Words<'_>) -> String {
        match self {
            Verdict::Error => words.say("error", "必须改正"),
            Verdict::Warning => words.say("outside", "不符合"),
            Verdict::Note => words.say("worth a look", "留意"),
            Verdict::Within => words.say("within", "符合"),
            Verdict::Allowed => words.say("allowed by the plan", "制度已说明理由"),
            Verdict::Open => words.say("not measured", "未判断"),
            Verdict::Off => words.say("switched off in the project's settings", "项目设置中已关闭"),
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Verdict::Error => "error",
            Verdict::Warning => "outside",
            Verdict::Note => "note",
            Verdict::Within => "within",
            Verdict::Allowed => "allowed",
            Verdict::Open => "not-measured",
            Verdict::Off => "off",
        }
    }

    pub fn is_outside(self) -> bool {
        matches!(self, Verdict::Error | Verdict::Warning | Verdict::Note)
    }
}
