//! What people call the values of a plan: their titles; where there is none, the name in plain words.

use super::model::bare_name;
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{Def, DefId, Plan, Role, TermPart};

/// What a value is called, in both of the ways in which it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Name {
    /// A word of the language's own: `total pay`.
    Word(String),
    /// What its author calls it.
    Own(String),
    /// A part of a KPI, a goal or a payout: whose, and which.
    Part { owner: String, part: String },
}

impl Name {
    /// As it stands by itself, in a table or at the head of a line: `Total pay`, `Revenue (attainment)`, 回款（完成率）.
    pub fn label(&self, language: Language) -> String {
        match (self, language) {
            (Name::Word(word), _) => capital(word),
            (Name::Own(own), _) => own.clone(),
            (Name::Part { owner, part }, Language::English) => format!("{owner} ({part})"),
            (Name::Part { owner, part }, Language::Chinese) => format!("{owner}（{part}）"),
        }
    }

    /// As it stands in a sentence: `total pay`, `attainment of “Revenue”`, “回款”的完成率.
    pub fn phrase(&self, language: Language) -> String {
        match (self, language) {
            (Name::Word(word), _) => word.clone(),
            (Name::Own(own), _) => own.clone(),
            (Name::Part { owner, part }, Language::English) => format!("{part} of “{owner}”"),
            (Name::Part { owner, part }, Language::Chinese) => format!("“{owner}”的{part}"),
        }
    }
}

/// What a definition is called.
pub fn called(plan: &Plan, def: &Def, language: Language) -> Name {
    let say = |(en, zh): (&'static str, &'static str)| match language {
        Language::English => en,
        Language::Chinese => zh,
    };
    let word = |words| Name::Word(say(words).to_string());
    let part = match def.role {
        Role::Score => return word(("score", "总分")),
        Role::Grade => return word(("grade", "等级")),
        Role::PayoutTotal => return word(("total pay", "应发合计")),
        Role::Figure(figure) => return word((figure.english(), figure.chinese())),
        Role::KpiMeasure => ("measure", "实际值"),
        Role::KpiTarget => ("target", "目标值"),
        Role::KpiAttainment | Role::GoalAttainment => ("attainment", "完成率"),
        Role::KpiScore => ("score", "得分"),
        Role::KpiWeighted => ("weighted points", "加权得分"),
        Role::GoalMet => ("met", "达成"),
        Role::GoalGap => ("gap", "差距"),
        Role::GoalAchievable => ("within reach", "可实现"),
        Role::Term(part) => term(part),
        Role::Credit => ("share credited", "计入比例"),
        // A calculation without a name is as it is written.
        Role::Earlier => return Name::Own(sanitise(&def.spoken(language))),
        Role::Column
        | Role::Let
        | Role::Carry
        | Role::Slice
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::Adjust
        | Role::GradeColumn
        | Role::Payout => {
            let table = plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
            return Name::Own(titled(def.title.as_deref(), bare_name(def, table)));
        }
    };
    let owner = def.name.rsplit_once('.').map_or(def.name.as_str(), |(owner, _)| owner);
    Name::Part { owner: owner_title(plan, def, owner), part: say(part).to_string() }
}

/// What the value with this number is called where it stands by itself.
pub fn label_of(plan: &Plan, id: DefId, language: Language) -> String {
    plan.defs.get(id.0 as usize).map_or(String::new(), |def| called(plan, def, language).label(language))
}

/// What a part of a payout's terms is called, in English and in Chinese.
fn term(part: TermPart) -> (&'static str, &'static str) {
    match part {
        TermPart::Earned => ("earned", "应得"),
        TermPart::Guaranteed => ("added by the guarantee", "保障补足"),
        TermPart::Advanced => ("advanced", "本期预支"),
        TermPart::Recovered => ("taken back of earlier advances", "收回以前预支"),
        TermPart::Balance => ("advances still open", "未还预支余额"),
        TermPart::Due => ("due before deferral", "递延前应付"),
        TermPart::Held => ("deferred this time", "本期递延"),
        TermPart::Released => ("deferred earlier, paid now", "以前递延、本期发放"),
        TermPart::Deferred => ("still deferred", "递延余额"),
    }
}

/// What the KPI, the goal or the payout of this name is called; some parts bear the title of what they are a part of.
fn owner_title(plan: &Plan, part: &Def, name: &str) -> String {
    let kpi = plan.scorecards.iter().flat_map(|card| &card.kpis).find(|kpi| kpi.name == name).map(|kpi| kpi.title.as_deref());
    let goal = plan.goals.iter().find(|goal| goal.name == name).map(|goal| goal.title.as_deref());
    let payout = plan.defs.iter().find(|def| def.role == Role::Payout && def.name == name).map(|def| def.title.as_deref());
    titled(kpi.or(goal).or(payout).flatten().or(part.title.as_deref()), name)
}

/// The title, or the name in plain words.
pub fn titled(title: Option<&str>, name: &str) -> String {
    match title.map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => sanitise(title),
        None => plain(name),
    }
}

/// `new_customers` is read as `new customers`.
pub fn plain(name: &str) -> String {
    sanitise(name).replace('_', " ").trim().to_string()
}

/// At the head of a line: `start date` is `Start date`.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Name, capital, plain, titled};
    use crate::diagnostic::Language::{Chinese, English};

    #[test]
    fn names_by_themselves_and_in_sentences() {
        let part = Name::Part { owner: "Revenue".to_string(), part: "attainment".to_string() };
        assert_eq!((part.label(English), part.phrase(English)), ("Revenue (attainment)".into(), "attainment of “Revenue”".into()));
        let part = Name::Part { owner: "回款".to_string(), part: "完成率".to_string() };
        assert_eq!((part.label(Chinese), part.phrase(Chinese)), ("回款（完成率）".into(), "“回款”的完成率".into()));
        let word = Name::Word("total pay".to_string());
        assert_eq!((word.label(English), word.phrase(English)), ("Total pay".into(), "total pay".into()));
        assert_eq!(titled(Some(" "), "new_customers"), "new customers");
        assert_eq!((capital("été"), plain("a_b"), capital("")), ("Été".into(), "a b".into(), String::new()));
    }
}
