//! What the words of the plan mean, as far as it uses them.

use super::Teller;
use crate::document::Document;

impl Teller<'_> {
    pub(super) fn glossary(&self, out: &mut Document) {
        let kpis: Vec<_> = self.cards_told().flat_map(|card| &card.kpis).collect();
        let mut all: Vec<(String, String)> = Vec::new();
        let mut add = |used: Option<()>, name: (&str, &str), means: (&str, &str)| {
            if used.is_some() {
                all.push((self.say(name.0, name.1), self.say(means.0, means.1)));
            }
        };
        let when = |holds: bool| holds.then_some(());
        add(when(!kpis.is_empty()), ("KPI", "指标"), ("What is measured and scored.", "被衡量并计分的一项工作成果。"));
        add(when(!kpis.is_empty()), ("Measure", "实际值"), ("What was reached in the period.", "本周期内实际达到的数值。"));
        let targets = kpis.iter().any(|kpi| kpi.target.is_some());
        add(when(targets), ("Target", "目标值"), ("What the measure is held against.", "与实际值相比较的数值。"));
        add(
            when(kpis.iter().any(|kpi| kpi.attainment.is_some())),
            ("Attainment", "完成率"),
            ("The measure divided by the target; 100% is the target met exactly.", "实际值除以目标值；100% 为正好完成目标。"),
        );
        add(when(!kpis.is_empty()), ("Weight", "权重"), ("The part of the score that a KPI decides.", "该指标在总分中所占的比重。"));
        add(
            when(!kpis.is_empty()),
            ("Score", "总分"),
            ("The points of all KPIs, each times its weight, after adjustments.", "各项得分乘以权重之和，再经加减分调整。"),
        );
        add(when(self.plan.grade.is_some()), ("Grade", "等级"), ("The class that a score falls into.", "总分所属的档次。"));
        let gates = !self.gates_told().is_empty();
        add(when(gates), ("Gate", "门槛"), ("A condition without which something counts nothing.", "不满足即不计分或不计发的条件。"));
        let vetoes = !self.vetoes_told().is_empty();
        add(when(vetoes), ("Veto", "一票否决"), ("A condition that overrides a score or a grade.", "一旦出现即改变得分或等级的情形。"));
        add(
            when(!self.plan.params.is_empty()),
            ("Amounts and rates", "参数"),
            ("An amount or a rate of the plan that may change from a date on.", "制度中可自某日起调整的金额或比例。"),
        );
        if all.is_empty() {
            return;
        }
        out.heading(1, self.say("Words of the plan", "名词解释"));
        out.facts(all);
    }
}
