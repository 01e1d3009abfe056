//! The words of the language for what clauses say, as people read them.

use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{Follows, TimeLimit, Within};
use crate::syntax::ast::{AddresseeKind, ChannelKind, LengthUnit, LimitStart, Timing};

pub struct Words {
    pub language: Language,
}

impl Words {
    pub fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self.language {
            Language::English => en.into(),
            Language::Chinese => zh.into(),
        }
    }

    /// In a text, for a value that is not there.
    pub fn no_value(&self) -> String {
        self.say("(no value)", "（没有值）")
    }

    pub fn timing(&self, timing: Timing) -> String {
        match timing {
            Timing::Immediate => self.say("immediately", "即时"),
            Timing::Weekly => self.say("weekly", "每周"),
            Timing::Monthly => self.say("monthly", "每月"),
            Timing::Quarterly => self.say("quarterly", "每季"),
        }
    }

    pub fn channel(&self, channel: &ChannelKind) -> String {
        match channel {
            ChannelKind::Meeting => self.say("meeting", "面谈"),
            ChannelKind::Email => self.say("email", "邮件"),
            ChannelKind::Phone => self.say("phone", "电话"),
            ChannelKind::Other(name) => sanitise(name),
        }
    }

    pub fn addressee(&self, addressee: &AddresseeKind) -> String {
        match addressee {
            AddresseeKind::Person => self.say("the person", "本人"),
            AddresseeKind::Manager => self.say("the manager", "上级"),
            AddresseeKind::Other(name) => sanitise(name),
        }
    }

    pub fn within(&self, within: Within) -> String {
        let count = within.count;
        let (one, many, zh) = match within.unit {
            LengthUnit::Days => ("day", "days", "天"),
            LengthUnit::WorkingDays => ("working day", "working days", "个工作日"),
            LengthUnit::Months => ("month", "months", "个月"),
        };
        self.say(format!("{count} {}", if count == 1 { one } else { many }), format!("{count}{zh}"))
    }

    /// `within 5 working days of publication`, 自公布之日起5个工作日内.
    pub fn limit(&self, limit: &TimeLimit) -> String {
        let within = self.within(limit.within);
        let (en, zh) = match limit.start {
            LimitStart::Publication => ("publication", "公布"),
            LimitStart::Notice => ("the notice", "收到通知"),
            LimitStart::Receipt => ("receipt", "收到申诉"),
            LimitStart::Filing => ("the filing", "提出申诉"),
            LimitStart::Acceptance => ("acceptance", "受理"),
            LimitStart::Decision => ("the decision", "作出决定"),
        };
        self.say(format!("within {within} of {en}"), format!("自{zh}之日起{within}内"))
    }

    /// For a last day that counts from a day nobody has said.
    pub fn after_publication(&self, within: Within) -> String {
        let within = self.within(within);
        self.say(format!("{within} after publication"), format!("公布后{within}内"))
    }

    pub fn follows(&self, follows: &Follows) -> String {
        match follows {
            Follows::Training(None) => self.say("training", "培训"),
            Follows::Training(Some(text)) => self.say(format!("training “{}”", sanitise(text)), format!("培训“{}”", sanitise(text))),
            Follows::Coaching(None) => self.say("coaching", "辅导"),
            Follows::Coaching(Some(by)) => {
                let by = self.addressee(by);
                self.say(format!("coaching by {by}"), format!("由{by}辅导"))
            }
            Follows::Improvement(within) => {
                let within = self.within(*within);
                self.say(format!("an improvement plan over {within}"), format!("为期{within}的改进计划"))
            }
            Follows::Reward(text) => self.say(format!("a reward: {}", sanitise(text)), format!("奖励：{}", sanitise(text))),
            Follows::Warning => self.say("a warning", "警告"),
            Follows::Transfer => self.say("a transfer", "调岗"),
            Follows::Dismissal => self.say("dismissal", "解除劳动合同"),
            Follows::Other(text) => sanitise(text),
        }
    }

    pub fn list(&self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<String>>().join(&self.say(", ", "、"))
    }
}
