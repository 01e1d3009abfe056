//! How points are called, and what is said of those that no example touches.

use super::{Count, Kind, Point, Side};
use crate::diagnostic::Text;
use crate::diagnostic::text::{sanitise, truncate};
use crate::source::{Sources, Span};
use crate::value::Number;
use crate::value::show;

/// Columns that a quoted clause takes at most.
const CLAUSE: usize = 100;

/// What points of a kind are called in the table.
pub(super) fn kind_name(kind: Kind) -> Text {
    let (en, zh) = match kind {
        Kind::Band => ("band lines", "分档"),
        Kind::Tier => ("tiers", "累进级"),
        Kind::Row => ("table rows", "对照表的行"),
        Kind::Grade => ("grades", "等级"),
        Kind::Edge => ("edges", "界限"),
        Kind::Branch => ("branches", "条件分支"),
        Kind::Fallback => ("otherwise", "无则"),
        Kind::Gate => ("gates", "门槛"),
        Kind::Veto => ("vetoes", "一票否决"),
        Kind::Cap => ("caps", "封顶"),
        Kind::Floor => ("floors", "保底"),
        Kind::UntilZero => ("until zero", "扣完为止"),
        Kind::Step => ("steps per unit", "按量加减"),
        Kind::Audience => ("for whom", "适用对象"),
        Kind::Dated => ("dated values", "分时段的值"),
        Kind::Trim => ("trimmed means", "去掉最高最低分"),
        Kind::Raters => ("kinds of raters", "评分人类别"),
        Kind::Limit => ("limits on grades", "强制分布"),
        Kind::Guarantee => ("guarantees", "保障"),
        Kind::Draw => ("draws", "预支"),
        Kind::Recovery => ("draws taken back", "预支收回"),
    };
    Text::new(en, zh)
}

/// The kind in the formats of machines; never changed.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Band => "band",
        Kind::Tier => "tier",
        Kind::Row => "row",
        Kind::Grade => "grade",
        Kind::Edge => "edge",
        Kind::Branch => "branch",
        Kind::Fallback => "otherwise",
        Kind::Gate => "gate",
        Kind::Veto => "veto",
        Kind::Cap => "cap",
        Kind::Floor => "floor",
        Kind::UntilZero => "until-zero",
        Kind::Step => "step",
        Kind::Audience => "for",
        Kind::Dated => "dated",
        Kind::Trim => "trim",
        Kind::Raters => "raters",
        Kind::Limit => "limit",
        Kind::Guarantee => "guarantee",
        Kind::Draw => "draw",
        Kind::Recovery => "recovery",
    }
}

/// What must be seen of a point, in the formats of machines; never changed.
pub(super) fn side_word(kind: Kind, side: Side) -> &'static str {
    let (yes, no) = match kind {
        Kind::Edge => ("touched", "not touched"),
        Kind::Branch => ("taken", "else"),
        Kind::Fallback => ("taken", "not taken"),
        Kind::Gate => ("open", "shut"),
        Kind::Veto => ("struck", "not struck"),
        Kind::Cap | Kind::Floor | Kind::UntilZero => ("bound", "not bound"),
        Kind::Step => ("counted", "not counted"),
        Kind::Audience => ("applies", "does not apply"),
        Kind::Dated => ("in force", "not in force"),
        Kind::Trim => ("dropped", "too few"),
        Kind::Raters => ("all rated", "one missing"),
        Kind::Limit => ("moved", "not moved"),
        Kind::Guarantee | Kind::Draw => ("paid", "not paid"),
        Kind::Recovery => ("taken back", "not taken back"),
        Kind::Band | Kind::Tier | Kind::Row | Kind::Grade => ("reached", "not reached"),
    };
    match side {
        Side::Reached | Side::Yes => yes,
        Side::No => no,
    }
}

/// What no example does. `own` is the text of the point itself.
pub(super) fn missing(point: &Point, own: &str) -> Text {
    let no = point.side == Side::No;
    let (en, zh) = match point.kind {
        Kind::Band => ("no example lies in this line", "没有示例落在这一档"),
        Kind::Tier => ("no amount reaches this line", "没有示例的数额落在这一级"),
        Kind::Row if point.span != point.clause => {
            return Text::new(format!("no example takes the cell `{own}`"), format!("没有示例取到“{own}”这一格"));
        }
        Kind::Row => ("no example takes this row", "没有示例用到这一行"),
        Kind::Grade => ("nobody gets this grade by the score", "没有示例按得分落在这一等级"),
        Kind::Edge => return Text::new(format!("never exactly at {own}"), format!("从未恰好等于 {own}")),
        Kind::Branch if no => return Text::new(format!("never the `else`: {own}"), format!("从未走到“否则”：{own}")),
        Kind::Branch => return Text::new(format!("never the case: {own}"), format!("从未出现这种情况：{own}")),
        Kind::Fallback => return Text::new(format!("never taken: {own}"), format!("从未取用：{own}")),
        Kind::Gate if no => ("the gate is never shut", "从未有不满足门槛的情况"),
        Kind::Gate => ("the gate is never open", "从未有满足门槛的情况"),
        Kind::Veto if no => ("the veto always strikes", "每次都触发否决，没有不触发的情况"),
        Kind::Veto => ("the veto never strikes", "从未触发否决"),
        Kind::Cap if no => ("the cap always binds", "每次都被封顶，没有不封顶的情况"),
        Kind::Cap => ("the cap never binds", "封顶从未起作用"),
        Kind::Floor if no => ("the floor always binds", "每次都被保底，没有不保底的情况"),
        Kind::Floor => ("the floor never binds", "保底从未起作用"),
        Kind::UntilZero if no => ("it is always taken down to zero", "每次都扣完，没有扣不完的情况"),
        Kind::UntilZero => ("it is never taken down to zero", "从未扣完"),
        Kind::Step if no => ("something is always counted", "每次都有加减，没有不加减的情况"),
        Kind::Step => ("nothing is ever counted", "从未加减过"),
        Kind::Audience if no => ("no example is of somebody it is not for", "没有不适用对象的示例"),
        Kind::Audience => ("no example is of somebody it is for", "没有适用对象的示例"),
        Kind::Dated => ("no example takes this value", "没有示例取到这个值"),
        Kind::Trim if no => ("there are never too few rows to drop some", "从未有不够去掉的情况"),
        Kind::Trim => ("nothing is ever dropped", "从未去掉过最高分、最低分"),
        Kind::Raters if no => ("no kind of rater is ever missing", "从未缺过任何一类评分人"),
        Kind::Raters => ("some kind of rater is always missing", "每次都缺某一类评分人"),
        Kind::Limit if no => ("the limit always moves the grade", "每次都调整等级，没有不调整的情况"),
        Kind::Limit => ("the limit never moves a grade", "从未调整过等级"),
        Kind::Guarantee if no => ("the guarantee is always paid", "每次都有补足，没有不补足的情况"),
        Kind::Guarantee => ("the guarantee is never paid", "从未补足过"),
        Kind::Draw if no => ("something is always advanced", "每次都有预支，没有不预支的情况"),
        Kind::Draw => ("nothing is ever advanced", "从未预支过"),
        Kind::Recovery if no => ("something is always taken back", "每次都有收回，没有不收回的情况"),
        Kind::Recovery => ("nothing is ever taken back", "从未收回过"),
    };
    Text::new(en, zh)
}

/// The words of the policy, on one line.
pub(super) fn clause(sources: &Sources, span: Span) -> String {
    let words: Vec<&str> = sources.slice(span).split_whitespace().collect();
    truncate(&sanitise(&words.join(" ")), CLAUSE)
}

/// `87.5%`: at most one place, cut and not rounded, so that only all of it is 100%.
pub fn percent(share: &Number) -> String {
    let thousand = Number::from_i64(1000);
    let cut = share.mul(&thousand).and_then(|share| share.floor().div(&thousand)).unwrap_or_else(|_| share.clone());
    show::percent(&cut)
}

/// The share of a count as the table shows it.
pub(super) fn share(count: Count) -> String {
    percent(&count.share())
}
