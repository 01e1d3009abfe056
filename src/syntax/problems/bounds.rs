//! What is said about bounds, comparisons and how far a condition reaches.

use super::{said, two_readings};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::Side;

/// How a range is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::syntax) enum Ends {
    /// 60% to 100%
    Words,
    /// 60-100, 60~100
    Dash,
    /// between 60% and 100%
    Between,
}

/// A range of which an end is not said to be in or out; `None` beside the end.
pub(in crate::syntax) fn ends_not_said(
    span: Span,
    (low, low_in): (&str, Option<bool>),
    (high, high_in): (&str, Option<bool>),
    ends: Ends,
) -> Diagnostic {
    let open = match (low_in, high_in) {
        (None, Some(_)) => low,
        (Some(_) | None, _) => high,
    };
    let (joined, zh_joined) = match ends {
        Ends::Words => (format!("{low} to {high}"), format!("{low}至{high}")),
        Ends::Dash => (format!("{low}-{high}"), format!("{low}-{high}")),
        Ends::Between => (format!("between {low} and {high}"), format!("{low}与{high}之间")),
    };
    let one = low_in.is_some() != high_in.is_some();
    let label = if one {
        Text::new(format!("is {open} in or out?"), format!("含不含 {open}？"))
    } else {
        Text::new("is each end in or out?", "两端含不含？")
    };
    let en = |from: bool, to: bool| match ends {
        Ends::Between => format!("between {low} {} and {high} {}", mark(from).0, mark(to).0),
        Ends::Words | Ends::Dash => {
            format!("{} {low} {} {high}", if from { "from" } else { "above" }, if to { "up to" } else { "below" })
        }
    };
    let zh = |from: bool, to: bool| match ends {
        Ends::Between => format!("介于 {low}{} 与 {high}{} 之间", mark(from).1, mark(to).1),
        Ends::Words | Ends::Dash => format!("{}{}", low_zh(low, from), high_zh(high, to)),
    };
    let (without, with) = match (low_in, high_in) {
        (None, Some(to)) => ((false, to), (true, to)),
        (from, _) => ((from.unwrap_or(true), false), (from.unwrap_or(true), true)),
    };
    said(
        "E120",
        span,
        Text::new(format!("`{joined}` does not say whether {open} is in"), format!("`{zh_joined}` 没有说明是否含 {open}")),
        label,
    )
    .help(Text::new(
        format!("without {open} write `{}`, with it `{}`", en(without.0, without.1), en(with.0, with.1)),
        format!("不含 {open} 写 `{}`，含则写 `{}`", zh(without.0, without.1), zh(with.0, with.1)),
    ))
}

fn mark(included: bool) -> (&'static str, &'static str) {
    if included { ("(incl.)", "（含）") } else { ("(excl.)", "（不含）") }
}

/// Behind a number Chinese says 以上; before a name 不低于.
fn low_zh(low: &str, included: bool) -> String {
    match (included, is_literal(low)) {
        (true, true) => format!("{low}以上"),
        (true, false) => format!("不低于 {low} "),
        (false, true) => format!("超过{low}"),
        (false, false) => format!("超过 {low} "),
    }
}

fn high_zh(high: &str, included: bool) -> String {
    let word = if included { "不超过" } else { "不满" };
    if is_literal(high) { format!("{word}{high}") } else { format!("{word} {high}") }
}

fn is_literal(text: &str) -> bool {
    text.trim_start_matches(['-', '\u{FF0D}', '\u{2212}', ' ']).starts_with(|c: char| c.is_numeric())
}

/// A bound word that could also be a cap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::syntax) enum CapWord {
    AtMost,
    AtLeast,
}

/// The same end with a sign.
fn sign(side: Side, included: bool) -> &'static str {
    match (side, included) {
        (Side::Low, true) => ">=",
        (Side::Low, false) => ">",
        (Side::High, true) => "<=",
        (Side::High, false) => "<",
    }
}

pub(in crate::syntax) fn bound_word_in_value(
    span: Span,
    subject: &str,
    tail: &str,
    (cap, ends): (Option<CapWord>, &[(Side, bool, &str)]),
) -> Diagnostic {
    let compared: Vec<String> =
        ends.iter().map(|(side, included, value)| format!("{subject} {} {value}", sign(*side, *included))).collect();
    let (en, zh) = (compared.join(" and "), compared.join(" 且 "));
    let message = Text::new(
        "bound words like `above` and `at most` compare only in a condition; here a value stands",
        "`超过`、`不超过` 一类的词只在条件里作比较，这里是数值",
    );
    match (cap, ends) {
        (Some(cap), [(_, _, value)]) => {
            let (word, zh_word) = match cap {
                CapWord::AtMost => ("at most", "封顶"),
                CapWord::AtLeast => ("at least", "保底"),
            };
            said("E122", span, message, Text::new("a cap or a comparison?", "是限额，还是比较？")).help(Text::new(
                format!("for the limit put a comma before it: `{subject}, {word} {value}`; to compare, write `{en}`"),
                format!("若是限额，写成 `{subject}，{zh_word} {value}`；若是比较，写成 `{zh}`"),
            ))
        }
        (Some(_) | None, _) => said("E122", span, message, Text::new(format!("`{tail}` in a value"), format!("数值里的 `{tail}`")))
            .help(Text::new(format!("to compare, write `{en}`"), format!("若要比较，写成 `{zh}`"))),
    }
}

/// A comparison as written: its sign or word, and the value behind it.
type Tail = (String, String);

pub(in crate::syntax) fn comparison_chain((first, _): (&str, Span), one: (Tail, Span), two: (Tail, Span)) -> Diagnostic {
    let ((sign, middle), first_at) = one;
    let ((second, last), second_at) = two;
    let subject = if middle.is_empty() || is_literal(&middle) && !is_literal(first) { first } else { &middle };
    let left = match turned(&sign) {
        Some(turned) if is_literal(first) && !is_literal(&middle) => format!("{middle} {turned} {first}"),
        Some(_) | None => format!("{first} {sign} {middle}").trim_end().to_string(),
    };
    let right = format!("{subject} {second} {last}").trim_end().to_string();
    said(
        "E123",
        second_at,
        Text::new("two comparisons stand in a row", "两个比较连写在一起"),
        Text::new("the second comparison", "第二个比较"),
    )
    .label(first_at, Text::new("the first comparison", "第一个比较"))
    .help(Text::new(format!("say them one by one: `{left} and {right}`"), format!("分开写：`{left} 且 {right}`")))
}

/// The sign that says the same from the other side.
fn turned(sign: &str) -> Option<&'static str> {
    match sign {
        "<" | "\u{FF1C}" => Some(">"),
        ">" | "\u{FF1E}" => Some("<"),
        "<=" | "≤" => Some(">="),
        ">=" | "≥" => Some("<="),
        "=" | "\u{FF1D}" => Some("="),
        _ => None,
    }
}

/// `own` and `rest` are the condition, were the sum to end early. Of two comparisons in a row the second is the sum's.
pub(in crate::syntax) fn where_needs_brackets(
    span: Span,
    before: &str,
    condition: &str,
    (own, rest): (&str, &str),
    comparisons: usize,
) -> Diagnostic {
    let message = Text::new(
        "it is not clear how far the condition behind `where` reaches; a longer one stands in brackets unless it ends its clause",
        "`where` 后面的条件到哪里为止不清楚；条件较长又不在句末时要加括号",
    );
    let early = format!("({before} where {own}) {rest}");
    if comparisons > 1 {
        return said("E125", span, message, Text::new("two comparisons", "两个比较"))
            .help(Text::new(format!("write `{early}`"), format!("写成 `{early}`")));
    }
    two_readings("E125", span, message, &format!("{before} where ({condition})"), early.trim_end())
}
