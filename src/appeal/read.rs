//! A cases file: JSON, read strictly. Everything wrong in it is told at once, each with its case and its field.

mod fields;

use super::case::{Act, Case, Change, Correction, Decision, Event, Form, Member, Outcome, Panel, Relation, RuleName};
use super::names;
use super::problems::{self, At};
use crate::diagnostic::{Diagnostic, Language};
use crate::source::json::Node;
use fields::Fields;

const OUTCOMES: [(&str, &str, Outcome); 4] = [
    ("upheld", "申诉成立", Outcome::Upheld),
    ("adjusted", "予以调整", Outcome::Adjusted),
    ("partly", "部分成立", Outcome::Partly),
    ("rejected", "驳回", Outcome::Rejected),
];
const RULES: [(&str, &str, RuleName); 4] = [
    ("late", "逾期", RuleName::Late),
    ("not written", "未以书面提出", RuleName::NotWritten),
    ("out of scope", "不属于申诉范围", RuleName::OutOfScope),
    ("no evidence", "缺少证据", RuleName::NoEvidence),
];
const RELATIONS: [(&str, &str, Relation); 3] =
    [("manager", "上级", Relation::Manager), ("rater", "评分人", Relation::Rater), ("none", "无", Relation::None)];

/// What the `event` of an entry may say.
#[derive(Clone, Copy)]
enum Named {
    Received,
    Accepted,
    Refused,
    AskedToComplete,
    Completed,
    ReviewBegun,
    Heard,
    PanelFormed,
    EvidenceAsked,
    EvidenceGiven,
    Decided,
    Notified,
    Escalated,
    Withdrawn,
}

const EVENTS: [(&str, &str, Named); 14] = [
    ("received", "收到", Named::Received),
    ("accepted", "受理", Named::Accepted),
    ("refused", "不予受理", Named::Refused),
    ("asked to complete", "要求补正", Named::AskedToComplete),
    ("completed", "补正", Named::Completed),
    ("review begun", "开始评审", Named::ReviewBegun),
    ("heard", "听取意见", Named::Heard),
    ("panel formed", "组成评审小组", Named::PanelFormed),
    ("evidence asked", "要求补充证据", Named::EvidenceAsked),
    ("evidence given", "提交证据", Named::EvidenceGiven),
    ("decided", "作出决定", Named::Decided),
    ("notified", "告知", Named::Notified),
    ("escalated", "申请复核", Named::Escalated),
    ("withdrawn", "撤回", Named::Withdrawn),
];

/// The cases of a file, in its order. `file` is its name as messages show it.
///
/// # Errors
/// Everything that is wrong in it.
pub fn cases(file: &str, bytes: &[u8]) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let whole: Node = serde_json::from_slice(bytes).map_err(|error| vec![problems::not_json(file, error.line())])?;
    let Node::Object(fields) = &whole else { return Err(vec![problems::not_cases(file)]) };
    let language = fields.first().map_or(Language::English, |(name, _)| names::language_of(name));
    let top = At { file, case: None, number: 0, language };
    if !fields.iter().any(|(name, _)| names::is_called("cases", name)) {
        return Err(vec![problems::not_cases(file)]);
    }
    let mut head = Fields::new(top, String::new(), fields);
    let objects = head.objects("cases");
    let mut wrong = head.finish();
    let (mut cases, mut seen): (Vec<Case>, Vec<(String, u64)>) = (Vec::new(), Vec::new());
    for (mut object, number) in objects.into_iter().zip(1_u64..) {
        object.within = String::new();
        object.at = At { file, case: None, number, language };
        let id = object.needed_text("id");
        let at = At { file, case: id.as_deref(), number, language };
        object.at = at;
        if let Some(id) = &id {
            match seen.iter().find(|(other, _)| other == id) {
                Some((_, first)) => wrong.push(problems::case_twice(at, *first)),
                None => seen.push((id.clone(), number)),
            }
        }
        let (case, problems) = case(object, id.clone().unwrap_or_default());
        wrong.extend(problems);
        cases.extend(case);
    }
    if wrong.is_empty() { Ok(cases) } else { Err(wrong) }
}

fn case(mut of: Fields<'_>, id: String) -> (Option<Case>, Vec<Diagnostic>) {
    let (number, language) = (of.at.number, of.at.language);
    let (who, filed) = (of.needed_text("who"), of.needed_date("filed"));
    let form = if of.flag("written") == Some(false) { Form::Spoken } else { Form::Written };
    let mut case = Case {
        id,
        who: who.clone().unwrap_or_default(),
        period: of.period("period"),
        published: of.date("published"),
        notified: of.date("notified"),
        received: of.date("received"),
        filed: filed.unwrap_or(crate::value::Date::MIN),
        form,
        late_reason: of.text("late reason"),
        ground: of.text("ground"),
        evidence: of.texts("evidence"),
        contests: of.text("contests"),
        statement: of.text("statement"),
        wishes: of.text("wishes"),
        corrections: Vec::new(),
        manager: of.text("manager"),
        raters: of.has("raters").then(|| of.texts("raters")),
        events: Vec::new(),
        number,
        language,
    };
    let mut wrong = Vec::new();
    for fields in of.objects("corrections") {
        let (correction, problems) = correction(fields);
        wrong.extend(problems);
        case.corrections.extend(correction);
    }
    for fields in of.objects("events") {
        let (event, problems) = event(fields);
        wrong.extend(problems);
        case.events.extend(event);
    }
    let mut all = of.finish();
    all.append(&mut wrong);
    (who.and(filed).map(|_| case), all)
}

fn correction(mut of: Fields<'_>) -> (Option<Correction>, Vec<Diagnostic>) {
    let (input, key, source) = (of.needed_text("input"), of.needed_text("key"), of.text("source"));
    let (add, remove, column) = (of.cells("add"), of.flag("remove"), of.text("column"));
    let change = match (add, remove, column) {
        (Some(cells), None, None) => Some(Change::Add { cells }),
        (None, Some(true), None) => Some(Change::Remove),
        (None, None | Some(false), Some(column)) => of.cell("value").map(|value| Change::Cell { column, value }),
        (_, _, _) => {
            of.problems.push(problems::correction_unclear(of.at, of.within.trim_end_matches('.')));
            // So that the field is not taken for unknown.
            let _ = of.cells("value");
            None
        }
    };
    let correction = match (input, key, change) {
        (Some(input), Some(key), Some(change)) => Some(Correction { input, key, change, source }),
        (_, _, _) => None,
    };
    (correction, of.finish())
}

fn event(mut of: Fields<'_>) -> (Option<Event>, Vec<Diagnostic>) {
    let (on, by) = (of.needed_date("on"), of.text("by"));
    let named = of.needed_text("event").and_then(|_| of.word("event", &EVENTS));
    let Some(named) = named else {
        // What else it says depends on what it is.
        return (None, of.problems);
    };
    let act = match named {
        Named::Received => Some(Act::Received),
        Named::Accepted => Some(Act::Accepted),
        Named::Refused => Some(Act::Refused { rule: of.word("rule", &RULES), reason: of.text("reason") }),
        Named::AskedToComplete => Some(Act::AskedToComplete { missing: of.texts("missing") }),
        Named::Completed => Some(Act::Completed { evidence: of.texts("evidence") }),
        Named::ReviewBegun => Some(Act::ReviewBegun),
        Named::Heard => Some(Act::Heard),
        Named::PanelFormed => Some(Act::PanelFormed(panel(&mut of))),
        Named::EvidenceAsked => Some(Act::EvidenceAsked { missing: of.texts("missing") }),
        Named::EvidenceGiven => Some(Act::EvidenceGiven { evidence: of.texts("evidence") }),
        Named::Decided => {
            let outcome = of.needed_text("outcome").and_then(|_| of.word("outcome", &OUTCOMES));
            let (reason, clauses, evidence) = (of.text("reason"), of.texts("clauses"), of.texts("evidence"));
            outcome.map(|outcome| Act::Decided(Decision { outcome, reason, clauses, evidence }))
        }
        Named::Notified => Some(Act::Notified { through: of.texts("through") }),
        Named::Escalated => Some(Act::Escalated { grounds: of.text("grounds"), late_reason: of.text("late reason") }),
        Named::Withdrawn => Some(Act::Withdrawn),
    };
    let event = on.zip(act).map(|(on, act)| Event { on, by, act });
    (event, of.finish())
}

fn panel(of: &mut Fields<'_>) -> Panel {
    let mut members = Vec::new();
    for mut fields in of.objects("members") {
        let member = Member {
            key: fields.text("key"),
            name: fields.text("name"),
            department: fields.text("department"),
            relation: fields.word("relation", &RELATIONS),
        };
        if member.key.is_none() && member.name.is_none() {
            let at = fields.within.trim_end_matches('.').to_string();
            fields.problems.push(problems::member_unnamed(fields.at, &at));
        }
        of.problems.append(&mut fields.finish());
        members.push(member);
    }
    Panel { members, body: of.text("body") }
}
