//! The name of a value as its readers see it: the author's words as written, the language's own in the reader's language.

use crate::diagnostic::{Language, Text};
use crate::plan::ir::{Def, Example, Role};

impl Def {
    /// `score` is `总分` to a Chinese reader, `回款.score` is `回款.得分`; a calculation without a name is as it is written. JSON and CSV
    /// keep the English names.
    pub fn spoken(&self, language: Language) -> String {
        if let (Role::Earlier, Some(written)) = (self.role, &self.title) {
            return written.clone();
        }
        let own = match language {
            Language::English => None,
            Language::Chinese => self.chinese(),
        };
        own.unwrap_or_else(|| self.name.clone())
    }

    fn chinese(&self) -> Option<String> {
        chinese(&self.name, self.role)
    }
}

impl Example {
    /// The title, and which row it is where the example is a table: `On target, row 2`.
    pub fn spoken(&self) -> Text {
        let title = self.title.trim();
        let Some(number) = self.row else { return Text::same(title) };
        let (en, zh) = number.table.map_or((String::new(), String::new()), |table| (format!("table {table}, "), format!("第{table}表")));
        Text::new(format!("{title}, {en}row {}", number.row), format!("{title}，{zh}第{}行", number.row))
    }

    /// The title with one of its people, where they have keys: `Two in one team, A`.
    pub fn spoken_of(&self, person: usize) -> Text {
        let title = self.spoken();
        let key = self.people.get(person).and_then(|person| person.key.as_deref());
        key.map_or_else(|| title.clone(), |key| Text::new(format!("{}, {key}", title.en), format!("{}，{key}", title.zh)))
    }
}

/// The Chinese name of a value of the language's own.
pub(super) fn chinese(name: &str, role: Role) -> Option<String> {
    let part = match role {
        Role::Score => return Some("总分".to_string()),
        Role::Grade => return Some("等级".to_string()),
        Role::PayoutTotal => return Some("应发合计".to_string()),
        Role::Figure(figure) => return Some(figure.chinese().to_string()),
        Role::KpiMeasure => "实际值",
        Role::KpiTarget => "目标值",
        Role::KpiAttainment | Role::GoalAttainment => "完成率",
        Role::KpiScore => "得分",
        Role::KpiWeighted => "加权得分",
        Role::GoalMet => "达成",
        Role::GoalGap => "差距",
        Role::GoalAchievable => "可实现",
        Role::Term(part) => part.chinese(),
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Carry
        | Role::Earlier
        | Role::Slice
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::Adjust
        | Role::GradeColumn
        | Role::Payout => return None,
    };
    let (of, _) = name.rsplit_once('.')?;
    Some(format!("{of}.{part}"))
}
