//! The plan as a document that an employee can read.
//!
//! Everything in it comes from the clauses: the tables are the bands and tiers of the plan, the curves are computed on a typical person,
//! the worked examples are the plan's own and have just been run. A name that has a title is called by its title; where a construct has
//! no words of its own, its text stands as its author wrote it, in the language of the document.
//! What must not be here: a second meaning of a clause, a number that the engine has not computed, or the name of a person.

mod appeals;
mod cards;
mod clauses;
mod curves;
mod data;
mod examples;
mod front;
mod glossary;
mod goals;
mod grades;
mod history;
mod names;
mod payouts;
mod process;
mod reasons;
pub mod roles;
mod scoring;
mod shapes;
mod text;
mod values;

use crate::diagnostic::Language;
use crate::document::{Cell, Document};
use crate::plan::in_force;
use crate::plan::ir::Plan;
use crate::source::Sources;
use crate::syntax::ast;
use crate::typical::Typical;
use crate::value::Period;
use clauses::Clauses;
use names::Names;
use roles::Role;

/// What a handbook is written of. The texts that the plan points into are in the language of the document.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// With all its versions.
    pub plan: &'a Plan,
    pub files: &'a [ast::File],
    pub sources: &'a Sources,
    /// Decides which version is told, and which values of params are in force.
    pub period: Period,
    pub language: Language,
    /// Whom it is for; without one it is for everybody.
    pub role: Option<&'a Role>,
}

/// What every part of the handbook is told with.
struct Teller<'a> {
    asked: Asked<'a>,
    /// The version in force in the period.
    plan: &'a Plan,
    clauses: Clauses<'a>,
    names: Names,
    /// On whom the curves are drawn.
    people: Vec<Typical>,
}

/// The handbook.
pub fn handbook(asked: Asked<'_>) -> Document {
    let plan = asked.plan.in_force(asked.period);
    let files = in_force(asked.files, asked.period.end());
    let clauses = Clauses::of(&files);
    let names = Names::of(plan, &clauses, asked.language);
    let people = crate::typical::people(plan);
    let teller = Teller { asked, plan, clauses, names, people };
    let mut out = Document::new(plan.title.trim(), asked.language);
    teller.front(&mut out);
    teller.goals(&mut out);
    teller.cards(&mut out);
    teller.grades(&mut out);
    teller.payouts(&mut out);
    teller.values(&mut out);
    teller.data(&mut out);
    teller.examples(&mut out);
    teller.process(&mut out);
    teller.appeals(&mut out);
    teller.reasons(&mut out);
    teller.history(&mut out);
    teller.glossary(&mut out);
    teller.signing(&mut out);
    out
}

impl Teller<'_> {
    /// A sheet on which people sign that they know the plan.
    fn signing(&self, out: &mut Document) {
        const LINES: usize = 12;
        out.blocks.push(crate::document::Block::PageBreak);
        out.heading(1, self.say("Sign-off sheet", "签收表"));
        let version = self.plan.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
        let of = match version {
            Some(version) => self.say(
                format!("I have read “{}”, version {version}, and had the chance to ask questions.", self.plan.title.trim()),
                format!("本人已阅读《{}》（版本 {version}），并有机会提出疑问。", self.plan.title.trim()),
            ),
            None => self.say(
                format!("I have read “{}” and had the chance to ask questions.", self.plan.title.trim()),
                format!("本人已阅读《{}》，并有机会提出疑问。", self.plan.title.trim()),
            ),
        };
        out.paragraph(of);
        let headings = [("Name", "姓名"), ("Staff number", "工号"), ("Date", "日期"), ("Signature", "签名")];
        let mut table = text::columns(headings.map(|(en, zh)| self.say(en, zh)));
        table.rows = vec![vec![Cell::Blank; headings.len()]; LINES];
        out.table(table);
    }
}
