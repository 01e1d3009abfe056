//! How slips and fates are called.

use crate::diagnostic::Text;
use crate::mutation::Slip;
use crate::mutation::judge::Fate;

/// What a slip is called in the table.
pub(super) fn slip_name(slip: Slip) -> Text {
    let (en, zh) = match slip {
        Slip::Edge => ("edge moved", "界限移动"),
        Slip::Inclusion => ("at least, above", "含与不含"),
        Slip::Dropped => ("line left out", "漏写一行"),
        Slip::Number => ("other number", "数字不同"),
        Slip::Weight => ("weight shifted", "权重增减"),
        Slip::Method => ("marginal, whole", "超额与全额"),
        Slip::Sign => ("plus, less", "加与减"),
        Slip::Bound => ("at most, at least", "封顶与保底"),
        Slip::Logic => ("and, or", "且与或"),
        Slip::Option => ("other option", "选项不同"),
        Slip::Order => ("order of lines", "前后顺序"),
        Slip::Counting => ("full, started", "满与不足"),
        Slip::Rounding => ("rounding", "取整方式"),
        Slip::Missing => ("when missing", "缺失时"),
        Slip::Aggregate => ("sum, average", "合计与平均"),
        Slip::Dated => ("date in force", "生效日期"),
    };
    Text::new(en, zh)
}

/// The slip in the formats of machines; never changed.
pub(super) fn slip_word(slip: Slip) -> &'static str {
    match slip {
        Slip::Edge => "edge",
        Slip::Inclusion => "inclusion",
        Slip::Dropped => "dropped",
        Slip::Number => "number",
        Slip::Weight => "weight",
        Slip::Method => "method",
        Slip::Sign => "sign",
        Slip::Bound => "bound",
        Slip::Logic => "logic",
        Slip::Option => "option",
        Slip::Order => "order",
        Slip::Counting => "counting",
        Slip::Rounding => "rounding",
        Slip::Missing => "missing",
        Slip::Aggregate => "aggregate",
        Slip::Dated => "dated",
    }
}

/// The fate in the formats of machines; never changed.
pub(super) fn fate_word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Check(_) => "check",
        Fate::Example(_) => "example",
        Fate::Population => "population",
        Fate::Same => "same",
        Fate::Left(_) => "left",
    }
}
