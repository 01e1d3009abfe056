//! The accepted snapshots of a policy, against which a mutant is held: somebody's result that differs is noticed.

use super::computed::{Stored, stored};
use super::entries::cases_of;
use crate::cases::snapshot::{Snapshot, differs};
use crate::commands::arguments::DataArguments;
use crate::commands::project::Projects;
use crate::commands::run::{Read, read_data};
use crate::commands::targets::Target;
use crate::engine::table::Dataset;
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
    data: Dataset,
    period: Period,
    kept: Snapshot,
}

impl<'a> Populations<'a> {
    /// Reads the cases whose results are what is kept of them; others notice nothing, for they fail as it is.
    pub(super) fn of(target: &Target, plan: &'a Plan, projects: &mut Projects) -> Populations<'a> {
        let mut all = Vec::new();
        let cases = projects.of(&target.path).filter(|_| target.piped.is_none()).map(|project| cases_of(project, &target.path));
        for case in cases.unwrap_or_default() {
            let Stored::Kept(kept) = stored(&case.accepted) else { continue };
            let Ok(Read { period, dataset, .. }) = read_data(plan, &case.data) else { continue };
            if !differs(plan, dataset.clone(), period, &kept.snapshot) {
                all.push(Population { from: case.data, data: dataset, period, kept: kept.snapshot });
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
            let data = if same_inputs(self.plan, plan) {
                Some(carried(&population.data, self.plan, plan))
            } else {
                read_data(plan, &population.from).ok().map(|read| read.dataset)
            };
            data.is_none_or(|data| differs(plan, data, population.period, &population.kept))
        })
    }
}
