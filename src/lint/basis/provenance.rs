//! Where the columns that decide pay come from, and who answers for them.

use super::reads::{def, reach};
use super::wording::{MOST_LABELS, all_names, q, t};
use crate::diagnostic::Text;
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::{Body, Column, Def, DefId, Plan, Role, Table};

/// What a column lacks, and how it is said.
pub(in crate::lint) struct Lacking {
    pub lint: &'static Lint,
    pub is_said: fn(&Column) -> bool,
    /// `no source`, behind “has”.
    pub what: Text,
    pub label: Text,
    pub help: Text,
}

/// One message an input, about all its columns that decide pay and lack something.
pub(in crate::lint) fn report(subject: &Subject<'_>, found: &mut Found, lacking: &Lacking) {
    let plan = subject.plan;
    let deciding = deciding(plan);
    if deciding.is_empty() {
        return found.silent(lacking.lint, t("the policy has neither KPIs nor payouts", "制度没有指标，也没有发放项"));
    }
    let read = reach(plan, deciding, |_| true);
    for table in &plan.tables {
        let bare: Vec<&Def> = columns(plan, table).filter(|id| read.defs.contains(id)).filter_map(|id| def(plan, id)).collect();
        let bare: Vec<&Def> = bare.into_iter().filter(|def| column(def).is_some_and(|column| !(lacking.is_said)(column))).collect();
        let names = || all_names(bare.iter().take(MOST_LABELS).map(|def| own_name(plan, def)));
        let message = match bare.as_slice() {
            [] => continue,
            [only] => t(
                format!("the column {} affects pay and has {}", q(own_name(plan, only)), lacking.what.en),
                format!("列{}影响考核或发放，却没有写{}", q(own_name(plan, only)), lacking.what.zh),
            ),
            [_, _, ..] => t(
                format!("{} columns of {} affect pay and have {}: {}", bare.len(), q(&table.name), lacking.what.en, names().en),
                format!("{}有 {} 列影响考核或发放，却没有写{}：{}", q(&table.name), bare.len(), lacking.what.zh, names().zh),
            ),
        };
        let finding = bare
            .iter()
            .take(MOST_LABELS)
            .fold(warning(lacking.lint, message), |finding, def| finding.label(def.span, lacking.label.clone()));
        found.report(finding.help(lacking.help.clone()));
    }
}

fn column(def: &Def) -> Option<&Column> {
    match &def.body {
        Body::Column(column) => Some(column),
        Body::Expr(_) => None,
    }
}

/// The columns of an input that are measured or looked at; its keys only say whose a row is.
fn columns<'p>(plan: &'p Plan, table: &'p Table) -> impl Iterator<Item = DefId> + use<'p> {
    let keys = [Some(table.key), table.parent_key];
    let named = |id: &DefId| def(plan, *id).is_some();
    table.columns.iter().copied().filter(move |id| !keys.contains(&Some(*id))).filter(named)
}

/// The column's name as its clause writes it.
fn own_name<'p>(plan: &Plan, def: &'p Def) -> &'p str {
    let table = plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
    def.name.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&def.name)
}

/// What scores and pays: everything else matters as far as one of these reads it.
fn deciding(plan: &Plan) -> Vec<DefId> {
    let is_deciding = |role: Role| match role {
        Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiScore
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::GradeColumn
        | Role::Payout => true,
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
        | Role::KpiWeighted
        | Role::PayoutTotal
        | Role::Figure(_) => false,
    };
    let defs = plan.defs.iter().zip(0..).filter(|(def, _)| is_deciding(def.role));
    defs.map(|(_, at)| DefId(at)).collect()
}
