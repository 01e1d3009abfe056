//! Words that several lints use.

use crate::diagnostic::text::quote;
use crate::diagnostic::{Language, Text};
use crate::syntax::ast::Stage;

/// Places pointed at in one message; a reader who has mended these finds the others by running again.
pub(in crate::lint) const MOST_LABELS: usize = 12;

pub(in crate::lint) fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

/// A name or a text of the author's, in quotation marks.
pub(in crate::lint) fn q(text: &str) -> String {
    quote(text, Language::English)
}

/// `a, b and c` and `a、b和c`.
pub(in crate::lint) fn all_of(items: &[Text]) -> Text {
    let part = |language: Language| -> Vec<&str> { items.iter().map(|item| item.get(language)).collect() };
    let joined = |items: Vec<&str>, comma: &str, and: &str| match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_string(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    };
    t(joined(part(Language::English), ", ", " and "), joined(part(Language::Chinese), "、", "和"))
}

/// The author's names, in quotation marks: all of them.
pub(in crate::lint) fn all_names<'n>(names: impl Iterator<Item = &'n str>) -> Text {
    let quoted: Vec<Text> = names.map(|name| Text::same(q(name))).collect();
    all_of(&quoted)
}

pub(in crate::lint) fn stage(stage: Stage) -> Text {
    match stage {
        Stage::Acquisition => t("acquisition", "获客"),
        Stage::Conversion => t("conversion", "转化"),
        Stage::Retention => t("retention", "维护"),
        Stage::Process => t("process", "过程"),
        Stage::Team => t("team", "团队"),
    }
}

pub(in crate::lint) fn no_scorecard() -> Text {
    t("the policy has no scorecard", "制度没有计分卡")
}

pub(in crate::lint) fn no_goal() -> Text {
    t("the policy has no goal", "制度没有绩效目标")
}

pub(in crate::lint) fn no_payout() -> Text {
    t("the policy has no payout", "制度没有发放项")
}

pub(in crate::lint) fn no_stage() -> Text {
    t("no KPI says which stage it measures (stage-coverage reports it)", "没有指标写明“环节”（由 stage-coverage 提示）")
}
