//! Scorecards: what is measured with which weight, and how each KPI is scored.

use super::Teller;
use super::text::columns;
use crate::document::{Align, Document, Heading, Table};
use crate::plan::ir::{Body, Expr, Gate, Kind, Kpi, KpiScore, Scorecard, Total, Veto};
use crate::report::names::{capital, titled};
use crate::syntax::ast::{Reverse, Stage, WhenMissing};

impl<'a> Teller<'a> {
    /// The scorecards that the handbook is about.
    pub(super) fn cards_told(&self) -> impl Iterator<Item = &'a Scorecard> {
        let (plan, role) = (self.plan, self.asked.role);
        let told = move |card: &&Scorecard| {
            let condition = plan.defs.get(card.covered.0 as usize).map(|def| &def.body);
            match (role, condition) {
                (Some(role), Some(Body::Expr(condition))) => role.can_meet(condition),
                (Some(_), Some(Body::Column(_)) | None) | (None, _) => true,
            }
        };
        plan.scorecards.iter().filter(told)
    }

    /// The body of a definition that is computed.
    pub(super) fn body(&self, id: crate::plan::ir::DefId) -> Option<&'a Expr> {
        match &self.def(id)?.body {
            Body::Expr(body) => Some(body),
            Body::Column(_) => None,
        }
    }

    /// What a shared definition is for one scorecard.
    pub(super) fn in_card(&self, id: crate::plan::ir::DefId, card: &Scorecard) -> Option<&'a Expr> {
        let body = self.body(id)?;
        let Kind::Cases(cases) = &body.kind else { return Some(body) };
        cases.cases.iter().find(|case| case.covered == card.covered).map(|case| &case.value)
    }

    /// Whom a scorecard covers.
    pub(super) fn who_of(&self, card: &Scorecard) -> String {
        let condition = self.clauses.card(card.span).is_none_or(|clause| clause.applies.is_some());
        match self.body(card.covered).filter(|_| condition) {
            Some(condition) => self.people_of(condition),
            None => self.say("everybody", "全体人员"),
        }
    }

    pub(super) fn cards(&self, out: &mut Document) {
        let cards: Vec<&Scorecard> = self.cards_told().collect();
        if cards.is_empty() {
            return;
        }
        out.heading(1, self.say("KPIs and how they are scored", "考核指标与计分"));
        for card in cards {
            self.card(out, card);
        }
    }

    fn card(&self, out: &mut Document, card: &Scorecard) {
        out.heading(2, titled(card.title.as_deref(), &card.name));
        let who = self.who_of(card);
        out.paragraph(self.say(format!("For {who}."), format!("适用于{who}。")));
        self.because(out, card.because.as_deref());
        out.table(self.kpi_table(card));
        for kpi in &card.kpis {
            self.kpi(out, card, kpi);
        }
        self.changes(out, card);
    }

    fn kpi_table(&self, card: &Scorecard) -> Table {
        let headings = [
            self.say("KPI", "指标"),
            self.say("Weight", "权重"),
            self.say("What is measured", "实际值"),
            self.say("Target", "目标值"),
            self.say("Stage", "环节"),
        ];
        let staged = card.kpis.iter().any(|kpi| kpi.stage.is_some());
        let mut table = columns(headings.into_iter().take(if staged { 5 } else { 4 }));
        if let Some(Heading { align, .. }) = table.columns.get_mut(1) {
            *align = Align::Right;
        }
        for kpi in &card.kpis {
            let none = self.say("none", "无");
            let target = kpi.target.and_then(|target| self.in_card(target, card)).map_or(none, |target| capital(&self.written(target)));
            let measure = self.in_card(kpi.measure, card).map_or(String::new(), |measure| capital(&self.written(measure)));
            let stage = kpi.stage.map_or_else(|| self.say("not stated", "未注明"), |stage| self.stage(stage));
            let cells = [titled(kpi.title.as_deref(), &kpi.name), self.written(&kpi.weight), measure, target, stage];
            table.row(cells.into_iter().take(table.columns.len()));
        }
        table
    }

    fn stage(&self, stage: Stage) -> String {
        match stage {
            Stage::Acquisition => self.say("acquisition", "获客"),
            Stage::Conversion => self.say("conversion", "转化"),
            Stage::Retention => self.say("retention", "维护"),
            Stage::Process => self.say("process", "过程"),
            Stage::Team => self.say("team", "团队"),
        }
    }

    fn kpi(&self, out: &mut Document, card: &Scorecard, kpi: &Kpi) {
        out.heading(3, titled(kpi.title.as_deref(), &kpi.name));
        let own = self.in_card(kpi.score, card);
        let rule = own.and_then(|score| if let Kind::KpiScore(rule) = &score.kind { Some(rule.as_ref()) } else { None });
        if let Some(score) = rule.map(|rule| &rule.score).or(own) {
            self.scoring(out, score);
        }
        out.list(self.remarks(card, kpi, rule));
        if let Some(figure) = self.kpi_curve(card, kpi) {
            out.blocks.push(crate::document::Block::Figure(figure));
        }
        if !kpi.rubric.is_empty() {
            let mut table = columns([self.say("Level", "等次"), self.say("What it takes", "评分细则")]);
            table.caption = Some(self.say("It is a judgement, made by these levels", "定性指标，按以下细则评分"));
            for (level, text) in &kpi.rubric {
                table.row([self.number(level, crate::value::Type::Number), crate::diagnostic::text::sanitise(text.trim())]);
            }
            out.table(table);
        }
        self.because(out, kpi.because.as_deref());
    }

    /// What else holds of a KPI, a sentence each.
    fn remarks(&self, card: &Scorecard, kpi: &Kpi, rule: Option<&KpiScore>) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(goal) = kpi.goal.as_ref().and_then(|name| self.plan.goals.iter().find(|goal| goal.name == *name)) {
            let goal = titled(goal.title.as_deref(), &goal.name);
            all.push(self.say(format!("Serves the goal “{goal}”."), format!("对应目标：{goal}。")));
        }
        all.extend(kpi.reverse.map(|reverse| match reverse {
            Reverse::Ratio => {
                self.say("Less is better: attainment is the target divided by what is measured.", "越低越好：完成率为目标值除以实际值。")
            }
            Reverse::Mirror => self.say(
                "Less is better: attainment is 2 minus what is measured divided by the target.",
                "越低越好：完成率为 2 减去实际值与目标值之比。",
            ),
        }));
        all.push(match kpi.when_missing {
            WhenMissing::Reweight => {
                self.say("Where there is no figure, the other KPIs take over its weight.", "没有数据时，其权重由其他指标分摊。")
            }
            WhenMissing::Zero => self.say("Where there is no figure, it counts 0 points.", "没有数据时计零分。"),
            WhenMissing::Error => {
                self.say("Where there is no figure, no score is given before it is there.", "没有数据时不予计分，待补齐数据后再计。")
            }
        });
        let weighted = self.in_card(kpi.weighted, card);
        if let Some(Kind::Weighted(weighted)) = weighted.map(|expr| &expr.kind)
            && let Some(unit) = &weighted.round
        {
            let unit = self.written(unit);
            all.push(self.say(format!("The points it brings are rounded to {unit}."), format!("其加权得分取整到 {unit}。")));
        }
        if let Some(rule) = rule {
            let zero = self.say("the KPI counts 0 points", "该指标计零分");
            all.extend(self.gates(&rule.gates, &zero));
            all.extend(rule.vetoes.iter().map(|veto| self.struck(veto, &zero)));
        }
        all
    }

    /// `Half of quota: where it does not hold that …, nothing is paid.`
    pub(super) fn gates(&self, gates: &[Gate], effect: &str) -> Vec<String> {
        let told = gates.iter().map(|gate| {
            let (title, needs) = (crate::diagnostic::text::sanitise(gate.title.trim()), self.slice(gate.needs.span));
            let colon = self.say(": ", "：");
            self.say(format!("{title}{colon}needs {needs}; otherwise {effect}."), format!("{title}{colon}须满足 {needs}，否则{effect}。"))
        });
        told.collect()
    }

    /// `Falsified records: where …, the grade is D.`
    pub(super) fn struck(&self, veto: &Veto, effect: &str) -> String {
        let (title, when) = (titled(veto.title.as_deref(), &veto.name), self.slice(veto.when.span));
        self.say(format!("{title}: where {when}, {effect}."), format!("{title}：{when} 的，{effect}。"))
    }

    /// What is done to the sum of the KPIs, and the vetoes on the grade.
    fn changes(&self, out: &mut Document, card: &Scorecard) {
        let total = self.plan.score.and_then(|score| self.in_card(score, card));
        let total = total.and_then(|total| if let Kind::Total(total) = &total.kind { Some(total.as_ref()) } else { None });
        if !card.adjusts.is_empty() {
            out.heading(3, self.say("Points added or taken off", "加减分"));
            for adjust in &card.adjusts {
                let Some(def) = self.def(*adjust) else { continue };
                out.paragraph(self.say(format!("{}:", self.called(*adjust)), format!("{}：", self.called(*adjust))));
                if let Some(body) = self.in_card(*adjust, card) {
                    self.scoring(out, body);
                }
                self.because(out, def.because.as_deref());
            }
        }
        let mut all = total.map_or(Vec::new(), |total| self.of_total(total));
        all.extend(self.grade_vetoes(card));
        if !all.is_empty() {
            out.heading(3, self.say("What overrides the score", "门槛与一票否决"));
            out.list(all);
        }
    }

    fn of_total(&self, total: &Total) -> Vec<String> {
        let score = self.say("the score is 0", "总分计零分");
        let mut all: Vec<String> = total.caps.iter().map(|cap| self.cap(cap, "The score is", "总分")).collect();
        all.extend(self.gates(&total.gates, &score));
        all.extend(total.vetoes.iter().map(|veto| self.struck(veto, &score)));
        all
    }

    /// The author's reason, under the clause it is for.
    pub(super) fn because(&self, out: &mut Document, reason: Option<&str>) {
        let Some(reason) = reason.map(str::trim).filter(|reason| !reason.is_empty()) else { return };
        out.paragraph(self.say(format!("Why: {reason}"), format!("理由：{reason}")));
    }
}
