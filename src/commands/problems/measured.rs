//! The wording of what `merit test` measures.

use crate::diagnostic::Text;
use crate::diagnostic::text::sanitise;
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

/// A difference of two shares, rounded up so that it is never nothing.
fn percentage_points(short: &Number) -> String {
    let tenth = Number::from_parts(1, 1);
    let points = short.mul(&Number::from_i64(100)).and_then(|points| points.round_to(&tenth, RoundMode::Up));
    show::number(&points.unwrap_or_else(|_| short.clone()), 1)
}
