//! Feedback, what follows from results, reviews and the rollout.

use super::Teller;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::document::words::Words;
use crate::plan::ir::{Body, DefId, Review, Said, SaidPiece};
use crate::report::names::{capital, titled};
use crate::source::Span;
use crate::syntax::ast::{Item, ReviewTopic};
use crate::value::show;

impl Teller<'_> {
    pub(super) fn words(&self) -> Words {
        Words { language: self.asked.language }
    }

    pub(super) fn process(&self, out: &mut Document) {
        self.feedback(out);
        self.consequences(out);
        self.reviews(out);
        self.rollout(out);
    }

    /// A text with values: what stands in the braces is told by name.
    fn said(&self, said: &Said) -> String {
        let pieces = said.pieces.iter().map(|piece| match piece {
            SaidPiece::Text(text) => sanitise(text),
            SaidPiece::Value(def) => match self.def(*def).map(|def| &def.body) {
                Some(Body::Expr(body)) => format!("[{}]", self.slice(body.span)),
                Some(Body::Column(_)) | None => format!("[{}]", self.called(*def)),
            },
        });
        pieces.collect()
    }

    /// When somebody is told, or something follows.
    fn when(&self, told: DefId) -> Option<String> {
        let body = self.body(told)?;
        let text = self.slice(body.span);
        (!text.is_empty()).then_some(text)
    }

    /// Whether a clause of the process concerns the role.
    fn concerns(&self, told: DefId) -> bool {
        match (self.asked.role, self.body(told)) {
            (Some(role), Some(condition)) => role.can_meet(condition),
            (Some(_), None) | (None, _) => true,
        }
    }

    fn feedback(&self, out: &mut Document) {
        let all: Vec<_> = self.plan.process.feedback.iter().filter(|feedback| self.concerns(feedback.told)).collect();
        if all.is_empty() {
            return;
        }
        let words = self.words();
        out.heading(1, self.say("Feedback", "绩效反馈"));
        for feedback in all {
            out.heading(2, titled(feedback.title.as_deref(), &feedback.name));
            let action = feedback.action.as_ref().map(|action| match action.within {
                Some(within) => {
                    let (text, within) = (self.said(&action.text), words.within(within));
                    self.say(format!("{text} (within {within})"), format!("{text}（{within}内）"))
                }
                None => self.said(&action.text),
            });
            let list = |items: Vec<String>| (!items.is_empty()).then(|| words.list(items));
            let facts = [
                (self.say("When", "触发条件"), Some(self.conditions(feedback.span))),
                (self.say("Timing", "时机"), feedback.timing.map(|timing| words.timing(timing))),
                (self.say("How", "渠道"), list(feedback.through.iter().map(|channel| words.channel(channel)).collect())),
                (self.say("To", "对象"), list(feedback.to.iter().map(|to| words.addressee(to)).collect())),
                (self.say("What is said", "内容"), feedback.say.as_ref().map(|said| self.said(said))),
                (self.say("What is to be done", "行动"), action),
            ];
            out.facts(facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect());
            self.because(out, feedback.because.as_deref());
        }
    }

    /// For whom and when a clause is, as it is written; that it is always where it says nothing.
    fn conditions(&self, clause: Span) -> String {
        let written = self.clauses.items.iter().find_map(|item| {
            if let Item::Feedback(feedback) = item {
                return (feedback.span == clause).then_some((&feedback.applies, &feedback.when));
            }
            let Item::Consequence(consequence) = item else { return None };
            (consequence.span == clause).then_some((&consequence.applies, &consequence.when))
        });
        let (applies, when) = written.map_or((None, None), |(applies, when)| (applies.as_ref(), when.as_ref()));
        let (applies, when) = (applies.map(|expr| self.slice(expr.span)), when.map(|expr| self.slice(expr.span)));
        match (applies, when) {
            (None, None) => self.say("always", "每次"),
            (Some(applies), None) => self.say(format!("for those with {applies}"), format!("适用于 {applies} 的人员")),
            (None, Some(when)) => when,
            (Some(applies), Some(when)) => {
                self.say(format!("{when}, for those with {applies}"), format!("{when}（适用于 {applies} 的人员）"))
            }
        }
    }

    fn consequences(&self, out: &mut Document) {
        let all: Vec<_> = self.plan.process.consequences.iter().filter(|consequence| self.concerns(consequence.told)).collect();
        if all.is_empty() {
            return;
        }
        let words = self.words();
        out.heading(1, self.say("What follows from results", "结果应用"));
        for consequence in all {
            out.heading(2, titled(consequence.title.as_deref(), &consequence.name));
            let list = |items: Vec<String>| (!items.is_empty()).then(|| words.list(items));
            let facts = [
                (self.say("When", "触发条件"), Some(self.conditions(consequence.span))),
                (self.say("What follows", "措施"), list(consequence.then.iter().map(|follows| words.follows(follows)).collect())),
                (self.say("Told to", "告知对象"), list(consequence.to.iter().map(|to| words.addressee(to)).collect())),
                (self.say("What is said", "内容"), consequence.say.as_ref().map(|said| self.said(said))),
            ];
            out.facts(facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect());
            self.because(out, consequence.because.as_deref());
        }
    }

    fn reviews(&self, out: &mut Document) {
        let reviews = &self.plan.process.reviews;
        if reviews.is_empty() {
            return;
        }
        out.heading(1, self.say("Reviews of the plan", "定期评审"));
        out.list(reviews.iter().map(|review| self.review(review)).collect());
    }

    fn review(&self, review: &Review) -> String {
        let every = match review.months {
            1 => self.say("every month", "每月"),
            3 => self.say("every quarter", "每季"),
            6 => self.say("every half year", "每半年"),
            12 => self.say("every year", "每年"),
            months => self.say(format!("every {months} months"), format!("每 {months} 个月")),
        };
        let topics = self.listed(review.of.iter().map(|topic| self.topic(topic)));
        let by = review.by.as_deref().map(|by| sanitise(by.trim()));
        let of_en = if topics.is_empty() { "the plan".to_string() } else { topics.clone() };
        let of_zh = if topics.is_empty() { "本制度".to_string() } else { topics };
        let text = match by {
            Some(by) => self.say(format!("{by} reviews {of_en} {every}."), format!("由{by}{every}评审{of_zh}。")),
            None => self.say(format!("{} is reviewed {every}.", capital(&of_en)), format!("{every}评审{of_zh}。")),
        };
        let when = review.when.and_then(|(when, _)| self.when(when));
        let when = when.map_or(String::new(), |when| {
            self.say(format!("The plan is to be adjusted where {when}."), format!("出现“{when}”的，应当调整本制度。"))
        });
        let why = review.because.as_deref().map(|why| sanitise(why.trim())).filter(|why| !why.is_empty());
        let why = why.map_or(String::new(), |why| self.say(format!("Why: {why}"), format!("理由：{why}")));
        self.sentences([text, when, why])
    }

    fn topic(&self, topic: &ReviewTopic) -> String {
        match topic {
            ReviewTopic::Goals => self.say("the goals", "绩效目标"),
            ReviewTopic::Kpis => self.say("the KPIs", "指标"),
            ReviewTopic::Grades => self.say("the grades", "等级"),
            ReviewTopic::Payouts => self.say("what is paid", "计发办法"),
            ReviewTopic::Feedback => self.say("the feedback", "反馈"),
            ReviewTopic::Consequences => self.say("what follows from results", "结果应用"),
            ReviewTopic::Appeals => self.say("the appeals", "申诉"),
            ReviewTopic::Rollout => self.say("the rollout", "推行"),
            ReviewTopic::Other(name) => sanitise(name.trim()),
        }
    }

    fn rollout(&self, out: &mut Document) {
        let Some(rollout) = &self.plan.process.rollout else { return };
        let mut facts = Vec::new();
        facts.extend(rollout.consult.map(|(day, _)| (self.say("Consultation", "征求意见"), show::date(day))));
        facts.extend(rollout.publish.map(|(day, _)| (self.say("Publication", "发布"), show::date(day))));
        for train in &rollout.trainings {
            let (title, day) = (sanitise(train.title.trim()), show::date(train.by));
            facts.push((
                self.say(format!("Training “{title}”"), format!("培训“{title}”")),
                self.say(format!("by {day}"), format!("{day} 前")),
            ));
        }
        facts.extend(rollout.sign.map(|sign| (self.say("Sign-off", "签收"), self.words().limit(&sign))));
        facts.extend(rollout.questions.as_ref().map(|questions| {
            let (to, within) = (sanitise(questions.to.trim()), self.words().within(questions.within.within));
            (self.say("Questions", "提问"), self.say(format!("to {to}; answered within {within}"), format!("向{to}提出，{within}内答复")))
        }));
        let support = self.listed(rollout.support.iter().map(|text| sanitise(text.trim())));
        if !support.is_empty() {
            facts.push((self.say("Support", "支持"), support));
        }
        if facts.is_empty() {
            return;
        }
        out.heading(1, self.say("Rollout", "推行安排"));
        out.facts(facts);
        self.because(out, rollout.because.as_deref());
    }
}
