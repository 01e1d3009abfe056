//! Which names there are: every clause that declares one is entered here, and a name said twice is refused with both places.
//!
//! Names are told apart by how they are written: a value (`revenue`), before a dot (`sales.score`), with brackets (`rate(…)`), with
//! `on` (`standard on sales`). So a KPI may bear the name of the column it measures.

use super::planner::{DefInfo, Dotted, Node, Origin, Planner, State, Value};
use super::problems::names as problems;
use super::types::Ty;
use crate::diagnostic::text::nearest;
use crate::plan::ir::{DefId, PEOPLE, ParamId, Role, TableId};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Type;

/// Names for which a guess is made.
const MOST_GUESSES: usize = 200;

/// The names that belong to the measure, target and attainment of the KPI a clause stands in.
pub(super) fn own_part(name: &ast::Name) -> Option<Role> {
    if name.ticked {
        return None;
    }
    part_of(&name.text)
}

fn part_of(text: &str) -> Option<Role> {
    match text {
        "measure" | "实际值" => Some(Role::KpiMeasure),
        "target" | "目标值" => Some(Role::KpiTarget),
        "attainment" | "完成率" => Some(Role::KpiAttainment),
        _ => None,
    }
}

/// The English spelling of a built-in name; the text itself where it is none.
pub(super) fn word(name: &ast::Name) -> &str {
    if name.ticked {
        return &name.text;
    }
    built_in(&name.text)
}

/// Words that are values by themselves wherever a value may stand. A name of that spelling can be read in backticks only.
const ALWAYS: [&str; 12] = [
    "yes",
    "no",
    "是",
    "否",
    "期初",
    "期末",
    "期内天数",
    "期内在职天数",
    "期内在职满月数",
    "期内在职整月数",
    "期内在职月数",
    "期内在职起计月数",
];

/// Every spelling under which a result may be read, beside its English one. `得分` alone may be a column.
fn spellings(word: &str) -> &'static [&'static str] {
    match word {
        "score" => &["score", "总分", "综合得分"],
        "grade" => &["grade", "等级"],
        "payout" => &["payout", "应发合计", "发放合计"],
        _ => &[],
    }
}

/// The Chinese spellings of results and of their parts.
fn built_in(text: &str) -> &str {
    match text {
        "总分" | "综合得分" | "得分" => "score",
        "等级" => "grade",
        "应发合计" | "发放合计" => "payout",
        "实际值" | "衡量" => "measure",
        "目标值" | "目标" => "target",
        "完成率" => "attainment",
        "加权得分" | "加权分" => "weighted",
        "达成" | "是否达成" => "met",
        "差距" | "差额" => "gap",
        "可实现" | "是否可实现" => "achievable",
        "应得" => "earned",
        "补足" => "guaranteed",
        "预支" => "advanced",
        "收回" => "recovered",
        "预支余额" => "balance",
        "应付" => "due",
        "递延" => "held",
        "发还" => "released",
        "递延余额" => "deferred",
        other => other,
    }
}

/// What a value of the language's own is whatever its clause says, so that it may be looked back at before it is translated.
fn type_of_role(role: Role) -> Ty {
    match role {
        Role::Payout | Role::PayoutTotal | Role::Term(_) => Ty::Is(Type::Money),
        Role::Score | Role::KpiScore | Role::KpiWeighted => Ty::Is(Type::Number),
        Role::KpiAttainment | Role::Credit => Ty::Is(Type::Percent),
        Role::Column
        | Role::Let
        | Role::Carry
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::Adjust
        | Role::Grade
        | Role::GradeColumn
        | Role::Figure(_) => Ty::Unknown,
    }
}

/// A new definition whose body is translated later.
pub(super) struct Fresh<'a> {
    pub name: String,
    pub title: Option<String>,
    pub table: TableId,
    pub role: Role,
    pub because: Option<String>,
    pub span: Span,
    pub place: Span,
    pub origin: Origin<'a>,
}

impl<'a> Planner<'a> {
    pub fn fresh(&mut self, fresh: Fresh<'a>) -> DefId {
        self.add_def(DefInfo {
            name: fresh.name,
            title: fresh.title,
            table: fresh.table,
            role: fresh.role,
            because: fresh.because,
            span: fresh.span,
            place: fresh.place,
            state: State::Waiting,
            ty: type_of_role(fresh.role),
            origin: fresh.origin,
            body: None,
        })
    }

    /// Enters the name of a person's value or of a param.
    pub fn declare_value(&mut self, name: &ast::Name, value: Value) {
        self.check_always(name);
        if let Some((_, before)) = self.names.people.get(&name.text) {
            let problem = problems::twice(&name.text, *before, name.span);
            self.report(problem);
            return;
        }
        self.names.people.insert(name.text.clone(), (value, name.span));
    }

    /// Enters the name of a value of a table's rows.
    pub fn declare_in(&mut self, table: TableId, name: &ast::Name, def: DefId) {
        if table == PEOPLE {
            self.declare_value(name, Value::Def(def));
            return;
        }
        self.check_always(name);
        let rows = self.names.rows.entry(table).or_default();
        match rows.get(&name.text) {
            Some((_, before)) => {
                let problem = problems::twice(&name.text, *before, name.span);
                self.report(problem);
            }
            None => {
                rows.insert(name.text.clone(), (def, name.span));
            }
        }
    }

    pub fn declare_dotted(&mut self, name: &ast::Name, dotted: Dotted) {
        match self.names.dotted.get(&name.text) {
            Some((_, before)) => {
                let problem = problems::twice(&name.text, *before, name.span);
                self.report(problem);
            }
            None => {
                self.names.dotted.insert(name.text.clone(), (dotted, name.span));
            }
        }
    }

    /// A built-in name (`score`, `grade`, `payout`) that the author's own name of the same spelling would hide. Asked once every
    /// name has been entered.
    pub fn check_built_in(&mut self, word: &str, clause: Span) {
        for name in spellings(word) {
            if let Some((_, place)) = self.names.people.get(*name) {
                let problem = problems::taken(name, *place, clause);
                self.report(problem);
            }
        }
    }

    /// A name that would be read as something else wherever it stands.
    fn check_always(&mut self, name: &ast::Name) {
        if !name.ticked && ALWAYS.contains(&name.text.as_str()) {
            self.report(problems::always(&name.text, name.span));
        }
    }

    /// A `let` or a `param` may not bear the name of a KPI's own part.
    pub fn check_own_part(&mut self, name: &ast::Name) {
        if part_of(&name.text).is_some() {
            self.report(problems::own_name(&name.text, name.span));
        }
    }

    /// Every name that could have been meant where a value is read.
    pub fn value_names(&self, row: TableId) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if let Some(rows) = self.names.rows.get(&row) {
            all.extend(rows.keys().cloned());
        }
        all.extend(self.names.people.keys().cloned());
        for (name, _) in &self.names.dotted {
            all.extend(self.parts_of(name).into_iter().map(|part| format!("{name}.{part}")));
        }
        let built_in = [("score", self.score), ("grade", self.grade.as_ref().map(|grade| grade.def)), ("payout", self.payout_total)];
        all.extend(built_in.into_iter().filter(|(_, def)| def.is_some()).map(|(name, _)| name.to_string()));
        all
    }

    /// What may stand behind `name.`
    pub fn parts_of(&self, name: &str) -> Vec<String> {
        let names = |list: &[&str]| list.iter().map(|part| (*part).to_string()).collect();
        match self.names.dotted.get(name).map(|(dotted, _)| *dotted) {
            Some(Dotted::Kpi(_)) => names(&["measure", "target", "attainment", "score", "weighted"]),
            Some(Dotted::Payout(at)) => self.term_names(at),
            Some(Dotted::Goal(_)) => names(&["met", "attainment", "gap", "achievable"]),
            Some(Dotted::Bands(at)) => {
                self.level_bands.get(at).map_or(Vec::new(), |(_, columns)| columns.iter().map(|(column, _)| column.clone()).collect())
            }
            Some(Dotted::Input(table)) => match table {
                PEOPLE => self.names.people.keys().cloned().collect(),
                TableId(_) => self.names.rows.get(&table).map_or(Vec::new(), |rows| rows.keys().cloned().collect()),
            },
            None => Vec::new(),
        }
    }

    /// The known name somebody most likely meant.
    pub fn guess(&self, wanted: &str, names: &[String]) -> Option<String> {
        let mut guesses = self.guesses.borrow_mut();
        let key = (wanted.to_string(), names.len());
        if let Some(known) = guesses.get(&key) {
            return known.clone();
        }
        // Nobody reads hundreds of guesses, and each takes a look at every name.
        let guess = if guesses.len() < MOST_GUESSES { nearest(wanted, names.iter().map(String::as_str)).map(str::to_string) } else { None };
        guesses.insert(key, guess.clone());
        guess
    }

    /// The definition a clause may expect a value of: `score`, `won`, `sales.attainment`.
    pub fn find_def(&self, path: &ast::Path) -> Option<DefId> {
        match path.parts.as_slice() {
            [name] => match self.names.people.get(&name.text) {
                Some((Value::Def(def), _)) => Some(*def),
                Some((Value::Param(_), _)) => None,
                None => self.built_in_def(word(name)),
            },
            [first, part] => self.find_part(first, part),
            [] | [_, _, _, ..] => None,
        }
    }

    /// Nothing declares this value of a person; where a clause that could not be read may have, that is said already.
    pub fn report_unknown_value(&mut self, path: &ast::Path, text: &str) {
        let lost = match path.parts.as_slice() {
            [first, part] => self.lost_dotted(first, part),
            parts => parts.iter().any(|part| self.lost_name(&part.text) || self.broken.contains(word(part))),
        };
        if !lost {
            let guess = self.guess(text, &self.value_names(PEOPLE));
            self.report(problems::unknown(text, path.span, guess));
        }
    }

    /// `score`, `grade` or `payout`, where the policy has it.
    pub fn built_in_def(&self, word: &str) -> Option<DefId> {
        match word {
            "score" => self.score,
            "grade" => self.grade.as_ref().map(|grade| grade.def),
            "payout" => self.payout_total,
            _ => None,
        }
    }

    /// `sales.attainment`, `growth.met`, `level.share`, `people.revenue`, `deals.net`.
    pub fn find_part(&self, first: &ast::Name, part: &ast::Name) -> Option<DefId> {
        let (dotted, _) = self.names.dotted.get(&first.text)?;
        match *dotted {
            Dotted::Kpi(at) => {
                let group = self.kpis.get(at)?;
                match word(part) {
                    "measure" => Some(group.measure),
                    "target" => group.target,
                    "attainment" => group.attainment,
                    "score" => Some(group.score),
                    "weighted" => Some(group.weighted),
                    _ => None,
                }
            }
            Dotted::Goal(at) => {
                let goal = self.goals.get(at)?;
                match word(part) {
                    "met" => Some(goal.met),
                    "attainment" => Some(goal.attainment),
                    "gap" => Some(goal.gap),
                    "achievable" => goal.achievable,
                    _ => None,
                }
            }
            Dotted::Payout(at) => self.term_named(at, word(part)),
            Dotted::Bands(at) => {
                let (_, columns) = self.level_bands.get(at)?;
                columns.iter().find(|(column, _)| *column == part.text).map(|(_, def)| *def)
            }
            Dotted::Input(PEOPLE) => match self.names.people.get(&part.text)? {
                (Value::Def(def), _) => Some(*def),
                (Value::Param(_), _) => None,
            },
            Dotted::Input(table) => self.names.rows.get(&table)?.get(&part.text).map(|(def, _)| *def),
        }
    }

    /// A column of a table by its name.
    pub fn column(&self, table: TableId, name: &str) -> Option<DefId> {
        let def = match table {
            PEOPLE => match self.names.people.get(name)? {
                (Value::Def(def), _) => *def,
                (Value::Param(_), _) => return None,
            },
            TableId(_) => self.names.rows.get(&table)?.get(name)?.0,
        };
        (self.def(def)?.role == Role::Column).then_some(def)
    }

    pub fn columns_of(&self, table: TableId) -> Vec<String> {
        let defs = self.tables.get(table.0 as usize).map_or(&[][..], |table| table.columns.as_slice());
        defs.iter().filter_map(|def| self.def(*def)).map(|def| bare(&def.name).to_string()).collect()
    }

    /// The table of an input by its name.
    pub fn table_named(&self, name: &str) -> Option<TableId> {
        match self.names.dotted.get(name)? {
            (Dotted::Input(table), _) => Some(*table),
            (Dotted::Kpi(_) | Dotted::Goal(_) | Dotted::Bands(_) | Dotted::Payout(_), _) => None,
        }
    }

    pub fn inputs(&self) -> Vec<String> {
        self.tables.iter().map(|table| table.ast.name.text.clone()).collect()
    }

    /// The node of a value.
    pub fn node_of(value: Value) -> Node {
        match value {
            Value::Def(def) => Node::Def(def),
            Value::Param(param) => Node::Param(param),
        }
    }

    pub fn next_param(&self) -> ParamId {
        ParamId(super::planner::number(self.params.len()))
    }
}

/// The name of a row's value without its table.
pub(super) fn bare(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, bare)| bare)
}
