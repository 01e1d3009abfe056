//! The clauses of a policy that people may ask about, by the names and titles they know.

use crate::diagnostic::Language;
use crate::diagnostic::text::nearest;
use crate::plan::ir::{Body, Def, Expr, Gate, Kind, Plan, Role, Veto, walk};
use crate::source::Span;

/// A clause with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named<'a> {
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub span: Span,
}

impl<'a> Named<'a> {
    /// What people call it: its title, else its name.
    pub fn called(&self) -> &'a str {
        self.title.unwrap_or(self.name)
    }
}

/// Every clause that has a name, in the order of the kinds.
pub fn clauses(plan: &Plan) -> Vec<Named<'_>> {
    let named = |name, title, span| Named { name, title, span };
    let mut all: Vec<Named<'_>> = Vec::new();
    for card in &plan.scorecards {
        all.push(named(&card.name, card.title.as_deref(), card.span));
        all.extend(card.kpis.iter().map(|kpi| named(&kpi.name, kpi.title.as_deref(), kpi.span)));
    }
    all.extend(plan.goals.iter().map(|goal| named(&goal.name, goal.title.as_deref(), goal.span)));
    all.extend(plan.defs.iter().filter(|def| is_clause(def)).map(|def| named(&def.name, def.title.as_deref(), def.span)));
    for def in &plan.defs {
        if let Body::Expr(body) = &def.body {
            held(body, &mut all);
        }
    }
    all.extend(plan.params.iter().map(|param| named(&param.name, param.title.as_deref(), param.span)));
    all.extend(plan.lookups.iter().map(|lookup| named(&lookup.name, None, lookup.span)));
    let process = &plan.process;
    all.extend(process.feedback.iter().map(|it| named(&it.name, it.title.as_deref(), it.span)));
    all.extend(process.consequences.iter().map(|it| named(&it.name, it.title.as_deref(), it.span)));
    if let Some(appeal) = &process.appeal {
        all.push(named(&appeal.title, None, appeal.span));
        all.extend(appeal.grounds.iter().map(|ground| named(&ground.name, ground.title.as_deref(), ground.span)));
    }
    all.extend(process.rollout.iter().flat_map(|rollout| [named("rollout", None, rollout.span), named("推行", None, rollout.span)]));
    all
}

/// Gates and vetoes inside of a value.
fn held<'a>(body: &'a Expr, all: &mut Vec<Named<'a>>) {
    let mut open = vec![body];
    while let Some(expr) = open.pop() {
        let (gates, vetoes): (&[Gate], Vec<&Veto>) = if let Kind::KpiScore(rule) = &expr.kind {
            (&rule.gates, rule.vetoes.iter().collect())
        } else if let Kind::Total(rule) = &expr.kind {
            (&rule.gates, rule.vetoes.iter().collect())
        } else if let Kind::Grade(rule) = &expr.kind {
            (&[], rule.vetoes.iter().map(|veto| &veto.veto).collect())
        } else if let Kind::Payout(rule) = &expr.kind {
            (&rule.gates, Vec::new())
        } else {
            (&[], Vec::new())
        };
        all.extend(gates.iter().map(|gate| Named { name: &gate.title, title: None, span: gate.span }));
        all.extend(vetoes.into_iter().map(|veto| Named { name: &veto.name, title: veto.title.as_deref(), span: veto.span }));
        open.extend(walk::children(expr));
    }
}

fn is_clause(def: &Def) -> bool {
    match def.role {
        Role::Column | Role::Let | Role::Carry | Role::Adjust | Role::Score | Role::Grade | Role::Payout | Role::PayoutTotal => true,
        Role::Credit
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::GradeColumn
        | Role::Term(_)
        | Role::Figure(_)
        | Role::Told
        | Role::Said => false,
    }
}

/// The clause that people mean by a name or a title.
///
/// # Errors
/// There is none; the nearest name or title, where one is near.
pub fn clause_named<'a>(plan: &'a Plan, said: &str) -> Result<Named<'a>, Option<String>> {
    let said = said.trim();
    let all = clauses(plan);
    let is = |named: &&Named<'_>| named.name == said || named.title == Some(said);
    if let Some(found) = all.iter().find(is) {
        return Ok(found.clone());
    }
    let spoken = plan.defs.iter().filter(|def| is_clause(def)).find(|def| def.spoken(Language::Chinese) == said);
    if let Some(def) = spoken {
        return Ok(Named { name: &def.name, title: def.title.as_deref(), span: def.span });
    }
    let known = all.iter().flat_map(|named| [Some(named.name), named.title]).flatten();
    Err(nearest(said, known).map(str::to_string))
}
