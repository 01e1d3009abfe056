//! `merit test --coverage`: how much of the plan the examples touch.

use super::Told;
use super::measure::{MeasureFormat, deliver, judged};
use crate::cases::coverage::{self, Coverage, Covered, json, lcov, text};
use crate::commands::Ending;
use crate::commands::arguments::TestArguments;
use crate::commands::policy::Loaded;
use crate::commands::problems;
use crate::commands::targets;
use crate::commands::terminal::Terminal;

pub(super) fn test(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    let measure = &arguments.measure;
    let targets = targets::targets(&arguments.policies).without_parts();
    targets.report(terminal);
    let mut told = Told { ending: targets.ending(), ..Told::default() };
    let mut found: Vec<(String, Loaded, Coverage)> = Vec::new();
    for target in &targets.list {
        let Some(loaded) = told.policy(target, terminal) else { continue };
        if let Some(coverage) = loaded.plan.as_ref().map(coverage::coverage) {
            found.push((target.name(), loaded, coverage));
        }
    }
    told.summary(terminal);
    let all: Vec<Covered<'_>> = found
        .iter()
        .filter_map(|(name, loaded, coverage)| Some(Covered { name, plan: loaded.plan.as_ref()?, sources: &loaded.sources, coverage }))
        .collect();
    let report = match measure.format {
        MeasureFormat::Text => as_text(&all, terminal),
        MeasureFormat::Json => json::write(&all),
        MeasureFormat::Lcov => lcov::write(&all),
    };
    let loaded: Vec<&Loaded> = found.iter().map(|(_, loaded, _)| loaded).collect();
    let delivered = deliver(measure, (&told.out, &report), &loaded, terminal);
    all.iter().fold(told.ending.worse(delivered), |ending, covered| {
        ending.worse(judged(measure, (covered.name, covered.coverage.count()), problems::coverage_short, terminal))
    })
}

fn as_text(all: &[Covered<'_>], terminal: &Terminal) -> String {
    let parts: Vec<String> = all
        .iter()
        .map(|covered| {
            let heading = problems::coverage_of(covered.name);
            format!("{}\n\n{}", heading.get(terminal.language), text::write(covered, terminal.output.width, terminal.language))
        })
        .collect();
    parts.join("\n")
}
