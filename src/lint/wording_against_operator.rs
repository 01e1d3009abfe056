//! L341 wording-against-operator: words and clause disagree about the number at the edge.

use super::basis::prose::{Said, said};
use super::basis::stated::{Clause, Manner, Stated, clauses};
use super::basis::texts::{place, raw};
use super::basis::wording::{q, t};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::source::Span;
use crate::syntax::ast::Side;

pub(super) const LINT: Lint = Lint { code: "L341", name: "wording-against-operator", thresholds: &[], check };

/// In the title of a gate they say what happens where it stays closed, so that the title speaks of the other side.
const CLOSED: &[&str] = &[
    "no ",
    "not ",
    "none",
    "nothing",
    "without",
    "unless",
    "otherwise",
    "closed",
    "loses",
    "lost",
    "zero",
    "stops",
    "excluded",
    "不发",
    "不计",
    "不得",
    "不予",
    "不能",
    "不享受",
    "不参与",
    "不算",
    "取消",
    "停发",
    "没有",
    "无",
    "否则",
    "扣",
    "清零",
    "淘汰",
];

/// How words and clause disagree.
enum Conflict {
    /// About the number itself.
    Edge,
    /// About the side of the number.
    Side,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    for clause in clauses(subject.files) {
        for (quoted, called) in &clause.texts {
            let (text, start) = raw(subject.sources, quoted);
            for words in said(text) {
                let Some((stated, conflict)) = contradiction(&clause, &words, text) else { continue };
                let shown = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
                let (phrase, number) = (shown(&words.range), shown(&words.number));
                let site = Site { called, words: &words, phrase, number, manner: clause.manner };
                found.report(site.report(&stated, &conflict, place(quoted, start, &words.range)));
            }
        }
    }
}

/// The bound that the words contradict; nothing where any bound with the number agrees with them.
fn contradiction(clause: &Clause<'_>, words: &Said, text: &str) -> Option<(Stated, Conflict)> {
    let about = clause.stated.iter().filter(|stated| stated.value == words.value && stated.percent == words.percent);
    let mut conflicts: Vec<(&Stated, Conflict)> = Vec::new();
    for stated in about {
        let conflict = match (stated.side == words.side, stated.inclusive == words.inclusive) {
            (true, true) => return None,
            (true, false) => Conflict::Edge,
            (false, _) if clause.manner == Manner::Needed && !speaks_of_closed(words, text) => Conflict::Side,
            (false, true) => Conflict::Edge,
            (false, false) => return None,
        };
        conflicts.push((stated, conflict));
    }
    let same_side = conflicts.iter().position(|(stated, _)| stated.side == words.side).unwrap_or(0);
    conflicts.into_iter().nth(same_side).map(|(stated, conflict)| (stated.clone(), conflict))
}

fn speaks_of_closed(words: &Said, text: &str) -> bool {
    let around = [text.get(..words.range.start), text.get(words.range.end..)];
    around.into_iter().flatten().map(str::to_lowercase).any(|part| CLOSED.iter().any(|word| part.contains(word)))
}

/// The words of a text that disagree.
struct Site<'a> {
    called: &'a Text,
    words: &'a Said,
    phrase: &'a str,
    number: &'a str,
    manner: Manner,
}

impl Site<'_> {
    fn report(&self, stated: &Stated, conflict: &Conflict, span: Span) -> crate::diagnostic::Diagnostic {
        let number = self.number;
        let message = match conflict {
            Conflict::Edge => t(
                format!("{} and the clause disagree about exactly {number}", self.called.en),
                format!("正好是 {number} 时，{}与条款说法不一", self.called.zh),
            ),
            Conflict::Side => t(
                format!("{} says {}, the clause the opposite", self.called.en, q(self.phrase)),
                format!("{}写的是{}，条款却正好相反", self.called.zh, q(self.phrase)),
            ),
        };
        warning(&LINT, message)
            .label(span, reading(number, (self.words.side, self.words.inclusive)))
            .label(stated.span, reading(number, (stated.side, stated.inclusive)))
            .help(match conflict {
                Conflict::Edge if self.manner == Manner::Met => goal_help(number, stated.side),
                Conflict::Edge => edge_help(number, stated.side),
                Conflict::Side => t(
                    "the title of a gate says what is needed; correct the words or the comparison, whichever was not meant",
                    "门槛的标题应写明需要达到什么；请改正标题或条件中写错的一处",
                ),
            })
    }
}

/// What a bound takes in, in words that cannot be misread.
fn reading(number: &str, end: (Side, bool)) -> Text {
    match end {
        (Side::Low, true) => t(format!("{number} and more: {number} is in"), format!("{number}以上，含 {number}")),
        (Side::Low, false) => t(format!("more than {number}: {number} is out"), format!("高于{number}，不含 {number}")),
        (Side::High, true) => t(format!("{number} and less: {number} is in"), format!("{number}以下，含 {number}")),
        (Side::High, false) => t(format!("less than {number}: {number} is out"), format!("低于{number}，不含 {number}")),
    }
}

/// A goal's target has no comparison of its own: only the words can be corrected.
fn goal_help(number: &str, side: Side) -> Text {
    match side {
        Side::Low => t(
            format!("a goal is met from its target on: say “at least {number}”, or set the target higher"),
            format!("绩效目标达到目标值就算达成：标题请写“不低于{number}”或“{number}以上”；不应包括 {number} 的，请调高目标值"),
        ),
        Side::High => t(
            format!("a goal where less is better is met down from its target: say “at most {number}”, or set the target lower"),
            format!("越低越好的目标，不超过目标值就算达成：标题请写“不超过{number}”或“{number}以下”；不应包括 {number} 的，请调低目标值"),
        ),
    }
}

fn edge_help(number: &str, side: Side) -> Text {
    // In a clause a comma would part two numbers.
    let code = number.replace(',', "_");
    match side {
        Side::Low => t(
            format!(
                "say the same in both: “at least {number}” is `from {code}` or `>= {code}`, “more than {number}” is `above {code}` or `> {code}`"
            ),
            format!(
                "两处请写得一致：含 {number} 的，写“{number}以上”，条件用 `不低于 {code}` 或 `>= {code}`；不含的，写“超过{number}”，条件用 `超过 {code}` 或 `> {code}`（《民法典》第一千二百五十九条：“以上”“以下”“以内”包括本数，“超过”“不满”“以外”不包括本数）"
            ),
        ),
        Side::High => t(
            format!(
                "say the same in both: “at most {number}” is `up to {code}` or `<= {code}`, “less than {number}” is `below {code}` or `< {code}`"
            ),
            format!(
                "两处请写得一致：含 {number} 的，写“{number}以下”，条件用 `不超过 {code}` 或 `<= {code}`；不含的，写“不满{number}”，条件用 `低于 {code}` 或 `< {code}`（《民法典》第一千二百五十九条：“以上”“以下”“以内”包括本数，“超过”“不满”“以外”不包括本数）"
            ),
        ),
    }
}
