//! Words that everybody reads differently, and where they are no such words: in a name with a meaning of its own.

use super::wording::t;
use crate::diagnostic::Text;

/// What a vague word leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Open {
    Time,
    Amount,
    Quality,
    Discretion,
}

impl Open {
    /// What to write instead.
    pub(in crate::lint) fn instead(self) -> Text {
        match self {
            Open::Time => t("say by when: “within 2 working days”", "请写明时限，如“2个工作日内”"),
            Open::Amount => t("say how much: “at least 5 a week”, “by 10%”", "请写明数量，如“每周不少于5次”、“提高10%”"),
            Open::Quality => t(
                "say what can be seen or counted: “answers every question of the customer in writing”",
                "请写明看得见、数得出的表现，如“书面答复客户的每个问题”",
            ),
            Open::Discretion => t("say when it holds, and who decides", "请写明什么情况下适用、由谁决定"),
        }
    }
}

/// English words and phrases; the longer before the shorter they contain.
pub(in crate::lint) const ENGLISH: &[(&str, Open)] = &[
    ("in a timely manner", Open::Time),
    ("as soon as possible", Open::Time),
    ("in due course", Open::Time),
    ("timely", Open::Time),
    ("promptly", Open::Time),
    ("regularly", Open::Time),
    ("frequently", Open::Time),
    ("as appropriate", Open::Discretion),
    ("where appropriate", Open::Discretion),
    ("as needed", Open::Discretion),
    ("if necessary", Open::Discretion),
    ("where possible", Open::Discretion),
    ("discretion", Open::Discretion),
    ("sufficiently", Open::Amount),
    ("sufficient", Open::Amount),
    ("adequately", Open::Amount),
    ("adequate", Open::Amount),
    ("significantly", Open::Amount),
    ("significant", Open::Amount),
    ("substantially", Open::Amount),
    ("substantial", Open::Amount),
    ("considerable", Open::Amount),
    ("several", Open::Amount),
    ("enough", Open::Amount),
    ("appropriately", Open::Quality),
    ("appropriate", Open::Quality),
    ("satisfactorily", Open::Quality),
    ("satisfactory", Open::Quality),
    ("reasonably", Open::Quality),
    ("reasonable", Open::Quality),
    ("acceptable", Open::Quality),
    ("good", Open::Quality),
];

/// Chinese words.
pub(in crate::lint) const CHINESE: &[(&str, Open)] = &[
    ("及时", Open::Time),
    ("尽快", Open::Time),
    ("尽早", Open::Time),
    ("若干", Open::Amount),
    ("适量", Open::Amount),
    ("大量", Open::Amount),
    ("足够", Open::Amount),
    ("充分", Open::Amount),
    ("显著", Open::Amount),
    ("明显", Open::Amount),
    ("大幅", Open::Amount),
    ("较高", Open::Amount),
    ("较大", Open::Amount),
    ("较多", Open::Amount),
    ("较低", Open::Amount),
    ("较少", Open::Amount),
    ("较快", Open::Amount),
    ("一定", Open::Amount),
    ("较好", Open::Quality),
    ("较差", Open::Quality),
    ("良好", Open::Quality),
    ("适当", Open::Quality),
    ("适度", Open::Quality),
    ("合理", Open::Quality),
    ("相关", Open::Quality),
    ("妥善", Open::Quality),
    ("酌情", Open::Discretion),
    ("尽量", Open::Discretion),
    ("尽可能", Open::Discretion),
    ("尽力", Open::Discretion),
    ("视情况", Open::Discretion),
    ("必要时", Open::Discretion),
    ("原则上", Open::Discretion),
];

/// Names with a meaning of their own that hold such a word.
pub(in crate::lint) const NAMES: &[&str] = &[
    "good faith",
    "good conduct",
    "good standing",
    "good practice",
    "相关系数",
    "相关方",
    "相关者",
    "合理化",
    "合理库存",
    "良好行为",
    "良好规范",
    "良好实践",
    "适当性",
    "大量程",
];

/// What makes a quantity of the Chinese word before it: 及时率 is counted, 及时 is not.
pub(in crate::lint) const QUANTITIES: &[&str] =
    &["率", "度", "性", "系数", "指数", "得分", "评分", "分", "次数", "天数", "数", "量", "值", "额", "比"];

/// Behind 一定 these leave an amount open; elsewhere it means “certainly”, or ends a longer word as in 统一定价.
pub(in crate::lint) const SOME: &[&str] = &["的", "程度", "数量", "比例", "范围", "时间", "期限", "水平", "金额", "规模", "幅度"];

/// A level that a rubric only names.
pub(in crate::lint) const BARE_LEVELS: &[&str] = &[
    "excellent",
    "outstanding",
    "very good",
    "good",
    "average",
    "fair",
    "poor",
    "acceptable",
    "unacceptable",
    "satisfactory",
    "unsatisfactory",
    "meets expectations",
    "exceeds expectations",
    "below expectations",
    "needs improvement",
    "优秀",
    "优",
    "良好",
    "良",
    "中等",
    "中",
    "一般",
    "较好",
    "较差",
    "好",
    "差",
    "合格",
    "不合格",
    "称职",
    "基本称职",
    "不称职",
    "符合预期",
    "超出预期",
    "低于预期",
];
