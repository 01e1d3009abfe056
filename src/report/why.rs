//! `merit why`: where a person's numbers come from, as a tree from the value down to the clause and the cell.
//!
//! This is no second interpreter: everything said here was kept by the run itself, and is read along the tree of the plan.

mod cards;
mod rows;
mod rules;
mod tree;
mod values;

use std::collections::HashSet;

use super::json::{self, Json};
use super::model::{Report, column_of, heading};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::engine::table::{CellRef, FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Body, Def, DefId, Expr, Kind, PEOPLE, ParamId, Plan, Role};
use crate::source::Span;
use crate::value::{Type, Value};
use tree::Node;
use values::{Row, short_name};

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

    /// For programs: the same trees; `value` holds the number with its digits.
    pub fn json(&self) -> String {
        let mut fields = self.head.clone();
        fields.push(("values".to_string(), Json::List(self.trees.iter().map(Node::json).collect())));
        format!("{}\n", Json::Object(fields))
    }
}

/// Explains these values of the person in this row, whom the run has watched.
pub fn explain<'a>(report: &Report<'a>, row: u32, values: &[DefId], language: Language) -> Explanation {
    let mut teller: Teller<'a> = Teller { report: *report, language, told: HashSet::new(), titles: HashSet::new() };
    let at = Row { table: PEOPLE, row };
    let trees = values.iter().map(|def| teller.def(*def, at)).collect();
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

/// Goes through the plan at one person and tells what it finds.
struct Teller<'a> {
    report: Report<'a>,
    language: Language,
    /// What has been told in full; it is not told twice.
    told: HashSet<(DefId, u32)>,
    /// Titles that have been told.
    titles: HashSet<&'a str>,
}

impl<'a> Teller<'a> {
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
            Body::Column(_) => self.cell(def, id, at),
            Body::Expr(body) => self.computed(def, id, body, at),
        }
    }

    fn computed(&mut self, def: &'a Def, id: DefId, body: &'a Expr, at: Row) -> Node {
        let slot = self.report.slot(id, at.row).cloned();
        let taken = self.taken(body, at);
        let span = if let (Role::KpiScore, Kind::KpiScore(rule)) = (def.role, &taken.kind) {
            rule.score.span
        } else if matches!(def.role, Role::KpiMeasure | Role::KpiTarget) {
            taken.span
        } else {
            def.span
        };
        if let (Kind::Ref(other), Some(Slot::Value(_))) = (&taken.kind, &slot) {
            // `sales.target = quota = $150,000.00`: one line, with the place of what is named.
            let title = self.title(def);
            let mut node = self.def(*other, at);
            node.text = format!("{title} = {}", node.text);
            node.name = Some(def.name.clone());
            return node;
        }
        let mut node = Node::new(self.title(def)).at(self.place(span).filter(|_| def.role != Role::PayoutTotal));
        node.name = Some(def.name.clone());
        match &slot {
            Some(Slot::Value(value)) => {
                node.value = Some(json::scalar(&self.report, value, def.role));
                let value = self.slot_text(&Slot::Value(value.clone()), def.ty);
                match self.formula(body, at) {
                    Some(formula) if formula != value && def.ty != Type::Flag => {
                        node.text.push_str(&format!("{}{}", self.equals(&formula), self.equals(&value)));
                    }
                    Some(_) | None => node.text.push_str(&self.equals(&value)),
                }
            }
            Some(Slot::Missing(cell)) => {
                node.text.push_str(&self.say(" is missing", " 缺失"));
                node.value = Some(Json::Null);
                return node.with(self.blank(*cell).into_iter().collect());
            }
            Some(Slot::NotApplicable(_)) => {
                node.text.push_str(&self.say(" does not apply", " 不适用"));
                node.value = Some(Json::Null);
                if !self.told.insert((id, at.row)) {
                    node.text.push_str(&self.say(" (see above)", "（见上）"));
                    return node;
                }
                return node.with(self.why_not(body, at));
            }
            Some(Slot::Fault(fault)) => {
                node.text.push_str(&self.say(" cannot be computed", " 无法计算"));
                node.value = Some(Json::Null);
                return node.with(self.fault(*fault).into_iter().collect());
            }
            None => return node,
        }
        if !self.told.insert((id, at.row)) {
            node.text.push_str(&self.say(" (see above)", "（见上）"));
            return node;
        }
        let reason = def.because.as_ref().map(|because| {
            let because = sanitise(because);
            Node::new(self.say(&format!("because {because}"), &format!("理由：{because}")))
        });
        let parts = if def.ty == Type::Flag { self.decided(def, body, at) } else { self.parts(body, at) };
        node.with(reason.into_iter().chain(parts).collect())
    }

    /// What a yes or no rests on: the condition in its words, or with its values where the policy has no words for it.
    fn decided(&mut self, def: &Def, body: &'a Expr, at: Row) -> Vec<Node> {
        let words = match (&body.kind, def.role) {
            (Kind::Compare { .. }, Role::GoalMet | Role::GoalAchievable) => self.formula(body, at),
            (Kind::Compare { .. } | Kind::Within { .. } | Kind::In { .. } | Kind::And(_) | Kind::Or(_) | Kind::Not(_), Role::Let) => {
                Some(self.clause(body.span))
            }
            (_, _) => None,
        };
        let (Some(words), Some(Slot::Value(Value::Flag(holds)))) = (words, self.value(body, at)) else { return self.parts(body, at) };
        let words = if holds {
            self.say(&format!("holds: {words}"), &format!("成立：{words}"))
        } else {
            self.say(&format!("not so: {words}"), &format!("不成立：{words}"))
        };
        vec![Node::new(words).with(self.parts(body, at))]
    }

    /// The name and the title.
    fn title(&mut self, def: &'a Def) -> String {
        let name = sanitise(&spoken(def, self.language));
        match &def.title {
            // The parts of a KPI share its title; once is enough.
            Some(title) if *title != def.name && self.titles.insert(title.as_str()) => match self.language {
                Language::English => format!("{name} \"{}\"", sanitise(title)),
                Language::Chinese => format!("{name}“{}”", sanitise(title)),
            },
            Some(_) | None => name,
        }
    }

    /// An input column: the value and the cell it stands in.
    fn cell(&mut self, def: &'a Def, id: DefId, at: Row) -> Node {
        let slot = self.report.slot(id, at.row);
        let text = match slot {
            Some(Slot::Missing(_)) => self.say(" is blank", " 为空白"),
            Some(slot @ (Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_))) => self.equals(&self.slot_text(slot, def.ty)),
            None => String::new(),
        };
        let mut node =
            Node::new(format!("{}{text}", self.title(def))).at(self.cell_place(CellRef { table: at.table, row: at.row, column: id }));
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
        let line = data.lines.get(cell.row as usize)?;
        let (file, header) = (short_name(&data.file), sanitise(&column_of(self.report.def(cell.column)?)?.header));
        Some(self.say(&format!("{file}, row {line}, \"{header}\""), &format!("{file} 第 {line} 行“{header}”")))
    }

    /// An empty cell that left a value missing.
    fn blank(&self, cell: CellRef) -> Option<Node> {
        let name = sanitise(&self.report.def(cell.column)?.name);
        Some(Node::new(self.say(&format!("{name} is blank"), &format!("{name} 为空白"))).at(self.cell_place(cell)))
    }

    /// Why there is no value: the message, its cells, its clause.
    fn fault(&self, fault: FaultId) -> Option<Node> {
        let diagnostic = self.report.fault(fault)?;
        let message = sanitise(diagnostic.message.get(self.language));
        let clause = diagnostic.labels.first().and_then(|label| self.place(label.span));
        let cells = diagnostic.places.iter().take(5).map(|place| {
            let (file, column) = (short_name(&place.file), place.column.as_deref().map(sanitise).unwrap_or_default());
            let row = place.row.map_or(String::new(), |row| row.to_string());
            Node::new(self.say(&format!("{file}, row {row}, column \"{column}\""), &format!("{file} 第 {row} 行，列“{column}”")))
        });
        let cells = cells.collect();
        Some(Node::new(format!("{message} [{}]", diagnostic.code)).at(clause).with(cells))
    }

    /// A param: the value in force, since when, and why.
    fn param(&self, expr: &Expr, id: ParamId, at: Row) -> Option<Node> {
        let param = self.plan().params.get(id.0 as usize)?;
        let value = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, param.ty));
        let version = if let Some(Detail::Version(version)) = self.detail(expr, at) {
            param.values.get(*version as usize)
        } else {
            param.values.first().filter(|_| param.values.len() == 1)
        };
        let mut text = format!("{}{}", sanitise(&param.name), self.equals(&value));
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
        Some(node)
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
        let cards = cases.cases.iter().filter_map(|case| self.plan().scorecards.iter().find(|card| card.covered == case.covered));
        let only = cards.map(|card| {
            let name = sanitise(card.title.as_deref().unwrap_or(&card.name));
            Node::new(self.say(&format!("only for the scorecard \"{name}\""), &format!("只用于计分卡“{name}”"))).at(self.place(card.span))
        });
        only.collect()
    }

    fn unmet(&mut self, applies: &'a Expr, at: Row) -> Node {
        let clause = self.clause(applies.span);
        let words = self.say(&format!("only where {clause}"), &format!("仅适用于 {clause}"));
        self.condition(&words, applies, applies.span, at)
    }
}

/// The name of a value as the reader writes it: a KPI's and a goal's parts in the reader's language.
fn spoken(def: &Def, language: Language) -> String {
    let name = heading(def, language);
    let (Language::Chinese, Some((of, part))) = (language, name.rsplit_once('.')) else { return name };
    let part = match (def.role, part) {
        (Role::KpiMeasure, _) => "实际值",
        (Role::KpiTarget, _) => "目标值",
        (Role::KpiAttainment | Role::GoalAttainment, _) => "完成率",
        (Role::KpiScore, _) => "得分",
        (Role::KpiWeighted, _) => "加权得分",
        (Role::GoalMet, _) => "达成",
        (Role::GoalGap, _) => "差距",
        (_, part) => part,
    };
    format!("{of}.{part}")
}
