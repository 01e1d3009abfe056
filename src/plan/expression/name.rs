//! What a name means where it stands.

use crate::plan::context::{Ctx, Within};
use crate::plan::ir::{self, DefId, Kind, PEOPLE, Role};
use crate::plan::planner::{Dotted, Node, Planner, Value};
use crate::plan::problems::names as problems;
use crate::plan::problems::units;
use crate::plan::scope::{own_part, word};
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::{ast, parted};
use crate::value::{self, Type};

/// What is read may not be there for everybody.
pub(in crate::plan) fn is_partial(role: Role) -> bool {
    match role {
        Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Payout
        | Role::Term(_) => true,
        Role::Column
        | Role::Credit
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
        | Role::Score
        | Role::Grade
        | Role::GradeColumn
        | Role::PayoutTotal
        | Role::Figure(_) => false,
    }
}

impl<'a> Planner<'a> {
    pub(super) fn name(&mut self, path: &ast::Path, ctx: &Ctx, want: Option<Type>) -> Typed {
        match path.parts.as_slice() {
            [name] => self.single(name, ctx, want),
            [first, part] => self.dotted(first, part, ctx, path.span),
            [] | [_, _, _, ..] => {
                self.report(problems::too_many_dots(path.span));
                self.poison(path.span)
            }
        }
    }

    fn single(&mut self, name: &ast::Name, ctx: &Ctx, want: Option<Type>) -> Typed {
        if let Some(role) = own_part(name)
            && let Some((group, card)) = ctx.own
        {
            if self.defines(ctx.node, role) {
                let other = self.names.people.get(&name.text).map(|(_, place)| *place);
                self.report(problems::own_in_itself(&name.text, name.span, other));
                return self.poison(name.span);
            }
            return self.own(group, card, role, name.span, ctx);
        }
        let row = self.names.rows.get(&ctx.row).and_then(|rows| rows.get(&name.text)).map(|(def, _)| *def);
        let person = self.names.people.get(&name.text).map(|(value, _)| *value);
        if let Some(grade) = self.bare_grade(name, want) {
            if let Some(value) = row.map(Value::Def).or(person)
                && !name.ticked
            {
                let (_, place) = self.label_of(Planner::node_of(value));
                self.report(problems::grade_or_value(&name.text, name.span, place));
            }
            return grade;
        }
        match (row, person) {
            (Some(def), None) => self.read(Value::Def(def), name.span, ctx),
            (Some(def), Some(_)) if self.is_parent_key(def) => self.read(Value::Def(def), name.span, ctx),
            // `let fee = sum of fee over deals`: the value being defined cannot be meant, so only the row's is left.
            (Some(def), Some(value)) if Planner::node_of(value) == ctx.node => self.read(Value::Def(def), name.span, ctx),
            (Some(def), Some(value)) => {
                let (mine, theirs) = (self.label_of(Node::Def(def)), self.label_of(Planner::node_of(value)));
                let people = self.tables.first().map_or(String::new(), |table| table.ast.name.text.clone());
                let inputs = (self.table_name(ctx.row), people);
                self.report(problems::clash(&name.text, name.span, (&inputs.0, mine.1), (&inputs.1, theirs.1), value));
                self.poison(name.span)
            }
            (None, Some(value)) => self.read(value, name.span, ctx),
            (None, None) => self.no_own_name(name, ctx, want),
        }
    }

    /// Whether the clause being translated is a KPI's own part of this kind.
    fn defines(&self, node: Node, role: Role) -> bool {
        match node {
            Node::Def(def) => self.def(def).is_some_and(|def| def.role == role),
            Node::Param(_) | Node::Lookup(_) | Node::Clause => false,
        }
    }

    fn table_name(&self, table: ir::TableId) -> String {
        self.tables.get(table.0 as usize).map_or(String::new(), |table| table.ast.name.text.clone())
    }

    /// The key that says whose row it is equals the person's own key, so the two cannot be confused.
    fn is_parent_key(&self, def: DefId) -> bool {
        self.tables.iter().any(|table| table.parent_key == Some(def))
    }

    /// A name the author did not declare: a built-in, or a mistake.
    fn no_own_name(&mut self, name: &ast::Name, ctx: &Ctx, want: Option<Type>) -> Typed {
        if name.text == "得分" && !name.ticked && self.score.is_some() {
            let kpi = self.kpis.first().map(|group| group.name.clone());
            self.report(problems::which_score(name.span, kpi.as_deref()));
            return self.poison(name.span);
        }
        if let Some(def) = self.built_in_def(word(name)) {
            return self.read(Value::Def(def), name.span, ctx);
        }
        if self.lost_name(&name.text) || self.lost_name(word(name)) {
            return self.poison(name.span);
        }
        if !name.ticked
            && let Some((group, card)) = ctx.own
        {
            let role = match word(name) {
                "measure" => Some(Role::KpiMeasure),
                "target" => Some(Role::KpiTarget),
                "attainment" => Some(Role::KpiAttainment),
                _ => None,
            };
            if let Some(role) = role {
                return self.own(group, card, role, name.span, ctx);
            }
        }
        let problem =
            self.unknown_grade(name, want).or_else(|| self.bare_option(name, want)).unwrap_or_else(|| self.unknown_name(name, ctx));
        self.report(problem);
        self.poison(name.span)
    }

    /// A name where a grade is expected, and which is none and nothing else either.
    fn unknown_grade(&self, name: &ast::Name, want: Option<Type>) -> Option<crate::diagnostic::Diagnostic> {
        let grade = self.grade.as_ref().filter(|grade| want == Some(Type::Choice(grade.choice)))?;
        let grades: Vec<String> = self.options(grade.choice).iter().map(|option| option.name.clone()).collect();
        let known = self.names.dotted.contains_key(&name.text) || self.names.calls.contains_key(&name.text);
        (!known).then(|| units::unknown_option(name.span, &name.text, &grades, Some(grade.ast.span)))
    }

    /// `role = AE`: an option of the column it is compared with, without its quotation marks.
    fn bare_option(&self, name: &ast::Name, want: Option<Type>) -> Option<crate::diagnostic::Diagnostic> {
        let Some(Type::Choice(choice)) = want else { return None };
        let known = self.options(choice).iter().any(|option| option.name == name.text);
        known.then(|| problems::option_without_marks(&name.text, name.span))
    }

    fn unknown_name(&self, name: &ast::Name, ctx: &Ctx) -> crate::diagnostic::Diagnostic {
        let text = name.text.as_str();
        if let Some((dotted, place)) = self.names.dotted.get(text) {
            let kind = match dotted {
                Dotted::Input(_) => problems::Kind::Input,
                Dotted::Kpi(_) => problems::Kind::Kpi,
                Dotted::Goal(_) => problems::Kind::Goal,
                Dotted::Payout(_) => problems::Kind::Payout,
                Dotted::Bands(_) => problems::Kind::Bands,
            };
            let part = self.parts_of(text).into_iter().next();
            return problems::wrong_kind(text, name.span, kind, part.as_deref(), *place);
        }
        if let Some((_, place)) = self.names.calls.get(text) {
            return problems::wrong_kind(text, name.span, problems::Kind::Table, None, *place);
        }
        if let Some((_, place)) = self.names.shapes.get(text) {
            return problems::wrong_kind(text, name.span, problems::Kind::Shape, None, *place);
        }
        if let Some(place) = self.names.scorecards.get(text) {
            return problems::wrong_kind(text, name.span, problems::Kind::Scorecard, None, *place);
        }
        match word(name) {
            part @ ("measure" | "target" | "attainment") => {
                let kpi = self.kpis.first().map(|group| group.name.clone());
                return problems::own_part_outside(text, part, name.span, kpi.as_deref());
            }
            "score" => return problems::no_scorecard(text, name.span),
            "grade" => return problems::no_grade(name.span),
            "payout" => return problems::no_payout(text, name.span),
            _ => {}
        }
        if let Some(grade) = &self.grade
            && self.options(grade.choice).iter().any(|option| option.name == text)
        {
            return problems::wrong_kind(text, name.span, problems::Kind::Grade, None, grade.ast.span);
        }
        let row = self.names.rows.iter().find_map(|(table, rows)| rows.get(text).map(|(_, place)| (*table, *place)));
        if let Some((table, place)) = row {
            return problems::row_value(&format!("{}.{text}", self.table_name(table)), &self.table_name(table), name.span, place);
        }
        // Said before: the message is the same, and what it advises stands with the first.
        if self.names.unknown.borrow().contains(text) {
            return problems::unknown(text, name.span, None);
        }
        self.names.unknown.borrow_mut().insert(text.to_string());
        if !name.ticked && matches!(text, "abs" | "floor" | "ceil" | "min" | "max" | "绝对值" | "向下取整" | "向上取整") {
            return problems::brackets_missing(text, name.span);
        }
        let known = self.value_names(ctx.row);
        if !name.ticked
            && let Some(parted) = parted(text, &|part| known.iter().any(|known| known == part) || self.names.dotted.contains_key(part))
        {
            return problems::glued(text, &parted, name.span);
        }
        problems::unknown(text, name.span, self.guess(text, &known))
    }

    /// A grade's bare name where a grade is expected.
    fn bare_grade(&mut self, name: &ast::Name, want: Option<Type>) -> Option<Typed> {
        let choice = self.grade.as_ref()?.choice;
        if want != Some(Type::Choice(choice)) || !self.options(choice).iter().any(|option| option.name == name.text) {
            return None;
        }
        let kind = Kind::Literal(value::Value::Text(name.text.as_str().into()));
        Some(self.typed(kind, Ty::Is(Type::Choice(choice)), name.span))
    }

    /// The measure, target or attainment of the KPI a clause stands in.
    pub(in crate::plan) fn own(&mut self, group: usize, card: usize, role: Role, span: Span, ctx: &Ctx) -> Typed {
        let Some(found) = self.kpis.get(group) else { return self.poison(span) };
        let member = found.members.iter().find(|(at, _)| *at == card).map(|(_, kpi)| *kpi);
        let (measure, target, attainment) = (found.measure, found.target, found.attainment);
        let has_target = member.is_some_and(|kpi| kpi.target.is_some());
        let def = match role {
            Role::KpiMeasure => Some(measure),
            Role::KpiTarget => target.filter(|_| has_target),
            Role::Column
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Term(_)
            | Role::Earlier
            | Role::Slice
            | Role::GoalMet
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::GoalAchievable
            | Role::Covered
            | Role::Told
            | Role::Said
            | Role::KpiAttainment
            | Role::KpiScore
            | Role::KpiWeighted
            | Role::Adjust
            | Role::Score
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::PayoutTotal
            | Role::Figure(_) => attainment.filter(|_| has_target),
        };
        match (def, member) {
            (Some(def), _) => self.read(Value::Def(def), span, ctx),
            (None, Some(kpi)) if self.lost(kpi.span) => self.poison(span),
            (None, Some(kpi)) => {
                self.report(problems::no_target(&kpi.name.text, span, kpi.span));
                self.poison(span)
            }
            (None, None) => self.poison(span),
        }
    }

    fn dotted(&mut self, first: &ast::Name, part: &ast::Name, ctx: &Ctx, span: Span) -> Typed {
        if let Some(def) = self.find_part(first, part) {
            return self.read(Value::Def(def), span, ctx);
        }
        if self.lost_dotted(first, part) {
            return self.poison(span);
        }
        let parts = self.parts_of(&first.text);
        let problem = match self.names.dotted.get(&first.text) {
            Some((Dotted::Kpi(_) | Dotted::Goal(_) | Dotted::Payout(_), place)) if parts.iter().any(|known| known == word(part)) => {
                problems::lacks_part(&first.text, &part.text, span, *place)
            }
            Some((_, place)) => problems::unknown_part(&first.text, &part.text, part.span, *place, self.guess(&part.text, &parts), &parts),
            None => {
                let known: Vec<String> = self.names.dotted.keys().cloned().collect();
                let value = self.names.people.get(&first.text).map(|(_, place)| *place);
                match value {
                    Some(place) => problems::has_no_parts(&first.text, span, place),
                    None => problems::unknown(&first.text, first.span, self.guess(&first.text, &known)),
                }
            }
        };
        self.report(problem);
        self.poison(span)
    }

    /// Reads a value: of the row itself, or of the person the row belongs to.
    pub(in crate::plan) fn read(&mut self, value: Value, span: Span, ctx: &Ctx) -> Typed {
        let node = Planner::node_of(value);
        let def = match value {
            Value::Param(param) => {
                self.note_read(ctx.node, node, span);
                self.need(node);
                let ty = self.type_of(node);
                return self.typed(Kind::Param(param), ty, span);
            }
            Value::Def(def) => def,
        };
        let Some((table, role)) = self.def(def).map(|info| (info.table, info.role)) else { return self.poison(span) };
        if !self.may_read(def, role, ctx, span) {
            return self.poison(span);
        }
        if table != PEOPLE && table != ctx.row {
            let (name, place) = self.label_of(node);
            self.report(problems::row_value(&name, &self.table_name(table), span, place));
            return self.poison(span);
        }
        self.note_read(ctx.node, node, span);
        self.need(node);
        if is_partial(role) {
            self.audience.push((def, ctx.region.clone(), span));
        }
        let ty = self.type_of(node);
        let own = self.typed(Kind::Ref(def), ty, span);
        if table == ctx.row {
            return own;
        }
        self.typed(Kind::Parent(Box::new(own.expr)), ty, span)
    }

    fn may_read(&mut self, def: DefId, role: Role, ctx: &Ctx, span: Span) -> bool {
        match ctx.within {
            Within::Rows => true,
            Within::Constant => {
                let (name, place) = self.label_of(Node::Def(def));
                self.report(problems::not_constant(&name, span, place));
                false
            }
            Within::DataRule(_) if role == Role::Column => true,
            Within::DataRule(_) => {
                let (name, place) = self.label_of(Node::Def(def));
                self.report(problems::not_a_column(&name, span, place));
                false
            }
        }
    }

    /// Whether the place may read rows at all; a message where it may not.
    pub(super) fn may_read_rows(&mut self, ctx: &Ctx, span: Span) -> bool {
        match ctx.within {
            Within::Rows => true,
            Within::Constant | Within::DataRule(_) => {
                self.report(problems::needs_rows(span));
                false
            }
        }
    }
}
