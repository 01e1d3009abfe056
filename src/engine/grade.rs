//! The grade: the line the score lies in, then the vetoes.

use std::sync::Arc;

use crate::engine::cells::{Cells, NOTHING, as_number, blank, put};
use crate::engine::limits::Standing;
use crate::engine::lines::Ends;
use crate::engine::logic::Truth;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::{Detail, Seated};
use crate::plan::ir::{Expr, GradeEffect, GradeRule, GradeVeto, TableId};
use crate::value::{Type, Value};

/// A grade found, on its way through the vetoes.
struct Graded {
    at: u32,
    row: u32,
    line: u32,
    option: u32,
    vetoes: Vec<u32>,
    /// A veto holds, whether or not it lowered the grade.
    struck: bool,
    fault: Option<FaultId>,
}

impl Run<'_> {
    /// Vetoes only ever lower a grade, so of several that hold the strictest counts, in whatever order they stand.
    ///
    /// Limits look at the grades of all, so with them everybody's grade is found when the first is asked for.
    pub(super) fn grade(&mut self, expr: &Expr, rule: &GradeRule, table: TableId, sel: &[u32]) -> Cells {
        if rule.limits.is_empty() {
            let mut out = blank(sel);
            let graded = self.graded(expr, rule, table, sel, &mut out);
            for grade in &graded {
                let slot = self.final_grade(expr, table, grade, grade.fault.map_or(Ok(grade.option), Err), Vec::new());
                put(&mut out, grade.at, slot);
            }
            return Cells::Each(out);
        }
        let all: Vec<u32> = (0..self.row_count(table)).collect();
        if !self.memo.contains_key(&expr.id) {
            let made = self.limited(expr, rule, table, &all);
            self.memo.insert(expr.id, made.into_iter().map(Some).collect());
        }
        let made = self.memo.get(&expr.id);
        let of = |row: &u32| made.and_then(|made| made.get(*row as usize)).cloned().flatten().unwrap_or_else(|| NOTHING.clone());
        Cells::Each(sel.iter().map(of).collect())
    }

    /// The grades of all under the limits.
    fn limited(&mut self, expr: &Expr, rule: &GradeRule, table: TableId, all: &[u32]) -> Vec<Slot> {
        let mut out = blank(all);
        let graded = self.graded(expr, rule, table, all, &mut out);
        let mut standings: Vec<Standing> = out
            .iter()
            .map(|slot| match slot {
                Slot::Fault(fault) => Standing::Fault(*fault),
                // Whoever has no fault here has a grade, which comes next.
                Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => Standing::Graded { option: 0, struck: true },
            })
            .collect();
        for grade in &graded {
            if let Some(place) = standings.get_mut(grade.row as usize) {
                *place = grade.fault.map_or(Standing::Graded { option: grade.option, struck: grade.struck }, Standing::Fault);
            }
        }
        let mut told = self.limit_grades(rule, table, &mut standings);
        for grade in &graded {
            let found = match standings.get(grade.row as usize) {
                Some(Standing::Graded { option, .. }) => Ok(*option),
                Some(Standing::Fault(fault)) => Err(*fault),
                None => continue,
            };
            let limits = if self.watches(table, grade.row) { std::mem::take(&mut told) } else { Vec::new() };
            let slot = self.final_grade(expr, table, grade, found, limits);
            put(&mut out, grade.at, slot);
        }
        out
    }

    fn final_grade(&mut self, expr: &Expr, table: TableId, grade: &Graded, found: Result<u32, FaultId>, limits: Vec<Seated>) -> Slot {
        let (line, vetoes) = (grade.line, grade.vetoes.clone());
        self.detail(expr, table, grade.row, || Detail::Grade { line, vetoes, limits });
        match found {
            Err(id) => Slot::Fault(id),
            Ok(option) => match self.option_name(expr, option) {
                Some(name) => Slot::Value(Value::Text(name)),
                None => Slot::Fault(self.unexpected(expr.span, table, grade.row)),
            },
        }
    }

    /// The lines and the vetoes; who has no line gets the fault in `out`.
    fn graded(&mut self, expr: &Expr, rule: &GradeRule, table: TableId, sel: &[u32], out: &mut [Slot]) -> Vec<Graded> {
        let by = self.eval(&rule.by, table, sel);
        let numbered = self.numbered((&rule.by, Use::Grade), &by, table, sel, out);
        let ends = rule.lines.iter().map(|line| Ends { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span }).collect();
        let scale = self.scale(ends, table, &numbered);
        let mut graded = Vec::with_capacity(numbered.rows.len());
        for (inner, (at, row)) in numbered.at.iter().zip(&numbered.rows).enumerate() {
            let Some(value) = as_number(by.get(*at as usize, *row)) else { continue };
            match self.find_line((expr, &rule.by), &scale, value, (table, inner, *row)) {
                Ok(line) => {
                    let option = rule.lines.get(line).map_or(0, |line| line.option);
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    graded.push(Graded { at: *at, row: *row, line, option, vetoes: Vec::new(), struck: false, fault: None });
                }
                Err(slot) => put(out, *at, slot),
            }
        }
        for (veto, index) in rule.vetoes.iter().zip(0_u32..) {
            self.strike(expr, veto, index, &mut graded, table);
        }
        graded
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
                    grade.struck = true;
                    let (GradeEffect::To(option) | GradeEffect::AtMost(option)) = veto.effect;
                    if option < grade.option {
                        grade.option = option;
                        grade.vetoes.push(index);
                    }
                }
            }
        }
    }

    /// The name of a grade.
    fn option_name(&self, expr: &Expr, option: u32) -> Option<Arc<str>> {
        let Type::Choice(choice) = expr.ty else { return None };
        let option = self.plan.choices.get(choice.0 as usize)?.options.get(option as usize)?;
        Some(option.name.as_str().into())
    }
}
