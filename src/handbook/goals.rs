//! Goals: the letters of SMART in words.

use super::Teller;
use crate::document::Document;
use crate::plan::ir::Goal;
use crate::report::names::titled;
use crate::syntax::ast::{self, Item};

impl Teller<'_> {
    pub(super) fn goals(&self, out: &mut Document) {
        let goals: Vec<&Goal> = self.plan.goals.iter().filter(|goal| self.serves_told(goal)).collect();
        if goals.is_empty() {
            return;
        }
        out.heading(1, self.say("Goals", "绩效目标"));
        for goal in goals {
            out.heading(2, titled(goal.title.as_deref(), &goal.name));
            out.facts(self.facts_of(goal));
            self.because(out, goal.because.as_deref());
        }
    }

    /// In the handbook of one role only goals that one of its KPIs serves, or that none does.
    fn serves_told(&self, goal: &Goal) -> bool {
        let of = |kpi: &crate::plan::ir::Kpi| kpi.goal.as_deref() == Some(goal.name.as_str());
        let anywhere = self.plan.scorecards.iter().flat_map(|card| &card.kpis).any(of);
        !anywhere || self.cards_told().flat_map(|card| &card.kpis).any(of)
    }

    fn facts_of(&self, goal: &Goal) -> Vec<(String, String)> {
        let goals = self.clauses.items.iter().filter_map(|item| if let Item::Goal(clause) = item { Some(clause) } else { None });
        let Some(clause) = goals.into_iter().find(|clause| clause.span == goal.span) else { return Vec::new() };
        let text = |expr: &Option<ast::Expr>| expr.as_ref().map(|expr| self.slice(expr.span));
        let supports = goal.supports.as_ref().map(|name| {
            let title = self.plan.strategies.iter().find(|(strategy, _)| strategy == name).map(|(_, title)| title.as_str());
            titled(title, name)
        });
        let kpis: Vec<String> = self
            .cards_told()
            .flat_map(|card| &card.kpis)
            .filter(|kpi| kpi.goal.as_deref() == Some(goal.name.as_str()))
            .map(|kpi| titled(kpi.title.as_deref(), &kpi.name))
            .collect();
        let stretch = text(&clause.stretch).zip(text(&clause.baseline)).map(|(stretch, baseline)| {
            self.say(format!("the target lies at most {stretch} above {baseline}"), format!("目标值不超过{baseline}的基础上增加{stretch}"))
        });
        let facts = [
            (self.say("Measured by (specific, measurable)", "衡量方式（具体、可衡量）"), text(&clause.measure)),
            (self.say("Target", "目标值"), text(&clause.target)),
            (self.say("Starting point", "基准值"), text(&clause.baseline)),
            (self.say("Within reach (achievable)", "可实现"), stretch),
            (self.say("Supports (relevant)", "支撑的战略（相关）"), supports),
            (self.say("Due (time-bound)", "完成时限（有时限）"), text(&clause.due)),
            (self.say("KPIs that serve it", "对应指标"), (!kpis.is_empty()).then(|| self.listed(kpis))),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?))).collect()
    }
}
