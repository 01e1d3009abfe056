//! The wording of examples that do not hold.

use crate::diagnostic::{Diagnostic, Label, Text};
use crate::engine::EARLIER_UNKNOWN;
use crate::source::Span;

pub(super) fn differs(name: &Text, expected: &Text, got: &Text, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E640",
        Text::new(
            format!("`{}` is {}, and the example expects {}", name.en, got.en, expected.en),
            format!("`{}` 算出 {}，示例期望 {}", name.zh, got.zh, expected.zh),
        ),
    )
    .label(span, Text::new(format!("comes out as {}", got.en), format!("算出 {}", got.zh)))
    .help(Text::new(
        "either a rule does not say what is meant, or the expectation is wrong; numbers are compared exactly",
        "要么规则写得与本意不符，要么期望值不对；数值按精确值比较",
    ))
}

/// Another expected value that differs and reads the one the message is about.
pub(super) fn follows(finding: &mut Diagnostic, (expected, got): (&Text, &Text), span: Span, cause: &Text) {
    let text = Text::new(
        format!("comes out as {}, not {}; it reads `{}`", got.en, expected.en, cause.en),
        format!("算出 {}，不是 {}；它要用到 `{}`", got.zh, expected.zh, cause.zh),
    );
    finding.labels.push(Label { span, text });
    finding.help = Some(Text::new(
        format!("begin with `{}`: what reads it may only follow from it; numbers are compared exactly", cause.en),
        format!("请先看 `{}`：要用到它的其他值可能只是随它而变；数值按精确值比较", cause.zh),
    ));
}

pub(super) fn missing(name: &Text, column: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::error(
        "E641",
        Text::new(format!("`{}` has no value, since `{column}` is missing", name.en), format!("`{}` 没有值，因为缺少 `{column}`", name.zh)),
    )
    .label(span, Text::new("expected here", "此处期望"));
    problem.help(give(&[column.to_string()]))
}

/// A value of earlier periods that the example does not say.
pub(super) fn no_earlier(name: &Text, earlier: &Text, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E641",
        Text::new(
            format!("`{}` has no value, since `{}` had none in an earlier period", name.en, earlier.en),
            format!("`{}` 没有值，因为 `{}` 在以前某期没有值", name.zh, earlier.zh),
        ),
    )
    .label(span, Text::new("expected here", "此处期望"))
    .help(Text::new(
        format!(
            "say in the example what it was, as in `earlier 2026-Q1 {{ {} … }}`, or in the clause what holds without it (`otherwise`)",
            earlier.en
        ),
        format!("请在示例中写明当时的值，例如 `此前 2026-Q1 {{ {} … }}`；或在条款中用“无则”写明没有时取什么", earlier.zh),
    ))
}

/// A rank or a share whose condition does not take the person of the example.
pub(super) fn left_out(name: &Text, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E641",
        Text::new(
            format!("`{}` has no value: its `where` leaves the person of this example out", name.en),
            format!("`{}` 没有值：其“其中”条件不包括本示例中的人员", name.zh),
        ),
    )
    .label(span, Text::new("expected here", "此处期望"))
}

pub(super) fn not_applicable(name: &Text, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E641",
        Text::new(format!("`{}` does not apply to the person of this example", name.en), format!("`{}` 不适用于本示例中的人员", name.zh)),
    )
    .label(span, Text::new("expected here", "此处期望"))
    .help(Text::new(
        "see the `for` of its scorecard or payout, and what the example gives",
        "请看其计分卡或发放的“适用于”，以及示例给出的条件",
    ))
}

/// The person has an error: the fault itself, said of the value that was expected.
pub(super) fn not_computed(name: &Text, fault: &Diagnostic, not_given: &[String], span: Span) -> Diagnostic {
    let mut problem = Diagnostic::error(
        "E642",
        Text::new(
            format!("`{}` cannot be computed: {} [{}]", name.en, fault.message.en, fault.code),
            format!("`{}` 无法计算：{} [{}]", name.zh, fault.message.zh, fault.code),
        ),
    )
    .label(span, Text::new("expected here", "此处期望"));
    problem.labels.extend(fault.labels.iter().cloned());
    if fault.code == EARLIER_UNKNOWN {
        return problem.help(Text::new(
            "say in the example what was then, as in `earlier 2026-Q1 { … }`, with every value that this one rests on",
            "请在示例中写明当时的情况，例如 `此前 2026-Q1 { … }`，包括得出这个值所需的每个值",
        ));
    }
    match (not_given, &fault.help) {
        ([], Some(help)) => problem.help(help.clone()),
        ([], None) => problem,
        (names, Some(_) | None) => problem.help(give(names)),
    }
}

/// The same fault stops another expectation.
pub(super) fn stops_too(finding: &mut Diagnostic, name: &Text, span: Span) {
    finding.labels.push(Label { span, text: Text::new(format!("nor can `{}`", name.en), format!("`{}` 也因此无法计算", name.zh)) });
}

/// What holds for every row of a table and fails in one: the row is shown too.
pub(super) fn of_row(finding: &mut Diagnostic, row: Span) {
    let inside = |span: Span| span.file == row.file && row.start <= span.start && span.end <= row.end;
    if finding.labels.first().is_some_and(|label| !inside(label.span)) {
        finding.labels.push(Label { span: row, text: Text::new("in this row", "在这一行") });
    }
}

fn give(names: &[String]) -> Text {
    let (en, zh) = (names.join(", "), names.join("、"));
    Text::new(format!("not given in the example: {en}; add it behind `given`"), format!("示例没有给出：{zh}；请写在“已知”之后"))
}

/// ` of A`, where an error is expected of one of several people.
fn of_person(person: Option<&str>) -> Text {
    person.map_or_else(|| Text::same(""), |person| Text::new(format!(" of `{person}`"), format!(" `{person}` 出现")))
}

pub(super) fn no_error(code: &str, person: Option<&str>, span: Span) -> Diagnostic {
    let of = of_person(person);
    Diagnostic::error(
        "E643",
        Text::new(
            format!("the example expects the error {code}{}, but the person can be computed", of.en),
            format!("示例期望{}错误 {code}，但可以算出结果", of.zh),
        ),
    )
    .label(span, Text::new("expected here", "此处期望"))
}

pub(super) fn other_error(code: &str, person: Option<&str>, other: &Diagnostic, span: Span) -> Diagnostic {
    let of = of_person(person);
    let mut problem = Diagnostic::error(
        "E644",
        Text::new(
            format!("the example expects the error {code}{}, and there is another: {} [{}]", of.en, other.message.en, other.code),
            format!("示例期望{}错误 {code}，实际是另一个：{} [{}]", of.zh, other.message.zh, other.code),
        ),
    )
    .label(span, Text::new("expected here", "此处期望"));
    problem.labels.extend(other.labels.iter().cloned());
    problem
}
