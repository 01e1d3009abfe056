//! Who reports to whom.

use super::{declared_here, q, t};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// No column of the population holds keys of people.
pub(in crate::plan) fn no_column(span: Span, people: Option<Span>) -> Diagnostic {
    let message = t("no column of the people says who reports to whom", "人员数据里没有哪一列写明谁是谁的上级");
    let help = t(
        "add a column such as `manager : person optional`, blank for whoever has none",
        "请加一列，例如 `直属上级 ：人员编号 可空`，没有上级的留空",
    );
    let problem = Diagnostic::error("E390", message).label(span, t("whose reports?", "按哪一列算下属？"));
    let problem = match people {
        Some(people) => problem.label(people, t("no column of type `person` here", "这里没有“人员编号”类型的列")),
        None => problem,
    };
    problem.help(help)
}

/// Several columns hold keys of people, and any of them could be meant.
pub(in crate::plan) fn several_columns(span: Span, known: &[(String, Span)]) -> Diagnostic {
    let names: Vec<String> = known.iter().map(|(name, _)| q(name)).collect();
    let message = t(
        format!("reports by which column? {} each name a person", names.join(", ")),
        format!("按哪一列算下属？{}都是人员编号", names.join("、")),
    );
    let first = known.first().map_or("manager", |(name, _)| name.as_str());
    let help = t(format!("write for example `reports by {first}`"), format!("请写明，例如 `按 {first} 的 下属`"));
    let problem = Diagnostic::error("E390", message).label(span, t("by which?", "按哪一列？"));
    known.iter().fold(problem, |problem, (_, place)| problem.label(*place, t("could be meant", "可能指这一列"))).help(help)
}

/// The column named holds something else than keys of people.
pub(in crate::plan) fn holds_no_people(name: &str, span: Span, place: Span, known: &[String]) -> Diagnostic {
    let message = t(format!("{} does not hold the keys of people", q(name)), format!("{}这一列填的不是人员编号", q(name)));
    let help = match known.first() {
        Some(first) => t(
            format!("give it the type `person`, or write `reports by {first}`"),
            format!("请把它的类型改为 人员编号，或者写 `按 {first} 的 下属`"),
        ),
        None => t("give it the type `person`: `manager : person optional`", "请把它的类型改为 人员编号，例如 `直属上级 ：人员编号 可空`"),
    };
    Diagnostic::error("E390", message).label(span, t("who reports to whom?", "按它算不出下属")).label(place, declared_here()).help(help)
}
