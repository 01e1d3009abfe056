//! Letters to the appellant: that the appeal is accepted, what is missing, why it is refused, and the ruling with its calculation.
//!
//! They say what the clause says and what the run computed, and nothing of anybody else's results.

mod admitting;
mod ruling;

use super::account::{Account, Book};
use super::admission::{self, Rule};
use super::case::Act;
use super::deadlines::{Deadline, Step};
use super::judge::Next;
use super::states::State;
use crate::document::words::Words;
use crate::document::{Block, Document};
use crate::report::names::titled;
use crate::syntax::ast::Excluded;
use crate::value::Date;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Letter {
    Acknowledgement,
    Completion,
    Refusal,
    Ruling,
}

impl Letter {
    /// As a file is called after it.
    pub fn name(self) -> &'static str {
        match self {
            Letter::Acknowledgement => "acknowledgement",
            Letter::Completion => "completion",
            Letter::Refusal => "refusal",
            Letter::Ruling => "ruling",
        }
    }
}

/// The letter that a case calls for: the one that is owed next, else the one of what was done last.
pub fn called_for(account: &Account<'_>) -> Option<Letter> {
    let judged = &account.judged;
    match judged.state {
        State::Filed | State::Received | State::Completed => match judged.owed.as_ref().map(|owed| owed.what) {
            Some(Next::Accept) => Some(Letter::Acknowledgement),
            Some(Next::AskToComplete) => Some(Letter::Completion),
            Some(Next::Refuse) => Some(Letter::Refusal),
            Some(Next::Complete | Next::FormPanel | Next::Hear | Next::Decide | Next::GiveEvidence | Next::Notify | Next::Escalate)
            | None => None,
        },
        State::Incomplete => Some(Letter::Completion),
        State::Accepted(_) | State::UnderReview(_) | State::Waiting(_) | State::Escalated(_) => Some(Letter::Acknowledgement),
        State::Decided(..) | State::Notified(..) | State::Final(..) => Some(Letter::Ruling),
        State::Refused(_) => Some(Letter::Refusal),
        State::Withdrawn => None,
    }
}

/// Whether a letter can be written of a case as it stands.
pub fn fits(account: &Account<'_>, letter: Letter) -> bool {
    let judged = &account.judged;
    let happened = |wanted: fn(&Act) -> bool| judged.events.iter().any(|event| wanted(&event.act));
    match letter {
        Letter::Acknowledgement => happened(|act| matches!(act, Act::Accepted)) || called_for(account) == Some(letter),
        // Neither is written that would not say what is missing, or why.
        Letter::Completion => {
            let asked = judged.events.iter().any(|event| matches!(&event.act, Act::AskedToComplete { missing } if !missing.is_empty()));
            asked
                || !judged.missing.is_empty()
                    && (happened(|act| matches!(act, Act::AskedToComplete { .. })) || called_for(account) == Some(letter))
        }
        Letter::Refusal => {
            let said = judged.events.iter().any(|event| matches!(&event.act, Act::Refused { reason: Some(_), .. }));
            said || !judged.refusals.is_empty()
                && (happened(|act| matches!(act, Act::Refused { .. })) || called_for(account) == Some(letter))
        }
        // A ruling that lacks what it must say is no letter.
        Letter::Ruling => judged.ruling().is_some_and(|ruling| {
            let decision = ruling.decision;
            // What is granted is said with its numbers or not at all.
            let computed = account.difference.is_some() || account.corrections.is_empty() || !decision.outcome.grants();
            computed && decision.reason.is_some() && !decision.clauses.is_empty() && !decision.evidence.is_empty()
        }),
    }
}

/// Writes a letter.
pub fn letter(book: &Book<'_>, account: &Account<'_>, letter: Letter, words: &Words) -> Document {
    let scribe = Scribe { book, account, words };
    match letter {
        Letter::Acknowledgement => scribe.acknowledgement(),
        Letter::Completion => scribe.completion(),
        Letter::Refusal => scribe.refusal(),
        Letter::Ruling => scribe.ruling(),
    }
}

/// What letters are written from.
struct Scribe<'s, 'a> {
    book: &'s Book<'a>,
    account: &'s Account<'a>,
    words: &'s Words,
}

impl<'a> Scribe<'_, 'a> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        self.words.say(en, zh)
    }

    /// Title, what it is about, and whom it is to.
    fn open(&self, title: String, on: Date) -> Document {
        let (plan, case) = (self.book.rules.plan, self.account.judged.case);
        let mut out = Document::new(title, self.words.language);
        out.beside.push(self.say(format!("Case {} · {on}", case.id), format!("案件编号 {} · {on}", case.id)));
        let version =
            plan.version.as_ref().map_or(String::new(), |version| self.say(format!(", version {version}"), format!("（版本 {version}）")));
        out.beside.push(format!("{}{version} · {}", plan.title, self.book.rules.clause.title));
        let who = &self.account.judged.known;
        let name = who.name.clone().unwrap_or_else(|| who.who.clone());
        out.paragraph(self.say(format!("To {name}"), format!("{name}：")));
        out
    }

    /// What the appeal is about.
    fn subject(&self) -> Vec<(String, String)> {
        let case = self.account.judged.case;
        let mut facts = vec![(self.say("Filed", "提出日期"), case.filed.to_string())];
        if let Some(contested) = &self.account.contested {
            let period = self.account.period.map_or(String::new(), |period| self.say(format!(", {period}"), format!("（{period}）")));
            facts.push((self.say("Contested", "争议结果"), format!("{}{period}", contested.title)));
        }
        let ground = admission::ground(&self.book.rules, case).map(|ground| titled(ground.title.as_deref(), &ground.name));
        facts.extend(ground.or_else(|| case.ground.clone()).map(|ground| (self.say("Ground", "事由"), ground)));
        if !case.evidence.is_empty() {
            facts.push((self.say("Enclosed", "所附证据"), self.words.list(case.evidence.clone())));
        }
        facts
    }

    /// The last day of a step that is open or done.
    fn last(&self, step: Step) -> Option<&Deadline> {
        self.account.judged.deadlines.iter().rev().find(|deadline| deadline.step == step)
    }

    /// Who decides, and who may not.
    fn who_decides(&self) -> Option<String> {
        let clause = self.book.rules.clause;
        if clause.panel.is_empty() {
            return None;
        }
        let panel = self.words.list(clause.panel.clone());
        let quorum =
            clause.quorum.map_or(String::new(), |quorum| self.say(format!(", at least {quorum} members"), format!("，至少 {quorum} 人")));
        let kinds = clause.excluding.iter().map(|excluded| match excluded {
            Excluded::Manager => self.say("your manager", "您的上级"),
            Excluded::Rater => self.say("whoever rated you", "您的评分人"),
        });
        let kinds: Vec<String> = kinds.collect();
        let without = match kinds.as_slice() {
            [] => String::new(),
            all => self.say(format!("; {} take no part", all.join(" and ")), format!("；{}回避", all.join("、"))),
        };
        Some(self.say(format!("A panel of {panel} decides{quorum}{without}."), format!("由 {panel} 组成评审小组{quorum}{without}。")))
    }

    /// By what ways a ruling is told.
    fn channels(&self) -> String {
        let through = &self.book.rules.clause.through;
        if through.is_empty() {
            return String::new();
        }
        let all = self.words.list(through.iter().map(|channel| self.words.channel(channel)));
        self.say(format!(" by {all}"), format!("以{all}方式"))
    }

    /// Whom to turn to, and who signs; where nobody is named, nothing is said of it.
    fn close(&self, out: &mut Document, on: Date) {
        let plan = self.book.rules.plan;
        let contacts: Vec<String> = self.book.rules.clause.support.iter().chain(&plan.process.support).cloned().collect();
        if !contacts.is_empty() {
            out.heading(1, self.say("Counsel and support", "咨询与支持"));
            out.paragraph(self.say("You may turn to the following at any time:", "您可以随时联系："));
            out.list(contacts);
        }
        let office = self.book.rules.clause.office.clone().or_else(|| plan.owner.clone());
        if let Some(office) = office {
            out.paragraph(self.say(format!("{office}, {on}"), format!("{office}　{on}")));
        }
    }

    /// Rules of the clause that are not met, each with the words of the policy.
    fn rules(&self, wanted: impl Fn(&Rule) -> bool) -> Vec<(String, String)> {
        let refusals = self.account.judged.refusals.iter().filter(|refusal| wanted(&refusal.rule));
        let told = refusals.map(|refusal| {
            let name = refusal.rule.name().text().get(self.words.language).to_string();
            let name = name.chars().next().map_or(String::new(), |first| first.to_uppercase().chain(name.chars().skip(1)).collect());
            (name, refusal.rule.text().get(self.words.language).to_string())
        });
        told.collect()
    }

    fn note(&self, out: &mut Document, text: String) {
        out.blocks.push(Block::Note(text));
    }
}
