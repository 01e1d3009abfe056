//! `merit why`: where a person's numbers come from, as a tree from the value down to the clause and the cell.
//!
//! This is no second interpreter: everything said here was kept by the run itself, and is read along the tree of the plan.

mod amended;
mod among;
mod cards;
mod earlier;
mod excepted;
mod formula;
mod lines;
mod means;
mod outline;
mod rows;
mod rules;
mod steps;
mod terms;
mod tree;
mod values;
mod working;

use std::cell::RefCell;
use std::collections::HashSet;

use super::json::{self, Json};
use super::model::{Report, column_of};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::engine::table::{CellRef, EARLIER, FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Body, Def, DefId, Expr, Kind, PEOPLE, ParamId, ParamKind, Plan, Role, Scorecard, TermPart};
use crate::source::Span;
use crate::value::{Number, Value};
use tree::Node;
use values::{Row, short_name};

pub use outline::OutlineLine;
pub use terms::{Term, terms};

/// Values told inside one another.
const DEEPEST: usize = 60;

/// The explanation of some values of one person.
#[derive(Clone, Debug)]
pub struct Explanation {
    heading: String,
    head: Vec<(String, Json)>,
    trees: Vec<Node>,
}

impl Explanation {
    /// For people, in lines of at most `width` columns.
    pub fn text(&self, width: usize) -> String {
        let trees: Vec<String> = self.trees.iter().map(|tree| tree::draw(tree, width)).collect();
        format!("{}\n\n{}", self.heading, trees.join("\n"))
    }

    /// The same in lines, without what did nothing here and what other people have.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        flat(&self.trees, 0, &mut lines);
        lines
    }

    /// What each value is, with the steps right under it that made it so, without their places.
    pub fn made_of(&self) -> Vec<(&str, Vec<&str>)> {
        let mut all = Vec::with_capacity(self.trees.len());
        for tree in &self.trees {
            let made = tree.parts.iter().filter(|part| part.effect == tree::Effect::Some);
            all.push((tree.text.as_str(), made.map(|part| part.text.as_str()).collect()));
        }
        all
    }

    /// For programs: the same trees; `value` holds the number with its digits.
    pub fn json(&self) -> String {
        let mut fields = self.head.clone();
        fields.push(("values".to_string(), Json::List(self.trees.iter().map(Node::json).collect())));
        format!("{}\n", Json::Object(fields))
    }
}

/// A statement of an explanation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// 0 for the value itself.
    pub depth: u8,
    pub text: String,
    /// The clause or the cell it rests on.
    pub place: Option<String>,
}

fn flat(nodes: &[Node], depth: u8, lines: &mut Vec<Line>) {
    for node in nodes.iter().filter(|node| node.effect == tree::Effect::Some) {
        lines.push(Line { depth, text: node.text.clone(), place: node.place.clone() });
        flat(&node.parts, depth.saturating_add(1), lines);
    }
}

/// Explains these values of the person in this row, whom the run has watched.
pub fn explain<'a>(report: &Report<'a>, row: u32, values: &[DefId], language: Language) -> Explanation {
    let at = Row { table: PEOPLE, row };
    let mut teller = Teller::new(report, language, at);
    let own = |def: &DefId| report.def(*def).is_none_or(|def| def.table == PEOPLE);
    let trees = values.iter().map(|def| {
        let tree = if own(def) { teller.def(*def, at) } else { teller.of_rows(*def, at) };
        tree.with(teller.amended_besides())
    });
    let trees = trees.collect();
    let (plan, key) = (report.plan, report.key(row));
    let name = report.person_name(row).map_or(String::new(), |name| format!(" {}", sanitise(name)));
    let heading = format!("{}{name} · {} · {}", sanitise(key), report.results.period, sanitise(&plan.title));
    let text = |text: &str| Json::Text(text.to_string());
    let head = vec![
        ("policy".to_string(), text(&plan.title)),
        ("version".to_string(), plan.version.as_deref().map_or(Json::Null, text)),
        ("period".to_string(), text(&report.results.period.to_string())),
        ("key".to_string(), text(key)),
    ];
    Explanation { heading, head, trees }
}

/// The weight by which a KPI counts for the person in this row, whom the run has watched: after the weights of missing KPIs are spread.
pub fn weight(report: &Report<'_>, row: u32, weighted: DefId) -> Option<Number> {
    let at = Row { table: PEOPLE, row };
    let teller = Teller::new(report, Language::English, at);
    let Body::Expr(body) = &report.def(weighted)?.body else { return None };
    let taken = teller.taken(body, at);
    let Kind::Weighted(rule) = &taken.kind else { return None };
    if let Some(Detail::Weight(weight)) = teller.detail(taken, at) { Some(weight.clone()) } else { teller.number(&rule.weight, at) }
}

/// Goes through the plan at one person and tells what it finds.
struct Teller<'a> {
    report: Report<'a>,
    language: Language,
    /// The person it is told to.
    own: Row,
    /// What has been told in full; it is not told twice.
    told: HashSet<(DefId, u32)>,
    /// Titles that have been told.
    titles: HashSet<&'a str>,
    /// Clauses of amendments that have been told, and places in them that have been pointed at.
    amended: HashSet<Span>,
    touched: RefCell<Vec<Span>>,
    /// How many values stand inside one another where the telling is.
    depth: usize,
}

impl<'a> Teller<'a> {
    fn new(report: &Report<'a>, language: Language, own: Row) -> Teller<'a> {
        let (amended, touched) = (HashSet::new(), RefCell::default());
        Teller { report: *report, language, own, told: HashSet::new(), titles: HashSet::new(), amended, touched, depth: 0 }
    }

    fn say(&self, en: &str, zh: &str) -> String {
        match self.language {
            Language::English => en.to_string(),
            Language::Chinese => zh.to_string(),
        }
    }

    fn plan(&self) -> &'a Plan {
        self.report.plan
    }

    /// A definition: its value, its clause, and what it rests on.
    fn def(&mut self, id: DefId, at: Row) -> Node {
        let Some(def) = self.report.def(id) else { return Node::new("") };
        match &def.body {
            Body::Column(_) if def.role == Role::Credit => self.credit(def, id, at),
            Body::Column(_) => self.cell(def, id, at),
            Body::Expr(_) if self.depth >= DEEPEST && !self.told.contains(&(id, at.row)) => self.too_deep(def, id, at),
            Body::Expr(body) => {
                self.depth = self.depth.saturating_add(1);
                let node = self.computed(def, id, body, at);
                self.depth = self.depth.saturating_sub(1);
                node
            }
        }
    }

    /// A value so deep in the tree that nobody would find it: it is told when it is asked for by itself.
    fn too_deep(&mut self, def: &'a Def, id: DefId, at: Row) -> Node {
        let slot = self.report.slot(id, at.row);
        let came = slot.map_or(String::new(), |slot| match slot {
            Slot::Value(_) => self.equals_slot(slot, def.ty),
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => self.without(slot),
        });
        let name = sanitise(&def.spoken(self.language));
        let words = self.say(" (goes on: ask for it by its name)", "（下略：请单独查看此名称）");
        let mut node = Node::new(format!("{name}{came}{words}")).at(self.place(def.span));
        node.name = Some(def.name.clone());
        node
    }

    fn computed(&mut self, def: &'a Def, id: DefId, body: &'a Expr, at: Row) -> Node {
        let slot = self.report.slot(id, at.row).cloned();
        let taken = self.taken(body, at);
        let span = self.own_span(def, id, taken, at);
        if let Some(exception) = self.exception(id, at) {
            return self.excepted((def, id, body), exception, span, at);
        }
        if let (Kind::Ref(other), Some(Slot::Value(_))) = (&taken.kind, &slot) {
            // `sales.target = quota = $150,000.00`: one line, with the place of what is named.
            let title = self.title(def);
            let amended = self.amended(span);
            let mut node = self.def(*other, at);
            node.text = format!("{title} = {}", node.text);
            node.name = Some(def.name.clone());
            return node.with(amended);
        }
        let mut node = Node::new(self.title(def)).at(self.place(span).filter(|_| def.role != Role::PayoutTotal));
        node.name = Some(def.name.clone());
        let Some(slot) = slot else { return node };
        let told = !self.told.insert((id, at.row));
        match &slot {
            Slot::Value(value) => {
                node.value = Some(json::scalar(&self.report, value, def.role));
                // What is told above shows its value only; the formula stands there.
                let came = if told { self.equals_slot(&slot, def.ty) } else { self.derived(body, at, &slot, def.ty) };
                node.text.push_str(&came);
            }
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                node.value = Some(Json::Null);
                node.text.push_str(&self.without(&slot));
            }
        }
        if told {
            node.text.push_str(&self.say(" (see above)", "（见上）"));
            return node;
        }
        let reason = def.because.as_ref().filter(|_| matches!(slot, Slot::Value(_))).map(|because| {
            let because = sanitise(because);
            Node::new(self.say(&format!("because {because}"), &format!("理由：{because}"))).idle()
        });
        let mut amended = self.amended(span);
        amended.extend(self.weight_of(def, id, at).into_iter().flat_map(|weight| self.amended(weight)));
        let parts = self.under(def.role, body, &slot, at);
        let meant = self.term_meant(def.role).filter(|_| matches!(slot, Slot::Value(_)));
        node.with(meant.into_iter().chain(reason).chain(amended).chain(parts).collect())
    }

    /// What a part of a payout's terms is, in words: its formula has none of the author's.
    fn term_meant(&self, role: Role) -> Option<Node> {
        let Role::Term(part) = role else { return None };
        let (en, zh) = match part {
            TermPart::Earned => return None,
            TermPart::Guaranteed => ("what is earned is brought up to the guarantee", "应得不足保障额的，补足到保障额"),
            TermPart::Advanced => ("what lacks to the draw is advanced", "不足预支额的差额先行预支"),
            TermPart::Recovered => (
                "a part of what lies above the draw pays the open balance back, and no more than that balance",
                "超出预支额的部分按比例偿还未还余额，不超过该余额",
            ),
            TermPart::Balance => {
                ("the balance before, and what is advanced now, less what is paid back", "上期余额，加本期预支，减本期收回")
            }
            TermPart::Due => ("what is due before a part of it waits", "递延之前的应付金额"),
            TermPart::Held => ("the part of it that waits", "其中留待以后发放的部分"),
            TermPart::Released => ("what waited and is paid now", "以前递延、本期发还的部分"),
            TermPart::Deferred => ("what still waits, with what is held now", "尚未发还的递延余额，含本期递延"),
        };
        Some(Node::new(self.say(en, zh)))
    }

    /// Where the weight stands of a KPI's weighted score.
    fn weight_of(&self, def: &Def, id: DefId, at: Row) -> Option<Span> {
        let card = self.plan().scorecards.iter().filter(|_| def.role == Role::KpiWeighted).find(|card| self.holds(card.covered, at))?;
        card.kpis.iter().find(|kpi| kpi.weighted == id).map(|kpi| kpi.weight.span)
    }

    /// The clause of a value: of what several scorecards have, the one of the person's own.
    fn own_span(&self, def: &Def, id: DefId, taken: &Expr, at: Row) -> Span {
        if let (Role::KpiScore, Kind::KpiScore(rule)) = (def.role, &taken.kind) {
            return rule.score.span;
        }
        if matches!(def.role, Role::KpiMeasure | Role::KpiTarget) {
            return taken.span;
        }
        let Some(card) = self.plan().scorecards.iter().find(|card| self.holds(card.covered, at)) else { return def.span };
        if def.role == Role::Score {
            return card.span;
        }
        let kpi = card.kpis.iter().find(|kpi| kpi.weighted == id || kpi.attainment == Some(id));
        kpi.map_or(def.span, |kpi| kpi.span)
    }

    /// What stands behind the name of a value that is not there.
    fn without(&self, slot: &Slot) -> String {
        match slot {
            Slot::Value(_) => String::new(),
            Slot::Missing(_) => self.say(" is missing", " 缺失"),
            Slot::NotApplicable(_) => self.say(" does not apply", " 不适用"),
            Slot::Fault(_) => self.say(" cannot be computed", " 无法计算"),
        }
    }

    /// What a value rests on, or why there is none.
    fn under(&mut self, role: Role, body: &'a Expr, slot: &Slot, at: Row) -> Vec<Node> {
        match slot {
            Slot::Value(_) => self.decided(role, body, at),
            // An earlier value that was not there.
            Slot::Missing(cell) if cell.table == EARLIER => self.parts(body, at),
            Slot::Missing(cell) => match self.report.def(cell.column).map(|def| &def.body) {
                // A rank or a share that leaves the person out.
                Some(Body::Expr(_)) => self.parts(body, at),
                Some(Body::Column(_)) | None => self.blank(*cell).into_iter().collect(),
            },
            Slot::NotApplicable(_) => self.why_not(body, at),
            Slot::Fault(fault) => self.fault(*fault).into_iter().collect(),
        }
    }

    /// What a value rests on; before a yes or no the condition in its own words, or in values where the policy has no words for it.
    fn decided(&mut self, role: Role, body: &'a Expr, at: Row) -> Vec<Node> {
        let parts = self.parts(body, at);
        let judged =
            matches!(body.kind, Kind::Compare { .. } | Kind::Within { .. } | Kind::In { .. } | Kind::And(_) | Kind::Or(_) | Kind::Not(_));
        let Some(Slot::Value(Value::Flag(holds))) = self.value(body, at).filter(|_| judged) else { return parts };
        let clause = match role {
            Role::GoalMet | Role::GoalAchievable => self.compared(body, at).unwrap_or_default(),
            Role::Column
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Term(_)
            | Role::Earlier
            | Role::Slice
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::KpiMeasure
            | Role::KpiTarget
            | Role::KpiAttainment
            | Role::KpiScore
            | Role::KpiWeighted
            | Role::Covered
            | Role::Told
            | Role::Said
            | Role::Adjust
            | Role::Score
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::PayoutTotal
            | Role::Figure(_) => self.clause(body.span),
        };
        let words = if holds {
            self.say(&format!("holds: {clause}"), &format!("成立：{clause}"))
        } else {
            self.say(&format!("does not hold: {clause}"), &format!("不成立：{clause}"))
        };
        vec![Node::new(words).with(parts)]
    }

    /// The name and the title.
    fn title(&mut self, def: &'a Def) -> String {
        let name = sanitise(&def.spoken(self.language));
        match &def.title {
            // The parts of a KPI share its title; once is enough.
            // A calculation without a name is called by its own words.
            Some(title) if *title != def.name && def.role != Role::Earlier && self.titles.insert(title.as_str()) => match self.language {
                Language::English => format!("{name} \"{}\"", sanitise(title)),
                Language::Chinese => format!("{name}“{}”", sanitise(title)),
            },
            Some(_) | None => name,
        }
    }

    /// What a row is to the person: by the credit lines, in the cells of which row.
    fn credit(&mut self, def: &'a Def, id: DefId, at: Row) -> Node {
        let came = self.report.slot(id, at.row).map_or(String::new(), |slot| match slot {
            Slot::Value(_) => self.equals_slot(slot, def.ty),
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => self.without(slot),
        });
        let input = def.name.split_once('.').map_or("", |(input, _)| input);
        let name = self.say(&sanitise(&def.name), &format!("{}.计入比例", sanitise(input)));
        let mut node = Node::new(format!("{name}{came}")).at(self.place(def.span));
        node.name = Some(def.name.clone());
        node
    }

    /// An input column: the value and the cell it stands in.
    fn cell(&mut self, def: &'a Def, id: DefId, at: Row) -> Node {
        let slot = self.report.slot(id, at.row);
        let came = match slot {
            Some(Slot::Missing(_)) => self.say(" is blank", " 为空白"),
            Some(slot @ (Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_))) => self.equals_slot(slot, def.ty),
            None => String::new(),
        };
        let mut node =
            Node::new(format!("{}{came}", self.title(def))).at(self.cell_place(CellRef { table: at.table, row: at.row, column: id }));
        node.name = Some(def.name.clone());
        match slot {
            Some(Slot::Value(value)) => node.value = Some(json::scalar(&self.report, value, def.role)),
            Some(Slot::Fault(fault)) => return node.with(self.fault(*fault).into_iter().collect()),
            Some(Slot::Missing(_) | Slot::NotApplicable(_)) | None => node.value = Some(Json::Null),
        }
        node
    }

    /// `people.csv, row 3, "quota"`
    fn cell_place(&self, cell: CellRef) -> Option<String> {
        let data = self.report.results.tables.get(cell.table.0 as usize)?;
        let (file, line) = data.place(cell.row)?;
        let def = self.report.def(cell.column)?;
        let (file, header) = (short_name(file), sanitise(&column_of(def)?.header));
        // Whether such a cell says the default or is blank makes no difference, and was not kept.
        let (en, zh) = match self.report.slot(cell.column, cell.row) {
            Some(Slot::Value(value)) if def.default() == Some(value) => (", or blank", "（或空白）"),
            Some(_) | None => ("", ""),
        };
        Some(self.say(&format!("{file}, row {line}, \"{header}\"{en}"), &format!("{file} 第 {line} 行“{header}”{zh}")))
    }

    /// An empty cell that left a value missing.
    fn blank(&self, cell: CellRef) -> Option<Node> {
        let name = sanitise(&self.report.def(cell.column)?.spoken(self.language));
        Some(Node::new(self.say(&format!("{name} is blank"), &format!("{name} 为空白"))).at(self.cell_place(cell)))
    }

    /// Why there is no value: the message, its cells, its clause.
    fn fault(&self, fault: FaultId) -> Option<Node> {
        let diagnostic = self.report.fault(fault)?;
        let message = sanitise(diagnostic.message.get(self.language));
        let clause = diagnostic.labels.first().and_then(|label| self.place(label.span));
        let cells = diagnostic.places.iter().take(5).map(|place| {
            let (mut en, mut zh) = (short_name(&place.file), short_name(&place.file));
            if let Some(row) = place.row {
                en.push_str(&format!(", row {row}"));
                zh.push_str(&format!(" 第 {row} 行"));
            }
            if let Some(column) = place.column.as_deref().map(sanitise) {
                en.push_str(&format!(", column \"{column}\""));
                zh.push_str(&format!("，列“{column}”"));
            }
            Node::new(self.say(&en, &zh))
        });
        let cells = cells.collect();
        Some(Node::new(format!("{message} [{}]", diagnostic.code)).at(clause).with(cells))
    }

    /// A param: the value in force, since when, and why.
    fn param(&mut self, expr: &Expr, id: ParamId, at: Row) -> Option<Node> {
        let param = self.plan().params.get(id.0 as usize)?;
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, param.ty));
        let version = if let Some(Detail::Version(version)) = self.detail(expr, at) {
            param.values.get(*version as usize)
        } else {
            param.values.first().filter(|_| param.values.len() == 1)
        };
        let name = match param.kind {
            ParamKind::Named => sanitise(&param.name),
            ParamKind::Rate { from, to } => {
                let (from, to) = (from.as_str(), to.as_str());
                self.say(&format!("rate {from} to {to}"), &format!("汇率 {from} 至 {to}"))
            }
        };
        let mut text = format!("{name}{value}");
        if let Some(from) = version.and_then(|version| version.from) {
            text.push_str(&self.say(&format!(", in force from {from}"), &format!("，自 {from} 起")));
        }
        let place = self.place(version.map_or(param.span, |version| version.span));
        let reason = param
            .because
            .as_ref()
            .filter(|_| version.is_some_and(|version| version.from != param.values.first().and_then(|first| first.from)));
        if let Some(because) = reason {
            let because = sanitise(because);
            text.push_str(&self.say(&format!(" ({because})"), &format!("（{because}）")));
        }
        let mut node = Node::new(text).at(place);
        node.name = Some(param.name.clone());
        Some(node.with(self.amended(param.span)))
    }

    /// A condition that decided something: its words, whether it held, and what it read.
    fn condition(&mut self, words: &str, expr: &'a Expr, span: Span, at: Row) -> Node {
        let parts = self.parts(expr, at);
        Node::new(words).at(self.place(span)).with(parts)
    }

    /// Why a payout or a KPI is not this person's.
    fn why_not(&mut self, body: &'a Expr, at: Row) -> Vec<Node> {
        if let Kind::Payout(rule) = &body.kind {
            return rule.applies.iter().map(|applies| self.unmet(applies, at)).collect();
        }
        let Kind::Cases(cases) = &body.kind else { return self.parts(body, at) };
        let plan = self.plan();
        let cards = cases.cases.iter().filter_map(|case| plan.scorecards.iter().find(|card| card.covered == case.covered));
        cards.map(|card| self.other_card(card, at)).collect()
    }

    /// A scorecard that is not this person's, with the condition that does not hold.
    fn other_card(&mut self, card: &'a Scorecard, at: Row) -> Node {
        let name = sanitise(card.title.as_deref().unwrap_or(&card.name));
        let words = self.say(&format!("only for the scorecard \"{name}\""), &format!("只用于计分卡“{name}”"));
        match self.report.def(card.covered).map(|def| &def.body) {
            Some(Body::Expr(applies)) => {
                let clause = self.clause(applies.span);
                let words = self.say(&format!("{words}, which is for {clause}"), &format!("{words}，适用于 {clause}"));
                self.condition(&words, applies, card.span, at)
            }
            Some(Body::Column(_)) | None => Node::new(words).at(self.place(card.span)),
        }
    }

    fn unmet(&mut self, applies: &'a Expr, at: Row) -> Node {
        let clause = self.clause(applies.span);
        let words = self.say(&format!("only where {clause}"), &format!("仅适用于 {clause}"));
        self.condition(&words, applies, applies.span, at)
    }
}
