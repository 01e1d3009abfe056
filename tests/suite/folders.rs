//! The folders of the suite and the policies in them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::policy::Policy;

/// The folders of the suite.
pub const FOLDERS: [&str; 5] = ["reading", "checking", "shapes", "running", "evaluating"];

/// Every policy of one folder, by name. Files in folders of their own are parts that others use.
pub fn policies(folder: &str) -> Vec<Policy> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("no folder {}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "merit"));
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no case", folder.display());
    paths.into_iter().map(Policy::read).collect()
}
