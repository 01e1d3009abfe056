//! The grade: the line the score lies in, then the vetoes.

use std::sync::Arc;

use crate::engine::cells::{Cells, as_number, blank, put};
use crate::engine::lines::Ends;
use crate::engine::logic::Truth;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, GradeEffect, GradeRule, GradeVeto, TableId};
use crate::value::{Type, Value};

/// A grade found, on its way through the vetoes.
struct Graded {
    at: u32,
    row: u32,
    line: u32,
    option: u32,
    vetoes: Vec<u32>,
    fault: Option<FaultId>,
}

impl Run<'_> {
    /// Vetoes only ever lower a grade, so of several that hold the strictest counts, in whatever order they stand.
    pub(super) fn grade(&mut self, expr: &Expr, rule: &GradeRule, table: TableId, sel: &[u32]) -> Cells {
        let by = self.eval(&rule.by, table, sel);
        let mut out = blank(sel);
        let numbered = self.numbered((&rule.by, Use::Grade), &by, table, sel, &mut out);
        let ends = rule.lines.iter().map(|line| Ends { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span }).collect();
        let scale = self.scale(ends, table, &numbered);
        let mut graded = Vec::with_capacity(numbered.rows.len());
        for (inner, (at, row)) in numbered.at.iter().zip(&numbered.rows).enumerate() {
            let Some(value) = as_number(by.get(*at as usize, *row)) else { continue };
            match self.find_line((expr, &rule.by), &scale, value, (table, inner, *row)) {
                Ok(line) => {
                    let option = rule.lines.get(line).map_or(0, |line| line.option);
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    graded.push(Graded { at: *at, row: *row, line, option, vetoes: Vec::new(), fault: None });
                }
                Err(slot) => put(&mut out, *at, slot),
            }
        }
        for (veto, index) in rule.vetoes.iter().zip(0_u32..) {
            self.strike(expr, veto, index, &mut graded, table);
        }
        let names = self.options(expr);
        for grade in graded {
            let (line, vetoes) = (grade.line, grade.vetoes);
            self.detail(expr, table, grade.row, || Detail::Grade { line, vetoes });
            let slot = match (grade.fault, names.get(grade.option as usize)) {
                (Some(id), _) => Slot::Fault(id),
                (None, Some(name)) => Slot::Value(Value::Text(Arc::clone(name))),
                (None, None) => Slot::Fault(self.unexpected(expr.span, table, grade.row)),
            };
            put(&mut out, grade.at, slot);
        }
        Cells::Each(out)
    }

    /// One veto, for those whom its scorecard covers.
    fn strike(&mut self, expr: &Expr, veto: &GradeVeto, index: u32, graded: &mut [Graded], table: TableId) {
        let mut covered = Vec::new();
        for grade in graded.iter_mut().filter(|grade| grade.fault.is_none()) {
            match self.raw(veto.covered, grade.row) {
                Slot::Value(Value::Flag(true)) => covered.push(grade),
                Slot::Value(Value::Flag(false)) => {}
                slot @ (Slot::Value(Value::Number(_) | Value::Text(_) | Value::Date(_))
                | Slot::Missing(_)
                | Slot::NotApplicable(_)
                | Slot::Fault(_)) => grade.fault = Some(self.needed(Use::Grade, expr.span, &slot, (table, grade.row))),
            }
        }
        let rows: Vec<u32> = covered.iter().map(|grade| grade.row).collect();
        for (grade, truth) in covered.into_iter().zip(self.condition(&veto.veto.when, table, &rows)) {
            match truth {
                Truth::No => {}
                Truth::Fault(id) => grade.fault = Some(id),
                Truth::Yes => {
                    let (GradeEffect::To(option) | GradeEffect::AtMost(option)) = veto.effect;
                    if option < grade.option {
                        grade.option = option;
                        grade.vetoes.push(index);
                    }
                }
            }
        }
    }

    /// The grades' names, worst first.
    fn options(&self, expr: &Expr) -> Vec<Arc<str>> {
        let Type::Choice(choice) = expr.ty else { return Vec::new() };
        let choice = self.plan.choices.get(choice.0 as usize);
        choice.map_or(Vec::new(), |choice| choice.options.iter().map(|option| option.name.as_str().into()).collect())
    }
}
