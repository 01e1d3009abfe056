//! Which files a policy's tests read, and so which policies a changed file affects.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::entries::{ACCEPTED, cases_of, file_of, folder_of};
use crate::commands::policy::{Drafts, load_target};
use crate::commands::project::{NAME, Projects};
use crate::commands::targets::{Target, Targets};
use crate::data::format_of;

/// The real place of a path that need not be there: its folder is.
pub(super) fn place(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(_) | Err(_), _) => path.to_path_buf(),
    }
}

/// What the tests of one policy read. All paths are real ones.
#[derive(Clone, Debug, Default)]
struct Own {
    policy: PathBuf,
    files: BTreeSet<PathBuf>,
    /// Folders of which every file counts.
    folders: BTreeSet<PathBuf>,
}

impl Own {
    fn of(target: &Target, projects: &mut Projects) -> Own {
        let loaded = load_target(target, &Drafts::default());
        let folder = place(target.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        let mut own = Own { policy: place(&target.path), ..Own::default() };
        own.files.extend(loaded.paths.iter().map(|path| place(path)));
        own.files.insert(own.policy.clone());
        own.files.insert(folder.join(NAME));
        if loaded.plan.is_none() {
            // A file that it uses may be the one that is missing.
            own.folders.insert(folder);
        }
        let Some(project) = projects.of(&target.path) else { return own };
        own.files.insert(place(&project.path));
        let cases = cases_of(project, &target.path);
        if !cases.is_empty() {
            own.folders.insert(place(&folder_of(&target.path)));
        }
        for case in cases {
            own.files.insert(place(&case.accepted));
            for said in &case.data.data {
                match file_of(said) {
                    Some(file) => own.files.insert(place(file)),
                    None => own.folders.insert(place(Path::new(said))),
                };
            }
        }
        own
    }

    fn affects(&self, changed: &Path) -> bool {
        self.files.contains(changed) || (changed.parent().is_some_and(|folder| self.folders.contains(folder)) && is_read(changed))
    }
}

/// Whether a file of a folder may be read: a policy, data or a snapshot, and none that is hidden. What waits to be looked at is only
/// written, and what an editor puts beside a file while it saves has another ending.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = name.ends_with(".merit") || name.ends_with(ACCEPTED) || format_of(&name).is_some();
    kind && !(name.starts_with('.') || name.starts_with("~$"))
}

/// What the tests of a call read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    policies: Vec<Own>,
    /// What says which policies there are.
    common: BTreeSet<PathBuf>,
}

impl Reads {
    pub(super) fn of(targets: &Targets) -> Reads {
        let mut projects = Projects::default();
        let policies = targets.list.iter().map(|target| Own::of(target, &mut projects)).collect();
        let mut common: BTreeSet<PathBuf> = targets.sources.files().iter().map(|file| place(Path::new(file.name()))).collect();
        common.insert(place(Path::new(NAME)));
        Reads { policies, common }
    }

    /// Whether a file has anything to do with the call: a policy may also be new.
    pub(super) fn knows(&self, changed: &Path) -> bool {
        let is_policy = changed.extension().is_some_and(|ending| ending == "merit") && is_read(changed);
        is_policy || self.common.contains(changed) || self.policies.iter().any(|own| own.affects(changed))
    }

    /// Whether the tests of a policy read a file.
    pub(super) fn affects(&self, changed: &Path, policy: &Path) -> bool {
        let policy = place(policy);
        self.common.contains(changed) || self.policies.iter().any(|own| own.policy == policy && own.affects(changed))
    }

    /// The folders in which all of it stands.
    pub(super) fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.policies.iter().flat_map(|own| &own.files).chain(&self.common);
        let above = files.filter_map(|file| file.parent()).map(Path::to_path_buf);
        above.chain(self.policies.iter().flat_map(|own| own.folders.iter().cloned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::targets::targets;

    const PLAN: &str = "policy \"P\" { period quarter; currency USD }\ninput people by id { revenue : money }\nlet double = revenue * 2\n";

    /// Two policies of one project, one of which uses a file and has a case.
    fn project() -> (tempfile::TempDir, Targets) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("plans/one.merit", &format!("use \"part.merit\"\n{PLAN}"));
        write("plans/part.merit", "param most : number = 3\n");
        write("other/two.merit", PLAN);
        write("data/people.csv", "id,revenue\nA,1\n");
        write("plans/snapshots/one__2026-Q1.snap", "");
        write(
            NAME,
            "[[plan]]\npolicy = \"plans/one.merit\"\ndata = \"data\"\nperiod = \"2026-Q1\"\n[[plan]]\npolicy = \"other/two.merit\"\n",
        );
        let targets = targets(&[folder.path().join("plans/one.merit"), folder.path().join("other/two.merit")]);
        (folder, targets)
    }

    #[test]
    fn what_a_file_affects() {
        let (folder, targets) = project();
        let reads = Reads::of(&targets);
        for (changed, affected) in [
            ("plans/one.merit", [true, false]),
            ("plans/part.merit", [true, false]),
            ("other/two.merit", [false, true]),
            ("data/people.csv", [true, false]),
            ("data/deals.json", [true, false]),
            ("plans/snapshots/one__2026-Q1.snap", [true, false]),
            (NAME, [true, true]),
            // Written by the test itself, or by an editor beside the file.
            ("plans/snapshots/one__2026-Q1.snap.new", [false, false]),
            ("data/.people.csv.swp", [false, false]),
            ("data/~$people.csv", [false, false]),
            ("data/people.csv~", [false, false]),
            ("plans/notes.txt", [false, false]),
            ("plans/unused.merit", [false, false]),
        ] {
            let path = place(&folder.path().join(changed));
            let policies = ["plans/one.merit", "other/two.merit"].map(|policy| reads.affects(&path, &folder.path().join(policy)));
            assert_eq!(policies, affected, "{changed}");
            assert_eq!(reads.knows(&path), affected.contains(&true) || changed.ends_with(".merit"), "{changed}");
        }
        let watched: Vec<PathBuf> = ["", "plans", "other", "data", "plans/snapshots"].map(|name| place(&folder.path().join(name))).to_vec();
        assert!(watched.iter().all(|folder| reads.folders().contains(folder)), "{:?}", reads.folders());
    }

    #[test]
    fn a_file_that_is_missing_may_come() {
        let (folder, targets) = project();
        fs::remove_file(folder.path().join("plans/part.merit")).unwrap();
        let reads = Reads::of(&targets);
        assert!(reads.affects(&place(&folder.path().join("plans/part.merit")), &folder.path().join("plans/one.merit")));
    }
}
