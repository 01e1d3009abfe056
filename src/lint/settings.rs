//! Levels and thresholds of lints, as a project sets them.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::value::Number;

/// How loud a lint is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Level {
    Off,
    Note,
    Warn,
    Error,
}

impl Level {
    /// The word a project's settings use.
    pub fn named(word: &str) -> Option<Level> {
        match word {
            "off" => Some(Level::Off),
            "note" => Some(Level::Note),
            "warn" => Some(Level::Warn),
            "error" => Some(Level::Error),
            _ => None,
        }
    }

    /// None where it is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warn => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// What the number of a threshold means, and so how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Unit {
    /// `7`
    Count,
    /// `"10%"`
    Percent,
    /// `"2.5"`: so many times something else.
    Times,
}

/// A number of a lint that a project may set, with Merit's default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Threshold {
    /// The lint's name.
    pub lint: &'static str,
    /// `warn-above`
    pub key: &'static str,
    pub unit: Unit,
    /// The default as thousandths: 7 is 7000, 10% is 100.
    pub thousandths: i64,
}

impl Threshold {
    pub fn default(&self) -> Number {
        Number::from_parts(i128::from(self.thousandths), 3)
    }
}

/// What a project has set; everything else is at its default.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    levels: BTreeMap<String, Level>,
    thresholds: BTreeMap<(String, String), Number>,
}

impl Settings {
    /// The level a project gives a lint.
    pub fn level(&self, lint: &str) -> Option<Level> {
        self.levels.get(lint).copied()
    }

    pub fn set_level(&mut self, lint: &str, level: Level) {
        self.levels.insert(lint.to_string(), level);
    }

    /// The threshold a project gives, or the default. A percent is a ratio.
    pub fn get(&self, threshold: &Threshold) -> Number {
        let key = (threshold.lint.to_string(), threshold.key.to_string());
        self.thresholds.get(&key).cloned().unwrap_or_else(|| threshold.default())
    }

    pub fn set(&mut self, threshold: &Threshold, value: Number) {
        self.thresholds.insert((threshold.lint.to_string(), threshold.key.to_string()), value);
    }
}
