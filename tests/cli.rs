//! The binary as a user runs it: what it writes to both streams, and how it ends.
//!
//! Long outputs stand in files under `cli/expected`; `SNAPSHOTS=overwrite cargo test --test cli` writes them anew.

#[path = "cli/support.rs"]
mod support;

#[path = "cli/appeal.rs"]
mod appeal;
#[path = "cli/call.rs"]
mod call;
#[path = "cli/changes.rs"]
mod changes;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/coverage.rs"]
mod coverage;
#[path = "cli/curve.rs"]
mod curve;
#[path = "cli/curve_of_many.rs"]
mod curve_of_many;
#[path = "cli/data.rs"]
mod data;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/differs.rs"]
mod differs;
#[path = "cli/doc.rs"]
mod doc;
#[path = "cli/examples.rs"]
mod examples;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/feedback.rs"]
mod feedback;
#[path = "cli/fixing.rs"]
mod fixing;
#[path = "cli/fmt.rs"]
mod fmt;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/lint.rs"]
mod lint;
#[path = "cli/mutation.rs"]
mod mutation;
#[path = "cli/pages.rs"]
mod pages;
#[path = "cli/periods.rs"]
mod periods;
#[path = "cli/project.rs"]
mod project;
#[path = "cli/results.rs"]
mod results;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/rollout.rs"]
mod rollout;
#[path = "cli/run.rs"]
mod run;
#[path = "cli/snapshots.rs"]
mod snapshots;
#[path = "cli/statement.rs"]
mod statement;
#[path = "cli/targets.rs"]
mod targets;
#[path = "cli/watch.rs"]
mod watch;
#[path = "cli/why.rs"]
mod why;
#[path = "cli/workbook.rs"]
mod workbook;
