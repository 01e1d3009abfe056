//! What stands at a place, as the subject of a sentence: `a weight` must be a percent.

use super::{q, t};
use crate::diagnostic::Text;
use crate::plan::ir::Figure;
use crate::plan::types::Joint;

pub(in crate::plan) fn joint_words(joint: Joint) -> Text {
    match joint {
        Joint::Sum => t("what is added to a percent or taken from it", "与百分比相加减的值"),
        Joint::Compare => t("what is compared with a percent", "与百分比比较的值"),
        Joint::Results => t("what stands beside a percent", "与百分比并列的结果"),
    }
}

pub(in crate::plan) fn in_points() -> Text {
    t("what is turned into points", "折成分的值")
}

pub(in crate::plan) fn share() -> Text {
    t("the share in `… of …`", "“的”后面的比例")
}

pub(in crate::plan) fn rate() -> Text {
    t("a rate", "比例")
}

pub(in crate::plan) fn rounding() -> Text {
    t("the unit of rounding", "取整的单位")
}

pub(in crate::plan) fn rubric_level() -> Text {
    t("a level of a rubric", "评分细则的分级")
}

pub(in crate::plan) fn step() -> Text {
    t("the step", "每一档的大小")
}

pub(in crate::plan) fn cap() -> Text {
    t("a cap or floor", "封顶或保底的值")
}

pub(in crate::plan) fn prorate_factor() -> Text {
    t("what an amount is prorated by", "折算的比例")
}

pub(in crate::plan) fn target() -> Text {
    t("a target has the unit of its measure and", "目标值与实际值同单位，")
}

pub(in crate::plan) fn baseline() -> Text {
    t("a baseline has the unit of its measure and", "基准值与实际值同单位，")
}

pub(in crate::plan) fn stretch() -> Text {
    t("a stretch", "挑战幅度")
}

pub(in crate::plan) fn due() -> Text {
    t("the due date", "完成时限")
}

pub(in crate::plan) fn weight() -> Text {
    t("a weight", "权重")
}

pub(in crate::plan) fn score() -> Text {
    t("a score is in points and", "计分以分为单位，")
}

pub(in crate::plan) fn adjustment() -> Text {
    t("an adjustment is in points and", "加减分以分为单位，")
}

pub(in crate::plan) fn pool() -> Text {
    t("what is shared", "要分配的数")
}

pub(in crate::plan) fn pay() -> Text {
    t("what is paid", "计发的结果")
}

pub(in crate::plan) fn figure(figure: Figure) -> Text {
    t(format!("the {} of the header", figure.english()), format!("制度开头的{}", figure.chinese()))
}

pub(in crate::plan) fn declared() -> Text {
    t("as declared, this value", "按所写的类型，这个值")
}

pub(in crate::plan) fn default_value() -> Text {
    t("the default of this column", "这一列的默认值")
}

pub(in crate::plan) fn bound() -> Text {
    t("a bound of this column", "这一列的上下限")
}

pub(in crate::plan) fn starting() -> Text {
    t("what the tiers start at", "累进的起点")
}

/// The day whose rate is taken.
pub(in crate::plan) fn rate_day() -> Text {
    t("the day whose rate holds", "汇率所依据的日期")
}

pub(in crate::plan) fn days_between() -> Text {
    t("either end of a length of days", "天数的起止")
}

pub(in crate::plan) fn given(name: &str) -> Text {
    t(format!("the given {}", q(name)), format!("已知的{}", q(name)))
}

pub(in crate::plan) fn expected(name: &str) -> Text {
    t(format!("the expected {}", q(name)), format!("{}应为的值", q(name)))
}

pub(in crate::plan) fn as_of() -> Text {
    t("the day behind `as of`", "“以……为准”中的日期")
}

pub(in crate::plan) fn excepted(name: &str) -> Text {
    t(format!("the excepted {}", q(name)), format!("特批的{}", q(name)))
}

pub(in crate::plan) fn key(name: &str) -> Text {
    t(format!("the key {}", q(name)), format!("查表的{}", q(name)))
}

pub(in crate::plan) fn carry_starting() -> Text {
    t("the starting value", "起始值")
}
