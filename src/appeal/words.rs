//! What the steps, states and reasons of an appeal are called, in both languages.

use super::case::{Outcome, RuleName};
use super::deadlines::{Standing, Start, Step};
use super::states::{Kind, State};
use crate::diagnostic::Text;

impl Outcome {
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Outcome::Upheld => ("upheld", "申诉成立"),
            Outcome::Adjusted => ("adjusted", "予以调整"),
            Outcome::Partly => ("upheld in part", "部分成立"),
            Outcome::Rejected => ("rejected", "驳回"),
        };
        Text::new(en, zh)
    }
}

impl RuleName {
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            RuleName::Late => ("late", "逾期"),
            RuleName::NotWritten => ("not written", "未以书面提出"),
            RuleName::OutOfScope => ("out of scope", "不属于申诉范围"),
            RuleName::NoEvidence => ("no evidence", "缺少证据"),
        };
        Text::new(en, zh)
    }
}

impl State {
    /// As a register shows it.
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            State::Filed => ("filed".to_string(), "已提出".to_string()),
            State::Received => ("received".to_string(), "已收到".to_string()),
            State::Incomplete => ("to be completed".to_string(), "待补正".to_string()),
            State::Completed => ("completed".to_string(), "已补正".to_string()),
            State::Refused(_) => ("refused".to_string(), "不予受理".to_string()),
            State::Accepted(_) => ("accepted".to_string(), "已受理".to_string()),
            State::UnderReview(_) => ("under review".to_string(), "评审中".to_string()),
            State::Waiting(_) => ("waiting for evidence".to_string(), "待补充证据".to_string()),
            State::Decided(_, outcome) => said(outcome, "decided", "已决定"),
            State::Notified(_, outcome) => said(outcome, "notified", "已告知"),
            State::Escalated(_) => ("filed again".to_string(), "已申请复核".to_string()),
            State::Final(_, outcome) => said(outcome, "final", "终结"),
            State::Withdrawn => ("withdrawn".to_string(), "已撤回".to_string()),
        };
        // That it was filed again says by itself where it is.
        let again = matches!(self, State::Escalated(_)) || self.instance() == 1;
        if again { Text::new(en, zh) } else { Text::new(format!("{en}, further instance"), format!("{zh}（复核）")) }
    }
}

fn said(outcome: Outcome, en: &str, zh: &str) -> (String, String) {
    let outcome = outcome.text();
    (format!("{en}: {}", outcome.en), format!("{zh}：{}", outcome.zh))
}

impl Kind {
    /// The event, as a message calls it.
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Kind::Received => ("received", "收到"),
            Kind::Accepted => ("accepted", "受理"),
            Kind::Refused => ("refused", "不予受理"),
            Kind::AskedToComplete => ("asked to complete", "要求补正"),
            Kind::Completed => ("completed", "补正"),
            Kind::ReviewBegun => ("review begun", "开始评审"),
            Kind::PanelFormed => ("panel formed", "组成评审小组"),
            Kind::Heard => ("heard", "听取意见"),
            Kind::EvidenceAsked => ("evidence asked", "要求补充证据"),
            Kind::EvidenceGiven => ("evidence given", "提交证据"),
            Kind::Decided(_) => ("decided", "作出决定"),
            Kind::Notified => ("notified", "告知"),
            Kind::Escalated => ("escalated", "申请复核"),
            Kind::Withdrawn => ("withdrawn", "撤回"),
        };
        Text::new(en, zh)
    }
}

impl Step {
    pub const ALL: [Step; 6] = [Step::File, Step::Acknowledge, Step::Complete, Step::Decide, Step::Notify, Step::Escalate];

    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Step::File => ("file", "提出"),
            Step::Acknowledge => ("acknowledge", "受理"),
            Step::Complete => ("complete", "补正"),
            Step::Decide => ("decide", "作出决定"),
            Step::Notify => ("notify", "告知"),
            Step::Escalate => ("file again", "申请复核"),
        };
        Text::new(en, zh)
    }
}

impl Standing {
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Standing::Met => ("met", "按期"),
            Standing::Missed => ("missed", "逾期"),
            Standing::Open => ("open", "未到期"),
            Standing::Overdue => ("overdue", "超期未办"),
            Standing::Stopped => ("stopped", "中止"),
            Standing::Unused => ("not used", "未使用"),
            Standing::Unknown => ("not known", "无法确定"),
        };
        Text::new(en, zh)
    }
}

impl Start {
    /// The day from which a deadline counts, by what happened on it.
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Start::Publication => ("publication", "公布"),
            Start::NoticeOfResult => ("notice of the result", "通知结果"),
            Start::ReceiptOfResult => ("receipt of the result", "收到结果"),
            Start::Filing => ("filing", "提出"),
            Start::Receipt => ("receipt of the appeal", "收到申诉"),
            Start::Completion => ("completion", "补正"),
            Start::Asking => ("notice of what is missing", "告知补正"),
            Start::Acceptance => ("acceptance", "受理"),
            Start::FilingAgain => ("filing again", "申请复核"),
            Start::Decision => ("the decision", "作出决定"),
            Start::NoticeOfRuling => ("notice of the ruling", "告知决定"),
        };
        Text::new(en, zh)
    }
}
