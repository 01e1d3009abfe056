//! The wording of what `merit test` measures.

use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Diagnostic, Text};
use crate::value::{Number, RoundMode, show};

pub(crate) fn coverage_of(name: &str) -> Text {
    let name = sanitise(name);
    Text::new(format!("What the examples of {name} touch"), format!("{name} 的示例覆盖情况"))
}

/// `short` is the share that lacks, `points` how many more must be covered.
pub(crate) fn coverage_short(name: &str, (share, least): (&str, &str), short: &Number, points: usize) -> Text {
    let (name, short) = (sanitise(name), percentage_points(short));
    let more = if points == 1 { "1 more point".to_string() } else { format!("{points} more points") };
    Text::new(
        format!("{name}: the examples cover {share}, {short} percentage points less than the {least} asked for; {more} would do"),
        format!("{name}：示例覆盖了 {share}，比要求的 {least} 低 {short} 个百分点；再覆盖 {points} 处即可"),
    )
}

pub(crate) fn lcov_of_mutants() -> Diagnostic {
    let message = Text::new("--mutate has no format lcov", "--mutate 不能使用 lcov 格式");
    Diagnostic::error("E633", message)
        .help(Text::new("write --format json, or measure with --coverage", "请写 --format json，或改用 --coverage"))
}

pub(crate) fn mutants_of(name: &str) -> Text {
    let name = sanitise(name);
    Text::new(format!("Changes of {name} and what notices them"), format!("改动 {name}，看能否被发现"))
}

/// `short` is the share that lacks, `more` how many more changes must be noticed.
pub(crate) fn mutants_short(name: &str, (score, least): (&str, &str), short: &Number, more: usize) -> Text {
    let (name, short) = (sanitise(name), percentage_points(short));
    let changes = if more == 1 { "1 more".to_string() } else { format!("{more} more") };
    Text::new(
        format!(
            "{name}: {score} of the changes are noticed, {short} percentage points less than the {least} asked for; {changes} would do"
        ),
        format!("{name}：有 {score} 的改动被发现，比要求的 {least} 低 {short} 个百分点；再发现 {more} 处即可"),
    )
}

pub(crate) fn stage_mutants(done: usize, all: usize) -> Text {
    Text::new(format!("running the examples on changed plans: {done} of {all}"), format!("正在对改动后的制度运行示例：{done}/{all}"))
}

pub(crate) fn stage_apart(done: usize, all: usize) -> Text {
    Text::new(
        format!("asking where unnoticed changes pay otherwise: {done} of {all}"),
        format!("正在查找未被发现的改动有何影响：{done}/{all}"),
    )
}

/// A difference of two shares, rounded up so that it is never nothing.
fn percentage_points(short: &Number) -> String {
    let tenth = Number::from_parts(1, 1);
    let points = short.mul(&Number::from_i64(100)).and_then(|points| points.round_to(&tenth, RoundMode::Up));
    show::number(&points.unwrap_or_else(|_| short.clone()), 1)
}
