//! From the tree of what was written to the tree of what it means. The type check is the translation.
//!
//! [`plan`] goes over the files in four steps. First the header is found and every clause enters its names (`input`, `declare`), so that
//! definitions may stand in any order and in any file. Then each definition is translated once, when it is first needed (`lower`):
//! names are resolved where they stand (`expression`), units are judged (`types`), bands, tiers and tables are filled in and checked
//! (`band`, `tier`, `lookup`, `shapes`). Then follows what holds between clauses: weights, scorecards that overlap, a KPI read by
//! people who lack it (`cards`), circles (`order`). What is left when nothing was reported is the plan.
//!
//! Something that could not be translated has an unknown type, and nothing more is said about what reads it: so one run reports every
//! error, and none that another one causes.

mod amount;
mod appeals;
mod band;
mod broken;
mod calendar;
mod cards;
mod changes;
pub mod consts;
mod context;
mod credit;
mod currency;
mod declare;
pub mod edited;
mod example;
mod expression;
mod figures;
mod grade;
mod header;
mod input;
pub mod interval;
pub mod ir;
mod known;
mod limits;
mod literals;
mod lookup;
mod lower;
mod order;
mod payout;
mod planner;
mod problems;
mod process;
mod region;
mod scope;
mod scorecard;
pub mod shapes;
mod spoken;
mod terms;
#[cfg(test)]
mod tests;
mod tier;
mod types;

pub use changes::in_force;
pub use known::Known;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::syntax::ast::{self, Item};
use crate::value::show::Currency;
use crate::value::{Code, PeriodKind, Type};

use changes::During;
use ir::Plan;
use planner::Planner;
use types::Ty;

/// Checks a policy and says what it means. The main file comes first, then the files it uses.
///
/// The plan is there when nothing is wrong; the messages are errors (E2xx names, types and units, E3xx the shape of rules) and, beside a
/// plan, none but warnings.
pub fn plan(files: &[ast::File], sources: &Sources) -> (Option<Plan>, Vec<Diagnostic>) {
    changes::every_version(files, sources, version)
}

/// The plan for some days.
fn version(files: &[ast::File], sources: &Sources, during: During) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut planner = Planner::new(sources, during);
    planner.find_broken(files);
    planner.find_header(files);
    planner.find_calendar(files);
    planner.check_allows(files);
    let inputs: Vec<&ast::Input> = items(files, |item| if let Item::Input(input) = item { Some(input) } else { None });
    planner.declare_inputs(&inputs);
    planner.declare(files);
    planner.declare_figures();
    planner.finish_columns();
    planner.lower_all();
    planner.lower_data_rules();
    planner.check_exchange_rates();
    planner.check_unused_shapes();
    planner.check_goal_lines();
    planner.check_grade_columns();
    planner.check_grade_vetoes();
    planner.check_limits();
    planner.check_gates();
    planner.check_figures();
    let scorecards = (0..planner.cards.len()).filter_map(|at| planner.scorecard(at)).collect();
    planner.settle_rest();
    planner.check_cards();
    planner.check_header_needs();
    let examples: Vec<&ast::Example> = items(files, |item| if let Item::Example(example) = item { Some(example) } else { None });
    planner.check_example_titles(&examples);
    let examples =
        examples.into_iter().filter(|example| during.has_example(example)).flat_map(|example| planner.example(example)).collect();
    let exceptions: Vec<&ast::Exception> = items(files, |item| if let Item::Exception(exception) = item { Some(exception) } else { None });
    let exceptions: Vec<&ast::Exception> = exceptions.into_iter().filter(|exception| during.has_exception(exception)).collect();
    let exceptions = planner.exceptions(&exceptions);
    planner.check_tells();
    planner.check_procedure();
    let (mut order, paid) = planner.order();
    let mut process = planner.process(&mut order, &paid);
    planner.finish_procedure(&mut process);
    planner.finish(scorecards, Apart { examples, exceptions, process }, order)
}

fn items<'a, T>(files: &'a [ast::File], pick: impl Fn(&'a Item) -> Option<&'a T>) -> Vec<&'a T> {
    files.iter().flat_map(|file| &file.items).filter_map(pick).collect()
}

/// What a plan holds beside its rules.
struct Apart {
    examples: Vec<ir::Example>,
    exceptions: Vec<ir::Exception>,
    process: ir::Process,
}

impl Planner<'_> {
    /// Puts the plan together, unless something is wrong.
    fn finish(mut self, scorecards: Vec<ir::Scorecard>, apart: Apart, order: Vec<ir::DefId>) -> (Option<Plan>, Vec<Diagnostic>) {
        let problems = self.take_problems();
        if problems.iter().any(Diagnostic::is_error) {
            return (None, problems);
        }
        let Some((period, effective)) = self.header.and_then(|header| Some((header.period?.0, header.effective.as_ref()))) else {
            return (None, problems);
        };
        let effective = (effective.map(|effective| (effective.from, effective.to)), effective.map(|effective| effective.span));
        let plan = self.put_together(period, effective, scorecards, apart, order);
        let unfit: Vec<Diagnostic> = plan.iter().flat_map(Plan::brought_by_results).map(problems::history::not_of_data).collect();
        if !unfit.is_empty() {
            return (None, problems.into_iter().chain(unfit).collect());
        }
        (plan, problems)
    }

    /// Every message once, in the order of the text. A name that is not known is one message, wherever it is used.
    fn take_problems(&mut self) -> Vec<Diagnostic> {
        let place = |problem: &Diagnostic| problem.labels.first().map(|label| (label.span.file, label.span.start));
        let mut all = std::mem::take(&mut self.problems);
        all.sort_by_key(place);
        let mut problems: Vec<Diagnostic> = Vec::with_capacity(all.len());
        let mut unknown: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        for problem in all {
            // What is said twice is said of one place, so it stands among the last.
            if problems.iter().rev().take_while(|other| place(other) == place(&problem)).any(|other| *other == problem) {
                continue;
            }
            if problem.code == problems::names::UNKNOWN {
                match unknown.get_mut(&problem.message.en) {
                    Some((first, more)) => {
                        *more = more.saturating_add(1);
                        if let (Some(first), Some(label)) = (problems.get_mut(*first), problem.labels.first()) {
                            problems::names::also_here(first, label.span, *more);
                        }
                        continue;
                    }
                    None => {
                        unknown.insert(problem.message.en.clone(), (problems.len(), 0));
                    }
                }
            }
            problems.push(problem);
        }
        problems
    }

    fn put_together(
        mut self,
        period: PeriodKind,
        (effective, effective_span): (Option<(crate::value::Date, crate::value::Date)>, Option<crate::source::Span>),
        scorecards: Vec<ir::Scorecard>,
        apart: Apart,
        order: Vec<ir::DefId>,
    ) -> Option<Plan> {
        let (title, version, owner) = self.header_texts();
        let goals = (0..self.goals.len()).filter_map(|at| self.goal(at)).collect();
        let currency = self.header.and_then(|header| header.currency.as_ref());
        let currency = currency.and_then(|currency| Code::named(&currency.text)).map_or_else(String::new, |code| code.as_str().to_owned());
        let tables: Option<Vec<ir::Table>> = std::mem::take(&mut self.tables).into_iter().map(table_of).collect();
        let (rounding, strategies, figures) = (self.rounding(), self.strategies(), self.figures());
        let (calendar, foreign) = (self.calendar.take(), self.foreign_rounding());
        let params = std::mem::take(&mut self.params).into_iter().map(param_of).collect::<Option<Vec<ir::Param>>>();
        let lookups = std::mem::take(&mut self.lookups).into_iter().map(lookup_of).collect::<Option<Vec<ir::Lookup>>>();
        let mut defs = std::mem::take(&mut self.defs).into_iter().map(def_of).collect::<Option<Vec<ir::Def>>>();
        defs.iter_mut().for_each(|defs| ir::end_what_is_settled(defs));
        Some(Plan {
            title,
            version,
            period,
            currency: Currency { code: currency },
            effective,
            effective_span,
            owner,
            purpose: self.purpose(),
            rounding,
            foreign,
            calendar,
            strategies,
            figures,
            tables: tables?,
            choices: self.choices,
            params: params?,
            lookups: lookups?,
            defs: defs?,
            order,
            scorecards,
            score: self.score,
            grade: self.grade.as_ref().map(|grade| grade.def),
            grade_columns: self.grade.map_or(Vec::new(), |grade| grade.columns),
            payouts: self.payouts,
            payout_total: self.payout_total,
            goals,
            examples: apart.examples,
            exceptions: apart.exceptions,
            process: apart.process,
            begins: None,
            amendments: Vec::new(),
            versions: Vec::new(),
            looks_back: ir::LooksBack::default(),
            expr_count: self.next_expr,
        })
    }
}

fn known(ty: Ty) -> Option<Type> {
    ty.known()
}

fn table_of(table: planner::TableInfo<'_>) -> Option<ir::Table> {
    Some(ir::Table {
        name: table.ast.name.text.clone(),
        key: table.key?,
        parent_key: table.parent_key,
        period_column: planner::text_of(table.ast.period_column.as_ref()),
        dated: table.dated,
        columns: table.columns,
        employed: table.employed,
        credited: table.credited,
        rules: table.rules,
        origin: table.origin,
        span: table.ast.span,
    })
}

fn param_of(param: planner::ParamInfo<'_>) -> Option<ir::Param> {
    Some(ir::Param {
        name: param.ast.name.text.clone(),
        kind: param.kind,
        title: planner::text_of(param.ast.title.as_ref()),
        ty: known(param.ty)?,
        values: param.values,
        at_all_times: param.at_all_times,
        because: planner::text_of(param.ast.because.as_ref()),
        span: param.ast.span,
        place: param.ast.name.span,
    })
}

fn lookup_of(lookup: planner::LookupInfo<'_>) -> Option<ir::Lookup> {
    Some(ir::Lookup {
        name: lookup.ast.name.text.clone(),
        ty: known(lookup.ty)?,
        by: lookup.by,
        body: lookup.body?,
        because: planner::text_of(lookup.ast.because.as_ref()),
        span: lookup.ast.span,
        place: lookup.ast.name.span,
    })
}

fn def_of(def: planner::DefInfo<'_>) -> Option<ir::Def> {
    Some(ir::Def {
        name: def.name,
        title: def.title,
        table: def.table,
        ty: known(def.ty)?,
        role: def.role,
        body: def.body?,
        because: def.because,
        span: def.span,
        place: def.place,
    })
}
