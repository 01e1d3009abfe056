//! The cases of a policy: its plans in `merit.toml` that have data and a period, and where the snapshot of each stands.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::snapshot::{CaseName, file_names};
use crate::commands::arguments::DataArguments;
use crate::commands::policy::real;
use crate::commands::project::{PlanEntry, Project};
use crate::value::Period;

/// The folder of the snapshots, beside the policy.
const FOLDER: &str = "snapshots";
/// What the name of a file ends in that nobody has looked at yet.
const PENDING: &str = ".snap.new";
/// What the name of an accepted snapshot ends in.
pub(super) const ACCEPTED: &str = ".snap";

/// A policy computed on data for one period.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) data: DataArguments,
    /// What tells it from the other cases of the policy: the period, and the data where two have one period.
    pub(super) label: String,
    /// What has been accepted.
    pub(super) accepted: PathBuf,
    /// What waits to be looked at.
    pub(super) pending: PathBuf,
    /// The policy and the call, as the folder of the project names them: the same on every machine.
    pub(super) source: String,
    pub(super) expression: String,
}

/// The cases of a policy in the order of the project, each once.
pub(super) fn cases_of(project: &Project, policy: &Path) -> Vec<Case> {
    let folder = folder_of(policy);
    let own = real(policy);
    let mut cases: Vec<Case> = Vec::new();
    for (entry, name) in named(project, policy) {
        if real(&entry.policy) != own || cases.iter().any(|case| case.accepted == folder.join(format!("{name}{ACCEPTED}"))) {
            continue;
        }
        let root = root_of(project);
        let source = relative(&root, &entry.policy);
        let data: Vec<String> = entry.data.iter().map(|said| data_from(&root, said)).collect();
        let Some(call) = entry.call() else { continue };
        let range =
            |said: &str| said.split("..").filter_map(canonical).map(|period| period.to_string()).collect::<Vec<String>>().join("..");
        let first = if call.history.first { " --first" } else { "" };
        cases.push(Case {
            expression: format!("merit run {source} --data {} --period {}{first}", data.join(" --data "), range(&call.period)),
            source,
            label: name.rsplit_once("__").map_or(name.clone(), |(_, label)| label.to_string()),
            accepted: folder.join(format!("{name}{ACCEPTED}")),
            pending: folder.join(format!("{name}{PENDING}")),
            data: call,
        });
    }
    cases
}

/// Snapshots beside a policy that belong to no case of the project; `is_ours` says of a file whether Merit has written it.
pub(super) fn unreferenced(project: &Project, policy: &Path, is_ours: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let folder = folder_of(policy);
    let names: Vec<String> = named(project, policy).into_iter().map(|(_, name)| name).collect();
    let files = crate::commands::files::names_in(&folder).unwrap_or_default();
    let stem = |file: &str| file.strip_suffix(PENDING).or(file.strip_suffix(ACCEPTED)).map(str::to_string);
    let orphans = files.iter().filter(|file| stem(file).is_some_and(|stem| !names.contains(&stem)));
    orphans.map(|file| folder.join(file)).filter(|path| is_ours(path)).collect()
}

/// Where the snapshots of a policy stand.
pub(super) fn folder_of(policy: &Path) -> PathBuf {
    policy.parent().unwrap_or(Path::new("")).join(FOLDER)
}

/// The entries whose snapshots stand in the folder of this policy's, with the names of the files.
fn named<'a>(project: &'a Project, policy: &Path) -> Vec<(&'a PlanEntry, String)> {
    let folder = |policy: &Path| policy.parent().map(|folder| real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }));
    let (own, root) = (folder(policy), root_of(project));
    let beside = project.plans.iter().filter(|entry| folder(&entry.policy) == own);
    let (entries, names): (Vec<&PlanEntry>, Vec<CaseName>) = beside.filter_map(|entry| Some((entry, name_of(&root, entry)?))).unzip();
    entries.into_iter().zip(file_names(&names)).collect()
}

/// What the name of an entry's snapshot is made from; nothing where the entry is no case.
fn name_of(root: &Path, entry: &PlanEntry) -> Option<CaseName> {
    if entry.data.is_empty() {
        return None;
    }
    let policy = entry.policy.file_stem()?.to_string_lossy().into_owned();
    let data = data_name(entry);
    let all: Vec<String> = entry.data.iter().map(|said| data_from(root, said)).collect();
    let period = canonical(entry.period.as_deref()?)?;
    Some(CaseName { whole: format!("{policy}\n{}", all.join("\n")), policy, period, data })
}

/// The folder of the data; where single files are named and stand in several folders, the first of them.
fn data_name(entry: &PlanEntry) -> String {
    let paths: Vec<PathBuf> = entry.data.iter().map(|said| real(file_of(said).unwrap_or(Path::new(said)))).collect();
    let folder = |path: &PathBuf| if path.is_dir() { Some(path.clone()) } else { path.parent().map(Path::to_path_buf) };
    let first = paths.first().and_then(folder);
    let shared = first.filter(|first| paths.iter().all(|path| folder(path).as_ref() == Some(first)));
    let name = shared.as_deref().and_then(Path::file_name).or_else(|| paths.first().and_then(|path| path.file_stem()));
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The file of `INPUT=FILE`; nothing where a folder is named.
pub(super) fn file_of(said: &str) -> Option<&Path> {
    said.split_once('=').filter(|_| !Path::new(said).is_dir()).map(|(_, file)| Path::new(file))
}

fn canonical(period: &str) -> Option<Period> {
    Period::parse(period).or_else(|| Period::parse_loose(period))
}

/// `INPUT=FILE` or a folder, as the folder of the project names it.
fn data_from(root: &Path, said: &str) -> String {
    match (said.split_once('='), file_of(said)) {
        (Some((input, _)), Some(file)) => format!("{input}={}", relative(root, file)),
        (Some(_) | None, _) => relative(root, Path::new(said)),
    }
}

fn root_of(project: &Project) -> PathBuf {
    let folder = project.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf())
}

/// A path below the folder of the project, with slashes.
fn relative(root: &Path, path: &Path) -> String {
    let real = real(path);
    let below = real.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { ".".to_string() } else { parts.join("/") }
}
