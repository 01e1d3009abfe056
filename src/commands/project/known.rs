//! The projects that the policies of a call belong to.

use std::path::{Path, PathBuf};

use super::{Project, Refused, find};

/// The projects of the policies, each read once.
#[derive(Default)]
pub(crate) struct Projects {
    known: Vec<(PathBuf, Option<Project>)>,
    /// Project files that cannot be used.
    refused: Vec<Refused>,
}

impl Projects {
    /// The project of a policy.
    pub(crate) fn of(&mut self, policy: &Path) -> Option<&Project> {
        let folder = policy.parent().unwrap_or(Path::new("")).to_path_buf();
        let at = match self.known.iter().position(|(known, _)| *known == folder) {
            Some(at) => at,
            None => {
                let found = find(&folder).unwrap_or_else(|refused| {
                    self.refused.push(refused);
                    None
                });
                self.known.push((folder, found));
                self.known.len().saturating_sub(1)
            }
        };
        self.known.get(at).and_then(|(_, project)| project.as_ref())
    }

    /// Project files that cannot be used, each said once.
    pub(crate) fn refused(&self) -> Vec<&Refused> {
        let mut told: Vec<&Refused> = Vec::new();
        for refused in &self.refused {
            if !told.iter().any(|other| other.problems == refused.problems) {
                told.push(refused);
            }
        }
        told
    }
}
