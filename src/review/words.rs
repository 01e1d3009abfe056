//! Words of a review in the reader's language, and values as `run` shows them.

use std::ops::Deref;

use crate::diagnostic::text::quote;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::document::words::Words as Plain;
use crate::plan::ir::{Cap, Def, DefId, Expr, Kind, Kpi, Limit, Plan, Role, Scorecard, Seats};
use crate::source::{Sources, Span};
use crate::syntax::ast::LimitKind;
use crate::value::{Number, Type, Value, show};

/// Places of a shown score.
const SCORE_PLACES: u32 = 2;

/// Whether a part of a text stands between marks.
#[derive(Clone, Copy)]
enum Mark {
    Outside,
    Inside,
}

/// The words of all documents, and those for what a plan names and counts.
pub struct Words<'a> {
    plain: Plain,
    pub plan: &'a Plan,
    sources: &'a Sources,
}

impl Deref for Words<'_> {
    type Target = Plain;

    fn deref(&self) -> &Plain {
        &self.plain
    }
}

impl<'a> Words<'a> {
    pub fn new(plan: &'a Plan, sources: &'a Sources, language: Language) -> Words<'a> {
        Words { plain: Plain { language }, plan, sources }
    }

    pub fn money(&self, amount: &Number) -> String {
        self.plan.show_money(amount, Type::Money, self.plan.places_of(Type::Money))
    }

    pub fn points(&self, points: &Number) -> String {
        show::number(points, SCORE_PLACES)
    }

    pub fn percent(&self, share: &Number) -> String {
        show::percent(share)
    }

    /// A value of this type.
    pub fn value(&self, value: &Number, ty: Type) -> String {
        match ty {
            Type::Money | Type::Foreign(_) => self.plan.show_money(value, ty, self.plan.places_of(ty)),
            Type::Percent => self.percent(value),
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => self.points(value),
        }
    }

    /// A difference of two values of this type; percents differ by points.
    pub fn difference(&self, value: &Number, ty: Type) -> String {
        if ty != Type::Percent {
            return self.value(value, ty);
        }
        let points = value.mul(&Number::from_i64(100)).map_or_else(|_| String::new(), |points| self.points(&points));
        self.say(format!("{points} percentage points"), format!("{points} 个百分点"))
    }

    /// `3 people`, `3 人`.
    pub fn people(&self, count: usize) -> String {
        self.say(format!("{count} {}", if count == 1 { "person" } else { "people" }), format!("{count} 人"))
    }

    /// Several things said, which may have commas of their own.
    pub fn each(&self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<String>>().join(&self.say("; ", "；"))
    }

    /// What its author calls a definition.
    pub fn title(&self, def: &Def) -> String {
        def.title
            .clone()
            .unwrap_or_else(|| if def.role == Role::PayoutTotal { self.say("pay in all", "应发合计") } else { def.spoken(self.language) })
    }

    pub fn title_of(&self, def: DefId) -> String {
        self.plan.defs.get(def.0 as usize).map_or(String::new(), |def| self.title(def))
    }

    /// The same, with which part of a KPI it is.
    pub fn part_of(&self, def: DefId) -> String {
        let title = self.title_of(def);
        let part = match self.plan.defs.get(def.0 as usize).map(|def| def.role) {
            Some(Role::KpiAttainment) => self.say("attainment", "完成率"),
            Some(Role::KpiScore) => self.say("score", "得分"),
            Some(_) | None => return title,
        };
        // “Attainment of revenue, attainment” says it twice.
        if title.to_lowercase().contains(&part) { title } else { self.say(format!("{title}, {part}"), format!("{title}{part}")) }
    }

    /// What a lint says, with words of the language in quotation marks: these are no messages to programmers.
    pub fn of_lint(&self, text: &Text) -> String {
        let parts = text.get(self.language).split('`').zip([Mark::Outside, Mark::Inside].into_iter().cycle());
        parts
            .map(|(part, mark)| match mark {
                // Chinese sets no blanks beside quotation marks.
                Mark::Outside => self.say(part, part.trim()),
                Mark::Inside => self.quoted(part),
            })
            .collect()
    }

    /// What a lint says of a goal, a KPI or a consequence, which it names, with the title that its author gave it.
    pub fn titled(&self, finding: &Diagnostic) -> String {
        let said = self.of_lint(&finding.message);
        let Some(place) = finding.labels.first().map(|label| label.span) else { return said };
        let plan = self.plan;
        let goals = plan.goals.iter().map(|goal| (goal.span, &goal.name, goal.title.as_deref()));
        let kpis = plan.scorecards.iter().flat_map(|card| &card.kpis).map(|kpi| (kpi.span, &kpi.name, kpi.title.as_deref()));
        let consequences = plan.process.consequences.iter().map(|clause| (clause.span, &clause.name, clause.title.as_deref()));
        let around = |span: Span| span.file == place.file && span.start <= place.start && place.end <= span.end;
        let own = goals.chain(kpis).chain(consequences).find(|(span, ..)| around(*span));
        match own {
            Some((_, name, Some(title))) => said.replace(&self.quoted(name), &self.quoted(title)),
            Some((_, _, None)) | None => said,
        }
    }

    /// A cap as it is written, but money as people read it, and a param by its title or its one value.
    pub fn capped(&self, cap: &Cap) -> String {
        let (written, limit) = (self.written(cap.span), self.written(cap.limit.span));
        let before = written.rfind(&limit).and_then(|at| written.get(..at)).filter(|_| !limit.is_empty());
        let Some((before, amount)) = before.zip(self.limit(&cap.limit)) else { return written };
        let after = written.get(before.len().saturating_add(limit.len())..).unwrap_or_default();
        format!("{before}{amount}{after}")
    }

    fn limit(&self, limit: &Expr) -> Option<String> {
        let literal = |expr: &Expr| if let Kind::Literal(Value::Number(own)) = &expr.kind { Some(self.value(own, limit.ty)) } else { None };
        let Kind::Param(id) = limit.kind else { return literal(limit).filter(|_| limit.ty == Type::Money) };
        let param = self.plan.params.get(id.0 as usize)?;
        let only = if let [only] = param.values.as_slice() { literal(&only.value) } else { None };
        param.title.as_ref().map(|title| self.quoted(title)).or(only)
    }

    /// A limit on grades: `A: at most 20%`.
    pub fn limited(&self, limit: &Limit) -> String {
        let choice = self.plan.grade.and_then(|grade| self.plan.defs.get(grade.0 as usize)).map(|grade| grade.ty);
        let options = if let Some(Type::Choice(choice)) = choice { self.plan.choices.get(choice.0 as usize) } else { None };
        let names = options.map_or(&[][..], |choice| choice.options.as_slice()).iter().zip(0_u32..);
        let names = names.filter(|(_, at)| (limit.worst..=limit.best).contains(at)).map(|(option, _)| option.name.clone());
        let grades = self.list(names);
        let (en, zh) = match limit.kind {
            LimitKind::AtMost => ("at most", "不超过"),
            LimitKind::Exactly => ("exactly", "恰为"),
        };
        let seats = match &limit.seats {
            Seats::Part(share, _) => self.percent(share),
            Seats::Heads(heads) => self.people(usize::try_from(*heads).unwrap_or(usize::MAX)),
        };
        self.say(format!("{grades} {en} {seats}"), format!("{grades} {zh} {seats}"))
    }

    pub fn quoted(&self, text: &str) -> String {
        quote(text, self.language)
    }

    /// A clause as it is written, on one line.
    pub fn written(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

pub fn kpi_title(kpi: &Kpi) -> &str {
    kpi.title.as_deref().unwrap_or(&kpi.name)
}

pub fn card_title(card: &Scorecard) -> &str {
    card.title.as_deref().unwrap_or(&card.name)
}
