//! `--filter`: only examples whose title holds a text are run.

use crate::cases::{self, Case};
use crate::commands::problems;
use crate::diagnostic::text::nearest;
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::{Example, Plan};

/// Titles told where no example is wanted.
const MOST_NEAR: usize = 5;

/// Which examples are wanted, and how many have been left out.
pub(super) struct Filter {
    wanted: Option<String>,
    matched: usize,
    /// The titles of those left out.
    left_out: Vec<Text>,
}

impl Filter {
    /// Without a text every example is wanted.
    pub(super) fn new(wanted: Option<&str>) -> Filter {
        Filter { wanted: wanted.map(str::to_string), matched: 0, left_out: Vec::new() }
    }

    /// Whether any example of a plan is wanted; a plan without examples has none to leave out.
    pub(super) fn wants_any(&self, plan: &Plan) -> bool {
        let examples = plan.all_examples();
        examples.is_empty() || examples.into_iter().any(|example| self.wants(example))
    }

    /// Runs the examples of a plan that are wanted.
    pub(super) fn run(&mut self, plan: &Plan) -> Vec<Case> {
        let (wanted, others): (Vec<&Example>, Vec<&Example>) = plan.all_examples().into_iter().partition(|example| self.wants(example));
        self.matched = self.matched.saturating_add(wanted.len());
        self.left_out.extend(others.into_iter().map(Example::spoken));
        wanted.into_iter().map(|example| cases::case(plan, example)).collect()
    }

    /// By its title in either language; capitals and small letters are the same.
    fn wants(&self, example: &Example) -> bool {
        let Some(wanted) = &self.wanted else { return true };
        let Text { en, zh } = example.spoken();
        [en, zh].iter().any(|title| folded(title).contains(&folded(wanted)))
    }

    /// How many were left out; nothing where none was asked to be.
    pub(super) fn told(&self) -> Option<Text> {
        self.wanted.as_ref().map(|_| problems::left_out(self.left_out.len()))
    }

    /// What is to be said where no example has such a title.
    pub(super) fn unmatched(&self) -> Option<Diagnostic> {
        let wanted = self.wanted.as_ref().filter(|_| self.matched == 0)?;
        let near: Vec<Text> = self.left_out.iter().filter(|title| is_near(wanted, &title.en)).take(MOST_NEAR).cloned().collect();
        let known = self.left_out.iter().take(MOST_NEAR).cloned().collect::<Vec<Text>>();
        Some(problems::no_such_example(wanted, &near, &known))
    }
}

fn folded(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Whether somebody may have meant a title: it is written almost so, or almost one of its words; of Chinese two characters are enough.
fn is_near(wanted: &str, title: &str) -> bool {
    if nearest(wanted, [title].into_iter()).is_some() {
        return true;
    }
    words(wanted).any(|word| {
        if word.is_ascii() {
            return word.len() > 2 && nearest(word, words(title)).is_some();
        }
        let letters: Vec<char> = word.chars().collect();
        letters.windows(2).any(|pair| title.contains(&pair.iter().collect::<String>()))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn near_titles() {
        for (wanted, title) in [
            ("on tagret", "On target"),
            ("tagret", "AE exactly on target"),
            ("above quota", "Half of QUOTA"),
            ("入职半年", "年中入职"),
            ("达标", "正好达标"),
        ] {
            assert!(is_near(wanted, title), "{wanted}: {title}");
        }
        for (wanted, title) in [("at", "On target"), ("xyz", "On target"), ("离职", "正好达标"), ("", "On target")] {
            assert!(!is_near(wanted, title), "{wanted}: {title}");
        }
    }
}
