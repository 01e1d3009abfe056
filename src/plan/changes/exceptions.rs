//! Exceptions: for whom, of which value, from when to when, why, and who approved it.

use crate::diagnostic::Text;
use crate::plan::context::Ctx;
use crate::plan::ir::{self, Body, DefId, PEOPLE, Role};
use crate::plan::planner::{Node, Planner, Value};
use crate::plan::problems::changes::{self as problems, Lacks};
use crate::plan::problems::{names, units};
use crate::plan::spoken::chinese;
use crate::plan::types::Ty;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Date, Type};

/// The dates of a change, both in, with their places.
type Dates = ((Date, Span), (Date, Span));

impl<'a> Planner<'a> {
    /// The exceptions of all files, in the order of the text.
    pub(in crate::plan) fn exceptions(&mut self, all: &[&'a ast::Exception]) -> Vec<ir::Exception> {
        let mut found: Vec<ir::Exception> = Vec::new();
        for ast in all {
            let dates = self.exception_terms(ast);
            let mut values: Vec<ir::ExceptionValue> = Vec::new();
            for value in &ast.values {
                let Some(made) = self.exception_value(value) else { continue };
                match values.iter().find(|other| other.def == made.def) {
                    Some(before) => {
                        self.report(names::twice(&written(&value.path), before.span, value.span));
                    }
                    None => values.push(made),
                }
            }
            if ast.values.is_empty() && !self.lost(ast.span) {
                self.report(problems::lacks(Lacks::Values, ast.span));
            }
            let (Some(((from, _), (to, _))), Some(because), Some(approved)) = (dates, &ast.terms.because, &ast.terms.approved) else {
                continue;
            };
            let (person, because, approved) = (ast.person.text.clone(), because.text.clone(), approved.text.clone());
            let exception = ir::Exception { person, from, to, because, approved, values, span: ast.span, place: ast.person.span };
            self.check_clashes(&found, &exception);
            found.push(exception);
        }
        found
    }

    /// What an exception may not leave out, and whether it can ever hold.
    fn exception_terms(&mut self, ast: &ast::Exception) -> Option<Dates> {
        let terms = &ast.terms;
        let lacks = [
            (terms.from.is_none(), Lacks::Start),
            (terms.to.is_none(), Lacks::End),
            (terms.because.is_none(), Lacks::Reason),
            (terms.approved.is_none(), Lacks::Approval),
        ];
        for (_, lack) in lacks.into_iter().filter(|(missing, _)| *missing) {
            self.report(problems::lacks(lack, ast.span));
        }
        let (from, to) = (terms.from?, terms.to?);
        if from.0 > to.0 {
            self.report(problems::backwards(from, to));
            return None;
        }
        let effective = self.header.and_then(|header| header.effective.as_ref());
        let kind = self.header.and_then(|header| header.period).map(|(kind, _)| kind);
        if let Some(problem) = problems::never_holds((from, Some(to)), kind, effective) {
            self.report(problem);
        }
        Some((from, to))
    }

    fn exception_value(&mut self, ast: &'a ast::ExceptionValue) -> Option<ir::ExceptionValue> {
        let def = self.excepted(&ast.path)?;
        let want = match self.type_of(Node::Def(def)) {
            Ty::Is(Type::Count) => Type::Number,
            Ty::Is(ty) => ty,
            Ty::Flexible(_) | Ty::Quote | Ty::Unknown => return None,
        };
        let value = self.constant_as(&ast.value, want, &units::excepted(&written(&ast.path)), &Ctx::constant(Node::Clause))?;
        Some(ir::ExceptionValue { def, value, span: ast.span })
    }

    /// The value of a person that an exception names: one that the plan computes.
    fn excepted(&mut self, path: &ast::Path) -> Option<DefId> {
        let text = written(path);
        if let [single] = path.parts.as_slice()
            && let Some((Value::Param(id), place)) = self.names.people.get(&single.text)
        {
            let (id, place) = (*id, *place);
            let (name, _) = self.label_of(Node::Param(id));
            self.report(problems::not_excepted(&name, path.span, Some(place), problems::What::Param));
            return None;
        }
        let Some(def) = self.find_def(path) else {
            self.report_unknown_value(path, &text);
            return None;
        };
        let info = self.def(def)?;
        let what = match info.role {
            Role::Column if info.table == PEOPLE => problems::What::Column,
            Role::PayoutTotal => problems::What::Total,
            Role::Slice => problems::What::Slice,
            _ if info.table != PEOPLE || matches!(info.body, Some(Body::Column(_))) => problems::What::Rows,
            Role::Column
            | Role::Let
            | Role::Carry
            | Role::Earlier
            | Role::GoalMet
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::GoalAchievable
            | Role::Covered
            | Role::Told
            | Role::Said
            | Role::Credit
            | Role::KpiMeasure
            | Role::KpiTarget
            | Role::KpiAttainment
            | Role::KpiScore
            | Role::KpiWeighted
            | Role::Adjust
            | Role::Score
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::Term(_)
            | Role::Figure(_) => return Some(def),
        };
        let place = info.place;
        self.report(problems::not_excepted(&text, path.span, Some(place), what));
        None
    }

    /// Of one value of one person no two exceptions may hold at a time.
    fn check_clashes(&mut self, before: &[ir::Exception], exception: &ir::Exception) {
        let same_time = |other: &&ir::Exception| other.from <= exception.to && exception.from <= other.to;
        for other in before.iter().filter(|other| other.person == exception.person).filter(same_time) {
            for value in &exception.values {
                if let Some(first) = other.values.iter().find(|first| first.def == value.def) {
                    let name = self.def(value.def).map_or(Text::same(""), |def| {
                        Text::new(def.name.clone(), chinese(&def.name, def.role).unwrap_or_else(|| def.name.clone()))
                    });
                    let until = (other.to.min(exception.to), other.from.max(exception.from));
                    self.report(problems::exceptions_clash((&name, &exception.person), (value.span, first.span), until));
                }
            }
        }
    }
}

/// The name of a value as it is written.
fn written(path: &ast::Path) -> String {
    path.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(".")
}
