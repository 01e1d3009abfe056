//! What readers call values: the titles of the policy in place of the names by which formulas read them.

use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::plan::ir::{Def, DefId, PEOPLE, Plan, Role, TermPart};

/// How each value is called, by the name that explanations use.
pub(super) struct Names {
    /// The longest names first.
    all: Vec<(String, String)>,
}

impl Names {
    pub(super) fn of(plan: &Plan, language: Language) -> Names {
        let own = plan.defs.iter().filter(|def| def.table == PEOPLE);
        let mut all: Vec<(String, String)> = own
            .map(|def| (sanitise(&def.spoken(language)), called(def, language)))
            .filter(|(name, called)| name != called && !name.is_empty())
            .collect();
        all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        all.dedup();
        Names { all }
    }

    /// A statement with the titles in place of the names; what stands in quotation marks stays as its author wrote it.
    pub(super) fn readable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut before, mut quoted) = (text, ' ', false);
        while let Some(c) = rest.chars().next() {
            let at_edge = !is_part(before);
            let found = self.all.iter().find(|(name, _)| at_edge && !quoted && begins(rest, name));
            if let Some((name, called)) = found {
                out.push_str(called);
                rest = rest.get(name.len()..).unwrap_or_default();
                rest = without_title(rest);
                before = name.chars().last().unwrap_or(' ');
                continue;
            }
            quoted = match c {
                '"' => !quoted,
                '“' => true,
                '”' => false,
                _ => quoted,
            };
            let next = rest.get(c.len_utf8()..).and_then(|rest| rest.chars().next());
            match c {
                // `150_000` and `up to 5 : 2%` as people write them.
                '_' if before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit()) => out.push(','),
                ' ' if next.is_some_and(|c| c == ':' || c == '：') => {}
                c => out.push(c),
            }
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out
    }
}

/// Whether a character can be a part of a name.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

fn begins(text: &str, name: &str) -> bool {
    let Some(rest) = text.strip_prefix(name) else { return false };
    let mut after = rest.chars();
    match after.next() {
        // The end of a sentence ends a name too.
        Some('.') => !after.next().is_some_and(is_part),
        Some(c) => !is_part(c),
        None => true,
    }
}

/// Behind a name its title in quotation marks, which has been said.
fn without_title(text: &str) -> &str {
    for (open, close) in [(" \"", '"'), ("“", '”')] {
        if let Some(rest) = text.strip_prefix(open)
            && let Some((_, after)) = rest.split_once(close)
        {
            return after;
        }
    }
    text
}

/// What readers call a value.
pub(super) fn called(def: &Def, language: Language) -> String {
    let words = Words { language };
    let own = || def.title.as_deref().map_or_else(|| sanitise(&def.name).replace('_', " "), sanitise);
    let owner = || match (&def.title, def.name.split_once('.')) {
        (Some(title), _) => sanitise(title),
        (None, Some((owner, _))) => sanitise(owner).replace('_', " "),
        (None, None) => sanitise(&def.name).replace('_', " "),
    };
    let part = |en: &str, zh: &str| {
        let owner = owner();
        words.say(format!("{owner} ({en})"), format!("{owner}（{zh}）"))
    };
    match def.role {
        Role::Score => words.say("Score", "总分"),
        Role::Grade => words.say("Grade", "等级"),
        Role::PayoutTotal => words.say("Total pay", "应发合计"),
        Role::KpiMeasure => part("measure", "实际值"),
        Role::KpiTarget => part("target", "目标值"),
        Role::KpiAttainment | Role::GoalAttainment => part("attainment", "完成率"),
        Role::KpiScore => part("score", "得分"),
        Role::KpiWeighted => part("points", "加权得分"),
        Role::GoalMet => part("met", "达成"),
        Role::GoalGap => part("gap", "差距"),
        Role::GoalAchievable => part("achievable", "可实现"),
        Role::Term(term) => {
            let (en, zh) = term_words(term);
            part(en, zh)
        }
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
        | Role::Payout
        | Role::Figure(_) => own(),
    }
}

/// What a part of a payout's terms is called.
pub(super) fn term_words(term: TermPart) -> (&'static str, &'static str) {
    match term {
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

/// What readers call the value with this number.
pub(super) fn name_of(plan: &Plan, id: DefId, language: Language) -> String {
    plan.defs.get(id.0 as usize).map_or(String::new(), |def| called(def, language))
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn titles_in_place_of_names() {
        let all = [("sales.score", "Sales (score)"), ("bonus", "Quarterly bonus"), ("奖金", "季度奖")];
        let names = Names { all: all.map(|(name, called)| (name.to_string(), called.to_string())).to_vec() };
        assert_eq!(names.readable("bonus \"Quarterly bonus\" = 5"), "Quarterly bonus = 5");
        assert_eq!(names.readable("3 × sales.score, bonuses, bonus."), "3 × Sales (score), bonuses, Quarterly bonus.");
        assert_eq!(names.readable("gate \"bonus\" is met: bonus > 1"), "gate \"bonus\" is met: Quarterly bonus > 1");
        assert_eq!(names.readable("奖金“季度奖” = ¥5；“奖金”"), "季度奖 = ¥5；“奖金”");
        assert_eq!(names.readable("up to 150_000 : 2%"), "up to 150,000: 2%");
    }
}
