//! `[[plan]]`: a policy of the project, its data and its period.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::PlanEntry;
use super::reader::{Reader, Value};
use crate::commands::files;
use crate::commands::problems::{self, Kind, Wanted};
use crate::value::Period;

const KEYS: [&str; 4] = ["policy", "data", "period", "first"];

/// Every plan that can be used; what is wrong with the others is said.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>, folder: &Path, root: &Path) -> Vec<PlanEntry> {
    let Some(list) = value.get_ref().as_array() else {
        reader.wrong_type(value, Wanted::Plans);
        return Vec::new();
    };
    let places = Places { folder, root };
    list.iter().filter_map(|entry| places.plan(reader, entry)).collect()
}

struct Places<'a> {
    /// As messages name it.
    folder: &'a Path,
    /// Its real path.
    root: &'a Path,
}

impl Places<'_> {
    fn plan(&self, reader: &mut Reader<'_>, value: &Value<'_>) -> Option<PlanEntry> {
        let table = reader.table(value, Wanted::Plans)?;
        let (mut policy, mut data, mut period, mut first) = (None, Vec::new(), None, None);
        let mut named = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "policy" => {
                    named = true;
                    policy = reader.text(value, Wanted::Policy).map(str::to_string);
                    policy = policy.filter(|said| self.stands(reader, value, said, Kind::Policy));
                }
                "data" => data = self.data(reader, value),
                "period" => period = said_period(reader, value),
                "first" => first = said_period(reader, value),
                _ => reader.unknown_key(key, &KEYS),
            }
        }
        if !named && reader.is_whole() {
            let span = reader.span(value.span());
            reader.say(problems::plan_without_policy(span));
        }
        Some(PlanEntry { policy: self.here(&policy?), data, period, first })
    }

    fn data(&self, reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
        if let Some(said) = value.get_ref().as_str() {
            let found = self.stands(reader, value, said, Kind::Folder);
            return found.then(|| self.here(said).to_string_lossy().into_owned()).into_iter().collect();
        }
        let Some(table) = reader.table(value, Wanted::Data) else { return Vec::new() };
        let mut data = Vec::new();
        for (input, value) in table {
            let Some(said) = reader.text(value, Wanted::DataFile) else { continue };
            if self.stands(reader, value, said, Kind::File) {
                data.push(format!("{}={}", input.get_ref(), self.here(said).to_string_lossy()));
            }
        }
        data
    }

    /// A path of the project as a call from the current folder would name it.
    fn here(&self, said: &str) -> PathBuf {
        let below = fs::canonicalize(".").ok().and_then(|here| self.root.join(said).strip_prefix(here).map(Path::to_path_buf).ok());
        let path: PathBuf =
            below.unwrap_or_else(|| self.folder.join(said)).components().filter(|part| !matches!(part, Component::CurDir)).collect();
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }

    /// Whether a path stays inside the project and leads to what is wanted there.
    fn stands(&self, reader: &mut Reader<'_>, value: &Value<'_>, said: &str, kind: Kind) -> bool {
        let span = reader.span(value.span());
        if said.contains('\\') || Path::new(said).is_absolute() || climbs_out(Path::new(said)) {
            reader.say(problems::path_outside(said, span));
            return false;
        }
        let path = self.root.join(said);
        let Ok(real) = fs::canonicalize(&path) else {
            reader.say(problems::path_missing(said, kind, &near(&path), span));
            return false;
        };
        if !real.starts_with(self.root) {
            reader.say(problems::path_outside(said, span));
            return false;
        }
        let fits = match kind {
            Kind::Folder => real.is_dir(),
            Kind::Policy | Kind::File => !real.is_dir(),
        };
        if !fits {
            let inside = if real.is_dir() { files::policies_in(&real) } else { Vec::new() };
            reader.say(problems::path_of_other_kind(said, kind, &inside, span));
        }
        fits
    }
}

fn said_period(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<String> {
    let said = reader.text(value, Wanted::Period).map(str::to_string)?;
    let known = Period::parse(&said).or_else(|| Period::parse_loose(&said)).is_some();
    if !known {
        reader.wrong_type(value, Wanted::Period);
    }
    known.then_some(said)
}

/// Whether a path leaves its folder on the way, even where it comes back.
fn climbs_out(said: &Path) -> bool {
    let mut depth: usize = 0;
    for part in said.components() {
        match part {
            Component::Normal(_) => depth = depth.saturating_add(1),
            Component::ParentDir => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            },
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    false
}

/// Names beside a path that leads nowhere.
fn near(path: &Path) -> Vec<String> {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut names: Vec<String> =
        entries.into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}
