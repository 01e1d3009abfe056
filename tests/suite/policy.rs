//! One file of the suite, read and checked.

use std::fs;
use std::path::{Path, PathBuf};

use merit::diagnostic::render::{Style, render};
use merit::diagnostic::{Diagnostic, Language};
use merit::plan::ir::Plan;
use merit::plan::plan;
use merit::source::{SourceFile, Sources};
use merit::syntax::ast::{File, Item};
use merit::syntax::parse;

/// A policy with everything that was said about it.
pub struct Policy {
    pub path: PathBuf,
    pub text: String,
    pub sources: Sources,
    pub files: Vec<File>,
    pub plan: Option<Plan>,
    pub problems: Vec<Diagnostic>,
}

impl Policy {
    pub fn read(path: PathBuf) -> Policy {
        let text = fs::read_to_string(&path).unwrap();
        let (mut sources, mut files, mut problems) = (Sources::new(), Vec::new(), Vec::new());
        let mut open = vec![path.clone()];
        while let Some(next) = open.pop() {
            let text = fs::read_to_string(&next).unwrap_or_else(|_| panic!("{} uses {}", path.display(), next.display()));
            let id = sources.add(SourceFile::new(file_name(&next), text.as_str()));
            let (file, more) = parse(id, &text);
            open.extend(used(&file).map(|used| next.with_file_name(used)));
            files.push(file);
            problems.extend(more);
        }
        let (plan, more) = plan(&files, &sources);
        problems.extend(more);
        Policy { path, text, sources, files, plan, problems }
    }

    pub fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    /// Files with a Chinese name are written in Chinese and read by Chinese.
    pub fn language(&self) -> Language {
        if self.name().chars().any(is_han) { Language::Chinese } else { Language::English }
    }

    /// Messages as a terminal shows them.
    pub fn shown(&self, problems: &[Diagnostic]) -> String {
        render(problems, &self.sources, &Style { language: self.language(), colour: false, width: 80, unicode: true })
    }

    /// Compares with the snapshot of this name beside the file.
    pub fn snapshot(&self, content: &str) {
        let folder = self.path.with_file_name("snapshots");
        insta::with_settings!({
            snapshot_path => folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(self.name(), content) });
    }
}

pub fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn used(file: &File) -> impl Iterator<Item = &str> {
    file.items.iter().filter_map(|item| if let Item::Use(line) = item { Some(line.path.text.as_str()) } else { None })
}
