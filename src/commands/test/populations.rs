//! The accepted snapshots of a policy, against which a mutant is held: somebody's result that differs is noticed.

use std::sync::Arc;

use super::computed::{Stored, stored};
use super::entries::cases_of;
use crate::cases::snapshot::{Snapshot, differ};
use crate::commands::arguments::DataArguments;
use crate::commands::history::Written;
use crate::commands::project::Projects;
use crate::commands::run::read_data;
use crate::commands::targets::Target;
use crate::engine::evaluate_after;
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::plan::ir::meaning::same_inputs;
use crate::typical::carried;
use crate::value::Period;

/// The people of every case of a policy, with what is kept of them.
pub(super) struct Populations<'a> {
    plan: &'a Plan,
    all: Vec<Population>,
}

struct Population {
    from: DataArguments,
    /// What has been read, where it is of one period.
    alone: Option<(Dataset, Period, Arc<Past>)>,
    kept: Snapshot,
}

impl<'a> Populations<'a> {
    /// Reads the cases whose results are what is kept of them; others notice nothing, for they fail as it is.
    pub(super) fn of(target: &Target, plan: &'a Plan, projects: &mut Projects) -> Populations<'a> {
        let mut all = Vec::new();
        let cases = projects.of(&target.path).filter(|_| target.piped.is_none()).map(|project| cases_of(project, &target.path));
        for case in cases.unwrap_or_default() {
            let Stored::Kept(kept) = stored(&case.accepted) else { continue };
            let Ok(read) = read_data(plan, &case.data) else { continue };
            let (data, period, past) = (read.dataset.clone(), read.period, Arc::clone(&read.past));
            let alone = read.asked.written == Written::One;
            let Ok(Some(results)) = read.last(plan) else { continue };
            if !differ(plan.in_force(results.period), &results, &kept.snapshot) {
                all.push(Population { from: case.data, alone: alone.then_some((data, period, past)), kept: kept.snapshot });
            }
        }
        Populations { plan, all }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether some result that is kept is another under a plan. Data that the plan cannot read any more are one.
    pub(super) fn differ(&self, plan: &Plan) -> bool {
        self.all.iter().any(|population| {
            let results = match &population.alone {
                Some((data, period, past)) if same_inputs(self.plan.in_force(*period), plan.in_force(*period)) => {
                    let (own, plan) = (self.plan.in_force(*period), plan.in_force(*period));
                    Some(evaluate_after(plan, carried(data, own, plan), *period, past, Watch::Nothing))
                }
                Some(_) | None => read_data(plan, &population.from).ok().and_then(|read| read.last(plan).ok().flatten()),
            };
            results.is_none_or(|results| differ(plan.in_force(results.period), &results, &population.kept))
        })
    }
}
