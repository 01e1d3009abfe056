//! Reading a policy: its file, the files it uses, their texts, and the plan they make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::files::{self, LARGEST_POLICY, ReadFault};
use super::problems;
use super::targets::Target;
use crate::diagnostic::Diagnostic;
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{SourceFile, Sources};
use crate::syntax::ast::{self, Item};
use crate::syntax::parse;

/// The code of a policy without its header.
const NO_HEADER: &str = "E240";

/// A policy as far as it could be read.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) sources: Sources,
    /// The main file first, then the files it uses, as far as they could be read.
    pub(crate) files: Vec<ast::File>,
    /// Absent where something is wrong.
    pub(crate) plan: Option<Plan>,
    /// Every message, in the order of the files.
    pub(crate) problems: Vec<Diagnostic>,
    /// Every file that was read.
    pub(crate) paths: Vec<PathBuf>,
}

/// Texts that are read in place of files, by their real paths: what a file would hold after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drafts {
    pub(crate) texts: BTreeMap<PathBuf, String>,
}

/// The real place of a file; what has none, such as standard input, is its own.
pub(crate) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Reads and checks the policy in a file.
pub(crate) fn load(path: &Path) -> Loaded {
    let drafts = Drafts::default();
    read(path, text_of(path, &drafts), &drafts)
}

/// Reads and checks the policy in a file, with drafts in place of the files they are of.
pub(crate) fn load_with(path: &Path, drafts: &Drafts) -> Loaded {
    read(path, text_of(path, drafts), drafts)
}

/// Reads and checks a policy of the call, with drafts in place of the files they are of.
pub(crate) fn load_target(target: &Target, drafts: &Drafts) -> Loaded {
    let text = match &target.piped {
        Some(bytes) if !drafts.texts.contains_key(&target.path) => decoded(&target.path, bytes.clone()),
        Some(_) | None => text_of(&target.path, drafts),
    };
    read(&target.path, text, drafts)
}

/// The text of a policy of the call, without a byte order mark.
///
/// # Errors
/// It cannot be read, or is no policy.
pub(crate) fn text_of_target(target: &Target) -> Result<String, Box<Diagnostic>> {
    match &target.piped {
        Some(bytes) => decoded(&target.path, bytes.clone()),
        None => text_of(&target.path, &Drafts::default()),
    }
}

fn read(path: &Path, text: Result<String, Box<Diagnostic>>, drafts: &Drafts) -> Loaded {
    let mut reader = Reader {
        loaded: Loaded { sources: Sources::new(), files: Vec::new(), plan: None, problems: Vec::new(), paths: Vec::new() },
        seen: Vec::new(),
        drafts,
    };
    match text {
        Ok(text) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
            reader.seen.extend(fs::canonicalize(path));
            reader.add(path, text, &folder);
        }
        Err(problem) => reader.loaded.problems.push(*problem),
    }
    let Reader { mut loaded, .. } = reader;
    if loaded.files.is_empty() {
        return loaded;
    }
    let (made, found) = plan(&loaded.files, &loaded.sources);
    let sound = !loaded.problems.iter().any(Diagnostic::is_error);
    // What a file would have said that could not be read is not missed a second time.
    if loaded.problems.iter().any(|problem| problem.code.starts_with("E6")) {
        return loaded;
    }
    // A file that only others use knows nothing of their inputs: without a header nothing is said about its names.
    let headless = !loaded.files.iter().flat_map(|file| &file.items).any(|item| matches!(item, Item::Policy(_)));
    let own = found.iter().any(|problem| problem.code == NO_HEADER) && headless;
    loaded.problems.extend(found.into_iter().filter(|problem| !own || problem.code == NO_HEADER));
    loaded.plan = made.filter(|_| sound);
    loaded
}

struct Reader<'a> {
    loaded: Loaded,
    /// Real places of the files read, so that each is read once however it is named.
    seen: Vec<PathBuf>,
    drafts: &'a Drafts,
}

impl Reader<'_> {
    /// Reads a text, then the files it uses. `root` is the folder of the main file.
    fn add(&mut self, path: &Path, text: String, root: &Path) {
        let id = self.loaded.sources.add(SourceFile::new(path.to_string_lossy(), text.as_str()));
        let (file, found) = parse(id, &text);
        let used: Vec<ast::Use> =
            file.items.iter().filter_map(|item| if let Item::Use(used) = item { Some(used.clone()) } else { None }).collect();
        self.loaded.files.push(file);
        self.loaded.problems.extend(found);
        self.loaded.paths.push(path.to_path_buf());
        for used in &used {
            self.follow(path, used, root);
        }
    }

    fn follow(&mut self, from: &Path, used: &ast::Use, root: &Path) {
        let said = Path::new(&used.path.text);
        let span = used.path.span;
        if said.is_absolute() || used.path.text.contains('\\') || climbs_out(from, said, root) {
            self.loaded.problems.push(problems::use_outside(&used.path.text, span));
            return;
        }
        let path = from.parent().unwrap_or(Path::new("")).join(said);
        let (Ok(real), Ok(real_root)) = (fs::canonicalize(&path), fs::canonicalize(root)) else {
            let near = files::policies_in(path.parent().unwrap_or(root));
            self.loaded.problems.push(problems::use_missing(&used.path.text, span, &near));
            return;
        };
        if !real.starts_with(&real_root) {
            self.loaded.problems.push(problems::use_outside(&used.path.text, span));
            return;
        }
        if self.seen.contains(&real) {
            return;
        }
        self.seen.push(real);
        match text_of(&path, self.drafts) {
            Ok(text) => self.add(&path, text, root),
            Err(mut problem) => {
                problem.labels.insert(0, problems::used_here(span));
                self.loaded.problems.push(*problem);
            }
        }
    }
}

/// Whether a path leaves the root folder on its way, even where it comes back in.
fn climbs_out(from: &Path, said: &Path, root: &Path) -> bool {
    let folder = from.parent().and_then(|folder| folder.strip_prefix(root).ok()).unwrap_or(Path::new(""));
    let mut depth: usize = 0;
    for part in folder.components().chain(said.components()) {
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

/// The text of a policy file or of its draft, without a byte order mark.
pub(crate) fn text_of(path: &Path, drafts: &Drafts) -> Result<String, Box<Diagnostic>> {
    if let Some(text) = drafts.texts.get(&real(path)) {
        return Ok(text.clone());
    }
    let name = path.to_string_lossy();
    let bytes = files::read(path, LARGEST_POLICY).map_err(|fault| {
        Box::new(match fault {
            ReadFault::Missing => problems::policy_missing(&name, &files::policies_in(path.parent().unwrap_or(Path::new(".")))),
            ReadFault::Folder => problems::policy_is_folder(&name, &files::policies_in(path)),
            ReadFault::TooLarge => problems::policy_too_large(&name, LARGEST_POLICY),
            ReadFault::Other(error) => problems::policy_unreadable(&name, &error),
        })
    })?;
    decoded(path, bytes)
}

/// The text that the bytes of a policy are, without a byte order mark.
fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    let name = path.to_string_lossy();
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_POLICY {
        return Err(Box::new(problems::policy_too_large(&name, LARGEST_POLICY)));
    }
    if looks_like_data(path, &bytes) {
        return Err(Box::new(problems::policy_is_data(&name)));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..valid).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
            return Err(Box::new(problems::policy_not_utf8(&name, line)));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(Box::new(problems::policy_empty(&name)));
    }
    Ok(text.to_string())
}

/// A workbook, or a file whose name says that it holds data.
fn looks_like_data(path: &Path, bytes: &[u8]) -> bool {
    let data = ["csv", "tsv", "xlsx", "xls", "xlsm", "json", "ods", "numbers"];
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    bytes.starts_with(b"PK\x03\x04") || extension.is_some_and(|extension| data.contains(&extension.as_str()))
}
