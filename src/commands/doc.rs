//! `merit doc`: the plan as a handbook for the people it is for.

mod pdf;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Ending;
use super::curve::first_period;
use super::output;
use super::policy::{Drafts, Loaded, load, load_with, real};
use super::problems;
use super::progress::Progress;
use super::supply;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, html, markdown};
use crate::format::{Names, format};
use crate::handbook::roles::{self, Role};
use crate::handbook::{Asked, handbook};
use crate::plan::ir::Plan;
use crate::source::FileId;
use crate::value::Period;

#[derive(Args, Debug)]
pub(crate) struct DocArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// How to write it: md, html (a page that prints well), or pdf where Merit was built with it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DocFormat::Md)]
    pub(crate) format: DocFormat,
    /// Only what concerns people of this role: an option of the column that the plan's clauses ask about
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<String>,
    /// The period whose rules and params are told; without it, the first one the policy is effective in
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// With --format pdf: the font file (TTF, OTF or TTC) whose letters are put into the document
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Option<PathBuf>,
    /// Write to this file instead of the terminal; --format pdf needs it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DocFormat {
    Md,
    Html,
    Pdf,
}

/// A policy whose texts are in the language of the document.
struct Read {
    loaded: Loaded,
    plan: Plan,
    period: Period,
    role: Option<Role>,
}

pub(crate) fn doc(arguments: &DocArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    progress.stage(&problems::stage_policy());
    let read = match read(arguments, terminal) {
        Ok(read) => read,
        Err(ending) => return ending,
    };
    progress.stage(&problems::stage_writing());
    let document = handbook(Asked {
        plan: &read.plan,
        files: &read.loaded.files,
        sources: &read.loaded.sources,
        period: read.period,
        language: terminal.language,
        role: read.role.as_ref(),
    });
    let written = written(&document, arguments);
    drop(progress);
    match written {
        Ok(bytes) => deliver(arguments, &read.loaded, &bytes, terminal),
        Err(problem) => {
            terminal.report(&[*problem], &read.loaded.sources);
            Ending::Refused
        }
    }
}

fn read(arguments: &DocArguments, terminal: &Terminal) -> Result<Read, Ending> {
    let written = load(&arguments.policy);
    let said: Vec<Diagnostic> = written.problems.iter().filter(|problem| problem.severity <= Severity::Warning).cloned().collect();
    terminal.report(&said, &written.sources);
    if written.plan.is_none() {
        return Err(Ending::Refused);
    }
    if !said.is_empty() {
        terminal.complain("\n");
    }
    let mut loaded = translated(&arguments.policy, written, terminal);
    let Some(plan) = loaded.plan.take() else { return Err(Ending::Refused) };
    let refuse = |problem: Box<Diagnostic>| {
        terminal.report(&[*problem], &loaded.sources);
        Ending::Refused
    };
    let period = match arguments.period.as_deref() {
        Some(said) => supply::period(said, &plan).map_err(refuse)?,
        None => first_period(&plan).ok_or_else(|| refuse(Box::new(problems::doc_no_period())))?,
    };
    let role = match &arguments.role {
        Some(name) => {
            let found = roles::role(plan.in_force(period), name);
            Some(found.map_err(|fault| refuse(Box::new(problems::no_role(name, &fault))))?)
        }
        None => None,
    };
    Ok(Read { loaded, plan, period, role })
}

/// The same policy with its texts as `merit fmt --lang` writes them; a text that cannot be written so stays as it is.
fn translated(path: &Path, written: Loaded, terminal: &Terminal) -> Loaded {
    let mut drafts = Drafts::default();
    for (at, (file, own)) in written.sources.files().iter().zip(&written.paths).enumerate() {
        let mut names = Names::default();
        written.sources.files().iter().for_each(|other| names.add(other.text()));
        if let Ok(formatted) = format(FileId(u16::try_from(at).unwrap_or(0)), file.text(), Some(terminal.language), &names) {
            drafts.texts.insert(real(own), formatted.text);
        }
    }
    let read = load_with(path, &drafts);
    if read.plan.is_some() { read } else { written }
}

fn written(document: &Document, arguments: &DocArguments) -> Result<Vec<u8>, Box<Diagnostic>> {
    match arguments.format {
        DocFormat::Md => Ok(markdown(document).into_bytes()),
        DocFormat::Html => Ok(html(document).into_bytes()),
        DocFormat::Pdf => pdf::written(document, arguments),
    }
}

fn deliver(arguments: &DocArguments, loaded: &Loaded, bytes: &[u8], terminal: &Terminal) -> Ending {
    let Some(out) = &arguments.out else { return terminal.print(&String::from_utf8_lossy(bytes)) };
    let inputs = loaded.paths.iter().chain(&arguments.font).map(|path| path.as_path());
    if let Some(refused) = output::is_input(Some(out), inputs, terminal) {
        return refused;
    }
    output::write(out, bytes, terminal)
}
