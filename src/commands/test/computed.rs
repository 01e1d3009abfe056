//! A case computed today, beside what is kept of it.

use std::path::Path;

use super::entries::Case;
use crate::cases::snapshot::{Header, Kept, Snapshot, plan_hash};
use crate::commands::files::{self, ReadFault};
use crate::commands::policy::Loaded;
use crate::commands::problems;
use crate::commands::progress::Progress;
use crate::commands::run::read_data;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::plan::ir::Plan;
use crate::report::Report;

/// Nothing that Merit writes is larger.
const LARGEST: u64 = 512 * 1024 * 1024;

/// What a plan makes of a case today.
pub(super) struct Computed {
    pub(super) snapshot: Snapshot,
    pub(super) header: Header,
    /// Who could not be computed, and why.
    pub(super) faults: Vec<Diagnostic>,
}

impl Computed {
    /// The file that holds it.
    pub(super) fn file(&self) -> String {
        self.header.with(&self.snapshot.text())
    }
}

/// What is kept of a case.
pub(super) enum Stored {
    Nothing,
    Kept(Box<Kept>),
    /// Something stands there that is no snapshot.
    Damaged(Box<Diagnostic>),
}

/// Computes a case.
///
/// # Errors
/// What is wrong with its period or its data.
pub(super) fn compute(case: &Case, loaded: &Loaded, plan: &Plan, progress: &Progress) -> Result<Computed, Vec<Diagnostic>> {
    progress.stage(&problems::stage_data());
    let read = read_data(plan, &case.data)?;
    progress.stage(&problems::stage_computing());
    let Some(results) = read.last(plan)? else { return Err(Vec::new()) };
    let plan = plan.in_force(results.period);
    let snapshot = Snapshot::of(&Report { plan, results: &results, sources: &loaded.sources });
    let header = Header {
        source: case.source.clone(),
        expression: case.expression.clone(),
        title: plan.title.clone(),
        version: plan.version.clone(),
        meaning: plan_hash(&loaded.files),
    };
    let faults = data::fold(results.faults.into_iter().filter(Diagnostic::is_error).collect());
    Ok(Computed { snapshot, header, faults })
}

/// Reads what is kept.
pub(super) fn stored(path: &Path) -> Stored {
    let name = path.to_string_lossy();
    let bytes = match files::read(path, LARGEST) {
        Ok(bytes) => bytes,
        Err(ReadFault::Missing) => return Stored::Nothing,
        Err(ReadFault::Folder | ReadFault::TooLarge) => return Stored::Damaged(Box::new(problems::snapshot_no_text(&name))),
        Err(ReadFault::Other(error)) => return Stored::Damaged(Box::new(problems::snapshot_unreadable(&name, &error))),
    };
    let Ok(text) = String::from_utf8(bytes) else { return Stored::Damaged(Box::new(problems::snapshot_no_text(&name))) };
    match Kept::read(&text) {
        Ok(kept) => Stored::Kept(Box::new(kept)),
        Err(damage) => Stored::Damaged(Box::new(problems::snapshot_damaged(&name, &damage))),
    }
}

/// Whether a file is a snapshot that Merit has written.
pub(super) fn is_ours(path: &Path) -> bool {
    let text = files::read(path, LARGEST).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|text| Header::is_ours(&text))
}
