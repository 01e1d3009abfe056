//! Whether an end is in or out, said the other way: `from` for `above`, `≥` for `>`, 超过 for 不低于.

use super::texts::{Piece, Texts, is_chinese, narrow};
use crate::plan::edited::Edit;
use crate::source::Span;
use crate::syntax::concrete::Kind;

/// Rules that read a value with the words of its end beside it.
const HOLDERS: [Kind; 5] = [Kind::bounds, Kind::dash_range, Kind::comparison_tail, Kind::second_bound, Kind::comparison];

/// The other inclusion of the end with this value, as it is written there; nothing where no word says it.
pub(super) fn other_inclusion(texts: &Texts<'_>, value: Span) -> Option<Edit> {
    let (holder, at) = texts.part_of(value, &HOLDERS)?;
    let parts: Vec<Piece<'_>> = holder.parts().collect();
    let before = at.checked_sub(1).and_then(|before| parts.get(before));
    let behind = parts.get(at.saturating_add(1));
    match (before, behind) {
        (_, Some(behind)) if behind.node.kind == Kind::mark => other_mark(texts, *behind),
        (_, Some(behind)) if behind.node.kind == Kind::bound_suffix => {
            let stands = before.filter(|before| before.node.kind == Kind::kw_stands);
            other_suffix(texts, stands.map_or(value, |stands| stands.span()), value, *behind)
        }
        (Some(before), _) if before.node.kind == Kind::bound_word => {
            let word = before.inside(&[Kind::at_least_word, Kind::above_word, Kind::at_most_word, Kind::below_word]).pop()?;
            let clause = if texts.around(value, &[Kind::ends, Kind::cell_range]).is_some() { Clause::Line } else { Clause::Condition };
            word.instead(other_word(word.node.kind, &word.node.text, clause)?, texts)
        }
        (Some(before), _) if before.node.kind == Kind::compare_sign => {
            let sign = texts.slice(before.span());
            Some(Edit { span: before.span(), text: other_sign(sign)? })
        }
        (_, _) => None,
    }
}

/// `(incl.)` for `(excl.)`.
fn other_mark(texts: &Texts<'_>, mark: Piece<'_>) -> Option<Edit> {
    let said = mark.part(&[Kind::included, Kind::excluded])?;
    let text = match (said.node.kind == Kind::included, is_chinese(&said.node.text)) {
        (true, false) => "(excl.)",
        (false, false) => "(incl.)",
        (true, true) => "（不含）",
        (false, true) => "（含）",
    };
    said.instead(text, texts)
}

/// `60以上` becomes 超过60, since no word behind the number leaves it out.
fn other_suffix(texts: &Texts<'_>, from: Span, value: Span, suffix: Piece<'_>) -> Option<Edit> {
    if let Some(mark) = suffix.inside(&[Kind::mark]).pop() {
        return other_mark(texts, mark);
    }
    let word = if suffix.inside(&[Kind::suffix_low]).is_empty() { "低于" } else { "超过" };
    Some(Edit { span: from.join(suffix.span()), text: format!("{word}{}", texts.slice(value)) })
}

/// Where a bound stands: English says `from` and `up to` on a line, `at least` and `at most` in a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    Line,
    Condition,
}

fn other_word(kind: Kind, text: &str, clause: Clause) -> Option<String> {
    if let Some(sign) = other_sign(text) {
        return Some(sign);
    }
    let (en, zh) = match kind {
        Kind::at_least_word => ("above", "超过"),
        Kind::above_word if clause == Clause::Line => ("from", "不低于"),
        Kind::above_word => ("at least", "不低于"),
        Kind::at_most_word => ("below", "低于"),
        Kind::below_word if clause == Clause::Line => ("up to", "不超过"),
        Kind::below_word => ("at most", "不超过"),
        _ => return None,
    };
    Some(if is_chinese(text) { zh } else { en }.to_string())
}

fn other_sign(sign: &str) -> Option<String> {
    Some(
        match narrow(sign).as_str() {
            ">" => ">=",
            ">=" | "≥" => ">",
            "<" => "<=",
            "<=" | "≤" => "<",
            "大于或等于" | "大于等于" => "大于",
            "小于或等于" | "小于等于" => "小于",
            _ => return None,
        }
        .to_string(),
    )
}
