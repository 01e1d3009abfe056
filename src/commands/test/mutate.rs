//! `merit test --mutate`: which changes of the plan would the examples and the snapshots notice?

use super::Told;
use super::measure::{self, MeasureFormat, deliver};
use super::populations::Populations;
use crate::commands::Ending;
use crate::commands::arguments::TestArguments;
use crate::commands::policy::Loaded;
use crate::commands::problems;
use crate::commands::progress::Progress;
use crate::commands::project::Projects;
use crate::commands::targets::{self, Target};
use crate::commands::terminal::Terminal;
use crate::mutation::judge::{Asked, Judgement, Stage, judge};
use crate::mutation::mutants;
use crate::mutation::report::{Mutated, json, text};
use crate::plan::ir::Plan;
use crate::source::Sources;

pub(super) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    let asked = &arguments.measure;
    if asked.format == MeasureFormat::Lcov {
        terminal.report(&[problems::lcov_of_mutants()], &Sources::new());
        return Ending::Refused;
    }
    let targets = targets::targets(&arguments.policies).without_parts();
    targets.report(terminal);
    let mut told = Told { ending: targets.ending(), ..Told::default() };
    let mut found: Vec<(String, Loaded, Judgement)> = Vec::new();
    let mut projects = Projects::default();
    for target in &targets.list {
        let Some(loaded) = told.policy(target, terminal) else { continue };
        if let Some(judgement) = judged(target, &loaded, &mut projects, terminal) {
            found.push((target.name(), loaded, judgement));
        }
    }
    told.summary(terminal);
    let all: Vec<Mutated<'_>> = found
        .iter()
        .filter_map(|(name, loaded, judgement)| Some(Mutated { name, plan: loaded.plan.as_ref()?, sources: &loaded.sources, judgement }))
        .collect();
    let report = match asked.format {
        MeasureFormat::Text | MeasureFormat::Lcov => as_text(&all, terminal),
        MeasureFormat::Json => json::write(&all),
    };
    let loaded: Vec<&Loaded> = found.iter().map(|(_, loaded, _)| loaded).collect();
    let delivered = deliver(asked, (&told.out, &report), &loaded, terminal);
    all.iter().fold(told.ending.worse(delivered), |ending, mutated| {
        ending.worse(measure::judged(asked, (mutated.name, mutated.tally().score()), problems::mutants_short, terminal))
    })
}

fn judged(target: &Target, loaded: &Loaded, projects: &mut Projects, terminal: &Terminal) -> Option<Judgement> {
    let plan = loaded.plan.as_ref()?;
    let progress = Progress::new(terminal);
    let populations = Populations::of(target, plan, projects);
    let differ = |plan: &Plan| populations.differ(plan);
    let asked = Asked {
        plan,
        sources: &loaded.sources,
        differs: if populations.is_empty() { None } else { Some(&differ) },
        progress: &|stage, done, all| {
            progress.stage(&match stage {
                Stage::Examples => problems::stage_mutants(done, all),
                Stage::Apart => problems::stage_apart(done, all),
            });
        },
    };
    Some(judge(&asked, mutants(plan, &loaded.sources)))
}

fn as_text(all: &[Mutated<'_>], terminal: &Terminal) -> String {
    let parts: Vec<String> = all
        .iter()
        .map(|mutated| {
            let heading = problems::mutants_of(mutated.name);
            format!("{}\n\n{}", heading.get(terminal.language), text::write(mutated, terminal.output.width, terminal.language))
        })
        .collect();
    parts.join("\n")
}
