//! The project file `merit.toml`: which policies there are, with their data and periods, and how loud each lint is.
//!
//! It stands in the folder of the policies or in one above it. Its paths begin at its own folder and stay inside it.

mod known;
mod lint;
mod plans;
mod reader;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::DataArguments;
use super::files::{self, LARGEST_POLICY, ReadFault};
use super::history::HistoryArguments;
use super::problems;
use super::reading::ReadingArguments;
use crate::diagnostic::Diagnostic;
use crate::lint::settings::Settings;
use crate::source::{SourceFile, Sources};
use reader::Reader;

pub(crate) use known::Projects;

/// What the file is called.
pub const NAME: &str = "merit.toml";

/// A project as its file describes it.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its file, as messages name it.
    pub path: PathBuf,
    /// In the order of the file.
    pub plans: Vec<PlanEntry>,
    /// Levels and thresholds of lints.
    pub lint: Settings,
}

/// A `[[plan]]` of the project. Its paths begin at the current folder, as those of a call do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanEntry {
    pub policy: PathBuf,
    /// As `--data` takes it: a folder, or `INPUT=FILE` for each input. Empty where the project names no data.
    pub data: Vec<String>,
    /// As `--period` takes it.
    pub period: Option<String>,
    /// The period with which the plan began: it and those after it are computed in order, and nothing lies before it.
    pub first: Option<String>,
}

impl PlanEntry {
    /// The call that computes the entry; nothing without a period.
    pub(crate) fn call(&self) -> Option<DataArguments> {
        let period = self.period.clone()?;
        let history = HistoryArguments { previous: None, first: self.first.is_some() };
        let period = self.first.as_ref().map_or(period.clone(), |first| format!("{first}..{period}"));
        Some(DataArguments { data: self.data.clone(), period, history, reading: ReadingArguments::default() })
    }
}

impl Project {
    /// What the project says about a policy; more than one entry where it is computed for several periods.
    pub fn entries(&self, policy: &Path) -> Vec<&PlanEntry> {
        let same = |plan: &&PlanEntry| plan.policy == policy || super::output::same_file(&plan.policy, policy);
        self.plans.iter().filter(same).collect()
    }
}

/// What is wrong with a project file.
#[derive(Clone, Debug)]
pub struct Refused {
    pub problems: Vec<Diagnostic>,
    /// The project file, into which the problems point.
    pub sources: Sources,
}

/// The project a folder belongs to: the file in it, or in the first folder above it that has one. The search ends at the folder
/// of a repository. An empty path is the current folder.
///
/// # Errors
/// Everything that is wrong with the file, at once.
pub fn find(start: &Path) -> Result<Option<Project>, Refused> {
    let start = if start.as_os_str().is_empty() { Path::new(".") } else { start };
    let Ok(real) = fs::canonicalize(start) else { return Ok(None) };
    for folder in real.ancestors() {
        if folder.join(NAME).is_file() {
            return read(folder).map(Some);
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    Ok(None)
}

/// Reads the project file of a folder, which is a real path.
fn read(root: &Path) -> Result<Project, Refused> {
    let folder = from_here(root);
    let path = folder.join(NAME);
    let name = path.to_string_lossy().into_owned();
    let mut sources = Sources::new();
    let unreadable = |problem: Diagnostic| Refused { problems: vec![problem], sources: Sources::new() };
    let bytes = files::read(&path, LARGEST_POLICY).map_err(|fault| {
        unreadable(match fault {
            ReadFault::Other(error) => problems::project_unreadable(&name, &error),
            ReadFault::Missing | ReadFault::Folder | ReadFault::TooLarge => problems::project_no_text(&name),
        })
    })?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable(problems::project_no_text(&name)))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_string();
    let file = sources.add(SourceFile::new(name, text.as_str()));
    let mut reader = Reader::new(file, &text);
    let (plans, lint) = reader.read(&folder, root);
    let problems = reader.problems();
    if problems.is_empty() { Ok(Project { path, plans, lint }) } else { Err(Refused { problems, sources }) }
}

/// A folder as a call from the current folder would name it.
fn from_here(folder: &Path) -> PathBuf {
    let Ok(here) = fs::canonicalize(".") else { return folder.to_path_buf() };
    if let Ok(below) = folder.strip_prefix(&here) {
        return below.to_path_buf();
    }
    match here.strip_prefix(folder) {
        Ok(above) => above.components().map(|_| "..").collect(),
        Err(_) => folder.to_path_buf(),
    }
}
