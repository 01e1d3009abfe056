//! L303 shadowed-name: one word that means one thing here and another there.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::{Def, DefId, PEOPLE, Plan, Role};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: "L303", name: "shadowed-name", thresholds: &[], check };

/// The words that mean the KPI's own part inside a KPI, as the part is called in English.
const OWN_PARTS: [(&str, &str); 6] = [
    ("measure", "measure"),
    ("实际值", "measure"),
    ("target", "target"),
    ("目标值", "target"),
    ("attainment", "attainment"),
    ("完成率", "attainment"),
];

/// The words for results, as they are called in English.
const RESULTS: [(&str, &str); 8] = [
    ("score", "score"),
    ("总分", "score"),
    ("综合得分", "score"),
    ("得分", "score"),
    ("grade", "grade"),
    ("等级", "grade"),
    ("payout", "payout"),
    ("应发合计", "payout"),
];

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    // Who writes a name in backticks has told it from the word.
    let ticked = |def: &Def| subject.sources.slice(def.place).starts_with('`');
    for def in plan.defs.iter().filter(|def| matches!(def.role, Role::Column | Role::Let) && !ticked(def)) {
        words_of_the_language(plan, bare(def), def.place, found);
    }
    for param in &plan.params {
        words_of_the_language(plan, &param.name, param.place, found);
    }
    let mut told = Vec::new();
    for kpi in plan.scorecards.iter().flat_map(|card| &card.kpis) {
        if let Some(other) = value_named(plan, &kpi.name)
            && !measures(plan, kpi.measure, other)
            && let Some(place) = look::def(plan, kpi.measure).map(|measure| measure.place)
            && look::first_time(&mut told, other.place)
        {
            two_things(&kpi.name, place, other, found);
        }
    }
}

/// The name without its table.
fn bare(def: &Def) -> &str {
    if def.table == PEOPLE { &def.name } else { def.name.rsplit('.').next().unwrap_or(&def.name) }
}

fn words_of_the_language(plan: &Plan, name: &str, place: Span, found: &mut Found) {
    let meaning = |words: &[(&str, &'static str)]| words.iter().find(|(word, _)| *word == name).map(|(_, meaning)| *meaning);
    if let Some(part) = meaning(&OWN_PARTS).filter(|_| !plan.scorecards.is_empty()) {
        let message = Text::new(
            format!("`{name}` means this value outside of KPIs, and the KPI's own {part} inside of them"),
            format!("`{name}` 在指标外面指这个值，在指标里面指该指标自己的{}", own_words(part)),
        );
        found.report(finding(message, place));
        return;
    }
    let result = meaning(&RESULTS).filter(|result| match *result {
        "score" => plan.score.is_some(),
        "grade" => plan.grade.is_some(),
        _ => plan.payout_total.is_some(),
    });
    if let Some(result) = result {
        let message = Text::new(
            format!("where this value can be read, `{name}` hides the {result} of the person"),
            format!("凡能读到这个值的地方，`{name}` 都不再指个人的{}", result_words(result)),
        );
        found.report(finding(message, place));
    }
}

fn own_words(part: &str) -> &'static str {
    match part {
        "measure" => "实际值",
        "target" => "目标值",
        _ => "完成率",
    }
}

fn result_words(result: &str) -> &'static str {
    match result {
        "score" => "总分",
        "grade" => "等级",
        _ => "应发合计",
    }
}

fn finding(message: Text, place: Span) -> crate::diagnostic::Diagnostic {
    warning(&LINT, message).label(place, Text::new("a word of the language", "这是语言本身的词")).help(Text::new(
        "give the value a name of its own that says what it is, as `survey_score`; for a column, `column \"…\"` keeps the header of the file",
        "请给这个值另起一个说明其含义的名称，例如 `问卷得分`；如果是列，用 `列 \"…\"` 保留文件中的表头",
    ))
}

/// The person's value or the param that bears this name.
fn value_named<'p>(plan: &'p Plan, name: &str) -> Option<&'p Def> {
    plan.defs.iter().find(|def| def.table == PEOPLE && matches!(def.role, Role::Column | Role::Let) && def.name == name)
}

/// Whether a KPI measures a value, in its measure or through a `let` that the measure reads.
fn measures(plan: &Plan, measure: DefId, value: &Def) -> bool {
    let reads = |id: DefId| look::body(plan, id).map(look::mentioned).unwrap_or_default();
    let is_it = |id: &DefId| look::def(plan, *id).is_some_and(|def| def.place == value.place);
    let near = reads(measure);
    near.iter().any(is_it) || near.iter().flat_map(|id| reads(*id)).any(|id| is_it(&id))
}

fn two_things(name: &str, kpi: Span, other: &Def, found: &mut Found) {
    let message = Text::new(
        format!("`{name}` is a value, and `{name}.measure` is something else"),
        format!("`{name}` 是一个值，`{name}.实际值` 却是另一个值"),
    );
    found.report(
        warning(&LINT, message)
            .label(kpi, Text::new("this KPI measures something else", "这个指标衡量的不是它"))
            .label(other.place, Text::new(format!("`{name}` alone is this"), format!("单写 `{name}` 指这里")))
            .help(Text::new(
                "name the KPI after what it measures, so that nobody takes one for the other",
                "请按衡量的内容给指标命名，以免把两者看成一个",
            )),
    );
}
